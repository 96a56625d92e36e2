/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** restart: the program replaces itself by its newest version, under the same process number.
**
** restart_try starts the program once more as a child, with the same words, that only says with its exit status
** whether it would serve (it opens the database, takes the sockets, and ends). When it would, restart_become makes this
** process the new program; sockets and workers stay. The new program reads with restart_read what it is.
** Between the lives: the environment variable SMALLGIANTS_RESTART, "try" or the numbers of the workers still there.
*/
#ifndef HTTP_RESTART_H
#define HTTP_RESTART_H

#include <sys/types.h>

#include "http/sockets.h"

#define HELPERS_MAX 2                            /* the keeper of passwords, the jobs process */
#define CHILDREN_MAX (WORKERS_MAX + HELPERS_MAX) /* the workers and helpers */

struct restart {
    bool trial;              /* this process is only to say whether it would serve */
    int count;
    pid_t pids[CHILDREN_MAX]; /* workers of the life before, children of this process; 0: gone */
};

/* What this process is; nothing special when nobody said. */
void restart_read(struct restart *ret_restart);
/* Starts the trial. Returns its process, or -1 and errno. */
pid_t restart_try(const struct sockets *sockets);
/* Returns only when it failed, with errno. */
void restart_become(const struct sockets *sockets, const struct restart *workers);

#endif
