/* SPDX-License-Identifier: AGPL-3.0-or-later
** What db.h promises, on SQLite: what opens and what does not and why, rows, types, faults, limits,
** defences. */
#include <limits.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "db/generation.h"
#include "db/migrate.h"
#include "db/touch.h"
#include "scratch.h"
#include "statements_here.h"

static struct str text_at(struct scratch *scratch, struct db_rows *rows, size_t column)
{
    return str_copy(&scratch->arena, db_rows_text(rows, column));
}

static void assert_str(struct str is, const char *expected)
{
    if (!str_eq(is, str_of(expected))) {
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(is), expected);
    }
}

static void put_setting(struct db *db, const char *name, const char *value)
{
    struct value in[] = {V_TEXT(str_of(name)), V_TEXT(str_of(value))};
    assert_int_equal(db_run(db, &setting_put, in), OK);
}

static void assert_refused(struct scratch *scratch, struct str url, enum fault fault, const char *sentence)
{
    struct db *db = NULL;
    struct str why = {0};
    assert_int_equal(db_open(&scratch->arena, url, DB_READ, &db, &why), fault);
    assert_null(db);
    if (!str_contains(why, str_of(sentence))) {
        fail_msg("the sentence is: %.*s", STR_ARG(why));
    }
}

/* ---- opening */

static void test_a_missing_database_is_said_and_not_made(void **state)
{
    struct scratch *scratch = *state;
    struct str expected = str_format(
        &scratch->arena, "the database %s does not exist; make it with: smallgiants migrate --seed",
        scratch_path(scratch, "net.db"));
    assert_refused(scratch, scratch->url, FAULT_NOT_FOUND, expected.s);
    assert_false(scratch_has(scratch, "net.db"));
    struct generation *generation = NULL;
    struct str why = {0};
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), FAULT_NOT_FOUND);
    assert_str(why, expected.s);
    assert_false(scratch_has(scratch, "net.db"));
}

static void test_urls_that_name_no_file_are_refused(void **state)
{
    struct scratch *scratch = *state;
    const char *const urls[] = {"", "sqlite:", ":memory:", "sqlite:file:x.db", "folder/", "sqlite:\xff.db"};
    for (size_t i = 0; i < COUNT_OF(urls); i++) {
        assert_refused(scratch, str_of(urls[i]), FAULT_INVALID, "does not name a database file");
    }
    assert_refused(scratch, S("postgresql://db/net"), FAULT_INVALID, "SQLite only");
}

static void test_files_of_others_are_refused_and_left_alone(void **state)
{
    struct scratch *scratch = *state;
    scratch_exec(scratch, "other.db", "create table recipe (id integer primary key)");
    struct str other = str_of(scratch_path(scratch, "other.db"));
    assert_refused(scratch, other, FAULT_CONFLICT, "is a database of something else");
    int done = 0;
    struct str why = {0};
    assert_int_equal(migrate(&scratch->arena, other, &done, &why), FAULT_CONFLICT);
    assert_true(str_contains(why, S("is a database of something else")));

    int fd = open(scratch_path(scratch, "letter.db"), O_WRONLY | O_CREAT, 0600);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(write(fd, "Dear mayor, we should talk. ", 28), 28);
    }
    close(fd);
    assert_refused(scratch, str_of(scratch_path(scratch, "letter.db")), FAULT_DAMAGED, "cannot be opened");
    close(open(scratch_path(scratch, "empty.db"), O_WRONLY | O_CREAT, 0600));
    assert_refused(scratch, str_of(scratch_path(scratch, "empty.db")), FAULT_NOT_FOUND, "has no tables yet");
}

static void test_names_with_odd_letters_work(void **state)
{
    struct scratch *scratch = *state;
    const char *const names[] = {"sub/deep/100%25 r#1?mode=rwc&x.db", "Žďár 'x'.sqlite", "a.evidence-9.db"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str url = str_join(&scratch->arena, S("sqlite:"), str_of(scratch_path(scratch, names[i])));
        int done = 0;
        struct str why = {0};
        struct db *db = NULL;
        assert_int_equal(migrate(&scratch->arena, url, &done, &why), OK);
        assert_int_equal(db_open(&scratch->arena, url, DB_READ, &db, &why), OK);
        assert_int_equal(scratch_number(db, &total_sum, NULL), 0);
        assert_true(scratch_has(scratch, names[i]));
        db_close(db);
    }
}

static void test_a_missing_evidence_file_is_said_and_migrate_mends_it(void **state)
{
    struct scratch *scratch = *state;
    assert_int_equal(unlink(scratch_path(scratch, "net.evidence-1.db")), 0);
    assert_refused(scratch, scratch->url, FAULT_DAMAGED,
                   "is missing; make an empty one with: smallgiants migrate");
    scratch_migrate(scratch);
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_generation(db), 2);
    db_close(db);
}

/* ---- rows and values */

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

/* ---- faults */

static void test_what_the_tables_refuse_has_its_fault(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    put_setting(db, "a", "1");
    struct value twice[] = {V_TEXT(S("a")), V_TEXT(S("2"))};
    assert_int_equal(db_run(db, &setting_put, twice), FAULT_CONFLICT);
    assert_true(str_contains(db_error(db), S("setting_put: UNIQUE")));
    STATEMENT(setting_null, 40, "insert into setting (name, value) values ('n', null)");
    STATEMENT(setting_real, 41, "insert into setting (name, value) values ('n', x'00')");
    STATEMENT(generation_two, 42, "update generation set id = 2");
    assert_int_equal(db_run(db, &setting_null, NULL), FAULT_INVALID);
    assert_int_equal(db_run(db, &setting_real, NULL), FAULT_INVALID); /* STRICT */
    assert_int_equal(db_run(db, &generation_two, NULL), FAULT_INVALID);
    char *large = mem_alloc(DB_VALUE_MAX + 1);
    memset(large, 'x', DB_VALUE_MAX + 1);
    struct value too_large[] = {V_TEXT(S("large")), V_TEXT(((struct str){large, DB_VALUE_MAX + 1}))};
    assert_int_equal(db_run(db, &setting_put, too_large), FAULT_TOO_LARGE);
    mem_free(large);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 1);
    db_close(db);
}

static void test_a_second_writer_is_busy_at_once(void **state)
{
    struct scratch *scratch = *state;
    struct db *first = scratch_open(scratch, DB_WRITE);
    struct db *second = scratch_open(scratch, DB_WRITE);
    struct db *reader = scratch_open(scratch, DB_READ);
    assert_int_equal(db_begin(first), OK);
    put_setting(first, "a", "1");
    long quickest = LONG_MAX; /* of ten: a busy machine stands still now and then */
    for (int i = 0; i < 10; i++) {
        struct timespec from;
        struct timespec to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        assert_int_equal(db_begin(second), FAULT_BUSY);
        clock_gettime(CLOCK_MONOTONIC, &to);
        long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
        quickest = ms < quickest ? ms : quickest;
    }
    assert_true(quickest < 500);
    db_rollback(second);
    assert_int_equal(scratch_number(reader, &setting_count, NULL), 0);
    assert_int_equal(db_commit(first), OK);
    assert_int_equal(db_begin(second), OK);
    db_rollback(second);
    db_rollback(second);
    assert_int_equal(scratch_number(reader, &setting_count, NULL), 1);
    db_close(first);
    db_close(second);
    db_close(reader);
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

static void test_an_endless_statement_is_stopped(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool more = false;
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    assert_int_equal(db_rows_open(db, &endless, NULL, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), FAULT_BUSY);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    db_rows_close(rows);
    long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
    assert_in_range(ms, STATEMENT_TIME_MS_MAX - 10, STATEMENT_TIME_MS_MAX + 1000);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_close(db);
}

/* ---- defences */

static void test_a_reader_cannot_write_anything(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct value row[] = {V_TEXT(S("a")), V_TEXT(S("1"))};
    struct value total[] = {V_TEXT(S("a")), V_INT(1)};
    assert_int_equal(db_run(db, &setting_put, row), FAULT_IO);
    assert_int_equal(db_run(db, &setting_clear, NULL), FAULT_IO);
    assert_int_equal(db_run(db, &total_put, total), FAULT_IO);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_close(db);
}

static void test_a_writer_cannot_write_evidence(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct value total[] = {V_TEXT(S("a")), V_INT(1)};
    assert_int_equal(db_run(db, &total_put, total), FAULT_IO);
    assert_int_equal(scratch_number(db, &total_sum, NULL), 0);
    db_close(db);
}

static void test_statements_cannot_leave_their_ground(void **state)
{
    struct scratch *scratch = *state;
    const struct statement *const leaving[] = {&attach_other, &pragma_off, &table_made};
    for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
        struct db *db = scratch_open(scratch, mode);
        for (size_t i = 0; i < COUNT_OF(leaving); i++) {
            assert_int_equal(db_run(db, leaving[i], NULL), FAULT_IO);
            assert_true(str_contains(db_error(db), S("not authorized")));
        }
        struct db_rows *rows = NULL;
        assert_int_equal(db_rows_open(db, &in_double_quotes, NULL, &rows), FAULT_IO);
        db_close(db);
    }
}

static void assert_dies(struct db *db, void (*act)(struct db *db))
{
    pid_t pid = fork();
    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        act(db);
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
    struct db *db = scratch_open(scratch, DB_READ);
    void (*const bugs[])(struct db *) = {open_twice, bind_wrong_kind, bind_null_where_none_may_be, begin_twice};
    for (size_t i = 0; i < COUNT_OF(bugs); i++) {
        assert_dies(db, bugs[i]);
    }
    db_close(db);
}

/* ---- state */

static void test_a_raised_content_version_makes_a_connection_stale(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(version_up, 50, "update generation set content_version = content_version + 1");
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

/* What was written a moment ago may hide a second writing in the same tick of the clock: the engine is asked until the
** files have settled, then no more until they change. */
static void test_settled_files_are_not_asked_about_again(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(version_up, 50, "update generation set content_version = content_version + 1");
    struct db *writer = scratch_open(scratch, DB_WRITE);
    struct db *reader = scratch_open(scratch, DB_READ);
    bool stale = true;
    usleep(2 * TOUCH_SETTLED_MS * 1000);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    int64_t before = db_statements_run(reader);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(db_is_stale(reader, &stale), OK);
        assert_false(stale);
    }
    assert_int_equal(db_statements_run(reader), before);
    assert_int_equal(db_run(writer, &version_up, NULL), OK);
    for (int i = 0; i < 3; i++) { /* it stays so until the caller opens anew */
        assert_int_equal(db_is_stale(reader, &stale), OK);
        assert_true(stale);
    }
    db_close(reader);
    reader = scratch_open(scratch, DB_READ);
    for (int i = 0; i < 200; i++) { /* many within one tick: each is seen */
        assert_int_equal(db_is_stale(reader, &stale), OK);
        assert_false(stale);
        assert_int_equal(db_run(writer, &version_up, NULL), OK);
        assert_int_equal(db_is_stale(reader, &stale), OK);
        assert_true(stale);
        db_close(reader);
        reader = scratch_open(scratch, DB_READ);
    }
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
    assert_refused(scratch, scratch->url, FAULT_IO, "cannot be opened");
    db_fail_after(9, FAULT_IO);
    assert_int_equal(db_fail_after(0, OK), 9);
    db_close(db);
}

static void test_a_heading_that_does_not_fit_is_said(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    STATEMENT(no_table, 60, "select 1 as number from nowhere", OUT(number_));
    STATEMENT(other_name, 61, "select 1 as amount", OUT(number_));
    STATEMENT(too_few, 62, "select 1 as number", OUT(name_number_));
    STATEMENT(unsaid_parameter, 63, "select ?1 + ?2 as number", IN(number_), OUT(number_));
    const struct statement *const wrong[] = {&no_table, &other_name, &too_few, &unsaid_parameter};
    const char *const said[] = {"no such table: nowhere", "column 1 is \"amount\"",
                                "0 parameters and 1 columns", "2 parameters"};
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

/* A lock of the whole file, as the last connection to close takes it, held for 200 ms by another process. */
static void test_opening_waits_for_who_is_closing(void **state)
{
    struct scratch *scratch = *state;
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510};
        struct timespec time = {.tv_nsec = 200000000};
        int fd = open(scratch_path(scratch, "net.db"), O_RDWR);
        bool held = fd >= 0 && fcntl(fd, F_SETLK, &lock) == 0 && write(ready[1], "x", 1) == 1;
        nanosleep(&time, NULL);
        _exit(held ? 0 : 1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    struct db *db = scratch_open(scratch, DB_READ);
    bool stale = true;
    assert_int_equal(db_is_stale(db, &stale), OK);
    db_close(db);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    close(ready[0]);
    close(ready[1]);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, scratch_setup_empty, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EMPTY(test_a_missing_database_is_said_and_not_made),
        EMPTY(test_urls_that_name_no_file_are_refused),
        EMPTY(test_files_of_others_are_refused_and_left_alone),
        EMPTY(test_names_with_odd_letters_work),
        WITH(test_a_missing_evidence_file_is_said_and_migrate_mends_it),
        WITH(test_values_come_back_as_they_went),
        WITH(test_an_empty_blob_is_not_null),
        WITH(test_rows_come_in_order_and_parameters_are_copied),
        WITH(test_a_value_that_breaks_the_heading_is_damage),
        WITH(test_what_the_tables_refuse_has_its_fault),
        WITH(test_a_second_writer_is_busy_at_once),
        WITH(test_opening_waits_for_who_is_closing),
        WITH(test_a_reader_sees_one_picture_within_a_transaction),
        WITH(test_an_endless_statement_is_stopped),
        WITH(test_a_reader_cannot_write_anything),
        WITH(test_a_writer_cannot_write_evidence),
        WITH(test_statements_cannot_leave_their_ground),
        WITH(test_bugs_stop_the_process),
        WITH(test_a_raised_content_version_makes_a_connection_stale),
        WITH(test_settled_files_are_not_asked_about_again),
        WITH(test_the_nth_call_fails_when_a_test_asks),
        WITH(test_a_heading_that_does_not_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
