/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** job: the queue of work that is done beside the pages, in the main database. At least once, by one process at a time.
**
**     waiting --take--> running --done--> done          failed --(run_after)--> taken again
**                          |---failed---> failed        dead   --revive-------> waiting, its tries forgotten
**                          |---failed for good, or tries_max times---> dead
**                          |---its process is gone---> waiting; counted
**                          '---given back, or what it needs is busy---> waiting, the try not counted
**
** Who takes a job writes his name (taken_by); only he may say more of it, so one whose job was taken away notices
** (FAULT_CONFLICT) and one job is never ended twice. A process that died says nothing: another one sees that it is gone
** and calls job_lost in its name. Handlers must bear being run again.
**
** Each function is one short transaction of its own on a DB_WRITE connection (none may be open), and changes everything
** or nothing. Times are instants that the caller read. Faults are those of db.h.
*/
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "base/fault.h"
#include "base/limits.h"
#include "store/job.sql.h"

#define JOB_UID_MAX 64u

/* Kinds of which there is one job, woken again and again (q_job_alone, q_job_alone_wake). */
#define LOG_CHECK_JOB "log-check"       /* jobs/log_check.h */
#define LOG_CHECK_TRIES_MAX 3
#define SENDER_CHECK_JOB "sender-check" /* jobs/sender_check.h */
#define SENDER_CHECK_TRIES_MAX 3

#define NOTE_PDF_JOB "note-pdf"         /* jobs/pdf_job.h; one each time that somebody asks */
#define NOTE_PDF_TRIES_MAX 2            /* of its process: one that was killed */

/* A job to be added. Texts as in migrations/main/0003_job.sql. */
struct job_new {
    struct str uid;      /* of the adder's making, never used twice for different jobs */
    struct str kind;
    struct str lane;
    struct str about;
    struct str payload;
    int64_t tries_max;   /* at least 1 */
    struct str taken_by; /* "" waits for anybody; else it is running at once, taken by him */
};

/* A job in somebody's hands. */
struct job_held {
    int64_t id;
    struct str by;
    int64_t tries;
    int64_t tries_max;
};

/* Also forgets what was done more than JOB_KEPT_S ago, but for the last of each kind. Adding the same uid again gives
** the same job. FAULT_TOO_LARGE: about or payload over JOB_TEXT_MAX. */
enum fault must_use job_add(struct db *db, struct arena *arena, const struct job_new *job, int64_t now,
                            int64_t *ret_id);
/* The same within a transaction of the caller's, for a page whose form adds a job. */
enum fault must_use job_add_within(struct db *db, struct arena *arena, const struct job_new *job, int64_t now,
                                   int64_t *ret_id);
/* The job of that lane that has been due the longest; an import ("import-" begins its kind) waits while any other one
** is running. FAULT_NOT_FOUND: there is none, and nothing was locked. */
enum fault must_use job_take(struct db *db, struct arena *arena, struct str lane, struct str by, int64_t now,
                             struct q_job_take *ret_job);
/* The same where there is no internet: mail, imports and what asks others wait in the queue. */
enum fault must_use job_take_inside(struct db *db, struct arena *arena, struct str lane, struct str by, int64_t now,
                                    struct q_job_take *ret_job);

/* For who holds it; FAULT_CONFLICT when it is no longer his. */
enum fault must_use job_progress(struct db *db, const struct job_held *held, struct str step, uint64_t done,
                                 uint64_t total, int64_t now);
/* He lives, and has nothing new to say. */
enum fault must_use job_renew(struct db *db, const struct job_held *held, int64_t now);
/* FAULT_TOO_LARGE: result over JOB_TEXT_MAX. */
enum fault must_use job_done(struct db *db, const struct job_held *held, struct str result, int64_t now);
/* Tried again later, or dead: at once for what another try will not change (invalid, not found, denied, too large,
** conflict), else when it was begun tries_max times. FAULT_BUSY is no failure: it waits a little and begins anew, as
** often as need be, unless it has one try only. */
enum fault must_use job_fail(struct db *db, const struct job_held *held, enum fault why_fault, struct str why,
                             int64_t now);
/* Whoever had it is gone (not the caller): taken again at once, or dead when that was the last try. */
enum fault must_use job_lost(struct db *db, const struct job_held *held, int64_t now);
/* Whoever had it stops, for no fault of the job. */
enum fault must_use job_give_back(struct db *db, const struct job_held *held, int64_t now);

/* By hand, of what failed or is dead. FAULT_NOT_FOUND: there is no such job; FAULT_CONFLICT: it is neither. */
enum fault must_use job_revive(struct db *db, struct arena *arena, int64_t id, int64_t tries_max, int64_t now);
/* Forgets a dead one. Faults as job_revive. */
enum fault must_use job_drop(struct db *db, struct arena *arena, int64_t id);

/* Seconds that nobody takes it from who has it and is not heard of: JOB_LEASE_S, or with one try, which is that of a
** command that does it itself, JOB_LEASE_ALONE_S. */
int64_t job_lease_s(int64_t tries_max);
/* How far, 0 to 100, whatever stands in the row; -1 when total is not known. */
int job_percent(int64_t done, int64_t total);
/* Seconds to wait after so many tries that failed: doubling, from JOB_RETRY_S_MIN to JOB_RETRY_S_MAX. */
int64_t job_retry_s(int64_t tries);

#endif
