/* SPDX-License-Identifier: AGPL-3.0-or-later
** address: another mail address for who has signed in. */
#include "web/session/address.h"

#include <inttypes.h>

#include "domain/who.h"
#include "store/account.h"
#include "store/mail.h"
#include "store/rate.h"
#include "store/session.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/say.h"
#include "web/session/address_link.h"
#include "web/session/second_parts.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/views.h"

/* A new address may be anybody's: nobody's mailbox is filled from here. */
static const struct rate_limit MOST = {S_INIT("address"), 5, 86400};

const struct field address_form[] = {
    {.name = "mail", .label = W_NOTE("Your new mail address"), .kind = FIELD_MAIL, .min = 1, .max = PERSON_MAIL_MAX,
     .help = "that you want to be known by"},
    {.name = "present", .label = W_NOTE("Your present password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "to be sure that it is you"},
    {.name = "code", .label = W_NOTE("The code"), .kind = FIELD_SECRET, .max = 60,
     .help = "of who has a second step: six digits of the phone, or a recovery code"},
    {0},
};
const struct field address_button_form[] = {{0}};

/* ---- the form */

enum fault address_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct address_page *m = arena_new(request->arena, struct address_page);
    struct q_person_by_id row;
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    m->page = page_of(request, W(&out, "Change your mail address"),
                      SAY(&out, "Now it is {mail}, until you open the link that goes to the new one.",
                          slot("mail", row.mail)), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your account"), URL("/me/account"));
    m->mail = form_field_of(request, form_find(address_form, "mail"), S(""));
    m->mail.type = S("email");
    m->mail.fills = S("email");
    m->asks_present = asks_present(request, &row);
    m->present = form_field_of(request, form_find(address_form, "present"), S(""));
    m->present.fills = S("current-password");
    m->present.required = true;
    m->asks_code = m->asks_present && row.totp.n > 0;
    m->code = form_field_of(request, form_find(address_form, "code"), W(&out, "Six digits, or a recovery code."));
    m->code.type = S("text");
    m->code.fills = S("one-time-code");
    m->code.required = true;
    m->problems = form_problems_of(request, address_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_address(&out, m);
    return OK;
}

static enum fault must_use judge_address(struct request *request, struct response *response,
                                         const struct q_person_by_id *row, struct str mail)
{
    const struct field *field = form_find(address_form, "mail");
    int64_t wait_s = 0;
    if (!request->site->sends_mail || request->site->key == NULL) {
        form_refuse(request, field, W_NOTE("cannot be confirmed: this network sends no mail yet"),
                    W_NOTE("ask those who run it"));
        return FAULT_INVALID;
    }
    if (str_eq(person_fold_mail(request->arena, mail), person_fold_mail(request->arena, row->mail))) {
        form_refuse(request, field, W_NOTE("is the one you have"), W_NOTE("type another one"));
        return FAULT_INVALID;
    }
    TRY(rate_look(request->db, request->arena, &MOST, row->uid, request->now, &wait_s));
    if (wait_s > 0) {
        form_refuse(request, field, W_NOTE("was changed too often today"), W_NOTE("try it again tomorrow"));
        response->status = 429;
        return FAULT_INVALID;
    }
    return OK;
}

/* The token stands in a mail's field, sealed once more for the queue. */
static enum fault must_use send_link(struct request *request, const struct q_person_by_id *row, const char *kind,
                                     struct str to, struct str token, int64_t useful_s)
{
    struct str sealed;
    bool added;
    TRY(mail_token_seal(request->arena, request->site->key, token, &sealed));
    return mail_add(request->db, request->arena, &(struct mail_new){
        .kind = str_of(kind), .address = to, .person = row->id, .language = row->language, .useful_s = useful_s,
        .fields = str_format(request->arena, "token=%.*s\nat=%" PRId64 "\n", STR_ARG(sealed), request->now)},
        request->now, &added);
}

enum fault address_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    struct str mail = request_typed(request, "mail");
    int64_t wait_s = 0;
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    TRY(judge_address(request, response, &row, mail));
    TRY(prove_present(request, response, form_find(address_form, "present"), &row));
    if (asks_present(request, &row) && row.totp.n > 0) { /* all of it, as when signing in (ASVS 5.0, 7.5.1) */
        TRY(second_prove(request, response, form_find(address_form, "code"), &row));
    }
    TRY(rate_take(request->db, request->arena, &MOST, row.uid, request->now, &wait_s));
    const struct address_link link = {.person = row.id, .rev = row.rev, .since = request->now, .to = mail};
    struct str token = address_link_confirm(request->arena, request->site->key, &link);
    TRY(send_link(request, &row, ADDRESS_NEW_MAIL, mail, token, ADDRESS_CONFIRM_S));
    response->status = 303;
    response->location = S("/me/account?done=link");
    return OK;
}

/* ---- links */

struct opened {
    struct address_link link;
    struct q_person_by_id row;
};

static enum fault must_use find_active(struct request *request, int64_t id, struct q_person_by_id *ret_row)
{
    TRY(q_person_by_id(request->db, request->arena, id, ret_row));
    return str_eq(ret_row->state, S("active")) ? OK : FAULT_NOT_FOUND;
}

static enum fault must_use find_new(struct request *request, struct opened *ret)
{
    if (request->db == NULL) {
        return FAULT_BUSY;
    }
    if (!address_link_opens_confirm(request->arena, request->site->key, request->params[0], &ret->link)) {
        return FAULT_NOT_FOUND;
    }
    TRY(find_active(request, ret->link.person, &ret->row));
    bool over = ret->link.rev != ret->row.rev || request->now - ret->link.since >= ADDRESS_CONFIRM_S;
    return over ? FAULT_NOT_FOUND : OK;
}

static enum fault must_use find_old(struct request *request, struct opened *ret)
{
    if (request->db == NULL) {
        return FAULT_BUSY;
    }
    if (!address_link_opens_back(request->arena, request->site->key, request->params[0], &ret->link)) {
        return FAULT_NOT_FOUND;
    }
    TRY(find_active(request, ret->link.person, &ret->row));
    bool over = !str_eq(ret->link.from, ret->row.mail) || request->now - ret->link.since >= ADDRESS_BACK_S;
    return over ? FAULT_NOT_FOUND : OK;
}

static struct mail_link_page *page_with(struct request *request, struct str title, struct str lead, struct str button,
                                        const char *path)
{
    struct mail_link_page *m = arena_new(request->arena, struct mail_link_page);
    m->page = page_of(request, title, lead, DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    m->button = button;
    m->problems = form_problems_of(request, address_button_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, path, request->params[0]);
    return m;
}

enum fault address_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct opened opened;
    enum fault fault = find_new(request, &opened);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_show_over(request, response) : fault;
    }
    struct mail_link_page *m = page_with(request, W(&out, "Your new mail address"),
        SAY(&out, "{name} is to be known by {mail} from now on.", slot("name", opened.row.name),
            slot("mail", opened.link.to)),
        W(&out, "Confirm this address"), "/new-address/{}");
    response->max_age_s = -1;
    view_link(&out, m);
    return OK;
}

static enum fault must_use refuse_taken(struct request *request)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, W(&out, "This address"), W(&out, "is used by somebody else here"),
                 W(&out, "take another one, or have the other account erased first"));
    return FAULT_INVALID;
}

enum fault address_new_act(struct request *request, struct response *response)
{
    struct opened opened;
    enum fault fault = find_new(request, &opened);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_refuse_over(request) : fault;
    }
    struct str old = opened.row.mail;
    fault = account_set_mail(request->db, request->arena, opened.row.id, opened.link.to);
    if (fault != OK) {
        return fault == FAULT_CONFLICT ? refuse_taken(request) : fault;
    }
    const struct address_link back = {.person = opened.row.id, .since = request->now, .from = opened.link.to,
                                      .to = old};
    struct str token = address_link_back(request->arena, request->site->key, &back);
    TRY(send_link(request, &opened.row, ADDRESS_OLD_MAIL, old, token, 0));
    TRY(note_own(request, "address-changed", opened.row.id, opened.row.name));
    response->status = 303;
    response->location = S("/me/account?done=address");
    return OK;
}

/* ---- and back */

enum fault address_old_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct opened opened;
    enum fault fault = find_old(request, &opened);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_show_over(request, response) : fault;
    }
    struct mail_link_page *m = page_with(request, W(&out, "Take your mail address back"),
        SAY(&out, "{name} is to be known by {mail} again.", slot("name", opened.row.name),
            slot("mail", opened.link.to)),
        W(&out, "Take it back"), "/old-address/{}");
    m->says[m->says_n++] = W(&out, "Whoever is signed in as you is signed out everywhere, and the password ends. Then "
                                   "have a link sent to you, and set a new one.");
    response->max_age_s = -1;
    view_link(&out, m);
    return OK;
}

enum fault address_old_act(struct request *request, struct response *response)
{
    struct opened opened;
    enum fault fault = find_old(request, &opened);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_refuse_over(request) : fault;
    }
    fault = account_set_mail(request->db, request->arena, opened.row.id, opened.link.to);
    if (fault != OK) {
        return fault == FAULT_CONFLICT ? refuse_taken(request) : fault;
    }
    TRY(person_set_password(request->db, opened.row.id, S(""), 0, request->now));
    TRY(note_own(request, "address-taken-back", opened.row.id, opened.row.name));
    response->status = 303;
    response->location = S("/sign-in?done=back");
    return OK;
}
