/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** speller: the word that somebody meant who typed one that nobody uses.
**
** Words lie in texts by the first letter of their token. An entry: bytes of the token (1 byte), the token, bytes of a
** word that people read (1), that word, how many documents hold it (4, least first). Only what is worth offering is
** put in: speller_takes. What is nearest by the fewest mistakes (typo_distance of city_typo.h) is meant; of several the
** one in most documents. Words of up to SPELLER_SHORT letters may have one mistake, longer ones two. Cost: a distance
** each word of a letter, about 1 ms for all.
**
** A word that some documents hold may be a slip all the same ("enviroment"): then one mistake at most, from
** SPELLER_DOUBT_LEAST letters on, and only what SPELLER_DOUBT_TIMES as many hold.
*/
#ifndef DOMAIN_SPELLER_H
#define DOMAIN_SPELLER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"

#define SPELLER_SHORT 5      /* letters */
#define SPELLER_LEAST 4      /* shorter words are not mended: too many are one change away */
#define SPELLER_MOST 40      /* letters; longer ones are not mended */
#define SPELLER_DOCUMENTS 3  /* in fewer it may be a slip itself */

#define SPELLER_DOUBT_LEAST 6   /* letters; shorter words have neighbours that are words too */
#define SPELLER_DOUBT_TIMES 100 /* a neighbour in so many times as many documents is what was meant */

/* Whether a token is worth offering: ASCII letters, of a length, in enough documents. */
bool speller_takes(struct str token, int64_t documents);
/* Adds an entry to the words of its first letter. */
void speller_put(struct buf *words, struct str token, struct str word, int64_t documents);

struct speller_best {
    struct str token; /* borrowed of the text it was found in; none yet: n == 0 */
    struct str word;
    int64_t documents;
    size_t changes;
    bool by_token; /* its token is as near, its word is not: the ending that was typed goes on the token */
};

/* What may be offered for a word. */
struct speller_ask {
    struct str token, word;  /* the word as people write it folded */
    size_t changes_most;
    int64_t documents_least;
};
/* For a word that `documents` hold. None (0 changes) where one is too short or long to tell. */
struct speller_ask speller_ask_make(struct str token, struct str word, int64_t documents);

/* Looks through `words` for what is nearer than `best` to the token, or as people write it to the word. The caller
** zeroes `best` first and may carry it through several texts. FAULT_DAMAGED when it is no such text. */
enum fault must_use speller_find(struct str words, const struct speller_ask *ask, struct speller_best *best);

#endif
