/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** problem: what a person must put right: where, what, and how to mend it.
**
** A list in an arena, bounded by PROBLEMS_MAX; `more` counts those beyond. Sentences are whole, in plain
** words, English as written in the source (the catalogue translates them at the edge).
*/
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/arena.h"
#include "base/str.h"

struct problem {
    struct str where; /* field, "file.csv line 12 column ecContribution" */
    struct str what;  /* "is not an amount: 12,3.4" */
    struct str hint;  /* "write 1234.56 or 1234,56" */
};

struct problems {
    struct arena *arena;
    struct problem *items;
    size_t n;
    size_t more;
};

void problems_init(struct problems *problems, struct arena *arena);
/* Copies the three texts. */
void problems_add(struct problems *problems, struct str where, struct str what, struct str hint);

#endif
