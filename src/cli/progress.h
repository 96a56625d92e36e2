/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** progress: how far a long verb is: a bar on a terminal, else a line for each thing that is begun, or none. On standard
** error.
*/
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <time.h>

#include "jobs/import.h"

#define PROGRESS_MICRO 1000000

struct progress {
    bool terminal;
    struct timespec began, drawn;
    char what[64];
    bool silent;               /* without a terminal nothing is said: for timers */
    const char *doing;         /* "working out": what is done to things that have no size */
    struct import_watch watch; /* to be handed on */
};

void progress_begin(struct progress *progress, const char *doing);
/* Wipes the bar. */
void progress_end(const struct progress *progress);
/* Since the beginning, in millionths of a second. */
int64_t progress_micros(const struct progress *progress);

#endif
