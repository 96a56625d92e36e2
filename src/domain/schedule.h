/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** schedule: when the activities of a plan can begin, by what depends on what alone (the critical path method, and its
** generalised precedence: activity-on-node, four kinds of dependency, minimum and maximum lags).
**
** Each dependency becomes an arc between starts, S_to >= S_from + w:
**     finish-start w = d_from + lag         start-start w = lag
**     finish-finish w = d_from - d_to + lag start-finish w = lag - d_to
** A maximum lag, S_to <= S_from + w, is the arc back with -w. (Bartusch, Moehring, Radermacher, "Scheduling project
** networks with resource constraints and time windows", 1988.) Earliest starts are longest paths from the beginning of
** the plan, latest ones those that leave its finish where it is; total float is what lies between, free float what
** delays nobody else. An activity without total float is critical.
**
** A plan that cannot be held has a loop of arcs that is longer than 0: it is returned, in its order, so that people see
** what to change. Times are whole numbers of one unit (working days, say). Pure. Cost: activities + dependencies, where
** nothing leads back; else their product at worst.
*/
#ifndef DOMAIN_SCHEDULE_H
#define DOMAIN_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SCHEDULE_TIME_MAX 1000000 /* of a duration and of a lag, either way: nothing overflows */
#define SCHEDULE_ACTIVITIES_MAX 20000u
#define SCHEDULE_DEPENDENCIES_MAX 100000u

enum schedule_kind { FINISH_START, START_START, FINISH_FINISH, START_FINISH };

struct schedule_dependency {
    size_t from, to;         /* activities, from 0 */
    enum schedule_kind kind;
    bool is_maximum;         /* at most so much later; else at least */
    int64_t lag;
};

struct schedule_plan {
    size_t n;
    const int64_t *durations; /* 0 and more: 0 is a milestone */
    const struct schedule_dependency *dependencies;
    size_t dependencies_n;
};

/* Of each activity; in the arena. */
struct schedule_times {
    int64_t *earliest;       /* start */
    int64_t *latest;         /* start */
    int64_t *total_float, *free_float;
    int64_t finish;          /* of the plan: the makespan */
    size_t *loop;            /* when it cannot be held: activities of a loop, each waits for the one before it, */
    size_t loop_n;           /* the first one for the last */
};

/* False: it cannot be held; then only loop is set. Sizes, durations and lags within the limits above. */
bool schedule_times(struct arena *arena, const struct schedule_plan *plan, struct schedule_times *ret_times);

#endif
