/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: the page of one: for who is asked the question, for who takes part how it stands. */
#include "base/check.h"
#include "domain/who.h"
#include "store/kept.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/introduction/introduction_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_LETTERS 32
#define SEEN_LETTERS 8

const struct field bid_one_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "begun said unsaid saved yes lead lead_no", .help = "what was done before, to be said"},
    {0},
};

const struct field bid_one_form[] = {
    {.name = "day", .label = W_NOTE("On which day"), .kind = FIELD_TEXT, .max = DAY_LETTERS, .help = "as 2026-12-31"},
    {.name = "why", .label = W_NOTE("A sentence to the lead applicant"), .kind = FIELD_TEXT, .max = BID_SAYS_MAX,
     .help = "with an answer, or when the city leaves the bid"},
    {.name = "seen", .label = W_NOTE("How it stands"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page: the number of the last stage"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "writing handed_in second_stage undo yes no leave take_lead no_lead",
     .help = "say the next stage, take the last one back; answer, leave; take the lead or not"},
    {0},
};

struct looking {
    struct q_member_by_uid member;
    struct q_bid_work_of row;
    struct q_bid_cities *cities;
    size_t cities_n;
    struct q_bid_stages *stages;
    size_t stages_n;
    struct q_bid_call call;
    bool has_call;
    struct watched watched;
    struct q_introduction_of_city *talks;
    size_t talks_n;
    struct q_member_people *people; /* of one's own city */
    size_t people_n;
};

static void load_soon(struct request *request)
{
    struct str us = request->params[0], uid = request->params[1];
    bid_load_soon(request);
    q_bid_cities_soon(request->db, uid);
    q_bid_stages_soon(request->db, uid, us);
    q_bid_call_soon(request->db, uid);
    watched_load_soon(request->db, us);
    q_introduction_of_city_soon(request->db, us);
    q_member_people_soon(request->db, us, request->now);
    workshop_soon(request);
    answer_offer_soon(request);
}

static enum fault must_use load(struct request *request, struct looking *looking)
{
    struct db *db = request->db;
    struct arena *arena = request->arena;
    struct str us = request->params[0], uid = request->params[1];
    load_soon(request);
    TRY(bid_load(request, &looking->member, &looking->row));
    TRY(q_bid_cities(db, arena, uid, &looking->cities, &looking->cities_n));
    TRY(q_bid_stages(db, arena, uid, us, &looking->stages, &looking->stages_n));
    enum fault fault = q_bid_call(db, arena, uid, &looking->call);
    looking->has_call = fault == OK;
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    TRY(watched_load(db, arena, us, &looking->watched));
    TRY(q_introduction_of_city(db, arena, us, &looking->talks, &looking->talks_n));
    return q_member_people(db, arena, us, request->now, &looking->people, &looking->people_n);
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("begun"))    ? W(out, "The bid is begun. Ask other cities to take part, or write.")
                      : str_eq(done, S("said"))   ? W(out, "Saved. You can take it back below.")
                      : str_eq(done, S("unsaid")) ? W(out, "Taken back.")
                      : str_eq(done, S("saved"))  ? W(out, "Saved.")
                      : str_eq(done, S("yes"))    ? W(out, "Your city takes part. The lead applicant is told by mail.")
                      : str_eq(done, S("lead"))   ? W(out, "Your city leads this bid now.")
                      : done.n > 0                ? W(out, "They are told that your city does not take the lead.")
                                                  : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void say(struct bid_one_page *m, struct str sentence)
{
    check(m->says_n < COUNT_OF(m->says));
    m->says[m->says_n] = sentence;
    m->says_n += sentence.n > 0;
}

/* A talk that stands or was held needs no link; without one it is offered. */
static void add_talk(struct request *request, struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    const struct q_bid_work_of *row = &looking->row;
    if (!row->lead_id.known || row->lead_left || bid_leads(row)) {
        return;
    }
    struct talk_mark mark = talk_mark_of(request, out, looking->talks, looking->talks_n, row->lead_uid);
    m->talk_says = mark.says.n > 0 ? mark.says : W(out, "Your cities have not talked yet.");
    m->talk_name = mark.label;
    m->talk = mark.url;
}

/* Who is asked sees who asks, for what, the name and the sentence: nothing else of it. */
static void put_question(struct request *request, struct out *out, const struct looking *looking,
                         struct bid_one_page *m)
{
    const struct q_bid_work_of *row = &looking->row;
    struct slot slots[] = {slot("city", say_member_city(request->arena, row->lead, row->lead_country)),
                           slot("ours", row->city), slot("fund", row->call_title)};
    m->is_asked = true;
    m->is_over = bid_is_over(row);
    say(m, words_text(out, row->lead.n > 0 && !row->lead_left ? W_NOTE("{city} leads it and asks {ours} to take part.")
                                           : W_NOTE("{ours} was asked to take part; nobody leads it at the moment."),
                      slots, 2));
    say(m, words_text(out, W_NOTE("For: {fund}."), slots + 2, 1));
    say(m, m->is_over ? W(out, "The bid is over: nobody waits for an answer any more.") : S(""));
    m->quote = row->says;
    m->seen_says = str_eq(row->seen_by, S("members"))
                       ? W(out, "With a yes other member cities see that your city goes for it, never who.")
                       : S("");
    m->why = form_field_of(request, form_find(bid_one_form, "why"),
                           W(out, "With a yes or a no; you may leave it empty. No names of people, please."));
}

static void add_lines(struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    for (size_t i = 0; i < looking->stages_n && i < COUNT_OF(m->lines); i++) {
        const struct q_bid_stages *row = &looking->stages[i];
        enum bid_stage stage = BID_DECIDED;
        check(bid_stage_parse(row->stage, &stage)); /* the schema holds it */
        struct str money = say_bid_money(out, row->amount_cents, row->currency);
        struct slot slots[] = {slot("name", row->person), slot("city", row->city)};
        m->lines[m->lines_n++] = (struct bid_line){
            .title = money.n > 0 ? SAY(out, "{stage}: {money}", slot("stage", say_bid_stage(out, stage)),
                                       slot("money", money))
                                 : say_bid_stage(out, stage),
            .day = text_date(out, row->day_on), .why = row->why,
            .says = row->person.n > 0 ? words_text(out, W_NOTE("Said by {name}."), slots, 1)
                                      : words_text(out, W_NOTE("Said by {city}."), slots + 1, 1)};
    }
}

static void add_others(struct request *request, struct out *out, enum bid_stage now, struct bid_one_page *m)
{
    for (enum bid_stage stage = 0; stage < BID_STAGE__MAX; stage++) {
        bool is_usual = m->usual_name.n > 0 && str_eq(m->usual, bid_stage_word(stage));
        if (bid_stage_may_follow(now, stage) && !is_usual) {
            m->others[m->others_n++] = (struct deed_link){
                url_path_of(request->arena, "/member-cities/{}/bids/{}/stage/{}", request->params[0],
                            request->params[1], bid_stage_word(stage)),
                say_bid_do(out, stage)};
        }
    }
}

/* The usual stage has its button here, an end a page of its own; the others stand behind "something else". */
static void add_next(struct request *request, struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    enum bid_stage all[COUNT_OF(m->lines)], next, now = bid_work_stage(&looking->row);
    size_t n = 0;
    for (; n < looking->stages_n && n < COUNT_OF(all); n++) {
        check(bid_stage_parse(looking->stages[n].stage, &all[n]));
    }
    bool two = looking->has_call && str_contains(looking->call.model, S("two-stage"));
    if (n > 0 && bid_stage_usual(all, n, two, &next)) {
        m->usual = bid_stage_word(next);
        m->usual_name = say_bid_do(out, next);
        if (bid_stage_is_end(next)) {
            m->usual_url = url_path_of(request->arena, "/member-cities/{}/bids/{}/stage/{}", request->params[0],
                                       request->params[1], m->usual);
        }
        m->day = form_field_of(request, form_find(bid_one_form, "day"), S(""));
        m->day.type = S("date");
        m->day.value = request->acts ? m->day.value : date_iso(request->arena, request->today);
    }
    add_others(request, out, now, m);
    m->undo = bid_stage_may_undo(looking->stages_n) ? say_bid_stage(out, now) : S("");
}

/* Who leads sees all that were asked; others those that take part. */
static void add_cities(struct request *request, struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    bool leads = bid_leads(&looking->row);
    m->cities = arena_array(request->arena, struct bid_city_line, looking->cities_n + 1);
    for (size_t i = 0; i < looking->cities_n; i++) {
        if (leads || str_eq(looking->cities[i].answer, S("yes"))) {
            bid_add_city(request, out, &looking->cities[i], leads, &m->cities[m->cities_n++]);
        }
    }
}

/* The owner, while they act for the city. */
static struct str say_owner(struct out *out, const struct looking *looking)
{
    const struct q_bid_work_of *row = &looking->row;
    struct slot name = slot("name", row->owner);
    bool acts = false;
    for (size_t i = 0; i < looking->people_n; i++) {
        acts = acts || (row->person_id.known && looking->people[i].person_id == row->person_id.v);
    }
    if (acts) {
        return words_text(out, bid_leads(row) ? W_NOTE("{name} owns it.") : W_NOTE("{name} owns your city's part."),
                          &name, 1);
    }
    return bid_is_over(row)     ? S("")
           : row->owner.n > 0 ? words_text(out, W_NOTE("{name}, who owned it, does not act for your city any more: say "
                                                       "who owns it."), &name, 1)
                              : W(out, "Nobody of your city owns it: say who does.");
}

static void say_who(struct request *request, struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    const struct q_bid_work_of *row = &looking->row;
    struct slot slots[] = {slot("fund", row->call_title),
                           slot("city", row->lead.n > 0 ? say_member_city(request->arena, row->lead, row->lead_country)
                                                        : S(""))};
    bool leads = bid_leads(row), is_open = !bid_is_over(row);
    say(m, words_text(out, W_NOTE("For: {fund}."), slots, 1));
    say(m, leads             ? W(out, "Your city leads it.")
           : row->lead_left  ? words_text(out, W_NOTE("{city}, which led it, has left this network."), slots + 1, 1)
           : row->lead.n > 0 ? words_text(out, W_NOTE("{city} leads it; your city is a partner."), slots + 1, 1)
                             : W(out, "Nobody leads it at the moment; your city is a partner."));
    say(m, say_owner(out, looking));
    say(m, str_eq(is_open ? row->seen_by : row->outcome_seen_by, S("members"))
               ? (is_open ? W(out, "Other member cities see that your city goes for it, never who.")
                          : W(out, "Other member cities see what came of it, and why, never who wrote it."))
               : W(out, "Only the cities of this bid see it."));
}

static void put_bid(struct request *request, struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    const struct q_bid_work_of *row = &looking->row;
    bool leads = m->leads = bid_leads(row);
    say_who(request, out, looking, m);
    if (looking->has_call && looking->call.slug.n > 0) {
        m->fund = url_path_of(request->arena, "/funding/{}", looking->call.slug);
    }
    m->next = bid_next_of(request, out, &looking->member, &looking->watched, row->call_key, row->stage, &m->deadline);
    add_lines(out, looking, m);
    if (leads) {
        add_next(request, out, looking, m);
    }
    if (leads && !bid_is_over(row)) {
        m->partners = bid_url(request, "/partners");
    }
    m->takes_lead = bid_may_take_lead(row);
    m->lead_is_asked = row->lead_asked_at.known;
    m->may_leave = !leads && !bid_is_over(row);
    m->why = form_field_of(request, form_find(bid_one_form, "why"), W(out, "You may leave it empty."));
    add_cities(request, out, looking, m);
    m->about = bid_url(request, "/about");
}

static void put_page(struct request *request, struct out *out, const struct looking *looking, struct bid_one_page *m)
{
    bool asked = !bid_takes_part(&looking->row);
    m->page = page_of(request, looking->row.name,
                      asked ? W(out, "Another member city asks yours to take part in a bid.")
                            : W(out, "How it stands, who takes part, and what comes next."), DOOR_NONE);
    m->page->kicker = W(out, "Bid");
    m->page->no_index = true;
    m->list = member_url(request, "/member-cities/{}/bids");
    page_add_crumb(m->page, SAY(out, "Bids of {city}", slot("city", looking->member.name)), m->list);
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, bid_one_form);
    m->action = bid_url(request, "");
    m->once = request_once(request);
    m->reach = say_bid_reach(out);
    m->seen = str_format(request->arena, "%lld", (long long)looking->row.number);
    if (asked) {
        put_question(request, out, looking, m);
    } else {
        put_bid(request, out, looking, m);
    }
    add_talk(request, out, looking, m);
}

/* A colleague said no, or that the city leaves it: the list says so. */
static enum fault must_use go_to_list(struct request *request, struct response *response)
{
    struct q_bid_part_was was;
    TRY(q_bid_part_was(request->db, request->arena, request->params[0], request->params[1], &was));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/bids"), "done",
                                 S("answered")).text;
    return OK;
}

enum fault bid_one_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct bid_one_page *m = arena_new(request->arena, struct bid_one_page);
    struct looking looking = {0};
    enum fault fault = load(request, &looking);
    if (fault == FAULT_NOT_FOUND) {
        return go_to_list(request, response);
    }
    TRY(fault);
    put_page(request, &out, &looking, m);
    if (bid_takes_part(&looking.row)) {
        TRY(workshop_load(request, &looking.row, &m->workshop));
        TRY(answer_offer_load(request, &out, &m->keep));
    }
    response->max_age_s = -1;
    view_bid_page(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use say_stage(struct request *request, const struct q_bid_work_of *row, struct str word)
{
    struct bid_said said = {.why = S(""), .person = request->who->person_id};
    check(bid_stage_parse(word, &said.stage)); /* a choice of the field */
    if (row->number != bid_seen(request)) {
        return FAULT_CONFLICT;
    }
    if (!bid_read_day(request, bid_one_form, row->day_on, &said.day_on)) {
        return FAULT_INVALID;
    }
    return bid_say(request->db, row, bid_seen(request), &said, request->now);
}

/* *ret_done: what is said afterwards. */
static enum fault must_use act(struct request *request, const struct q_bid_work_of *row, struct str what,
                               struct str *ret_done)
{
    struct db *db = request->db;
    struct arena *arena = request->arena;
    struct str why = str_trim(request_typed(request, "why"));
    int64_t person = request->who->person_id;
    if (str_eq(what, S("undo"))) {
        *ret_done = S("unsaid");
        return bid_unsay(db, row, bid_seen(request), request->now);
    }
    if (str_eq(what, S("yes")) || str_eq(what, S("no"))) {
        *ret_done = what;
        return bid_answer(db, arena, row, str_eq(what, S("yes")) ? BID_YES : BID_NO, why, person, request->now);
    }
    if (str_eq(what, S("leave"))) {
        *ret_done = S("left");
        return bid_leave(db, arena, row, why, request->now);
    }
    if (str_eq(what, S("take_lead"))) {
        *ret_done = S("lead");
        return bid_take_lead(db, arena, row, person, request->now);
    }
    if (str_eq(what, S("no_lead"))) {
        *ret_done = S("lead_no");
        return bid_refuse_lead(db, arena, row, request->now);
    }
    *ret_done = S("said");
    return say_stage(request, row, what);
}

enum fault bid_one_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct q_bid_work_of row;
    struct str what = request_typed(request, "do"), done;
    bid_load_soon(request);
    enum fault fault = bid_load(request, &member, &row);
    if (fault == FAULT_NOT_FOUND) {
        return go_to_list(request, response);
    }
    TRY(fault);
    if (what.n == 0) {
        form_refuse(request, form_find(bid_one_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    fault = act(request, &row, what, &done);
    if (fault == FAULT_CONFLICT) {
        return bid_refuse(request, response, form_find(bid_one_form, "seen"));
    }
    TRY(fault);
    bool is_gone = str_eq(done, S("no")) || str_eq(done, S("left"));
    response->status = 303;
    response->location = url_add(request->arena, is_gone ? member_url(request, "/member-cities/{}/bids")
                                                         : bid_url(request, ""), "done", done).text;
    return OK;
}
