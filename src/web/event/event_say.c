/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: when, where and for whom one is, in words. */
#include "base/check.h"
#include "text/ics.h"
#include "text/words.h"
#include "web/event/event_web.h"
#include "web/gate.h"
#include "web/introduction/introduction_web.h"

#define DAY 86400

struct event_viewer event_viewer_of(struct request *request)
{
    const struct who *who = request_who(request);
    bool runs = who != NULL && gate_allows(request, RIGHT_EVENTS);
    return (struct event_viewer){runs, runs || (who != NULL && who->cities_count > 0)};
}

enum fault event_load(struct request *request, const struct event_viewer *viewer, struct q_event_by_uid *ret_row)
{
    struct q_event_by_uid row;
    TRY(q_event_by_uid(request->db, request->arena, request->params[0], &row));
    bool is_seen = viewer->runs || (!str_eq(row.state, S("draft")) &&
                                    (viewer->is_member || str_eq(row.seen_by, S("everybody"))));
    if (!is_seen) {
        return FAULT_NOT_FOUND;
    }
    *ret_row = row;
    return OK;
}

static struct slot day_slot(const char *name, int64_t local)
{
    return slot(name, (struct date){(int32_t)(local / DAY)});
}

struct str event_say_when(struct out *out, struct str word, int64_t starts_at, int64_t ends_at)
{
    struct zone zone = event_zone(word);
    int64_t from = starts_at + zone_offset_s(&zone, starts_at), until = ends_at + zone_offset_s(&zone, ends_at);
    struct slot slots[] = {
        slot("weekday", say_weekday(out, from)), day_slot("date", from), slot("from", say_hour(out->arena, from)),
        slot("until", say_hour(out->arena, until)), slot("zone", say_zone(out->arena, &zone, starts_at)),
        slot("last", say_weekday(out, until)), day_slot("end", until)};
    return from / DAY == until / DAY
               ? words_text(out, W_NOTE("{weekday} {date}, {from} to {until} ({zone})"), slots, 5)
               : words_text(out, W_NOTE("{weekday} {date}, {from}, to {last} {end}, {until} ({zone})"), slots, 7);
}

struct str event_say_where(struct out *out, struct str place, bool is_online)
{
    struct slot at = slot("place", place);
    return place.n == 0 ? (is_online ? W(out, "Online") : S(""))
           : is_online  ? words_text(out, W_NOTE("{place}; and online"), &at, 1)
                        : place;
}

struct tag event_tag(struct out *out, struct str state, struct str seen_by)
{
    return str_eq(state, S("draft"))   ? (struct tag){W(out, "draft"), TONE_CARE, S("")}
           : str_eq(state, S("off"))   ? (struct tag){W(out, "cancelled"), TONE_STOPPED, S("")}
           : str_eq(seen_by, S("members")) ? (struct tag){W(out, "for member cities"), TONE_PLAIN, S("")}
                                       : (struct tag){S(""), TONE_PLAIN, S("")};
}

/* ---- facts */

static void add_fact(struct fact *facts, size_t *n, struct str label, struct html value)
{
    if (value.markup.n > 0) {
        check(*n < EVENT_FACTS_MAX);
        facts[(*n)++] = (struct fact){.label = label, .value = value, .source = S(""), .as_of = DATE_NONE};
    }
}

static struct html online_of(struct request *request, struct out *out, const struct q_event_by_uid *row, bool has_place)
{
    struct url url;
    if (row->online.n == 0) {
        return (struct html){S("")};
    }
    return has_place && url_external(request->arena, row->online, &url)
               ? html_link(request->arena, url, row->online)
               : html_text(request->arena, W(out, "The link is shown to those who have registered."));
}

size_t event_facts(struct request *request, struct out *out, const struct q_event_by_uid *row, bool has_place,
                   struct fact *facts)
{
    struct arena *arena = request->arena;
    struct zone zone = event_zone(row->zone);
    bool is_public = str_eq(row->seen_by, S("everybody"));
    size_t n = 0;
    add_fact(facts, &n, W(out, "When"),
             html_text(arena, event_say_when(out, row->zone, row->starts_at, row->ends_at)));
    add_fact(facts, &n, W(out, "Where"), html_text(arena, row->place));
    add_fact(facts, &n, W(out, "Online"), online_of(request, out, row, has_place));
    add_fact(facts, &n, W(out, "Languages"), html_text(arena, row->languages));
    add_fact(facts, &n, W(out, "Who sees this"),
             html_text(arena, is_public ? W(out, "Everybody") : W(out, "People of member cities")));
    if (row->seats.known) {
        add_fact(facts, &n, W(out, "Places"), html_text(arena, text_count(out, count(row->seats.v))));
    }
    if (row->register_by.known) {
        add_fact(facts, &n, W(out, "Register until"),
                 html_text(arena, text_date(out, event_day(&zone, row->register_by.v - 1))));
    }
    return n;
}

/* ---- for machines */

struct str event_whole_url(struct request *request, struct url url)
{
    return str_join(request->arena, request->site->base_url, url.text);
}

struct ics_event event_for_calendar(struct request *request, const struct q_event_by_uid *row, bool has_place)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct slot link = slot("link", row->online), why = slot("why", row->off_why);
    struct str says = row->says;
    bool is_off = str_eq(row->state, S("off"));
    if (is_off) {
        says = words_text(&out, W_NOTE("Cancelled: {why}"), &why, 1);
    } else if (has_place && row->online.n > 0) {
        says = str_format(request->arena, "%.*s\n%.*s", STR_ARG(says),
                          STR_ARG(words_text(&out, W_NOTE("Online: {link}"), &link, 1)));
    }
    return (struct ics_event){
        .uid = str_join(request->arena, row->uid, S("@smallgiants")), .made_at = row->changed_at,
        .starts_at = row->starts_at, .ends_at = row->ends_at, .sequence = row->sequence, .cancelled = is_off,
        .title = row->title, .says = says, .place = event_say_where(&out, row->place, row->online.n > 0),
        .url = event_whole_url(request, url_path_of(request->arena, "/events/{}", row->uid)),
    };
}
