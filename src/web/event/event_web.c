/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: the page of one, and registering for it. */
#include "base/check.h"
#include "domain/who.h"
#include "text/ics.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/event/event_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field event_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "come wait back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field event_register_form[] = {
    {.name = "city", .label = W_NOTE("For which city"), .kind = FIELD_TEXT, .max = 32,
     .help = "of who acts for several member cities: which one"},
    {.name = "needs", .label = W_NOTE("What do you need to take part?"), .kind = FIELD_TEXT, .max = EVENT_NEEDS_MAX,
     .help = "for those who run the network"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "come back",
     .help = "register, or give the place back"},
    {0},
};

/* One event as who looks sees it. */
struct looking {
    struct event_viewer viewer;
    struct q_event_by_uid row;
    struct q_event_counts counts;
    struct q_event_person_of own; /* state "": not registered */
    struct q_event_cities *cities;
    size_t cities_n;
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    struct db *db = request->db;
    q_event_by_uid_soon(db, request->params[0]);
    looking->viewer = event_viewer_of(request);
    if (looking->viewer.is_member) {
        q_event_counts_soon(db, request->params[0]);
        q_event_person_of_soon(db, request->params[0], request->who->person_id);
        q_event_cities_soon(db, request->who->person_id, request->now);
    }
    TRY(event_load(request, &looking->viewer, &looking->row));
    looking->own.state = S("");
    if (!looking->viewer.is_member) {
        return OK;
    }
    TRY(q_event_counts(db, request->arena, request->params[0], &looking->counts));
    enum fault fault =
        q_event_person_of(db, request->arena, request->params[0], request->who->person_id, &looking->own);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    looking->own.state = fault == OK ? looking->own.state : S("");
    return q_event_cities(db, request->arena, request->who->person_id, request->now, &looking->cities,
                          &looking->cities_n);
}

/* ---- what is said */

static struct str join(struct out *out, struct str before, struct str sentence)
{
    return before.n == 0 ? sentence
                         : str_format(out->arena, "%.*s %.*s", STR_ARG(before), STR_ARG(sentence));
}

/* Numbers only. */
static struct str say_comes(struct out *out, const struct looking *looking)
{
    const struct q_event_counts *counts = &looking->counts;
    struct str text = W(out, "Nobody has registered yet.");
    if (counts->coming > 0) {
        struct slot slots[] = {
            slot("people", SAY(out, "{n} person comes|{n} people come", slot("n", count(counts->coming)))),
            slot("cities", SAY(out, "from {n} city|from {n} cities", slot("n", count(counts->cities))))};
        text = words_text(out, W_NOTE("{people} {cities}."), slots, 2);
    }
    int64_t free = looking->row.seats.known ? looking->row.seats.v - counts->coming : 0;
    if (free > 0) {
        text = join(out, text, SAY(out, "{n} place is free.|{n} places are free.", slot("n", count(free))));
    }
    if (counts->waiting > 0) {
        text = join(out, text, SAY(out, "{n} person waits for a place.|{n} people wait for a place.",
                                   slot("n", count(counts->waiting))));
    }
    return text;
}

static struct str say_own(struct out *out, const struct q_event_person_of *own)
{
    struct slot slots[] = {slot("city", own->city), slot("n", count(own->before))};
    return str_eq(own->state, S("in")) ? words_text(out, W_NOTE("You have a place, for {city}."), slots, 1)
           : own->before == 0
               ? words_text(out, W_NOTE("You wait for a place, for {city}, as the first in line."), slots, 1)
               : words_text(out, W_NOTE("You wait for a place, for {city}, with {n} person before you.|You wait for a "
                                        "place, for {city}, with {n} people before you."), slots, 2);
}

static struct str say_door(struct out *out, enum event_door door, bool is_draft)
{
    switch (door) {
    case EVENT_FULL:
        return W(out, "All places are taken. Who registers now waits in line, and is told by mail when a place is "
                      "free.");
    case EVENT_CLOSED: return W(out, "The last day to register is over.");
    case EVENT_BEGUN: return W(out, "It has begun, or is over.");
    case EVENT_OFF: return is_draft ? W(out, "This is a draft: only those who run this network see it.") : S("");
    default: return S("");
    }
}

/* ---- the page */

static void add_form(struct request *request, struct out *out, const struct looking *looking, bool is_full,
                     struct event_page *m)
{
    struct str chosen = request->acts ? request_typed(request, "city") : S("");
    m->joins = true;
    m->needs = form_field_of(request, form_find(event_register_form, "needs"),
                             W(out, "You may leave this empty. Such as: a ramp, live captions, no nuts."));
    m->button = is_full ? W(out, "Wait for a place") : W(out, "Register");
    m->city.field = form_field_of(request, form_find(event_register_form, "city"), S(""));
    m->city.options = arena_array(request->arena, struct deed_option, looking->cities_n + 1);
    for (size_t i = 0; i < looking->cities_n; i++) {
        const struct q_event_cities *city = &looking->cities[i];
        m->city.options[m->city.n++] = (struct deed_option){
            city->uid, say_member_city(request->arena, city->name, city->country), str_eq(city->uid, chosen)};
    }
}

static void add_way(struct request *request, struct out *out, const struct looking *looking, struct event_page *m)
{
    struct str uid = looking->row.uid;
    bool is_over = looking->row.ends_at < (int64_t)request->today.days * 86400;
    if (!str_eq(looking->row.state, S("on")) || is_over) {
        m->stands = is_over ? W(out, "It is over.") : m->stands;
        return;
    }
    m->stands = W(out, "People of member cities can register.");
    m->way = request->who == NULL
                 ? (struct deed_link){url_path_of(request->arena, "/events/{}/register", uid),
                                      W(out, "Sign in to register")}
                 : (struct deed_link){URL("/act-for-a-city"), W(out, "Ask to act for a city")};
}

/* What who looks can do, and how they stand. */
static void add_door(struct request *request, struct out *out, const struct looking *looking, struct event_page *m)
{
    const struct q_event_by_uid *row = &looking->row;
    const struct event_room room = event_room_of(row, &looking->counts);
    enum event_door door = event_judge_room(&room, request->now);
    bool is_draft = str_eq(row->state, S("draft"));
    if (!looking->viewer.is_member) {
        add_way(request, out, looking, m);
        return;
    }
    m->comes = is_draft ? S("") : say_comes(out, looking);
    if (looking->own.state.n > 0) {
        m->stands = door == EVENT_OFF ? S("") : say_own(out, &looking->own);
        m->gives_back = door != EVENT_OFF && door != EVENT_BEGUN;
        m->button = str_eq(looking->own.state, S("in")) ? W(out, "I cannot come: give my place back")
                                                        : W(out, "Take me off the list");
        return;
    }
    m->stands = say_door(out, door, is_draft);
    bool is_open = door == EVENT_OPEN || door == EVENT_FULL;
    if (is_open && looking->cities_n > 0) {
        add_form(request, out, looking, door == EVENT_FULL, m);
    } else if (is_open && request->who->cities_count > 0) {
        m->stands = W(out, "Your city pauses: once it is back, you can register.");
    }
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("come"))   ? W(out, "You are registered. It stands on your desk; when you cannot "
                                                         "come, give your place back here.")
                      : str_eq(done, S("wait")) ? W(out, "You are in line. A mail tells you when a place is free.")
                      : str_eq(done, S("back")) ? W(out, "You are not registered any more.")
                                                : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

enum fault event_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct event_page *m = arena_new(request->arena, struct event_page);
    struct looking looking = {0};
    TRY(load(request, &looking));
    const struct q_event_by_uid *row = &looking.row;
    struct slot why = slot("why", row->off_why);
    bool has_place = looking.viewer.runs || str_eq(looking.own.state, S("in"));
    m->page = page_of(request, row->title, row->says, DOOR_NONE);
    m->page->kicker = W(&out, "Event");
    m->page->no_index = !str_eq(row->seen_by, S("everybody")) || str_eq(row->state, S("draft"));
    page_add_crumb(m->page, W(&out, "Events"), URL("/events"));
    m->notice = notice_of(request, &out);
    m->off = str_eq(row->state, S("off")) ? words_text(&out, W_NOTE("Cancelled: {why}"), &why, 1) : S("");
    m->facts_n = event_facts(request, &out, row, has_place, m->facts);
    add_door(request, &out, &looking, m);
    m->action = url_path_of(request->arena, "/events/{}/register", row->uid);
    if (!str_eq(row->state, S("draft"))) {
        m->calendar = url_path_of(request->arena, request->who == NULL ? "/events/{}/calendar"
                                                                        : "/events/{}/register/calendar", row->uid);
    }
    if (looking.viewer.runs) {
        m->run = url_path_of(request->arena, "/events/{}/run", row->uid);
    }
    m->problems = form_problems_of(request, event_register_form);
    m->once = m->joins || m->gives_back ? request_once(request) : S("");
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_event(&out, m);
    return OK;
}

/* At both of its addresses: at the public one everybody is a visitor. */
enum fault event_calendar_get(struct request *request, struct response *response)
{
    struct looking looking = {0};
    TRY(load(request, &looking));
    if (str_eq(looking.row.state, S("draft"))) {
        return FAULT_NOT_FOUND;
    }
    bool has_place = looking.viewer.runs || str_eq(looking.own.state, S("in"));
    const struct ics_event event = event_for_calendar(request, &looking.row, has_place);
    ics_put(&response->body, request->arena, S("-//Small Giants//EN"), &event);
    response->content_type = "text/calendar; charset=utf-8";
    response->file_name = S("event.ics");
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    return OK;
}

/* ---- registering: the same page, for who has signed in */

enum fault event_register_get(struct request *request, struct response *response)
{
    return event_get(request, response);
}

static const struct q_event_cities *city_of(struct request *request, const struct looking *looking)
{
    struct str uid = request_typed(request, "city");
    for (size_t i = 0; i < looking->cities_n; i++) {
        if (uid.n == 0 || str_eq(uid, looking->cities[i].uid)) {
            return &looking->cities[i];
        }
    }
    return NULL;
}

static enum fault must_use act(struct request *request, const struct looking *looking, struct str what,
                               struct str *ret_done)
{
    int64_t person = request->who->person_id;
    const struct q_event_cities *city = city_of(request, looking);
    bool waits;
    if (str_eq(what, S("back"))) {
        *ret_done = what;
        return event_give_back(request->db, request->arena, &looking->row, person, request->now);
    }
    if (city == NULL) {
        return FAULT_DENIED;
    }
    TRY(event_register(request->db, request->arena, &looking->row, person, city->id, request_typed(request, "needs"),
                       request->now, &waits));
    *ret_done = waits ? S("wait") : S("come");
    return OK;
}

enum fault event_register_act(struct request *request, struct response *response)
{
    struct looking looking = {0};
    struct str what = request_typed(request, "do");
    struct str done = S("");
    if (what.n == 0) {
        form_refuse(request, form_find(event_register_form, "do"), W_NOTE("is missing"),
                    W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    TRY(load(request, &looking));
    enum fault fault = act(request, &looking, what, &done);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("is not possible any more: it was changed meanwhile"),
                             W_NOTE("look at how it stands now"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/events/{}", looking.row.uid), "done",
                                 done).text;
    return OK;
}
