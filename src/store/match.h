/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** match: what matching and "cities like mine" need to know of all cities.
**
** The records of all cities are read once a connection and kept (store/kept.h): a few thousand rows of city and theme
** and of city, project and theme, under 100 bytes each. A request asks one thing more: with whom the asking city has
** worked. Cost: one statement. The records live as long as the connection. Faults are those of db.h.
*/
#ifndef STORE_MATCH_H
#define STORE_MATCH_H

#include "db/db.h"
#include "domain/match.h"

struct match_input {
    struct city_record asking;
    const struct city_record *cities; /* all with a record, the asking one and those that do not fit the size too */
    size_t n;
};

/* What match_load reads of a city is asked for soon. */
void match_soon(struct db *db, struct city_id city);

/* `today` is the day for which matches will be asked: what each city's themes are worth is worked out once a day.
** `asking` needs city, country, population, fits and position set by the caller; the record is filled in here. */
enum fault must_use match_load(struct db *db, struct arena *arena, const struct city_record *asking,
                               struct date today, struct match_input *ret_input);

#endif
