/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The query, the candidates and the score of rank.h.
*/
#include <string.h>

#include "base/check.h"
#include "domain/rank.h"
#include "domain/real.h"

/* Measured on the known-item test (docs/search.md). */
#define SATURATION 2.0     /* k1 */
#define LENGTH_SHARE 0.85  /* b */
#define LENGTH_USUAL 290.0 /* tokens of a document, mean over Horizon Europe */
#define PAIR_SHARE 0.5     /* a pair side by side, of its two words' mean rarity */
#define ACRONYM_SHARE 0.5  /* the acronym named in a short query, of its words' rarity */
#define ACRONYM_WORDS_MAX 3 /* in a longer query a word that is also an acronym ("action") is only a word */
#define RARITY_LEAST 0.01  /* of a word in every document */
#define ACRONYM_ONLY 1000  /* the query is the acronym and nothing else: before everything, in score units */

static const double FIELD_WEIGHT[RANK_FIELDS] = {
    [RANK_ACRONYM] = 2.5, [RANK_TITLE] = 2.0, [RANK_OBJECTIVE] = 1.2, [RANK_KEYWORDS] = 1.0, [RANK_TOPIC] = 0.8,
};

/* ---- the query */

/* Next to nothing for a word that half of all documents hold: who asks for "project" alone shall still find some. */
static double rarity(int64_t documents, int64_t of)
{
    double n = documents < of ? (double)documents : (double)of;
    double odds = ((double)of - n + 0.5) / (n + 0.5);
    double ln = odds > 1 ? real_ln(odds) : 0;
    return ln > RARITY_LEAST ? ln : RARITY_LEAST;
}

struct rank_query rank_query_make(const struct rank_term *terms, size_t terms_count, int64_t documents)
{
    struct rank_query query = {.n = 0};
    for (size_t i = 0; i < terms_count && i < RANK_TERMS_MAX; i++) {
        struct rank_query_term term = {.hash = rank_token_hash(terms[i].token),
                                       .idf = rarity(terms[i].documents, documents),
                                       .place = i,
                                       .documents = terms[i].documents};
        for (size_t j = 0; j < query.n; j++) {
            term.repeated = term.repeated || query.terms[j].hash == term.hash;
        }
        query.terms[query.n++] = term;
    }
    return query;
}

static bool is_rarer(const struct rank_query_term *a, const struct rank_query_term *b)
{
    return a->documents != b->documents ? a->documents < b->documents : a->place < b->place;
}

size_t rank_query_postings(const struct rank_query *query, size_t ret_places[RANK_TERMS_MAX])
{
    const struct rank_query_term *sorted[RANK_TERMS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < query->n; i++) {
        const struct rank_query_term *term = &query->terms[i];
        if (term->repeated || term->documents <= 0) {
            continue;
        }
        size_t at = n++;
        for (; at > 0 && is_rarer(term, sorted[at - 1]); at--) {
            sorted[at] = sorted[at - 1];
        }
        sorted[at] = term;
    }
    size_t taken = 0;
    int64_t total = 0;
    while (taken < n && (taken == 0 || total + sorted[taken]->documents <= RANK_POSTINGS_MAX)) {
        total += sorted[taken]->documents;
        ret_places[taken] = sorted[taken]->place;
        taken++;
    }
    return taken;
}

/* ---- candidates */

#define POOL_SLOTS 32768 /* a power of two well above RANK_POSTINGS_MAX */

struct pool_item {
    int64_t id;
    double sum;
};

struct rank_pool {
    struct pool_item *items;
    size_t n;
    uint16_t *slots; /* place in items + 1 */
};

struct rank_pool *rank_pool_new(struct arena *arena)
{
    struct rank_pool *pool = arena_new(arena, struct rank_pool);
    pool->items = arena_array(arena, struct pool_item, RANK_POSTINGS_MAX);
    pool->slots = arena_array(arena, uint16_t, POOL_SLOTS);
    return pool;
}

static uint16_t *pool_slot(struct rank_pool *pool, int64_t id)
{
    size_t at = (uint64_t)id * 0x9e3779b97f4a7c15ull >> 49;
    while (pool->slots[at] != 0 && pool->items[pool->slots[at] - 1].id != id) {
        at = (at + 1) % POOL_SLOTS;
    }
    return &pool->slots[at];
}

void rank_pool_add(struct rank_pool *pool, const struct rank_query *query, size_t place, int64_t id)
{
    check(place < query->n);
    uint16_t *slot = pool_slot(pool, id);
    if (*slot == 0) {
        if (pool->n == RANK_POSTINGS_MAX) {
            return;
        }
        pool->items[pool->n++] = (struct pool_item){.id = id};
        *slot = (uint16_t)pool->n;
    }
    pool->items[*slot - 1].sum += query->terms[place].idf;
}

size_t rank_pool_take(struct rank_pool *pool, int64_t ret_ids[RANK_CANDIDATES_MAX])
{
    struct rank_hit hits[RANK_CANDIDATES_MAX];
    struct rank_top top = {.hits = hits, .max = RANK_CANDIDATES_MAX};
    for (size_t i = 0; i < pool->n; i++) {
        rank_top_add(&top, pool->items[i].id, real_round(pool->items[i].sum * 1000));
    }
    rank_top_sort(&top);
    for (size_t i = 0; i < top.n; i++) {
        ret_ids[i] = hits[i].id;
    }
    return top.n;
}

/* ---- the score */

/* How often words and pairs occur, each field with its weight. */
struct weights {
    double words[RANK_TERMS_MAX];
    double pairs[RANK_TERMS_MAX]; /* word i and the one behind it */
};

/* What levels long and short documents: the saturation of this one. */
static double saturation_of(const struct rank_document *document)
{
    size_t length = 0;
    for (int f = 0; f < RANK_FIELDS; f++) {
        length += document->fields[f].n;
    }
    return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * (double)length / LENGTH_USUAL);
}

static void weigh_token(struct weights *weights, const struct rank_query *query, struct rank_tokens text, size_t at,
                        double share)
{
    for (size_t i = 0; i < query->n; i++) {
        if (query->terms[i].hash != text.hashes[at]) {
            continue;
        }
        weights->words[i] += share;
        if (i + 1 < query->n && at + 1 < text.n && query->terms[i + 1].hash == text.hashes[at + 1]) {
            weights->pairs[i] += share;
        }
    }
}

/* Where in the query the whole acronym stands; query->n when nowhere. */
static size_t acronym_find(const struct rank_query *query, struct rank_tokens acronym)
{
    for (size_t i = 0; acronym.n > 0 && i + acronym.n <= query->n; i++) {
        size_t same = 0;
        while (same < acronym.n && query->terms[i + same].hash == acronym.hashes[same]) {
            same++;
        }
        if (same == acronym.n) {
            return i;
        }
    }
    return query->n;
}

static double acronym_points(const struct rank_query *query, struct rank_tokens acronym)
{
    size_t at = query->n <= ACRONYM_WORDS_MAX ? acronym_find(query, acronym) : query->n;
    double points = 0;
    for (size_t i = 0; at < query->n && i < acronym.n; i++) {
        points += ACRONYM_SHARE * query->terms[at + i].idf;
    }
    return points + (at == 0 && query->n > 0 && acronym.n == query->n ? ACRONYM_ONLY : 0);
}

int64_t rank_score(const struct rank_query *query, const struct rank_document *document)
{
    struct weights weights = {.words = {0}};
    for (int f = 0; f < RANK_FIELDS; f++) {
        struct rank_tokens text = document->fields[f];
        for (size_t at = 0; at < text.n; at++) {
            weigh_token(&weights, query, text, at, FIELD_WEIGHT[f]);
        }
    }
    double saturation = saturation_of(document);
    double score = 0;
    for (size_t i = 0; i < query->n; i++) {
        const struct rank_query_term *term = &query->terms[i];
        if (!term->repeated) {
            score += term->idf * weights.words[i] / (saturation + weights.words[i]);
        }
        if (weights.pairs[i] > 0) {
            double idf = (term->idf + term[1].idf) / 2;
            score += PAIR_SHARE * idf * weights.pairs[i] / (saturation + weights.pairs[i]);
        }
    }
    if (score > 0) {
        score += acronym_points(query, document->fields[RANK_ACRONYM]);
    }
    return real_round(score * 1000);
}
