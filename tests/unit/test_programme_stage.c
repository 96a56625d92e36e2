/* SPDX-License-Identifier: AGPL-3.0-or-later
** How a leadership programme stands: all pairs of stages, days one after another, what is usual, and ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/programme_stage.h"

#define DAYS 3

/* Row: the stage before (a day: the last); column: the next: d draft, o survey open, c survey closed, 1 a day,
** w wrap-up, f follow-up, x called off. */
static const char *const may[PROGRAMME_STAGE__MAX] = {
    /*                           doc1wfx */
    [PROGRAMME_DRAFT] =         "-o-1--x",
    [PROGRAMME_SURVEY_OPEN] =   "--c---x",
    [PROGRAMME_SURVEY_CLOSED] = "---1--x",
    [PROGRAMME_DAY] =           "----w--",
    [PROGRAMME_WRAP_UP] =       "-----f-",
    [PROGRAMME_FOLLOW_UP] =     "-------",
    [PROGRAMME_CALLED_OFF] =    "-------",
};

static struct programme_at at(enum programme_stage stage, int day)
{
    return (struct programme_at){stage, stage == PROGRAMME_DAY ? day : 0};
}

static void test_all_pairs(void **state)
{
    (void)state;
    for (enum programme_stage before = 0; before < PROGRAMME_STAGE__MAX; before++) {
        for (enum programme_stage next = 0; next < PROGRAMME_STAGE__MAX; next++) {
            assert_int_equal(programme_may_follow(at(before, DAYS), at(next, 1), DAYS), may[before][next] != '-');
        }
    }
}

static void test_days_come_one_after_another(void **state)
{
    (void)state;
    for (int before = 1; before <= DAYS; before++) {
        for (int next = 0; next <= DAYS + 1; next++) {
            assert_int_equal(programme_may_follow(at(PROGRAMME_DAY, before), at(PROGRAMME_DAY, next), DAYS),
                             next == before + 1 && next <= DAYS);
        }
        assert_int_equal(programme_may_follow(at(PROGRAMME_DAY, before), at(PROGRAMME_WRAP_UP, 0), DAYS),
                         before == DAYS);
        assert_int_equal(programme_may_follow(at(PROGRAMME_DRAFT, 0), at(PROGRAMME_DAY, before), DAYS), before == 1);
    }
    assert_true(programme_may_follow(at(PROGRAMME_DAY, 3), at(PROGRAMME_WRAP_UP, 0), 2)); /* a day was taken out */
    assert_false(programme_may_follow(at(PROGRAMME_SURVEY_OPEN, 0), (struct programme_at){PROGRAMME_SURVEY_CLOSED, 1},
                                      DAYS));
}

static void test_words(void **state)
{
    (void)state;
    enum programme_stage stage;
    for (enum programme_stage i = 0; i < PROGRAMME_STAGE__MAX; i++) {
        assert_true(programme_stage_parse(programme_stage_word(i), &stage) && stage == i);
    }
    assert_false(programme_stage_parse(S("day1"), &stage));
    assert_false(programme_stage_parse(S(""), &stage));
}

/* The usual way goes from the draft to the follow-up through every day once, and each step of it may be taken. */
static void test_the_usual_way(void **state)
{
    (void)state;
    for (int days = 1; days <= PROGRAMME_DAYS_MAX; days++) {
        struct programme_at now = at(PROGRAMME_DRAFT, 0), next;
        int held = 0;
        size_t steps = 0;
        for (; programme_usual(now, days, &next); steps++) {
            assert_true(programme_may_follow(now, next, days));
            held += next.stage == PROGRAMME_DAY ? 1 : 0;
            assert_int_equal(next.day, next.stage == PROGRAMME_DAY ? held : 0);
            now = next;
        }
        assert_int_equal(now.stage, PROGRAMME_FOLLOW_UP);
        assert_int_equal(held, days);
        assert_int_equal(steps, days + 4);
    }
    struct programme_at next;
    assert_false(programme_usual(at(PROGRAMME_CALLED_OFF, 0), 1, &next));
}

static void test_ends_and_undo(void **state)
{
    (void)state;
    for (enum programme_stage before = 0; before < PROGRAMME_STAGE__MAX; before++) {
        size_t ways = 0;
        for (enum programme_stage next = 0; next < PROGRAMME_STAGE__MAX; next++) {
            ways += programme_may_follow(at(before, DAYS), at(next, 1), DAYS);
        }
        assert_int_equal(programme_stage_is_end(before), ways == 0);
        assert_int_equal(programme_has_begun(before), before == PROGRAMME_DAY || before == PROGRAMME_WRAP_UP ||
                                                          before == PROGRAMME_FOLLOW_UP);
        assert_int_equal(programme_stage_by_survey(before),
                         before == PROGRAMME_SURVEY_OPEN || before == PROGRAMME_SURVEY_CLOSED);
    }
    assert_false(programme_may_undo(1));
    assert_true(programme_may_undo(2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_pairs),
        cmocka_unit_test(test_days_come_one_after_another),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_the_usual_way),
        cmocka_unit_test(test_ends_and_undo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
