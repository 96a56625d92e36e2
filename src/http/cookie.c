/* SPDX-License-Identifier: AGPL-3.0-or-later
** cookie: the session of somebody who signed in; who a phone is in a room. */
#include "http/cookie.h"

#include <inttypes.h>

#define NAME_SECURE S("__Host-session")
#define NAME_PLAIN S("session")
#define NAME_OWN S("room-own-session")
#define ROOM_SECURE S("__Secure-room-phone") /* not __Host-: its path is its own */
#define ROOM_PLAIN S("room-phone")

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

static struct str find(const struct head *head, struct str name)
{
    struct str rest = head_get(head, "Cookie");
    while (rest.s != NULL) {
        struct str value;
        struct str pair = str_trim(str_cut(rest, ';', &rest));
        if (str_eq(str_cut(pair, '=', &value), name) && value.s != NULL) {
            return value;
        }
    }
    return S("");
}

struct str cookie_session(const struct head *head, enum cookie_way way)
{
    struct str value = find(head, cookie_name(way));
    return is_token(value) ? value : S("");
}

/* ---- in a room */

struct str cookie_room_name(bool secure)
{
    return secure ? ROOM_SECURE : ROOM_PLAIN;
}

struct str cookie_room(const struct head *head, bool secure)
{
    struct str value = find(head, cookie_room_name(secure));
    bool fits = value.n <= ROOM_COOKIE_MAX;
    for (size_t i = 0; i < value.n && fits; i++) {
        char c = value.s[i];
        fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
               c == '~';
    }
    return fits ? value : S("");
}

struct str cookie_room_set(struct arena *arena, struct str value, int64_t max_age_s, bool secure)
{
    return str_format(arena, "%.*s=%.*s; Path=/room; Max-Age=%" PRId64 "; HttpOnly; SameSite=Strict%s",
                      STR_ARG(cookie_room_name(secure)), STR_ARG(value), max_age_s, secure ? "; Secure" : "");
}

/* ---- signed in */

struct str cookie_set(struct arena *arena, struct str token, int64_t max_age_s, enum cookie_way way)
{
    struct str name = cookie_name(way);
    return str_format(arena, "%.*s=%.*s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=%s%s", STR_ARG(name),
                      STR_ARG(token), token.n > 0 ? max_age_s : 0, way == COOKIE_OWN ? "Strict" : "Lax",
                      way == COOKIE_SECURE ? "; Secure" : "");
}
