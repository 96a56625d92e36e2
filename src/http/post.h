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
#include "http/head.h"

/* Sec-Fetch-Site is same-origin; without it, Origin has the host of this request, or is that of base_url. */
bool post_is_ours(const struct head *head, struct str base_url);
/* Content-Type is application/x-www-form-urlencoded, with or without a charset. */
bool post_is_form(const struct head *head);

/* Who sent it, to count by: "192.0.2.7", "2001:db8:1:2::/64" (a household has that many); "" when nobody knows. What
** comes over loopback comes from our own proxy, and the last X-Forwarded-For, which that proxy wrote, counts. */
struct str post_sender(struct arena *arena, const struct sockaddr *from, const struct head *head);

/* ---- the once-token of a form: when it was made, and chance
** The answer to a form is kept under its token, so a form that is sent twice acts once and shows the same page. It is
** no proof of anything: where a form comes from is post_is_ours. */
#define ONCE_AGE_S 86400       /* a form may stay open for a day */
#define ONCE_KEPT_S (2 * 86400) /* its answer is kept for longer than it is taken */
#define ONCE_TEXT_MAX 64u

struct str once_make(struct arena *arena, int64_t now);
/* Well formed, and made within ONCE_AGE_S (a minute of the future is forgiven: clocks of two servers differ). */
bool once_is_fresh(struct str token, int64_t now);

#endif
