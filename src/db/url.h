/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** url: the address of a database as people may see it: in a message, a log, on a terminal that others look at.
*/
#ifndef DB_URL_H
#define DB_URL_H

#include "base/arena.h"
#include "base/str.h"

/* Without the password: "postgres://ann:secret@host/db?sslpassword=x" gives "postgres://ann@host/db". The path of a
** file stays. */
struct str db_url_shown(struct arena *arena, struct str url);

#endif
