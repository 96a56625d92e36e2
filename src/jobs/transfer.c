/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/transfer.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/digest.h"
#include "db/tables.h"
#include "jobs/row_code.h"

#define ROW_BYTES_MAX (2u * DB_VALUE_MAX) /* no row of ours has two values near the limit */
#define WATCH_EVERY 4096

/* ---- from a database */

struct reading {
    struct arena *arena;
    struct db *db;
    const struct sink *sink;
    const struct import_watch *watch;
    struct buf bytes;
    struct str why;
};

static struct value value_of(const struct db_rows *rows, const struct db_column *column, size_t i)
{
    if (db_rows_is_null(rows, i)) {
        return (struct value){.kind = VALUE_NULL};
    }
    return column->kind == VALUE_INT ? (struct value){.kind = VALUE_INT, .number = db_rows_int(rows, i)}
                                     : (struct value){.kind = column->kind, .text = db_rows_text(rows, i)};
}

static enum fault read_row(struct reading *reading, const struct db_rows *rows, const struct table *table,
                           struct digest *digest)
{
    struct value values[TABLE_COLUMNS_MAX];
    for (size_t i = 0; i < table->n; i++) {
        values[i] = value_of(rows, &table->columns[i], i);
    }
    buf_reset(&reading->bytes);
    row_put(&reading->bytes, values, table->n);
    if (reading->bytes.overflow) {
        reading->why = str_format(reading->arena, "a row of %.*s is too long", STR_ARG(table->name));
        return FAULT_TOO_LARGE;
    }
    digest_put(digest, buf_str(&reading->bytes));
    return reading->sink->row ? reading->sink->row(reading->sink->self, values, buf_str(&reading->bytes),
                                                   &reading->why) : OK;
}

static enum fault read_rows(struct reading *reading, const struct table *table, struct transfer_sum *sum)
{
    struct db_rows *rows = NULL;
    struct digest digest;
    bool more = false;
    digest_init(&digest);
    TRY(db_rows_open(reading->db, &table->all, NULL, &rows));
    enum fault fault = db_rows_next(rows, &more);
    while (fault == OK && more) {
        if (sum->rows++ % WATCH_EVERY == 0) {
            watch_progress(reading->watch, table->name, (uint64_t)sum->rows, 0);
        }
        fault = read_row(reading, rows, table, &digest);
        if (fault == OK) {
            fault = db_rows_next(rows, &more);
        }
    }
    db_rows_close(rows);
    sum->sha256 = digest_end(&digest, reading->arena);
    return fault;
}

static enum fault read_table(struct reading *reading, const char *set, const struct table *table,
                             struct transfer_sum *sum)
{
    const struct sink *sink = reading->sink;
    const struct transfer_table about = {set, table->name, table->columns, table->n};
    *sum = (struct transfer_sum){.set = set, .name = table->name};
    if (sink->begin_table) {
        TRY(sink->begin_table(sink->self, &about, &reading->why));
    }
    TRY(read_rows(reading, table, sum));
    return sink->end_table ? sink->end_table(sink->self, sum, &reading->why) : OK;
}

static enum fault read_set(struct reading *reading, const char *set, struct transfer_sums *sums)
{
    struct tables tables;
    if (reading->sink->begin_set) {
        TRY(reading->sink->begin_set(reading->sink->self, set, &reading->why));
    }
    TRY(tables_list(reading->db, reading->arena, set, &tables));
    for (size_t i = 0; i < tables.n; i++) {
        TRY(read_table(reading, set, &tables.items[i], &sums->items[sums->n]));
        sums->n++;
    }
    return OK;
}

enum fault transfer_from_db(struct arena *arena, struct db *db, bool evidence, const struct sink *sink,
                            const struct import_watch *watch, struct transfer_sums *ret_sums, struct str *ret_why)
{
    struct reading reading = {.arena = arena, .db = db, .sink = sink, .watch = watch};
    struct transfer_sums sums = {arena_array(arena, struct transfer_sum, 2 * TABLES_MAX), 0};
    buf_init(&reading.bytes, ROW_BYTES_MAX);
    enum fault fault = db_begin(db);
    if (fault == OK) {
        fault = read_set(&reading, "main", &sums);
    }
    if (fault == OK && evidence) {
        fault = read_set(&reading, "evidence", &sums);
    }
    db_rollback(db);
    buf_done(&reading.bytes);
    if (fault != OK) {
        *ret_why = reading.why.s ? reading.why
                                 : str_format(arena, "the database cannot be read (%.*s)", STR_ARG(db_error(db)));
        return fault;
    }
    *ret_sums = sums;
    return OK;
}

/* ---- into a new database */

/* The fault is one of the database that is filled: the one that is read has nothing to say of it. */
static enum fault not_written(struct filling *filling, enum fault fault, struct str name, struct str *ret_why)
{
    if (fault != OK) {
        *ret_why = str_format(filling->arena, "the new database cannot be written: %.*s (%.*s)", STR_ARG(name),
                              STR_ARG(db_error(filling->db)));
    }
    return fault;
}

static enum fault fill_begin_set(void *self, const char *set, struct str *ret_why)
{
    struct filling *filling = self;
    filling->db = fill_main(filling->fill);
    if (strcmp(set, "evidence") == 0) {
        TRY(fill_begin_evidence(filling->fill, filling->evidence_level, ret_why));
        filling->db = fill_evidence(filling->fill);
        filling->evidence = true;
    }
    filling->tables = arena_new(filling->arena, struct tables);
    return not_written(filling, tables_list(filling->db, filling->arena, set, filling->tables), str_of(set), ret_why);
}

static bool same_columns(const struct table *ours, const struct transfer_table *theirs)
{
    bool same = ours->n == theirs->n;
    for (size_t i = 0; same && i < ours->n; i++) {
        same = strcmp(ours->columns[i].name, theirs->columns[i].name) == 0 &&
            ours->columns[i].kind == theirs->columns[i].kind;
    }
    return same;
}

static enum fault fill_begin_table(void *self, const struct transfer_table *table, struct str *ret_why)
{
    struct filling *filling = self;
    filling->table = tables_find(filling->tables, table->name);
    if (filling->table != NULL && same_columns(filling->table, table)) {
        enum fault fault = db_run(filling->db, &filling->table->clear, NULL);
        return not_written(filling, fault, filling->table->name, ret_why);
    }
    *ret_why = str_format(filling->arena, "the table %.*s is not one that this version knows", STR_ARG(table->name));
    return FAULT_CONFLICT;
}

static enum fault fill_row(void *self, const struct value *values, struct str bytes, struct str *ret_why)
{
    struct filling *filling = self;
    (void)bytes;
    enum fault fault = db_run(filling->db, &filling->table->add, values);
    return not_written(filling, fault, filling->table->name, ret_why);
}

struct sink transfer_to_fill(struct filling *filling)
{
    return (struct sink){filling, fill_begin_set, fill_begin_table, fill_row, NULL};
}
