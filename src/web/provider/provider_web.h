/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** provider: signing in with the account of an organisation, as a browser sees it (store/sign_in.h).
**
**     /sign-in/with/{name}   a button; pressed, an attempt begins        303 -> /sign-in/wait/{uid}
**     /sign-in/wait/{uid}    leads on to the provider; later: waits, says what came of it, leads on
**     /sign-in/back/{name}   where the provider sends people: a button (GET never writes); pressed, the code is noted
**                            303 -> /sign-in/wait/{uid}
**
** Pages lead on by themselves where that is one step (a refresh of 0 seconds, WCAG technique H76; scripts press the
** button and look again); without scripts each has its one link or button. The form that begins leads to a page of ours
** and that one to the provider, since browsers hold the whole way that a form goes against form-action.
**
** The address of the provider's button is for pages that offer it: provider_buttons.
*/
#ifndef WEB_PROVIDER_PROVIDER_WEB_H
#define WEB_PROVIDER_PROVIDER_WEB_H

#include "web/form.h"
#include "web/layout/parts.h"

struct provider_with_page {
    struct page *page;
    struct form_problems *problems;
    struct str once;
    struct str says;
    struct str button;
    struct str next;
    struct url action;
};

struct provider_back_page {
    struct page *page;
    struct form_problems *problems;
    struct str once;
    struct str state;
    struct str code;
    struct str iss;
    struct url action;
    struct str sends;  /* "1": by itself, with scripts; "" not */
    bool is_refused;   /* nothing can be sent: only to begin anew */
    struct url again;
};

struct provider_wait_page {
    struct page *page;
    struct str says;
    struct str hint;     /* "" for none */
    struct url link;
    struct str link_says;
    struct url other;    /* another way to sign in, where this one failed; "" none */
    bool goes;           /* on by itself, at once */
    bool looks_again;    /* by itself, with scripts */
};

/* One button that leads to signing in with a provider. */
struct provider_button {
    struct str says;   /* "Sign in with City of Ciampino" */
    struct url url;
};

struct provider_buttons {
    struct provider_button *items;
    size_t n;
};

/* Those of all providers, for the page that offers ways to sign in: {{> provider_buttons(m->providers) }}. next: the
** page afterwards, within this site; "" none. One statement; none without a database. */
enum fault must_use provider_buttons_of(struct request *request, struct out *out, struct str next,
                                        struct provider_buttons *ret_buttons);

/* Begins: an attempt at the provider that the address names, and on to the page that leads there. leads_to: the page
** afterwards, within this site. links: who has signed in adds that account to the ways they sign in. FAULT_INVALID: too
** many from there; FAULT_NOT_FOUND. */
enum fault must_use provider_begin(struct request *request, struct response *response, struct str leads_to, bool links);

extern const struct field provider_with_fields[];
extern const struct field provider_with_form[];
extern const struct field provider_back_fields[];
extern const struct field provider_back_form[];
handler provider_with_get;
handler provider_with_act;
handler provider_back_get;
handler provider_back_act;
handler provider_wait_get;

#endif
