/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** keeper_process: the one process that hashes passwords, and the lines that lead from each worker to it.
**
** keeper_lines_open in the supervisor, before it forks; it holds both ends of all lines, so that whoever dies is
** followed by one who takes over his end with what is still in it. Each child keeps its own: keeper_lines_keep in a
** worker and in helpers, keeper_run closes those of the workers itself. The supervisor closes all when it stops
** (keeper_lines_close): the keeper goes on answering until the last worker has ended, and then ends as well. A line is
** closed by exec: a program that takes over (http/restart.h) makes its own, and workers of the life before keep theirs.
**
** One question at a time, from each line in turn, with lower priority than those who make pages. What waits is in the
** lines (http/asking.h bounds it). A keeper that begins drops what it finds there, says so on each line (answer
** number 0), and is asked anew: so an answer that died with the one before it is not waited for.
** It never logs a word of what it is asked, and leaves no core behind.
*/
#ifndef HTTP_KEEPER_PROCESS_H
#define HTTP_KEEPER_PROCESS_H

#include "base/limits.h"

struct keeper_lines {
    int count;                 /* one a worker */
    int keeper[WORKERS_MAX];   /* the ends; -1: closed */
    int worker[WORKERS_MAX];
};

void keeper_lines_open(struct keeper_lines *lines, int workers);
/* Closes all ends but that of one worker; number -1: all. */
void keeper_lines_keep(struct keeper_lines *lines, int number);
/* The process, as struct helper wants it; self is the lines. */
int keeper_run(void *self);

#endif
