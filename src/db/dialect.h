/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** dialect: a migration file as one engine reads it.
**
** Migrations are written once, in words both engines share; what must differ stands under a line of its
** own:
**     -- sqlite:      the lines below are for SQLite only
**     -- postgres:    ... for PostgreSQL only
**     -- both:        ... for both again
** Beyond that: on SQLite a line that is just ");" closes a table, which becomes STRICT; on PostgreSQL the
** words `integer` and `blob` become `bigint` and `bytea` (numbers are 64 bits everywhere). Line comments
** are dropped; a comment that is no mark may stand anywhere. The words in quotes stay as they are. The
** result holds one statement after the other, each ended by ';'.
*/
#ifndef DB_DIALECT_H
#define DB_DIALECT_H

#include "db/db.h"

struct str dialect_translate(struct arena *arena, struct str text, enum db_engine engine);

#endif
