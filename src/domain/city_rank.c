/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/city_rank.h"

#define DOUBLING 8

int city_weight(int64_t population)
{
    int doublings = 0;
    if (population <= 1) {
        return 0;
    }
    for (int64_t rest = population; rest > 1; rest /= 2) {
        doublings++;
    }
    /* between two powers of two the scale is straight: within an eighth of the logarithm */
    int64_t power = (int64_t)1 << doublings;
    int64_t rest = (population - power) / (power >= DOUBLING ? power / DOUBLING : 1);
    return doublings * DOUBLING + (power >= DOUBLING ? (int)rest : 0);
}

int city_weight_found(int64_t population, bool fits, bool has_record, int64_t kind)
{
    return city_weight(population) + (fits ? DOUBLING : 0) + (has_record ? DOUBLING / 2 : 0)
           - (kind == CITY_NAME_ALTERNATE ? 2 * DOUBLING : 0);
}
