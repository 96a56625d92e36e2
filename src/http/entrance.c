/* SPDX-License-Identifier: AGPL-3.0-or-later
** entrance: the three ways in. */
#include "http/entrance.h"

bool entrance_takes(enum entrance entrance, const struct head *head)
{
    return entrance != ENTRANCE_OWN || head_is_of_here(head);
}

static enum cookie_way way(enum entrance entrance, bool secure)
{
    return entrance == ENTRANCE_OWN ? COOKIE_OWN : secure ? COOKIE_SECURE : COOKIE_PLAIN;
}

struct str entrance_session(enum entrance entrance, const struct head *head, bool secure)
{
    return entrance == ENTRANCE_ROOM ? S("") : cookie_session(head, way(entrance, secure));
}

struct str entrance_cookie(enum entrance entrance, struct arena *arena, const struct response *response, bool secure)
{
    struct str token = response->session;
    bool sets = entrance != ENTRANCE_ROOM && (token.n > 0 || response->session_ends);
    if (!sets && response->room.n > 0) {
        return cookie_room_set(arena, response->room, response->room_s, secure);
    }
    return sets ? cookie_set(arena, token, response->session_s, way(entrance, secure)) : S("");
}

struct str entrance_address(enum entrance entrance, struct str base_url)
{
    return entrance == ENTRANCE_OWN ? S("") : base_url;
}
