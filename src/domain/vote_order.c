/* SPDX-License-Identifier: AGPL-3.0-or-later
** vote_order: pairs, paths, points, subsets. */
#include "domain/vote_order.h"

#include "base/check.h"
#include "domain/chance.h"

static void add_ballot(const struct order_ballot *ballot, struct order_pairs *pairs)
{
    check(ballot->voters > 0);
    for (size_t x = 0; x < pairs->n; x++) {
        int mine = ballot->ranks[x];
        check(mine >= 0);
        for (size_t y = 0; y < pairs->n; y++) {
            int other = ballot->ranks[y];
            bool before = mine > 0 && (other == 0 || mine < other);
            pairs->before[x][y] += before ? ballot->voters : 0;
            pairs->level[x][y] += x != y && mine == other ? ballot->voters : 0;
        }
    }
    pairs->voters += ballot->voters;
}

void order_pairs(const struct order_ballot *ballots, size_t ballots_n, size_t options, struct order_pairs *ret_pairs)
{
    check(options <= ORDER_OPTIONS_MAX);
    *ret_pairs = (struct order_pairs){.n = options};
    for (size_t i = 0; i < ballots_n; i++) {
        add_ballot(&ballots[i], ret_pairs);
    }
}

size_t order_condorcet(const struct order_pairs *pairs)
{
    for (size_t x = 0; x < pairs->n; x++) {
        size_t beats = 0;
        for (size_t y = 0; y < pairs->n; y++) {
            beats += pairs->before[x][y] > pairs->before[y][x];
        }
        if (beats + 1 == pairs->n && pairs->voters > 0) {
            return x;
        }
    }
    return ORDER_NO_WINNER;
}

/* ---- Schulze */

static void widen(struct order_schulze *schulze, size_t n, size_t over)
{
    for (size_t x = 0; x < n; x++) {
        for (size_t y = 0; y < n; y++) {
            int first = schulze->paths[x][over];
            int then = schulze->paths[over][y];
            int way = first < then ? first : then;
            bool other = x != y && x != over && y != over;
            schulze->paths[x][y] = other && way > schulze->paths[x][y] ? way : schulze->paths[x][y];
        }
    }
}

void order_schulze(const struct order_pairs *pairs, struct order_schulze *ret_schulze)
{
    *ret_schulze = (struct order_schulze){0};
    for (size_t x = 0; x < pairs->n; x++) {
        for (size_t y = 0; y < pairs->n; y++) {
            bool wins = pairs->before[x][y] > pairs->before[y][x];
            ret_schulze->paths[x][y] = wins ? pairs->before[x][y] : 0;
        }
    }
    for (size_t over = 0; over < pairs->n; over++) {
        widen(ret_schulze, pairs->n, over);
    }
    for (size_t x = 0; x < pairs->n; x++) {
        ret_schulze->places[x] = 1;
        for (size_t y = 0; y < pairs->n; y++) {
            ret_schulze->places[x] += ret_schulze->paths[y][x] > ret_schulze->paths[x][y];
        }
    }
}

/* ---- Borda */

void order_borda(const struct order_pairs *pairs, int64_t *ret_halves)
{
    for (size_t x = 0; x < pairs->n; x++) {
        ret_halves[x] = 0;
        for (size_t y = 0; y < pairs->n; y++) {
            ret_halves[x] += 2ll * pairs->before[x][y] + pairs->level[x][y];
        }
    }
}

void order_places(const int64_t *numbers, size_t n, int *ret_places)
{
    for (size_t x = 0; x < n; x++) {
        ret_places[x] = 1;
        for (size_t y = 0; y < n; y++) {
            ret_places[x] += numbers[y] > numbers[x];
        }
    }
}

/* ---- Kemeny: best[S] is the most that options of S, standing behind all others, can be in accord among themselves */

struct kemeny {
    const struct order_pairs *pairs;
    int64_t *best;
    int64_t *ways;
    uint64_t lots[ORDER_KEMENY_MAX];
};

/* x before all others of the set. */
static int64_t gain(const struct order_pairs *pairs, size_t x, uint32_t others)
{
    int64_t sum = 0;
    for (size_t y = 0; y < pairs->n; y++) {
        sum += (others >> y & 1u) != 0 ? pairs->before[x][y] : 0;
    }
    return sum;
}

static void solve(struct kemeny *kemeny, uint32_t set)
{
    kemeny->best[set] = -1;
    for (size_t x = 0; x < kemeny->pairs->n; x++) {
        if ((set >> x & 1u) == 0) {
            continue;
        }
        uint32_t rest = set & ~(1u << x);
        int64_t score = gain(kemeny->pairs, x, rest) + kemeny->best[rest];
        if (score > kemeny->best[set]) {
            kemeny->best[set] = score;
            kemeny->ways[set] = 0;
        }
        kemeny->ways[set] += score == kemeny->best[set] ? kemeny->ways[rest] : 0;
    }
}

/* Of those that can stand first in a best order, the one with the smallest lot. */
static size_t first_of(const struct kemeny *kemeny, uint32_t set)
{
    size_t first = ORDER_NO_WINNER;
    for (size_t x = 0; x < kemeny->pairs->n; x++) {
        uint32_t rest = set & ~(1u << x);
        bool fits = rest != set && gain(kemeny->pairs, x, rest) + kemeny->best[rest] == kemeny->best[set];
        if (fits && (first == ORDER_NO_WINNER || kemeny->lots[x] < kemeny->lots[first])) {
            first = x;
        }
    }
    return first;
}

bool order_kemeny(struct arena *arena, const struct order_pairs *pairs, const uint64_t *keys, uint64_t seed,
                  struct order_kemeny *ret_kemeny)
{
    if (pairs->n > ORDER_KEMENY_MAX) {
        return false;
    }
    uint32_t all = (1u << pairs->n) - 1;
    struct kemeny kemeny = {.pairs = pairs, .best = arena_array(arena, int64_t, all + 1),
                            .ways = arena_array(arena, int64_t, all + 1)};
    for (size_t x = 0; x < pairs->n; x++) {
        kemeny.lots[x] = chance_lot(seed, keys[x]);
    }
    kemeny.ways[0] = 1;
    for (uint32_t set = 1; set <= all; set++) {
        solve(&kemeny, set);
    }
    *ret_kemeny = (struct order_kemeny){.score = kemeny.best[all], .as_good = kemeny.ways[all]};
    uint32_t left = all;
    for (size_t place = 0; place < pairs->n; place++) {
        ret_kemeny->order[place] = first_of(&kemeny, left);
        left &= ~(1u << ret_kemeny->order[place]);
    }
    return true;
}
