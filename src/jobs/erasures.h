/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** erasures: the list of what was erased (store/erasure.h), as a file beside the backups: FOLDER/erasures.
**
** backup writes it anew each time: what the database knows, and what stood there before. restore reads the one beside
** the backup and erases again. The file has no personal data in it, so it may be copied along with the backups
** anywhere; with an older list less is erased again, never something else.
*/
#ifndef JOBS_ERASURES_H
#define JOBS_ERASURES_H

#include "store/erasure.h"

/* "/srv/backups/erasures" for "/srv/backups/smallgiants-....backup". */
struct str erasures_beside(struct arena *arena, struct str path);
/* Written whole or not at all. Nothing erased yet: no file. *ret_why on a fault; FAULT_INVALID: what stands there is no
** such list, and is left as it is. */
enum fault must_use erasures_keep(struct arena *arena, struct str url, struct str path, struct str *ret_why);
/* Erases again, in one transaction, and takes it out of the files. A file that is not there is FAULT_NOT_FOUND. */
enum fault must_use erasures_replay(struct arena *arena, struct str url, struct str path, int64_t now,
                                    struct erasure_report *ret_report, struct str *ret_why);

#endif
