/* SPDX-License-Identifier: AGPL-3.0-or-later
** kinds: the table. */
#include "jobs/kinds.h"

#include "base/check.h"
#include "jobs/import_job.h"
#include "jobs/log_check.h"
#include "jobs/mail.h"
#include "jobs/pdf_job.h"
#include "jobs/sender_check.h"
#include "jobs/sign_in.h"

#define SIGN_IN_TRIES_MAX 3 /* with the database only: who waits begins anew before long */

/* Imports: IMPORT_JOB_PREFIX and the word on the command line. */
static const struct job_kind items[] = {
    {IMPORT_JOB_PREFIX "places", LANE_SLOW, IMPORT_TRIES_MAX, import_job_run},
    {IMPORT_JOB_PREFIX "cordis", LANE_SLOW, IMPORT_TRIES_MAX, import_job_run},
    {IMPORT_JOB_PREFIX "gcom", LANE_SLOW, IMPORT_TRIES_MAX, import_job_run},
    {IMPORT_JOB_PREFIX "twinnings", LANE_SLOW, IMPORT_TRIES_MAX, import_job_run},
    {MAIL_JOB, LANE_QUICK, 5, mail_job_run},
    {IMPORT_JOB_PREFIX "uk-structural", LANE_SLOW, IMPORT_TRIES_MAX, import_job_run},
    {IMPORT_JOB_PREFIX "calls", LANE_SLOW, IMPORT_TRIES_MAX, import_job_run},
    {LOG_CHECK_JOB, LANE_SLOW, LOG_CHECK_TRIES_MAX, log_check_job_run},
    {SENDER_CHECK_JOB, LANE_QUICK, SENDER_CHECK_TRIES_MAX, sender_check_job_run},
    {NOTE_PDF_JOB, LANE_QUICK, NOTE_PDF_TRIES_MAX, pdf_job_run},
    {SIGN_IN_JOB, LANE_SIGN_IN, SIGN_IN_TRIES_MAX, sign_in_job_run},
};

const struct job_kinds job_kinds = {items, COUNT_OF(items)};

struct str lane_name(enum lane lane)
{
    static const struct str names[LANE__MAX] = {
        [LANE_QUICK] = S_INIT("quick"), [LANE_SLOW] = S_INIT("slow"), [LANE_SIGN_IN] = S_INIT("sign-in"),
    };
    return names[lane];
}

const struct job_kind *kind_find(const struct job_kinds *kinds, struct str name)
{
    for (size_t i = 0; i < kinds->n; i++) {
        if (str_eq(name, str_of(kinds->items[i].name))) {
            return &kinds->items[i];
        }
    }
    return NULL;
}
