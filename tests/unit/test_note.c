/* SPDX-License-Identifier: AGPL-3.0-or-later
** Notes: who may close them, and the parts of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/note.h"

static void test_whoever_closes_is_another_one(void **state)
{
    static const struct { struct note_facts facts; int64_t person; enum note_may may; } all[] = {
        {{.sections = 3, .changed_by = {true, 7}}, 8, NOTE_MAY},
        {{.sections = 3, .changed_by = {true, 7}}, 7, NOTE_OWN},
        {{.sections = 3}, 7, NOTE_MAY}, /* who wrote last is erased: nobody who could ask */
        {{.sections = 0, .changed_by = {true, 7}}, 8, NOTE_EMPTY},
        {{.is_closed = true, .sections = 3, .changed_by = {true, 7}}, 8, NOTE_IS_CLOSED},
        {{.sections = 3, .corrections = 1, .changed_by = {true, 7}}, 8, NOTE_CORRECTION_WAITS},
        {{.sections = 3, .choices = 1, .changed_by = {true, 7}}, 8, NOTE_CHOICE_WAITS},
        {{.sections = 3, .choices = 1, .corrections = 1, .changed_by = {true, 7}}, 7, NOTE_CHOICE_WAITS},
        {{.sections = 3, .corrections = 1, .changed_by = {true, 7}}, 7, NOTE_CORRECTION_WAITS},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_int_equal(note_may_close(&all[i].facts, all[i].person), all[i].may);
    }
}

static void test_parts_of_a_text(void **state)
{
    struct arena arena;
    struct note_part *parts;
    (void)state;
    arena_init(&arena, 1u << 16);
    assert_int_equal(note_parts(&arena, S(""), &parts), 0);
    assert_int_equal(note_parts(&arena, S("One\nTwo\n- a\n- b\n\n- c\n\n\nThree - not a point\n-no"), &parts), 6);
    static const struct { bool is_list; size_t n; struct str first; } wanted[] = {
        {false, 1, S_INIT("One")}, {false, 1, S_INIT("Two")}, {true, 2, S_INIT("a")}, {true, 1, S_INIT("c")},
        {false, 1, S_INIT("Three - not a point")}, {false, 1, S_INIT("-no")}};
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_true(parts[i].is_list == wanted[i].is_list && parts[i].n == wanted[i].n);
        assert_true(str_eq(parts[i].lines[0], wanted[i].first));
    }
    assert_true(str_eq(parts[2].lines[1], S("b")));
    assert_int_equal(note_parts(&arena, S("-  \n"), &parts), 1); /* "-" alone is a word */
    assert_false(parts[0].is_list);
    /* places, and such as are shared */
    assert_int_equal(note_parts(&arena, S("- 1. a\n- 2. b. c\n\n- 1. d\n- 1. e\n- 3. f\n\n- 1. alone"), &parts), 3);
    assert_true(parts[0].is_numbered && parts[0].n == 2 && str_eq(parts[0].lines[1], S("b. c")));
    assert_true(!parts[1].is_numbered && str_eq(parts[1].lines[1], S("1. e")));
    assert_true(!parts[2].is_numbered && str_eq(parts[2].lines[0], S("1. alone")));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whoever_closes_is_another_one),
                                       cmocka_unit_test(test_parts_of_a_text)};
    return cmocka_run_group_tests_name("note", tests, NULL, NULL);
}
