/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import_places.h"

#include "base/limits.h"
#include "db/generation.h"
#include "jobs/content_size.h"
#include "jobs/derive.h"
#include "jobs/evidence_source.h"
#include "jobs/places.h"

/* One table of one of the files. */
struct task {
    struct source *source;
    size_t member;
    enum places_kind kind;
};

struct tasks {
    struct task *items;
    size_t n;
    struct source *sources[IMPORT_PATHS_MAX];
    size_t sources_n;
};

static void close_tasks(struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->sources_n; i++) {
        source_close(tasks->sources[i]);
    }
}

/* A zip of GeoNames has a readme beside the table: it is left out when something else is of use. */
static enum fault add_tasks(struct arena *arena, struct tasks *tasks, struct source *source, struct str *ret_why)
{
    size_t found = 0;
    struct str why = {0};
    for (size_t i = 0; i < source_count(source); i++) {
        enum places_kind kind = PLACES_UNKNOWN;
        enum fault fault = places_find_kind(arena, source, i, &kind, &why);
        if (fault == OK && tasks->n < IMPORT_PATHS_MAX) {
            tasks->items[tasks->n++] = (struct task){source, i, kind};
            found++;
        }
    }
    if (found == 0) {
        *ret_why = why;
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault open_tasks(struct arena *arena, const struct import_in *in, struct tasks *tasks, struct str *ret_why)
{
    if (in->files_n > IMPORT_PATHS_MAX) {
        *ret_why = S("More files than can be imported in one go: give fewer at a time.");
        return FAULT_TOO_LARGE;
    }
    tasks->items = arena_array(arena, struct task, IMPORT_PATHS_MAX);
    for (size_t i = 0; i < in->files_n; i++) {
        const struct import_file *file = &in->files[i];
        struct source *source = NULL;
        TRY(file->bytes.s ? source_open_bytes(arena, file->path, file->bytes, &source, ret_why)
                          : source_open(arena, file->path, &source, ret_why));
        tasks->sources[tasks->sources_n++] = source;
        TRY(add_tasks(arena, tasks, source, ret_why));
    }
    return OK;
}

static enum publisher publisher_of(enum places_kind kind)
{
    return kind == PLACES_GEONAMES ? PUBLISHER_GEONAMES : kind == PLACES_LAU ? PUBLISHER_LAU : PUBLISHER_UK;
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
    TRY(places_read(places, task->source, task->member, task->kind, id, &as_of));
    int64_t taken = places->counts.rows - places->counts.rejected - places->counts.skipped - before;
    *ret_any = true;
    return evidence_source_save(places->db, id, taken, as_of);
}

/* In the order gazetteer, LAU, UK: the last word on a population is the national table's. */
static enum fault run_tasks(struct places *places, const struct tasks *tasks, int64_t now, bool *ret_any)
{
    static const enum places_kind order[] = {PLACES_GEONAMES, PLACES_LAU, PLACES_UK};
    for (size_t o = 0; o < sizeof order / sizeof *order; o++) {
        for (size_t i = 0; i < tasks->n; i++) {
            if (tasks->items[i].kind == order[o]) {
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
    places_init(&places, arena, db);
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
                                            : places.why;
        return fault;
    }
    *ret_counts = places.counts;
    return OK;
}

enum fault import_places_into(struct arena *arena, struct db *db, const struct import_in *in,
                              struct import_counts *ret_counts, struct str *ret_why)
{
    struct tasks tasks = {0};
    enum fault fault = open_tasks(arena, in, &tasks, ret_why);
    if (fault == OK) {
        fault = import_tasks(arena, db, &tasks, in, ret_counts, ret_why);
    }
    close_tasks(&tasks);
    return fault;
}

enum fault import_places(struct arena *arena, const struct import_in *in, struct import_counts *ret_counts,
                         struct str *ret_why)
{
    struct generation *generation = NULL;
    struct import_counts counts = {0};
    TRY(generation_begin(arena, in->url, &generation, ret_why));
    enum fault fault = import_places_into(arena, generation_db(generation), in, &counts, ret_why);
    if (fault == OK && counts.added + counts.changed > 0) {
        fault = derive(arena, generation_db(generation), in, ret_why);
    }
    if (fault != OK || counts.added + counts.changed == 0) {
        generation_abandon(generation);
        TRY(fault);
        *ret_counts = counts;
        return OK;
    }
    TRY(generation_publish(generation, ret_why));
    *ret_counts = counts;
    return OK;
}
