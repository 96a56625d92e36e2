/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** follow: the streams of one worker (http/stream.h) and its pages: who joins with which answer, and what their channel
** is told when the database has news: what a visitor who asks for the same address is answered then.
*/
#ifndef HTTP_FOLLOW_H
#define HTTP_FOLLOW_H

#include <sys/socket.h>

#include "http/stream.h"
#include "http/worker.h"

/* Whether who asks has had this event (Last-Event-ID). */
bool follow_has_seen(const struct head *head, const struct answer *answer);
/* NULL: there is no place. from: NULL when not known. */
struct stream *follow_join(struct streams *streams, struct worker *worker, const struct head *head,
                           const struct sockaddr *from, const struct answer *answer, void *connection);
/* worker_hears, and for the streams as well. */
bool follow_hear(struct streams *streams, struct worker *worker);
/* Makes the channels anew whose turn it is. */
void follow_push(struct streams *streams, struct worker *worker);

#endif
