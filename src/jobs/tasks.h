/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** tasks: what there is to read in the files given to an import, and the way of an import into the evidence.
**
** tasks_open looks at each member of each file with the import's own finder; a member that the finder refuses, or finds
** of no use (kind 0), is passed over while another one of its file is of use. tasks_close, also after a fault.
** import_run begins the next generation, has it filled, derives what follows and publishes it; when nothing was new, or
** on a fault, the last published state stays.
*/
#ifndef JOBS_TASKS_H
#define JOBS_TASKS_H

#include "base/date.h"
#include "jobs/evidence_source.h"
#include "jobs/import.h"
#include "jobs/source.h"

/* One member of one of the files. */
struct task {
    struct source *source;
    size_t file;
    size_t member;
    int kind; /* the import's own enum, never 0 */
};

struct tasks {
    struct arena *arena;
    struct task *items;
    size_t n, size;
    struct source *sources[IMPORT_PATHS_MAX]; /* of each file */
    size_t sources_n;
    struct str unused; /* names of members of no use, separated by ", " */
};

/* *ret_kind 0: of no use here. FAULT_INVALID with a sentence: it is something else. */
typedef enum fault task_finder(const void *context, struct arena *arena, struct source *source, size_t member,
                               int *ret_kind, struct str *ret_why);

/* tasks->arena is set by the caller. `wanted`: what would do, for the sentence ("the CORDIS zip"). */
enum fault must_use tasks_open(struct tasks *tasks, const struct import_in *in, task_finder *find,
                               const void *context, struct str wanted, struct str *ret_why);
void tasks_close(struct tasks *tasks);
uint64_t tasks_bytes(const struct tasks *tasks); /* unpacked, as far as known */

/* Opens the member as a stream of text or XML; other content is FAULT_INVALID, with a sentence. */
enum fault must_use task_stream_open(struct arena *arena, struct source *source, size_t member, struct str wanted,
                                     struct stream **ret_stream, enum content *ret_content, struct str *ret_why);

/* What an import does between the beginning of a generation and its publication. */
struct import_step {
    void *self;
    /* Fills the generation. *ret_any: something is new. */
    enum fault (*fill)(void *self, struct arena *arena, struct db *db, const struct import_in *in, bool *ret_any,
                       struct str *ret_why);
    /* What follows from it: derive, or a part of that. */
    enum fault (*derive)(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why);
};

enum fault must_use import_run(struct arena *arena, const struct import_in *in, const struct import_step *step,
                               struct str *ret_why);

#endif
