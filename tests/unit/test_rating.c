/* SPDX-License-Identifier: AGPL-3.0-or-later
** What many people said on one scale: three medians, quartiles of type 7, spread, levels from thresholds; empty input,
** another order, more of the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/rating.h"
#include "near.h"

#define ALL_MAX 12

struct sample {
    int values[ALL_MAX];
    size_t n;
    int lower;
    double median;
    int upper;
};

static const struct sample samples[] = {
    {{2, 2, 1, 3, 2, 2}, 6, 2, 2, 2}, {{2, 3}, 2, 2, 2.5, 3}, {{1, 5}, 2, 1, 3, 5}, {{1, 2, 3, 4}, 4, 2, 2.5, 3},
    {{3}, 1, 3, 3, 3},
};

static struct rating_summary sum_up(const int *values, size_t n)
{
    int copy[ALL_MAX];
    struct rating_summary summary;
    memcpy(copy, values, n * sizeof *copy);
    assert_true(rating_sum_up(copy, n, &summary));
    return summary;
}

static void medians_are_those_of_the_reference(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        struct rating_summary is = sum_up(samples[i].values, samples[i].n);
        assert_int_equal(is.n, samples[i].n);
        assert_int_equal(is.lower, samples[i].lower);
        assert_near(is.median, samples[i].median, 0);
        assert_int_equal(is.upper, samples[i].upper);
    }
}

static void quartiles_are_of_type_seven(void **state)
{
    (void)state;
    struct rating_summary is = sum_up((const int[]){5, 1, 2, 4, 2, 3, 3}, 7);
    assert_near(is.q1, 2, 0);
    assert_near(is.median, 3, 0);
    assert_near(is.q3, 3.5, 0); /* type 2 would say 4 */
    const int four[] = {1, 2, 3, 4};
    assert_near(rating_quantile(four, 4, 0.25), 1.75, 0);
    assert_near(rating_quantile(four, 4, 0), 1, 0);
    assert_near(rating_quantile(four, 4, 1), 4, 0);
    assert_near(rating_quantile(four, 1, 0.25), 1, 0);
}

static void spread_is_told(void **state)
{
    (void)state;
    struct rating_summary is = sum_up((const int[]){2, 3, 2, 4, 2, 3, 2}, 7);
    assert_int_equal(is.least, 2);
    assert_int_equal(is.most, 4);
    assert_digits(is.variance, 0.619048);
    assert_digits(is.apart, 0.571429);
    is = sum_up((const int[]){1, 1, 5, 5}, 4);
    assert_digits(is.variance, 5.333333);
    assert_near(is.apart, 2, 0);
    assert_digits(sum_up((const int[]){3, 4, 4, 5, 4}, 5).apart, 0.4);
    assert_digits(sum_up((const int[]){1, 2, 3, 4, 5}, 5).apart, 1.2);
    is = sum_up((const int[]){3}, 1);
    assert_near(is.variance, 0, 0);
    assert_near(is.apart, 0, 0);
}

static void the_order_in_which_people_came_does_not_count(void **state)
{
    (void)state;
    struct rating_summary one = sum_up((const int[]){4, 1, 2, 5, 5, 3, 2}, 7);
    struct rating_summary other = sum_up((const int[]){5, 2, 3, 5, 2, 1, 4}, 7);
    assert_memory_equal(&one, &other, sizeof one);
}

static void of_nobody_nothing_is_said(void **state)
{
    (void)state;
    struct rating_summary summary = {.lower = 77};
    assert_false(rating_sum_up(NULL, 0, &summary));
    assert_int_equal(summary.lower, 77);
}

static void levels_are_counted(void **state)
{
    (void)state;
    size_t counts[RATING_LEVELS_MAX + 1];
    rating_count_levels((const int[]){1, 5, 5, 2}, 4, 5, counts);
    const size_t expected[] = {0, 1, 1, 0, 0, 2};
    assert_memory_equal(counts, expected, sizeof expected);
}

/* Household internet access of ITU-T Y.4904, in tenths of a percent. */
static void a_value_reaches_its_level(void **state)
{
    (void)state;
    static const int64_t thresholds[] = {300, 500, 700, 900};
    static const int64_t cases[][2] = {{0, 1}, {299, 1}, {300, 2}, {500, 3}, {690, 3}, {700, 4}, {900, 5}, {1000, 5}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(rating_level_reached(true, cases[i][0], thresholds, 4), cases[i][1]);
    }
    assert_int_equal(rating_level_reached(false, 1000, thresholds, 4), 0);
}

static void a_level_has_its_place_in_a_picture(void **state)
{
    (void)state;
    assert_int_equal(rating_level_bp(1, 5), 0);
    assert_int_equal(rating_level_bp(2, 5), 2500);
    assert_int_equal(rating_level_bp(5, 5), 10000);
    assert_int_equal(rating_level_bp(2, 4), 3333);
    assert_int_equal(rating_level_bp(3, 4), 6667);
    assert_int_equal(rating_level_bp(2, 2), 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(medians_are_those_of_the_reference), cmocka_unit_test(quartiles_are_of_type_seven),
        cmocka_unit_test(spread_is_told), cmocka_unit_test(the_order_in_which_people_came_does_not_count),
        cmocka_unit_test(of_nobody_nothing_is_said), cmocka_unit_test(levels_are_counted),
        cmocka_unit_test(a_value_reaches_its_level), cmocka_unit_test(a_level_has_its_place_in_a_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
