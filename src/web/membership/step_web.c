/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: a page for each step that may come next. It says what happens; the button does it. */
#include "base/check.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/membership/lead_web.h"
#include "web/say.h"
#include "web/views.h"

#define SAYS_MAX LEAD_SAYS_MAX

const struct field step_form[] = {
    {.name = "why", .label = W_NOTE("Why"), .kind = FIELD_TEXT, .max = MEMBERSHIP_WHY_MAX,
     .help = "the reason; of who runs the network always there"},
    {.name = "sure", .label = W_NOTE("To be sure"), .kind = FIELD_FLAG,
     .help = "of a city that leaves: that it is meant"},
    {0},
};

/* ---- which step it is */

struct asked {
    struct q_member_by_uid member;
    enum city_step step;
    bool own;        /* by the city, else by the network */
    bool leads;      /* or is asked to */
};

static const struct { const char *name; enum city_step step; const char *done; } NAMES[] = {
    {"pause", STEP_PAUSED, "paused"}, {"back", STEP_BACK, "back"}, {"leave", STEP_LEFT, "left"},
    {"join", STEP_JOINED, "joined"}, {"lead-yes", STEP_LEADS, "leads"}, {"lead-no", STEP_LEAD_NO, "lead-no"},
    {"lead-end", STEP_LEAD_ENDED, "lead-ended"}, {"chair", STEP_CHAIR, "chair"},
    {"chair-end", STEP_CHAIR_ENDED, "chair-ended"}};

static bool find_step(struct str name, enum city_step *ret_step)
{
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (str_eq(name, str_of(NAMES[i].name))) {
            *ret_step = NAMES[i].step;
            return true;
        }
    }
    return false;
}

/* How the city of the address stands now. */
struct how { enum standing standing; bool set_by_network; enum leading leading; };

static bool allows(const struct how *how, bool own, enum city_step step)
{
    return city_step_is_leading(step) ? leading_allows(how->standing, how->leading, own, step)
           : own ? standing_allows_own(how->standing, how->set_by_network, step)
                 : standing_allows(how->standing, step);
}

/* Whoever speaks for the city and runs the network acts for the city where it may. *ret_may false: not as it stands. */
static enum fault must_use load(struct request *request, struct asked *asked, bool *ret_may)
{
    struct q_member_steps *steps;
    enum city_step last;
    struct how how;
    size_t n;
    TRY(find_step(request->params[1], &asked->step) ? OK : FAULT_NOT_FOUND);
    q_member_by_uid_soon(request->db, request->params[0]);
    q_member_steps_soon(request->db, request->params[0]);
    TRY(member_of(request, &asked->member));
    TRY(q_member_steps(request->db, request->arena, request->params[0], &steps, &n));
    check(n > 0 && city_step_parse(steps[0].step, &last));
    how = (struct how){standing_after(last), str_eq(steps[0].way, S("network")),
                       leading_after(last, steps[0].at, steps[0].until.v, request->now)};
    const struct right_about about = {.member_id = asked->member.id};
    bool staff = gate_allows(request, RIGHT_CITY_STEP);
    asked->own = who_has_role(request->who, ROLE_MAIN_CONTACT, &about) && (!staff || allows(&how, true, asked->step));
    asked->leads = how.leading != LEADING_NOT;
    *ret_may = allows(&how, asked->own, asked->step);
    return OK;
}

/* ---- what happens */

static void say(struct step_page *m, struct str sentence)
{
    check(m->says_n < SAYS_MAX);
    m->says[m->says_n++] = sentence;
}

static void say_pause(struct out *out, const struct asked *asked, struct step_page *m)
{
    say(m, W(out, "Other member cities do not see what the city says of itself, and it is suggested to nobody."));
    say(m, W(out, "Its people keep their accounts and what they may do. Nothing is removed, and visitors see no "
                  "difference."));
    if (asked->leads) {
        say(m, W(out, "It leads no more; after the pause it may be asked again."));
    }
    say(m, asked->own ? W(out, "Those who run this network are told by mail. You can come back at any time.")
                      : W(out, "Its main contacts are told by mail, with your reason. The city cannot take it back "
                               "itself."));
}

static void say_leave(struct out *out, const struct asked *asked, struct step_page *m)
{
    say(m, W(out, "It is no member city any more: its page says so no longer, and what was signed for it ends."));
    say(m, asked->own ? W(out, "Nobody acts for it any more: what its people may do for it ends at once, for you too. "
                               "All of you are signed out; your accounts stay.")
                      : W(out, "Nobody acts for it any more: what its people may do for it ends at once. They are "
                               "signed out; their accounts stay."));
    say(m, W(out, "Other member cities do not see any more what it said of itself. It is kept for a year, seen by "
                  "nobody, should the city come back."));
    say(m, W(out, "Its history stays: when it joined and left, what was signed for it, and the log."));
    say(m, W(out, "All of its people and those who run this network get a mail."));
    say(m, W(out, "It may come back: it asks to join again, or those who run this network take it back."));
}

static void say_back(struct out *out, const struct asked *asked, struct step_page *m)
{
    say(m, W(out, "Other member cities see again what the city says of itself, as far as it lets them."));
    say(m, asked->own ? W(out, "Those who run this network are told by mail.")
                      : W(out, "Its main contacts are told by mail, with your reason."));
}

static void say_join(struct out *out, struct step_page *m)
{
    say(m, W(out, "It is a member city again, with its history, and its page says so."));
    say(m, W(out, "Nobody acts for it yet: invite its main contact afterwards. What it said of itself is seen again, "
                  "if it is still kept."));
}

static struct str fill_leading(struct out *out, const struct asked *asked, struct step_page *m)
{
    struct lead_step_says says = {0};
    struct str title = lead_step_fill(out, asked->step, asked->own, asked->member.name, &says);
    for (size_t i = 0; i < says.n; i++) {
        say(m, says.says[i]);
    }
    m->button = says.button;
    return title;
}

static struct str fill(struct out *out, const struct asked *asked, struct step_page *m)
{
    struct slot city = slot("city", asked->member.name);
    switch (asked->step) {
    case STEP_PAUSED:
        say_pause(out, asked, m);
        m->button = W(out, "Pause");
        return words_text(out, W_NOTE("{city} pauses"), &city, 1);
    case STEP_BACK:
        say_back(out, asked, m);
        m->button = W(out, "Come back from the pause");
        return words_text(out, W_NOTE("{city} comes back from its pause"), &city, 1);
    case STEP_LEFT:
        say_leave(out, asked, m);
        m->button = asked->own ? W(out, "Leave the network") : W(out, "End its membership");
        return words_text(out, W_NOTE("{city} leaves the network"), &city, 1);
    case STEP_JOINED:
        say_join(out, m);
        m->button = W(out, "Take the city back");
        return words_text(out, W_NOTE("{city} is taken back"), &city, 1);
    default: return fill_leading(out, asked, m);
    }
}

static struct str error_of(struct request *request, struct out *out, const char *name)
{
    struct str label = words_text(out, form_find(step_form, name)->label, NULL, 0);
    for (size_t i = 0; i < request->problems.n; i++) {
        const struct problem *problem = &request->problems.items[i];
        if (str_eq(problem->where, label)) {
            return str_format(request->arena, "%.*s: %.*s", STR_ARG(problem->what), STR_ARG(problem->hint));
        }
    }
    return S("");
}

static void add_fields(struct request *request, struct out *out, const struct asked *asked, struct step_page *m)
{
    m->why = form_field_of(request, form_find(step_form, "why"),
                           asked->own ? W(out, "You may leave it empty. Write no names of people: it stays in the "
                                               "city's history.")
                                      : W(out, "The city's people read it. Write no names of people: it stays in the "
                                               "city's history."));
    m->why.long_text = true;
    m->why.required = !asked->own;
    if (asked->step == STEP_LEFT) {
        m->check = (struct deed_check){
            .name = S("sure"), .error = error_of(request, out, "sure"),
            .checked = request_typed(request, "sure").n > 0,
            .label = SAY(out, "Yes, {city} leaves", slot("city", asked->member.name))};
    }
}

enum fault step_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct step_page *m = arena_new(request->arena, struct step_page);
    struct asked asked;
    bool may;
    TRY(load(request, &asked, &may));
    m->says = arena_array(request->arena, struct str, SAYS_MAX);
    struct str title = fill(&out, &asked, m);
    m->back = member_url(request, "/member-cities/{}/membership");
    if (!may && !request->acts) { /* it was done meanwhile, or the address was kept */
        response->status = 303;
        response->location = m->back.text;
        return OK;
    }
    m->page = membership_page_of(request, title, W(&out, "What happens then; nothing is done before you press the "
                                                         "button."), asked.member.name);
    add_fields(request, &out, &asked, m);
    m->is_staff = !asked.own;
    m->action = url_path_of(request->arena, "/member-cities/{}/membership/{}", request->params[0], request->params[1]);
    m->problems = form_problems_of(request, step_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_step(&out, m);
    return OK;
}

/* ---- the step */

static void judge(struct request *request, const struct asked *asked)
{
    if (!asked->own && str_trim(request_typed(request, "why")).n == 0) {
        form_refuse(request, form_find(step_form, "why"), W_NOTE("is missing"),
                    W_NOTE("say why: the city's people read it"));
    }
    if (asked->step == STEP_LEFT && request_typed(request, "sure").n == 0) {
        form_refuse(request, form_find(step_form, "sure"), W_NOTE("is missing"),
                    W_NOTE("tick the box when the city is to leave"));
    }
}

static struct str where_to(struct request *request, const struct asked *asked)
{
    if (asked->own && asked->step == STEP_LEFT) {
        return S("/me"); /* the pages of the city are closed to them now */
    }
    const char *done = "";
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        done = NAMES[i].step == asked->step ? NAMES[i].done : done;
    }
    return url_add(request->arena, member_url(request, "/member-cities/{}/membership"), "done", str_of(done)).text;
}

enum fault step_act(struct request *request, struct response *response)
{
    struct asked asked;
    bool may;
    struct str opened_by = S("");
    const struct log_someone who = gate_who(request);
    TRY(load(request, &asked, &may));
    judge(request, &asked);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    const struct membership_change change = {asked.member.id, asked.member.name, asked.step, asked.own,
                                             request_typed(request, "why")};
    TRY(own_session(request, &opened_by));
    const struct lead_change lead = {change, S(""), 0, {0}};
    enum fault fault = !may ? FAULT_CONFLICT
                       : city_step_is_leading(asked.step)
                           ? lead_step(request->db, request->arena, &lead, &who, request->now)
                           : membership_step(request->db, request->arena, &change, &who, request->now);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("is not possible as the city stands now"),
                             W_NOTE("look at its membership: somebody was quicker"));
    }
    TRY(fault);
    const struct right_about about = {.member_id = change.member_id};
    if (asked.step == STEP_LEFT && right_allows(request->who, RIGHT_CITY_EDIT, &about)) { /* the account stays */
        TRY(own_session_again(request, response, opened_by));
    }
    response->status = 303;
    response->location = where_to(request, &asked);
    return OK;
}
