/* SPDX-License-Identifier: AGPL-3.0-or-later
** schedule: longest paths between starts. */
#include "domain/schedule.h"

#include "base/check.h"

struct arc { size_t from, to; int64_t weight; };

struct network {
    size_t n, arcs_n;
    struct arc *arcs;    /* sorted by their beginning */
    size_t *first;       /* of each activity its first arc; n + 1 of them */
    size_t *order;       /* activities, none before one that it waits for, as far as that goes */
    size_t ordered;      /* so many of them; n: nothing leads back */
};

/* ---- arcs */

static struct arc arc_of(const struct schedule_plan *plan, const struct schedule_dependency *it)
{
    int64_t from = plan->durations[it->from], to = plan->durations[it->to];
    int64_t weight = it->lag;
    check(it->from < plan->n && it->to < plan->n);
    check(it->lag >= -SCHEDULE_TIME_MAX && it->lag <= SCHEDULE_TIME_MAX);
    switch (it->kind) {
    case FINISH_START: weight += from; break;
    case FINISH_FINISH: weight += from - to; break;
    case START_FINISH: weight -= to; break;
    case START_START: break;
    }
    return it->is_maximum ? (struct arc){it->to, it->from, -weight} : (struct arc){it->from, it->to, weight};
}

static void sort_arcs(struct arena *arena, const struct schedule_plan *plan, struct network *network)
{
    size_t *place = arena_array(arena, size_t, network->n + 1);
    network->arcs = arena_array(arena, struct arc, network->arcs_n + 1);
    network->first = arena_array(arena, size_t, network->n + 1);
    for (size_t i = 0; i < network->arcs_n; i++) {
        network->first[arc_of(plan, &plan->dependencies[i]).from + 1]++;
    }
    for (size_t i = 0; i < network->n; i++) {
        network->first[i + 1] += network->first[i];
        place[i] = network->first[i];
    }
    for (size_t i = 0; i < network->arcs_n; i++) {
        struct arc arc = arc_of(plan, &plan->dependencies[i]);
        network->arcs[place[arc.from]++] = arc;
    }
}

/* Kahn: what waits for nothing that is left comes next. What is on a loop, or behind one, is not ordered. */
static void order_activities(struct arena *arena, struct network *network)
{
    size_t *waits = arena_array(arena, size_t, network->n + 1);
    network->order = arena_array(arena, size_t, network->n + 1);
    for (size_t i = 0; i < network->arcs_n; i++) {
        waits[network->arcs[i].to]++;
    }
    for (size_t i = 0; i < network->n; i++) {
        if (waits[i] == 0) {
            network->order[network->ordered++] = i;
        }
    }
    for (size_t k = 0; k < network->ordered; k++) {
        size_t at = network->order[k];
        for (size_t a = network->first[at]; a < network->first[at + 1]; a++) {
            if (--waits[network->arcs[a].to] == 0) {
                network->order[network->ordered++] = network->arcs[a].to;
            }
        }
    }
    size_t end = network->ordered; /* the rest, as they come */
    for (size_t i = 0; i < network->n; i++) {
        if (waits[i] > 0) {
            network->order[end++] = i;
        }
    }
}

/* ---- forward */

/* One round in the order of the activities; whether anything became later. before: whose arc did it last. */
static bool push(const struct network *network, int64_t *earliest, size_t *before, size_t *ret_at)
{
    bool any = false;
    for (size_t k = 0; k < network->n; k++) {
        size_t at = network->order[k];
        for (size_t a = network->first[at]; a < network->first[at + 1]; a++) {
            const struct arc *arc = &network->arcs[a];
            if (earliest[at] + arc->weight > earliest[arc->to]) {
                earliest[arc->to] = earliest[at] + arc->weight;
                before[arc->to] = at;
                *ret_at = arc->to;
                any = true;
            }
        }
    }
    return any;
}

/* Behind n rounds something was still pushed: whoever is followed back so many steps is on a loop. */
static void find_loop(struct arena *arena, const struct network *network, const size_t *before, size_t at,
                      struct schedule_times *times)
{
    size_t n = 0;
    for (size_t i = 0; i < network->n; i++) {
        at = before[at];
    }
    times->loop = arena_array(arena, size_t, network->n);
    for (size_t x = at; n == 0 || x != at; x = before[x]) {
        times->loop[n++] = x;
    }
    for (size_t i = 0; i < n / 2; i++) { /* they were found from behind */
        size_t swap = times->loop[i];
        times->loop[i] = times->loop[n - 1 - i];
        times->loop[n - 1 - i] = swap;
    }
    times->loop_n = n;
}

static bool earliest_starts(struct arena *arena, const struct network *network, struct schedule_times *times)
{
    size_t *before = arena_array(arena, size_t, network->n + 1);
    size_t at = 0, rounds = 0;
    for (size_t i = 0; i < network->n; i++) {
        before[i] = i;
    }
    while (push(network, times->earliest, before, &at)) {
        if (++rounds > network->n) {
            find_loop(arena, network, before, at, times);
            return false;
        }
    }
    return true;
}

/* ---- backward */

static void latest_starts(const struct network *network, const struct schedule_plan *plan,
                          struct schedule_times *times)
{
    for (size_t i = 0; i < network->n; i++) {
        times->latest[i] = times->finish - plan->durations[i];
    }
    for (bool any = true; any;) {
        any = false;
        for (size_t k = network->n; k-- > 0;) {
            size_t at = network->order[k];
            for (size_t a = network->first[at]; a < network->first[at + 1]; a++) {
                int64_t start = times->latest[network->arcs[a].to] - network->arcs[a].weight;
                any |= start < times->latest[at];
                times->latest[at] = start < times->latest[at] ? start : times->latest[at];
            }
        }
    }
}

static void floats(const struct network *network, const struct schedule_plan *plan, struct schedule_times *times)
{
    for (size_t i = 0; i < network->n; i++) {
        int64_t least = times->finish - plan->durations[i] - times->earliest[i];
        for (size_t a = network->first[i]; a < network->first[i + 1]; a++) {
            int64_t between = times->earliest[network->arcs[a].to] - times->earliest[i] - network->arcs[a].weight;
            least = between < least ? between : least;
        }
        times->free_float[i] = least;
        times->total_float[i] = times->latest[i] - times->earliest[i];
    }
}

bool schedule_times(struct arena *arena, const struct schedule_plan *plan, struct schedule_times *ret_times)
{
    struct network network = {.n = plan->n, .arcs_n = plan->dependencies_n};
    struct schedule_times times = {0};
    check(plan->n <= SCHEDULE_ACTIVITIES_MAX && plan->dependencies_n <= SCHEDULE_DEPENDENCIES_MAX);
    for (size_t i = 0; i < plan->n; i++) {
        check(plan->durations[i] >= 0 && plan->durations[i] <= SCHEDULE_TIME_MAX);
    }
    sort_arcs(arena, plan, &network);
    order_activities(arena, &network);
    times.earliest = arena_array(arena, int64_t, plan->n + 1);
    times.latest = arena_array(arena, int64_t, plan->n + 1);
    times.total_float = arena_array(arena, int64_t, plan->n + 1);
    times.free_float = arena_array(arena, int64_t, plan->n + 1);
    bool holds = earliest_starts(arena, &network, &times);
    for (size_t i = 0; holds && i < plan->n; i++) {
        int64_t end = times.earliest[i] + plan->durations[i];
        times.finish = end > times.finish ? end : times.finish;
    }
    if (holds) {
        latest_starts(&network, plan, &times);
        floats(&network, plan, &times);
    }
    *ret_times = times;
    return holds;
}
