/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_change: what would have to change for a rule that does not fit. Pure.
**
** A change is a set of steps, each one of these:
** - one more city joins: of any country and number of people, with any facts of its own; those that join are alike
**   but for their countries and people, of which one may have nearly all;
** - a city other than the one that leads stays out;
** - something that a city, or all together, can bring about is brought about (a plan, a letter, one legal body);
** - the investment, or the grant that is asked for, becomes another amount.
** The smallest change after which the rule does not say no is the one with the fewest steps; among equal ones that
** which makes it fit before that which leaves it open, then the one with the fewest countries that were not there,
** then with the fewest people in the cities that join, then with the least money changed. Who leads, its size, its
** country and what it was given before stay as they are: when nothing else helps, there is no change.
**
** Cost: FUND_CHANGE_TRIES_MAX judgements at most; when they run out, or after FUND_STEPS_MAX steps, none is given.
*/
#ifndef DOMAIN_FUND_CHANGE_H
#define DOMAIN_FUND_CHANGE_H

#include "domain/fund_rule.h"

#define FUND_STEPS_MAX 10 /* a partner network of ten from one city takes nine */
#define FUND_CHANGE_TRIES_MAX 200000
#define FUND_CHANGES_MAX 4 /* equally small ones that are told */
#define FUND_GETS_MAX FUND_STEPS_MAX

/* Something that is brought about. */
struct fund_get {
    enum fund_subject subject;
    size_t city; /* FUND_NO_CITY: all together */
    struct fund_value value;
};

struct fund_change {
    enum truth to; /* TRUTH_YES, or TRUTH_UNKNOWN: then it is open for what is not known */
    size_t steps;
    size_t joins;
    size_t countries_new;       /* of those that join: different ones that were not there */
    int64_t people;             /* in all cities that join, at least */
    int64_t money;              /* by how much amounts change, in all */
    struct fund_city joining;   /* what those that join need to have in common; of its country: an example */
    unsigned degurbas;          /* where that is a degree of urbanisation: all that do, bit 1 for degree 1, ... */
    size_t leaves[FUND_STEPS_MAX];
    size_t leaves_n;
    struct fund_get gets[FUND_GETS_MAX];
    size_t gets_n;
};

struct fund_changes {
    struct fund_change items[FUND_CHANGES_MAX]; /* equally small */
    size_t n;
    bool gave_up; /* the tries ran out: there may be one */
};

/* For a clause that judges no; any other has no changes. */
struct fund_changes fund_change_find(struct arena *arena, const struct fund_clause *clause,
                                     const struct fund_group *group);
/* Whether `a` is smaller (under 0), equally small, or larger than `b`. */
int fund_change_cmp(const struct fund_change *a, const struct fund_change *b);

#endif
