/* SPDX-License-Identifier: AGPL-3.0-or-later
** roadmap: when a plan can be done, from a file; by the same code as the pages. */
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "cli/cli.h"
#include "domain/psplib.h"

#define SCHEDULES_MOST 1000000

struct planning {
    struct cli *cli;
    struct problems problems;
    struct psplib read;
    struct schedule_times times;
    struct schedule_found found;
    bool with_resources;
};

/* ---- reading */

static int read_file(struct planning *planning, struct str path, struct str *ret_text)
{
    struct cli *cli = planning->cli;
    FILE *file = fopen(str_c(cli->arena, path), "rb");
    if (file == NULL) {
        return cli_problem(cli, str_format(cli->arena, "%.*s cannot be read: name a file that can", STR_ARG(path)));
    }
    char *bytes = arena_alloc(cli->arena, PSPLIB_BYTES_MAX + 1);
    size_t n = fread(bytes, 1, PSPLIB_BYTES_MAX + 1, file);
    bool bad = ferror(file) != 0;
    fclose(file);
    if (bad || n > PSPLIB_BYTES_MAX) {
        return cli_problem(cli, str_format(cli->arena, "%.*s is larger than any plan, or cannot be read",
                                           STR_ARG(path)));
    }
    *ret_text = (struct str){bytes, n};
    return CLI_OK;
}

static int read_plan(struct planning *planning, struct str path)
{
    struct str text;
    int status = read_file(planning, path, &text);
    if (status != CLI_OK) {
        return status;
    }
    problems_init(&planning->problems, planning->cli->arena);
    if (psplib_read(planning->cli->arena, path, text, &planning->problems, &planning->read) == OK) {
        return CLI_OK;
    }
    const struct problem *problem = &planning->problems.items[0];
    return cli_problem(planning->cli, str_format(planning->cli->arena, "%.*s: %.*s; %.*s", STR_ARG(problem->where),
                                                 STR_ARG(problem->what), STR_ARG(problem->hint)));
}

/* ---- saying */

static long long number_of(const struct planning *planning, size_t activity)
{
    return (long long)activity + (long long)planning->read.first_number;
}

static int say_loop(struct planning *planning)
{
    struct str says = S("");
    struct arena *arena = planning->cli->arena;
    for (size_t i = 0; i < planning->times.loop_n; i++) {
        says = str_format(arena, "%.*s%lld, ", STR_ARG(says), number_of(planning, planning->times.loop[i]));
    }
    return cli_problem(planning->cli, str_format(arena, "it cannot be held: each of these waits for the one before it, "
                                                        "and the first for the last: %.*s. Take one of these "
                                                        "dependencies out, or make its lag shorter",
                                                 (int)(says.n > 2 ? says.n - 2 : 0), says.s));
}

static int say_problem(struct planning *planning, enum schedule_problem problem)
{
    struct cli *cli = planning->cli;
    if (problem == SCHEDULE_TOO_MUCH) {
        long long activity = number_of(planning, planning->found.activity);
        return cli_problem(cli, str_format(cli->arena, "activity %lld asks for more of resource %zu than there ever "
                                                       "is: give it less, or there more",
                                           activity, planning->found.resource + 1));
    }
    return cli_problem(cli, S("it has lags that tie activities both ways, which is not planned with resources: leave "
                              "--resource-constrained out"));
}

static const int64_t *starts_of(const struct planning *planning)
{
    return planning->with_resources ? planning->found.starts : planning->times.earliest;
}

static int64_t finish_of(const struct planning *planning)
{
    return planning->with_resources ? planning->found.finish : planning->times.finish;
}

static void print_json(const struct planning *planning)
{
    printf("{\"makespan\": %lld, \"schedules\": %zu, \"starts\": [", (long long)finish_of(planning),
           planning->found.generated);
    for (size_t i = 0; i < planning->read.plan.n; i++) {
        printf("%s%lld", i > 0 ? ", " : "", (long long)starts_of(planning)[i]);
    }
    printf("]}\n");
}

static void print_table(const struct planning *planning)
{
    const struct schedule_times *times = &planning->times;
    printf("activity  begins   ends%s\n", planning->with_resources ? "" : "  float");
    for (size_t i = 0; i < planning->read.plan.n; i++) {
        long long start = (long long)starts_of(planning)[i];
        printf("%8lld %7lld %6lld", number_of(planning, i), start, start + (long long)planning->read.plan.durations[i]);
        if (planning->with_resources) { /* how late it may be then nobody has counted */
            printf("\n");
        } else if (times->total_float[i] == 0) {
            printf("  0, critical\n");
        } else {
            printf(" %6lld\n", (long long)times->total_float[i]);
        }
    }
    printf("\nends at %lld; the critical path alone: %lld\n", (long long)finish_of(planning),
           (long long)times->finish);
    if (planning->with_resources) {
        bool is_best = planning->found.finish <= planning->found.bound;
        printf("%zu schedules tried; none ends before %lld%s\n", planning->found.generated,
               (long long)planning->found.bound, is_best ? ", so this one is as good as any" : "");
    }
}

/* ---- the verb */

static int schedule_file(struct planning *planning, uint64_t seed, size_t limit)
{
    struct arena *arena = planning->cli->arena;
    const struct psplib *read = &planning->read;
    if (!schedule_times(arena, &read->plan, &planning->times)) {
        return say_loop(planning);
    }
    if (planning->with_resources) {
        enum schedule_problem problem = schedule_resources(arena, &read->plan, &read->resources, seed, limit,
                                                           &planning->found);
        if (problem != SCHEDULE_FINE) {
            return say_problem(planning, problem);
        }
    }
    if (cli_flag(planning->cli, "--json")) {
        print_json(planning);
    } else {
        print_table(planning);
    }
    return CLI_OK;
}

static int roadmap_verb(struct cli *cli)
{
    int64_t seed, limit;
    struct planning planning = {.cli = cli, .with_resources = cli_flag(cli, "--resource-constrained")};
    if (!cli_int(cli, "--schedules", 1, SCHEDULES_MOST, SCHEDULE_GENERATED_USUAL, &limit) ||
        !cli_int(cli, "--seed", 0, INT64_MAX, 1, &seed)) {
        return CLI_USAGE;
    }
    if (!str_eq(cli->args[0], S("schedule"))) {
        return cli_usage(cli, S("say what to do: schedule, and with which file"));
    }
    int status = read_plan(&planning, cli->args[1]);
    return status == CLI_OK ? schedule_file(&planning, (uint64_t)seed, (size_t)limit) : status;
}

static const struct cli_option OPTIONS[] = {
    {"--resource-constrained", NULL, "with no more of each resource than there is"},
    {"--schedules", "N", "so many schedules are tried at most (default 5000)"},
    {"--seed", "N", "another number, other tries; the same, the same (default 1)"},
    {"--json", NULL, "for programs: makespan, schedules, starts"},
    {NULL, NULL, NULL},
};

const struct verb verb_roadmap = {
    .name = "roadmap",
    .usage = "schedule FILE [--resource-constrained] [--schedules N] [--seed N] [--json]",
    .summary = "when a plan can be done",
    .help = "FILE is a plan of PSPLIB (.sm) or ProGen/max (.sch). Without resources the\n"
            "critical path is found; with them a search looks for a short schedule and says\n"
            "below which finish there is none. A plan that cannot be held is answered with\n"
            "the loop that makes it so. It needs no database.",
    .options = OPTIONS,
    .args_min = 2,
    .args_max = 2,
    .run = roadmap_verb,
};
