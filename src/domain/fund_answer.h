/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_answer: what a rule answers: fits, does not fit and because of what, or what is needed to tell; whether one
** could apply on that day; and how old the check of the rule is, which weakens the answer. Pure.
**
** Reasons are the fewest clauses that explain the answer: of `all` each part that has the answer's value, of `any` the
** part with the fewest reasons, where ways of applying that are not meant (their first part says no) stand aside.
** Ties go to the part that stands first.
*/
#ifndef DOMAIN_FUND_ANSWER_H
#define DOMAIN_FUND_ANSWER_H

#include "domain/fund_rule.h"

#define FUND_REASONS_MAX 64 /* a list of reasons is read by people: what is beyond is not said */

enum fund_age { FUND_FRESH, FUND_TO_CHECK, FUND_STALE };

/* Whether one can apply on a day. */
enum fund_state {
    FUND_OPEN,        /* until `window->closes` (DATE_NONE: at any time) */
    FUND_OPENS,       /* from `window->opens` */
    FUND_UNTIL,       /* until `window->closes`; from when is not known */
    FUND_SINCE,       /* since `window->opens`; until when is not known */
    FUND_CLOSED,      /* since `window->closes` */
    FUND_LAST_KNOWN,  /* the same, and whether there is a later window is not known */
    FUND_BY_CALLS,    /* each of its funding calls says when */
    FUND_NO_WINDOW,   /* nothing is known of when */
};

enum fund_said {
    FUND_FITS,
    FUND_FITTED,       /* when it was checked: check again */
    FUND_DOES_NOT,
    FUND_DID_NOT,
    FUND_NEEDS,        /* we cannot tell yet: needs the facts of `reasons` */
    FUND_TOO_OLD,      /* we cannot tell: nobody has checked the rule for a year */
    FUND_NO_RULES,     /* we cannot tell: there are no rules yet */
};

/* One clause that decides; turned: it stands under a `not`, so it is the opposite that is asked. */
struct fund_reason {
    const struct fund_found *found;
    bool turned;
    bool usually; /* the source says "typically" */
};

struct fund_reasons {
    struct fund_reason items[FUND_REASONS_MAX];
    size_t n;
};

struct fund_answer {
    enum fund_said said;
    enum truth truth; /* of the clauses, whatever the age */
    enum fund_age age;
    int64_t age_days;
    enum fund_state state;
    const struct fund_window *window; /* that `state` speaks of; NULL: none */
    bool usually;                     /* does not fit only by what the source calls typical */
    struct str as;                    /* how it fits: "single", "group"; "" */
    const struct fund_found *found;   /* the whole tree; NULL: there are no rules */
    struct fund_reasons reasons;      /* why it does not, or what is not known; none when it fits */
};

/* `window`: ask for this one alone; NULL: for that which `on` falls into, or is next, or was last. `today` is the day
** of the asking: age counts from the check to it. */
struct fund_answer fund_answer_make(struct arena *arena, const struct fund_rule *rule, const struct fund_window *window,
                                    const struct fund_group *group, struct date on, struct date today);

enum fund_age fund_age_of(struct date checked, struct date today);
/* Adds why `found` has its value. */
void fund_reasons_add(struct fund_reasons *reasons, const struct fund_found *found);

/* Whether one of them is about the subject. */
bool fund_reasons_name(const struct fund_reasons *reasons, enum fund_subject subject);
/* Whether the last day that is known is over. */
bool fund_answer_is_closed(const struct fund_answer *answer);
/* For lists: what fits and is not over comes first (0), then what cannot be told, then what does not fit; the same of
** what is over. */
int fund_answer_rank(const struct fund_answer *answer);

/* "fits", "does not fit", "needs facts", ...: for machine forms and tests. */
struct str fund_said_word(enum fund_said said);

#endif
