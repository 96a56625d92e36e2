/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/table.h"

#include "base/check.h"

#define TABLE_CHUNK 65536u
#define TABLE_WHY_MAX 1024u

struct table {
    struct stream *stream;
    struct csv *csv;
    struct str columns[IMPORT_COLUMNS_MAX];
    size_t width;
    struct csv_row row;
    struct buf why; /* of a fault that is the table's own */
    const char *reason;
    bool finished;
    char chunk[TABLE_CHUNK];
};

/* The next row of whatever kind the CSV reader has. */
static enum fault next_row(struct table *table, enum csv_step *ret_step)
{
    enum csv_step step = csv_next(table->csv, &table->row);
    while (step == CSV_MORE && !table->finished) {
        size_t n = 0;
        TRY(stream_read(table->stream, table->chunk, sizeof table->chunk, &n));
        if (n > 0) {
            csv_feed(table->csv, table->chunk, n);
        } else {
            csv_finish(table->csv);
            table->finished = true;
        }
        step = csv_next(table->csv, &table->row);
    }
    *ret_step = step;
    return OK;
}

static enum fault read_header(struct table *table, struct arena *arena, struct str *ret_why)
{
    enum csv_step step = CSV_END;
    enum fault fault = next_row(table, &step);
    if (fault != OK) {
        *ret_why = str_copy(arena, stream_why(table->stream));
        return fault;
    }
    if (step != CSV_ROW) {
        *ret_why = S("has no line of column names at its head.");
        return FAULT_INVALID;
    }
    table->width = table->row.n;
    for (size_t i = 0; i < table->width; i++) {
        table->columns[i] = str_copy(arena, str_trim(table->row.fields[i]));
    }
    return OK;
}

enum fault table_open(struct arena *arena, struct stream *stream, struct table **ret_table, struct str *ret_why)
{
    struct table *table = mem_alloc(sizeof *table);
    table->stream = stream;
    table->csv = csv_new(0);
    table->finished = false;
    table->reason = "";
    buf_init(&table->why, TABLE_WHY_MAX);
    enum fault fault = read_header(table, arena, ret_why);
    if (fault != OK) {
        table_close(table);
        return fault;
    }
    *ret_table = table;
    return OK;
}

void table_close(struct table *table)
{
    if (table) {
        csv_free(table->csv);
        buf_done(&table->why);
        stream_close(table->stream);
        mem_free(table);
    }
}

static int find_one(const struct table *table, struct str name)
{
    for (size_t i = 0; i < table->width; i++) {
        if (str_eq_nocase(table->columns[i], name)) {
            return (int)i;
        }
    }
    return -1;
}

int table_find_column(const struct table *table, const char *names)
{
    struct str rest = str_of(names);
    int column = -1;
    while (rest.s && column < 0) {
        struct str name = str_cut(rest, ' ', &rest);
        column = find_one(table, name);
    }
    return column;
}

size_t table_width(const struct table *table)
{
    return table->width;
}

struct str table_column_name(const struct table *table, size_t i)
{
    check(i < table->width);
    return table->columns[i];
}

/* Fields past the header's are all right when they are empty: some tools end rows with a separator. */
static const char *width_problem(const struct table *table)
{
    if (table->row.n < table->width) {
        return "has fewer fields than there are columns";
    }
    for (size_t i = table->width; i < table->row.n; i++) {
        if (!str_is_empty(table->row.fields[i])) {
            return "has more fields than there are columns";
        }
    }
    return NULL;
}

enum fault table_next(struct table *table, enum table_step *ret_step)
{
    enum csv_step step = CSV_END;
    TRY(next_row(table, &step));
    if (step == CSV_BAD && table->row.fatal) {
        buf_format(&table->why,
                   "line %llu: %s. The rest cannot be read: the file is damaged or cut off. Download it again.",
                   (unsigned long long)table->row.line, table->row.reason);
        return FAULT_INVALID;
    }
    if (step == CSV_BAD) {
        table->reason = table->row.reason;
        *ret_step = TABLE_BAD;
        return OK;
    }
    if (step != CSV_ROW) {
        *ret_step = TABLE_END;
        return OK;
    }
    table->reason = width_problem(table);
    *ret_step = table->reason ? TABLE_BAD : TABLE_ROW;
    return OK;
}

struct str table_get(const struct table *table, int column)
{
    return column < 0 ? S("") : str_trim(table->row.fields[column]);
}

uint64_t table_line(const struct table *table)
{
    return table->row.line;
}

bool table_is_scrubbed(const struct table *table)
{
    return table->row.scrubbed;
}

struct str table_row_text(const struct table *table)
{
    return table->row.text;
}

const char *table_reason(const struct table *table)
{
    return table->reason;
}

struct str table_why(const struct table *table)
{
    return table->why.n > 0 ? buf_str(&table->why) : stream_why(table->stream);
}

uint64_t table_position(const struct table *table)
{
    return stream_position(table->stream);
}
