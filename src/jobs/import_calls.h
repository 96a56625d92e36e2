/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_calls: funding calls from files (jobs/calls.h says of which kinds) into the evidence.
**
** A funding call is known by its key: the portal's identifier, or publisher and identifier of a list. A file that was
** read before changes nothing. What a newer file says of a funding call replaces what stood there, with all its
** deadlines; a file that is known to be older (--as-of) changes nothing of it. Within one file the same funding call
** may stand several times, once for each date: its deadlines are put together. No file removes a funding call: what is
** over stays as memory.
*/
#ifndef JOBS_IMPORT_CALLS_H
#define JOBS_IMPORT_CALLS_H

#include "jobs/evidence_source.h"
#include "jobs/import.h"

struct call_counts {
    struct import_counts counts;
    int64_t deadlines; /* read, of funding calls that were taken */
    int64_t undated;   /* funding calls whose source names no deadline */
};

/* Into a database that is open, of one publisher; what follows from it is not worked out (derive). *ret_any: something
** was new. */
enum fault must_use import_calls_into(struct arena *arena, struct db *db, const struct import_in *in,
                                      enum publisher publisher, struct call_counts *ret_counts, bool *ret_any,
                                      struct str *ret_why);
/* FAULT_INVALID and others with *ret_why, one sentence. */
enum fault must_use import_calls(struct arena *arena, const struct import_in *in, struct call_counts *ret_counts,
                                 struct str *ret_why);

#endif
