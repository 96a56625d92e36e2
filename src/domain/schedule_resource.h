/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** schedule_resource: when the activities of a plan can be done by the people and with the money that there are (the
** resource-constrained project scheduling problem: renewable resources, one mode each, no interruption).
**
** How: schedules are generated one activity after the other, each as early as precedence and resources let it (the
** serial schedule-generation scheme), forward from the beginning or backward from the end. A genetic algorithm with two
** populations, one packed to the left and one to the right, makes each from the other: what lies within a busy window
** of one parent keeps its order, the rest follows the other parent; where that is no better, the parent is only packed
** the other way (forward-backward improvement). After D. Debels, M. Vanhoucke, "A decomposition-based genetic algorithm
** for the resource-constrained project-scheduling problem", Operations Research 55 (2007), and V. Valls, F. Ballestin,
** S. Quintanilla, "A hybrid genetic algorithm", EJOR 185 (2008); written from their description. Every pass of the
** scheme counts as one schedule, improvement passes too (R. Kolisch, S. Hartmann, EJOR 174, 2006).
**
** It ends at the limit, or once the finish is at the bound: then nothing is better. Whole numbers only: the same seed
** gives the same schedule on every machine. Pure. Cost: schedules x activities^2 at worst.
*/
#ifndef DOMAIN_SCHEDULE_RESOURCE_H
#define DOMAIN_SCHEDULE_RESOURCE_H

#include "domain/schedule.h"

#define SCHEDULE_RESOURCES_MAX 16u
#define SCHEDULE_AMOUNT_MAX 1000000000 /* of a capacity, of a request */
#define SCHEDULE_GENERATED_USUAL 5000u

struct schedule_resources {
    size_t n;
    const int64_t *capacities;
    const int64_t *requests; /* of each activity all n, one activity behind the other */
};

enum schedule_problem {
    SCHEDULE_FINE,
    SCHEDULE_LOOP,       /* schedule_times says which */
    SCHEDULE_TOO_MUCH,   /* an activity asks for more than there ever is */
    SCHEDULE_MAXIMUM,    /* a maximum lag, or one back in time, ties two activities both ways: not with resources */
};

struct schedule_found {
    int64_t *starts;
    int64_t finish;
    int64_t bound;       /* no schedule is shorter: the critical path, or the work of one resource */
    size_t generated;    /* schedules */
    size_t activity, resource; /* of SCHEDULE_TOO_MUCH */
};

/* At most `limit` schedules, at least one. */
enum schedule_problem schedule_resources(struct arena *arena, const struct schedule_plan *plan,
                                         const struct schedule_resources *resources, uint64_t seed, size_t limit,
                                         struct schedule_found *ret_found);
/* One schedule, forward, by the rule of the least latest finish; of two with the same the first. */
enum schedule_problem schedule_by_latest_finish(struct arena *arena, const struct schedule_plan *plan,
                                                const struct schedule_resources *resources,
                                                struct schedule_found *ret_found);

#endif
