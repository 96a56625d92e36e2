/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cluster: a private PostgreSQL for one test: in a temporary folder, on a socket only, gone when the test
** ends.
**
** Debian's binaries of version 15 are used; started as root it runs as the user `postgres`, else as
** ourselves. The server is our child and dies with us.
*/
#ifndef TESTS_STORE_CLUSTER_H
#define TESTS_STORE_CLUSTER_H

#include <stdbool.h>
#include <sys/types.h>

enum cluster_kind {
    CLUSTER_QUICK,   /* nothing is synced */
    CLUSTER_SYNCED,  /* what is committed is on the disk, as where people work; for what measures time or kills it */
    CLUSTER_FULL,    /* quick, and its disk is full while there is a file FOLDER/full */
};

struct cluster {
    enum cluster_kind kind;
    char folder[64];
    pid_t server; /* 0: none */
};

bool cluster_is_installed(void);
/* False, with a line on standard error, when it does not come up. CLUSTER_MODEL in the environment names what one was
** kept as: it begins with a copy of that, databases and all. */
bool cluster_start(struct cluster *cluster, enum cluster_kind kind);
/* Starts the server again when it was found dead; whoever connects has to try until it is ready. */
void cluster_serve(struct cluster *cluster);
/* Ends the server and keeps what it held as a folder that is not there yet. */
bool cluster_keep(struct cluster *cluster, const char *model);
void cluster_stop(struct cluster *cluster);

#endif
