/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** week: the mails that come by themselves, in office hours. Once a week at most, to those who run the network and
** agreed to it (store/consent.h), and only when something waits for them. Once a year at most, to its administrators,
** when what the law wants said is to be looked through again (store/set_up.h): within the YEAR_DAYS after it
** was due, or after an anniversary of that; a mail is remembered for at least as long, so nobody gets it twice.
*/
#ifndef WEB_MAIL_WEEK_H
#define WEB_MAIL_WEEK_H

#include "base/fault.h"
#include "store/mail.h"

#define WEEK_MAIL "week"
#define YEAR_MAIL "review"
#define YEAR_DAYS 14       /* weekly mails cannot keep it out for so long */
#define WEEK_HOUR_FROM 6  /* UTC, Monday to Friday: office hours in Europe */
#define WEEK_HOUR_TO 16

/* Add what is due by now; within a transaction that writes. Who had one within the week is passed over, so the yearly
** one is added first. */
enum fault must_use year_add(struct db *db, struct arena *arena, int64_t now);
enum fault must_use week_add(struct db *db, struct arena *arena, int64_t now);

#endif
