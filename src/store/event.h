/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** event: events of the network, and who comes (rules: domain/event.h).
**
**     event_add, event_copy --> draft --event_publish--> on --event_cancel--> off
**                                 '--event_remove--> gone
**
** A draft is seen by those who run the network only. From then on each change counts up `sequence` and `changed_at`,
** which calendars and feeds go by, and makes pages that are kept for visitors anew. Each step and change stands in the
** log; who is registered is told by mail when it is cancelled, or when time or place changes.
**
** People of member cities register for one of their cities. With as many seats as are taken they wait in line; when one
** becomes free (given back, more seats, somebody erased or no more of a city: event_clock sees it) the first in line
** comes, and is told. Who registered early is reminded EVENT_SOON_S before it begins.
**
** What people need to take part goes EVENT_NEEDS_KEPT_S after the event, who came EVENT_PEOPLE_KEPT_S after it, the
** event EVENT_KEPT_S after it. But for event_clock, within a transaction of the caller's that writes.
*/
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "base/fault.h"
#include "domain/event.h"
#include "store/event.sql.h"
#include "store/trust_log.h"

#define EVENT_TITLE_MAX 120      /* letters */
#define EVENT_SAYS_MAX 400
#define EVENT_PLACE_MAX 200
#define EVENT_ONLINE_MAX 500
#define EVENT_LANGUAGES_MAX 80
#define EVENT_WHY_MAX 300
#define EVENT_NEEDS_MAX 300
#define EVENT_NEEDS_KEPT_S (30 * 86400)
#define EVENT_PEOPLE_KEPT_S (90 * 86400)
#define EVENT_KEPT_S (2 * 365 * 86400)
#define EVENT_MAIL "event"           /* to who is registered; fields: event, its uid; what: off, changed, seat */
#define EVENT_SOON_MAIL "event-soon" /* it begins; fields: event */

enum fault must_use event_add(struct db *db, struct arena *arena, const struct q_event_by_uid *new, int64_t person,
                              int64_t now, struct str *ret_uid);
/* A draft like it, later. */
enum fault must_use event_copy(struct db *db, struct arena *arena, const struct q_event_by_uid *row, int64_t person,
                               int64_t now, struct str *ret_uid);
/* `after` differs from `before` in what can be typed. FAULT_CONFLICT: it is cancelled, or over. */
enum fault must_use event_change(struct db *db, struct arena *arena, const struct q_event_by_uid *before,
                                 const struct q_event_by_uid *after, const struct log_someone *who, int64_t now);
/* FAULT_CONFLICT: it is no draft. FAULT_INVALID: it does not say where it is. FAULT_TOO_LARGE: it begins in the past.
*/
enum fault must_use event_publish(struct db *db, struct arena *arena, const struct q_event_by_uid *row,
                                  const struct log_someone *who, int64_t now);
/* FAULT_CONFLICT: it is a draft, is cancelled, or over. */
enum fault must_use event_cancel(struct db *db, struct arena *arena, const struct q_event_by_uid *row, struct str why,
                                   const struct log_someone *who, int64_t now);
/* FAULT_CONFLICT: it is no draft. */
enum fault must_use event_remove(struct db *db, const struct q_event_by_uid *row);

/* As it stands now, for event_judge_room. */
struct event_room event_room_of(const struct q_event_by_uid *row, const struct q_event_counts *counts);
/* Who: acts for that member city, which takes part; the caller has looked. FAULT_CONFLICT: they are registered, or
** nobody can now. *ret_waits: all seats are taken. */
enum fault must_use event_register(struct db *db, struct arena *arena, const struct q_event_by_uid *row, int64_t person,
                                   int64_t member, struct str needs, int64_t now, bool *ret_waits);
/* Not registered: nothing. FAULT_CONFLICT: it has begun. */
enum fault must_use event_give_back(struct db *db, struct arena *arena, const struct q_event_by_uid *row,
                                    int64_t person, int64_t now);

/* The clock: seats that became free, reminders, what is over. Without a transaction. */
enum fault must_use event_clock(struct db *db, struct arena *arena, int64_t now);

#endif
