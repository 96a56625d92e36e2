/* SPDX-License-Identifier: AGPL-3.0-or-later
** stream: channels, and who follows each. */
#include "http/stream.h"

#include <string.h>

#include "base/arena.h"
#include "base/check.h"

#define COMMENT S(":\n\n")

struct stream {
    struct stream *next;
    struct stream **link; /* what points to this one */
    struct channel *channel;
    void *connection;
    uint64_t address;
    uint64_t seen;        /* the newest made of its channel that it was given */
    int64_t told_ms;      /* when it was given something last */
    bool aside;           /* the library leaves it alone */
};

struct channel {
    struct channel *next;
    struct channel **link;
    struct stream_ask ask;
    char *texts;         /* of the above */
    struct stream *streams;
    uint64_t made;       /* counts what was made; 1 is the first */
    uint64_t event;
    size_t n;
    int64_t pushed_ms;   /* when it was looked at last */
    bool dirty;          /* there is news */
    bool over;           /* what stands in it is the last */
    char bytes[STREAM_EVENT_MAX];
};

void streams_init(struct streams *streams, void (*suspend)(void *), void (*resume)(void *))
{
    *streams = (struct streams){.suspend = suspend, .resume = resume};
}

/* ---- coming and going */

static char *keep(char *at, struct str *text)
{
    memcpy(at, text->s != NULL ? text->s : "", text->n);
    text->s = at;
    return at + text->n;
}

static struct channel *add_channel(struct streams *streams, const struct stream_ask *ask)
{
    struct channel *channel = mem_alloc(sizeof *channel);
    *channel = (struct channel){.next = streams->channels, .link = &streams->channels, .ask = *ask};
    channel->texts = mem_alloc(ask->target.n + ask->language.n + ask->host.n + 1);
    (void)keep(keep(keep(channel->texts, &channel->ask.target), &channel->ask.language), &channel->ask.host);
    if (channel->next != NULL) {
        channel->next->link = &channel->next;
    }
    streams->channels = channel;
    return channel;
}

static void remove_channel(struct channel *channel)
{
    *channel->link = channel->next;
    if (channel->next != NULL) {
        channel->next->link = channel->link;
    }
    mem_free(channel->texts);
    mem_free(channel);
}

static struct channel *find_channel(const struct streams *streams, const struct stream_ask *ask)
{
    for (struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        if (!channel->over && str_eq(channel->ask.target, ask->target) &&
            str_eq(channel->ask.language, ask->language)) {
            return channel;
        }
    }
    return NULL;
}

static void set(struct channel *channel, uint64_t event, struct str body)
{
    channel->over |= event == 0;
    channel->event = event;
    channel->n = body.n;
    memcpy(channel->bytes, body.s, body.n);
    channel->made++;
}

static size_t count_address(const struct streams *streams, uint64_t address)
{
    size_t n = 0;
    for (const struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        for (const struct stream *stream = channel->streams; stream != NULL; stream = stream->next) {
            n += stream->address == address;
        }
    }
    return n;
}

static void hang(struct channel *channel, struct stream *stream)
{
    stream->next = channel->streams;
    stream->link = &channel->streams;
    if (stream->next != NULL) {
        stream->next->link = &stream->next;
    }
    channel->streams = stream;
}

struct stream *streams_join(struct streams *streams, const struct stream_ask *ask, uint64_t address, uint64_t event,
                            struct str body, bool seen, void *connection)
{
    bool full = streams->n >= STREAMS_MAX || count_address(streams, address) >= STREAMS_ADDRESS_MAX;
    if (full || streams->ended || body.n == 0 || body.n > STREAM_EVENT_MAX) {
        return NULL;
    }
    struct channel *channel = find_channel(streams, ask);
    if (channel == NULL) {
        channel = add_channel(streams, ask);
        set(channel, event, body);
    }
    channel->dirty |= channel->event != event; /* the others are told in their turn */
    struct stream *stream = mem_alloc(sizeof *stream);
    *stream = (struct stream){.channel = channel, .connection = connection, .address = address,
                              .told_ms = INT64_MIN / 2};
    stream->seen = channel->made - (seen && channel->event == event ? 0 : 1);
    hang(channel, stream);
    streams->n++;
    return stream;
}

void streams_leave(struct streams *streams, struct stream *stream)
{
    struct channel *channel = stream->channel;
    *stream->link = stream->next;
    if (stream->next != NULL) {
        stream->next->link = stream->link;
    }
    mem_free(stream);
    streams->n--;
    if (channel->streams == NULL) {
        remove_channel(channel);
    }
}

/* ---- telling */

static size_t tell(struct stream *stream, char *to, struct str text, int64_t now_ms)
{
    memcpy(to, text.s, text.n);
    stream->told_ms = now_ms;
    return text.n;
}

ssize_t streams_read(struct streams *streams, struct stream *stream, char *to, size_t max, int64_t now_ms)
{
    const struct channel *channel = stream->channel;
    bool is_new = stream->seen < channel->made;
    if (streams->ended || (is_new && channel->n > max) || (!is_new && channel->over)) {
        return STREAM_OVER;
    }
    if (is_new) {
        stream->seen = channel->made;
        if (channel->n > 0) {
            return (ssize_t)tell(stream, to, (struct str){channel->bytes, channel->n}, now_ms);
        }
    }
    if (now_ms - stream->told_ms >= STREAM_ALIVE_MS && max >= COMMENT.n) {
        return (ssize_t)tell(stream, to, COMMENT, now_ms); /* at first as well: the head goes out with it */
    }
    stream->aside = true;
    streams->suspend(stream->connection);
    return 0;
}

static void wake(struct streams *streams, struct stream *stream)
{
    if (stream->aside) {
        stream->aside = false;
        streams->resume(stream->connection);
    }
}

static void wake_all(struct streams *streams, struct channel *channel)
{
    for (struct stream *stream = channel->streams; stream != NULL; stream = stream->next) {
        wake(streams, stream);
    }
}

void streams_news(struct streams *streams)
{
    for (struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        channel->dirty = !channel->over;
    }
}

static int64_t due_ms(const struct channel *channel)
{
    return channel->pushed_ms + STREAM_PUSH_MS;
}

struct channel *streams_due(struct streams *streams, int64_t now_ms)
{
    for (struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        if (channel->dirty && now_ms >= due_ms(channel)) {
            return channel;
        }
    }
    return NULL;
}

const struct stream_ask *channel_ask(const struct channel *channel)
{
    return &channel->ask;
}

uint64_t channel_event(const struct channel *channel)
{
    return channel->event;
}

void streams_push(struct streams *streams, struct channel *channel, bool gone, uint64_t event, struct str body,
                  int64_t now_ms)
{
    channel->dirty = false;
    channel->pushed_ms = now_ms;
    if (gone || body.n > STREAM_EVENT_MAX) {
        channel->over = true;
    } else if (event == channel->event) {
        return;
    } else {
        set(channel, event, body);
    }
    wake_all(streams, channel);
}

void streams_tend(struct streams *streams, int64_t now_ms)
{
    for (struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        for (struct stream *stream = channel->streams; stream != NULL; stream = stream->next) {
            if (now_ms - stream->told_ms >= STREAM_ALIVE_MS) {
                wake(streams, stream);
            }
        }
    }
}

int streams_wait_ms(const struct streams *streams, int ms, int64_t now_ms)
{
    for (const struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        int64_t left = due_ms(channel) - now_ms;
        left = left > 0 ? left : 0;
        if (channel->dirty && (ms < 0 || left < ms)) {
            ms = (int)left;
        }
    }
    return ms;
}

void streams_end(struct streams *streams)
{
    streams->ended = true;
    for (struct channel *channel = streams->channels; channel != NULL; channel = channel->next) {
        wake_all(streams, channel);
    }
}
