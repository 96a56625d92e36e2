/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** table: the rows of a CSV stream, with columns found by name.
**
** table_open reads the header; table_find_column asks for a column once, then table_next and table_get for each row.
** A row whose width is not the header's, or that the reader cannot make sense of, comes as TABLE_BAD with a reason,
** and reading goes on with the next one. A fault means that the stream broke, or that the reader can make
** nothing of the
** rest (a quote that is never closed); table_why says how. Memory is bounded by
** the CSV reader's row limit. Takes the stream over.
*/
#ifndef JOBS_TABLE_H
#define JOBS_TABLE_H

#include "base/arena.h"
#include "base/fault.h"
#include "jobs/stream.h"
#include "text/csv.h"

enum table_step { TABLE_ROW, TABLE_BAD, TABLE_END };

struct table;

/* FAULT_INVALID when there is no header row; the stream is closed then. *ret_why in the arena. */
enum fault must_use table_open(struct arena *arena, struct stream *stream, struct table **ret_table,
                               struct str *ret_why);
void table_close(struct table *table);

/* Index of the first of the names that is a column, or -1. `names` are separated by spaces: "id reference". */
int table_find_column(const struct table *table, const char *names);
size_t table_width(const struct table *table);
struct str table_column_name(const struct table *table, size_t i);

/* *ret_step. After TABLE_BAD table_reason says why. */
enum fault must_use table_next(struct table *table, enum table_step *ret_step);
struct str table_get(const struct table *table, int column); /* trimmed; empty for column -1 */
uint64_t table_line(const struct table *table);
bool table_is_scrubbed(const struct table *table); /* the row was not UTF-8, and was mended */
struct str table_row_text(const struct table *table);
const char *table_reason(const struct table *table);
struct str table_why(const struct table *table);
uint64_t table_position(const struct table *table);

#endif
