/* SPDX-License-Identifier: AGPL-3.0-or-later
** seating: bounds, people on seats, and how good it is. */
#include "domain/seating.h"

#include <string.h>

#include "base/check.h"
#include "domain/chance.h"
#include "domain/seating_parts.h"

#define COLLEAGUES 4 /* what a meeting of colleagues weighs ... */
#define SECTOR 1     /* ... against one of two of a sector; SEATING_REPEAT against a repeat */
#define MIX_MOVES 60000

int seating_groups(int people, int about)
{
    check(people > 0 && about > 0);
    int groups = (2 * people + about) / (2 * about); /* the nearest */
    int least = (people + SEATING_SIZE_MAX - 1) / SEATING_SIZE_MAX;
    int most = people / SEATING_SIZE_MIN;
    groups = groups > most ? most : groups;
    groups = groups < least ? least : groups;
    return groups < 1 ? 1 : groups > SEATING_GROUPS_MAX ? SEATING_GROUPS_MAX : groups;
}

/* ---- the bound */

/* The least sum of c(c-1)/2 when `all` fall on `places`. */
static int64_t even(int64_t all, int64_t places)
{
    int64_t each = places > 0 ? all / places : 0;
    return places > 0 ? places * each * (each - 1) / 2 + all % places * each : 0;
}

static int pairs_of(int n)
{
    return n * (n - 1) / 2;
}

static int size_of(int people, int groups, int group)
{
    return people / groups + (group < people % groups);
}

static int meetings_of(int people, int groups)
{
    int sum = 0;
    for (int g = 0; g < groups; g++) {
        sum += pairs_of(size_of(people, groups, g));
    }
    return sum;
}

/* Euler's officers: see the header. */
static int64_t officers(int people, int groups, int rounds)
{
    bool six = groups == 6 && (people == 35 || people == 36);
    return six ? even(rounds, 3) * (people == 36 ? 2 : 1) : 0;
}

int seating_repeats_least(int people, int groups, int rounds)
{
    int64_t counting = even((int64_t)meetings_of(people, groups) * rounds, pairs_of(people));
    int64_t holes = 0;
    for (int g = 0; g < groups; g++) {
        holes += even(size_of(people, groups, g), groups);
    }
    holes *= pairs_of(rounds);
    int64_t most = counting > holes ? counting : holes;
    int64_t other = officers(people, groups, rounds);
    return (int)(other > most ? other : most);
}

/* ---- people on the seats of a plan */

struct mix {
    int n;
    uint8_t weights[SEATING_PEOPLE_MAX][SEATING_PEOPLE_MAX]; /* of people */
    uint8_t times[SEATING_PEOPLE_MAX][SEATING_PEOPLE_MAX];   /* of seats */
    uint8_t seat[SEATING_PEOPLE_MAX];                        /* of each of the people */
};

static bool same(int a, int b)
{
    return a >= 0 && a == b;
}

static void weigh(const struct seating_person *people, int n, uint8_t weights[][SEATING_PEOPLE_MAX])
{
    for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
            bool colleagues = same(people[a].organisation, people[b].organisation);
            int sector = same(people[a].sector, people[b].sector) ? SECTOR : 0;
            weights[a][b] = (uint8_t)(a == b ? 0 : sector + (colleagues ? COLLEAGUES : 0));
        }
    }
}

static int change(const struct mix *mix, int a, int b)
{
    const uint8_t *times_a = mix->times[mix->seat[a]], *times_b = mix->times[mix->seat[b]];
    int sum = 0;
    for (int x = 0; x < mix->n; x++) {
        int seat = mix->seat[x];
        int one = (mix->weights[a][x] - mix->weights[b][x]) * (times_b[seat] - times_a[seat]);
        sum += x != a && x != b ? one : 0;
    }
    return sum;
}

static void swap_seats(struct mix *mix, int a, int b)
{
    uint8_t seat = mix->seat[a];
    mix->seat[a] = mix->seat[b];
    mix->seat[b] = seat;
}

/* Two change seats for all rounds when that is better, or as good; at first also when it is a little worse. */
static void improve(struct mix *mix, struct chance *chance)
{
    int64_t cost = 0, best = 0;
    uint8_t kept[SEATING_PEOPLE_MAX];
    memcpy(kept, mix->seat, sizeof kept);
    for (int i = 0; i < MIX_MOVES; i++) {
        int a = (int)chance_below(chance, (uint32_t)mix->n), b = (int)chance_below(chance, (uint32_t)mix->n);
        int slack = (int)chance_below(chance, 8) * (MIX_MOVES - i) / MIX_MOVES;
        int worse = a != b ? change(mix, a, b) : 1000;
        if (worse > slack) {
            continue;
        }
        swap_seats(mix, a, b);
        cost += worse;
        if (cost < best) {
            best = cost;
            memcpy(kept, mix->seat, sizeof kept);
        }
    }
    memcpy(mix->seat, kept, sizeof kept);
}

static void put_people(const struct seating_person *people, uint64_t seed, struct seating *seating)
{
    struct mix mix = {.n = seating->people};
    struct chance chance = {seed};
    weigh(people, mix.n, mix.weights);
    seating_times(seating, mix.times);
    for (int i = 0; i < mix.n; i++) {
        int j = (int)chance_below(&chance, (uint32_t)i + 1);
        mix.seat[i] = mix.seat[j];
        mix.seat[j] = (uint8_t)i;
    }
    improve(&mix, &chance);
    const struct seating plan = *seating;
    for (int r = 0; r < seating->rounds; r++) {
        for (int p = 0; p < mix.n; p++) {
            seating->group[r][p] = plan.group[r][mix.seat[p]];
        }
    }
}

/* ---- all of it */

static void check_sizes(const struct seating *seating)
{
    check(seating->people >= 2 && seating->people <= SEATING_PEOPLE_MAX);
    check(seating->groups >= 1 && seating->groups <= SEATING_GROUPS_MAX && seating->groups <= seating->people);
    check(seating->rounds >= 1 && seating->rounds <= SEATING_ROUNDS_MAX);
    check(seating->fixed >= 0 && seating->fixed <= seating->rounds);
}

void seating_make(const struct seating_person *people, uint64_t seed, struct seating *seating)
{
    uint8_t weights[SEATING_PEOPLE_MAX][SEATING_PEOPLE_MAX] = {{0}};
    check_sizes(seating);
    if (seating->fixed > 0) {
        weigh(people, seating->people, weights);
        seating_plan_turns(seating);
        seating_anneal(seating, weights, seed, 0);
        return;
    }
    if (!seating_plan_field(seating) && !seating_plan_known(seating)) {
        int least = seating_repeats_least(seating->people, seating->groups, seating->rounds);
        seating_plan_turns(seating);
        seating_anneal(seating, weights, seed, (int64_t)least * SEATING_REPEAT);
    }
    put_people(people, seed, seating);
}

static void count_pair(const struct seating_person *people, int a, int b, int times, struct seating_quality *quality)
{
    quality->met[times]++;
    quality->meetings += times;
    quality->repeats += pairs_of(times);
    quality->colleagues += same(people[a].organisation, people[b].organisation) ? times : 0;
    quality->same_sector += same(people[a].sector, people[b].sector) ? times : 0;
}

/* The least meetings of two with the same number: each number as even over the groups as can be. */
static int alike_least(const int *numbers, const struct seating *seating)
{
    int64_t sum = 0;
    for (int a = 0; a < seating->people; a++) {
        int alike = 0;
        bool first = numbers[a] >= 0;
        for (int b = 0; b < seating->people; b++) {
            first &= b >= a || numbers[b] != numbers[a];
            alike += numbers[b] == numbers[a];
        }
        sum += first ? even(alike, seating->groups) : 0;
    }
    return (int)sum * seating->rounds;
}

static void judge_mix(const struct seating_person *people, const struct seating *seating,
                      struct seating_quality *quality)
{
    int sectors[SEATING_PEOPLE_MAX], organisations[SEATING_PEOPLE_MAX];
    for (int i = 0; i < seating->people; i++) {
        sectors[i] = people[i].sector;
        organisations[i] = people[i].organisation;
    }
    quality->same_sector_least = alike_least(sectors, seating);
    quality->colleagues_least = alike_least(organisations, seating);
}

void seating_judge(const struct seating_person *people, const struct seating *seating,
                   struct seating_quality *ret_quality)
{
    uint8_t times[SEATING_PEOPLE_MAX][SEATING_PEOPLE_MAX];
    struct seating_quality quality = {.pairs = pairs_of(seating->people)};
    check_sizes(seating);
    seating_times(seating, times);
    for (int a = 0; a < seating->people; a++) {
        for (int b = 0; b < a; b++) {
            count_pair(people, a, b, times[a][b], &quality);
        }
    }
    quality.repeats_least = seating_repeats_least(seating->people, seating->groups, seating->rounds);
    int over = quality.repeats - quality.repeats_least;
    quality.excess_bp = quality.meetings > 0 ? (10000 * over + quality.meetings - 1) / quality.meetings : 0;
    judge_mix(people, seating, &quality);
    *ret_quality = quality;
}

/* ---- another number of groups */

static bool has_no_repeat(int people, int groups, int rounds)
{
    struct seating plan = {.people = people, .groups = groups, .rounds = rounds};
    struct seating_quality quality;
    static const struct seating_person nobody[SEATING_PEOPLE_MAX];
    bool fits = groups <= people / SEATING_SIZE_MIN && groups <= SEATING_GROUPS_MAX && groups >= 2;
    if (!fits || (!seating_plan_field(&plan) && !seating_plan_known(&plan))) {
        return false;
    }
    seating_judge(nobody, &plan, &quality);
    return quality.repeats == 0;
}

bool seating_better_groups(int people, int groups, int rounds, int *ret_groups)
{
    for (int more = 1; more <= 2; more++) {
        if (has_no_repeat(people, groups + more, rounds)) {
            *ret_groups = groups + more;
            return true;
        }
    }
    return false;
}
