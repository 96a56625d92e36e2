/* SPDX-License-Identifier: AGPL-3.0-or-later
** agreement: on one scale, r_wg, r_wg(j) and consensus. */
#include "domain/agreement.h"

#include "base/check.h"
#include "domain/real.h"

/* With n - 1; values stand `step` apart. */
static double variance_of(const int *values, size_t n, size_t step)
{
    double mean = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        mean += values[i * step];
    }
    mean /= (double)n;
    for (size_t i = 0; i < n; i++) {
        squares += (values[i * step] - mean) * (values[i * step] - mean);
    }
    return squares / (double)(n - 1);
}

/* Of ratings spread evenly over the scale. */
static double variance_even(int levels)
{
    return ((double)levels * levels - 1) / 12;
}

static double within_0_and_1(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

struct agreement_rwg agreement_rwg(const int *values, size_t n, int levels)
{
    check(levels >= 2);
    if (n < 2) {
        return (struct agreement_rwg){0};
    }
    double raw = 1 - variance_of(values, n, 1) / variance_even(levels);
    return (struct agreement_rwg){.is_defined = true, .raw = raw, .rwg = within_0_and_1(raw)};
}

struct agreement_rwg agreement_rwg_items(const int *values, size_t raters, size_t items, int levels)
{
    check(levels >= 2);
    if (raters < 2 || items == 0) {
        return (struct agreement_rwg){0};
    }
    double mean = 0;
    for (size_t item = 0; item < items; item++) {
        mean += variance_of(values + item, raters, items) / (double)items;
    }
    double share = mean / variance_even(levels);
    double j = (double)items;
    double cut = share > 1 ? 1 : share; /* the sources cut the variance off at that of even ratings */
    return (struct agreement_rwg){.is_defined = true, .raw = 1 - share, .rwg = j * (1 - cut) / (j * (1 - cut) + cut)};
}

double agreement_consensus(const int *values, size_t n, int levels)
{
    check(n > 0 && levels >= 2);
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        check(values[i] >= 1 && values[i] <= levels);
        mean += values[i];
    }
    mean /= (double)n;
    for (size_t i = 0; i < n; i++) {
        double apart = values[i] < mean ? mean - values[i] : values[i] - mean;
        sum += real_ln(1 - apart / (levels - 1)) / real_ln(2);
    }
    return within_0_and_1(1 + sum / (double)n);
}
