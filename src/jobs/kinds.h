/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** kinds: what kinds of jobs there are, and what is called to do one.
**
** A handler does what its payload says, and bears being run again, also after it was killed anywhere in its middle: the
** queue gives every job at least once. It writes what came of it into `result` (base/fields.h). Its faults and `why`, a
** sentence, are kept with the job; store/job.h says which are tried again.
*/
#ifndef JOBS_KINDS_H
#define JOBS_KINDS_H

#include "base/buf.h"
#include "jobs/import.h"

/* One job a lane at a time, so that what is quick never waits for an import. */
enum lane { LANE_QUICK, LANE_SLOW, LANE_SIGN_IN /* somebody waits before a page */, LANE__MAX };

struct secret_key;

struct mail_maker; /* jobs/mail.h */

struct job_run {
    struct arena *arena;
    struct str url;       /* of the database */
    struct str kind;
    struct str payload;
    const struct secret_key *key; /* of the network; NULL: it was not said */
    int64_t now;
    const struct import_watch *watch;
    const struct mail_maker *mails; /* for the kind `mail` */
    struct buf *result;
    struct str why;
};

struct job_kind {
    const char *name;
    enum lane lane;
    int tries_max;
    enum fault (*run)(struct job_run *run);
};

struct job_kinds {
    const struct job_kind *items;
    size_t n;
};

/* Those of the program. */
extern const struct job_kinds job_kinds;

struct str lane_name(enum lane lane); /* "quick", "slow", "sign-in" */
/* NULL: there is none of that name. */
const struct job_kind *kind_find(const struct job_kinds *kinds, struct str name);

#endif
