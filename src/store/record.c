/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/record.h"

#include <string.h>

#include "base/check.h"

static bool is_about_people(const struct personal_table *table, struct str column)
{
    for (struct str rest = str_of(table->columns); rest.n > 0;) {
        if (str_eq(str_cut(rest, ' ', &rest), column)) {
            return true;
        }
    }
    return false;
}

void record_get(struct arena *arena, size_t i, struct record_row *ret_row)
{
    struct notes notes;
    struct record_row row = {.table = &personal_tables[i]};
    check(i < personal_tables_count && notes_of_table(arena, str_of(row.table->name), &notes));
    row.says = notes.says;
    for (size_t c = 0; c < notes.n; c++) {
        if (is_about_people(row.table, notes.columns[c].column)) {
            row.columns[row.n++] = notes.columns[c];
        }
    }
    *ret_row = row;
}

static void put_row(struct buf *out, const struct record_row *row)
{
    buf_format(out, "### %s\n\n%.*s\n\n- Why: %s.\n- Ground: %s.\n- Kept: %s.\n- When somebody is erased: %s.\n"
               "- Data:\n", row->table->name, STR_ARG(row->says), row->table->purpose, row->table->basis,
               row->table->kept, row->table->erased);
    for (size_t i = 0; i < row->n; i++) {
        buf_format(out, "  - %.*s%s%.*s\n", STR_ARG(row->columns[i].column), row->columns[i].says.n > 0 ? ": " : "",
                   STR_ARG(row->columns[i].says));
    }
    buf_put_char(out, '\n');
}

void record_put(struct arena *arena, struct buf *out)
{
    const char *activity = "";
    for (size_t i = 0; i < personal_tables_count; i++) {
        struct record_row row;
        record_get(arena, i, &row);
        if (strcmp(activity, row.table->activity) != 0) {
            activity = row.table->activity;
            buf_format(out, "## %s\n\n", activity);
        }
        put_row(out, &row);
    }
}
