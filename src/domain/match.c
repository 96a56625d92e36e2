/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The order of match.h: who comes first, and who waits because another has said the same.
*/
#include "domain/match.h"

#include "domain/match_parts.h"

/* What another city before it on the list costs, in points of the score. */
#define COST_SAME_PROJECT 2000
#define COST_SAME_COUNTRY 400

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
};

static bool candidate_before(const struct candidate *a, const struct candidate *b)
{
    return a->left_bp != b->left_bp ? a->left_bp > b->left_bp : a->city->city.v < b->city->city.v;
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

/* Puts the best at candidates[at], and lets those behind it pay for being like it. */
static void choose(struct candidate *candidates, size_t n, size_t at)
{
    size_t best = at;
    for (size_t i = at + 1; i < n; i++) {
        if (candidate_before(&candidates[i], &candidates[best])) {
            best = i;
        }
    }
    struct candidate chosen = candidates[best];
    candidates[best] = candidates[at];
    candidates[at] = chosen;
    for (size_t i = at + 1; i < n; i++) {
        candidates[i].left_bp -= cost(&chosen, &candidates[i]);
    }
}

size_t match_cities(struct arena *arena, const struct city_record *asking, const struct match_wanted *wanted,
                    const struct city_record *cities, size_t cities_count, struct date today, size_t top_max,
                    struct match *ret_matches)
{
    struct match_asked asked = {asking, wanted, today};
    struct candidate *candidates = arena_array(arena, struct candidate, cities_count);
    size_t n = 0;
    for (size_t i = 0; i < cities_count; i++) {
        if (!cities[i].fits || cities[i].city.v == asking->city.v) {
            continue;
        }
        struct match_parts parts = match_parts_of(&asked, &cities[i]);
        if (parts.covered > 0) {
            candidates[n++] = (struct candidate){&cities[i], parts.score_bp, parts.score_bp,
                                                 parts.best[0].work->project.v};
        }
    }
    size_t count = n < top_max ? n : top_max;
    for (size_t i = 0; i < count; i++) {
        choose(candidates, n, i);
        ret_matches[i] = match_explain(&asked, candidates[i].city);
    }
    return count;
}
