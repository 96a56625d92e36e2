/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** membership: a city becomes a member city, pauses, comes back, leaves: each a step that is kept with who did it and
** why. How a city stands is read from its last step (domain/standing.h).
**
** Within a transaction of the caller's that writes.
*/
#ifndef STORE_MEMBERSHIP_H
#define STORE_MEMBERSHIP_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/standing.h"
#include "store/member.sql.h"
#include "store/membership.sql.h"

#define MEMBERSHIP_WHY_MAX 500

/* How a step comes about. */
struct step_by {
    const char *way;         /* a value of member_step.way */
    struct maybe_int person; /* not known: on the command line */
    struct str why;          /* "" for none */
};

extern const struct step_by step_by_role; /* the first role of a city, given on the command line */

/* A city becomes a member city; one that has left does so again, with all that was kept of it. *ret_joined false: it is
** one already; may be NULL. */
enum fault must_use membership_join(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                    const struct step_by *by, int64_t now, int64_t *ret_id, bool *ret_joined);

#endif
