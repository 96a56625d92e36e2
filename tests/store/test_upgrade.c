/* SPDX-License-Identifier: AGPL-3.0-or-later
** A database of every earlier set of migrations, with rows in every table of its time, is raised and keeps every row.
** A new migration is covered without a change here: tables and columns come from the catalogue, values that a check
** allows (`kind in ('a', 'b')`) from the migration. What a migration takes away, it says ("-- loses:"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "db/tables.h"
#include "scratch.h"

#define ROWS 3
#define NUMBER_FIRST 1001 /* past what migrations put in themselves */

struct kept_table {
    struct table table;
    struct value *rows; /* ROWS times table.n */
};

struct kept_set {
    const struct migration_set *set;
    size_t level;
    struct kept_table *items;
    size_t n;
};

/* ---- rows for any table */

/* The rule in what a migration says of a table: from its name on to the next table. */
static struct str rule_of(struct str text, struct str table, struct str rule)
{
    struct str rest = {0};
    for (size_t at = str_find(text, table); at < text.n; at = str_find(text, table)) {
        text = str_from(text, at + table.n);
        struct str said = str_sub(text, 0, str_find(text, S(" table ")));
        size_t found = str_find(said, rule);
        if (found < said.n) {
            return str_cut(str_from(said, found + rule.n), ')', &rest);
        }
    }
    return rest;
}

/* The list of values that a check allows a column of a table ("kind in (" 'a', 'b' ")"), or none. */
static struct str allowed_list(struct arena *arena, const struct migration_set *set, struct str table,
                               const char *column)
{
    struct str name = str_format(arena, " table %.*s ", STR_ARG(table));
    struct str rule = str_format(arena, "(%s in (", column);
    struct str list = {0};
    for (size_t i = 0; i < set->n && list.n == 0; i++) {
        list = rule_of(set->items[i].text, name, rule);
    }
    return list;
}

/* The k-th of them; the last when there are fewer. */
static struct str allowed(struct str list, size_t k)
{
    struct str value = {0};
    for (size_t i = 0; i <= k && list.n > 0; i++) {
        value = str_trim(str_cut(list, ',', &list));
    }
    return str_starts(value, S("'")) ? str_sub(value, 1, value.n - 2) : value;
}

static struct value value_of(struct arena *arena, struct str list, const struct db_column *column, int k)
{
    struct str one = allowed(list, (size_t)k);
    if (column->nullable && k == ROWS - 1) {
        return V_NULL;
    }
    if (column->kind == VALUE_INT) {
        return V_INT(one.s != NULL ? one.s[0] - '0' : NUMBER_FIRST + k);
    }
    struct str text = one.s != NULL ? one : str_format(arena, "%s %d, Žilina's", column->name, k);
    return column->kind == VALUE_BLOB ? V_BLOB(text) : V_TEXT(text);
}

static void fill_table(struct db *db, struct arena *arena, const struct migration_set *set, struct kept_table *kept)
{
    const struct table *table = &kept->table;
    kept->rows = arena_array(arena, struct value, ROWS * table->n);
    for (int k = 0; k < ROWS; k++) {
        struct value *row = kept->rows + (size_t)k * table->n;
        for (size_t c = 0; c < table->n; c++) {
            struct str list = allowed_list(arena, set, table->name, table->columns[c].name);
            row[c] = value_of(arena, list, &table->columns[c], k);
        }
        if (db_run(db, &table->add, row) != OK) {
            fail_msg("a row for %.*s: %.*s", STR_ARG(table->name), STR_ARG(db_error(db)));
        }
    }
}

/* One file with the first migrations of a set, and rows in each of its tables. */
static void make_earlier(struct scratch *scratch, const char *file, enum engine_use use, struct kept_set *kept)
{
    struct db *db = scratch_open_file(scratch, file, use);
    struct tables tables;
    struct migration_set first = *kept->set;
    int done = 0;
    first.n = kept->level;
    assert_int_equal(schema_raise(db, &scratch->arena, &first, &done), OK);
    scratch_loosen(db); /* tables come in any order */
    assert_int_equal(tables_list(db, &scratch->arena, kept->set->name, &tables), OK);
    kept->items = arena_array(&scratch->arena, struct kept_table, tables.n);
    kept->n = tables.n;
    assert_int_equal(db_begin(db), OK);
    for (size_t i = 0; i < tables.n; i++) {
        kept->items[i].table = tables.items[i];
        fill_table(db, &scratch->arena, kept->set, &kept->items[i]);
    }
    assert_int_equal(db_commit(db), OK);
    db_close(db);
}

/* ---- what is there afterwards */

static bool is_lost(const struct kept_set *kept, const char *name)
{
    for (size_t i = kept->level; i < kept->set->n; i++) {
        struct str text = kept->set->items[i].text;
        if (str_contains(text, S("-- loses:")) && str_contains(text, str_of(name))) {
            return true;
        }
    }
    return false;
}

static bool same_value(const struct db_rows *rows, size_t column, const struct value *value)
{
    if (value->kind == VALUE_NULL || db_rows_is_null(rows, column)) {
        return value->kind == VALUE_NULL && db_rows_is_null(rows, column);
    }
    return value->kind == VALUE_INT ? db_rows_int(rows, column) == value->number
                                    : str_eq(db_rows_text(rows, column), value->text);
}

/* Where a column of before stands now; -1: nowhere. */
static int place_of(const struct table *now, const char *column)
{
    for (size_t i = 0; i < now->n; i++) {
        if (strcmp(now->columns[i].name, column) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static bool same_row(const struct db_rows *rows, const struct table *now, const struct kept_table *kept, size_t k)
{
    const struct table *before = &kept->table;
    for (size_t c = 0; c < before->n; c++) {
        int place = place_of(now, before->columns[c].name);
        if (place >= 0 && !same_value(rows, (size_t)place, &kept->rows[k * before->n + c])) {
            return false;
        }
    }
    return true;
}

static void find_rows(struct db *db, const struct table *now, const struct kept_table *kept)
{
    bool found[ROWS] = {0};
    struct db_rows *rows = NULL;
    bool more = false;
    assert_int_equal(db_rows_open(db, &now->all, NULL, &rows), OK);
    for (assert_int_equal(db_rows_next(rows, &more), OK); more; assert_int_equal(db_rows_next(rows, &more), OK)) {
        for (size_t k = 0; k < ROWS; k++) {
            found[k] = found[k] || same_row(rows, now, kept, k);
        }
    }
    db_rows_close(rows);
    for (size_t k = 0; k < ROWS; k++) {
        if (!found[k]) {
            fail_msg("row %zu of %.*s is not there any more", k + 1, STR_ARG(now->name));
        }
    }
}

static void check_kept(struct scratch *scratch, struct db *db, const struct kept_set *kept)
{
    struct tables tables;
    assert_int_equal(tables_list(db, &scratch->arena, kept->set->name, &tables), OK);
    for (size_t i = 0; i < kept->n; i++) {
        const struct table *before = &kept->items[i].table;
        const struct table *now = tables_find(&tables, before->name);
        for (size_t c = 0; now != NULL && c < before->n; c++) {
            if (place_of(now, before->columns[c].name) < 0 && !is_lost(kept, before->columns[c].name)) {
                fail_msg("%.*s.%s is gone, and no migration says so", STR_ARG(before->name), before->columns[c].name);
            }
        }
        if (now == NULL && !is_lost(kept, before->name.s)) {
            fail_msg("%.*s is gone, and no migration says so", STR_ARG(before->name));
        }
        if (now != NULL) {
            find_rows(db, now, &kept->items[i]);
        }
    }
}

static void upgrade_from(size_t main_level, size_t evidence_level)
{
    struct scratch scratch;
    struct kept_set people = {.set = &migrations_main, .level = main_level};
    struct kept_set files = {.set = &migrations_evidence, .level = evidence_level};
    struct db *db = NULL;
    struct str why = S("");
    int done = 0;
    int due = (int)(migrations_main.n - main_level + migrations_evidence.n - evidence_level);
    scratch_init(&scratch);
    make_earlier(&scratch, "net.db", ENGINE_ADMIN, &people);
    make_earlier(&scratch, "net.evidence-1.db", ENGINE_BUILD, &files);
    scratch_exec(&scratch, "net.db", "update generation set number = 1, published_at = 1, content_version = 1");
    assert_int_equal(db_open(&scratch.arena, scratch.url, DB_READ, &db, &why), due > 0 ? FAULT_CONFLICT : OK);
    db_close(db);
    if (migrate(&scratch.arena, scratch.url, &done, &why) != OK) {
        fail_msg("from %zu and %zu: %.*s", main_level, evidence_level, STR_ARG(why));
    }
    assert_int_equal(done, due);
    db = scratch_open(&scratch, DB_READ);
    check_kept(&scratch, db, &people);
    check_kept(&scratch, db, &files);
    db_close(db);
    scratch_done(&scratch);
}

/* The soak tries all pairs (scratch_all). Else each version of main with one of evidence, the last but one with all;
** on PostgreSQL, where one takes long, the newest four and every fourth before them. */
static bool is_tried(size_t main_level, size_t evidence_level)
{
    size_t behind = migrations_main.n - main_level;
    bool pair = evidence_level == 1 + main_level % migrations_evidence.n || behind == 1;
    return scratch_all() || (pair && (!scratch_is_postgres() || behind < 4 || behind % 4 == 0));
}

static void test_every_earlier_database_keeps_its_rows(void **state)
{
    (void)state;
    for (size_t main_level = 1; main_level <= migrations_main.n; main_level++) {
        for (size_t evidence_level = 1; evidence_level <= migrations_evidence.n; evidence_level++) {
            if (is_tried(main_level, evidence_level)) {
                upgrade_from(main_level, evidence_level);
            }
        }
    }
}

static void test_values_that_a_check_allows(void **state)
{
    static const struct migration TWO[] = {
        {"0001_a.sql", S("create table a (kind text check (kind in ('x', 'y')), n integer);\n"
                         "create table b (kind text);")},
        {"0002_b.sql", S("create table c (kind text check (kind in ('z')));\nalter table b add column m integer "
                         "check (m in (0, 1));")}};
    static const struct migration_set SET = {"main", TWO, 2};
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    struct str kinds = allowed_list(arena, &SET, S("a"), "kind");
    assert_true(str_eq(allowed(kinds, 0), S("x")));
    assert_true(str_eq(allowed(kinds, 1), S("y")));
    assert_true(str_eq(allowed(kinds, 7), S("y")));
    assert_true(str_eq(allowed(allowed_list(arena, &SET, S("c"), "kind"), 0), S("z")));
    assert_true(str_eq(allowed(allowed_list(arena, &SET, S("b"), "m"), 1), S("1")));
    assert_null(allowed(allowed_list(arena, &SET, S("b"), "kind"), 0).s);
    assert_null(allowed(allowed_list(arena, &SET, S("a"), "n"), 0).s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_earlier_database_keeps_its_rows),
        cmocka_unit_test_setup_teardown(test_values_that_a_check_allows, scratch_setup_empty, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
