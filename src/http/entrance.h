/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** entrance: what the way by which somebody came in (enum entrance) lets in and out. Pure.
**
** A room on a local network without internet is served without TLS: whoever is in that network can read along, so no
** session is taken from it or given to it. Who runs the room sits at the computer itself, at an address that nobody
** else's machine reaches; a page of the internet that lets its own name point there (DNS rebinding) is refused by Host.
*/
#ifndef HTTP_ENTRANCE_H
#define HTTP_ENTRANCE_H

#include "http/cookie.h"
#include "http/head.h"
#include "http/route.h"

/* Whether it is asked by a name that it has. */
bool entrance_takes(enum entrance entrance, const struct head *head);
/* The session that counts; "" for none. secure: the site is reached over https. */
struct str entrance_session(enum entrance entrance, const struct head *head, bool secure);
/* The value of Set-Cookie for what the response says of the session; "" for none. */
struct str entrance_cookie(enum entrance entrance, struct arena *arena, const struct response *response, bool secure);
/* Whose pages may send forms, beside those of the host that was asked; "" nobody's. */
struct str entrance_address(enum entrance entrance, struct str base_url);

#endif
