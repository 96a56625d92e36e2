/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** nets: the networks that a drill makes, copies and removes: on SQLite each is a folder, beside a cluster of PostgreSQL
** (CLUSTER_FOLDER; tests/store/with_postgres.c sets it) a database in it.
**
** `base` is a folder that exists, `name` a path in it such as "tried/var". What cannot be done stops the test.
*/
#ifndef TESTS_FAULT_NETS_H
#define TESTS_FAULT_NETS_H

#include "base/arena.h"
#include "base/str.h"

bool nets_on_postgres(void);
struct str nets_url(struct arena *arena, const char *base, const char *name);
/* Nothing yet, for a migration to begin in. */
void nets_make(const char *base, const char *name);
void nets_copy(const char *base, const char *from, const char *to); /* `to` is not there */
void nets_remove(const char *base, const char *name);               /* nothing is fine */
/* Returns when nobody is at work on it any more: a server goes on for a moment with what it was sent. */
void nets_wait_quiet(const char *name);
/* The disk of the cluster is full, or is not any more (with_postgres --full). */
void nets_fill_disk(bool full);
/* Holds the tables that every verb reads, in a transaction that somebody forgot, until nets_unlock. PostgreSQL only. */
void *nets_lock_tables(const char *name);
void nets_unlock(void *lock);

#endif
