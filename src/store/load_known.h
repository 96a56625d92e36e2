/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** load_known: what the evidence knows already while an import reads its files, remembered instead of asked record by
** record: a question is a round trip on PostgreSQL, and a file asks two a row.
**
** Of every project and organisation its version, read once by load_known_read; of participations those of one project
** at a time, the last that was asked for: rows of a project stand together in a file. A project that this import added
** has none but those that it added since. Right as long as nobody else writes, which is so for a builder: load_cordis
** notes here what it writes.
**
** load_known_new -> load_known_read -> ... -> load_known_free. Memory: 32 bytes a record with a quarter to five eighths
** of the places free; 24 MiB for 200,000 projects and 150,000 organisations.
*/
#ifndef STORE_LOAD_KNOWN_H
#define STORE_LOAD_KNOWN_H

#include "base/ids.h"
#include "db/db.h"

/* Which of two records of the same thing counts (load_cordis.c). */
struct load_version {
    int64_t updated_at; /* instant; INT64_MIN unknown: older than any */
    int64_t digest;     /* of all its fields; 0 when its own record was not read yet */
    int rank;           /* what its source weighs */
};

/* Of a source of this kind. */
struct load_version load_version_of(struct str kind, struct maybe_int updated_at, int64_t digest);

struct load_known;

struct load_known *load_known_new(void);
void load_known_free(struct load_known *known); /* NULL is fine */
enum fault must_use load_known_read(struct load_known *known, struct db *db);

/* False when there is no such project, organisation or participation. */
bool load_known_project(const struct load_known *known, struct project_id id, struct load_version *ret_version);
bool load_known_organisation(const struct load_known *known, struct organisation_id id,
                             struct load_version *ret_version);
enum fault must_use load_known_participation(struct load_known *known, struct db *db, struct project_id project,
                                             struct organisation_id organisation, int64_t occurrence,
                                             struct load_version *ret_version, bool *ret_known);
/* It has been written. A participation is of the project that was asked for last. */
void load_known_note_project(struct load_known *known, struct project_id id, struct load_version version);
void load_known_note_organisation(struct load_known *known, struct organisation_id id, struct load_version version);
void load_known_note_participation(struct load_known *known, struct organisation_id organisation, int64_t occurrence,
                                   struct load_version version);

#endif
