/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** earlier: a database of an earlier version, opened only to be read whole before migrate raises it (db/tables.h).
*/
#ifndef DB_EARLIER_H
#define DB_EARLIER_H

#include "db/db.h"

/* *ret_db NULL: there is nothing that migrate would raise, or nothing it knows. Else a connection of mode DB_READ to
** main alone, and the number of migrations it has. */
enum fault must_use earlier_open(struct arena *arena, struct str url, struct db **ret_db, size_t *ret_level,
                                 struct str *ret_why);

#endif
