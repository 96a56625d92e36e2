/* SPDX-License-Identifier: AGPL-3.0-or-later
** claim: the form by which somebody asks to act for a city. */
#include "domain/who.h"
#include "store/member.sql.h"
#include "store/person.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/member/claim_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

static const struct asking_limits LIMITS = {{S_INIT("claim"), 10, 3600}, {S_INIT("claim-line"), 30, 3600},
                                            {S_INIT("claim-all"), 1000, 3600}};

const struct field claim_new_fields[] = {
    {.name = "city", .label = W_NOTE("City"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of the member city that is chosen already"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "sent",
     .help = "what was done before, to be said"},
    {0},
};

const struct field claim_new_form[] = {
    {.name = "city", .label = W_NOTE("I work for"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of a member city"},
    {.name = "name", .label = W_NOTE("My name"), .kind = FIELD_TEXT, .min = 1, .max = PERSON_NAME_MAX,
     .help = "as you write it"},
    {.name = "mail", .label = W_NOTE("My mail address at work"), .kind = FIELD_MAIL, .min = 1, .max = PERSON_MAIL_MAX,
     .help = "where the link goes"},
    {.name = "says", .label = W_NOTE("What I do there"), .kind = FIELD_TEXT, .min = 1, .max = CLAIM_SAYS_MAX,
     .help = "in your own words"},
    {.name = "website", .label = W_NOTE("Leave this empty"), .kind = FIELD_TEXT, .max = ASKING_TRAP_LETTERS,
     .help = "left empty by people"},
    {0},
};

/* ---- the form */

static enum fault must_use add_cities(struct request *request, struct out *out, struct claim_new_page *m)
{
    struct q_member_choices *rows;
    size_t n;
    struct deed_select *select = &m->city;
    struct str chosen = request->acts ? request_typed(request, "city") : request_text(request, "city");
    TRY(q_member_choices(request->db, request->arena, &rows, &n));
    select->field = form_field_of(request, form_find(claim_new_form, "city"), S(""));
    select->options = arena_array(request->arena, struct deed_option, n + 1);
    select->options[select->n++] = (struct deed_option){S(""), W(out, "Choose a city"), false};
    for (size_t i = 0; i < n; i++) {
        struct str name = say_member_city(request->arena, rows[i].name, rows[i].country);
        select->options[select->n++] = (struct deed_option){rows[i].uid, name, str_eq(rows[i].uid, chosen)};
    }
    m->is_open = n > 0 && asking_is_open(request);
    return OK;
}

enum fault claim_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct claim_new_page *m = arena_new(request->arena, struct claim_new_page);
    TRY(add_cities(request, &out, m));
    TRY(asking_fields_of(request, claim_new_form,
                         W(&out, "If it is one of the city's own, that is enough. For any other, somebody of the city "
                                 "or of this network is asked whether they know you."), &m->asks));
    m->page = page_of(request, W(&out, "Act for a city"),
                      W(&out, "If you work for a city of this network, ask to take part for it."), DOOR_NONE);
    m->page->no_index = true;
    m->notice = asking_notice(request, &out);
    m->problems = form_problems_of(request, claim_new_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_claim_new(&out, m);
    return OK;
}

/* ---- sending it */

static enum fault must_use judge(struct request *request, struct q_member_by_uid *ret_member)
{
    struct str uid = request_typed(request, "city");
    enum fault fault = uid.n > 0 ? q_member_by_uid(request->db, request->arena, uid, ret_member) : FAULT_NOT_FOUND;
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (fault == FAULT_NOT_FOUND || !ret_member->takes_part) {
        form_refuse(request, form_find(claim_new_form, "city"), W_NOTE("is missing"), W_NOTE("choose the city"));
    }
    asking_judge_trap(request, claim_new_form);
    asking_judge_mail(request, claim_new_form);
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}

enum fault claim_new_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    bool may;
    struct str mail = request_typed(request, "mail");
    struct str folded = person_fold_mail(request->arena, mail);
    struct claim_new claim = {.name = request_typed(request, "name"), .mail = mail,
                              .says = request_typed(request, "says"), .language = words_tag(request->words)};
    TRY(judge(request, &member));
    TRY(asking_take_turn(request, response, &LIMITS));
    TRY(asking_self(request, folded, &claim.person_id));
    claim.member_id = member.id;
    TRY(asking_take_mail(request, S("claim-mail"), folded, &may));
    if (may) { /* else the answer is the same: it tells nothing of the address */
        TRY(claim_add(request->db, request->arena, &claim, request->now));
    }
    response->status = 303;
    response->location = S("/act-for-a-city?done=sent");
    return OK;
}
