/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is SQLite's own: what opens and what does not and why, files, defences. What db.h promises is in test_db.c. */
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
#include "db/engine.h"
#include "db/generation.h"
#include "db/migrate.h"
#include "db/touch.h"
#include "scratch.h"
#include "statements_here.h"

/* ---- opening */

static void test_a_missing_database_is_said_and_not_made(void **state)
{
    struct scratch *scratch = *state;
    struct str expected = str_format(
        &scratch->arena, "the database %s does not exist; make it with: smallgiants migrate --seed",
        scratch_path(scratch, "net.db"));
    scratch_refuses(scratch, scratch->url, FAULT_NOT_FOUND, expected.s);
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
        scratch_refuses(scratch, str_of(urls[i]), FAULT_INVALID, "does not name a database file");
    }
}

static void test_files_of_others_are_refused_and_left_alone(void **state)
{
    struct scratch *scratch = *state;
    scratch_exec(scratch, "other.db", "create table recipe (id integer primary key)");
    struct str other = str_of(scratch_path(scratch, "other.db"));
    scratch_refuses(scratch, other, FAULT_CONFLICT, "is a database of something else");
    int done = 0;
    struct str why = {0};
    assert_int_equal(migrate(&scratch->arena, other, &done, &why), FAULT_CONFLICT);
    assert_true(str_contains(why, S("is a database of something else")));

    int fd = open(scratch_path(scratch, "letter.db"), O_WRONLY | O_CREAT, 0600);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(write(fd, "Dear mayor, we should talk. ", 28), 28);
    }
    close(fd);
    scratch_refuses(scratch, str_of(scratch_path(scratch, "letter.db")), FAULT_DAMAGED, "cannot be opened");
    close(open(scratch_path(scratch, "empty.db"), O_WRONLY | O_CREAT, 0600));
    scratch_refuses(scratch, str_of(scratch_path(scratch, "empty.db")), FAULT_NOT_FOUND, "has no tables yet");
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
    scratch_refuses(scratch, scratch->url, FAULT_DAMAGED,
                   "is missing; make an empty one with: smallgiants migrate");
    scratch_migrate(scratch);
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_generation(db), 2);
    db_close(db);
}

/* ---- defences */

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

/* ---- state */

/* What was written a moment ago may hide a second writing in the same tick of the clock: the engine is asked until the
** files have settled, then no more until they change. */
static void test_settled_files_are_not_asked_about_again(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(version_up, 50, SAME("update generation set content_version = content_version + 1"));
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

/* A page reads what was there when it began; what was written since is noticed by the next look. */
static void test_what_is_written_while_a_page_is_made_is_noticed(void **state)
{
    struct scratch *scratch = *state;
    STATEMENT(version_up, 50, SAME("update generation set content_version = content_version + 1"));
    struct db *writer = scratch_open(scratch, DB_WRITE);
    struct db *reader = scratch_open(scratch, DB_READ);
    int64_t generation = 0;
    int64_t version = 0;
    bool stale = true;
    assert_int_equal(db_begin_fresh(reader), OK);
    assert_int_equal(db_state_read(reader, &generation, &version), OK); /* takes the picture */
    assert_int_equal(db_run(writer, &version_up, NULL), OK);
    usleep(2 * TOUCH_SETTLED_MS * 1000);
    assert_int_equal(db_end_fresh(reader, &stale), OK);
    assert_false(stale);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_true(stale);
    db_close(reader);
    reader = scratch_open(scratch, DB_READ);
    for (int i = 0; i < 3; i++) { /* pages alone are enough to know that nothing happens */
        assert_int_equal(db_begin_fresh(reader), OK);
        assert_int_equal(db_end_fresh(reader, &stale), OK);
        assert_false(stale);
        usleep(2 * TOUCH_SETTLED_MS * 1000);
    }
    int64_t before = db_statements_run(reader);
    assert_int_equal(db_begin_fresh(reader), OK);
    assert_int_equal(db_end_fresh(reader, &stale), OK);
    assert_int_equal(db_statements_run(reader), before);
    db_close(reader);
    db_close(writer);
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
        WITH(test_opening_waits_for_who_is_closing),
        WITH(test_statements_cannot_leave_their_ground),
        WITH(test_settled_files_are_not_asked_about_again),
        WITH(test_what_is_written_while_a_page_is_made_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
