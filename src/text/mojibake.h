/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mojibake: UTF-8 that somebody read as Windows-1252 and saved again ("beneficiariesâ€™"), made readable.
**
** Mended is only what its bytes prove. A text is proven when all of it, written back as Windows-1252, is valid UTF-8
** with at least one letter of several bytes, and what comes out are letters or signs of European text. Where some
** other letter spoils that (a text put together of two), a run of letters outside ASCII is still proven when it gives
** a sign of three bytes or more: "â€™" is no word of any language. Everything else stays as it is. What was garbled
** twice is mended twice. Pure; the cost is linear.
*/
#ifndef TEXT_MOJIBAKE_H
#define TEXT_MOJIBAKE_H

#include "base/str.h"

/* `text` itself when there is nothing to mend, else a copy in the arena. It is never longer. */
struct str mojibake_mend(struct arena *arena, struct str text);

/* Bytes of Windows-1252 as UTF-8; those that it leaves free become U+FFFD. */
struct str mojibake_of_windows(struct arena *arena, struct str bytes);

#endif
