/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** session: signing in and out, and what is one's own: name, password, where one is signed in.
**
** - Whoever signs in gets a new session, and the one the browser had is over (store/session.h).
** - Unknown and blocked addresses are answered like wrong passwords, and cost the same work.
** - Wrong passwords slow down whoever sends them, for that address (session_slow.c); people who sign in from where they
**   signed in before are never held up by what others send.
** - Signing in leads on to where somebody came from, within this site only.
** - A link by mail signs in once, behind a button; the second step is asked all the same. It is asked for with the form
**   that passwords are typed into. Whatever address is typed, the answer is the same and so is the work; only the mail
**   is not made for one that nobody has.
** - What changes how somebody signs in asks for the present password once more (ASVS 5.0, 6.2.3, 7.5.1, 7.5.2), but of
**   who has just come by a link: so a forgotten password is set anew. The person is told by mail (store/account.h).
*/
#ifndef WEB_SESSION_SESSION_WEB_H
#define WEB_SESSION_SESSION_WEB_H

#include "store/person.h"
#include "web/form.h"
#include "web/layout/parts.h"
#include "web/people/deed.h"
#include "web/provider/provider_web.h"
#include "web/session/demo_web.h"

#define PASSWORD_LETTERS_MAX 200 /* that are taken in a form; a sentence fits */
#define NEXT_MAX 300

struct sign_in_page {
    struct page *page;
    struct notice notice;    /* title "" for none */
    struct form_field mail;
    struct form_field password;
    struct form_field next;
    bool sends_links;        /* a link by mail is another way in */
    struct provider_buttons providers; /* others */
    struct demo_accounts demo; /* of a demonstration; else none */
    struct form_problems *problems;
    struct str once;
    struct url action;
};

/* Of a link by mail that signs in, and of one that is over. */
struct link_page {
    struct page *page;
    struct str button;       /* "Sign in as ..." */
    bool by_console;         /* the computer printed it: there is no mail, and no password */
    struct form_problems *problems;
    struct str once;
    struct url action;
};

struct sign_out_page {
    struct page *page;
    bool signed_in;
    struct form_problems *problems;
    struct str once;
};

/* A form that was sent by somebody who is not signed in any more. */
struct again_page {
    struct page *page;
    struct url action;
    struct url sign_in;
    struct str once;
    struct query_field *kept;
    size_t kept_n;
    bool had_secret;
};

struct my_account_page {
    struct page *page;
    struct notice notice;    /* title "" for none */
    struct fact facts[6];
    size_t facts_count;
    struct provider_buttons accounts; /* of organisations: to sign in with, or not any more */
    struct use_data use_data;
};

/* The account of an organisation. */
struct account_page {
    struct page *page;
    bool is_linked;
    bool is_last;            /* the only way in */
    struct str says;
    struct str button;
    bool asks_present;
    struct form_field present;
    struct form_problems *problems;
    struct str once;
    struct url action;
};

struct language_choice { struct str code; struct str name; bool chosen; };

struct details_page {
    struct page *page;
    struct form_field name;
    struct form_field rev;
    struct str language_error;
    struct language_choice *languages;
    size_t languages_n;
    struct form_problems *problems;
    struct str once;
};

struct session_row {
    struct str uid;
    struct str browser;
    struct str seen;
    struct str opened;
    bool is_this;
    bool chosen;
};

struct sessions_page {
    struct page *page;
    struct notice notice;
    struct session_row *rows;
    size_t n;
    bool has_others;
    bool has_password;
    struct form_field password;
    struct form_problems *problems;
    struct str once;
};

struct password_page {
    struct page *page;
    struct str mail;         /* for what keeps passwords in the browser */
    bool asks_present;
    struct form_field present;
    bool asks_code;          /* of who has a second step */
    struct form_field code;
    struct form_field password;
    struct form_problems *problems;
    struct str once;
    struct url action;
};

extern const struct field sign_in_fields[], sign_in_form[], sign_out_form[];
handler sign_in_get, sign_in_act, sign_out_get, sign_out_act;
extern const struct field link_sign_in_form[];
handler link_sign_in_get, link_sign_in_act;

extern const struct field my_account_fields[], details_form[], sessions_form[], password_form[], set_password_form[];
extern const struct field account_form[];
handler my_account_get, details_get, details_act, sessions_get, sessions_act, password_get, password_act;
handler set_password_get, set_password_act, account_get, account_act;

/* Of the gate: see http/route.h. */
void again_render(struct request *request, struct response *response);

#endif
