/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** who: somebody who has signed in, and what they are here. Loaded by store/session, asked by domain/right; who has not
** signed in is NULL.
**
** A person may have no role at all, be a colleague or the main contact of one or more member cities, and be network
** staff: coordinator or administrator. Staff rights count only in a session that was opened with a second factor.
*/
#ifndef DOMAIN_WHO_H
#define DOMAIN_WHO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* One member city of this person. */
struct who_city {
    int64_t member_id;
    bool is_main_contact; /* else a colleague */
};

struct who {
    int64_t person_id;
    int64_t session_id;
    struct str name;         /* as the person wrote it */
    bool is_coordinator;
    bool is_administrator;
    bool has_second_factor;  /* this session */
    int64_t since;           /* instant: when this session began */
    struct str opened_by;    /* how: password, link, oidc */
    const struct who_city *cities;
    size_t cities_count;
};

#endif
