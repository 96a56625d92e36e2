/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** correct: "this is us", "this is not us", and taking that back. The correction is kept in the main database and
** applied at once: what follows from bodies (records of cities, counts) is made anew in the next generation of the
** evidence, which readers see whole or not at all. Themes and the search index stay as they are. Every later import
** applies it too.
**
** An organisation has at most one correction that stands: a new one withdraws the one before. A death between
** keeping and publishing leaves a correction that the next import, or the same order again, applies.
**
** Faults: FAULT_BUSY while an import runs; those of db.h. *ret_why is a sentence on every fault.
*/
#ifndef JOBS_CORRECT_H
#define JOBS_CORRECT_H

#include "domain/resolve.h"
#include "jobs/import.h"
#include "store/correction.sql.h"
#include "store/trust_log.h"

struct correction {
    struct organisation_id organisation;
    bool withdraw;                        /* true: only the organisation counts */
    enum resolve_kind kind;               /* RESOLVE_NONE: no city's body */
    struct q_correction_city_keys city;   /* no name: no city */
    struct str why;
    struct str who;                       /* as they want to be named beside it */
    struct log_someone by;                /* for the log */
};

/* in: url, now, watch, size_rule, themes. */
enum fault must_use correct(struct arena *arena, const struct import_in *in, const struct correction *correction,
                            struct str *ret_why);

#endif
