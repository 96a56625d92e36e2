/* SPDX-License-Identifier: AGPL-3.0-or-later
** The jobs process: lanes, handlers that fail and die, a stop in the middle, and sudden deaths of the process itself:
** every job is done, what it did is right once, and no two processes ever do the same one at a time. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fields.h"
#include "base/scan.h"
#include "jobs/process.h"
#include "jobs/work.h"
#include "scratch.h"
#include "store/job.h"
#include "store/remark.h"

#define PATIENCE_MS 60000

/* ---- handlers: the payload names the folder and the job */

static const char *path_of(struct job_run *run, const char *ending)
{
    struct str folder = fields_get(run->arena, run->payload, "folder");
    struct str name = fields_get(run->arena, run->payload, "name");
    return str_format(run->arena, "%.*s/%.*s.%s", STR_ARG(folder), STR_ARG(name), ending).s;
}

static void note(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    check(fd >= 0 && write(fd, "x", 1) == 1);
    close(fd);
}

#define LOOKS 5

/* Whether a process is gone, or has been killed and only its locks are still to be given back: whose jobs process dies
** gets SIGKILL with it, and does nothing more. */
static bool is_dying(pid_t pid)
{
    char path[64], status[4096];
    unsigned long long pending = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, status, sizeof status - 1) : -1;
    if (fd >= 0) {
        close(fd);
    }
    if (n <= 0) {
        return true;
    }
    status[n] = '\0';
    const char *state = strstr(status, "State:\t");
    const char *signals = strstr(status, "SigPnd:\t");
    check(state != NULL && signals != NULL && sscanf(signals + 8, "%llx", &pending) == 1);
    bool has_memory = strstr(status, "VmSize:") != NULL; /* it gives that back first, its locks later */
    return state[7] == 'Z' || state[7] == 'X' || !has_memory || (pending >> (SIGKILL - 1) & 1) != 0;
}

/* Nobody else is at it but who is dying. Looked at several times within a millisecond: between taking the signal and
** giving back its memory a process looks alive; a job takes three. */
static bool is_alone(int lock)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int alive = 0;
    while (fcntl(lock, F_SETLK, &whole) != 0) {
        struct flock other = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        check(fcntl(lock, F_GETLK, &other) == 0);
        alive = other.l_type != F_UNLCK && !is_dying(other.l_pid) ? alive + 1 : 0;
        if (alive > LOOKS) {
            return false;
        }
        usleep(200);
    }
    return true;
}

/* Leaves NAME.done behind, by a rename; NAME.twice when somebody else is at it; NAME.begun grows with each try. */
static enum fault run_short(struct job_run *run)
{
    int lock = open(path_of(run, "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    check(lock >= 0);
    if (!is_alone(lock)) {
        note(path_of(run, "twice"));
    }
    note(path_of(run, "begun"));
    watch_progress(run->watch, S("part one"), 1, 2);
    usleep(3000);
    note(path_of(run, "new"));
    check(rename(path_of(run, "new"), path_of(run, "done")) == 0);
    fields_put_int(run->result, "rows", 7);
    close(lock);
    return OK;
}

static enum fault run_long(struct job_run *run)
{
    note(path_of(run, "begun"));
    for (int i = 0; i < 600; i++) {
        watch_progress(run->watch, S("long"), (uint64_t)i, 600);
        usleep(100000);
    }
    return OK;
}

static enum fault run_dying(struct job_run *run)
{
    note(path_of(run, "begun"));
    kill(getpid(), SIGKILL);
    return OK;
}

static enum fault run_failing(struct job_run *run)
{
    run->why = S("the disk is full");
    return FAULT_IO;
}

static const struct job_kind items[] = {
    {"short", LANE_SLOW, 100, run_short}, {"quick", LANE_QUICK, 3, run_short},  {"long", LANE_SLOW, 3, run_long},
    {"dying", LANE_SLOW, 3, run_dying},   {"failing", LANE_SLOW, 3, run_failing},
};
static const struct job_kinds kinds = {items, COUNT_OF(items)};

/* ---- helpers */

static int64_t add(struct scratch *scratch, const char *kind, const char *name)
{
    struct db *db = scratch_open(scratch, DB_WRITE);
    const struct job_kind *row = kind_find(&kinds, str_of(kind));
    struct buf payload;
    int64_t id = 0;
    buf_init(&payload, 4096);
    fields_put(&payload, "folder", scratch->folder);
    fields_put(&payload, "name", str_of(name));
    const struct job_new job = {
        .uid = str_of(name), .kind = str_of(kind), .lane = row ? lane_name(row->lane) : S("slow"), .about = S(""),
        .payload = buf_str(&payload), .tries_max = row ? row->tries_max : 3,
    };
    enum fault fault = FAULT_BUSY; /* as everybody who adds, it comes again while another writes */
    for (int ms = 0; fault == FAULT_BUSY && ms < PATIENCE_MS; ms += 20) {
        fault = job_add(db, &scratch->arena, &job, (int64_t)time(NULL), &id);
        usleep(fault == FAULT_BUSY ? 20000 : 0);
    }
    assert_int_equal(fault, OK);
    buf_done(&payload);
    db_close(db);
    return id;
}

static pid_t start(struct scratch *scratch, bool until_idle)
{
    struct work_in in = {scratch->url, &kinds, until_idle};
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nothing behind */
        _exit(work_run(&in));
    }
    return pid;
}

static void assert_ends(pid_t pid, int want)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), want);
}

static struct q_job_by_id get(struct scratch *scratch, int64_t id)
{
    struct q_job_by_id row;
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(q_job_by_id(db, &scratch->arena, id, &row), OK);
    db_close(db);
    return row;
}

static bool is_state(struct scratch *scratch, int64_t id, const char *state)
{
    struct arena_mark mark = arena_mark(&scratch->arena);
    bool is = str_eq(get(scratch, id).state, str_of(state));
    arena_rewind(&scratch->arena, mark);
    return is;
}

static void wait_state(struct scratch *scratch, int64_t id, const char *state)
{
    for (int ms = 0; !is_state(scratch, id, state); ms += 20) {
        assert_true(ms < PATIENCE_MS);
        usleep(20000);
    }
}

static void wait_step(struct scratch *scratch, int64_t id, const char *step)
{
    for (int ms = 0; !str_eq(get(scratch, id).step, str_of(step)); ms += 20) {
        assert_true(ms < PATIENCE_MS);
        usleep(20000);
    }
}

static void wait_file(struct scratch *scratch, const char *name)
{
    for (int ms = 0; !scratch_has(scratch, name); ms += 5) {
        assert_true(ms < PATIENCE_MS);
        usleep(5000);
    }
}

/* ---- tests */

static void test_what_waits_is_done_and_then_it_ends(void **state)
{
    struct scratch *scratch = *state;
    int64_t first = add(scratch, "short", "a");
    int64_t second = add(scratch, "quick", "b");
    int64_t unknown = add(scratch, "riddle", "c");
    assert_ends(start(scratch, true), 0);
    struct q_job_by_id row = get(scratch, first);
    assert_true(str_eq(row.state, S("done")) && str_eq(row.result, S("rows=7\n")));
    assert_true(is_state(scratch, second, "done") && is_state(scratch, unknown, "dead"));
    assert_true(scratch_has(scratch, "a.done") && scratch_has(scratch, "b.done"));
    assert_ends(start(scratch, true), 0); /* nothing to do */
}

/* The retention clock: what people wrote goes when its time is over, and nothing else. */
static void test_what_people_wrote_goes_in_time(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    const struct remark_new remark = {S("/"), S("The year is wrong."), S(""), S("a@b.example"), S("en")};
    int64_t now = (int64_t)time(NULL);
    struct str uid;
    assert_int_equal(remark_add(db, &scratch->arena, &remark, now - REMARK_KEPT_S, &uid), OK);
    assert_int_equal(remark_add(db, &scratch->arena, &remark, now - REMARK_KEPT_S + 3600, &uid), OK);
    db_close(db);
    assert_ends(start(scratch, true), 0);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from remark"), "1");
    assert_str(scratch_ask(scratch, "net.db", "select min(id) from remark"), "2");
}

static void test_a_database_that_is_not_there_is_said(void **state)
{
    struct scratch *scratch = *state;
    struct work_in in = {str_format(&scratch->arena, "%.*s-none", STR_ARG(scratch->url)), &kinds, true};
    pid_t pid = fork();
    if (pid == 0) {
        _exit(work_run(&in));
    }
    assert_ends(pid, 1);
}

static void test_quick_jobs_do_not_wait_for_slow_ones_and_a_stop_gives_back(void **state)
{
    struct scratch *scratch = *state;
    int64_t slow = add(scratch, "long", "slow");
    pid_t pid = start(scratch, false);
    wait_file(scratch, "slow.begun");
    int64_t quick = add(scratch, "quick", "quick");
    wait_state(scratch, quick, "done");
    wait_step(scratch, slow, "long"); /* a note may be left out, but not all of them */
    assert_true(is_state(scratch, slow, "running") && get(scratch, slow).total == 600);
    kill(pid, SIGTERM);
    assert_ends(pid, 0);
    struct q_job_by_id row = get(scratch, slow);
    assert_true(str_eq(row.state, S("waiting")) && row.tries == 0 && row.fault.n == 0);
}

static void test_failures_and_deaths_of_a_handler_are_kept_with_the_job(void **state)
{
    struct scratch *scratch = *state;
    int64_t failing = add(scratch, "failing", "failing");
    int64_t dying = add(scratch, "dying", "dying");
    int64_t fine = add(scratch, "short", "fine");
    assert_ends(start(scratch, true), 0);
    struct q_job_by_id row = get(scratch, failing);
    assert_true(str_eq(row.state, S("failed")) && str_eq(row.why, S("the disk is full")) && row.tries == 1);
    assert_true(row.run_after >= (int64_t)time(NULL) + JOB_RETRY_S_MIN - 20);
    row = get(scratch, dying);
    assert_true(str_eq(row.state, S("failed")) && str_contains(row.why, S("signal 9")) && row.tries == 1);
    assert_true(is_state(scratch, fine, "done"));
    for (int i = 2; i <= 3; i++) {
        scratch_exec(scratch, "net.db", "update job set run_after = 0 where state = 'failed'");
        assert_ends(start(scratch, true), 0);
    }
    assert_true(is_state(scratch, failing, "dead") && is_state(scratch, dying, "dead"));
}

/* Of a process on another machine nobody knows whether it lives: its lease decides. */
static void test_a_machine_that_is_not_heard_of_has_lost_its_job(void **state)
{
    struct scratch *scratch = *state;
    int64_t id = add(scratch, "short", "theirs");
    int64_t until = (int64_t)time(NULL) + 3;
    scratch_exec(scratch, "net.db",
                 str_format(&scratch->arena, "update job set state = 'running', tries = 1, taken_by = 'elsewhere "
                                             "00000000-0000-4000-8000-000000000000 pid:[4026531836] 1 1', "
                                             "lease_until = %lld", (long long)until).s);
    pid_t pid = start(scratch, false);
    wait_state(scratch, id, "done");
    assert_true(time(NULL) > until);
    assert_int_equal(get(scratch, id).tries, 2);
    kill(pid, SIGTERM);
    assert_ends(pid, 0);
}

/* The connection was lost behind the deed: the row says that we have it, and we do not know of it. */
static void test_what_was_taken_without_an_answer_is_done_all_the_same(void **state)
{
    struct scratch *scratch = *state;
    const struct work_in in = {scratch->url, &kinds, true};
    int64_t id = add(scratch, "short", "taken");
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct q_job_take job;
        struct db *db = scratch_open(scratch, DB_WRITE);
        enum fault fault = job_take(db, &scratch->arena, S("slow"), process_self(&scratch->arena), (int64_t)time(NULL),
                                    &job);
        db_close(db);
        _exit(fault == OK ? work_run(&in) : 1);
    }
    assert_ends(pid, 0);
    assert_true(is_state(scratch, id, "done"));
    assert_int_equal(get(scratch, id).tries, 1);
}

/* Looking once a second would take half of one on average. */
static void test_what_is_queued_begins_at_once(void **state)
{
    struct scratch *scratch = *state;
    int64_t spent_ms = 0;
    pid_t pid = start(scratch, false);
    wait_state(scratch, add(scratch, "quick", "first"), "done");
    for (int i = 0; i < 8; i++) {
        char name[16];
        snprintf(name, sizeof name, "job%d", i);
        usleep(300000 + i * 97000); /* at all moments of a second */
        int64_t id = add(scratch, "quick", name);
        int64_t begin_ms = process_clock_ms();
        snprintf(name, sizeof name, "job%d.begun", i);
        wait_file(scratch, name);
        spent_ms += process_clock_ms() - begin_ms;
        wait_state(scratch, id, "done");
    }
    printf("queued to begun: %d ms on average\n", (int)(spent_ms / 8));
    assert_true(spent_ms < 8 * 350);
    kill(pid, SIGTERM);
    assert_ends(pid, 0);
}

/* Somebody says that the job is his: the one who has it ends before it can publish anything. */
static void test_who_lost_its_job_leaves(void **state)
{
    struct scratch *scratch = *state;
    int64_t id = add(scratch, "long", "long");
    pid_t pid = start(scratch, false);
    wait_file(scratch, "long.begun");
    struct str self = process_self(&scratch->arena);
    scratch_exec(scratch, "net.db",
                 str_format(&scratch->arena, "update job set taken_by = '%.*s', step = 'ours'", STR_ARG(self)).s);
    int64_t next = add(scratch, "short", "next");
    wait_state(scratch, next, "done"); /* the lane is free */
    struct q_job_by_id row = get(scratch, id);
    assert_true(str_eq(row.state, S("running")) && str_eq(row.step, S("ours")) && str_eq(row.taken_by, self));
    kill(pid, SIGTERM);
    assert_ends(pid, 0);
}

static void test_names_of_processes(void **state)
{
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    struct str self = process_self(arena);
    int pipes[2];
    char name[256] = {0};
    assert_int_equal(process_look(arena, self), PROCESS_LIVES);
    assert_int_equal(process_look(arena, str_format(arena, "%.*s1", STR_ARG(self))), PROCESS_GONE);
    assert_int_equal(process_look(arena, str_format(arena, "x%.*s", STR_ARG(self))), PROCESS_UNKNOWN);
    assert_int_equal(process_look(arena, S("")), PROCESS_UNKNOWN);
    /* A machine of the same name, as those made from one image have, or this one before it was started anew. */
    struct str rest;
    struct str host = str_cut(self, ' ', &rest);
    struct str life = str_cut(rest, ' ', &rest);
    assert_int_equal(life.n, 36);
    assert_int_equal(process_look(arena, str_format(arena, "%.*s %.*s %.*s", STR_ARG(host),
                                                    STR_ARG(S("00000000-0000-4000-8000-000000000000")),
                                                    STR_ARG(rest))), PROCESS_UNKNOWN);
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct str own = process_self(arena);
        _exit(write(pipes[1], own.s, own.n) == (ssize_t)own.n ? 0 : 1);
    }
    siginfo_t info;
    assert_true(read(pipes[0], name, sizeof name - 1) > 0);
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0); /* ended, and not fetched yet */
    assert_int_equal(process_look(arena, str_of(name)), PROCESS_GONE);
    assert_ends(pid, 0);
    assert_int_equal(process_look(arena, str_of(name)), PROCESS_GONE);
    close(pipes[0]);
    close(pipes[1]);
}

/* ---- sudden deaths */

#define JOBS 200
#define WORKERS 2
#define KILLS 40

static bool all_done(struct scratch *scratch)
{
    struct arena_mark mark = arena_mark(&scratch->arena);
    struct db *db = scratch_open(scratch, DB_READ);
    struct q_job_list *rows;
    size_t n, done = 0;
    assert_int_equal(q_job_list(db, &scratch->arena, JOB_LIST_MAX, &rows, &n), OK);
    for (size_t i = 0; i < n; i++) {
        done += str_eq(rows[i].state, S("done"));
    }
    db_close(db);
    arena_rewind(&scratch->arena, mark);
    return done == n;
}

static void kill_and_start_anew(struct scratch *scratch, pid_t *pid)
{
    kill(*pid, SIGKILL);
    assert_int_equal(waitpid(*pid, NULL, 0), *pid);
    *pid = start(scratch, false);
}

static void test_sudden_deaths_leave_every_job_done_once(void **state)
{
    struct scratch *scratch = *state;
    pid_t pids[WORKERS];
    int64_t ids[JOBS];
    for (int i = 0; i < JOBS; i++) {
        ids[i] = add(scratch, "short", str_format(&scratch->arena, "j%d", i).s);
    }
    for (int i = 0; i < WORKERS; i++) {
        pids[i] = start(scratch, false);
    }
    for (int i = 0; i < KILLS && !all_done(scratch); i++) {
        usleep((useconds_t)(20000 + i * 7919 % 90000));
        kill_and_start_anew(scratch, &pids[i % WORKERS]);
    }
    for (int ms = 0; !all_done(scratch); ms += 100) {
        assert_true(ms < PATIENCE_MS);
        usleep(100000);
    }
    for (int i = 0; i < WORKERS; i++) {
        kill(pids[i], SIGTERM);
        assert_ends(pids[i], 0);
    }
    int64_t tries = 0;
    for (int i = 0; i < JOBS; i++) {
        tries += get(scratch, ids[i]).tries;
        assert_true(is_state(scratch, ids[i], "done"));
        assert_true(scratch_has(scratch, str_format(&scratch->arena, "j%d.done", i).s));
        assert_false(scratch_has(scratch, str_format(&scratch->arena, "j%d.twice", i).s));
    }
    assert_true(tries > JOBS + 2); /* deaths did hit jobs in their middle */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_waits_is_done_and_then_it_ends, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_people_wrote_goes_in_time, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_database_that_is_not_there_is_said, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_quick_jobs_do_not_wait_for_slow_ones_and_a_stop_gives_back, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_failures_and_deaths_of_a_handler_are_kept_with_the_job, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_machine_that_is_not_heard_of_has_lost_its_job, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_was_taken_without_an_answer_is_done_all_the_same, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_queued_begins_at_once, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_lost_its_job_leaves, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_names_of_processes, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_sudden_deaths_leave_every_job_done_once, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
