/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** week: the mails that come by themselves, in office hours. Once a week at most, to who agreed to it (store/consent.h)
** and only when something waits for them: what stands on their desk (store/desk.h). Once a year at most, to
** administrators, when what the law wants said is to be looked through again (store/set_up.h): within the YEAR_DAYS
** after it was due, or after an anniversary of that; a mail is remembered for as long, so nobody gets it twice.
*/
#ifndef WEB_MAIL_WEEK_H
#define WEB_MAIL_WEEK_H

#include "base/fault.h"
#include "store/desk.h"
#include "store/mail.h"

#define YEAR_DAYS 14       /* weekly mails cannot keep it out for so long */
#define WEEK_HOUR_FROM 6  /* UTC, Monday to Friday: office hours in Europe */
#define WEEK_HOUR_TO 16

/* Add what is due by now; within a transaction that writes. Who had one within the week is passed over, so the yearly
** one is added first. */
enum fault must_use year_add(struct db *db, struct arena *arena, int64_t now);
enum fault must_use week_add(struct db *db, struct arena *arena, int64_t now);
/* All that waits for somebody, those to be done first at the beginning. */
enum fault must_use week_list(struct db *db, struct arena *arena, int64_t person_id, int64_t now,
                              struct desk_item **ret_items, size_t *ret_n);
/* News for who is just curious (store/curious.h). */
enum fault must_use news_add(struct db *db, struct arena *arena, int64_t now);

#endif
