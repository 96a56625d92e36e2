/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: a password: changed by who is signed in, or set by who has a link that lets in once. */
#include "base/check.h"
#include "domain/password.h"
#include "domain/who.h"
#include "http/keeper.h"
#include "store/account.h"
#include "text/embedded.h"
#include "text/words.h"
#include "web/session/second_parts.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field password_form[] = {
    {.name = "present", .label = W_NOTE("Your present password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "to be sure that it is you"},
    {.name = "code", .label = W_NOTE("The code"), .kind = FIELD_SECRET, .max = 60,
     .help = "six digits of the phone, or a recovery code, of who has a second step"},
    {.name = "password", .label = W_NOTE("Your new password"), .kind = FIELD_SECRET, .min = 1,
     .max = PASSWORD_LETTERS_MAX, .help = "as many letters as you like, of any kind"},
    {0},
};

const struct field set_password_form[] = {
    {.name = "password", .label = W_NOTE("Your new password"), .kind = FIELD_SECRET, .min = 1,
     .max = PASSWORD_LETTERS_MAX, .help = "as many letters as you like, of any kind"},
    {0},
};

/* ---- a new one */

enum fault judge_password(struct request *request, const struct field *field, struct str password, struct str name,
                          struct str mail)
{
    const struct str about[] = {name, mail, request->site->name};
    switch (password_judge(password, embedded_get("passwords.bin"), about, COUNT_OF(about))) {
    case PASSWORD_FINE:
        return OK;
    case PASSWORD_SHORT:
        form_refuse(request, field, W_NOTE("is too short"), W_NOTE("take at least 12 letters"));
        break;
    case PASSWORD_LONG:
        form_refuse(request, field, W_NOTE("is too long"), W_NOTE("take at most 128 letters"));
        break;
    case PASSWORD_COMMON:
        form_refuse(request, field, W_NOTE("is one that many people have had"),
                    W_NOTE("put a few words together that only you would"));
        break;
    case PASSWORD_YOURS:
        form_refuse(request, field, W_NOTE("is little more than what others know of you"),
                    W_NOTE("add words that are not in your name, your mail address or the name of the network"));
        break;
    }
    return FAULT_INVALID;
}

static struct form_field new_password(struct request *request, struct out *out, const struct field *form)
{
    struct str hint = W(out, "A few words that only you would put together are best; any letters and signs will do.");
    struct form_field field = form_field_of(request, form_find(form, "password"), hint);
    field.fills = S("new-password");
    return field;
}

/* ---- changing it */

enum fault password_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct password_page *m = arena_new(request->arena, struct password_page);
    struct q_person_by_id row;
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    m->page = page_of(request, W(&out, "Change your password"),
                      W(&out, "Afterwards you are signed out everywhere but here."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your account"), URL("/me/account"));
    m->mail = row.mail;
    m->asks_present = asks_present(request, &row);
    m->present = form_field_of(request, form_find(password_form, "present"), S(""));
    m->present.fills = S("current-password");
    m->present.required = true;
    m->asks_code = m->asks_present && row.totp.n > 0;
    m->code = form_field_of(request, form_find(password_form, "code"), W(&out, "Six digits, or a recovery code."));
    m->code.type = S("text");
    m->code.fills = S("one-time-code");
    m->code.required = true;
    m->password = new_password(request, &out, password_form);
    m->problems = form_problems_of(request, password_form);
    m->once = request_once(request);
    m->action = URL("/me/password");
    response->max_age_s = -1;
    view_password(&out, m);
    return OK;
}

enum fault password_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    struct str password = request_secret(request, "password");
    struct str hash;
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    TRY(judge_password(request, form_find(password_form, "password"), password, row.name, row.mail));
    TRY(prove_present(request, response, form_find(password_form, "present"), &row));
    if (asks_present(request, &row) && row.totp.n > 0) { /* all of it, as when signing in (ASVS 5.0, 7.5.1) */
        TRY(second_prove(request, response, form_find(password_form, "code"), &row));
    }
    TRY(keeper_hash(request, password, &hash));
    TRY(person_set_password(request->db, row.id, hash, 0, request->now));
    TRY(session_begin(request, response, row.id, S("password"), request->who->has_second_factor));
    TRY(note_own(request, "password-changed", row.id, row.name));
    TRY(account_tell(request->db, request->arena, row.id, ACCOUNT_PASSWORD, request->now));
    response->status = 303;
    response->location = S("/me/account?done=password");
    return OK;
}

/* ---- setting it, with a link */

static enum fault must_use find_link(struct request *request, struct q_person_link_by_digest *ret_row)
{
    return link_find(request->db, request->arena, S("password"), request->params[0], request->now, ret_row);
}

enum fault set_password_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct password_page *m = arena_new(request->arena, struct password_page);
    struct q_person_link_by_digest row;
    enum fault fault = request->db != NULL ? find_link(request, &row) : FAULT_BUSY;
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_show_over(request, response) : fault;
    }
    m->page = page_of(request, W(&out, "Set your password"),
                      SAY(&out, "You sign in with it and {mail}.", slot("mail", row.mail)),
                      DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    m->mail = row.mail;
    m->password = new_password(request, &out, set_password_form);
    m->problems = form_problems_of(request, set_password_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/set-password/{}", request->params[0]);
    response->max_age_s = -1;
    view_password(&out, m);
    return OK;
}

enum fault set_password_act(struct request *request, struct response *response)
{
    struct q_person_link_by_digest row;
    struct str password = request_secret(request, "password");
    struct str hash;
    enum fault fault = find_link(request, &row);
    if (fault == FAULT_NOT_FOUND) {
        return link_refuse_over(request);
    }
    TRY(fault);
    TRY(judge_password(request, form_find(set_password_form, "password"), password, row.name, row.mail));
    TRY(keeper_hash(request, password, &hash));
    TRY(person_set_password(request->db, row.person_id, hash, 0, request->now));
    TRY(note_own(request, "password-set", row.person_id, row.name));
    TRY(account_tell(request->db, request->arena, row.person_id, ACCOUNT_PASSWORD, request->now));
    response->status = 303;
    response->location = S("/sign-in?done=password");
    return OK;
}
