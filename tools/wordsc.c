/* SPDX-License-Identifier: AGPL-3.0-or-later
** wordsc OUT.c LANGUAGE.po...: translations as tables of C (docs/internals/words.md). */
#include <stdio.h>

#include "po.h"
#include "tool.h"

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: wordsc OUT.c LANGUAGE.po...\n");
        return 2;
    }
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    struct buf out;
    buf_init(&out, TOOL_OUTPUT_MAX);
    size_t count = (size_t)argc - 2;
    struct po_source *sources = arena_array(&arena, struct po_source, count);
    for (size_t i = 0; i < count; i++) {
        sources[i] = (struct po_source){str_of(argv[i + 2]), tool_read(&arena, argv[i + 2])};
    }
    if (po_compile(&arena, sources, count, &out, &problems)) {
        tool_write(argv[1], &out);
    }
    int status = tool_report(&problems);
    buf_done(&out);
    arena_done(&arena);
    return status;
}
