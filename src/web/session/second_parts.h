/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** second_parts: what the pages of the second step share: what is sealed, and whether a code is right.
*/
#ifndef WEB_SESSION_SECOND_PARTS_H
#define WEB_SESSION_SECOND_PARTS_H

#include "http/route.h"
#include "store/person.h"

/* Who is on the way to a session. */
struct on_the_way {
    int64_t person_id;
    int64_t since;        /* instant */
    struct str opened_by; /* password, link, oidc */
    struct str next;      /* "" none */
};

/* Nothing without a key of the network. */
struct str way_seal(struct request *request, const struct on_the_way *way);
/* False: it is none of ours, or older than SECOND_OPEN_S. */
bool way_open(struct request *request, struct str sealed, struct on_the_way *ret_way);

/* The secret as it stands in the row of a person. */
struct str totp_seal(struct request *request, int64_t person_id, struct str secret);

/* Takes a code of the phone, or a recovery code: either is used up. *ret_fits false: it is wrong, or was used. */
enum fault must_use second_take(struct request *request, const struct q_person_by_id *person, struct str typed,
                                bool *ret_fits);
/* The code in a field of a form, taken. FAULT_INVALID: it is wrong or was used: that is counted, and its problem
** says so. Behind wrong_look. */
enum fault must_use second_prove(struct request *request, struct response *response, const struct field *field,
                                 const struct q_person_by_id *person);
/* FAULT_INVALID, and the field's problem. */
enum fault must_use second_refuse(struct request *request, const struct field *field);

#endif
