/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is PostgreSQL's own: addresses, what is refused and said at the start, round trips that are saved. What db.h
** promises is in test_db.c. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/generation.h"
#include "db/verify.h"
#include "scratch.h"
#include "scratch_postgres.h"
#include "statements_here.h"

static void test_what_does_not_open_is_said(void **state)
{
    struct scratch *scratch = *state;
    struct str other = str_join(&scratch->arena, scratch->url, S("&dbname=nowhere"));
    scratch_refuses(scratch, other, FAULT_IO, "\"nowhere\" does not exist");
    scratch_refuses(scratch, S("postgres://a:secret@h/x?no=1"), FAULT_INVALID, "is no address of a database");
    scratch_refuses(scratch, scratch->url, FAULT_NOT_FOUND, "has no tables yet");
}

static void test_a_database_that_sorts_by_a_language_is_refused(void **state)
{
    struct scratch *scratch = *state;
    scratch_postgres_drop(scratch);
    scratch_exec_cluster(str_format(&scratch->arena,
                                    "create database %s owner network template template0 locale_provider icu "
                                    "icu_locale 'en' locale 'C'", scratch->name).s);
    scratch_refuses(scratch, scratch->url, FAULT_INVALID, "createdb --template=template0 --encoding=UTF8 --locale=C");
}

/* The cluster of the tests runs without fsync. */
static void test_dangers_are_said(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct problems dangers;
    problems_init(&dangers, &scratch->arena);
    assert_int_equal(db_dangers(db, &scratch->arena, &dangers), OK);
    assert_int_equal(dangers.n, 1);
    assert_true(str_eq(dangers.items[0].where, S("fsync")));
    db_close(db);
}

static void test_a_build_waits_for_few_answers(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = NULL;
    struct str why = S("");
    char name[32];
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    struct db *db = generation_db(generation);
    int64_t before = db_round_trips(db);
    assert_int_equal(db_begin(db), OK);
    for (int i = 0; i < 5000; i++) {
        snprintf(name, sizeof name, "t%d", i);
        struct value row[] = {V_TEXT(str_of(name)), V_INT(1)};
        assert_int_equal(db_run(db, &total_put, row), OK);
    }
    assert_int_equal(db_commit(db), OK);
    assert_true(db_round_trips(db) - before < 20);
    assert_int_equal(db_changes(db, &total_put), 5000);
    assert_int_equal(scratch_number(db, &total_sum, NULL), 5000);
    generation_abandon(generation);
}

static void test_a_fault_of_a_build_comes_by_its_commit(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = NULL;
    struct str why = S("");
    STATEMENT(total_null, 70, SAME("insert into total (name, value) values ('n', null)"));
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    struct db *db = generation_db(generation);
    assert_int_equal(db_begin(db), OK);
    enum fault fault = db_run(db, &total_null, NULL);
    fault = fault == OK ? db_commit(db) : fault;
    assert_int_equal(fault, FAULT_INVALID);
    assert_true(str_contains(db_error(db), S("total_null")));
    db_rollback(db);
    assert_int_equal(scratch_number(db, &total_sum, NULL), 0);
    generation_abandon(generation);
}

static void test_to_begin_and_end_a_reading_costs_no_round_trip(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    for (int i = 0; i < 3; i++) {
        int64_t before = db_round_trips(db);
        assert_int_equal(db_begin(db), OK);
        assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
        db_rollback(db);
        assert_int_equal(db_round_trips(db) - before, 1);
    }
    db_close(db);
}

/* Whoever waits for news is woken by the end of his connection, and hears of it. */
static void test_a_cut_connection_is_news(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    bool any = false;
    assert_int_equal(db_news(db, &any), OK);
    struct pollfd fd = {.fd = db_news_fd(db), .events = POLLIN};
    assert_int_equal(poll(&fd, 1, 0), 0);
    scratch_exec_cluster(str_format(&scratch->arena,
                                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'",
                                    scratch->name).s);
    assert_int_equal(poll(&fd, 1, 5000), 1);
    enum fault fault = OK;
    for (int i = 0; fault == OK && i < 100; i++) {
        fault = db_news(db, &any);
        poll(NULL, 0, 10);
    }
    assert_int_equal(fault, FAULT_IO);
    assert_int_equal(db_news_fd(db), -1);
    assert_int_equal(db_news(db, &any), FAULT_IO);
    db_close(db);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, scratch_setup_empty, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EMPTY(test_what_does_not_open_is_said),
        EMPTY(test_a_database_that_sorts_by_a_language_is_refused),
        WITH(test_dangers_are_said),
        WITH(test_a_build_waits_for_few_answers),
        WITH(test_a_fault_of_a_build_comes_by_its_commit),
        WITH(test_to_begin_and_end_a_reading_costs_no_round_trip),
        WITH(test_a_cut_connection_is_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
