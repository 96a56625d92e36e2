/* SPDX-License-Identifier: AGPL-3.0-or-later
** search_query: cuts what was typed into runs of words, phrases and words to leave out. */
#include "text/search_query.h"

#include "base/check.h"

enum part_kind { PART_WORDS, PART_PHRASE, PART_WITHOUT };

struct parsing {
    struct arena *arena;
    struct analyser *analyser;
    struct str typed;
    struct search_query *query;
};

/* Bytes of the quote at `at`, 0 for none. */
static size_t quote_size(struct str typed, size_t at)
{
    static const struct str quotes[] = {S_INIT("\""), S_INIT("“"), S_INIT("”"), S_INIT("„"), S_INIT("«"), S_INIT("»")};
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        if (str_starts(str_from(typed, at), quotes[i])) {
            return quotes[i].n;
        }
    }
    return 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the quote that begins behind `from` ends, or typed.n. */
static size_t find_quote(struct str typed, size_t from)
{
    while (from < typed.n && quote_size(typed, from) == 0) {
        from++;
    }
    return from;
}

static void add_token(struct parsing *parsing, enum part_kind kind, const struct token *token, size_t from)
{
    struct search_query *query = parsing->query;
    if (kind == PART_WITHOUT && query->without_n < SEARCH_QUERY_WITHOUT_MAX) {
        query->without[query->without_n++] = str_copy(parsing->arena, token->text);
    } else if (kind != PART_WITHOUT && query->words_n < SEARCH_QUERY_TOKENS_MAX) {
        query->words[query->words_n++] = (struct search_word){.token = str_copy(parsing->arena, token->text),
                                                              .from = from + token->from, .n = token->n};
    }
}

static void add_part(struct parsing *parsing, enum part_kind kind, size_t from, size_t end)
{
    struct search_query *query = parsing->query;
    size_t first = query->words_n;
    struct token token;
    analyser_start(parsing->analyser, str_sub(parsing->typed, from, end - from));
    while (analyser_next(parsing->analyser, &token)) {
        add_token(parsing, kind, &token, from);
    }
    size_t n = query->words_n - first;
    if (kind == PART_PHRASE && n > 1 && query->phrases_n < SEARCH_QUERY_PHRASES_MAX) {
        query->phrases[query->phrases_n++] = (struct search_phrase){first, n};
    }
}

/* A phrase or a word to leave out that begins at `at`: its content to *ret_from, *ret_end. Returns where it ends behind
** its closing quote; `at` when nothing of the kind begins here. */
static size_t special_at(struct str typed, size_t at, enum part_kind *ret_kind, size_t *ret_from, size_t *ret_end)
{
    bool begins_word = at == 0 || is_space(typed.s[at - 1]);
    bool minus = typed.s[at] == '-' && begins_word && at + 1 < typed.n && !is_space(typed.s[at + 1]) &&
                 typed.s[at + 1] != '-';
    size_t open_at = at + minus;
    size_t quote = quote_size(typed, open_at);
    size_t close = quote > 0 ? find_quote(typed, open_at + quote) : typed.n;
    *ret_kind = minus ? PART_WITHOUT : PART_PHRASE;
    if (close < typed.n) {
        *ret_from = open_at + quote;
        *ret_end = close;
        return close + quote_size(typed, close);
    }
    if (!minus) {
        return at;
    }
    size_t end = open_at;
    while (end < typed.n && !is_space(typed.s[end])) {
        end++;
    }
    *ret_from = open_at;
    *ret_end = end;
    return end;
}

void search_query_parse(struct arena *arena, struct str typed, struct search_query *ret_query)
{
    *ret_query = (struct search_query){.words_n = 0};
    if (typed.n == 0) {
        return; /* what analyses words is large, and lists are mostly opened without any */
    }
    struct parsing parsing = {arena, analyser_new(), typed, ret_query};
    size_t words_from = 0, at = 0;
    while (at < typed.n) {
        enum part_kind kind;
        size_t from, end;
        size_t next = special_at(typed, at, &kind, &from, &end);
        if (next == at) {
            at++;
            continue;
        }
        add_part(&parsing, PART_WORDS, words_from, at);
        add_part(&parsing, kind, from, end);
        at = next;
        words_from = next;
    }
    add_part(&parsing, PART_WORDS, words_from, typed.n);
    analyser_free(parsing.analyser);
}
