/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** zip_pack: a few finished texts as one zip archive, in memory (APPNOTE.TXT 6.3.10; what ISO/IEC 21320-1 allows).
**
** zip_pack_begin -> zip_pack_put for each member, in the order they shall stand -> zip_pack_end. Members are deflated,
** or stored where that is shorter. No times of a clock: all are of 1 January 1980, so the same texts give the same
** bytes. Names are UTF-8, without a slash at the beginning and without "..", each once (the caller's duty). At most
** ZIP_PACK_MEMBERS, each and all under 4 GiB. What does not fit `out` makes it overflow, as ever. What is read, of
** any size and by anybody, is jobs/zip.h's.
*/
#ifndef TEXT_ZIP_PACK_H
#define TEXT_ZIP_PACK_H

#include "base/buf.h"

#define ZIP_PACK_MEMBERS 64u

struct zip_packed {
    struct str name; /* borrowed until the end */
    uint32_t crc;
    uint32_t size;
    uint32_t packed_size;
    uint32_t at; /* where it begins */
    bool stored;
};

struct zip_pack {
    struct buf *out;
    size_t begins; /* how much stood in `out` before */
    size_t count;
    struct zip_packed members[ZIP_PACK_MEMBERS];
};

void zip_pack_begin(struct zip_pack *zip, struct buf *out);
void zip_pack_put(struct zip_pack *zip, struct str name, struct str bytes);
void zip_pack_end(struct zip_pack *zip);

#endif
