/* SPDX-License-Identifier: AGPL-3.0-or-later
** client: sockets and child processes for tests. */
#include "client.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/scan.h"

#define ANSWER_MAX (32u << 20)
#define LOG_MAX (32u << 20)

/* ---- the server under test */

/* As a service manager does (sd_listen_fds(3)): the sockets become descriptors 3, 4, ... */
static void pass_sockets(const struct fixture *fixture)
{
    char text[16];
    int high[FIXTURE_PASSED_MAX];
    for (int i = 0; i < fixture->passed_count; i++) {
        high[i] = fcntl(fixture->passed[i], F_DUPFD_CLOEXEC, 3 + FIXTURE_PASSED_MAX);
        check(high[i] >= 0);
    }
    for (int i = 0; i < fixture->passed_count; i++) {
        check(dup2(high[i], 3 + i) == 3 + i);
    }
    snprintf(text, sizeof text, "%d", (int)getpid());
    setenv("LISTEN_PID", text, 1);
    snprintf(text, sizeof text, "%d", fixture->passed_count);
    setenv("LISTEN_FDS", text, 1);
    setenv("LISTEN_FDNAMES", "smallgiants.socket", 1);
}

_Noreturn static void run_fixture(const struct fixture *fixture, const char *const argv[], int out)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that ends early leaves nobody behind */
    int err = open(fixture->log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    check(err >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0);
    if (fixture->passed_count > 0) {
        pass_sockets(fixture);
    }
    execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

static int read_port(int fd)
{
    char line[16] = {0};
    int64_t port = 0;
    size_t n = 0;
    while (n < sizeof line - 1 && read(fd, line + n, 1) == 1 && line[n] != '\n') {
        n++;
    }
    check(parse_int((struct str){line, n}, 1, 65535, &port));
    return (int)port;
}

void fixture_start_passed(struct fixture *fixture, const char *program, int workers, int idle_s, int grace_ms,
                          bool cache)
{
    char numbers[4][12];
    int out[2];
    static int started;
    snprintf(numbers[0], sizeof numbers[0], "%d", workers);
    snprintf(numbers[1], sizeof numbers[1], "%d", idle_s);
    snprintf(numbers[2], sizeof numbers[2], "%d", grace_ms);
    snprintf(numbers[3], sizeof numbers[3], "%d", fixture->send_s > 0 ? fixture->send_s : SEND_S_MAX);
    const char *argv[] = {program,    "127.0.0.1:0",     numbers[0], numbers[1],
                          numbers[2], cache ? "1" : "0", numbers[3], NULL};
    snprintf(fixture->log, sizeof fixture->log, "/tmp/serve-fixture-%d-%d.log", (int)getpid(), started++);
    check(pipe2(out, O_CLOEXEC) == 0);
    fixture->pid = fork();
    check(fixture->pid >= 0);
    if (fixture->pid == 0) {
        run_fixture(fixture, argv, out[1]);
    }
    close(out[1]);
    fixture->port = read_port(out[0]);
    close(out[0]);
}

void fixture_start(struct fixture *fixture, const char *program, int workers, int idle_s, int grace_ms, bool cache)
{
    *fixture = (struct fixture){0};
    fixture_start_passed(fixture, program, workers, idle_s, grace_ms, cache);
}

int fixture_stop(struct fixture *fixture, int signal)
{
    int status = 0;
    kill(fixture->pid, signal);
    check(waitpid(fixture->pid, &status, 0) == fixture->pid);
    unlink(fixture->log);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct str fixture_log(const struct fixture *fixture, struct buf *to)
{
    char bytes[4096];
    ssize_t n;
    int fd = open(fixture->log, O_RDONLY | O_CLOEXEC);
    check(fd >= 0);
    buf_reset(to);
    while ((n = read(fd, bytes, sizeof bytes)) > 0) {
        buf_put(to, bytes, (size_t)n);
    }
    close(fd);
    return buf_str(to);
}

int count_fds(pid_t pid)
{
    char path[64];
    int count = 0;
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *dir = opendir(path);
    check(dir != NULL);
    while (readdir(dir) != NULL) {
        count++;
    }
    closedir(dir);
    return count;
}

int least_fds(pid_t pid)
{
    int least = count_fds(pid);
    for (int i = 0; i < 20; i++) {
        sleep_ms(20);
        int now = count_fds(pid);
        least = now < least ? now : least;
    }
    return least;
}

bool fixture_log_has(const struct fixture *fixture, const char *text)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, LOG_MAX);
    return str_contains(fixture_log(fixture, &buf), str_of(text));
}

/* ---- sockets */

int client_connect(int port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct timeval limit = {.tv_sec = CLIENT_WAIT_MS / 1000};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

bool client_send(int fd, struct str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = send(fd, bytes.s, bytes.n, MSG_NOSIGNAL);
        if (n <= 0) {
            return false;
        }
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

static bool read_more(int fd, struct reply *answer)
{
    char bytes[16384];
    ssize_t n = recv(fd, bytes, sizeof bytes, 0);
    if (n <= 0) {
        answer->late = n < 0 && errno == EAGAIN;
        answer->closed = !answer->late;
        return false;
    }
    buf_put(&answer->bytes, bytes, (size_t)n);
    return true;
}

static int read_status(struct str head)
{
    struct scan scan = scan_of(head);
    uint64_t status = 0;
    if (!scan_literal(&scan, S("HTTP/1.1 ")) && !scan_literal(&scan, S("HTTP/1.0 "))) {
        return 0;
    }
    return scan_unsigned(&scan, 999, &status) ? (int)status : 0;
}

struct str reply_field(const struct reply *answer, struct str name)
{
    struct str rest = answer->head;
    while (rest.s != NULL) {
        struct str value;
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        struct str key = str_cut(line, ':', &value);
        if (value.s != NULL && str_eq_nocase(key, name)) {
            return str_trim(value);
        }
    }
    return (struct str){0};
}

void client_read(int fd, bool bodyless, struct reply *ret_reply)
{
    int64_t length = -1;
    *ret_reply = (struct reply){0};
    buf_init(&ret_reply->bytes, ANSWER_MAX);
    struct buf *bytes = &ret_reply->bytes;
    while (str_find(buf_str(bytes), S("\r\n\r\n")) == bytes->n && read_more(fd, ret_reply)) {
    }
    size_t head = str_find(buf_str(bytes), S("\r\n\r\n"));
    if (head == bytes->n) {
        return;
    }
    ret_reply->head = str_sub(buf_str(bytes), 0, head);
    ret_reply->status = read_status(ret_reply->head);
    if (!parse_int(reply_field(ret_reply, S("Content-Length")), 0, ANSWER_MAX, &length)) {
        length = ret_reply->status == 304 ? 0 : ANSWER_MAX;
    }
    size_t end = head + 4 + (bodyless || ret_reply->status == 304 ? 0 : (size_t)length);
    while (bytes->n < end && read_more(fd, ret_reply)) {
    }
    ret_reply->head = str_sub(buf_str(bytes), 0, head);
    ret_reply->body = str_from(buf_str(bytes), head + 4);
}

void reply_done(struct reply *answer)
{
    buf_done(&answer->bytes);
    *answer = (struct reply){0};
}

void client_get(int port, const char *target, struct reply *ret_reply)
{
    char request[512];
    int fd = client_connect(port);
    *ret_reply = (struct reply){0};
    if (fd < 0) {
        return;
    }
    int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                     target);
    check(n > 0 && (size_t)n < sizeof request);
    client_send(fd, (struct str){request, (size_t)n});
    client_read(fd, false, ret_reply);
    close(fd);
}

int client_get_status(int port, const char *target)
{
    struct reply answer;
    client_get(port, target, &answer);
    int status = answer.status;
    reply_done(&answer);
    return status;
}

pid_t client_get_pid(int port)
{
    struct reply answer;
    int64_t pid = 0;
    client_get(port, "/pid", &answer);
    check(answer.status == 200 && parse_int(str_from(answer.body, 4), 1, INT32_MAX, &pid));
    reply_done(&answer);
    return (pid_t)pid;
}

void sleep_ms(int ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}
