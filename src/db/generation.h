/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** generation: evidence is built beside the present one and switched in, in one short transaction.
**
** generation_begin copies the present generation (sharing blocks where the file system can) into the next
** file and opens it in mode DB_BUILD. The builder writes with its own transactions (rollback works; nothing
** is synced, foreign keys are looked at in the end only, no time limit). generation_publish gathers planner
** statistics, checks the file (integrity quick check, foreign keys), syncs it, and names it in the main
** database; readers see it at their next db_is_stale. A published file is never written again.
** generation_abandon, or a death at any moment, leaves the last published state; leftovers are removed at
** the next begin. GENERATIONS_KEPT files stay; readers of an older one keep their open file. One builder at
** a time: a second gets FAULT_BUSY (a lock file that dies with the process; also held by migrate).
**
** migrate makes and publishes generation 1, empty, and when the schema of evidence rises, a raised copy: so
** every database that opens has evidence of the present schema, and begin always has one to copy.
**
** Cost: one copy of the file, one pass of each check over it; a few milliseconds of write lock on the main
** database.
*/
#ifndef DB_GENERATION_H
#define DB_GENERATION_H

#include "db/db.h"

struct generation;

/* Needs a migrated database, as db_open. The arena must outlive the generation. */
enum fault must_use generation_begin(struct arena *arena, struct str url, struct generation **ret_generation,
                                     struct str *ret_why);
/* The connection to write with; belongs to the generation. */
struct db *generation_db(struct generation *generation);
/* The number it will be published under. */
int64_t generation_number(const struct generation *generation);
/* Both end the generation's life; no transaction may be open for publish (a bug). publish on a fault has
** abandoned it: FAULT_DAMAGED when the checks failed, FAULT_BUSY when main was locked too long, FAULT_IO. */
enum fault must_use generation_publish(struct generation *generation, struct str *ret_why);
void generation_abandon(struct generation *generation);

#endif
