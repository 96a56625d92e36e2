/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** chance: what looks like chance and comes out the same for the same seed, on every machine (splitmix64). For seats and
** for lots, whose seed is written down so that anybody can draw them again; never for secrets (base/rand). Pure.
*/
#ifndef DOMAIN_CHANCE_H
#define DOMAIN_CHANCE_H

#include <stdint.h>

struct chance {
    uint64_t state; /* begins as the seed */
};

uint64_t chance_next(struct chance *chance);
/* From 0 to n - 1; n at least 1. */
uint32_t chance_below(struct chance *chance, uint32_t n);
/* The lot of one thing, by its own key: what else takes part, and in which order, changes nothing of it. */
uint64_t chance_lot(uint64_t seed, uint64_t key);

#endif
