/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** generation: evidence is built beside the present one and switched in, in one short transaction.
**
** generation_begin copies the current generation (or makes an empty, migrated one) into the next file and opens it in
** mode DB_BUILD. The builder writes with its own transactions. generation_publish checks it (integrity quick check), syncs
** it, and names it in the main database; readers see it at their next request. generation_abandon, or a death at any
** moment, leaves the last published state; leftovers are removed at the next begin. One builder at a time: a second
** gets FAULT_BUSY (a lock file that dies with the process).
*/
#ifndef DB_GENERATION_H
#define DB_GENERATION_H

#include "db/db.h"

struct generation;

enum fault must_use generation_begin(struct arena *arena, struct str url, struct generation **ret_generation,
                                     struct str *ret_why);
/* The connection to write with; belongs to the generation. */
struct db *generation_db(struct generation *generation);
/* Both end the generation's life. publish on a fault has abandoned it. */
enum fault must_use generation_publish(struct generation *generation, struct str *ret_why);
void generation_abandon(struct generation *generation);

#endif
