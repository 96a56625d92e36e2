/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** vote: what the room of a leadership programme is asked, and what it answers.
**
** A vote is put, opened, closed; of "do we agree?" a second round is opened before it is closed. While it is open there
** is a ballot of each participant, theirs to change, and nobody is shown more than how many voted. When it is closed
** its ballots are counted (domain/vote_dots, vote_order, vote_agree work from these counts) and removed: from then on
** nobody can say who voted what, and that somebody is erased changes nothing of a result. Closed is closed.
**
** Each change raises the number of the room (room_event) in its own transaction: whoever follows the room is told that.
** Within a transaction of the caller's.
*/
#ifndef STORE_VOTE_H
#define STORE_VOTE_H

#include "base/date.h"
#include "base/fault.h"
#include "db/db.h"
#include "store/vote.sql.h"

#define VOTES_MAX 60               /* of one programme */
#define VOTE_OPTIONS_MAX 20        /* nobody weighs more */
#define VOTE_QUESTION_MAX 300      /* letters */
#define VOTE_OPTION_LETTERS 300
#define VOTE_TEXT_MAX 6400         /* all options, a line each */
#define BALLOT_OPEN_KEPT_DAYS 30   /* after the programme's last day, when nobody closed the vote */

struct vote_new {
    int64_t programme_id;
    struct str kind;               /* "test", "dots", "order", "agree" */
    struct str question;
    const struct str *options;
    size_t n;
    struct maybe_int block_id;     /* of the agenda: shown while it is going on; unknown: whatever is on */
    struct maybe_int statement_id; /* of a group, which the only option was taken from */
};

/* FAULT_TOO_LARGE: VOTES_MAX. */
enum fault must_use vote_put(struct db *db, struct arena *arena, const struct vote_new *new, int64_t now,
                             struct str *ret_uid);
/* Opens it, its second round ("do we agree?" only), closes it for good; takes out one that was never opened.
** FAULT_CONFLICT: it does not stand so, or was counted on paper (store/paper.h). */
enum vote_step { VOTE_OPEN, VOTE_AGAIN, VOTE_CLOSE, VOTE_TAKE_OUT };
enum fault must_use vote_do(struct db *db, struct arena *arena, int64_t programme_id, struct str uid,
                            enum vote_step step, int64_t now);

enum ballot_check { BALLOT_FINE, BALLOT_OVER_BUDGET, BALLOT_OVER_EACH, BALLOT_NO_VALUE };

/* values[i] of option i + 1; 0: no answer to it. Replaces what they answered before. *ret_check: why it is not taken,
** with FAULT_INVALID. FAULT_CONFLICT: it is not open, or in another round. */
enum fault must_use vote_cast(struct db *db, struct arena *arena, int64_t programme_id, int64_t participant_id,
                              struct str uid, int64_t round, const int *values, enum ballot_check *ret_check);

/* What belongs to programmes that are gone. */
enum fault must_use vote_forget_parts(struct db *db);
/* The retention clock: ballots that nobody counted. */
enum fault must_use vote_forget(struct db *db, struct date today);

#endif
