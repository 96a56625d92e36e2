/* SPDX-License-Identifier: AGPL-3.0-or-later
** When a leadership programme asks about its aims, and what may be told of answers without names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/aims.h"

#define FIRST 1000
#define LAST 1002

static struct aims_of held(enum programme_stage stage)
{
    return (struct aims_of){{stage, stage == PROGRAMME_DAY ? 1 : 0}, {FIRST}, {LAST}};
}

static bool may(enum aims_when when, enum programme_stage stage, int32_t day)
{
    struct aims_of of = held(stage);
    return aims_may_ask(when, &of, (struct date){day});
}

static void test_words_lead_there_and_back(void **state)
{
    (void)state;
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        enum aims_when back;
        assert_true(aims_parse(aims_word(when), &back) && back == when);
        assert_true(aims_kind_parse(aims_kind(when), &back) && back == when);
    }
    enum aims_when none;
    assert_false(aims_parse(S("before it"), &none) || aims_parse(S(""), &none));
    assert_false(aims_kind_parse(S("before"), &none)); /* the survey before is another one */
}

static void test_each_is_asked_in_its_time(void **state)
{
    (void)state;
    assert_true(may(AIMS_BEFORE, PROGRAMME_DRAFT, FIRST - 20) && may(AIMS_BEFORE, PROGRAMME_SURVEY_OPEN, FIRST));
    assert_false(may(AIMS_BEFORE, PROGRAMME_DRAFT, FIRST + 1) || may(AIMS_BEFORE, PROGRAMME_DAY, FIRST));
    assert_false(may(AIMS_END, PROGRAMME_DAY, LAST - 1) || may(AIMS_END, PROGRAMME_DRAFT, LAST + 5));
    assert_true(may(AIMS_END, PROGRAMME_DAY, LAST) && may(AIMS_END, PROGRAMME_WRAP_UP, LAST + 59));
    assert_false(may(AIMS_END, PROGRAMME_FOLLOW_UP, LAST + 60));
    assert_false(may(AIMS_90, PROGRAMME_FOLLOW_UP, LAST + 89) || may(AIMS_90, PROGRAMME_FOLLOW_UP, LAST + 150));
    assert_true(may(AIMS_90, PROGRAMME_FOLLOW_UP, LAST + 90) && may(AIMS_YEAR, PROGRAMME_WRAP_UP, LAST + 365));
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        for (int32_t day = FIRST - 10; day < LAST + 500; day++) {
            assert_false(may(when, PROGRAMME_CALLED_OFF, day));
        }
    }
}

static void test_each_is_over_in_time(void **state)
{
    (void)state;
    const struct aims_of before = held(PROGRAMME_SURVEY_OPEN), day = held(PROGRAMME_DAY);
    assert_false(aims_is_over(AIMS_BEFORE, &before, (struct date){FIRST - 90}, (struct date){FIRST}));
    assert_true(aims_is_over(AIMS_BEFORE, &before, (struct date){FIRST - 90}, (struct date){FIRST + 1}));
    assert_true(aims_is_over(AIMS_BEFORE, &day, (struct date){FIRST - 90}, (struct date){FIRST}));
    assert_false(aims_is_over(AIMS_END, &day, (struct date){LAST}, (struct date){LAST + 29}));
    assert_true(aims_is_over(AIMS_END, &day, (struct date){LAST}, (struct date){LAST + 30}));
}

static void test_few_are_not_told_nor_who_is_left(void **state)
{
    (void)state;
    for (int64_t of = 0; of < 30; of++) {
        for (int64_t n = 0; n <= of; n++) {
            int64_t rest = of - n;
            bool few = (n > 0 && n < 5) || (rest > 0 && rest < 5) || of < 5;
            assert_int_equal(aims_told(n, of), !few);
        }
    }
}

static void test_the_middle_needs_five(void **state)
{
    (void)state;
    struct survey_total items[] = {
        {S("know"), S(""), S(""), 4}, {S("know"), S(""), S("2"), 3}, {S("know"), S(""), S("5"), 1}};
    struct survey_totals totals = {items, COUNT_OF(items)};
    int64_t micro, n;
    assert_false(aims_median(&totals, S("know"), &micro, &n));
    items[0].n = 5;
    items[1].n = 4;
    assert_true(aims_median(&totals, S("know"), &micro, &n));
    assert_true(micro == 2000000 && n == 5);
    assert_false(aims_median(&totals, S("pace"), &micro, &n));
}

static void test_how_far_ratings_lie_apart(void **state)
{
    (void)state;
    size_t counts[3][AIMS_LEVELS + 1], criteria;
    memset(counts, 0, sizeof counts);
    assert_int_equal(aims_spread((const size_t (*)[AIMS_LEVELS + 1])counts, 3, &criteria), -1);
    counts[0][2] = 5;                       /* all alike */
    counts[1][1] = 3;                       /* middle 1: (3 * 0 + 2 * 4) / 5 = 1.6 */
    counts[1][5] = 2;
    counts[2][1] = counts[2][5] = 2;        /* four: not counted */
    assert_int_equal(aims_spread((const size_t (*)[AIMS_LEVELS + 1])counts, 3, &criteria), 80);
    assert_int_equal(criteria, 2);
}

static void test_what_was_decided_and_done(void **state)
{
    (void)state;
    const struct date none = DATE_NONE;
    const struct aims_deed rows[] = {
        {1, true, false, {100}, {99}},  /* before its day */
        {1, true, false, {100}, {104}}, /* later */
        {2, false, false, DATE_NONE, DATE_NONE},
        {3, true, true, {90}, DATE_NONE},  /* dropped: nobody holds it, and it was not done */
        {4, true, true, {90}, DATE_NONE},
        {4, true, false, {110}, DATE_NONE}, /* its day is today: not over yet */
        {5, true, false, {111}, {109}},     /* done early: its day is not over */
    };
    struct aims_deeds deeds = aims_deeds(rows, COUNT_OF(rows), (struct date){110});
    assert_int_equal(deeds.decisions, 5);
    assert_int_equal(deeds.begun, 3); /* 1, 4, 5 */
    assert_int_equal(deeds.due, 4);
    assert_int_equal(deeds.in_time, 1);
    assert_int_equal(deeds.later, 1);
    deeds = aims_deeds(rows, 1, (struct date){100});
    assert_int_equal(deeds.due, 0);
    deeds = aims_deeds(rows, 0, none);
    assert_int_equal(deeds.decisions + deeds.begun + deeds.due, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_decided_and_done),
        cmocka_unit_test(test_words_lead_there_and_back),
        cmocka_unit_test(test_each_is_asked_in_its_time),
        cmocka_unit_test(test_each_is_over_in_time),
        cmocka_unit_test(test_few_are_not_told_nor_who_is_left),
        cmocka_unit_test(test_the_middle_needs_five),
        cmocka_unit_test(test_how_far_ratings_lie_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
