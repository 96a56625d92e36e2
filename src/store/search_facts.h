/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search_facts: what a search needs to know of every project besides its words: one text for all of them, read whole.
**
** Documents are numbered from 0 by project id; the lists of domain/rank_index use these numbers. Bytes, numbers with
** the least byte first: 'F', version 1; documents (4 bytes); codes of countries (2) and each of them (2 letters); for
** each document 32 bytes: project id (8), start and end (4 each: days, or the least number for unknown), a bit for each
** theme's number (8), where its countries begin (4) and how many they are (1), status (1), flags (1: has results, 2:
** with a small city), 0; then the countries of all documents, a byte each: the number of the code.
**
** Building: search_facts_builder_new -> search_facts_builder_add, by rising id ... -> search_facts_builder_bytes.
*/
#ifndef STORE_SEARCH_FACTS_H
#define STORE_SEARCH_FACTS_H

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/ids.h"
#include "base/str.h"

#define SEARCH_COUNTRIES_MAX 250 /* of all projects together; the world has fewer */
#define SEARCH_COUNTRIES_OF_ONE 64 /* of one project; the most seen is 41 */
#define SEARCH_THEMES_MAX 63     /* themes are numbered from 1 */

struct search_facts {
    struct project_id id;
    struct str status; /* as in the table project */
    struct date start, end;
    bool has_results;
    bool with_small_city; /* a city that fits the size takes part */
    uint64_t themes;      /* bit n: theme n */
    const unsigned char *countries; /* numbers of codes */
    size_t countries_count;
};

struct search_facts_all {
    size_t n;
    size_t codes_count;
    const char *codes; /* two letters each */
    const unsigned char *records;
    struct str lists;
};

/* Reads the text's head; `bytes` is borrowed. FAULT_DAMAGED when it is no such text. */
enum fault must_use search_facts_open(struct str bytes, struct search_facts_all *ret_all);
/* FAULT_DAMAGED when there is no such document, or its countries lie outside. */
enum fault must_use search_facts_get(const struct search_facts_all *all, size_t document,
                                     struct search_facts *ret_facts);
/* The number of the document, or all->n when the project is none of them. */
size_t search_facts_find(const struct search_facts_all *all, struct project_id id);
struct str search_facts_code(const struct search_facts_all *all, size_t country);

struct search_facts_builder;
struct search_facts_builder *search_facts_builder_new(struct arena *arena, size_t documents_max);
/* `countries` and its count of `facts` are not looked at: codes are given as texts; those of other than two letters,
** and past the bounds above, are left out. */
void search_facts_builder_add(struct search_facts_builder *builder, const struct search_facts *facts,
                              const struct str *countries, size_t countries_count);
struct str search_facts_builder_bytes(struct search_facts_builder *builder);

#endif
