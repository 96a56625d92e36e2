/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** db: one interface to the database, whichever engine. No function takes SQL text: a statement is a named,
** typed value made at build by tools/sqlc from src/store/<subject>.sql (see docs/internals/statements.md).
**
** A connection sees two sets of tables by plain names: the main ones (what people add; migrations/main) and
** the evidence (derived from files, can always be made again; migrations/evidence). On SQLite the evidence
** is a second file, one a generation, attached read-only: "smallgiants.db" names in its table `generation`
** the file "smallgiants.evidence-7.db".
**
** Before the first import that file is an empty one, made by migrate, so that every statement always
** prepares.
**
** Life: db_open -> (db_begin -> statements -> db_commit | db_rollback) ... -> db_close. A connection
** belongs to one process and is never carried over a fork. It lives on the heap; the arena of db_open only
** takes the sentence.
**
** Faults: FAULT_BUSY a lock or the time limit (STATEMENT_TIME_MS_MAX for one call; none while building);
** FAULT_CONFLICT a unique or foreign key refused; FAULT_INVALID another rule of the table refused (not
** null, check, type), or a text is not UTF-8 or holds a byte 0; FAULT_TOO_LARGE a value over DB_VALUE_MAX;
** FAULT_IO disk or engine, and a write on a read-only connection; FAULT_DAMAGED the file is corrupt or a
** stored value breaks the statement's heading. A statement that does not fit its heading in number of
** parameters or columns, and a parameter of the wrong kind, are bugs.
**
** A round trip to a server costs more than most statements: what a page will ask is said ahead with q_x_soon (db_soon),
** as early as its parameters are known; all that was said goes out together when the first of the answers is asked for.
**
** What fails within a transaction of DB_WRITE takes back only itself, but a read that failed leaves nothing
** to do but db_rollback. DB_BUILD sends and goes on: a fault of db_run may come from a later call, and what
** was written since the last commit is then to be thought lost: abandon it. A connection that is lost gives
** FAULT_LOST for ever: close it, open anew. A commit, or a write outside of a transaction, whose answer was lost
** gives FAULT_UNSURE: it may have happened, and people are told that, neither that it was saved nor that it was not.
**
** On PostgreSQL (docs/internals/postgres.md) main is the schema `main`, a generation the schema
** `evidence_7`, and the time limit is by the clock. Its defences: a reader's transactions are read-only, and
** from evidence that is published the program has taken its own right to write.
**
** Lines of defence on SQLite: a reader's connection is opened read-only and set query_only; the evidence is
** attached read-only and immutable; an authorizer refuses attach, pragmas and changes of the schema to
** every statement; bounds in limits.h.
*/
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"

#define DB_KEPT_SLOTS 10

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
    bool each; /* rows without a bound, read one at a time */
};

/* Every statement of the program, made by sqlc; index = number. */
extern const struct statement *const statements[];
extern const size_t statements_count;

struct db;
struct db_rows;

/* url: "sqlite:PATH" (a bare path too), or "postgres://..." as libpq reads it. Needs a migrated database:
** FAULT_NOT_FOUND when there is none, FAULT_CONFLICT when its schema is not the one this program knows,
** FAULT_INVALID for a url or a database that it cannot take. mode: DB_READ or DB_WRITE (DB_BUILD connections
** come from generation_begin). *ret_why is an English sentence in the arena saying what is wrong and what to
** do, set on every fault. */
enum fault must_use db_open(struct arena *arena, struct str url, enum db_mode mode, struct db **ret_db,
                            struct str *ret_why);
void db_close(struct db *db); /* NULL is fine */
enum db_engine db_engine_of(const struct db *db);

/* True when the main database names another evidence generation than the one this connection has attached,
** or its content version changed; cheap enough for every request. The caller then closes and opens anew. */
enum fault must_use db_is_stale(struct db *db, bool *ret_stale);
/* Number that rises whenever what anonymous pages show has changed; as it was when the connection was
** opened. */
int64_t db_content_version(const struct db *db);
/* Whether anybody has committed something to main since the last call, from whichever process or machine: true also
** when that is not sure, as at the first call. Never waits; what came of it is then to be looked at, and a wait needs a
** limit all the same. FAULT_IO: the connection is lost. Not within a transaction (a bug). */
enum fault must_use db_news(struct db *db, bool *ret_any);
/* For poll(2): readable when there may be news (then db_news, or it stays so); -1 when nothing tells: ask every
** DB_NEWS_TURN_MS. As long as the connection is open. */
int db_news_fd(const struct db *db);
/* Number of the evidence generation attached. */
int64_t db_generation(const struct db *db);

/* Memory that lives as long as the connection, at most DB_KEPT_MAX bytes: for what is read once and kept, which is
** right for evidence because a connection sees one generation of it only. */
struct arena *db_kept_arena(struct db *db);
/* A place for one pointer into that memory, NULL at first; store/kept.h says what each of the DB_KEPT_SLOTS holds. */
const void **db_kept(struct db *db, size_t slot);

/* DB_READ: one picture of everything until the end. DB_WRITE takes the write lock at once, or is BUSY. No
** nesting (a bug). After a fault of db_commit: db_rollback. Without a transaction db_rollback does nothing. */
enum fault must_use db_begin(struct db *db);
enum fault must_use db_commit(struct db *db);
void db_rollback(struct db *db);
/* Ends a transaction by what came of it: commits after OK, takes it back after a fault, also one of the commit. That
** fault, or OK. */
enum fault must_use db_end(struct db *db, enum fault fault);
/* The same for what shows a page, of a DB_READ connection: the look whether it is stale is a part of the transaction,
** and so costs no round trip. db_end_fresh ends it without fail; when *ret_stale is true, or on a fault of the look,
** all that was read since is to be thrown away, and asked of a connection that is opened anew. */
enum fault must_use db_begin_fresh(struct db *db);
enum fault must_use db_end_fresh(struct db *db, bool *ret_stale);

/* For statements without result rows. `in` has as many values as the heading; NULL when it has none. */
enum fault must_use db_run(struct db *db, const struct statement *statement, const struct value *in);
/* Rows that the last db_run changed; and those that this statement has changed since the connection was opened, which
** is the one to ask in bulk: a builder (DB_BUILD) waits for all answers at each of these calls. */
int64_t db_changed(struct db *db);
int64_t db_changes(struct db *db, const struct statement *statement);

/* Within a transaction of DB_READ: rows of this will be asked for, with the same `in`, which is copied. It is sent
** ahead where that saves time, else this does nothing; what fails is said when they are asked for. Rows that nobody
** asks for are thrown away at the end of the transaction. Rows of `each` then come all at once: only where few do. */
void db_soon(struct db *db, const struct statement *statement, const struct value *in);
/* Whether db_soon would do anything now. */
bool db_takes_soon(const struct db *db);

/* Result rows, one at a time; `in` is copied. A statement may be open only once at a time on one connection
** (a bug otherwise). After *ret_more is false, or a fault, or when leaving early: db_rows_close. */
enum fault must_use db_rows_open(struct db *db, const struct statement *statement, const struct value *in,
                                 struct db_rows **ret_rows);
enum fault must_use db_rows_next(struct db_rows *rows, bool *ret_more);
void db_rows_close(struct db_rows *rows);
bool db_rows_is_null(const struct db_rows *rows, size_t column);
int64_t db_rows_int(const struct db_rows *rows, size_t column);    /* 0 for NULL */
struct str db_rows_text(const struct db_rows *rows, size_t column); /* TEXT and BLOB; until the next row */

/* What the engine said about the last fault, with the statement's name, for the log; "" when there was none. */
struct str db_error(const struct db *db);
/* Since the connection was opened, for tests: statements started; how often it waited for a server. */
int64_t db_statements_run(const struct db *db);
int64_t db_round_trips(const struct db *db);
/* How many were sent ahead and not asked for. */
int64_t db_unasked(const struct db *db);
/* From now on the names of statements are written to `to` (NULL: no longer) as they are sent to a server, "|" where it
** is waited for, and "(name)" for what was sent ahead in vain. */
void db_follow(struct db *db, struct buf *to);

/* What was removed from these tables of main, or changed in them, leaves the files of the database as well: SQLite
** folds its log away (rows are overwritten when they are removed), PostgreSQL writes the tables anew. DB_WRITE, without
** a transaction. FAULT_BUSY: somebody reads or writes just now; ask again later. Costs as much as the tables are large.
** */
enum fault must_use db_scrub(struct db *db, const char *const *tables, size_t n);

/* ---- for tests */

/* Prepares the statement and compares it with its heading: number of parameters, number and names of
** columns. FAULT_DAMAGED and a sentence when it does not fit. */
enum fault must_use db_statement_check(struct db *db, struct arena *arena, const struct statement *statement,
                                       struct str *ret_why);
/* In this process and its later children: the n-th call from now (1 is the next) of db_open, db_begin,
** db_commit, db_run, db_rows_open and db_rows_next does nothing and returns `fault`; those after it work
** again. Calls that db makes itself count too: db_open, db_is_stale and the generation are made of them.
** n == 0 takes it back. Returns how many calls the last order still had to go (0: it has happened). Always
** compiled in, so that what is tested is what runs; nothing but tests calls it. */
int64_t db_fail_after(int64_t n, enum fault fault);

#endif
