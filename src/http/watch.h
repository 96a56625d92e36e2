/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** watch: memory that all processes of the server share, so that a page which kills its worker does not kill the site,
** and any worker can tell what all have counted (http/metrics.h).
**
** Each worker writes which route it is on; when it dies, the supervisor reads that and gives the route a strike. With
** STRIKES_MAX strikes within STRIKES_WINDOW_MS the route is closed for STRIKES_CLOSED_MS: it answers 503. Made
** before the fork, never freed. Times are milliseconds of a clock that only rises. Plain atomic words; no locks.
*/
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/disk.h"
#include "base/limits.h"
#include "http/metrics.h"

#define WATCH_NO_ROUTE (-1)

struct watch_worker {
    _Atomic int route;        /* WATCH_NO_ROUTE between requests */
    _Atomic int64_t since_ms; /* when that request began */
    _Atomic bool answers;     /* it listens; false: not yet, or no more */
    _Atomic int64_t turn_ms;  /* when it was woken; 0: it waits for somebody to come */
};

struct watch_route {
    _Atomic int64_t strikes_ms[STRIKES_MAX]; /* 0: none */
    _Atomic int64_t closed_until_ms;
};

struct watch {
    _Atomic uint64_t requests; /* of all workers */
    _Atomic bool sockets_stay; /* somebody goes on listening when these workers stop: they leave the queue to him */
    struct watch_worker workers[WORKERS_MAX];
    struct watch_route routes[ROUTES_MAX];
    struct metrics metrics;
    _Atomic int64_t disk_bytes; /* of the database's file system; 0: not known */
    _Atomic int64_t disk_free;
};

struct watch *watch_new(void);
uint64_t watch_next_number(struct watch *watch);
void watch_begin(struct watch *watch, int worker, int route, int64_t now_ms);
void watch_end(struct watch *watch, int worker);
bool watch_is_closed(struct watch *watch, int route, int64_t now_ms);
/* How long the worker has been on its present request; 0 between requests. */
int64_t watch_busy_ms(struct watch *watch, int worker, int64_t now_ms);
/* The server's loop: it listens now; somebody came; it waits again (now_ms 0). */
void watch_listens(struct watch *watch, int worker);
void watch_turn(struct watch *watch, int worker, int64_t now_ms);
/* Whether it listens, and has not been at one turn for longer than `turn_ms_max`. */
bool watch_answers(struct watch *watch, int worker, int64_t turn_ms_max, int64_t now_ms);
void watch_disk_set(struct watch *watch, const struct disk *disk);
struct disk watch_disk(struct watch *watch);
/* After a worker died. Returns the route it was on or WATCH_NO_ROUTE; *ret_closed when this strike closed it. */
int watch_strike(struct watch *watch, int worker, int64_t now_ms, bool *ret_closed);

#endif
