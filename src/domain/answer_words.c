/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer_words: words, stems, and the order of what was found. */
#include "domain/answer_words.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/fold.h"
#include "base/map.h"

#define STEM_LETTERS_MIN 4u
#define RARITY_COMMON 4 /* of a word that all have */
#define RARITY_MAX 8

/* Folded and in order; of grammar, and of every application form. */
static const char *const left_out[] = {
    "a", "aber", "about", "all", "alle", "allem", "allen", "aller", "als", "also", "am", "an", "and", "any",
    "application", "are", "as", "at", "auch", "auf", "aus", "be", "been", "bei", "beim", "beschreiben", "bis",
    "bitte", "but", "by", "can", "dabei", "das", "dass", "dem", "den", "der", "des", "describe", "die", "dies",
    "diese", "diesem", "diesen", "dieser", "do", "does", "durch", "each", "ein", "eine", "einem", "einen", "einer",
    "eines", "er", "erlautern", "es", "explain", "for", "from", "fur", "haben", "had", "has", "hat", "have", "how",
    "if", "ihr", "ihre", "ihrem", "ihren", "ihrer", "im", "in", "ins", "into", "is", "ist", "it", "its", "kann",
    "konnen", "may", "mit", "more", "nach", "nicht", "no", "noch", "not", "nur", "oder", "of", "on", "or", "our",
    "please", "project", "projekt", "projekts", "provide", "sein", "should", "sich", "sie", "sind", "so", "such",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "uber", "um",
    "und", "unser", "unsere", "unserem", "unseren", "unserer", "unter", "us", "vom", "von", "vor", "war", "was", "we",
    "welche", "welchem", "welchen", "welcher", "welches", "werden", "were", "what", "when", "where", "which", "who",
    "why", "wie", "will", "wir", "wird", "with", "would", "you", "your", "zu", "zum", "zur",
};

static int compare_words(const void *a, const void *b)
{
    const char *const *item = b;
    return str_cmp(*(const struct str *)a, str_of(*item));
}

static bool is_left_out(struct str word)
{
    return bsearch(&word, left_out, COUNT_OF(left_out), sizeof *left_out, compare_words) != NULL;
}

static void split(struct arena *arena, struct str folded, size_t max, bool all, struct answer_words *words)
{
    struct map seen;
    map_init(&seen, arena);
    for (struct str rest = folded; rest.s != NULL && words->n < max;) {
        struct str word = str_clip(str_cut(rest, ' ', &rest), ANSWER_WORD_BYTES_MAX);
        if (str_letters(word) < 2 || (!all && is_left_out(word)) || map_find(&seen, word) != NULL) {
            continue;
        }
        map_add(&seen, word);
        words->items[words->n++] = word;
    }
}

struct answer_words answer_words_of(struct arena *arena, struct str text, size_t max)
{
    struct answer_words words = {arena_array(arena, struct str, max), 0};
    struct str folded = fold(arena, text);
    split(arena, folded, max, false, &words);
    if (words.n == 0) {
        split(arena, folded, max, true, &words);
    }
    return words;
}

/* ---- stems */

/* Longer ones first. */
static const char *const endings[] = {"ungen", "ings", "ung", "ing", "ern", "er", "en", "es", "em", "ed", "s", "e",
                                      "n"};

static bool cut_ending(struct str *word)
{
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct str ending = str_of(endings[i]);
        if (str_ends(*word, ending) && str_letters(str_sub(*word, 0, word->n - ending.n)) >= STEM_LETTERS_MIN) {
            *word = str_sub(*word, 0, word->n - ending.n);
            return true;
        }
    }
    return false;
}

struct str answer_word_stem(struct arena *arena, struct str word)
{
    struct str stem = word;
    while (cut_ending(&stem)) {
    }
    bool ends_in_y = stem.n >= STEM_LETTERS_MIN && str_ends(stem, S("y"));
    return ends_in_y ? str_join(arena, str_sub(stem, 0, stem.n - 1), S("i")) : stem;
}

/* Texts have few words here: a question, how an answer begins. */
static void weigh(struct arena *arena, const struct answer_words *asked, struct str text, int64_t weight,
                  int64_t *weights)
{
    struct answer_words words = answer_words_of(arena, text, ANSWER_WORDS_MAX);
    for (size_t i = 0; i < words.n; i++) {
        struct str stem = answer_word_stem(arena, words.items[i]);
        for (size_t k = 0; k < asked->n; k++) {
            bool has = weights[k] < weight && str_eq(answer_word_stem(arena, asked->items[k]), stem);
            weights[k] = has ? weight : weights[k];
        }
    }
}

void answer_weigh(struct arena *arena, const struct answer_words *asked, struct str question, struct str text,
                  int64_t ret_weights[ANSWER_ASKED_MAX])
{
    check(asked->n <= ANSWER_ASKED_MAX);
    for (size_t k = 0; k < ANSWER_ASKED_MAX; k++) {
        ret_weights[k] = 0;
    }
    weigh(arena, asked, text, ANSWER_IN_TEXT, ret_weights);
    weigh(arena, asked, question, ANSWER_IN_QUESTION, ret_weights);
}

/* ---- the order */

/* From RARITY_COMMON of a word that all have, one more each time the number of those that have it halves. */
static int64_t rarity(size_t have, size_t all)
{
    int64_t points = RARITY_COMMON;
    for (size_t n = have; n > 0 && n * 2 <= all && points < RARITY_MAX; n *= 2) {
        points++;
    }
    return points;
}

static int outcome_place(enum answer_outcome outcome)
{
    return outcome == ANSWER_GRANTED ? 0 : outcome == ANSWER_WAITS ? 1 : outcome == ANSWER_UNKNOWN ? 2 : 3;
}

static int compare_found(const void *a, const void *b)
{
    const struct answer_found *x = a, *y = b;
    int by_outcome = outcome_place(x->outcome) - outcome_place(y->outcome);
    return x->score != y->score       ? (x->score < y->score ? 1 : -1)
           : by_outcome != 0          ? by_outcome
           : x->newness != y->newness ? (x->newness < y->newness ? 1 : -1)
                                      : (x->place > y->place) - (x->place < y->place);
}

void answer_rank(struct answer_found *found, size_t n, size_t words, size_t all)
{
    check(words <= ANSWER_ASKED_MAX);
    for (size_t i = 0; i < n; i++) {
        found[i].score = 0;
    }
    for (size_t word = 0; word < words; word++) {
        size_t have = 0;
        for (size_t i = 0; i < n; i++) {
            have += found[i].weights[word] > 0;
        }
        for (size_t i = 0; i < n; i++) {
            found[i].score += found[i].weights[word] * rarity(have, all);
        }
    }
    for (size_t i = 0; i < n; i++) {
        int64_t met = 0;
        for (size_t word = 0; word < words; word++) {
            met += found[i].weights[word] > 0;
        }
        found[i].score *= met;
    }
    if (n > 1) {
        qsort(found, n, sizeof *found, compare_found);
    }
}
