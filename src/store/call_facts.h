/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** call_facts: what narrowing a list of funding calls, and counting what each choice leaves, needs to know of all of
** them.
**
** Read once a connection and kept (store/kept.h): some 150 bytes a funding call, in the order of their last deadline,
** those that name none last. How each stands is worked out for a day, by domain/funding_call.
*/
#ifndef STORE_CALL_FACTS_H
#define STORE_CALL_FACTS_H

#include "base/ids.h"
#include "db/db.h"
#include "domain/funding_call.h"

#define CALL_THEMES_MAX 63 /* themes are numbered from 1 */

struct call_fact {
    int64_t id;
    uint64_t themes; /* bit n: theme n */
    struct date opens_on, closes_on;
    uint32_t days_from, days_n; /* its deadlines among the days of all */
    uint8_t pays;    /* bit of enum pays; 0: unknown */
    uint8_t status;  /* call_fact_standing reads it */
    uint8_t size;    /* enum funding_call_size */
};

/* By what rules know it; the same funding programme, the same bytes. */
struct call_kind {
    struct str programme, identifier, action;
};

struct call_facts {
    const struct call_fact *items;
    const struct call_kind *kinds; /* of each item */
    size_t n;
    const struct date *days;
    const uint32_t *places; /* by id: its place in items and 1 more; 0: there is none */
    size_t places_n;
};

/* What call_facts_get will ask is asked for soon, when it is not kept. */
void call_facts_soon(struct db *db);
/* Good as long as the connection and the arena. */
enum fault must_use call_facts_get(struct db *db, struct arena *arena, struct call_facts *ret_facts);

/* NULL when there is none of that number. */
const struct call_fact *call_facts_find(const struct call_facts *facts, int64_t id);
/* The next of its deadlines, else the last; DATE_NONE when it names none. */
struct date call_fact_deadline(const struct call_facts *facts, const struct call_fact *fact, struct date today);
enum funding_call_standing call_fact_standing(const struct call_fact *fact, struct date today);

#endif
