/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** kept: what is read once a connection and kept as long as it lives, because it is small, every page needs it, and
** evidence never changes under a connection (another generation is another connection).
**
** Bounded by DB_KEPT_MAX. Nobody writes to what these functions give. A fault leaves nothing behind: the next call
** tries again. Faults are those of db.h.
*/
#ifndef STORE_KEPT_H
#define STORE_KEPT_H

#include "store/shelf.sql.h"
#include "store/theme.sql.h"

/* The places of db_kept. */
enum kept_slot {
    KEPT_LISTS,   /* kept.c: themes and size rule */
    KEPT_RECORDS, /* match.c: what every city has done */
    KEPT_MAPS,    /* web/city/cities_map.c: the dots of all cities, drawn once */
    KEPT_SHELF,   /* kept.c: counts of the case study shelf, of one day */
    KEPT_NAMED,   /* kept_named.c: rows that pages name again and again */
    KEPT_FACTS,   /* search.c: what a search needs to know of every project, while it is not too much */
    KEPT_CALLS,   /* call_facts.c: what narrows a list of funding calls */
    KEPT_FUNDING, /* web/funding/fund_rules.c: the rules of funding that the program carries */
    KEPT_CALL_RULES,   /* web/funding/fund_calls.c: which rule each funding call goes by */
    KEPT_CALL_ANSWERS, /* web/funding/fund_calls.c: what the rules answer for the cities asked for last */
};

/* What kept_themes and kept_bounds read is asked for soon, when they have not read it yet. */
void kept_soon(struct db *db);

/* All themes, in their order. */
enum fault must_use kept_themes(struct db *db, const struct q_theme_list **ret_themes, size_t *ret_n);

/* The size rule of every country that has one, the usual one with country "". */
enum fault must_use kept_bounds(struct db *db, const struct q_size_bounds_list **ret_bounds, size_t *ret_n);

/* How many ended projects are on the case study shelf by theme, 0 all of them: of the day they are asked for, counted
** again when it is another. */
enum fault must_use kept_shelf(struct db *db, struct arena *arena, struct date today,
                               const struct q_shelf_counts **ret_counts, size_t *ret_n);

#endif
