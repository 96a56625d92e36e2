/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_work: bids of member cities: what one or several of them write for a funding call. The rules of how a bid stands
** are domain/bid_stage.h; facts about a city for a bid are bid.sql, another thing.
**
** A bid belongs to the member cities that take part: one leads, others are asked and say yes. Each sees it at an
** address of its own; bid_work_of gives what is between a bid and one city, and nothing where that city neither takes
** part nor is asked. Of a person it gives the owner of that city's own part, so no city reads people of another one.
** Nothing of it is in the log of decisions, which others read.
**
** How a bid stands is its last bid_stage. What only the lead applicant may do is looked at here, with the row that the
** caller has read in the same transaction. A bid goes BID_KEPT_S after it is over, BID_OPEN_KEPT_S after anything was
** done in it, and when all its cities have left. A module with rows of a bid calls q_bid_work_touch when it changes
** something, and adds its own statement to bid_forget and bid_remove.
** Within a transaction of the caller's.
*/
#ifndef STORE_BID_WORK_H
#define STORE_BID_WORK_H

#include "base/date.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/bid_stage.h"
#include "store/bid_work.sql.h"

#define BID_NAME_MAX 120 /* letters */
#define BID_FUND_MAX 200
#define BID_MAX 200      /* that one city leads: more nobody writes */
#define BID_KEPT_S (5 * 365 * 86400)
#define BID_OPEN_KEPT_S (3 * 365 * 86400)

struct bid_new {
    int64_t member_id;
    struct str call_key;   /* "": a fund that no list names */
    struct str call_title; /* the funding call's, or the fund as typed */
    struct str identifier;
    struct str name;
    int64_t owner;         /* of that city: the caller has looked */
    int64_t by;
    struct date today;
};

/* It leads, and has decided to go for it. FAULT_CONFLICT: the city leads an open bid for that funding call, *ret_uid.
** FAULT_TOO_LARGE: BID_MAX. */
enum fault must_use bid_begin(struct db *db, struct arena *arena, const struct bid_new *new, int64_t now,
                              struct str *ret_uid);

/* How it stands. */
enum bid_stage bid_work_stage(const struct q_bid_work_of *row);
/* It has said yes, or leads: only then a city sees more than who asks it and for what. */
bool bid_takes_part(const struct q_bid_work_of *row);
bool bid_leads(const struct q_bid_work_of *row);

/* With all that is in it. */
enum fault must_use bid_remove(struct db *db, int64_t bid_id);

/* The retention clock. */
enum fault must_use bid_forget(struct db *db, int64_t now);
/* What belongs to cities that left before then. */
enum fault must_use bid_forget_left(struct db *db, int64_t before);
enum fault must_use bid_erase_person(struct db *db, int64_t person);

#endif
