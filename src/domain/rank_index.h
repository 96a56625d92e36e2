/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rank_index: which documents hold a word, and how much it says there; the best of them for a query.
**
** Documents are numbered from 0 in the order in which they are read. A list is a text of pairs in rising order of these
** numbers: how many numbers were passed over, least 7 bits first with the high bit set on all bytes but the last, then
** one byte, the word's weight in that document: w / (w + k) of BM25F (docs/search.md) in 255ths, at least 1. So a query
** needs one list a word, and no look at a document at all, to know the best of all.
**
** Building: a struct rank_list a word, zeroed; rank_list_add for each document that holds it; rank_list_bytes; or
** several of them, each of the documents behind those of the one before, and rank_list_join.
** Asking: rank_sums_new -> rank_sums_add a list of each word of the query (and rank_sums_drop those of words that must
** not be there) -> rank_sums_best. Cost: about 2 bytes and 2 ns an entry. Memory: the caller's arena.
*/
#ifndef DOMAIN_RANK_INDEX_H
#define DOMAIN_RANK_INDEX_H

#include "base/buf.h"
#include "domain/rank.h"

struct rank_chunk;

/* A list that grows. */
struct rank_list {
    struct rank_chunk *first, *last;
    size_t bytes;
    int64_t documents;
    int64_t next; /* the least number that may come */
};

/* `weight` is the sum of rank_field_weight over the word's occurrences, `length` the document's tokens. Numbers of
** documents rise. */
void rank_list_add(struct arena *arena, struct rank_list *list, int64_t document, double weight, size_t length);
/* The list as one text in the arena. */
struct str rank_list_bytes(struct arena *arena, const struct rank_list *list);

/* Appends a list of later documents, which was built on its own: all lists of a word, put one behind the other, are the
** list that would have been built of all its documents. *next: the least number that may come, 0 for the first; `list`
** is not empty, and `list_next` is the `next` of its struct rank_list. */
void rank_list_join(struct buf *to, int64_t *next, struct str list, int64_t list_next);

/* What each document has of the query so far. */
struct rank_sums {
    uint32_t *of; /* by number */
    size_t n;
};

struct rank_sums rank_sums_new(struct arena *arena, size_t documents);
/* FAULT_DAMAGED when it is no list, or names a document that is not there. */
enum fault must_use rank_sums_add(struct rank_sums *sums, struct str list, double rarity);
/* The documents of the list are out, whatever else they hold. Call it after all rank_sums_add. */
enum fault must_use rank_sums_drop(struct rank_sums *sums, struct str list);
/* All that are not in the list are out. */
enum fault must_use rank_sums_keep(struct rank_sums *sums, struct str list);
/* How many documents have something of the query. */
size_t rank_sums_count(const struct rank_sums *sums);
/* The best into `top`, sorted: ids are numbers of documents, scores in the thousandths of rank_score without what
** words near each other and acronyms add. */
void rank_sums_best(const struct rank_sums *sums, struct rank_top *top);

#endif
