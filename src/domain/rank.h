/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rank: puts search results in order, from the tokens that the import kept. docs/search.md says how.
**
** A token is what text/analyse made of a word; here it is only its 32-bit hash. A document is five lists of
** tokens. The score is BM25F (the fields' weights, then one saturation, levelled by the document's length), plus
** something for words that stand side by side in the query and in the document, and for any two that stand near each
** other in the document, plus a boost when a short query is, or holds, the acronym. The words' rarity comes from the
** caller.
**
** A search takes three steps:
**   1. rank_query_make from the query's tokens and their document counts;
**   2. rank_index finds the RANK_FOUND_MAX best by BM25F alone, from lists that the import made;
**   3. of the first RANK_CLOSE_MAX of these read the blobs, rank_decode, rank_score: that only adds, so those behind
**      need no look. rank_top_add each; rank_top_sort.
** Scores are integers and the same on every machine; ties go to the smaller id. No I/O, nothing kept.
**
** The blob: byte 'T', byte 2 (version), then for each field in the order of enum rank_field a count
** (little-endian, 2 bytes), then all hashes of the fields one after the other (little-endian, 4 bytes), then for each
** token of the field that is shown (rank_shown_field) where it stands: first byte (2 bytes), bytes (1 byte).
*/
#ifndef DOMAIN_RANK_H
#define DOMAIN_RANK_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define RANK_FIELD_TOKENS_MAX 4000 /* of one field; more are cut: the longest objective has about 900 */
#define RANK_TERMS_MAX 40          /* words of a query that count; a title pasted in has under 30 */
#define RANK_FOUND_MAX 200         /* documents that one query gives */
#define RANK_CLOSE_MAX 40          /* of these, looked at closely: 60 win nothing, 30 lose 0.001 of MRR */

enum rank_field { RANK_ACRONYM, RANK_TITLE, RANK_OBJECTIVE, RANK_KEYWORDS, RANK_TOPIC, RANK_FIELDS };
/* RANK_TOPIC holds the titles of the project's topics and of its EuroSciVoc fields. */

/* Tokens in their order. Borrowed. */
struct rank_tokens {
    const uint32_t *hashes;
    size_t n;
};

/* Where a token stands in its text, for showing it. A place past the 65,535th byte has n == 0: it is not known. */
struct rank_place {
    uint16_t from;
    uint8_t n; /* bytes; a longer token is cut */
};

struct rank_document {
    struct rank_tokens fields[RANK_FIELDS];
    const struct rank_place *places; /* of the tokens of the shown field; NULL: none is known */
};

/* Of which field pieces are shown: the objective, or the keywords where there is none. */
enum rank_field rank_shown_field(const struct rank_document *document);

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
    double idf; /* rarity */
    bool repeated;      /* stands earlier in the query too: counts only for pairs */
};

struct rank_query {
    struct rank_query_term terms[RANK_TERMS_MAX];
    size_t n;
};

/* The tokens of the query in their order (those past RANK_TERMS_MAX are left out), and how many documents
** there are in all. */
struct rank_query rank_query_make(const struct rank_term *terms, size_t terms_count, int64_t documents);

/* How much an occurrence in a field counts. */
double rank_field_weight(enum rank_field field);

/* ---- the score: thousandths; 0 when no word of the query is in the document */
int64_t rank_score(const struct rank_query *query, const struct rank_document *document);

/* Whether the tokens stand side by side in any field. False for none. */
bool rank_has_phrase(const struct rank_document *document, const uint32_t *hashes, size_t n);

/* Where words of the query stand in the shown field, in the order of the text. */
struct rank_met {
    struct rank_place place;
    size_t term; /* of the query: the first of that word */
};
size_t rank_find_met(const struct rank_query *query, const struct rank_document *document, struct rank_met *ret_met,
                     size_t max);

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
