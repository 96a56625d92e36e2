/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** vote_agree: "do we agree?" Anonymous ratings of a statement in two rounds or more; between them everybody sees the
** middle and the spread, and may change their own. (The Delphi method; consensus at 75 %: the median of what 100
** studies set, Diamond and others 2014.) The rule is set before the first rating and not touched afterwards:
**
** - consensus: at least `share_bp` of those who rated agree (or at least as many do not), AND the middle half lies
**   within `iqr_max` levels (quartiles of type 7);
** - stable: against the round before the median is the same, and at most `changed_bp` of those who rated twice changed;
** - it stops with consensus that is stable, or after `rounds_max` rounds; what has no consensus then is reported as
**   that.
**
** Without anybody who rated there is no consensus and nothing is stable. Pure; cost: a sort of small numbers a round.
*/
#ifndef DOMAIN_VOTE_AGREE_H
#define DOMAIN_VOTE_AGREE_H

#include <stdbool.h>
#include <stddef.h>

#define AGREE_LEVELS_MAX 10
#define AGREE_NO_ANSWER 0 /* did not rate, or cannot say */

struct agree_rule {
    int levels;       /* 1 not at all ... levels fully */
    int agrees_from;  /* this level and above agree */
    int refuses_to;   /* this level and below do not */
    int share_bp;     /* hundredths of a percent */
    int iqr_max;      /* levels */
    int changed_bp;
    int rounds_max;
};

extern const struct agree_rule agree_rule_usual; /* 5 levels, 75 %, 1 level, 15 %, 2 rounds */

enum agree_on { AGREE_ON_NOTHING, AGREE_ON_YES, AGREE_ON_NO };

enum agree_step {
    AGREE_GO_ON,          /* another round */
    AGREE_REACHED,        /* consensus, and stable */
    AGREE_NOT_STABLE,     /* the last round: consensus, but too many still moved */
    AGREE_NOT_REACHED     /* the last round: none */
};

struct agree_round {
    int n;                          /* rated */
    int counts[AGREE_LEVELS_MAX + 1];
    int agree_bp, refuse_bp;
    int median_halves;              /* twice the median */
    int low_quarters, high_quarters; /* four times the quartiles */
    enum agree_on on;
};

struct agree_change {
    int both;          /* rated in both rounds */
    int changed_bp;    /* of these */
    bool median_moved;
    bool stable;
};

/* levels[i] of respondent i, AGREE_NO_ANSWER or 1 to rule->levels. */
void agree_round(const struct agree_rule *rule, const int *levels, size_t n, struct agree_round *ret_round);
/* The same respondents in the same places. */
void agree_change(const struct agree_rule *rule, const int *before, const int *now, size_t n,
                  struct agree_change *ret_change);
/* From two rounds and how many rated in both, and otherwise. */
void agree_compare(const struct agree_rule *rule, const struct agree_round *was, const struct agree_round *is, int both,
                   int changed, struct agree_change *ret_change);
/* After round `number` (from 1); `change` against the one before, NULL in the first. */
enum agree_step agree_step(const struct agree_rule *rule, int number, const struct agree_round *round,
                           const struct agree_change *change);

#endif
