/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** readable: a name that was written in CAPITALS, as people read it.
**
** Registers shout: "MUNICIPALITY OF ALBA IULIA". Only a name without a single small letter is changed; every other one
** comes back as it is. What is taken for an acronym keeps its capitals: up to three letters, up to five without a
** vowel, letters with dots or digits, one word in brackets, and a whole name of up to five letters. Little words
** between others ("of", "de", "und") become small, legal forms get their usual spelling (GmbH, Ltd). It guesses: for
** eyes only, never for what is stored, compared or handed out as data. Latin, Greek and Cyrillic letters; the
** result has as many bytes as the name.
*/
#ifndef TEXT_READABLE_H
#define TEXT_READABLE_H

#include "base/arena.h"
#include "base/str.h"

struct str readable_name(struct arena *arena, struct str name);

#endif
