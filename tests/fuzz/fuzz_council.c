/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as what somebody types of their council, an input a line: what is kept has nothing but choices, numbers and
** days in it, and is read as the same again; every way to a deadline that follows is in the order of time. */
#include "domain/bid_path.h"
#include "fuzz.h"

static void check_clean(struct str clean)
{
    for (size_t i = 0; i < clean.n; i++) {
        char c = clean.s[i];
        check((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == ',' || c == ' ' || c == '\n');
    }
}

static void check_path(const struct council_path *council, struct str text)
{
    const struct bid_ask ask = {
        .council = council, .work_days = (int)fuzz_number(text, 1, 200), .money = BID_MONEY_UNKNOWN,
        .deadline = {date_of(2027, 1, 1), (int)fuzz_number(text, 0, 1439)}};
    struct bid_path path;
    bid_path_of(&ask, &path);
    check(path.n > 0 && path.n <= BID_STEP__MAX);
    check(!path.known || path.start.days == path.steps[0].day.days);
    for (size_t i = 0; i + 1 < path.n; i++) {
        check(path.steps[i].day.days <= path.steps[i + 1].day.days);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n), rest = text;
    struct str says[COUNCIL_INPUT__MAX] = {0}, again[COUNCIL_INPUT__MAX] = {0};
    struct council_path path;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    for (size_t i = 0; i < COUNCIL_INPUT__MAX && rest.n > 0; i++) {
        says[i] = str_cut(rest, '\t', &rest);
        again[i] = council_clean(&arena, &council_fields[i], says[i]);
        check_clean(again[i]);
        check((again[i].n > 0) == (says[i].n > 0 && council_fits(&council_fields[i], says[i])));
        check(str_eq(council_clean(&arena, &council_fields[i], again[i]), again[i]));
    }
    council_path_read(says, &path);
    check_path(&path, text);
    council_path_read(again, &path);
    check_path(&path, text);
    return 0;
}
