/* SPDX-License-Identifier: AGPL-3.0-or-later
** Every statement of the program prepares on the migrated schema and is what its heading says: how many parameters and
** columns, the names of columns, on PostgreSQL their types too (SQLite has none before there is a row: db.c looks at
** each). And each finds people and member cities by an index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/generation.h"
#include "scratch.h"
#include "statements_here.h"

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

/* ---- what is found by an index */

/* Tables that grow with people and with member cities and what these wrote, where half a million rows must change
** nothing. */
static const char *const LARGE[] = {"person",      "person_role", "person_word", "person_place",
                                    "login_session", "member_city", "member_step",  "answer",
                                    "answer_word"};

/* Those that go through one of these, and why they may. */
static const struct {
    const char *name;
    const char *why;
} GOES_THROUGH[] = {
    {"answer_heads_of_others", "the newest that others let be read, in their order, until there are enough"},
    {"demo_use", "counts whether anything is there, once, at the start"},
    {"demo_host", "a city of a demonstration, six of them"},
    {"demo_people", "people of a demonstration, six of them"},
    {"desk_staff", "whose commitment is over: of every member city"},
    {"funding_rule_members", "of every member city, whether its answer changes"},
    {"fund_place_members", "all that can be asked together, to choose some"},
    {"gap_countries", "of every member city"},
    {"gap_others", "of every member city"},
    {"gap_of_theme", "of every member city"},
    {"growth_steps", "the history of all"},
    {"growth_line", "counts member cities"},
    {"growth_reach", "people in and around every member city"},
    {"handover_commitments", "of every member city"},
    {"introduction_cities", "all that can be asked"},
    {"member_list", "a page of the list, in its order"},
    {"member_choices", "all, to choose one"},
    {"lead_choices", "all, to choose one"},
    {"suggestion_members", "all, to choose one"},
    {"suggestion_taken", "all that nobody need suggest"},
    {"suggestion_ties", "ties to any"},
    {"suggestion_tree", "all, as a tree"},
};

/* Whether `alias` stands for the table in the statement: "from table alias", or the table itself. */
static bool stands_for(struct arena *arena, struct str sql, struct str alias, const char *table)
{
    static const char *const words[] = {"from", "join"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct str named = str_format(arena, "%s %s %.*s", words[i], table, STR_ARG(alias));
        size_t at = str_find(sql, named);
        char after = at + named.n < sql.n ? sql.s[at + named.n] : ' ';
        if (at < sql.n && (after == ' ' || after == ')' || after == '\n')) {
            return true;
        }
    }
    return str_eq(alias, str_of(table));
}

/* Of SQLite, which has no statistics here: what it does follows from the schema alone. */
static struct db_rows *plan_of(struct arena *arena, struct db *db, const struct statement *of)
{
    static const struct db_column plan[] = {
        {"id", VALUE_INT, false}, {"parent", VALUE_INT, false}, {"notused", VALUE_INT, false},
        {"detail", VALUE_TEXT, false}};
    const char *text = str_c(arena, str_format(arena, "explain query plan %s", of->sql[DB_SQLITE]));
    struct db_column *in = arena_array(arena, struct db_column, of->in_count + 1);
    struct value *values = arena_array(arena, struct value, of->in_count + 1);
    struct statement asked = {.name = of->name, .number = HERE + of->number, .sql = {text, text}, .in = in,
                              .in_count = of->in_count, .out = plan, .out_count = COUNT_OF(plan), .each = true};
    struct statement *kept = arena_new(arena, struct statement);
    struct db_rows *rows = NULL;
    for (size_t i = 0; i < of->in_count; i++) {
        in[i] = (struct db_column){of->in[i].name, of->in[i].kind, true};
        values[i] = V_NULL;
    }
    *kept = asked;
    assert_int_equal(db_rows_open(db, kept, values, &rows), OK);
    return rows;
}

/* The first of the large tables that it goes through; NULL: none. */
static const char *goes_through(struct arena *arena, struct db *db, const struct statement *of)
{
    struct db_rows *rows = plan_of(arena, db, of);
    const char *found = NULL;
    bool more = false;
    assert_int_equal(db_rows_next(rows, &more), OK);
    while (more && found == NULL) {
        struct str rest, scan = str_cut(db_rows_text(rows, 3), ' ', &rest);
        struct str alias = rest.s != NULL ? str_cut(rest, ' ', &rest) : rest;
        for (size_t i = 0; i < COUNT_OF(LARGE) && str_eq(scan, S("SCAN")) && found == NULL; i++) {
            found = stands_for(arena, str_of(of->sql[DB_SQLITE]), alias, LARGE[i]) ? LARGE[i] : NULL;
        }
        assert_int_equal(db_rows_next(rows, &more), OK);
    }
    db_rows_close(rows);
    return found;
}

static const char *why_it_may(const struct statement *statement)
{
    for (size_t i = 0; i < COUNT_OF(GOES_THROUGH); i++) {
        if (strcmp(GOES_THROUGH[i].name, statement->name) == 0) {
            return GOES_THROUGH[i].why;
        }
    }
    return NULL;
}

static void test_people_and_member_cities_are_found_by_an_index(void **state)
{
    struct scratch *scratch = *state;
    if (scratch_is_postgres()) {
        print_message("how SQLite finds its rows is looked at on SQLite\n");
        skip();
    }
    struct db *db = scratch_open(scratch, DB_READ);
    size_t wrong = 0;
    for (size_t i = 0; i < statements_count; i++) {
        const char *table = goes_through(&scratch->arena, db, statements[i]);
        const char *why = why_it_may(statements[i]);
        if (table != NULL && why == NULL) {
            print_error("%s goes through all of %s\n", statements[i]->name, table);
            wrong++;
        } else if (table == NULL && why != NULL) {
            print_error("%s goes through none of them any more: take it off the list\n", statements[i]->name);
            wrong++;
        }
    }
    db_close(db);
    assert_int_equal(wrong, 0);
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
        WITH(test_people_and_member_cities_are_found_by_an_index),
        cmocka_unit_test(test_numbers_are_places_and_names_are_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
