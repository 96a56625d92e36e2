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

/* ---- cities that nobody has looked at, by the most that their score can be */

struct waiting {
    const struct city_record *cities;
    uint32_t *first; /* by that number: a city's place and 1, 0 for none */
    uint32_t *next;  /* by a city's place: the next of the same number */
    bool *exact;     /* by a city's place: its number is as low as it gets without looking */
    int most;        /* no number above it has any */
};

static void wait_at(struct waiting *waiting, size_t place, int bound)
{
    waiting->next[place] = waiting->first[bound];
    waiting->first[bound] = (uint32_t)place + 1;
    waiting->most = bound > waiting->most ? bound : waiting->most;
}

static struct waiting wait_all(struct arena *arena, const struct match_asked *asked, const struct city_record *cities,
                               size_t n)
{
    struct waiting waiting = {.cities = cities, .first = arena_array(arena, uint32_t, MATCH_BOUND_MAX + 1),
                              .next = arena_array(arena, uint32_t, n), .exact = arena_array(arena, bool, n)};
    for (size_t i = 0; i < n; i++) {
        if (cities[i].fits && cities[i].city.v != asked->asking->city.v) {
            int bound = match_bound(asked, &cities[i], false);
            if (bound > 0) {
                wait_at(&waiting, i, bound);
            }
        }
    }
    return waiting;
}

/* The place of a city whose score may be `least` or more, and that must be looked at then; false when there is none. */
static bool wait_next(struct waiting *waiting, const struct match_asked *asked, int least, size_t *ret_place)
{
    while (waiting->most > 0 && waiting->most >= least) {
        uint32_t first = waiting->first[waiting->most];
        if (first == 0) {
            waiting->most--;
            continue;
        }
        size_t place = first - 1;
        waiting->first[waiting->most] = waiting->next[place];
        int bound = waiting->exact[place] ? waiting->most : match_bound(asked, &waiting->cities[place], true);
        waiting->exact[place] = true;
        if (bound == waiting->most) {
            *ret_place = place;
            return true;
        }
        wait_at(waiting, place, bound);
    }
    return false;
}

/* ---- those that were looked at */

struct choosing {
    const struct match_asked *asked;
    struct candidate *looked; /* the first `chosen` in the order of the list, the others in any */
    size_t n, chosen;
    uint32_t unsaid;          /* the wanted themes of which nobody chosen has said anything */
};

/* Adds a city, less what those that are chosen already cost it; not when it has nothing new to tell. */
static void look(struct choosing *choosing, const struct city_record *city)
{
    struct match_parts parts = match_parts_of(choosing->asked, city);
    if (parts.covered == 0) {
        return;
    }
    struct candidate *candidate = &choosing->looked[choosing->n++];
    *candidate = (struct candidate){city, parts.score_bp, parts.best[0].work->project.v, parts.best[0].covers};
    for (size_t i = 0; i < choosing->chosen; i++) {
        candidate->left_bp -= cost(&choosing->looked[i], candidate);
    }
}

static size_t better_of(const struct choosing *choosing, size_t best, size_t from)
{
    for (size_t i = from; i < choosing->n; i++) {
        if (candidate_before(&choosing->looked[i], &choosing->looked[best], choosing->unsaid)) {
            best = i;
        }
    }
    return best;
}

/* Looks at every city that could come next, and puts the best behind those chosen; false when there is none. */
static bool choose(struct choosing *choosing, struct waiting *waiting)
{
    size_t best = better_of(choosing, choosing->chosen, choosing->chosen + 1);
    size_t place;
    for (;;) {
        size_t before = choosing->n;
        bool any = before > choosing->chosen;
        int least = any ? left_for(&choosing->looked[best], choosing->unsaid) : 0;
        if (!wait_next(waiting, choosing->asked, least, &place)) {
            break;
        }
        look(choosing, &waiting->cities[place]);
        best = better_of(choosing, best, before);
    }
    if (choosing->n == choosing->chosen) {
        return false;
    }
    struct candidate chosen = choosing->looked[best];
    choosing->looked[best] = choosing->looked[choosing->chosen];
    choosing->looked[choosing->chosen++] = chosen;
    for (size_t i = choosing->chosen; i < choosing->n; i++) {
        choosing->looked[i].left_bp -= cost(&chosen, &choosing->looked[i]);
    }
    choosing->unsaid &= ~chosen.covers;
    return true;
}

size_t match_cities(struct arena *arena, const struct city_record *asking, const struct match_wanted *wanted,
                    const struct city_record *cities, size_t cities_count, struct date today, size_t top_max,
                    struct match *ret_matches)
{
    struct match_asked asked = {asking, wanted, today};
    struct choosing choosing = {.asked = &asked, .looked = arena_array(arena, struct candidate, cities_count + 1),
                                .unsaid = (uint32_t)(((uint64_t)1 << wanted->n) - 1)};
    struct waiting waiting = wait_all(arena, &asked, cities, cities_count);
    while (choosing.chosen < top_max && choose(&choosing, &waiting)) {
        ret_matches[choosing.chosen - 1] = match_explain(&asked, choosing.looked[choosing.chosen - 1].city);
    }
    return choosing.chosen;
}
