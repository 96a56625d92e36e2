/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a plan, in both formats: what is read lies within its limits, has times or a loop, and a schedule that
** keeps what it promises. */
#include "base/problem.h"
#include "domain/psplib.h"
#include "fuzz.h"

#define SCHEDULES 20
#define SMALL 64 /* larger plans are read and timed, not searched: that takes what fuzzing has not */

static void look_loop(const struct psplib *read, const struct schedule_times *times)
{
    check(times->loop_n >= 1 && times->loop_n <= read->plan.n);
    for (size_t i = 0; i < times->loop_n; i++) {
        check(times->loop[i] < read->plan.n);
    }
}

static void look_times(const struct psplib *read, const struct schedule_times *times)
{
    for (size_t i = 0; i < read->plan.n; i++) {
        check(times->earliest[i] >= 0 && times->latest[i] >= times->earliest[i]);
        check(times->free_float[i] >= 0 && times->free_float[i] <= times->total_float[i]);
        check(times->latest[i] + read->plan.durations[i] <= times->finish);
    }
}

static void look_schedule(struct arena *arena, const struct psplib *read, const struct schedule_times *times)
{
    struct schedule_found found;
    enum schedule_problem problem = schedule_resources(arena, &read->plan, &read->resources, 1, SCHEDULES, &found);
    check(problem != SCHEDULE_LOOP);
    if (problem != SCHEDULE_FINE) {
        return;
    }
    check(found.generated <= SCHEDULES && found.bound >= times->finish && found.finish >= found.bound);
    for (size_t i = 0; i < read->plan.dependencies_n; i++) {
        const struct schedule_dependency *it = &read->plan.dependencies[i];
        int64_t after = it->kind == FINISH_START ? read->plan.durations[it->from] : 0;
        check(found.starts[it->to] >= found.starts[it->from] + after + it->lag);
    }
}

static void look(struct str name, struct str text)
{
    struct arena arena CLEANUP(arena_done);
    struct problems problems;
    struct psplib read;
    struct schedule_times times;
    arena_init(&arena, FUZZ_ARENA_MAX);
    problems_init(&problems, &arena);
    if (psplib_read(&arena, name, text, &problems, &read) != OK) {
        check(problems.n == 1 && problems.items[0].hint.n > 0);
        return;
    }
    check(read.plan.n <= SCHEDULE_ACTIVITIES_MAX && read.resources.n <= SCHEDULE_RESOURCES_MAX);
    if (!schedule_times(&arena, &read.plan, &times)) {
        look_loop(&read, &times);
        return;
    }
    look_times(&read, &times);
    if (read.plan.n <= SMALL) {
        look_schedule(&arena, &read, &times);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    look(S("plan.sm"), fuzz_text(bytes, n));
    look(S("plan.sch"), fuzz_text(bytes, n));
    return 0;
}
