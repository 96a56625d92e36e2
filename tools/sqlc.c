/* SPDX-License-Identifier: AGPL-3.0-or-later
** sqlc OUTDIR SUBJECT.sql...: compiles the statements (docs/internals/statements.md). */
#include <stdio.h>

#include "sql.h"
#include "tool.h"

static void write_file(struct arena *arena, const char *directory, struct str name, struct buf *bytes)
{
    tool_write(str_c(arena, str_format(arena, "%s/%.*s", directory, STR_ARG(name))), bytes);
    buf_reset(bytes);
}

static void write_all(struct arena *arena, const char *directory, const struct sql_file *files, size_t count)
{
    struct buf bytes;
    buf_init(&bytes, TOOL_OUTPUT_MAX);
    for (size_t i = 0; i < count; i++) {
        sql_put_header(&bytes, &files[i]);
        write_file(arena, directory, str_join(arena, files[i].subject, S(".sql.h")), &bytes);
        sql_put_code(&bytes, &files[i]);
        write_file(arena, directory, str_join(arena, files[i].subject, S(".sql.c")), &bytes);
    }
    sql_put_table(&bytes, files, count);
    write_file(arena, directory, S("statements.c"), &bytes);
    buf_done(&bytes);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: sqlc OUTDIR SUBJECT.sql...\n");
        return 2;
    }
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    size_t count = (size_t)argc - 2;
    struct sql_file *files = arena_array(&arena, struct sql_file, count);
    for (size_t i = 0; i < count; i++) {
        files[i] = (struct sql_file){.path = str_of(argv[i + 2]), .text = tool_read(&arena, argv[i + 2])};
    }
    if (sql_parse(&arena, files, count, &problems)) {
        write_all(&arena, argv[1], files, count);
    }
    int status = tool_report(&problems);
    sql_done(files, count);
    arena_done(&arena);
    return status;
}
