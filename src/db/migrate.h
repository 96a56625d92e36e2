/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** migrate: brings the main database and the evidence schema to what this program knows.
**
** Migrations are numbered files (migrations/main, migrations/evidence), immutable, embedded, hashed; one transaction each.
** A database with an unknown or changed migration is refused (FAULT_CONFLICT). Running again does nothing.
*/
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/* Makes the database when it is absent. *ret_done: how many migrations ran; *ret_why a sentence on every fault. */
enum fault must_use migrate(struct arena *arena, struct str url, int *ret_done, struct str *ret_why);

#endif
