/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** tool: what the host programs (viewc, sqlc, pack, lint) share: whole files in and out, C literals, and the
** list of complaints. They are small programs of one run: one arena, never freed by parts; no state between runs.
**
** Complaints are `struct problems`: where is "file:line", then what is wrong, then how to mend it. A run lists them
** all (bounded by PROBLEMS_MAX) and exits 1. Exit 2: wrong use, or a file that cannot be read or written.
*/
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

#define TOOL_FILE_MAX (64u << 20)    /* the largest file packed is a gazetteer of 3 MB */
#define TOOL_ARENA_MAX (512u << 20)  /* one run over the whole tree uses under 20 MiB */
#define TOOL_OUTPUT_MAX (256u << 20) /* a packed byte is up to 4 bytes of C */

/* The whole file. Ends the program with a sentence when it cannot be read or is over TOOL_FILE_MAX. */
struct str tool_read(struct arena *arena, const char *path);
/* Ends the program likewise; also when `bytes` has overflowed. */
void tool_write(const char *path, const struct buf *bytes);
/* Lists the problems on standard error; the exit status: 0 when there are none, else 1. */
int tool_report(const struct problems *problems);

/* Adds a problem at file:line. */
void tool_complain(struct problems *problems, struct str path, size_t line, struct str what, struct str mend);

/* The path from its last "src/", "tests/", "tools/" ... on as far as it has one, so that what is generated
** does not depend on where the
** build directory lies. */
struct str tool_path_short(struct str path);
/* The last part of the path. */
struct str tool_path_base(struct str path);

/* The text as C string literals, "..." over several lines with `indent` before each but the first; "" when
** empty. */
void tool_put_literal(struct buf *to, struct str text, const char *indent);

/* [a-z_][a-z0-9_]*, and no word of C. */
bool tool_is_name(struct str text);
bool tool_is_space(char c);
bool tool_is_word(char c); /* a letter, a digit or '_' */

#endif
