/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** compress: gzip of a finished page. Level 1: a page of 30 KB costs about a third of a millisecond and becomes 7 KB.
*/
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include <stdbool.h>

#include "base/buf.h"

/* Puts `text` as one gzip member into `to`. False, and `to` as it was, when that would not be shorter. */
bool compress_gzip(struct str text, struct buf *to);

#endif
