/* SPDX-License-Identifier: AGPL-3.0-or-later
** keeper_process: Argon2id in a process of its own. */
#include "http/keeper_process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "http/keeper.h"

#define KEEPER_NICE 10              /* a tenth of a processor when pages take all: nobody waits long for either */
#define ANSWER_ARENA_MAX (64u << 10)

/* ---- lines */

void keeper_lines_open(struct keeper_lines *lines, int workers)
{
    check(workers <= WORKERS_MAX);
    lines->count = workers;
    for (int i = 0; i < workers; i++) {
        int ends[2];
        check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
        lines->keeper[i] = ends[0];
        lines->worker[i] = ends[1];
    }
}

static void close_end(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
    *fd = -1;
}

void keeper_lines_keep(struct keeper_lines *lines, int number)
{
    for (int i = 0; i < lines->count; i++) {
        close_end(&lines->keeper[i]);
        if (i != number) {
            close_end(&lines->worker[i]);
        }
    }
}

/* ---- the process */

static struct keeper_answer answer_to(const struct keeper_question *question)
{
    struct arena arena CLEANUP(arena_done);
    struct keeper_answer answer = {.number = question->number};
    struct str hash = {question->text, question->hash_n};
    struct str password = {question->text + question->hash_n, question->password_n};
    struct str made;
    arena_init(&arena, ANSWER_ARENA_MAX);
    if (question->kind == KEEPER_VERIFY) {
        answer.fits = secret_fits(hash, password);
        answer.done = true;
    } else if (question->kind == KEEPER_HASH && secret_hash(&arena, password, &made) == OK) {
        memcpy(answer.hash, made.s, made.n);
        answer.hash_n = (uint32_t)made.n;
        answer.done = true;
    }
    return answer;
}

static bool is_whole(const struct keeper_question *question, ssize_t n)
{
    return n >= (ssize_t)offsetof(struct keeper_question, text) && question->hash_n <= SECRET_HASH_MAX &&
           question->password_n <= SECRET_PASSWORD_MAX && (size_t)n == keeper_question_size(question);
}

/* A worker that does not take its answers loses them: it asks no more than the line has room for. */
static void send_answer(int fd, const struct keeper_answer *answer)
{
    (void)!send(fd, answer, sizeof *answer, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* One question of a line, if there is any. A line whose other end nobody has any more is closed. */
static void serve_line(int *fd)
{
    struct keeper_question question;
    ssize_t n = *fd >= 0 ? recv(*fd, &question, sizeof question, MSG_DONTWAIT) : -1;
    if (n > 0 && is_whole(&question, n)) {
        struct keeper_answer answer = answer_to(&question);
        send_answer(*fd, &answer);
        secret_wipe(&answer, sizeof answer);
    }
    if (n == 0) {
        close_end(fd);
    }
    secret_wipe(&question, sizeof question);
}

/* What was asked of the one before is asked again. */
static void greet(const struct keeper_lines *lines)
{
    const struct keeper_answer begun = {0};
    for (int i = 0; i < lines->count; i++) {
        char dropped[sizeof(struct keeper_question)];
        while (recv(lines->keeper[i], dropped, sizeof dropped, MSG_DONTWAIT) > 0) {
            secret_wipe(dropped, sizeof dropped);
        }
        send_answer(lines->keeper[i], &begun);
    }
}

/* Waits until somebody asks, has ended, or a signal came. */
static void wait_turn(const struct keeper_lines *lines, int signal_fd)
{
    struct pollfd fds[WORKERS_MAX + 1];
    for (int i = 0; i < lines->count; i++) {
        fds[i] = (struct pollfd){.fd = lines->keeper[i], .events = POLLIN};
    }
    fds[lines->count] = (struct pollfd){.fd = signal_fd, .events = POLLIN};
    check(poll(fds, (nfds_t)lines->count + 1, -1) >= 0 || errno == EINTR);
}

static bool has_lines(const struct keeper_lines *lines)
{
    for (int i = 0; i < lines->count; i++) {
        if (lines->keeper[i] >= 0) {
            return true;
        }
    }
    return false;
}

static int open_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    int fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    check(fd >= 0);
    return fd;
}

/* It ends with the last worker, not by a signal: those who are told to stop at the same time finish what they have. */
int keeper_run(void *self)
{
    struct keeper_lines *lines = self;
    int signal_fd = open_signals();
    struct signalfd_siginfo info;
    for (int i = 0; i < lines->count; i++) {
        close_end(&lines->worker[i]);
    }
    (void)setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + KEEPER_NICE); /* more than the pages have */
    (void)prctl(PR_SET_DUMPABLE, 0);
    secret_start();
    greet(lines);
    while (has_lines(lines)) {
        wait_turn(lines, signal_fd);
        for (int i = 0; i < lines->count; i++) {
            serve_line(&lines->keeper[i]);
        }
        (void)!read(signal_fd, &info, sizeof info);
    }
    close(signal_fd);
    return 0;
}
