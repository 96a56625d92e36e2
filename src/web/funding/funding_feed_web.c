/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: the newest of the list for feed readers, its deadlines for calendars; for what was chosen. */
#include "base/map.h"
#include "store/kept_named.h"
#include "text/atom.h"
#include "text/ics.h"
#include "text/words.h"
#include "web/event/event_web.h"
#include "web/funding/funding_web.h"

#define ENTRIES_MAX 50u
#define PAST_DAYS 90 /* so long a calendar keeps a deadline that is over */
#define DAY_S 86400
#define HALF_HOUR_S 1800 /* an event has to last */

static enum fault find(struct request *request, struct funding_asked *asked, struct funding_found *found)
{
    struct themes themes;
    funding_soon(request);
    TRY(themes_load(request, &themes));
    TRY(funding_asked_read(request, &themes, asked));
    return funding_find(request, asked, found);
}

/* 32 hexadecimal letters, the same for the same funding call (and day). */
static struct str uid_of(struct arena *arena, struct str identifier, struct str slug, int64_t at)
{
    struct str text = str_format(arena, "%.*s %.*s %lld", STR_ARG(identifier), STR_ARG(slug), (long long)at);
    return str_format(arena, "%016llx%016llx", (unsigned long long)str_hash(text),
                      (unsigned long long)str_hash(str_join(arena, text, S("-"))));
}

/* ---- as a calendar */

static void put_deadline(struct request *request, struct response *response, struct out *out,
                         const struct q_funding_call_calendar *row)
{
    struct slot slots[] = {slot("title", row->title), slot("identifier", row->identifier)};
    struct str page = event_whole_url(request, funding_call_url(request->arena, row->slug));
    struct str hour = row->hour_known
                          ? S("")
                          : W(out, "The source names no hour: what is usual was taken. Look at the official page.");
    const struct ics_event event = {
        .uid = uid_of(request->arena, row->identifier, row->slug, row->closes_at), .made_at = row->imported_at,
        .starts_at = row->closes_at - HALF_HOUR_S, .ends_at = row->closes_at,
        .title = words_text(out, W_NOTE("Deadline: {title}"), slots, 1),
        .says = str_format(request->arena, "%.*s\n%.*s\n%.*s", STR_ARG(row->identifier), STR_ARG(hour),
                           STR_ARG(row->address)),
        .place = S(""), .url = page};
    ics_put_event(&response->body, request->arena, &event);
}

/* What is chosen and not over, and what closed lately of the same. */
enum fault funding_calendar_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct funding_asked asked;
    struct funding_found found;
    struct q_funding_call_calendar *rows;
    struct slot network = slot("network", request->site->name);
    struct date since = {request->today.days - PAST_DAYS};
    size_t n;
    q_funding_call_calendar_soon(request->db, since);
    TRY(find(request, &asked, &found));
    TRY(q_funding_call_calendar(request->db, request->arena, since, &rows, &n));
    ics_begin(&response->body, request->arena, S("-//Small Giants//EN"),
              words_text(&out, W_NOTE("Deadlines of funding calls, {network}"), &network, 1));
    struct map chosen;
    map_init(&chosen, request->arena);
    for (size_t i = 0; i < found.n; i++) {
        map_add(&chosen, str_format(request->arena, "%lld", (long long)found.items[i]->id));
    }
    for (size_t i = 0; i < n; i++) {
        if (map_find(&chosen, str_format(request->arena, "%lld", (long long)rows[i].call_id)) != NULL) {
            put_deadline(request, response, &out, &rows[i]);
        }
    }
    ics_end(&response->body, request->arena);
    response->content_type = "text/calendar; charset=utf-8";
    response->file_name = S("funding.ics");
    return OK;
}

/* ---- as a feed */

/* The newest first: numbers rise with what comes in. */
static size_t newest(struct funding_found *found)
{
    size_t n = found->n < ENTRIES_MAX ? found->n : ENTRIES_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t best = i;
        for (size_t k = i + 1; k < found->n; k++) {
            best = found->items[k]->id > found->items[best]->id ? k : best;
        }
        const struct call_fact *one = found->items[i];
        found->items[i] = found->items[best];
        found->items[best] = one;
    }
    return n;
}

static struct atom_entry entry_of(struct request *request, struct out *out, const struct call_facts *facts,
                                  const struct call_fact *fact, const struct q_funding_call_row *row)
{
    struct arena *arena = request->arena;
    struct str standing = funding_say_standing(out, row->status, row->opens_on, row->closes_on, request->today);
    return (struct atom_entry){
        .uid = uid_of(arena, row->identifier, row->slug, 0), .title = row->title,
        .url = event_whole_url(request, funding_call_url(arena, row->slug)),
        .says = str_format(arena, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(row->identifier),
                           STR_ARG(funding_say_deadline(out, facts, fact, request->today)), STR_ARG(standing),
                           STR_ARG(funding_say_pays(out, row))),
        .published_at = row->imported_at, .updated_at = row->imported_at};
}

enum fault funding_feed_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct funding_asked asked;
    struct funding_found found;
    struct slot network = slot("network", request->site->name);
    TRY(find(request, &asked, &found));
    size_t n = newest(&found);
    const struct q_funding_call_row **rows = arena_array(request->arena, const struct q_funding_call_row *, n + 1);
    int64_t updated_at = (int64_t)request->today.days * DAY_S;
    for (size_t i = 0; i < n; i++) {
        kept_call_soon(request->db, found.items[i]->id);
    }
    for (size_t i = 0; i < n; i++) {
        TRY(kept_call(request->db, request->arena, found.items[i]->id, &rows[i]));
        updated_at = i == 0 || rows[i]->imported_at > updated_at ? rows[i]->imported_at : updated_at;
    }
    struct str page = event_whole_url(request, funding_address(request->arena, URL("/funding"), &asked));
    const struct atom_feed feed = {
        .language = words_tag(request->words),
        .title = words_text(&out, W_NOTE("Funding calls, {network}"), &network, 1),
        .id = page,
        .page = page,
        .self = event_whole_url(request, funding_address(request->arena, URL("/funding.atom"), &asked)),
        .author = request->site->name,
        .updated_at = updated_at};
    atom_begin(&response->body, request->arena, &feed);
    for (size_t i = 0; i < n; i++) {
        const struct atom_entry entry = entry_of(request, &out, &found.facts, found.items[i], rows[i]);
        atom_put(&response->body, request->arena, &entry);
    }
    atom_end(&response->body);
    response->content_type = "application/atom+xml; charset=utf-8";
    return OK;
}
