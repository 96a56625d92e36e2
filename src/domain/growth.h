/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** growth: how many member cities there were at the end of each month, from the steps in which they joined and left.
** Months are of the calendar, in UTC, without a gap. Pure.
*/
#ifndef DOMAIN_GROWTH_H
#define DOMAIN_GROWTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GROWTH_MONTHS_MAX 60 /* the latest; what was before them is in the first one's number */

struct growth_step {
    int64_t at;   /* instant */
    bool joined;  /* else it left */
};

struct growth_month {
    int year;
    int month;      /* 1 to 12 */
    int64_t joined;
    int64_t left;
    int64_t cities; /* at its end */
};

/* Steps in the order of their time; the months from the first step, or the latest GROWTH_MONTHS_MAX, to that of `now`.
** ret_months has room for GROWTH_MONTHS_MAX. No step: none. */
size_t growth_of(const struct growth_step *steps, size_t n, int64_t now, struct growth_month *ret_months);

#endif
