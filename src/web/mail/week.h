/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** week: the one mail that comes by itself: once a week at most, to those who run the network, and only when something
** waits for them.
*/
#ifndef WEB_MAIL_WEEK_H
#define WEB_MAIL_WEEK_H

#include "base/fault.h"
#include "store/mail.h"

#define WEEK_MAIL "week"
#define WEEK_HOUR_FROM 6  /* UTC, Monday to Friday: office hours in Europe */
#define WEEK_HOUR_TO 16

/* Adds what is due by now; within a transaction that writes. Who had one within the week is passed over. */
enum fault must_use week_add(struct db *db, struct arena *arena, int64_t now);

#endif
