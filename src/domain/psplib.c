/* SPDX-License-Identifier: AGPL-3.0-or-later
** psplib: lines of numbers, by what stands above them. */
#include "domain/psplib.h"

#include <string.h>

#include "base/check.h"
#include "base/scan.h"

#define NUMBERS_MAX 4096u /* of one line: a successor each, and its lag */

struct reading {
    struct arena *arena;
    struct str name, rest;
    struct problems *problems;
    int64_t line;
    size_t n, resources;
    int64_t *durations, *requests, *capacities;
    struct schedule_dependency *dependencies;
    size_t dependencies_n, room;
    int64_t *numbers;
    size_t numbers_n;
    struct psplib *to;
};

static enum fault refuse(struct reading *reading, const char *what, const char *hint)
{
    problems_add(reading->problems, str_format(reading->arena, "%.*s, line %lld", STR_ARG(reading->name),
                                               (long long)reading->line), str_of(what), str_of(hint));
    return FAULT_INVALID;
}

/* ---- lines */

static bool next_line(struct reading *reading, struct str *ret_line)
{
    if (reading->rest.s == NULL || reading->rest.n == 0) {
        return false;
    }
    reading->line++;
    *ret_line = str_trim(str_cut(reading->rest, '\n', &reading->rest));
    return true;
}

/* Numbers with blanks, tabs or brackets between. False: something else stands there, or too many do. */
static bool read_numbers(struct reading *reading, struct str line)
{
    size_t at = 0;
    reading->numbers_n = 0;
    while (at < line.n) {
        size_t from = at;
        while (at < line.n && strchr(" \t\r[]", line.s[at]) == NULL) {
            at++;
        }
        if (at > from) {
            int64_t *to = &reading->numbers[reading->numbers_n];
            if (reading->numbers_n == NUMBERS_MAX ||
                !parse_int(str_sub(line, from, at - from), -SCHEDULE_AMOUNT_MAX, SCHEDULE_AMOUNT_MAX, to)) {
                return false;
            }
            reading->numbers_n++;
        }
        at += at < line.n;
    }
    return true;
}

/* The next line, with at least so many numbers. */
static enum fault must_use row(struct reading *reading, size_t least)
{
    struct str line;
    if (!next_line(reading, &line)) {
        return refuse(reading, "the file ends too early", "give it as it came");
    }
    if (!read_numbers(reading, line)) {
        return refuse(reading, "is no line of numbers", "give the file as it came");
    }
    return reading->numbers_n >= least ? OK : refuse(reading, "has too few numbers", "give the file as it came");
}

/* The number behind the last ':' of the line that has these words. */
static enum fault must_use headed(struct reading *reading, const char *words, int64_t most, int64_t *ret_number)
{
    struct str line;
    while (next_line(reading, &line)) {
        if (str_find(line, str_of(words)) < line.n) {
            struct str behind = str_trim(str_from(line, str_find(line, S(":")) + 1)), rest;
            if (str_find(line, S(":")) == line.n || !parse_int(str_cut(behind, ' ', &rest), 0, most, ret_number)) {
                return refuse(reading, "says no number that can be", "give the file as it came");
            }
            return OK;
        }
    }
    return refuse(reading, str_format(reading->arena, "the file ends without “%s”", words).s,
                  "give a file of PSPLIB: .sm, or .sch");
}

static enum fault must_use behind(struct reading *reading, const char *words, int lines)
{
    struct str line;
    bool found = false;
    while (!found && next_line(reading, &line)) {
        found = str_find(line, str_of(words)) < line.n;
    }
    for (int i = 0; found && i < lines; i++) {
        found = next_line(reading, &line);
    }
    return found ? OK : refuse(reading, str_format(reading->arena, "the file ends without “%s”", words).s,
                               "give a file of PSPLIB: .sm, or .sch");
}

/* ---- what both have */

static enum fault must_use make_room(struct reading *reading, int64_t n, int64_t resources)
{
    if (n < 1 || n > (int64_t)SCHEDULE_ACTIVITIES_MAX || resources > (int64_t)SCHEDULE_RESOURCES_MAX) {
        return refuse(reading, "has more activities or resources than can be planned", "cut the plan in two");
    }
    reading->n = (size_t)n;
    reading->resources = (size_t)resources;
    reading->durations = arena_array(reading->arena, int64_t, reading->n);
    reading->requests = arena_array(reading->arena, int64_t, reading->n * reading->resources + 1);
    reading->capacities = arena_array(reading->arena, int64_t, reading->resources + 1);
    return OK;
}

static enum fault must_use add_dependency(struct reading *reading, struct schedule_dependency one)
{
    if (reading->dependencies_n == SCHEDULE_DEPENDENCIES_MAX) {
        return refuse(reading, "has more dependencies than can be planned", "cut the plan in two");
    }
    if (reading->dependencies_n == reading->room) {
        size_t room = reading->room == 0 ? 64 : 2 * reading->room;
        struct schedule_dependency *more = arena_array(reading->arena, struct schedule_dependency, room);
        for (size_t i = 0; i < reading->dependencies_n; i++) {
            more[i] = reading->dependencies[i];
        }
        reading->dependencies = more;
        reading->room = room;
    }
    reading->dependencies[reading->dependencies_n++] = one;
    return OK;
}

/* "number modes successors successor... [lag]..." of each activity; lags where is_max. */
static enum fault must_use read_successors(struct reading *reading, int64_t first, bool is_max)
{
    for (size_t i = 0; i < reading->n; i++) {
        TRY(row(reading, 3));
        int64_t number = reading->numbers[0], modes = reading->numbers[1], behind_n = reading->numbers[2];
        if (number != (int64_t)i + first) {
            return refuse(reading, "is not the activity that comes next", "give the file as it came");
        }
        if (modes != 1) {
            return refuse(reading, "can be done in several ways (modes)", "give a plan in which each has one");
        }
        size_t should = 3 + (size_t)(behind_n < 0 ? 0 : behind_n) * (is_max ? 2 : 1);
        if (behind_n < 0 || reading->numbers_n != should) {
            return refuse(reading, "has another number of successors than it says", "give the file as it came");
        }
        for (int64_t k = 0; k < behind_n; k++) {
            int64_t to = reading->numbers[3 + k] - first;
            int64_t lag = is_max ? reading->numbers[3 + behind_n + k] : 0;
            if (to < 0 || to >= (int64_t)reading->n || lag > SCHEDULE_TIME_MAX || lag < -SCHEDULE_TIME_MAX) {
                return refuse(reading, "names an activity that is not there, or waits too long",
                              "give the file as it came");
            }
            TRY(add_dependency(reading, (struct schedule_dependency){
                i, (size_t)to, is_max ? START_START : FINISH_START, false, lag}));
        }
    }
    return OK;
}

/* "number mode duration request..." of each activity. */
static enum fault must_use read_requests(struct reading *reading, int64_t first)
{
    for (size_t i = 0; i < reading->n; i++) {
        TRY(row(reading, 3 + reading->resources));
        int64_t duration = reading->numbers[2];
        if (reading->numbers[0] != (int64_t)i + first || reading->numbers_n != 3 + reading->resources) {
            return refuse(reading, "is not the activity that comes next", "give the file as it came");
        }
        if (duration < 0 || duration > SCHEDULE_TIME_MAX) {
            return refuse(reading, "lasts less than nothing, or longer than any plan", "mend its duration");
        }
        reading->durations[i] = duration;
        for (size_t r = 0; r < reading->resources; r++) {
            int64_t request = reading->numbers[3 + r];
            if (request < 0) {
                return refuse(reading, "asks for less than nothing", "mend what it asks for");
            }
            reading->requests[i * reading->resources + r] = request;
        }
    }
    return OK;
}

static enum fault must_use read_capacities(struct reading *reading)
{
    TRY(row(reading, reading->resources));
    for (size_t r = 0; r < reading->resources; r++) {
        if (reading->numbers[r] < 0) {
            return refuse(reading, "has less than nothing of a resource", "mend how much there is");
        }
        reading->capacities[r] = reading->numbers[r];
    }
    return OK;
}

/* ---- the two formats */

static enum fault must_use read_sm(struct reading *reading)
{
    int64_t n, resources, used_up;
    TRY(headed(reading, "jobs (incl. supersource/sink", SCHEDULE_ACTIVITIES_MAX, &n));
    TRY(headed(reading, "- renewable", SCHEDULE_RESOURCES_MAX, &resources));
    TRY(headed(reading, "- nonrenewable", SCHEDULE_RESOURCES_MAX, &used_up));
    if (used_up > 0) {
        return refuse(reading, "has resources that are used up", "give a plan whose resources come back");
    }
    TRY(make_room(reading, n, resources));
    TRY(behind(reading, "MPM-Time", 0));
    TRY(row(reading, 6));
    reading->to->critical_path = (struct maybe_int){true, reading->numbers[5]};
    TRY(behind(reading, "PRECEDENCE RELATIONS", 1));
    TRY(read_successors(reading, 1, false));
    TRY(behind(reading, "REQUESTS/DURATIONS", 2));
    TRY(read_requests(reading, 1));
    TRY(behind(reading, "RESOURCEAVAILABILITIES", 1));
    return read_capacities(reading);
}

static enum fault must_use read_sch(struct reading *reading)
{
    TRY(row(reading, 4));
    if (reading->numbers[0] < 0 || reading->numbers[1] < 0 || reading->numbers[2] != 0 || reading->numbers[3] != 0) {
        return refuse(reading, "has resources that are used up, or says nothing that can be",
                      "give a plan whose resources come back");
    }
    TRY(make_room(reading, reading->numbers[0] + 2, reading->numbers[1]));
    TRY(read_successors(reading, 0, true));
    TRY(read_requests(reading, 0));
    return read_capacities(reading);
}

static bool ends_as(struct str name, struct str ending)
{
    return name.n >= ending.n && str_eq_nocase(str_from(name, name.n - ending.n), ending);
}

enum fault psplib_read(struct arena *arena, struct str name, struct str text, struct problems *problems,
                       struct psplib *ret_psplib)
{
    struct psplib psplib = {0};
    struct reading reading = {.arena = arena, .name = name, .rest = text, .problems = problems, .to = &psplib};
    reading.numbers = arena_array(arena, int64_t, NUMBERS_MAX + 1);
    bool is_sch = ends_as(name, S(".sch"));
    if (text.n > PSPLIB_BYTES_MAX) {
        return refuse(&reading, "it is larger than any plan", "cut the plan in two");
    }
    TRY(is_sch ? read_sch(&reading) : read_sm(&reading));
    psplib.first_number = is_sch ? 0 : 1;
    psplib.plan = (struct schedule_plan){reading.n, reading.durations, reading.dependencies, reading.dependencies_n};
    psplib.resources = (struct schedule_resources){reading.resources, reading.capacities, reading.requests};
    *ret_psplib = psplib;
    return OK;
}
