/* SPDX-License-Identifier: AGPL-3.0-or-later
** search: candidates from the engine, order from the domain. */
#include "store/search.h"

#include "base/check.h"
#include "store/search.sql.h"

/* How many projects hold each token; a word that nobody uses has none. */
static enum fault load_terms(struct db *db, struct arena *arena, const struct str *tokens, size_t n,
                             struct rank_term *terms)
{
    for (size_t i = 0; i < n; i++) {
        struct q_search_token row = {0};
        enum fault fault = q_search_token(db, arena, tokens[i], &row);
        if (fault != OK && fault != FAULT_NOT_FOUND) {
            return fault;
        }
        terms[i] = (struct rank_term){.token = tokens[i], .documents = fault == OK ? row.projects : 0};
    }
    return OK;
}

/* The token as the engine's query language wants it; tokens hold letters, digits and '_' only. */
static struct str quote(struct db *db, struct arena *arena, struct str token)
{
    return db_engine_of(db) == DB_POSTGRES ? str_format(arena, "'%.*s'", STR_ARG(token))
                                           : str_format(arena, "\"%.*s\"", STR_ARG(token));
}

static enum fault load_pool(struct db *db, struct arena *arena, const struct rank_query *query,
                            const struct rank_term *terms, struct rank_pool *pool)
{
    size_t places[RANK_TERMS_MAX];
    size_t n = rank_query_postings(query, places);
    for (size_t i = 0; i < n; i++) {
        struct q_search_postings *rows;
        size_t rows_count;
        TRY(q_search_postings(db, arena, quote(db, arena, terms[places[i]].token), RANK_POSTINGS_MAX, &rows,
                              &rows_count));
        for (size_t j = 0; j < rows_count; j++) {
            rank_pool_add(pool, query, places[i], rows[j].project_id.v);
        }
    }
    return OK;
}

static enum fault score(struct db *db, struct arena *arena, const struct rank_query *query, int64_t id,
                        struct rank_top *top)
{
    struct arena_mark mark = arena_mark(arena);
    struct q_search_tokens row;
    struct rank_document document;
    TRY(q_search_tokens(db, arena, (struct project_id){id}, &row));
    TRY(rank_decode(arena, row.tokens, &document));
    int64_t points = rank_score(query, &document);
    arena_rewind(arena, mark);
    if (points > 0) {
        rank_top_add(top, id, points);
    }
    return OK;
}

enum fault search_projects(struct db *db, struct arena *arena, const struct str *tokens, size_t tokens_count,
                           struct search_hits *ret_hits)
{
    size_t n = tokens_count < RANK_TERMS_MAX ? tokens_count : RANK_TERMS_MAX;
    struct rank_term *terms = arena_array(arena, struct rank_term, n);
    struct q_search_documents all = {0};
    enum fault fault = q_search_documents(db, arena, &all);
    if (n == 0 || fault == FAULT_NOT_FOUND) {
        *ret_hits = (struct search_hits){0};
        return OK;
    }
    TRY(fault);
    TRY(load_terms(db, arena, tokens, n, terms));
    struct rank_query query = rank_query_make(terms, n, all.projects);
    struct rank_pool *pool = rank_pool_new(arena);
    TRY(load_pool(db, arena, &query, terms, pool));
    int64_t ids[RANK_CANDIDATES_MAX];
    size_t ids_count = rank_pool_take(pool, ids);
    struct rank_top top = {.hits = arena_array(arena, struct rank_hit, RANK_CANDIDATES_MAX),
                           .max = RANK_CANDIDATES_MAX};
    for (size_t i = 0; i < ids_count; i++) {
        TRY(score(db, arena, &query, ids[i], &top));
    }
    rank_top_sort(&top);
    *ret_hits = (struct search_hits){.items = top.hits, .n = top.n, .capped = ids_count == RANK_CANDIDATES_MAX};
    return OK;
}
