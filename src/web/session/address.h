/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** address: changing one's mail address. It is typed with the present password; a link that goes to the new address
** confirms it; the old one is told, with a link that takes it back, sets the password and all sessions to an end.
**
** No row stands for these links: they are sealed with the key of the network and say for whom, from when and what. One
** that confirms ends with any change of the person (rev), so it works once and not behind a new password; one that
** takes back works while the address is still the one it speaks of. Each opens a page with one button; the button acts.
** Whether somebody else has the new address is said only to who has shown that it is theirs.
*/
#ifndef WEB_SESSION_ADDRESS_H
#define WEB_SESSION_ADDRESS_H

#include "web/form.h"
#include "web/layout/parts.h"

#define ADDRESS_CONFIRM_S 86400
#define ADDRESS_BACK_S (7 * 86400)

struct address_page {
    struct page *page;
    struct form_field mail;
    struct form_field present;
    struct form_field code;
    bool asks_present;
    bool asks_code;
    struct form_problems *problems;
    struct str once;
};

extern const struct field address_form[], address_button_form[];
handler address_get, address_act;
handler address_new_get, address_new_act;
handler address_old_get, address_old_act;

#endif
