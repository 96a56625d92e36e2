/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** assessment_ask: which questions of a framework somebody is asked when each is asked half of them at most. Pure.
**
** First one question of every dimension; which one goes round from rater to rater, so that all questions are asked of
** somebody. What is left of the half goes to dimensions of which they did not know the first, then in turn. So every
** criterion is answered by about half of the raters, where the fixed short form asks the same half of everybody.
**
** How far its results are from those of the full form is measured in tests/unit/test_assessment_ask.c on cities made
** by a generator that stands there: no real answers are known yet. Choosing the questions left by how far somebody's
** answers are from each other was tried there first, and was no better than taking them in turn.
*/
#ifndef DOMAIN_ASSESSMENT_ASK_H
#define DOMAIN_ASSESSMENT_ASK_H

#include "domain/assessment.h"

/* As measured, with ASK_RATERS raters, of eight dimensions with three criteria each. */
#define ASK_RATERS 12        /* fewer leave criteria with too few answers */
#define ASK_ERROR_TENTHS 45  /* of a point: the place of a dimension between 0 and 100, half against full, on average */
#define ASK_SAME_PERCENT 80  /* dimensions whose level is the same */
#define ASK_FIXED_TENTHS 79  /* the same error of the fixed short form */
#define ASK_CITIES 2000

/* How many at most: half of the framework's. */
size_t assessment_ask_max(const struct framework *framework);
/* By criterion, what `place` (any number: the rater's) has answered (answers as in struct assessment_rater) and what
** they are asked next. */
void assessment_ask(const struct framework *framework, size_t place, const int *answers, bool *ret_asked);
/* A full form as if each had been asked half: answers that would not have been asked for are taken out. Borrows none of
** it. */
void assessment_ask_half(struct arena *arena, const struct framework *framework, const struct assessment_rater *raters,
                         size_t n, struct assessment_rater *ret_raters);

#endif
