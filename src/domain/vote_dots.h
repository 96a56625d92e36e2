/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** vote_dots: "pick the few". Each voter has a number of dots and puts them on options, at most so many on one; who puts
** none abstains and is counted as that.
**
** An option stands before another by more dots, then by more voters who put any on it, then by lot. The lot of an
** option follows from a seed and the option's own key, and the seed is kept with the result: whoever has both draws the
** same again, and in whatever order options or ballots stand changes nothing. Pure; cost: ballots x options.
*/
#ifndef DOMAIN_VOTE_DOTS_H
#define DOMAIN_VOTE_DOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct dots_rule {
    int budget;   /* dots of one voter */
    int each_max; /* of them on one option */
};

enum dots_check {
    DOTS_FINE,
    DOTS_NONE,            /* abstains */
    DOTS_OVER_BUDGET,
    DOTS_OVER_EACH,       /* too many on one option */
    DOTS_NEGATIVE
};

/* What decided that an option stands where it does, and not behind the next one. */
enum dots_by { DOTS_BY_DOTS, DOTS_BY_VOTERS, DOTS_BY_LOT };

struct dots_option {
    size_t option;      /* its index */
    int dots;
    int voters;         /* who put at least one on it */
    int share_bp;       /* of those who did not abstain, in hundredths of a percent */
    enum dots_by by;    /* against the next one; of the last one DOTS_BY_DOTS */
};

struct dots_count {
    struct dots_option *options; /* best first */
    size_t n;
    int voters;                  /* put at least one dot */
    int abstained;
    int dots;
};

/* One for three options, at least one: about what people can weigh; on one all but one of them, at most 3. */
struct dots_rule dots_rule_usual(size_t options);
enum dots_check dots_check(struct dots_rule rule, const int *dots, size_t options);
/* `ballots` rows of `options` numbers, each DOTS_FINE or DOTS_NONE; keys[i] names option i for its lot. */
void dots_count(struct arena *arena, const int *ballots, size_t ballots_n, const uint64_t *keys, size_t options,
                uint64_t seed, struct dots_count *ret_count);

/* Where options with their dots and voters, from whatever they were added up, stand: shares, order, and by what. */
void dots_order(struct dots_count *count, const uint64_t *keys, uint64_t seed);

#endif
