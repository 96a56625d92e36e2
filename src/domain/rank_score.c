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
#define PAIR_SHARE 0.5     /* a pair side by side, of its two words' mean rarity */
#define ACRONYM_SHARE 2.0  /* the acronym named in the query, of its words' rarity */
#define ACRONYM_ONLY 1000  /* the query is the acronym and nothing else: before everything, in score units */

struct field_rule {
    double weight;
    double length_share; /* b */
    double length_usual; /* tokens, mean over Horizon Europe */
};

static const struct field_rule FIELD_RULES[RANK_FIELDS] = {
    [RANK_ACRONYM] = {4.0, 0.0, 1.3},   [RANK_TITLE] = {3.0, 0.4, 12.0},  [RANK_OBJECTIVE] = {1.0, 0.5, 260.0},
    [RANK_KEYWORDS] = {2.0, 0.4, 10.0}, [RANK_TOPIC] = {0.7, 0.4, 12.0},
};

/* ---- the query */

static double rarity(int64_t documents, int64_t of)
{
    double n = documents < of ? (double)documents : (double)of;
    return real_ln(1 + ((double)of - n + 0.5) / (n + 0.5));
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

#define POOL_SLOTS 16384 /* a power of two well above RANK_POSTINGS_MAX */

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
    size_t at = (uint64_t)id * 0x9e3779b97f4a7c15ull >> 50;
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

/* How often words and pairs occur, each field weighted and levelled by its length. */
struct weights {
    double words[RANK_TERMS_MAX];
    double pairs[RANK_TERMS_MAX]; /* word i and the one behind it */
};

static double field_share(enum rank_field field, size_t length)
{
    const struct field_rule *rule = &FIELD_RULES[field];
    return rule->weight / (1 - rule->length_share + rule->length_share * (double)length / rule->length_usual);
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
    size_t at = acronym_find(query, acronym);
    double points = 0;
    for (size_t i = 0; at < query->n && i < acronym.n; i++) {
        points += ACRONYM_SHARE * query->terms[at + i].idf;
    }
    return points + (at == 0 && acronym.n == query->n ? ACRONYM_ONLY : 0);
}

int64_t rank_score(const struct rank_query *query, const struct rank_document *document)
{
    struct weights weights = {.words = {0}};
    for (int f = 0; f < RANK_FIELDS; f++) {
        struct rank_tokens text = document->fields[f];
        double share = field_share((enum rank_field)f, text.n);
        for (size_t at = 0; at < text.n; at++) {
            weigh_token(&weights, query, text, at, share);
        }
    }
    double score = 0;
    for (size_t i = 0; i < query->n; i++) {
        const struct rank_query_term *term = &query->terms[i];
        if (!term->repeated) {
            score += term->idf * weights.words[i] / (SATURATION + weights.words[i]);
        }
        if (weights.pairs[i] > 0) {
            double idf = (term->idf + term[1].idf) / 2;
            score += PAIR_SHARE * idf * weights.pairs[i] / (SATURATION + weights.pairs[i]);
        }
    }
    if (score > 0) {
        score += acronym_points(query, document->fields[RANK_ACRONYM]);
    }
    return real_round(score * 1000);
}
