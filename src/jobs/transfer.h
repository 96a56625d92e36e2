/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** transfer: the rows of a whole database on their way: to a backup file, to another database, or only into sums.
**
** A source calls a sink: begin_set "main", for each of its tables begin_table, row..., end_table; then the same for
** "evidence" when it is wanted; the sink says in `why` what went wrong. transfer_from_db reads in one transaction, so
** all is of one moment, while others go on writing. Memory: a row at a time.
*/
#ifndef JOBS_TRANSFER_H
#define JOBS_TRANSFER_H

#include "db/db.h"
#include "db/fill.h"
#include "jobs/import.h"

struct transfer_table {
    const char *set; /* "main", "evidence" */
    struct str name;
    const struct db_column *columns;
    size_t n;
};

/* What a table came to. */
struct transfer_sum {
    const char *set;
    struct str name;
    int64_t rows;
    struct str sha256; /* of its rows as row_code writes them, in the order of the primary key */
};

struct transfer_sums {
    struct transfer_sum *items;
    size_t n;
};

/* Any may be NULL. Each returns a fault with its sentence in *ret_why. */
struct sink {
    void *self;
    enum fault (*begin_set)(void *self, const char *set, struct str *ret_why);
    enum fault (*begin_table)(void *self, const struct transfer_table *table, struct str *ret_why);
    enum fault (*row)(void *self, const struct value *values, struct str bytes, struct str *ret_why);
    enum fault (*end_table)(void *self, const struct transfer_sum *sum, struct str *ret_why);
};

/* Everything that the connection (DB_READ, for this alone) sees. *ret_sums in the arena, in the order read. */
enum fault must_use transfer_from_db(struct arena *arena, struct db *db, bool evidence, const struct sink *sink,
                                     const struct import_watch *watch, struct transfer_sums *ret_sums,
                                     struct str *ret_why);

/* A sink that fills a new database (db/fill.h), begun by the caller, who also finishes or abandons it. */
struct filling {
    struct arena *arena;
    struct fill *fill;
    size_t evidence_level;
    const struct table *table; /* the present one */
    struct db *db;
    struct tables *tables;
    bool evidence; /* its set was begun */
};
struct sink transfer_to_fill(struct filling *filling);

#endif
