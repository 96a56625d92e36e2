/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a file of funding calls: it is read to its end, what is taken is text with a key, a title and its
** deadlines in order, what is not says why; as the fields of a row as well. What is mended needs no mending any more.
** */
#include <stdlib.h>

#include "fuzz.h"
#include "jobs/calls.h"
#include "jobs/objects.h"
#include "text/mojibake.h"
#include "text/paragraphs.h"
#include "text/plain.h"

#define OBJECTS_MAX 2000

static struct call call;

static void check_call(void)
{
    const struct str texts[] = {call.key,         call.identifier, call.title,     call.programme, call.group,
                                call.group_title, call.action,     call.status,    call.model,     call.keywords,
                                call.address,     call.text,       call.conditions};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        check(str_is_utf8(texts[i]));
    }
    check(call.key.n > 0 && call.title.n > 0 && call.identifier.n > 0);
    check(call.address.n == 0 || call_address_is_well(call.address));
    check(call.deadlines_n <= CALL_DEADLINES_MAX);
    for (size_t i = 1; i < call.deadlines_n; i++) {
        check(call.deadlines[i - 1].closes_at <= call.deadlines[i].closes_at);
    }
}

/* What is shown of its text: all of it, but for bullets, colons and blanks. */
static void check_paragraphs(struct arena *arena)
{
    size_t most = paragraphs_max(call.text);
    struct paragraph *cut = arena_array(arena, struct paragraph, most);
    size_t n = paragraphs_cut(call.text, cut);
    const char *end = call.text.s;
    check(n <= most);
    for (size_t i = 0; i < n; i++) {
        check(cut[i].text.n > 0 && cut[i].text.s >= end);
        check(str_is_utf8(cut[i].text));
        end = cut[i].text.s + cut[i].text.n;
    }
    check(n == 0 || end <= call.text.s + call.text.n);
}

static void check_step(struct arena *arena, enum call_step step, const struct call_problem *problem)
{
    if (step == CALL_TAKEN) {
        check_call();
        check_paragraphs(arena);
    } else if (step == CALL_BAD) {
        check(problem->reason[0] != '\0');
    }
}

static void read_objects(struct arena *arena, struct str bytes)
{
    struct objects *objects = objects_new(stream_open_bytes(bytes, S("fuzz")));
    enum object_step step = OBJECT_TEXT;
    for (int i = 0; i < OBJECTS_MAX && step != OBJECT_END; i++) {
        struct str text;
        struct call_problem problem = {"", ""};
        check(objects_next(objects, &step, &text) == OK);
        check(text.n <= bytes.n && objects_position(objects) <= bytes.n);
        if (step == OBJECT_TEXT) {
            check(text.n >= 2 && text.s[0] == '{' && text.s[text.n - 1] == '}');
            check_step(arena, call_of_object(arena, text, &call, &problem), &problem);
        } else if (step == OBJECT_BAD) {
            check(objects_reason(objects)[0] != '\0');
        }
    }
    objects_free(objects);
}

/* The lines of the input as the columns of a row. */
static void read_row(struct arena *arena, struct str bytes)
{
    struct str values[CALL_COLUMNS];
    struct str rest = bytes;
    struct call_problem problem = {"", ""};
    for (size_t i = 0; i < CALL_COLUMNS; i++) {
        values[i] = str_scrub(arena, rest.s ? str_trim(str_cut(rest, '\n', &rest)) : S(""));
    }
    check_step(arena, call_of_row(arena, values, &call, &problem), &problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    if (n > 1u << 20) {
        return 0;
    }
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    read_objects(&arena, text);
    read_row(&arena, text);
    struct str mended = mojibake_mend(&arena, str_scrub(&arena, text));
    check(str_is_utf8(mended));
    struct str plain = plain_text(&arena, mended);
    check(str_is_utf8(plain) && plain.n <= mended.n);
    check(str_is_utf8(call_json(&arena, text)) || str_find(text, (struct str){"", 1}) < text.n);
    return 0;
}
