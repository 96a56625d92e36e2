/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_answers: what somebody answered as one text (base/fields: a line each, "code=value" or "code-row=value"), and
** changes of it. What came from another program and has no place among the questions stands there under no code, its
** row saying in which column it stood and "=" before it ("-17==..."): it is kept, and counts for nothing.
*/
#ifndef DOMAIN_SURVEY_ANSWERS_H
#define DOMAIN_SURVEY_ANSWERS_H

#include "base/buf.h"
#include "domain/survey.h"

#define SURVEY_BODY_MAX (512u << 10) /* bytes; 400 questions, a few texts among them */

void survey_answers_put(struct buf *buf, const struct survey_answers *answers);
/* Values that have no text are left out. */
struct survey_answers survey_answers_read(struct arena *arena, struct str body);
/* Those of `old` without what stands there of the question, and those of `said` of that question in their place. */
struct survey_answers survey_answers_with(struct arena *arena, const struct survey_answers *old, struct str code,
                                          const struct survey_answers *said);

#endif
