/* SPDX-License-Identifier: AGPL-3.0-or-later
** snippet_hits: where the words of a query stand in a text, by analysing both. For tests. */
#ifndef TESTS_UNIT_SNIPPET_HITS_H
#define TESTS_UNIT_SNIPPET_HITS_H

#include "text/analyse.h"
#include "text/snippet.h"

static struct str snippet_of_query(struct arena *arena, struct analyser *analyser, struct str text, struct str query,
                                   size_t max)
{
    struct snippet_hit *hits = arena_array(arena, struct snippet_hit, SNIPPET_HITS_MAX);
    struct analysed words = analyse(arena, query, SNIPPET_WORDS_MAX);
    struct token token;
    size_t n = 0;
    analyser_start(analyser, text);
    while (n < SNIPPET_HITS_MAX && analyser_next(analyser, &token)) {
        size_t i = 0;
        while (i < words.n && !str_eq(words.tokens[i], token.text)) {
            i++;
        }
        if (i < words.n) {
            hits[n++] = (struct snippet_hit){token.from, token.n, i};
        }
    }
    return snippet_make(arena, text, hits, n, max);
}

#endif
