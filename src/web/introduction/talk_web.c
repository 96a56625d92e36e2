/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: the page of one, for its two cities: signed in, or by the link of a mail. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "store/kept.h"
#include "text/ics.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/introduction/introduction_web.h"
#include "web/link/link.h"
#include "web/member/member_web.h"
#include "web/views.h"

#define DONE "yes later pass no withdraw take said"

const struct field talk_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = DONE,
     .help = "what was done before, to be said"},
    {0},
};

#define HOURS_MAX 1000 /* as of the hours that a city says it has (domain/trait) */

const struct field talk_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "yes later pass no withdraw take useful useless not-held nothing exchange cluster again "
                "hours",
     .help = "the answer; how the talk was; what next"},
    {.name = "slot", .label = W_NOTE("Which half-hour"), .kind = FIELD_CHOICE, .choices = "1 2 3",
     .help = "of a yes: which of those offered"},
    {.name = "why", .label = W_NOTE("Why not"), .kind = FIELD_TEXT, .max = TALK_WHY_MAX,
     .help = "of a no: what the other city gets to read; may be empty"},
    {.name = "hours", .label = W_NOTE("Hours a month from our side"), .kind = FIELD_INT, .max = HOURS_MAX,
     .help = "of an exchange or a cluster that both cities want; may be empty"},
    {0},
};

/* ---- which one, and for whom */

/* FAULT_NOT_FOUND: it is of other cities. */
static enum fault must_use find_here(struct request *request, struct talk_side *ret_side)
{
    struct talk_side side = {.person = request->who->person_id};
    TRY(q_introduction_by_uid(request->db, request->arena, request->params[1], &side.row));
    side.is_from = str_eq(side.row.from_uid, request->params[0]);
    if (!side.is_from && !str_eq(side.row.to_uid, request->params[0])) {
        return FAULT_NOT_FOUND;
    }
    *ret_side = side;
    return OK;
}

/* "0a1b...-to-7": that introduction, for the asked city, by person 7. FAULT_NOT_FOUND: who does not act for it any
** more. */
static enum fault must_use find_by_link(struct request *request, struct talk_side *ret_side)
{
    struct str subject, uid;
    struct talk_side side = {.by_link = true};
    struct q_introduction_acts acts;
    TRY(asking_link(request, TALK_LINK, &subject));
    if (!talk_link_parse(subject, &uid, &side.is_from, &side.person)) {
        return FAULT_NOT_FOUND;
    }
    struct str word = side.is_from ? S("from") : S("to");
    kept_soon(request->db);
    q_introduction_by_uid_soon(request->db, uid);
    q_introduction_acts_soon(request->db, side.person, uid, word, request->now);
    TRY(q_introduction_by_uid(request->db, request->arena, uid, &side.row));
    TRY(q_introduction_acts(request->db, request->arena, side.person, uid, word, request->now, &acts));
    *ret_side = side;
    return OK;
}

static struct url address_of(struct request *request, const struct talk_side *side)
{
    return side->by_link ? url_path_of(request->arena, "/first-talk/{}", request->params[0])
                         : url_path_of(request->arena, "/member-cities/{}/introductions/{}", request->params[0],
                                       request->params[1]);
}

static int64_t slot_of(const struct q_introduction_by_uid *row, size_t i)
{
    const int64_t slots[TALK_SLOTS] = {row->slot_1, row->slot_2, row->slot_3};
    return slots[i];
}

/* ---- what it shows */

static void say(struct talk_page *m, struct str sentence)
{
    check(m->says_n < COUNT_OF(m->says));
    m->says[m->says_n++] = sentence;
}

static void add_fact(struct request *request, struct talk_page *m, struct str label, struct str value)
{
    check(m->facts_n < COUNT_OF(m->facts));
    m->facts[m->facts_n++] = (struct fact){.label = label, .value = html_text(request->arena, value),
                                           .as_of = DATE_NONE};
}

static enum fault must_use add_other(struct request *request, struct out *out, const struct talk_side *side,
                                     struct talk_page *m)
{
    struct q_introduction_both *rows;
    size_t n;
    TRY(q_introduction_both(request->db, request->arena, side->row.uid, request->now, &rows, &n));
    const struct q_introduction_both *other = talk_other(rows, n, side->is_from);
    if (!str_eq(side->row.state, S("yes"))) {
        return OK;
    }
    struct str city = talk_city(request->arena, &side->row, !side->is_from);
    if (other == NULL) {
        say(m, SAY(out, "Nobody acts for {city} in this network any more.", slot("city", city)));
        return OK;
    }
    add_fact(request, m, W(out, "You talk to"), other->name);
    add_fact(request, m, W(out, "Role"), other->is_main ? SAY(out, "Main contact of {city}", slot("city", city))
                                                         : SAY(out, "Colleague of {city}", slot("city", city)));
    if (other->speaks) {
        add_fact(request, m, W(out, "Speaks for the area around"), member_for_area(out, other->for_area));
    }
    add_fact(request, m, W(out, "Mail address"), other->mail);
    if (!url_external(request->arena, str_join(request->arena, S("mailto:"), other->mail), &m->write)) {
        m->write = (struct url){S("")}; /* an address that cannot stand in a link can be read */
    }
    bool is_to_come = side->row.slot.v + TALK_S > request->now;
    if (is_to_come) {
        m->calendar = side->by_link ? url_path_of(request->arena, "/first-talk/{}/calendar", request->params[0])
                                    : url_path_of(request->arena, "/member-cities/{}/introductions/{}/calendar",
                                                  request->params[0], request->params[1]);
    }
    return OK;
}

static void add_times(struct request *request, struct out *out, const struct talk_side *side, struct talk_page *m)
{
    struct zone zone = talk_zone(&side->row, side->is_from);
    struct str typed = request_typed(request, "slot");
    bool chosen = false;
    for (size_t i = 0; i < TALK_SLOTS; i++) {
        struct str value = str_format(request->arena, "%zu", i + 1);
        struct talk_time *time = &m->times[i];
        *time = (struct talk_time){.value = value, .id = str_join(request->arena, S("slot-"), value),
                                   .when = say_talk_time(out, &zone, slot_of(&side->row, i)),
                                   .is_over = slot_of(&side->row, i) <= request->now};
        time->chosen = !time->is_over && !chosen && (typed.n == 0 || str_eq(typed, value));
        chosen = chosen || time->chosen;
    }
    m->zone = say_talk_zone(out, &side->row, side->is_from);
}

/* Colleagues of one's own city who have not got the mail yet: how many, and nobody is named. */
static size_t count_others(const struct talk_side *side)
{
    size_t n = 0;
    for (size_t i = 0; str_eq(side->row.asked_role, S("main_contact")) && i < side->people_n; i++) {
        n += !side->people[i].is_main && side->people[i].person_id != side->person;
    }
    return n;
}

static void add_answer(struct request *request, struct out *out, const struct talk_side *side,
                                      struct talk_page *m)
{
    m->answers = !side->is_from && introduction_waits(&side->row, request->now);
    m->withdraws = side->is_from && introduction_waits(&side->row, request->now);
    if (m->answers || m->withdraws) {
        add_times(request, out, side, m);
    }
    if (!m->answers) {
        return;
    }
    struct form_field slot = form_field_of(request, form_find(talk_form, "slot"), S(""));
    m->mistake = slot.error;
    m->no_why = form_field_of(request, form_find(talk_form, "why"),
                              W(out, "You may leave this empty; the other city gets to read it."));
    m->no_why.long_text = true;
    m->others = count_others(side);
    if (str_eq(side->row.asked_role, S("colleague"))) {
        say(m, W(out, "All who act for your city have been asked by mail."));
    }
}

static struct str say_next(struct out *out, enum talk_next next)
{
    return next == NEXT_EXCHANGE  ? W(out, "Both of you named the same as next: an exchange.")
           : next == NEXT_CLUSTER ? W(out, "Both of you named the same as next: a cluster of cities.")
                                  : S("");
}

/* What one's own side gives; of the other side nothing. */
static void add_hours(struct request *request, struct out *out, const struct talk_side *side, struct talk_page *m)
{
    struct maybe_int hours = side->is_from ? side->row.from_hours : side->row.to_hours;
    m->asks_hours = introduction_takes_hours(&side->row);
    m->hours = form_field_of(request, form_find(talk_form, "hours"),
                             W(out, "A whole number, for your own city: your desk counts it. The other city does not "
                                    "see it. You may leave it empty."));
    if (!request->acts && hours.known) {
        m->hours.value = str_format(request->arena, "%lld", (long long)hours.v);
    }
}

/* What one's own side said, and of the other only what both named. */
static void add_after(struct request *request, struct out *out, const struct talk_side *side, struct talk_page *m)
{
    const struct q_introduction_by_uid *row = &side->row;
    struct talk talk = {.state = TALK_YES, .slot = row->slot.v};
    enum talk_next ours = NEXT_UNSAID, theirs = NEXT_UNSAID;
    if (!str_eq(row->state, S("yes")) || row->slot.v + TALK_S > request->now) {
        return;
    }
    check(talk_was_parse(side->is_from ? row->from_was : row->to_was, &talk.was)); /* the schema holds it */
    check(talk_next_parse(side->is_from ? row->from_next : row->to_next, &ours));
    check(talk_next_parse(side->is_from ? row->to_next : row->from_next, &theirs));
    m->asks_was = talk.was == TALK_UNSAID;
    m->asks_next = !m->asks_was && talk.was != TALK_NOT_HELD && ours == NEXT_UNSAID;
    m->may_change = !m->asks_was && !m->asks_next;
    if (!m->asks_was) {
        say(m, say_talk_held(out, &talk));
    }
    if (ours == theirs && say_next(out, ours).n > 0) {
        say(m, say_next(out, ours));
        add_hours(request, out, side, m);
    }
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("yes"))     ? W(out, "You both get a mail with names, addresses and the time.")
                      : str_eq(done, S("later")) ? W(out, "They are told: not now.")
                      : str_eq(done, S("no"))    ? W(out, "They are told no.")
                      : str_eq(done, S("pass"))  ? W(out, "It is passed on by mail. The other city is not told to "
                                                          "whom.")
                      : str_eq(done, S("take"))  ? W(out, "It is yours now.")
                      : str_eq(done, S("said"))  ? W(out, "It is saved. The other city does not see it.")
                                                 : S("");
    return text.n > 0 && !request->acts ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                                        : (struct notice){0};
}

static struct page *talk_page_of(struct request *request, struct out *out, const struct talk_side *side)
{
    struct slot slots[] = {slot("from", side->row.from_city), slot("to", side->row.to_city),
                           slot("city", side->is_from ? side->row.from_city : side->row.to_city)};
    struct page *page = page_of(request, words_text(out, W_NOTE("First talk: {from} and {to}"), slots, 2),
                                words_text(out, W_NOTE("{from} asks {to} for half an hour by phone or video."), slots,
                                           2),
                                DOOR_NONE);
    page->no_index = true;
    if (side->by_link) {
        page_hide_address(page);
    } else {
        page_add_crumb(page, words_text(out, W_NOTE("First talks of {city}"), slots + 2, 1),
                       member_url(request, "/member-cities/{}/introductions"));
    }
    return page;
}

static enum fault must_use show(struct request *request, struct response *response, const struct talk_side *side)
{
    struct out out = response_out(request, response);
    struct talk_page *m = arena_new(request->arena, struct talk_page);
    struct themes themes;
    TRY(themes_load(request, &themes));
    m->page = talk_page_of(request, &out, side);
    say(m, say_talk_state(&out, &side->row, side->is_from, request->now));
    m->need = side->row.need;
    m->why = side->is_from ? side->row.why : S("");
    m->own_why = side->is_from ? S("") : side->row.why;
    m->reason = say_talk_reason(&out, &themes, side->row.reason, side->row.reason_what, side->is_from);
    add_after(request, &out, side, m);
    m->takes = !side->by_link && introduction_may_take(&side->row, side->is_from, side->person, request->now);
    m->is_agreed = str_eq(side->row.state, S("yes"));
    TRY(add_other(request, &out, side, m));
    add_answer(request, &out, side, m);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, talk_form);
    m->action = address_of(request, side);
    m->list = side->by_link ? (struct url){S("")} : member_url(request, "/member-cities/{}/introductions");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_talk(&out, m);
    return OK;
}

enum fault talk_get(struct request *request, struct response *response)
{
    struct talk_side side;
    kept_soon(request->db);
    q_introduction_by_uid_soon(request->db, request->params[1]);
    q_introduction_both_soon(request->db, request->params[1], request->now);
    q_introduction_people_soon(request->db, request->params[0], request->now);
    enum fault fault = find_here(request, &side);
    TRY(q_introduction_people(request->db, request->arena, request->params[0], request->now, &side.people,
                              &side.people_n));
    TRY(fault);
    return show(request, response, &side);
}

/* The page of a link that leads nowhere any more. */
static void show_over(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    asking_show_over(request, response, talk_form, URL("/me"), W(&out, "Sign in to see what is yours"));
}

enum fault talk_link_get(struct request *request, struct response *response)
{
    struct talk_side side;
    enum fault fault = find_by_link(request, &side);
    if (fault == FAULT_NOT_FOUND) {
        show_over(request, response);
        return OK;
    }
    TRY(fault);
    TRY(q_introduction_people(request->db, request->arena, side.is_from ? side.row.from_uid : side.row.to_uid,
                              request->now, &side.people, &side.people_n));
    return show(request, response, &side);
}

/* ---- what it does */

static enum fault must_use refuse_over(struct request *request, struct response *response)
{
    return asking_refuse(request, response, W_NOTE("cannot be done any more"),
                         W_NOTE("it was answered, taken back or is over meanwhile; nothing was changed"));
}

static enum fault must_use read_slot(struct request *request, const struct q_introduction_by_uid *row,
                                     int64_t *ret_slot)
{
    struct str typed = request_typed(request, "slot");
    int64_t which = 0;
    if (!parse_int(typed, 1, TALK_SLOTS, &which)) {
        form_refuse(request, form_find(talk_form, "slot"), W_NOTE("is not chosen"), W_NOTE("choose one of the three"));
        return FAULT_INVALID;
    }
    *ret_slot = slot_of(row, (size_t)which - 1);
    if (*ret_slot <= request->now) {
        form_refuse(request, form_find(talk_form, "slot"), W_NOTE("is past"), W_NOTE("choose a later one"));
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault must_use answer(struct request *request, const struct talk_side *side, enum talk_state state)
{
    struct introduction_answer said = {.state = state, .why = request_typed(request, "why"), .person = side->person};
    if (state == TALK_YES && introduction_waits(&side->row, request->now)) {
        TRY(read_slot(request, &side->row, &said.slot));
    }
    return introduction_answer(request->db, request->arena, &side->row, &said, request->now);
}

/* To colleagues of the city; there is none any more: it is said. */
static enum fault must_use pass(struct request *request, const struct talk_side *side)
{
    enum fault fault = introduction_pass(request->db, request->arena, &side->row, side->person, request->now);
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, form_find(talk_form, "do"), W_NOTE("leads to nobody"),
                    W_NOTE("no colleague of your city is in this network; answer yourself"));
        return FAULT_INVALID;
    }
    return fault;
}

/* How it was, then what next; "again" takes both back. */
static enum fault must_use say_after(struct request *request, const struct talk_side *side, struct str what)
{
    const struct q_introduction_by_uid *row = &side->row;
    enum talk_was was = TALK_UNSAID;
    enum talk_next next = NEXT_UNSAID;
    bool again = str_eq(what, S("again"));
    check(talk_was_parse(side->is_from ? row->from_was : row->to_was, &was)); /* the schema holds it */
    bool is_was = talk_was_parse(what, &was);
    if (what.n == 0 || (!again && !is_was && !talk_next_parse(what, &next))) {
        form_refuse(request, form_find(talk_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    return introduction_say(request->db, row, side->is_from, again ? TALK_UNSAID : was, next, request->now);
}

static enum fault must_use give(struct request *request, const struct talk_side *side)
{
    struct maybe_int hours = {0};
    struct str typed = str_trim(request_typed(request, "hours"));
    hours.known = typed.n > 0 && parse_int(typed, 0, HOURS_MAX, &hours.v);
    return introduction_give(request->db, &side->row, side->is_from, hours);
}

static enum fault must_use act_as_asked(struct request *request, const struct talk_side *side, struct str what)
{
    return str_eq(what, S("yes"))     ? answer(request, side, TALK_YES)
           : str_eq(what, S("later")) ? answer(request, side, TALK_LATER)
           : str_eq(what, S("no"))    ? answer(request, side, TALK_NO)
                                      : pass(request, side);
}

static bool is_answer(struct str what)
{
    return str_eq(what, S("yes")) || str_eq(what, S("later")) || str_eq(what, S("no")) || str_eq(what, S("pass"));
}

static enum fault must_use act(struct request *request, struct response *response, const struct talk_side *side)
{
    struct str what = request_typed(request, "do");
    bool answers = is_answer(what), withdraws = str_eq(what, S("withdraw"));
    bool takes = str_eq(what, S("take")) && !side->by_link; /* a link is of who stands for it */
    enum fault fault = answers && side->is_from      ? FAULT_CONFLICT
                       : withdraws && !side->is_from ? FAULT_CONFLICT
                       : answers                     ? act_as_asked(request, side, what)
                       : str_eq(what, S("hours"))    ? give(request, side)
                       : takes ? introduction_take(request->db, request->arena, &side->row, side->is_from, side->person,
                                                   request->now)
                       : withdraws                   ? introduction_withdraw(request->db, &side->row, request->now)
                                                     : say_after(request, side, what);
    if (fault == FAULT_CONFLICT) {
        return refuse_over(request, response);
    }
    TRY(fault);
    response->status = 303;
    bool to_list = withdraws && !side->by_link;
    struct url to = to_list ? member_url(request, "/member-cities/{}/introductions") : address_of(request, side);
    response->location = url_add(request->arena, to, "done", withdraws ? to_list ? S("withdrawn") : S("withdraw")
                                                             : answers || takes ? what : S("said")).text;
    return OK;
}

enum fault talk_act(struct request *request, struct response *response)
{
    struct talk_side side;
    TRY(find_here(request, &side));
    return act(request, response, &side);
}

enum fault talk_link_act(struct request *request, struct response *response)
{
    struct talk_side side;
    enum fault fault = find_by_link(request, &side);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is gone, or not yours to answer any more"),
                             W_NOTE("sign in to see what is yours"));
    }
    TRY(fault);
    return act(request, response, &side);
}

/* ---- for a calendar */

static enum fault must_use put_calendar(struct request *request, struct response *response,
                                        const struct talk_side *side)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct q_introduction_both *rows;
    struct url page;
    size_t n;
    TRY(q_introduction_both(request->db, request->arena, side->row.uid, request->now, &rows, &n));
    const struct q_introduction_both *other = talk_other(rows, n, side->is_from);
    if (other == NULL || !side->row.slot.known) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", talk_city(request->arena, &side->row, !side->is_from)), slot("name",
                                                                                                     other->name),
                           slot("mail", other->mail)};
    struct url own = url_path_of(request->arena, "/member-cities/{}/introductions/{}",
                                 side->is_from ? side->row.from_uid : side->row.to_uid, side->row.uid);
    bool is_url = url_external(request->arena, str_join(request->arena, request->site->base_url, own.text), &page);
    const struct ics_event event = {
        .uid = str_join(request->arena, side->row.uid, S("@smallgiants")), .made_at = side->row.answered_at.v,
        .starts_at = side->row.slot.v, .ends_at = side->row.slot.v + TALK_S,
        .title = words_text(&out, W_NOTE("First talk with {city}"), slots, 1),
        .says = words_text(&out, W_NOTE("You talk to {name} ({mail}). Agree by mail who sends the link or phones."),
                           slots + 1, 2),
        .url = is_url ? page.text : S(""),
    };
    ics_put(&response->body, request->arena, S("-//Small Giants//EN"), &event);
    response->content_type = "text/calendar; charset=utf-8";
    response->file_name = S("talk.ics");
    response->max_age_s = -1;
    return OK;
}

enum fault talk_calendar_get(struct request *request, struct response *response)
{
    struct talk_side side;
    q_introduction_by_uid_soon(request->db, request->params[1]);
    q_introduction_both_soon(request->db, request->params[1], request->now);
    TRY(find_here(request, &side));
    return put_calendar(request, response, &side);
}

enum fault talk_link_calendar_get(struct request *request, struct response *response)
{
    struct talk_side side;
    TRY(find_by_link(request, &side));
    return put_calendar(request, response, &side);
}
