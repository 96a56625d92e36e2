/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer: an earlier answer: what a city wrote under one question of a bid, when that was handed in, what came of it,
** and which numbers stand in it, which may be old. Pure.
*/
#ifndef DOMAIN_ANSWER_H
#define DOMAIN_ANSWER_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

#define ANSWER_NUMBERS_MAX 12u
#define ANSWER_OLD_YEARS 1     /* from then on its numbers are listed beside it */
#define ANSWER_STALE_YEARS 5   /* and from then on it is asked whether anybody needs it */

enum answer_outcome { ANSWER_UNKNOWN, ANSWER_WAITS, ANSWER_GRANTED, ANSWER_NOT_GRANTED, ANSWER_GIVEN_UP,
                      ANSWER_OUTCOME__MAX };

struct str answer_outcome_word(enum answer_outcome outcome); /* "", "waits", ... */
/* Of these words, or of how a bid stands (domain/bid_stage.h). Of any other one: ANSWER_UNKNOWN. */
enum answer_outcome answer_outcome_of(struct str word);

/* When a bid was handed in, as much as is known of it. */
struct answer_when {
    int year;         /* 0: not known */
    struct date day;  /* DATE_NONE: the year alone */
};

/* "2024", "2024-03-12", "12.3.2024", "12/03/2024"; "" is not known. False: none of these, or behind `today`. */
bool answer_when_parse(struct str typed, struct date today, struct answer_when *ret_when);
/* "2024-03-12", "2024", "": as it is kept. */
struct str answer_when_iso(struct arena *arena, const struct answer_when *when);
/* The same of what is kept. */
struct answer_when answer_when_read(struct str kept);
/* Whole years since; when nothing is known, since it was written down here. */
int answer_years(const struct answer_when *when, struct date written_on, struct date today);

/* The numbers of a text that may be old, each with the word behind it ("58,000 residents", "42 %", "2030"), each once.
** Numbers of one digit and of lists are none. They borrow. */
size_t answer_numbers(struct str text, struct str ret_numbers[ANSWER_NUMBERS_MAX]);

#endif
