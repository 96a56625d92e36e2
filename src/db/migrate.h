/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** migrate: brings the main database and the evidence schema to what this program knows.
**
** Migrations are numbered files (migrations/main, migrations/evidence), immutable, embedded, hashed
** (SHA-256); their language is in db/dialect.h. Each runs in one transaction that also writes its row of
** schema_migration. A database with an unknown or changed migration, or of something else, is refused
** (FAULT_CONFLICT) before anything is written. Evidence is raised in a copy, published as the next
** generation; without any, generation 1 is made, empty; also when the named file is missing. Running again
** does nothing. One at a time (FAULT_BUSY). Killed at any moment: run it again.
*/
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/* Makes the database and the folders above it when they are absent. *ret_done: how many migrations ran;
** *ret_why a sentence on every fault. */
enum fault must_use migrate(struct arena *arena, struct str url, int *ret_done, struct str *ret_why);

#endif
