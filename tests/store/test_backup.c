/* SPDX-License-Identifier: AGPL-3.0-or-later
** A backup is the whole network at one moment, comes back the same, and a damaged one never comes back at all. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/build.h"
#include "db/digest.h"
#include "db/generation.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "db/tables.h"
#include "db/verify.h"
#include "../fault/calls.h"
#include "jobs/backup.h"
#include "jobs/row_code.h"
#include "kept_network.h"
#include "store/job.h"

#define MADE_AT 1795336200 /* 2026-11-22 08:30:00 UTC */

static int set_up(void **state)
{
    scratch_setup(state);
    kept_network_fill(*state);
    return 0;
}

static enum fault back_up(struct scratch *scratch, const char *name, struct str *ret_why)
{
    struct backup_report report;
    return backup_write(&scratch->arena, scratch->url, str_of(scratch_path(scratch, name)), true, MADE_AT, S("0.1.0"),
                        NULL, &report, ret_why);
}

static enum fault bring_back(struct scratch *scratch, const char *file, const char *db, struct str *ret_why)
{
    struct backup_report report;
    *ret_why = S("");
    struct str url = strcmp(db, "net") == 0 ? scratch->url : scratch_other(scratch, db);
    return backup_restore(&scratch->arena, str_of(scratch_path(scratch, file)), url, true, NULL, &report, ret_why);
}

static enum fault look(struct scratch *scratch, const char *file, struct transfer_sums *ret_sums, struct str *ret_why)
{
    struct archive_head head;
    return backup_look(&scratch->arena, str_of(scratch_path(scratch, file)), NULL, &head, ret_sums, ret_why);
}

/* ---- there and back */

static void test_what_is_brought_back_is_the_same(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    struct problems problems;
    struct db *db = NULL;
    struct transfer_sums before = kept_sums(scratch, scratch->url);
    assert_true(statements_count < TABLES_STATEMENT_FIRST);
    assert_int_equal(back_up(scratch, "b", &why), OK);
    assert_true(scratch_has(scratch, "b.sha256"));
    assert_false(scratch_has(scratch, "b.part"));
    assert_int_equal(bring_back(scratch, "b", "new", &why), OK);
    struct transfer_sums after = kept_sums(scratch, scratch_other(scratch, "new"));
    assert_same_sums(&before, &after);
    problems_init(&problems, &scratch->arena);
    assert_int_equal(db_open(&scratch->arena, scratch_other(scratch, "new"), DB_READ, &db, &why), OK);
    assert_int_equal(db_verify(db, &scratch->arena, &problems), OK);
    assert_int_equal(problems.n, 0);
    db_close(db);
}

/* A difference anywhere shows in a sum: else the test above would prove nothing. */
static void test_one_changed_row_changes_its_sum(void **state)
{
    struct scratch *scratch = *state;
    struct transfer_sums before = kept_sums(scratch, scratch->url);
    scratch_exec(scratch, "net.evidence-2.db", "update token set list = x'00' where token = 'word1234'");
    struct transfer_sums after = kept_sums(scratch, scratch->url);
    for (size_t i = 0; i < before.n; i++) {
        bool same = str_eq(before.items[i].sha256, after.items[i].sha256);
        assert_int_equal(same, !str_eq(before.items[i].name, S("token")));
        assert_int_equal(before.items[i].rows, after.items[i].rows);
    }
}

static void test_copied_there_and_back(void **state)
{
    struct scratch *scratch = *state;
    struct backup_report report;
    struct str why = S("");
    struct str there = scratch_other(scratch, "there");
    assert_int_equal(backup_copy(&scratch->arena, scratch->url, there, NULL, &report, &why), OK);
    assert_int_equal(backup_copy(&scratch->arena, there, scratch_other(scratch, "back"), NULL, &report, &why), OK);
    struct transfer_sums first = kept_sums(scratch, scratch->url);
    struct transfer_sums last = kept_sums(scratch, scratch_other(scratch, "back"));
    assert_same_sums(&first, &last);
    assert_int_equal(backup_copy(&scratch->arena, scratch->url, there, NULL, &report, &why), FAULT_CONFLICT);
}

static int64_t main_rows(struct transfer_sums sums)
{
    int64_t rows = 0;
    for (size_t i = 0; i < sums.n; i++) {
        rows += strcmp(sums.items[i].set, "main") == 0 ? sums.items[i].rows : 0;
    }
    return rows;
}

static int64_t rows_of(struct transfer_sums sums, const char *table)
{
    for (size_t i = 0; i < sums.n; i++) {
        if (str_eq(sums.items[i].name, str_of(table))) {
            return sums.items[i].rows;
        }
    }
    fail_msg("no table %s", table);
    return -1;
}

static void test_without_evidence(void **state)
{
    struct scratch *scratch = *state;
    struct backup_report report;
    struct str why = S("");
    struct str path = str_of(scratch_path(scratch, "small"));
    assert_int_equal(backup_write(&scratch->arena, scratch->url, path, false, MADE_AT, S("0.1.0"), NULL,
                                  &report, &why), OK);
    assert_int_equal(report.rows, main_rows(kept_sums(scratch, scratch->url)));
    assert_int_equal(back_up(scratch, "whole", &why), OK);
    static const char *const files[] = {"small", "whole"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct str url = scratch_other(scratch, files[i]);
        assert_int_equal(backup_restore(&scratch->arena, str_of(scratch_path(scratch, files[i])), url, false, NULL,
                                        &report, &why), OK);
        struct transfer_sums sums = kept_sums(scratch, url);
        for (size_t s = 0; s < sums.n; s++) {
            bool main = strcmp(sums.items[s].set, "main") == 0;
            assert_str((sums.items[s].rows > 0) == main ? S("") : sums.items[s].name, "");
        }
    }
}

/* The first table is read; what others commit from then on is not in the backup, and they need not wait. */
struct meddler {
    struct scratch *scratch;
    int tables;
};

static enum fault meddle(void *self, const struct transfer_table *table, struct str *ret_why)
{
    struct meddler *meddler = self;
    (void)table, (void)ret_why;
    if (++meddler->tables == 2) {
        kept_setting_add(meddler->scratch, S("later"), S("x"));
    }
    return OK;
}

static void test_others_write_meanwhile(void **state)
{
    struct scratch *scratch = *state;
    struct meddler meddler = {scratch, 0};
    const struct sink sink = {&meddler, NULL, meddle, NULL, NULL};
    struct transfer_sums sums;
    struct db *db = scratch_open(scratch, DB_READ);
    struct str why = S("");
    struct transfer_sums before = kept_sums(scratch, scratch->url);
    assert_int_equal(transfer_from_db(&scratch->arena, db, true, &sink, NULL, &sums, &why), OK);
    db_close(db);
    assert_true(meddler.tables > 2);
    assert_same_sums(&before, &sums);
    sums = kept_sums(scratch, scratch->url);
    assert_int_equal(rows_of(sums, "setting"), rows_of(before, "setting") + 1);
}

/* ---- an earlier version, a later one, something else */

static void write_archive(struct scratch *scratch, const char *name, size_t level, const char *sha256)
{
    static const struct db_column columns[] = {{"name", VALUE_TEXT, false}, {"value", VALUE_TEXT, false}};
    const struct transfer_table table = {"main", S("setting"), columns, 2};
    const struct value row[] = {V_TEXT(S("mark")), V_TEXT(S("SG"))};
    const struct fill_known *known = NULL;
    struct archive_migration *items = arena_array(&scratch->arena, struct archive_migration, ARCHIVE_MIGRATIONS_MAX);
    struct archive_out *out = NULL;
    struct str why = S("");
    size_t n = fill_known(&scratch->arena, "main", &known);
    for (size_t i = 0; i < level; i++) {
        items[i].file = i < n ? str_of(known[i].file) : S("9999_later.sql");
        items[i].sha256 = sha256 ? str_of(sha256) : i < n ? known[i].sha256 : S("later");
    }
    struct archive_head head = {S("9.9"), MADE_AT, S("sqlite"), {items, level}, {NULL, 0}};
    assert_int_equal(archive_create(&scratch->arena, str_of(scratch_path(scratch, name)), &head, &out, &why), OK);
    struct sink sink = archive_sink(out);
    struct buf bytes;
    buf_init(&bytes, 1024);
    row_put(&bytes, row, 2);
    struct transfer_sum sum = {"main", S("setting"), 1, {0}};
    struct digest *digest = arena_new(&scratch->arena, struct digest);
    digest_init(digest);
    digest_put(digest, buf_str(&bytes));
    sum.sha256 = digest_end(digest, &scratch->arena);
    assert_int_equal(sink.begin_table(sink.self, &table, &why), OK);
    assert_int_equal(sink.row(sink.self, row, buf_str(&bytes), &why), OK);
    assert_int_equal(sink.end_table(sink.self, &sum, &why), OK);
    const struct transfer_sums sums = {&sum, 1};
    int64_t size = 0;
    assert_int_equal(archive_finish(out, &sums, &sum.sha256, &size, &why), OK);
    buf_done(&bytes);
}

static void test_an_earlier_one_is_brought_to_this_version(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    write_archive(scratch, "early", 1, NULL);
    assert_int_equal(bring_back(scratch, "early", "early", &why), OK);
    struct transfer_sums sums = kept_sums(scratch, scratch_other(scratch, "early"));
    assert_int_equal(rows_of(sums, "correction"), 0);
    assert_int_equal(rows_of(sums, "remark"), 0);
    assert_int_equal(rows_of(sums, "setting"), 2); /* it was in use before the rule of 0010: open = earlier */
}

/* As a version left it that knew the first migration only. */
static void make_earlier(struct scratch *scratch, struct str url)
{
    struct migration_set first = migrations_main;
    struct place place;
    struct generation *work = NULL;
    struct str why = S("");
    int done = 0;
    first.n = 1;
    assert_int_equal(engine_place(&scratch->arena, url, &place, &why), OK);
    assert_int_equal(place.engine->make(&scratch->arena, &place, &why), OK);
    assert_int_equal(build_open(&scratch->arena, &place, &work, &why), OK);
    assert_int_equal(place.engine->builder->raise_main(work), OK);
    assert_int_equal(schema_raise(work->main, &scratch->arena, &first, &done), OK);
    assert_int_equal(place.engine->exec(work->main, "insert into setting (name, value) values ('mark', 'SG')"), OK);
    generation_abandon(work);
}

static void test_what_people_gave_is_kept_before_a_migration(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    struct str path = S("x");
    int done = 0;
    struct str url = scratch_other(scratch, "old");
    assert_int_equal(backup_before_migrate(&scratch->arena, url, scratch->folder, MADE_AT, S("0.1.0"), &path, &why),
                     OK);
    assert_int_equal(path.n, 0); /* nothing there */
    make_earlier(scratch, url);
    assert_int_equal(backup_before_migrate(&scratch->arena, url, S("/no"), MADE_AT, S("0"), &path, &why), FAULT_IO);
    assert_int_equal(backup_before_migrate(&scratch->arena, url, scratch->folder, MADE_AT, S("0.1.0"), &path, &why),
                     OK);
    assert_true(str_ends(path, S("/smallgiants-20261122-083000.backup")));
    assert_int_equal(backup_before_migrate(&scratch->arena, url, scratch->folder, MADE_AT, S("0"), &path, &why), OK);
    assert_true(str_ends(path, S("/smallgiants-20261122-083001.backup"))); /* twice within a second */
    assert_int_equal(migrate(&scratch->arena, url, &done, &why), OK);
    assert_int_equal(backup_before_migrate(&scratch->arena, url, scratch->folder, MADE_AT, S("0.1.0"), &path, &why),
                     OK);
    assert_int_equal(path.n, 0); /* nothing to be raised */
    assert_int_equal(bring_back(scratch, "smallgiants-20261122-083000.backup", "back", &why), OK);
    struct transfer_sums raised = kept_sums(scratch, url);
    struct transfer_sums back = kept_sums(scratch, scratch_other(scratch, "back"));
    assert_same_sums(&raised, &back);
}

static void assert_refused(struct scratch *scratch, const char *file, enum fault expected, const char *sentence)
{
    struct str why = S("");
    assert_int_equal(bring_back(scratch, file, "never", &why), expected);
    if (!str_contains(why, str_of(sentence))) {
        fail_msg("\"%.*s\" does not hold \"%s\"", STR_ARG(why), sentence);
    }
    assert_false(scratch_other_is_there(scratch, "never"));
}

static void write_file(struct scratch *scratch, const char *name, struct str bytes)
{
    FILE *file = fopen(scratch_path(scratch, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.s, 1, bytes.n, file), bytes.n);
    fclose(file);
}

static void test_what_is_not_ours_is_refused(void **state)
{
    struct scratch *scratch = *state;
    size_t n = fill_known(&scratch->arena, "main", &(const struct fill_known *){NULL});
    write_archive(scratch, "newer", n + 1, NULL);
    write_archive(scratch, "other", n, "0000");
    write_file(scratch, "text", S("name;value\nmark;SG\n"));
    write_file(scratch, "empty", S(""));
    assert_refused(scratch, "newer", FAULT_CONFLICT, "is of version 9.9, which this one does not know");
    assert_refused(scratch, "other", FAULT_CONFLICT, "is of version 9.9, which this one does not know");
    assert_refused(scratch, "text", FAULT_INVALID, "is no backup of Small Giants");
    assert_refused(scratch, "empty", FAULT_INVALID, "is no backup of Small Giants");
    assert_refused(scratch, "absent", FAULT_NOT_FOUND, "absent");
}

static void test_nothing_is_brought_back_over_something(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    struct transfer_sums before = kept_sums(scratch, scratch->url);
    assert_int_equal(back_up(scratch, "b", &why), OK);
    assert_int_equal(bring_back(scratch, "b", "net", &why), FAULT_CONFLICT);
    struct transfer_sums after = kept_sums(scratch, scratch->url);
    assert_same_sums(&before, &after);
    assert_int_equal(back_up(scratch, "b", &why), FAULT_CONFLICT);
}

/* ---- damage */

static struct str read_file(struct scratch *scratch, const char *name)
{
    struct stat st;
    FILE *file = fopen(scratch_path(scratch, name), "rb");
    assert_true(file != NULL && fstat(fileno(file), &st) == 0);
    char *bytes = arena_alloc(&scratch->arena, (size_t)st.st_size);
    assert_int_equal(fread(bytes, 1, (size_t)st.st_size, file), (size_t)st.st_size);
    fclose(file);
    return (struct str){bytes, (size_t)st.st_size};
}

/* False when it is no damage (of `sums`, if given): what was packed may name a text that stands there twice by either
** place, and says the same with a byte changed. */
static bool is_damaged(struct scratch *scratch, struct str bytes, const struct transfer_sums *sums)
{
    struct transfer_sums now;
    struct str why = S("");
    struct arena_mark mark = arena_mark(&scratch->arena);
    write_file(scratch, "damaged", bytes);
    enum fault fault = look(scratch, "damaged", &now, &why);
    if (fault == OK && sums != NULL) {
        assert_same_sums(sums, &now);
    } else if (fault != FAULT_DAMAGED && fault != FAULT_INVALID) {
        fail_msg("%zu bytes: %s", bytes.n, fault_name(fault));
    }
    assert_true(fault == OK || why.n > 0);
    arena_rewind(&scratch->arena, mark);
    return fault != OK;
}

/* One byte anywhere, an end anywhere, something behind. The head of gzip has bytes that mean nothing: time, flags,
** system. */
static void test_damage_is_seen(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    assert_int_equal(back_up(scratch, "b", &why), OK);
    struct str whole = read_file(scratch, "b");
    char *copy = arena_alloc(&scratch->arena, whole.n + 16);
    struct transfer_sums sums;
    size_t same = 0;
    assert_int_equal(look(scratch, "b", &sums, &why), OK);
    memcpy(copy, whole.s, whole.n);
    size_t step = (whole.n / 400 + 1) * (size_t)(scratch_is_postgres() ? 20 : 1); /* the file is the same on both */
    for (size_t at = 10; at < whole.n; at += step) {
        copy[at] = (char)(copy[at] ^ 0x20);
        same += !is_damaged(scratch, (struct str){copy, whole.n}, &sums);
        copy[at] = whole.s[at];
    }
    assert_true(same <= 3);
    for (size_t n = 0; n < whole.n; n += step) {
        is_damaged(scratch, (struct str){copy, n}, NULL);
    }
    is_damaged(scratch, (struct str){copy, whole.n - 1}, NULL);
    memcpy(copy + whole.n, "more", 4);
    is_damaged(scratch, (struct str){copy, whole.n + 4}, NULL);
    write_file(scratch, "damaged", str_sub(whole, 0, whole.n / 2));
    assert_refused(scratch, "damaged", FAULT_DAMAGED, "is damaged");
}

/* ---- what fails on the way */

static void test_a_failing_call_leaves_no_half_backup(void **state)
{
    struct scratch *scratch = *state;
    int64_t n = 1;
    for (;; n += n < 20 / scratch_stride() ? 1 : 97 * scratch_stride()) {
        struct str why = S("");
        db_fail_after(n, FAULT_IO);
        enum fault fault = back_up(scratch, "b", &why);
        if (db_fail_after(0, OK) > 0) {
            assert_int_equal(fault, OK);
            break;
        }
        assert_int_equal(fault, FAULT_IO);
        assert_true(why.n > 0);
        assert_false(scratch_has(scratch, "b"));
        assert_false(scratch_has(scratch, "b.part"));
    }
    assert_true(n > 1000); /* a call a row, and there are 2,000 */
}

static void test_a_failing_call_leaves_no_half_database(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    int64_t n = 1;
    assert_int_equal(back_up(scratch, "b", &why), OK);
    for (;; n += n < 40 / scratch_stride() ? 1 : 97 * scratch_stride()) {
        struct db *db = NULL;
        struct str text = S("");
        db_fail_after(n, FAULT_IO);
        enum fault fault = bring_back(scratch, "b", "new", &why);
        if (db_fail_after(0, OK) > 0) {
            assert_int_equal(fault, OK);
            break;
        }
        assert_int_not_equal(fault, OK);
        assert_true(why.n > 0);
        /* Either nothing, or a whole one that could not be compared to its end, and that is said. */
        bool whole = db_open(&scratch->arena, scratch_other(scratch, "new"), DB_READ, &db, &text) == OK;
        assert_int_equal(str_contains(why, S("could not be compared to its end")), whole);
        assert_int_equal(str_contains(why, S("smallgiants check --db")), whole);
        if (whole) {
            db_close(db);
            struct transfer_sums here = kept_sums(scratch, scratch_other(scratch, "new"));
            struct transfer_sums there = kept_sums(scratch, scratch->url);
            assert_same_sums(&there, &here);
            struct backup_report report;
            assert_int_equal(backup_copy(&scratch->arena, scratch->url, scratch_other(scratch, "new"), NULL, &report,
                                         &text),
                             FAULT_CONFLICT);
            break;
        }
    }
    assert_true(n > 2000); /* a call a row, at least */
}

/* The file is there with its right size; what was in it is not, by the time that it is read again. */
struct spoiler {
    const char *path;
    bool done;
};

static void spoil(void *self, struct str what, uint64_t done, uint64_t total)
{
    struct spoiler *spoiler = self;
    struct stat st;
    (void)what, (void)done, (void)total;
    if (!spoiler->done && stat(spoiler->path, &st) == 0) {
        assert_int_equal(truncate(spoiler->path, 0), 0);
        assert_int_equal(truncate(spoiler->path, st.st_size), 0);
        spoiler->done = true;
    }
}

static void test_one_that_is_not_whole_when_read_again_is_said_so(void **state)
{
    struct scratch *scratch = *state;
    struct spoiler spoiler = {scratch_path(scratch, "b"), false};
    const struct import_watch watch = {&spoiler, spoil};
    struct backup_report report;
    struct str why = S("");
    assert_int_equal(backup_write(&scratch->arena, scratch->url, str_of(spoiler.path), true, MADE_AT, S("0.1.0"),
                                  &watch, &report, &why), FAULT_DAMAGED);
    assert_true(spoiler.done);
    assert_true(str_contains(why, S("b was written, but is not whole when it is read again (")));
}

static void test_a_full_disk(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {65536, /* the shared memory of SQLite fits, the backup does not */ before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum fault fault = back_up(scratch, "b", &why);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(fault, FAULT_IO);
    assert_true(str_contains(why, S("is the disk full?")));
    assert_false(scratch_has(scratch, "b"));
    assert_false(scratch_has(scratch, "b.part"));
    assert_int_equal(back_up(scratch, "b", &why), OK);
}

/* Killed just before its n-th change of a file; the same command again, and all is there. */
static void test_killed_while_it_is_brought_back(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    int deaths = 0;
    assert_int_equal(back_up(scratch, "b", &why), OK);
    struct transfer_sums before = kept_sums(scratch, scratch->url);
    for (long n = 1; n < 300; n += scratch_stride() + n / 5) {
        struct arena_mark mark = arena_mark(&scratch->arena);
        pid_t child = fork();
        if (child == 0) {
            calls_die_at(n);
            _exit(bring_back(scratch, "b", "new", &why) == OK ? 0 : 1);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        deaths += WIFSIGNALED(status);
        struct db *db = NULL;
        if (db_open(&scratch->arena, scratch_other(scratch, "new"), DB_READ, &db, &why) == OK) {
            db_close(db); /* named only when it is whole */
        } else if (bring_back(scratch, "b", "new", &why) != OK) {
            fail_msg("after a death at change %ld: %.*s", n, STR_ARG(why));
        }
        struct transfer_sums after = kept_sums(scratch, scratch_other(scratch, "new"));
        assert_same_sums(&before, &after);
        scratch_other_remove(scratch, "new");
        arena_rewind(&scratch->arena, mark);
    }
    assert_true(deaths > 8);
}

/* ---- old ones */

static void test_the_oldest_go(void **state)
{
    struct scratch *scratch = *state;
    static const char *const names[] = {
        "smallgiants-20261120-083000.backup", "smallgiants-20261121-083000.backup",
            "smallgiants-20251231-235959.backup",
        "smallgiants-20261121-083000.backup.sha256", "smallgiants-20261122-08300.backup",
            "smallgiants-2026112x-083000.backup",
        "my-own-20200101.backup", "smallgiants-20251231-235959.backup.sha256"};
    struct str why = S("");
    size_t removed = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        write_file(scratch, names[i], S("x"));
    }
    assert_int_equal(backup_thin(&scratch->arena, scratch->folder, 2, 1795359600, &removed, &why), OK);
    assert_int_equal(removed, 1);
    static const bool left[] = {true, true, false, true, true, true, true, false};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(scratch_has(scratch, names[i]), left[i]);
    }
    assert_int_equal(backup_thin(&scratch->arena, S("/nowhere/at/all"), 2, 0, &removed, &why), FAULT_IO);
}

/* What somebody had erased is in no backup for longer than 35 days; but the newest is never removed. */
static void test_none_is_older_than_35_days_but_the_newest(void **state)
{
    struct scratch *scratch = *state;
    struct str why = S("");
    size_t removed = 0;
    write_file(scratch, "smallgiants-20261018-150000.backup", S("x")); /* 35 days before 22 November, 15:00:00 */
    write_file(scratch, "smallgiants-20261018-145959.backup", S("x"));
    write_file(scratch, "smallgiants-20261018-145959.backup.sha256", S("x"));
    assert_int_equal(backup_thin(&scratch->arena, scratch->folder, 100, 1795359600, &removed, &why), OK);
    assert_int_equal(removed, 1);
    assert_true(scratch_has(scratch, "smallgiants-20261018-150000.backup"));
    assert_false(scratch_has(scratch, "smallgiants-20261018-145959.backup"));
    assert_false(scratch_has(scratch, "smallgiants-20261018-145959.backup.sha256"));
    assert_int_equal(backup_thin(&scratch->arena, scratch->folder, 100, 1895359600, &removed, &why), OK);
    assert_int_equal(removed, 0);
    assert_true(scratch_has(scratch, "smallgiants-20261018-150000.backup"));
}

static void test_in_a_folder_it_is_named_by_the_time(void **state)
{
    struct scratch *scratch = *state;
    struct backup_report report;
    struct str why = S("");
    assert_int_equal(backup_write(&scratch->arena, scratch->url, scratch->folder, true, MADE_AT, S("0.1.0"), NULL,
                                  &report,
                                  &why), OK);
    assert_true(scratch_has(scratch, "smallgiants-20261122-083000.backup"));
    struct stat st;
    assert_int_equal(stat(scratch_path(scratch, "smallgiants-20261122-083000.backup"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

#define KEPT(test) cmocka_unit_test_setup_teardown(test, set_up, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEPT(test_what_is_brought_back_is_the_same), KEPT(test_one_changed_row_changes_its_sum),
        KEPT(test_copied_there_and_back), KEPT(test_without_evidence), KEPT(test_others_write_meanwhile),
        KEPT(test_an_earlier_one_is_brought_to_this_version), KEPT(test_what_people_gave_is_kept_before_a_migration),
        KEPT(test_what_is_not_ours_is_refused), KEPT(test_nothing_is_brought_back_over_something),
        KEPT(test_damage_is_seen), KEPT(test_a_failing_call_leaves_no_half_backup),
        KEPT(test_a_failing_call_leaves_no_half_database),
        KEPT(test_one_that_is_not_whole_when_read_again_is_said_so), KEPT(test_a_full_disk),
        KEPT(test_killed_while_it_is_brought_back), KEPT(test_the_oldest_go),
        KEPT(test_none_is_older_than_35_days_but_the_newest), KEPT(test_in_a_folder_it_is_named_by_the_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
