/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: what a city watches, its button, and the address of its calendar. */
#include "base/check.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/deadline/deadline_web.h"
#include "web/link/link.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define KEY_LETTERS 200

const struct field deadlines_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "stopped made ended council",
     .help = "what was done before, to be said"},
    {0},
};

const struct field deadlines_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "watch make end",
     .help = "watch a funding call, make an address for the calendar, end it"},
    {.name = "call", .label = W_NOTE("Funding call"), .kind = FIELD_TEXT, .max = KEY_LETTERS,
     .help = "to watch: the key of the funding call"},
    {0},
};

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("stopped")) ? W(out, "Your city does not watch it any more.")
                      : str_eq(done, S("made"))  ? W(out, "The address is made. An older one leads nowhere any more.")
                      : str_eq(done, S("ended")) ? W(out, "The address leads nowhere any more.")
                      : str_eq(done, S("council"))
                          ? W(out, "Saved. Every latest day to start is worked out anew with it.")
                          : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* What comes first: the next thing to do; then what cannot be told, then what is over. */
static int32_t first_day(const struct watch_way *way, bool begun, struct date today)
{
    const struct watch_stage *first = watched_first(way);
    const struct bid_step *next = first != NULL && begun ? bid_next_step(&first->path, today) : NULL;
    return way->over       ? INT32_MAX
           : first == NULL ? INT32_MAX - 1
           : next != NULL  ? next->day.days
                           : first->path.start.days;
}

static struct deadline_row row_of(struct request *request, struct out *out, const struct zone *zone,
                                  const struct watched *watched, size_t i)
{
    const struct q_watch_list *row = &watched->rows[i];
    const struct deadline_reader whose = {*zone, request->today, request->now, row->begun}, *reader = &whose;
    const struct watch_call *call = &watched->calls[i];
    struct watch_way way;
    watched_way_of(call, &watched->council, request->now, &way);
    struct deadline_row made = {
        .url = url_path_of(request->arena, "/member-cities/{}/deadlines/{}", request->params[0], row->uid),
        .title = row->title, .start = say_deadline_start(out, reader, &way),
        .who = say_deadline_who(out, row),
        .others = say_deadline_others(out, row, watched), .n = way.n,
        .first = first_day(&way, row->begun, request->today)};
    for (size_t k = 0; k < way.n; k++) {
        made.stages[k] = deadline_stage_of(out, reader, call, &way.stages[k]);
    }
    if (way.n > 0) {
        made.deadline = SAY(out, "Next deadline: {when}", slot("when", made.stages[0].deadline));
    }
    return made;
}

static struct str whole(struct request *request, struct url url)
{
    return str_join(request->arena, request->site->base_url, url.text);
}

static void add_feed(struct request *request, struct out *out, const struct q_watch_feed_of *feed,
                     struct deadlines_page *m)
{
    m->makes = request->site->key != NULL;
    if (!m->makes || feed->uid.n == 0 || feed->made_at + WATCH_FEED_S <= request->now) {
        return;
    }
    const struct mail_link link = {S(DEADLINE_FEED_LINK), feed->uid, feed->made_at + WATCH_FEED_S};
    struct str token = mail_link_make(request->arena, request->site->key, &link);
    m->calendar = url_path_of(request->arena, "/deadlines/{}/calendar", token);
    m->feed = url_path_of(request->arena, "/deadlines/{}/feed", token);
    m->address = whole(request, m->calendar);
    struct slot slots[] = {slot("made", (struct date){(int32_t)(feed->made_at / 86400)}),
                           slot("until", (struct date){(int32_t)(link.expires_at / 86400)}),
                           slot("name", feed->made_by)};
    m->feed_says = feed->made_by.n > 0
                       ? words_text(out, W_NOTE("Made on {made} by {name}; it holds until {until}."), slots, 3)
                       : words_text(out, W_NOTE("Made on {made}; it holds until {until}."), slots, 2);
}

static enum fault must_use load(struct request *request, struct q_member_by_uid *ret_member,
                                struct watched *ret_watched, struct q_watch_feed_of *ret_feed)
{
    q_member_by_uid_soon(request->db, request->params[0]);
    watched_load_soon(request->db, request->params[0]);
    q_watch_feed_of_soon(request->db, request->params[0]);
    TRY(member_of(request, ret_member));
    TRY(watched_load(request->db, request->arena, request->params[0], ret_watched));
    enum fault fault = q_watch_feed_of(request->db, request->arena, request->params[0], ret_feed);
    if (fault == FAULT_NOT_FOUND) {
        ret_feed->uid = S("");
        return OK;
    }
    return fault;
}

enum fault deadlines_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct deadlines_page *m = arena_new(request->arena, struct deadlines_page);
    struct q_member_by_uid member;
    struct watched watched;
    struct q_watch_feed_of feed = {.uid = S("")};
    TRY(load(request, &member, &watched, &feed));
    const struct zone zone = zone_of(member.country, member.lau_id);
    m->page = page_of(request, SAY(&out, "Deadlines of {city}", slot("city", member.name)),
                      W(&out, "What your city watches, and the latest day to start on it."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, deadlines_form);
    m->n = watched.n;
    m->rows = arena_array(request->arena, struct deadline_row, watched.n + 1);
    for (size_t i = 0; i < watched.n; i++) {
        struct deadline_row row = row_of(request, &out, &zone, &watched, i);
        size_t at = i;
        for (; at > 0 && m->rows[at - 1].first > row.first; at--) {
            m->rows[at] = m->rows[at - 1];
        }
        m->rows[at] = row;
    }
    m->council = say_council(&out, &watched.council);
    m->council_url = member_url(request, "/member-cities/{}/council/before");
    add_feed(request, &out, &feed, m);
    m->once = request_once(request);
    m->action = member_url(request, "/member-cities/{}/deadlines");
    response->max_age_s = -1;
    view_deadlines(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use watch(struct request *request, const struct q_member_by_uid *member,
                                 struct str *ret_location)
{
    struct str uid, key = str_trim(request_typed(request, "call"));
    enum fault fault = watched_begin(request->db, request->arena, member->id, key, request->who->person_id,
                                     request->now, &uid);
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, form_find(deadlines_form, "call"), W_NOTE("is in no list any more"),
                    W_NOTE("look for it again among the funding calls"));
        return FAULT_INVALID;
    }
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(deadlines_form, "call"),
                    W_NOTE("is one too many: your city watches a hundred"),
                    W_NOTE("stop watching one of them"));
        return FAULT_INVALID;
    }
    TRY(fault);
    *ret_location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/deadlines/{}",
                                                        request->params[0], uid), "done", S("watched")).text;
    return OK;
}

static enum fault must_use act(struct request *request, const struct q_member_by_uid *member,
                               struct str *ret_location)
{
    struct str what = request_typed(request, "do");
    bool makes = str_eq(what, S("make"));
    if (str_eq(what, S("watch"))) {
        return watch(request, member, ret_location);
    }
    if (what.n == 0) {
        form_refuse(request, form_find(deadlines_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    TRY(makes ? watched_feed_begin(request->db, request->arena, member->id, request->who->person_id, request->now)
              : q_watch_feed_remove(request->db, member->id));
    *ret_location = url_add(request->arena, member_url(request, "/member-cities/{}/deadlines"), "done",
                            makes ? S("made") : S("ended")).text;
    return OK;
}

enum fault deadlines_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct str location;
    TRY(member_of(request, &member));
    TRY(act(request, &member, &location));
    response->status = 303;
    response->location = location;
    return OK;
}
