/* SPDX-License-Identifier: AGPL-3.0-or-later
** gzip: zlib, in the one place that knows it. */
#include "text/gzip.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/check.h"

#define WINDOW (15 + 16) /* 32 KiB window; 16 asks zlib for gzip's frame */
#define WINDOW_BARE (-15) /* the same, without a frame */
#define MEMORY_LEVEL 8
#define LEVEL 1       /* of a page, while somebody waits */
#define LEVEL_LONG 6  /* zlib's own choice */
#define PACK_CHUNK 65536u

static bool pack_at_once(struct str text, int level, int window, struct buf *to)
{
    if (text.n == 0 || text.n > UINT_MAX) {
        return false;
    }
    z_stream stream = {0};
    check(deflateInit2(&stream, level, Z_DEFLATED, window, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK);
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

bool gzip_pack(struct str text, struct buf *to)
{
    return pack_at_once(text, LEVEL, WINDOW, to);
}

bool deflate_pack(struct str text, struct buf *to)
{
    return pack_at_once(text, LEVEL_LONG, WINDOW_BARE, to);
}

uint32_t crc_32(struct str bytes)
{
    return (uint32_t)crc32_z(0, (const unsigned char *)bytes.s, bytes.n);
}

struct pack {
    z_stream z;
    bool ended;
};

struct pack *pack_new(void)
{
    struct pack *pack = mem_alloc(sizeof *pack);
    memset(pack, 0, sizeof *pack);
    check(deflateInit2(&pack->z, LEVEL_LONG, Z_DEFLATED, WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK);
    return pack;
}

void pack_free(struct pack *pack)
{
    if (pack != NULL) {
        deflateEnd(&pack->z);
        mem_free(pack);
    }
}

/* Until zlib has nothing more to give. */
static void drain(struct pack *pack, int flush, struct buf *to)
{
    char bytes[PACK_CHUNK];
    do {
        pack->z.next_out = (unsigned char *)bytes;
        pack->z.avail_out = sizeof bytes;
        int state = deflate(&pack->z, flush);
        check(state == Z_OK || state == Z_STREAM_END || state == Z_BUF_ERROR);
        buf_put(to, bytes, sizeof bytes - pack->z.avail_out);
    } while (pack->z.avail_out == 0);
}

void pack_put(struct pack *pack, struct str text, struct buf *to)
{
    check(!pack->ended && text.n <= UINT_MAX);
    pack->z.next_in = (unsigned char *)(uintptr_t)text.s;
    pack->z.avail_in = (uInt)text.n;
    drain(pack, Z_NO_FLUSH, to);
}

void pack_end(struct pack *pack, struct buf *to)
{
    check(!pack->ended);
    pack->ended = true;
    drain(pack, Z_FINISH, to);
}

struct unpack {
    z_stream z;
    bool within;
};

struct unpack *unpack_new(void)
{
    struct unpack *unpack = mem_alloc(sizeof *unpack);
    memset(unpack, 0, sizeof *unpack);
    check(inflateInit2(&unpack->z, WINDOW) == Z_OK);
    return unpack;
}

void unpack_free(struct unpack *unpack)
{
    if (unpack != NULL) {
        inflateEnd(&unpack->z);
        mem_free(unpack);
    }
}

bool unpack_hungry(const struct unpack *unpack)
{
    return unpack->z.avail_in == 0;
}

void unpack_give(struct unpack *unpack, struct str packed)
{
    check(unpack_hungry(unpack) && packed.n <= UINT_MAX);
    unpack->z.next_in = (unsigned char *)(uintptr_t)packed.s;
    unpack->z.avail_in = (uInt)packed.n;
}

enum fault unpack_take(struct unpack *unpack, char *to, size_t size, size_t *ret_n)
{
    uInt room = size > UINT_MAX ? UINT_MAX : (uInt)size;
    check(room > 0);
    unpack->z.next_out = (unsigned char *)to;
    unpack->z.avail_out = room;
    int state = Z_OK;
    /* Bytes that came out stay in zlib when there was no room for them: so ask it even without new input. */
    if (unpack->within || !unpack_hungry(unpack)) {
        unpack->within = true;
        state = inflate(&unpack->z, Z_NO_FLUSH);
    }
    if (state == Z_STREAM_END) {
        unpack->within = false;
        check(inflateReset(&unpack->z) == Z_OK);
    } else if (state != Z_OK && state != Z_BUF_ERROR) {
        return FAULT_INVALID;
    }
    *ret_n = room - unpack->z.avail_out;
    return OK;
}

bool unpack_within(const struct unpack *unpack)
{
    return unpack->within;
}
