/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_rules: all rules of funding that apply here, what they answer for who applies, and the facts that the evidence
** knows of a city. Pages, mails and the command line take their rules from here and from nowhere else.
**
** A rule of the network (store/funding_rule.h) with the id of one of the program takes its place; a new id adds one.
** One that this version of the program cannot read is left out, and what the program has answers.
**
** fund_rules_soon asks ahead for whatever fund_rules_load will ask of the database. The rules of the program are read
** once a connection and kept by it; nobody writes to what these functions give. Faults are those of db.h.
*/
#ifndef WEB_FUNDING_FUND_RULES_H
#define WEB_FUNDING_FUND_RULES_H

#include "base/ids.h"
#include "store/kept.h"
#include "web/funding/fund_read.h"

void fund_rules_soon(struct db *db);
/* Those of the program with the network's own in their places, and the others of the network behind them. */
enum fault must_use fund_rules_load(struct db *db, struct arena *arena, struct fund_entries *ret_entries);
/* Those of the program alone. */
const struct fund_entries *fund_rules_program(struct db *db);

/* A rule, the window that was asked for, and what it answers. */
struct fund_answered {
    const struct fund_rule *rule;
    const struct fund_window *window; /* NULL: whichever counts on that day */
    struct fund_answer answer;
};

struct fund_answers {
    struct fund_answered *items;
    size_t n;
};

/* Of all rules, or of `one` alone (NULL: all; `window` of it, or NULL); the most useful first. */
struct fund_answers fund_rules_answer(struct arena *arena, const struct fund_entries *entries,
                                      const struct fund_entry *one, const struct fund_window *window,
                                      const struct fund_group *group, struct date on, struct date today);

/* What the evidence knows of a city, as facts; `coded`: it has LAU and NUTS 3 codes. */
struct fund_city fund_city_of(struct str name, struct str country, struct maybe_int population,
                              struct maybe_int degurba, bool coded);

#endif
