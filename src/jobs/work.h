/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** work: the process that works off the queue, beside the web workers or started by hand.
**
** Whenever something was written to the database (db_news), and every JOB_LOOK_MS in any case, it looks whether
** anything is due, takes it, and has it done by a child of its own, one a lane: the memory of an import goes with its
** process, and a handler that dies is a job that failed. Jobs of processes that are gone are put back, so that they are
** taken again, here or on another machine with the same database. No database is open when it forks.
**
** SIGTERM and SIGINT: children are ended at once, their jobs are given back (the try is not counted), and it ends. What
** a handler does must bear that. Killed by SIGKILL it takes its children with it. One line an event on standard error.
*/
#ifndef JOBS_WORK_H
#define JOBS_WORK_H

#include "jobs/kinds.h"

struct work_in {
    struct str url;
    const struct job_kinds *kinds;
    bool until_idle; /* ends when nothing is due any more */
    const struct mail_maker *mails; /* jobs/mail.h; NULL: no mail is sent from here */
    const struct secret_key *key; /* of the network; NULL: who comes back from a provider is not signed in from here */
    bool inside; /* without the internet: what needs it waits in the queue (job_take_inside) */
};

/* Returns the exit status: 0, or 1 when until_idle and the database could not be opened. */
int work_run(const struct work_in *in);

#endif
