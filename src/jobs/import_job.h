/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_job: an import as a job: carrying out the order that stands in the queue (store/import_order.h), and the
** report that comes of it. An import that is run again changes nothing, so it is fit for a queue that gives everything
** at least once (jobs/import.h).
*/
#ifndef JOBS_IMPORT_JOB_H
#define JOBS_IMPORT_JOB_H

#include "base/buf.h"
#include "jobs/import_calls.h"
#include "jobs/import_cordis.h"
#include "jobs/kinds.h"

struct import_report {
    bool is_cordis;              /* then `cordis` holds, and its counts are the same */
    struct cordis_report cordis;
    bool is_calls;               /* then `calls` holds, and its counts are the same */
    struct call_counts calls;
    struct import_counts counts;
    struct str records;          /* what is counted: "Cities" */
};

/* The kind of job, "import-cordis", in the arena; no text when nothing is imported by that word. */
struct str import_job_kind(struct arena *arena, struct str what);

/* fields: rows, added, changed, unchanged, rejected, skipped, rejects_lost, of funding calls
** deadlines, and of CORDIS projects, participations */
void import_report_put(struct buf *result, const struct import_report *report);

/* Does it. *ret_why, one sentence, on every fault. */
enum fault must_use import_carry_out(struct arena *arena, const struct import_order *order, struct str url, int64_t now,
                                     const struct import_watch *watch, struct import_report *ret_report,
                                     struct str *ret_why);
/* The handler of all kinds of import. */
enum fault must_use import_job_run(struct job_run *run);

#endif
