/* SPDX-License-Identifier: AGPL-3.0-or-later
** gate: whether who asks may. */
#include "web/gate.h"

#include "base/ids.h"
#include "store/member.sql.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "text/words.h"
#include "web/say.h"
#include "web/session/session_web.h"

#define SIGN_IN "/sign-in"

struct log_someone gate_who(const struct request *request)
{
    const struct who *who = request->who;
    return who == NULL ? (struct log_someone){.is = LOG_NOBODY}
                       : (struct log_someone){.is = LOG_PERSON, .person = who->person_id, .name = who->name};
}

/* ---- what a page is about */

static enum fault must_use find_about(struct request *request, const struct route *route,
                                      struct right_about *ret_about)
{
    struct q_member_by_uid member;
    *ret_about = (struct right_about){0};
    switch (route->about) {
    case ABOUT_ONESELF:
        ret_about->person_id = request->who != NULL ? request->who->person_id : 0;
        return OK;
    case ABOUT_MEMBER:
        TRY(q_member_by_uid(request->db, request->arena, request->params[route->about_param], &member));
        ret_about->member_id = member.id;
        return OK;
    default:
        return OK;
    }
}

/* ---- no */

static bool is_page(const struct request *request)
{
    return request->form == FORM_HTML && !request->acts;
}

static struct str whom_to_ask(struct request *request, struct out *out, enum verdict verdict)
{
    if (verdict == VERDICT_SIGN_IN) {
        return W(out, "sign in first");
    }
    if (verdict == VERDICT_SECOND_FACTOR) {
        return W(out, "you may, once you have signed in with your second step as well");
    }
    struct str mail = request->site->operator_mail;
    return mail.n > 0 ? SAY(out, "ask one of them, or write to {mail}", slot("mail", mail))
                      : W(out, "ask one of them");
}

static void say_no(struct request *request, enum right right, enum verdict verdict)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, say_who_may(&out, right), W(&out, "may do this"),
                 whom_to_ask(request, &out, verdict));
}

enum fault gate_permit(struct request *request, struct response *response, const struct route *route, int right)
{
    struct right_about about;
    if (right == RIGHT_PUBLIC) { /* most pages: nothing to look up */
        return OK;
    }
    if (request->db == NULL) { /* nobody knows who asks, nor what it is about */
        return FAULT_BUSY;
    }
    TRY(find_about(request, route, &about));
    enum verdict verdict = right_judge(request->who, (enum right)right, &about);
    if (verdict == VERDICT_MAY) {
        return OK;
    }
    if (verdict == VERDICT_SIGN_IN && is_page(request)) {
        response->location = url_add(request->arena, URL(SIGN_IN), "next", request->target).text;
    } else {
        say_no(request, (enum right)right, verdict);
    }
    return FAULT_DENIED;
}

/* ---- who it is */

static enum fault must_use gate_find(struct request *request, const struct who **ret_who)
{
    TRY(session_find(request->db, request->arena, request->session, request->now, ret_who, &request->use));
    request->person = *ret_who != NULL ? (*ret_who)->person_id : 0;
    return *ret_who != NULL ? OK
                            : sign_in_pends(request->db, request->arena, request->session, request->now,
                                            &request->session_pends);
}

bool gate_allows(struct request *request, enum right right)
{
    return right_allows(request_who(request), right, &(struct right_about){0});
}

/* Those who set it up, and those who work in it before it opens. */
static bool gate_enters(const struct request *request)
{
    const struct right_about about = {0};
    return who_has_role(request->who, ROLE_COORDINATOR, &about) ||
           who_has_role(request->who, ROLE_ADMINISTRATOR, &about);
}

static void gate_find_soon(struct request *request)
{
    session_find_soon(request->db, request->arena, request->session, request->now);
}

static void gate_permit_soon(struct request *request, const struct route *route)
{
    if (route->about == ABOUT_MEMBER) {
        q_member_by_uid_soon(request->db, request->params[route->about_param]);
    }
}

static bool gate_is_public(int right)
{
    return right == RIGHT_PUBLIC;
}

const struct gate web_gate = {
    .find = gate_find,
    .find_soon = gate_find_soon,
    .is_public = gate_is_public,
    .permit_soon = gate_permit_soon,
    .ask_again = again_render,
    .permit = gate_permit,
    .enters = gate_enters,
};
