/* SPDX-License-Identifier: AGPL-3.0-or-later
** second: the second step, taken. */
#include "text/words.h"
#include "web/session/second.h"
#include "web/session/second_parts.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/views.h"

const struct field second_sign_in_form[] = {
    {.name = "code", .label = W_NOTE("The code"), .kind = FIELD_SECRET, .min = 1, .max = 60,
     .help = "six digits of the phone, or a recovery code"},
    {0},
};

enum fault second_sign_in_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct second_page *m = arena_new(request->arena, struct second_page);
    struct on_the_way way;
    if (!way_open(request, request->params[0], &way) && !request->acts) {
        response->status = 303; /* it was open for too long */
        response->location = S("/sign-in");
        response->max_age_s = -1;
        return OK;
    }
    m->page = page_of(request, W(&out, "Your second step"),
                      W(&out, "Type the six digits that the app on your phone shows now."), DOOR_NONE);
    m->page->no_index = true;
    m->page->is_sign_in = true;
    page_hide_address(m->page);
    m->code = form_field_of(request, form_find(second_sign_in_form, "code"),
                            W(&out, "Phone lost? Type one of your recovery codes."));
    m->code.type = S("text");
    m->code.fills = S("one-time-code");
    m->problems = form_problems_of(request, second_sign_in_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/sign-in/second/{}", request->params[0]);
    response->max_age_s = -1;
    view_second_sign_in(&out, m);
    return OK;
}

static enum fault must_use refuse_old(struct request *request)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, W(&out, "This page"), W(&out, "was open for too long"),
                 W(&out, "sign in with your password again"));
    return FAULT_INVALID;
}

/* Blocked meanwhile, or the second step turned off: as if it had been open for too long. */
static enum fault must_use find_person(struct request *request, const struct on_the_way *way,
                                       struct q_person_by_id *ret_row)
{
    enum fault fault = q_person_by_id(request->db, request->arena, way->person_id, ret_row);
    if (fault == OK && (!str_eq(ret_row->state, S("active")) || ret_row->totp.n == 0)) {
        return FAULT_NOT_FOUND;
    }
    return fault;
}

static enum fault must_use lead_home(struct request *request, struct response *response, int64_t person_id)
{
    struct q_person_staff row;
    enum fault fault = q_person_staff(request->db, request->arena, person_id, request->now, &row);
    response->location = session_home(request, fault == OK && row.administrator > 0);
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

enum fault second_sign_in_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    struct on_the_way way;
    if (!way_open(request, request->params[0], &way)) {
        return refuse_old(request);
    }
    enum fault fault = find_person(request, &way, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? refuse_old(request) : fault;
    }
    request->person = row.id; /* the process log says whose code it was, right or wrong */
    struct str mail = person_fold_mail(request->arena, row.mail);
    const struct q_person_by_mail by_mail = {.id = row.id, .uid = row.uid};
    TRY(wrong_look(request, response, mail, &by_mail));
    TRY(second_prove(request, response, form_find(second_sign_in_form, "code"), &row));
    TRY(place_save(request, &by_mail));
    TRY(session_begin(request, response, row.id, way.opened_by, true));
    struct str next = next_local(request, way.next);
    response->status = 303;
    response->location = next;
    return next.n > 0 ? OK : lead_home(request, response, row.id);
}
