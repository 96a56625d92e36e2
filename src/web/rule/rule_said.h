/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rule_said: a rule of funding as people read it, part by part: on its page, while it is written, and old beside new.
** All in the arena of `out`, in its language.
*/
#ifndef WEB_RULE_RULE_SAID_H
#define WEB_RULE_RULE_SAID_H

#include "web/funding/fund_read.h"
#include "web/funding/fund_say.h"

/* In the order in which they are read. */
enum rule_part { RULE_WHO, RULE_OF, RULE_WHEN, RULE_MONEY, RULE_ASKS, RULE_NOTE, RULE_SOURCE, RULE_NAME, RULE_EXAMPLES,
                 RULE_PARTS };

struct rule_group {
    struct str title; /* "" for none */
    struct str *lines;
    size_t n;
};

struct rule_said {
    struct str title;
    struct rule_group *groups;
    size_t n;         /* 0: nothing is said there */
};

struct rule_said rule_said(struct out *out, const struct fund_entry *entry, enum rule_part part);
/* Whether both say the same there. */
bool rule_said_same(const struct rule_said *a, const struct rule_said *b);
/* What one example answers now, on its own day, in one sentence; and whether that is what it expects. */
struct str rule_example_says(struct out *out, const struct fund_entry *entry, size_t i, bool *ret_holds);
/* "Horizon Europe: Innovation Actions", "LIFE, LIFE-2026-CET...": funding calls that go by a rule. */
struct str rule_of_says(struct out *out, const struct fund_scope *of);
/* "read at its source on 22 November 2026". */
struct str rule_checked_says(struct out *out, const struct fund_rule *rule);
/* "Somebody who is not here any more" in place of a name that is gone. */
struct str rule_person(struct out *out, struct str name);

#endif
