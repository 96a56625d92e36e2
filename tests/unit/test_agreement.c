/* SPDX-License-Identifier: AGPL-3.0-or-later
** How far raters agree: every published number to its digits; the order of raters and units does not count, nor does
** where what is missing stands, nor a unit that nobody rated; what has no meaning is not defined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "domain/agreement.h"
#include "near.h"

#define X AGREEMENT_NONE
#define CELLS_MAX 64

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

static const int kc[] = {
    1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X, 1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3,
    X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X, 1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X,
};
static const int kw[] = {
    X, X, X, X, X, 3, 4, 1, 2, 1, 1, 3, 3, X, 3, 1, X, 2, 1, 3, 3, 4, 3, X, X, X, X, X, X, X,
    X, X, 2, 1, 3, 4, 4, X, 2, 1, 1, 3, 3, X, 4,
};
static const int ka[] = {0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0};
static const int kb[] = {
    'a', 'a', 'b', 'b', 'd', 'c', 'c', 'c', 'e', 'd', 'd', 'a',
    'b', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'e', 'd', 'd', 'd',
};
static const int ksg[] = {
    2, 3, 2, 1, 4, 3, 2, 3, 3, 1, 4, X, 3, 3, 2, 2, 5, 3, 2, 4, 2, 1, 4, 2, 1, 3, X, 2, 4, 3, 2, 3, 2, 1, 3, 3,
    4, 2, 5, 3, 1, X,
};

static const struct agreement_table tables[] = {{kc, 4, 12}, {kw, 3, 15}, {ksg, 7, 6}};

static double alpha_of(const struct agreement_table *table, enum agreement_measure measure)
{
    struct agreement_alpha alpha = agreement_alpha(&arena, table, measure);
    assert_true(alpha.is_defined);
    return alpha.alpha;
}

static void alpha_of_data_c_is_krippendorffs(void **state)
{
    (void)state;
    static const double published[][3] = {
        {0.2, 0.779487, 0.743421}, {47.275, 256.076923, 0.815388}, {0.433333, 2.871795, 0.849107},
        {0.022433, 0.110726, 0.797403},
    };
    const struct agreement_table table = {kc, 4, 12};
    for (size_t i = 0; i < COUNT_OF(published); i++) {
        struct agreement_alpha alpha = agreement_alpha(&arena, &table, (enum agreement_measure)i);
        assert_int_equal(alpha.pairable, 40); /* the twelfth unit has one value: left out */
        assert_digits(alpha.observed, published[i][0]);
        assert_digits(alpha.expected, published[i][1]);
        assert_digits(alpha.alpha, published[i][2]);
    }
}

static void alpha_of_other_published_data(void **state)
{
    (void)state;
    static const double w[] = {0.691358, 0.806721, 0.810845, 0.808944};
    for (size_t i = 0; i < COUNT_OF(w); i++) {
        assert_digits(alpha_of(&(struct agreement_table){kw, 3, 15}, (enum agreement_measure)i), w[i]);
    }
    assert_digits(alpha_of(&(struct agreement_table){ka, 2, 10}, AGREEMENT_NOMINAL), 0.095238);
    assert_digits(alpha_of(&(struct agreement_table){kb, 2, 12}, AGREEMENT_NOMINAL), 0.691964);
}

static void one_contrarian_drives_disagreement(void **state)
{
    (void)state;
    static const double with[] = {0.196584, 0.283193, 0.260509};
    static const double without[] = {0.355714, 0.752896, 0.733505};
    const struct agreement_table table = {ksg, 7, 6};
    for (size_t i = 0; i < COUNT_OF(with); i++) {
        enum agreement_measure measure = (enum agreement_measure)i;
        assert_digits(alpha_of(&table, measure), with[i]);
        assert_digits(agreement_alpha_without(&arena, &table, measure, 6).alpha, without[i]);
        size_t rater = 0;
        double rise = 0;
        assert_true(agreement_find_driver(&arena, &table, measure, &rater, &rise));
        assert_int_equal(rater, 6);
        assert_near(rise, without[i] - with[i], 0.000001);
    }
}

/* Leaving somebody out is the same as a table without that row. */
static void left_out_is_not_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        const struct agreement_table *table = &tables[i];
        struct agreement_table shorter = {table->values, table->raters - 1, table->units};
        double without = agreement_alpha_without(&arena, table, AGREEMENT_ORDINAL, table->raters - 1).alpha;
        assert_near(without, alpha_of(&shorter, AGREEMENT_ORDINAL), 1e-12);
    }
}

static void without_variation_it_is_not_defined(void **state)
{
    (void)state;
    static const int same[] = {3, 3, 3, 3};
    static const int alone[] = {1, X, X, 2};
    static const int nothing[] = {X, X, X, X};
    const int *all[] = {same, alone, nothing};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        for (int measure = AGREEMENT_NOMINAL; measure <= AGREEMENT_RATIO; measure++) {
            struct agreement_table table = {all[i], 2, 2};
            struct agreement_alpha alpha = agreement_alpha(&arena, &table, (enum agreement_measure)measure);
            assert_false(alpha.is_defined);
            assert_int_equal(agreement_light(&alpha), AGREEMENT_UNKNOWN);
            size_t rater = 9;
            double rise = 9;
            assert_false(agreement_find_driver(&arena, &table, (enum agreement_measure)measure, &rater, &rise));
            assert_int_equal(rater, 9);
        }
    }
    assert_false(agreement_alpha(&arena, &(struct agreement_table){NULL, 0, 0}, AGREEMENT_ORDINAL).is_defined);
}

static void the_light_turns_at_its_numbers(void **state)
{
    (void)state;
    static const struct {
        double alpha;
        enum agreement_light light;
    } cases[] = {{1, AGREEMENT_RELIABLE}, {0.8, AGREEMENT_RELIABLE}, {0.7999, AGREEMENT_TENTATIVE},
                 {0.667, AGREEMENT_TENTATIVE}, {0.6669, AGREEMENT_DISCUSS}, {-0.4, AGREEMENT_DISCUSS}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct agreement_alpha alpha = {.is_defined = true, .alpha = cases[i].alpha};
        assert_int_equal(agreement_light(&alpha), cases[i].light);
    }
}

/* The table with raters and units in another order, each value made anew, and `more` units that nobody rated. */
static struct agreement_table turn(const struct agreement_table *table, int times, int plus, size_t more, int *cells)
{
    struct agreement_table turned = {cells, table->raters, table->units + more};
    for (size_t rater = 0; rater < table->raters; rater++) {
        size_t from = (rater + 2) % table->raters;
        for (size_t unit = 0; unit < turned.units; unit++) {
            size_t of = table->units - 1 - unit;
            int value = unit < table->units ? table->values[from * table->units + of] : X;
            cells[rater * turned.units + unit] = value == X ? X : value * times + plus;
        }
    }
    return turned;
}

static void order_and_what_nobody_rated_do_not_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        for (int measure = AGREEMENT_NOMINAL; measure <= AGREEMENT_RATIO; measure++) {
            int cells[CELLS_MAX];
            struct agreement_table turned = turn(&tables[i], 1, 0, 2, cells);
            assert_true(turned.raters * turned.units <= CELLS_MAX);
            double is = alpha_of(&turned, (enum agreement_measure)measure);
            assert_near(is, alpha_of(&tables[i], (enum agreement_measure)measure), 1e-12);
        }
    }
}

/* Other names for the levels: any that keep the order for nominal and ordinal, any straight line for interval, any
** factor for ratio; and a line is no factor. */
static void another_scale_of_the_same_kind_does_not_count(void **state)
{
    (void)state;
    int cells[CELLS_MAX];
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        struct agreement_table line = turn(&tables[i], 7, 11, 0, cells);
        for (int measure = AGREEMENT_NOMINAL; measure <= AGREEMENT_INTERVAL; measure++) {
            double is = alpha_of(&line, (enum agreement_measure)measure);
            assert_near(is, alpha_of(&tables[i], (enum agreement_measure)measure), 1e-12);
        }
        double before = alpha_of(&tables[i], AGREEMENT_RATIO);
        assert_true(i > 0 || alpha_of(&line, AGREEMENT_RATIO) - before > 0.001);
        struct agreement_table factor = turn(&tables[i], 3, 0, 0, cells);
        assert_near(alpha_of(&factor, AGREEMENT_RATIO), before, 1e-12);
    }
}

/* Who said what of a unit does not count, only what was said: a hole may move to another rater. */
static void where_a_hole_stands_does_not_count(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        int cells[CELLS_MAX];
        const struct agreement_table *table = &tables[i];
        for (size_t cell = 0; cell < table->raters * table->units; cell++) {
            size_t rater = cell / table->units, unit = cell % table->units;
            cells[cell] = table->values[(rater + unit) % table->raters * table->units + unit];
        }
        struct agreement_table moved = {cells, table->raters, table->units};
        assert_near(alpha_of(&moved, AGREEMENT_ORDINAL), alpha_of(table, AGREEMENT_ORDINAL), 1e-12);
    }
}

static void who_all_agree_have_an_alpha_of_one(void **state)
{
    (void)state;
    static const int cells[] = {1, 3, 5, 2, 1, 3, 5, 2, 1, 3, X, 2};
    for (int measure = AGREEMENT_NOMINAL; measure <= AGREEMENT_RATIO; measure++) {
        assert_near(alpha_of(&(struct agreement_table){cells, 3, 4}, (enum agreement_measure)measure), 1, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alpha_of_data_c_is_krippendorffs), cmocka_unit_test(alpha_of_other_published_data),
        cmocka_unit_test(one_contrarian_drives_disagreement), cmocka_unit_test(left_out_is_not_there),
        cmocka_unit_test(without_variation_it_is_not_defined), cmocka_unit_test(the_light_turns_at_its_numbers),
        cmocka_unit_test(order_and_what_nobody_rated_do_not_count),
        cmocka_unit_test(another_scale_of_the_same_kind_does_not_count),
        cmocka_unit_test(where_a_hole_stands_does_not_count), cmocka_unit_test(who_all_agree_have_an_alpha_of_one),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
