/* SPDX-License-Identifier: AGPL-3.0-or-later
** The process that works off jobs, while others write without a pause: it hears that it is to stop, and does jobs. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "jobs/process.h"
#include "jobs/work.h"
#include "scratch.h"
#include "store/job.h"
#include "store/setting.h"

#define FLOOD_MS 400     /* of writing before anything is wanted */
#define PATIENCE_MS 8000 /* far more than it takes; less than it writes */

static enum fault do_nothing(struct job_run *run)
{
    (void)run;
    return OK;
}

static const struct job_kind items[] = {{"nothing", LANE_QUICK, 1, do_nothing}};
static const struct job_kinds kinds = {items, COUNT_OF(items)};

static pid_t start_work(struct str url)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        _exit(work_run(&(struct work_in){.url = url, .kinds = &kinds}));
    }
    return pid;
}

static void write_something(struct db *db, struct scratch *scratch, int n)
{
    struct problems problems;
    struct arena_mark mark = arena_mark(&scratch->arena);
    problems_init(&problems, &scratch->arena);
    enum fault fault = setting_save(db, S("network_name"), str_format(&scratch->arena, "Net %d", n), &problems);
    assert_true(fault == OK || fault == FAULT_BUSY);
    arena_rewind(&scratch->arena, mark);
}

/* Writes until it is over, or so long; whether it was. */
static bool write_until(struct db *db, struct scratch *scratch, bool (*is_over)(struct db *db, void *about),
                        void *about, int64_t ms)
{
    int64_t end_ms = process_clock_ms() + ms;
    for (int n = 0; process_clock_ms() < end_ms; n++) {
        write_something(db, scratch, n);
        if (is_over != NULL && is_over(db, about)) {
            return true;
        }
    }
    return false;
}

static bool has_ended(struct db *db, void *about)
{
    int status;
    pid_t *pid = about;
    (void)db;
    if (waitpid(*pid, &status, WNOHANG) != *pid) {
        return false;
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    return true;
}

static void end_work(struct db *db, struct scratch *scratch, pid_t pid)
{
    assert_int_equal(kill(pid, SIGTERM), 0);
    if (!write_until(db, scratch, has_ended, &pid, PATIENCE_MS)) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        fail_msg("it does not hear that it is to stop, while others write");
    }
}

static void test_it_stops_while_others_write(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    pid_t pid = start_work(scratch->url);
    (void)write_until(db, scratch, NULL, NULL, FLOOD_MS);
    end_work(db, scratch, pid);
    db_close(db);
}

struct awaited {
    struct arena *arena;
    int64_t id;
};

static bool is_done(struct db *db, void *about)
{
    const struct awaited *awaited = about;
    struct q_job_by_id row;
    struct arena_mark mark = arena_mark(awaited->arena);
    assert_int_equal(q_job_by_id(db, awaited->arena, awaited->id, &row), OK);
    bool done = str_eq(row.state, S("done"));
    arena_rewind(awaited->arena, mark);
    return done;
}

static void test_jobs_are_done_while_others_write(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct job_new job = {.uid = S("u1"), .kind = S("nothing"), .lane = S("quick"), .about = S(""), .payload = S(""),
                          .tries_max = 1};
    struct awaited awaited = {.arena = &scratch->arena};
    pid_t pid = start_work(scratch->url);
    (void)write_until(db, scratch, NULL, NULL, FLOOD_MS);
    assert_int_equal(job_add(db, &scratch->arena, &job, 0, &awaited.id), OK);
    bool done = write_until(db, scratch, is_done, &awaited, PATIENCE_MS);
    end_work(db, scratch, pid);
    assert_true(done);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_stops_while_others_write, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_jobs_are_done_while_others_write, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
