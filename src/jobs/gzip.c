/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/gzip.h"

#include <string.h>
#include <zlib.h>

#include "base/check.h"

#define GZIP_CHUNK 65536u
#define GZIP_WINDOW (15 + 16) /* the largest window, gzip header wanted */

struct gzip {
    struct stream *packed;
    z_stream z;
    bool started; /* within a member */
    bool ended;
    unsigned char in[GZIP_CHUNK];
};

/* More packed bytes, or the end of them. */
static enum fault fill(struct gzip *gzip, const char **ret_why)
{
    size_t n = 0;
    if (stream_read(gzip->packed, (char *)gzip->in, sizeof gzip->in, &n) != OK) {
        *ret_why = "could not be read: the disk reported an error";
        return FAULT_IO;
    }
    gzip->z.next_in = gzip->in;
    gzip->z.avail_in = (uInt)n;
    if (n > 0) {
        return OK;
    }
    gzip->ended = true;
    if (gzip->started) {
        *ret_why = "is cut off: the packed file ends too early. Download it again.";
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault step(struct gzip *gzip, const char **ret_why)
{
    if (gzip->z.avail_in == 0) {
        TRY(fill(gzip, ret_why));
        if (gzip->ended) {
            return OK;
        }
    }
    gzip->started = true;
    int state = inflate(&gzip->z, Z_NO_FLUSH);
    if (state == Z_STREAM_END) {
        gzip->started = false;
        check(inflateReset(&gzip->z) == Z_OK);
        return OK;
    }
    if (state != Z_OK && state != Z_BUF_ERROR) {
        *ret_why = "is damaged: its packed content does not unpack. Download it again.";
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault gzip_read(void *self, char *to, size_t size, size_t *ret_n, const char **ret_why)
{
    struct gzip *gzip = self;
    uInt room = size > GZIP_CHUNK ? GZIP_CHUNK : (uInt)size;
    gzip->z.next_out = (unsigned char *)to;
    gzip->z.avail_out = room;
    while (gzip->z.avail_out == room && !gzip->ended) {
        TRY(step(gzip, ret_why));
    }
    *ret_n = room - gzip->z.avail_out;
    return OK;
}

static void gzip_close(void *self)
{
    struct gzip *gzip = self;
    inflateEnd(&gzip->z);
    stream_close(gzip->packed);
    mem_free(gzip);
}

struct stream *gzip_open(struct stream *packed, struct str name, uint64_t packed_size)
{
    static const struct stream_calls calls = {gzip_read, gzip_close};
    struct gzip *gzip = mem_alloc(sizeof *gzip);
    memset(gzip, 0, sizeof *gzip);
    gzip->packed = packed;
    check(inflateInit2(&gzip->z, GZIP_WINDOW) == Z_OK);
    return stream_new(&calls, gzip, name, packed_size);
}
