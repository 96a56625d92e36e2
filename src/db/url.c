/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/url.h"

/* "postgres://ann:secret@host/db" without ":secret"; a password has its '@' escaped. */
static struct str without_user_password(struct arena *arena, struct str before)
{
    size_t at = str_find(before, S("@"));
    size_t from = str_find(before, S("://")) + 3;
    for (size_t i = from; i < at && at < before.n; i++) {
        if (before.s[i] == ':') {
            return str_join(arena, str_sub(before, 0, i), str_from(before, at));
        }
    }
    return before;
}

struct str db_url_shown(struct arena *arena, struct str url)
{
    struct str query;
    if (!str_starts(url, S("postgres"))) {
        return url;
    }
    struct str shown = without_user_password(arena, str_cut(url, '?', &query));
    for (char mark = '?'; query.s != NULL;) {
        struct str part = str_cut(query, '&', &query);
        struct str value;
        if (!str_ends(str_cut(part, '=', &value), S("password"))) {
            shown = str_format(arena, "%.*s%c%.*s", STR_ARG(shown), mark, STR_ARG(part));
            mark = '&';
        }
    }
    return shown;
}
