/* SPDX-License-Identifier: AGPL-3.0-or-later
** sockets: bound here, or passed with LISTEN_FDS. */
#include "http/sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "base/scan.h"

#define FIRST_FD 3 /* of those passed: the protocol says so */
#define BACKLOG 2048 /* a thousand phones that come at once, and others */
#define OWN_NAME "smallgiants-own" /* LISTEN_FDNAMES of what an earlier life of ours opened */
#define APART_NAME OWN_NAME "-apart" /* the same, and the last one is apart */

/* ---- opened by us */

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

/* option: by which another one is chosen. */
static enum fault must_use refuse_address(struct arena *arena, struct str where, const char *option,
                                          struct str *ret_why)
{
    switch (errno) {
    case EADDRINUSE:
        *ret_why = str_format(arena, "%.*s is in use by another program; stop that one, or choose another port: "
                              "%s HOST:PORT", STR_ARG(where), option);
        return FAULT_CONFLICT;
    case EACCES:
        *ret_why = str_format(arena, "this account may not listen on %.*s; choose a port above 1023: "
                              "%s HOST:PORT", STR_ARG(where), option);
        return FAULT_DENIED;
    case EADDRNOTAVAIL:
        *ret_why = str_format(arena, "this machine does not have the address %.*s; choose one that it has, such as "
                              "%s 127.0.0.1:8080", STR_ARG(where), option);
        return FAULT_INVALID;
    default:
        *ret_why = str_format(arena, "cannot listen on %.*s: %s", STR_ARG(where), strerror(errno));
        return FAULT_IO;
    }
}

/* To descriptors 3, 4, ...: there the next life of the program looks for them. */
static enum fault must_use settle(struct sockets *sockets)
{
    for (int i = 0; i < sockets->count; i++) {
        int high = fcntl(sockets->fds[i], F_DUPFD_CLOEXEC, FIRST_FD + sockets->count);
        close(sockets->fds[i]);
        if (high < 0) {
            return FAULT_IO;
        }
        sockets->fds[i] = high;
    }
    for (int i = 0; i < sockets->count; i++) {
        check(dup3(sockets->fds[i], FIRST_FD + i, O_CLOEXEC) == FIRST_FD + i);
        close(sockets->fds[i]);
        sockets->fds[i] = FIRST_FD + i;
    }
    return OK;
}

static enum fault must_use open_at(struct arena *arena, struct str where, int count, const char *option,
                                   struct sockets *sockets, int *ret_port, struct str *ret_why)
{
    struct str host;
    int port;
    struct address address = {0};
    if (!split_where(where, &host, &port) || !find_address(arena, host, port, &address)) {
        *ret_why = str_format(arena, "%.*s is not an address to listen on; write HOST:PORT, such as 127.0.0.1:8080",
                              STR_ARG(where));
        return FAULT_INVALID;
    }
    if (!is_free(&address)) {
        return refuse_address(arena, where, option, ret_why);
    }
    for (int i = 0; i < count; i++) {
        int fd = bind_socket(&address, true);
        if (fd < 0 || listen(fd, BACKLOG) != 0) {
            return refuse_address(arena, where, option, ret_why);
        }
        sockets->fds[sockets->count++] = fd;
        *ret_port = port_of(fd);
        set_port(&address, *ret_port);
    }
    return OK;
}

/* Nobody else in the network reaches it. */
static bool is_of_here(int fd)
{
    struct sockaddr_storage at;
    socklen_t n = sizeof at;
    check(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
    return at.ss_family == AF_INET6 ? IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&at)->sin6_addr)
                                    : ntohl(((struct sockaddr_in *)&at)->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

enum fault sockets_open(struct arena *arena, struct str where, int count, struct str own, struct sockets *ret_sockets,
                        struct str *ret_why)
{
    check(count >= 1 && count + (own.n > 0) <= WORKERS_MAX);
    *ret_sockets = (struct sockets){.where = where, .has_own = own.n > 0};
    TRY(open_at(arena, where, count, "--listen", ret_sockets, &ret_sockets->port, ret_why));
    if (own.n > 0) {
        TRY(open_at(arena, own, 1, "--listen-own", ret_sockets, &ret_sockets->own_port, ret_why));
    }
    if (own.n > 0 && !is_of_here(ret_sockets->fds[count])) {
        *ret_why = str_format(arena, "%.*s is not an address of this computer alone; choose one such as 127.0.0.1:8081",
                              STR_ARG(own));
        return FAULT_INVALID;
    }
    if (settle(ret_sockets) != OK) {
        return refuse_address(arena, where, "--listen", ret_why);
    }
    return OK;
}

/* ---- passed to us */

static bool is_listening(int fd)
{
    int type = 0;
    int listens = 0;
    struct sockaddr_storage at = {0};
    socklen_t type_n = sizeof type;
    socklen_t listens_n = sizeof listens;
    socklen_t at_n = sizeof at;
    return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &type_n) == 0 && type == SOCK_STREAM &&
           getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &listens_n) == 0 && listens == 1 &&
           getsockname(fd, (struct sockaddr *)&at, &at_n) == 0 &&
           (at.ss_family == AF_INET || at.ss_family == AF_INET6);
}

/* "127.0.0.1:8080", "[::1]:8080" */
static struct str where_of(struct arena *arena, int fd)
{
    struct sockaddr_storage at;
    socklen_t n = sizeof at;
    char host[NI_MAXHOST] = "";
    check(getsockname(fd, (struct sockaddr *)&at, &n) == 0);
    check(getnameinfo((struct sockaddr *)&at, n, host, sizeof host, NULL, 0, NI_NUMERICHOST) == 0);
    return str_format(arena, at.ss_family == AF_INET6 ? "[%s]:%d" : "%s:%d", host, port_of(fd));
}

static bool env_number(const char *name, int64_t max, int64_t *ret_number)
{
    const char *text = getenv(name);
    return text != NULL && parse_int(str_of(text), 1, max, ret_number);
}

/* Not for a child, nor for a child's child: the variables are of one process. */
static bool is_passed_to_us(void)
{
    int64_t pid;
    return getenv("LISTEN_FDS") != NULL && env_number("LISTEN_PID", INT32_MAX, &pid) && pid == getpid();
}

enum fault sockets_take(struct arena *arena, struct sockets *ret_sockets, struct str *ret_why)
{
    int64_t count;
    const char *names = getenv("LISTEN_FDNAMES");
    *ret_sockets = (struct sockets){0};
    if (!is_passed_to_us()) {
        return OK;
    }
    if (!env_number("LISTEN_FDS", WORKERS_MAX, &count)) {
        *ret_why = str_format(arena, "LISTEN_FDS is \"%s\"; it must be a number from 1 to %d", getenv("LISTEN_FDS"),
                              WORKERS_MAX);
        return FAULT_INVALID;
    }
    for (int i = 0; i < count; i++) {
        int fd = FIRST_FD + i;
        if (!is_listening(fd)) {
            *ret_why = str_format(arena, "descriptor %d, which the service manager passed, is no listening TCP socket; "
                                  "write ListenStream=127.0.0.1:8080 and Accept=no in the socket unit", fd);
            return FAULT_INVALID;
        }
        check(fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == 0);
        ret_sockets->fds[ret_sockets->count++] = fd;
    }
    int last = FIRST_FD + ret_sockets->count - 1;
    ret_sockets->passed = names == NULL || !str_starts(str_of(names), S(OWN_NAME));
    ret_sockets->has_own = names != NULL && str_eq(str_of(names), S(APART_NAME)) && is_of_here(last);
    ret_sockets->where = where_of(arena, FIRST_FD);
    ret_sockets->port = port_of(FIRST_FD);
    ret_sockets->own_port = ret_sockets->has_own ? port_of(last) : 0;
    return OK;
}

/* ---- passed on */

void sockets_pass(const struct sockets *sockets, bool pass)
{
    char text[24];
    for (int i = 0; i < sockets->count; i++) {
        check(fcntl(sockets->fds[i], F_SETFD, pass ? 0 : FD_CLOEXEC) == 0);
    }
    snprintf(text, sizeof text, "%d", (int)getpid());
    setenv("LISTEN_PID", text, 1);
    snprintf(text, sizeof text, "%d", sockets->count);
    setenv("LISTEN_FDS", text, 1);
    if (!sockets->passed) {
        setenv("LISTEN_FDNAMES", sockets->has_own ? APART_NAME : OWN_NAME, 1);
    }
}
