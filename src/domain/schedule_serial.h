/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** schedule_serial: the serial schedule-generation scheme, within the search (schedule_resource.h): one schedule from an
** order of activities, forward or backward. It is where schedules are counted.
*/
#ifndef DOMAIN_SCHEDULE_SERIAL_H
#define DOMAIN_SCHEDULE_SERIAL_H

#include "domain/chance.h"
#include "domain/schedule_resource.h"

/* Dependencies both ways: of an activity those that it waits for, and those that wait for it. */
struct serial_arc { size_t other; int64_t weight; }; /* between starts; backward between distances to the end */
struct serial_side {
    size_t *first;       /* n + 1 */
    struct serial_arc *arcs;
};

/* How much is in use, from each instant on until the next. */
struct serial_profile {
    size_t n;
    int64_t *times;      /* rising; the first is 0, from the last on nothing is used */
    int64_t *used;       /* of each, all resources */
};

struct serial {
    const struct schedule_plan *plan;
    const struct schedule_resources *resources;
    struct serial_side sides[2]; /* forward: what it waits for; backward: what waits for it */
    struct serial_profile profile;
    size_t *waits, *heap;        /* of ordering */
    size_t heap_n;
    const int64_t *keys;
    size_t generated;
};

struct serial_schedule {
    int64_t *starts;
    int64_t finish;
    uint64_t digest;     /* of the starts */
};

/* Room for a plan without maximum lags. False: it leads back to itself. */
bool serial_init(struct arena *arena, const struct schedule_plan *plan, const struct schedule_resources *resources,
                 struct serial *ret_serial);
/* An order in which each activity stands behind those that it waits for (backward: that wait for it); of those that
** could come next the one with the least key, then the one with the least number. */
void serial_order(struct serial *serial, const int64_t *keys, bool backward, size_t *ret_order);
/* One schedule. */
void serial_generate(struct serial *serial, const size_t *order, bool backward, struct serial_schedule *schedule);

#endif
