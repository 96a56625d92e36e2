/* SPDX-License-Identifier: AGPL-3.0-or-later
** supervisor: processes and sockets. */
#include "http/supervisor.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "base/scan.h"
#include "http/notify.h"
#include "http/server.h"

#define RESTART_DELAY_MS_MIN 20 /* the first restart: at once, but not in a tight loop */
#define STEADY_MS 10000         /* a worker that lived this long begins with the least delay again */
#define WATCH_EVERY_MS 500      /* how often stuck workers are looked for */
#define KILL_EXTRA_MS 1000      /* over the grace that workers give themselves */
#define BACKLOG 1024

/* ---- sockets */

struct address {
    struct sockaddr_storage at;
    socklen_t n;
    int family;
};

/* "[::1]:8080" -> "::1" and 8080 */
static bool split_where(struct str where, struct str *ret_host, int *ret_port)
{
    int64_t port;
    size_t colon = where.n;
    while (colon > 0 && where.s[colon - 1] != ':') {
        colon--;
    }
    if (colon == 0 || !parse_int(str_from(where, colon), 0, 65535, &port)) {
        return false;
    }
    struct str host = str_sub(where, 0, colon - 1);
    if (str_starts(host, S("[")) && str_ends(host, S("]"))) {
        host = str_sub(host, 1, host.n - 2);
    }
    *ret_host = host;
    *ret_port = (int)port;
    return true;
}

static bool find_address(struct arena *arena, struct str host, int port, struct address *ret_address)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char service[8];
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(host.n > 0 ? str_c(arena, host) : NULL, service, &hints, &found) != 0) {
        return false;
    }
    memcpy(&ret_address->at, found->ai_addr, found->ai_addrlen);
    ret_address->n = found->ai_addrlen;
    ret_address->family = found->ai_family;
    freeaddrinfo(found);
    return true;
}

static int port_of(int fd)
{
    struct sockaddr_storage at;
    socklen_t n = sizeof at;
    check(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
    return ntohs(at.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&at)->sin6_port
                                          : ((struct sockaddr_in *)&at)->sin_port);
}

static void set_port(struct address *address, int port)
{
    if (address->family == AF_INET6) {
        ((struct sockaddr_in6 *)&address->at)->sin6_port = htons((uint16_t)port);
    } else {
        ((struct sockaddr_in *)&address->at)->sin_port = htons((uint16_t)port);
    }
}

/* `shared`: with SO_REUSEPORT. -1 and errno on failure. */
static int bind_socket(const struct address *address, bool shared)
{
    int yes = 1;
    int fd = socket(address->family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (shared) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    }
    if (bind(fd, (const struct sockaddr *)&address->at, address->n) != 0) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

/* A second server of ours could share the port and take half of the visitors: a socket that does not share finds
** out. */
static bool is_free(const struct address *address)
{
    int fd = bind_socket(address, false);
    if (fd >= 0) {
        close(fd);
    }
    return fd >= 0;
}

static enum fault must_use refuse_address(struct arena *arena, struct str where, struct str *ret_why)
{
    switch (errno) {
    case EADDRINUSE:
        *ret_why = str_format(arena, "%.*s is in use by another program; stop that one, or choose another port: "
                              "--listen HOST:PORT", STR_ARG(where));
        return FAULT_CONFLICT;
    case EACCES:
        *ret_why = str_format(arena, "this account may not listen on %.*s; choose a port above 1023: "
                              "--listen HOST:PORT", STR_ARG(where));
        return FAULT_DENIED;
    case EADDRNOTAVAIL:
        *ret_why = str_format(arena, "this machine does not have the address %.*s; choose one that it has, such as "
                              "--listen 127.0.0.1:8080", STR_ARG(where));
        return FAULT_INVALID;
    default:
        *ret_why = str_format(arena, "cannot listen on %.*s: %s", STR_ARG(where), strerror(errno));
        return FAULT_IO;
    }
}

static enum fault must_use open_sockets(struct supervisor *supervisor, struct arena *arena, struct str where,
                                        struct address *address, struct str *ret_why)
{
    for (int i = 0; i < supervisor->workers; i++) {
        int fd = bind_socket(address, true);
        if (fd < 0 || listen(fd, BACKLOG) != 0) {
            return refuse_address(arena, where, ret_why);
        }
        supervisor->list[i].listen_fd = fd;
        supervisor->port = port_of(fd);
        set_port(address, supervisor->port);
    }
    return OK;
}

enum fault supervisor_open(struct supervisor *supervisor, const struct web *web, struct arena *arena,
                           struct str where, int workers, struct str *ret_why)
{
    struct str host;
    int port;
    struct address address = {0};
    check(workers >= 1 && workers <= WORKERS_MAX);
    *supervisor = (struct supervisor){.web = web, .workers = workers};
    if (!split_where(where, &host, &port) || !find_address(arena, host, port, &address)) {
        *ret_why = str_format(arena, "%.*s is not an address to listen on; write HOST:PORT, such as 127.0.0.1:8080",
                              STR_ARG(where));
        return FAULT_INVALID;
    }
    if (!is_free(&address)) {
        return refuse_address(arena, where, ret_why);
    }
    return open_sockets(supervisor, arena, where, &address, ret_why);
}

/* ---- workers */

_Noreturn static void run_worker(struct supervisor *supervisor, int number, pid_t parent)
{
    static char name[24];
    snprintf(name, sizeof name, "worker %d", number + 1);
    log_name(name);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) {
        _exit(0); /* it died in between */
    }
    for (int i = 0; i < supervisor->workers; i++) {
        if (i != number) {
            close(supervisor->list[i].listen_fd);
        }
    }
    exit(server_run(supervisor->web, number, supervisor->list[number].listen_fd));
}

static void start_worker(struct supervisor *supervisor, int number)
{
    struct supervised *worker = &supervisor->list[number];
    pid_t parent = getpid();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        run_worker(supervisor, number, parent);
    }
    worker->started_ms = clock_ms();
    if (pid < 0) {
        log_line("cannot start worker %d: %s", number + 1, strerror(errno));
        worker->due_ms = worker->started_ms + RESTART_DELAY_MS_MAX;
        return;
    }
    worker->pid = pid;
}

static const char *death_name(int status, char text[32])
{
    if (WIFSIGNALED(status)) {
        snprintf(text, 32, "signal %d", WTERMSIG(status));
    } else {
        snprintf(text, 32, "status %d", WEXITSTATUS(status));
    }
    return text;
}

static void strike_route(struct supervisor *supervisor, int number)
{
    bool closed = false;
    int route = watch_strike(supervisor->web->watch, number, clock_ms(), &closed);
    if (route == WATCH_NO_ROUTE) {
        return;
    }
    const char *pattern = supervisor->web->routes->items[route].pattern;
    log_line("worker %d died on %s", number + 1, pattern);
    if (closed) {
        log_line("%s killed %d workers within a minute: it answers 503 for ten minutes", pattern, STRIKES_MAX);
    }
}

static void bury_worker(struct supervisor *supervisor, int number, int status)
{
    struct supervised *worker = &supervisor->list[number];
    char text[32];
    int64_t now_ms = clock_ms();
    bool steady = now_ms - worker->started_ms >= STEADY_MS;
    int64_t delay_ms = steady || worker->delay_ms == 0 ? RESTART_DELAY_MS_MIN : worker->delay_ms * 2;
    worker->delay_ms = delay_ms < RESTART_DELAY_MS_MAX ? delay_ms : RESTART_DELAY_MS_MAX;
    worker->due_ms = now_ms + worker->delay_ms;
    worker->pid = 0;
    log_line("worker %d ended (%s), the next one starts in %lld ms", number + 1, death_name(status, text),
             (long long)worker->delay_ms);
    strike_route(supervisor, number);
}

static void reap_workers(struct supervisor *supervisor, bool stopping)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (int i = 0; i < supervisor->workers; i++) {
            if (supervisor->list[i].pid == pid && stopping) {
                supervisor->list[i].pid = 0;
            } else if (supervisor->list[i].pid == pid) {
                bury_worker(supervisor, i, status);
            }
        }
    }
}

static void start_due_workers(struct supervisor *supervisor)
{
    for (int i = 0; i < supervisor->workers; i++) {
        if (supervisor->list[i].pid == 0 && clock_ms() >= supervisor->list[i].due_ms) {
            start_worker(supervisor, i);
        }
    }
}

static void end_stuck_workers(struct supervisor *supervisor)
{
    for (int i = 0; i < supervisor->workers; i++) {
        struct supervised *worker = &supervisor->list[i];
        if (worker->pid > 0 && watch_busy_ms(supervisor->web->watch, i, clock_ms()) > supervisor->web->request_ms) {
            log_line("worker %d is stuck", i + 1);
            kill(worker->pid, SIGABRT);
        }
    }
}

static int signal_workers(struct supervisor *supervisor, int signal)
{
    int running = 0;
    for (int i = 0; i < supervisor->workers; i++) {
        if (supervisor->list[i].pid > 0) {
            running++;
            kill(supervisor->list[i].pid, signal);
        }
    }
    return running;
}

/* ---- the loop */

static int wait_signal(const sigset_t *signals, int64_t ms)
{
    struct timespec limit = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    return sigtimedwait(signals, NULL, &limit);
}

static int64_t until_due_ms(const struct supervisor *supervisor)
{
    int64_t ms = WATCH_EVERY_MS;
    int64_t now_ms = clock_ms();
    for (int i = 0; i < supervisor->workers; i++) {
        if (supervisor->list[i].pid == 0 && supervisor->list[i].due_ms - now_ms < ms) {
            ms = supervisor->list[i].due_ms - now_ms;
        }
    }
    return ms > 0 ? ms : 0;
}

static int stop_workers(struct supervisor *supervisor, const sigset_t *signals)
{
    int64_t end_ms = clock_ms() + supervisor->web->grace_ms + KILL_EXTRA_MS;
    notify_manager("STOPPING=1");
    signal_workers(supervisor, SIGTERM);
    while (signal_workers(supervisor, 0) > 0 && clock_ms() < end_ms) {
        wait_signal(signals, 50);
        reap_workers(supervisor, true);
    }
    int left = signal_workers(supervisor, SIGKILL);
    if (left > 0) {
        log_line("%d workers did not stop in time and were ended", left);
    }
    log_line("stopped");
    return left > 0 ? 1 : 0;
}

static void block_signals(sigset_t *ret_signals)
{
    static const int SIGNALS[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP};
    sigemptyset(ret_signals);
    for (size_t i = 0; i < COUNT_OF(SIGNALS); i++) {
        sigaddset(ret_signals, SIGNALS[i]);
    }
    check(sigprocmask(SIG_BLOCK, ret_signals, NULL) == 0);
    signal(SIGPIPE, SIG_IGN);
}

int supervisor_run(struct supervisor *supervisor)
{
    sigset_t signals;
    block_signals(&signals);
    start_due_workers(supervisor);
    notify_manager("READY=1");
    for (;;) {
        int signal = wait_signal(&signals, until_due_ms(supervisor));
        if (signal == SIGTERM || signal == SIGINT) {
            return stop_workers(supervisor, &signals);
        }
        if (signal == SIGHUP) {
            signal_workers(supervisor, SIGHUP);
        }
        reap_workers(supervisor, false);
        start_due_workers(supervisor);
        end_stuck_workers(supervisor);
    }
}
