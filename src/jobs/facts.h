/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** facts: what import_facts knows while it works, and what a list's own file has to give. Internal to
** jobs/import_facts.c and jobs/facts_*.c.
*/
#ifndef JOBS_FACTS_H
#define JOBS_FACTS_H

#include "base/date.h"
#include "base/ids.h"
#include "domain/named.h"
#include "jobs/import_facts.h"
#include "jobs/seen.h"
#include "jobs/table.h"

#define FACTS_COLUMNS_MAX 24

struct facts {
    struct arena *arena; /* for the import */
    struct arena *row;   /* rewound with every row */
    struct db *db;
    struct rejects *rejects;
    struct seen *seen;   /* of the present file */
    struct import_counts counts;
    int64_t details;     /* places that were added or changed */
    struct source_id source;
    bool extract;        /* of less weight than a full list */
    struct date newest;  /* newest date in the list that tells its age; DATE_NONE */
    struct table *table;
    struct str file;
    struct str why;
};

struct facts_kind {
    struct str name;
    enum publisher publisher;
    struct str wanted;   /* "the signatories of the Covenant of Mayors (...)" */
    struct str records;  /* "Commitments" */
    const char *columns[FACTS_COLUMNS_MAX]; /* names of each value, the first that is there counts; NULL at the end */
    size_t needed;       /* so many of the first: they make the list what it is */
    /* One row, values in the order of the columns, trimmed; empty where the list says nothing ("-" too). Counts it, or
    ** rejects it and returns OK; a fault is the database's. */
    enum fault (*put)(struct facts *facts, const struct str *values);
};

extern const struct facts_kind facts_gcom, facts_twinnings, facts_uk;

void facts_reject(struct facts *facts, const char *column, const char *reason);

/* How often the row of that hash has stood in this file, from 1; 0 when there is no more room. */
uint32_t facts_seen(struct facts *facts, uint64_t hash);

/* A place as the list names it. `key` within the list. Added, or brought up to date. */
enum fault must_use facts_put_place(struct facts *facts, struct str key, const struct named_place *place,
                                    int64_t *ret_id);
/* The position of two decimal numbers; false leaves the place without one. */
bool facts_position(struct str latitude, struct str longitude, struct named_place *place);

#endif
