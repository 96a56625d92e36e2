/* SPDX-License-Identifier: AGPL-3.0-or-later
** agreement: of judges who saw everything, Kendall's W, weighted kappa, intraclass correlations. */
#include "domain/agreement.h"

#include "base/check.h"

/* Twice the rank of one item among a rater's: below it, and half of those that are alike. */
static size_t rank_twice(const int *scores, size_t items, size_t item, size_t *ret_alike)
{
    size_t below = 0, alike = 0;
    for (size_t i = 0; i < items; i++) {
        below += scores[i] < scores[item];
        alike += scores[i] == scores[item];
    }
    *ret_alike = alike;
    return 2 * below + alike + 1;
}

struct agreement_w agreement_kendall_w(struct arena *arena, const int *scores, size_t raters, size_t items)
{
    struct agreement_w w = {0};
    if (raters < 2 || items < 2) {
        return w;
    }
    struct arena_mark mark = arena_mark(arena);
    double *sums = arena_array(arena, double, items);
    for (size_t rater = 0; rater < raters; rater++) {
        for (size_t item = 0; item < items; item++) {
            size_t alike = 0;
            sums[item] += (double)rank_twice(scores + rater * items, items, item, &alike) / 2;
            w.ties += (double)(alike * alike) - 1; /* t members of a tie add t * (t^2 - 1) */
        }
    }
    double m = (double)raters, n = (double)items;
    for (size_t item = 0; item < items; item++) {
        double from_mean = sums[item] - m * (n + 1) / 2;
        w.squares += from_mean * from_mean;
    }
    arena_rewind(arena, mark);
    double most = m * m * (n * n * n - n) - m * w.ties;
    if (most > 0) {
        w.is_defined = true;
        w.w = 12 * w.squares / most;
        w.chi_square = m * (n - 1) * w.w;
    }
    return w;
}

static double weight_of(enum agreement_weights weights, size_t k, size_t i, size_t j)
{
    double apart = i > j ? (double)(i - j) : (double)(j - i);
    double share = k > 1 ? apart / (double)(k - 1) : 0;
    return weights == AGREEMENT_UNWEIGHTED ? i != j : weights == AGREEMENT_LINEAR ? share : share * share;
}

/* One pair of categories: what was said of both, and what chance would make of it. */
static double expected_in(const double *cells, size_t k, size_t i, size_t j)
{
    double row = 0, column = 0;
    for (size_t c = 0; c < k; c++) {
        row += cells[i * k + c];
        column += cells[c * k + j];
    }
    return row * column;
}

static bool kappa_of(const double *cells, const double *own, enum agreement_weights weights, size_t k,
                     double *ret_kappa)
{
    double observed = 0, expected = 0, total = 0;
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++) {
            double weight = own != NULL ? own[i * k + j] : weight_of(weights, k, i, j);
            observed += weight * cells[i * k + j];
            expected += weight * expected_in(cells, k, i, j);
            total += cells[i * k + j];
        }
    }
    if (!(expected > 0)) {
        return false;
    }
    *ret_kappa = 1 - observed * total / expected;
    return true;
}

bool agreement_kappa(const double *cells, size_t k, enum agreement_weights weights, double *ret_kappa)
{
    return kappa_of(cells, NULL, weights, k, ret_kappa);
}

bool agreement_kappa_own(const double *cells, const double *weights, size_t k, double *ret_kappa)
{
    return kappa_of(cells, weights, AGREEMENT_UNWEIGHTED, k, ret_kappa);
}

/* The two-way table's mean squares. */
static void put_mean_squares(const double *values, size_t targets, size_t judges, struct agreement_icc *icc)
{
    double n = (double)targets, k = (double)judges, mean = 0, total = 0, between = 0, of_judges = 0;
    for (size_t i = 0; i < targets * judges; i++) {
        mean += values[i] / (n * k);
    }
    for (size_t t = 0; t < targets; t++) {
        double of_target = 0;
        for (size_t j = 0; j < judges; j++) {
            of_target += values[t * judges + j] / k;
            total += (values[t * judges + j] - mean) * (values[t * judges + j] - mean);
        }
        between += k * (of_target - mean) * (of_target - mean);
    }
    for (size_t j = 0; j < judges; j++) {
        double of_judge = 0;
        for (size_t t = 0; t < targets; t++) {
            of_judge += values[t * judges + j] / n;
        }
        of_judges += n * (of_judge - mean) * (of_judge - mean);
    }
    icc->between = between / (n - 1);
    icc->within = (total - between) / (n * (k - 1));
    icc->judges = of_judges / (k - 1);
    icc->error = (total - between - of_judges) / ((n - 1) * (k - 1));
}

struct agreement_icc agreement_icc(const double *values, size_t targets, size_t judges)
{
    struct agreement_icc icc = {0};
    if (targets < 2 || judges < 2) {
        return icc;
    }
    put_mean_squares(values, targets, judges, &icc);
    double n = (double)targets, k = (double)judges;
    double b = icc.between, w = icc.within, j = icc.judges, e = icc.error;
    double below[3] = {b + (k - 1) * w, b + (k - 1) * e + k * (j - e) / n, b + (k - 1) * e};
    double below_mean[3] = {b, b + (j - e) / n, b};
    const double over[3] = {b - w, b - e, b - e};
    icc.is_defined = true;
    for (size_t i = 0; i < 3; i++) {
        icc.is_defined = icc.is_defined && below[i] > 0 && below_mean[i] > 0;
    }
    for (size_t i = 0; icc.is_defined && i < 3; i++) {
        icc.single[i] = over[i] / below[i];
        icc.average[i] = over[i] / below_mean[i];
    }
    return icc;
}
