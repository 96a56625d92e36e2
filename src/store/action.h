/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** action: what is done after a leadership programme: what, by whom, by when, from which decision. Who does it is told
** by mail when its day is near and when it is over, and says by the link of the mail that it is done, moved or
** dropped, and why; a facilitator may say so too. 30 days, 90 days and 12 months after the last day all who hold an
** open one are asked once (domain/action.h), and ACTION_TELL_S later the main contact of the city is told where to
** read what became of them. Each thing said is a row that stays. An action outlives its holder's name: erased, it is
** of somebody who took part. Within a transaction of the caller's, but for action_clock.
*/
#ifndef STORE_ACTION_H
#define STORE_ACTION_H

#include "base/date.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/action.h"
#include "store/action.sql.h"

#define ACTION_MAIL "action"           /* fields: why (due, late, 30, 90, 365), actions (uids, spaces between) */
#define ACTION_REVIEW_MAIL "action-review" /* fields: programme, its uid; member, the uid of its city; days */
#define ACTION_DUE_S 86400             /* so long before its day a mail goes */
#define ACTION_LATE_DAYS 14            /* so long after it one still does */
#define ACTION_TELL_S (7 * 86400)
#define ACTIONS_MAX 200                /* of one programme */
#define ACTION_STEPS_MAX 25            /* of one action */
#define ACTION_WHAT_MAX 300            /* letters */
#define ACTION_WHO_MAX 160
#define ACTION_SAYS_MAX 500
#define ACTION_MAIL_THINGS 5           /* of one mail */

struct action_new {
    struct str what;
    struct maybe_int participant_id, person_id;
    struct str who, mail;
    struct maybe_int decision_id;
    struct date due_on;                /* a new one's */
    int64_t by;
};

/* id 0: a new one. FAULT_TOO_LARGE: ACTIONS_MAX. */
enum fault must_use action_put(struct db *db, struct arena *arena, int64_t programme_id, int64_t id,
                               const struct action_new *new, int64_t now);

struct action_saying {
    enum action_step step;
    struct date due_on;                /* of ACTION_STEP_MOVED the new day; else as it is */
    struct str says;
    struct maybe_int person_id;        /* unknown: who holds it, by the link */
};

/* FAULT_TOO_LARGE: ACTION_STEPS_MAX. */
enum fault must_use action_say(struct db *db, const struct q_action_by_uid *action, const struct action_saying *saying,
                               int64_t now);

/* The clock. The caller has no transaction. */
enum fault must_use action_clock(struct db *db, struct arena *arena, int64_t now);

/* ---- it goes */
enum fault must_use action_forget_parts(struct db *db);
enum fault must_use action_forget(struct db *db, struct date ended_before);
enum fault must_use action_erase_participant(struct db *db, struct str uid);
enum fault must_use action_erase_address(struct db *db, struct str folded);
enum fault must_use action_erase_person(struct db *db, int64_t person);

#endif
