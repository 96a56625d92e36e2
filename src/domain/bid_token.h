/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_token: a sentence of a bid as words and numbers, for finding what a number counts.
**
** A sentence ends at . ! ? before a blank and no small letter (but not behind "Mio.", "ca.", "e.g." and such), and
** at the end of a line. A token that is a number has all that belongs to it: currency, scale, "about". Words are folded
** and cut to a stem, so that singular and plural, and the cases of German, are one ("cities" city, "Ladepunkten"
** ladepunkt). The stem is no word: for comparing only. Pure; linear.
*/
#ifndef DOMAIN_BID_TOKEN_H
#define DOMAIN_BID_TOKEN_H

#include "domain/bid_number.h"

enum bid_token_kind {
    BID_TOKEN_WORD,     /* what may be part of a name */
    BID_TOKEN_QUALITY,  /* "new", "public": stands before any name */
    BID_TOKEN_LINK,     /* "is", "of", "amounts", ":" : a number behind it is of what stands before it */
    BID_TOKEN_ARTICLE,
    BID_TOKEN_STOP,     /* prepositions, "will", "which", ... */
    BID_TOKEN_AND,      /* goes on to something else: "and", "while" */
    BID_TOKEN_UNIT,     /* "people", "months": a unit as a word, may be part of a name as well */
    BID_TOKEN_NUMBER,
    BID_TOKEN_YEAR,     /* a number that may be a year */
    BID_TOKEN_COMMA,
    BID_TOKEN_SIGN,     /* a bracket, a dash, a quotation mark */
    BID_TOKEN_END,      /* ';', and a full stop that ended no sentence */
    BID_TOKEN_SKIP,     /* what is no number and no word: a date, "WP 3" */
};

struct bid_token {
    enum bid_token_kind kind;
    struct str text;           /* of the sentence */
    struct str stem;           /* of words */
    struct bid_number number;  /* of numbers and years */
};

#define BID_TOKENS_MAX 400 /* of a sentence; what is longer is cut */
#define BID_STEM_MAX 40    /* bytes of a word that count */

/* Cuts the next sentence off; it is never empty. False at the end. */
bool bid_sentence_cut(struct str *text, struct str *ret_sentence);
/* False: no number in it, so nobody needs its tokens. Stems are in the arena. */
bool bid_tokens_of(struct arena *arena, struct str sentence, struct bid_token *ret_tokens, size_t *ret_n);
/* The words of a name, without those that say nothing ("of", "the"). */
size_t bid_stems_of(struct arena *arena, struct str name, struct str *ret_stems, size_t max);
struct str bid_stem(struct arena *arena, struct str word);

#endif
