/* SPDX-License-Identifier: AGPL-3.0-or-later
** log_check: the log, once a day. */
#include "jobs/log_check.h"

#include "base/fields.h"
#include "store/trust_log.h"

static enum fault must_use check_with(struct job_run *run, struct db *db)
{
    struct log_report report;
    TRY(db_begin(db));
    TRY(db_end(db, trust_log_verify(db, run->arena, NULL, &report)));
    fields_put_int(run->result, "entries", report.number);
    fields_put_int(run->result, "erased", report.erased);
    if (report.verdict == LOG_INTACT) {
        return OK;
    }
    run->why = str_format(run->arena, "The log of what was changed does not hold, at entry %lld: ask smallgiants log "
                                      "verify, and compare with a backup.", (long long)report.number);
    return FAULT_INVALID; /* another try would find the same */
}

enum fault log_check_job_run(struct job_run *run)
{
    struct db *db = NULL;
    TRY(db_open(run->arena, run->url, DB_READ, &db, &run->why));
    enum fault fault = check_with(run, db);
    db_close(db);
    return fault;
}
