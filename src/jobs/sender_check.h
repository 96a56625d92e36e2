/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sender_check: asks the DNS whether others will believe that our mail is ours: SPF, DKIM and DMARC of the domain that
** mail comes from (text/sender_policy.h judges).
**
** It waits for the DNS, with no transaction open. As a job it is alone of its kind (store/job.h), woken from the
** set-up; its result holds `sender`, and for each finding `says`, `text` and `name`, in order.
*/
#ifndef JOBS_SENDER_CHECK_H
#define JOBS_SENDER_CHECK_H

#include "db/db.h"
#include "jobs/kinds.h"
#include "text/sender_policy.h"

#define SENDER_FINDINGS 3 /* SPF, DKIM, DMARC */

struct sender_report {
    struct str sender; /* the address that mail comes from */
    struct sender_finding findings[SENDER_FINDINGS];
    size_t n;          /* 1 when the domain is not there or nobody answers: nothing is asked below it */
};

/* FAULT_INVALID, with a sentence: no sender is set. */
enum fault must_use sender_check(struct db *db, struct arena *arena, struct sender_report *ret_report,
                                 struct str *ret_why);

enum fault sender_check_job_run(struct job_run *run);

#endif
