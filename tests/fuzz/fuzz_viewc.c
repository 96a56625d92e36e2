/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a view: viewc ends, within its memory, with outputs or problems. */
#include <stddef.h>
#include <stdint.h>

#include "tool.h"
#include "view.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    const struct view_source source = {S("x.html"), {(const char *)bytes, n}};
    struct view_outputs outputs = {.c_name = S("v.c"), .h_name = S("v.h")};
    buf_init(&outputs.c, TOOL_OUTPUT_MAX);
    buf_init(&outputs.h, TOOL_OUTPUT_MAX);
    buf_init(&outputs.pot, TOOL_OUTPUT_MAX);
    views_compile(&arena, &source, 1, &outputs, &problems);
    buf_done(&outputs.c);
    buf_done(&outputs.h);
    buf_done(&outputs.pot);
    arena_done(&arena);
    return 0;
}
