/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** engine: what db_open, migrate and generation need of SQLite below db.h. Private to src/db; the only place
** where SQL may be text, because migrations are files and pragmas have no headings. Implemented in
** db_sqlite.c.
*/
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include "db/db.h"

enum engine_use {
    ENGINE_READ,  /* an existing file, read-only */
    ENGINE_WRITE, /* an existing file, read and write, locks are not waited for */
    ENGINE_ADMIN, /* made when absent, locks are waited for, no time limit */
    ENGINE_BUILD, /* as ADMIN, nothing synced, foreign keys looked at by the end only */
};

/* Statements of db's own; their numbers are negative, beside those of the program. */
enum engine_own {
    OWN_STATE = -1,
    OWN_MIGRATIONS_MAIN = -2,
    OWN_MIGRATIONS_EVIDENCE = -3,
    OWN_MIGRATION_ADD = -4,
    OWN_PUBLISH = -5,
    OWN_BEGIN = -6,
    OWN_ROLLBACK = -7,
};
#define ENGINE_OWN_MAX 7

/* One file. *ret_error: what the engine said, in the arena, on a fault. */
enum fault must_use engine_open(struct arena *arena, const char *path, enum engine_use use, struct db **ret_db,
                                struct str *ret_error);
/* The evidence, as schema `evidence`: read-only, immutable. `uri` as place_evidence_uri makes it. */
enum fault must_use engine_attach(struct db *db, const char *uri);
/* What the connection reads now, for db_is_stale. */
void engine_state_set(struct db *db, int64_t generation, int64_t content_version);
/* Where the connection keeps its last look at its files; *ret_now is a new look. */
struct touch;
struct touch *engine_touch(struct db *db, struct touch *ret_now);
/* Last act of opening: from now on only data statements (and in READ only reading ones) are allowed. */
enum fault must_use engine_guard(struct db *db);
/* The reverse, for publishing. */
void engine_unguard(struct db *db);
/* Under which name the connection sees a set, "main" or "evidence": a generation under construction is alone. */
const char *engine_schema(const struct db *db, const char *set);
/* SQL text, several statements; rows are dropped. */
enum fault must_use engine_exec(struct db *db, const char *sql);
/* First column of the first row, as text in the arena; FAULT_NOT_FOUND without a row. */
enum fault must_use engine_ask(struct db *db, struct arena *arena, const char *sql, struct str *ret_text);
/* True once after db_fail_after said so; counts the call. */
bool engine_fails(enum fault *ret_fault);

#endif
