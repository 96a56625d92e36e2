/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** lead: member cities that lead the network for a term, and which of them is in the chair. All of it are steps of the
** city (member_step): it is suggested by another member city or by who runs the network, with reasons and until when;
** its main contact says yes or no; it ends by a step, by itself at the end of the term, or because the city pauses or
** leaves. Who runs the network says which lead city is in the chair: one at a time, for as long as it leads.
**
** LEAD_MOST lead at most, and those that are asked count. Mails and the log go with each step as with all others.
** Within a transaction of the caller's that writes; lead_end has its own.
*/
#ifndef STORE_LEAD_H
#define STORE_LEAD_H

#include "store/lead.sql.h"
#include "store/membership.h"

struct lead_change {
    struct membership_change to; /* `own`: by a member city */
    struct str reasons;          /* of STEP_LEAD_ASKED: words, and until when, and which member city suggests it */
    int64_t until;
    struct maybe_int by_member;
};

/* FAULT_CONFLICT: it is not possible as the city stands now. FAULT_TOO_LARGE: LEAD_MOST lead already, or are asked. */
enum fault must_use lead_step(struct db *db, struct arena *arena, const struct lead_change *change,
                              const struct log_someone *who, int64_t now);
/* The clock: terms that are over, and suggestions that nobody answered. */
enum fault must_use lead_end(struct db *db, struct arena *arena, int64_t now);

#endif
