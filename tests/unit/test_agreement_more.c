/* SPDX-License-Identifier: AGPL-3.0-or-later
** r_wg, consensus, Kendall's W, weighted kappa and intraclass correlations: the published numbers to their digits,
** order, and what is not defined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "domain/agreement.h"
#include "near.h"

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

static void one_criterion_has_its_rwg_and_consensus(void **state)
{
    (void)state;
    static const struct {
        int values[8];
        size_t n;
        double raw, rwg, consensus;
    } cases[] = {
        {{3, 4, 4, 5, 4}, 5, 0.75, 0.75, 0.833985},           {{1, 1, 5, 5}, 4, -1.666667, 0, 0},
        {{2, 3, 2, 4, 2, 3, 2}, 7, 0.690476, 0.690476, 0.735143}, {{3, 3, 3, 3}, 4, 1, 1, 1},
        {{1, 2, 3, 4, 5}, 5, -0.25, 0, 0.433985},             {{5, 4, 3, 4, 4}, 5, 0.75, 0.75, 0.833985},
        {{5, 1, 5, 1}, 4, -1.666667, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct agreement_rwg is = agreement_rwg(cases[i].values, cases[i].n, 5);
        assert_true(is.is_defined);
        assert_digits(is.raw, cases[i].raw);
        assert_digits(is.rwg, cases[i].rwg);
        assert_digits(agreement_consensus(cases[i].values, cases[i].n, 5), cases[i].consensus);
    }
    assert_false(agreement_rwg((const int[]){4}, 1, 5).is_defined);
    assert_near(agreement_consensus((const int[]){4}, 1, 5), 1, 0);
}

static void several_items_have_their_rwg(void **state)
{
    (void)state;
    static const int values[] = {4, 5, 4, 4, 4, 4, 5, 4, 4, 4, 4, 3};
    assert_digits(agreement_rwg_items(values, 4, 3, 5).rwg, 0.954545);
    static const int turned[] = {3, 4, 4, 4, 4, 5, 4, 4, 4, 4, 5, 4}; /* raters and items in another order */
    assert_digits(agreement_rwg_items(turned, 4, 3, 5).rwg, 0.954545);
    static const int apart[] = {1, 1, 5, 5};
    assert_near(agreement_rwg_items(apart, 2, 2, 5).rwg, 0, 0);
    assert_near(agreement_rwg_items((const int[]){2, 2}, 2, 1, 5).rwg, 1, 0);
    assert_false(agreement_rwg_items(values, 1, 3, 5).is_defined);
}

static void rankings_agree_by_kendalls_w(void **state)
{
    (void)state;
    static const int ranks[] = {1, 4, 2, 3, 5, 2, 4, 1, 3, 5, 1, 3, 2, 4, 5, 1, 5, 3, 2, 4};
    struct agreement_w w = agreement_kendall_w(&arena, ranks, 4, 5);
    assert_true(w.is_defined);
    assert_digits(w.w, 0.8125);
    assert_digits(w.squares, 130);
    assert_digits(w.chi_square, 13);
    static const int scores[] = {5, 3, 4, 4, 1, 4, 3, 5, 4, 2, 5, 2, 4, 3, 1, 5, 1, 3, 4, 2};
    w = agreement_kendall_w(&arena, scores, 4, 5);
    assert_digits(w.w, 0.849359);
    assert_digits(w.squares, 132.5);
    assert_digits(w.ties, 12);
    assert_near(w.chi_square, 13.58974, 0.000005);
    int other[COUNT_OF(scores)]; /* items and raters backwards, and best first instead of best last */
    for (size_t i = 0; i < COUNT_OF(scores); i++) {
        other[i] = -scores[COUNT_OF(scores) - 1 - i];
    }
    assert_near(agreement_kendall_w(&arena, other, 4, 5).w, w.w, 1e-12);
    static const int alike[] = {2, 2, 2, 3, 3, 3};
    assert_false(agreement_kendall_w(&arena, alike, 2, 3).is_defined);
    assert_false(agreement_kendall_w(&arena, ranks, 1, 5).is_defined);
}

static void two_raters_agree_by_kappa(void **state)
{
    (void)state;
    static const double counts[] = {11, 3, 1, 0, 1, 9, 0, 1, 0, 1, 10, 2, 0, 1, 2, 10};
    static const double published[] = {0.692913, 0.771261, 0.841002};
    double kappa = 0;
    for (int weights = AGREEMENT_UNWEIGHTED; weights <= AGREEMENT_QUADRATIC; weights++) {
        assert_true(agreement_kappa(counts, 4, (enum agreement_weights)weights, &kappa));
        assert_digits(kappa, published[weights]);
    }
    static const double shares[] = {.44, .07, .09, .05, .20, .05, .01, .03, .06};
    static const double weights[] = {0, 1, 3, 1, 0, 6, 3, 6, 0};
    assert_true(agreement_kappa(shares, 3, AGREEMENT_UNWEIGHTED, &kappa));
    assert_digits(kappa, 0.491525);
    assert_true(agreement_kappa_own(shares, weights, 3, &kappa));
    assert_digits(kappa, 0.347826);
    double swapped[9]; /* who is called first does not count */
    for (size_t i = 0; i < 9; i++) {
        swapped[i] = shares[i % 3 * 3 + i / 3] * 200;
    }
    assert_true(agreement_kappa_own(swapped, weights, 3, &kappa));
    assert_digits(kappa, 0.347826);
    kappa = 7;
    assert_false(agreement_kappa((const double[]){9, 0, 0, 0}, 2, AGREEMENT_LINEAR, &kappa));
    assert_near(kappa, 7, 0);
}

static void judges_correlate_as_in_shrout_and_fleiss(void **state)
{
    (void)state;
    static const double values[] = {9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7};
    static const double single[] = {0.16574, 0.28976, 0.71484};
    static const double average[] = {0.44280, 0.62005, 0.90932};
    struct agreement_icc icc = agreement_icc(values, 6, 4);
    assert_true(icc.is_defined);
    assert_near(icc.between, 11.24, 0.005);
    assert_near(icc.judges, 32.49, 0.005);
    assert_near(icc.error, 1.02, 0.005);
    assert_near(icc.between / icc.within, 1.7947, 0.00005);
    assert_near(icc.between / icc.error, 11.0272, 0.00005);
    for (size_t i = 0; i < 3; i++) {
        assert_near(icc.single[i], single[i], 0.000005);
        assert_near(icc.average[i], average[i], 0.000005);
    }
    static const double same[] = {3, 3, 3, 3};
    assert_false(agreement_icc(same, 2, 2).is_defined);
    assert_false(agreement_icc(values, 6, 1).is_defined);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_criterion_has_its_rwg_and_consensus), cmocka_unit_test(several_items_have_their_rwg),
        cmocka_unit_test(rankings_agree_by_kendalls_w), cmocka_unit_test(two_raters_agree_by_kappa),
        cmocka_unit_test(judges_correlate_as_in_shrout_and_fleiss),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
