/* SPDX-License-Identifier: AGPL-3.0-or-later
** supervisor: processes. */
#include "http/supervisor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "http/server.h"

#define RESTART_DELAY_MS_MIN 20 /* the first restart: at once, but not in a tight loop */
#define STEADY_MS 10000         /* a worker that lived this long begins with the least delay again */
#define WATCH_EVERY_MS 500      /* how often stuck workers are looked for */
#define KILL_EXTRA_MS 1000      /* over the grace that workers give themselves */
#define FILES_WANTED (CONNECTIONS_MAX + 256)
#define TRIAL_MS 10000          /* the next version of the program must say within this that it starts */

/* ---- opening */

/* What a machine gives at first is about a thousand. */
static void want_files(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < FILES_WANTED) {
        files.rlim_cur = files.rlim_max < FILES_WANTED ? files.rlim_max : FILES_WANTED;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
}

enum fault supervisor_open(struct supervisor *supervisor, const struct web *web, struct arena *arena,
                           struct str where, struct str own_where, int workers, struct str *ret_why)
{
    struct sockets *sockets = &supervisor->sockets;
    check(workers >= 1 && workers <= WORKERS_MAX);
    *supervisor = (struct supervisor){.web = web, .workers = workers};
    restart_read(&supervisor->old);
    want_files();
    TRY(sockets_take(arena, sockets, ret_why));
    if (sockets->count == 0) {
        TRY(sockets_open(arena, where, workers, own_where, sockets, ret_why));
    }
    if (sockets->has_own != (own_where.n > 0)) {
        *ret_why = S("the sockets that were passed are not those that this needs; start it anew, by itself");
        return FAULT_INVALID;
    }
    if (sockets->count > workers) {
        supervisor->workers = sockets->count; /* each socket needs somebody */
    }
    atomic_store(&web->watch->sockets_stay, sockets->passed);
    return OK;
}

/* ---- workers, and the helpers behind them in the list */

static int children(const struct supervisor *supervisor)
{
    int helpers = 0;
    while (helpers < HELPERS_MAX && supervisor->helpers[helpers] != NULL) {
        helpers++;
    }
    return supervisor->workers + helpers;
}

/* NULL: it is a worker. */
static const struct helper *helper_of(const struct supervisor *supervisor, int number)
{
    return number < supervisor->workers ? NULL : supervisor->helpers[number - supervisor->workers];
}

static const char *child_name(const struct supervisor *supervisor, int number)
{
    static char name[24];
    const struct helper *helper = helper_of(supervisor, number);
    snprintf(name, sizeof name, "worker %d", number + 1);
    return helper != NULL ? helper->name : name;
}

static void close_sockets(const struct sockets *sockets, int but)
{
    for (int i = 0; i < sockets->count; i++) {
        if (i != but) {
            close(sockets->fds[i]);
        }
    }
}

_Noreturn static void run_child(struct supervisor *supervisor, int number, pid_t parent)
{
    const struct sockets *sockets = &supervisor->sockets;
    log_name(child_name(supervisor, number));
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) {
        _exit(0); /* it died in between */
    }
    const struct helper *helper = helper_of(supervisor, number);
    struct keeper_lines *lines = supervisor->lines;
    if (lines != NULL && (helper == NULL || !helper->keeps_lines)) {
        keeper_lines_keep(lines, helper == NULL ? number : -1);
    }
    if (helper != NULL) {
        close_sockets(sockets, -1);
        exit(helper->run(helper->self));
    }
    int own = number % sockets->count; /* fewer sockets than workers: some share one */
    bool apart = sockets->has_own && own == sockets->count - 1;
    close_sockets(sockets, own);
    check(!apart || supervisor->own != NULL);
    exit(server_run(apart ? supervisor->own : supervisor->web, number, sockets->fds[own],
                    lines != NULL ? lines->worker[number] : -1));
}

static void start_worker(struct supervisor *supervisor, int number)
{
    struct supervised *worker = &supervisor->list[number];
    pid_t parent = getpid();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        run_child(supervisor, number, parent);
    }
    worker->started_ms = clock_ms();
    if (pid < 0) {
        log_line("cannot start %s: %s", child_name(supervisor, number), strerror(errno));
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
    atomic_fetch_add(&supervisor->web->watch->metrics.deaths, 1);
    log_line("%s ended (%s), the next one starts in %lld ms", child_name(supervisor, number), death_name(status, text),
             (long long)worker->delay_ms);
    if (helper_of(supervisor, number) == NULL) {
        strike_route(supervisor, number);
    }
}

static void start_due_workers(struct supervisor *supervisor)
{
    for (int i = 0; i < children(supervisor); i++) {
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
    for (int i = 0; i < children(supervisor); i++) {
        if (supervisor->list[i].pid > 0) {
            running++;
            kill(supervisor->list[i].pid, signal);
        }
    }
    return running;
}

static void reap_worker(struct supervisor *supervisor, pid_t pid, int status, bool stopping)
{
    struct restart *old = &supervisor->old;
    char text[32];
    for (int i = 0; i < children(supervisor); i++) {
        if (supervisor->list[i].pid == pid && stopping) {
            supervisor->list[i].pid = 0;
            if (status != 0) {
                log_line("%s ended (%s) instead of stopping", child_name(supervisor, i), death_name(status, text));
            }
        } else if (supervisor->list[i].pid == pid) {
            bury_worker(supervisor, i, status);
        }
    }
    for (int i = old->count - 1; i >= 0; i--) {
        if (old->pids[i] == pid) {
            old->pids[i] = old->pids[--old->count];
        }
    }
}

/* ---- restart in place */

static int signal_old(struct supervisor *supervisor, int signal)
{
    for (int i = 0; i < supervisor->old.count; i++) {
        kill(supervisor->old.pids[i], signal);
    }
    return supervisor->old.count;
}

/* They finish what they have; the sockets are not theirs alone. */
static void let_old_go(struct supervisor *supervisor)
{
    if (signal_old(supervisor, SIGTERM) > 0) {
        log_line("restarted in place: %d workers of the life before finish what they have", supervisor->old.count);
    }
    supervisor->old_end_ms = clock_ms() + supervisor->web->grace_ms + KILL_EXTRA_MS;
}

static void begin_restart(struct supervisor *supervisor)
{
    supervisor->restart_wanted = false;
    supervisor->trial = restart_try(&supervisor->sockets);
    supervisor->trial_end_ms = clock_ms() + TRIAL_MS;
    if (supervisor->trial < 0) {
        log_line("restart: %s; the present program goes on", strerror(errno));
        supervisor->trial = 0;
    }
}

/* Becomes the new program, when that would start. */
static void end_trial(struct supervisor *supervisor, int status)
{
    struct restart workers = {0};
    char text[32];
    supervisor->trial = 0;
    if (status != 0) {
        log_line("restart: the new program does not start (%s); the present one goes on", death_name(status, text));
        return;
    }
    for (int i = 0; i < children(supervisor); i++) {
        if (supervisor->list[i].pid > 0) {
            workers.pids[workers.count++] = supervisor->list[i].pid;
        }
    }
    atomic_store(&supervisor->web->watch->sockets_stay, true);
    restart_become(&supervisor->sockets, &workers);
    atomic_store(&supervisor->web->watch->sockets_stay, supervisor->sockets.passed);
    log_line("restart: %s; the present program goes on", strerror(errno));
}

/* One restart at a time: the next waits until the old workers have gone. */
static void look_after_restart(struct supervisor *supervisor)
{
    if (supervisor->old.count > 0 && clock_ms() >= supervisor->old_end_ms) {
        log_line("%d workers of the life before did not finish in time and were ended", supervisor->old.count);
        signal_old(supervisor, SIGKILL);
        supervisor->old.count = 0;
    }
    if (supervisor->trial > 0 && clock_ms() >= supervisor->trial_end_ms) {
        kill(supervisor->trial, SIGKILL);
    }
    if (supervisor->restart_wanted && supervisor->trial == 0 && supervisor->old.count == 0) {
        begin_restart(supervisor);
    }
}

/* ---- the loop */

static void reap_children(struct supervisor *supervisor, bool stopping)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        reap_worker(supervisor, pid, status, stopping);
        if (pid == supervisor->trial && !stopping) {
            end_trial(supervisor, status);
        }
    }
}

static void tell_manager(struct supervisor *supervisor)
{
    const struct web *web = supervisor->web;
    int64_t now_ms = clock_ms();
    int answering = 0;
    for (int i = 0; i < supervisor->workers; i++) {
        answering += supervisor->list[i].pid > 0 && watch_answers(web->watch, i, web->request_ms, now_ms);
    }
    bool restarting = supervisor->restart_wanted || supervisor->trial > 0;
    notify_tend(&supervisor->notify, answering, supervisor->workers, restarting, now_ms);
}

/* Said in the log once an hour, and by /ready and /metrics all the while. */
static void look_at_disk(struct supervisor *supervisor)
{
    const struct web *web = supervisor->web;
    struct disk disk = {0};
    char text[DISK_TEXT_MAX];
    int64_t now_ms = clock_ms();
    if (web->look_at_disk == NULL || now_ms < supervisor->disk_look_ms) {
        return;
    }
    supervisor->disk_look_ms = now_ms + DISK_LOOK_MS;
    if (!web->look_at_disk(web, &disk)) {
        disk = (struct disk){0};
    }
    watch_disk_set(web->watch, &disk);
    if (!disk_is_nearly_full(&disk)) {
        supervisor->disk_say_ms = 0;
    } else if (now_ms >= supervisor->disk_say_ms) {
        log_line("the disk is nearly full: %s; make room, or nothing can be kept", disk_text(&disk, text));
        supervisor->disk_say_ms = now_ms + DISK_SAY_MS;
    }
}

/* It may wait for the database, and the workers should not wait for it. */
static void call(struct supervisor *supervisor)
{
    fflush(NULL);
    if (supervisor->called != NULL && fork() == 0) {
        close_sockets(&supervisor->sockets, -1);
        supervisor->called(supervisor->called_self);
        fflush(NULL);
        _exit(0);
    }
}

static int wait_signal(const sigset_t *signals, int64_t ms)
{
    struct timespec limit = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    return sigtimedwait(signals, NULL, &limit);
}

static int64_t until_due_ms(const struct supervisor *supervisor)
{
    int64_t now_ms = clock_ms();
    int64_t ms = notify_wait_ms(&supervisor->notify, WATCH_EVERY_MS, now_ms);
    for (int i = 0; i < children(supervisor); i++) {
        if (supervisor->list[i].pid == 0 && supervisor->list[i].due_ms - now_ms < ms) {
            ms = supervisor->list[i].due_ms - now_ms;
        }
    }
    return ms > 0 ? ms : 0;
}

static int stop_workers(struct supervisor *supervisor, const sigset_t *signals)
{
    int64_t end_ms = clock_ms() + supervisor->web->drain_ms + supervisor->web->grace_ms + KILL_EXTRA_MS;
    notify_stopping();
    if (supervisor->lines != NULL) {
        keeper_lines_keep(supervisor->lines, -1); /* the keeper ends with the last worker */
    }
    signal_workers(supervisor, SIGTERM);
    if (supervisor->trial > 0) {
        kill(supervisor->trial, SIGKILL);
    }
    while (signal_workers(supervisor, 0) + signal_old(supervisor, 0) > 0 && clock_ms() < end_ms) {
        wait_signal(signals, 50);
        reap_children(supervisor, true);
    }
    int left = signal_workers(supervisor, SIGKILL) + signal_old(supervisor, SIGKILL);
    if (left > 0) {
        log_line("%d workers did not stop in time and were ended", left);
    }
    log_line("stopped");
    return left > 0 ? 1 : 0;
}

static void block_signals(sigset_t *ret_signals)
{
    static const int SIGNALS[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGUSR1};
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
    if (supervisor->old.trial) {
        return 0;
    }
    block_signals(&signals);
    notify_init(&supervisor->notify, supervisor->sockets.where);
    look_at_disk(supervisor);
    if (supervisor->lines != NULL) {
        keeper_lines_open(supervisor->lines, supervisor->workers);
    }
    start_due_workers(supervisor);
    let_old_go(supervisor);
    for (;;) {
        int signal = wait_signal(&signals, until_due_ms(supervisor));
        if (signal == SIGTERM || signal == SIGINT) {
            return stop_workers(supervisor, &signals);
        }
        if (signal == SIGHUP) {
            supervisor->restart_wanted = true;
            notify_reloading(&supervisor->notify, clock_ms());
        }
        if (signal == SIGUSR1) {
            call(supervisor);
        }
        reap_children(supervisor, false);
        start_due_workers(supervisor);
        end_stuck_workers(supervisor);
        look_after_restart(supervisor);
        tell_manager(supervisor);
        look_at_disk(supervisor);
    }
}
