/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** backup: a whole network into one file, back out of it, and from one database into another.
**
** All three look at what they did: a backup is read again before it counts, a restored or copied database is summed and
** compared table by table before it is named done. When that look itself fails, the fault is its own and the sentence
** says that the thing is there, what is not known of it, and the command that tells.
*/
#ifndef JOBS_BACKUP_H
#define JOBS_BACKUP_H

#include "jobs/archive.h"

struct backup_report {
    struct transfer_sums sums;
    int64_t rows;      /* of all tables */
    struct str sha256; /* of the file */
    int64_t bytes;     /* of the file */
    struct str path;
};

/* While others read and write; what they do meanwhile is not in it. `to`: a file that is not there yet, or a folder,
** in which it gets a name by the time, `now`. evidence: with what files say, not only what people gave. */
enum fault must_use backup_write(struct arena *arena, struct str url, struct str to, bool evidence, int64_t now,
                                 struct str version, const struct import_watch *watch, struct backup_report *ret_report,
                                 struct str *ret_why);
/* What people gave, of a database that migrate is about to raise, into a file in `folder`. *ret_path empty: there is
** nothing to be raised, and no file. */
enum fault must_use backup_before_migrate(struct arena *arena, struct str url, struct str folder, int64_t now,
                                          struct str version, struct str *ret_path, struct str *ret_why);
#define BACKUP_DAYS_MAX 35 /* what somebody had erased is in none that is older */

/* Removes the oldest of those that backup_write named in `folder` beyond `keep`, and those over BACKUP_DAYS_MAX days
** old, with their sums; the newest stays in any case. *ret_removed: how many. */
enum fault must_use backup_thin(struct arena *arena, struct str folder, size_t keep, int64_t now, size_t *ret_removed,
                                struct str *ret_why);
/* Reads all of a file and compares every sum; changes nothing. */
enum fault must_use backup_look(struct arena *arena, struct str path, const struct import_watch *watch,
                                struct archive_head *ret_head, struct transfer_sums *ret_sums, struct str *ret_why);
/* Into a database that does not exist yet: FAULT_CONFLICT where there is one, and when the backup is of a newer or
** another version. `evidence` false: leaves that part out. An older one is brought to this version. */
enum fault must_use backup_restore(struct arena *arena, struct str path, struct str url, bool evidence,
                                   const struct import_watch *watch, struct backup_report *ret_report,
                                   struct str *ret_why);
/* Everything from one database into another that does not exist yet, on whichever engine. */
enum fault must_use backup_copy(struct arena *arena, struct str from, struct str to, const struct import_watch *watch,
                                struct backup_report *ret_report, struct str *ret_why);

#endif
