/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** speller: the words that somebody may have meant who typed one that nobody uses.
**
** Words lie in texts by their first letter, as people write them: "sustainability" and "sustainable" are two. An
** entry: bytes of the word's token (1 byte), the token, bytes of the word (1), the word, how many documents hold the
** word so written (4, least first). Only what is worth offering is put in: speller_takes. What is nearest by the fewest
** mistakes (typo_distance of city_typo.h) may be meant, of several those in most documents first: which of them goes
** with the other words of a text is for the caller to find out. Words of up to SPELLER_SHORT letters may have one
** mistake, longer ones two. Cost: a distance each word of a letter, about 1 ms for all.
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
#define SPELLER_MEANT_MAX 4  /* words that are as near */

#define SPELLER_DOUBT_LEAST 6   /* letters; shorter words have neighbours that are words too */
#define SPELLER_DOUBT_TIMES 100 /* a neighbour in so many times as many documents is what was meant */

/* Whether a word is worth offering: ASCII letters, of a length, so written in enough documents. */
bool speller_takes(struct str word, int64_t documents);
/* Adds an entry to the words of its first letter. */
void speller_put(struct buf *words, struct str token, struct str word, int64_t documents);

struct speller_word {
    struct str token, word; /* borrowed of the text it was found in */
    int64_t documents;
    unsigned changes;       /* from what was typed */
};

struct speller_meant {
    struct speller_word words[SPELLER_MEANT_MAX]; /* the best first, all of as many changes */
    size_t n;
};

/* What is asked of a word, and what was found so far. */
struct speller_ask {
    struct str token, word;  /* the word as people write it folded */
    int64_t documents;       /* that hold the token; 0: a slip for sure */
    int64_t written;         /* that hold it written like this, where the texts know */
    unsigned changes_most;
    struct speller_meant meant;
};

struct speller_ask speller_ask_make(struct str token, struct str word, int64_t documents);
/* Looks through `words` for what is nearer than what was found before, or as near. Call it for each text that may
** hold the word. FAULT_DAMAGED when it is no such text. */
enum fault must_use speller_find(struct str words, struct speller_ask *ask);
/* What may be meant, when all texts were looked through. None where the word is too short or long to tell, or is used
** enough. A word with the same token as a known one is the only one: it is found anyway, and only spelt better. */
struct speller_meant speller_meant_of(const struct speller_ask *ask);

#endif
