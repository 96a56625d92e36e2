/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_cordis: EU research projects and their partners from the files of CORDIS.
**
** Any of: the official CSV zip, a folder of its CSVs, single CSVs of every generation (2014 to today; columns
** are found by
** name, the separator from the first line, decimals with point or comma), and the official XML, zipped, in a
** folder or
** single. Tables are read in the order projects, partners, topics, fields, results, whatever order they stand in; so
** partners of a project that no file brings are kept under the project's acronym until one does. What is newer
** is decided
** record by record (store/load_cordis.h); nothing is ever deleted. A row that cannot be used goes to the
** rejects file.
** A network of 2016 (organisations apart, projects by record number) is read with its project table beside it.
** Streaming: memory does not grow with the file, but for 32 bytes a participation. Natural persons are marked.
*/
#ifndef JOBS_IMPORT_CORDIS_H
#define JOBS_IMPORT_CORDIS_H

#include "jobs/evidence_source.h"
#include "jobs/import.h"

struct cordis_report {
    struct import_counts counts;   /* records: projects and participations */
    int64_t projects;              /* records of projects in the files */
    int64_t participations;
    int64_t stubs;                 /* projects known by their acronym only, so far */
    int64_t persons;               /* participations of natural persons, never shown */
    int64_t ec_contribution_cents; /* sums over the records of the files */
    int64_t net_ec_contribution_cents;
    struct str unused;             /* names of members that hold nothing used here, separated by ", " */
};

enum fault must_use import_cordis(struct arena *arena, const struct import_in *in, struct cordis_report *ret_report,
                                  struct str *ret_why);
/* Into a generation that the caller began: no deriving, no publishing. *ret_any: something is new. */
enum fault must_use import_cordis_into(struct arena *arena, struct db *db, const struct import_in *in,
                                       enum publisher publisher, struct cordis_report *ret_report, bool *ret_any,
                                       struct str *ret_why);

#endif
