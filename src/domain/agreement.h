/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** agreement: how far people who rated the same things agree. On screens this is "we agree / partly / not yet"; the
** names of the statistics stand behind "how was this worked out". Pure, from + - * / alone (domain/real), so the same
** everywhere; matrices it needs come from the arena it is given. A number that has no meaning (nothing varies, too few
** values) is not defined rather than 1 or 0, and callers must say so.
**
** Sources, in the order of what stands below:
** - Krippendorff's alpha: Krippendorff, Content Analysis (2004), ch. 11, and "Computing Krippendorff's Alpha-
**   Reliability" (2011); missing values are simply absent, and the customary cut-offs of .800 and .667 are his.
** - r_wg and r_wg(j): James, Demaree and Wolf, "Estimating within-group interrater reliability", J. Appl. Psychology 69
**   (1984), against ratings spread evenly over the scale.
** - Consensus: Tastle and Wierman, "Consensus and dissention", Int. J. Approximate Reasoning 45 (2007).
** - Kendall's W with ties: Kendall and Babington Smith (1939); Kendall, Rank Correlation Methods (1970).
** - Weighted kappa: Cohen, "Weighted kappa", Psychological Bulletin 70 (1968).
** - Intraclass correlations: Shrout and Fleiss, Psychological Bulletin 86 (1979). For interval scales: analysts only.
*/
#ifndef DOMAIN_AGREEMENT_H
#define DOMAIN_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define AGREEMENT_NONE INT32_MIN /* said nothing, did not know, or it does not apply */

/* What each rater said of each unit: values[rater * units + unit]. */
struct agreement_table {
    const int *values;
    size_t raters;
    size_t units;
};

enum agreement_measure {
    AGREEMENT_NOMINAL,
    AGREEMENT_ORDINAL,
    AGREEMENT_INTERVAL,
    AGREEMENT_RATIO, /* no value below 0 */
};

struct agreement_alpha {
    bool is_defined; /* false: no unit with two values, or all values are the same ("no variation") */
    double alpha;
    double observed; /* disagreement that is there, ... */
    double expected; /* ... and by chance */
    size_t pairable; /* values of units that two or more rated */
};

/* O(units * k * k) with k different values. */
struct agreement_alpha agreement_alpha(struct arena *arena, const struct agreement_table *table,
                                       enum agreement_measure measure);
/* The same as if that rater had said nothing. */
struct agreement_alpha agreement_alpha_without(struct arena *arena, const struct agreement_table *table,
                                               enum agreement_measure measure, size_t rater);
/* Who drives disagreement: the rater without whom alpha rises most, and by how much. False when nobody's leaving raises
** it, or it is not defined. Of two alike the one who comes first. */
bool agreement_find_driver(struct arena *arena, const struct agreement_table *table, enum agreement_measure measure,
                           size_t *ret_rater, double *ret_rise);

/* How an alpha reads: .800 and over reliable, .667 and over tentative, below to be talked about. */
enum agreement_light {
    AGREEMENT_UNKNOWN,
    AGREEMENT_DISCUSS,
    AGREEMENT_TENTATIVE,
    AGREEMENT_RELIABLE,
};

enum agreement_light agreement_light(const struct agreement_alpha *alpha);

struct agreement_rwg {
    bool is_defined; /* false: less than two values */
    double raw;      /* 1 - s^2 / ((A^2 - 1) / 12), below 0 when people stand at both ends */
    double rwg;      /* the same within 0 and 1: this one is shown */
};

struct agreement_rwg agreement_rwg(const int *values, size_t n, int levels);
/* Of several items that every rater rated: values[rater * items + item]. Within 0 and 1. */
struct agreement_rwg agreement_rwg_items(const int *values, size_t raters, size_t items, int levels);
/* Tastle and Wierman: 1 all say the same, 0 half at each end. n > 0, levels >= 2. */
double agreement_consensus(const int *values, size_t n, int levels);

struct agreement_w {
    bool is_defined; /* false: less than two raters or items, or every rater ties everything */
    double w;        /* 0 none, 1 all in the same order */
    double chi_square; /* with items - 1 degrees of freedom */
    double squares;  /* S: of the rank sums around their mean */
    double ties;     /* sum of t^3 - t */
};

/* Scores or ranks, scores[rater * items + item]; only their order within a rater counts, equal ones share a rank. */
struct agreement_w agreement_kendall_w(struct arena *arena, const int *scores, size_t raters, size_t items);

enum agreement_weights { AGREEMENT_UNWEIGHTED, AGREEMENT_LINEAR, AGREEMENT_QUADRATIC };

/* Two raters, k categories: cells[first * k + second] are counts or shares. False when nothing can differ by chance. */
bool agreement_kappa(const double *cells, size_t k, enum agreement_weights weights, double *ret_kappa);
/* With weights of one's own, weights[first * k + second]: how much it counts, 0 where both say the same. */
bool agreement_kappa_own(const double *cells, const double *weights, size_t k, double *ret_kappa);

struct agreement_icc {
    bool is_defined; /* false: less than two targets or judges, or nothing varies */
    double between;  /* mean squares: targets, ... */
    double within;   /* ... within targets, ... */
    double judges;
    double error;
    double single[3];  /* ICC(1,1), ICC(2,1), ICC(3,1) */
    double average[3]; /* ICC(1,k), ICC(2,k), ICC(3,k) */
};

/* values[target * judges + judge]; every judge rated every target. */
struct agreement_icc agreement_icc(const double *values, size_t targets, size_t judges);

#endif
