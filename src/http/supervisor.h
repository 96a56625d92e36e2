/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** supervisor: the parent of the workers. It opens the sockets, starts the workers, and replaces those that die.
**
** supervisor_open -> supervisor_run. Each worker has a listening socket of its own (SO_REUSEPORT), which the
** parent keeps: when a worker dies, its queue waits for the next one, started at once (later, up to
** RESTART_DELAY_MS_MAX, when it keeps dying). A worker that is stuck on one request is replaced too. No database
** is open when it forks.
*/
#ifndef HTTP_SUPERVISOR_H
#define HTTP_SUPERVISOR_H

#include <sys/types.h>

#include "http/worker.h"

struct supervised {
    int listen_fd;
    pid_t pid;              /* 0: not running */
    int64_t started_ms;
    int64_t due_ms;         /* when it is to be started again */
    int64_t delay_ms;
};

struct supervisor {
    const struct web *web;
    int workers;
    int port;               /* the one in use, also when 0 was asked for */
    struct supervised list[WORKERS_MAX];
};

/* Opens the sockets. `where` is HOST:PORT ("127.0.0.1:8080", "[::1]:8080", ":8080" for every address; port 0 any
** free one). FAULT_INVALID: not such a thing; FAULT_CONFLICT: in use by another program; FAULT_DENIED; FAULT_IO.
** *ret_why: a sentence with what to do. */
enum fault must_use supervisor_open(struct supervisor *supervisor, const struct web *web, struct arena *arena,
                                    struct str where, int workers, struct str *ret_why);
/* Serves until SIGTERM or SIGINT; SIGHUP goes to the workers. Returns the exit status. */
int supervisor_run(struct supervisor *supervisor);

#endif
