/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** archive: a whole database as one file: what `backup` writes and `restore` reads, on any engine.
**
** The file is one gzip stream of records: a letter, a length of 4 bytes (the lowest first), and so many bytes.
**     F  "small giants backup 1", always first
**     H  JSON: who wrote it, when, from which engine, and the migrations of each set with their SHA-256
**     T  a table: "set name", then a line a column: "name kind", kind int, text or blob, with ? when it may be absent
**     R  a row of it (jobs/row_code.h)
**     E  the end of the table: "rows sha256", the sum over the bytes of its rows
**     Z  JSON: what the tables came to; always last
** Beside it stands FILE.sha256, as sha256sum writes and checks it. What was written is on disk before the file gets its
** name; until then it is FILE.part.
*/
#ifndef JOBS_ARCHIVE_H
#define JOBS_ARCHIVE_H

#include "jobs/transfer.h"

#define ARCHIVE_MIGRATIONS_MAX 1000

struct archive_migration {
    struct str file;
    struct str sha256;
};

/* The migrations a set had; n == 0: the set is not in the file. */
struct archive_set {
    const struct archive_migration *items;
    size_t n;
};

struct archive_head {
    struct str version; /* of the program that wrote it */
    int64_t made_at;    /* instant */
    struct str engine;  /* "sqlite", "postgres" */
    struct archive_set main, evidence;
};

/* ---- writing: open, give archive_sink to a source, then finish or drop */
struct archive_out;

/* FAULT_CONFLICT: the file is there already. FAULT_IO. */
enum fault must_use archive_create(struct arena *arena, struct str path, const struct archive_head *head,
                                   struct archive_out **ret_out, struct str *ret_why);
struct sink archive_sink(struct archive_out *out);
/* Ends the life of `out` either way. *ret_sha256 of the file, *ret_bytes its size. */
enum fault must_use archive_finish(struct archive_out *out, const struct transfer_sums *sums, struct str *ret_sha256,
                                   int64_t *ret_bytes, struct str *ret_why);
void archive_drop(struct archive_out *out); /* removes the part written; NULL is fine */

/* ---- reading */

/* Only the head. FAULT_INVALID: it is no backup of ours. */
enum fault must_use archive_read_head(struct arena *arena, struct str path, struct archive_head *ret_head,
                                      struct str *ret_why);
/* All of it, to its end, into `sink` (whose calls may be NULL). FAULT_DAMAGED: cut off, changed, a sum that is not
** right. What stands behind the fault was not given to the sink, what stands before it was: read it once without a
** sink first. */
enum fault must_use archive_read(struct arena *arena, struct str path, const struct sink *sink,
                                 const struct import_watch *watch, struct archive_head *ret_head,
                                 struct transfer_sums *ret_sums, struct str *ret_why);

#endif
