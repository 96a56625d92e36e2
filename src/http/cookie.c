/* SPDX-License-Identifier: AGPL-3.0-or-later
** cookie: the session of somebody who signed in. */
#include "http/cookie.h"

#include <inttypes.h>

#define NAME_SECURE S("__Host-session")
#define NAME_PLAIN S("session")

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

struct str cookie_name(bool secure)
{
    return secure ? NAME_SECURE : NAME_PLAIN;
}

struct str cookie_session(const struct head *head, bool secure)
{
    struct str rest = head_get(head, "Cookie");
    struct str name = cookie_name(secure);
    while (rest.s != NULL) {
        struct str value;
        struct str pair = str_trim(str_cut(rest, ';', &rest));
        if (str_eq(str_cut(pair, '=', &value), name) && value.s != NULL) {
            return is_token(value) ? value : S("");
        }
    }
    return S("");
}

struct str cookie_set(struct arena *arena, struct str token, int64_t max_age_s, bool secure)
{
    struct str name = cookie_name(secure);
    return str_format(arena, "%.*s=%.*s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s", STR_ARG(name),
                      STR_ARG(token), token.n > 0 ? max_age_s : 0, secure ? "; Secure" : "");
}
