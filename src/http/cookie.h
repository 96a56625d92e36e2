/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cookie: the two cookies that there are: the session of somebody who signed in; and, of a phone that joined the room
** of a leadership programme, which participant it is.
**
** Pure. RFC 6265 (and 6265bis for __Host-, which a page of another host or without https cannot set). Both are strictly
** necessary: without signing in, or joining, none is set. The value of the session is a token of SESSION_LETTERS
** hexadecimal digits; what stands in the database is only its digest.
*/
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include "base/arena.h"
#include "http/head.h"

#define SESSION_LETTERS 64u /* 256 bits of chance, in hexadecimal digits */

/* How a browser reaches us, and so what the cookie is called and how narrow it is. */
enum cookie_way {
    COOKIE_PLAIN,  /* over http */
    COOKIE_SECURE, /* over https: its name begins with __Host- */
    COOKIE_OWN,    /* the computer of a room, at 127.0.0.1: cookies know no ports, so it has a name that no other server
                   ** of ours there reads, and is sent with what comes from its own pages alone */
};

/* What the browser sent as its session; "" for none, or one that is not well formed. Of several the first counts. */
struct str cookie_session(const struct head *head, enum cookie_way way);
/* What a phone that joined a room was given (web/room): a signed value of its own, sent to addresses below /room only,
** kept for the day of the session. It is no session: it opens one page. Strict: a code that is scanned comes from
** nowhere, and a form of ours from here. */
#define ROOM_COOKIE_MAX 200u
struct str cookie_room(const struct head *head, bool secure);
struct str cookie_room_name(bool secure);
struct str cookie_room_set(struct arena *arena, struct str value, int64_t max_age_s, bool secure);
/* What it is called. */
struct str cookie_name(enum cookie_way way);
/* The value of Set-Cookie: token "" ends the session in the browser. max_age_s: how long it is kept there. */
struct str cookie_set(struct arena *arena, struct str token, int64_t max_age_s, enum cookie_way way);

#endif
