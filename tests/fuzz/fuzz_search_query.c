/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any text as a search: tokens within their bounds that stand where they say, phrases within the tokens. */
#include "fuzz.h"
#include "text/search_query.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str typed = str_scrub(&arena, fuzz_text(bytes, n));
    struct search_query query;
    search_query_parse(&arena, typed, &query);
    check(query.words_n <= SEARCH_QUERY_TOKENS_MAX && query.phrases_n <= SEARCH_QUERY_PHRASES_MAX);
    check(query.without_n <= SEARCH_QUERY_WITHOUT_MAX);
    for (size_t i = 0; i < query.words_n; i++) {
        const struct search_word *word = &query.words[i];
        check(word->token.n > 0 && str_is_utf8(word->token));
        check(word->from <= typed.n && word->n <= typed.n - word->from && word->n > 0);
        check(str_is_utf8(str_sub(typed, word->from, word->n)));
    }
    for (size_t i = 0; i < query.phrases_n; i++) {
        check(query.phrases[i].n > 1 && query.phrases[i].first + query.phrases[i].n <= query.words_n);
    }
    return 0;
}
