/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** vote_order: "put in order". Ballots that rank options, ties and gaps allowed, counted by three stated rules.
**
** - Schulze (M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
**   single-winner election method", 2011; winning votes): what the house shows first. x stands before y when the
**   strongest path from x to y is stronger than the one back. Options of which none stands before the other share a
**   place: ties are shown.
** - Borda: a point for each option that a voter puts behind, half a one for each that stands level; kept in half
**   points.
** - Kemeny: the order with the most pairs of a voter and two options in accord with it; exact, over all subsets, for at
**   most ORDER_KEMENY_MAX options. How many orders are as good is counted; of these the one that `keys` and seed draw.
**
** A rank is 1 for the best; equal ranks are a tie; 0 says that the voter did not rank it: behind all that he ranked,
** level with the others that he did not. Pure. Cost: ballots x options^2, options^3, options^2 x 2^options.
*/
#ifndef DOMAIN_VOTE_ORDER_H
#define DOMAIN_VOTE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define ORDER_OPTIONS_MAX 40 /* nobody ranks more */
#define ORDER_KEMENY_MAX 12  /* 4,096 subsets: about a millisecond */

struct order_ballot {
    int voters;         /* how many gave this one */
    const int *ranks;   /* of each option */
};

struct order_pairs {
    size_t n;
    int before[ORDER_OPTIONS_MAX][ORDER_OPTIONS_MAX]; /* voters who put row before column */
    int level[ORDER_OPTIONS_MAX][ORDER_OPTIONS_MAX];  /* voters who put them level */
    int voters;
};

#define ORDER_NO_WINNER SIZE_MAX

struct order_schulze {
    int paths[ORDER_OPTIONS_MAX][ORDER_OPTIONS_MAX]; /* strength of the strongest path */
    int places[ORDER_OPTIONS_MAX];                   /* 1 and more; those with the same share it */
};

struct order_kemeny {
    size_t order[ORDER_KEMENY_MAX]; /* best first */
    int64_t score;
    int64_t as_good;                /* orders with that score, this one among them */
};

/* options at most ORDER_OPTIONS_MAX; ranks not below 0, voters above 0. */
void order_pairs(const struct order_ballot *ballots, size_t ballots_n, size_t options, struct order_pairs *ret_pairs);
/* Whom a majority puts before each other one, or ORDER_NO_WINNER. */
size_t order_condorcet(const struct order_pairs *pairs);
void order_schulze(const struct order_pairs *pairs, struct order_schulze *ret_schulze);
/* Half points of each option. */
void order_borda(const struct order_pairs *pairs, int64_t *ret_halves);
/* Places by numbers: 1 for the largest, equal numbers share one. */
void order_places(const int64_t *numbers, size_t n, int *ret_places);
/* False: too many options. */
bool order_kemeny(struct arena *arena, const struct order_pairs *pairs, const uint64_t *keys, uint64_t seed,
                  struct order_kemeny *ret_kemeny);

#endif
