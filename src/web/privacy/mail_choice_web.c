/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail_choice: the box, and what ticking it does. */
#include "web/privacy/mail_choice.h"

#include "domain/who.h"
#include "store/consent.h"
#include "text/words.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field mail_choice_form[] = {
    {.name = "weekly", .label = W_NOTE("The weekly mail"), .kind = FIELD_FLAG, .help = "ticked: wanted"},
    {0},
};

/* A staff role counts here without a second step: the mail goes to who has it. */
static bool is_asked(const struct who *who)
{
    return who->is_coordinator || who->is_administrator || who->cities_count > 0;
}

static enum fault must_use find(struct request *request, struct q_consent_find *ret_row, bool *ret_stands)
{
    enum fault fault = q_consent_find(request->db, request->arena, request->who->person_id, CONSENT_WEEK, ret_row);
    *ret_stands = fault == OK;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

enum fault mail_choice_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct mail_choice_page *m = arena_new(request->arena, struct mail_choice_page);
    struct q_consent_find row;
    bool stands;
    TRY(find(request, &row, &stands));
    m->page = page_of(request, W(&out, "Mail to you"), W(&out, "What comes by itself, and whether you want it."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your account"), URL("/me/account"));
    m->is_asked = is_asked(request->who) || stands;
    m->chosen = request->acts ? request_typed(request, "weekly").n > 0 : stands;
    m->since = stands ? SAY(&out, "You agreed to it on {when}.", slot("when", say_instant(&out, row.given_at))) : S("");
    m->problems = form_problems_of(request, mail_choice_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_mail_choice(&out, m);
    return OK;
}

enum fault mail_choice_act(struct request *request, struct response *response)
{
    struct q_consent_find row;
    bool stands;
    bool wanted = request_typed(request, "weekly").n > 0;
    int64_t person = request->who->person_id;
    TRY(find(request, &row, &stands));
    if (wanted && !stands && !is_asked(request->who)) {
        form_refuse(request, mail_choice_form, W_NOTE("is for those who act for a city or run the network"),
                    W_NOTE("leave it out: no such mail goes to you"));
        return FAULT_INVALID;
    }
    if (wanted && !stands) {
        TRY(consent_give(request->db, request->arena, person, CONSENT_WEEK, request->now));
    } else if (!wanted && stands) {
        TRY(consent_withdraw(request->db, request->arena, person, CONSENT_WEEK, S("page"), request->now));
    }
    response->status = 303;
    response->location = S("/me/account?done=mail");
    return OK;
}
