/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: the list, as a page, as a calendar and as a feed. */
#include "text/atom.h"
#include "text/ics.h"
#include "text/words.h"
#include "web/event/event_web.h"
#include "web/views.h"

#define PAST_S (365 * 86400)           /* so long one is shown that is over */
#define CALENDAR_PAST_S (90 * 86400)   /* so long a calendar keeps one that is over */

const struct field events_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "removed",
     .help = "what was done before, to be said"},
    {0},
};

/* When the day began: by that, not by the hour, a page is made that is kept. */
static int64_t day_begin(const struct request *request)
{
    return (int64_t)request->today.days * 86400;
}

/* ---- as a page */

static struct event_row row_of(struct request *request, struct out *out, const struct q_event_coming *row)
{
    return (struct event_row){
        .url = url_path_of(request->arena, "/events/{}", row->uid), .title = row->title,
        .when = event_say_when(out, row->zone, row->starts_at, row->ends_at),
        .where = event_say_where(out, row->place, row->is_online), .says = row->says,
        .tag = event_tag(out, row->state, row->seen_by)};
}

static struct event_row past_of(struct request *request, struct out *out, const struct q_event_past *row)
{
    return (struct event_row){
        .url = url_path_of(request->arena, "/events/{}", row->uid), .title = row->title,
        .when = event_say_when(out, row->zone, row->starts_at, row->ends_at), .where = row->place,
        .tag = event_tag(out, row->state, row->seen_by)};
}

static enum fault must_use load(struct request *request, struct out *out, const struct event_viewer *viewer,
                                struct events_page *m)
{
    struct q_event_coming *coming;
    struct q_event_past *past;
    int64_t today = day_begin(request);
    q_event_coming_soon(request->db, today, viewer->is_member, viewer->runs);
    q_event_past_soon(request->db, today, today - PAST_S, viewer->is_member);
    TRY(q_event_coming(request->db, request->arena, today, viewer->is_member, viewer->runs, &coming, &m->n));
    TRY(q_event_past(request->db, request->arena, today, today - PAST_S, viewer->is_member, &past, &m->past_n));
    m->rows = arena_array(request->arena, struct event_row, m->n + 1);
    m->past = arena_array(request->arena, struct event_row, m->past_n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = row_of(request, out, &coming[i]);
    }
    for (size_t i = 0; i < m->past_n; i++) {
        m->past[i] = past_of(request, out, &past[i]);
    }
    return OK;
}

enum fault events_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct events_page *m = arena_new(request->arena, struct events_page);
    struct event_viewer viewer = event_viewer_of(request);
    TRY(load(request, &out, &viewer, m));
    m->page = page_of(request, W(&out, "Events"),
                      W(&out, "Where people of member cities meet, in a room or online."), DOOR_NONE);
    m->page->feed = URL("/events.atom");
    if (str_eq(request_text(request, "done"), S("removed"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "The draft is removed."))};
    }
    m->make = viewer.runs ? URL("/events/new") : (struct url){S("")};
    m->use = (struct use_data){.atom = m->page->feed, .calendar = URL("/events.ics")};
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_events(&out, m);
    return OK;
}

/* ---- as a calendar: what visitors may see */

enum fault events_calendar_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct q_event_coming *rows;
    struct slot network = slot("network", request->site->name);
    int64_t since = day_begin(request) - CALENDAR_PAST_S;
    size_t n;
    TRY(q_event_coming(request->db, request->arena, since, 0, 0, &rows, &n));
    ics_begin(&response->body, request->arena, S("-//Small Giants//EN"),
              words_text(&out, W_NOTE("Events of {network}"), &network, 1));
    for (size_t i = 0; i < n; i++) {
        const struct q_event_by_uid row = {
            .uid = rows[i].uid, .sequence = rows[i].sequence, .title = rows[i].title, .says = rows[i].says,
            .starts_at = rows[i].starts_at, .ends_at = rows[i].ends_at, .place = rows[i].place,
            .online = rows[i].is_online ? S("-") : S(""), .state = rows[i].state, .off_why = rows[i].off_why,
            .changed_at = rows[i].changed_at};
        const struct ics_event event = event_for_calendar(request, &row, false);
        ics_put_event(&response->body, request->arena, &event);
    }
    ics_end(&response->body, request->arena);
    response->content_type = "text/calendar; charset=utf-8";
    response->file_name = S("events.ics");
    return OK;
}

/* ---- as a feed */

static struct atom_entry entry_of(struct request *request, struct out *out, const struct q_event_feed *row)
{
    bool is_off = str_eq(row->state, S("off"));
    struct slot slots[] = {slot("title", row->title), slot("why", row->off_why)};
    struct str where = event_say_where(out, row->place, row->is_online);
    struct str when = event_say_when(out, row->zone, row->starts_at, row->ends_at);
    return (struct atom_entry){
        .uid = row->uid,
        .title = is_off ? words_text(out, W_NOTE("Cancelled: {title}"), slots, 1) : row->title,
        .url = event_whole_url(request, url_path_of(request->arena, "/events/{}", row->uid)),
        .says = str_format(request->arena, "%.*s\n%.*s\n%.*s", STR_ARG(when), STR_ARG(where),
                           STR_ARG(is_off ? row->off_why : row->says)),
        .published_at = row->made_at, .updated_at = row->changed_at};
}

enum fault events_feed_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct q_event_feed *rows;
    struct slot network = slot("network", request->site->name);
    size_t n;
    TRY(q_event_feed(request->db, request->arena, &rows, &n));
    struct str page = event_whole_url(request, URL("/events"));
    const struct atom_feed feed = {
        .language = words_tag(request->words), .title = words_text(&out, W_NOTE("Events of {network}"), &network, 1),
        .id = page, .page = page, .self = event_whole_url(request, URL("/events.atom")),
        .author = request->site->name, .updated_at = n > 0 ? rows[0].changed_at : day_begin(request)};
    atom_begin(&response->body, request->arena, &feed);
    for (size_t i = 0; i < n; i++) {
        const struct atom_entry entry = entry_of(request, &out, &rows[i]);
        atom_put(&response->body, request->arena, &entry);
    }
    atom_end(&response->body);
    response->content_type = "application/atom+xml; charset=utf-8";
    return OK;
}
