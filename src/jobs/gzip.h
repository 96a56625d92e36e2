/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gzip: unpacks one gzip stream (RFC 1952, several members in a row included) while it is read. A file that ends
** in the middle, or whose checksum is wrong, is a fault, never a short read.
*/
#ifndef JOBS_GZIP_H
#define JOBS_GZIP_H

#include "jobs/stream.h"

/* Takes `packed` over. packed_size 0: unknown, then only the size bounds. */
struct stream *gzip_open(struct stream *packed, struct str name, uint64_t packed_size);

#endif
