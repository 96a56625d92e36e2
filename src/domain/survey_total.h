/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_total: how often each thing was said, kept up to date by what one answer changes, so that results cost the
** same however many answered; and which of these numbers may be shown.
**
** A total is (question, row, value, n): row and value "" count those who answered the question; no question either
** counts
** answers. Numbers are rounded to two digits that count, so that there are never many of them. Questions that are not
** asked given the other answers count for nothing.
** Pure; in the arena.
*/
#ifndef DOMAIN_SURVEY_TOTAL_H
#define DOMAIN_SURVEY_TOTAL_H

#include "domain/survey.h"

#define SURVEY_SMALL 5   /* fewer are not shown where nobody is named */
#define SURVEY_SECTOR 3  /* of so many a median is shown where names are */

struct survey_total {
    struct str code, row, value;
    int64_t n;
};

struct survey_totals {
    struct survey_total *items;
    size_t n;
};

/* What changes when `new` takes the place of `old`; NULL: there was none, or there is none any more. */
struct survey_totals survey_totals_change(struct arena *arena, const struct survey *survey,
                                          const struct survey_answers *old, const struct survey_answers *new);
/* 0 for none. */
int64_t survey_total_of(const struct survey_totals *totals, struct str code, struct str row, struct str value);
/* "36", "250": what a number counts as. */
struct str survey_rounded(struct arena *arena, int64_t micro);

/* The lower median of a question or row that is a scale or a number, in millionths. False: nobody answered it. */
bool survey_median(const struct survey_totals *totals, struct str code, struct str row, int64_t *ret_micro);

/* Whether what is shown of a question that `n` people answered may take the place of what was shown when `than` had
** answered: five more did, so that no difference of two looks is what fewer than five people said or corrected. (What
** fewer took back or corrected meanwhile shows together with them.) */
bool survey_shows_more(int64_t n, int64_t than);

/* Which of the counts of a question, that `of` people answered, may be shown where nobody is named: none where fewer
** than SURVEY_SMALL answered; none from 1 to 4; and where the counts add up to `of` (parts) and one alone would be left
** out, so that it follows from the others, the smallest of those is left out with it. */
void survey_shown(const int64_t *counts, size_t n, int64_t of, bool parts, bool *ret_shown);

#endif
