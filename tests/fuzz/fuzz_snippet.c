/* SPDX-License-Identifier: AGPL-3.0-or-later
** A first line as a search, the rest as a text: tokens stand where they say, are found again when analysed again,
** and the snippet is a piece of the text with its marks in pairs, never cut within a letter. */
#include "../unit/snippet_hits.h"
#include "fuzz.h"

static void check_tokens(struct analyser *analyser, struct str text)
{
    struct token token;
    size_t n = 0;
    analyser_start(analyser, text);
    while (analyser_next(analyser, &token)) {
        check(token.text.n >= 1 && token.text.n <= ANALYSE_TOKEN_MAX && str_is_utf8(token.text));
        check(token.hash == str_hash(token.text));
        check(token.from <= text.n && token.n <= text.n - token.from && token.n > 0);
        check(str_is_utf8(str_sub(text, token.from, token.n)));
        n++;
    }
    check(n <= 4 * text.n);
}

/* The snippet without its marks and its dots; marks are checked on the way. */
static struct str plain_of(struct arena *arena, struct str snippet)
{
    char *to = arena_alloc(arena, snippet.n + 1);
    size_t n = 0;
    bool open = false;
    for (size_t i = 0; i < snippet.n; i++) {
        char c = snippet.s[i];
        if (c == '\x02' || c == '\x03') {
            check(open == (c == '\x03'));
            open = !open;
        } else {
            to[n++] = c;
        }
    }
    check(!open);
    return (struct str){to, n};
}

static void check_snippet(struct arena *arena, struct analyser *analyser, struct str query, struct str text)
{
    size_t max = fuzz_number(text, 20, 320);
    struct str snippet = snippet_of_query(arena, analyser, text, query, max);
    struct str plain = plain_of(arena, snippet);
    check(str_is_utf8(plain) && plain.n <= max + 8);
    if (!str_contains(text, plain)) {
        plain = str_starts(plain, S("... ")) ? str_from(plain, 4) : plain;
    }
    if (!str_contains(text, plain)) {
        check(str_ends(plain, S(" ...")));
        plain = str_sub(plain, 0, plain.n - 4);
    }
    check(str_contains(text, plain));
}

/* Marks of its own would be taken for ours: the import leaves no control characters in a text. */
static struct str without_marks(struct arena *arena, struct str text)
{
    char *to = arena_alloc(arena, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        to[i] = text.s[i] == '\x02' || text.s[i] == '\x03' ? ' ' : text.s[i];
    }
    return (struct str){to, text.n};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str text;
    struct str all = without_marks(&arena, str_scrub(&arena, fuzz_text(bytes, n)));
    struct str query = str_cut(all, '\n', &text);
    text = text.s != NULL ? text : S("");
    struct analyser *analyser = analyser_new();
    check_tokens(analyser, text);
    check_snippet(&arena, analyser, query, text);
    analyser_free(analyser);
    return 0;
}
