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
#define BID_WHY_MAX 500
#define BID_SAYS_MAX 300
#define BID_CITIES_MAX 20 /* in one bid, the lead applicant among them */
#define BID_ASKED_MAIL "bid-asked"   /* to who is asked; fields: bid, its uid; member, the uid of that city */
#define BID_ANSWER_MAIL "bid-answer" /* to the owner; the same of their city; part, whose answer; says, which */
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

/* ---- how it stands; the lead applicant says it */

struct bid_said {
    enum bid_stage stage;
    struct date day_on;
    struct str why;               /* "" none */
    struct maybe_int euros;       /* granted; unknown: not said */
    int64_t person;
};

/* seen: the number of the last stage when the page was made. FAULT_CONFLICT: another one stands now, this one may not
** follow it, or the city does not lead. */
enum fault must_use bid_say(struct db *db, const struct q_bid_work_of *row, int64_t seen, const struct bid_said *said,
                            int64_t now);
/* Takes the last one back. The same faults. */
enum fault must_use bid_unsay(struct db *db, const struct q_bid_work_of *row, int64_t seen, int64_t now);
bool bid_is_over(const struct q_bid_work_of *row);

/* ---- its cities. Who is asked learns which city asks, for which funding call, the name of the bid and the sentence
** that was written to it: nothing else, and of no person. FAULT_CONFLICT: it stands otherwise now. */

/* By the lead applicant. Mails go to who acts for that city. FAULT_NOT_FOUND: nobody does, or it pauses.
** FAULT_TOO_LARGE: BID_CITIES_MAX. */
enum fault must_use bid_ask(struct db *db, struct arena *arena, const struct q_bid_work_of *row, int64_t member_id,
                            struct str member_uid, struct str says, int64_t now);
/* Takes back a question that has no answer; FAULT_NOT_FOUND: no such part. */
enum fault must_use bid_unask(struct db *db, struct arena *arena, const struct q_bid_work_of *row, struct str part_uid,
                              int64_t now);
/* Of the city that is asked; with a yes `person` owns its part. The lead applicant's owner has a mail. */
enum fault must_use bid_answer(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                               enum bid_answer answer, struct str why, int64_t person, int64_t now);
/* Of a partner. */
enum fault must_use bid_leave(struct db *db, struct arena *arena, const struct q_bid_work_of *row, struct str why,
                              int64_t now);
/* A partner that said yes is asked to take the lead, one at a time; "": none is asked any more. */
enum fault must_use bid_offer_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row,
                                   struct str part_uid, int64_t now);
/* Whether a city may take the lead: it is asked, or nobody leads. */
bool bid_may_take_lead(const struct q_bid_work_of *row);
enum fault must_use bid_take_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row, int64_t person,
                                  int64_t now);
enum fault must_use bid_refuse_lead(struct db *db, struct arena *arena, const struct q_bid_work_of *row, int64_t now);

/* With all that is in it. */
enum fault must_use bid_remove(struct db *db, int64_t bid_id);

/* The retention clock. */
enum fault must_use bid_forget(struct db *db, int64_t now);
/* What belongs to cities that left before then. */
enum fault must_use bid_forget_left(struct db *db, int64_t before);
enum fault must_use bid_erase_person(struct db *db, int64_t person);

#endif
