/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sign_in: the job that exchanges the codes of those who came back from a provider, verifies what it says of them, and
** opens their sessions (store/sign_in.h).
**
** All that wait, one after the other. An attempt that fails is no failure of the job: it is said to the person, on the
** page that waits for it, and to those who run the network, in what they see of the provider. Killed in its middle it
** is run again; a code that was used meanwhile is refused by the provider, and the person begins anew.
*/
#ifndef JOBS_SIGN_IN_H
#define JOBS_SIGN_IN_H

#include "jobs/kinds.h"

#define SIGN_IN_JOB "sign-in"

enum fault sign_in_job_run(struct job_run *run);

#endif
