/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** client: a plain HTTP/1.1 client for tests that sends exactly the bytes it is told to, and starts and stops the server
** under test. Every wait is bounded by CLIENT_WAIT_MS.
*/
#ifndef TESTS_HTTP_CLIENT_H
#define TESTS_HTTP_CLIENT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/str.h"

#define CLIENT_WAIT_MS 5000
#define FIXTURE_PASSED_MAX 4

struct reply {
    int status;       /* 0: the connection was closed without an answer */
    struct str head;  /* status line and fields */
    struct str body;
    bool closed;      /* the server ended the connection behind it */
    bool late;        /* it was waited for, for CLIENT_WAIT_MS, and did not come */
    struct buf bytes; /* owns head and body */
};

struct fixture {
    pid_t pid;
    int port;
    char log[64]; /* file with its standard error */
    int send_s;    /* in which its answers must be taken; 0: SEND_S_MAX */
    int passed_count;
    int passed[FIXTURE_PASSED_MAX]; /* descriptors to pass as a service manager does */
};

/* Starts `program` (serve_fixture) on a free port of the loopback and waits until it listens. */
void fixture_start(struct fixture *fixture, const char *program, int workers, int idle_s, int grace_ms, bool cache);
/* The same with what is set in *fixture: send_s, and the sockets in `passed` instead of one of its own. */
void fixture_start_passed(struct fixture *fixture, const char *program, int workers, int idle_s, int grace_ms,
                          bool cache);
/* Ends it with a signal and waits; returns its exit status (128 + signal when killed). */
int fixture_stop(struct fixture *fixture, int signal);
/* What it wrote to standard error so far. */
struct str fixture_log(const struct fixture *fixture, struct buf *to);
/* Descriptors that a process has open. */
int count_fds(pid_t pid);
/* The same within 400 ms: a connection that was just closed may still be counted for a moment. */
int least_fds(pid_t pid);
bool fixture_log_has(const struct fixture *fixture, const char *text);

/* A connected socket; -1 when refused. */
int client_connect(int port);
/* False when the server has gone. */
bool client_send(int fd, struct str bytes);
/* Reads one answer. `bodyless`: the request was HEAD. */
void client_read(int fd, bool bodyless, struct reply *ret_reply);
void reply_done(struct reply *answer);
/* Value of a field of the answer; no text when absent. */
struct str reply_field(const struct reply *answer, struct str name);
/* GET over a connection of its own. */
void client_get(int port, const char *target, struct reply *ret_reply);
/* The same, when only the status counts. */
int client_get_status(int port, const char *target);
/* The worker that answers. */
pid_t client_get_pid(int port);

void sleep_ms(int ms);

#endif
