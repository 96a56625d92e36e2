/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** funding_rule: rules of funding that coordinators wrote, each with its versions. No import touches them. The text is
** JSON, which this file does not read (web/funding/fund_read.h does): the caller has tried it on its examples.
**
**     funding_rule_begin --> draft --funding_rule_ask--> asked --funding_rule_answer--> in-force --> replaced
**                              '--drop                     |'--> no                       '--> withdrawn
**     funding_rule_ask_at_once ----------------------------'
**
** Four eyes: whoever made a version never answers it. Until there is a yes the version before answers, or the rule of
** the program. Of a rule one version at most is in force, and one at most is a draft or asked. Who may is for the
** caller to look at. With its entry in the log each time, but for drafts. Within a transaction of the caller's that
** writes.
*/
#ifndef STORE_FUNDING_RULE_H
#define STORE_FUNDING_RULE_H

#include "base/fault.h"
#include "store/funding_rule.sql.h"
#include "store/trust_log.h"

#define FUNDING_RULE_WHY_MAX 500                     /* letters */
#define FUNDING_RULE_TEXT_MAX 30000                  /* bytes of one rule as text: a form holds 64 KiB, escaped */
#define FUNDING_RULE_DRAFT_KEPT_S (180 * 86400)      /* since anything of it was changed */
#define FUNDING_RULE_KEPT_S (5 * 365 * 86400)        /* since a version stopped to answer, or was told no */

/* One version as it is made. */
struct funding_rule_new {
    struct str rule;
    struct str kind; /* a value of the column */
    struct str says;
    struct str why;  /* "" of a draft */
};

/* A draft of `who`. FAULT_CONFLICT: something is open of this rule already; nothing was written. */
enum fault must_use funding_rule_begin(struct db *db, struct arena *arena, const struct funding_rule_new *new,
                                       const struct log_someone *who, int64_t now);
/* FAULT_CONFLICT: it is no draft of theirs any more. */
enum fault must_use funding_rule_save(struct db *db, const struct q_funding_rule_open *row, struct str says,
                                      const struct log_someone *who, int64_t now);
enum fault must_use funding_rule_ask(struct db *db, struct arena *arena, struct str rule,
                                     const struct q_funding_rule_open *row, struct str why,
                                     const struct log_someone *who, int64_t now);
/* What needs no draft: it waits for a second person at once. FAULT_CONFLICT as above. */
enum fault must_use funding_rule_ask_at_once(struct db *db, struct arena *arena, const struct funding_rule_new *new,
                                             const struct log_someone *who, int64_t now);
/* FAULT_CONFLICT: it does not wait, or `who` made it. */
enum fault must_use funding_rule_answer(struct db *db, struct arena *arena, struct str rule,
                                        const struct q_funding_rule_open *row, bool yes, struct str answer,
                                        const struct log_someone *who, int64_t now);
/* A draft, or what waits: it is gone. In the log, but for one's own draft. */
enum fault must_use funding_rule_drop(struct db *db, struct arena *arena, struct str rule,
                                      const struct q_funding_rule_open *row, const struct log_someone *who,
                                      int64_t now);
/* What is open of a rule; *ret_row NULL: nothing. */
enum fault must_use funding_rule_find_open(struct db *db, struct arena *arena, struct str rule,
                                           const struct q_funding_rule_open **ret_row);

#endif
