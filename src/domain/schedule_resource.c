/* SPDX-License-Identifier: AGPL-3.0-or-later
** schedule_resource: two populations, each made from the other. */
#include "domain/schedule_resource.h"

#include <string.h>

#include "base/check.h"
#include "domain/schedule_serial.h"

/* Chosen by trying them on the 960 instances of 30 and 60 activities of PSPLIB. */
#define POPULATION_MOST 60u
#define POPULATION_LEAST 6u
#define SCHEDULES_EACH 80u      /* a population of one for so many schedules */
#define MUTATED 30u             /* of a thousand activities so many are moved; of a child that is there already: */
#define MUTATED_TWIN 300u
#define WINDOW_LEAST 20u        /* how long a busy window is, in hundredths of the schedule */
#define WINDOW_MOST 60u
#define TWIN_WORSE 3u           /* a changed twin may be so many hundredths longer, and one unit */
#define KEY_NOISE 1024          /* ties of keys are broken by lot */
#define WORK_SCALE 1000000      /* of the share of a resource that an activity asks for */

struct search {
    struct serial serial;
    struct chance chance;
    const struct schedule_plan *plan;
    struct serial_schedule *sides[2]; /* packed to the left, to the right */
    size_t population, limit;
    int64_t *keys, *work;       /* work: of each activity, the shares of all resources */
    size_t *order;
    struct serial_schedule child, other;
    int64_t *best, finish, bound;
};

static bool is_over(const struct search *search)
{
    return search->serial.generated >= search->limit || search->finish <= search->bound;
}

static int64_t below(struct search *search, int64_t n)
{
    return n > 0 ? (int64_t)(chance_next(&search->chance) % (uint64_t)n) : 0;
}

static void note(struct search *search, const struct serial_schedule *schedule)
{
    if (schedule->finish < search->finish) {
        search->finish = schedule->finish;
        memcpy(search->best, schedule->starts, search->plan->n * sizeof *search->best);
    }
}

static void copy(const struct search *search, struct serial_schedule *to, const struct serial_schedule *from)
{
    memcpy(to->starts, from->starts, search->plan->n * sizeof *to->starts);
    to->finish = from->finish;
    to->digest = from->digest;
}

/* From the keys as they are, with lots among equals. */
static void generate(struct search *search, bool backward, struct serial_schedule *schedule)
{
    for (size_t i = 0; i < search->plan->n; i++) {
        search->keys[i] = search->keys[i] * KEY_NOISE + below(search, KEY_NOISE);
    }
    serial_order(&search->serial, search->keys, backward, search->order);
    serial_generate(&search->serial, search->order, backward, schedule);
    note(search, schedule);
}

/* Packed the other way: forward by starts, backward by finishes, the last one first. */
static void pack(struct search *search, const struct serial_schedule *from, bool backward,
                 struct serial_schedule *to)
{
    for (size_t i = 0; i < search->plan->n; i++) {
        search->keys[i] = backward ? -from->starts[i] - search->plan->durations[i] : from->starts[i];
    }
    generate(search, backward, to);
}

/* ---- the first ones: the rule of the latest finish, disturbed */

static void sample(struct search *search, const int64_t *latest, struct serial_schedule *schedule)
{
    size_t n = search->plan->n;
    for (size_t i = 0; i < n; i++) { /* latest finish, moved by up to the whole of the plan */
        search->keys[i] = latest[i] + search->plan->durations[i] + below(search, search->bound + 1);
    }
    generate(search, false, schedule);
}

/* ---- a child of two */

/* The window of that length in which most is done; it begins with an activity, or ends with the schedule. */
static int64_t busiest(struct search *search, const struct serial_schedule *of, int64_t length)
{
    int64_t begin = 0, most = -1, as_good = 0;
    for (size_t k = 0; k <= search->plan->n; k++) {
        int64_t from = k < search->plan->n ? of->starts[k] : of->finish - length, done = 0;
        if (from + length > of->finish) {
            continue;
        }
        for (size_t i = 0; i < search->plan->n; i++) {
            int64_t start = of->starts[i], end = start + search->plan->durations[i];
            int64_t first = start > from ? start : from, last = end < from + length ? end : from + length;
            done += last > first ? (last - first) * search->work[i] : 0;
        }
        as_good = done > most ? 1 : done == most ? as_good + 1 : as_good;
        if (done > most || (done == most && below(search, as_good) == 0)) {
            most = done;
            begin = from;
        }
    }
    return begin;
}

/* Schedules of one plan are about as long, but what is long enough does not fit 64 bits in between. */
static int64_t in_proportion(int64_t time, int64_t to, int64_t from)
{
    return from > 0 ? (int64_t)((__int128)time * to / from) : 0;
}

/* What has its middle within the window of the one keeps its place there; the rest comes before or behind it, in the
** order of the other. */
static void cross(struct search *search, const struct serial_schedule *one, const struct serial_schedule *two,
                  bool backward)
{
    const int64_t *durations = search->plan->durations;
    int64_t share = WINDOW_LEAST + below(search, WINDOW_MOST - WINDOW_LEAST + 1);
    int64_t length = 1 + one->finish * share / 100;
    length = length > one->finish ? one->finish : length;
    int64_t from = busiest(search, one, length), to = from + length;
    int64_t far = 4 * (one->finish + two->finish) + 4;
    for (size_t i = 0; i < search->plan->n; i++) {
        int64_t middle = 2 * one->starts[i] + durations[i];
        int64_t other = in_proportion(2 * two->starts[i] + durations[i], one->finish, two->finish);
        bool inside = middle >= 2 * from && middle <= 2 * to;
        int64_t at = inside ? 2 * one->starts[i] : 2 * two->starts[i] + (other < from + to ? -far : far);
        search->keys[i] = backward ? -(at + 2 * durations[i]) : at;
    }
}

/* Of a thousand activities so many stand up to a quarter of the schedule elsewhere. */
static void mutate(struct search *search, int64_t of_thousand, int64_t finish)
{
    for (size_t i = 0; i < search->plan->n; i++) {
        if (below(search, 1000) < of_thousand) {
            search->keys[i] += below(search, finish + 1) - finish / 2;
        }
    }
}

static void make_child(struct search *search, const struct serial_schedule *from, size_t at, bool backward,
                       int64_t of_thousand)
{
    size_t a = (size_t)below(search, (int64_t)search->population);
    size_t b = (size_t)below(search, (int64_t)search->population);
    size_t mate = from[b].finish < from[a].finish ? b : a;
    mate = mate == at ? (at + 1) % search->population : mate;
    bool turned = below(search, 2) == 1;
    const struct serial_schedule *one = &from[turned ? mate : at], *two = &from[turned ? at : mate];
    cross(search, one, two, backward);
    mutate(search, of_thousand, one->finish);
    generate(search, backward, &search->child);
}

static bool is_twin(const struct serial_schedule *to, size_t n, uint64_t digest)
{
    for (size_t i = 0; i < n; i++) {
        if (to[i].digest == digest) {
            return true;
        }
    }
    return false;
}

/* The place of `at` on the other side: the child, or the same packed the other way where the child is worse. */
static void replace(struct search *search, size_t at, bool backward)
{
    const struct serial_schedule *from = search->sides[!backward];
    struct serial_schedule *to = search->sides[backward];
    make_child(search, from, at, backward, MUTATED);
    if (is_twin(to, at, search->child.digest) && !is_over(search)) {
        make_child(search, from, at, backward, MUTATED_TWIN);
        if (search->child.finish <= from[at].finish + from[at].finish * TWIN_WORSE / 100 + 1) {
            copy(search, &to[at], &search->child);
            return;
        }
    }
    if (search->child.finish > from[at].finish && !is_over(search)) {
        pack(search, &from[at], backward, &search->other);
        bool better = search->other.finish <= search->child.finish;
        copy(search, &to[at], better ? &search->other : &search->child);
        return;
    }
    copy(search, &to[at], &search->child);
}

static void evolve(struct search *search, const int64_t *latest)
{
    for (size_t i = 0; i < search->population && !is_over(search); i++) {
        sample(search, latest, &search->sides[0][i]);
    }
    for (size_t i = 0; i < search->population && !is_over(search); i++) {
        pack(search, &search->sides[0][i], true, &search->sides[1][i]);
    }
    for (bool backward = false; !is_over(search); backward = !backward) {
        for (size_t i = 0; i < search->population && !is_over(search); i++) {
            replace(search, i, backward);
        }
    }
}

/* ---- all of it */

/* FINE; else which activity asks for too much of what. */
static enum schedule_problem look(const struct schedule_plan *plan, const struct schedule_resources *resources,
                                  struct schedule_found *found)
{
    check(resources->n <= SCHEDULE_RESOURCES_MAX);
    for (size_t i = 0; i < plan->dependencies_n; i++) {
        if (plan->dependencies[i].is_maximum) {
            return SCHEDULE_MAXIMUM;
        }
    }
    for (size_t i = 0; i < plan->n; i++) {
        for (size_t r = 0; r < resources->n; r++) {
            int64_t request = resources->requests[i * resources->n + r];
            check(request >= 0 && request <= SCHEDULE_AMOUNT_MAX);
            if (plan->durations[i] > 0 && request > resources->capacities[r]) {
                found->activity = i;
                found->resource = r;
                return SCHEDULE_TOO_MUCH;
            }
        }
    }
    return SCHEDULE_FINE;
}

/* The work of each resource, spread over all that there is of it. */
static int64_t bound_of(const struct schedule_plan *plan, const struct schedule_resources *resources, int64_t path)
{
    int64_t bound = path;
    for (size_t r = 0; r < resources->n; r++) {
        double work = 0; /* whole numbers far below 2^53 but for plans that nobody has */
        for (size_t i = 0; i < plan->n; i++) {
            work += (double)plan->durations[i] * (double)resources->requests[i * resources->n + r];
        }
        int64_t least = resources->capacities[r] > 0 ? (int64_t)(work / (double)resources->capacities[r]) : 0;
        while ((double)least * (double)resources->capacities[r] < work && resources->capacities[r] > 0) {
            least++;
        }
        bound = least > bound ? least : bound;
    }
    return bound;
}

static struct serial_schedule *make_side(struct arena *arena, size_t population, size_t n)
{
    struct serial_schedule *side = arena_array(arena, struct serial_schedule, population);
    for (size_t i = 0; i < population; i++) {
        side[i].starts = arena_array(arena, int64_t, n + 1);
    }
    return side;
}

static void weigh(const struct search *search, const struct schedule_resources *resources)
{
    for (size_t i = 0; i < search->plan->n; i++) {
        for (size_t r = 0; r < resources->n; r++) {
            int64_t capacity = resources->capacities[r];
            search->work[i] += capacity > 0 ? resources->requests[i * resources->n + r] * WORK_SCALE / capacity : 0;
        }
    }
}

static enum schedule_problem begin(struct arena *arena, const struct schedule_plan *plan,
                                   const struct schedule_resources *resources, size_t limit, struct search *search,
                                   struct schedule_times *times, struct schedule_found *found)
{
    *found = (struct schedule_found){0};
    enum schedule_problem problem = look(plan, resources, found);
    if (problem != SCHEDULE_FINE) {
        return problem;
    }
    if (!schedule_times(arena, plan, times)) {
        return SCHEDULE_LOOP;
    }
    *search = (struct search){.plan = plan, .limit = limit > 0 ? limit : 1, .finish = INT64_MAX};
    if (!serial_init(arena, plan, resources, &search->serial)) {
        return SCHEDULE_MAXIMUM;
    }
    search->bound = bound_of(plan, resources, times->finish);
    search->keys = arena_array(arena, int64_t, plan->n + 1);
    search->work = arena_array(arena, int64_t, plan->n + 1);
    search->order = arena_array(arena, size_t, plan->n + 1);
    search->best = arena_array(arena, int64_t, plan->n + 1);
    search->child.starts = arena_array(arena, int64_t, plan->n + 1);
    search->other.starts = arena_array(arena, int64_t, plan->n + 1);
    weigh(search, resources);
    return SCHEDULE_FINE;
}

static void by_latest_finish(struct search *search, const struct schedule_times *times)
{
    for (size_t i = 0; i < search->plan->n; i++) {
        search->keys[i] = times->latest[i] + search->plan->durations[i];
    }
    serial_order(&search->serial, search->keys, false, search->order);
    serial_generate(&search->serial, search->order, false, &search->child);
    note(search, &search->child);
}

static void end(const struct search *search, struct schedule_found *found)
{
    found->starts = search->best;
    found->finish = search->finish;
    found->bound = search->bound;
    found->generated = search->serial.generated;
}

enum schedule_problem schedule_by_latest_finish(struct arena *arena, const struct schedule_plan *plan,
                                                const struct schedule_resources *resources,
                                                struct schedule_found *ret_found)
{
    struct search search;
    struct schedule_times times;
    enum schedule_problem problem = begin(arena, plan, resources, 1, &search, &times, ret_found);
    if (problem == SCHEDULE_FINE) {
        by_latest_finish(&search, &times);
        end(&search, ret_found);
    }
    return problem;
}

enum schedule_problem schedule_resources(struct arena *arena, const struct schedule_plan *plan,
                                         const struct schedule_resources *resources, uint64_t seed, size_t limit,
                                         struct schedule_found *ret_found)
{
    struct search search;
    struct schedule_times times;
    enum schedule_problem problem = begin(arena, plan, resources, limit, &search, &times, ret_found);
    if (problem != SCHEDULE_FINE) {
        return problem;
    }
    search.chance.state = seed;
    search.population = search.limit / SCHEDULES_EACH;
    search.population = search.population > POPULATION_MOST    ? POPULATION_MOST
                        : search.population < POPULATION_LEAST ? POPULATION_LEAST
                                                               : search.population;
    search.sides[0] = make_side(arena, search.population, plan->n);
    search.sides[1] = make_side(arena, search.population, plan->n);
    by_latest_finish(&search, &times);
    evolve(&search, times.latest);
    end(&search, ret_found);
    return SCHEDULE_FINE;
}
