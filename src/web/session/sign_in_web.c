/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: signing in and out. */
#include "http/keeper.h"
#include "store/session.h"
#include "text/words.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/views.h"

const struct field sign_in_fields[] = {
    {.name = "next", .label = W_NOTE("The page you came from"), .kind = FIELD_TEXT, .max = NEXT_MAX,
     .help = "where to go on afterwards, an address within this site"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "password out link back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field sign_in_form[] = {
    {.name = "mail", .label = W_NOTE("Your mail address"), .kind = FIELD_MAIL, .min = 1, .max = PERSON_MAIL_MAX,
     .help = "that you are known by here"},
    {.name = "password", .label = W_NOTE("Your password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "yours; not asked for a link"},
    {.name = "next", .label = W_NOTE("The page you came from"), .kind = FIELD_TEXT, .max = NEXT_MAX,
     .help = "where to go on afterwards, an address within this site"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "password link demo",
     .help = "sign in with the password, have a link sent by mail, or, in a demonstration, come in as somebody"},
    {0},
};

const struct field sign_out_form[] = {{0}};

/* ---- the form */

static struct form_field field_of(struct request *request, const char *name)
{
    return form_field_of(request, form_find(sign_in_form, name), S(""));
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct notice notice = {.tone = TONE_GOOD};
    if (str_eq(done, S("password"))) {
        notice.title = W(out, "Your password is set");
        notice.text = html_text(request->arena, W(out, "Sign in with it now."));
    } else if (str_eq(done, S("link"))) {
        notice.title = W(out, "Look into your mail");
        notice.text = html_text(request->arena, W(out, "If the address is known here, a mail with a link is on its "
            "way. The link works once, for ten minutes. No mail? Look among unwanted mail, or whether you typed the "
            "address that you are known by here."));
    } else if (str_eq(done, S("back"))) {
        notice.title = W(out, "Your mail address is the old one again");
        notice.text = html_text(request->arena, W(out, "The password has ended, and you are signed out everywhere. "
            "Have a link sent to you, and set a new password with it."));
    } else if (str_eq(done, S("out"))) {
        notice.title = W(out, "You are signed out");
        notice.text = html_text(request->arena, W(out, "Nobody who uses this browser after you is signed in as you."));
    }
    return notice;
}

static bool sends_links(const struct request *request)
{
    return request->site->sends_mail && request->site->key != NULL;
}

enum fault sign_in_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct sign_in_page *m = arena_new(request->arena, struct sign_in_page);
    struct str next = next_local(request, request->acts ? request_typed(request, "next")
                                                        : request_text(request, "next"));
    m->page = page_of(request, W(&out, "Sign in"),
                      W(&out, "For people of member cities and those who run this network."), DOOR_NONE);
    m->page->no_index = true;
    m->page->is_sign_in = true;
    m->notice = request->acts ? (struct notice){0} : notice_of(request, &out);
    m->mail = field_of(request, "mail");
    m->mail.type = S("email");
    m->mail.fills = S("username");
    m->password = field_of(request, "password");
    m->password.fills = S("current-password");
    m->password.required = true;
    m->sends_links = sends_links(request);
    m->next = field_of(request, "next");
    m->next.value = next;
    TRY(provider_buttons_of(request, &out, next, &m->providers));
    TRY(demo_accounts_of(request, &out, next, &m->demo));
    m->problems = form_problems_of(request, sign_in_form);
    m->once = request_once(request);
    struct str language = request_text(request, "lang");
    m->action = language.n > 0 ? url_add(request->arena, URL("/sign-in"), "lang", language) : URL("/sign-in");
    response->max_age_s = -1;
    view_sign_in(&out, m);
    return OK;
}

/* ---- signing in */

static enum fault must_use refuse_link(struct request *request)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, W(&out, "A link by mail"),
                 W(&out, "cannot be had: this network sends no mail yet"), W(&out, "sign in with your password"));
    return FAULT_INVALID;
}

static enum fault must_use refuse_empty(struct request *request)
{
    form_refuse(request, form_find(sign_in_form, "password"), W_NOTE("is empty"), W_NOTE("fill it in"));
    return FAULT_INVALID;
}

static enum fault must_use refuse(struct request *request, struct response *response, struct str mail)
{
    struct out out = response_out(request, response);
    TRY(wrong_add(request, response, mail));
    problems_add(&request->problems, W(&out, "Mail address and password"), W(&out, "do not belong together"),
                 W(&out, "check both and try again"));
    return FAULT_INVALID;
}

enum fault sign_in_act(struct request *request, struct response *response)
{
    struct q_person_by_mail person = {0};
    struct str mail = person_fold_mail(request->arena, request_typed(request, "mail"));
    struct str next = next_local(request, request_typed(request, "next"));
    bool fits = false;
    enum fault fault = q_person_by_mail(request->db, request->arena, mail, &person);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (str_eq(request_typed(request, "do"), S("demo"))) {
        return demo_sign_in(request, response, &person, next);
    }
    if (str_eq(request_typed(request, "do"), S("link"))) {
        return sends_links(request) ? link_send(request, response, mail, next, &person) : refuse_link(request);
    }
    if (request_secret(request, "password").n == 0) {
        return refuse_empty(request);
    }
    bool may = fault == OK && str_eq(person.state, S("active"));
    request->person = person.id; /* the process log says whose account was tried */
    TRY(wrong_look(request, response, mail, &person));
    TRY(keeper_verify(request, may ? person.password : S(""), request_secret(request, "password"), &fits));
    if (!fits) {
        return refuse(request, response, mail);
    }
    if (person.totp.n == 0) {
        TRY(place_save(request, &person));
    }
    return session_lead(request, response, person.id, S("password"), next);
}

/* ---- signing out */

enum fault sign_out_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct sign_out_page *m = arena_new(request->arena, struct sign_out_page);
    m->page = page_of(request, W(&out, "Sign out"), W(&out, "Do so on a computer that others use as well."), DOOR_NONE);
    m->page->no_index = true;
    m->signed_in = request_who(request) != NULL;
    m->problems = form_problems_of(request, sign_out_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_sign_out(&out, m);
    return OK;
}

enum fault sign_out_act(struct request *request, struct response *response)
{
    TRY(session_close(request->db, request->arena, request->session));
    response->session_ends = true;
    response->status = 303;
    response->location = S("/sign-in?done=out");
    return OK;
}
