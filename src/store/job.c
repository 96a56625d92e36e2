/* SPDX-License-Identifier: AGPL-3.0-or-later
** job: the queue. */
#include "store/job.h"

#include "base/check.h"

enum fault job_add_within(struct db *db, struct arena *arena, const struct job_new *job, int64_t now,
                          int64_t *ret_id)
{
    check(job->uid.n > 0 && job->uid.n <= JOB_UID_MAX && job->tries_max >= 1);
    if (job->about.n > JOB_TEXT_MAX || job->payload.n > JOB_TEXT_MAX) {
        return FAULT_TOO_LARGE;
    }
    bool taken = job->taken_by.n > 0;
    struct q_job_by_uid row;
    const struct q_job_add_in in = {
        .uid = job->uid, .kind = job->kind, .lane = job->lane, .about = job->about, .payload = job->payload,
        .state = taken ? S("running") : S("waiting"), .tries = taken ? 1 : 0, .tries_max = job->tries_max,
        .taken_by = job->taken_by, .lease_until = taken ? now + job_lease_s(job->tries_max) : 0, .now = now,
        .started_at = {taken, now},
    };
    TRY(q_job_forget(db, now - JOB_KEPT_S));
    TRY(q_job_add(db, &in));
    TRY(q_job_by_uid(db, arena, job->uid, &row));
    *ret_id = row.id;
    return OK;
}

enum fault job_add(struct db *db, struct arena *arena, const struct job_new *job, int64_t now, int64_t *ret_id)
{
    int64_t id = 0;
    TRY(db_begin(db));
    TRY(db_end(db, job_add_within(db, arena, job, now, &id)));
    *ret_id = id;
    return OK;
}

static enum fault must_use take(struct db *db, struct arena *arena, struct str lane, struct str by, bool inside,
                                int64_t now, struct q_job_take *ret_job)
{
    struct q_job_due due;
    struct q_job_take job;
    check(by.n > 0);
    TRY(q_job_due(db, arena, lane, now, inside, &due));
    TRY(db_begin(db));
    TRY(db_end(db, q_job_take(db, arena, lane, by, now + JOB_LEASE_S, now, inside, &job)));
    *ret_job = job;
    return OK;
}

enum fault job_take(struct db *db, struct arena *arena, struct str lane, struct str by, int64_t now,
                    struct q_job_take *ret_job)
{
    return take(db, arena, lane, by, false, now, ret_job);
}

enum fault job_take_inside(struct db *db, struct arena *arena, struct str lane, struct str by, int64_t now,
                           struct q_job_take *ret_job)
{
    return take(db, arena, lane, by, true, now, ret_job);
}

/* A statement for one job that must still be as its caller thinks. */
static enum fault changed_one(struct db *db, enum fault fault)
{
    return fault == OK && db_changed(db) != 1 ? FAULT_CONFLICT : fault;
}

enum fault job_progress(struct db *db, const struct job_held *held, struct str step, uint64_t done, uint64_t total,
                        int64_t now)
{
    TRY(db_begin(db));
    enum fault fault = q_job_progress(db, held->id, held->by, now + job_lease_s(held->tries_max), step, (int64_t)done,
                                      (int64_t)total);
    return db_end(db, changed_one(db, fault));
}

enum fault job_renew(struct db *db, const struct job_held *held, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, changed_one(db, q_job_renew(db, held->id, held->by, now + job_lease_s(held->tries_max))));
}

enum fault job_done(struct db *db, const struct job_held *held, struct str result, int64_t now)
{
    if (result.n > JOB_TEXT_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(db_begin(db));
    return db_end(db, changed_one(db, q_job_done(db, held->id, held->by, result, now)));
}

int64_t job_lease_s(int64_t tries_max)
{
    return tries_max > 1 ? JOB_LEASE_S : JOB_LEASE_ALONE_S;
}

static bool is_final(enum fault fault)
{
    return fault == FAULT_INVALID || fault == FAULT_NOT_FOUND || fault == FAULT_DENIED || fault == FAULT_TOO_LARGE ||
           fault == FAULT_CONFLICT;
}

int job_percent(int64_t done, int64_t total)
{
    if (total <= 0) {
        return -1;
    }
    int64_t part = done < 0 ? 0 : done < total ? done : total;
    int64_t percent = total < 1000 ? part * 100 / total : part / (total / 100);
    return percent < 100 ? (int)percent : 100;
}

int64_t job_retry_s(int64_t tries)
{
    int64_t seconds = JOB_RETRY_S_MIN;
    for (int64_t i = 1; i < tries && seconds < JOB_RETRY_S_MAX; i++) {
        seconds *= 2;
    }
    return seconds < JOB_RETRY_S_MAX ? seconds : JOB_RETRY_S_MAX;
}

enum fault job_fail(struct db *db, const struct job_held *held, enum fault why_fault, struct str why, int64_t now)
{
    check(why_fault != OK);
    bool busy = why_fault == FAULT_BUSY && held->tries_max > 1;
    bool dead = !busy && (is_final(why_fault) || held->tries >= held->tries_max);
    const struct q_job_put_back_in in = {
        .id = held->id, .taken_by = held->by,
        .state = dead ? S("dead") : busy ? S("waiting") : S("failed"),
        .tries = busy ? held->tries - 1 : held->tries,
        .fault = str_of(fault_name(why_fault)), .why = str_clip(why, JOB_TEXT_MAX),
        .run_after = now + (busy ? JOB_BUSY_S : job_retry_s(held->tries)), .ended_at = {dead, now},
    };
    TRY(db_begin(db));
    return db_end(db, changed_one(db, q_job_put_back(db, &in)));
}

enum fault job_lost(struct db *db, const struct job_held *held, int64_t now)
{
    bool dead = held->tries >= held->tries_max;
    const struct q_job_put_back_in in = {
        .id = held->id, .taken_by = held->by, .state = dead ? S("dead") : S("waiting"), .tries = held->tries,
        .fault = str_of(fault_name(FAULT_IO)), .why = S("The process that did it ended before it did."),
        .run_after = now, .ended_at = {dead, now},
    };
    TRY(db_begin(db));
    return db_end(db, changed_one(db, q_job_put_back(db, &in)));
}

enum fault job_give_back(struct db *db, const struct job_held *held, int64_t now)
{
    const struct q_job_put_back_in in = {
        .id = held->id, .taken_by = held->by, .state = S("waiting"), .tries = held->tries - 1, .fault = S(""),
        .why = S(""), .run_after = now,
    };
    TRY(db_begin(db));
    return db_end(db, changed_one(db, q_job_put_back(db, &in)));
}

/* Why a change by hand changed nothing. */
static enum fault tell_why(struct db *db, struct arena *arena, int64_t id, enum fault fault)
{
    struct q_job_by_id row;
    if (fault == OK && db_changed(db) == 0) {
        fault = q_job_by_id(db, arena, id, &row);
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    return fault;
}

enum fault job_revive(struct db *db, struct arena *arena, int64_t id, int64_t tries_max, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, tell_why(db, arena, id, q_job_revive(db, id, tries_max, now)));
}

enum fault job_drop(struct db *db, struct arena *arena, int64_t id)
{
    TRY(db_begin(db));
    return db_end(db, tell_why(db, arena, id, q_job_drop(db, id)));
}
