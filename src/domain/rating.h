/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rating: what many people said on one ordinal scale, in a few numbers. Levels are whole numbers from 1 to the highest
** level of the scale; who did not know, or for whom it does not apply, is left out by the caller and never counted as a
** level. Pure; nothing is filled in for who said nothing.
**
** The level that is shown is the lower median: a level that somebody chose, the more careful one of two. Quartiles are
** of type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996): there
** are nine kinds, and one has to be fixed. Levels from thresholds as in ITU-T Y.4904 (2019).
*/
#ifndef DOMAIN_RATING_H
#define DOMAIN_RATING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RATING_LEVELS_MAX 10 /* of any framework (sg-matrix/1) */

struct rating_summary {
    size_t n;
    int lower;     /* lower median: the ceil(n/2)-th smallest */
    int upper;     /* upper median */
    double median; /* the mean of both */
    double q1;     /* quartiles, type 7 */
    double q3;
    int least;
    int most;
    double mean;
    double variance; /* with n - 1; 0 for one value */
    double apart;    /* mean distance from the median (AD) */
};

/* Sorts the values and sums them up; false, and nothing written, when there are none. O(n log n). */
bool rating_sum_up(int *values, size_t n, struct rating_summary *ret_summary);
/* The lower median of values in ascending order; n > 0. */
int rating_median_lower(const int *sorted, size_t n);
/* The quantile of values in ascending order, type 7, n > 0, 0 <= p <= 1. */
double rating_quantile(const int *sorted, size_t n, double p);
/* How many said each level: ret_counts has room for levels + 1, [0] stays 0. Values beyond 1..levels are a bug. */
void rating_count_levels(const int *values, size_t n, int levels, size_t *ret_counts);

void rating_sort(int *values, size_t n);

/* 1 + how many of the ascending thresholds the value reaches; 0 (unknown, never 1) when there is no value. */
int rating_level_reached(bool is_known, int64_t value, const int64_t *thresholds, size_t n);
/* Where a level stands between the lowest (0) and the highest (10000), for pictures only: levels of two frameworks are
** never averaged into one. */
int rating_level_bp(int level, int levels);

#endif
