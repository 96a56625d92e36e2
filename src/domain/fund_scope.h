/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_scope: which funding calls a rule of funding is the rule of, and how particular it is about them. Pure.
**
** All that is named has to be so: the programme by its whole name, the identifier by its beginning, the type of action
** by words that stand in it; capitals and blanks do not matter. Of two that match, the more particular one counts: the
** longer beginning of the identifier, then the longer words of the type of action, then the one that names a
** programme. Linear in what is compared.
*/
#ifndef DOMAIN_FUND_SCOPE_H
#define DOMAIN_FUND_SCOPE_H

#include "domain/fund_rule.h"

#define FUND_SCOPE_TEXT_MAX 200 /* bytes of each part; more is not compared */

/* A funding call, as far as rules ask. */
struct fund_call {
    struct str programme, identifier, action;
};

/* 0: it is not of these; else the more, the more particular. One that names neither programme nor identifier is of
** none. */
unsigned fund_scope_points(const struct fund_scope *of, const struct fund_call *call);
/* The most that one of the rule's gives. */
unsigned fund_rule_points(const struct fund_rule *rule, const struct fund_call *call);

#endif
