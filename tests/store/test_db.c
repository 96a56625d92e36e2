/* SPDX-License-Identifier: AGPL-3.0-or-later
** What db.h promises of reading on every engine: rows, types, order, limits, one picture. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "scratch.h"
#include "statements_here.h"

static struct str text_at(struct scratch *scratch, struct db_rows *rows, size_t column)
{
    return str_copy(&scratch->arena, db_rows_text(rows, column));
}


static void test_values_come_back_as_they_went(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool more = false;
    const int64_t numbers[] = {0, -1, INT64_MAX, INT64_MIN, 1ll << 53 | 1};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_true(scratch_number(db, &echo_int, &V_INT(numbers[i])) == numbers[i]);
    }
    const struct value values[] = {V_TEXT(S("")), V_TEXT(S("Žďár")), V_TEXT((struct str){0}), V_NULL};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        assert_int_equal(db_rows_open(db, &echo_text, &values[i], &rows), OK);
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_int_equal(db_rows_is_null(rows, 0), values[i].kind == VALUE_NULL);
        assert_true(str_eq(db_rows_text(rows, 0), values[i].text));
        assert_int_equal(db_rows_text(rows, 0).s == NULL, values[i].kind == VALUE_NULL);
        db_rows_close(rows);
    }
    db_close(db);
}

static void test_an_empty_blob_is_not_null(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    const struct value values[] = {V_BLOB(S("")), V_BLOB((struct str){0}), V_BLOB(S("a\0b")), V_NULL};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        struct db_rows *rows = NULL;
        bool more = false;
        assert_int_equal(db_rows_open(db, &echo_blob, &values[i], &rows), OK);
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_int_equal(db_rows_is_null(rows, 0), values[i].kind == VALUE_NULL);
        assert_true(str_eq(db_rows_text(rows, 0), values[i].text));
        db_rows_close(rows);
    }
    db_close(db);
}

static void test_rows_come_in_order_and_parameters_are_copied(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int64_t statements_before = db_statements_run(db);
    assert_int_equal(db_begin(db), OK);
    put_setting(db, "b", "2");
    put_setting(db, "a", "1");
    assert_int_equal(db_commit(db), OK);
    char name[] = "b";
    struct value in = V_TEXT(str_of(name));
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(db_rows_open(db, &setting_value, &in, &rows), OK);
    name[0] = 'z';
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_true(more);
    assert_str(db_rows_text(rows, 0), "2");
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_false(more);
    db_rows_close(rows);
    assert_int_equal(db_rows_open(db, &setting_all, NULL, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_str(text_at(scratch, rows, 0), "a");
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_str(text_at(scratch, rows, 0), "b");
    db_rows_close(rows);
    assert_int_equal(db_statements_run(db) - statements_before, 2 + 2);
    assert_int_equal(db_changes(db, &setting_put), 2);
    assert_int_equal(db_changes(db, &setting_clear), 0);
    assert_int_equal(db_changed(db), 1);
    db_close(db);
}

static void test_a_value_that_breaks_the_heading_is_damage(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    const struct statement *const breaking[] = {&text_as_int, &null_as_int, &real_as_int};
    for (size_t i = 0; i < COUNT_OF(breaking); i++) {
        struct db_rows *rows = NULL;
        bool more = true;
        assert_int_equal(db_rows_open(db, breaking[i], NULL, &rows), OK);
        assert_int_equal(db_rows_next(rows, &more), FAULT_DAMAGED);
        assert_true(str_contains(db_error(db), S("the value of number breaks the heading")));
        db_rows_close(rows);
    }
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_close(db);
}

static void test_texts_are_ordered_by_their_bytes(void **state)
{
    struct scratch *scratch = *state;
    static const char *const names[] = {"Z", "a", "a b", "aB", "ab", "z", "\xc3\xa9", "\xe2\x82\xac",
                                        "\xf0\x9f\x8f\xa0"};
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct db_rows *rows = NULL;
    bool more = false;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        put_setting(db, names[(i * 4) % COUNT_OF(names)], "");
    }
    assert_int_equal(db_rows_open(db, &setting_all, NULL, &rows), OK);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_str(db_rows_text(rows, 0), names[i]);
    }
    db_rows_close(rows);
    db_close(db);
}

static void test_letters_of_two_sizes_are_two_texts(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(setting_big_a, 71, SAME("select count(*) as number from setting where name = 'A'"), OUT(number_));
    struct db *db = scratch_open(scratch, DB_WRITE);
    put_setting(db, "a", "");
    assert_int_equal(scratch_number(db, &setting_big_a, NULL), 0);
    put_setting(db, "A", "");
    put_setting(db, "a ", ""); /* nor are spaces at the end cut off */
    assert_int_equal(scratch_number(db, &setting_big_a, NULL), 1);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 3);
    db_close(db);
}

static void test_what_is_not_known_is_neither_the_same_nor_another(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(null_compared, 72, SAME("select count(*) as number from (select cast(null as text) as v) t "
              "where v = 'a' or v <> 'a' or v = v or v in ('a', null) or not v in ('a', null)"), OUT(number_));
    STATEMENT(null_distinct, 73, SAME("select count(*) as number from (select cast(null as text) as v) t "
              "where v is not distinct from null and v is distinct from 'a' and v is null"), OUT(number_));
    STATEMENT(sum_of_none, 74, SAME("select cast(sum(value) as bigint) as number from total"), OUT(number_nullable_));
    STATEMENT(nulls_first, 75, SAME("select v as number from "
              "(select 2 as v union all select null union all select 1) t order by v desc nulls first"),
              OUT(number_nullable_));
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(scratch_number(db, &null_compared, NULL), 0);
    assert_int_equal(scratch_number(db, &null_distinct, NULL), 1);
    assert_int_equal(db_rows_open(db, &sum_of_none, NULL, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), OK);
    assert_true(more && db_rows_is_null(rows, 0));
    db_rows_close(rows);
    assert_int_equal(db_rows_open(db, &nulls_first, NULL, &rows), OK);
    const int64_t expected[] = {0, 2, 1};
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_int_equal(db_rows_is_null(rows, 0), i == 0);
        assert_int_equal(db_rows_int(rows, 0), expected[i]);
    }
    db_rows_close(rows);
    db_close(db);
}

/* What SQLite makes a REAL or a NULL of and PostgreSQL refuses. */
static void test_a_sum_that_cannot_be_said_is_a_fault(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(one_more, 76, EACH("select ?1 + 1 as number", "select $1::bigint + 1 as number"), IN(number_),
              OUT(number_));
    STATEMENT(by_number, 77, EACH("select 7 / ?1 as number", "select 7 / $1::bigint as number"), IN(number_),
              OUT(number_));
    STATEMENT(rest_of, 78, EACH("select -7 % ?1 as number", "select -7 % $1::bigint as number"), IN(number_),
              OUT(number_));
    struct db *db = scratch_open(scratch, DB_READ);
    struct { const struct statement *statement; int64_t number; } wrong[] = {{&one_more, INT64_MAX}, {&by_number, 0}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct db_rows *rows = NULL;
        bool more = true;
        enum fault fault = db_rows_open(db, wrong[i].statement, &V_INT(wrong[i].number), &rows);
        fault = fault == OK ? db_rows_next(rows, &more) : fault;
        assert_true(fault == FAULT_INVALID || fault == FAULT_DAMAGED);
        db_rows_close(rows);
    }
    assert_int_equal(scratch_number(db, &one_more, &V_INT(INT64_MAX - 1)), INT64_MAX);
    assert_int_equal(scratch_number(db, &by_number, &V_INT(-2)), -3); /* towards 0 */
    assert_int_equal(scratch_number(db, &rest_of, &V_INT(4)), -3);
    db_close(db);
}

static void test_a_reader_sees_one_picture_within_a_transaction(void **state)
{
    struct scratch *scratch = *state;
    struct db *reader = scratch_open(scratch, DB_READ);
    struct db *writer = scratch_open(scratch, DB_WRITE);
    assert_int_equal(db_begin(reader), OK);
    assert_int_equal(scratch_number(reader, &setting_count, NULL), 0);
    put_setting(writer, "a", "1");
    assert_int_equal(scratch_number(reader, &setting_count, NULL), 0);
    assert_int_equal(db_commit(reader), OK);
    assert_int_equal(scratch_number(reader, &setting_count, NULL), 1);
    db_close(reader);
    db_close(writer);
}

/* In processor time of this process on SQLite, by the clock of the server on PostgreSQL. */
static void test_an_endless_statement_is_stopped(void **state)
{
    struct scratch *scratch = *state;
    clockid_t clock = scratch_is_postgres() ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
    long slack_ms = scratch_is_postgres() ? 20000 : 1000;
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool more = false;
    struct timespec from;
    struct timespec to;
    clock_gettime(clock, &from);
    enum fault fault = db_rows_open(db, &endless, NULL, &rows);
    if (fault == OK) {
        fault = db_rows_next(rows, &more);
    }
    clock_gettime(clock, &to);
    assert_int_equal(fault, FAULT_BUSY);
    db_rows_close(rows);
    long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
    assert_in_range(ms, STATEMENT_TIME_MS_MAX - 10, STATEMENT_TIME_MS_MAX + slack_ms);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_close(db);
}

static long spent_ms(struct db *db, int64_t rows)
{
    clockid_t clock = scratch_is_postgres() ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
    struct timespec from;
    struct timespec to;
    clock_gettime(clock, &from);
    assert_int_equal(scratch_number(db, &lasting, &V_INT(rows)), rows);
    clock_gettime(clock, &to);
    return (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
}

/* To look whether a large network is whole takes longer than a page may. */
static void test_without_its_guard_a_statement_may_take_long(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    int64_t rows = 200000;
    db->engine->unguard(db);
    for (long ms = 0; (ms = spent_ms(db, rows)) < STATEMENT_TIME_MS_MAX + 100;) {
        rows = rows * (STATEMENT_TIME_MS_MAX + 600) / (ms > 10 ? ms : 10);
    }
    db_close(db);
}

/* On a connection of its own: one belongs to one process. */
static void assert_dies(struct scratch *scratch, void (*act)(struct db *db))
{
    pid_t pid = fork();
    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        act(scratch_open(scratch, DB_READ));
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void open_twice(struct db *db)
{
    struct db_rows *rows = NULL;
    enum fault fault = db_rows_open(db, &setting_all, NULL, &rows);
    fault = db_rows_open(db, &setting_all, NULL, &rows);
    (void)fault;
}

static void bind_wrong_kind(struct db *db)
{
    struct db_rows *rows = NULL;
    enum fault fault = db_rows_open(db, &setting_value, &V_INT(1), &rows);
    (void)fault;
}

static void bind_null_where_none_may_be(struct db *db)
{
    struct db_rows *rows = NULL;
    enum fault fault = db_rows_open(db, &setting_value, &V_NULL, &rows);
    (void)fault;
}

static void begin_twice(struct db *db)
{
    enum fault fault = db_begin(db);
    fault = db_begin(db);
    (void)fault;
}

static void test_bugs_stop_the_process(void **state)
{
    struct scratch *scratch = *state;
    void (*const bugs[])(struct db *) = {open_twice, bind_wrong_kind, bind_null_where_none_may_be, begin_twice};
    for (size_t i = 0; i < COUNT_OF(bugs); i++) {
        assert_dies(scratch, bugs[i]);
    }
}

static void test_a_raised_content_version_makes_a_connection_stale(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(version_up, 50, SAME("update generation set content_version = content_version + 1"));
    struct db *reader = scratch_open(scratch, DB_READ);
    struct db *writer = scratch_open(scratch, DB_WRITE);
    bool stale = true;
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_false(stale);
    int64_t before = db_content_version(reader);
    assert_int_equal(db_run(writer, &version_up, NULL), OK);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_true(stale);
    db_close(reader);
    reader = scratch_open(scratch, DB_READ);
    assert_int_equal(db_content_version(reader), before + 1);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_false(stale);
    db_close(reader);
    db_close(writer);
}

static void test_the_nth_call_fails_when_a_test_asks(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_int_equal(db_fail_after(3, FAULT_BUSY), 0);
    assert_int_equal(db_begin(db), OK);
    put_setting(db, "a", "1");
    assert_int_equal(db_commit(db), FAULT_BUSY);
    assert_true(str_contains(db_error(db), S("because a test asked")));
    db_rollback(db);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_fail_after(2, FAULT_IO);
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(db_rows_open(db, &setting_all, NULL, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), FAULT_IO);
    assert_int_equal(db_rows_next(rows, &more), OK);
    db_rows_close(rows);
    db_fail_after(1, FAULT_IO);
    scratch_refuses(scratch, scratch->url, FAULT_IO, "cannot be opened");
    db_fail_after(9, FAULT_IO);
    assert_int_equal(db_fail_after(0, OK), 9);
    db_close(db);
}

static void test_a_heading_that_does_not_fit_is_said(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    STATEMENT(no_table, 60, SAME("select 1 as number from nowhere"), OUT(number_));
    STATEMENT(other_name, 61, SAME("select 1 as amount"), OUT(number_));
    STATEMENT(too_few, 62, SAME("select 1 as number"), OUT(name_number_));
    STATEMENT(unsaid_parameter, 63, EACH("select ?1 + ?2 as number", "select $1::bigint + $2::bigint as number"),
              IN(number_), OUT(number_));
    /* SQLite has types of rows only. */
    STATEMENT(other_type, 64, EACH("select 1 as number from nowhere", "select 'a'::text as number"), OUT(number_));
    STATEMENT(other_parameter, 65, EACH("select ?1 as number from nowhere",
              "select length($1::text)::bigint as number"), IN(number_), OUT(number_));
    const struct statement *const wrong[] = {&no_table, &other_name, &too_few, &unsaid_parameter, &other_type,
                                             &other_parameter};
    bool postgres = scratch_is_postgres();
    const char *const nowhere = postgres ? "relation \"nowhere\" does not exist" : "no such table: nowhere";
    const char *const said[] = {nowhere, "column 1 is \"amount\"", "0 parameters and 1 columns", "2 parameters",
                                postgres ? "column number has type 25" : nowhere,
                                postgres ? "parameter number has type 25" : nowhere};
    struct str why = {0};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(db_statement_check(db, &scratch->arena, wrong[i], &why), FAULT_DAMAGED);
        if (!str_contains(why, str_of(said[i]))) {
            fail_msg("%.*s", STR_ARG(why));
        }
    }
    assert_int_equal(db_statement_check(db, &scratch->arena, &setting_put, &why), OK);
    db_close(db);
}

/* ---- news */

/* Whether there are any before the time is over. */
static bool hears(struct db *db, int ms_max)
{
    bool any = false;
    for (int ms = 0; !any && ms <= ms_max; ms += 20) {
        struct pollfd fd = {.fd = db_news_fd(db), .events = POLLIN};
        poll(&fd, 1, ms == 0 ? 0 : 20);
        assert_int_equal(db_news(db, &any), OK);
    }
    return any;
}

/* Until none come any more: what was written a moment ago is not sure on SQLite. */
static void hear_out(struct db *db)
{
    for (int i = 0; hears(db, 100); i++) {
        assert_true(i < 20);
        poll(NULL, 0, 20);
    }
}

static void test_what_is_committed_is_heard_by_everybody_else(void **state)
{
    struct scratch *scratch = *state;
    struct db *reader = scratch_open(scratch, DB_READ);
    struct db *other = scratch_open(scratch, DB_WRITE);
    struct db *writer = scratch_open(scratch, DB_WRITE);
    bool any = false;
    assert_int_equal(db_news(reader, &any), OK);
    assert_true(any); /* nobody has looked yet */
    hear_out(reader);
    hear_out(other);
    assert_int_equal(db_begin(writer), OK);
    put_setting(writer, "a", "1");
    db_rollback(writer);
    assert_false(hears(reader, 100));
    assert_int_equal(db_begin(writer), OK);
    put_setting(writer, "a", "1");
    assert_int_equal(db_commit(writer), OK);
    assert_true(hears(reader, 5000) && hears(other, 5000));
    hear_out(reader);
    put_setting(writer, "b", "2"); /* a transaction of its own */
    assert_true(hears(reader, 5000));
    hear_out(reader);
    assert_int_equal(scratch_number(reader, &setting_count, NULL), 2);
    assert_false(hears(reader, 100));
    db_close(writer);
    db_close(other);
    db_close(reader);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_values_come_back_as_they_went),
        WITH(test_an_empty_blob_is_not_null),
        WITH(test_rows_come_in_order_and_parameters_are_copied),
        WITH(test_a_value_that_breaks_the_heading_is_damage),
        WITH(test_texts_are_ordered_by_their_bytes),
        WITH(test_letters_of_two_sizes_are_two_texts),
        WITH(test_what_is_not_known_is_neither_the_same_nor_another),
        WITH(test_a_sum_that_cannot_be_said_is_a_fault),
        WITH(test_a_reader_sees_one_picture_within_a_transaction),
        WITH(test_an_endless_statement_is_stopped),
        WITH(test_without_its_guard_a_statement_may_take_long),
        WITH(test_bugs_stop_the_process),
        WITH(test_a_raised_content_version_makes_a_connection_stale),
        WITH(test_what_is_committed_is_heard_by_everybody_else),
        WITH(test_the_nth_call_fails_when_a_test_asks),
        WITH(test_a_heading_that_does_not_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
