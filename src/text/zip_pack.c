/* SPDX-License-Identifier: AGPL-3.0-or-later
** zip_pack: local headers with their members, then the directory. */
#include "text/zip_pack.h"

#include "base/check.h"
#include "base/fault.h"
#include "text/gzip.h"

#define LOCAL_HEADER 0x04034b50u /* 4.3.7 */
#define ENTRY_HEADER 0x02014b50u /* 4.3.12 */
#define END_HEADER 0x06054b50u   /* 4.3.16 */
#define VERSION 20u              /* deflated, folders: 4.4.3 */
#define NAME_UTF8 0x0800u        /* 4.4.4, bit 11 */
#define DEFLATED 8u
#define DAY_1980 0x0021u /* 1 January, the first day there is */

/* All numbers stand with their low byte first (4.1.8). */
static void put_number(struct buf *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        buf_put_char(out, (char)(number >> (8 * i)));
    }
}

/* What a member's two headers have in common, from "version needed" on. */
static void put_common(struct buf *out, const struct zip_packed *member)
{
    put_number(out, VERSION, 2);
    put_number(out, NAME_UTF8, 2);
    put_number(out, member->stored ? 0 : DEFLATED, 2);
    put_number(out, 0, 2);
    put_number(out, DAY_1980, 2);
    put_number(out, member->crc, 4);
    put_number(out, member->packed_size, 4);
    put_number(out, member->size, 4);
    put_number(out, (uint32_t)member->name.n, 2);
    put_number(out, 0, 2); /* nothing extra */
}

void zip_pack_begin(struct zip_pack *zip, struct buf *out)
{
    zip->out = out;
    zip->begins = out->n;
    zip->count = 0;
}

void zip_pack_put(struct zip_pack *zip, struct str name, struct str bytes)
{
    struct buf CLEANUP(buf_done) packed;
    check(zip->count < ZIP_PACK_MEMBERS && name.n <= UINT16_MAX && bytes.n <= UINT32_MAX);
    struct zip_packed *member = &zip->members[zip->count++];
    buf_init(&packed, bytes.n + 1);
    member->name = name;
    member->crc = crc_32(bytes);
    member->size = (uint32_t)bytes.n;
    member->stored = !deflate_pack(bytes, &packed);
    struct str kept = member->stored ? bytes : buf_str(&packed);
    member->packed_size = (uint32_t)kept.n;
    member->at = (uint32_t)(zip->out->n - zip->begins);
    put_number(zip->out, LOCAL_HEADER, 4);
    put_common(zip->out, member);
    buf_put_str(zip->out, name);
    buf_put_str(zip->out, kept);
}

void zip_pack_end(struct zip_pack *zip)
{
    struct buf *out = zip->out;
    size_t at = out->n;
    for (size_t i = 0; i < zip->count; i++) {
        put_number(out, ENTRY_HEADER, 4);
        put_number(out, VERSION, 2);
        put_common(out, &zip->members[i]);
        put_number(out, 0, 2); /* no comment */
        put_number(out, 0, 2); /* on this disk */
        put_number(out, 0, 2);
        put_number(out, 0, 4);
        put_number(out, zip->members[i].at, 4);
        buf_put_str(out, zip->members[i].name);
    }
    size_t n = out->n - at;
    put_number(out, END_HEADER, 4);
    put_number(out, 0, 4); /* one disk */
    put_number(out, (uint32_t)zip->count, 2);
    put_number(out, (uint32_t)zip->count, 2);
    put_number(out, (uint32_t)n, 4);
    put_number(out, (uint32_t)(at - zip->begins), 4);
    put_number(out, 0, 2);
}
