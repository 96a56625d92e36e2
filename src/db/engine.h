/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** engine: what is below db.h: one table of functions for each engine, and what a connection and a statement are to all
** of them. Private to src/db and its tests; the only place where SQL may be text, because migrations are files and
** settings of a connection have no headings.
**
** db.c holds what is the same on every engine: statements are found by number, parameters and every column of every
** row are compared with the heading, faults that tests ask for happen, changes and calls are counted. An engine
** (engine_sqlite in db_sqlite.c) embeds struct db and struct db_rows as the first member of its own. What is done to a
** whole database is a second table (builder_sqlite): where files are copied on one engine, tables are on another.
**
** Faults come as db.h says; an engine writes its sentence into db->error.
*/
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include "base/buf.h"
#include "base/problem.h"
#include "db/db.h"

#define DB_ERROR_MAX 400

enum engine_use {
    ENGINE_READ,  /* what exists, read-only */
    ENGINE_WRITE, /* what exists, read and write, locks are not waited for */
    ENGINE_ADMIN, /* made when absent, locks are waited for, no time limit */
    ENGINE_BUILD, /* as ADMIN, nothing synced, foreign keys looked at by the end only */
};

/* Statements of db's own; their numbers are negative, beside those of the program. */
enum engine_own {
    OWN_STATE = -1,
    OWN_MIGRATION_ADD = -2,
    OWN_PUBLISH = -3,
};
#define ENGINE_OWN_MAX 3

/* In a row: a value of a kind that no heading has. */
#define VALUE_STRANGE ((enum value_kind) - 1)

struct engine;
struct builder;
struct generation;

/* Where a database is, from its url. All texts live in the arena. */
struct place {
    const struct engine *engine;
    const char *main;  /* what the engine opens: the path of the main file */
    const char *shown; /* the same for people, without a password */
    struct str folder; /* SQLite: "var", "." */
    struct str stem;   /* SQLite: "smallgiants" */
};

struct db {
    const struct engine *engine;
    enum engine_use use;
    bool within; /* a transaction */
    struct db_rows **cache; /* by statement number; NULL until used */
    size_t cache_size;
    struct db_rows *own[ENGINE_OWN_MAX];
    int64_t statements_run;
    int64_t round_trips;
    const struct db_rows *last; /* of db_run */
    bool fresh;                 /* the transaction is one of db_begin_fresh */
    int64_t unasked;            /* sent ahead, and nobody asked */
    struct buf *followed;       /* NULL: nobody follows */
    int64_t generation;
    int64_t content_version;
    struct arena kept_arena;
    const void *kept[DB_KEPT_SLOTS];
    char error[DB_ERROR_MAX];
};

/* A statement with its cursor. Made at first use, kept until the connection closes. */
struct db_rows {
    struct db *db;
    const struct statement *statement;
    bool prepared;
    bool open;
    int64_t changed; /* by the last run */
    int64_t changes; /* by all */
    struct value *row; /* the present one, as wide as the heading; the engine writes it, the texts are its own */
};

struct engine {
    enum db_engine id;
    const char *advice; /* when a database cannot be opened */
    size_t rows_size; /* of its own struct around struct db_rows */

    /* ---- places. parse: FAULT_INVALID with a sentence when the url is none of its own. exists: whether it is worth
    ** opening. make: what must be there before main can be opened for the first time. evidence: what people call that
    ** of a number. */
    enum fault (*parse)(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why);
    bool (*exists)(const struct place *place);
    enum fault (*make)(struct arena *arena, const struct place *place, struct str *ret_why);
    const char *(*evidence)(struct arena *arena, const struct place *place, int64_t number);

    /* ---- connections. open: main, or with a number that generation's evidence alone; *ret_error: what the engine
    ** said, in the arena, on a fault. attach: evidence of that number, read-only and never changing, beside main;
    ** FAULT_NOT_FOUND when it is not there. guard: last act of opening, from now on only data statements are allowed,
    ** in READ only reading ones; unguard: the reverse, for publishing. is_stale: as db.h; may call db_state_read. */
    enum fault (*open)(struct arena *arena, const struct place *place, int64_t number, enum engine_use use,
                       struct db **ret_db, struct str *ret_error);
    void (*close)(struct db *db);
    enum fault (*attach)(struct db *db, struct arena *arena, const struct place *place, int64_t number);
    enum fault (*guard)(struct db *db);
    void (*unguard)(struct db *db);
    enum fault (*is_stale)(struct db *db, bool *ret_stale);
    enum fault (*news)(struct db *db, bool *ret_any);
    int (*news_fd)(const struct db *db);

    /* ---- SQL as text. exec: several statements, rows are dropped. ask: first column of the first row, as text in the
    ** arena; FAULT_NOT_FOUND without a row. schema: the name of what the connection opened, or of what is attached.
    ** count_tables: of a schema; ours: schema_migration is one of them. list_columns: "table column type notnull key",
    ** a line each, by table and place in it; type as migrations write it, key the place in the primary key, 0 none. */
    enum fault (*exec)(struct db *db, const char *sql);
    enum fault (*ask)(struct db *db, struct arena *arena, const char *sql, struct str *ret_text);
    const char *(*schema)(const struct db *db, bool attached);
    enum fault (*count_tables)(struct db *db, struct arena *arena, const char *schema, int64_t *ret_count,
                               bool *ret_ours);
    enum fault (*list_columns)(struct db *db, struct arena *arena, const char *schema, struct str *ret_lines);

    /* ---- transactions: db.c has looked at the order of calls. rollback cannot fail; the transaction may be over.
    ** begin knows by db->fresh that look will be asked before its end: whether is_stale, as seen within. */
    enum fault (*begin)(struct db *db);
    enum fault (*look)(struct db *db, bool *ret_stale);
    enum fault (*commit)(struct db *db);
    void (*rollback)(struct db *db);

    /* ---- statements. prepare: once. run sets rows->changed, perhaps after it
    ** has returned: settle waits for that. rows_open copies `in`. rows_next writes rows->row. */
    enum fault (*prepare)(struct db_rows *rows);
    void (*soon)(struct db_rows *rows, const struct value *in); /* NULL: nothing is won by it; `in` fits its heading */
    enum fault (*run)(struct db_rows *rows, const struct value *in);
    void (*settle)(struct db *db);
    enum fault (*rows_open)(struct db_rows *rows, const struct value *in);
    enum fault (*rows_next)(struct db_rows *rows, bool *ret_more);
    void (*rows_close)(struct db_rows *rows);
    void (*rows_free)(struct db_rows *rows); /* what prepare took */
    enum fault (*statement_check)(struct db *db, struct arena *arena, const struct statement *statement,
                                  struct str *ret_why);

    const struct builder *builder;
};

/* What is done to a database as a whole, with the functions of struct engine. In a file of its own for each engine. */
struct builder {
    /* Steps of a generation (db/build.h). lock: of the one builder, FAULT_BUSY when another has it; opens main.
    ** raise_main: before the first migration of main. start: leftovers go, the present evidence (0: none) is copied,
    ** generation->build is open on it. finish: checked, closed, and kept even if the machine dies. sweep: what is
    ** numbered below `low` or above `high` goes. unlock: closes main as well. The last two never fail. */
    enum fault (*lock)(struct generation *generation, struct str *ret_why);
    enum fault (*raise_main)(struct generation *generation);
    enum fault (*start)(struct generation *generation, struct str *ret_why);
    enum fault (*finish)(struct generation *generation, struct str *ret_why);
    void (*sweep)(struct generation *generation, int64_t low, int64_t high);
    void (*unlock)(struct generation *generation);
    /* Steps of a fill (db/fill.h). defer: foreign keys of main are looked at when its transaction ends. loosen: those
    ** of the evidence are not looked at until tighten, FAULT_CONFLICT when a row is missing then; finish tightens too.
    ** remove: takes everything away; again: main is open once more, on nothing. */
    enum fault (*defer)(struct generation *generation);
    enum fault (*loosen)(struct generation *generation);
    enum fault (*tighten)(struct generation *generation);
    enum fault (*remove)(struct generation *generation, bool again);
    /* db/verify.h */
    enum fault (*verify)(struct db *db, struct arena *arena, struct problems *problems);
    enum fault (*dangers)(struct db *db, struct arena *arena, struct problems *problems);
    /* db.h */
    enum fault (*scrub)(struct db *db, const char *const *tables, size_t n);
};

extern const struct engine engine_sqlite;
extern const struct engine engine_postgres;
extern const struct builder builder_sqlite;
extern const struct builder builder_postgres;

/* FAULT_INVALID with a sentence when no engine takes the url. */
enum fault must_use engine_place(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why);
/* The struct db within an engine's own, new. */
void engine_db_init(struct db *db, const struct engine *engine, enum engine_use use);
/* What the connection reads now, from main. */
enum fault must_use db_state_read(struct db *db, int64_t *ret_generation, int64_t *ret_content_version);
void db_state_soon(struct db *db);
/* For db_follow: what is sent, and "|" where somebody waits. */
void db_follow_note(struct db *db, const char *what);
/* True once after db_fail_after said so; counts the call. */
bool engine_fails(enum fault *ret_fault);

#endif
