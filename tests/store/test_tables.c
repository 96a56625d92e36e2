/* SPDX-License-Identifier: AGPL-3.0-or-later
** Whole tables: every one has its statements, they say what the catalogue says, and a new database is filled or is
** none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/fill.h"
#include "db/schema.h"
#include "db/tables.h"
#include "scratch.h"


/* What a backup does not hold. */
static const char *const LEFT_OUT[] = {"schema_migration", "generation", "once", "rate", "rate_salt", "mail",
                                        "login_session", "person_link", "person_place", "sign_in_attempt"};

static bool is_left_out(struct str line)
{
    for (size_t i = 0; i < COUNT_OF(LEFT_OUT); i++) {
        char begin[80];
        snprintf(begin, sizeof begin, "create table %s (", LEFT_OUT[i]);
        if (str_starts(line, str_of(begin))) {
            return true;
        }
    }
    return false;
}

/* How many "create table" of all others stand in the migrations of a set. */
static size_t tables_in(const struct migration_set *set)
{
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++) {
        for (struct str rest = set->items[i].text; rest.s != NULL;) {
            struct str line = str_cut(rest, '\n', &rest);
            n += str_starts(line, S("create table ")) && !is_left_out(line);
        }
    }
    return n;
}

static void check_set(struct scratch *scratch, struct db *db, const struct migration_set *set)
{
    struct tables tables;
    assert_int_equal(tables_list(db, &scratch->arena, set->name, &tables), OK);
    assert_int_equal(tables.n, tables_in(set));
    for (size_t i = 0; i < tables.n; i++) {
        struct str why = S("");
        const struct table *table = &tables.items[i];
        const struct statement *const all[] = {&table->all, &table->add, &table->clear};
        assert_true(table->n > 0);
        assert_true(tables_find(&tables, table->name) == table);
        for (size_t s = 0; s < COUNT_OF(all); s++) {
            if (db_statement_check(db, &scratch->arena, all[s], &why) != OK) {
                fail_msg("%.*s: %.*s", STR_ARG(table->name), STR_ARG(why));
            }
        }
        assert_true(i == 0 || str_cmp(tables.items[i - 1].name, table->name) < 0);
    }
    for (size_t i = 0; i < COUNT_OF(LEFT_OUT); i++) {
        assert_null(tables_find(&tables, str_of(LEFT_OUT[i])));
    }
    assert_null(tables_find(&tables, S("")));
}

static void test_every_table_is_there_with_its_statements(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    check_set(scratch, db, &migrations_main);
    check_set(scratch, db, &migrations_evidence);
    db_close(db);
}

static void test_columns_are_those_of_the_migration(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct tables tables;
    assert_int_equal(tables_list(db, &scratch->arena, "main", &tables), OK);
    const struct table *table = tables_find(&tables, S("correction"));
    assert_non_null(table);
    static const struct db_column expected[] = {
        {"id", VALUE_INT, false}, {"organisation_id", VALUE_INT, false}, {"kind", VALUE_TEXT, false},
        {"city_name", VALUE_TEXT, true}, {"city_lau_id", VALUE_TEXT, true}, {"city_gss_code", VALUE_TEXT, true},
        {"city_geonames_id", VALUE_INT, true}, {"why", VALUE_TEXT, false}, {"who", VALUE_TEXT, false},
        {"given_at", VALUE_INT, false}, {"withdrawn_at", VALUE_INT, true},
    };
    assert_int_equal(table->n, COUNT_OF(expected));
    for (size_t i = 0; i < table->n; i++) {
        assert_string_equal(table->columns[i].name, expected[i].name);
        assert_int_equal(table->columns[i].kind, expected[i].kind);
        assert_int_equal(table->columns[i].nullable, expected[i].nullable);
    }
    assert_int_equal(tables_list(db, &scratch->arena, "evidence", &tables), OK);
    table = tables_find(&tables, S("token"));
    assert_string_equal(table->all.sql[DB_SQLITE], "select token, projects, list from token order by token");
    assert_int_equal(table->columns[2].kind, VALUE_BLOB);
    db_close(db);
}

static enum fault begin(struct scratch *scratch, size_t level, struct fill **ret_fill)
{
    struct str why = S("");
    return fill_begin(&scratch->arena, scratch->url, level, ret_fill, &why);
}

static void assert_opens_not(struct scratch *scratch)
{
    struct db *db = NULL;
    struct str why = S("");
    assert_int_not_equal(db_open(&scratch->arena, scratch->url, DB_READ, &db, &why), OK);
    assert_true(why.n > 0);
}

static void test_a_database_is_none_until_it_is_filled(void **state)
{
    struct scratch *scratch = *state;
    struct fill *fill = NULL;
    struct tables tables;
    struct str why = S("");
    assert_int_equal(begin(scratch, 1, &fill), OK);
    assert_opens_not(scratch);
    assert_int_equal(tables_list(fill_main(fill), &scratch->arena, "main", &tables), OK);
    assert_null(tables_find(&tables, S("correction"))); /* of the second migration */
    struct value row[] = {V_TEXT(S("network_name")), V_TEXT(S("Åland"))};
    assert_int_equal(db_run(fill_main(fill), &tables_find(&tables, S("setting"))->add, row), OK);
    assert_int_equal(fill_begin_evidence(fill, migrations_evidence.n, &why), OK);
    assert_opens_not(scratch);
    assert_int_equal(fill_finish(fill, &why), OK);
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(db_generation(db), 1);
    assert_int_equal(tables_list(db, &scratch->arena, "main", &tables), OK);
    assert_non_null(tables_find(&tables, S("correction"))); /* raised to the present */
    db_close(db);
}

static void test_what_is_there_is_not_filled_over(void **state)
{
    struct scratch *scratch = *state;
    struct fill *fill = NULL;
    scratch_migrate(scratch);
    assert_int_equal(begin(scratch, migrations_main.n, &fill), FAULT_CONFLICT);
    db_close(scratch_open(scratch, DB_READ));
    if (scratch_is_postgres()) {
        return; /* there, a database of others is one without our schema */
    }
    scratch_exec(scratch, "other.db", "create table theirs (a integer)");
    scratch->url = str_format(&scratch->arena, "sqlite:%s", scratch_path(scratch, "other.db"));
    assert_int_equal(begin(scratch, migrations_main.n, &fill), FAULT_CONFLICT);
    assert_true(scratch_has(scratch, "other.db"));
}

static void test_abandoned_leaves_nothing(void **state)
{
    struct scratch *scratch = *state;
    for (int with_evidence = 0; with_evidence < 2; with_evidence++) {
        struct fill *fill = NULL;
        struct str why = S("");
        assert_int_equal(begin(scratch, migrations_main.n, &fill), OK);
        if (with_evidence) {
            assert_int_equal(fill_begin_evidence(fill, migrations_evidence.n, &why), OK);
        }
        fill_abandon(fill);
        assert_false(scratch_has(scratch, "net.db"));
        assert_false(scratch_has(scratch, "net.db-wal"));
        assert_int_equal(scratch_evidence_count(scratch), 0);
    }
    fill_abandon(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_table_is_there_with_its_statements, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_columns_are_those_of_the_migration, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_database_is_none_until_it_is_filled, scratch_setup_empty,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_there_is_not_filled_over, scratch_setup_empty, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_abandoned_leaves_nothing, scratch_setup_empty, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
