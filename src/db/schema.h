/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** schema: the migrations this program carries, and which of them a database has. Private to src/db and its
** tests.
**
** The two sets are migrations/main and migrations/evidence, embedded at build in the order of their
** numbers.
*/
#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

#include "db/db.h"

struct migration {
    const char *file; /* "0001_network.sql" */
    struct str text;  /* as written; dialect_translate makes it one engine's */
};

struct migration_set {
    const char *name; /* "main", "evidence" */
    const struct migration *items;
    size_t n;
};

extern const struct migration_set migrations_main;
extern const struct migration_set migrations_evidence;

enum schema_state {
    SCHEMA_NONE,    /* no tables at all */
    SCHEMA_FOREIGN, /* tables, but not ours */
    SCHEMA_BEHIND,  /* ours, some migrations missing */
    SCHEMA_CURRENT,
    SCHEMA_UNKNOWN, /* has a migration this program does not know, or one that was changed since */
};

/* Of what the connection opened, or of the evidence attached to it. *ret_done: migrations it has. */
enum fault must_use schema_find(struct db *db, struct arena *arena, const struct migration_set *set,
                                bool attached, enum schema_state *ret_state, size_t *ret_done);
/* CONFLICT, NOT_FOUND or OK with the sentence that says what to do; `shown` names the database to the reader. */
enum fault must_use schema_judge(struct arena *arena, enum schema_state state, const char *file,
                                 struct str *ret_why);
/* Runs those that are missing, each in a transaction, on a connection whose main file it is. */
enum fault must_use schema_raise(struct db *db, struct arena *arena, const struct migration_set *set,
                                 int *ret_done);

#endif
