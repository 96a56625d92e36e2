/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a file of statements: sqlc ends, within its memory, with outputs or problems. */
#include <stddef.h>
#include <stdint.h>

#include "sql.h"
#include "tool.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    struct sql_file file = {.path = S("x.sql"), .text = {(const char *)bytes, n}};
    if (sql_parse(&arena, &file, 1, &problems)) {
        struct buf text;
        buf_init(&text, TOOL_OUTPUT_MAX);
        sql_put_header(&text, &file);
        sql_put_code(&text, &file);
        sql_put_table(&text, &file, 1);
        buf_done(&text);
    }
    sql_done(&file, 1);
    arena_done(&arena);
    return 0;
}
