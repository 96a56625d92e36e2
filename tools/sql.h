/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sql: the statements compiler (the language: docs/internals/statements.md).
**
** sql_parse reads the files of a program, in order; sql_put_header, sql_put_code and sql_put_table write what
** C needs.
** It cuts at headings and copies the SQL; it does not parse SQL. No state, no I/O; the same files give the
** same bytes.
** Problems are bounded by PROBLEMS_MAX; with any, nothing is to be written.
*/
#ifndef TOOLS_SQL_H
#define TOOLS_SQL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

#define SQL_FIELDS_MAX 48    /* in or out of one statement: the widest table has 24 columns */
#define SQL_MANY_MAX 1000000 /* rows in memory at once; more is work for `each` */
#define SQL_IN_PLAIN_MAX 6   /* parameters of a `none` beyond this come as a struct */

enum sql_engine { SQL_SQLITE, SQL_POSTGRES, SQL_ENGINES };

enum sql_gives { GIVES_UNSAID, GIVES_NONE, GIVES_ONE, GIVES_MANY, GIVES_EACH };

enum sql_type { SQL_INT, SQL_BOOL, SQL_TEXT, SQL_BLOB, SQL_DATE, SQL_ID };

struct sql_field {
    struct str name;
    enum sql_type type;
    struct str id; /* "city_id" of an SQL_ID */
    bool nullable;
    unsigned used; /* in: bit of each engine in whose SQL it stands */
};

struct sql_fields {
    struct sql_field items[SQL_FIELDS_MAX];
    size_t n;
};

struct sql_statement {
    struct sql_statement *next;
    struct str name;
    struct str comment; /* what it is for; lines without their "--" */
    enum sql_gives gives;
    int64_t rows_max;
    struct sql_fields in;
    struct sql_fields out;
    struct buf sql[SQL_ENGINES];
    size_t number;
    size_t line; /* of its name */
};

struct sql_file {
    struct str path;
    struct str text;
    struct str subject; /* "city" of "src/store/city.sql" */
    struct sql_statement *first;
};

/* Fills the files, whose path and text are given. True without problems. */
bool sql_parse(struct arena *arena, struct sql_file *files, size_t files_count, struct problems *problems);
void sql_done(struct sql_file *files, size_t files_count);

void sql_put_header(struct buf *to, const struct sql_file *file);
void sql_put_code(struct buf *to, const struct sql_file *file);
void sql_put_table(struct buf *to, const struct sql_file *files, size_t files_count);

#endif
