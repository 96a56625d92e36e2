/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/gzip.h"

#include <string.h>

#include "text/gzip.h"

#define GZIP_CHUNK 65536u

struct gzip {
    struct stream *packed;
    struct unpack *unpack;
    bool ended;
    char in[GZIP_CHUNK];
};

/* More packed bytes, or the end of them. */
static enum fault fill(struct gzip *gzip, const char **ret_why)
{
    size_t n = 0;
    if (stream_read(gzip->packed, gzip->in, sizeof gzip->in, &n) != OK) {
        *ret_why = "could not be read: the disk reported an error";
        return FAULT_IO;
    }
    if (n > 0) {
        unpack_give(gzip->unpack, (struct str){gzip->in, n});
        return OK;
    }
    gzip->ended = true;
    if (unpack_within(gzip->unpack)) {
        *ret_why = "is cut off: the packed file ends too early. Download it again.";
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault gzip_read(void *self, char *to, size_t size, size_t *ret_n, const char **ret_why)
{
    struct gzip *gzip = self;
    size_t n = 0;
    while (n == 0 && !gzip->ended) {
        if (unpack_take(gzip->unpack, to, size, &n) != OK) {
            *ret_why = "is damaged: its packed content does not unpack. Download it again.";
            return FAULT_INVALID;
        }
        if (n == 0 && unpack_hungry(gzip->unpack)) {
            TRY(fill(gzip, ret_why));
        }
    }
    *ret_n = n;
    return OK;
}

static void gzip_close(void *self)
{
    struct gzip *gzip = self;
    unpack_free(gzip->unpack);
    stream_close(gzip->packed);
    mem_free(gzip);
}

struct stream *gzip_open(struct stream *packed, struct str name, uint64_t packed_size)
{
    static const struct stream_calls calls = {gzip_read, gzip_close};
    struct gzip *gzip = mem_alloc(sizeof *gzip);
    memset(gzip, 0, sizeof *gzip);
    gzip->packed = packed;
    gzip->unpack = unpack_new();
    return stream_new(&calls, gzip, name, packed_size);
}
