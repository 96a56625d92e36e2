/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** process: the name under which a process takes a job, and whether the process of such a name still lives.
**
** "HOST BOOT NAMESPACE PID START": the machine and which of its lives, its table of processes, the number there and
** when it was started, in ticks since the machine was; a number that was given anew is another process. Machines made
** from one image have one name; no two have a life in common. Linux only.
*/
#ifndef JOBS_PROCESS_H
#define JOBS_PROCESS_H

#include "base/arena.h"
#include "base/str.h"

enum process_state {
    PROCESS_LIVES,
    PROCESS_GONE,
    PROCESS_UNKNOWN, /* on another machine, before this one started, in another table of processes, or hidden */
};

/* A clock that only rises. */
int64_t process_clock_ms(void);
struct str process_self(struct arena *arena);
enum process_state process_look(struct arena *arena, struct str name);

#endif
