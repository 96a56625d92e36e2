/* SPDX-License-Identifier: AGPL-3.0-or-later
** follow: from news of the database to an event. */
#include "http/follow.h"

#include <stdio.h>

#include "http/post.h"

bool follow_has_seen(const struct head *head, const struct answer *answer)
{
    char event[20];
    snprintf(event, sizeof event, "%016llx", (unsigned long long)answer->event);
    return (answer->live || answer->streams) && answer->event != 0 &&
           str_eq(head_get(head, "Last-Event-ID"), str_of(event));
}

struct stream *follow_join(struct streams *streams, struct worker *worker, const struct head *head,
                           const struct sockaddr *from, const struct answer *answer, void *connection)
{
    const struct stream_ask ask = {head->target, worker_language(head), head_get(head, "Host")};
    struct sender sender = post_sender(&worker->arena, from, worker->web->proxy, head);
    return streams_join(streams, &ask, str_hash(sender.one), answer->event, answer->body, follow_has_seen(head, answer),
                        connection);
}

bool follow_hear(struct streams *streams, struct worker *worker)
{
    bool any = worker_hears(worker);
    if (any) {
        streams_news(streams);
    }
    return any;
}

static void make(struct streams *streams, struct worker *worker, struct channel *channel)
{
    const struct stream_ask *ask = channel_ask(channel);
    const struct head head = {.method = S("GET"), .target = ask->target, .version = S("HTTP/1.1"), .n = 2,
                              .fields = {{S("Host"), ask->host}, {S("Accept-Language"), ask->language}}};
    const struct whole whole = {.head = &head};
    struct answer answer;
    bool answered = worker_answer(worker, &whole, &answer);
    bool away = answered && answer.status == 503; /* the database; or nobody has time: the next news bring it */
    bool gone = !answered || answer.status != 200 || !answer.streams;
    uint64_t event = away ? channel_event(channel) : answer.event;
    streams_push(streams, channel, gone && !away, event, answer.body, clock_ms());
}

void follow_push(struct streams *streams, struct worker *worker)
{
    struct channel *channel;
    while ((channel = streams_due(streams, clock_ms())) != NULL) {
        make(streams, worker, channel);
    }
}
