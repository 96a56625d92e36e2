/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** curious: somebody is just curious: news of the network by mail, without an account.
**
**     curious_add --mail with a link--> unproven --curious_prove--> on --curious_end, or a click in a mail--> gone
**                                          '--CURIOUS_PROVE_S--> gone
**
** Of an address there is one. Asking again while it is on changes nothing: a mail says so. News are cities that joined
** and lists that were brought in since the last mail; without news there is none, and none within MAIL_UNASKED_S of
** another that comes by itself (store/mail.h). Ended or unreachable for CURIOUS_UNREACHED_S, the row goes; it is kept
** CURIOUS_KEPT_S at most, then who wants it asks again.
**
** Within a transaction of the caller's that writes.
*/
#ifndef STORE_CURIOUS_H
#define STORE_CURIOUS_H

#include "base/fault.h"
#include "store/curious.sql.h"

#define CURIOUS_PROVE_S 86400
#define CURIOUS_KEPT_S (2 * 365 * 86400)
#define CURIOUS_UNREACHED_S (30 * 86400)
#define CURIOUS_WORDS 1           /* counted up with every change of what the form says */
#define CURIOUS_MAIL "curious"    /* to who asks: how it stands; its field `curious` is the uid */
#define CURIOUS_NEWS_MAIL "news"  /* the same, and `since`: an instant */

enum fault must_use curious_add(struct db *db, struct arena *arena, struct str mail, struct str language, int64_t now);
/* The address is theirs. FAULT_CONFLICT: it is on already; FAULT_NOT_FOUND: it is over. */
enum fault must_use curious_prove(struct db *db, const struct q_curious_by_uid *row, int64_t now);
/* The mails that are due by now. */
enum fault must_use curious_tell(struct db *db, struct arena *arena, int64_t now);

#endif
