/* SPDX-License-Identifier: AGPL-3.0-or-later
** A pasted table of people, row by row: columns by name and by place, sectors as people write them, what does not
** fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "web/programme/participant_rows.h"

static struct arena arena;

static struct participant_rows read_rows(const char *text)
{
    struct participant_rows rows;
    participant_rows_read(&arena, str_of(text), &rows);
    return rows;
}

static void same(struct str is, const char *should)
{
    if (!str_eq(is, str_of(should))) {
        fail_msg("is %.*s, should be %s", STR_ARG(is), should);
    }
}

static void test_columns_by_place_and_by_name(void **state)
{
    (void)state;
    struct participant_rows rows = read_rows("Ada Vale,City,public,Mayor,ada@vale.example,de\nBo,,,,,\n");
    assert_true(rows.n == 2 && rows.items[0].where == NULL && rows.items[1].where == NULL);
    same(rows.items[0].organisation, "City");
    same(rows.items[0].role, "Mayor");
    same(rows.items[0].language, "de");
    same(rows.items[1].mail, "");
    rows = read_rows("E-Mail;Funktion;Name;Sektor\nada@vale.example;\"Leiterin; Amt 61\";Ada;Öffentlich\n");
    assert_int_equal(rows.n, 1);
    same(rows.items[0].name, "Ada");
    same(rows.items[0].role, "Leiterin; Amt 61");
    same(rows.items[0].sector, "public");
    same(rows.items[0].mail, "ada@vale.example");
    assert_int_equal(rows.items[0].line, 2);
    rows = read_rows("Name\tOrganisation\tSector\nAda\tMill\tthird sector\n");
    same(rows.items[0].sector, "third");
    assert_int_equal(read_rows("").n, 0);
}

static void test_what_does_not_fit(void **state)
{
    (void)state;
    static const struct { const char *row; const char *where; } all[] = {
        {",City,public,,a@b.example,", "Name"},       {"Ada,City,fourth,,,", "Sector"},
        {"Ada,,,,nobody,", "Mail address"},           {"Ada,,,,a@b@c.example,", "Mail address"},
        {"Ada,,,,a b@c.example,", "Mail address"},    {"Ada,,,,a@b,", "Mail address"},
        {"Ada,,,,,fr", "Language"},                   {"=1+1,,,,,", "Name"},
        {"Ada,\xC3\x83\xC2\xBC" "ber,,,,", "Organisation"},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct participant_rows rows = read_rows(all[i].row);
        assert_int_equal(rows.n, 1);
        if (rows.items[0].where == NULL) {
            fail_msg("%s is understood", all[i].row);
        }
        assert_string_equal(rows.items[0].where, all[i].where);
    }
}

static void test_there_is_an_end(void **state)
{
    (void)state;
    struct str text = S("");
    for (int i = 0; i < PARTICIPANT_ROWS_MAX + 5; i++) {
        text = str_format(&arena, "%.*sAda %d\n", STR_ARG(text), i);
    }
    struct participant_rows rows = read_rows(str_c(&arena, text));
    assert_true(rows.n == PARTICIPANT_ROWS_MAX && rows.is_over);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_by_place_and_by_name),
        cmocka_unit_test(test_what_does_not_fit),
        cmocka_unit_test(test_there_is_an_end),
    };
    arena_init(&arena, 4u << 20);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
