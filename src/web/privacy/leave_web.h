/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** leave: /me/leave: somebody ends their account and has everything about them erased, by themselves and at once: what
** `smallgiants privacy erase` does (store/erasure.h). A page says before what goes, what stays and why; the form asks
** for the password, and for a code of who has a second step. The last administrator stays until there is another one.
** /left says that it is done, with the number of its entry in the log: open to all, it names nobody.
*/
#ifndef WEB_PRIVACY_LEAVE_WEB_H
#define WEB_PRIVACY_LEAVE_WEB_H

#include "web/form.h"
#include "web/layout/parts.h"

#define LEAVE_ROLES_MAX 200

struct leave_page {
    struct page *page;
    bool may_go;              /* else the last administrator */
    struct str hand_over;     /* how, then */
    struct str *roles;        /* what becomes of each: a sentence */
    size_t roles_n;
    struct use_data use_data;
    bool asks_present;
    bool asks_code;
    struct form_field present;
    struct form_field code;
    struct form_problems *problems;
    struct str once;
};

struct left_page {
    struct page *page;
    struct str entry;         /* a sentence with the number; "" it is not known */
};

extern const struct field leave_form[], left_fields[];
handler leave_get, leave_act, left_get;

#endif
