/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** tables: every table of a database with its columns, and a statement that reads it whole and one that adds a row. For
** what moves whole databases (jobs/backup.h); pages and imports have their own statements.
**
** Left out: `schema_migration` and `generation`, which say what the database itself is and are written by db; `once`,
** `rate`, `rate_salt` and `person_place`, which last for days; `login_session` and `person_link`: what was ended must
** not come back with a backup.
*/
#ifndef DB_TABLES_H
#define DB_TABLES_H

#include "db/db.h"

#define TABLES_MAX 200        /* in one set */
#define TABLE_COLUMNS_MAX 60
#define TABLES_STATEMENT_FIRST 10000 /* their numbers, behind those of the program */

struct table {
    struct str name;
    const struct db_column *columns; /* in the order of the table */
    size_t n;
    struct statement all; /* every row, in the order of the primary key: the same on every engine */
    struct statement add; /* takes a row as `all` gives it */
    struct statement clear; /* removes every row: migrations may have put some in */
};

struct tables {
    const struct table *items; /* by name */
    size_t n;
};

/* set: "main" or "evidence", as the connection sees it. Once for a set on one connection: the statements stay with it,
** so the arena must live as long. Not on a connection that still answers requests: its guard is put down. */
enum fault must_use tables_list(struct db *db, struct arena *arena, const char *set, struct tables *ret_tables);
/* NULL: there is none of that name. */
const struct table *tables_find(const struct tables *tables, struct str name);

#endif
