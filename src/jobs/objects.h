/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** objects: the JSON objects of a stream, one at a time, however they stand in it: a line each, in an array, one behind
** the other with nothing between them, spread over lines, or in a list within an object that wraps them ("results",
** "GrantTenderObj"). A BOM is skipped wherever it stands between objects.
**
** objects_new -> objects_next until OBJECT_END -> objects_free. What is broken comes as OBJECT_BAD with a reason, and
** reading goes on with the next object that begins a line; what is cut off at the end is said too. An object over
** OBJECT_BYTES_MAX comes as too long, without its text. Only brackets and quotes are looked at: the text may still be
** no JSON, nor UTF-8. Memory: the largest object. Takes the stream over.
*/
#ifndef JOBS_OBJECTS_H
#define JOBS_OBJECTS_H

#include "jobs/stream.h"

#define OBJECT_BYTES_MAX (4u << 20) /* the longest funding call seen has 80 KiB */
#define OBJECT_DEPTH_MAX 64u

enum object_step { OBJECT_TEXT, OBJECT_BAD, OBJECT_END };

struct objects;

struct objects *objects_new(struct stream *stream);
void objects_free(struct objects *objects); /* NULL is fine */
/* *ret_text, for OBJECT_BAD what was read of it, borrows from the reader until the next call. */
enum fault must_use objects_next(struct objects *objects, enum object_step *ret_step, struct str *ret_text);
uint64_t objects_line(const struct objects *objects);      /* where the last one began, from 1 */
const char *objects_reason(const struct objects *objects); /* after OBJECT_BAD */
struct str objects_why(const struct objects *objects);     /* of the stream, after a fault */
uint64_t objects_position(const struct objects *objects);

#endif
