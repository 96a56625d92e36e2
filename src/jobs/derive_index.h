/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** derive_index: the search index of all projects, built while they are read and written once. Internal to
** jobs/derive*.c.
**
** Words and their lists grow in memory until they take `bytes_max`, some 16,000 projects for SEARCH_INDEX_BYTES; then
** they are put away as a sorted run (jobs/runs.h), and all runs are put together at the end. What comes of it is the
** same for any `bytes_max`.
**
** Life: search_index_new -> for each project, by rising id: search_index_tokens for each of its fields, then
** search_index_add -> search_index_save -> search_index_free. Faults: those of db.h and of jobs/runs.h.
*/
#ifndef JOBS_DERIVE_INDEX_H
#define JOBS_DERIVE_INDEX_H

#include "domain/rank.h"
#include "jobs/derive_parts.h"
#include "store/search_facts.h"

struct search_index;

#define SEARCH_INDEX_BYTES (32u << 20)

struct search_index *search_index_new(size_t bytes_max);
void search_index_free(struct search_index *index); /* NULL is fine */

/* Clears the tables and makes room for the projects that there are. */
enum fault must_use search_index_start(struct search_index *index, struct db *db);
/* The tokens of a field's text, and where they stand, in the arena; noted for the project that search_index_add
** ends. */
struct rank_tokens search_index_tokens(struct search_index *index, struct arena *arena, enum rank_field field,
                                       struct str text, const struct rank_place **ret_places);
/* The same index for funding calls, of which there are few: clears their tables; by rising id search_index_tokens, then
** search_index_add_call; no facts, no words for the speller. */
enum fault must_use search_index_start_calls(struct search_index *index, struct db *db);
enum fault must_use search_index_add_call(struct search_index *index, struct db *db, struct arena *arena, int64_t call,
                                          const struct rank_document *document);
/* Ends a project: its tokens are written. */
enum fault must_use search_index_add(struct search_index *index, struct db *db, struct arena *arena,
                                     const struct rank_document *document, struct search_facts facts);
/* Writes lists and, of projects, facts and the words for the speller. */
enum fault must_use search_index_save(struct search_index *index, struct db *db);

#endif
