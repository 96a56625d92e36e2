/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_phrase: the words at a number that belongs to no figure, for bid_figure. Pure.
*/
#ifndef DOMAIN_BID_PHRASE_H
#define DOMAIN_BID_PHRASE_H

#include "domain/bid_figure.h"
#include "domain/bid_token.h"

#define BID_PHRASE_WORDS_MAX 3

struct bid_phrase {
    struct bid_place place;
    struct str stems[BID_PHRASE_WORDS_MAX], words[BID_PHRASE_WORDS_MAX]; /* in the order of reading */
    size_t n;
    bool behind; /* the words stand behind the number ("45 charging points"), else before it ("total cost: 45") */
    bool whole;  /* nothing that may belong to them goes on */
};

/* The words at the number at `k`; false: none. */
bool bid_phrase_of(const struct bid_token *tokens, size_t n, size_t k, struct bid_phrase *ret_phrase);
/* Groups phrases of the same words that disagree between parts. */
void bid_phrases_compare(struct arena *arena, const struct bid_phrase *phrases, size_t n,
                         struct bid_figures *ret_figures);

#endif
