/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: signing in with a link by mail, which is also the way back in for who forgot the password. */
#include "store/account.h"
#include "store/mail.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field link_sign_in_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "in password",
     .help = "sign in, or sign in and set a new password"},
    {0},
};

/* ---- asking for one */

/* The same is done for whatever address: of one that nobody has, the mail is dropped when its words are to be made. */
enum fault link_send(struct request *request, struct response *response, struct str mail, struct str next,
                     const struct q_person_by_mail *person)
{
    struct arena *arena = request->arena;
    struct str token;
    struct str sealed;
    bool added;
    TRY(link_take(request, response, mail, person));
    TRY(link_make(request->db, arena, person->id, S("sign-in"), next, request->now, &token));
    TRY(mail_token_seal(arena, request->site->key, token, &sealed));
    TRY(mail_add(request->db, arena, &(struct mail_new){
        .kind = S(SIGN_IN_MAIL), .address = person->id != 0 ? person->mail : mail, .person = person->id,
        .language = person->id != 0 ? person->language : words_tag(request->words), .useful_s = LINK_SIGN_IN_S,
        .fields = str_format(arena, "token=%.*s\n", STR_ARG(sealed))}, request->now, &added));
    response->status = 303;
    response->location = next.n > 0 ? url_add(arena, URL("/sign-in?done=link"), "next", next).text
                                    : S("/sign-in?done=link");
    return OK;
}

/* ---- its page */

enum fault link_show_over(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct link_page *m = arena_new(request->arena, struct link_page);
    m->page = page_of(request, W(&out, "This link does not work any more"),
                      W(&out, "It was used, is too old, or a newer one was made: ask for another where you got it."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    response->status = 404;
    response->max_age_s = -1;
    view_link_over(&out, m);
    return OK;
}

enum fault link_refuse_over(struct request *request)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, W(&out, "This link"), W(&out, "does not work any more"),
                 W(&out, "ask for another one where you got it"));
    return FAULT_INVALID;
}

enum fault link_sign_in_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct link_page *m = arena_new(request->arena, struct link_page);
    struct q_person_link_by_digest row;
    enum fault fault = request->db == NULL ? FAULT_BUSY
        : link_find(request->db, request->arena, S("sign-in"), request->params[0], request->now, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_show_over(request, response) : fault;
    }
    m->by_console = request->entrance == ENTRANCE_OWN;
    m->page = page_of(request, W(&out, "Sign in"),
                      m->by_console ? W(&out, "With the address that this computer printed.")
                                    : SAY(&out, "With the link that was sent to {mail}.", slot("mail", row.mail)),
                      DOOR_NONE);
    m->page->no_index = true;
    m->page->is_sign_in = true;
    page_hide_address(m->page);
    m->button = SAY(&out, "Sign in as {name}", slot("name", row.name));
    m->problems = form_problems_of(request, link_sign_in_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/sign-in/link/{}", request->params[0]);
    response->max_age_s = -1;
    view_link_sign_in(&out, m);
    return OK;
}

enum fault link_sign_in_act(struct request *request, struct response *response)
{
    struct q_person_link_by_digest row;
    struct q_person_by_id person;
    bool forgotten = str_eq(request_typed(request, "do"), S("password"));
    enum fault fault = link_use(request->db, request->arena, S("sign-in"), request->params[0], request->now, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? link_refuse_over(request) : fault;
    }
    TRY(q_person_by_id(request->db, request->arena, row.person_id, &person));
    if (person.totp.n == 0) {
        TRY(place_save(request, &(struct q_person_by_mail){.id = person.id, .uid = person.uid}));
    }
    return session_lead(request, response, person.id, S("link"),
                        forgotten ? S("/me/password") : next_local(request, row.leads_to));
}
