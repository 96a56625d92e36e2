/* SPDX-License-Identifier: AGPL-3.0-or-later
** Two-round ratings: middle and spread to the quarter, where the bars are, and when it is over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/chance.h"
#include "domain/vote_agree.h"

#define RULE (&agree_rule_usual)

static void the_middle_and_the_spread(void **state)
{
    (void)state;
    static const int ratings[] = {3, 1, 2, 0, 5, 2, 3, 4}; /* quartiles of 1 2 2 3 3 4 5, type 7: 2, 3, 3.5 */
    struct agree_round round;
    agree_round(RULE, ratings, COUNT_OF(ratings), &round);
    assert_int_equal(round.n, 7);
    assert_int_equal(round.low_quarters, 8);
    assert_int_equal(round.median_halves, 6);
    assert_int_equal(round.high_quarters, 14);
    static const int two[] = {1, 4};
    agree_round(RULE, two, 2, &round);
    assert_int_equal(round.low_quarters, 7);
    assert_int_equal(round.median_halves, 5);
    assert_int_equal(round.high_quarters, 13);
}

static void where_the_bars_are(void **state)
{
    (void)state;
    static const struct {
        int ratings[8];
        size_t n;
        enum agree_on on;
        int agree_bp;
    } cases[] = {
        {{4, 4, 4, 3}, 4, AGREE_ON_YES, 7500},             /* exactly the bar */
        {{4, 4, 3, 3, 4, 4, 4}, 7, AGREE_ON_NOTHING, 7142}, /* 5 of 7: below, and not rounded */
        {{5, 5, 5, 4, 4, 4, 1, 1}, 8, AGREE_ON_NOTHING, 7500}, /* 75 %, but the middle half is wider than one */
        {{2, 2, 1, 2, 1, 2, 2, 5}, 8, AGREE_ON_NO, 1250},
        {{3, 3, 3, 3}, 4, AGREE_ON_NOTHING, 0},            /* of one mind, that is no agreement with it */
        {{0, 0, 5}, 3, AGREE_ON_YES, 10000},
        {{0}, 0, AGREE_ON_NOTHING, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct agree_round round;
        agree_round(RULE, cases[i].ratings, cases[i].n, &round);
        assert_int_equal(round.on, cases[i].on);
        assert_int_equal(round.agree_bp, cases[i].agree_bp);
    }
}

static void what_is_stable(void **state)
{
    (void)state;
    static const int before[] = {4, 4, 4, 4, 4, 4, 4, 5, 0, 3, 4, 4, 4, 4, 4};
    int now[COUNT_OF(before)];
    struct agree_change change;
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        now[i] = before[i];
    }
    agree_change(RULE, before, now, COUNT_OF(now), &change);
    assert_true(change.stable && change.both == 14 && change.changed_bp == 0);
    now[0] = 5;
    now[1] = 3;
    now[8] = 1; /* had not rated before: no change */
    agree_change(RULE, before, now, COUNT_OF(now), &change);
    assert_int_equal(change.changed_bp, 1428);
    assert_true(change.stable);
    now[2] = 5; /* 3 of 14 */
    agree_change(RULE, before, now, COUNT_OF(now), &change);
    assert_false(change.stable || change.median_moved);
    for (size_t i = 0; i < COUNT_OF(now); i++) {
        now[i] = 0;
    }
    agree_change(RULE, before, now, COUNT_OF(now), &change);
    assert_false(change.stable); /* nobody rated again */
    static const int four[] = {1, 4, 4, 4, 4, 4, 4}, moved[] = {4, 4, 4, 4, 4, 4, 4};
    agree_change(RULE, four, moved, 7, &change);
    assert_true(change.stable); /* one of seven: 14.28 % */
    static const int low[] = {2, 3, 3, 3, 4, 4, 4, 4}, high[] = {2, 3, 3, 4, 4, 4, 4, 4};
    agree_change(RULE, low, high, 8, &change);
    assert_true(change.median_moved && !change.stable && change.changed_bp == 1250);
}

static void when_it_is_over(void **state)
{
    (void)state;
    static const struct agree_round yes = {.n = 8, .on = AGREE_ON_YES}, none = {.n = 8};
    static const struct agree_change stable = {.stable = true}, moving = {0};
    struct agree_rule three = agree_rule_usual;
    three.rounds_max = 3;
    assert_int_equal(agree_step(RULE, 1, &yes, NULL), AGREE_GO_ON); /* once is not twice */
    assert_int_equal(agree_step(RULE, 1, &none, NULL), AGREE_GO_ON);
    assert_int_equal(agree_step(RULE, 2, &yes, &stable), AGREE_REACHED);
    assert_int_equal(agree_step(RULE, 2, &yes, &moving), AGREE_NOT_STABLE);
    assert_int_equal(agree_step(RULE, 2, &none, &stable), AGREE_NOT_REACHED);
    assert_int_equal(agree_step(&three, 2, &yes, &stable), AGREE_REACHED);
    assert_int_equal(agree_step(&three, 2, &yes, &moving), AGREE_GO_ON);
    assert_int_equal(agree_step(&three, 2, &none, &stable), AGREE_GO_ON);
    assert_int_equal(agree_step(&three, 3, &none, &stable), AGREE_NOT_REACHED);
}

/* In whatever order people stand; and turned round (1 for 5), yes becomes no. */
static void no_order_matters(void **state)
{
    (void)state;
    struct chance chance = {8};
    int seen = 0;
    for (int i = 0; i < 3000; i++) {
        int ratings[9], turned[9], back[9];
        size_t n = 1 + chance_below(&chance, 9);
        uint32_t low = chance_below(&chance, 4);
        for (size_t p = 0; p < n; p++) {
            ratings[p] = (int)(low + chance_below(&chance, 6 - low));
            turned[n - 1 - p] = ratings[p];
            back[p] = ratings[p] > 0 ? 6 - ratings[p] : 0;
        }
        struct agree_round one, other, no;
        agree_round(RULE, ratings, n, &one);
        agree_round(RULE, turned, n, &other);
        agree_round(RULE, back, n, &no);
        assert_memory_equal(&one, &other, sizeof one);
        assert_int_equal(one.agree_bp, no.refuse_bp);
        assert_int_equal(one.high_quarters - one.low_quarters, no.high_quarters - no.low_quarters);
        assert_int_equal(one.on == AGREE_ON_YES, no.on == AGREE_ON_NO);
        seen += one.on == AGREE_ON_YES;
    }
    assert_true(seen > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_middle_and_the_spread), cmocka_unit_test(where_the_bars_are),
        cmocka_unit_test(what_is_stable), cmocka_unit_test(when_it_is_over), cmocka_unit_test(no_order_matters)};
    return cmocka_run_group_tests_name("vote_agree", tests, NULL, NULL);
}
