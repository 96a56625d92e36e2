/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** claim: somebody says that they work for a member city, and asks to act for it.
**
**     claim_add --mail with a link--> unproven --claim_prove--> yes, when the address is one of the city's own
**                                        |                       '--> waiting --claim_answer--> yes, no
**                                        '--CLAIM_PROVE_S--> gone      '--CLAIM_WAIT_S, claim_end--> over
**
** Of an address and a city there is one. While it waits, and after a no for as long as that is kept, asking again
** changes nothing: a mail says how it stands. Whoever asked gets a mail at each end; its words are made from the row
** when it is sent (web/mail). Those who may answer get one mail: the main contacts of the city, else the coordinators.
**
** A yes makes somebody a colleague: who had signed in when asking; else whoever has the address, who gets an account if
** nobody has it. Whether who presses a button is the right one is for the caller to look at. Answered or over, the row
** stays for CLAIM_KEPT_S. Within a transaction of the caller's that writes.
*/
#ifndef STORE_CLAIM_H
#define STORE_CLAIM_H

#include "base/fault.h"
#include "store/claim.sql.h"
#include "store/person.h"

#define CLAIM_PROVE_S 86400
#define CLAIM_WAIT_S (30 * 86400)
#define CLAIM_KEPT_S (30 * 86400)
#define CLAIMS_MAX 20 /* that wait, of one city */
#define CLAIM_SAYS_MAX 200
#define CLAIM_WHY_MAX 500
#define CLAIM_MAIL "claim"        /* to who asks: how it stands; its field `claim` is the uid */
#define CLAIM_VOUCH_MAIL "vouch"  /* to who may answer; the same */

struct claim_new {
    int64_t member_id;
    struct maybe_int person_id; /* who has signed in, and has another address */
    struct str name;
    struct str mail;
    struct str says;
    struct str language;
};

enum fault must_use claim_add(struct db *db, struct arena *arena, const struct claim_new *claim, int64_t now);

/* The address is theirs. FAULT_CONFLICT: it is not unproven any more, or over, or the account is blocked;
** FAULT_TOO_LARGE: CLAIMS_MAX wait. */
enum fault must_use claim_prove(struct db *db, struct arena *arena, const struct q_claim_by_uid *row, int64_t now,
                                struct role_taken *ret_person);
/* why: of a no, "" for none. FAULT_CONFLICT: it does not wait any more, or the account is blocked. */
enum fault must_use claim_answer(struct db *db, struct arena *arena, const struct q_claim_by_uid *row, bool yes,
                                 struct str why, int64_t by, int64_t now, struct role_taken *ret_person);
/* The retention clock: those that nobody answered end, with a mail, a hundred at a time; rows whose time has come go.
** The caller has no transaction. */
enum fault must_use claim_end(struct db *db, struct arena *arena, int64_t now);

#endif
