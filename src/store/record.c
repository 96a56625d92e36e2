/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/record.h"

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
