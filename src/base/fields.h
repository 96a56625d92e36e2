/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fields: a few named values as one text, a line each: "name=value".
**
** For what is kept in one column and read by its own reader only, such as what a job is to do. A name is letters,
** digits, '_' and '-', and may come again. A value may be anything: control characters, '\' and, in a value that is no
** UTF-8 (a file's name need not be), all bytes from 0x80 on stand as \xx, two hexadecimal digits; so the text is always
** UTF-8 and a line is always a field. Lines that are none are passed over. Reading costs the length of the text.
*/
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/ids.h"
#include "base/str.h"

void fields_put(struct buf *buf, const char *name, struct str value);
void fields_put_int(struct buf *buf, const char *name, int64_t value);

/* The i-th value of that name, in the arena; no text past the last. */
struct str fields_get_nth(struct arena *arena, struct str text, const char *name, size_t i);
/* The first; no text when there is none. */
struct str fields_get(struct arena *arena, struct str text, const char *name);
/* All of them in their order: the next one of *rest, its value in the arena; false: there is none. */
bool fields_next(struct arena *arena, struct str *rest, struct str *ret_name, struct str *ret_value);
/* Unknown when there is none, or when it is no number. */
struct maybe_int fields_int(struct str text, const char *name);

#endif
