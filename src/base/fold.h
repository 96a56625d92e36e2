/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fold: one form of a name however it is typed. "Žďár nad Sázavou" and "zdar nad sazavou" fold alike.
**
** Folding: NFKD, marks dropped, case folded, letters that do not decompose written in ASCII (ø o, ł l,
** ß ss, æ ae, þ th, đ d, ı i ...), Greek and Cyrillic left as letters of their script, every run of anything
** that is neither letter nor digit becomes one space, none at the ends; an apostrophe within a word
** vanishes. Folding twice changes nothing. The result is at most 4 times as long as the input.
*/
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/arena.h"
#include "base/str.h"

struct str fold(struct arena *arena, struct str text);
/* The same into `to` (at least 4 * text.n + 1 bytes); returns its length. For hot loops. */
size_t fold_into(char *to, struct str text);
/* For addresses: fold, then '-' for ' '; letters outside ASCII are transliterated (Greek ISO 843, Cyrillic
** ISO 9 without marks) or dropped; never empty ("-" becomes "x"). */
struct str fold_slug(struct arena *arena, struct str text);
/* A key by which byte order is a reader's order: folded name, a 0x01, the name itself. */
struct str fold_sort_key(struct arena *arena, struct str name);

#endif
