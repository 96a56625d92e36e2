/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_word: what is known of words that stand around numbers, in English and German, a little of their neighbours.
** Folded words only. Pure; a lookup is a binary search.
*/
#ifndef DOMAIN_BID_WORD_H
#define DOMAIN_BID_WORD_H

#include "domain/bid_token.h"

struct bid_word {
    struct str word;
    enum bid_token_kind kind; /* BID_TOKEN_WORD: may be part of a name */
    enum bid_unit unit;       /* NONE: it is none */
    int64_t scale;            /* of "million"; 0: it is none */
    int number;               /* of "twelve"; 0 */
    enum bid_about about;
    bool label;               /* a number behind it only numbers it: "section 2" */
    bool month;               /* a number beside it is a day */
    bool short_form;          /* a full stop behind it ends no sentence */
};

const struct bid_word *bid_word_find(struct str folded);
const struct bid_word *bid_word_nth(size_t n); /* in their order; NULL behind the last one */

#endif
