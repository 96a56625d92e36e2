/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** db: one interface to the database, whichever engine. No function takes SQL text: a statement is a named,
** typed value made at build by tools/sqlc from src/store/<subject>.sql (see docs/internals/statements.md).
**
** A connection sees two sets of tables by plain names: the main ones (what people add; migrations/main) and the
** evidence (derived from files, can always be made again; migrations/evidence). On SQLite the evidence is a second file,
** one a generation, attached read-only: "smallgiants.db" names in its table `generation` the file "smallgiants.evidence-7.db".
**
** Life: db_open -> (db_begin -> statements -> db_commit | db_rollback) ... -> db_close. A connection belongs to
** one process and is never carried over a fork. Faults: FAULT_BUSY a lock or the time limit; FAULT_CONFLICT a unique
** or foreign key refused; FAULT_IO disk or engine; FAULT_DAMAGED a stored value breaks the statement's heading.
*/
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

enum db_engine { DB_SQLITE, DB_POSTGRES, DB_ENGINE__MAX };

enum db_mode {
    DB_READ,  /* main and evidence, both read-only: every GET */
    DB_WRITE, /* main read-write, evidence read-only */
    DB_BUILD, /* an evidence generation under construction, alone, read-write: imports */
};

enum value_kind { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BLOB };

struct value {
    enum value_kind kind;
    int64_t number;
    struct str text; /* TEXT and BLOB; borrowed until the call returns */
};

/* A parameter or result column of a statement, from its heading. */
struct db_column {
    const char *name;
    enum value_kind kind;
    bool nullable;
};

struct statement {
    const char *name;                 /* "city_by_slug" */
    int number;                       /* 0 .. statements_count - 1, unique in the program */
    const char *sql[DB_ENGINE__MAX];  /* parameters as ?1 on SQLite, $1 (cast) on PostgreSQL */
    const struct db_column *in;
    size_t in_count;
    const struct db_column *out;
    size_t out_count;
};

/* Every statement of the program, made by sqlc; index = number. */
extern const struct statement *const statements[];
extern const size_t statements_count;

struct db;
struct db_rows;

/* url: "sqlite:PATH" (a bare path too). DB_READ and DB_WRITE need a migrated database: FAULT_NOT_FOUND when there
** is none, FAULT_CONFLICT when its schema is not the one this program knows. *ret_why is an English sentence in the arena
** saying what is wrong and what to do, set on every fault. */
enum fault must_use db_open(struct arena *arena, struct str url, enum db_mode mode, struct db **ret_db,
                            struct str *ret_why);
void db_close(struct db *db); /* NULL is fine */
enum db_engine db_engine_of(const struct db *db);

/* True when the main database names another evidence generation than the one this connection has attached, or its content
** version changed; cheap enough for every request. The caller then closes and opens anew. */
enum fault must_use db_is_stale(struct db *db, bool *ret_stale);
/* Number that rises whenever what anonymous pages show has changed. */
int64_t db_content_version(const struct db *db);

enum fault must_use db_begin(struct db *db);
enum fault must_use db_commit(struct db *db);
void db_rollback(struct db *db);

/* For statements without result rows. */
enum fault must_use db_run(struct db *db, const struct statement *statement, const struct value *in);
/* Rows changed by the last db_run. */
int64_t db_changes(const struct db *db);

/* Result rows, one at a time. A statement may be open only once at a time on one connection (a bug otherwise).
** After *ret_more is false, or a fault, or when leaving early: db_rows_close. */
enum fault must_use db_rows_open(struct db *db, const struct statement *statement, const struct value *in,
                                 struct db_rows **ret_rows);
enum fault must_use db_rows_next(struct db_rows *rows, bool *ret_more);
void db_rows_close(struct db_rows *rows);
bool db_rows_is_null(const struct db_rows *rows, size_t column);
int64_t db_rows_int(const struct db_rows *rows, size_t column);    /* 0 for NULL */
struct str db_rows_text(const struct db_rows *rows, size_t column); /* TEXT and BLOB; until the next row */

/* What the engine said about the last fault, for the log. */
struct str db_error(const struct db *db);
/* Round trips (statements started) since the connection was opened, for tests. */
int64_t db_statements_run(const struct db *db);

#endif
