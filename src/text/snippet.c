/* SPDX-License-Identifier: AGPL-3.0-or-later
** snippet: the piece of a text that shows best why it was found. */
#include "text/snippet.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"

#define HITS_MAX 200u     /* met words of one text that are looked at; an objective has under 100 */
#define TOKENS_MAX 64u    /* query words; more than a query can have */

struct hit {
    size_t from;
    size_t n;
    size_t word; /* which of the query's */
};

static size_t find_hits(struct analyser *analyser, struct str text, const struct str *tokens, size_t n,
                        struct hit hits[HITS_MAX])
{
    uint64_t hashes[TOKENS_MAX];
    size_t hits_count = 0;
    struct token token;
    for (size_t i = 0; i < n; i++) {
        hashes[i] = str_hash(tokens[i]);
    }
    analyser_start(analyser, text);
    while (hits_count < HITS_MAX && analyser_next(analyser, &token)) {
        for (size_t i = 0; i < n; i++) {
            bool inside = hits_count > 0 && token.from < hits[hits_count - 1].from + hits[hits_count - 1].n;
            if (token.hash == hashes[i] && !inside) {
                hits[hits_count++] = (struct hit){token.from, token.n, i};
                break;
            }
        }
    }
    return hits_count;
}

/* How many different words of the query stand within `max` bytes from the hit `first` on. */
static size_t count_words(const struct hit *hits, size_t n, size_t first, size_t max)
{
    bool seen[TOKENS_MAX] = {false};
    size_t words = 0;
    for (size_t i = first; i < n && hits[i].from + hits[i].n <= hits[first].from + max; i++) {
        words += !seen[hits[i].word];
        seen[hits[i].word] = true;
    }
    return words;
}

static size_t best_start(const struct hit *hits, size_t n, size_t max)
{
    size_t best = 0;
    size_t best_words = 0;
    for (size_t i = 0; i < n; i++) {
        size_t words = count_words(hits, n, i, max);
        if (words > best_words) {
            best = i;
            best_words = words;
        }
    }
    return best;
}

/* Back to just behind the space before `from`, at most a fifth of the window, so that some context stands before
** the word. */
static size_t word_start(struct str text, size_t from, size_t max)
{
    size_t low = from > max / 5 ? from - max / 5 : 0;
    if (low == 0) {
        return 0;
    }
    while (low < from && text.s[low - 1] != ' ') {
        low++;
    }
    return low;
}

static size_t word_end(struct str text, size_t from, size_t max)
{
    if (text.n - from <= max) {
        return text.n;
    }
    size_t end = from + max;
    while (end > from + max / 2 && text.s[end] != ' ') {
        end--;
    }
    return end == from + max / 2 ? from + str_clip(str_from(text, from), max).n : end;
}

struct str snippet_make(struct arena *arena, struct analyser *analyser, struct str text, const struct str *tokens,
                        size_t tokens_count, size_t max)
{
    struct hit hits[HITS_MAX];
    size_t n = tokens_count < TOKENS_MAX ? tokens_count : TOKENS_MAX;
    size_t hits_count = find_hits(analyser, text, tokens, n, hits);
    size_t from = hits_count ? word_start(text, hits[best_start(hits, hits_count, max)].from, max) : 0;
    size_t end = word_end(text, from, max);
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, text.n + 2 * hits_count + 16);
    buf_put_str(&buf, from > 0 ? S("... ") : S(""));
    size_t at = from;
    for (size_t i = 0; i < hits_count; i++) {
        if (hits[i].from < at || hits[i].from + hits[i].n > end) {
            continue;
        }
        buf_put_str(&buf, str_sub(text, at, hits[i].from - at));
        buf_put_char(&buf, '\x02');
        buf_put_str(&buf, str_sub(text, hits[i].from, hits[i].n));
        buf_put_char(&buf, '\x03');
        at = hits[i].from + hits[i].n;
    }
    buf_put_str(&buf, str_sub(text, at, end - at));
    buf_put_str(&buf, end < text.n ? S(" ...") : S(""));
    check(!buf.overflow);
    return str_copy(arena, buf_str(&buf));
}
