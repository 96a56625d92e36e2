/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** base64: bytes as letters that may stand in addresses, and back (RFC 4648, 5: base64url without padding).
**
** Pure. A `struct str` of bytes need not be UTF-8 here. Reading takes what one writer would have written and nothing
** else: no padding, no blanks, and the bits that are left over are zero, so that two texts never mean the same bytes.
*/
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/arena.h"
#include "base/str.h"

struct str base64url_put(struct arena *arena, struct str bytes);
struct str base64_put(struct arena *arena, struct str bytes); /* with + / and padding (RFC 4648, 4) */
/* False, *ret_bytes untouched: it is none. The empty text is no bytes. */
bool base64url_get(struct arena *arena, struct str text, struct str *ret_bytes);

#endif
