/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gzip: bytes packed and unpacked (RFC 1952). Only gzip.c knows zlib.
**
** Packing: gzip_pack, a finished text at once. Level 1: a page of 30 KB costs about a third of a millisecond and
** becomes 7 KB. deflate_pack: for what has a frame of its own (text/zip_pack.h).
** Packing, piece by piece: pack_new -> pack_put... -> pack_end, for what is too long to be held (level 6).
** Unpacking, piece by piece: unpack_new -> unpack_give, unpack_take... -> unpack_free. Give packed bytes when
** unpack_hungry says so (they are borrowed until it does again), take what comes out. Several members in a row are
** one text. The memory is zlib's window, about 40 KiB, whatever comes; how much may come out in all is for the caller
** to bound. At the end of the packed bytes unpack_within says whether a member was cut off.
*/
#ifndef TEXT_GZIP_H
#define TEXT_GZIP_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/fault.h"

/* Puts `text` as one gzip member into `to`. False, and `to` as it was, when that would not be shorter. */
bool gzip_pack(struct str text, struct buf *to);

/* The same without any frame (RFC 1951, level 6), and the checksum that frames keep (CRC-32 of RFC 1952). */
bool deflate_pack(struct str text, struct buf *to);
uint32_t crc_32(struct str bytes);

struct pack;

struct pack *pack_new(void);
void pack_free(struct pack *pack); /* NULL is fine */
/* Packs more bytes; what is ready goes into `to`, often nothing. Cap `to` above text.n + 64 KiB. */
void pack_put(struct pack *pack, struct str text, struct buf *to);
/* The rest, and the checksum. Nothing can be put afterwards. */
void pack_end(struct pack *pack, struct buf *to);

struct unpack;

struct unpack *unpack_new(void);
void unpack_free(struct unpack *unpack);
/* All that was given is used up: unpack_take has nothing to work on. */
bool unpack_hungry(const struct unpack *unpack);
/* The next packed bytes; only when hungry. */
void unpack_give(struct unpack *unpack, struct str packed);
/* Writes at most `size` bytes (over 0); *ret_n can be 0 while it is hungry or between members. FAULT_INVALID: the
** bytes are no gzip, or damaged, or their checksum is wrong; nothing more can be taken. */
enum fault must_use unpack_take(struct unpack *unpack, char *to, size_t size, size_t *ret_n);
/* Between the beginning and the end of a member. */
bool unpack_within(const struct unpack *unpack);

#endif
