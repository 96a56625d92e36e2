/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search: projects, or funding calls, for the tokens of a query, best first.
**
** What is best is the domain's (domain/rank, domain/rank_index); tokens come from text/analyse, made by the caller. At
** most RANK_FOUND_MAX hits, whatever the corpus holds. Cost: two statements a word, one for all facts, and one for each
** of the RANK_CLOSE_MAX best; with phrases, one for each of RANK_FOUND_MAX. Of the words' lists, the rarest first, no
** more is read than SEARCH_ENTRIES_MAX entries once they have RANK_FOUND_MAX.
*/
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/ids.h"
#include "db/db.h"
#include "domain/rank.h"
#include "domain/speller.h"
#include "store/search_facts.h"

enum search_corpus {
    SEARCH_PROJECTS,
    SEARCH_CALLS, /* funding calls: without facts; their numbers are the documents' */
};

struct search_run {
    size_t first, n; /* of the tokens */
};

/* What is asked. All borrowed. */
struct search_ask {
    enum search_corpus corpus;
    const struct str *tokens;        /* any of them; past RANK_TERMS_MAX they are left out */
    size_t tokens_n;
    const struct search_run *runs;   /* tokens that stand side by side */
    size_t runs_n;
    const struct str *without;       /* tokens that must not be there */
    size_t without_n;
    const struct project_id *only;   /* only these projects; NULL for all, and with SEARCH_CALLS */
    size_t only_n;
    const struct search_facts_all *facts; /* of an earlier search in this transaction: not read again; or NULL */
};

struct search_hit {
    struct project_id id;
    int64_t call;                    /* with SEARCH_CALLS its number, and id is none */
    int64_t score;                   /* thousandths */
    struct search_facts facts;
    const struct rank_document *document; /* NULL: it was not looked at */
};

struct search_hits {
    struct search_hit *items;
    size_t n;
    size_t all;                      /* documents with some of the words, and all those of phrases; the least that
                                      * they can be where lists of common words were passed over */
    struct rank_query query;
    struct search_facts_all facts;   /* of all projects, for the names of countries */
    const int64_t *documents;        /* for each token that counts: how many documents hold it */
};

/* What search_projects asks first of this is asked for soon, and what search_mend asks. */
void search_soon(struct db *db, const struct search_ask *ask);
void search_mend_soon(struct db *db, struct arena *arena, struct str token, struct str typed);
/* What the lists alone tell: the hits that search_projects would look at closely, not yet scored nor held to phrases,
** and behind them the others in their order. What it asks next is asked for soon. */
enum fault must_use search_lists(struct db *db, struct arena *arena, const struct search_ask *ask,
                                 struct search_hits *ret_hits);

/* No token, or words nobody uses: no hits. */
enum fault must_use search_projects(struct db *db, struct arena *arena, const struct search_ask *ask,
                                    struct search_hits *ret_hits);
/* The tokens of a hit: of those that were not looked at they are read now. */
enum fault must_use search_document(struct db *db, struct arena *arena, const struct search_hit *hit,
                                    const struct rank_document **ret_document);
/* The words that may be meant by a token that `documents` projects hold (0: a slip for sure; more: domain/speller), of
** a word as typed, the one in most projects first. */
enum fault must_use search_mend(struct db *db, struct arena *arena, struct str token, struct str typed,
                               int64_t documents, struct speller_meant *ret_meant);

#endif
