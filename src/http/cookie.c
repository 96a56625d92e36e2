/* SPDX-License-Identifier: AGPL-3.0-or-later
** cookie: the session of somebody who signed in. */
#include "http/cookie.h"

#include <inttypes.h>

#define NAME_SECURE S("__Host-session")
#define NAME_PLAIN S("session")
#define NAME_OWN S("room-own-session")

static bool is_token(struct str text)
{
    if (text.n != SESSION_LETTERS) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
            return false;
        }
    }
    return true;
}

struct str cookie_name(enum cookie_way way)
{
    return way == COOKIE_SECURE ? NAME_SECURE : way == COOKIE_OWN ? NAME_OWN : NAME_PLAIN;
}

struct str cookie_session(const struct head *head, enum cookie_way way)
{
    struct str rest = head_get(head, "Cookie");
    struct str name = cookie_name(way);
    while (rest.s != NULL) {
        struct str value;
        struct str pair = str_trim(str_cut(rest, ';', &rest));
        if (str_eq(str_cut(pair, '=', &value), name) && value.s != NULL) {
            return is_token(value) ? value : S("");
        }
    }
    return S("");
}

struct str cookie_set(struct arena *arena, struct str token, int64_t max_age_s, enum cookie_way way)
{
    struct str name = cookie_name(way);
    return str_format(arena, "%.*s=%.*s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=%s%s", STR_ARG(name),
                      STR_ARG(token), token.n > 0 ? max_age_s : 0, way == COOKIE_OWN ? "Strict" : "Lax",
                      way == COOKIE_SECURE ? "; Secure" : "");
}
