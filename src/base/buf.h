/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** buf: bytes being built, with a cap and a sticky overflow.
**
** Life: buf_init(&b, cap) -> buf_put... -> buf_str -> buf_reset ... -> buf_done. Growth is on the heap,
** doubling, never past the cap. Once something did not fit, `overflow` stays true and later puts do
** nothing, so that the writer reads it once, at the end.
**
** What is short and soon gone is written into bytes that the caller has on its stack, and reaches the heap only when it
** outgrows them:
**
**     char room[256];
**     struct buf CLEANUP(buf_done) buf;
**     buf_init_lent(&buf, cap, room, sizeof room);
*/
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

struct buf {
    char *bytes;
    size_t n;
    size_t size;
    size_t cap;
    bool overflow;
    bool is_lent; /* the bytes are the caller's: freed by nobody */
};

void buf_init(struct buf *buf, size_t cap);
/* room has `size` bytes and outlives the buffer. */
void buf_init_lent(struct buf *buf, size_t cap, char *room, size_t size);
void buf_done(struct buf *buf);
void buf_wipe(struct buf *buf);  /* buf_done, and what stood in it is not left in memory */
void buf_reset(struct buf *buf); /* empty again, memory kept, overflow cleared */

/* What does not fit what there is; buf_put alone calls it. */
void buf_put_more(struct buf *buf, const void *bytes, size_t n);

/* A page is some thousands of these: the usual one is here, for the compiler to put in its place. */
static inline void buf_put(struct buf *buf, const void *bytes, size_t n)
{
    if (n > buf->size - buf->n || buf->overflow) {
        buf_put_more(buf, bytes, n);
    } else if (n > 0) {
        memcpy(buf->bytes + buf->n, bytes, n);
        buf->n += n;
    }
}

static inline void buf_put_str(struct buf *buf, struct str x)
{
    buf_put(buf, x.s, x.n);
}

static inline void buf_put_char(struct buf *buf, char c)
{
    buf_put(buf, &c, 1);
}

void buf_put_int(struct buf *buf, int64_t number); /* decimal */
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One code point as UTF-8; an invalid one as U+FFFD. */
void buf_put_rune(struct buf *buf, uint32_t rune);

/* What stands in it now; valid until the next put. */
struct str buf_str(const struct buf *buf);

#endif
