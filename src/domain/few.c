/* SPDX-License-Identifier: AGPL-3.0-or-later
** few: what may be told of how many. */
#include "domain/few.h"

#include "base/check.h"

enum few_says few_of(int64_t n, int64_t all)
{
    if (all < FEW_LEAST) {
        return FEW_NOTHING;
    }
    if (all <= FEW_ROOM) {
        return n * 2 > all ? FEW_MAJORITY : FEW_MINORITY;
    }
    return n < FEW_LEAST         ? FEW_BELOW
           : all - n < FEW_LEAST ? FEW_ABOVE
                                 : FEW_NUMBER;
}

/* The smallest number that is told; parts: none is. */
static size_t smallest(const int64_t *n, size_t parts, const enum few_says *says)
{
    size_t least = parts;
    for (size_t i = 0; i < parts; i++) {
        if (says[i] == FEW_NUMBER && (least == parts || n[i] < n[least])) {
            least = i;
        }
    }
    return least;
}

void few_parts(const int64_t *n, size_t parts, int64_t all, enum few_says *ret_says)
{
    check(parts <= FEW_PARTS_MAX);
    for (size_t i = 0; i < parts; i++) {
        ret_says[i] = few_of(n[i], all);
    }
    for (;;) {
        int64_t left = all; /* people of whom nothing is told */
        for (size_t i = 0; i < parts; i++) {
            left -= ret_says[i] == FEW_NUMBER ? n[i] : ret_says[i] == FEW_ABOVE ? FEW_LEAST : 0;
        }
        size_t next = smallest(n, parts, ret_says);
        if (next == parts || left >= FEW_LEAST) {
            return;
        }
        ret_says[next] = FEW_ABOVE;
    }
}

enum few_opened few_opened(int64_t n, int64_t readers)
{
    return readers < FEW_LEAST ? FEW_UNTOLD : n == 0 ? FEW_NOBODY : n < FEW_LEAST ? FEW_SOME : FEW_MANY;
}
