/* SPDX-License-Identifier: AGPL-3.0-or-later
** claim: where somebody answers who may: from the people of a city, or by the link of a mail, which is of that person
** and ends with their right. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "store/person.h"
#include "store/trust_log.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/gate.h"
#include "web/member/claim_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/session/session_parts.h"

const struct field claim_answer_form[] = {
    {.name = "why", .label = W_NOTE("Why not"), .kind = FIELD_TEXT, .max = CLAIM_WHY_MAX,
     .help = "of a no: what the person gets to read; may be empty"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "yes no", .help = "the answer"},
    {0},
};

/* ---- the page, of both ways */

static void add_answer(struct request *request, struct out *out, const struct q_claim_by_uid *row, struct deed *m)
{
    bool waits = str_eq(row->state, S("waiting")) && row->ends_at > request->now;
    if (!waits) {
        deed_say(m, str_eq(row->state, S("yes"))  ? W(out, "It was answered with yes. There is nothing to do.")
                    : str_eq(row->state, S("no")) ? W(out, "It was answered with no. There is nothing to do.")
                                                  : W(out, "It is over: nobody answered in time."));
        return;
    }
    struct deed_form *form = deed_form(m, SAY(out, "Does {name} work for {city}?", slot("name", row->name),
                                              slot("city", row->city)),
                                       W(out, "With a yes you vouch for this person, who becomes a colleague. Answer "
                                              "yes only if you know it, or have asked."));
    struct form_field *why = deed_field(request, form, form_find(claim_answer_form, "why"),
                                        W(out, "Only for a no. You may leave this empty; the person gets to read "
                                               "it."));
    why->long_text = true;
    deed_button(form, "yes", W(out, "Yes, I vouch for this person"));
    deed_button_quiet(form, "no", W(out, "No"));
}

static void add_claim(struct request *request, struct out *out, const struct q_claim_by_uid *row, struct deed *m)
{
    deed_fact(request, m, W(out, "Name"), row->name);
    deed_fact(request, m, W(out, "Mail address"), row->mail);
    deed_fact(request, m, W(out, "What they do there, in their words"), row->says);
    deed_fact(request, m, W(out, "Asked on"), say_day(out, (struct maybe_int){true, row->made_at}));
    deed_fact(request, m, W(out, "Ends"), say_day(out, (struct maybe_int){true, row->ends_at}));
    deed_say(m, W(out, "The person has shown that the address is theirs. It is not one of the city's own."));
    add_answer(request, out, row, m);
}

static struct str lead_of(struct out *out, const struct q_claim_by_uid *row)
{
    return SAY(out, "{name} asks to act for {city}.", slot("name", row->name), slot("city", row->city));
}

/* ---- the answer, of both ways */

static enum fault must_use note(struct request *request, const struct q_claim_by_uid *row, bool yes,
                                const struct log_someone *by, const struct role_taken *person)
{
    struct log_someone whom = {person->id > 0 ? LOG_PERSON : LOG_NOBODY, person->id, person->name};
    if (person->is_new) {
        TRY(trust_log_add(request->db, request->arena, &(struct log_event){
            .kind = S("person-added"), .who = *by, .whom = whom, .now = request->now, .fields = S("")}));
    }
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = yes ? S("claim-vouched") : S("claim-refused"), .who = *by, .whom = whom, .now = request->now,
        .fields = member_fields(request, S("colleague"), row->member_id)});
}

static enum fault must_use answer(struct request *request, struct response *response,
                                  const struct q_claim_by_uid *row, const struct log_someone *by)
{
    struct role_taken person;
    struct str what = request_typed(request, "do");
    struct str why = request_typed(request, "why");
    bool yes = str_eq(what, S("yes"));
    if (what.n == 0) {
        form_refuse(request, form_find(claim_answer_form, "do"), W_NOTE("is missing"),
                    W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    if (yes && why.n > 0) {
        form_refuse(request, form_find(claim_answer_form, "why"), W_NOTE("is filled in"),
                    W_NOTE("empty it for a yes, or answer no"));
        return FAULT_INVALID;
    }
    enum fault fault = claim_answer(request->db, request->arena, row, yes, why, by->person, request->now, &person);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("does not wait any more, or the account is blocked"),
                            W_NOTE("nothing was changed by what you sent"));
    }
    TRY(fault);
    return note(request, row, yes, by, &person);
}

/* ---- from the people of a city */

/* FAULT_NOT_FOUND: of another city, or never shown to be theirs. */
static enum fault must_use find_here(struct request *request, struct q_claim_by_uid *ret_row)
{
    TRY(q_claim_by_uid(request->db, request->arena, request->params[1], ret_row));
    bool is_here = str_eq(ret_row->member_uid, request->params[0]) && !str_eq(ret_row->state, S("unproven"));
    return is_here ? OK : FAULT_NOT_FOUND;
}

enum fault claim_answer_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_claim_by_uid row;
    TRY(find_here(request, &row));
    struct deed *m = member_deed(request, row.name, lead_of(&out, &row), row.city);
    m->action = url_path_of(request->arena, "/member-cities/{}/claims/{}", request->params[0], request->params[1]);
    add_claim(request, &out, &row, m);
    deed_end(request, response, m, claim_answer_form);
    return OK;
}

enum fault claim_answer_act(struct request *request, struct response *response)
{
    struct q_claim_by_uid row;
    struct log_someone by = gate_who(request);
    TRY(find_here(request, &row));
    TRY(answer(request, response, &row, &by));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/people"), "done",
                                 str_eq(request_typed(request, "do"), S("yes")) ? S("vouched") : S("refused")).text;
    return OK;
}

/* ---- by the link of a mail */

/* "0a1b...-7": that claim, for person 7. FAULT_NOT_FOUND: who may not answer for that city any more. */
static enum fault must_use find_vouch(struct request *request, struct q_claim_by_uid *ret_row,
                                      struct log_someone *ret_by)
{
    struct str subject, rest;
    struct q_claim_voucher voucher;
    int64_t person;
    TRY(asking_link(request, VOUCH_LINK, &subject));
    struct str uid = str_cut(subject, '-', &rest);
    if (rest.s == NULL || !parse_int(rest, 1, INT64_MAX, &person)) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_claim_by_uid(request->db, request->arena, uid, ret_row));
    TRY(q_claim_voucher(request->db, request->arena, person, ret_row->member_id, request->now, &voucher));
    *ret_by = (struct log_someone){LOG_PERSON, voucher.id, voucher.name};
    return OK;
}

enum fault vouch_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_claim_by_uid row;
    struct log_someone by;
    enum fault fault = find_vouch(request, &row, &by);
    if (fault == FAULT_NOT_FOUND) {
        claim_show_over(request, response, claim_answer_form);
    }
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    struct deed *m = deed_of(request, SAY(&out, "Act for {city}", slot("city", row.city)), lead_of(&out, &row));
    page_hide_address(m->page);
    m->action = url_path_of(request->arena, "/vouch/{}", request->params[0]);
    add_claim(request, &out, &row, m);
    if (str_eq(row.state, S("waiting"))) {
        deed_say(m, SAY(&out, "You answer as {name}.", slot("name", by.name)));
    }
    deed_end(request, response, m, claim_answer_form);
    return OK;
}

enum fault vouch_act(struct request *request, struct response *response)
{
    struct q_claim_by_uid row;
    struct log_someone by;
    enum fault fault = find_vouch(request, &row, &by);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is gone, or not yours to answer any more"),
                            W_NOTE("look at the people of the city"));
    }
    TRY(fault);
    TRY(answer(request, response, &row, &by));
    response->status = 303;
    response->location = url_path_of(request->arena, "/vouch/{}", request->params[0]).text;
    return OK;
}
