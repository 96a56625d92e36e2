/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import_cordis.h"

#include "base/limits.h"
#include "jobs/cordis.h"
#include "jobs/derive.h"
#include "jobs/tasks.h"
#include "store/load_cordis.sql.h"

#define ROW_ARENA_MAX (4u << 20) /* scratch for one record */
#define KEPT_ARENA_MAX (64u << 20) /* 100 bytes a project, when links name projects by their record numbers */
#define WANTED "the CORDIS zip (cordis-HORIZONprojects-csv.zip), its CSV files or the official XML"

static enum fault not_cordis(struct arena *arena, struct str name, struct str *ret_why)
{
    *ret_why = str_format(arena,
                          "%.*s is no table of CORDIS: its first line has none of the columns that CORDIS gives. "
                          "Give " WANTED ".", STR_ARG(name));
    return FAULT_INVALID;
}

static enum fault find_kind(const void *context, struct arena *arena, struct source *source, size_t member,
                            int *ret_kind, struct str *ret_why)
{
    (void)context;
    struct str name = source_member(source, member).name;
    struct stream *stream = NULL;
    enum content content;
    TRY(task_stream_open(arena, source, member, S(WANTED), &stream, &content, ret_why));
    if (content == CONTENT_XML) {
        struct str head;
        bool project = stream_peek(stream, &head) == OK && str_contains(head, S("<project"));
        stream_close(stream);
        *ret_kind = CORDIS_XML;
        return project ? OK : not_cordis(arena, name, ret_why);
    }
    enum cordis_kind kind = CORDIS_OTHER;
    TRY(cordis_find_kind(arena, stream, &kind) == OK ? OK : not_cordis(arena, name, ret_why));
    *ret_kind = kind;
    return OK;
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
                           : cordis_read_table(cordis, stream, member.name, (enum cordis_kind)task->kind);
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
            if (tasks->items[i].kind == kind) {
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

static enum fault save_sources(const struct cordis *cordis, const struct tasks *tasks, const struct origin *origins,
                               struct maybe_int as_of_given)
{
    /* A table without dates of its own, topics.csv, is of the edition that it was given with. */
    int64_t newest_at = 0;
    for (size_t i = 0; i < tasks->sources_n; i++) {
        newest_at = origins[i].newest_at > newest_at ? origins[i].newest_at : newest_at;
    }
    for (size_t i = 0; i < tasks->sources_n; i++) {
        int64_t at = origins[i].newest_at > 0 ? origins[i].newest_at : newest_at;
        struct date given = as_of_given.known ? (struct date){(int32_t)as_of_given.v} : DATE_NONE;
        struct date as_of = at > 0 ? (struct date){(int32_t)(at / 86400)} : given;
        TRY(evidence_source_save(cordis->load.db, origins[i].id, origins[i].records, as_of));
    }
    return OK;
}

/* Topics, fields and results that this connection has added or changed. */
static int64_t details_put(struct db *db)
{
    return db_changes(db, &statement_load_topic_put) + db_changes(db, &statement_load_field_put) +
           db_changes(db, &statement_load_project_note_results);
}

static enum fault run(struct cordis *cordis, const struct tasks *tasks, enum publisher publisher,
                      const struct import_in *in)
{
    struct origin *origins = arena_array(cordis->arena, struct origin, IMPORT_PATHS_MAX);
    cordis->bytes_total = tasks_bytes(tasks);
    TRY(db_begin(cordis->load.db));
    TRY(load_known_read(cordis->load.known, cordis->load.db));
    TRY(add_sources(cordis, tasks, publisher, in->now, origins));
    int64_t before = details_put(cordis->load.db);
    TRY(run_tasks(cordis, tasks, origins));
    cordis->details += details_put(cordis->load.db) - before;
    TRY(save_sources(cordis, tasks, origins, in->as_of));
    return db_commit(cordis->load.db);
}

static bool has_links(const struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->n; i++) {
        if (tasks->items[i].kind == CORDIS_LINKS) {
            return true;
        }
    }
    return false;
}

static bool has_news(const struct cordis *cordis)
{
    return cordis->report.counts.added + cordis->report.counts.changed + cordis->details + cordis->report.stubs > 0;
}

static enum fault import_tasks(struct cordis *cordis, const struct tasks *tasks, const struct import_in *in,
                               enum publisher publisher, struct str *ret_why)
{
    struct arena row, kept;
    arena_init(&row, ROW_ARENA_MAX);
    arena_init(&kept, KEPT_ARENA_MAX);
    cordis->kept = &kept;
    cordis->wants_numbers = has_links(tasks);
    map_init(&cordis->record_numbers, &kept);
    cordis->row = &row;
    cordis->load.arena = &row;
    cordis->load.kind = publisher_kind(publisher);
    cordis->watch = in->watch;
    cordis->rejects = rejects_new(in->rejects_path);
    cordis->seen = seen_new();
    cordis->load.known = load_known_new();
    enum fault fault = run(cordis, tasks, publisher, in);
    if (fault != OK) {
        *ret_why = !str_is_empty(cordis->why)
                       ? cordis->why
                       : str_format(cordis->arena, "The database refused: %.*s",
                                    STR_ARG(db_error(cordis->load.db)));
    }
    load_known_free(cordis->load.known);
    seen_free(cordis->seen);
    cordis->report.counts.rejects_lost = !rejects_written(cordis->rejects);
    rejects_close(cordis->rejects);
    arena_done(&row);
    arena_done(&kept);
    return fault;
}

enum fault import_cordis_into(struct arena *arena, struct db *db, const struct import_in *in, enum publisher publisher,
                              struct cordis_report *ret_report, bool *ret_any, struct str *ret_why)
{
    struct tasks tasks = {.arena = arena};
    struct cordis cordis = {.arena = arena, .load = {.db = db}};
    enum fault fault = tasks_open(&tasks, in, find_kind, NULL, S(WANTED), ret_why);
    if (fault == OK) {
        fault = import_tasks(&cordis, &tasks, in, publisher, ret_why);
    }
    tasks_close(&tasks);
    TRY(fault);
    cordis.report.unused = tasks.unused;
    *ret_report = cordis.report;
    *ret_any = has_news(&cordis);
    return OK;
}

static enum fault fill(void *self, struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why)
{
    return import_cordis_into(arena, db, in, PUBLISHER_CORDIS, self, ret_any, ret_why);
}

enum fault import_cordis(struct arena *arena, const struct import_in *in, struct cordis_report *ret_report,
                         struct str *ret_why)
{
    struct cordis_report report = {0};
    TRY(import_run(arena, in, &(struct import_step){&report, fill, derive}, ret_why));
    *ret_report = report;
    return OK;
}
