/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** few: what may be told of how many did something, when that must not tell who did. Pure.
**
** Of fewer than FEW_LEAST people a number tells who they are to whoever knows the others, and so does one that only
** fewer than FEW_LEAST are missing from: "all but one". So a number is told when at least FEW_LEAST stand on either
** side of it; else only on which side it lies, and of a room of at most FEW_ROOM whether it is more than half.
*/
#ifndef DOMAIN_FEW_H
#define DOMAIN_FEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FEW_LEAST 5
#define FEW_ROOM (2 * FEW_LEAST)
#define FEW_PARTS_MAX 8

enum few_says {
    FEW_NUMBER,    /* the number itself */
    FEW_BELOW,     /* fewer than FEW_LEAST */
    FEW_ABOVE,     /* FEW_LEAST or more: which number is not told */
    FEW_MINORITY,  /* of FEW_LEAST to FEW_ROOM people: not more than half */
    FEW_MAJORITY,  /* of these: more than half */
    FEW_NOTHING,   /* of fewer than FEW_LEAST people */
};

/* n of all. */
enum few_says few_of(int64_t n, int64_t all);
/* Answers that exclude each other, of `all` people; who gave none of them is the rest. Also what would follow from the
** others is not told: numbers are hidden, the smallest first, until there are at least FEW_LEAST people of whom nothing
** is told. */
void few_parts(const int64_t *n, size_t parts, int64_t all, enum few_says *ret_says);

/* Of a card that `n` of the `readers` opened (readers: who opened any): */
enum few_opened {
    FEW_UNTOLD,    /* fewer than FEW_LEAST have opened any: it would tell of one */
    FEW_NOBODY,
    FEW_SOME,      /* fewer than FEW_LEAST */
    FEW_MANY,
};
enum few_opened few_opened(int64_t n, int64_t readers);

#endif
