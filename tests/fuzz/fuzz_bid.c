/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any text as what people write in a bid: lines of sections, numbers, figures, and texts of two people put together
** (parted by a form feed). */
#include <string.h>

#include "base/buf.h"
#include "domain/bid_count.h"
#include "domain/bid_figure.h"
#include "domain/bid_merge.h"
#include "domain/bid_token.h"
#include "fuzz.h"

#define PARTS 3

static void check_line(struct arena *arena, struct str line)
{
    struct bid_line_read section;
    struct bid_number number, again;
    if (bid_line_parse(line, &section)) {
        check(section.title.n > 0 && fuzz_within(section.title, line));
        check((section.limit == BID_LIMIT_NONE) == (section.most == 0) && section.most <= BID_LIMIT_MOST);
    }
    if (bid_number_parse(arena, line, &number)) {
        check(number.value >= 0 && number.value <= BID_NUMBER_MAX && number.top == number.value);
        check(bid_number_agree(&number, &number) == BID_AGREES);
        struct str text = bid_number_format(arena, number.value);
        /* "0.125" and the like: what is written is read as it was */
        check(bid_number_parse(arena, text, &again)
              && (again.value == number.value || number.value % 1000 != 0));
    }
}

static void check_figures(struct arena *arena, const struct str *parts, size_t n, struct str name)
{
    const struct bid_number numbers[] = {{.value = 45000, .top = 45000, .step = 1000},
                                         {.value = 1200000, .top = 1200000, .step = 1000, .unit = BID_UNIT_EUR}};
    const struct bid_figure figures[] = {{name, &numbers[0], 1}, {S("cost / Kosten"), &numbers[1], 1}};
    struct bid_figures found = bid_figures_find(arena, parts, n, figures, COUNT_OF(figures));
    size_t differ = 0;
    for (size_t i = 0; i < found.places_n; i++) {
        const struct bid_place *place = &found.places[i];
        check(place->part < n && place->figure < COUNT_OF(figures));
        check(fuzz_within(place->sentence, parts[place->part]) && fuzz_within(place->says, place->sentence));
        check(str_is_utf8(place->sentence) && str_is_utf8(place->says) && place->says.n > 0);
        differ += place->agree == BID_DIFFERS;
    }
    check(differ == found.differ);
    for (size_t i = 0; i < found.proposals_n; i++) {
        check(found.proposals[i].words.n > 0 && found.proposals[i].places_n > 1);
        check(str_is_utf8(found.proposals[i].words));
    }
}

static void check_merge(struct arena *arena, struct str base, struct str mine, struct str theirs)
{
    struct bid_conflict conflict;
    check(str_eq(bid_merge(arena, base, mine, base).text, mine));
    check(str_eq(bid_merge(arena, base, base, theirs).text, theirs));
    check(str_eq(bid_merge(arena, base, mine, mine).text, mine));
    struct str text = bid_merge(arena, base, mine, theirs).text;
    check(str_is_utf8(text));
    for (size_t left = bid_conflict_count(text); left > 0; left--) {
        check(bid_conflict_find(text, &conflict));
        struct arena_mark mark = arena_mark(arena);
        struct str settled = bid_conflict_settle(arena, &conflict, BID_CHOICE_BOTH);
        check(bid_conflict_count(settled) == left - 1);
        if (arena_left(arena) < FUZZ_ARENA_MAX / 2) {
            arena_rewind(arena, mark);
            return;
        }
        text = settled;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n), parts[PARTS] = {S(""), S(""), S("")};
    if (!str_is_utf8(text) || n > 20000) {
        return 0;
    }
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str rest = text;
    for (size_t i = 0; i < PARTS && rest.s != NULL; i++) {
        struct str part = str_cut(rest, '\f', &rest);
        struct bid_count raw = bid_count_of(part);
        parts[i] = bid_text_clean(&arena, part);
        check(str_eq(bid_text_clean(&arena, parts[i]), parts[i]) && str_is_utf8(parts[i]));
        struct bid_count count = bid_count_of(parts[i]);
        check(count.characters <= raw.characters && count.words <= count.characters);
    }
    struct str lines = parts[0], name = str_cut(lines, '\n', &lines);
    check_line(&arena, name);
    while (lines.s != NULL) {
        check_line(&arena, str_cut(lines, '\n', &lines));
    }
    check_figures(&arena, parts, PARTS, name);
    check_merge(&arena, parts[0], parts[1], parts[2]);
    return 0;
}
