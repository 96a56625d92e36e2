/* SPDX-License-Identifier: AGPL-3.0-or-later
** Dots: what a ballot may be, totals, ties by voters and by lot, and that no order of ballots or options matters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/chance.h"
#include "domain/vote_dots.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 8u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void what_a_ballot_may_be(void **state)
{
    (void)state;
    static const struct dots_rule rule = {4, 2};
    static const struct {
        int dots[4];
        enum dots_check says;
    } cases[] = {
        {{2, 2, 0, 0}, DOTS_FINE},        {{1, 0, 0, 0}, DOTS_FINE},       {{1, 1, 1, 1}, DOTS_FINE},
        {{0, 0, 0, 0}, DOTS_NONE},        {{2, 2, 1, 0}, DOTS_OVER_BUDGET}, {{3, 0, 0, 0}, DOTS_OVER_EACH},
        {{-1, 2, 2, 0}, DOTS_NEGATIVE},   {{INT32_MAX, INT32_MAX, 2, 0}, DOTS_OVER_EACH},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(dots_check(rule, cases[i].dots, 4), cases[i].says);
    }
}

static void the_usual_rule(void **state)
{
    (void)state;
    static const struct {
        size_t options;
        int budget, each;
    } cases[] = {{1, 1, 1}, {2, 1, 1}, {3, 1, 1}, {5, 2, 1}, {6, 2, 1}, {9, 3, 2}, {12, 4, 3}, {30, 10, 3}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct dots_rule rule = dots_rule_usual(cases[i].options);
        assert_int_equal(rule.budget, cases[i].budget);
        assert_int_equal(rule.each_max, cases[i].each);
    }
}

/* Five voters, one of whom abstains; B and C have three dots each, C from more people; A and D have one of one. */
static const int ballots[] = {1, 1, 1, 0, /**/ 0, 2, 1, 0, /**/ 0, 0, 1, 1, /**/ 0, 0, 0, 0, /**/ 0, 0, 0, 0};
static const uint64_t keys[] = {101, 102, 103, 104};

static void totals_and_ties(void **state)
{
    (void)state;
    struct dots_count count;
    dots_count(&arena, ballots, 5, keys, 4, 99, &count);
    assert_int_equal(count.voters, 3);
    assert_int_equal(count.abstained, 2);
    assert_int_equal(count.dots, 8);
    assert_int_equal(count.options[0].option, 2);
    assert_int_equal(count.options[0].dots, 3);
    assert_int_equal(count.options[0].voters, 3);
    assert_int_equal(count.options[0].share_bp, 10000);
    assert_int_equal(count.options[0].by, DOTS_BY_VOTERS);
    assert_int_equal(count.options[1].option, 1);
    assert_int_equal(count.options[1].share_bp, 6667);
    assert_int_equal(count.options[1].by, DOTS_BY_DOTS);
    assert_int_equal(count.options[2].by, DOTS_BY_LOT);
    assert_int_equal(count.options[3].by, DOTS_BY_DOTS);
}

static void the_lot_is_drawn_again_from_its_seed(void **state)
{
    (void)state;
    int first = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct dots_count count, again;
        dots_count(&arena, ballots, 5, keys, 4, seed, &count);
        dots_count(&arena, ballots, 5, keys, 4, seed, &again);
        assert_int_equal(count.options[2].option, again.options[2].option);
        first += count.options[2].option == 0;
        arena_reset(&arena);
    }
    assert_in_range(first, 160, 240); /* each of the two about as often */
}

static void nobody_votes(void **state)
{
    (void)state;
    struct dots_count count;
    static const int none[4] = {0};
    dots_count(&arena, none, 1, keys, 4, 1, &count);
    assert_int_equal(count.abstained, 1);
    assert_int_equal(count.voters, 0);
    assert_int_equal(count.options[0].share_bp, 0);
    dots_count(&arena, none, 0, keys, 4, 1, &count);
    assert_int_equal(count.n, 4);
    dots_count(&arena, none, 0, keys, 0, 1, &count);
    assert_int_equal(count.n, 0);
}

#define PEOPLE 12
#define OPTIONS 7

/* Ballots and options in another order: the same places for the same keys. */
static void no_order_matters(void **state)
{
    (void)state;
    struct chance chance = {20261123};
    for (int round = 0; round < 500; round++, arena_reset(&arena)) {
        int one[PEOPLE * OPTIONS], other[PEOPLE * OPTIONS];
        uint64_t names[OPTIONS], other_names[OPTIONS];
        size_t turn = chance_below(&chance, OPTIONS), shift = chance_below(&chance, PEOPLE);
        for (size_t o = 0; o < OPTIONS; o++) {
            names[o] = 1000 + o;
            other_names[(o + turn) % OPTIONS] = 1000 + o;
            for (size_t p = 0; p < PEOPLE; p++) {
                int dots = (int)chance_below(&chance, 3) / 2;
                one[p * OPTIONS + o] = dots;
                other[(p + shift) % PEOPLE * OPTIONS + (o + turn) % OPTIONS] = dots;
            }
        }
        struct dots_count a, b;
        dots_count(&arena, one, PEOPLE, names, OPTIONS, 5, &a);
        dots_count(&arena, other, PEOPLE, other_names, OPTIONS, 5, &b);
        for (size_t i = 0; i < OPTIONS; i++) {
            assert_true(names[a.options[i].option] == other_names[b.options[i].option]);
            assert_int_equal(a.options[i].by, b.options[i].by);
        }
    }
}

/* Whoever gets one more dot never falls behind. */
static void one_dot_more_never_harms(void **state)
{
    (void)state;
    struct chance chance = {4};
    for (int round = 0; round < 500; round++, arena_reset(&arena)) {
        int dots[5 * 4];
        for (size_t i = 0; i < COUNT_OF(dots); i++) {
            dots[i] = (int)chance_below(&chance, 2);
        }
        struct dots_count a, b;
        dots_count(&arena, dots, 5, keys, 4, 5, &a);
        size_t best = a.options[0].option;
        dots[chance_below(&chance, 5) * 4 + best]++;
        dots_count(&arena, dots, 5, keys, 4, 5, &b);
        assert_int_equal(b.options[0].option, best);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_ballot_may_be, start, stop),
        cmocka_unit_test_setup_teardown(the_usual_rule, start, stop),
        cmocka_unit_test_setup_teardown(totals_and_ties, start, stop),
        cmocka_unit_test_setup_teardown(the_lot_is_drawn_again_from_its_seed, start, stop),
        cmocka_unit_test_setup_teardown(nobody_votes, start, stop),
        cmocka_unit_test_setup_teardown(no_order_matters, start, stop),
        cmocka_unit_test_setup_teardown(one_dot_more_never_harms, start, stop)};
    return cmocka_run_group_tests_name("vote_dots", tests, NULL, NULL);
}
