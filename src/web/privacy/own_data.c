/* SPDX-License-Identifier: AGPL-3.0-or-later
** own_data: what is kept of somebody, for them. */
#include "web/privacy/own_data.h"

#include <string.h>

#include "base/date.h"
#include "text/csv.h"
#include "text/json.h"

/* Columns that hold an instant say so by their name. */
static bool is_instant(struct str name)
{
    return str_ends(name, S("_at")) || str_eq(name, S("at")) || str_eq(name, S("since")) || str_eq(name, S("until"));
}

/* A value as text; no text for NULL. In the arena, or until the next row. */
static struct str value_of(struct arena *arena, const struct personal_table *table, const struct db_rows *rows,
                           size_t i)
{
    const struct db_column *column = &table->shown->out[i];
    if (db_rows_is_null(rows, i)) {
        return (struct str){0};
    }
    if (column->kind != VALUE_INT) {
        return db_rows_text(rows, i);
    }
    int64_t number = db_rows_int(rows, i);
    return is_instant(str_of(column->name)) ? instant_iso(arena, number)
                                            : str_format(arena, "%lld", (long long)number);
}

/* ---- JSON */

struct as_json {
    struct json json;
    struct arena *arena;
    size_t next; /* the table that is to be begun */
};

/* Begins tables up to, and with, this one; those before it had no rows. */
static void begin_until(struct as_json *as, size_t end)
{
    for (; as->next < end; as->next++) {
        const struct personal_table *table = &personal_tables[as->next];
        if (table->shown == NULL) {
            continue;
        }
        if (as->json.depth > 2) {
            json_close(&as->json, ']');
            json_close(&as->json, '}');
        }
        json_open(&as->json, '{');
        json_name(&as->json, "table");
        json_str(&as->json, str_of(table->name));
        json_name(&as->json, "purpose");
        json_str(&as->json, str_of(table->purpose));
        json_name(&as->json, "kept");
        json_str(&as->json, str_of(table->kept));
        json_name(&as->json, "rows");
        json_open(&as->json, '[');
    }
}

static enum fault json_row(void *self, const struct personal_table *table, const struct db_rows *rows)
{
    struct as_json *as = self;
    struct arena_mark mark = arena_mark(as->arena);
    begin_until(as, (size_t)(table - personal_tables) + 1);
    json_open(&as->json, '{');
    for (size_t i = 0; i < table->shown->out_count; i++) {
        const struct db_column *column = &table->shown->out[i];
        json_name(&as->json, column->name);
        if (column->kind == VALUE_INT && !is_instant(str_of(column->name)) && !db_rows_is_null(rows, i)) {
            json_int(&as->json, db_rows_int(rows, i));
        } else {
            json_str(&as->json, value_of(as->arena, table, rows, i));
        }
    }
    json_close(&as->json, '}');
    arena_rewind(as->arena, mark);
    return OK;
}

enum fault own_data_json(struct db *db, struct arena *arena, const struct personal_of *of, struct str network,
                         int64_t now, struct buf *out)
{
    struct as_json as = {.json = json_to(out), .arena = arena};
    json_open(&as.json, '{');
    json_name(&as.json, "made_at");
    json_str(&as.json, instant_iso(arena, now));
    json_name(&as.json, "network");
    json_str(&as.json, network);
    json_name(&as.json, "tables");
    json_open(&as.json, '[');
    TRY(personal_each(db, arena, of, json_row, &as));
    begin_until(&as, personal_tables_count);
    json_close(&as.json, ']');
    json_close(&as.json, '}');
    json_close(&as.json, ']');
    json_close(&as.json, '}');
    buf_put_char(out, '\n');
    return out->overflow ? FAULT_TOO_LARGE : OK;
}

/* ---- CSV */

struct as_csv {
    struct buf *out;
    struct arena *arena;
    const struct personal_table *table;
    int64_t row; /* within it, from 1 */
};

static enum fault csv_rows(void *self, const struct personal_table *table, const struct db_rows *rows)
{
    struct as_csv *as = self;
    struct arena_mark mark = arena_mark(as->arena);
    as->row = as->table == table ? as->row + 1 : 1;
    as->table = table;
    for (size_t i = 0; i < table->shown->out_count; i++) {
        csv_put(as->out, str_of(table->name), true);
        csv_put_int(as->out, as->row, false);
        csv_put(as->out, str_of(table->shown->out[i].name), false);
        csv_put(as->out, value_of(as->arena, table, rows, i), false);
        csv_end_row(as->out);
    }
    arena_rewind(as->arena, mark);
    return OK;
}

enum fault own_data_csv(struct db *db, struct arena *arena, const struct personal_of *of, struct buf *out)
{
    struct as_csv as = {.out = out, .arena = arena};
    buf_put_str(out, S("table,row,column,value\r\n"));
    TRY(personal_each(db, arena, of, csv_rows, &as));
    return out->overflow ? FAULT_TOO_LARGE : OK;
}

/* ---- a sheet of one table */

static enum fault sheet_row(void *self, const struct personal_table *table, const struct db_rows *rows)
{
    struct as_csv *as = self;
    struct arena_mark mark = arena_mark(as->arena);
    for (size_t i = 0; i < table->shown->out_count; i++) {
        csv_put(as->out, value_of(as->arena, table, rows, i), i == 0);
    }
    csv_end_row(as->out);
    arena_rewind(as->arena, mark);
    return OK;
}

enum fault own_data_sheet(struct db *db, struct arena *arena, const struct personal_of *of,
                          const struct personal_table *table, struct buf *out)
{
    struct as_csv as = {.out = out, .arena = arena};
    for (size_t i = 0; i < table->shown->out_count; i++) {
        csv_put(out, str_of(table->shown->out[i].name), i == 0);
    }
    csv_end_row(out);
    TRY(personal_each_of(db, arena, of, table, sheet_row, &as));
    return out->overflow ? FAULT_TOO_LARGE : OK;
}
