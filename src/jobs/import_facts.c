/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import_facts.h"

#include "base/limits.h"
#include "base/scan.h"
#include "jobs/derive.h"
#include "jobs/facts.h"
#include "jobs/tasks.h"
#include "store/load_fact.sql.h"

#define ROW_ARENA_MAX (4u << 20)
#define HEAD_SLACK 4u /* the first bytes may end within a letter */

static const struct facts_kind *const kinds[] = {&facts_gcom, &facts_twinnings, &facts_uk};

const struct facts_kind *facts_at(size_t i)
{
    return i < sizeof kinds / sizeof *kinds ? kinds[i] : NULL;
}

const struct facts_kind *facts_find(struct str name)
{
    const struct facts_kind *kind = NULL;
    for (size_t i = 0; (kind = facts_at(i)) && !str_eq(kind->name, name); i++) {
    }
    return kind;
}

struct str facts_name(const struct facts_kind *kind)
{
    return kind->name;
}

struct str facts_help(const struct facts_kind *kind)
{
    return kind->wanted;
}

struct str facts_records(const struct facts_kind *kind)
{
    return kind->records;
}

/* ---- what a list's own file uses */

void facts_reject(struct facts *facts, const char *column, const char *reason)
{
    facts->counts.rejected++;
    rejects_add(facts->rejects, facts->file, table_line(facts->table), str_of(column), str_of(reason),
                table_row_text(facts->table));
}

uint32_t facts_seen(struct facts *facts, uint64_t hash)
{
    return seen_add(facts->seen, (uint32_t)(hash >> 32) | 1, (uint32_t)hash | 1);
}

bool facts_position(struct str latitude, struct str longitude, struct named_place *place)
{
    int64_t lat, lon;
    if (!parse_micro(latitude, &lat) || !parse_micro(longitude, &lon) || lat < -90000000 || lat > 90000000
        || lon < -180000000 || lon > 180000000) {
        return false;
    }
    place->located = true;
    place->latitude_micro = (int32_t)lat;
    place->longitude_micro = (int32_t)lon;
    return true;
}

static struct maybe_int micro_of(const struct named_place *place, int32_t micro)
{
    return (struct maybe_int){place->located, place->located ? micro : 0};
}

static enum fault add_place(struct facts *facts, struct str key, const struct named_place *place, int64_t *ret_id)
{
    struct q_load_place_next next;
    TRY(q_load_place_next(facts->db, facts->row, &next));
    TRY(q_load_place_add(facts->db, &(struct q_load_place_add_in){
        .id = next.id, .key = key, .kind = named_kind_word(place->kind), .name = place->name,
        .country = place->country, .latitude_micro = micro_of(place, place->latitude_micro),
        .longitude_micro = micro_of(place, place->longitude_micro), .population = place->population,
        .source_id = facts->source}));
    facts->details++;
    *ret_id = next.id;
    return OK;
}

enum fault facts_put_place(struct facts *facts, struct str key, const struct named_place *place, int64_t *ret_id)
{
    struct q_load_place_find known;
    enum fault fault = q_load_place_find(facts->db, facts->row, key, &known);
    if (fault == FAULT_NOT_FOUND) {
        return add_place(facts, key, place, ret_id);
    }
    TRY(fault);
    *ret_id = known.id;
    if (facts->extract) {
        return OK;
    }
    TRY(q_load_place_save(facts->db, &(struct q_load_place_save_in){
        .id = known.id, .kind = named_kind_word(place->kind), .name = place->name, .country = place->country,
        .latitude_micro = micro_of(place, place->latitude_micro),
        .longitude_micro = micro_of(place, place->longitude_micro), .population = place->population,
        .source_id = facts->source}));
    return OK;
}

/* ---- what is it? */

static size_t find_columns(const struct facts_kind *kind, const struct table *table, int *columns)
{
    size_t n = 0;
    for (; n < FACTS_COLUMNS_MAX && kind->columns[n]; n++) {
        columns[n] = table_find_column(table, kind->columns[n]);
    }
    return n;
}

static const char *missing_column(const struct facts_kind *kind, const struct table *table)
{
    for (size_t i = 0; i < kind->needed; i++) {
        if (table_find_column(table, kind->columns[i]) < 0) {
            return kind->columns[i];
        }
    }
    return NULL;
}

/* Takes the stream over. */
static enum fault look_at_table(struct arena *arena, const struct facts_kind *kind, struct stream *stream,
                                struct str name, struct str *ret_why)
{
    struct table *table = NULL;
    struct str why;
    if (table_open(arena, stream, &table, &why) != OK) {
        *ret_why = str_format(arena, "%.*s %.*s", STR_ARG(name), STR_ARG(why));
        return FAULT_INVALID;
    }
    const char *missing = missing_column(kind, table);
    table_close(table);
    if (missing) {
        struct str rest;
        struct str column = str_cut(str_of(missing), ' ', &rest);
        *ret_why = str_format(arena, "%.*s has no column %.*s. Give %.*s.", STR_ARG(name), STR_ARG(column),
                              STR_ARG(kind->wanted));
        return FAULT_INVALID;
    }
    return OK;
}

static bool head_is_utf8(struct str head)
{
    for (size_t cut = 0; cut < HEAD_SLACK && cut <= head.n; cut++) {
        if (str_is_utf8(str_sub(head, 0, head.n - cut))) {
            return true;
        }
    }
    return false;
}

static enum fault find_list(const void *context, struct arena *arena, struct source *source, size_t member,
                            int *ret_kind, struct str *ret_why)
{
    const struct facts_kind *kind = context;
    struct str name = source_member(source, member).name;
    struct stream *stream = NULL;
    enum content content;
    TRY(task_stream_open(arena, source, member, kind->wanted, &stream, &content, ret_why));
    struct str head;
    enum fault fault = stream_peek(stream, &head);
    *ret_kind = 1;
    if (fault == OK && content == CONTENT_TEXT && head_is_utf8(head)) {
        return look_at_table(arena, kind, stream, name, ret_why);
    }
    *ret_why = content == CONTENT_XML
                   ? str_format(arena, "%.*s is XML. Give %.*s.", STR_ARG(name), STR_ARG(kind->wanted))
                   : str_format(arena, "%.*s is not UTF-8, perhaps Windows-1252: save it as UTF-8 and give it again.",
                                STR_ARG(name));
    stream_close(stream);
    return FAULT_INVALID;
}

/* ---- reading */

struct reading {
    struct facts facts;
    const struct facts_kind *kind;
    const struct import_in *in;
    struct tasks tasks;
    uint64_t bytes_before, bytes_total;
    bool same; /* the present file was read before: what came after it stands */
};

static struct str value_of(const struct table *table, int column)
{
    struct str value = table_get(table, column);
    return str_eq(value, S("-")) ? S("") : value;
}

/* False: rejected. What was read in a wrong character set once, and saved so, is told by its marks. */
static bool is_readable(struct facts *facts, const struct str *values, size_t n)
{
    if (table_is_scrubbed(facts->table)) {
        facts_reject(facts, "", "is not UTF-8");
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (str_contains(values[i], S("\xC3\xA2\xE2\x82\xAC")) || str_contains(values[i], S("\xC3\x83\xC2"))) {
            facts_reject(facts, "", "is garbled: UTF-8 that was read as Windows-1252");
            return false;
        }
    }
    return true;
}

static enum fault read_row(struct reading *reading, const int *columns, size_t n)
{
    struct facts *facts = &reading->facts;
    struct str values[FACTS_COLUMNS_MAX];
    if (reading->same) {
        facts->counts.unchanged++;
        return OK;
    }
    for (size_t i = 0; i < n; i++) {
        values[i] = value_of(facts->table, columns[i]);
    }
    if (!is_readable(facts, values, n)) {
        return OK;
    }
    struct arena_mark mark = arena_mark(facts->row);
    enum fault fault = reading->kind->put(facts, values);
    arena_rewind(facts->row, mark);
    return fault;
}

static enum fault read_rows(struct reading *reading)
{
    struct facts *facts = &reading->facts;
    int columns[FACTS_COLUMNS_MAX];
    size_t n = find_columns(reading->kind, facts->table, columns);
    enum table_step step = TABLE_ROW;
    while (step != TABLE_END) {
        enum fault fault = table_next(facts->table, &step);
        if (fault != OK) {
            facts->why = str_format(facts->arena, "%.*s: %.*s", STR_ARG(facts->file),
                                    STR_ARG(table_why(facts->table)));
            return fault;
        }
        facts->counts.rows += step != TABLE_END;
        if (step == TABLE_BAD) {
            facts_reject(facts, "", table_reason(facts->table));
        } else if (step == TABLE_ROW) {
            TRY(read_row(reading, columns, n));
        }
        watch_progress(reading->in->watch, facts->file, reading->bytes_before + table_position(facts->table),
                       reading->bytes_total);
    }
    return OK;
}

static enum fault read_member(struct reading *reading, const struct task *task)
{
    struct facts *facts = &reading->facts;
    struct stream *stream = NULL;
    facts->file = source_member(task->source, task->member).name;
    seen_reset(facts->seen);
    TRY(source_member_open(task->source, task->member, &stream, &facts->why));
    TRY(table_open(facts->arena, stream, &facts->table, &facts->why));
    enum fault fault = read_rows(reading);
    reading->bytes_before += table_position(facts->table);
    table_close(facts->table);
    return fault;
}

/* A list that does not tell its age is as old as the person says who gives it. */
static struct date age_of(const struct reading *reading)
{
    return reading->in->as_of.known ? (struct date){(int32_t)reading->in->as_of.v} : reading->facts.newest;
}

static enum fault read_source(struct reading *reading, size_t file, enum publisher publisher)
{
    struct facts *facts = &reading->facts;
    struct source *source = reading->tasks.sources[file];
    struct str sha256;
    TRY(source_sha256(source, &sha256, &facts->why));
    TRY(evidence_source_add(facts->arena, facts->db, publisher, source_name(source), sha256, reading->in->now,
                            &facts->source, &reading->same));
    int64_t before = facts->counts.rows - facts->counts.rejected - facts->counts.skipped;
    facts->newest = DATE_NONE;
    for (size_t i = 0; i < reading->tasks.n; i++) {
        if (reading->tasks.items[i].file == file) {
            TRY(read_member(reading, &reading->tasks.items[i]));
        }
    }
    int64_t taken = facts->counts.rows - facts->counts.rejected - facts->counts.skipped - before;
    return reading->same ? OK : evidence_source_save(facts->db, facts->source, taken, age_of(reading));
}

static enum fault read_all(struct reading *reading, enum publisher publisher)
{
    TRY(db_begin(reading->facts.db));
    for (size_t i = 0; i < reading->tasks.sources_n; i++) {
        TRY(read_source(reading, i, publisher));
    }
    return db_commit(reading->facts.db);
}

static enum fault read_lists(struct reading *reading, enum publisher publisher, struct str *ret_why)
{
    struct facts *facts = &reading->facts;
    struct arena row;
    arena_init(&row, ROW_ARENA_MAX);
    facts->row = &row;
    facts->rejects = rejects_new(reading->in->rejects_path);
    facts->seen = seen_new();
    reading->bytes_total = tasks_bytes(&reading->tasks);
    enum fault fault = read_all(reading, publisher);
    if (fault != OK) {
        *ret_why = !str_is_empty(facts->why)
                       ? facts->why
                       : str_format(facts->arena, "The database refused: %.*s", STR_ARG(db_error(facts->db)));
    }
    seen_free(facts->seen);
    facts->counts.rejects_lost = !rejects_written(facts->rejects);
    rejects_close(facts->rejects);
    arena_done(&row);
    return fault;
}

enum fault import_facts_into(struct arena *arena, struct db *db, const struct facts_kind *kind,
                             const struct import_in *in, enum publisher publisher, struct import_counts *ret_counts,
                             bool *ret_any, struct str *ret_why)
{
    struct reading reading = {
        .facts = {.arena = arena, .db = db, .extract = publisher != PUBLISHER_NONE, .why = S("")},
        .kind = kind, .in = in, .tasks = {.arena = arena},
    };
    int64_t before = db_changes(db, &statement_load_place_save);
    enum fault fault = tasks_open(&reading.tasks, in, find_list, kind, kind->wanted, ret_why);
    if (fault == OK) {
        fault = read_lists(&reading, publisher == PUBLISHER_NONE ? kind->publisher : publisher, ret_why);
    }
    tasks_close(&reading.tasks);
    TRY(fault);
    *ret_counts = reading.facts.counts;
    int64_t details = reading.facts.details + db_changes(db, &statement_load_place_save) - before;
    *ret_any = reading.facts.counts.added + reading.facts.counts.changed + details > 0;
    return OK;
}

struct run {
    const struct facts_kind *kind;
    struct import_counts counts;
};

static enum fault fill(void *self, struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why)
{
    struct run *run = self;
    return import_facts_into(arena, db, run->kind, in, PUBLISHER_NONE, &run->counts, ret_any, ret_why);
}

enum fault import_facts(struct arena *arena, const struct facts_kind *kind, const struct import_in *in,
                        struct import_counts *ret_counts, struct str *ret_why)
{
    struct run run = {.kind = kind};
    TRY(import_run(arena, in, &(struct import_step){&run, fill, derive_places}, ret_why));
    *ret_counts = run.counts;
    return OK;
}
