/* SPDX-License-Identifier: AGPL-3.0-or-later
** rating: sorted values, medians, quartiles, spread. */
#include "domain/rating.h"

#include <stdlib.h>

#include "base/check.h"

static int compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

void rating_sort(int *values, size_t n)
{
    if (n > 1) {
        qsort(values, n, sizeof *values, compare);
    }
}

int rating_median_lower(const int *sorted, size_t n)
{
    check(n > 0);
    return sorted[(n + 1) / 2 - 1];
}

double rating_quantile(const int *sorted, size_t n, double p)
{
    check(n > 0 && p >= 0 && p <= 1);
    double at = p * (double)(n - 1);
    size_t below = (size_t)at;
    double value = sorted[below];
    if (below + 1 < n) {
        value += (at - (double)below) * (sorted[below + 1] - sorted[below]);
    }
    return value;
}

/* What needs the mean first. */
static void put_spread(const int *sorted, struct rating_summary *summary)
{
    double squares = 0, apart = 0;
    for (size_t i = 0; i < summary->n; i++) {
        double from_mean = sorted[i] - summary->mean;
        double from_median = sorted[i] - summary->median;
        squares += from_mean * from_mean;
        apart += from_median < 0 ? -from_median : from_median;
    }
    summary->variance = summary->n > 1 ? squares / (double)(summary->n - 1) : 0;
    summary->apart = apart / (double)summary->n;
}

bool rating_sum_up(int *values, size_t n, struct rating_summary *ret_summary)
{
    if (n == 0) {
        return false;
    }
    rating_sort(values, n);
    struct rating_summary summary = {.n = n, .least = values[0], .most = values[n - 1]};
    summary.lower = rating_median_lower(values, n);
    summary.upper = values[n / 2];
    summary.median = ((double)summary.lower + summary.upper) / 2;
    summary.q1 = rating_quantile(values, n, 0.25);
    summary.q3 = rating_quantile(values, n, 0.75);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    summary.mean = sum / (double)n;
    put_spread(values, &summary);
    *ret_summary = summary;
    return true;
}

void rating_count_levels(const int *values, size_t n, int levels, size_t *ret_counts)
{
    check(levels >= 1);
    for (int level = 0; level <= levels; level++) {
        ret_counts[level] = 0;
    }
    for (size_t i = 0; i < n; i++) {
        check(values[i] >= 1 && values[i] <= levels);
        ret_counts[values[i]]++;
    }
}

int rating_level_reached(bool is_known, int64_t value, const int64_t *thresholds, size_t n)
{
    if (!is_known) {
        return 0;
    }
    int level = 1;
    for (size_t i = 0; i < n; i++) {
        level += value >= thresholds[i];
    }
    return level;
}

int rating_level_bp(int level, int levels)
{
    check(levels >= 2 && level >= 1 && level <= levels);
    return (10000 * (level - 1) + (levels - 1) / 2) / (levels - 1);
}
