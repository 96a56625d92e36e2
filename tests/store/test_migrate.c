/* SPDX-License-Identifier: AGPL-3.0-or-later
** Migrations: the language they are written in, running them once, and refusing what is not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/dialect.h"
#include "db/digest.h"
#include "db/generation.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "scratch.h"

static enum fault run(struct scratch *scratch, struct str url, int *ret_done, struct str *ret_why)
{
    *ret_done = -1;
    *ret_why = (struct str){0};
    return migrate(&scratch->arena, url, ret_done, ret_why);
}

static void assert_contains(struct str text, const char *part)
{
    if (!str_contains(text, str_of(part))) {
        fail_msg("\"%.*s\" does not hold \"%s\"", STR_ARG(text), part);
    }
}

static void assert_open(struct scratch *scratch, enum fault expected, const char *sentence)
{
    struct db *db = NULL;
    struct str why = S("");
    assert_int_equal(db_open(&scratch->arena, scratch->url, DB_READ, &db, &why), expected);
    assert_contains(why, sentence);
    db_close(db);
}

static void assert_dialect(struct scratch *scratch, const char *text, const char *sqlite, const char *postgres)
{
    struct str on_sqlite = dialect_translate(&scratch->arena, str_of(text), DB_SQLITE);
    struct str on_postgres = dialect_translate(&scratch->arena, str_of(text), DB_POSTGRES);
    assert_string_equal(str_c(&scratch->arena, on_sqlite), sqlite);
    assert_string_equal(str_c(&scratch->arena, on_postgres), postgres);
}

static void test_one_text_two_dialects(void **state)
{
    struct scratch *scratch = *state;
    assert_dialect(scratch, "create table a (\n    n integer not null, -- an integer\n    b blob\n);",
                   "create table a (\n    n integer not null, \n    b blob\n) strict;\n",
                   "create table a (\n    n bigint not null, \n    b bytea\n);\n");
    assert_dialect(scratch, "x;\n-- sqlite:\ny;\n  -- postgres:  \nz;\n-- both:\nw;", "x;\ny;\nw;\n",
                   "x;\nz;\nw;\n");
    assert_dialect(scratch, "insert into t values ('an integer -- blob', 'it''s a blob');",
                   "insert into t values ('an integer -- blob', 'it''s a blob');\n",
                   "insert into t values ('an integer -- blob', 'it''s a blob');\n");
    assert_dialect(scratch, "integers blobs my_integer integer_2 integer",
                   "integers blobs my_integer integer_2 integer\n",
                   "integers blobs my_integer integer_2 bigint\n");
    assert_dialect(scratch, "", "\n", "\n");
}

/* FIPS 180-4, the examples for SHA-256 (NIST, "abc" and the two-block message). */
static void test_digest_gives_the_published_values(void **state)
{
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    const struct str message = S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    assert_true(str_eq(digest_of(arena, S("abc")),
                       S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
    assert_true(str_eq(digest_of(arena, S("")),
                       S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
    struct digest digest;
    digest_init(&digest);
    for (size_t i = 0; i < message.n; i += 5) {
        digest_put(&digest, str_sub(message, i, 5));
    }
    assert_true(str_eq(digest_end(&digest, arena),
                       S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")));
}

static void test_migrate_makes_everything_once(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    assert_int_equal(run(scratch, scratch->url, &done, &why), OK);
    assert_int_equal(done, migrations_main.n + migrations_evidence.n);
    assert_int_equal(run(scratch, scratch->url, &done, &why), OK);
    assert_int_equal(done, 0);
    assert_true(scratch_has_evidence(scratch, 1));
    assert_false(scratch_has_evidence(scratch, 2));
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_generation(db), 1);
    db_close(db);
}

static void test_tables_are_strict(void **state)
{
    struct scratch *scratch = *state;
    const char *const files[] = {"net.db", "net.evidence-1.db"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct db *db = scratch_open_file(scratch, files[i], ENGINE_READ);
        struct str said = {0};
        assert_int_equal(
            engine_sqlite.ask(db, &scratch->arena,
                       "select coalesce(group_concat(name), 'none') from pragma_table_list"
                       " where schema = 'main' and type = 'table' and not strict and name not like 'sqlite%'",
                       &said),
            OK);
        assert_string_equal(said.s, "none");
        assert_int_equal(engine_sqlite.ask(db, &scratch->arena, "pragma journal_mode", &said), OK);
        assert_string_equal(said.s, i == 0 ? "wal" : "delete");
        db_close(db);
    }
}

static void test_a_migration_that_is_not_known_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    scratch_exec(
        scratch, "net.db",
        "insert into schema_migration (number, file, sha256, applied_at) values (99, '0099_x.sql', 'x', 0)");
    assert_open(scratch, FAULT_CONFLICT, "made by another version of smallgiants");
    assert_int_equal(run(scratch, scratch->url, &done, &why), FAULT_CONFLICT);
    assert_contains(why, "made by another version of smallgiants");
    struct generation *generation = NULL;
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), FAULT_CONFLICT);
}

static void test_a_migration_that_was_changed_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    scratch_exec(scratch, "net.evidence-1.db", "update schema_migration set sha256 = 'ab' where number = 1");
    assert_open(scratch, FAULT_CONFLICT, "made by another version of smallgiants");
    assert_int_equal(run(scratch, scratch->url, &done, &why), FAULT_CONFLICT);
    assert_true(scratch_has_evidence(scratch, 1));
}

/* Of the main database: as one that has no schema yet. */
static void drop_all_tables(struct scratch *scratch)
{
    struct str drops = scratch_ask(scratch, "net.db", scratch_is_postgres()
        ? "select string_agg('drop table ' || tablename, ';') from pg_tables where schemaname = current_schema()"
          " and tablename <> 'schema_migration'"
        : "select group_concat('drop table ' || name, ';') from sqlite_master where type = 'table'"
          " and name <> 'schema_migration'");
    assert_contains(drops, "drop table remark");
    scratch_exec(scratch, "net.db", str_c(&scratch->arena, drops));
}

static void test_a_schema_behind_is_said_and_raised(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    scratch_exec(scratch, "net.db", "delete from schema_migration");
    drop_all_tables(scratch);
    assert_open(scratch, FAULT_CONFLICT, "bring it up to date with: smallgiants migrate");
    assert_int_equal(run(scratch, scratch->url, &done, &why), OK);
    assert_true(done >= (int)migrations_main.n);
    assert_open(scratch, OK, "");
}

static void test_evidence_behind_is_raised_in_a_copy(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    /* As an earlier version would have left it: with a table of its own, and without the last migrations. */
    scratch_exec(scratch, "net.evidence-1.db", "delete from schema_migration;"
                 "create table kept (x integer); insert into kept (x) values (7)");
    assert_open(scratch, FAULT_CONFLICT, "bring it up to date with: smallgiants migrate");
    struct generation *generation = NULL;
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), FAULT_CONFLICT);
    assert_contains(why, "bring it up to date with: smallgiants migrate");
    /* Its tables stand already, so the migration fails: the published file must be as it was. */
    assert_int_equal(run(scratch, scratch->url, &done, &why), FAULT_IO);
    assert_contains(why, "already exists");
    assert_false(scratch_has_evidence(scratch, 2));
    assert_true(str_eq(scratch_ask(scratch, "net.evidence-1.db", "select x from kept"), S("7")));
}

static void test_evidence_without_tables_is_raised_in_a_copy(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    static const char bare[] =
        "create table schema_migration (number integer not null primary key, file text not null,"
        " sha256 text not null, applied_at integer not null); create table kept (x integer, y text unique);"
        "create index kept_by_x on kept (x, y); insert into kept (x, y) values (7, 'seven')";
    if (scratch_is_postgres()) {
        scratch_exec(scratch, "net.db", "drop schema evidence_1 cascade; create schema evidence_1");
        scratch_exec(scratch, "net.db", "alter schema evidence_1 owner to network");
        scratch_exec(scratch, "net.evidence-1.db", bare);
    } else {
        scratch_exec(scratch, "bare.db", bare);
        assert_int_equal(rename(scratch_path(scratch, "bare.db"), scratch_path(scratch, "net.evidence-1.db")), 0);
    }
    if (run(scratch, scratch->url, &done, &why) != OK) {
        fail_msg("%.*s", STR_ARG(why));
    }
    assert_int_equal(done, migrations_evidence.n);
    assert_true(scratch_has_evidence(scratch, 2));
    assert_true(str_eq(scratch_ask(scratch, "net.evidence-2.db", "select y from kept where x = 7"), S("seven")));
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_generation(db), 2);
    db_close(db);
}

static void test_evidence_of_a_database_that_is_gone_is_not_taken_over(void **state)
{
    struct scratch *scratch = *state;
    scratch_exec(scratch, "net.evidence-1.db", "insert into total (name, value) values ('old', 1)");
    assert_int_equal(remove(scratch_path(scratch, "net.db")), 0);
    remove(scratch_path(scratch, "net.db-wal"));
    remove(scratch_path(scratch, "net.db-shm"));
    scratch_migrate(scratch);
    struct db *db = scratch_open_file(scratch, "net.evidence-1.db", ENGINE_READ);
    struct str said = {0};
    assert_int_equal(engine_sqlite.ask(db, &scratch->arena, "select count(*) from total", &said), OK);
    assert_string_equal(said.s, "0");
    db_close(db);
}

static void test_a_folder_that_cannot_be_made_is_said(void **state)
{
    struct scratch *scratch = *state;
    struct str why;
    int done = 0;
    struct str url = str_format(&scratch->arena, "%.*s/net.db/sub/x.db", STR_ARG(scratch->folder));
    assert_int_equal(run(scratch, url, &done, &why), FAULT_IO);
    assert_contains(why, "cannot be");
}

/* Whether a migration takes data away without a line "-- loses: why" that says so. */
static bool loses_unsaid(struct str text)
{
    static const char *const taking[] = {"drop table", "drop column", "delete from", "truncate"};
    bool takes = false;
    for (size_t i = 0; i < COUNT_OF(taking); i++) {
        takes = takes || str_contains(text, str_of(taking[i]));
    }
    return takes && !str_contains(text, S("\n-- loses: "));
}

static void test_no_migration_loses_data_unsaid(void **state)
{
    (void)state;
    assert_true(loses_unsaid(S("-- tidy\ndrop table a;\n")));
    assert_false(loses_unsaid(S("-- tidy\n-- loses: nothing reads a since 0.2\ndrop table a;\n")));
    const struct migration_set *const sets[] = {&migrations_main, &migrations_evidence};
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        for (size_t j = 0; j < sets[i]->n; j++) {
            if (loses_unsaid(sets[i]->items[j].text)) {
                fail_msg("%s/%s", sets[i]->name, sets[i]->items[j].file);
            }
        }
    }
}

static void test_a_copy_keeps_owner_and_rights(void **state)
{
    struct scratch *scratch = *state;
    struct stat before;
    struct stat after;
    struct stat lock;
    const char *first = scratch_path(scratch, "net.evidence-1.db");
    assert_int_equal(chmod(first, 0604), 0);
    if (geteuid() == 0) {
        assert_int_equal(chown(first, 12345, 54321), 0);
        assert_int_equal(chown(scratch_path(scratch, "net.db"), 12345, 54321), 0);
    }
    struct generation *generation = NULL;
    struct str why = S("");
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    assert_int_equal(generation_publish(generation, &why), OK);
    assert_int_equal(stat(first, &before), 0);
    assert_int_equal(stat(scratch_path(scratch, "net.evidence-2.db"), &after), 0);
    assert_int_equal(stat(scratch_path(scratch, "net.evidence.lock"), &lock), 0);
    assert_int_equal(after.st_mode & 0777, 0604);
    assert_int_equal(after.st_uid, before.st_uid);
    assert_int_equal(after.st_gid, before.st_gid);
    assert_int_equal(lock.st_uid, before.st_uid);
    assert_int_equal(stat(scratch_path(scratch, "net.db"), &after), 0);
    assert_int_equal(after.st_mode & 0007, 0);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, scratch_setup_empty, scratch_teardown)

int main(void)
{
    const struct CMUnitTest on_files[] = { /* what only files have */
        WITH(test_tables_are_strict),
        WITH(test_evidence_of_a_database_that_is_gone_is_not_taken_over),
        WITH(test_a_folder_that_cannot_be_made_is_said),
        WITH(test_a_copy_keeps_owner_and_rights),
    };
    const struct CMUnitTest tests[] = {
        EMPTY(test_one_text_two_dialects),
        EMPTY(test_digest_gives_the_published_values),
        EMPTY(test_migrate_makes_everything_once),
        WITH(test_a_migration_that_is_not_known_is_refused),
        WITH(test_a_migration_that_was_changed_is_refused),
        WITH(test_a_schema_behind_is_said_and_raised),
        WITH(test_evidence_behind_is_raised_in_a_copy),
        WITH(test_evidence_without_tables_is_raised_in_a_copy),
        cmocka_unit_test(test_no_migration_loses_data_unsaid),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return scratch_is_postgres() ? failed : failed + cmocka_run_group_tests(on_files, NULL, NULL);
}
