/* SPDX-License-Identifier: AGPL-3.0-or-later
** growth: counting by month. */
#include "domain/growth.h"

#include "base/date.h"

#define DAY_S 86400

/* Months since the year 0. */
static int64_t month_of(int64_t at)
{
    int year, month, day;
    date_split((struct date){(int32_t)(at / DAY_S)}, &year, &month, &day);
    return (int64_t)year * 12 + month - 1;
}

size_t growth_of(const struct growth_step *steps, size_t n, int64_t now, struct growth_month *ret_months)
{
    if (n == 0) {
        return 0;
    }
    int64_t last = month_of(now);
    int64_t first = month_of(steps[0].at);
    first = first > last ? last : first;
    first = last - first >= GROWTH_MONTHS_MAX ? last - GROWTH_MONTHS_MAX + 1 : first;
    size_t months = (size_t)(last - first + 1);
    int64_t cities = 0;
    size_t next = 0;
    for (size_t i = 0; i < months; i++) {
        int64_t number = first + (int64_t)i;
        struct growth_month month = {(int)(number / 12), (int)(number % 12) + 1, 0, 0, 0};
        for (; next < n && (month_of(steps[next].at) <= number || i + 1 == months); next++) {
            bool is_of_it = month_of(steps[next].at) >= number;
            month.joined += is_of_it && steps[next].joined;
            month.left += is_of_it && !steps[next].joined;
            cities += steps[next].joined ? 1 : -1;
        }
        month.cities = cities;
        ret_months[i] = month;
    }
    return months;
}
