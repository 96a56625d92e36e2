/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** runs: more records than memory should hold, read in the order of their keys.
**
** They come in runs, each sorted already; read are all records of a key together, in the order of their runs. The last
** run stays in memory, those before it go to a file without a name in $TMPDIR, else /var/tmp: what fits into one run
** never touches a disk. The file needs the room of all runs and is gone with the process, however that ends.
**
** runs_new -> (runs_begin -> runs_put by rising key ...) ... -> runs_read -> runs_next until there are no more ->
** runs_free. Memory: the last run, and 64 KiB for each of the others while they are read. Cost: a comparison with
** each run for each record. Faults: FAULT_IO when the file cannot be made, written or read.
*/
#ifndef JOBS_RUNS_H
#define JOBS_RUNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"

struct run_record {
    struct str key;
    struct str value;
    int64_t a, b; /* whatever the caller wants kept */
};

struct runs;

struct runs *runs_new(void);
void runs_free(struct runs *runs); /* NULL is fine */

enum fault must_use runs_begin(struct runs *runs);
void runs_put(struct runs *runs, const struct run_record *record);

enum fault must_use runs_read(struct runs *runs);
/* Texts of the record are valid until the next call. */
enum fault must_use runs_next(struct runs *runs, struct run_record *ret_record, bool *ret_more);

#endif
