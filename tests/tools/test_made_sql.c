/* SPDX-License-Identifier: AGPL-3.0-or-later
** What sqlc makes compiles without a warning and does what its page says: golden/thing.sql against a database
** that this file
** plays: it notes what is asked and gives the rows it was told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "thing.sql.h"

struct db {
    const struct statement *statement;
    struct value in[8];
    const struct value *cells;
    size_t rows_count;
    enum fault fault; /* of the next call */
    int open;
    bool takes_soon;
    int soon;
};

struct db_rows {
    struct db *db;
    const struct value *row;
    size_t at;
};

static struct db_rows the_rows;

static void note(struct db *db, const struct statement *statement, const struct value *in)
{
    db->statement = statement;
    assert_true((in == NULL) == (statement->in_count == 0));
    for (size_t i = 0; i < statement->in_count; i++) {
        db->in[i] = in[i];
    }
}

enum fault db_run(struct db *db, const struct statement *statement, const struct value *in)
{
    note(db, statement, in);
    return db->fault;
}

bool db_takes_soon(const struct db *db)
{
    return db->takes_soon;
}

void db_soon(struct db *db, const struct statement *statement, const struct value *in)
{
    note(db, statement, in);
    db->soon++;
}

enum fault db_rows_open(struct db *db, const struct statement *statement, const struct value *in,
                        struct db_rows **ret_rows)
{
    note(db, statement, in);
    TRY(db->fault);
    the_rows = (struct db_rows){.db = db};
    db->open++;
    *ret_rows = &the_rows;
    return OK;
}

enum fault db_rows_next(struct db_rows *rows, bool *ret_more)
{
    *ret_more = rows->at < rows->db->rows_count;
    rows->row = rows->db->cells + rows->at % 2 * rows->db->statement->out_count;
    rows->at++;
    return OK;
}

void db_rows_close(struct db_rows *rows)
{
    rows->db->open--;
}

bool db_rows_is_null(const struct db_rows *rows, size_t column)
{
    return rows->row[column].kind == VALUE_NULL;
}

int64_t db_rows_int(const struct db_rows *rows, size_t column)
{
    return rows->row[column].number;
}

struct str db_rows_text(const struct db_rows *rows, size_t column)
{
    return rows->row[column].text;
}

#define INT(x)                                                                                                     \
    {                                                                                                              \
        .kind = VALUE_INT, .number = (x)                                                                           \
    }
#define TEXT(x)                                                                                                    \
    {                                                                                                              \
        .kind = VALUE_TEXT, .text = S_INIT(x)                                                                      \
    }

/* Two rows of thing_by_prefix: all known, and all that may be is unknown. */
static const struct value two[] = {
    INT(7), TEXT("Ciampino"),     INT(38645), INT(19000), INT(1), TEXT("a note"),
    INT(8), {.kind = VALUE_TEXT}, {0},        {0},        INT(0), {0},
};

static void test_many(void **state)
{
    (void)state;
    struct db db = {.cells = two, .rows_count = 2};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct q_thing_by_prefix *rows = NULL;
    size_t count = 0;
    assert_int_equal(q_thing_by_prefix(&db, &arena, S("c"), (struct str){0}, &rows, &count), OK);
    assert_ptr_equal(db.statement, &statement_thing_by_prefix);
    assert_true(db.in[0].kind == VALUE_TEXT && str_eq(db.in[0].text, S("c")));
    assert_true(db.in[1].kind == VALUE_TEXT && db.in[1].text.s != NULL);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].id.v, 7);
    assert_string_equal(rows[0].name.s, "Ciampino");
    assert_ptr_not_equal(rows[0].name.s, two[1].text.s);
    assert_true(rows[0].population.known && rows[0].population.v == 38645);
    assert_true(rows[0].seen.days == 19000 && rows[0].known && str_eq(rows[0].note, S("a note")));
    assert_true(rows[1].name.s != NULL && rows[1].name.n == 0 && rows[1].note.s == NULL);
    assert_true(!rows[1].population.known && date_is_none(rows[1].seen) && !rows[1].known);
    assert_int_equal(db.open, 0);
    arena_done(&arena);
}

static void test_soon(void **state)
{
    (void)state;
    struct db db = {.takes_soon = false};
    q_thing_get_soon(&db, (struct city_id){7});
    assert_int_equal(db.soon, 0);
    db.takes_soon = true;
    q_thing_get_soon(&db, (struct city_id){7});
    assert_int_equal(db.soon, 1);
    assert_ptr_equal(db.statement, &statement_thing_get);
    assert_true(db.in[0].kind == VALUE_INT && db.in[0].number == 7);
    q_thing_by_prefix_soon(&db, S("a"), S("b"));
    assert_ptr_equal(db.statement, &statement_thing_by_prefix);
    assert_true(str_eq(db.in[1].text, S("b")));
}

static void test_many_bounds(void **state)
{
    (void)state;
    struct db db = {.cells = two, .rows_count = 20};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct q_thing_by_prefix *rows = NULL;
    size_t count = 0;
    assert_int_equal(q_thing_by_prefix(&db, &arena, S("a"), S("b"), &rows, &count), OK);
    assert_int_equal(count, 20);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(rows[i].id.v, i % 2 ? 8 : 7);
    }
    db.rows_count = 21;
    assert_int_equal(q_thing_by_prefix(&db, &arena, S("a"), S("b"), &rows, &count), FAULT_TOO_LARGE);
    assert_int_equal(count, 20);
    db.rows_count = 0;
    assert_int_equal(q_thing_by_prefix(&db, &arena, S("a"), S("b"), &rows, &count), OK);
    assert_int_equal(count, 0);
    db.fault = FAULT_BUSY;
    assert_int_equal(q_thing_by_prefix(&db, &arena, S("a"), S("b"), &rows, &count), FAULT_BUSY);
    assert_int_equal(db.open, 0);
    arena_done(&arena);
}

static void test_damaged(void **state)
{
    (void)state;
    const struct value bad_bool[] = {INT(7), TEXT("a"), {0}, {0}, INT(2), {0}};
    const struct value bad_date[] = {INT(7), TEXT("a"), {0}, INT(1ll << 31), INT(1), {0}};
    const struct value *const bad[] = {bad_bool, bad_date};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct db db = {.cells = bad[i], .rows_count = 1};
        struct q_thing_by_prefix *rows = NULL;
        size_t count = 99;
        assert_int_equal(q_thing_by_prefix(&db, &arena, S("a"), S("b"), &rows, &count), FAULT_DAMAGED);
        assert_int_equal(count, 99);
        assert_int_equal(db.open, 0);
    }
    arena_done(&arena);
}

static void test_one(void **state)
{
    (void)state;
    const struct value row[] = {TEXT("Zug"), INT(-1), {.kind = VALUE_BLOB, .text = S_INIT("\0\1")}};
    struct db db = {.cells = row, .rows_count = 1};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct q_thing_get thing = {.name = S("untouched")};
    assert_int_equal(q_thing_get(&db, &arena, (struct city_id){3}, &thing), OK);
    assert_int_equal(db.in[0].number, 3);
    assert_true(str_eq(thing.name, S("Zug")) && thing.made.days == -1 && str_eq(thing.blob, S("\0\1")));
    db.rows_count = 0;
    struct q_thing_get absent = {.name = S("untouched")};
    assert_int_equal(q_thing_get(&db, &arena, (struct city_id){4}, &absent), FAULT_NOT_FOUND);
    assert_true(str_eq(absent.name, S("untouched")));
    assert_int_equal(db.open, 0);
    arena_done(&arena);
}

static void test_none(void **state)
{
    (void)state;
    struct db db = {0};
    struct q_thing_add_in in = {.id = {1}, .name = S("a"), .seen = DATE_NONE, .made = {5}, .known = true};
    assert_int_equal(q_thing_add(&db, &in), OK);
    const enum value_kind kinds[] = {VALUE_INT,  VALUE_TEXT, VALUE_NULL, VALUE_NULL,
                                     VALUE_NULL, VALUE_INT,  VALUE_INT,  VALUE_NULL};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_int_equal(db.in[i].kind, kinds[i]);
    }
    assert_int_equal(db.in[5].number, 5);
    assert_int_equal(db.in[6].number, 1);
    in.note = S("");
    in.population = (struct maybe_int){true, 0};
    in.seen = (struct date){0};
    in.parent = (struct city_id){9};
    assert_int_equal(q_thing_add(&db, &in), OK);
    assert_int_equal(db.in[2].kind, VALUE_TEXT);
    assert_true(db.in[3].kind == VALUE_INT && db.in[4].kind == VALUE_INT && db.in[7].number == 9);
    db.fault = FAULT_CONFLICT;
    assert_int_equal(q_thing_remove(&db, (struct city_id){1}), FAULT_CONFLICT);
}

static void test_each(void **state)
{
    (void)state;
    const struct value cells[] = {INT(1), TEXT("a"), INT(2), TEXT("b")};
    struct db db = {.cells = cells, .rows_count = 2};
    struct db_rows *rows = NULL;
    struct q_thing_all row = {0};
    bool more = false;
    assert_int_equal(q_thing_all_open(&db, &rows), OK);
    for (int64_t i = 1; i <= 2; i++) {
        assert_int_equal(q_thing_all_next(rows, &row, &more), OK);
        assert_true(more && row.id.v == i);
    }
    assert_int_equal(q_thing_all_next(rows, &row, &more), OK);
    assert_false(more);
    assert_int_equal(row.id.v, 2);
    db_rows_close(rows);
}

static void test_table(void **state)
{
    (void)state;
    assert_int_equal(statements_count, 5);
    for (size_t i = 0; i < statements_count; i++) {
        assert_int_equal(statements[i]->number, i);
    }
    assert_non_null(strstr(statement_thing_by_prefix.sql[DB_POSTGRES], "name >= $1::text and name < $2::text"));
    assert_non_null(strstr(statement_thing_by_prefix.sql[DB_SQLITE], "name >= ?1 and name < ?2"));
    assert_non_null(strstr(statement_thing_all.sql[DB_SQLITE], "rowid"));
    assert_null(strstr(statement_thing_all.sql[DB_POSTGRES], "rowid"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many),  cmocka_unit_test(test_many_bounds),
        cmocka_unit_test(test_soon), cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_one),   cmocka_unit_test(test_none),        cmocka_unit_test(test_each),
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
