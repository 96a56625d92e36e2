/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** verify: looks through a whole database, main and evidence, for what an engine or a disk may have broken.
**
** Reads every page: minutes on a large file, never on a request. The connection is one of db_open in mode DB_READ,
** and is to be closed afterwards.
*/
#ifndef DB_VERIFY_H
#define DB_VERIFY_H

#include "base/problem.h"
#include "db/db.h"

/* OK with a problem for each part that is broken; none: it is whole. */
enum fault must_use db_verify(struct db *db, struct arena *arena, struct problems *problems);
/* A problem for each setting of the engine with which what was acknowledged may be lost, or a defence fails. None
** on SQLite, where they are the program's own. One look; to be said at every start. */
enum fault must_use db_dangers(struct db *db, struct arena *arena, struct problems *problems);

#endif
