/* SPDX-License-Identifier: AGPL-3.0-or-later
** Actions: how one stands on a day, and what became of it when it was looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/action.h"

#define MADE ACTION_STEP_MADE
#define MOVED ACTION_STEP_MOVED
#define DONE ACTION_STEP_DONE
#define DROPPED ACTION_STEP_DROPPED
#define OPENED ACTION_STEP_OPENED

static void test_how_it_stands(void **state)
{
    (void)state;
    const struct date today = {100};
    assert_int_equal(action_stands(S("open"), (struct date){101}, today), ACTION_OPEN);
    assert_int_equal(action_stands(S("open"), (struct date){100}, today), ACTION_OPEN); /* its day is not over */
    assert_int_equal(action_stands(S("open"), (struct date){99}, today), ACTION_LATE);
    assert_int_equal(action_stands(S("done"), (struct date){99}, today), ACTION_DONE);
    assert_int_equal(action_stands(S("dropped"), (struct date){99}, today), ACTION_DROPPED);
}

static void test_what_became_of_it(void **state)
{
    static const struct { struct action_said said[4]; size_t n; enum action_became became; } all[] = {
        {{{MADE, 1}}, 1, BECAME_UNANSWERED},
        {{{MADE, 1}, {DONE, 5}}, 2, BECAME_DONE},                /* before it was asked: done is done */
        {{{MADE, 1}, {MOVED, 5}}, 2, BECAME_UNANSWERED},         /* moved long before: nobody answered now */
        {{{MADE, 1}, {MOVED, 5}, {MOVED, 11}}, 3, BECAME_MOVED},
        {{{MADE, 1}, {MOVED, 11}, {DONE, 12}}, 3, BECAME_DONE},
        {{{MADE, 1}, {DROPPED, 20}}, 2, BECAME_DROPPED},
        {{{MADE, 1}, {DONE, 21}}, 2, BECAME_UNANSWERED},         /* that is of the next review */
        {{{MADE, 1}, {DONE, 5}, {OPENED, 6}}, 3, BECAME_UNANSWERED},
        {{{MADE, 21}}, 1, BECAME_NOT_THERE},
        {{{MADE, 0}}, 0, BECAME_NOT_THERE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_int_equal(action_became(all[i].said, all[i].n, 10, 20), all[i].became);
    }
}

static void test_words(void **state)
{
    enum action_step step;
    (void)state;
    for (int i = 0; i < ACTION_STEP__MAX; i++) {
        assert_true(action_step_parse(action_step_word((enum action_step)i), &step));
        assert_int_equal(step, i);
    }
    assert_false(action_step_parse(S("else"), &step));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_how_it_stands), cmocka_unit_test(test_what_became_of_it),
                                       cmocka_unit_test(test_words)};
    return cmocka_run_group_tests_name("action", tests, NULL, NULL);
}
