/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** log_check: the job that looks once a day whether the log of what was changed still stands as it was written
** (trust_log_verify). Its row says when, and how many entries; a log that does not hold is a job that failed for good:
** it says where, and those who run the network get it with the weekly mail.
*/
#ifndef JOBS_LOG_CHECK_H
#define JOBS_LOG_CHECK_H

#include "jobs/kinds.h"
#include "store/job.h"

enum fault log_check_job_run(struct job_run *run);

#endif
