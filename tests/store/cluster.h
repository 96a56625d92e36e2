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

struct cluster {
    char folder[64];
    pid_t server;
};

bool cluster_is_installed(void);
/* `synced`: what is committed is on the disk, as it must be where people work and where time is measured. False, with a
** line on standard error, when it does not come up. */
bool cluster_start(struct cluster *cluster, bool synced);
void cluster_stop(struct cluster *cluster);

#endif
