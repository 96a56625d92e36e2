/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** membership: a city becomes a member city, pauses, comes back, leaves: each a step that is kept with who did it and
** why. How a city stands is read from its last step (domain/standing.h).
**
** A city pauses and leaves by its main contact, or by who runs the network, who also takes it back; what the network
** paused the city does not take back itself. When it leaves, whatever people are for it ends, so does what it signed,
** and MEMBERSHIP_KEPT_S later what it said of itself goes (its history stays). Whoever it concerns gets a mail: those
** who run the network when the city did it, its main contacts when somebody else did, all of its people when it leaves.
** Every step stands in the log.
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
#include "store/trust_log.h"

#define MEMBERSHIP_WHY_MAX 500
#define MEMBERSHIP_KEPT_S (365 * 86400)
#define MEMBER_STEP_MAIL "member-step" /* its fields `member`, `number`, and `as`: city or staff */
#define LEAD_ASKED_MAIL "lead-asked"   /* the same, to who answers for the city */

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

struct membership_change {
    int64_t member_id;
    struct str city;
    enum city_step step;
    bool own;        /* by the city itself; else by the network */
    struct str why;  /* "" for none */
};

/* FAULT_CONFLICT: it is not possible as the city stands now. */
enum fault must_use membership_step(struct db *db, struct arena *arena, const struct membership_change *change,
                                    const struct log_someone *who, int64_t now);
/* What goes with each step, once it is kept as that number: mails, the log, and that pages changed. */
enum fault must_use membership_tell(struct db *db, struct arena *arena, const struct membership_change *change,
                                    int64_t number, const struct log_someone *who, int64_t now);
/* A mail to each main contact of a city; where there is none, to those who run the network. */
enum fault must_use membership_tell_main(struct db *db, struct arena *arena, int64_t member_id, const char *kind,
                                         struct str fields, int64_t now);
/* The retention clock: what cities said of themselves that left long ago. */
enum fault must_use membership_forget(struct db *db, int64_t now);

#endif
