/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** curious: for who is just curious: an address and a language, and news of the network come by mail, once a week at
** most, without an account. A link by mail shows that the address is theirs; its page has one button, and later the one
** that ends it. What is answered to the form never tells whether an address is known.
*/
#ifndef WEB_CURIOUS_CURIOUS_WEB_H
#define WEB_CURIOUS_CURIOUS_WEB_H

#include "store/curious.h"
#include "web/asking.h"
#include "web/people/deed.h"

#define CURIOUS_LINK "curious" /* a kind of link: its subject is the uid */

struct curious_page {
    struct page *page;
    struct notice notice;   /* title "" for none */
    bool is_open;           /* mail goes out */
    struct form_field mail;
    struct form_field trap;
    struct deed_select language;
    struct form_problems *problems;
    struct str once;
};

extern const struct field curious_fields[], curious_form[], curious_link_form[];
handler curious_get, curious_act, curious_link_get, curious_link_act;

#endif
