/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** area: the municipalities around a city, nearest first, to choose from; and how many people live in those chosen.
** Distances are great circles (name_distance_m). Pure.
*/
#ifndef DOMAIN_AREA_H
#define DOMAIN_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ids.h"
#include "base/str.h"

#define AREA_KM_MAX 60     /* an hour on the road: as far as a city serves the country around it */
#define AREA_SHOWN_MAX 60  /* to choose from, beside those chosen */
#define AREA_CHOSEN_MAX 60 /* a form has 64 fields */

struct area_place {
    int32_t latitude_micro;
    int32_t longitude_micro;
    struct maybe_int population;
    double distance_m; /* filled in by area_nearest */
    size_t which;      /* of the caller's rows */
};

/* How far a degree's box around a place must reach, in millionths of a degree, so that AREA_KM_MAX fits in it. */
void area_box(int32_t latitude_micro, int64_t *ret_latitude, int64_t *ret_longitude);
/* Sorts those within AREA_KM_MAX to the beginning, nearest first, at most AREA_SHOWN_MAX; how many. One at the place
** itself (within 1 m: the city) is none. */
size_t area_nearest(struct area_place *places, size_t n, int32_t latitude_micro, int32_t longitude_micro);

struct area_sum {
    int64_t people;  /* of those whose number is known */
    size_t unknown;  /* how many are not */
};
/* Both serve people around them, as far as we know: a reason to talk, beside others. */
bool area_is_reason(struct area_sum ours, struct area_sum theirs);
struct area_sum area_sum(const struct maybe_int *populations, size_t n);

#endif
