/* SPDX-License-Identifier: AGPL-3.0-or-later
** speller: entries, and the nearest of them. */
#include "domain/speller.h"

#include "domain/city_typo.h"

#define COUNT_BYTES 4

bool speller_takes(struct str token, int64_t documents)
{
    bool letters = token.n >= SPELLER_LEAST - 1 && token.n <= SPELLER_MOST;
    for (size_t i = 0; letters && i < token.n; i++) {
        letters = token.s[i] >= 'a' && token.s[i] <= 'z';
    }
    return letters && documents >= SPELLER_DOCUMENTS;
}

void speller_put(struct buf *words, struct str token, struct str word, int64_t documents)
{
    word = str_clip(word, UINT8_MAX);
    buf_put_char(words, (char)token.n);
    buf_put_str(words, token);
    buf_put_char(words, (char)word.n);
    buf_put_str(words, word);
    for (int i = 0; i < COUNT_BYTES; i++) {
        buf_put_char(words, (char)(documents >> 8 * i & 0xff));
    }
}

/* A text with its length in the byte before it, off the front of *rest. False when it is not all there. */
static bool take_text(struct str *rest, struct str *ret_text)
{
    size_t n = rest->n > 0 ? (unsigned char)rest->s[0] : 0;
    if (rest->n < 1 + n) {
        return false;
    }
    *ret_text = str_sub(*rest, 1, n);
    *rest = str_from(*rest, 1 + n);
    return true;
}

static bool take_entry(struct str *rest, struct speller_best *ret_entry)
{
    struct speller_best entry = {0};
    if (!take_text(rest, &entry.token) || !take_text(rest, &entry.word) || rest->n < COUNT_BYTES) {
        return false;
    }
    for (int i = COUNT_BYTES; i-- > 0;) {
        entry.documents = entry.documents << 8 | (unsigned char)rest->s[i];
    }
    *rest = str_from(*rest, COUNT_BYTES);
    *ret_entry = entry;
    return true;
}

static bool is_better(const struct speller_best *a, const struct speller_best *b)
{
    if (b->token.n == 0 || a->changes != b->changes) {
        return b->token.n == 0 || a->changes < b->changes;
    }
    return a->documents != b->documents ? a->documents > b->documents : str_cmp(a->token, b->token) < 0;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

struct speller_ask speller_ask_make(struct str token, struct str word, int64_t documents)
{
    bool known = documents > 0;
    struct speller_ask ask = {.token = token, .word = word, .documents_least = documents * SPELLER_DOUBT_TIMES};
    size_t letters = known ? word.n : token.n;
    if (letters >= (known ? SPELLER_DOUBT_LEAST : SPELLER_LEAST) && token.n <= SPELLER_MOST) {
        ask.changes_most = known || token.n <= SPELLER_SHORT ? 1 : 2;
    }
    return ask;
}

enum fault speller_find(struct str words, const struct speller_ask *ask, struct speller_best *best)
{
    unsigned most = (unsigned)ask->changes_most;
    while (most > 0 && words.n > 0) {
        struct speller_best entry;
        if (!take_entry(&words, &entry)) {
            return FAULT_DAMAGED;
        }
        if (entry.documents < ask->documents_least) {
            continue;
        }
        unsigned by_word = typo_distance(entry.word, ask->word, most);
        entry.changes = least(typo_distance(entry.token, ask->token, most), by_word);
        entry.by_token = entry.changes < by_word;
        if (entry.changes <= most && entry.changes > 0 && is_better(&entry, best)) {
            *best = entry;
        }
    }
    return OK;
}
