/* SPDX-License-Identifier: AGPL-3.0-or-later
** second: setting the second step up, turning it off, and the codes for who loses the phone. */
#include "web/session/second.h"

#include <inttypes.h>

#include "base/scan.h"
#include "domain/who.h"
#include "store/account.h"
#include "store/session.h"
#include "text/otp.h"
#include "text/qr.h"
#include "text/secret.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/session/second_parts.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/views.h"

const struct field second_form[] = {
    {.name = "code", .label = W_NOTE("The code"), .kind = FIELD_SECRET, .min = 1, .max = 60,
     .help = "six digits of the phone, or a recovery code"},
    {.name = "present", .label = W_NOTE("Your present password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "to be sure that it is you"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "off codes",
     .help = "where it is on: turn it off, or make new recovery codes"},
    {.name = "pending", .label = W_NOTE("What the picture shows"), .kind = FIELD_TEXT, .max = SEALED_MAX,
     .help = "the secret, sealed; comes with the form"},
    {0},
};

static struct str about_pending(struct request *request)
{
    return str_format(request->arena, "pending totp of person %" PRId64, request->who->person_id);
}

static struct str about_codes(struct request *request)
{
    return str_format(request->arena, "recovery codes of person %" PRId64, request->who->person_id);
}

/* The secret of the form that was sent; of a page that was not sent yet a new one. False: it is not ours. */
static bool pending_secret(struct request *request, struct str *ret_secret)
{
    struct str pending = request_typed(request, "pending");
    return request->acts && pending.n > 0 &&
           secret_open(request->arena, request->site->key, about_pending(request), pending, ret_secret) == OK;
}

/* ---- the page */

static struct str in_fours(struct arena *arena, struct str secret)
{
    struct str text = S("");
    for (size_t i = 0; i < secret.n; i += 4) {
        text = str_format(arena, "%.*s%s%.*s", STR_ARG(text), i > 0 ? " " : "", STR_ARG(str_sub(secret, i, 4)));
    }
    return text;
}

static void show_secret(struct request *request, struct out *out, const struct q_person_by_id *row,
                        struct second_page *m)
{
    struct str secret;
    if (!pending_secret(request, &secret)) {
        secret = otp_secret(request->arena);
    }
    m->pending = secret_seal(request->arena, request->site->key, about_pending(request), secret);
    m->secret = in_fours(request->arena, secret);
    m->picture = qr_svg(request->arena, otp_address(request->arena, request->site->name, row->mail, secret),
                        W(out, "Picture for the app for codes; the letters below say the same"));
}

static enum fault must_use say_codes_left(struct request *request, struct out *out, struct str *ret_text)
{
    struct q_recovery_code_count left;
    TRY(q_recovery_code_count(request->db, request->arena, request->who->person_id, &left));
    struct slot n = slot("n", left.n);
    *ret_text = words_text(out, W_NOTE("{n} recovery code is left.|{n} recovery codes are left."), &n, 1);
    return OK;
}

static struct notice staff_notice(struct request *request, struct out *out)
{
    bool needs = (request->who->is_coordinator || request->who->is_administrator) && !request->who->has_second_factor;
    return needs ? (struct notice){TONE_CARE, W(out, "You need this to run the network"),
                                   html_text(request->arena, W(out, "What you may do for the network counts only "
                                                                    "when you have signed in with a second step."))}
                 : (struct notice){0};
}

enum fault second_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct second_page *m = arena_new(request->arena, struct second_page);
    struct q_person_by_id row;
    if (request->site->key == NULL) { /* of no server */
        return FAULT_NOT_FOUND;
    }
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    m->page = page_of(request, W(&out, "Second step of signing in"),
                      W(&out, "A code of your phone besides your password, so that a password alone lets nobody in."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your account"), URL("/me/account"));
    m->is_on = row.totp.n > 0;
    if (m->is_on) {
        TRY(say_codes_left(request, &out, &m->codes_left));
    } else {
        m->notice = staff_notice(request, &out);
        show_secret(request, &out, &row, m);
    }
    m->code = form_field_of(request, form_find(second_form, "code"),
                            m->is_on ? W(&out, "Six digits, or a recovery code.") : W(&out, "Six digits."));
    m->code.type = S("text");
    m->code.fills = S("one-time-code");
    m->asks_present = asks_present(request, &row);
    m->present = form_field_of(request, form_find(second_form, "present"), S(""));
    m->present.fills = S("current-password");
    m->present.required = true;
    m->problems = form_problems_of(request, second_form);
    m->once = request_once(request);
    m->action = URL("/me/second-step");
    response->max_age_s = -1;
    view_second(&out, m);
    return OK;
}

/* ---- on and off */

/* *ret_address: where they are shown. */
static enum fault must_use make_codes(struct request *request, struct str *ret_address)
{
    struct arena *arena = request->arena;
    struct str all = str_format(arena, "%" PRId64, request->now);
    for (int i = 0; i < RECOVERY_CODES; i++) {
        struct str code = otp_recovery(arena);
        TRY(recovery_add(request->db, arena, request->who->person_id, otp_recovery_plain(arena, code), request->now));
        all = str_format(arena, "%.*s %.*s", STR_ARG(all), STR_ARG(code));
    }
    struct str sealed = secret_seal(arena, request->site->key, about_codes(request), all);
    *ret_address = url_path_of(arena, "/me/recovery-codes/{}", sealed).text;
    return OK;
}

static enum fault must_use turn_on(struct request *request, struct response *response,
                                   const struct q_person_by_id *row)
{
    struct str secret;
    int64_t step;
    bool ours = pending_secret(request, &secret);
    if (!ours || !otp_fits(request->arena, secret, request_secret(request, "code"), request->now, 0, &step)) {
        return second_refuse(request, form_find(second_form, "code"));
    }
    TRY(person_set_second(request->db, row->id, totp_seal(request, row->id, secret), step));
    TRY(q_session_end_all(request->db, row->id, 0));
    TRY(make_codes(request, &response->location));
    TRY(session_begin(request, response, row->id, request->who->opened_by, true));
    TRY(account_tell(request->db, request->arena, row->id, ACCOUNT_SECOND_ON, request->now));
    return note_own(request, "second-step-on", row->id, row->name);
}

static enum fault must_use turn_off(struct request *request, struct response *response,
                                    const struct q_person_by_id *row)
{
    TRY(person_set_second(request->db, row->id, S(""), 0));
    TRY(q_session_end_all(request->db, row->id, 0));
    TRY(session_begin(request, response, row->id, request->who->opened_by, false));
    response->location = S("/me/second-step");
    TRY(account_tell(request->db, request->arena, row->id, ACCOUNT_SECOND_OFF, request->now));
    return note_own(request, "second-step-off", row->id, row->name);
}

static enum fault must_use renew_codes(struct request *request, struct response *response,
                                       const struct q_person_by_id *row)
{
    TRY(q_recovery_code_remove_all(request->db, row->id));
    TRY(make_codes(request, &response->location));
    TRY(account_tell(request->db, request->arena, row->id, ACCOUNT_CODES, request->now));
    return note_own(request, "recovery-codes-made", row->id, row->name);
}

/* It is on: either wants a code. */
static enum fault must_use change_second(struct request *request, struct response *response,
                                         const struct q_person_by_id *row)
{
    TRY(second_prove(request, response, form_find(second_form, "code"), row));
    return str_eq(request_typed(request, "do"), S("codes")) ? renew_codes(request, response, row)
                                                            : turn_off(request, response, row);
}

enum fault second_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    if (request->site->key == NULL) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    const struct q_person_by_mail by_mail = {.id = row.id, .uid = row.uid};
    TRY(wrong_look(request, response, person_fold_mail(request->arena, row.mail), &by_mail));
    TRY(prove_present(request, response, form_find(second_form, "present"), &row));
    TRY(row.totp.n > 0 ? change_second(request, response, &row) : turn_on(request, response, &row));
    response->status = 303;
    return OK;
}

/* ---- recovery codes, shown once */

enum fault recovery_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct recovery_page *m = arena_new(request->arena, struct recovery_page);
    struct str rest;
    int64_t made_at;
    struct str sealed = request->params[0];
    if (request->site->key == NULL || sealed.n > SEALED_MAX ||
        secret_open(request->arena, request->site->key, about_codes(request), sealed, &rest) != OK ||
        !parse_int(str_cut(rest, ' ', &rest), 0, INT64_MAX, &made_at) || request->now - made_at > RECOVERY_SHOWN_S) {
        return FAULT_NOT_FOUND;
    }
    while (rest.s != NULL && m->n < RECOVERY_CODES) {
        m->codes[m->n++] = str_cut(rest, ' ', &rest);
    }
    m->page = page_of(request, W(&out, "Keep these codes"),
                      W(&out, "Each lets you in once when you have lost your phone, and they are not shown again."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    (void)url_local(request->arena, session_home(request, gate_allows(request, RIGHT_SETTINGS)), &m->next);
    response->max_age_s = -1;
    view_recovery(&out, m);
    return OK;
}
