/* SPDX-License-Identifier: AGPL-3.0-or-later
** speller: entries, and the nearest of them. */
#include "domain/speller.h"

#include "domain/city_typo.h"

#define COUNT_BYTES 4

bool speller_takes(struct str word, int64_t documents)
{
    bool letters = word.n >= SPELLER_LEAST - 1 && word.n <= SPELLER_MOST;
    for (size_t i = 0; letters && i < word.n; i++) {
        letters = word.s[i] >= 'a' && word.s[i] <= 'z';
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

static bool take_entry(struct str *rest, struct speller_word *ret_entry)
{
    struct speller_word entry = {0};
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

/* Whether a comes before b: more documents, then the order of the letters. */
static bool is_before(const struct speller_word *a, const struct speller_word *b)
{
    return a->documents != b->documents ? a->documents > b->documents : str_cmp(a->word, b->word) < 0;
}

static void add(struct speller_meant *meant, const struct speller_word *word)
{
    if (meant->n > 0 && word->changes < meant->words[0].changes) {
        meant->n = 0;
    }
    if (meant->n > 0 && word->changes > meant->words[0].changes) {
        return;
    }
    size_t at = meant->n < SPELLER_MEANT_MAX ? meant->n++ : SPELLER_MEANT_MAX;
    for (; at > 0 && is_before(word, &meant->words[at - 1]); at--) {
        if (at < SPELLER_MEANT_MAX) {
            meant->words[at] = meant->words[at - 1];
        }
    }
    if (at < SPELLER_MEANT_MAX) {
        meant->words[at] = *word;
    }
}

struct speller_ask speller_ask_make(struct str token, struct str word, int64_t documents)
{
    struct speller_ask ask = {.token = token, .word = word, .documents = documents};
    bool known = documents > 0;
    if (word.n >= (known ? SPELLER_DOUBT_LEAST : SPELLER_LEAST) && word.n <= SPELLER_MOST) {
        ask.changes_most = known || word.n <= SPELLER_SHORT ? 1 : 2;
    }
    return ask;
}

enum fault speller_find(struct str words, struct speller_ask *ask)
{
    unsigned most = ask->changes_most;
    int64_t least = ask->documents > 0 ? SPELLER_DOUBT_TIMES : 0;
    while (most > 0 && words.n > 0) {
        struct speller_word entry;
        if (!take_entry(&words, &entry)) {
            return FAULT_DAMAGED;
        }
        if (str_eq(entry.word, ask->word)) {
            ask->written = entry.documents;
        } else if (entry.documents >= least) {
            entry.changes = typo_distance(entry.word, ask->word, most);
            if (entry.changes <= most) {
                add(&ask->meant, &entry);
            }
        }
    }
    return OK;
}

struct speller_meant speller_meant_of(const struct speller_ask *ask)
{
    int64_t used = ask->documents > 0 && ask->written > 0 ? ask->written : ask->documents;
    struct speller_meant meant = {.n = 0};
    for (size_t i = 0; i < ask->meant.n; i++) {
        const struct speller_word *word = &ask->meant.words[i];
        if (word->documents < used * SPELLER_DOUBT_TIMES) {
            continue;
        }
        if (ask->documents > 0 && str_eq(word->token, ask->token)) {
            return (struct speller_meant){.words = {*word}, .n = 1};
        }
        meant.words[meant.n++] = *word;
    }
    return meant;
}
