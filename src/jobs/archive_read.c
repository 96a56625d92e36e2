/* SPDX-License-Identifier: AGPL-3.0-or-later
** archive_read: records of a backup, each looked at before it is handed on. */
#include <string.h>

#include "base/check.h"
#include "base/scan.h"
#include "db/digest.h"
#include "db/tables.h"
#include "jobs/archive.h"
#include "jobs/archive_parts.h"
#include "jobs/gzip.h"
#include "jobs/row_code.h"
#include "text/json.h"

#define WATCH_EVERY 4096

struct reader {
    struct arena *arena;
    struct stream *stream;
    struct str path;
    const struct sink *sink;
    const struct import_watch *watch;
    char kind;        /* of the present record */
    struct buf bytes; /* of it */
    struct str why;
    struct transfer_sums sums;
    /* the table being read */
    const char *set;
    struct transfer_table table;
    struct digest digest;
    int64_t rows;
};

static enum fault damaged(struct reader *reader, const char *what)
{
    reader->why = str_format(reader->arena, "%.*s is damaged: %s; take another backup", STR_ARG(reader->path), what);
    return FAULT_DAMAGED;
}

/* ---- records */

static enum fault read_bytes(struct reader *reader, size_t n)
{
    char chunk[65536];
    buf_reset(&reader->bytes);
    while (reader->bytes.n < n) {
        size_t want = n - reader->bytes.n < sizeof chunk ? n - reader->bytes.n : sizeof chunk;
        size_t got = 0;
        enum fault fault = stream_read(reader->stream, chunk, want, &got);
        if (fault == FAULT_IO) {
            reader->why = stream_why(reader->stream);
            return fault;
        }
        if (fault != OK || got == 0) {
            return damaged(reader, "it is cut off or was changed");
        }
        buf_put(&reader->bytes, chunk, got);
    }
    return OK;
}

static enum fault read_record(struct reader *reader)
{
    TRY(read_bytes(reader, 5));
    char kind = reader->bytes.bytes[0];
    size_t n = row_u32(reader->bytes.bytes + 1);
    if (n > ARCHIVE_RECORD_MAX) {
        return damaged(reader, "a record is longer than any can be");
    }
    TRY(read_bytes(reader, n));
    reader->kind = kind;
    return OK;
}

/* ---- head */

static enum fault read_set(struct reader *reader, const struct json_value *list, struct archive_set *ret_set)
{
    size_t n = json_count(list);
    if (!json_is_list(list) || n > ARCHIVE_MIGRATIONS_MAX) {
        return damaged(reader, "its head cannot be read");
    }
    struct archive_migration *items = arena_array(reader->arena, struct archive_migration, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i].file = str_copy(reader->arena, json_text(json_get(json_at(list, i), "file")));
        items[i].sha256 = str_copy(reader->arena, json_text(json_get(json_at(list, i), "sha256")));
    }
    *ret_set = (struct archive_set){items, n};
    return OK;
}

static enum fault read_head(struct reader *reader, struct archive_head *ret_head)
{
    enum fault fault = read_record(reader);
    if (fault == FAULT_IO) {
        return fault;
    }
    if (fault != OK || reader->kind != 'F' || !str_starts(buf_str(&reader->bytes), S("small giants backup "))) {
        reader->why = str_format(reader->arena, "%.*s is no backup of Small Giants", STR_ARG(reader->path));
        return FAULT_INVALID;
    }
    if (!str_eq(buf_str(&reader->bytes), S(ARCHIVE_FORMAT))) {
        reader->why = str_format(reader->arena, "%.*s was written by a newer version; use that one",
                                 STR_ARG(reader->path));
        return FAULT_CONFLICT;
    }
    struct json_value *root = NULL;
    struct str error;
    TRY(read_record(reader));
    if (reader->kind != 'H' || json_parse(reader->arena, buf_str(&reader->bytes), &root, &error) != OK) {
        return damaged(reader, "its head cannot be read");
    }
    struct archive_head head = {
        .version = str_copy(reader->arena, json_text(json_get(root, "version"))),
        .made_at = json_number(json_get(root, "made_at"), 0),
        .engine = str_copy(reader->arena, json_text(json_get(root, "engine"))),
    };
    fault = read_set(reader, json_get(root, "main"), &head.main);
    if (fault == OK) {
        fault = read_set(reader, json_get(root, "evidence"), &head.evidence);
    }
    json_free(root);
    if (fault == OK) {
        *ret_head = head;
    }
    return fault;
}

/* ---- tables */

static bool read_kind(struct str word, struct db_column *column)
{
    column->nullable = str_ends(word, S("?"));
    word.n -= column->nullable;
    column->kind = str_eq(word, S("int"))    ? VALUE_INT
                   : str_eq(word, S("text")) ? VALUE_TEXT
                   : str_eq(word, S("blob")) ? VALUE_BLOB
                                             : VALUE_NULL;
    return column->kind != VALUE_NULL;
}

static enum fault begin_set(struct reader *reader, struct str name)
{
    static const char *const sets[] = {"main", "evidence"};
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        if (!str_eq(name, str_of(sets[i]))) {
            continue;
        }
        if (reader->set == sets[i]) {
            return OK;
        }
        bool next = (i == 0) == (reader->set == NULL);
        if (next) {
            reader->set = sets[i];
            return reader->sink->begin_set ? reader->sink->begin_set(reader->sink->self, sets[i], &reader->why) : OK;
        }
    }
    return damaged(reader, "its tables are not in order");
}

static enum fault begin_table(struct reader *reader)
{
    struct str rest;
    struct str lines = str_copy(reader->arena, buf_str(&reader->bytes));
    struct str name;
    struct str set = str_cut(str_cut(lines, '\n', &rest), ' ', &name);
    struct db_column *columns = arena_array(reader->arena, struct db_column, TABLE_COLUMNS_MAX);
    size_t n = 0;
    if (reader->table.columns != NULL || reader->sums.n == 2 * (size_t)TABLES_MAX) {
        return damaged(reader, "its tables are not in order");
    }
    TRY(begin_set(reader, set));
    for (; rest.s != NULL; n++) {
        struct str kind;
        struct str column = str_cut(str_cut(rest, '\n', &rest), ' ', &kind);
        if (n == TABLE_COLUMNS_MAX || !read_kind(kind, &columns[n])) {
            return damaged(reader, "the columns of a table cannot be read");
        }
        columns[n].name = str_c(reader->arena, column);
    }
    reader->table = (struct transfer_table){reader->set, name, columns, n};
    reader->rows = 0;
    digest_init(&reader->digest);
    return reader->sink->begin_table ? reader->sink->begin_table(reader->sink->self, &reader->table, &reader->why) : OK;
}

static enum fault read_one_row(struct reader *reader)
{
    struct value values[TABLE_COLUMNS_MAX];
    struct str bytes = buf_str(&reader->bytes);
    if (reader->table.columns == NULL || row_read(bytes, reader->table.columns, reader->table.n, values) != OK) {
        return damaged(reader, "a row cannot be read");
    }
    if (reader->rows++ % WATCH_EVERY == 0) {
        watch_progress(reader->watch, reader->table.name, (uint64_t)reader->rows, 0);
    }
    digest_put(&reader->digest, bytes);
    return reader->sink->row ? reader->sink->row(reader->sink->self, values, bytes, &reader->why) : OK;
}

static enum fault end_table(struct reader *reader)
{
    if (reader->table.columns == NULL) {
        return damaged(reader, "its tables are not in order");
    }
    struct transfer_sum sum = {reader->set, reader->table.name, reader->rows, digest_end(&reader->digest,
                                                                                         reader->arena)};
    struct str said = str_format(reader->arena, "%lld %.*s", (long long)sum.rows, STR_ARG(sum.sha256));
    if (!str_eq(said, buf_str(&reader->bytes))) {
        return damaged(reader, str_format(reader->arena, "the sum of %.*s is not right", STR_ARG(sum.name)).s);
    }
    reader->sums.items[reader->sums.n++] = sum;
    reader->table = (struct transfer_table){0};
    return reader->sink->end_table ? reader->sink->end_table(reader->sink->self, &sum, &reader->why) : OK;
}

/* Nothing may stand behind the end; and the checksum of gzip is looked at only there. */
static enum fault read_end(struct reader *reader)
{
    struct json_value *root = NULL;
    struct str error;
    char more;
    size_t n = 0;
    if (reader->table.columns != NULL || json_parse(reader->arena, buf_str(&reader->bytes), &root, &error) != OK) {
        return damaged(reader, "its end cannot be read");
    }
    bool whole = json_is_list(root) && json_count(root) == reader->sums.n;
    for (size_t i = 0; whole && i < reader->sums.n; i++) {
        const struct transfer_sum *sum = &reader->sums.items[i];
        const struct json_value *said = json_at(root, i);
        whole = str_eq(json_text(json_get(said, "table")), sum->name) &&
                str_eq(json_text(json_get(said, "sha256")), sum->sha256);
    }
    json_free(root);
    if (!whole) {
        return damaged(reader, "its tables are not those it ends with");
    }
    return stream_read(reader->stream, &more, 1, &n) == OK && n == 0 ? OK
        : damaged(reader, "something stands behind its end");
}

static enum fault read_tables(struct reader *reader)
{
    for (;;) {
        TRY(read_record(reader));
        switch (reader->kind) {
        case 'T':
            TRY(begin_table(reader));
            break;
        case 'R':
            TRY(read_one_row(reader));
            break;
        case 'E':
            TRY(end_table(reader));
            break;
        case 'Z':
            return read_end(reader);
        default:
            return damaged(reader, "a record is of no known kind");
        }
    }
}

/* ---- life */

static enum fault open_stream(struct reader *reader)
{
    struct stream *packed = NULL;
    const char *why = NULL;
    enum fault fault = stream_open_file(str_c(reader->arena, reader->path), reader->path, &packed, &why);
    if (fault != OK) {
        reader->why = str_format(reader->arena, "%.*s %s", STR_ARG(reader->path), why);
        return fault;
    }
    reader->stream = gzip_open(packed, reader->path, 0);
    return OK;
}

static enum fault read_through(struct reader *reader, bool head_only, struct archive_head *ret_head,
                               struct str *ret_why)
{
    static const struct sink nowhere;
    reader->sink = reader->sink ? reader->sink : &nowhere;
    reader->sums.items = arena_array(reader->arena, struct transfer_sum, 2 * TABLES_MAX);
    buf_init(&reader->bytes, ARCHIVE_RECORD_MAX);
    enum fault fault = open_stream(reader);
    if (fault == OK) {
        fault = read_head(reader, ret_head);
    }
    if (fault == OK && !head_only) {
        fault = read_tables(reader);
    }
    if (fault != OK) {
        *ret_why = reader->why.s ? str_copy(reader->arena, reader->why)
                                 : str_format(reader->arena, "%.*s cannot be read", STR_ARG(reader->path));
    }
    stream_close(reader->stream);
    buf_done(&reader->bytes);
    return fault;
}

enum fault archive_read_head(struct arena *arena, struct str path, struct archive_head *ret_head, struct str *ret_why)
{
    struct reader reader = {.arena = arena, .path = path};
    return read_through(&reader, true, ret_head, ret_why);
}

enum fault archive_read(struct arena *arena, struct str path, const struct sink *sink, const struct import_watch *watch,
                        struct archive_head *ret_head, struct transfer_sums *ret_sums, struct str *ret_why)
{
    struct reader reader = {.arena = arena, .path = path, .sink = sink, .watch = watch};
    TRY(read_through(&reader, false, ret_head, ret_why));
    *ret_sums = reader.sums;
    return OK;
}
