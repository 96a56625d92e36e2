/* SPDX-License-Identifier: AGPL-3.0-or-later
** buf: bytes being built. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"

#define SIZE_FIRST 1024u
#define FORMAT_SMALL 256 /* nearly all that is formatted is shorter, and then it is formatted once */

void buf_init(struct buf *buf, size_t cap)
{
    *buf = (struct buf){.cap = cap};
}

void buf_init_lent(struct buf *buf, size_t cap, char *room, size_t size)
{
    check(size > 0);
    /* One is kept for the NUL of vsnprintf. */
    size_t fits = size - 1 < cap ? size - 1 : cap;
    *buf = (struct buf){.bytes = room, .size = fits, .cap = cap, .is_lent = true};
}

void buf_done(struct buf *buf)
{
    if (!buf->is_lent) {
        mem_free(buf->bytes);
    }
    *buf = (struct buf){.cap = buf->cap};
}

void buf_wipe(struct buf *buf)
{
    if (buf->size > 0) {
        explicit_bzero(buf->bytes, buf->size);
    }
    buf_done(buf);
}

void buf_reset(struct buf *buf)
{
    buf->n = 0;
    buf->overflow = false;
}

/* There is always one byte behind `size`, for the NUL that vsnprintf writes and that does not count. */
static bool make_room(struct buf *buf, size_t n)
{
    if (buf->overflow || n > buf->cap - buf->n) {
        buf->overflow = true;
        return false;
    }
    if (n <= buf->size - buf->n) {
        return true;
    }
    size_t size = buf->size ? buf->size : SIZE_FIRST;
    while (size - buf->n < n) {
        size *= 2;
    }
    if (size > buf->cap) {
        size = buf->cap;
    }
    char *lent = buf->is_lent ? buf->bytes : NULL;
    buf->bytes = mem_grow(lent != NULL ? NULL : buf->bytes, size + 1);
    if (lent != NULL) {
        memcpy(buf->bytes, lent, buf->n);
    }
    buf->is_lent = false;
    buf->size = size;
    return true;
}

void buf_put_more(struct buf *buf, const void *bytes, size_t n)
{
    if (n > 0 && make_room(buf, n)) {
        memcpy(buf->bytes + buf->n, bytes, n);
        buf->n += n;
    }
}

void buf_put_int(struct buf *buf, int64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    buf_put(buf, digits + at, sizeof digits - at);
}

void buf_format(struct buf *buf, const char *format, ...)
{
    char small[FORMAT_SMALL];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    check(n >= 0);
    if ((size_t)n < sizeof small) {
        buf_put(buf, small, (size_t)n);
    } else if (make_room(buf, (size_t)n)) {
        va_start(args, format);
        vsnprintf(buf->bytes + buf->n, (size_t)n + 1, format, args);
        va_end(args);
        buf->n += (size_t)n;
    }
}

void buf_put_rune(struct buf *buf, uint32_t rune)
{
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) {
        rune = 0xFFFD;
    }
    if (rune < 0x80) {
        buf_put_char(buf, (char)rune);
    } else if (rune < 0x800) {
        buf_put(buf, (char[]){(char)(0xC0 | rune >> 6), (char)(0x80 | (rune & 0x3F))}, 2);
    } else if (rune < 0x10000) {
        buf_put(buf, (char[]){(char)(0xE0 | rune >> 12), (char)(0x80 | (rune >> 6 & 0x3F)),
                              (char)(0x80 | (rune & 0x3F))}, 3);
    } else {
        buf_put(buf, (char[]){(char)(0xF0 | rune >> 18), (char)(0x80 | (rune >> 12 & 0x3F)),
                              (char)(0x80 | (rune >> 6 & 0x3F)), (char)(0x80 | (rune & 0x3F))}, 4);
    }
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->bytes, buf->n};
}
