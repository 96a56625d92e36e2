/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** stream: the bytes of one file or archive member, in order, once.
**
** stream_read until *ret_n is 0, then stream_close. The first bytes can be looked at without taking them
** (stream_peek), which is how it is found out what a file really is, whatever its name says. Reading is bounded
** by IMPORT_UNPACKED_MAX and, for packed content, by IMPORT_RATIO_MAX. On a fault stream_why has a sentence for
** the person who gave the file. Heap; owned by whoever opened it. Made by source.h only.
*/
#ifndef JOBS_STREAM_H
#define JOBS_STREAM_H

#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"

#define STREAM_PEEK_MAX 4096u /* enough to tell a table, a page and a picture apart */

struct stream;

/* What an unpacker offers. read: as stream_read, *why a static clause on a fault ("is cut off"). */
struct stream_calls {
    enum fault (*read)(void *self, char *to, size_t size, size_t *ret_n, const char **ret_why);
    void (*close)(void *self);
};

/* `name` is copied. packed_size 0: not packed, no ratio to keep. Takes `self` over. */
struct stream *stream_new(const struct stream_calls *calls, void *self, struct str name, uint64_t packed_size);
void stream_close(struct stream *stream); /* NULL is fine */

/* Up to `size` bytes; *ret_n is 0 at the end only. */
enum fault must_use stream_read(struct stream *stream, char *to, size_t size, size_t *ret_n);
/* The first bytes, at most STREAM_PEEK_MAX; only before the first stream_read. Borrowed from the stream. */
enum fault must_use stream_peek(struct stream *stream, struct str *ret_head);
/* A whole sentence about the last fault. Borrowed from the stream. */
struct str stream_why(const struct stream *stream);
/* Bytes given out so far. */
uint64_t stream_position(const struct stream *stream);

/* ---- plain files and memory */

/* FAULT_NOT_FOUND or FAULT_IO with *ret_why, a static clause. */
enum fault must_use stream_open_file(const char *path, struct str name, struct stream **ret_stream,
                                     const char **ret_why);
/* `bytes` must outlive the stream. */
struct stream *stream_open_bytes(struct str bytes, struct str name);

#endif
