/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** supervisor: the parent of the workers. It opens the sockets, starts the workers and their helpers, and replaces those
** that die.
**
** supervisor_open -> supervisor_run. Each worker has a listening socket of its own (SO_REUSEPORT), unless sockets were
** passed (http/sockets.h); then they share. The parent keeps the sockets: when a worker dies, its queue waits for the
** next one, started at once (later, up to RESTART_DELAY_MS_MAX, when it keeps dying). A worker that is stuck on one
** request is replaced too. No database is open when it forks.
*/
#ifndef HTTP_SUPERVISOR_H
#define HTTP_SUPERVISOR_H

#include <sys/types.h>

#include "http/keeper_process.h"
#include "http/notify.h"
#include "http/restart.h"
#include "http/sockets.h"
#include "http/worker.h"

/* A process of another kind beside the workers, started and stopped with them, such as the one that works off jobs. */
struct helper {
    const char *name; /* of its lines in the log */
    /* In the child, with SIGTERM, SIGINT, SIGHUP and SIGCHLD blocked and no listening socket open. Until SIGTERM, which
    ** also comes when the parent dies. Returns the exit status. */
    int (*run)(void *self);
    void *self;
    bool keeps_lines;  /* it is the keeper, and needs all lines that lead to it */
};

struct supervised {
    pid_t pid;              /* 0: not running */
    int64_t started_ms;
    int64_t due_ms;         /* when it is to be started again */
    int64_t delay_ms;
};

struct supervisor {
    const struct web *web;
    const struct web *own;  /* of whom listens apart, on this machine only (http/sockets.h); NULL: nobody does */
    int workers;
    struct sockets sockets;
    const struct helper *helpers[HELPERS_MAX]; /* set before supervisor_run; NULL: none there, nor behind it */
    struct keeper_lines *lines; /* for the keeper, when it is one of them; NULL: nobody is asked about passwords */
    struct supervised list[CHILDREN_MAX]; /* the workers, then the helpers */
    struct notify notify;
    int64_t disk_look_ms;   /* when it is looked at next */
    int64_t disk_say_ms;    /* when it is said again that it is nearly full; 0: it is not */
    void (*called)(void *self); /* at SIGUSR1, in a child of its own; set before supervisor_run; NULL: nothing */
    void *called_self;
    struct restart old;     /* what the life before left */
    int64_t old_end_ms;     /* then they are ended */
    bool restart_wanted;
    pid_t trial;            /* the next version, seeing whether it starts; 0: none */
    int64_t trial_end_ms;
};

/* Takes the sockets that were passed, or opens `where` (HOST:PORT; see sockets_open, also for faults and *ret_why).
** `own_where`: where one more worker listens apart, which answers as supervisor->own, to be set then; "" nowhere. A
** service manager's sockets and that do not go together: FAULT_INVALID. */
enum fault must_use supervisor_open(struct supervisor *supervisor, const struct web *web, struct arena *arena,
                                    struct str where, struct str own_where, int workers, struct str *ret_why);
/* Serves until SIGTERM or SIGINT. SIGHUP restarts in place: when the program as it is on disk now would start, this
** process becomes it, its workers answer, and those of before finish what they have; else it says why and goes on.
** Returns the exit status; at once when this process is only such a trial (old.trial). */
int supervisor_run(struct supervisor *supervisor);

#endif
