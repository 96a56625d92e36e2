/* SPDX-License-Identifier: AGPL-3.0-or-later
** compress: zlib, in the one place that knows it. */
#include "http/compress.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/check.h"

#define GZIP_WINDOW (15 + 16) /* 32 KiB window; 16 asks zlib for gzip's frame */
#define MEMORY_LEVEL 8
#define LEVEL 1

bool compress_gzip(struct str text, struct buf *to)
{
    if (text.n == 0 || text.n > UINT_MAX) {
        return false;
    }
    z_stream stream = {0};
    check(deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK);
    unsigned char *bytes = mem_alloc(text.n);
    stream.next_in = (unsigned char *)(uintptr_t)text.s;
    stream.avail_in = (uInt)text.n;
    stream.next_out = bytes;
    stream.avail_out = (uInt)text.n;
    bool shorter = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    if (shorter) {
        buf_put(to, bytes, text.n - stream.avail_out);
    }
    deflateEnd(&stream);
    mem_free(bytes);
    return shorter && !to->overflow;
}
