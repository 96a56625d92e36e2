/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_calls: which rule of funding each funding call goes by, and what it answers for one city: the same for pages,
** machine forms and the command line.
**
** Of several rules that match, the most particular one counts (domain/fund_scope.h), of those alike one of the
** network. Which it is for each funding call is kept by the connection until rules name others. Each rule is asked once
** for a city, however many funding calls go by it, and said once. When one can apply says the funding call: days of the
** rule do not count here. Everything else is in the arena of the request. Faults are those of db.h.
*/
#ifndef WEB_FUNDING_FUND_CALLS_H
#define WEB_FUNDING_FUND_CALLS_H

#include "store/call_facts.h"
#include "text/html.h"
#include "web/funding/fund_rules.h"

#define FUND_CALL_NO_RULE 0

enum call_fits {
    CALL_FITS_YES,
    CALL_FITS_PARTNERS, /* not alone; with others it may */
    CALL_FITS_UNKNOWN,
    CALL_FITS_NO,       /* and no partner changes that */
    CALL_FITS
};

struct fund_call_said {
    struct str says;    /* "does not fit, because ..."; without a full stop */
    struct str would;   /* "would fit with 2 more cities, ..."; "" nothing that we know, or not asked */
    struct html line;   /* with the name of the rule, as part of a row; no markup: not made yet */
    bool made;
};

#define FUND_PROGRAMMES_MAX 32 /* without a rule, whose line is made once */

struct fund_calls_kept;
struct fund_programme;

struct fund_calls {
    const struct call_facts *facts;
    struct fund_entries entries;
    const uint16_t *rule_of;      /* by place: its rule and 1 more, FUND_CALL_NO_RULE */
    struct fund_group group;      /* who asks */
    uint8_t *fits;                /* by rule_of: enum call_fits; CALL_FITS: not asked yet */
    struct fund_calls_kept *kept; /* NULL: of what only the city knows nothing is kept */
    struct fund_call_said *said;  /* the same; [0] is made each time */
    struct fund_programme *programmes; /* lines of those without a rule, FUND_PROGRAMMES_MAX */
    struct date today;
};

/* The place of its rule and 1 more, FUND_CALL_NO_RULE. Cost: kinds of all rules. */
uint16_t fund_calls_rule(const struct fund_entries *entries, const struct call_kind *kind);
/* A rule of its own for the answer: without days, which the funding call has. */
struct fund_rule fund_calls_timeless(const struct fund_rule *rule);
/* What it answers, in short; NULL: there is no rule. */
enum call_fits fund_calls_judge(const struct fund_rule *rule, const struct fund_group *group, struct date today);

/* fund_rules_soon asks ahead for what it asks. `group` and `facts` live as long as the answers are used. `keep`:
** `group` is one city with public facts alone, so that its answers, in the language of `words`, are kept by the
** connection. */
enum fault must_use fund_calls_ask(struct db *db, struct arena *arena, const struct call_facts *facts,
                                   const struct fund_group *group, bool keep, const struct words *words,
                                   struct date today, struct fund_calls *ret_calls);
enum call_fits fund_calls_fits(const struct fund_calls *calls, const struct call_fact *fact);
/* NULL: no rule is known. */
const struct fund_entry *fund_calls_entry(const struct fund_calls *calls, const struct call_fact *fact);
/* In words, made when it is first asked for. */
const struct fund_call_said *fund_calls_say(struct fund_calls *calls, struct out *out, const struct call_fact *fact);
/* The same for one funding call and one city, without all the others, on demand with the smallest change, the search
** for which costs a million instructions. `entry` may be NULL. */
struct fund_call_said fund_call_say(struct out *out, const struct fund_entry *entry, struct str programme,
                                    const struct fund_group *group, bool with_change, struct date today);
/* As a part of a row: its answer, and the rule as a link. */
struct html fund_calls_line(struct fund_calls *calls, struct out *out, const struct call_fact *fact);

/* "yes", "partners", "unknown", "no": in addresses and machine forms. */
struct str call_fits_word(enum call_fits fits);
const char *call_fits_name(enum call_fits fits);
bool call_fits_parse(struct str word, enum call_fits *ret_fits);

/* ---- for the view */

struct fund_line {
    struct str says, would; /* sentences, with a capital and a full stop */
    struct str rule;        /* its name; "" none */
    struct url url;
};

#endif
