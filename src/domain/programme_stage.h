/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_stage: how a leadership programme stands. Which stage may follow which, which comes next as a rule, who
** says it, and what can be taken back. Pure.
**
**     draft --> survey open --> survey closed --> day 1 --> ... --> day n --> wrap-up --> follow-up
**     day 1 may follow the draft (no survey), wrap-up the last day only; called off may follow each before day 1
**
** A survey is opened and closed at the survey itself, everything else is said at the programme: both by a facilitator,
** who is anybody that may edit what is of the member city in charge. Nothing follows an end. What was said wrongly is
** taken back: the last one only, and never the first.
*/
#ifndef DOMAIN_PROGRAMME_STAGE_H
#define DOMAIN_PROGRAMME_STAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define PROGRAMME_DAYS_MAX 10 /* days with sessions */

enum programme_stage {
    PROGRAMME_DRAFT,
    PROGRAMME_SURVEY_OPEN,
    PROGRAMME_SURVEY_CLOSED,
    PROGRAMME_DAY,        /* it is held: day 1, 2, 3 ... */
    PROGRAMME_WRAP_UP,    /* notes and actions are put together */
    PROGRAMME_FOLLOW_UP,  /* what was decided is looked after: 30 and 90 days, 12 months */
    PROGRAMME_CALLED_OFF,
    PROGRAMME_STAGE__MAX
};

struct programme_at {
    enum programme_stage stage;
    int day; /* of PROGRAMME_DAY: 1, 2, 3 ...; else 0 */
};

struct str programme_stage_word(enum programme_stage stage); /* of the column */
bool programme_stage_parse(struct str word, enum programme_stage *ret_stage);
/* Nothing follows. */
bool programme_stage_is_end(enum programme_stage stage);
/* days: of the programme, at least 1. */
bool programme_may_follow(struct programme_at before, struct programme_at next, int days);
/* The one that comes next as a rule; false: none does. */
bool programme_usual(struct programme_at now, int days, struct programme_at *ret_next);
/* Whether the last of n can be taken back. */
bool programme_may_undo(size_t n);
/* Said by opening and closing the survey, with no button of its own once the programme has one. */
bool programme_stage_by_survey(enum programme_stage stage);
/* It has begun or is over: house rules, and who takes part by invitation, are settled. */
bool programme_has_begun(enum programme_stage stage);

#endif
