/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** invitation: somebody is asked by mail to act for a member city.
**
**     invitation_add --mail goes out--> it holds --taken up----> the role is given, the row is gone
**                                          |-----withdrawn-----> the row is gone
**                                          '-----INVITATION_S--> over; the row goes INVITATION_KEPT_S later
**
** It holds for INVITATION_S, as long as who sent it may still invite. It may be sent again, INVITATION_SENT_MAX times
** in all, which begins that time anew and makes it an invitation of who sends it again. The link in the mail is signed
** (web/link) and names the row, so nothing that lets anybody in stands in the table.
**
** An address that is none of the city's own domains (domain/official.h) needs somebody who vouches for it: who invites.
** Within a transaction of the caller's that writes.
*/
#ifndef STORE_INVITATION_H
#define STORE_INVITATION_H

#include "base/fault.h"
#include "store/invitation.sql.h"

#define INVITATION_S (14 * 86400)
#define INVITATION_KEPT_S (30 * 86400)
#define INVITATION_SENT_MAX 3
#define INVITATION_MAIL "invitation" /* its field `invitation` is the number */
#define INVITATIONS_MAX 50 /* that wait, of one city */
#define MEMBER_DOMAINS_MAX 10

struct invitation_new {
    int64_t member_id;
    struct str role;              /* colleague, main_contact */
    struct str mail;
    struct str language;          /* of the mail */
    bool vouched;
    struct maybe_int invited_by;  /* person */
};

/* FAULT_CONFLICT: one to that address waits, or it belongs to somebody with this role here; FAULT_TOO_LARGE:
** INVITATIONS_MAX wait. */
enum fault must_use invitation_add(struct db *db, struct arena *arena, const struct invitation_new *invitation,
                                   int64_t now, struct str *ret_uid);
/* FAULT_TOO_LARGE: it was sent INVITATION_SENT_MAX times. */
enum fault must_use invitation_send_again(struct db *db, struct arena *arena, const struct q_invitation_by_uid *row,
                                          struct maybe_int by, int64_t now);
/* The role is given to that person, by who invited; it may stand already. */
enum fault must_use invitation_take(struct db *db, struct arena *arena, const struct q_invitation_by_uid *row,
                                    int64_t person_id, int64_t now);

/* A domain becomes one of a city's own; as official_domain gave it. FAULT_TOO_LARGE: MEMBER_DOMAINS_MAX are. */
enum fault must_use member_domain_save(struct db *db, struct arena *arena, struct str member_uid, int64_t member_id,
                                       struct str domain, int64_t now);
/* Whether an address is one of a city's own. */
enum fault must_use member_owns(struct db *db, struct arena *arena, struct str member_uid, struct str mail,
                                bool *ret_owns);

#endif
