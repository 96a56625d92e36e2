/* SPDX-License-Identifier: AGPL-3.0-or-later
** The queue: what a job goes through, that one process at a time has it, that a death leaves it to another, and that no
** failing call of the database leaves half of a change. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"
#include "scratch.h"
#include "store/job.h"

#define NOW INT64_C(1790000000)

static struct job_new job_of(const char *uid)
{
    return (struct job_new){.uid = str_of(uid), .kind = S("test"), .lane = S("slow"), .about = S("file=a.csv\n"),
                            .payload = S("file=/srv/a.csv\n"), .tries_max = 3};
}

static int64_t add(struct scratch *scratch, struct db *db, const char *uid)
{
    int64_t id = 0;
    struct job_new job = job_of(uid);
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW, &id), OK);
    return id;
}

static struct job_held take(struct scratch *scratch, struct db *db, const char *by, int64_t now)
{
    struct q_job_take job;
    assert_int_equal(job_take(db, &scratch->arena, S("slow"), str_of(by), now, &job), OK);
    return (struct job_held){job.id, str_of(by), job.tries, job.tries_max};
}

static enum fault try_take(struct scratch *scratch, struct db *db, int64_t now)
{
    struct q_job_take job;
    return job_take(db, &scratch->arena, S("slow"), S("me"), now, &job);
}

static struct q_job_by_id get(struct scratch *scratch, struct db *db, int64_t id)
{
    struct q_job_by_id row;
    assert_int_equal(q_job_by_id(db, &scratch->arena, id, &row), OK);
    return row;
}

static void assert_state(struct scratch *scratch, struct db *db, int64_t id, const char *state, int64_t tries)
{
    struct q_job_by_id row = get(scratch, db, id);
    assert_true(str_eq(row.state, str_of(state)));
    assert_int_equal(row.tries, tries);
    assert_int_equal(row.taken_by.n > 0, str_eq(row.state, S("running")));
    assert_int_equal(row.ended_at.known, str_eq(row.state, S("done")) || str_eq(row.state, S("dead")));
}

static void test_a_job_is_added_once_taken_and_done(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t id = add(scratch, db, "u1");
    assert_int_equal(add(scratch, db, "u1"), id);
    assert_true(add(scratch, db, "u2") != id);
    assert_state(scratch, db, id, "waiting", 0);
    struct job_held held = take(scratch, db, "me", NOW);
    assert_int_equal(held.id, id);
    assert_state(scratch, db, id, "running", 1);
    assert_int_equal(job_progress(db, &held, S("project.csv"), 10, 40, NOW + 5), OK);
    struct q_job_by_id row = get(scratch, db, id);
    assert_true(str_eq(row.step, S("project.csv")) && row.done == 10 && row.total == 40);
    assert_int_equal(row.lease_until, NOW + 5 + JOB_LEASE_S);
    assert_int_equal(job_renew(db, &held, NOW + 9), OK);
    assert_int_equal(get(scratch, db, id).lease_until, NOW + 9 + JOB_LEASE_S);
    assert_int_equal(job_done(db, &held, S("rows=7\n"), NOW + 10), OK);
    assert_state(scratch, db, id, "done", 1);
    row = get(scratch, db, id);
    assert_true(str_eq(row.result, S("rows=7\n")) && row.ended_at.v == NOW + 10 && row.started_at.v == NOW);
    db_close(db);
}

static void test_a_job_may_be_taken_by_who_adds_it(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct job_new job = job_of("mine");
    int64_t id = 0;
    job.taken_by = S("me");
    job.tries_max = 1;
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW, &id), OK);
    assert_state(scratch, db, id, "running", 1);
    assert_int_equal(get(scratch, db, id).lease_until, NOW + JOB_LEASE_ALONE_S); /* nobody renews it beside him */
    assert_int_equal(try_take(scratch, db, NOW), FAULT_NOT_FOUND);
    struct job_held held = {id, S("me"), 1, 1};
    assert_int_equal(job_fail(db, &held, FAULT_BUSY, S("another import"), NOW), OK);
    assert_state(scratch, db, id, "dead", 1); /* nobody else is to begin it */
    db_close(db);
}

static int64_t add_kind(struct scratch *scratch, struct db *db, const char *uid, const char *kind)
{
    int64_t id = 0;
    struct job_new job = job_of(uid);
    job.kind = str_of(kind);
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW, &id), OK);
    return id;
}

/* They would only find each other busy; what is no import goes past them. */
static void test_imports_wait_for_each_other(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t first = add_kind(scratch, db, "1", "import-cordis");
    add_kind(scratch, db, "2", "import-places");
    int64_t third = add_kind(scratch, db, "3", "solve");
    struct job_held held = take(scratch, db, "me", NOW);
    assert_int_equal(held.id, first);
    assert_int_equal(take(scratch, db, "you", NOW).id, third);
    assert_int_equal(try_take(scratch, db, NOW), FAULT_NOT_FOUND);
    assert_int_equal(job_done(db, &held, S(""), NOW), OK);
    assert_int_equal(try_take(scratch, db, NOW), OK);
    db_close(db);
}

static void test_only_the_holder_says_more(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t id = add(scratch, db, "u");
    struct job_held held = take(scratch, db, "me", NOW);
    struct job_held other = held;
    other.by = S("you");
    assert_int_equal(job_progress(db, &other, S("x"), 0, 0, NOW), FAULT_CONFLICT);
    assert_int_equal(job_renew(db, &other, NOW), FAULT_CONFLICT);
    assert_int_equal(job_done(db, &other, S(""), NOW), FAULT_CONFLICT);
    assert_int_equal(job_fail(db, &other, FAULT_IO, S(""), NOW), FAULT_CONFLICT);
    assert_int_equal(job_give_back(db, &other, NOW), FAULT_CONFLICT);
    assert_state(scratch, db, id, "running", 1);
    assert_int_equal(job_done(db, &held, S(""), NOW), OK);
    assert_int_equal(job_done(db, &held, S("again"), NOW), FAULT_CONFLICT);
    assert_int_equal(job_fail(db, &held, FAULT_IO, S(""), NOW), FAULT_CONFLICT);
    assert_state(scratch, db, id, "done", 1);
    db_close(db);
}

static void test_failures_wait_longer_each_time_then_it_is_dead(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t id = add(scratch, db, "u");
    struct job_held held = take(scratch, db, "me", NOW);
    assert_int_equal(job_fail(db, &held, FAULT_IO, S("disk"), NOW), OK);
    assert_state(scratch, db, id, "failed", 1);
    assert_int_equal(get(scratch, db, id).run_after, NOW + 30);
    assert_int_equal(try_take(scratch, db, NOW + 29), FAULT_NOT_FOUND);
    held = take(scratch, db, "me", NOW + 30);
    assert_int_equal(job_fail(db, &held, FAULT_DAMAGED, S("disk"), NOW + 40), OK);
    assert_int_equal(get(scratch, db, id).run_after, NOW + 100);
    held = take(scratch, db, "me", NOW + 100);
    assert_int_equal(job_fail(db, &held, FAULT_IO, S("disk\nfull"), NOW + 110), OK);
    assert_state(scratch, db, id, "dead", 3);
    struct q_job_by_id row = get(scratch, db, id);
    assert_true(str_eq(row.why, S("disk\nfull")) && str_eq(row.fault, str_of(fault_name(FAULT_IO))));
    assert_int_equal(try_take(scratch, db, NOW * 2), FAULT_NOT_FOUND);
    int64_t last = 0;
    for (int64_t tries = 1; tries < 200; tries++) {
        assert_true(job_retry_s(tries) >= last && job_retry_s(tries) <= JOB_RETRY_S_MAX);
        last = job_retry_s(tries);
    }
    assert_int_equal(last, JOB_RETRY_S_MAX);
    db_close(db);
}

static void test_what_another_try_does_not_change_is_dead_at_once(void **state)
{
    static const enum fault faults[] = {FAULT_INVALID, FAULT_NOT_FOUND, FAULT_DENIED, FAULT_TOO_LARGE, FAULT_CONFLICT};
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        int64_t id = add(scratch, db, str_format(&scratch->arena, "u%zu", i).s);
        struct job_held held = take(scratch, db, "me", NOW);
        assert_int_equal(job_fail(db, &held, faults[i], S("x"), NOW), OK);
        assert_state(scratch, db, id, "dead", 1);
    }
    db_close(db);
}

static void test_busy_and_given_back_do_not_count(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t id = add(scratch, db, "u");
    for (int i = 0; i < 10; i++) {
        struct job_held held = take(scratch, db, "me", NOW + 100 * i);
        assert_int_equal(job_fail(db, &held, FAULT_BUSY, S("another import"), NOW + 100 * i), OK);
        assert_state(scratch, db, id, "waiting", 0);
        assert_int_equal(get(scratch, db, id).run_after, NOW + 100 * i + JOB_BUSY_S);
    }
    struct job_held held = take(scratch, db, "me", NOW + 5000);
    assert_int_equal(job_give_back(db, &held, NOW + 5000), OK);
    assert_state(scratch, db, id, "waiting", 0);
    assert_int_equal(try_take(scratch, db, NOW + 5000), OK);
    db_close(db);
}

static void test_a_lost_job_is_taken_again_at_once_until_its_tries_are_over(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t id = add(scratch, db, "u");
    for (int i = 1; i <= 3; i++) {
        struct job_held held = take(scratch, db, "me", NOW);
        assert_int_equal(held.tries, i);
        assert_int_equal(job_lost(db, &held, NOW), OK);
        assert_int_equal(job_lost(db, &held, NOW), FAULT_CONFLICT);
        assert_state(scratch, db, id, i < 3 ? "waiting" : "dead", i);
    }
    assert_int_equal(try_take(scratch, db, NOW), FAULT_NOT_FOUND);
    assert_true(get(scratch, db, id).why.n > 0);
    db_close(db);
}

static void test_lanes_are_apart_and_the_oldest_is_first(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct job_new quick = job_of("quick");
    int64_t quick_id = 0;
    struct q_job_take job;
    quick.lane = S("quick");
    int64_t first = add(scratch, db, "a");
    assert_int_equal(job_add(db, &scratch->arena, &quick, NOW - 50, &quick_id), OK);
    int64_t second = add(scratch, db, "b");
    assert_int_equal(take(scratch, db, "me", NOW).id, first);
    assert_int_equal(take(scratch, db, "me", NOW).id, second);
    assert_int_equal(try_take(scratch, db, NOW), FAULT_NOT_FOUND);
    assert_int_equal(job_take(db, &scratch->arena, S("quick"), S("me"), NOW, &job), OK);
    assert_int_equal(job.id, quick_id);
    assert_true(str_eq(job.payload, quick.payload) && str_eq(job.kind, S("test")));
    db_close(db);
}

static void test_by_hand(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct arena *arena = &scratch->arena;
    int64_t id = add(scratch, db, "u");
    assert_int_equal(job_revive(db, arena, id + 1, 3, NOW), FAULT_NOT_FOUND);
    assert_int_equal(job_drop(db, arena, id + 1), FAULT_NOT_FOUND);
    assert_int_equal(job_revive(db, arena, id, 3, NOW), FAULT_CONFLICT);
    assert_int_equal(job_drop(db, arena, id), FAULT_CONFLICT);
    struct job_held held = take(scratch, db, "me", NOW);
    assert_int_equal(job_revive(db, arena, id, 3, NOW), FAULT_CONFLICT);
    assert_int_equal(job_fail(db, &held, FAULT_INVALID, S("x"), NOW), OK);
    assert_int_equal(job_revive(db, arena, id, 5, NOW + 9), OK);
    assert_state(scratch, db, id, "waiting", 0);
    assert_int_equal(get(scratch, db, id).tries_max, 5);
    held = take(scratch, db, "me", NOW + 9);
    assert_int_equal(job_fail(db, &held, FAULT_INVALID, S("x"), NOW + 10), OK);
    assert_int_equal(job_drop(db, arena, id), OK);
    struct q_job_by_id row;
    assert_int_equal(q_job_by_id(db, arena, id, &row), FAULT_NOT_FOUND);
    db_close(db);
}

static void test_what_is_done_is_forgotten_after_a_season(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct q_job_list *rows;
    size_t n;
    for (int i = 0; i < 4; i++) {
        add(scratch, db, str_format(&scratch->arena, "u%d", i).s);
    }
    struct job_held done = take(scratch, db, "me", NOW);
    struct job_held last = take(scratch, db, "me", NOW);
    struct job_held dead = take(scratch, db, "me", NOW);
    assert_int_equal(job_done(db, &done, S(""), NOW), OK);
    assert_int_equal(job_done(db, &last, S(""), NOW), OK);
    assert_int_equal(job_fail(db, &dead, FAULT_INVALID, S("x"), NOW), OK);
    struct job_new job = job_of("new");
    int64_t id;
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW + JOB_KEPT_S, &id), OK);
    assert_int_equal(q_job_list(db, &scratch->arena, 100, &rows, &n), OK);
    assert_int_equal(n, 5);
    job.uid = S("newer");
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW + JOB_KEPT_S + 1, &id), OK);
    assert_int_equal(q_job_list(db, &scratch->arena, 100, &rows, &n), OK);
    assert_int_equal(n, 5); /* the dead one, those that wait and the last that was done stay */
    struct q_job_by_id gone;
    assert_int_equal(q_job_by_id(db, &scratch->arena, done.id, &gone), FAULT_NOT_FOUND);
    assert_state(scratch, db, last.id, "done", 1);
    assert_int_equal(q_job_list(db, &scratch->arena, 2, &rows, &n), OK);
    assert_true(n == 2 && rows[0].id > rows[1].id);
    db_close(db);
}

static void test_bounds(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct job_new job = job_of("u");
    int64_t id = 0;
    char *bytes = arena_alloc(&scratch->arena, JOB_TEXT_MAX + 1);
    for (size_t i = 0; i <= JOB_TEXT_MAX; i++) {
        bytes[i] = 'x';
    }
    struct str large = {bytes, JOB_TEXT_MAX + 1};
    job.payload = large;
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW, &id), FAULT_TOO_LARGE);
    job.payload.n--;
    assert_int_equal(job_add(db, &scratch->arena, &job, NOW, &id), OK);
    struct job_held held = take(scratch, db, "me", NOW);
    assert_int_equal(job_done(db, &held, large, NOW), FAULT_TOO_LARGE);
    assert_int_equal(job_fail(db, &held, FAULT_IO, large, NOW), OK);
    assert_int_equal(get(scratch, db, id).why.n, JOB_TEXT_MAX);
    db_close(db);
}

/* ---- every write, with each call of the database failing in turn */

enum change { ADD, TAKE, PROGRESS, RENEW, DONE, FAIL, LOST, GIVE_BACK, REVIVE, DROP, CHANGE__MAX };

static enum fault change(struct scratch *scratch, struct db *db, enum change what, struct job_held *held)
{
    struct job_new job = job_of("added");
    struct q_job_take taken;
    int64_t id;
    switch (what) {
    case ADD: return job_add(db, &scratch->arena, &job, NOW, &id);
    case TAKE: return job_take(db, &scratch->arena, S("slow"), S("me"), NOW, &taken);
    case PROGRESS: return job_progress(db, held, S("step"), 1, 2, NOW);
    case RENEW: return job_renew(db, held, NOW + 1);
    case DONE: return job_done(db, held, S("rows=1\n"), NOW);
    case FAIL: return job_fail(db, held, FAULT_IO, S("why"), NOW);
    case LOST: return job_lost(db, held, NOW);
    case GIVE_BACK: return job_give_back(db, held, NOW);
    case REVIVE: return job_revive(db, &scratch->arena, held->id, 3, NOW);
    default: return job_drop(db, &scratch->arena, held->id);
    }
}

/* Everything in the table, as text, so that two looks can be compared. */
static struct str look(struct scratch *scratch, struct db *db)
{
    struct q_job_list *rows;
    size_t n;
    struct str all = S("");
    assert_int_equal(q_job_list(db, &scratch->arena, 100, &rows, &n), OK);
    for (size_t i = 0; i < n; i++) {
        all = str_format(&scratch->arena, "%.*s%lld %.*s %lld %lld %.*s %lld %.*s %lld %.*s %.*s %.*s %lld;",
                         STR_ARG(all),
                         (long long)rows[i].id, STR_ARG(rows[i].state), (long long)rows[i].tries,
                         (long long)rows[i].run_after, STR_ARG(rows[i].taken_by), (long long)rows[i].lease_until,
                         STR_ARG(rows[i].step), (long long)rows[i].done, STR_ARG(rows[i].fault), STR_ARG(rows[i].why),
                         STR_ARG(rows[i].result), (long long)rows[i].ended_at.v);
    }
    return all;
}

static void prepare(struct scratch *scratch, struct db *db, enum change what, struct job_held *ret_held)
{
    int64_t id = add(scratch, db, str_format(&scratch->arena, "before %d", what).s);
    *ret_held = (struct job_held){id, S("me"), 1, 3};
    if (what != ADD && what != TAKE) {
        *ret_held = take(scratch, db, "me", NOW);
    }
    if (what == REVIVE || what == DROP) {
        assert_int_equal(job_fail(db, ret_held, FAULT_INVALID, S("x"), NOW), OK);
    }
}

static void fail_each_call(struct scratch *scratch, struct db *db, enum change what)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY};
    struct job_held held;
    prepare(scratch, db, what, &held);
    struct str before = look(scratch, db);
    int64_t failed = 0;
    for (int64_t n = 1;; n++) {
        db_fail_after(n, faults[n % 2]);
        enum fault fault = change(scratch, db, what, &held);
        if (db_fail_after(0, OK) > 0) {
            assert_int_equal(fault, OK); /* it makes fewer calls than n */
            break;
        }
        assert_int_equal(fault, faults[n % 2]);
        assert_true(str_eq(look(scratch, db), before)); /* and the connection works */
        failed++;
    }
    assert_true(failed >= 3);
    assert_false(str_eq(look(scratch, db), before));
}

static void test_a_failing_call_changes_nothing(void **state)
{
    struct scratch *scratch = *state;
    for (int what = 0; what < CHANGE__MAX; what++) {
        struct db *db = scratch_open(scratch, DB_WRITE);
        fail_each_call(scratch, db, (enum change)what);
        db_close(db);
        scratch_exec(scratch, "net.db", "delete from job");
    }
}

/* ---- several processes */

#define JOBS 200
#define TAKERS 2

/* One line a job begun and one a job ended; a line is one write, and the file is opened to append. */
static void note(int fd, char what, int64_t id, int by)
{
    char line[40];
    int n = snprintf(line, sizeof line, "%c %lld %d\n", what, (long long)id, by);
    check(write(fd, line, (size_t)n) == n);
}

/* Takes until nothing is left; a lock held by the other one is tried again. */
static void take_all(struct scratch *scratch, int number, int fd)
{
    struct arena arena;
    struct db *db = NULL;
    struct str why = {0};
    arena_init(&arena, 1u << 20);
    check(db_open(&arena, scratch->url, DB_WRITE, &db, &why) == OK);
    struct str by = str_format(&arena, "taker %d", number);
    for (enum fault fault = OK; fault != FAULT_NOT_FOUND;) {
        struct arena_mark mark = arena_mark(&arena);
        struct q_job_take job;
        fault = job_take(db, &arena, S("slow"), by, NOW, &job);
        check(fault == OK || fault == FAULT_BUSY || fault == FAULT_NOT_FOUND);
        if (fault == OK) {
            struct job_held held = {job.id, by, job.tries, job.tries_max};
            note(fd, 'b', job.id, number);
            usleep(500);
            note(fd, 'e', job.id, number);
            while ((fault = job_done(db, &held, S(""), NOW)) == FAULT_BUSY) {
                usleep(500);
            }
            check(fault == OK);
        }
        arena_rewind(&arena, mark);
    }
    db_close(db);
    arena_done(&arena);
}

/* Reads the ledger: how often each job was begun, and how many by the first taker. */
static void count_begun(struct scratch *scratch, int fd, int begun[JOBS + 1], int *ret_by_first)
{
    char *bytes = arena_alloc(&scratch->arena, JOBS * 64);
    ssize_t n = pread(fd, bytes, JOBS * 64, 0);
    assert_true(n > 0 && n < JOBS * 64);
    for (struct str rest = {bytes, (size_t)n}; rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        struct str what = str_cut(line, ' ', &line);
        struct str id = str_cut(line, ' ', &line);
        int64_t number;
        assert_true(parse_int(id, 1, JOBS, &number));
        begun[number] += str_eq(what, S("b"));
        *ret_by_first += str_eq(what, S("b")) && str_eq(line, S("0"));
    }
}

static void test_two_processes_never_have_the_same_job(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    const char *path = scratch_path(scratch, "ledger");
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int begun[JOBS + 1] = {0}, by_one = 0;
    assert_true(fd >= 0);
    for (int i = 0; i < JOBS; i++) {
        assert_int_equal(add(scratch, db, str_format(&scratch->arena, "u%d", i).s), i + 1);
    }
    db_close(db);
    pid_t pids[TAKERS];
    for (int i = 0; i < TAKERS; i++) {
        pids[i] = fork();
        assert_true(pids[i] >= 0);
        if (pids[i] == 0) {
            take_all(scratch, i, fd);
            _exit(0);
        }
    }
    for (int i = 0; i < TAKERS; i++) {
        int status;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    count_begun(scratch, fd, begun, &by_one);
    close(fd);
    for (int i = 1; i <= JOBS; i++) {
        assert_int_equal(begun[i], 1);
    }
    assert_true(by_one > 0 && by_one < JOBS); /* both had some */
    db = scratch_open(scratch, DB_READ);
    for (int i = 1; i <= JOBS; i++) {
        assert_state(scratch, db, i, "done", 1);
    }
    db_close(db);
}

static void test_without_internet_what_needs_it_waits(void **state)
{
    static const char *const KINDS[] = {"import-places", "mail", "sender-check", "sign-in", "log-check"};
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct q_job_take taken;
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        int64_t id;
        struct job_new job = job_of(KINDS[i]);
        job.kind = str_of(KINDS[i]);
        assert_int_equal(job_add(db, &scratch->arena, &job, NOW, &id), OK);
    }
    assert_int_equal(job_take_inside(db, &scratch->arena, S("slow"), S("me"), NOW, &taken), OK);
    assert_true(str_eq(taken.kind, S("log-check")));
    assert_int_equal(job_take_inside(db, &scratch->arena, S("slow"), S("me"), NOW, &taken), FAULT_NOT_FOUND);
    assert_int_equal(try_take(scratch, db, NOW), OK); /* they were not lost */
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_job_is_added_once_taken_and_done, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_job_may_be_taken_by_who_adds_it, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_without_internet_what_needs_it_waits, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_imports_wait_for_each_other, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_only_the_holder_says_more, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_failures_wait_longer_each_time_then_it_is_dead, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_another_try_does_not_change_is_dead_at_once, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_busy_and_given_back_do_not_count, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_lost_job_is_taken_again_at_once_until_its_tries_are_over, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_lanes_are_apart_and_the_oldest_is_first, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_by_hand, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_done_is_forgotten_after_a_season, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_bounds, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_failing_call_changes_nothing, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_two_processes_never_have_the_same_job, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
