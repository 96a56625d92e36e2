/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** zone: what clocks show in a European city. The law gives one rule for all that have summer time: from the last Sunday
** of March to the last Sunday of October, at 01:00 UTC (Directive 2000/84/EC; the other countries of the list follow
** it). So a country, and for its islands the key of the municipality, are enough. A country that is not in the list has
** UTC, and `known` says so. Instants are seconds since 1970, from 1900 to 2200. Pure.
*/
#ifndef DOMAIN_ZONE_H
#define DOMAIN_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct zone {
    int32_t standard_s; /* ahead of UTC, in winter */
    bool summer;        /* an hour more in summer */
    bool known;
};

/* country: ISO 3166-1 alpha-2, or EL and UK as Eurostat writes them; lau_id: "ES_35016", "" not known. */
struct zone zone_of(struct str country, struct str lau_id);
/* How far ahead of UTC clocks are at that instant. */
int32_t zone_offset_s(const struct zone *zone, int64_t at);
/* The instant at which clocks show `local` (counted as if it were UTC). Of an hour that comes twice the later one; of
** one that is left out, the hour behind it. */
int64_t zone_instant(const struct zone *zone, int64_t local);

#endif
