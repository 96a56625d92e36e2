/* SPDX-License-Identifier: AGPL-3.0-or-later
** seating: plans of seats. */
#include "base/check.h"
#include "domain/chance.h"
#include "domain/seating_parts.h"

/* ---- lines of a finite field: seat p stands in row p / k at x = p % k; in round r it is on the line x + r * row. Two
** of different rows are on one line in exactly one of k rounds, two of one row never. */

struct field {
    int size, of, by; /* size = of ^ degree; by: what x ^ degree becomes, as an element */
};

static const struct field fields[] = {
    {2, 2, 0}, {3, 3, 0}, {4, 2, 3}, {5, 5, 0}, {7, 7, 0}, {8, 2, 3}, {9, 3, 2}, {11, 11, 0}, {13, 13, 0}, {16, 2, 3},
    {17, 17, 0}, {19, 19, 0}, {23, 23, 0},
};

static int add(const struct field *field, int a, int b)
{
    int sum = 0;
    for (int place = 1; place < field->size; place *= field->of) {
        sum += (a / place + b / place) % field->of * place;
    }
    return sum;
}

/* a times the field's x. */
static int shift(const struct field *field, int a)
{
    int top = field->size / field->of;
    int sum = a % top * field->of;
    for (int i = 0; i < a / top; i++) {
        sum = add(field, sum, field->by);
    }
    return sum;
}

static int multiply(const struct field *field, int a, int b)
{
    int sum = 0;
    if (field->size == field->of) {
        return a * b % field->of;
    }
    for (; b > 0; b /= field->of, a = shift(field, a)) {
        for (int i = 0; i < b % field->of; i++) {
            sum = add(field, sum, a);
        }
    }
    return sum;
}

static const struct field *field_of(int size)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (fields[i].size == size) {
            return &fields[i];
        }
    }
    return NULL;
}

bool seating_plan_field(struct seating *plan)
{
    int k = plan->groups;
    const struct field *field = field_of(k);
    bool is_full = plan->people == k * k; /* then the rows are one more round */
    if (field == NULL || plan->people > k * k || plan->rounds > k + is_full) {
        return false;
    }
    for (int r = 0; r < plan->rounds; r++) {
        for (int p = 0; p < plan->people; p++) {
            int line = r < k ? add(field, p % k, multiply(field, r, p / k)) : p / k;
            plan->group[r][p] = (uint8_t)line;
        }
    }
    return true;
}

void seating_plan_turns(struct seating *plan)
{
    for (int r = plan->fixed; r < plan->rounds; r++) {
        for (int p = 0; p < plan->people; p++) {
            plan->group[r][p] = (uint8_t)((p + r * (p / plan->groups)) % plan->groups);
        }
    }
}

/* ---- annealing: two people of one round change seats, if that is better, or a little worse and chance will have it */

#define STAGES 16
#define STAGE_MOVES 50000

/* Of 2^32, for a sixteenth of a repeat: exp(-1 / (16 T)), T falling from 0.6 to 0.15. In numbers, so that no machine's
** exp() decides who sits where. */
static const uint32_t chances[STAGES] = {
    3870088110u, 3831250836u, 3789101171u, 3743403409u, 3693914473u, 3640385798u, 3582565773u, 3520202818u,
    3453049195u, 3380865641u, 3303426915u, 3220528331u, 3131993354u, 3037682282u, 2937502030u, 2831416946u,
};

struct anneal {
    struct seating *plan;
    uint8_t (*weights)[SEATING_PEOPLE_MAX];
    uint8_t times[SEATING_PEOPLE_MAX][SEATING_PEOPLE_MAX];
    uint8_t seats[SEATING_ROUNDS_MAX][SEATING_GROUPS_MAX][SEATING_PEOPLE_MAX];
    uint8_t sizes[SEATING_ROUNDS_MAX][SEATING_GROUPS_MAX];
    uint8_t places[SEATING_ROUNDS_MAX][SEATING_PEOPLE_MAX];
    struct chance chance;
    int64_t cost, best;
    struct seating kept;
};

void seating_times(const struct seating *seating, uint8_t times[][SEATING_PEOPLE_MAX])
{
    for (int a = 0; a < seating->people; a++) {
        for (int b = 0; b < a; b++) {
            uint8_t n = 0;
            for (int r = 0; r < seating->rounds; r++) {
                n += seating->group[r][a] == seating->group[r][b];
            }
            times[a][b] = times[b][a] = n;
        }
        times[a][a] = 0;
    }
}

/* What it costs that two meet once more than n times. Of seatings with as few repeats the one is better in which no two
** meet over and over. */
static int step(int n)
{
    return n * SEATING_REPEAT + (n > 1 ? n - 1 : 0);
}

static void sit(struct anneal *anneal)
{
    const struct seating *plan = anneal->plan;
    seating_times(plan, anneal->times);
    for (int r = plan->fixed; r < plan->rounds; r++) {
        for (int p = 0; p < plan->people; p++) {
            int group = plan->group[r][p];
            anneal->places[r][p] = anneal->sizes[r][group];
            anneal->seats[r][group][anneal->sizes[r][group]++] = (uint8_t)p;
        }
    }
    for (int a = 0; a < plan->people; a++) {
        for (int b = 0; b < a; b++) {
            for (int n = 0; n < anneal->times[a][b]; n++) {
                anneal->cost += step(n) + anneal->weights[a][b];
            }
        }
    }
}

/* What it changes when `out` leaves the group, where it sits at, and `in` comes. */
static int change(const struct anneal *anneal, int r, int out, int in)
{
    int group = anneal->plan->group[r][out];
    const uint8_t *seats = anneal->seats[r][group];
    const uint8_t *times_out = anneal->times[out], *times_in = anneal->times[in];
    const uint8_t *weights_out = anneal->weights[out], *weights_in = anneal->weights[in];
    int sum = 0;
    for (int i = 0; i < anneal->sizes[r][group]; i++) {
        int x = seats[i];
        sum += x != out ? step(times_in[x]) + weights_in[x] - step(times_out[x] - 1) - weights_out[x] : 0;
    }
    return sum;
}

static void replace(struct anneal *anneal, int r, int out, int in)
{
    int group = anneal->plan->group[r][out];
    uint8_t *seats = anneal->seats[r][group];
    for (int i = 0; i < anneal->sizes[r][group]; i++) {
        int x = seats[i];
        if (x != out) {
            anneal->times[out][x]--;
            anneal->times[x][out]--;
            anneal->times[in][x]++;
            anneal->times[x][in]++;
        }
    }
    seats[anneal->places[r][out]] = (uint8_t)in;
}

static void swap(struct anneal *anneal, int r, int a, int b)
{
    uint8_t *group = anneal->plan->group[r], *place = anneal->places[r];
    replace(anneal, r, a, b);
    replace(anneal, r, b, a);
    uint8_t group_a = group[a], place_a = place[a];
    group[a] = group[b];
    place[a] = place[b];
    group[b] = group_a;
    place[b] = place_a;
}

static bool takes(struct anneal *anneal, int worse, uint32_t chance)
{
    uint64_t left = UINT32_MAX;
    for (int i = 0; i < worse && left > 0; i++) {
        left = left * chance >> 32;
    }
    return worse <= 0 || (chance_next(&anneal->chance) >> 32) < left;
}

static void move(struct anneal *anneal, uint32_t chance)
{
    const struct seating *plan = anneal->plan;
    int free = plan->rounds - plan->fixed;
    int r = plan->fixed + (int)chance_below(&anneal->chance, (uint32_t)free);
    int a = (int)chance_below(&anneal->chance, (uint32_t)plan->people);
    int b = (int)chance_below(&anneal->chance, (uint32_t)plan->people);
    if (plan->group[r][a] == plan->group[r][b]) {
        return;
    }
    int worse = change(anneal, r, a, b) + change(anneal, r, b, a);
    if (!takes(anneal, worse, chance)) {
        return;
    }
    swap(anneal, r, a, b);
    anneal->cost += worse;
    if (anneal->cost < anneal->best) {
        anneal->best = anneal->cost;
        anneal->kept = *plan;
    }
}

void seating_anneal(struct seating *plan, uint8_t weights[][SEATING_PEOPLE_MAX], uint64_t seed, int64_t least)
{
    struct anneal anneal = {.plan = plan, .weights = weights, .chance = {seed}, .kept = *plan};
    sit(&anneal);
    anneal.best = anneal.cost;
    for (int64_t i = 0; i < (int64_t)STAGES * STAGE_MOVES && anneal.best > least && plan->fixed < plan->rounds; i++) {
        move(&anneal, chances[i / STAGE_MOVES]);
    }
    *plan = anneal.kept;
}
