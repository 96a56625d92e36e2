/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** desk: what waits for somebody, gathered from all that may wait; which of it comes first is domain/desk. And what
** changed since they last said that they had seen it (desk_see), for DESK_CHANGED_S at most.
**
** What may wait for whom follows the roles of the person, as domain/right has it: the caller says of staff what they
** may do. Within a transaction of the caller's; bounded by the limits of desk.sql.
*/
#ifndef STORE_DESK_H
#define STORE_DESK_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/desk.h"
#include "store/desk.sql.h"

#define DESK_ROWS_MAX 50
#define DESK_START_DAYS 28            /* so long before the latest day to start it is said, */
#define DESK_LATE_DAYS 14             /* and so long after it; */
#define DESK_STEP_DAYS 14             /* so long before each step of a bid that was begun */
#define DESK_CHANGED_S (60 * 86400)
#define DESK_QUESTIONS_N 4
#define DESK_TALK_HELD_S (14 * 86400) /* so long it is asked how a talk was */
#define DESK_QUIET_S (60 * 86400)     /* two months: a quarter is half over */
#define DESK_INVITED_S (60 * 86400)   /* an invitation that nobody answered */
#define DESK_ENDED_S (60 * 86400)     /* so long it is said that something ended */
#define DESK_PROGRAMME_DAYS 21        /* so long before a day of a leadership programme it is said what is missing */
#define DESK_PROGRAMME_ENDED_DAYS 400 /* so long after its last day something of it may need somebody */
#define DESK_REVIEW_S (14 * 86400)    /* so long it is said that its actions are looked at again */

struct desk_whose {
    int64_t person_id;
    bool acts_for_city;
    bool applications; /* may answer them */
    bool remarks;
    bool jobs;
    bool member_cities; /* may see all of them, and their people */
    bool drives;        /* may name who drives the network */
    bool rules;         /* may say yes or no to a rule of funding */
    int64_t now;
};

/* Sends out what desk_list will ask. */
void desk_list_soon(struct db *db, const struct desk_whose *whose);
/* All that waits, in no order. */
enum fault must_use desk_list(struct db *db, struct arena *arena, const struct desk_whose *whose,
                              struct desk_item **ret_items, size_t *ret_n, struct q_desk_talks **ret_talks,
                              size_t *ret_talks_n);
/* Of those, what cities watch whose latest day to start is near; DESK_ROWS_MAX at most. */
void desk_deadlines_soon(struct db *db, const struct desk_whose *whose);
enum fault must_use desk_deadlines_add(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                       struct desk_item *items, size_t *n);
/* Of those, what of a leadership programme needs somebody; one of each kind a programme, DESK_ROWS_MAX programmes. */
void desk_programmes_soon(struct db *db, const struct desk_whose *whose);
enum fault must_use desk_programmes_add(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                        struct desk_item *items, size_t *n);
/* The next talk that is agreed, of those that desk_list read; NULL: none. */
const struct q_desk_talks *desk_next_talk(const struct q_desk_talks *rows, size_t n, int64_t now);
/* Another city has not answered it yet. */
bool desk_is_awaited(const struct q_desk_talks *row);

/* From when on changes are to be shown. */
int64_t desk_since(const struct q_desk_seen *seen, int64_t created_at, int64_t now);

#endif
