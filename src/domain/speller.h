/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** speller: the word that somebody meant who typed one that nobody uses.
**
** Words lie in texts by the first letter of their token. An entry: bytes of the token (1 byte), the token, bytes of a
** word that people read (1), that word, how many documents hold it (4, least first). Only what is worth offering is
** put in: speller_takes. What is nearest by the fewest mistakes (typo_distance of city_typo.h) is meant; of several the
** one in most documents. Words of up to SPELLER_SHORT letters may have one mistake, longer ones two. Cost: a distance
** each word of a letter, about 1 ms for all.
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

/* Whether a token is worth offering: ASCII letters, of a length, in enough documents. */
bool speller_takes(struct str token, int64_t documents);
/* Adds an entry to the words of its first letter. */
void speller_put(struct buf *words, struct str token, struct str word, int64_t documents);

struct speller_best {
    struct str token; /* borrowed of the text it was found in; none yet: n == 0 */
    struct str word;
    int64_t documents;
    size_t changes;
};

/* Looks through `words` for what is nearer than `best` to `token`, or as people write it to `word` (folded). The caller
** zeroes `best` first and may carry it through several texts. FAULT_DAMAGED when it is no such text. */
enum fault must_use speller_find(struct str words, struct str token, struct str word,
                                 struct speller_best *best);

#endif
