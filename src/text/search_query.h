/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search_query: what somebody typed into a search, as tokens (text/analyse).
**
** The language has three rules, and whatever is typed has a meaning:
**     words            any of them; the more of them, the better
**     "solar heating"  these words side by side, in this order (also in curly quotes)
**     -nuclear         not this word; -"heat pump": none of these words
** A '-' within a word is part of it, a quote without its end is no quote. Function words are left out as in documents,
** unless a part has nothing else. Cost: one analysis of the text.
*/
#ifndef TEXT_SEARCH_QUERY_H
#define TEXT_SEARCH_QUERY_H

#include "text/analyse.h"

#define SEARCH_QUERY_TOKENS_MAX 40  /* words to look for; a title pasted in has under 30 */
#define SEARCH_QUERY_PHRASES_MAX 8
#define SEARCH_QUERY_WITHOUT_MAX 16

struct search_word {
    struct str token;
    size_t from, n; /* where its word stands in what was typed */
};

struct search_phrase {
    size_t first, n; /* of the words to look for */
};

struct search_query {
    struct search_word words[SEARCH_QUERY_TOKENS_MAX]; /* to look for, those of phrases too */
    size_t words_n;
    struct search_phrase phrases[SEARCH_QUERY_PHRASES_MAX];
    size_t phrases_n;
    struct str without[SEARCH_QUERY_WITHOUT_MAX]; /* tokens */
    size_t without_n;
};

/* Tokens are in the arena. What is past the bounds is left out. */
void search_query_parse(struct arena *arena, struct str typed, struct search_query *ret_query);

#endif
