/* SPDX-License-Identifier: AGPL-3.0-or-later
** engine: which one takes a url. */
#include "db/engine.h"

enum fault engine_place(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why)
{
    bool postgres = str_starts(url, S("postgres://")) || str_starts(url, S("postgresql://"));
    return (postgres ? engine_postgres : engine_sqlite).parse(arena, url, ret_place, ret_why);
}
