/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** demo_web: the accounts of a demonstration on the page for signing in, a button each, which signs in without password
** and stands for the second step too: the rights of each are then those that they have anywhere. It works only in a
** database that was made a demonstration (store/demo.h), for its own people, and on the computer that it runs on: the
** site is a trial, asked for by a name of this computer.
*/
#ifndef WEB_SESSION_DEMO_WEB_H
#define WEB_SESSION_DEMO_WEB_H

#include "store/person.h"
#include "http/route.h"

struct demo_account {
    struct str name;
    struct str mail;
    struct str is; /* "Main contact of Musterhafen (demo)" */
};

struct demo_accounts {
    struct demo_account *items;
    size_t n;      /* 0: it is no demonstration */
    struct str next;
    struct str once;
};

enum fault must_use demo_accounts_of(struct request *request, struct out *out, struct str next,
                                     struct demo_accounts *ret_accounts);
/* The button of one was pressed. FAULT_INVALID: it is none of those accounts. */
enum fault must_use demo_sign_in(struct request *request, struct response *response,
                                 const struct q_person_by_mail *person, struct str next);

#endif
