/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_stage: how a bid stands, and how a city stands in one. Which stage may follow which, which is usual, what is
** over; which answer of a city may follow which. Pure.
**
**     decided --> writing --> handed in --> (second stage --> handed in -->) granted, or not granted
**     given up may follow each of them before the end
**
** Nothing follows an end: what was said wrongly is taken back, the last one only, and never the first.
*/
#ifndef DOMAIN_BID_STAGE_H
#define DOMAIN_BID_STAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum bid_stage {
    BID_DECIDED,      /* we go for it */
    BID_WRITING,
    BID_HANDED_IN,
    BID_SECOND_STAGE, /* asked for the second part of it */
    BID_GRANTED,
    BID_NOT_GRANTED,
    BID_GIVEN_UP,
    BID_STAGE__MAX
};

struct str bid_stage_word(enum bid_stage stage); /* of the column */
bool bid_stage_parse(struct str word, enum bid_stage *ret_stage);
bool bid_stage_is_end(enum bid_stage stage);
bool bid_stage_may_follow(enum bid_stage before, enum bid_stage next);
/* The one that comes next as a rule. two_stages: the funding call has two. False: it is over. */
bool bid_stage_usual(const enum bid_stage *stages, size_t n, bool two_stages, enum bid_stage *ret_next);
/* Whether the last of n can be taken back. */
bool bid_stage_may_undo(size_t n);

enum bid_role { BID_LEAD, BID_PARTNER };
enum bid_answer { BID_ASKED, BID_YES, BID_NO, BID_LEFT, BID_ANSWER__MAX };

struct str bid_answer_word(enum bid_answer answer);
bool bid_answer_parse(struct str word, enum bid_answer *ret_answer);
/* Of a partner; the lead applicant hands the lead over before it leaves. */
bool bid_answer_may_follow(enum bid_answer before, enum bid_answer next);

#endif
