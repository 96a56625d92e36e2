/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** spelling: one spelling for what British and American English write differently, so that either finds the other.
**
** Works on single folded words before they are stemmed: "optimisation", "behaviour", "fibres" and "catalyse" become
** "optimization", "behavior", "fibers" and "catalyze". What comes out need not be a word ("contor"): it is only
** compared. Words in -ise that are spelt so everywhere ("exercise") stay. Source of the pairs: common knowledge of
** both spellings, by endings; no word list is carried.
*/
#ifndef TEXT_SPELLING_H
#define TEXT_SPELLING_H

#include "base/str.h"

/* Writes the American spelling of `word` to `to`, which has room for word.n bytes; returns its bytes, no more. */
size_t spelling_put(char *to, struct str word);
/* The same for what the stemmer leaves: "modell" (of modelling) is "model". Returns the bytes to keep. */
size_t spelling_stem(struct str stem);

#endif
