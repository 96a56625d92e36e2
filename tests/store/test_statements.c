/* SPDX-License-Identifier: AGPL-3.0-or-later
** Every statement of the program prepares on the migrated schema and is what its heading says: how many parameters and
** columns, the names of columns, on PostgreSQL their types too (SQLite has none before there is a row: db.c looks at
** each). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/generation.h"
#include "scratch.h"

/* How many do not fit; each is printed. `prefix`: only those whose name begins so. */
static size_t count_misfits(struct scratch *scratch, struct db *db, struct str prefix, size_t *ret_looked_at)
{
    size_t misfits = 0;
    *ret_looked_at = 0;
    for (size_t i = 0; i < statements_count; i++) {
        struct str why = {0};
        if (!str_starts(str_of(statements[i]->name), prefix)) {
            continue;
        }
        ++*ret_looked_at;
        if (db_statement_check(db, &scratch->arena, statements[i], &why) != OK) {
            print_error("%.*s\n", STR_ARG(why));
            misfits++;
        }
    }
    return misfits;
}

static void test_every_statement_prepares_where_pages_read(void **state)
{
    struct scratch *scratch = *state;
    size_t n = 0;
    for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
        struct db *db = scratch_open(scratch, mode);
        assert_int_equal(count_misfits(scratch, db, S(""), &n), 0);
        assert_int_equal(n, statements_count);
        db_close(db);
    }
    print_message("%zu statements prepared\n", n);
    assert_true(n > 0);
}

/* Imports write while evidence is alone on its connection. */
static void test_statements_of_imports_prepare_on_a_build(void **state)
{
    struct scratch *scratch = *state;
    struct generation *generation = NULL;
    struct str why = {0};
    size_t n = 0;
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    assert_int_equal(count_misfits(scratch, generation_db(generation), S("load_"), &n), 0);
    generation_abandon(generation);
}

static void test_numbers_are_places_and_names_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < statements_count; i++) {
        assert_int_equal(statements[i]->number, i);
        for (size_t j = 0; j < i; j++) {
            assert_false(str_eq(str_of(statements[i]->name), str_of(statements[j]->name)));
        }
    }
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_every_statement_prepares_where_pages_read),
        WITH(test_statements_of_imports_prepare_on_a_build),
        cmocka_unit_test(test_numbers_are_places_and_names_are_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
