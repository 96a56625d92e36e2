/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: for the lead applicant: who takes part, and whom to ask: those that watch the same funding call and let it be
** seen, those with a reason to talk, any by its name. */
#include "base/check.h"
#include "base/fold.h"
#include "domain/who.h"
#include "store/kept.h"
#include "store/profile.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/introduction/introduction_web.h"
#include "web/member/member_web.h"
#include "web/profile/profile_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32
#define CHOICES_MAX 60
#define REASONS_SHOWN 5
#define FOUND_SHOWN 20

const struct field bid_partners_fields[] = {
    {.name = "q", .label = W_NOTE("Name of a city"), .kind = FIELD_TEXT, .max = 300,
     .help = "a part of its name, among member cities"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "asked unasked offered unoffered", .help = "what was done before, to be said"},
    {0},
};

const struct field bid_partners_form[] = {
    {.name = "part", .label = W_NOTE("Who takes part"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of its part in the bid"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "unask offer unoffer",
     .help = "take a question back; ask a partner to take the lead, or take that back"},
    {0},
};

const struct field bid_ask_form[] = {
    {.name = "says", .label = W_NOTE("Why them, in a sentence"), .kind = FIELD_TEXT, .max = BID_SAYS_MAX,
     .help = "for the other city to read"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "ask", .help = "ask it"},
    {0},
};

/* ---- whom to ask */

struct choosing {
    struct request *request;
    struct out *out;
    const struct q_bid_cities *cities;
    size_t cities_n;
    struct bid_partners_page *m;
};

/* It leads, takes part or is asked. */
static bool is_in(const struct q_bid_cities *cities, size_t n, struct str member_uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(cities[i].member_uid, member_uid)) {
            return str_eq(cities[i].answer, S("yes")) || str_eq(cities[i].answer, S("asked"));
        }
    }
    return false;
}

static void add_choice(struct choosing *choosing, struct str uid, struct str name, struct str country, struct str says)
{
    struct request *request = choosing->request;
    struct bid_partners_page *m = choosing->m;
    struct url url = url_path_of(request->arena, "/member-cities/{}/bids/{}/ask/{}", request->params[0],
                                 request->params[1], uid);
    bool there = is_in(choosing->cities, choosing->cities_n, uid) || str_eq(uid, request->params[0]);
    for (size_t i = 0; i < m->choices_n; i++) {
        there = there || str_eq(m->choices[i].url.text, url.text);
    }
    if (!there && m->choices_n < CHOICES_MAX) {
        m->choices[m->choices_n++] = (struct bid_choice){url, say_member_city(request->arena, name, country), says};
    }
}

static enum fault must_use add_watchers(struct choosing *choosing)
{
    struct request *request = choosing->request;
    struct q_bid_watchers *rows;
    size_t n;
    TRY(q_bid_watchers(request->db, request->arena, request->params[1], request->params[0], &rows, &n));
    for (size_t i = 0; i < n; i++) {
        add_choice(choosing, rows[i].uid, rows[i].name, rows[i].country,
                   W(choosing->out, "Watches the same funding call."));
    }
    return OK;
}

static enum fault must_use add_reasons(struct choosing *choosing)
{
    struct request *request = choosing->request;
    struct themes themes;
    struct profile profile;
    struct profile_other *others;
    struct help_city *said;
    struct help_match *matches;
    size_t n;
    TRY(themes_load(request, &themes));
    TRY(profile_find(request->db, request->arena, request->params[0], &profile));
    TRY(profile_list_others(request->db, request->arena, request->params[0], &others, &said, &n));
    size_t found = help_match(request->arena, &profile.said, said, n, REASONS_SHOWN, &matches);
    for (size_t i = 0; i < found; i++) {
        const struct profile_other *other = &others[matches[i].city];
        add_choice(choosing, other->uid, other->name, other->country,
                   profile_say_help(choosing->out, &themes, &matches[i].reasons[0]));
    }
    return OK;
}

/* By a part of their name, however it is typed. */
static enum fault must_use add_found(struct choosing *choosing, struct str typed)
{
    struct request *request = choosing->request;
    struct q_member_choices *rows;
    size_t n;
    struct str sought = fold(request->arena, typed);
    TRY(q_member_choices(request->db, request->arena, &rows, &n));
    for (size_t i = 0; i < n && choosing->m->choices_n < FOUND_SHOWN && sought.n > 0; i++) {
        if (str_contains(fold(request->arena, rows[i].name), sought)) {
            add_choice(choosing, rows[i].uid, rows[i].name, rows[i].country, S(""));
        }
    }
    choosing->m->found = choosing->m->choices_n > 0
                             ? SAY(choosing->out, "Member cities with “{name}” in their name:", slot("name", typed))
                             : SAY(choosing->out, "No other member city that you could ask has “{name}” in its "
                                                  "name.", slot("name", typed));
    return OK;
}

/* ---- the page of partners */

static void load_soon(struct request *request, bool searches)
{
    struct str us = request->params[0], uid = request->params[1];
    bid_load_soon(request);
    q_bid_cities_soon(request->db, uid);
    if (searches) {
        q_member_choices_soon(request->db);
        return;
    }
    kept_soon(request->db);
    q_bid_watchers_soon(request->db, uid, us);
    q_profile_of_soon(request->db, us);
    q_profile_items_soon(request->db, us);
    q_profile_others_soon(request->db, us);
    q_trait_firsts_soon(request->db, us);
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("asked"))     ? W(out, "They are asked by mail, and on their desks. You get their "
                                                            "answer by mail.")
                      : str_eq(done, S("unasked")) ? W(out, "The question is taken back.")
                      : str_eq(done, S("offered")) ? W(out, "They are asked to take the lead. Until they say yes your "
                                                            "city leads.")
                      : done.n > 0                 ? W(out, "They are not asked to take the lead any more.")
                                                   : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void put_page(struct request *request, struct out *out, const struct q_bid_work_of *row,
                     struct bid_partners_page *m)
{
    m->page = page_of(request, W(out, "Who takes part"), W(out, "Ask member cities to take part; each says yes or no."),
                      DOOR_NONE);
    m->page->kicker = W(out, "Bid");
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(out, "Bids of {city}", slot("city", row->city)),
                   member_url(request, "/member-cities/{}/bids"));
    page_add_crumb(m->page, row->name, bid_url(request, ""));
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, bid_partners_form);
    m->action = bid_url(request, "/partners");
    m->back = bid_url(request, "");
    m->once = request_once(request);
}

enum fault bid_partners_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct bid_partners_page *m = arena_new(request->arena, struct bid_partners_page);
    struct str typed = request->acts ? S("") : str_trim(request_text(request, "q"));
    struct choosing choosing = {.request = request, .out = &out, .m = m};
    struct q_member_by_uid member;
    struct q_bid_work_of row;
    struct q_bid_cities *cities;
    load_soon(request, typed.n > 0);
    TRY(bid_load_lead(request, &member, &row));
    TRY(q_bid_cities(request->db, request->arena, request->params[1], &cities, &choosing.cities_n));
    choosing.cities = cities;
    put_page(request, &out, &row, m);
    m->cities = arena_array(request->arena, struct bid_city_line, choosing.cities_n + 1);
    for (size_t i = 0; i < choosing.cities_n; i++) {
        bid_add_city(request, &out, &cities[i], true, &m->cities[m->cities_n++]);
    }
    m->choices = arena_array(request->arena, struct bid_choice, CHOICES_MAX);
    m->search = (struct search_box){.id = S("q"), .value = typed, .action = m->action,
                                    .label = W(&out, "Search member cities by name"), .quiet = true};
    if (typed.n > 0) {
        TRY(add_found(&choosing, typed));
    } else {
        TRY(add_watchers(&choosing));
        TRY(add_reasons(&choosing));
    }
    response->max_age_s = -1;
    view_bid_partners(&out, m);
    return OK;
}

enum fault bid_partners_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct q_bid_work_of row;
    struct str what = request_typed(request, "do"), part = request_typed(request, "part");
    bid_load_soon(request);
    TRY(bid_load_lead(request, &member, &row));
    if (what.n == 0 || part.n == 0) {
        form_refuse(request, form_find(bid_partners_form, what.n == 0 ? "do" : "part"), W_NOTE("is missing"),
                    W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    bool unask = str_eq(what, S("unask")), offer = str_eq(what, S("offer"));
    enum fault fault = unask ? bid_unask(request->db, request->arena, &row, part, request->now)
                             : bid_offer_lead(request->db, request->arena, &row, offer ? part : S(""), request->now);
    if (fault == FAULT_CONFLICT || fault == FAULT_NOT_FOUND) {
        return bid_refuse(request, response, form_find(bid_partners_form, "part"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, bid_url(request, "/partners"), "done",
                                 unask ? S("unasked") : offer ? S("offered") : S("unoffered")).text;
    return OK;
}

/* ---- asking one of them */

struct asking {
    struct q_bid_work_of row;
    struct q_member_by_uid theirs;
    struct q_bid_cities *cities;
    size_t cities_n;
    struct talk_mark mark;
};

/* FAULT_NOT_FOUND: it is no other member city. */
static enum fault must_use load(struct request *request, struct out *out, struct asking *asking)
{
    struct q_member_by_uid ours;
    struct q_introduction_of_city *talks;
    size_t n;
    bid_load_soon(request);
    q_member_by_uid_soon(request->db, request->params[2]);
    q_bid_cities_soon(request->db, request->params[1]);
    q_introduction_of_city_soon(request->db, request->params[0]);
    TRY(bid_load_lead(request, &ours, &asking->row));
    TRY(q_member_by_uid(request->db, request->arena, request->params[2], &asking->theirs));
    TRY(q_bid_cities(request->db, request->arena, request->params[1], &asking->cities, &asking->cities_n));
    TRY(q_introduction_of_city(request->db, request->arena, request->params[0], &talks, &n));
    asking->mark = talk_mark_of(request, out, talks, n, request->params[2]);
    return asking->theirs.takes_part && asking->theirs.id != ours.id ? OK : FAULT_NOT_FOUND;
}

enum fault bid_ask_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct asking asking;
    TRY(load(request, &out, &asking));
    struct slot city = slot("city", say_member_city(request->arena, asking.theirs.name, asking.theirs.country));
    struct deed *m = bid_deed(request, &out, &asking.row, words_text(&out, W_NOTE("Ask {city} to take part"), &city, 1),
                              W(&out, "They say yes or no; until then they see no more of the bid than this."));
    deed_say(m, words_text(&out, W_NOTE("They read: the name of your city, the funding call, the name of the bid, and "
                                        "your sentence."), NULL, 0));
    deed_say(m, asking.mark.says.n > 0 ? asking.mark.says
                                       : words_text(&out, W_NOTE("You and {city} have not talked yet. You can ask "
                                                                 "for a first talk before."), &city, 1));
    deed_link(m, asking.mark.url, asking.mark.label);
    if (is_in(asking.cities, asking.cities_n, request->params[2])) {
        deed_say(m, W(&out, "This city is asked already, or takes part."));
    }
    if (request->acts || !is_in(asking.cities, asking.cities_n, request->params[2])) {
        struct deed_form *form = deed_form(m, W(&out, "Your question"), S(""));
        deed_field(request, form, form_find(bid_ask_form, "says"),
                   W(&out, "Such as: you have done with green roofs what we want to do. No names of people, please."))
            ->long_text = true;
        form->note = say_bid_reach(&out);
        deed_button(form, "ask", W(&out, "Ask them"));
    }
    m->action = url_path_of(request->arena, "/member-cities/{}/bids/{}/ask/{}", request->params[0], request->params[1],
                            request->params[2]);
    deed_end(request, response, m, bid_ask_form);
    return OK;
}

enum fault bid_ask_act(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct asking asking;
    TRY(load(request, &out, &asking));
    enum fault fault = bid_ask(request->db, request->arena, &asking.row, asking.theirs.id, request->params[2],
                               str_trim(request_typed(request, "says")), request->now);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(bid_ask_form, "says"),
                    W_NOTE("is not sent: that city is asked already or takes part, or the bid is over"),
                    W_NOTE("look at who takes part; what you typed is still here"));
        response->status = 409;
        return FAULT_INVALID;
    }
    if (fault == FAULT_NOT_FOUND || fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(bid_ask_form, "says"),
                    fault == FAULT_NOT_FOUND ? W_NOTE("reaches nobody: that city pauses, or nobody acts for it now")
                                             : W_NOTE("is one too many: twenty cities are in this bid"),
                    W_NOTE("ask another city, or take a question back"));
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, bid_url(request, "/partners"), "done", S("asked")).text;
    return OK;
}
