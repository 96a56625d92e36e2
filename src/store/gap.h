/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gap: what the network lacks, and the cities that would fill it, gathered for domain/gap.
**
** Cities that are in the network, are invited, suggested or refused, or ask to join, are left out. Of what member
** cities said only counts are read, and none below GAP_LEAST (domain/gap.h says which).
**
** Bounds: three cities of each country, a hundred twin cities, forty of each of GAP_THEMES_MAX themes; each statement
** reads an index in its order, but for the cities with a record, which are sorted by country once (15,000 at most).
** Two waits. Rows in the arena. Faults are those of db.h.
*/
#ifndef STORE_GAP_H
#define STORE_GAP_H

#include "db/db.h"
#include "domain/gap.h"
#include "store/gap.sql.h"

/* What is shown of a city beside its reasons. */
struct gap_place {
    struct str slug;
    struct str name;
    struct maybe_int population;
    struct str twin_source;
    struct date twin_as_of;
};

struct gap_input {
    struct gap *gaps;
    size_t gaps_n;
    struct gap_country *countries; /* of member cities */
    size_t countries_n;
    struct gap_city *cities;
    struct gap_place *places; /* of the same cities */
    size_t n;
    struct str source;        /* of the EU projects; "" there are none */
    struct date as_of;
};

/* What gap_load asks first is asked for soon. */
void gap_soon(struct db *db);
enum fault must_use gap_load(struct db *db, struct arena *arena, struct gap_input *ret_input);

#endif
