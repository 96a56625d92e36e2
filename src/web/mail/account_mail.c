/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: a link to sign in, and what tells of a change in how somebody signs in. */
#include "base/check.h"
#include "base/fields.h"
#include "store/account.h"
#include "store/person.h"
#include "web/jobs/jobs_web.h"
#include "web/link/link.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

enum fault mail_token(struct draft *draft, struct str *ret_token)
{
    struct str sealed = fields_get(draft->arena, draft->mail->fields, "token");
    return sealed.n > 0 ? mail_token_open(draft->arena, draft->m->site->key, sealed, ret_token) : FAULT_NOT_FOUND;
}

/* Fields: token. Asked for an address that nobody has, or by who is blocked, or ended by a newer one: there is none. */
enum fault fill_sign_in(struct draft *draft)
{
    struct out *out = &draft->out;
    struct q_person_link_by_digest link;
    struct str token;
    TRY(mail_token(draft, &token));
    TRY(link_find(draft->db, draft->arena, S("sign-in"), token, draft->now, &link));
    draft->m->subject = SAY(out, "Your link to sign in to {network}", slot("network", draft->m->site->name));
    draft->m->heading = W(out, "Sign in without a password");
    mail_say(draft, W(out, "This link opens a page with a button that signs you in. It works once, until ten minutes "
                           "after it was asked for."));
    mail_say(draft, W(out, "Password forgotten? On the same page you can set a new one."));
    mail_add_thing(draft, S(""), SAY(out, "Sign in as {name}", slot("name", link.name)),
                   url_path_of(draft->arena, "/sign-in/link/{}", token));
    draft->m->why = W(out, "You get this mail because somebody typed your address where people sign in. If it was not "
                           "you, do nothing: nobody gets in without this mail.");
    return OK;
}

/* ---- what was changed */

static const struct { const char *what; const char *says; } CHANGES[] = {
    {ACCOUNT_PASSWORD, W_NOTE("Your password was changed")},
    {ACCOUNT_SECOND_ON, W_NOTE("Your second step of signing in was turned on")},
    {ACCOUNT_SECOND_OFF, W_NOTE("Your second step of signing in was turned off")},
    {ACCOUNT_CODES, W_NOTE("You have new recovery codes")},
    {ACCOUNT_LINKED, W_NOTE("The account of an organisation was added to how you sign in")},
    {ACCOUNT_UNLINKED, W_NOTE("The account of an organisation was taken from how you sign in")},
};

static const char *find_change(struct str what)
{
    for (size_t i = 0; i < COUNT_OF(CHANGES); i++) {
        if (str_eq(what, str_of(CHANGES[i].what))) {
            return CHANGES[i].says;
        }
    }
    return NULL;
}

void mail_say_not_you(struct draft *draft)
{
    struct out *out = &draft->out;
    struct str operator = draft->m->site->operator_mail;
    mail_say(draft, W(out, "If it was you, there is nothing to do."));
    mail_say(draft, operator.n > 0
                        ? SAY(out, "If it was not you: have a link sent to you where you sign in, set a new password "
                                   "with it, and tell {mail}.", slot("mail", operator))
                        : W(out, "If it was not you: have a link sent to you where you sign in, set a new password "
                                 "with it, and tell those who run this network."));
    draft->m->why = W(out, "You get this mail because it is about how you sign in. It is sent at every such change.");
}

/* Fields: what, at. */
enum fault fill_account(struct draft *draft)
{
    struct out *out = &draft->out;
    struct str fields = draft->mail->fields;
    const char *says = find_change(fields_get(draft->arena, fields, "what"));
    struct maybe_int at = fields_int(fields, "at");
    if (says == NULL || !at.known) {
        return FAULT_NOT_FOUND;
    }
    draft->m->heading = words_text(out, says, NULL, 0);
    draft->m->subject = str_format(draft->arena, "%.*s: %.*s", STR_ARG(draft->m->site->name),
                                   STR_ARG(draft->m->heading));
    mail_say(draft, SAY(out, "This was done on {when}.", slot("when", say_instant(out, at.v))));
    mail_say_not_you(draft);
    mail_add_thing(draft, S(""), W(out, "Open the page where you sign in"), URL("/sign-in"));
    return OK;
}

/* ---- another address */

/* Fields: token. */
enum fault fill_address_new(struct draft *draft)
{
    struct out *out = &draft->out;
    struct str token;
    TRY(mail_token(draft, &token));
    draft->m->heading = W(out, "Is this your mail address?");
    draft->m->subject = SAY(out, "{network}: confirm your new mail address", slot("network", draft->m->site->name));
    mail_say(draft, SAY(out, "Somebody who signs in to {network} wants to be known by this address from now on. The "
                             "link opens a page with a button that confirms it. It works for a day.",
                        slot("network", draft->m->site->name)));
    mail_add_thing(draft, S(""), W(out, "Confirm this address"),
                   url_path_of(draft->arena, "/new-address/{}", token));
    draft->m->why = W(out, "You get this mail because your address was typed as somebody's new one. If it was not you, "
                           "do nothing: without the button nothing is changed.");
    return OK;
}

/* Fields: token, at. */
enum fault fill_address_old(struct draft *draft)
{
    struct out *out = &draft->out;
    struct maybe_int at = fields_int(draft->mail->fields, "at");
    struct str token;
    TRY(mail_token(draft, &token));
    draft->m->heading = W(out, "Your mail address was changed");
    draft->m->subject = str_format(draft->arena, "%.*s: %.*s", STR_ARG(draft->m->site->name),
                                   STR_ARG(draft->m->heading));
    mail_say(draft, SAY(out, "This was done on {when}. From now on mail goes to your new address, and you sign in with "
                             "that one.", slot("when", say_instant(out, at.v))));
    mail_say(draft, W(out, "If it was you, there is nothing to do."));
    mail_say(draft, W(out, "If it was not you: this link opens a page with a button that takes it back. It works for a "
                           "week."));
    mail_add_thing(draft, S(""), W(out, "It was not me: take it back"),
                   url_path_of(draft->arena, "/old-address/{}", token));
    draft->m->why = W(out, "You get this mail because it is about how you sign in. It is sent at every such change.");
    return OK;
}
