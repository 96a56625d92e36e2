/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** hold: a job while it is carried out: notes how far it is, and in the end what came of it.
**
** hold_open -> hold_progress ... -> hold_done or hold_fail -> hold_close. It has a connection of its own. How far it is
** is noted at most every JOB_PROGRESS_MS_MIN, and a note that cannot be written is left out; the end is tried for
** JOB_WRITE_MS_MAX, because it counts. Sleeps while it waits: for jobs and the command line, never for the web.
*/
#ifndef JOBS_HOLD_H
#define JOBS_HOLD_H

#include "jobs/import.h"
#include "store/import_order.h"
#include "store/job.h"

#define HOLD_LOST 3 /* exit status */

struct hold {
    struct db *db;
    struct job_held job;
    const struct import_watch *also; /* told too, each time; NULL for none */
    int64_t noted_ms;
    bool lost;                       /* somebody else has the job now */
    bool leave;                      /* then the process ends at once, before it can publish anything */
};

/* A name for a new job that no other job has: 32 hexadecimal digits from the system's source of chance. */
struct str job_new_uid(struct arena *arena);

/* *ret_why on every fault, as db_open. `job.by` must live as long as the hold. */
enum fault must_use hold_open(struct arena *arena, struct str url, const struct job_held *job, struct hold *hold,
                              struct str *ret_why);
/* Adds the job and has it in hand when its taken_by is not "". by: who began an import, for the log; NULL: nobody did,
** or it is none. *ret_why on every fault. */
enum fault must_use hold_add(struct arena *arena, struct str url, const struct job_new *job,
                             const struct log_someone *by, struct hold *hold, struct str *ret_why);
void hold_close(struct hold *hold);
/* A struct import_watch's progress; self is the hold. */
void hold_progress(void *self, struct str what, uint64_t done, uint64_t total);
/* Faults as job_done and job_fail. */
enum fault must_use hold_done(struct hold *hold, struct str result);
enum fault must_use hold_fail(struct hold *hold, enum fault fault, struct str why);

/* For a job that is not in a hold: it failed, or with OK it is given back. Tried for JOB_WRITE_MS_MAX too. */
enum fault must_use hold_put_back(struct db *db, const struct job_held *job, enum fault why_fault, struct str why);

#endif
