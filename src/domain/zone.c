/* SPDX-License-Identifier: AGPL-3.0-or-later
** zone: the list, and the rule of summer time. */
#include "domain/zone.h"

#include <stddef.h>

#include "base/check.h"
#include "base/date.h"

#define HOUR 3600
#define DAY 86400

static const struct row {
    struct str countries; /* two letters each, a space between */
    int32_t standard_s;
    bool summer;
} rows[] = {
    {S_INIT("FO GB GG IE IM JE PT UK"), 0, true},
    {S_INIT("IS"), 0, false},
    {S_INIT("AD AL AT BA BE CH CZ DE DK ES FR GI HR HU IT LI LU MC ME MK MT NL NO PL RS SE SI SK SM VA XK"), HOUR,
     true},
    {S_INIT("BG CY EE EL FI GR LT LV MD RO UA"), 2 * HOUR, true},
    {S_INIT("BY TR"), 3 * HOUR, false},
    {S_INIT("AM AZ GE"), 4 * HOUR, false},
};

/* Islands on another time than their country, by the beginning of the municipality's key. */
static const struct { struct str lau; int32_t standard_s; } islands[] = {
    {S_INIT("ES_35"), 0}, {S_INIT("ES_38"), 0}, /* Canary Islands */
    {S_INIT("PT_4"), -HOUR},                    /* Azores */
};

static bool has_country(struct str countries, struct str country)
{
    while (countries.s != NULL && countries.n > 0) {
        if (str_eq(str_cut(countries, ' ', &countries), country)) {
            return true;
        }
    }
    return false;
}

struct zone zone_of(struct str country, struct str lau_id)
{
    for (size_t i = 0; i < COUNT_OF(islands); i++) {
        if (str_starts(lau_id, islands[i].lau) && str_starts(lau_id, country)) {
            return (struct zone){islands[i].standard_s, true, true};
        }
    }
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (country.n == 2 && has_country(rows[i].countries, country)) {
            return (struct zone){rows[i].standard_s, rows[i].summer, true};
        }
    }
    return (struct zone){0};
}

/* 01:00 UTC of the last Sunday of a month of 31 days. 1970 began on a Thursday. */
static int64_t last_sunday(int year, int month)
{
    int32_t last = date_of(year, month, 31).days;
    return (int64_t)(last - (last + 4) % 7) * DAY + HOUR;
}

int32_t zone_offset_s(const struct zone *zone, int64_t at)
{
    int year = date_year((struct date){(int32_t)(at / DAY)});
    bool is_summer = zone->summer && at >= last_sunday(year, 3) && at < last_sunday(year, 10);
    return zone->standard_s + (is_summer ? HOUR : 0);
}

int64_t zone_instant(const struct zone *zone, int64_t local)
{
    int64_t winter = local - zone->standard_s;
    int64_t summer = winter - HOUR;
    bool is_winter = zone_offset_s(zone, winter) == zone->standard_s;
    return is_winter || zone_offset_s(zone, summer) == zone->standard_s ? winter : summer;
}
