/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import_calls.h"

#include "base/limits.h"
#include "jobs/calls.h"
#include "jobs/derive.h"
#include "jobs/objects.h"
#include "jobs/table.h"
#include "jobs/tasks.h"
#include "store/load_call.sql.h"

#define CALL_ARENA_MAX (64u << 20) /* an object of 4 MiB, its tree and what is read of it */

enum kind { OBJECTS = 1, LIST };

struct reading {
    struct arena *arena; /* for the import */
    struct arena call;   /* rewound with each */
    struct db *db;
    const struct import_in *in;
    struct rejects *rejects;
    struct tasks tasks;
    struct call_counts *got;
    struct source_id source;
    struct str file;
    uint64_t bytes_before, bytes_total;
    int64_t taken; /* of the present file */
    enum publisher publisher; /* of all files; PUBLISHER_NONE: what is in each says it */
    bool same;     /* the present file was read before: what came after it stands */
    struct str why;
};

/* ---- into the evidence */

static int64_t digest_of(struct arena *arena, const struct call *call)
{
    const struct str texts[] = {call->identifier, call->title,    call->programme, call->group,    call->group_title,
                                call->action,     call->status,   call->model,     call->keywords, call->address,
                                call->country,    call->currency, call->pays,      call->text,     call->conditions};
    const struct maybe_int numbers[] = {call->grant_min_cents, call->grant_max_cents, call->budget_cents, call->grants};
    struct str all = str_format(arena, "%d", call->opens_on.days);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        all = str_format(arena, "%.*s|%llx", STR_ARG(all), (unsigned long long)str_hash(texts[i]));
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        all = str_format(arena, "%.*s|%d %lld", STR_ARG(all), numbers[i].known, (long long)numbers[i].v);
    }
    for (size_t i = 0; i < call->deadlines_n; i++) {
        all = str_format(arena, "%.*s|%lld %d", STR_ARG(all), (long long)call->deadlines[i].closes_at,
                         call->deadlines[i].hour_known);
    }
    return (int64_t)str_hash(all);
}

static enum fault put_deadlines(struct reading *reading, int64_t id, const struct call *call, bool anew)
{
    if (anew && call->deadlines_n > 0) {
        TRY(q_load_call_clear_deadlines(reading->db, id));
    }
    for (size_t i = 0; i < call->deadlines_n; i++) {
        const struct call_deadline *one = &call->deadlines[i];
        TRY(q_load_call_add_deadline(reading->db, id, one->closes_at, one->day, one->hour_known));
    }
    return q_load_call_close(reading->db, id);
}

static enum fault add_call(struct reading *reading, const struct call *call, int64_t digest)
{
    struct q_load_call_next next;
    TRY(q_load_call_next(reading->db, &reading->call, &next));
    TRY(q_load_call_add(reading->db, &(struct q_load_call_add_in){
        .id = next.id, .key = call->key, .identifier = call->identifier, .title = call->title,
        .publisher = call->publisher, .country = call->country, .programme = call->programme,
        .group_code = call->group, .group_title = call->group_title, .action = call->action, .status = call->status,
        .model = call->model, .opens_on = call->opens_on, .grant_min_cents = call->grant_min_cents,
        .grant_max_cents = call->grant_max_cents, .budget_cents = call->budget_cents, .grants = call->grants,
        .currency = call->currency, .address = call->address, .digest = digest, .source_id = reading->source,
        .keywords = call->keywords, .pays_stated = call->pays, .conditions = call->conditions, .body = call->text}));
    reading->got->counts.added++;
    return put_deadlines(reading, next.id, call, false);
}

static enum fault save_call(struct reading *reading, const struct q_load_call_known *known, const struct call *call,
                            int64_t digest)
{
    TRY(q_load_call_save(reading->db, &(struct q_load_call_save_in){
        .id = known->id, .identifier = call->identifier, .title = call->title, .country = call->country,
        .programme = call->programme, .group_code = call->group, .group_title = call->group_title,
        .action = call->action, .status = call->status, .model = call->model, .opens_on = call->opens_on,
        .grant_min_cents = call->grant_min_cents, .grant_max_cents = call->grant_max_cents,
        .budget_cents = call->budget_cents, .grants = call->grants, .currency = call->currency,
        .address = call->address, .digest = digest, .source_id = reading->source, .keywords = call->keywords,
        .pays_stated = call->pays, .conditions = call->conditions, .body = call->text}));
    reading->got->counts.changed++;
    return put_deadlines(reading, known->id, call, known->source_id.v != reading->source.v);
}

static bool is_older(const struct reading *reading, const struct q_load_call_known *known)
{
    return reading->in->as_of.known && !date_is_none(known->as_of) && reading->in->as_of.v < known->as_of.days;
}

static enum fault put_call(struct reading *reading, const struct call *call)
{
    struct q_load_call_known known;
    struct import_counts *counts = &reading->got->counts;
    reading->taken++;
    reading->got->deadlines += (int64_t)call->deadlines_n;
    reading->got->undated += call->deadlines_n == 0;
    if (reading->same) {
        counts->unchanged++;
        return OK;
    }
    int64_t digest = digest_of(&reading->call, call);
    enum fault fault = q_load_call_known(reading->db, &reading->call, call->key, &known);
    if (fault == FAULT_NOT_FOUND) {
        return add_call(reading, call, digest);
    }
    TRY(fault);
    if (call->is_foreign) {
        counts->unchanged++;
        return put_deadlines(reading, known.id, call, false);
    }
    if (known.digest == digest || is_older(reading, &known)) {
        counts->unchanged++;
        return OK;
    }
    return save_call(reading, &known, call, digest);
}

/* ---- one record */

static void reject(struct reading *reading, uint64_t line, const struct call_problem *problem, struct str text)
{
    reading->got->counts.rejected++;
    rejects_add(reading->rejects, reading->file, line, str_of(problem->column), str_of(problem->reason), text);
}

static enum fault take(struct reading *reading, enum call_step step, const struct call *call,
                       const struct call_problem *problem, uint64_t line, struct str text)
{
    switch (step) {
    case CALL_UNWANTED:
        reading->got->counts.skipped++;
        return OK;
    case CALL_BAD:
        reject(reading, line, problem, text);
        return OK;
    case CALL_TAKEN:
        break;
    }
    return put_call(reading, call);
}

/* ---- files of objects */

static enum fault read_object(struct reading *reading, struct objects *objects, enum object_step step, struct str text)
{
    static struct call call;
    struct call_problem problem = {"", step == OBJECT_BAD ? objects_reason(objects) : ""};
    struct arena_mark mark = arena_mark(&reading->call);
    enum call_step taken = step == OBJECT_BAD ? CALL_BAD : call_of_object(&reading->call, text, &call, &problem);
    reading->got->counts.rows++;
    enum fault fault = take(reading, taken, &call, &problem, objects_line(objects), text);
    arena_rewind(&reading->call, mark);
    return fault;
}

static enum fault read_objects(struct reading *reading, struct objects *objects)
{
    enum object_step step = OBJECT_TEXT;
    while (step != OBJECT_END) {
        struct str text;
        enum fault fault = objects_next(objects, &step, &text);
        if (fault != OK) {
            reading->why = str_copy(reading->arena, objects_why(objects));
            return fault;
        }
        if (step != OBJECT_END) {
            TRY(read_object(reading, objects, step, text));
        }
        watch_progress(reading->in->watch, reading->file, reading->bytes_before + objects_position(objects),
                       reading->bytes_total);
    }
    reading->bytes_before += objects_position(objects);
    return OK;
}

/* ---- lists as CSV */

static enum fault read_row(struct reading *reading, const struct table *table, const int *columns)
{
    static struct call call;
    struct call_problem problem = {"", ""};
    struct str values[CALL_COLUMNS];
    struct arena_mark mark = arena_mark(&reading->call);
    for (size_t i = 0; i < CALL_COLUMNS; i++) {
        values[i] = table_get(table, columns[i]);
    }
    enum call_step step = call_of_row(&reading->call, values, &call, &problem);
    enum fault fault = take(reading, step, &call, &problem, table_line(table), table_row_text(table));
    arena_rewind(&reading->call, mark);
    return fault;
}

static enum fault read_list(struct reading *reading, struct table *table)
{
    int columns[CALL_COLUMNS];
    enum table_step step = TABLE_ROW;
    for (size_t i = 0; i < CALL_COLUMNS; i++) {
        columns[i] = table_find_column(table, call_columns[i]);
    }
    while (step != TABLE_END) {
        enum fault fault = table_next(table, &step);
        if (fault != OK) {
            reading->why = str_format(reading->arena, "%.*s: %.*s", STR_ARG(reading->file), STR_ARG(table_why(table)));
            return fault;
        }
        reading->got->counts.rows += step != TABLE_END;
        if (step == TABLE_BAD) {
            reject(reading, table_line(table), &(struct call_problem){"", table_reason(table)}, table_row_text(table));
        } else if (step == TABLE_ROW) {
            TRY(read_row(reading, table, columns));
        }
        watch_progress(reading->in->watch, reading->file, reading->bytes_before + table_position(table),
                       reading->bytes_total);
    }
    reading->bytes_before += table_position(table);
    return OK;
}

/* ---- what is it? */

static const struct str WANTED = S_INIT(
    "funding calls: objects of the EU portal's search, its grantsTenders.json, or a CSV list "
    "with the columns publisher, identifier, title, deadline");

static const char *missing_column(const struct table *table)
{
    for (size_t i = 0; i < CALL_COLUMNS_NEEDED; i++) {
        if (table_find_column(table, call_columns[i]) < 0) {
            return call_columns[i];
        }
    }
    return NULL;
}

/* Takes the stream over. */
static enum fault look_at_list(struct arena *arena, struct stream *stream, struct str name, struct str *ret_why)
{
    struct table *table = NULL;
    struct str why;
    if (table_open(arena, stream, &table, &why) != OK) {
        *ret_why = str_format(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(why));
        return FAULT_INVALID;
    }
    const char *missing = missing_column(table);
    table_close(table);
    if (missing) {
        *ret_why = str_format(arena, "%.*s has no column %s. Give %.*s.", STR_ARG(name), missing, STR_ARG(WANTED));
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault find_calls(const void *context, struct arena *arena, struct source *source, size_t member,
                             int *ret_kind, struct str *ret_why)
{
    struct str name = source_member(source, member).name;
    struct stream *stream = NULL;
    struct str head;
    (void)context;
    TRY(source_member_open(source, member, &stream, ret_why));
    enum fault fault = stream_peek(stream, &head);
    enum content content = fault == OK ? content_of(head) : CONTENT_EMPTY;
    if (fault == OK && content == CONTENT_TEXT) {
        *ret_kind = LIST;
        return look_at_list(arena, stream, name, ret_why);
    }
    *ret_why = fault != OK               ? str_copy(arena, stream_why(stream))
               : content == CONTENT_XML  ? str_format(arena, "%.*s is XML. Give %.*s.", STR_ARG(name), STR_ARG(WANTED))
               : content == CONTENT_JSON ? S("")
                                         : content_why(arena, content, name, WANTED);
    stream_close(stream);
    *ret_kind = OBJECTS;
    return content == CONTENT_JSON ? OK : FAULT_INVALID;
}

/* ---- all of them */

static enum fault read_member(struct reading *reading, const struct task *task)
{
    struct stream *stream = NULL;
    reading->file = source_member(task->source, task->member).name;
    TRY(source_member_open(task->source, task->member, &stream, &reading->why));
    if (task->kind == OBJECTS) {
        struct objects *objects = objects_new(stream);
        enum fault fault = read_objects(reading, objects);
        objects_free(objects);
        return fault;
    }
    struct table *table = NULL;
    TRY(table_open(reading->arena, stream, &table, &reading->why));
    enum fault fault = read_list(reading, table);
    table_close(table);
    return fault;
}

/* A file of lists and objects together (a folder) counts as what its first member is. */
static enum publisher publisher_of(const struct reading *reading, size_t file)
{
    if (reading->publisher != PUBLISHER_NONE) {
        return reading->publisher;
    }
    for (size_t i = 0; i < reading->tasks.n; i++) {
        if (reading->tasks.items[i].file == file) {
            return reading->tasks.items[i].kind == OBJECTS ? PUBLISHER_EU_CALLS : PUBLISHER_CALL_LIST;
        }
    }
    return PUBLISHER_CALL_LIST;
}

static enum fault read_source(struct reading *reading, size_t file)
{
    struct source *source = reading->tasks.sources[file];
    struct date as_of = reading->in->as_of.known ? (struct date){(int32_t)reading->in->as_of.v} : DATE_NONE;
    struct str sha256;
    TRY(source_sha256(source, &sha256, &reading->why));
    TRY(evidence_source_add(reading->arena, reading->db, publisher_of(reading, file), source_name(source), sha256,
                            reading->in->now, &reading->source, &reading->same));
    reading->taken = 0;
    for (size_t i = 0; i < reading->tasks.n; i++) {
        if (reading->tasks.items[i].file == file) {
            TRY(read_member(reading, &reading->tasks.items[i]));
        }
    }
    return reading->same ? OK : evidence_source_save(reading->db, reading->source, reading->taken, as_of);
}

static enum fault read_all(struct reading *reading)
{
    TRY(db_begin(reading->db));
    for (size_t i = 0; i < reading->tasks.sources_n; i++) {
        TRY(read_source(reading, i));
    }
    return db_commit(reading->db);
}

static enum fault read_files(struct reading *reading, struct str *ret_why)
{
    arena_init(&reading->call, CALL_ARENA_MAX);
    reading->rejects = rejects_new(reading->in->rejects_path);
    reading->bytes_total = tasks_bytes(&reading->tasks);
    enum fault fault = read_all(reading);
    if (fault != OK) {
        *ret_why = !str_is_empty(reading->why)
                       ? reading->why
                       : str_format(reading->arena, "The database refused: %.*s", STR_ARG(db_error(reading->db)));
    }
    reading->got->counts.rejects_lost = !rejects_written(reading->rejects);
    rejects_close(reading->rejects);
    arena_done(&reading->call);
    return fault;
}

enum fault import_calls_into(struct arena *arena, struct db *db, const struct import_in *in, enum publisher publisher,
                             struct call_counts *ret_counts, bool *ret_any, struct str *ret_why)
{
    struct call_counts got = {0};
    struct reading reading = {.arena = arena, .db = db, .in = in, .tasks = {.arena = arena}, .got = &got,
                              .publisher = publisher, .why = S("")};
    enum fault fault = tasks_open(&reading.tasks, in, find_calls, NULL, WANTED, ret_why);
    if (fault == OK) {
        fault = read_files(&reading, ret_why);
    }
    tasks_close(&reading.tasks);
    TRY(fault);
    *ret_counts = got;
    *ret_any = got.counts.added + got.counts.changed > 0;
    return OK;
}

static enum fault fill(void *self, struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why)
{
    return import_calls_into(arena, db, in, PUBLISHER_NONE, self, ret_any, ret_why);
}

enum fault import_calls(struct arena *arena, const struct import_in *in, struct call_counts *ret_counts,
                        struct str *ret_why)
{
    struct call_counts got = {0};
    TRY(import_run(arena, in, &(struct import_step){&got, fill, derive_calls}, ret_why));
    *ret_counts = got;
    return OK;
}
