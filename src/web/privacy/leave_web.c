/* SPDX-License-Identifier: AGPL-3.0-or-later
** leave: the page before, the act, and the page after. */
#include "web/privacy/leave_web.h"

#include "domain/who.h"
#include "store/erasure.h"
#include "store/person.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/session/second_parts.h"
#include "web/views.h"

#define CODE_LETTERS_MAX 60

const struct field leave_form[] = {
    {.name = "present", .label = W_NOTE("Your present password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "to be sure that it is you"},
    {.name = "code", .label = W_NOTE("The code"), .kind = FIELD_SECRET, .max = CODE_LETTERS_MAX,
     .help = "six digits of the phone, or a recovery code"},
    {0},
};

const struct field left_fields[] = {
    {.name = "entry", .label = W_NOTE("Number of the entry in the log"), .kind = FIELD_INT, .min = 1, .max = INT64_MAX,
     .help = "where the log says so"},
    {0},
};

/* ---- before */

/* What becomes of the part that somebody had: the city's, or the network's. */
static struct str say_role_after(struct out *out, const struct q_person_role_list *row)
{
    struct slot city = slot("city", row->city);
    if (str_eq(row->role, S("main_contact"))) {
        return words_text(out,
                          W_NOTE("{city} stays a member city. You are its main contact: if it has no other, nobody "
                                 "speaks for it until somebody is named. Tell those who run the network whom, before "
                                 "you go."), &city, 1);
    }
    if (str_eq(row->role, S("colleague"))) {
        return words_text(out, W_NOTE("{city} stays a member city, and others who work for it keep their accounts."),
                          &city, 1);
    }
    return str_eq(row->role, S("administrator")) ? W(out, "What you set as administrator stays as it is.")
                                                 : W(out, "What you decided as coordinator stays as it is.");
}

static enum fault must_use load_roles(struct request *request, struct out *out, struct leave_page *m)
{
    struct q_person_role_list *rows;
    size_t n;
    TRY(q_person_role_list(request->db, request->arena, request->who->person_id, request->now, &rows, &n));
    m->roles = arena_array(request->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].stands) {
            m->roles[m->roles_n++] = say_role_after(out, &rows[i]);
        }
    }
    return OK;
}

static enum fault must_use look_whether(struct request *request, bool *ret_may)
{
    enum fault fault = person_may_go(request->db, request->arena, request->who->person_id, request->now);
    *ret_may = fault == OK;
    return fault == FAULT_CONFLICT ? OK : fault;
}

static void set_fields(struct request *request, struct out *out, const struct q_person_by_id *row,
                       struct leave_page *m)
{
    m->asks_present = row->password.n > 0;
    m->present = form_field_of(request, form_find(leave_form, "present"), S(""));
    m->present.fills = S("current-password");
    m->present.required = true;
    m->asks_code = row->totp.n > 0;
    m->code = form_field_of(request, form_find(leave_form, "code"),
                            W(out, "Six digits that the app on your phone shows now, or a recovery code."));
    m->code.type = S("text");
    m->code.fills = S("one-time-code");
    m->code.required = true;
    m->problems = form_problems_of(request, leave_form);
    m->once = request_once(request);
}

/* What person_may_go asks of an administrator goes out with the rest. */
static void ask_ahead(struct request *request)
{
    int64_t id = request->who->person_id;
    q_person_by_id_soon(request->db, id);
    q_person_role_list_soon(request->db, id, request->now);
    if (request->who->is_administrator) {
        q_person_role_find_soon(request->db, id, S("administrator"), (struct maybe_int){0}, request->now);
        q_person_role_holders_soon(request->db, S("administrator"), request->now);
    }
}

enum fault leave_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct leave_page *m = arena_new(request->arena, struct leave_page);
    struct q_person_by_id row;
    ask_ahead(request);
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    TRY(load_roles(request, &out, m));
    TRY(look_whether(request, &m->may_go));
    m->page = page_of(request, W(&out, "Leave this network"),
                      W(&out, "Your account ends, and what is kept about you is erased."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your account"), URL("/me/account"));
    m->hand_over = SAY(&out, "Have whoever runs the server give somebody else the role: {command}",
                       slot("command", S("smallgiants person role MAIL administrator")));
    m->use_data = (struct use_data){.csv = URL("/me/data.csv"), .json = URL("/me/data.json")};
    set_fields(request, &out, &row, m);
    response->max_age_s = -1;
    view_leave(&out, m);
    return OK;
}

/* ---- the act */

/* The password of who has one, and a code of who has a second step. */
static enum fault must_use prove(struct request *request, struct response *response, const struct q_person_by_id *row)
{
    struct str mail = person_fold_mail(request->arena, row->mail);
    const struct q_person_by_mail by_mail = {.id = row->id, .uid = row->uid};
    bool fits = row->totp.n == 0;
    TRY(wrong_look(request, response, mail, &by_mail));
    TRY(prove_present(request, response, form_find(leave_form, "present"), row));
    if (!fits) {
        TRY(second_take(request, row, request_secret(request, "code"), &fits));
    }
    if (fits) {
        return OK;
    }
    TRY(wrong_add(request, response, mail));
    form_refuse(request, form_find(leave_form, "code"), W_NOTE("is not right, or was used"),
                W_NOTE("type the one that the phone shows now; its clock must be right"));
    return FAULT_INVALID;
}

static enum fault must_use refuse_last(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "The only administrator"), W(&out, "cannot leave"),
                 W(&out, "hand over first, as this page says"));
    response->status = 409;
    return FAULT_INVALID;
}

enum fault leave_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    struct erasure_report report = {0};
    struct log_head head;
    const struct log_someone self = gate_who(request);
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    TRY(prove(request, response, &row));
    enum fault fault = erasure_person(request->db, request->arena, row.id, &self, S("on request"), request->now,
                                      &report);
    if (fault == FAULT_CONFLICT) {
        return refuse_last(request, response);
    }
    TRY(fault);
    TRY(trust_log_head(request->db, request->arena, &head));
    response->session_ends = true;
    response->status = 303;
    response->location = str_format(request->arena, "/left?entry=%lld", (long long)head.number);
    return OK;
}

/* ---- afterwards */

enum fault left_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct left_page *m = arena_new(request->arena, struct left_page);
    int64_t entry = request_int(request, "entry", 0);
    m->page = page_of(request, W(&out, "You have left"),
                      W(&out, "Your account is gone, and what was kept about you is erased."), DOOR_NONE);
    m->page->no_index = true;
    m->entry = S("");
    if (entry > 0) {
        m->entry = SAY(&out, "The log says that an account was erased, and not whose. It is entry {n}: note the "
                             "number, should you ever want to ask about it.", slot("n", entry));
    }
    response->max_age_s = -1;
    view_left(&out, m);
    return OK;
}
