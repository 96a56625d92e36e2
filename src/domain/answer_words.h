/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer_words: the words by which an earlier answer is found, in English and German alike, and the order of what is
** found.
**
** A word is folded (base/fold), at least two letters or digits long; words of grammar and of every application form
** ("describe", "bitte", "project") are left out, unless there are no others. Its stem is what stays when the usual
** endings of both languages are cut: "roofs" and "roof", "Pläne" and "Planung", "cities" and "city" meet; it is for
** comparing, not for reading. Pure.
*/
#ifndef DOMAIN_ANSWER_WORDS_H
#define DOMAIN_ANSWER_WORDS_H

#include "base/arena.h"
#include "base/str.h"
#include "domain/answer.h"

#define ANSWER_WORD_BYTES_MAX 60u
#define ANSWER_WORDS_MAX 700u   /* of one answer: the first ones that differ; 20,000 letters have about as many */
#define ANSWER_ASKED_MAX 12u    /* words of what is looked for */
#define ANSWER_IN_QUESTION 3    /* what a word in the question counts for ... */
#define ANSWER_IN_TEXT 1        /* ... and one in the text, or in the name of the fund */

struct answer_words {
    struct str *items; /* in the order of the text, each once */
    size_t n;
};

/* At most `max`, in the arena. */
struct answer_words answer_words_of(struct arena *arena, struct str text, size_t max);
/* Never longer than the word, which is folded. */
struct str answer_word_stem(struct arena *arena, struct str word);

/* What each word looked for counts for in an answer: 0, ANSWER_IN_TEXT, ANSWER_IN_QUESTION; by stems. */
void answer_weigh(struct arena *arena, const struct answer_words *asked, struct str question, struct str text,
                  int64_t ret_weights[ANSWER_ASKED_MAX]);

/* ---- the order */

struct answer_found {
    size_t place;                        /* of the caller's */
    int64_t weights[ANSWER_ASKED_MAX];   /* of each word looked for; 0: it has not got it */
    enum answer_outcome outcome;
    int64_t newness;                     /* the higher the newer */
    int64_t score;                       /* set here */
};

/* Scores and orders them. Each word counts by its weight, the more the fewer of `all` answers have it, and the sum by
** how many of the words are there; of equals those that were granted come first, then what waits, then what is not
** known; then the newest. */
void answer_rank(struct answer_found *found, size_t n, size_t words, size_t all);

#endif
