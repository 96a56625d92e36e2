/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** claim: asking by oneself to act for a member city. A form for everybody; the page of the link that shows that the
** address is theirs; and the page where somebody answers who may, reached from the people of the city or by the link of
** a mail. Looking changes nothing. What is answered to the form never tells whether an address is known.
**
** Who had signed in when asking, with another address than their own, presses the button signed in: so nobody is made
** to confirm an address for somebody else.
*/
#ifndef WEB_MEMBER_CLAIM_WEB_H
#define WEB_MEMBER_CLAIM_WEB_H

#include "store/claim.h"
#include "web/asking.h"
#include "web/link/link.h"
#include "web/people/deed.h"

#define CLAIM_LINK "claim"  /* kinds of links: subject is the uid; */
#define VOUCH_LINK "vouch"  /* the uid, "-" and the number of who may answer */

struct claim_new_page {
    struct page *page;
    struct notice notice;     /* title "" for none */
    bool is_open;             /* mail goes out, and there is a city */
    struct deed_select city;
    struct asking_fields asks;
    struct form_problems *problems;
    struct str once;
};

extern const struct field claim_new_fields[], claim_new_form[], claim_form[], claim_answer_form[];
handler claim_new_get, claim_new_act, claim_get, claim_act;
handler claim_answer_get, claim_answer_act, vouch_get, vouch_act;

/* ---- for these pages */

/* The page of a link that leads nowhere any more. */
void claim_show_over(struct request *request, struct response *response, const struct field *form);

#endif
