/* SPDX-License-Identifier: AGPL-3.0-or-later
** Rows as bytes: exactly these, and no others are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "jobs/row_code.h"

static const struct db_column four[] = {
    {"a", VALUE_INT, false}, {"b", VALUE_TEXT, true}, {"c", VALUE_BLOB, false}, {"d", VALUE_INT, true}};

static void test_a_row_is_these_bytes(void **state)
{
    static const char expected[] = "i\xfe\xff\xff\xff\xff\xff\xff\xff" "t\x02\0\0\0\xc3\x85" "b\x03\0\0\0\0x\0" "n";
    const struct value row[] = {{.kind = VALUE_INT, .number = -2}, {.kind = VALUE_TEXT, .text = S("Å")},
                                {.kind = VALUE_BLOB, .text = {"\0x", 3}}, {.kind = VALUE_NULL}};
    struct value back[4];
    struct buf bytes;
    (void)state;
    buf_init(&bytes, 1024);
    row_put(&bytes, row, COUNT_OF(row));
    assert_int_equal(bytes.n, sizeof expected - 1);
    assert_memory_equal(bytes.bytes, expected, bytes.n);
    assert_int_equal(row_read(buf_str(&bytes), four, 4, back), OK);
    assert_true(back[0].number == -2 && str_eq(back[1].text, S("Å")) && back[2].text.n == 3 &&
                back[3].kind == VALUE_NULL);
    for (size_t n = 0; n < bytes.n; n++) { /* every shorter one */
        assert_int_equal(row_read(str_sub(buf_str(&bytes), 0, n), four, 4, back), FAULT_DAMAGED);
    }
    buf_put_char(&bytes, 'n');
    assert_int_equal(row_read(buf_str(&bytes), four, 4, back), FAULT_DAMAGED); /* and a longer one */
    buf_done(&bytes);
}

static void test_a_row_must_fit_its_columns(void **state)
{
    static const struct { const char *bytes; size_t n; } wrong[] = {
        {"n", 1},                                            /* absent, but must be there */
        {"t\x01\0\0\0x", 6},                                 /* text for a number */
        {"x\0\0\0\0\0\0\0\0", 9},                            /* no known mark */
        {"i\0\0\0\0\0\0\0\0b\x01\0\0\0x", 15},               /* bytes for a text */
        {"i\0\0\0\0\0\0\0\0t\x01\0\0\0\xff", 15},            /* no UTF-8 */
        {"i\0\0\0\0\0\0\0\0t\xff\xff\xff\xffx", 15},         /* a length past the end */
    };
    struct value back[4];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(row_read((struct str){wrong[i].bytes, wrong[i].n}, four, 2, back), FAULT_DAMAGED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_row_is_these_bytes),
        cmocka_unit_test(test_a_row_must_fit_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
