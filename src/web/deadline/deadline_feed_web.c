/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: what a city watches as a calendar and as a feed, for who has its secret address. No person stands in
** them. */
#include "base/check.h"
#include "text/atom.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/deadline/deadline_web.h"
#include "web/say.h"

struct feed {
    struct q_watch_feed_by_uid row;
    struct watched watched;
    struct str title;
};

static enum fault must_use load(struct request *request, struct feed *feed)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct str uid;
    TRY(asking_link(request, DEADLINE_FEED_LINK, &uid));
    TRY(q_watch_feed_by_uid(request->db, request->arena, uid, &feed->row));
    watched_load_soon(request->db, feed->row.member_uid);
    TRY(watched_load(request->db, request->arena, feed->row.member_uid, &feed->watched));
    feed->title = SAY(&out, "Deadlines of {city}", slot("city", feed->row.name));
    return OK;
}

enum fault deadline_feed_calendar_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct ics_event entries[BID_STEP__MAX];
    struct feed feed;
    TRY(load(request, &feed));
    ics_begin(&response->body, request->arena, S("-//Small Giants//EN"), feed.title);
    for (size_t i = 0; i < feed.watched.n; i++) {
        const struct watch_call *call = &feed.watched.calls[i];
        struct watch_way way;
        watched_way_of(call, &feed.watched.council, request->now, &way);
        for (size_t k = 0; k < way.n; k++) {
            size_t n = deadline_events(request, &out, feed.row.member_uid, &feed.watched.rows[i], call,
                                       &way.stages[k], entries);
            for (size_t e = 0; e < n; e++) {
                ics_put_event(&response->body, request->arena, &entries[e]);
            }
        }
    }
    ics_end(&response->body, request->arena);
    response->content_type = "text/calendar; charset=utf-8";
    response->file_name = S("deadlines.ics");
    response->max_age_s = -1;
    return OK;
}

/* ---- as a feed */

static struct str whole(struct request *request, struct url url)
{
    return str_join(request->arena, request->site->base_url, url.text);
}

/* A line a step. No number of days left stands there: an entry is new when the city changed something, not each day. */
static struct str entry_says(struct out *out, const struct watch_way *way, struct str otherwise)
{
    struct str says = S("");
    for (size_t i = 0; i < way->n; i++) {
        for (size_t k = 0; k < way->stages[i].path.n; k++) {
            const struct bid_step *step = &way->stages[i].path.steps[k];
            says = str_format(out->arena, "%.*s%.*s: %.*s\n", STR_ARG(says), STR_ARG(say_deadline_day(out, step->day)),
                              STR_ARG(say_bid_step(out, step->kind)));
        }
    }
    return says.n > 0 ? str_trim(says) : otherwise;
}

static struct atom_entry entry_of(struct request *request, struct out *out, const struct feed *feed, size_t i)
{
    const struct q_watch_list *row = &feed->watched.rows[i];
    const struct deadline_reader reader = {.zone = {.known = false}, .today = request->today, .now = request->now};
    struct watch_way way;
    watched_way_of(&feed->watched.calls[i], &feed->watched.council, request->now, &way);
    return (struct atom_entry){
        .uid = row->uid, .title = row->title, .says = entry_says(out, &way, say_deadline_start(out, &reader, &way)),
        .published_at = row->made_at, .updated_at = row->changed_at,
        .url = whole(request, url_path_of(request->arena, "/member-cities/{}/deadlines/{}", feed->row.member_uid,
                                          row->uid))};
}

/* When the newest of them changed; of none when the address was made. */
static int64_t updated_at(const struct feed *feed)
{
    int64_t at = feed->row.made_at;
    for (size_t i = 0; i < feed->watched.n; i++) {
        at = feed->watched.rows[i].changed_at > at ? feed->watched.rows[i].changed_at : at;
    }
    return at;
}

enum fault deadline_feed_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct feed feed;
    TRY(load(request, &feed));
    struct str page = whole(request, url_path_of(request->arena, "/member-cities/{}/deadlines", feed.row.member_uid));
    const struct atom_feed head = {
        .language = words_tag(request->words), .title = feed.title, .id = page, .page = page,
        .self = whole(request, url_path_of(request->arena, "/deadlines/{}/feed", request->params[0])),
        .author = request->site->name, .updated_at = updated_at(&feed)};
    atom_begin(&response->body, request->arena, &head);
    for (size_t i = 0; i < feed.watched.n; i++) {
        const struct atom_entry entry = entry_of(request, &out, &feed, i);
        atom_put(&response->body, request->arena, &entry);
    }
    atom_end(&response->body);
    response->content_type = "application/atom+xml; charset=utf-8";
    response->max_age_s = -1;
    return OK;
}
