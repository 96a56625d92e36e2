/* SPDX-License-Identifier: AGPL-3.0-or-later
** Half of the questions for each: how many are asked, of whom, and how far the results are from those of all questions,
** on made-up cities. What the page states is what is measured here.
**
** The generator. A city has a place (normal, 0.7 levels), each of its dimensions one around it (0.5), each criterion
** one around that (0.6); a rater is stricter or milder than others (0.5) and unsure (0.7 each time); levels are rounded
** and one answer in twelve is "I don't know". These are guesses: a real full form is needed to know better. Normal:
** twelve even numbers added up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "domain/assessment_ask.h"
#include "domain/chance.h"

#define DIMENSIONS 8
#define CRITERIA 24
#define TOLERANCE 3 /* in the last digit that is stated */

static struct framework_dimension dimensions[DIMENSIONS];
static struct framework_criterion criteria[CRITERIA];
static const struct framework framework = {.levels_n = 5, .dimensions = dimensions, .dimensions_n = DIMENSIONS,
                                           .criteria = criteria, .criteria_n = CRITERIA};
/* As in SGM-1. */
static const size_t SHORT[] = {0, 2, 3, 4, 6, 8, 9, 12, 15, 18, 19, 21};

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < CRITERIA; i++) {
        dimensions[i / 3] = (struct framework_dimension){.first = i / 3 * 3, .n = 3};
        criteria[i] = (struct framework_criterion){.dimension = i / 3};
    }
    for (size_t i = 0; i < COUNT_OF(SHORT); i++) {
        criteria[SHORT[i]].is_short = true;
    }
    return 0;
}

static double normal(struct chance *chance)
{
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        sum += (double)chance_below(chance, 1u << 20) / (1u << 20);
    }
    return sum;
}

static void make_city(struct chance *chance, struct assessment_rater *raters, size_t n)
{
    double criterion[CRITERIA], city = 2.6 + 0.7 * normal(chance), dimension = city;
    for (size_t i = 0; i < CRITERIA; i++) {
        dimension = i % 3 == 0 ? city + 0.5 * normal(chance) : dimension;
        criterion[i] = dimension + 0.6 * normal(chance);
    }
    for (size_t i = 0; i < n; i++) {
        double mild = 0.5 * normal(chance);
        for (size_t k = 0; k < CRITERIA; k++) {
            int level = (int)(criterion[k] + mild + 0.7 * normal(chance) + 10.5) - 10;
            level = level < 1 ? 1 : level > 5 ? 5 : level;
            raters[i].answers[k] = chance_below(chance, 12) == 0 ? ANSWER_DONT_KNOW : level;
        }
    }
}

struct measured {
    size_t dimensions; /* with a level in both */
    size_t same;
    size_t near;       /* at most one level off */
    double points;
};

static void compare(const struct assessment_results *full, const struct assessment_results *less,
                    struct measured *measured)
{
    for (size_t i = 0; i < DIMENSIONS; i++) {
        int a = full->sides[i].level, b = less->sides[i].level;
        int off = full->sides[i].index_bp - less->sides[i].index_bp;
        if (a == 0 || b == 0) {
            continue;
        }
        measured->dimensions++;
        measured->same += a == b;
        measured->near += a - b <= 1 && b - a <= 1;
        measured->points += (off < 0 ? -off : off) / 100.0;
    }
}

static void measure(size_t raters_n, struct measured *ret_half, struct measured *ret_fixed)
{
    struct chance chance = {20261123};
    struct arena arena;
    arena_init(&arena, 1u << 20);
    *ret_half = *ret_fixed = (struct measured){0};
    for (int i = 0; i < ASK_CITIES; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct assessment_rater *raters = arena_array(&arena, struct assessment_rater, raters_n);
        struct assessment_rater *half = arena_array(&arena, struct assessment_rater, raters_n);
        for (size_t k = 0; k < raters_n; k++) {
            raters[k].answers = arena_array(&arena, int, CRITERIA);
        }
        make_city(&chance, raters, raters_n);
        assessment_ask_half(&arena, &framework, raters, raters_n, half);
        struct assessment_results all = assessment_sum_up(&arena, &framework, false, raters, raters_n);
        struct assessment_results less = assessment_sum_up(&arena, &framework, false, half, raters_n);
        struct assessment_results twelve = assessment_sum_up(&arena, &framework, true, raters, raters_n);
        compare(&all, &less, ret_half);
        compare(&all, &twelve, ret_fixed);
        arena_rewind(&arena, mark);
    }
    arena_done(&arena);
}

static void assert_near(double measured, int stated)
{
    print_message("measured %.1f, stated %d\n", measured, stated);
    assert_true(measured > stated - TOLERANCE && measured < stated + TOLERANCE);
}

static void test_the_error_is_as_stated(void **state)
{
    (void)state;
    struct measured half, fixed;
    measure(ASK_RATERS, &half, &fixed);
    assert_int_equal(half.dimensions, ASK_CITIES * DIMENSIONS); /* each has enough answers */
    assert_near(10 * half.points / (double)half.dimensions, ASK_ERROR_TENTHS);
    assert_near(100.0 * (double)half.same / (double)half.dimensions, ASK_SAME_PERCENT);
    assert_near(10 * fixed.points / (double)fixed.dimensions, ASK_FIXED_TENTHS);
    assert_true(ASK_ERROR_TENTHS < 50); /* under five points */
    assert_true((double)half.near / (double)half.dimensions > 0.99);
}

/* What it came to, asked one by one. */
static size_t answer_all(size_t place, int answer, int *answers, size_t *ret_by_dimension)
{
    bool asked[CRITERIA];
    size_t n = 0;
    for (size_t i = 0; i < CRITERIA; i++) {
        answers[i] = ANSWER_NONE;
    }
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        assessment_ask(&framework, place, answers, asked);
        for (size_t i = 0; i < CRITERIA; i++) {
            if (asked[i] && answers[i] == ANSWER_NONE) {
                assert_false(goes_on); /* one at a time */
                answers[i] = answer;
                goes_on = true;
                n++;
                ret_by_dimension[i / 3]++;
            }
        }
    }
    return n;
}

static void test_half_is_asked_and_every_question_of_somebody(void **state)
{
    (void)state;
    int answers[CRITERIA];
    size_t by_criterion[CRITERIA] = {0};
    for (size_t place = 0; place < 24; place++) {
        size_t by_dimension[DIMENSIONS] = {0};
        assert_int_equal(answer_all(place, 3, answers, by_dimension), CRITERIA / 2);
        for (size_t i = 0; i < DIMENSIONS; i++) {
            assert_in_range(by_dimension[i], 1, 2);
        }
        for (size_t i = 0; i < CRITERIA; i++) {
            by_criterion[i] += answers[i] != ANSWER_NONE;
        }
    }
    for (size_t i = 0; i < CRITERIA; i++) {
        assert_in_range(by_criterion[i], 10, 14); /* half of twenty-four */
    }
}

static void test_who_does_not_know_is_asked_something_else_there(void **state)
{
    (void)state;
    int answers[CRITERIA] = {0};
    bool asked[CRITERIA];
    for (size_t i = 0; i < DIMENSIONS; i++) {
        answers[i * 3 + i % 3] = i == 5 ? ANSWER_DONT_KNOW : 3; /* the first of each, for the rater at place 0 */
    }
    assessment_ask(&framework, 0, answers, asked);
    size_t n = 0;
    for (size_t i = 0; i < CRITERIA; i++) {
        n += asked[i] && answers[i] == ANSWER_NONE;
        assert_true(!asked[i] || answers[i] != ANSWER_NONE || i / 3 == 5);
    }
    assert_int_equal(n, 1);
}

/* What was said stays said, also when an earlier answer is changed. */
static void test_what_was_said_stays(void **state)
{
    (void)state;
    int answers[CRITERIA];
    bool asked[CRITERIA];
    size_t by_dimension[DIMENSIONS] = {0};
    answer_all(3, 2, answers, by_dimension);
    answers[2] = answers[2] == ANSWER_NONE ? 4 : answers[2];
    for (size_t i = 0; i < CRITERIA; i++) {
        answers[i] = answers[i] != ANSWER_NONE && i % 2 == 0 ? ANSWER_DONT_KNOW : answers[i];
    }
    assessment_ask(&framework, 3, answers, asked);
    for (size_t i = 0; i < CRITERIA; i++) {
        assert_true(asked[i] || answers[i] == ANSWER_NONE);
    }
}

/* A framework of one dimension, and one of more dimensions than may be asked. */
static void test_other_frameworks(void **state)
{
    (void)state;
    int answers[CRITERIA];
    bool asked[CRITERIA];
    struct framework_dimension one = {.first = 0, .n = CRITERIA}, many[CRITERIA];
    struct framework other = framework;
    for (size_t i = 0; i < CRITERIA; i++) {
        many[i] = (struct framework_dimension){.first = i, .n = 1};
        answers[i] = 1;
    }
    other.dimensions = &one;
    other.dimensions_n = 1;
    for (size_t round = 0; round < 2; round++) {
        struct arena arena;
        arena_init(&arena, 1u << 16);
        struct assessment_rater rater = {SECTOR_NONE, answers}, half;
        size_t n = 0;
        assessment_ask_half(&arena, &other, &rater, 1, &half);
        for (size_t i = 0; i < CRITERIA; i++) {
            n += half.answers[i] != ANSWER_NONE;
        }
        assert_int_equal(n, CRITERIA / 2);
        other.dimensions = many;
        other.dimensions_n = CRITERIA;
        arena_done(&arena);
    }
    other.criteria_n = other.dimensions_n = 1; /* half of one is none */
    assessment_ask(&other, 0, answers, asked);
    assert_int_equal(assessment_ask_max(&other), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_error_is_as_stated),
        cmocka_unit_test(test_half_is_asked_and_every_question_of_somebody),
        cmocka_unit_test(test_who_does_not_know_is_asked_something_else_there),
        cmocka_unit_test(test_what_was_said_stays), cmocka_unit_test(test_other_frameworks),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
