/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_survey: what a rule compares: with which numbers, which values and countries it can tell apart. Between two
** such numbers, and within a class of countries, nothing changes, so these are all that a search has to try. Pure;
** beyond its bounds more is forgotten, and a change that needs it is not found.
*/
#ifndef DOMAIN_FUND_SURVEY_H
#define DOMAIN_FUND_SURVEY_H

#include "domain/fund_rule.h"

#define FUND_NUMBERS_MAX 48
#define FUND_TESTS_MAX 16
#define FUND_CLASSES_MAX 8

struct fund_numbers {
    int64_t items[FUND_NUMBERS_MAX];
    size_t n;
};

/* What a rule compares. */
struct fund_survey {
    bool asks[FUND_SUBJECTS];
    struct fund_numbers numbers[FUND_SUBJECTS];          /* that the subject is compared with */
    const struct fund_clause *tests[FUND_TESTS_MAX];     /* comparisons of facts of one city */
    size_t tests_n;
    const struct fund_clause *wheres[FUND_TESTS_MAX];
    size_t wheres_n;
    struct str countries[FUND_CLASSES_MAX];              /* one of each class that can be told apart */
    size_t countries_n;
};

void fund_survey_make(struct fund_survey *ret_survey, const struct fund_clause *clause);
/* Which comparisons of this subject hold for the value: values of one signature are alike to the rule. */
uint32_t fund_signature(const struct fund_survey *survey, enum fund_subject subject, struct fund_value value);
/* The i-th country that may join: member states, those beside them, then what the rule names (there may be groups); no
** text past the last. */
struct str fund_country_nth(const struct fund_survey *survey, size_t i);
/* Adds the number, once. */
void fund_number_note(struct fund_numbers *numbers, int64_t number);

#endif
