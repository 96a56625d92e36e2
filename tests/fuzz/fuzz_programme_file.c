/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as the file of a leadership programme: refused with a line and a reason, or rows that fit. */
#include "fuzz.h"
#include "web/programme/programme_file.h"

static void check_row(const struct carry_row *row)
{
    check(row->table < carry_tables_n && row->name.s != NULL);
    const struct statement *list = carry_tables[row->table].list;
    check(row->cells != NULL || row->was.n > 0);
    for (size_t i = 0; row->cells != NULL && i < list->out_count; i++) {
        check(row->cells[i].kind == list->out[i].kind || (row->cells[i].kind == VALUE_NULL && list->out[i].nullable));
        check(row->cells[i].kind != VALUE_INT || carry_number_fits(list->out[i].name, row->cells[i].number));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct secret_key key = {{7}};
    struct arena arena CLEANUP(arena_done);
    struct problems problems;
    struct programme_file file;
    arena_init(&arena, FUZZ_ARENA_MAX * 4);
    problems_init(&problems, &arena);
    secret_start();
    enum fault fault = programme_file_read(&arena, &key, str_scrub(&arena, fuzz_text(bytes, n)), &problems, &file);
    check(fault == OK || (fault == FAULT_INVALID && problems.n == 1 && problems.items[0].hint.n > 0));
    for (size_t i = 0; fault == OK && i < file.rows.n; i++) {
        check_row(&file.rows.items[i]);
    }
    return 0;
}
