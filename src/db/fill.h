/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fill: a new database filled from elsewhere: from a backup, or from a database on another engine.
**
** fill_begin makes it, with the first `level` migrations of main -> rows into fill_main -> fill_begin_evidence raises
** main to what this program knows and begins generation 1 -> rows into fill_evidence -> fill_finish, which raises
** that too, looks whether all holds together and publishes; or fill_abandon at any moment. Foreign keys are looked at
** when a set ends, so tables come in any order. Until fill_finish the database does not open, because it names no
** generation; so after a death at any moment the same fill_begin begins anew and nothing is to be cleaned up by hand.
** The builder's lock is held throughout.
*/
#ifndef DB_FILL_H
#define DB_FILL_H

#include "db/db.h"

struct fill;

/* The migrations that this program knows of a set, "main" or "evidence", in order: what a backup is judged by. */
struct fill_known {
    const char *file;  /* "0001_network.sql" */
    struct str sha256; /* of its text */
};
size_t fill_known(struct arena *arena, const char *set, const struct fill_known **ret_known);

/* FAULT_CONFLICT: there is a database already; FAULT_BUSY: somebody else is at work on it; *ret_why a sentence. The
** arena must outlive the fill. level: 1 to migrations_main.n. */
enum fault must_use fill_begin(struct arena *arena, struct str url, size_t level, struct fill **ret_fill,
                               struct str *ret_why);
struct db *fill_main(struct fill *fill);
/* FAULT_CONFLICT when a foreign key of main finds no row. level: 1 to migrations_evidence.n. After a fault:
** fill_abandon. */
enum fault must_use fill_begin_evidence(struct fill *fill, size_t level, struct str *ret_why);
struct db *fill_evidence(struct fill *fill);
/* Ends the life of the fill, also on a fault: what generation_publish says. */
enum fault must_use fill_finish(struct fill *fill, struct str *ret_why);
/* Removes what was begun. NULL is fine. */
void fill_abandon(struct fill *fill);

#endif
