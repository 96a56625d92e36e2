/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is PostgreSQL's own: addresses, what is refused and said at the start, round trips that are saved. What db.h
** promises is in test_db.c. */
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/generation.h"
#include "db/verify.h"
#include "db/wire.h"
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

/* A server that has no TLS: ends well when it hears nothing more after it has said so. */
static pid_t start_without_tls(int *ret_port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    char bytes[64];
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
    *ret_port = ntohs(at.sin_port);
    pid_t pid = fork();
    if (pid == 0) {
        alarm(20);
        int client = accept(fd, NULL, NULL);
        bool asked = read(client, bytes, 8) == 8 && write(client, "N", 1) == 1;
        _exit(asked && read(client, bytes, sizeof bytes) <= 0 ? 0 : 1);
    }
    close(fd);
    return pid;
}

static void test_nothing_goes_to_another_machine_in_plain(void **state)
{
    static const char *const here[] = {"postgres://a:b@localhost/x", "postgres://a@127.0.0.1:5432/x", "postgres:///x",
                                       "postgres://%2Frun%2Fpg/x", "postgres://a@[::1]/x", "postgres:///x?host=/run"};
    static const char *const elsewhere[] = {"postgres://a:b@db.example.org/x", "postgres://a@10.0.0.7/x",
                                            "postgres://localhost,10.0.0.7/x", "postgres:///x?hostaddr=10.0.0.7",
                                            "postgres://localhost.example.org/x"};
    struct scratch *scratch = *state;
    int port;
    assert_null(getenv("PGSSLMODE"));
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
        assert_null(wire_tls(here[i]));
    }
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        assert_string_equal(wire_tls(elsewhere[i]), "require");
    }
    pid_t server = start_without_tls(&port); /* 0.0.0.0 leads there, and is no name of this machine */
    struct str url = str_format(&scratch->arena, "postgres://a:secret@0.0.0.0:%d/x", port);
    scratch_refuses(scratch, url, FAULT_IO, "SSL");
    int status = -1;
    assert_int_equal(waitpid(server, &status, 0), server);
    assert_int_equal(status, 0);
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

/* What was sent behind it, in the same breath and in later ones, fails too: a statement was never prepared. */
static void test_a_build_says_its_first_fault(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = NULL;
    struct str why = S("");
    char name[32];
    STATEMENT(total_null, 70, SAME("insert into total (name, value) values ('n', null)"));
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    struct db *db = generation_db(generation);
    assert_int_equal(db_begin(db), OK);
    enum fault fault = db_run(db, &total_null, NULL);
    for (int i = 0; i < 300 && fault == OK; i++) {
        snprintf(name, sizeof name, "t%d", i);
        struct value row[] = {V_TEXT(str_of(name)), V_INT(1)};
        fault = db_run(db, &total_put, row);
    }
    fault = fault == OK ? db_commit(db) : fault;
    assert_int_equal(fault, FAULT_INVALID);
    assert_true(str_contains(db_error(db), S("total_null")));
    db_rollback(db);
    generation_abandon(generation);
}

/* Planned anew, a short statement takes several times as long. */
static void test_statements_of_pages_are_planned_once(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(planned_anew, 71,
              SAME("select coalesce(sum(custom_plans), 0)::bigint as number from pg_prepared_statements"),
              OUT(number_));
    STATEMENT(planned_once, 72,
              SAME("select coalesce(sum(generic_plans), 0)::bigint as number from pg_prepared_statements"),
              OUT(number_));
    struct value name[] = {V_TEXT(S("name"))};
    for (int mode = 0; mode < 2; mode++) {
        struct db *db = scratch_open(scratch, mode == 0 ? DB_READ : DB_WRITE);
        for (int i = 0; i < 10; i++) {
            struct db_rows *rows;
            bool more = true;
            assert_int_equal(db_begin(db), OK);
            assert_int_equal(db_rows_open(db, &setting_value, name, &rows), OK);
            assert_int_equal(db_rows_next(rows, &more), OK);
            assert_false(more);
            db_rows_close(rows);
            db_rollback(db);
        }
        assert_int_equal(scratch_number(db, &planned_anew, NULL), 0);
        assert_true(scratch_number(db, &planned_once, NULL) >= 10);
        db_close(db);
    }
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
    assert_int_equal(fault, FAULT_LOST);
    assert_int_equal(db_news_fd(db), -1);
    assert_int_equal(db_news(db, &any), FAULT_LOST);
    db_close(db);
}

/* ---- what is sent ahead */

static struct db *open_followed(struct scratch *scratch, struct buf *said)
{
    struct db *db = scratch_open(scratch, DB_READ);
    buf_init(said, 4096);
    db_follow(db, said);
    return db;
}

/* What was said since, and begins anew. */
static void assert_said(struct buf *said, const char *what)
{
    buf_put_char(said, 0);
    assert_string_equal(said->bytes, what);
    buf_reset(said);
}

static struct str text_of(struct db *db, const char *what, struct scratch *scratch)
{
    struct value in[] = {V_TEXT(str_of(what))};
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(db_rows_open(db, &echo_text, in, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), OK);
    struct str text = more ? str_copy(&scratch->arena, db_rows_text(rows, 0)) : S("");
    db_rows_close(rows);
    return text;
}

static void soon_text(struct db *db, const char *what)
{
    struct value in[] = {V_TEXT(str_of(what))};
    db_soon(db, &echo_text, in);
}

static void test_what_is_said_soon_comes_in_one_round_trip(void **state)
{
    struct scratch *scratch = *state;
    struct buf CLEANUP(buf_done) said;
    struct db *db = open_followed(scratch, &said);
    bool stale = true;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_begin_fresh(db), OK);
        db_soon(db, &setting_count, NULL);
        soon_text(db, "a");
        soon_text(db, "b");
        soon_text(db, "a"); /* once is enough */
        assert_true(str_eq(text_of(db, "b", scratch), S("b")));
        assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
        assert_true(str_eq(text_of(db, "a", scratch), S("a")));
        assert_true(str_eq(text_of(db, "a", scratch), S("a")));
        assert_int_equal(db_end_fresh(db, &stale), OK);
        assert_false(stale);
        assert_said(&said, "generation_state setting_count echo_text echo_text | ");
    }
    assert_int_equal(db_unasked(db), 0);
    db_close(db);
}

static void test_what_was_said_in_vain_is_counted(void **state)
{
    struct scratch *scratch = *state;
    struct buf CLEANUP(buf_done) said;
    struct db *db = open_followed(scratch, &said);
    bool stale = true;
    soon_text(db, "before"); /* outside of a transaction it does nothing */
    assert_int_equal(db_begin_fresh(db), OK);
    soon_text(db, "a");
    assert_true(str_eq(text_of(db, "b", scratch), S("b")));
    soon_text(db, "c"); /* nobody waits for it either */
    assert_int_equal(db_end_fresh(db, &stale), OK);
    assert_said(&said, "generation_state echo_text echo_text | echo_text (echo_text) (echo_text) ");
    assert_int_equal(db_unasked(db), 2);
    assert_int_equal(db_begin(db), OK);
    assert_true(str_eq(text_of(db, "d", scratch), S("d")));
    db_rollback(db);
    assert_said(&said, "echo_text | ");
    db_close(db);
}

/* A failure is said to who asks for what failed, or for what was sent behind it; the next page hears nothing of it. */
static void test_what_fails_ahead_is_said_when_it_is_asked_for(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool stale = true;
    STATEMENT(by_zero, 71, SAME("select 1 / 0 as number"), OUT(number_));
    STATEMENT(no_table, 72, SAME("select number from nowhere"), OUT(number_));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_begin_fresh(db), OK);
        db_soon(db, &setting_count, NULL);
        db_soon(db, i == 0 ? &by_zero : &no_table, NULL);
        soon_text(db, "behind");
        assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
        enum fault fault = i == 0 ? FAULT_INVALID : FAULT_IO;
        assert_int_equal(db_rows_open(db, i == 0 ? &by_zero : &no_table, NULL, &rows), fault);
        assert_int_equal(db_rows_open(db, &setting_all, NULL, &rows), fault);
        assert_int_equal(db_end_fresh(db, &stale), OK);
        assert_false(stale);
        assert_int_equal(db_begin_fresh(db), OK);
        db_soon(db, &no_table, NULL); /* nobody asks, nobody hears of it */
        assert_int_equal(db_end_fresh(db, &stale), OK);
        assert_int_equal(db_begin_fresh(db), OK);
        assert_true(str_eq(text_of(db, "after", scratch), S("after")));
        assert_int_equal(db_end_fresh(db, &stale), OK);
    }
    db_close(db);
}

/* Behind a failure that nobody hears of the server throws away what it was to prepare. */
static void test_what_fails_in_vain_harms_no_other_page(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    bool stale = true;
    STATEMENT(by_zero, 71, SAME("select 1 / 0 as number"), OUT(number_));
    assert_int_equal(db_begin_fresh(db), OK);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_soon(db, &by_zero, NULL);
    soon_text(db, "behind");
    assert_int_equal(db_end_fresh(db, &stale), OK);
    assert_int_equal(db_begin_fresh(db), OK);
    assert_true(str_eq(text_of(db, "next", scratch), S("next")));
    assert_int_equal(db_end_fresh(db, &stale), OK);
    db_close(db);
}

/* All that a page reads is of one moment, whenever it asks; and it hears whether that moment has news for it. */
static void test_a_page_is_one_picture_and_knows_whether_it_is_stale(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool more = false;
    bool stale = true;
    STATEMENT(count_each, 73, SAME("select count(*) as number from setting"), OUT(number_), .each = true);
    STATEMENT(note_change, 74, SAME("update generation set content_version = content_version + 1"));
    assert_int_equal(db_begin_fresh(db), OK);
    soon_text(db, "a");
    assert_true(str_eq(text_of(db, "a", scratch), S("a")));
    struct db *writer = scratch_open(scratch, DB_WRITE);
    struct value row[] = {V_TEXT(S("name")), V_TEXT(S("other"))};
    assert_int_equal(db_run(writer, &setting_put, row), OK);
    assert_int_equal(db_run(writer, &note_change, NULL), OK);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    assert_int_equal(db_rows_open(db, &count_each, NULL, &rows), OK); /* through a cursor */
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_int_equal(db_rows_int(rows, 0), 0);
    db_rows_close(rows);
    assert_int_equal(db_end_fresh(db, &stale), OK);
    assert_false(stale);
    for (int asks = 0; asks < 2; asks++) { /* a page that asks nothing hears it too */
        assert_int_equal(db_begin_fresh(db), OK);
        if (asks > 0) {
            assert_int_equal(scratch_number(db, &setting_count, NULL), 1);
        }
        stale = false;
        assert_int_equal(db_end_fresh(db, &stale), OK);
        assert_true(stale);
    }
    db_close(writer);
    db_close(db);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, scratch_setup_empty, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EMPTY(test_what_does_not_open_is_said),
        EMPTY(test_nothing_goes_to_another_machine_in_plain),
        EMPTY(test_a_database_that_sorts_by_a_language_is_refused),
        WITH(test_dangers_are_said),
        WITH(test_a_build_waits_for_few_answers),
        WITH(test_a_fault_of_a_build_comes_by_its_commit),
        WITH(test_a_build_says_its_first_fault),
        WITH(test_statements_of_pages_are_planned_once),
        WITH(test_to_begin_and_end_a_reading_costs_no_round_trip),
        WITH(test_a_cut_connection_is_news),
        WITH(test_what_is_said_soon_comes_in_one_round_trip),
        WITH(test_what_was_said_in_vain_is_counted),
        WITH(test_what_fails_ahead_is_said_when_it_is_asked_for),
        WITH(test_what_fails_in_vain_harms_no_other_page),
        WITH(test_a_page_is_one_picture_and_knows_whether_it_is_stale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
