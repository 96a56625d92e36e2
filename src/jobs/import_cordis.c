/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import_cordis.h"

#include <string.h>

#include "base/limits.h"
#include "db/generation.h"
#include "jobs/cordis.h"
#include "jobs/derive.h"

#define ROW_ARENA_MAX (4u << 20) /* scratch for one record */
#define UNUSED_SHOWN_MAX 200u
#define WANTED "the CORDIS zip (cordis-HORIZONprojects-csv.zip), its CSV files or the official XML"

/* One member of one of the files. */
struct task {
    struct source *source;
    size_t file;
    size_t member;
    enum cordis_kind kind;
};

struct tasks {
    struct arena *arena;
    struct task *items;
    size_t n, size;
    struct source *sources[IMPORT_PATHS_MAX];
    size_t sources_n;
    struct str unused;
};

/* ---- what is there to read */

static void add_task(struct tasks *tasks, struct task task)
{
    if (tasks->n == tasks->size) {
        size_t size = tasks->size ? tasks->size * 2 : 64;
        struct task *grown = arena_array(tasks->arena, struct task, size);
        if (tasks->n > 0) {
            memcpy(grown, tasks->items, tasks->n * sizeof *grown);
        }
        tasks->items = grown;
        tasks->size = size;
    }
    tasks->items[tasks->n++] = task;
}

static void note_unused(struct tasks *tasks, struct str name)
{
    if (tasks->unused.n < UNUSED_SHOWN_MAX) {
        const char *comma = tasks->unused.n > 0 ? ", " : "";
        tasks->unused = str_format(tasks->arena, "%.*s%s%.*s", STR_ARG(tasks->unused), comma, STR_ARG(name));
    }
}

static enum fault not_cordis(struct arena *arena, struct str name, struct str *ret_why)
{
    *ret_why = str_format(arena,
                          "%.*s is no table of CORDIS: its first line has none of the columns that CORDIS gives. "
                          "Give " WANTED ".", STR_ARG(name));
    return FAULT_INVALID;
}

/* Takes the stream over. */
static enum fault kind_of_stream(struct arena *arena, struct stream *stream, struct str name,
                                 enum cordis_kind *ret_kind, struct str *ret_why)
{
    struct str head;
    enum fault fault = stream_peek(stream, &head);
    struct str why = fault == OK ? content_why(arena, content_of(head), name, S(WANTED))
                                 : str_copy(arena, stream_why(stream));
    if (why.s) {
        stream_close(stream);
        *ret_why = why;
        return FAULT_INVALID;
    }
    if (content_of(head) == CONTENT_XML) {
        bool project = str_contains(head, S("<project"));
        stream_close(stream);
        *ret_kind = CORDIS_XML;
        return project ? OK : not_cordis(arena, name, ret_why);
    }
    return cordis_find_kind(arena, stream, ret_kind) == OK ? OK : not_cordis(arena, name, ret_why);
}

static enum fault find_kind(struct arena *arena, struct source *source, size_t member, enum cordis_kind *ret_kind,
                            struct str *ret_why)
{
    struct stream *stream = NULL;
    TRY(source_member_open(source, member, &stream, ret_why));
    return kind_of_stream(arena, stream, source_member(source, member).name, ret_kind, ret_why);
}

/* A folder or zip may hold other things beside: only when nothing is of use it is refused. */
static enum fault add_source(struct tasks *tasks, struct source *source, size_t file, struct str *ret_why)
{
    size_t found = 0;
    struct str first_why = {0};
    for (size_t i = 0; i < source_count(source); i++) {
        struct str why = {0};
        enum cordis_kind kind = CORDIS_OTHER;
        enum fault fault = find_kind(tasks->arena, source, i, &kind, &why);
        if (fault != OK || kind == CORDIS_OTHER) {
            note_unused(tasks, source_member(source, i).base);
            first_why = first_why.s ? first_why : why;
        } else {
            add_task(tasks, (struct task){source, file, i, kind});
            found++;
        }
    }
    if (found == 0) {
        *ret_why = first_why.s ? first_why
                               : str_format(tasks->arena,
                                            "%.*s holds nothing of CORDIS that is used here. Give " WANTED ".",
                                            STR_ARG(source_name(source)));
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault open_tasks(struct tasks *tasks, const struct import_in *in, struct str *ret_why)
{
    if (in->files_n > IMPORT_PATHS_MAX) {
        *ret_why = S("More files than can be imported in one go: give fewer at a time, or their folder.");
        return FAULT_TOO_LARGE;
    }
    for (size_t i = 0; i < in->files_n; i++) {
        const struct import_file *file = &in->files[i];
        struct source *source = NULL;
        TRY(file->bytes.s ? source_open_bytes(tasks->arena, file->path, file->bytes, &source, ret_why)
                          : source_open(tasks->arena, file->path, &source, ret_why));
        tasks->sources[tasks->sources_n++] = source;
        TRY(add_source(tasks, source, i, ret_why));
    }
    return OK;
}

static void close_tasks(struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->sources_n; i++) {
        source_close(tasks->sources[i]);
    }
}

/* ---- reading */

/* The source of one file given, and how many rows were taken from it. */
struct origin {
    struct source_id id;
    int64_t records;
    int64_t newest_at; /* newest contentUpdateDate of its tables */
};

static int64_t rows_taken(const struct cordis *cordis)
{
    const struct import_counts *counts = &cordis->report.counts;
    return counts->rows - counts->rejected - counts->skipped;
}

static enum fault run_task(struct cordis *cordis, const struct task *task, struct origin *origin)
{
    int64_t before = rows_taken(cordis);
    struct source_member member = source_member(task->source, task->member);
    struct arena_mark mark = arena_mark(cordis->arena);
    struct stream *stream = NULL;
    cordis->load.source = origin->id;
    seen_reset(cordis->seen);
    TRY(source_member_open(task->source, task->member, &stream, &cordis->why));
    enum fault fault = task->kind == CORDIS_XML
                           ? cordis_read_xml(cordis, stream, member.name)
                           : cordis_read_table(cordis, stream, member.name, task->kind);
    if (fault == OK) {
        arena_rewind(cordis->arena, mark);
        origin->records += rows_taken(cordis) - before;
    }
    return fault;
}

/* Several files of one kind are read in the order in which they were given. */
static enum fault run_tasks(struct cordis *cordis, const struct tasks *tasks, struct origin *origins)
{
    for (int kind = CORDIS_PROJECTS; kind < CORDIS_KIND__MAX; kind++) {
        for (size_t i = 0; i < tasks->n; i++) {
            if ((int)tasks->items[i].kind == kind) {
                struct origin *origin = &origins[tasks->items[i].file];
                cordis->newest_at = 0;
                TRY(run_task(cordis, &tasks->items[i], origin));
                origin->newest_at = cordis->newest_at > origin->newest_at ? cordis->newest_at : origin->newest_at;
            }
        }
    }
    return OK;
}

static enum fault add_sources(struct cordis *cordis, const struct tasks *tasks, enum publisher publisher, int64_t now,
                              struct origin *origins)
{
    for (size_t i = 0; i < tasks->sources_n; i++) {
        struct str sha256;
        bool same;
        TRY(source_sha256(tasks->sources[i], &sha256, &cordis->why));
        TRY(evidence_source_add(cordis->arena, cordis->load.db, publisher, source_name(tasks->sources[i]), sha256, now,
                                &origins[i].id, &same));
    }
    return OK;
}

static uint64_t total_size(const struct tasks *tasks)
{
    uint64_t total = 0;
    for (size_t i = 0; i < tasks->n; i++) {
        total += source_member(tasks->items[i].source, tasks->items[i].member).size;
    }
    return total;
}

static enum fault save_sources(const struct cordis *cordis, const struct tasks *tasks, const struct origin *origins)
{
    /* A table without dates of its own, topics.csv, is of the edition that it was given with. */
    int64_t newest_at = 0;
    for (size_t i = 0; i < tasks->sources_n; i++) {
        newest_at = origins[i].newest_at > newest_at ? origins[i].newest_at : newest_at;
    }
    for (size_t i = 0; i < tasks->sources_n; i++) {
        int64_t at = origins[i].newest_at > 0 ? origins[i].newest_at : newest_at;
        struct date as_of = at > 0 ? (struct date){(int32_t)(at / 86400)} : DATE_NONE;
        TRY(evidence_source_save(cordis->load.db, origins[i].id, origins[i].records, as_of));
    }
    return OK;
}

static enum fault run(struct cordis *cordis, const struct tasks *tasks, enum publisher publisher, int64_t now)
{
    struct origin *origins = arena_array(cordis->arena, struct origin, IMPORT_PATHS_MAX);
    cordis->bytes_total = total_size(tasks);
    TRY(db_begin(cordis->load.db));
    TRY(add_sources(cordis, tasks, publisher, now, origins));
    TRY(run_tasks(cordis, tasks, origins));
    TRY(save_sources(cordis, tasks, origins));
    return db_commit(cordis->load.db);
}

static bool has_news(const struct cordis *cordis)
{
    return cordis->report.counts.added + cordis->report.counts.changed + cordis->details + cordis->report.stubs > 0;
}

static enum fault import_tasks(struct cordis *cordis, const struct tasks *tasks, const struct import_in *in,
                               enum publisher publisher, struct str *ret_why)
{
    struct arena row;
    arena_init(&row, ROW_ARENA_MAX);
    cordis->row = &row;
    cordis->load.arena = &row;
    cordis->load.kind = publisher_kind(publisher);
    cordis->watch = in->watch;
    cordis->rejects = rejects_new(in->rejects_path);
    cordis->seen = seen_new();
    enum fault fault = run(cordis, tasks, publisher, in->now);
    if (fault != OK) {
        *ret_why = !str_is_empty(cordis->why)
                       ? cordis->why
                       : str_format(cordis->arena, "The database refused: %.*s",
                                    STR_ARG(db_error(cordis->load.db)));
    }
    seen_free(cordis->seen);
    cordis->report.counts.rejects_lost = !rejects_written(cordis->rejects);
    rejects_close(cordis->rejects);
    arena_done(&row);
    return fault;
}

enum fault import_cordis_into(struct arena *arena, struct db *db, const struct import_in *in, enum publisher publisher,
                              struct cordis_report *ret_report, bool *ret_any, struct str *ret_why)
{
    struct tasks tasks = {.arena = arena, .unused = S("")};
    struct cordis cordis = {.arena = arena, .load = {.db = db}};
    enum fault fault = open_tasks(&tasks, in, ret_why);
    if (fault == OK) {
        fault = import_tasks(&cordis, &tasks, in, publisher, ret_why);
    }
    close_tasks(&tasks);
    TRY(fault);
    cordis.report.unused = tasks.unused;
    *ret_report = cordis.report;
    *ret_any = has_news(&cordis);
    return OK;
}

enum fault import_cordis(struct arena *arena, const struct import_in *in, struct cordis_report *ret_report,
                         struct str *ret_why)
{
    struct generation *generation = NULL;
    struct cordis_report report = {0};
    bool any = false;
    TRY(generation_begin(arena, in->url, &generation, ret_why));
    enum fault fault =
        import_cordis_into(arena, generation_db(generation), in, PUBLISHER_CORDIS, &report, &any, ret_why);
    if (fault == OK && any) {
        fault = derive(arena, generation_db(generation), in, ret_why);
    }
    if (fault != OK || !any) {
        generation_abandon(generation);
        TRY(fault);
        *ret_report = report;
        return OK;
    }
    TRY(generation_publish(generation, ret_why));
    *ret_report = report;
    return OK;
}
