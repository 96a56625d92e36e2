/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** files: those of a database of SQLite. Private to src/db.
**
** "sqlite:var/smallgiants.db" is the main file; beside it lie "var/smallgiants.evidence-7.db", one a
** generation, and "var/smallgiants.evidence.lock", held by whoever builds the next one. All texts live in
** the arena.
*/
#ifndef DB_FILES_H
#define DB_FILES_H

#include "db/engine.h"

/* FAULT_INVALID with a sentence when the url is not one of a file. */
enum fault must_use files_parse(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why);
bool files_exist(const char *path);
bool files_exist_main(const struct place *place);
const char *files_evidence(struct arena *arena, const struct place *place, int64_t number);
/* The same as an SQLite URI that says read-only and never changing. */
const char *files_evidence_uri(struct arena *arena, const struct place *place, int64_t number);

/* Makes the folders above the main file, and the main file, empty and not for others to read, when they are absent. */
enum fault must_use files_make(struct arena *arena, const struct place *place, struct str *ret_why);
/* The lock of the one builder; FAULT_BUSY when another has it. It dies with the process or with
** close(*ret_fd). */
enum fault must_use files_lock(struct arena *arena, const struct place *place, int *ret_fd, struct str *ret_why);
/* Removes evidence files (with their journals) below `low` and above `high`. */
void files_sweep(const struct place *place, int64_t low, int64_t high);
/* Removes the main file with its journals, and every evidence file: for a database that was never finished. */
void files_remove(const struct place *place);
/* A copy with the same owner and rights, which shares blocks where the file system can; made anew. */
enum fault must_use files_copy(const char *from, const char *to);
/* Waits until the file and its name are on disk. */
enum fault must_use files_sync(struct arena *arena, const struct place *place, const char *path);

#endif
