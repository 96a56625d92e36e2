/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** announcement: what those who run the network tell everybody, or the people of member cities, for some time.
**
**     announcement_add --> on, until its last day --announcement_take_back--> back: nobody sees it any more
**                           '--announcement_correct--> on
**
** Each of it stands in the log with its words, so what was said stays known; pages that are kept for visitors are made
** anew. No mail goes out for it: the weekly one names the newest in a line (web/mail). ANNOUNCEMENT_KEPT_DAYS after its
** last day it goes. Within a transaction of the caller's that writes.
*/
#ifndef STORE_ANNOUNCEMENT_H
#define STORE_ANNOUNCEMENT_H

#include "base/fault.h"
#include "store/announcement.sql.h"
#include "store/trust_log.h"

#define ANNOUNCEMENT_TITLE_MAX 120   /* letters */
#define ANNOUNCEMENT_SAYS_MAX 800
#define ANNOUNCEMENT_LINK_MAX 500
#define ANNOUNCEMENT_DAYS_MAX 365    /* it stands: what stands for longer belongs on a page */
#define ANNOUNCEMENT_KEPT_DAYS 365

struct announcement_new {
    struct str title;
    struct str says;
    struct str link;      /* "" none */
    struct str seen_by;   /* a value of the column */
    int64_t until_day;
};

enum fault must_use announcement_add(struct db *db, struct arena *arena, const struct announcement_new *new,
                                     const struct log_someone *who, int64_t now, struct str *ret_uid);
/* FAULT_CONFLICT: it was taken back. */
enum fault must_use announcement_correct(struct db *db, struct arena *arena, const struct q_announcement_by_uid *row,
                                         const struct announcement_new *new, const struct log_someone *who,
                                         int64_t now);
enum fault must_use announcement_take_back(struct db *db, struct arena *arena, const struct q_announcement_by_uid *row,
                                           const struct log_someone *who, int64_t now);

#endif
