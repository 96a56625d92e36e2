/* SPDX-License-Identifier: AGPL-3.0-or-later
** chance: splitmix64. */
#include "domain/chance.h"

#include "base/check.h"

uint64_t chance_next(struct chance *chance)
{
    chance->state += 0x9E3779B97F4A7C15u;
    uint64_t z = chance->state;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

uint32_t chance_below(struct chance *chance, uint32_t n)
{
    check(n > 0);
    return (uint32_t)((chance_next(chance) >> 32) * n >> 32);
}

uint64_t chance_lot(uint64_t seed, uint64_t key)
{
    struct chance chance = {seed};
    chance.state = chance_next(&chance) ^ key;
    return chance_next(&chance);
}
