/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_order: what an import is to do, as it stands in the queue. Written by the command line and by the page that
** begins imports, read by the jobs process (jobs/import_job.h).
**
** An order names its files by whole paths, because whoever carries it out may stand in another folder. What anybody may
** read of it (import_order_put_about) are the files' own names.
*/
#ifndef STORE_IMPORT_ORDER_H
#define STORE_IMPORT_ORDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/ids.h"
#include "base/str.h"
#include "store/trust_log.h"

#define IMPORT_PATHS_MAX 256 /* given at once */
#define IMPORT_JOB_PREFIX "import-" /* of the kinds of job */
#define IMPORT_NAMES_SHOWN_MAX 20 /* of the files; the rest is a number */
#define IMPORT_TRIES_MAX 5 /* a full disk or a machine that goes down; over a quarter of an hour */
#define IMPORT_LANE "slow"

/* Bytes already in memory instead of a path: embedded content. */
struct import_file {
    struct str path;  /* or the name that messages use when bytes are given */
    struct str bytes; /* no text (s NULL): read the path */
};

struct import_order {
    struct str what; /* "cordis": the word on the command line */
    const struct import_file *files;
    size_t files_n;
    struct str rejects_path;
    struct maybe_int as_of;
};

/* fields: file, rejects, as_of */
void import_order_put(struct buf *payload, const struct import_order *order);
/* fields: file (the first IMPORT_NAMES_SHOWN_MAX, without folders), files (how many there are) */
void import_order_put_about(struct buf *about, const struct import_order *order);
/* FAULT_DAMAGED when it is no order. */
enum fault must_use import_order_read(struct arena *arena, struct str kind, struct str payload,
                                      struct import_order *ret_order);

/* Who began it stands in the log, beside the job, which is forgotten after a while. In the transaction that adds it. */
enum fault must_use import_order_note(struct db *db, struct arena *arena, struct str what, int64_t job,
                                      const struct log_someone *who, int64_t now);

#endif
