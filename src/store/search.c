/* SPDX-License-Identifier: AGPL-3.0-or-later
** search: lists and facts from the engine, order from the domain. */
#include "store/search.h"

#include "base/check.h"
#include "base/fold.h"
#include "base/limits.h"
#include "domain/rank_index.h"
#include "store/kept.h"
#include "store/search.sql.h"

struct searching {
    struct db *db;
    struct arena *arena;
    const struct search_ask *ask;
    size_t n;                    /* tokens that count */
    int64_t *documents;          /* that hold each token */
    int64_t passed_over;         /* the most that hold a token whose list was not read */
    struct search_facts_all facts; /* of projects */
    size_t numbers;              /* documents are numbered below this */
    int64_t all;                 /* how many there are */
    struct rank_query query;
    struct rank_sums sums;
};

/* ---- what each corpus is asked */

static void list_soon(struct db *db, enum search_corpus corpus, struct str token)
{
    if (corpus == SEARCH_CALLS) {
        q_search_call_list_soon(db, token);
    } else {
        q_search_token_list_soon(db, token);
    }
}

static void token_soon(struct db *db, enum search_corpus corpus, struct str token)
{
    if (corpus == SEARCH_CALLS) {
        q_search_call_token_soon(db, token);
    } else {
        q_search_token_soon(db, token);
    }
    list_soon(db, corpus, token);
}

static enum fault get_list(struct db *db, struct arena *arena, enum search_corpus corpus, struct str token,
                           struct str *ret_list)
{
    struct q_search_call_list of_calls = {.list = S("")};
    struct q_search_token_list of_projects = {.list = S("")};
    enum fault fault = corpus == SEARCH_CALLS ? q_search_call_list(db, arena, token, &of_calls)
                                              : q_search_token_list(db, arena, token, &of_projects);
    *ret_list = fault != OK ? S("") : corpus == SEARCH_CALLS ? of_calls.list : of_projects.list;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

/* How many hold it. A word that nobody uses is in no document. */
static enum fault get_documents(struct db *db, struct arena *arena, enum search_corpus corpus, struct str token,
                                int64_t *ret_documents)
{
    struct q_search_call_token of_calls = {.calls = 0};
    struct q_search_token of_projects = {.projects = 0};
    enum fault fault = corpus == SEARCH_CALLS ? q_search_call_token(db, arena, token, &of_calls)
                                              : q_search_token(db, arena, token, &of_projects);
    *ret_documents = fault != OK ? 0 : corpus == SEARCH_CALLS ? of_calls.calls : of_projects.projects;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static void tokens_soon(struct db *db, const struct search_hit *hit)
{
    if (hit->call != 0) {
        q_search_call_tokens_soon(db, hit->call);
    } else {
        q_search_tokens_soon(db, hit->id);
    }
}

static enum fault get_tokens(struct db *db, struct arena *arena, const struct search_hit *hit, struct str *ret_tokens)
{
    struct q_search_call_tokens of_call;
    struct q_search_tokens of_project;
    if (hit->call != 0) {
        TRY(q_search_call_tokens(db, arena, hit->call, &of_call));
        *ret_tokens = of_call.tokens;
        return OK;
    }
    TRY(q_search_tokens(db, arena, hit->id, &of_project));
    *ret_tokens = of_project.tokens;
    return OK;
}

/* ---- terms */

void search_soon(struct db *db, const struct search_ask *ask)
{
    if (!db_takes_soon(db)) {
        return;
    }
    if (ask->corpus == SEARCH_CALLS && ask->tokens_n > 0) {
        q_search_call_count_soon(db);
    } else if (ask->corpus == SEARCH_PROJECTS && ask->facts == NULL && *db_kept(db, KEPT_FACTS) == NULL) {
        q_search_facts_soon(db);
    }
    for (size_t i = 0; i < ask->tokens_n && i < RANK_TERMS_MAX; i++) {
        token_soon(db, ask->corpus, ask->tokens[i]);
    }
    for (size_t i = 0; ask->tokens_n > 0 && i < ask->without_n; i++) {
        list_soon(db, ask->corpus, ask->without[i]);
    }
}

static enum fault load_terms(struct searching *searching)
{
    struct rank_term terms[RANK_TERMS_MAX];
    searching->documents = arena_array(searching->arena, int64_t, searching->n);
    for (size_t i = 0; i < searching->n; i++) {
        struct str token = searching->ask->tokens[i];
        TRY(get_documents(searching->db, searching->arena, searching->ask->corpus, token, &searching->documents[i]));
        terms[i] = (struct rank_term){.token = token, .documents = searching->documents[i]};
    }
    searching->query = rank_query_make(terms, searching->n, searching->all);
    return OK;
}

/* ---- lists: each is read, used, and given back before the next one */

typedef enum fault use_list(struct rank_sums *sums, struct str list, double rarity);

static enum fault drop(struct rank_sums *sums, struct str list, double rarity)
{
    (void)rarity;
    return rank_sums_drop(sums, list);
}

static enum fault keep(struct rank_sums *sums, struct str list, double rarity)
{
    (void)rarity;
    return rank_sums_keep(sums, list);
}

static enum fault with_list(struct searching *searching, struct str token, use_list *use, double rarity)
{
    struct str list;
    struct arena_mark mark = arena_mark(searching->arena);
    enum fault fault = get_list(searching->db, searching->arena, searching->ask->corpus, token, &list);
    fault = fault == OK ? use(&searching->sums, list, rarity) : fault;
    arena_rewind(searching->arena, mark);
    return fault;
}

/* The tokens' places, the rarest first. */
static void put_in_order(const struct searching *searching, size_t places[RANK_TERMS_MAX])
{
    for (size_t i = 0; i < searching->n; i++) {
        size_t at = i;
        for (; at > 0 && searching->documents[places[at - 1]] > searching->documents[i]; at--) {
            places[at] = places[at - 1];
        }
        places[at] = i;
    }
}

/* Rare words first. When they have filled the list of what is found, common ones are read as long as it is not too
** much: in a long question to a large network they say least of what is meant, and their lists are longest. They still
** count where a document is looked at closely. */
static enum fault add_lists(struct searching *searching)
{
    size_t places[RANK_TERMS_MAX];
    int64_t read = 0;
    put_in_order(searching, places);
    for (size_t i = 0; i < searching->n; i++) {
        const struct rank_query_term *term = &searching->query.terms[places[i]];
        int64_t documents = searching->documents[places[i]];
        if (term->repeated) {
            continue;
        }
        if (read >= RANK_FOUND_MAX && read + documents > SEARCH_ENTRIES_MAX) {
            searching->passed_over = documents;
            continue;
        }
        TRY(with_list(searching, searching->ask->tokens[places[i]], rank_sums_add, term->idf));
        read += documents;
    }
    return OK;
}

/* Only the projects that were asked for keep what they have. */
static void keep_only(struct searching *searching)
{
    const struct search_ask *ask = searching->ask;
    struct rank_sums kept = rank_sums_new(searching->arena, searching->sums.n);
    for (size_t i = 0; i < ask->only_n; i++) {
        size_t document = search_facts_find(&searching->facts, ask->only[i]);
        if (document < kept.n) {
            kept.of[document] = searching->sums.of[document];
        }
    }
    searching->sums = kept;
}

static enum fault sum(struct searching *searching)
{
    const struct search_ask *ask = searching->ask;
    searching->sums = rank_sums_new(searching->arena, searching->numbers);
    TRY(add_lists(searching));
    for (size_t i = 0; i < ask->runs_n; i++) {
        for (size_t j = ask->runs[i].first; j < ask->runs[i].first + ask->runs[i].n && j < searching->n; j++) {
            TRY(with_list(searching, ask->tokens[j], keep, 0));
        }
    }
    for (size_t i = 0; i < ask->without_n; i++) {
        TRY(with_list(searching, ask->without[i], drop, 0));
    }
    if (ask->only != NULL) {
        keep_only(searching);
    }
    return OK;
}

enum fault search_document(struct db *db, struct arena *arena, const struct search_hit *hit,
                           const struct rank_document **ret_document)
{
    if (hit->document != NULL) {
        *ret_document = hit->document;
        return OK;
    }
    struct str tokens;
    struct rank_document *document = arena_new(arena, struct rank_document);
    TRY(get_tokens(db, arena, hit, &tokens));
    TRY(rank_decode(arena, tokens, document));
    *ret_document = document;
    return OK;
}

static bool has_runs(const struct searching *searching, const struct rank_document *document)
{
    const struct search_ask *ask = searching->ask;
    for (size_t i = 0; i < ask->runs_n; i++) {
        uint32_t hashes[RANK_TERMS_MAX];
        size_t n = 0;
        for (size_t j = ask->runs[i].first; n < ask->runs[i].n && j < searching->n; j++) {
            hashes[n++] = searching->query.terms[j].hash;
        }
        if (!rank_has_phrase(document, hashes, n)) {
            return false;
        }
    }
    return true;
}

/* Looks at the first of `found` closely; what has not the phrases is left out. */
static enum fault look_closely(struct searching *searching, struct search_hit *found, size_t *n)
{
    size_t kept = 0;
    bool all = searching->ask->runs_n > 0;
    for (size_t i = 0; i < *n; i++) {
        struct search_hit hit = found[i];
        if (all || i < RANK_CLOSE_MAX) {
            TRY(search_document(searching->db, searching->arena, &hit, &hit.document));
            hit.score = rank_score(&searching->query, hit.document);
        }
        if (!all || has_runs(searching, hit.document)) {
            found[kept++] = hit;
        }
    }
    *n = kept;
    return OK;
}

static int64_t number_of(const struct search_hit *hit)
{
    return hit->call != 0 ? hit->call : hit->id.v;
}

/* In order of their scores, equal ones by number: the first are few, the rest is in order and stays. */
static void sort_hits(struct search_hit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct search_hit hit = hits[i];
        size_t at = i;
        for (; at > 0 && (hits[at - 1].score < hit.score ||
                          (hits[at - 1].score == hit.score && number_of(&hits[at - 1]) > number_of(&hit))); at--) {
            hits[at] = hits[at - 1];
        }
        hits[at] = hit;
    }
}

/* What the lists give: the tokens of those that are to be looked at closely are asked for soon. */
static enum fault find(struct searching *searching, struct search_hits *ret_hits)
{
    const struct search_ask *ask = searching->ask;
    TRY(load_terms(searching));
    TRY(sum(searching));
    struct rank_top top = {.hits = arena_array(searching->arena, struct rank_hit, RANK_FOUND_MAX),
                           .max = RANK_FOUND_MAX};
    rank_sums_best(&searching->sums, &top);
    struct search_hit *found = arena_array(searching->arena, struct search_hit, top.n);
    for (size_t i = 0; i < top.n; i++) {
        found[i] = (struct search_hit){.score = top.hits[i].score};
        if (ask->corpus == SEARCH_CALLS) {
            found[i].call = top.hits[i].id;
        } else {
            TRY(search_facts_get(&searching->facts, (size_t)top.hits[i].id, &found[i].facts));
            found[i].id = found[i].facts.id;
        }
        if (ask->runs_n > 0 || i < RANK_CLOSE_MAX) {
            tokens_soon(searching->db, &found[i]);
        }
    }
    size_t all = rank_sums_count(&searching->sums);
    bool filtered = ask->runs_n > 0 || ask->without_n > 0 || ask->only != NULL;
    if (!filtered && all < (size_t)searching->passed_over) {
        all = (size_t)searching->passed_over;
    }
    *ret_hits = (struct search_hits){.items = found, .n = top.n, .all = all,
                                     .query = searching->query, .facts = searching->facts,
                                     .documents = searching->documents};
    return OK;
}

/* The facts of all projects, in `arena` or, when they are no more than a part of what a connection may keep, kept: they
** are half a megabyte for 13,000 projects, and copying them was a tenth of a search. */
static enum fault get_facts(struct db *db, struct arena *arena, const struct search_facts_all *read,
                            struct search_facts_all *ret_facts)
{
    const void **slot = db_kept(db, KEPT_FACTS);
    read = read != NULL ? read : *slot;
    if (read != NULL) {
        *ret_facts = *read;
        return OK;
    }
    struct q_search_facts row;
    TRY(q_search_facts(db, arena, &row));
    TRY(search_facts_open(row.facts, ret_facts));
    if (row.facts.n <= SEARCH_FACTS_KEPT_MAX) {
        struct search_facts_all *kept = arena_new(db_kept_arena(db), struct search_facts_all);
        TRY(search_facts_open(str_copy(db_kept_arena(db), row.facts), kept));
        *slot = kept;
    }
    return OK;
}

/* What there is to search. */
static enum fault get_corpus(struct searching *searching)
{
    const struct search_ask *ask = searching->ask;
    struct q_search_call_count count;
    if (ask->corpus == SEARCH_CALLS && searching->n > 0) {
        TRY(q_search_call_count(searching->db, searching->arena, &count));
        searching->numbers = (size_t)count.last + 1;
        searching->all = count.n;
    } else if (ask->corpus == SEARCH_PROJECTS) {
        TRY(get_facts(searching->db, searching->arena, ask->facts, &searching->facts));
        searching->numbers = searching->facts.n;
        searching->all = (int64_t)searching->facts.n;
    }
    return OK;
}

static enum fault begin(struct db *db, struct arena *arena, const struct search_ask *ask, struct searching *searching,
                        struct search_hits *ret_hits)
{
    size_t n = ask->tokens_n < RANK_TERMS_MAX ? ask->tokens_n : RANK_TERMS_MAX;
    search_soon(db, ask);
    *searching = (struct searching){.db = db, .arena = arena, .ask = ask, .n = n};
    enum fault fault = get_corpus(searching);
    if (n == 0 || fault == FAULT_NOT_FOUND) {
        *ret_hits = (struct search_hits){.documents = arena_array(arena, int64_t, n)};
        return OK;
    }
    TRY(fault);
    return find(searching, ret_hits);
}

enum fault search_lists(struct db *db, struct arena *arena, const struct search_ask *ask, struct search_hits *ret_hits)
{
    struct searching searching;
    TRY(begin(db, arena, ask, &searching, ret_hits));
    size_t close_n = ask->runs_n > 0 || ret_hits->n < RANK_CLOSE_MAX ? ret_hits->n : RANK_CLOSE_MAX;
    if (close_n < ret_hits->n) {
        sort_hits(ret_hits->items + close_n, ret_hits->n - close_n);
    }
    return OK;
}

enum fault search_projects(struct db *db, struct arena *arena, const struct search_ask *ask,
                           struct search_hits *ret_hits)
{
    struct searching searching;
    struct search_hits hits;
    TRY(begin(db, arena, ask, &searching, &hits));
    TRY(look_closely(&searching, hits.items, &hits.n));
    sort_hits(hits.items, hits.n);
    *ret_hits = hits;
    return OK;
}

/* ---- mistyped words */

/* No words lie under anything else, and half a letter is no text. */
static struct str letter_at(const struct speller_ask *ask, size_t i)
{
    bool has_words = i < ask->word.n && ask->word.s[i] >= 'a' && ask->word.s[i] <= 'z';
    return has_words ? str_sub(ask->word, i, 1) : S("");
}

/* Of a word that is known only the first letter is asked, where it is long enough to be doubted: "estate" is not
** "state". */
static struct str letter_always(const struct speller_ask *ask)
{
    return ask->word.n >= SPELLER_DOUBT_LEAST ? letter_at(ask, 0) : S("");
}

void search_mend_soon(struct db *db, struct arena *arena, struct str token, struct str typed)
{
    if (!db_takes_soon(db)) {
        return;
    }
    struct speller_ask ask = speller_ask_make(token, fold(arena, typed), 0);
    if (ask.changes_most > 0) {
        q_search_speller_soon(db, token, letter_at(&ask, 0), letter_at(&ask, 1), letter_always(&ask));
    }
}

/* The first letter may be the slip, or have changed places with the second. */
enum fault search_mend(struct db *db, struct arena *arena, struct str token, struct str typed,
                       int64_t documents, struct speller_meant *ret_meant)
{
    struct speller_ask ask = speller_ask_make(token, fold(arena, typed), documents);
    struct q_search_speller *rows;
    size_t n = 0;
    if (ask.changes_most > 0) {
        TRY(q_search_speller(db, arena, token, letter_at(&ask, 0), letter_at(&ask, 1), letter_always(&ask), &rows, &n));
    }
    for (size_t i = 0; i < n; i++) {
        if (documents == 0 || str_eq(rows[i].letter, letter_at(&ask, 0))) {
            TRY(speller_find(rows[i].words, &ask));
        }
    }
    *ret_meant = speller_meant_of(&ask);
    return OK;
}
