/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** post: what the head of a POST says of itself: whether it comes from a page of ours, what its body is, and who sent
** it.
**
** Pure but for rand in once_make. A form that changes something is taken only when the browser says that a page of this
** site sent it (Sec-Fetch-Site, W3C Fetch Metadata; from those that do not say it, Origin, RFC 6454); so a page
** elsewhere cannot press our buttons. What says neither is refused.
*/
#ifndef HTTP_POST_H
#define HTTP_POST_H

#include <sys/socket.h>

#include "base/arena.h"
#include "base/limits.h"
#include "http/head.h"
#include "http/sender.h"

/* Sec-Fetch-Site is same-origin; without it, Origin has the host of this request, or is that of base_url. */
bool post_is_ours(const struct head *head, struct str base_url);
/* Content-Type is application/x-www-form-urlencoded, with or without a charset. */
bool post_is_form(const struct head *head);

/* Who sent it, in the arena. What comes over loopback, or from the address `proxy` ("": none), comes from a proxy of
** ours, and the last X-Forwarded-For, which that proxy wrote, counts, with or without a port. */
struct sender post_sender(struct arena *arena, const struct sockaddr *from, struct str proxy, const struct head *head);
/* Whether a text is an address, as --proxy takes it. */
bool post_is_address(struct arena *arena, struct str text);

/* ---- the once-token of a form: when it was made, and chance
** The answer to a form is kept under its token, so a form that is sent twice acts once and shows the same page. It is
** no proof of anything: where a form comes from is post_is_ours. */
#define ONCE_TEXT_MAX 64u

struct str once_make(struct arena *arena, int64_t now);
/* Well formed, and made within ONCE_AGE_S (a minute of the future is forgiven: clocks of two servers differ). */
bool once_is_fresh(struct str token, int64_t now);

#endif
