/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** remark: what a reader tells those who run the network ("Something wrong or missing?"), and what came of it.
**
**     waiting --answered--> answered
**        '------closed----> closed
**
** Kept for REMARK_KEPT_S after it came, or REMARK_ENDED_KEPT_S after it was ended, whichever is first; then it is gone
** (remark_forget). The mail address is for an answer and stands on no page. Within a transaction of the caller's.
*/
#ifndef STORE_REMARK_H
#define STORE_REMARK_H

#include "base/fault.h"
#include "store/remark.sql.h"

#define REMARK_SAYS_MIN 3      /* letters */
#define REMARK_SAYS_MAX 2000
#define REMARK_SOURCE_MAX 300
#define REMARK_PAGE_MAX 300
#define REMARK_MAIL_MAX 254    /* RFC 5321, 4.5.3.1.3 */
#define REMARK_ANSWER_MAX 2000
#define REMARK_KEPT_S (365 * 86400)
#define REMARK_ENDED_KEPT_S (90 * 86400)
#define REMARK_LIST_MAX 200
#define REMARK_ANSWER_MAIL "remark-answer" /* its field `remark` is the number */

struct remark_new {
    struct str page;
    struct str says;
    struct str source;
    struct str mail;
    struct str language;
};

/* *ret_uid: the last part of the address of its page. */
enum fault must_use remark_add(struct db *db, struct arena *arena, const struct remark_new *remark, int64_t now,
                               struct str *ret_uid);
/* answer "": closed without one. An answer goes out by mail as well when its sender left an address and mail is set up
** (store/mail.h); the address is then removed from here. FAULT_NOT_FOUND: there is no such remark; FAULT_CONFLICT: it
** does not wait any more.
** */
enum fault must_use remark_end(struct db *db, struct arena *arena, int64_t id, struct str answer, int64_t now);

#endif
