/* SPDX-License-Identifier: AGPL-3.0-or-later
** What ratings come to: levels, dimensions, agreement, what is told of how many people, what to talk about first; and
** the pictures of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "domain/assessment.h"
#include "near.h"

#define CRITERIA 6
#define RATERS 7
#define DK ANSWER_DONT_KNOW
#define NA ANSWER_NOT_APPLICABLE

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    return 0;
}

static int take_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct framework_criterion criteria[CRITERIA] = {
    {.id = S_INIT("A-1"), .dimension = 0, .is_short = true}, {.id = S_INIT("A-2"), .dimension = 0, .is_short = true},
    {.id = S_INIT("A-3"), .dimension = 0, .is_short = true}, {.id = S_INIT("B-1"), .dimension = 1, .is_short = true},
    {.id = S_INIT("B-2"), .dimension = 1, .is_short = true}, {.id = S_INIT("B-3"), .dimension = 1},
};
static struct framework_dimension dimensions[2] = {{.first = 0, .n = 3}, {.first = 3, .n = 3}};
static const struct framework framework = {.levels_n = 5, .dimensions = dimensions, .dimensions_n = 2,
                                           .criteria = criteria, .criteria_n = CRITERIA};

/* K-SG of the reference. */
static int said[RATERS][CRITERIA] = {
    {2, 3, 2, 1, 4, 3}, {2, 3, 3, 1, 4, DK}, {3, 3, 2, 2, 5, 3}, {2, 4, 2, 1, 4, 2}, {1, 3, NA, 2, 4, 3},
    {2, 3, 2, 1, 3, 3}, {4, 2, 5, 3, 1, 0},
};

static struct assessment_results sum_up(const enum sector *sectors, size_t n, bool is_short)
{
    struct assessment_rater raters[RATERS];
    for (size_t i = 0; i < n; i++) {
        raters[i] = (struct assessment_rater){sectors[i], said[i]};
    }
    return assessment_sum_up(&arena, &framework, is_short, raters, n);
}

static const enum sector nobody_says[RATERS];

static void all_of_it_is_as_in_the_reference(void **state)
{
    (void)state;
    struct assessment_results is = sum_up(nobody_says, RATERS, false);
    assert_int_equal(is.raters_n, 7);
    assert_digits(is.alpha.alpha, 0.283193);
    assert_int_equal(is.agreed, ASSESSED_NOT_YET);
    assert_int_equal(is.differ_n, 1); /* the seventh: without them it is 0.752896 */
    assert_true(is.differs[6] && !is.differs[0]);
    assert_int_equal(is.sparse_n, 0);
    static const int levels[] = {2, 3, 2, 1, 4, 3};
    for (size_t i = 0; i < CRITERIA; i++) {
        assert_int_equal(is.items[i].level, levels[i]);
        assert_true(is.items[i].is_open);
    }
    assert_int_equal(is.items[5].dont_know, 1);
    assert_int_equal(is.items[2].not_applicable, 1);
    assert_int_equal(is.items[2].n, 6);
    assert_int_equal(is.items[0].differ_n, 1);
    assert_int_equal(is.items[4].counts[4], 4);
}

static void dimensions_have_their_lowest(void **state)
{
    (void)state;
    struct assessment_results is = sum_up(nobody_says, RATERS, false);
    assert_int_equal(is.sides_n, 2);
    assert_int_equal(is.sides[0].level, 2); /* of 2, 3, 2 */
    assert_int_equal(is.sides[0].lowest, 2);
    assert_int_equal(is.sides[0].lowest_criterion, 0);
    assert_int_equal(is.sides[0].index_bp, 3333);
    assert_int_equal(is.sides[1].level, 3); /* of 1, 4, 3 */
    assert_int_equal(is.sides[1].lowest, 1);
    assert_int_equal(is.sides[1].lowest_criterion, 3);
    is = sum_up(nobody_says, RATERS, true);
    assert_int_equal(is.n, 5);
    assert_int_equal(is.sides[1].level, 1); /* of 1, 4 */
}

static void what_differs_most_is_talked_about_first(void **state)
{
    (void)state;
    struct assessment_results is = sum_up(nobody_says, RATERS, false);
    assert_true(is.map_n >= 2);
    for (size_t i = 1; i < is.map_n; i++) {
        assert_true(is.items[is.map[i - 1]].rwg.raw <= is.items[is.map[i]].rwg.raw);
    }
    for (size_t i = 0; i < is.n; i++) {
        bool stands = false;
        for (size_t k = 0; k < is.map_n; k++) {
            stands = stands || is.map[k] == i;
        }
        assert_int_equal(stands, is.items[i].agreed == ASSESSED_PARTLY || is.items[i].agreed == ASSESSED_NOT_YET);
    }
}

static void of_few_people_little_is_said(void **state)
{
    (void)state;
    struct assessment_results is = sum_up(nobody_says, 2, false);
    for (size_t i = 0; i < CRITERIA; i++) {
        assert_int_equal(is.items[i].level, 0);
        assert_int_equal(is.items[i].agreed, ASSESSED_UNKNOWN);
        assert_false(is.items[i].is_open);
    }
    assert_int_equal(is.agreed, ASSESSED_UNKNOWN);
    assert_int_equal(is.map_n, 0);
    assert_int_equal(is.sides[0].level, 0);
    is = sum_up(nobody_says, 4, false);
    assert_int_equal(is.items[0].level, 2);
    assert_false(is.items[0].is_open);
    assert_int_equal(is.differ_n, 0);
    is = sum_up(nobody_says, 0, false);
    assert_int_equal(is.raters_n, 0);
    assert_int_equal(is.items[0].level, 0);
}

/* Three and three are told; a seventh, alone in a sector, would be read out of the rest. */
static void sectors_are_told_when_nobody_can_be_read_out_of_them(void **state)
{
    (void)state;
    static const enum sector even[] = {SECTOR_PUBLIC, SECTOR_PUBLIC, SECTOR_PUBLIC, SECTOR_THIRD, SECTOR_THIRD,
                                       SECTOR_THIRD, SECTOR_THIRD};
    struct assessment_results is = sum_up(even, RATERS, false);
    assert_int_equal(is.items[0].sectors[SECTOR_PUBLIC], 2);
    assert_int_equal(is.items[0].sectors[SECTOR_THIRD], 2); /* of 2, 1, 2, 4 */
    assert_int_equal(is.items[0].sectors[SECTOR_PRIVATE], 0);
    assert_false(is.items[0].sectors_apart);
    static const enum sector odd[] = {SECTOR_PUBLIC, SECTOR_PUBLIC, SECTOR_PUBLIC, SECTOR_THIRD, SECTOR_THIRD,
                                      SECTOR_THIRD, SECTOR_PRIVATE};
    is = sum_up(odd, RATERS, false);
    for (int sector = 0; sector < SECTOR__MAX; sector++) {
        assert_int_equal(is.items[0].sectors[sector], 0);
    }
    int others[6][CRITERIA] = {{1}, {1}, {1}, {3}, {3}, {4}};
    struct assessment_rater raters[6];
    for (size_t i = 0; i < 6; i++) {
        raters[i] = (struct assessment_rater){even[i], others[i]};
    }
    is = assessment_sum_up(&arena, &framework, false, raters, 6);
    assert_true(is.items[0].sectors_apart);
    assert_int_equal(is.map_n, 1);
}

/* Who named a level of less than half counts for criteria, and not for all of it. */
static void who_says_little_is_left_out_of_the_whole(void **state)
{
    (void)state;
    int few[5][CRITERIA] = {{2, 3, 2, 1, 4, 3}, {2, 3, 3, 1, 4, 3}, {3, 3, 2, 2, 5, 3}, {2, 4, 2, 1, 4, 2},
                           {5, 1, DK, DK, 0, 0}};
    struct assessment_rater raters[5];
    for (size_t i = 0; i < 5; i++) {
        raters[i] = (struct assessment_rater){SECTOR_NONE, few[i]};
    }
    struct assessment_results with = assessment_sum_up(&arena, &framework, false, raters, 5);
    struct assessment_results without = assessment_sum_up(&arena, &framework, false, raters, 4);
    assert_int_equal(with.sparse_n, 1);
    assert_int_equal(with.raters_n, 5);
    assert_int_equal(with.items[0].n, 5);
    assert_near(with.alpha.alpha, without.alpha.alpha, 1e-12);
}

static void rules_of_one_answer(void **state)
{
    (void)state;
    struct assessment_item item = {.level = 3};
    assert_true(assessment_differs(&item, 1) && assessment_differs(&item, 5));
    assert_false(assessment_differs(&item, 2) || assessment_differs(&item, 4) || assessment_differs(&item, DK) ||
                 assessment_differs(&item, NA) || assessment_differs(&item, ANSWER_NONE));
    item.level = 0;
    assert_false(assessment_differs(&item, 5));
    assert_true(assessment_needs_why(&framework, 4) && assessment_needs_why(&framework, 5));
    assert_false(assessment_needs_why(&framework, 3) || assessment_needs_why(&framework, DK));
    assert_int_equal(sector_parse(S("third")), SECTOR_THIRD);
    assert_int_equal(sector_parse(S("")), SECTOR_NONE);
    assert_int_equal(sector_parse(S("Public")), SECTOR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_is_as_in_the_reference), cmocka_unit_test(dimensions_have_their_lowest),
        cmocka_unit_test(what_differs_most_is_talked_about_first), cmocka_unit_test(of_few_people_little_is_said),
        cmocka_unit_test(sectors_are_told_when_nobody_can_be_read_out_of_them),
        cmocka_unit_test(who_says_little_is_left_out_of_the_whole), cmocka_unit_test(rules_of_one_answer),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
