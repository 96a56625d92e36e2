/* SPDX-License-Identifier: AGPL-3.0-or-later
** watch: strikes in shared memory. */
#include "http/watch.h"

#include <sys/mman.h>

#include "base/check.h"

struct watch *watch_new(void)
{
    struct watch *watch =
        mmap(NULL, sizeof *watch, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    check(watch != MAP_FAILED);
    for (int i = 0; i < WORKERS_MAX; i++) {
        atomic_store(&watch->workers[i].route, WATCH_NO_ROUTE);
    }
    return watch;
}

uint64_t watch_next_number(struct watch *watch)
{
    return atomic_fetch_add(&watch->requests, 1) + 1;
}

void watch_begin(struct watch *watch, int worker, int route, int64_t now_ms)
{
    check(worker >= 0 && worker < WORKERS_MAX && route >= 0 && route < ROUTES_MAX);
    atomic_store(&watch->workers[worker].since_ms, now_ms);
    atomic_store(&watch->workers[worker].route, route);
}

void watch_end(struct watch *watch, int worker)
{
    atomic_store(&watch->workers[worker].route, WATCH_NO_ROUTE);
}

bool watch_is_closed(struct watch *watch, int route, int64_t now_ms)
{
    check(route >= 0 && route < ROUTES_MAX);
    return now_ms < atomic_load(&watch->routes[route].closed_until_ms);
}

int64_t watch_busy_ms(struct watch *watch, int worker, int64_t now_ms)
{
    if (atomic_load(&watch->workers[worker].route) == WATCH_NO_ROUTE) {
        return 0;
    }
    return now_ms - atomic_load(&watch->workers[worker].since_ms);
}

void watch_listens(struct watch *watch, int worker)
{
    atomic_store(&watch->workers[worker].turn_ms, 0);
    atomic_store(&watch->workers[worker].answers, true);
}

void watch_turn(struct watch *watch, int worker, int64_t now_ms)
{
    atomic_store(&watch->workers[worker].turn_ms, now_ms);
}

bool watch_answers(struct watch *watch, int worker, int64_t turn_ms_max, int64_t now_ms)
{
    int64_t turn_ms = atomic_load(&watch->workers[worker].turn_ms);
    return atomic_load(&watch->workers[worker].answers) && (turn_ms == 0 || now_ms - turn_ms <= turn_ms_max);
}

void watch_disk_set(struct watch *watch, const struct disk *disk)
{
    atomic_store(&watch->disk_free, disk->free);
    atomic_store(&watch->disk_bytes, disk->bytes);
}

struct disk watch_disk(struct watch *watch)
{
    return (struct disk){atomic_load(&watch->disk_bytes), atomic_load(&watch->disk_free)};
}

static bool is_recent(int64_t strike_ms, int64_t now_ms)
{
    return strike_ms != 0 && now_ms - strike_ms < STRIKES_WINDOW_MS;
}

int watch_strike(struct watch *watch, int worker, int64_t now_ms, bool *ret_closed)
{
    int number = atomic_exchange(&watch->workers[worker].route, WATCH_NO_ROUTE);
    atomic_store(&watch->workers[worker].answers, false);
    if (number == WATCH_NO_ROUTE) {
        return WATCH_NO_ROUTE;
    }
    struct watch_route *route = &watch->routes[number];
    int recent = 1;
    int oldest = 0;
    for (int i = 0; i < STRIKES_MAX; i++) {
        recent += is_recent(atomic_load(&route->strikes_ms[i]), now_ms);
        if (atomic_load(&route->strikes_ms[i]) < atomic_load(&route->strikes_ms[oldest])) {
            oldest = i;
        }
    }
    atomic_store(&route->strikes_ms[oldest], now_ms);
    if (recent >= STRIKES_MAX) {
        atomic_store(&route->closed_until_ms, now_ms + STRIKES_CLOSED_MS);
    }
    *ret_closed = recent >= STRIKES_MAX;
    return number;
}
