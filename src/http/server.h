/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** server: one single-threaded web worker on one listening socket, until it is told to stop.
**
** The only place that knows libmicrohttpd. The library reads and writes sockets; what it is too kind to (see
** http/head.h) is refused here. SIGTERM and SIGINT stop it: /ready says so for drain_ms
** while it answers on (a second signal ends that); then what waits in the queue is still taken (left to the next
** one, when watch->sockets_stay), requests in flight are finished within grace_ms, a connection that has just answered
** may ask once more and is told that it is the last time, idle ones are closed. One log line a request.
*/
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/worker.h"

/* Serves until stopped. `listen_fd` is non-blocking and is closed at the end. `keeper_fd`: the line to the keeper of
** passwords (http/keeper_process.h), closed as well; -1 for none. Both signals must be blocked in this process.
** Returns 0, or 1 when the library would not start. */
int server_run(const struct web *web, int number, int listen_fd, int keeper_fd);

#endif
