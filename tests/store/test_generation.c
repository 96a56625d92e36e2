/* SPDX-License-Identifier: AGPL-3.0-or-later
** Evidence is built beside the present one, and a death at any moment leaves the last published state. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/generation.h"
#include "db/migrate.h"
#include "db/verify.h"
#include "../fault/calls.h"
#include "scratch.h"
#include "statements_here.h"

#define PART 7  /* what one complete build adds to the sum of totals */
#define ROWS 300 /* enough for several pages, and for a journal */

static struct generation *begin(struct scratch *scratch)
{
    struct generation *generation = NULL;
    struct str why = {0};
    if (generation_begin(&scratch->arena, scratch->url, &generation, &why) != OK) {
        fail_msg("begin: %.*s", STR_ARG(why));
    }
    return generation;
}

static void publish(struct generation *generation)
{
    struct str why = {0};
    if (generation_publish(generation, &why) != OK) {
        fail_msg("publish: %.*s", STR_ARG(why));
    }
}

static enum fault put_total(struct db *db, const char *name, int64_t value)
{
    struct value in[] = {V_TEXT(str_of(name)), V_INT(value)};
    return db_run(db, &total_put, in);
}

/* The sum of all totals as a new reader sees it. */
static int64_t seen_sum(struct scratch *scratch, int64_t *ret_generation)
{
    struct db *db = scratch_open(scratch, DB_READ);
    int64_t sum = scratch_number(db, &total_sum, NULL);
    *ret_generation = db_generation(db);
    db_close(db);
    return sum;
}

static void assert_seen(struct scratch *scratch, int64_t generation, int64_t sum)
{
    int64_t seen = 0;
    assert_int_equal(seen_sum(scratch, &seen), sum);
    assert_int_equal(seen, generation);
}

static void test_migrate_publishes_an_empty_first_generation(void **state)
{
    struct scratch *scratch = *state;
    assert_seen(scratch, 1, 0);
    assert_true(scratch_has_evidence(scratch, 1));
    assert_false(scratch_has(scratch, "net.evidence-1.db-journal"));
}

static void test_what_is_built_is_seen_when_published_and_not_before(void **state)
{
    struct scratch *scratch = *state;
    struct db *reader = scratch_open(scratch, DB_READ);
    struct generation *generation = begin(scratch);
    assert_int_equal(generation_number(generation), 2);
    struct db *db = generation_db(generation);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(put_total(db, "cities", 40), OK);
    assert_int_equal(db_commit(db), OK);
    assert_seen(scratch, 1, 0);
    bool stale = true;
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_false(stale);
    publish(generation);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_true(stale);
    assert_int_equal(scratch_number(reader, &total_sum, NULL), 0);
    db_close(reader);
    assert_seen(scratch, 2, 40);
    generation = begin(scratch);
    assert_int_equal(scratch_number(generation_db(generation), &total_sum, NULL), 40);
    assert_int_equal(put_total(generation_db(generation), "projects", 2), OK);
    publish(generation);
    assert_seen(scratch, 3, 42);
}

static void test_an_older_reader_keeps_its_file_until_it_closes(void **state)
{
    struct scratch *scratch = *state;
    struct db *oldest = scratch_open(scratch, DB_READ);
    for (int i = 0; i < 4; i++) {
        struct generation *generation = begin(scratch);
        assert_int_equal(put_total(generation_db(generation), "cities", i + 1), OK);
        publish(generation);
        /* On PostgreSQL the oldest stays as long as somebody reads it, on SQLite its file has lost its name. */
        assert_int_equal(scratch_evidence_count(scratch), i > 0 && scratch_is_postgres() ? 3 : 2);
    }
    assert_true(scratch_has_evidence(scratch, 5));
    assert_true(scratch_has_evidence(scratch, 4));
    assert_int_equal(scratch_number(oldest, &total_sum, NULL), 0);
    db_close(oldest);
    assert_seen(scratch, 5, 4);
    generation_abandon(begin(scratch));
    assert_int_equal(scratch_evidence_count(scratch), 2);
}

static void test_publishing_raises_the_content_version_once(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    int64_t before = db_content_version(db);
    db_close(db);
    publish(begin(scratch));
    db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_content_version(db), before + 1);
    db_close(db);
}

static void test_an_abandoned_build_leaves_nothing(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = begin(scratch);
    assert_int_equal(db_begin(generation_db(generation)), OK);
    assert_int_equal(put_total(generation_db(generation), "cities", 40), OK);
    generation_abandon(generation);
    assert_int_equal(scratch_evidence_count(scratch), 1);
    assert_false(scratch_has(scratch, "net.evidence-2.db-journal"));
    assert_seen(scratch, 1, 0);
    publish(begin(scratch));
    assert_seen(scratch, 2, 0);
}

static void test_a_build_can_take_back_a_transaction(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = begin(scratch);
    struct db *db = generation_db(generation);
    assert_int_equal(put_total(db, "cities", 40), OK);
    assert_int_equal(db_begin(db), OK);
    for (int i = 0; i < ROWS; i++) {
        char name[16];
        snprintf(name, sizeof name, "t%d", i);
        assert_int_equal(put_total(db, name, 1), OK);
    }
    db_rollback(db);
    assert_int_equal(scratch_number(db, &total_sum, NULL), 40);
    publish(generation);
    assert_seen(scratch, 2, 40);
}

static void test_one_builder_at_a_time(void **state)
{
    struct scratch *scratch = *state;
    struct generation *first = begin(scratch);
    struct generation *second = NULL;
    struct str why = {0};
    int done = 0;
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &second, &why), FAULT_BUSY);
    assert_true(str_contains(why, S("another import or migration is at work")));
    assert_int_equal(migrate(&scratch->arena, scratch->url, &done, &why), FAULT_BUSY);
    assert_true(scratch_has_evidence(scratch, 2));
    generation_abandon(first);
    generation_abandon(begin(scratch));
}

static void test_evidence_that_does_not_hold_together_is_not_published(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = begin(scratch);
    assert_int_equal(db_run(generation_db(generation), &body_orphan, &V_INT(999)), OK);
    struct str why = {0};
    assert_int_equal(generation_publish(generation, &why), FAULT_DAMAGED);
    assert_true(str_contains(why, S("does not hold together")));
    assert_true(str_contains(why, S("body")) && str_contains(why, S("999")) && str_contains(why, S("organisation")));
    assert_seen(scratch, 1, 0);
    assert_int_equal(scratch_evidence_count(scratch), 1);
}

/* Its pages are written over; PostgreSQL's are looked after by its own checksums. */
static void test_a_damaged_file_is_not_published(void **state)
{
    struct scratch *scratch = *state;
    if (scratch_is_postgres()) {
        return;
    }
    struct generation *generation = begin(scratch);
    char name[16];
    assert_int_equal(db_begin(generation_db(generation)), OK);
    for (int i = 0; i < 3000; i++) {
        snprintf(name, sizeof name, "t%d", i);
        assert_int_equal(put_total(generation_db(generation), name, 1), OK);
    }
    assert_int_equal(db_commit(generation_db(generation)), OK);
    publish(generation);
    int fd = open(scratch_path(scratch, "net.evidence-2.db"), O_WRONLY);
    off_t size = lseek(fd, 0, SEEK_END);
    for (off_t at = size - 8 * 4096; at < size; at += 4096) { /* the rows just written */
        assert_int_equal(pwrite(fd, "damage damage damage damage", 27, at), 27);
    }
    close(fd);
    struct str why = {0};
    generation = begin(scratch);
    assert_int_equal(generation_publish(generation, &why), FAULT_DAMAGED);
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_generation(db), 2);
    db_close(db);
}

static void test_the_search_index_travels_with_its_generation(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = begin(scratch);
    struct value row[] = {V_TEXT(S("t_12")), V_INT(870)};
    assert_int_equal(db_run(generation_db(generation), &index_put, row), OK);
    publish(generation);
    publish(begin(scratch));
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(scratch_number(db, &index_find, &V_TEXT(S("t_12"))), 870);
    db_close(db);
}

/* While another process publishes one generation after the other, and removes the old ones. */
static void test_readers_open_whole_states_while_generations_pass(void **state)
{
    struct scratch *scratch = *state;
    const int generations = scratch_is_postgres() ? 4 + 16 / scratch_stride() : 60;
    pid_t pid = fork();
    if (pid == 0) {
        for (int i = 1; i <= generations; i++) {
            struct generation *generation = begin(scratch);
            enum fault fault = put_total(generation_db(generation), "number", i + 1);
            check(fault == OK);
            publish(generation);
        }
        _exit(0);
    }
    int status = 0;
    int64_t opened = 0;
    int64_t changes = 0;
    int64_t last = 1;
    struct arena_mark mark = arena_mark(&scratch->arena);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        int64_t generation = 0;
        int64_t sum = seen_sum(scratch, &generation);
        assert_int_equal(sum, generation == 1 ? 0 : generation);
        assert_true(generation >= last);
        changes += generation != last;
        last = generation;
        opened++;
        arena_rewind(&scratch->arena, mark);
    }
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_seen(scratch, generations + 1, generations + 1);
    print_message("opened %lld times, saw %lld generations\n", (long long)opened, (long long)changes);
    assert_true(changes > 1);
}

/* ---- faults on the way */

/* One whole build: adds PART, in two transactions. */
static enum fault build_once(struct arena *arena, struct str url)
{
    struct generation *generation = NULL;
    struct str why = {0};
    TRY(generation_begin(arena, url, &generation, &why));
    struct db *db = generation_db(generation);
    enum fault fault = db_begin(db);
    for (int i = 0; i < ROWS && fault == OK; i++) {
        char name[96];
        snprintf(name, sizeof name, "a long name that fills pages, and pages fill journals: %d", i);
        fault = put_total(db, name, 0);
    }
    fault = fault == OK ? db_commit(db) : fault;
    int64_t number = generation_number(generation);
    fault = fault == OK ? put_total(db, str_format(arena, "build %lld", (long long)number).s, PART) : fault;
    if (fault != OK) {
        generation_abandon(generation);
        return fault;
    }
    return generation_publish(generation, &why);
}

static void test_a_fault_at_any_call_leaves_the_last_state(void **state)
{
    struct scratch *scratch = *state;
    assert_int_equal(build_once(&scratch->arena, scratch->url), OK);
    for (int n = 1; n < 5000; n += n > 8 && n < ROWS - 20 ? 37 : scratch_stride()) {
        db_fail_after(n, FAULT_IO);
        enum fault fault = build_once(&scratch->arena, scratch->url);
        bool happened = db_fail_after(0, OK) == 0;
        if (!happened) {
            assert_int_equal(fault, OK);
            assert_seen(scratch, 3, 2 * PART);
            assert_true(n > ROWS);
            return;
        }
        assert_int_equal(fault, FAULT_IO);
        assert_seen(scratch, 2, PART);
    }
    fail_msg("the build never ran to its end");
}

/* ---- death on the way */

/* Builds in a child that dies at its n-th change of a file; true when it lived to the end. */
static bool build_in_child(struct scratch *scratch, long n)
{
    pid_t pid = fork();
    if (pid == 0) {
        calls_die_at(n);
        _exit(build_once(&scratch->arena, scratch->url) == OK ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return false;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return true;
}

/* Every page of a published file is in order. */
static void assert_whole(struct scratch *scratch, int64_t generation)
{
    struct db *db = scratch_open(scratch, DB_READ);
    struct problems problems;
    problems_init(&problems, &scratch->arena);
    assert_int_equal(db_generation(db), generation);
    assert_int_equal(db_verify(db, &scratch->arena, &problems), OK);
    assert_int_equal(problems.n, 0);
    db_close(db);
}

static void test_killed_at_every_change_of_a_file_the_last_state_stands(void **state)
{
    struct scratch *scratch = *state;
    int64_t published = 1;
    int64_t sum = 0;
    long deaths = 0;
    struct arena_mark mark = arena_mark(&scratch->arena);
    for (long n = 1; n < 10000; n += scratch_is_postgres() ? 2 * scratch_stride() : 1) {
        bool lived = build_in_child(scratch, n);
        deaths += !lived;
        int64_t seen = 0;
        int64_t seen_now = seen_sum(scratch, &seen);
        if (seen == published + 1) { /* died after the switch, or not at all */
            published = seen;
            sum += PART;
        }
        assert_int_equal(seen, published);
        assert_int_equal(seen_now, sum);
        assert_true(published > 1 || !lived);
        if (deaths % 8 == 0) {
            assert_whole(scratch, published);
        }
        arena_rewind(&scratch->arena, mark);
        if (lived) {
            print_message("killed %ld times\n", deaths);
            assert_true(deaths > (scratch_is_postgres() ? 6 : 30));
            assert_int_equal(scratch_evidence_count(scratch), 2);
            return;
        }
    }
    fail_msg("the build never ran to its end");
}

static void test_a_killed_builder_frees_the_lock_and_its_leftovers_go(void **state)
{
    struct scratch *scratch = *state;
    /* Until there is something to leave; a server goes on for a moment with what it was sent. */
    for (long n = 20; n < 400 && !scratch_has_evidence(scratch, 2); n += 5) {
        assert_false(build_in_child(scratch, n));
        for (int i = 0; i < 10 && scratch_is_postgres() && !scratch_has_evidence(scratch, 2); i++) {
            usleep(50000);
        }
    }
    assert_true(scratch_has_evidence(scratch, 2));
    struct generation *generation = begin(scratch);
    assert_int_equal(scratch_number(generation_db(generation), &total_sum, NULL), 0);
    publish(generation);
    assert_seen(scratch, 2, 0);
    assert_false(scratch_has(scratch, "net.evidence-2.db-journal"));
}

static void test_a_killed_migration_is_finished_by_the_next(void **state)
{
    struct scratch *scratch = *state;
    for (long n = 1; n < 10000; n += scratch_is_postgres() ? 2 * scratch_stride() : 1) {
        pid_t pid = fork();
        if (pid == 0) {
            int done = 0;
            struct str why = {0};
            calls_die_at(n);
            _exit(migrate(&scratch->arena, scratch->url, &done, &why) == OK ? 0 : 1);
        }
        int status = 0;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        bool lived = WIFEXITED(status);
        assert_true(!lived || WEXITSTATUS(status) == 0);
        if (n % 5 == 0 || lived) {
            scratch_migrate(scratch);
            int64_t seen = 0;
            assert_int_equal(seen_sum(scratch, &seen), 0);
            assert_whole(scratch, seen);
        }
        if (lived) {
            assert_true(n > 1);
            return;
        }
        if (n % 5 == 0) { /* from the start again, so that every step is reached */
            scratch_teardown(state);
            scratch_setup_empty(state);
            scratch = *state;
        }
    }
    fail_msg("the migration never ran to its end");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, scratch_setup_empty, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_migrate_publishes_an_empty_first_generation),
        WITH(test_what_is_built_is_seen_when_published_and_not_before),
        WITH(test_an_older_reader_keeps_its_file_until_it_closes),
        WITH(test_publishing_raises_the_content_version_once),
        WITH(test_an_abandoned_build_leaves_nothing),
        WITH(test_a_build_can_take_back_a_transaction),
        WITH(test_one_builder_at_a_time),
        WITH(test_evidence_that_does_not_hold_together_is_not_published),
        WITH(test_a_damaged_file_is_not_published),
        WITH(test_the_search_index_travels_with_its_generation),
        WITH(test_readers_open_whole_states_while_generations_pass),
        WITH(test_a_fault_at_any_call_leaves_the_last_state),
        WITH(test_killed_at_every_change_of_a_file_the_last_state_stands),
        WITH(test_a_killed_builder_frees_the_lock_and_its_leftovers_go),
        EMPTY(test_a_killed_migration_is_finished_by_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
