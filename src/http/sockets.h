/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sockets: where the server listens.
**
** Opened by us, one a worker (SO_REUSEPORT), or passed by whoever started us (systemd's protocol, sd_listen_fds(3):
** descriptors 3, 4, ... described by LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES). A passed socket outlives the program: the
** kernel queues who connects meanwhile. By the same protocol the program passes its sockets to its own next life.
** Descriptors from 3 on are taken for them, so this comes before anything else is open.
*/
#ifndef HTTP_SOCKETS_H
#define HTTP_SOCKETS_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/str.h"

struct sockets {
    int count;
    int fds[WORKERS_MAX]; /* non-blocking, closed on exec */
    bool passed;          /* by a service manager, who keeps them when we go */
    bool has_own;         /* the last of them is the one apart: `own` of sockets_open */
    struct str where;     /* HOST:PORT */
    int port;             /* the one in use, also when 0 was asked for */
    int own_port;         /* has_own: of that one */
};

/* `where` is HOST:PORT ("127.0.0.1:8080", "[::1]:8080", ":8080" for every address; port 0 any free one). `own`: another
** place, for this machine only, with one socket behind the others, "" for none: by which of the two somebody came is
** said by the socket and by nothing that they send.
** FAULT_INVALID: not such a thing; FAULT_CONFLICT: in use by another program; FAULT_DENIED; FAULT_IO. *ret_why: a
** sentence with what to do. */
enum fault must_use sockets_open(struct arena *arena, struct str where, int count, struct str own,
                                 struct sockets *ret_sockets, struct str *ret_why);
/* Those passed to this process; none (count 0) is fine. FAULT_INVALID: something else was passed. */
enum fault must_use sockets_take(struct arena *arena, struct sockets *ret_sockets, struct str *ret_why);
/* Makes the next exec of this process hand them over (`pass`), or takes that back. */
void sockets_pass(const struct sockets *sockets, bool pass);

#endif
