/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** csv: streaming reader and writer (RFC 4180, and what real files do instead).
**
** Reading: csv_init -> (csv_feed a chunk, then csv_next until it says CSV_MORE) ... -> csv_finish, then csv_next
** until CSV_END. The separator (';' ',' or TAB) is found from the first line unless given; a UTF-8 BOM is skipped;
** quotes double inside quotes; line breaks may stand inside quotes; LF, CRLF and CR end a row; empty lines are
** skipped. Memory is bounded by IMPORT_ROW_MAX whatever is fed. Fields borrow from the reader: valid until the
** next csv_next. A quote inside an unquoted field, or one inside quotes that neither doubles nor ends them, is text.
** Bad UTF-8 is mended (U+FFFD) and flagged on the row. A NUL byte, too many columns or too long a field is CSV_BAD
** with a reason, and reading goes on with the next row. A row over IMPORT_ROW_MAX or a quote open at the end of
** the file is CSV_BAD with `fatal` set: where the next row begins cannot be known, so CSV_END follows.
*/
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"

enum csv_step { CSV_ROW, CSV_MORE, CSV_END, CSV_BAD };

struct csv_row {
    struct str fields[IMPORT_COLUMNS_MAX];
    size_t n;
    uint64_t line;      /* line of the file on which the row starts, from 1 */
    /* the row as it stood, without its line end (for the rejects file); its beginning when CSV_BAD */
    struct str text;
    bool scrubbed;      /* bad UTF-8 was mended */
    const char *reason; /* CSV_BAD: why, one English clause ("the quote opened in it is never closed") */
    bool fatal;
};

struct csv;

/* separator 0: find it out. Heap; free with csv_free. */
struct csv *csv_new(char separator);
void csv_free(struct csv *csv);
void csv_feed(struct csv *csv, const char *bytes, size_t n);
void csv_finish(struct csv *csv);
enum csv_step csv_next(struct csv *csv, struct csv_row *ret_row);
char csv_separator(const struct csv *csv); /* 0 before the first row */

/* Index of the column called `name` (ASCII case ignored), or -1. */
int csv_column(const struct csv_row *header, const char *name);

/* Writing: RFC 4180, comma, CRLF, quotes only where needed; a field beginning with = + - @ TAB gets a ' in front
** when it is not a plain number, so that a spreadsheet takes it for text (CSV injection). */
void csv_put(struct buf *buf, struct str field, bool first);
/* The same without the ': for programs, which read back what was said to the letter. */
void csv_put_verbatim(struct buf *buf, struct str field, bool first);
void csv_put_int(struct buf *buf, int64_t number, bool first);
void csv_end_row(struct buf *buf);

#endif
