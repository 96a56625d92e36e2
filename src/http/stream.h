/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** stream: connections of one worker that stay open and are told what is new (server-sent events, WHATWG HTML 9.2).
**
** Who follows the same address in the same language follows one **channel**: its event is made once for all of them,
** when the database has news, at most four times a second. Whoever reads slowly is given the newest event when they
** have taken the one before; nothing piles up. An event is whole or not there. While nothing is new a comment every
** STREAM_ALIVE_MS keeps the way open.
**
** streams_init -> streams_join for an answer that says so (struct response.streams) -> the library asks streams_read
** whenever the connection can take something -> streams_leave. The server's loop: streams_news when the database has
** some, streams_due and streams_push until none is due, streams_tend now and then, streams_end at the stop. A
** connection that has nothing to be told is laid aside (`suspend`), as in http/parked.h, and costs its socket and the
** library's memory of it. At most STREAMS_MAX in one worker and STREAMS_ADDRESS_MAX of one address: over that
** streams_join gives none, and the page goes on without. Never blocks, no clock: times are those of clock_ms.
*/
#ifndef HTTP_STREAM_H
#define HTTP_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/limits.h"
#include "base/str.h"

struct stream;
struct channel;

/* What is asked again when there is news: as the first one asked it. */
struct stream_ask {
    struct str target;
    struct str language;
    struct str host;
};

struct streams {
    void (*suspend)(void *connection);
    void (*resume)(void *connection);
    struct channel *channels;
    size_t n;
    bool ended;
};

void streams_init(struct streams *streams, void (*suspend)(void *), void (*resume)(void *));

/* One more. event, body: as just made (event 0: it is the last one); seen: this one has had that event already.
** address: by which the followers of one sender are counted. NULL: no place. Freed by streams_leave. */
struct stream *streams_join(struct streams *streams, const struct stream_ask *ask, uint64_t address, uint64_t event,
                            struct str body, bool seen, void *connection);
void streams_leave(struct streams *streams, struct stream *stream);

#define STREAM_OVER (-1)

/* What this one is to be told: bytes written to `to`; 0: nothing, it was laid aside; STREAM_OVER: that was all. */
ssize_t streams_read(struct streams *streams, struct stream *stream, char *to, size_t max, int64_t now_ms);

/* The database has news: each channel is to be made anew when its turn has come. */
void streams_news(struct streams *streams);
/* A channel whose turn it is; NULL: none. */
struct channel *streams_due(struct streams *streams, int64_t now_ms);
const struct stream_ask *channel_ask(const struct channel *channel);
uint64_t channel_event(const struct channel *channel);
/* As it is now. The same event as before: nobody is told. `gone`: there is no such thing any more, all are let go. */
void streams_push(struct streams *streams, struct channel *channel, bool gone, uint64_t event, struct str body,
                  int64_t now_ms);
/* Keeps quiet ones open. */
void streams_tend(struct streams *streams, int64_t now_ms);
/* How long the loop may wait, at most `ms` (-1: for ever), before streams_due has something. */
int streams_wait_ms(const struct streams *streams, int ms, int64_t now_ms);
/* All are over; nobody joins any more. */
void streams_end(struct streams *streams);

#endif
