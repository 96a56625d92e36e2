/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import_places.h"

#include "jobs/content_size.h"
#include "jobs/derive.h"
#include "jobs/places.h"
#include "jobs/tasks.h"

#define PLACES_ARENA_MAX (1024u << 20) /* some 500 bytes a place, 200,000 places in the world: 100 MiB */

static enum fault find_kind(const void *context, struct arena *arena, struct source *source, size_t member,
                            int *ret_kind, struct str *ret_why)
{
    (void)context;
    enum places_kind kind = PLACES_UNKNOWN;
    enum fault fault = places_find_kind(arena, source, member, &kind, ret_why);
    *ret_kind = kind;
    return fault;
}

static enum publisher publisher_of(int kind)
{
    return kind == PLACES_GEONAMES ? PUBLISHER_GEONAMES
           : kind == PLACES_LAU    ? PUBLISHER_LAU
           : kind == PLACES_CITIES ? PUBLISHER_CITIES
                                   : PUBLISHER_UK;
}

/* *ret_any: the file was not read before. */
static enum fault run_task(struct places *places, const struct task *task, int64_t now, bool *ret_any)
{
    struct arena *arena = places->arena;
    struct str sha256;
    struct source_id id;
    bool same;
    TRY(source_sha256(task->source, &sha256, &places->why));
    if (source_count(task->source) > 1) {
        sha256 = str_format(arena, "%.*s/%zu", STR_ARG(sha256), task->member);
    }
    TRY(evidence_source_add(arena, places->db, publisher_of(task->kind),
                            source_member(task->source, task->member).base, sha256, now, &id, &same));
    if (same) {
        return OK;
    }
    struct date as_of = DATE_NONE;
    int64_t before = places->counts.rows - places->counts.rejected - places->counts.skipped;
    TRY(places_read(places, task->source, task->member, (enum places_kind)task->kind, id, &as_of));
    int64_t taken = places->counts.rows - places->counts.rejected - places->counts.skipped - before;
    *ret_any = true;
    return evidence_source_save(places->db, id, taken, as_of);
}

/* In the order gazetteer, LAU, UK: the last word on a population is the national table's. */
static enum fault run_tasks(struct places *places, const struct tasks *tasks, int64_t now, bool *ret_any)
{
    static const enum places_kind order[] = {PLACES_GEONAMES, PLACES_LAU, PLACES_CITIES, PLACES_UK};
    for (size_t o = 0; o < sizeof order / sizeof *order; o++) {
        for (size_t i = 0; i < tasks->n; i++) {
            if (tasks->items[i].kind == (int)order[o]) {
                TRY(run_task(places, &tasks->items[i], now, ret_any));
            }
        }
    }
    return OK;
}

static enum fault run(struct places *places, const struct tasks *tasks, const struct import_in *in)
{
    bool any = false;
    TRY(content_size_parse(places->arena, in->size_rule, &places->size_rule, &places->why));
    TRY(places_load(places));
    TRY(run_tasks(places, tasks, in->now, &any));
    if (!any) {
        places->counts.unchanged = (int64_t)places->cities_n;
        return OK;
    }
    return places_save(places);
}

static enum fault import_tasks(struct arena *arena, struct db *db, const struct tasks *tasks,
                               const struct import_in *in, struct import_counts *ret_counts, struct str *ret_why)
{
    struct places places;
    struct arena own; /* given back before bodies are worked out, which want as much again */
    arena_init(&own, PLACES_ARENA_MAX);
    places_init(&places, &own, db);
    places.watch = in->watch;
    places.rejects = rejects_new(in->rejects_path);
    enum fault fault = db_begin(db);
    if (fault == OK) {
        fault = run(&places, tasks, in);
        fault = fault == OK ? db_commit(db) : fault;
    }
    places.counts.rejects_lost = !rejects_written(places.rejects);
    rejects_close(places.rejects);
    if (fault != OK) {
        *ret_why = str_is_empty(places.why) ? str_format(arena, "The database refused: %.*s", STR_ARG(db_error(db)))
                                            : str_copy(arena, places.why);
    } else {
        *ret_counts = places.counts;
    }
    places_done(&places);
    arena_done(&own);
    return fault;
}

enum fault import_places_into(struct arena *arena, struct db *db, const struct import_in *in,
                              struct import_counts *ret_counts, struct str *ret_why)
{
    struct tasks tasks = {.arena = arena};
    enum fault fault = tasks_open(&tasks, in, find_kind, NULL, S("a table of places"), ret_why);
    if (fault == OK) {
        fault = import_tasks(arena, db, &tasks, in, ret_counts, ret_why);
    }
    tasks_close(&tasks);
    return fault;
}

static enum fault fill(void *self, struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why)
{
    struct import_counts *counts = self;
    TRY(import_places_into(arena, db, in, counts, ret_why));
    *ret_any = counts->added + counts->changed > 0;
    return OK;
}

enum fault import_places(struct arena *arena, const struct import_in *in, struct import_counts *ret_counts,
                         struct str *ret_why)
{
    struct import_counts counts = {0};
    TRY(import_run(arena, in, &(struct import_step){&counts, fill, derive}, ret_why));
    *ret_counts = counts;
    return OK;
}
