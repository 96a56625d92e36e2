/* SPDX-License-Identifier: AGPL-3.0-or-later
** Member cities month by month: joined, left, how many there were; without a gap, over the turn of a year, and no
** further back than is shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/date.h"
#include "domain/growth.h"

static int64_t at(int year, int month, int day)
{
    return (int64_t)date_of(year, month, day).days * 86400;
}

static void assert_month(const struct growth_month *is, int year, int month, int joined, int left, int cities)
{
    assert_int_equal(is->year, year);
    assert_int_equal(is->month, month);
    assert_int_equal(is->joined, joined);
    assert_int_equal(is->left, left);
    assert_int_equal(is->cities, cities);
}

static void every_month_counts(void **state)
{
    (void)state;
    const struct growth_step steps[] = {
        {at(2026, 11, 1), true}, {at(2026, 11, 30) + 86399, true}, {at(2026, 12, 1), true},
        {at(2027, 2, 28), false}, {at(2027, 2, 28), true},
    };
    struct growth_month months[GROWTH_MONTHS_MAX];
    assert_int_equal(growth_of(steps, COUNT_OF(steps), at(2027, 3, 15), months), 5);
    assert_month(&months[0], 2026, 11, 2, 0, 2);
    assert_month(&months[1], 2026, 12, 1, 0, 3);
    assert_month(&months[2], 2027, 1, 0, 0, 3);
    assert_month(&months[3], 2027, 2, 1, 1, 3);
    assert_month(&months[4], 2027, 3, 0, 0, 3);
}

static void what_is_long_ago_is_in_the_first_number(void **state)
{
    (void)state;
    const struct growth_step steps[] = {{at(2010, 1, 1), true}, {at(2010, 6, 1), true}, {at(2026, 11, 2), true}};
    struct growth_month months[GROWTH_MONTHS_MAX];
    assert_int_equal(growth_of(steps, COUNT_OF(steps), at(2026, 11, 30), months), GROWTH_MONTHS_MAX);
    assert_month(&months[0], 2021, 12, 0, 0, 2);
    assert_month(&months[GROWTH_MONTHS_MAX - 1], 2026, 11, 1, 0, 3);
}

/* A clock that went back, or none at all. */
static void a_step_ahead_of_the_clock_counts_now(void **state)
{
    (void)state;
    const struct growth_step steps[] = {{at(2027, 5, 1), true}};
    struct growth_month months[GROWTH_MONTHS_MAX];
    assert_int_equal(growth_of(steps, 1, at(2027, 4, 1), months), 1);
    assert_month(&months[0], 2027, 4, 1, 0, 1);
    assert_int_equal(growth_of(NULL, 0, at(2027, 4, 1), months), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_month_counts), cmocka_unit_test(what_is_long_ago_is_in_the_first_number),
        cmocka_unit_test(a_step_ahead_of_the_clock_counts_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
