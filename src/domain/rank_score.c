/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The query and the score of rank.h.
*/
#include <stddef.h>
#include <string.h>

#include "base/check.h"
#include "domain/rank.h"
#include "domain/rank_parts.h"
#include "domain/real.h"

/* Measured on the known-item test (docs/search.md). */
#define SATURATION 2.0     /* k1 */
#define LENGTH_SHARE 0.85  /* b */
#define LENGTH_USUAL 290.0 /* tokens of a document, mean over Horizon Europe */
#define PAIR_SHARE 0.5     /* a pair side by side, of its two words' mean rarity */
#define NEAR_SHARE 0.15    /* any two of the query's words near each other, of the lesser rarity */
#define NEAR 8             /* tokens from one to the other, at most */
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
                                       .idf = rarity(terms[i].documents, documents)};
        for (size_t j = 0; j < query.n; j++) {
            term.repeated = term.repeated || query.terms[j].hash == term.hash;
        }
        query.terms[query.n++] = term;
    }
    return query;
}

/* ---- the score */

double rank_field_weight(enum rank_field field)
{
    return FIELD_WEIGHT[field];
}

double rank_saturation(size_t length)
{
    return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * (double)length / LENGTH_USUAL);
}

/* How often words and pairs occur, each field with its weight. */
struct weights {
    double words[RANK_TERMS_MAX];
    double pairs[RANK_TERMS_MAX];                /* word i and the one behind it, side by side */
    uint64_t seldom;                             /* a bit for each query word's hash: most tokens are none of them */
    float near[RANK_TERMS_MAX * RANK_TERMS_MAX]; /* at i n + j: words i < j near each other, in either order */
};

static uint64_t bit_of(uint32_t hash)
{
    return 1ull << (hash & 63);
}

static double saturation_of(const struct rank_document *document)
{
    size_t length = 0;
    for (int f = 0; f < RANK_FIELDS; f++) {
        length += document->fields[f].n;
    }
    return rank_saturation(length);
}

/* Counts word `i`, met at `at`, with each other word met at most NEAR tokens before. */
static void weigh_near(struct weights *weights, size_t n, const ptrdiff_t *last, size_t i, ptrdiff_t at, double share)
{
    for (size_t j = 0; j < n; j++) {
        if (j != i && at - last[j] <= NEAR) {
            weights->near[i < j ? i * n + j : j * n + i] += (float)share;
        }
    }
}

static void weigh_token(struct weights *weights, const struct rank_query *query, struct rank_tokens text, size_t at,
                        ptrdiff_t *last, double share)
{
    for (size_t i = 0; i < query->n; i++) {
        if (query->terms[i].hash != text.hashes[at]) {
            continue;
        }
        weights->words[i] += share;
        if (i + 1 < query->n && at + 1 < text.n && query->terms[i + 1].hash == text.hashes[at + 1]) {
            weights->pairs[i] += share;
        }
        if (!query->terms[i].repeated) {
            weigh_near(weights, query->n, last, i, (ptrdiff_t)at, share);
            last[i] = (ptrdiff_t)at;
        }
    }
}

static void weigh_field(struct weights *weights, const struct rank_query *query, struct rank_tokens text, double share)
{
    ptrdiff_t last[RANK_TERMS_MAX];
    for (size_t i = 0; i < query->n; i++) {
        last[i] = -NEAR - 1;
    }
    for (size_t at = 0; at < text.n; at++) {
        if (weights->seldom & bit_of(text.hashes[at])) {
            weigh_token(weights, query, text, at, last, share);
        }
    }
}

static double near_points(const struct weights *weights, const struct rank_query *query, double saturation)
{
    double points = 0;
    for (size_t i = 0; i < query->n; i++) {
        for (size_t j = i + 1; j < query->n; j++) {
            double weight = (double)weights->near[i * query->n + j];
            double idf = query->terms[i].idf < query->terms[j].idf ? query->terms[i].idf : query->terms[j].idf;
            points += weight > 0 ? NEAR_SHARE * idf * weight / (weight + saturation) : 0;
        }
    }
    return points;
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
    struct weights weights;
    memset(&weights, 0, offsetof(struct weights, near) + sizeof weights.near[0] * query->n * query->n);
    for (size_t i = 0; i < query->n; i++) {
        weights.seldom |= bit_of(query->terms[i].hash);
    }
    for (int f = 0; f < RANK_FIELDS; f++) {
        weigh_field(&weights, query, document->fields[f], FIELD_WEIGHT[f]);
    }
    double saturation = saturation_of(document);
    double score = near_points(&weights, query, saturation);
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

/* ---- where words stand */

static bool stands_at(struct rank_tokens text, size_t at, const uint32_t *hashes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text.hashes[at + i] != hashes[i]) {
            return false;
        }
    }
    return true;
}

bool rank_has_phrase(const struct rank_document *document, const uint32_t *hashes, size_t n)
{
    for (int f = 0; n > 0 && f < RANK_FIELDS; f++) {
        struct rank_tokens text = document->fields[f];
        for (size_t at = 0; at + n <= text.n; at++) {
            if (stands_at(text, at, hashes, n)) {
                return true;
            }
        }
    }
    return false;
}

size_t rank_find_met(const struct rank_query *query, const struct rank_document *document, struct rank_met *ret_met,
                     size_t max)
{
    struct rank_tokens text = document->fields[rank_shown_field(document)];
    size_t n = 0;
    for (size_t at = 0; document->places != NULL && at < text.n && n < max; at++) {
        size_t i = 0;
        while (i < query->n && query->terms[i].hash != text.hashes[at]) {
            i++;
        }
        if (i < query->n && document->places[at].n > 0) {
            ret_met[n++] = (struct rank_met){document->places[at], i};
        }
    }
    return n;
}
