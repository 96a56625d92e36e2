/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** personal: every table of main that holds something about people: why, on what ground, for how long, and what happens
** to it when somebody is erased. One table of C; what people are given of themselves, what is erased
** (store/erasure.h), the record of processing and the privacy notice (web/legal/processing.h) all follow it.
**
** Whoever adds a table, or a column to one that is named here, says here what it is: a test compares both with the
** schema. Columns about people stand in `columns`, all others of the same table in `others`; tables that hold nothing
** about anybody stand in personal_not.
*/
#ifndef STORE_PERSONAL_H
#define STORE_PERSONAL_H

#include "db/db.h"

#define PERSONAL_TABLES_MAX 80
#define CORRECTION_WHO_KEPT_S (2 * 365 * 86400) /* then a correction stands without the name of who gave it */

struct personal_table {
    const char *name;
    const char *activity; /* what it is a part of: a line of the record of processing */
    const char *purpose;
    const char *basis;    /* of GDPR, Article 6 */
    const char *kept;     /* how long */
    const char *erased;   /* what happens when somebody is erased */
    const char *columns;  /* names, spaces between */
    const char *others;
    const struct statement *shown; /* what a person is given of it; NULL: it cannot be told whose a row is */
};

extern const struct personal_table personal_tables[];
extern const size_t personal_tables_count;
/* Tables of main that hold nothing about anybody. */
extern const char *const personal_not[];
extern const size_t personal_not_count;

/* Whose data is asked for. */
struct personal_of {
    int64_t person; /* 0: somebody without an account */
    struct str name;
    struct str mail;
};

/* One row of what is kept; columns as table->shown has them. */
typedef enum fault personal_row(void *self, const struct personal_table *table, const struct db_rows *rows);

/* The table of that name when it can be told whose a row is; else NULL. */
const struct personal_table *personal_find(struct str name);
/* Every row of one table that refers to them; one that personal_find gave. */
enum fault must_use personal_each_of(struct db *db, struct arena *arena, const struct personal_of *of,
                                     const struct personal_table *table, personal_row *row, void *self);
/* Every row that refers to them, table by table. In a transaction of the caller's, so that all is of one moment. */
enum fault must_use personal_each(struct db *db, struct arena *arena, const struct personal_of *of,
                                  personal_row *row, void *self);

#endif
