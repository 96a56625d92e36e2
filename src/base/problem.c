/* SPDX-License-Identifier: AGPL-3.0-or-later
** problem: a bounded list of what a person must put right. */
#include "base/problem.h"

#include "base/limits.h"

void problems_init(struct problems *problems, struct arena *arena)
{
    *problems = (struct problems){.arena = arena};
}

void problems_add(struct problems *problems, struct str where, struct str what, struct str hint)
{
    if (problems->n == PROBLEMS_MAX) {
        problems->more++;
        return;
    }
    if (problems->items == NULL) {
        problems->items = arena_array(problems->arena, struct problem, PROBLEMS_MAX);
    }
    problems->items[problems->n++] = (struct problem){
        .where = str_copy(problems->arena, where),
        .what = str_copy(problems->arena, what),
        .hint = str_copy(problems->arena, hint),
    };
}
