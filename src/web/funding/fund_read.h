/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_read: rules of funding from JSON (docs/internals/funding.md has the format), with the examples stored with them.
**
** Everything is copied into the arena of `problems`. FAULT_INVALID with at least one problem: where (the file, the
** rule, the way down its clauses), what, and how to mend it; no rule of that file is given then. Bounds:
** FUND_FILE_MAX bytes, and the counts below; more is a problem, never a crash.
*/
#ifndef WEB_FUNDING_FUND_READ_H
#define WEB_FUNDING_FUND_READ_H

#include "base/fault.h"
#include "base/problem.h"
#include "domain/fund_case.h"
#include "text/json.h"

#define FUND_FILE_MAX (1u << 20)
#define FUND_RULES_MAX 200
#define FUND_WINDOWS_MAX 50
#define FUND_CASES_MAX 100
#define FUND_CLAUSES_MAX 500 /* in one rule; the largest of ours has about 20 */
#define FUND_LIST_MAX 64     /* parts of one clause, and values of one comparison */
#define FUND_ASKS_MAX 20
#define FUND_ALSO_MAX 20
#define FUND_SCOPES_MAX 40   /* kinds of funding calls of one rule */
#define FUND_TEXT_MAX 1000   /* bytes of one text */

struct fund_entry {
    struct fund_rule rule;
    const struct fund_case *cases;
    size_t cases_n;
    bool of_network; /* a coordinator of this network wrote it (web/funding/fund_rules.h) */
};

struct fund_entries {
    const struct fund_entry *items;
    size_t n;
    uint64_t sum; /* of what the network wrote; 0: nothing of it is among them */
};

/* `file` is how problems call it. */
enum fault must_use fund_read(struct problems *problems, struct str file, struct str json,
                              struct fund_entries *ret_entries);
/* One rule, {"id": ..., ...}. untried: its examples need not hold, as while it is being written. */
enum fault must_use fund_read_one(struct problems *problems, struct str file, struct str json, bool untried,
                                  struct fund_entry *ret_entry);
/* The rules that the program carries (content/funding); what is wrong in them is a bug and stops the process. */
struct fund_entries fund_read_own(struct arena *arena);
/* The entry of a rule's id, or of one of its windows' (*ret_window, else NULL); NULL when there is none. */
const struct fund_entry *fund_entry_find(const struct fund_entries *entries, struct str id,
                                         const struct fund_window **ret_window);

#endif
