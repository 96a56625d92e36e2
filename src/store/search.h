/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search: projects for the tokens of a query, best first.
**
** The engine's full text only says which projects hold a word; what is best is the domain's (domain/rank). Tokens
** come from text/analyse, made by the caller. At most RANK_CANDIDATES_MAX hits, whatever the corpus holds. Cost: a
** statement a word looked up and one a candidate.
*/
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/ids.h"
#include "db/db.h"
#include "domain/rank.h"

struct search_hits {
    struct rank_hit *items; /* id is the project's, score in thousandths */
    size_t n;
    bool capped;            /* there may be more: the candidates were at their bound */
};

/* No token, or words nobody uses: no hits. */
enum fault must_use search_projects(struct db *db, struct arena *arena, const struct str *tokens, size_t tokens_count,
                                    struct search_hits *ret_hits);

#endif
