/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** action: what somebody does after a leadership programme: how it stands on a day, and what became of it when it was
** looked at after 30 days, 90 days and 12 months, said as it is: who answered nothing did not do it "as planned". Pure.
*/
#ifndef DOMAIN_ACTION_H
#define DOMAIN_ACTION_H

#include "base/date.h"
#include "base/ids.h"
#include "base/str.h"

enum action_stands { ACTION_OPEN, ACTION_LATE, ACTION_DONE, ACTION_DROPPED };

/* state: "open", "done", "dropped". Late from the day after its own. */
enum action_stands action_stands(struct str state, struct date due_on, struct date today);

#define ACTION_REVIEWS 3
extern const int action_review_days[ACTION_REVIEWS]; /* after the last day: 30, 90, 365 */
#define ACTION_REVIEW_WINDOW 25 /* days on which a review still begins: not a year late */

enum action_step { ACTION_STEP_MADE, ACTION_STEP_MOVED, ACTION_STEP_DONE, ACTION_STEP_DROPPED, ACTION_STEP_OPENED,
                   ACTION_STEP__MAX };
struct str action_step_word(enum action_step step);
bool action_step_parse(struct str word, enum action_step *ret_step);

struct action_said { enum action_step step; int64_t at; };

enum action_became { BECAME_DONE, BECAME_MOVED, BECAME_DROPPED, BECAME_UNANSWERED, BECAME_NOT_THERE, BECAME__MAX };

/* What was said of it until `until`, in its order, of a review that began at `asked_at`; it counts as moved only when
** that was said since. NOT_THERE: it was made later. */
enum action_became action_became(const struct action_said *steps, size_t n, int64_t asked_at, int64_t until);

#endif
