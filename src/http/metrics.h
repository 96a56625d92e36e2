/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** metrics: what the server counts of itself, in the words that Prometheus and its like read (text exposition format
** 0.0.4). Nothing of a visitor: no address, no query, only how often and how long each kind of page.
**
** The counts live in the memory that all processes share (http/watch.h), so any worker can tell for all. They begin at
** zero with each start. Counting costs four atomic additions.
*/
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/disk.h"
#include "base/limits.h"
#include "http/route.h"

#define METRICS_CLASSES 6 /* of a status: 2 for 200 to 299 */
#define METRICS_BOUNDS 10

struct metrics_page {
    _Atomic uint64_t answers[METRICS_CLASSES];
    _Atomic uint64_t micros; /* worked on them, in all */
};

struct metrics {
    struct metrics_page pages[ROUTES_MAX + 1]; /* by row of the route table, from 1; 0: what belongs to none */
    _Atomic uint64_t within[METRICS_BOUNDS + 1];
    _Atomic uint64_t bytes;
    _Atomic uint64_t deaths; /* of workers */
};

/* One answer that was sent. row: as in struct answer; bytes of its body. */
void metrics_count(struct metrics *metrics, int row, int status, int64_t micros, uint64_t bytes);

/* What is not counted but known. */
struct metrics_now {
    struct str version;
    int64_t generation;      /* of the evidence; 0: no database */
    int64_t content_version;
    struct disk disk;        /* that the database is on */
};

void metrics_put(struct metrics *metrics, const struct routes *routes, const struct metrics_now *now, struct buf *to);

#endif
