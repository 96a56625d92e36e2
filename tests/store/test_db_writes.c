/* SPDX-License-Identifier: AGPL-3.0-or-later
** What db.h promises of writing on every engine: what tables refuse, adding twice, rows that are given back, one writer
** at a time, what is busy begun anew. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "db/again.h"
#include "db/generation.h"
#include "scratch.h"
#include "statements_here.h"

static void test_what_the_tables_refuse_has_its_fault(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    put_setting(db, "a", "1");
    struct value twice[] = {V_TEXT(S("a")), V_TEXT(S("2"))};
    assert_int_equal(db_run(db, &setting_put, twice), FAULT_CONFLICT);
    assert_true(str_contains(db_error(db), S("setting_put: ")));
    STATEMENT(setting_null, 40, SAME("insert into setting (name, value) values ('n', null)"));
    STATEMENT(generation_text, 41, SAME("update generation set published_at = 'x'"));
    STATEMENT(generation_two, 42, SAME("update generation set id = 2"));
    assert_int_equal(db_run(db, &setting_null, NULL), FAULT_INVALID);
    assert_int_equal(db_run(db, &generation_text, NULL), FAULT_INVALID);
    assert_int_equal(db_run(db, &generation_two, NULL), FAULT_INVALID);
    char *large = mem_alloc(DB_VALUE_MAX + 1);
    memset(large, 'x', DB_VALUE_MAX + 1);
    struct value too_large[] = {V_TEXT(S("large")), V_TEXT(((struct str){large, DB_VALUE_MAX + 1}))};
    assert_int_equal(db_run(db, &setting_put, too_large), FAULT_TOO_LARGE);
    mem_free(large);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 1);
    db_close(db);
}

static void test_what_is_no_text_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct value row[] = {V_TEXT(S("a")), V_TEXT(S("b\0c"))};
    assert_int_equal(db_run(db, &setting_put, row), FAULT_INVALID);
    assert_true(str_contains(db_error(db), S("holds a byte 0")));
    row[1] = V_TEXT(S("half a letter: \xc3"));
    assert_int_equal(db_run(db, &setting_put, row), FAULT_INVALID);
    assert_true(str_contains(db_error(db), S("is not UTF-8")));
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    db_close(db);
}

static void test_what_fails_takes_back_only_itself(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct value twice[] = {V_TEXT(S("a")), V_TEXT(S("2"))};
    assert_int_equal(db_begin(db), OK);
    put_setting(db, "a", "1");
    assert_int_equal(db_run(db, &setting_put, twice), FAULT_CONFLICT);
    put_setting(db, "b", "1");
    assert_int_equal(scratch_number(db, &setting_count, NULL), 2);
    assert_int_equal(db_commit(db), OK);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 2);
    assert_int_equal(db_changes(db, &setting_put), 2);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_run(db, &setting_clear, NULL), OK);
    db_rollback(db);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 2);
    db_close(db);
}

static void test_adding_twice_is_changing_when_it_says_so(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(setting_up, 79, EACH(
              "insert into setting (name, value) values (?1, ?2) on conflict (name) do update "
              "set value = excluded.value where setting.value <> excluded.value",
              "insert into setting (name, value) values ($1::text, $2::text) on conflict (name) do update "
              "set value = excluded.value where setting.value <> excluded.value"), IN(name_value_));
    STATEMENT(setting_once, 80, EACH("insert into setting (name, value) values (?1, ?2) on conflict (name) do nothing",
              "insert into setting (name, value) values ($1::text, $2::text) on conflict (name) do nothing"),
              IN(name_value_));
    struct { const struct statement *statement; const char *value; int64_t changed; const char *then; } steps[] = {
        {&setting_up, "1", 1, "1"}, {&setting_up, "2", 1, "2"}, {&setting_up, "2", 0, "2"},
        {&setting_once, "3", 0, "2"},
    };
    struct db *db = scratch_open(scratch, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct value row[] = {V_TEXT(S("a")), V_TEXT(str_of(steps[i].value))};
        struct db_rows *rows = NULL;
        bool more = false;
        assert_int_equal(db_run(db, steps[i].statement, row), OK);
        assert_int_equal(db_changed(db), steps[i].changed);
        assert_int_equal(db_rows_open(db, &setting_value, row, &rows), OK);
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_str(db_rows_text(rows, 0), steps[i].then);
        db_rows_close(rows);
    }
    assert_int_equal(db_changes(db, &setting_up), 2);
    db_close(db);
}

STATEMENT(setting_give, 81, EACH("insert into setting (name, value) values (?1, ?2) returning name, value",
          "insert into setting (name, value) values ($1::text, $2::text) returning name, value"), IN(name_value_),
          OUT(name_value_));
STATEMENT(setting_mark, 82, SAME("update setting set value = 'marked' returning name, value"), OUT(name_value_));

static enum fault give_setting(struct db *db, struct value *row)
{
    struct db_rows *rows = NULL;
    bool more = false;
    enum fault fault = db_rows_open(db, &setting_give, row, &rows);
    fault = fault == OK ? db_rows_next(rows, &more) : fault;
    if (fault == OK) {
        assert_true(more);
        assert_true(str_eq(db_rows_text(rows, 1), row[1].text));
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_false(more);
    }
    db_rows_close(rows);
    return fault;
}

static void test_what_is_written_is_given_back(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct value a[] = {V_TEXT(S("a")), V_TEXT(S("1"))};
    struct value b[] = {V_TEXT(S("b")), V_TEXT(S("2"))};
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(give_setting(db, a), OK);
    assert_int_equal(give_setting(db, a), FAULT_CONFLICT);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(give_setting(db, a), FAULT_CONFLICT); /* takes back only itself */
    assert_int_equal(give_setting(db, b), OK);
    assert_int_equal(db_commit(db), OK);
    assert_int_equal(db_rows_open(db, &setting_mark, NULL, &rows), OK);
    assert_int_equal(db_rows_next(rows, &more), OK);
    db_rows_close(rows); /* all rows are changed, although one was read */
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_run(db, &setting_clear, NULL), OK);
    assert_int_equal(give_setting(db, a), OK);
    db_rollback(db);
    assert_int_equal(db_rows_open(db, &setting_all, NULL, &rows), OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(db_rows_next(rows, &more), OK);
        assert_str(db_rows_text(rows, 1), "marked");
    }
    db_rows_close(rows);
    db_close(db);
}

/* What is shown as the time of an import is not in the future. */
static void test_the_time_of_a_publication_is_now(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(published, 83, SAME("select published_at as number from generation"), OUT(number_));
    for (int i = 0; i < 4; i++) {
        struct generation *generation = NULL;
        struct str why = S("");
        int64_t before = (int64_t)time(NULL);
        assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
        assert_int_equal(generation_publish(generation, &why), OK);
        struct db *db = scratch_open(scratch, DB_READ);
        struct timespec now; /* time() may be a tick of the clock behind */
        clock_gettime(CLOCK_REALTIME, &now);
        assert_in_range(scratch_number(db, &published, NULL), before, now.tv_sec);
        db_close(db);
        usleep(130000); /* at other parts of the second */
    }
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

/* ---- writes that are begun anew */

/* One more, read first: what another writes between the two would be lost. */
static enum fault count_up(struct db *db)
{
    STATEMENT(content_version, 84, SAME("select content_version as number from generation"), OUT(number_));
    STATEMENT(content_version_put, 85, EACH("update generation set content_version = ?1",
              "update generation set content_version = $1::bigint"), IN(number_));
    TRY(db_begin(db));
    int64_t number = scratch_number(db, &content_version, NULL) + 1;
    return db_end(db, db_run(db, &content_version_put, &V_INT(number)));
}

static enum fault count_up_again(struct db *db)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = count_up(db);
    } while (again_due(&again, fault));
    return fault;
}

/* Where several write without a pause, one of them may be passed over for longer than anybody should wait. */
static void count_up_often(struct db *db, int times)
{
    for (int i = 0; i < times; i++) {
        enum fault fault = count_up_again(db);
        check(fault == OK || fault == FAULT_BUSY);
        i -= fault == FAULT_BUSY;
    }
}

#define WRITERS 3
#define COUNTS 60

static void test_writers_at_once_lose_nothing(void **state)
{
    struct scratch *scratch = *state;
    pid_t pids[WRITERS];
    struct db *db = scratch_open(scratch, DB_READ);
    int64_t before = db_content_version(db);
    db_close(db);
    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            count_up_often(scratch_open(scratch, DB_WRITE), COUNTS);
            _exit(0);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 1;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_content_version(db) - before, WRITERS * COUNTS);
    db_close(db);
}

/* Held longer than one try waits, and let go. */
static void test_a_busy_write_is_begun_anew(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    int held[2];
    char byte;
    assert_int_equal(pipe(held), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct db *first = scratch_open(scratch, DB_WRITE);
        bool began = db_begin(first) == OK && write(held[1], "x", 1) == 1;
        usleep(4 * DB_BUSY_MS_MAX * 1000);
        db_rollback(first);
        _exit(began ? 0 : 1);
    }
    assert_int_equal(read(held[0], &byte, 1), 1);
    assert_int_equal(count_up(db), FAULT_BUSY);
    assert_int_equal(count_up_again(db), OK);
    int status = 1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    db_close(db);
    close(held[0]);
    close(held[1]);
}

static void test_a_write_is_begun_anew_a_bounded_number_of_times(void **state)
{
    struct scratch *scratch = *state;
    struct db *first = scratch_open(scratch, DB_WRITE);
    struct db *second = scratch_open(scratch, DB_WRITE);
    struct again again = {0};
    int tries = 0;
    assert_int_equal(db_begin(first), OK);
    enum fault fault;
    do {
        fault = count_up(second);
        tries++;
    } while (again_due(&again, fault));
    assert_int_equal(fault, FAULT_BUSY);
    assert_int_equal(tries, DB_TRIES_MAX);
    db_rollback(first);
    assert_false(again_due(&(struct again){0}, FAULT_CONFLICT)); /* no reason to try anew */
    assert_false(again_due(&(struct again){0}, OK));
    db_close(first);
    db_close(second);
}

/* What comes at the commit as well; and nothing is left open. */
static void test_to_end_takes_back_what_failed(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct value twice[] = {V_TEXT(S("a")), V_TEXT(S("2"))};
    assert_int_equal(db_begin(db), OK);
    put_setting(db, "a", "1");
    db_fail_after(1, FAULT_BUSY);
    assert_int_equal(db_end(db, OK), FAULT_BUSY);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    assert_int_equal(db_begin(db), OK);
    put_setting(db, "a", "1");
    assert_int_equal(db_end(db, db_run(db, &setting_put, twice)), FAULT_CONFLICT);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 0);
    assert_int_equal(db_begin(db), OK);
    put_setting(db, "a", "1");
    assert_int_equal(db_end(db, OK), OK);
    assert_int_equal(scratch_number(db, &setting_count, NULL), 1);
    db_close(db);
}

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

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_what_the_tables_refuse_has_its_fault),
        WITH(test_what_is_no_text_is_refused),
        WITH(test_what_fails_takes_back_only_itself),
        WITH(test_adding_twice_is_changing_when_it_says_so),
        WITH(test_what_is_written_is_given_back),
        WITH(test_the_time_of_a_publication_is_now),
        WITH(test_a_second_writer_is_busy_at_once),
        WITH(test_writers_at_once_lose_nothing),
        WITH(test_a_busy_write_is_begun_anew),
        WITH(test_a_write_is_begun_anew_a_bounded_number_of_times),
        WITH(test_to_end_takes_back_what_failed),
        WITH(test_a_reader_cannot_write_anything),
        WITH(test_a_writer_cannot_write_evidence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
