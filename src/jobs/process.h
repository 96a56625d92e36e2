/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** process: the name under which a process takes a job, and whether the process of such a name still lives.
**
** "HOST NAMESPACE PID START": the machine, its table of processes, the number there and when it was started, in ticks
** since the machine was; a number that was given anew is another process. Linux only.
*/
#ifndef JOBS_PROCESS_H
#define JOBS_PROCESS_H

#include "base/arena.h"
#include "base/str.h"

enum process_state {
    PROCESS_LIVES,
    PROCESS_GONE,
    PROCESS_UNKNOWN, /* on another machine, in another table of processes, or hidden from us */
};

struct str process_self(struct arena *arena);
enum process_state process_look(struct arena *arena, struct str name);

#endif
