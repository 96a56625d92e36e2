/* SPDX-License-Identifier: AGPL-3.0-or-later
** area: what lies around a city. */
#include "domain/area.h"

#include <math.h>
#include <stdlib.h>

#include "domain/name.h"

#define KM_OF_A_DEGREE 111.195 /* of latitude: 6371.0088 km * pi / 180 */
#define RADIAN_OF_A_DEGREE 0.017453292519943295
#define COSINE_MIN 0.1 /* beyond 84 degrees north nobody asks */

void area_box(int32_t latitude_micro, int64_t *ret_latitude, int64_t *ret_longitude)
{
    double degrees = AREA_KM_MAX / KM_OF_A_DEGREE;
    double cosine = cos((fabs(latitude_micro / 1e6) + degrees) * RADIAN_OF_A_DEGREE);
    *ret_latitude = (int64_t)ceil(degrees * 1e6);
    *ret_longitude = (int64_t)ceil(degrees * 1e6 / (cosine > COSINE_MIN ? cosine : COSINE_MIN));
}

static int by_distance(const void *a, const void *b)
{
    const struct area_place *x = a;
    const struct area_place *y = b;
    if (x->distance_m != y->distance_m) {
        return x->distance_m < y->distance_m ? -1 : 1;
    }
    return (x->which > y->which) - (x->which < y->which);
}

size_t area_nearest(struct area_place *places, size_t n, int32_t latitude_micro, int32_t longitude_micro)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct area_place place = places[i];
        place.distance_m = name_distance_m(latitude_micro, longitude_micro, place.latitude_micro,
                                           place.longitude_micro);
        if (place.distance_m >= 1 && place.distance_m <= AREA_KM_MAX * 1000.0) {
            places[kept++] = place;
        }
    }
    qsort(places, kept, sizeof *places, by_distance);
    return kept < AREA_SHOWN_MAX ? kept : AREA_SHOWN_MAX;
}

struct area_sum area_sum(const struct maybe_int *populations, size_t n)
{
    struct area_sum sum = {0};
    for (size_t i = 0; i < n; i++) {
        sum.people += populations[i].known ? populations[i].v : 0;
        sum.unknown += !populations[i].known;
    }
    return sum;
}

bool area_is_reason(struct area_sum ours, struct area_sum theirs)
{
    return ours.people > 0 && theirs.people > 0;
}
