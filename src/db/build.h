/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** build: the steps that generation and migrate share. Private to src/db; implemented in generation.c, on each engine's
** struct builder.
**
** build_open -> (main is looked at or raised) -> build_start -> generation_publish | generation_abandon.
*/
#ifndef DB_BUILD_H
#define DB_BUILD_H

#include "db/engine.h"
#include "db/generation.h"

struct generation {
    struct arena *arena;
    struct place place;
    int lock;          /* SQLite: file of the builder's lock, -1 before */
    struct db *main;   /* to read the present number and to publish */
    struct db *build;  /* the new evidence; NULL before build_start */
    int64_t present;   /* number published now */
    bool raising;      /* its schema is about to be raised */
    struct str links;  /* PostgreSQL: the foreign keys that `tighten` makes, as SQL; empty without */
};

/* Takes the lock and opens main, which is made when absent. */
enum fault must_use build_open(struct arena *arena, const struct place *place,
                               struct generation **ret_generation, struct str *ret_why);
/* Reads the present number; 0 when there is none. */
enum fault must_use build_read_present(struct generation *generation);
/* Removes leftovers, copies the present evidence, or makes an empty one when there is none, and opens it. */
enum fault must_use build_start(struct generation *generation, struct str *ret_why);
/* The present evidence, beside main; FAULT_NOT_FOUND when it is missing. */
enum fault must_use build_attach(struct generation *generation);

#endif
