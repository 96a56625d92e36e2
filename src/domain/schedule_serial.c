/* SPDX-License-Identifier: AGPL-3.0-or-later
** schedule_serial: one activity after the other, each as early as it can be. */
#include "domain/schedule_serial.h"

#include <string.h>

#include "base/check.h"

#define DIGEST_BASIS 1469598103934665603ull /* FNV-1a */
#define DIGEST_PRIME 1099511628211ull

/* ---- dependencies, both ways */

static int64_t weight_of(const struct schedule_plan *plan, const struct schedule_dependency *it)
{
    int64_t from = plan->durations[it->from], to = plan->durations[it->to];
    return it->lag + (it->kind == FINISH_START    ? from
                      : it->kind == FINISH_FINISH ? from - to
                      : it->kind == START_FINISH  ? -to
                                                  : 0);
}

/* Backward, a start is told by how far the finish lies before the end: S_to >= S_from + w becomes
** E_from >= E_to + w + d_to - d_from. */
static void fill_side(struct arena *arena, const struct schedule_plan *plan, bool backward, struct serial_side *side)
{
    size_t *place = arena_array(arena, size_t, plan->n + 1);
    side->first = arena_array(arena, size_t, plan->n + 1);
    side->arcs = arena_array(arena, struct serial_arc, plan->dependencies_n + 1);
    for (size_t i = 0; i < plan->dependencies_n; i++) {
        const struct schedule_dependency *it = &plan->dependencies[i];
        side->first[(backward ? it->from : it->to) + 1]++;
    }
    for (size_t i = 0; i < plan->n; i++) {
        side->first[i + 1] += side->first[i];
        place[i] = side->first[i];
    }
    for (size_t i = 0; i < plan->dependencies_n; i++) {
        const struct schedule_dependency *it = &plan->dependencies[i];
        int64_t weight = weight_of(plan, it);
        int64_t mirrored = weight + plan->durations[it->to] - plan->durations[it->from];
        side->arcs[place[backward ? it->from : it->to]++] =
            backward ? (struct serial_arc){it->to, mirrored} : (struct serial_arc){it->from, weight};
    }
}

bool serial_init(struct arena *arena, const struct schedule_plan *plan, const struct schedule_resources *resources,
                 struct serial *ret_serial)
{
    struct serial serial = {.plan = plan, .resources = resources};
    fill_side(arena, plan, false, &serial.sides[0]);
    fill_side(arena, plan, true, &serial.sides[1]);
    size_t most = 2 * plan->n + 2; /* instants: two of each activity, and the beginning */
    serial.profile.times = arena_array(arena, int64_t, most);
    serial.profile.used = arena_array(arena, int64_t, most * (resources->n + 1));
    serial.waits = arena_array(arena, size_t, plan->n + 1);
    serial.heap = arena_array(arena, size_t, plan->n + 1);
    int64_t *keys = arena_array(arena, int64_t, plan->n + 1);
    size_t *order = arena_array(arena, size_t, plan->n + 1);
    serial_order(&serial, keys, false, order);
    *ret_serial = serial;
    return plan->n == 0 || order[plan->n - 1] < plan->n;
}

/* ---- an order */

static bool comes_before(const struct serial *serial, size_t a, size_t b)
{
    return serial->keys[a] < serial->keys[b] || (serial->keys[a] == serial->keys[b] && a < b);
}

static void heap_put(struct serial *serial, size_t activity)
{
    size_t at = serial->heap_n++;
    serial->heap[at] = activity;
    while (at > 0 && comes_before(serial, activity, serial->heap[(at - 1) / 2])) {
        serial->heap[at] = serial->heap[(at - 1) / 2];
        at = (at - 1) / 2;
        serial->heap[at] = activity;
    }
}

static size_t heap_take(struct serial *serial)
{
    size_t first = serial->heap[0], moved = serial->heap[--serial->heap_n], at = 0;
    for (size_t child = 1; child < serial->heap_n; child = 2 * at + 1) {
        bool right = child + 1 < serial->heap_n && comes_before(serial, serial->heap[child + 1], serial->heap[child]);
        child += right;
        if (!comes_before(serial, serial->heap[child], moved)) {
            break;
        }
        serial->heap[at] = serial->heap[child];
        at = child;
    }
    serial->heap[at] = moved;
    return first;
}

void serial_order(struct serial *serial, const int64_t *keys, bool backward, size_t *ret_order)
{
    const struct serial_side *waits_for = &serial->sides[backward], *frees = &serial->sides[!backward];
    size_t n = serial->plan->n, done = 0;
    serial->keys = keys;
    serial->heap_n = 0;
    for (size_t i = 0; i < n; i++) {
        serial->waits[i] = waits_for->first[i + 1] - waits_for->first[i];
        ret_order[i] = n;
        if (serial->waits[i] == 0) {
            heap_put(serial, i);
        }
    }
    while (serial->heap_n > 0) {
        size_t at = heap_take(serial);
        ret_order[done++] = at;
        for (size_t a = frees->first[at]; a < frees->first[at + 1]; a++) {
            if (--serial->waits[frees->arcs[a].other] == 0) {
                heap_put(serial, frees->arcs[a].other);
            }
        }
    }
}

/* ---- what is in use */

static int64_t *used_at(const struct serial *serial, size_t i)
{
    return &serial->profile.used[i * serial->resources->n];
}

/* The last instant that is not behind `time`. */
static size_t find(const struct serial_profile *profile, int64_t time)
{
    size_t low = 0, high = profile->n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (profile->times[middle] <= time) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool has_room(const struct serial *serial, size_t i, const int64_t *request)
{
    const int64_t *used = used_at(serial, i);
    for (size_t r = 0; r < serial->resources->n; r++) {
        if (used[r] + request[r] > serial->resources->capacities[r]) {
            return false;
        }
    }
    return true;
}

/* The first instant from `from` on at which it fits for all that it lasts; ret_at: the instant not behind it. */
static int64_t fit(const struct serial *serial, const int64_t *request, int64_t lasts, int64_t from, size_t *ret_at)
{
    const struct serial_profile *profile = &serial->profile;
    size_t begin = find(profile, from);
    int64_t start = from;
    for (size_t i = begin; i < profile->n && (i == begin || profile->times[i] < start + lasts); i++) {
        if (!has_room(serial, i, request)) {
            begin = i + 1; /* there is one: from the last on nothing is used */
            start = profile->times[begin];
        }
    }
    *ret_at = begin;
    return start;
}

/* An instant there, behind number `at`; its number. */
static size_t split(struct serial *serial, size_t at, int64_t time)
{
    struct serial_profile *profile = &serial->profile;
    size_t width = serial->resources->n;
    while (at + 1 < profile->n && profile->times[at + 1] <= time) {
        at++;
    }
    if (profile->times[at] == time) {
        return at;
    }
    memmove(&profile->times[at + 2], &profile->times[at + 1], (profile->n - at - 1) * sizeof *profile->times);
    memmove(used_at(serial, at + 2), used_at(serial, at + 1), (profile->n - at - 1) * width * sizeof *profile->used);
    memcpy(used_at(serial, at + 1), used_at(serial, at), width * sizeof *profile->used);
    profile->times[at + 1] = time;
    profile->n++;
    return at + 1;
}

static void take(struct serial *serial, const int64_t *request, int64_t start, int64_t end, size_t at)
{
    size_t first = split(serial, at, start), last = split(serial, first, end);
    for (size_t i = first; i < last; i++) {
        int64_t *used = used_at(serial, i);
        for (size_t r = 0; r < serial->resources->n; r++) {
            used[r] += request[r];
        }
    }
}

/* ---- one schedule */

void serial_generate(struct serial *serial, const size_t *order, bool backward, struct serial_schedule *schedule)
{
    const struct serial_side *side = &serial->sides[backward];
    const int64_t *durations = serial->plan->durations;
    size_t n = serial->plan->n;
    serial->generated++;
    serial->profile.n = 1;
    serial->profile.times[0] = 0;
    memset(serial->profile.used, 0, serial->resources->n * sizeof *serial->profile.used);
    schedule->finish = 0;
    for (size_t i = 0; i < n; i++) {
        size_t activity = order[i], at = 0;
        const int64_t *request = &serial->resources->requests[activity * serial->resources->n];
        int64_t start = 0, lasts = durations[activity];
        for (size_t a = side->first[activity]; a < side->first[activity + 1]; a++) {
            int64_t after = schedule->starts[side->arcs[a].other] + side->arcs[a].weight;
            start = after > start ? after : start;
        }
        if (lasts > 0) {
            start = fit(serial, request, lasts, start, &at);
            take(serial, request, start, start + lasts, at);
        }
        schedule->starts[activity] = start;
        schedule->finish = start + lasts > schedule->finish ? start + lasts : schedule->finish;
    }
    schedule->digest = DIGEST_BASIS;
    for (size_t i = 0; i < n; i++) {
        int64_t start = schedule->starts[i];
        schedule->starts[i] = backward ? schedule->finish - start - durations[i] : start;
        schedule->digest = (schedule->digest ^ (uint64_t)schedule->starts[i]) * DIGEST_PRIME;
    }
}
