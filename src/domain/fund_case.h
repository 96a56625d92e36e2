/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_case: an example that is stored with a rule: who applies, on which day, and what the rule has to answer. A rule
** whose examples do not hold is not taken. Pure.
*/
#ifndef DOMAIN_FUND_CASE_H
#define DOMAIN_FUND_CASE_H

#include "domain/fund_answer.h"

#define FUND_BECAUSE_MAX 8

struct fund_case {
    struct str says;        /* what it is, in words */
    int64_t reference;      /* its number in the reference; 0: none */
    struct date on;
    struct str window;      /* the id of one; "": none */
    struct fund_group group;
    enum truth expect;
    enum fund_subject because[FUND_BECAUSE_MAX]; /* what its reasons have to name, whatever else they name */
    size_t because_n;
    bool expects_closed;    /* and by then it is closed */
    bool expects_usually;   /* and only what is typical stands against it */
    struct str expects_as;  /* and it fits in this way; "": any */
};

/* Whether the rule answers so; if not, *ret_why says what it answers. An example is looked at on its own day, so age is
** no part of it. */
bool fund_case_holds(struct arena *arena, const struct fund_rule *rule, const struct fund_case *example,
                     struct str *ret_why);
/* The window of this id; NULL when the rule has none. */
const struct fund_window *fund_window_find(const struct fund_rule *rule, struct str id);
/* "fits", "does not fit", "cannot tell". */
struct str fund_truth_word(enum truth truth);

#endif
