/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_job: an import as a job: the order that goes into the queue, carrying it out, and the report that comes of it.
**
** An order names its files by whole paths, because whoever carries it out may stand in another folder. What anybody may
** read of it (import_order_put_about) are the files' own names. An import that is run again changes nothing, so it is
** fit for a queue that gives everything at least once (jobs/import.h).
*/
#ifndef JOBS_IMPORT_JOB_H
#define JOBS_IMPORT_JOB_H

#include "base/buf.h"
#include "jobs/import_cordis.h"
#include "jobs/kinds.h"

#define IMPORT_JOB_PREFIX "import-" /* of the kinds of job */
#define IMPORT_NAMES_SHOWN_MAX 20 /* of the files; the rest is a number */

struct import_order {
    struct str what; /* "cordis": the word on the command line */
    const struct import_file *files;
    size_t files_n;
    struct str rejects_path;
    struct maybe_int as_of;
};

struct import_report {
    bool is_cordis;              /* then `cordis` holds, and its counts are the same */
    struct cordis_report cordis;
    struct import_counts counts;
    struct str records;          /* what is counted: "Cities" */
};

/* The kind of job, "import-cordis", in the arena; no text when nothing is imported by that word. */
struct str import_job_kind(struct arena *arena, struct str what);

/* fields: file, rejects, as_of */
void import_order_put(struct buf *payload, const struct import_order *order);
/* fields: file (the first IMPORT_NAMES_SHOWN_MAX, without folders), files (how many there are) */
void import_order_put_about(struct buf *about, const struct import_order *order);
/* FAULT_DAMAGED when it is no order. */
enum fault must_use import_order_read(struct arena *arena, struct str kind, struct str payload,
                                      struct import_order *ret_order);
/* fields: rows, added, changed, unchanged, rejected, skipped, rejects_lost, and of CORDIS projects, participations */
void import_report_put(struct buf *result, const struct import_report *report);

/* Does it. *ret_why, one sentence, on every fault. */
enum fault must_use import_carry_out(struct arena *arena, const struct import_order *order, struct str url, int64_t now,
                                     const struct import_watch *watch, struct import_report *ret_report,
                                     struct str *ret_why);
/* The handler of all kinds of import. */
enum fault must_use import_job_run(struct job_run *run);

#endif
