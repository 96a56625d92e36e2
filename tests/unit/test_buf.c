/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/check.h"

static void expect(const struct buf *buf, const char *wanted)
{
    assert_int_equal(buf->n, strlen(wanted));
    assert_memory_equal(buf->bytes, wanted, buf->n);
}

static void bytes_come_out_as_they_went_in(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 1u << 20);
    assert_int_equal(buf_str(&buf).n, 0);
    buf_put(&buf, NULL, 0);
    buf_put_str(&buf, (struct str){0});
    buf_put_str(&buf, S("a\0b"));
    buf_put_char(&buf, 'c');
    buf_put_int(&buf, INT64_MIN);
    buf_put_int(&buf, 0);
    assert_int_equal(buf.n, 3 + 1 + 20 + 1);
    assert_memory_equal(buf.bytes, "a\0bc-92233720368547758080", 25);
    buf_reset(&buf);
    buf_format(&buf, "%d%s", 7, "x");
    buf_format(&buf, "%s", "");
    expect(&buf, "7x");
    buf_done(&buf);
    assert_int_equal(buf.n, 0);
    buf_put_char(&buf, 'z'); /* lives again, with its cap */
    expect(&buf, "z");
    buf_done(&buf);
}

static void growth_keeps_everything(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 1u << 20);
    for (int i = 0; i < 100000; i++) {
        buf_format(&buf, "%05d", i);
    }
    assert_false(buf.overflow);
    assert_int_equal(buf.n, 500000);
    for (int i = 0; i < 100000; i += 997) {
        char number[8];
        snprintf(number, sizeof number, "%05d", i);
        assert_memory_equal(buf.bytes + (size_t)i * 5, number, 5);
    }
    buf_done(&buf);
}

static void every_way_of_writing_fills_the_cap_to_the_last_byte(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 8);
    buf_put(&buf, "12345678", 8);
    assert_false(buf.overflow);
    expect(&buf, "12345678");
    buf_reset(&buf);
    buf_format(&buf, "%s", "12345678");
    assert_false(buf.overflow);
    expect(&buf, "12345678");
    buf_reset(&buf);
    buf_put(&buf, "1234", 4);
    buf_format(&buf, "%d", 5678);
    assert_false(buf.overflow);
    expect(&buf, "12345678");
    buf_format(&buf, "%s", ""); /* nothing more is no overflow */
    assert_false(buf.overflow);
    buf_done(&buf);
    buf_init(&buf, 2048); /* where the first growth meets the cap, and where it does not */
    for (size_t n = 1020; n <= 2048; n += n == 1028 ? 1015 : 1) {
        buf_format(&buf, "%*s", (int)n, "x");
        assert_false(buf.overflow);
        assert_int_equal(buf.n, n);
        buf_done(&buf);
    }
}

/* Of every length about the end of what was lent, by one write and by many. */
static void what_is_lent_is_used_first_and_outgrown(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 40; n++) {
        char room[17], wanted[41];
        struct buf whole, pieces;
        memset(wanted, 'y', sizeof wanted);
        memset(room, 0, sizeof room);
        buf_init_lent(&pieces, 40, room, sizeof room);
        for (size_t i = 0; i < n; i++) {
            buf_put_char(&pieces, 'y');
        }
        assert_int_equal(pieces.n, n);
        assert_memory_equal(pieces.bytes, wanted, n);
        assert_int_equal(pieces.bytes == room, n <= 16);
        assert_false(pieces.overflow);
        buf_init_lent(&whole, 30, room, sizeof room); /* the cap holds for it as well */
        buf_format(&whole, "%.*s", (int)n, wanted);
        assert_int_equal(whole.overflow, n > 30);
        assert_int_equal(whole.n, n > 30 ? 0 : n);
        assert_memory_equal(whole.bytes, wanted, whole.n);
        buf_done(&whole);
        buf_done(&pieces);
        assert_int_equal(pieces.n, 0);
        buf_put_str(&pieces, S("lives again"));
        expect(&pieces, "lives again");
        buf_done(&pieces);
    }
    char small[4];
    struct buf buf;
    buf_init_lent(&buf, 2, small, sizeof small); /* the cap is less than what was lent */
    buf_put(&buf, "123", 3);
    assert_true(buf.overflow);
    buf_done(&buf);
}

static void overflow_stays_and_nothing_half_is_written(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 8);
    buf_put(&buf, "1234567", 7);
    buf_put(&buf, "89", 2);
    assert_true(buf.overflow);
    expect(&buf, "1234567");
    buf_put_char(&buf, '8'); /* would fit, but comes after what did not */
    buf_format(&buf, "%d", 8);
    buf_put_int(&buf, 8);
    buf_put_rune(&buf, 'x');
    buf_put_str(&buf, S("8"));
    assert_true(buf.overflow);
    expect(&buf, "1234567");
    buf_reset(&buf);
    assert_false(buf.overflow);
    buf_format(&buf, "%s", "123456789");
    assert_true(buf.overflow);
    expect(&buf, "");
    buf_done(&buf);
    buf_init(&buf, 0);
    buf_put(&buf, "", 0);
    assert_false(buf.overflow);
    buf_put_char(&buf, 'x');
    assert_true(buf.overflow);
    buf_done(&buf);
    buf_init(&buf, 8);
    volatile size_t far = SIZE_MAX; /* the compiler is not to see it */
    buf_put(&buf, "1", far); /* no sum wraps */
    assert_true(buf.overflow);
    buf_done(&buf);
}

static void runes_are_utf8(void **state)
{
    (void)state;
    static const struct { uint32_t rune; const char *bytes; } cases[] = {
        {'a', "a"}, {0x7F, "\x7F"}, {0x80, "\xC2\x80"}, {0x7FF, "\xDF\xBF"}, {0x800, "\xE0\xA0\x80"}, {0x20AC, "€"},
        {0xD7FF, "\xED\x9F\xBF"}, {0xD800, "\xEF\xBF\xBD"}, {0xDFFF, "\xEF\xBF\xBD"}, {0xE000, "\xEE\x80\x80"},
        {0xFFFF, "\xEF\xBF\xBF"}, {0x10000, "\xF0\x90\x80\x80"}, {0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {0x110000, "\xEF\xBF\xBD"}, {UINT32_MAX, "\xEF\xBF\xBD"},
    };
    struct buf buf;
    buf_init(&buf, 100);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buf_reset(&buf);
        buf_put_rune(&buf, cases[i].rune);
        expect(&buf, cases[i].bytes);
        assert_true(str_is_utf8(buf_str(&buf)));
    }
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_out_as_they_went_in),
        cmocka_unit_test(growth_keeps_everything),
        cmocka_unit_test(every_way_of_writing_fills_the_cap_to_the_last_byte),
        cmocka_unit_test(what_is_lent_is_used_first_and_outgrown),
        cmocka_unit_test(overflow_stays_and_nothing_half_is_written),
        cmocka_unit_test(runes_are_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
