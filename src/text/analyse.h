/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** analyse: text to the tokens by which it is found. The same for documents, queries and the phrases of themes, so
** that what is written in one way is found by another.
**
** Life: analyser_new -> (analyser_start -> analyser_next until false) ... -> analyser_free. No memory is taken after
** analyser_new. analyse() does all of it for a short text. A token is folded (base/fold), 1 to ANALYSE_TOKEN_MAX
** bytes of letters, digits and '_'.
**
** - A word of ASCII letters is stemmed (Snowball English, after text/spelling made British and American one): "cities"
**   and "city's" are "citi", "optimisation" and "optimizing" are "optim". A word with a digit in it is kept as it is:
**   "5g", "co2" (also CO₂), "h2020"; so are numbers, "2030". "1,000" is "1000", "3.5" is "3_5".
** - Words joined by a hyphen are tokens of their own; with a digit ("COVID-19"), or a first word of at most five
**   letters ("co-creation", "e-mobility"), the whole follows as one more token: "covid19", "cocreat", "emobl".
**   "covid19" written together gives the same three. A single letter of such a word is no token of its own.
** - Single letters joined by '.', '&' or '-' are one token: U.S.A. is "usa", R&D is "rd".
** - English function words are left out, of documents too (so that words on both sides of them are neighbours in both),
**   unless a text has nothing else: the acronym "WHO" is found by "who".
**
** Cost: linear; 25 MB of English in a second, 13,000 EU projects.
*/
#ifndef TEXT_ANALYSE_H
#define TEXT_ANALYSE_H

#include "base/arena.h"
#include "base/str.h"

#define ANALYSE_TOKEN_MAX 64u /* a longer word is cut; the longest real one in titles has 45 letters */

struct analyser;

struct token {
    struct str text; /* valid until the next call */
    uint64_t hash;   /* str_hash of it */
    size_t from;     /* where its word stands in the text: first byte ... */
    size_t n;        /* ... and bytes. Tokens of one joined word have places within it; the whole has all of it */
};

struct analyser *analyser_new(void);
void analyser_free(struct analyser *analyser);
/* `text` must live until the last analyser_next. */
void analyser_start(struct analyser *analyser, struct str text);
/* False when there is no more. */
bool analyser_next(struct analyser *analyser, struct token *ret_token);

struct analysed {
    struct str *tokens;
    size_t n;
};

/* The first `max` tokens of `text`, copied into the arena. */
struct analysed analyse(struct arena *arena, struct str text, size_t max);

#endif
