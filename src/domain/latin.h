/* SPDX-License-Identifier: AGPL-3.0-or-later
** latin: Cyrillic and Greek folded text in Latin letters, for domain/name only (callers use name_latin). */
#ifndef DOMAIN_LATIN_H
#define DOMAIN_LATIN_H

#include "base/arena.h"
#include "base/str.h"

/* `folded` as base/fold gives it. The result is at most 4 times as long; the same text when it has neither script. */
struct str latin_of_folded(struct arena *arena, struct str country, struct str folded);

#endif
