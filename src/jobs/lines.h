/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** lines: the lines of a stream, for formats that know no quotes (GeoNames). LF or CRLF; a BOM is skipped. A line over
** LINE_MAX_BYTES comes as too long, without its text. Takes the stream over.
*/
#ifndef JOBS_LINES_H
#define JOBS_LINES_H

#include "jobs/stream.h"

#define LINE_MAX_BYTES 65536u /* the longest GeoNames line has 12,000: 10,000 of alternate names */

enum line_step { LINE_TEXT, LINE_TOO_LONG, LINE_END };

struct lines;

struct lines *lines_new(struct stream *stream);
void lines_free(struct lines *lines);
/* *ret_line borrows from the reader until the next call; it is not checked for UTF-8. */
enum fault must_use lines_next(struct lines *lines, enum line_step *ret_step, struct str *ret_line);
uint64_t lines_number(const struct lines *lines); /* of the last line, from 1 */
struct str lines_why(const struct lines *lines);
uint64_t lines_position(const struct lines *lines);

#endif
