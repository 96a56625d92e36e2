/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail_choice: /me/mail: what mail comes by itself, and a box to agree to it or to take that back (store/consent.h). It
** is empty until somebody ticks it. Only those who run the network are asked: nobody else gets such mail so far.
*/
#ifndef WEB_PRIVACY_MAIL_CHOICE_H
#define WEB_PRIVACY_MAIL_CHOICE_H

#include "web/form.h"
#include "web/layout/parts.h"

struct mail_choice_page {
    struct page *page;
    bool is_asked;
    bool chosen;
    struct str since;   /* "You agreed on ..."; "" not */
    struct form_problems *problems;
    struct str once;
};

extern const struct field mail_choice_form[];
handler mail_choice_get, mail_choice_act;

#endif
