/* SPDX-License-Identifier: AGPL-3.0-or-later
** engine: which one takes a url. */
#include "db/engine.h"

enum fault engine_place(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why)
{
    if (str_starts(url, S("postgres"))) {
        *ret_why = S("this version keeps its data in SQLite only; give a file, as in sqlite:var/smallgiants.db");
        return FAULT_INVALID;
    }
    return engine_sqlite.parse(arena, url, ret_place, ret_why);
}
