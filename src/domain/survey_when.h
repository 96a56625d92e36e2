/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_when: conditions of questions as text.
**
**     edu1 = "3" or edu1 = "4"            years >= 5 and not (test[SQ001] = "Y")
**
** Read are also "==", "!=", "<>", "&&", "||", "!", words for the comparisons (eq, ne, lt, le, gt, ge), single quotes,
** a name with ".NAOK", ".value" or ".code" behind it, and a value before its name, which is how LimeSurvey writes
** them; who reads says what a name means. "1" alone holds always and is no condition. A function or arithmetic is none
** that is known here: false, and the text has to be kept by whoever read it.
** Pure; depth and number of clauses are bounded (survey.h).
*/
#ifndef DOMAIN_SURVEY_WHEN_H
#define DOMAIN_SURVEY_WHEN_H

#include "base/buf.h"
#include "domain/survey.h"

/* Which question and row a name means; false: none. NULL in place of it: "code" and "code[row]". */
struct survey_names {
    void *context;
    bool (*find)(void *context, struct str name, struct str *ret_code, struct str *ret_row);
};

/* *ret_clause NULL: always. */
bool survey_when_parse(struct arena *arena, struct str text, const struct survey_names *names,
                       struct survey_clause **ret_clause);
/* How a name is written; NULL: "code", "code[row]" and "=". LimeSurvey: "code_row.NAOK" and "==". */
void survey_when_put(struct buf *buf, const struct survey_clause *clause, bool for_lime);
bool survey_when_eq(const struct survey_clause *a, const struct survey_clause *b);

#endif
