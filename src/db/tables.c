/* SPDX-License-Identifier: AGPL-3.0-or-later
** tables: from the catalogue of the engine to statements. */
#include "db/tables.h"

#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"
#include "db/engine.h"

struct column_line {
    struct str table, column, type;
    bool nullable;
    uint64_t key;
};

static struct column_line read_line(struct str line)
{
    struct column_line read;
    struct str rest;
    read.table = str_cut(line, ' ', &rest);
    read.column = str_cut(rest, ' ', &rest);
    read.type = str_cut(rest, ' ', &rest);
    read.nullable = str_eq(str_cut(rest, ' ', &rest), S("0"));
    struct scan scan = scan_of(rest);
    check(scan_unsigned(&scan, TABLE_COLUMNS_MAX, &read.key) && scan_end(&scan));
    return read;
}

/* Tables that say what the database itself is; what lasts for days, which a backup would keep for years; and
** sessions and links, which a restored backup must not open again. */
static bool is_own(struct str table)
{
    static const struct str own[] = {S_INIT("schema_migration"), S_INIT("generation"), S_INIT("once"), S_INIT("rate"),
                                     S_INIT("rate_salt"), S_INIT("mail"), S_INIT("login_session"),
                                     S_INIT("person_link"), S_INIT("person_place"),
                                     S_INIT("sign_in_attempt")};
    for (size_t i = 0; i < COUNT_OF(own); i++) {
        if (str_eq(table, own[i])) {
            return true;
        }
    }
    return false;
}

static enum value_kind kind_of(struct str type)
{
    if (str_eq(type, S("integer"))) {
        return VALUE_INT;
    }
    return str_eq(type, S("blob")) ? VALUE_BLOB : VALUE_TEXT;
}

/* A table while its columns are read. */
struct reading {
    struct arena *arena;
    struct db_column *columns;
    size_t n;
    struct str key[TABLE_COLUMNS_MAX + 1]; /* by place, from 1 */
    size_t key_n;
};

static void add_column(struct reading *reading, const struct column_line *line)
{
    check(reading->n < TABLE_COLUMNS_MAX);
    reading->columns[reading->n++] =
        (struct db_column){str_c(reading->arena, line->column), kind_of(line->type), line->nullable};
    if (line->key > 0) {
        reading->key[line->key] = line->column;
        reading->key_n = line->key > reading->key_n ? line->key : reading->key_n;
    }
}

static void put_names(struct buf *sql, const struct reading *reading)
{
    for (size_t i = 0; i < reading->n; i++) {
        buf_format(sql, "%s%s", i ? ", " : "", reading->columns[i].name);
    }
}

static const char *select_of(const struct reading *reading, struct str table)
{
    struct buf CLEANUP(buf_done) sql;
    buf_init(&sql, DB_SQL_MAX);
    buf_put_str(&sql, S("select "));
    put_names(&sql, reading);
    buf_format(&sql, " from %.*s order by ", STR_ARG(table));
    check(reading->key_n > 0); /* a table without a primary key has no order; tests/store holds every one to it */
    for (size_t i = 1; i <= reading->key_n; i++) {
        buf_format(&sql, "%s%.*s", i > 1 ? ", " : "", STR_ARG(reading->key[i]));
    }
    check(!sql.overflow);
    return str_c(reading->arena, buf_str(&sql));
}

static const char *insert_of(const struct reading *reading, struct str table, enum db_engine engine)
{
    static const char *const types[] = {[VALUE_INT] = "bigint", [VALUE_TEXT] = "text", [VALUE_BLOB] = "bytea"};
    struct buf CLEANUP(buf_done) sql;
    buf_init(&sql, DB_SQL_MAX);
    buf_format(&sql, "insert into %.*s (", STR_ARG(table));
    put_names(&sql, reading);
    buf_put_str(&sql, S(") values ("));
    for (size_t i = 0; i < reading->n; i++) {
        if (engine == DB_POSTGRES) {
            buf_format(&sql, "%s$%zu::%s", i ? ", " : "", i + 1, types[reading->columns[i].kind]);
        } else {
            buf_format(&sql, "%s?%zu", i ? ", " : "", i + 1);
        }
    }
    buf_put_str(&sql, S(")"));
    check(!sql.overflow);
    return str_c(reading->arena, buf_str(&sql));
}

static struct table finish(const struct reading *reading, struct str name, int number)
{
    const char *called = str_c(reading->arena, name);
    const char *all = select_of(reading, name);
    const char *clear = str_format(reading->arena, "delete from %s", called).s;
    struct table table = {.name = str_of(called), .columns = reading->columns, .n = reading->n};
    table.all = (struct statement){.name = called, .number = number,
                                   .sql = {all, all},
                                   .out = reading->columns, .out_count = reading->n, .each = true};
    table.add = (struct statement){.name = called, .number = number + 1,
                                   .sql = {insert_of(reading, name, DB_SQLITE), insert_of(reading, name, DB_POSTGRES)},
                                   .in = reading->columns, .in_count = reading->n};
    table.clear = (struct statement){.name = called, .number = number + 2,
                                     .sql = {clear, clear}};
    return table;
}

/* How many: none before the first line. Numbers stand behind those of the program: three a table, and the sets apart.
** */
static size_t add_table(const struct reading *reading, struct str name, const char *set, size_t i, struct table *to)
{
    size_t first = TABLES_STATEMENT_FIRST + (strcmp(set, "main") == 0 ? 0 : 3 * (size_t)TABLES_MAX);
    if (reading->n == 0) {
        return 0;
    }
    *to = finish(reading, name, (int)(first + 3 * i));
    return 1;
}

enum fault tables_list(struct db *db, struct arena *arena, const char *set, struct tables *ret_tables)
{
    bool attached = db->use != ENGINE_BUILD && strcmp(set, "evidence") == 0; /* a generation being built is alone */
    struct str rest;
    db->engine->unguard(db);
    TRY(db->engine->list_columns(db, arena, db->engine->schema(db, attached), &rest));
    struct table *tables = arena_array(arena, struct table, TABLES_MAX + 1);
    struct reading reading = {0};
    struct str name = {0};
    size_t n = 0;
    while (!str_is_empty(rest)) {
        struct column_line line = read_line(str_cut(rest, '\n', &rest));
        if (is_own(line.table)) {
            continue;
        }
        if (!str_eq(line.table, name)) {
            n += add_table(&reading, name, set, n, &tables[n]);
            reading = (struct reading){.arena = arena, .columns = arena_array(arena, struct db_column,
                                                                              TABLE_COLUMNS_MAX)};
            name = line.table;
            check(n < TABLES_MAX);
        }
        add_column(&reading, &line);
    }
    n += add_table(&reading, name, set, n, &tables[n]);
    *ret_tables = (struct tables){tables, n};
    return OK;
}

const struct table *tables_find(const struct tables *tables, struct str name)
{
    for (size_t i = 0; i < tables->n; i++) {
        if (str_eq(tables->items[i].name, name)) {
            return &tables->items[i];
        }
    }
    return NULL;
}
