/* SPDX-License-Identifier: AGPL-3.0-or-later
** snippet: the piece of a text that shows best why it was found. */
#include "text/snippet.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fault.h"

/* A place where a letter begins, or the end. */
static bool is_between(struct str text, size_t at)
{
    return at == text.n || (at < text.n && ((unsigned char)text.s[at] & 0xC0) != 0x80);
}

static size_t keep_hits(struct str text, const struct snippet_hit *all, size_t n, struct snippet_hit *kept)
{
    size_t count = 0, end = 0;
    for (size_t i = 0; i < n && count < SNIPPET_HITS_MAX; i++) {
        const struct snippet_hit *hit = &all[i];
        bool lies_in = hit->n > 0 && hit->from >= end && hit->from <= text.n && hit->n <= text.n - hit->from;
        if (lies_in && is_between(text, hit->from) && is_between(text, hit->from + hit->n)) {
            kept[count++] = *hit;
            end = hit->from + hit->n;
        }
    }
    return count;
}

/* How many different words of the query stand within `max` bytes from the hit `first` on. */
static size_t count_words(const struct snippet_hit *hits, size_t n, size_t first, size_t max)
{
    bool seen[SNIPPET_WORDS_MAX] = {false};
    size_t words = 0;
    for (size_t i = first; i < n && hits[i].from + hits[i].n <= hits[first].from + max; i++) {
        check(hits[i].word < SNIPPET_WORDS_MAX);
        words += !seen[hits[i].word];
        seen[hits[i].word] = true;
    }
    return words;
}

static size_t best_start(const struct snippet_hit *hits, size_t n, size_t max)
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

struct str snippet_make(struct arena *arena, struct str text, const struct snippet_hit *all, size_t all_count,
                        size_t max)
{
    struct snippet_hit hits[SNIPPET_HITS_MAX];
    size_t hits_count = keep_hits(text, all, all_count, hits);
    size_t from = hits_count ? word_start(text, hits[best_start(hits, hits_count, max)].from, max) : 0;
    size_t end = word_end(text, from, max);
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, max + 2 * hits_count + 64);
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
