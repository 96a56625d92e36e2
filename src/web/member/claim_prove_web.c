/* SPDX-License-Identifier: AGPL-3.0-or-later
** claim: the page of the link that shows that an address is theirs, and how it stands. */
#include "domain/who.h"
#include "store/person.h"
#include "store/trust_log.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/member/claim_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/session/session_parts.h"

const struct field claim_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "ask", .help = "ask for it"},
    {0},
};

void claim_show_over(struct request *request, struct response *response, const struct field *form)
{
    struct out out = response_out(request, response);
    asking_show_over(request, response, form, URL("/act-for-a-city"), W(&out, "Ask to act for a city"));
}

/* ---- the page */

static enum fault must_use find_row(struct request *request, struct q_claim_by_uid *ret_row)
{
    struct str uid;
    TRY(asking_link(request, CLAIM_LINK, &uid));
    return q_claim_by_uid(request->db, request->arena, uid, ret_row);
}

static bool is_asker(struct request *request, const struct q_claim_by_uid *row)
{
    const struct who *who = request_who(request);
    return !row->person_id.known || (who != NULL && who->person_id == row->person_id.v);
}

static void say_state(struct request *request, struct out *out, const struct q_claim_by_uid *row, struct deed *m)
{
    struct slot slots[] = {slot("city", row->city), slot("when", (struct date){(int32_t)(row->ends_at / 86400)})};
    if (str_eq(row->state, S("waiting"))) {
        deed_say(m, words_text(out, W_NOTE("It waits for somebody of {city} or of this network to answer, until "
                                           "{when}. The answer comes by mail."), slots, 2));
    } else if (str_eq(row->state, S("yes"))) {
        deed_say(m, words_text(out, W_NOTE("It is done: you act for {city}."), slots, 1));
        deed_link(m, request_who(request) != NULL ? URL("/me") : URL("/sign-in"),
                  request_who(request) != NULL ? W(out, "You") : W(out, "Sign in"));
    } else {
        deed_say(m, str_eq(row->state, S("no")) ? W(out, "The answer was no.")
                                                : W(out, "Nobody answered in time. You may ask again."));
        if (row->why.n > 0) {
            deed_say(m, row->why);
        }
    }
}

enum fault claim_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_claim_by_uid row;
    enum fault fault = find_row(request, &row);
    if (fault != OK) {
        if (fault == FAULT_NOT_FOUND) {
            claim_show_over(request, response, claim_form);
        }
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    struct deed *m = deed_of(request, SAY(&out, "Act for {city}", slot("city", row.city)),
                             W(&out, "What you asked for, and how it stands."));
    page_hide_address(m->page);
    m->action = url_path_of(request->arena, "/act-for-a-city/{}", request->params[0]);
    deed_fact(request, m, W(&out, "Name"), row.name);
    deed_fact(request, m, W(&out, "Mail address"), row.mail);
    deed_fact(request, m, W(&out, "What you do there"), row.says);
    if (!str_eq(row.state, S("unproven"))) {
        say_state(request, &out, &row, m);
    } else if (is_asker(request, &row)) {
        struct deed_form *form = deed_form(m, W(&out, "Is that right?"),
                                           W(&out, "Was it not you? Close this page, and nothing happens."));
        deed_button(form, "ask", W(&out, "Yes, that is me: ask for it"));
    } else {
        deed_say(m, W(&out, "It was asked by somebody who had signed in. Sign in as the same, and open the link in the "
                            "mail again. Was it not you? Then do nothing."));
        deed_link(m, url_add(request->arena, URL("/sign-in"), "next", request->path), W(&out, "Sign in"));
    }
    deed_end(request, response, m, claim_form);
    return OK;
}

/* ---- asking for it */

static enum fault must_use note(struct request *request, const struct q_claim_by_uid *row,
                                const struct role_taken *person)
{
    const struct log_someone whom = {LOG_PERSON, person->id, person->name};
    if (person->is_new) {
        TRY(note_own(request, "person-added", person->id, person->name));
    }
    return !person->changed ? OK : trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = S("claim-proved"), .who = whom, .whom = whom, .now = request->now,
        .fields = member_fields(request, S("colleague"), row->member_id)});
}

/* Who has just been given the role: a new account signs in with it; whoever was signed in stays so. */
static enum fault must_use lead_on(struct request *request, struct response *response,
                                   const struct role_taken *person, bool is_self, struct str opened_by)
{
    if (person->is_new) {
        return session_lead(request, response, person->id, S("link"), S("/me"));
    }
    if (is_self && person->changed) {
        TRY(own_session_again(request, response, opened_by));
    }
    response->location = is_self ? S("/me") : response->location;
    return OK;
}

enum fault claim_act(struct request *request, struct response *response)
{
    struct q_claim_by_uid row;
    struct role_taken person;
    struct str opened_by = S("");
    const struct who *who = request_who(request);
    enum fault fault = find_row(request, &row);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask again"));
    }
    TRY(fault);
    if (!is_asker(request, &row)) {
        return asking_refuse(request, response, W_NOTE("is of somebody who had signed in"),
                            W_NOTE("sign in as the same, and open the link in the mail again"));
    }
    TRY(who != NULL ? own_session(request, &opened_by) : OK);
    fault = claim_prove(request->db, request->arena, &row, request->now, &person);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("is over, or the account is blocked"),
                            W_NOTE("ask those who run this network"));
    }
    if (fault == FAULT_TOO_LARGE) {
        return asking_refuse(request, response, W_NOTE("is one too many for this city now"),
                            W_NOTE("try it again tomorrow, or ask those who run this network"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_path_of(request->arena, "/act-for-a-city/{}", request->params[0]).text;
    if (person.id == 0) {
        return OK; /* it waits */
    }
    TRY(note(request, &row, &person));
    return lead_on(request, response, &person, who != NULL && who->person_id == person.id, opened_by);
}
