/* SPDX-License-Identifier: AGPL-3.0-or-later
** hold: a job in hand. */
#include "jobs/hold.h"

#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/rand.h"
#include "jobs/process.h"

#define PAUSE_MS 50

static int64_t instant(void)
{
    return (int64_t)time(NULL);
}

static void pause_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000l}, NULL);
}

struct str job_new_uid(struct arena *arena)
{
    return rand_hex(arena, 16);
}

enum fault hold_open(struct arena *arena, struct str url, const struct job_held *job, struct hold *hold,
                     struct str *ret_why)
{
    *hold = (struct hold){.job = *job};
    return db_open(arena, url, DB_WRITE, &hold->db, ret_why);
}

static enum fault must_use add_within(struct db *db, struct arena *arena, const struct job_new *job,
                                      const struct log_someone *by, int64_t *ret_id)
{
    int64_t now = instant();
    TRY(job_add_within(db, arena, job, now, ret_id));
    struct str what = str_from(job->kind, sizeof IMPORT_JOB_PREFIX - 1);
    return by != NULL ? import_order_note(db, arena, what, *ret_id, by, now) : OK;
}

static enum fault must_use add_once(struct hold *hold, struct arena *arena, const struct job_new *job,
                                    const struct log_someone *by)
{
    TRY(db_begin(hold->db));
    return db_end(hold->db, add_within(hold->db, arena, job, by, &hold->job.id));
}

enum fault hold_add(struct arena *arena, struct str url, const struct job_new *job, const struct log_someone *by,
                    struct hold *hold, struct str *ret_why)
{
    *hold = (struct hold){.job = {.by = job->taken_by, .tries = 1, .tries_max = job->tries_max}};
    TRY(db_open(arena, url, DB_WRITE, &hold->db, ret_why));
    int64_t end_ms = process_clock_ms() + JOB_WRITE_MS_MAX;
    enum fault fault;
    while ((fault = add_once(hold, arena, job, by)) == FAULT_BUSY && process_clock_ms() < end_ms) {
        pause_a_little();
    }
    if (fault != OK) {
        *ret_why = str_format(arena, "it cannot be noted in the database: %.*s", STR_ARG(db_error(hold->db)));
        hold_close(hold);
    }
    return fault;
}

void hold_close(struct hold *hold)
{
    db_close(hold->db);
    hold->db = NULL;
}

void hold_progress(void *self, struct str what, uint64_t done, uint64_t total)
{
    struct hold *hold = self;
    watch_progress(hold->also, what, done, total);
    int64_t now_ms = process_clock_ms();
    if (hold->lost || now_ms - hold->noted_ms < JOB_PROGRESS_MS_MIN) {
        return;
    }
    hold->noted_ms = now_ms;
    hold->lost = job_progress(hold->db, &hold->job, what, done, total, instant()) == FAULT_CONFLICT;
    if (hold->lost && hold->leave) {
        _exit(HOLD_LOST);
    }
}

enum fault hold_done(struct hold *hold, struct str result)
{
    int64_t end_ms = process_clock_ms() + JOB_WRITE_MS_MAX;
    enum fault fault;
    while ((fault = job_done(hold->db, &hold->job, result, instant())) == FAULT_BUSY && process_clock_ms() < end_ms) {
        pause_a_little();
    }
    return fault;
}

enum fault hold_fail(struct hold *hold, enum fault fault, struct str why)
{
    return hold_put_back(hold->db, &hold->job, fault, why);
}

enum fault hold_put_back(struct db *db, const struct job_held *job, enum fault why_fault, struct str why)
{
    int64_t end_ms = process_clock_ms() + JOB_WRITE_MS_MAX;
    for (;;) {
        enum fault fault = why_fault == OK ? job_give_back(db, job, instant())
                                           : job_fail(db, job, why_fault, why, instant());
        if (fault != FAULT_BUSY || process_clock_ms() >= end_ms) {
            return fault;
        }
        pause_a_little();
    }
}
