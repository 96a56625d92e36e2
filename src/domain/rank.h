/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rank: puts search results in order, from the tokens that the import kept. docs/search.md says how.
**
** A token is what text/analyse made of a word; here it is only its 32-bit hash. A document is five lists of
** tokens. The score is BM25F (the fields' weights, then one saturation, levelled by the document's
** length), plus a bonus for words that stand side by side in the query and in the document, plus a boost when
** a short query is, or holds, the acronym. The words' rarity comes from the caller.
**
** A search takes four steps:
**   1. rank_query_make from the query's tokens and their document counts;
**   2. for each of rank_query_postings(): read the ids of the projects that hold this token (any order, at
**      most RANK_POSTINGS_MAX), rank_pool_add each; then rank_pool_take gives the RANK_CANDIDATES_MAX best;
**   3. read these projects' blobs, rank_decode, rank_score;
**   4. rank_top_add each with a score above 0; rank_top_sort.
** Scores are integers and the same on every machine; ties go to the smaller id. No I/O, nothing kept.
**
** The blob: byte 'T', byte 1 (version), then for each field in the order of enum rank_field a count
** (little-endian, 2 bytes), then all hashes of the fields one after the other (little-endian, 4 bytes).
*/
#ifndef DOMAIN_RANK_H
#define DOMAIN_RANK_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define RANK_FIELD_TOKENS_MAX 4000 /* of one field; more are cut: the longest objective has about 900 */
#define RANK_TERMS_MAX 40          /* words of a query that count; a title pasted in has under 30 */
#define RANK_CANDIDATES_MAX 200    /* documents scored for one query */
#define RANK_POSTINGS_MAX 12000     /* ids read for one query, all its words together */

enum rank_field { RANK_ACRONYM, RANK_TITLE, RANK_OBJECTIVE, RANK_KEYWORDS, RANK_TOPIC, RANK_FIELDS };
/* RANK_TOPIC holds the titles of the project's topics and of its EuroSciVoc fields. */

/* Tokens in their order. Borrowed. */
struct rank_tokens {
    const uint32_t *hashes;
    size_t n;
};

struct rank_document {
    struct rank_tokens fields[RANK_FIELDS];
};

/* The hash of one token (as text/analyse gives it). */
uint32_t rank_token_hash(struct str token);

struct str rank_encode(struct arena *arena, const struct rank_document *document);
/* The lists are in the arena. FAULT_DAMAGED when it is no such blob. */
enum fault must_use rank_decode(struct arena *arena, struct str blob, struct rank_document *ret_document);

/* ---- the query */

struct rank_term {
    struct str token;  /* borrowed; for asking the index */
    int64_t documents; /* how many documents hold it; 0 for a word nobody uses */
};

struct rank_query_term {
    uint32_t hash;
    double idf;
    bool repeated;      /* stands earlier in the query too: counts only for pairs */
    size_t place;       /* in the caller's list of terms */
    int64_t documents;
};

struct rank_query {
    struct rank_query_term terms[RANK_TERMS_MAX];
    size_t n;
};

/* The tokens of the query in their order (those past RANK_TERMS_MAX are left out), and how many documents
** there are in all. */
struct rank_query rank_query_make(const struct rank_term *terms, size_t terms_count, int64_t documents);

/* Which words to look up for candidates: places in the caller's list, rarest first, so many that together
** they have at most RANK_POSTINGS_MAX documents, and always the rarest one that anybody uses. */
size_t rank_query_postings(const struct rank_query *query, size_t ret_places[RANK_TERMS_MAX]);

/* ---- candidates: which documents hold the most and rarest of the words looked up */
struct rank_pool;
struct rank_pool *rank_pool_new(struct arena *arena);
/* `place` as rank_query_postings gave it. Ids past RANK_POSTINGS_MAX in all are left out. */
void rank_pool_add(struct rank_pool *pool, const struct rank_query *query, size_t place, int64_t id);
/* The best, at most RANK_CANDIDATES_MAX; returns how many. */
size_t rank_pool_take(struct rank_pool *pool, int64_t ret_ids[RANK_CANDIDATES_MAX]);

/* ---- the score: thousandths; 0 when no word of the query is in the document */
int64_t rank_score(const struct rank_query *query, const struct rank_document *document);

/* ---- the best k, in an array of the caller */
struct rank_hit {
    int64_t id;
    int64_t score;
};

struct rank_top {
    struct rank_hit *hits;
    size_t n;
    size_t max;
};

void rank_top_add(struct rank_top *top, int64_t id, int64_t score);
/* Best first. */
void rank_top_sort(struct rank_top *top);

#endif
