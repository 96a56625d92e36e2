/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The order of match.h: who comes first, and who waits because another has said the same.
*/
#include "domain/match.h"

#include "domain/match_parts.h"

/* What another city before it on the list costs, in points of the score. */
#define COST_SAME_PROJECT 2000
#define COST_SAME_COUNTRY 400
/* What it costs to say nothing on a wanted theme of which nobody before has said anything. */
#define COST_THEMES_SAID 1000

int match_score(const struct city_record *asking, const struct match_wanted *wanted,
                const struct city_record *city, struct date today)
{
    return match_parts_of(&(struct match_asked){asking, wanted, today}, city).score_bp;
}

struct candidate {
    const struct city_record *city;
    int score_bp;
    int left_bp;     /* of the score, after what those before it cost */
    int64_t project; /* the one that says most */
    uint32_t covers; /* the places of its themes among the wanted, a bit each */
};

static int left_for(const struct candidate *candidate, uint32_t unsaid)
{
    return candidate->left_bp - (unsaid != 0 && (candidate->covers & unsaid) == 0 ? COST_THEMES_SAID : 0);
}

static bool candidate_before(const struct candidate *a, const struct candidate *b, uint32_t unsaid)
{
    int left_a = left_for(a, unsaid);
    int left_b = left_for(b, unsaid);
    return left_a != left_b ? left_a > left_b : a->city->city.v < b->city->city.v;
}

static int cost(const struct candidate *chosen, const struct candidate *other)
{
    int cost = 0;
    if (chosen->project == other->project) {
        cost += COST_SAME_PROJECT;
    }
    if (str_eq(chosen->city->country, other->city->country)) {
        cost += COST_SAME_COUNTRY;
    }
    return cost;
}

/* Puts the best at candidates[at], and lets those behind it pay for being like it. `unsaid`: the wanted themes of which
** nobody before has said anything; gives those still left. */
static uint32_t choose(struct candidate *candidates, size_t n, size_t at, uint32_t unsaid)
{
    size_t best = at;
    for (size_t i = at + 1; i < n; i++) {
        if (candidate_before(&candidates[i], &candidates[best], unsaid)) {
            best = i;
        }
    }
    struct candidate chosen = candidates[best];
    candidates[best] = candidates[at];
    candidates[at] = chosen;
    for (size_t i = at + 1; i < n; i++) {
        candidates[i].left_bp -= cost(&chosen, &candidates[i]);
    }
    return unsaid & ~chosen.covers;
}

size_t match_cities(struct arena *arena, const struct city_record *asking, const struct match_wanted *wanted,
                    const struct city_record *cities, size_t cities_count, struct date today, size_t top_max,
                    struct match *ret_matches)
{
    struct match_asked asked = {asking, wanted, today};
    struct candidate *candidates = arena_array(arena, struct candidate, cities_count);
    uint32_t unsaid = 0;
    size_t n = 0;
    for (size_t i = 0; i < cities_count; i++) {
        if (!cities[i].fits || cities[i].city.v == asking->city.v) {
            continue;
        }
        struct match_parts parts = match_parts_of(&asked, &cities[i]);
        if (parts.covered > 0) {
            candidates[n++] = (struct candidate){&cities[i], parts.score_bp, parts.score_bp,
                                                 parts.best[0].work->project.v, parts.best[0].covers};
            unsaid |= parts.best[0].covers;
        }
    }
    size_t count = n < top_max ? n : top_max;
    for (size_t i = 0; i < count; i++) {
        unsaid = choose(candidates, n, i, unsaid);
        ret_matches[i] = match_explain(&asked, candidates[i].city);
    }
    return count;
}
