/* SPDX-License-Identifier: AGPL-3.0-or-later
** viewc OUT.c OUT.h OUT.pot VIEW.html...: compiles the views (docs/internals/views.md). */
#include <stdio.h>

#include "tool.h"
#include "view.h"

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: viewc OUT.c OUT.h OUT.pot VIEW.html...\n");
        return 2;
    }
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    struct view_outputs outputs = {.c_name = tool_path_base(str_of(argv[1])),
                                   .h_name = tool_path_base(str_of(argv[2]))};
    buf_init(&outputs.c, TOOL_OUTPUT_MAX);
    buf_init(&outputs.h, TOOL_OUTPUT_MAX);
    buf_init(&outputs.pot, TOOL_OUTPUT_MAX);
    size_t count = (size_t)argc - 4;
    struct view_source *sources = arena_array(&arena, struct view_source, count);
    for (size_t i = 0; i < count; i++) {
        sources[i] = (struct view_source){str_of(argv[i + 4]), tool_read(&arena, argv[i + 4])};
    }
    if (views_compile(&arena, sources, count, &outputs, &problems)) {
        tool_write(argv[1], &outputs.c);
        tool_write(argv[2], &outputs.h);
        tool_write(argv[3], &outputs.pot);
    }
    int status = tool_report(&problems);
    buf_done(&outputs.c);
    buf_done(&outputs.h);
    buf_done(&outputs.pot);
    arena_done(&arena);
    return status;
}
