/* SPDX-License-Identifier: AGPL-3.0-or-later
** Named fields: whatever goes in comes out, and the text is UTF-8 in lines whatever goes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/fields.h"

static int setup(void **state)
{
    static struct arena arena;
    arena_init(&arena, 1u << 20);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    arena_done(*state);
    return 0;
}

static void assert_str(struct str got, const char *want)
{
    assert_true(got.s != NULL);
    assert_true(str_eq(got, str_of(want)));
}

static void test_values_come_back(void **state)
{
    struct arena *arena = *state;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 4096);
    fields_put(&buf, "what", S("cordis"));
    fields_put(&buf, "file", S("/srv/a=b.zip"));
    fields_put(&buf, "file", S(""));
    fields_put(&buf, "file", S("Žďár\n\\6e\t\x7f"));
    fields_put_int(&buf, "rows", -42);
    struct str text = buf_str(&buf);
    assert_str(fields_get(arena, text, "what"), "cordis");
    assert_str(fields_get_nth(arena, text, "file", 0), "/srv/a=b.zip");
    assert_str(fields_get_nth(arena, text, "file", 1), "");
    assert_str(fields_get_nth(arena, text, "file", 2), "Žďár\n\\6e\t\x7f");
    assert_null(fields_get_nth(arena, text, "file", 3).s);
    assert_null(fields_get(arena, text, "fil").s);
    assert_int_equal(fields_int(text, "rows").v, -42);
    assert_true(fields_int(text, "rows").known);
    assert_false(fields_int(text, "what").known);
    assert_false(fields_int(text, "none").known);
}

/* All values of one and two bytes, alone: those that are no UTF-8 too. */
static void test_any_bytes_come_back_from_lines_of_utf8(void **state)
{
    struct arena *arena = *state;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 4096);
    for (int i = 0; i < 0x10000; i++) {
        struct arena_mark mark = arena_mark(arena);
        const char bytes[2] = {(char)(i >> 8), (char)i};
        struct str value = {bytes, i < 0x100 ? 1 : 2};
        value.s = i < 0x100 ? bytes + 1 : bytes;
        buf_reset(&buf);
        fields_put(&buf, "x", value);
        assert_true(str_is_utf8(buf_str(&buf)));
        assert_int_equal(str_find(buf_str(&buf), S("\n")), buf.n - 1);
        assert_true(str_eq(fields_get(arena, buf_str(&buf), "x"), value));
        arena_rewind(arena, mark);
    }
}

static void test_lines_that_are_no_fields_are_passed_over(void **state)
{
    struct arena *arena = *state;
    struct str text = S("nothing\n\n=x\na=1\\\na=\\6\\zz\\41");
    assert_str(fields_get_nth(arena, text, "a", 0), "1\\");
    assert_str(fields_get_nth(arena, text, "a", 1), "\\6\\zzA");
    assert_null(fields_get(arena, text, "nothing").s);
    assert_null(fields_get(arena, S(""), "a").s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values_come_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_any_bytes_come_back_from_lines_of_utf8, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lines_that_are_no_fields_are_passed_over, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
