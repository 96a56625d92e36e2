/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** place: where the files of a database are, from its url. Private to src/db.
**
** "sqlite:var/smallgiants.db" is the main file; beside it lie "var/smallgiants.evidence-7.db", one a
** generation, and "var/smallgiants.evidence.lock", held by whoever builds the next one. All texts live in
** the arena.
*/
#ifndef DB_PLACE_H
#define DB_PLACE_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

struct place {
    const char *main;  /* path of the main file */
    struct str folder; /* "var", "." */
    struct str stem;   /* "smallgiants" */
};

/* FAULT_INVALID with a sentence when the url is not one of a file. */
enum fault must_use place_parse(struct arena *arena, struct str url, struct place *ret_place,
                                struct str *ret_why);
bool place_exists(const char *path);
const char *place_evidence(struct arena *arena, const struct place *place, int64_t number);
/* The same as an SQLite URI that says read-only and never changing. */
const char *place_evidence_uri(struct arena *arena, const struct place *place, int64_t number);

/* Makes the folders above the main file. */
enum fault must_use place_make_folders(struct arena *arena, const struct place *place, struct str *ret_why);
/* Makes the main file, empty and not for others to read, when it is absent. */
enum fault must_use place_make_main(struct arena *arena, const struct place *place, struct str *ret_why);
/* The lock of the one builder; FAULT_BUSY when another has it. It dies with the process or with
** close(*ret_fd). */
enum fault must_use place_lock(struct arena *arena, const struct place *place, int *ret_fd,
                               struct str *ret_why);
/* Removes evidence files (with their journals) below `low` and above `high`. */
void place_sweep(const struct place *place, int64_t low, int64_t high);
/* Removes the main file with its journals, and every evidence file: for a database that was never finished. */
void place_remove(const struct place *place);
/* A copy with the same owner and rights, which shares blocks where the file system can; made anew. */
enum fault must_use place_copy(const char *from, const char *to);
/* Waits until the file and its name are on disk. */
enum fault must_use place_sync(struct arena *arena, const struct place *place, const char *path);

#endif
