/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** seen: what a reader sees of a network, in four numbers that are the same when it sees the same.
*/
#ifndef TESTS_FAULT_SEEN_H
#define TESTS_FAULT_SEEN_H

#include "base/problem.h"
#include "db/db.h"

struct seen {
    bool any;          /* false: no database yet */
    uint64_t people;   /* settings and corrections, hashed; not when they were given */
    uint64_t evidence; /* totals, hashed */
    uint64_t jobs;     /* the queue, hashed; the others say nothing of it: whatever is imported leaves a row */
    int64_t generation;
};

enum fault must_use seen_look(struct db *db, struct seen *ret_seen);
/* The same on a connection of its own in DB_READ, with a look through every page and link: FAULT_DAMAGED when something
** is wrong with one. *ret_why is a sentence on every fault. */
enum fault must_use seen_inspect(struct arena *arena, struct str url, struct seen *ret_seen, struct str *ret_why);
bool seen_same_evidence(const struct seen *a, const struct seen *b);
bool seen_same(const struct seen *a, const struct seen *b); /* but for the queue */

/* ---- folders of the tests */
void folder_remove(const char *path); /* with all that is in it; a file too; nothing is fine */
void folder_copy(const char *from, const char *to); /* files only; `to` is made */

#endif
