/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"

static void expect_rest(const struct scan *scan, const char *rest)
{
    assert_int_equal(scan->rest.n, strlen(rest));
    assert_memory_equal(scan->rest.s, rest, scan->rest.n);
}

static void the_cursor_takes_a_thing_or_stays(void **state)
{
    (void)state;
    struct str text = S("untouched");
    struct scan scan = scan_of(S("city: Žďár 42x"));
    assert_false(scan_char(&scan, ':'));
    assert_false(scan_literal(&scan, S("cities")));
    assert_false(scan_word(&scan, 3, &text)); /* four letters are too many */
    assert_false(scan_until(&scan, ':', 3, &text));
    assert_string_equal(text.s, "untouched");
    expect_rest(&scan, "city: Žďár 42x");
    assert_true(scan_until(&scan, ':', 4, &text));
    assert_true(str_eq(text, S("city")));
    assert_true(scan_literal(&scan, S(": ")));
    assert_false(scan_word(&scan, 20, &text)); /* no letter of ASCII */
    assert_true(scan_until(&scan, ' ', 20, &text));
    assert_true(str_eq(text, S("Žďár")));
    scan_spaces(&scan);
    uint64_t number = 7;
    assert_false(scan_unsigned(&scan, 41, &number));
    assert_int_equal(number, 7);
    assert_true(scan_unsigned(&scan, 42, &number));
    assert_int_equal(number, 42);
    assert_false(scan_end(&scan));
    assert_true(scan_until(&scan, ':', 1, &text)); /* up to the end when it is not there */
    assert_true(scan_end(&scan));
    assert_true(scan_until(&scan, ':', 0, &text));
    assert_int_equal(text.n, 0);
    assert_false(scan_char(&scan, 'x'));
    assert_false(scan_unsigned(&scan, 9, &number));
    scan_spaces(&scan);
    assert_true(scan_end(&scan));
}

static void words_and_spaces_end_where_they_should(void **state)
{
    (void)state;
    struct str word;
    struct scan scan = scan_of(S(" \t\r\n a_B-9.c"));
    scan_spaces(&scan);
    assert_true(scan_word(&scan, 5, &word));
    assert_true(str_eq(word, S("a_B-9")));
    assert_true(scan_char(&scan, '.'));
    assert_true(scan_word(&scan, 1, &word));
    assert_true(scan_end(&scan));
    assert_false(scan_word(&scan, 9, &word));
}

static void runes_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct { const char *bytes; uint32_t rune; } good[] = {
        {"a", 'a'}, {"\x7F", 0x7F}, {"\xC2\x80", 0x80}, {"\xDF\xBF", 0x7FF}, {"\xE0\xA0\x80", 0x800}, {"€", 0x20AC},
        {"\xEF\xBF\xBF", 0xFFFF}, {"\xF0\x90\x80\x80", 0x10000}, {"\xF4\x8F\xBF\xBF", 0x10FFFF},
    };
    static const char *const bad[] = {
        "\x80", "\xC2", "\xC0\xAF", "\xE2\x82", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x9F\x8F", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\xC3(",
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        uint32_t rune = 0;
        struct scan scan = scan_of(str_of(good[i].bytes));
        assert_true(scan_rune(&scan, &rune));
        assert_int_equal(rune, good[i].rune);
        assert_true(scan_end(&scan));
        assert_false(scan_rune(&scan, &rune));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        uint32_t rune = 4711;
        struct scan scan = scan_of(str_of(bad[i]));
        assert_false(scan_rune(&scan, &rune));
        assert_int_equal(rune, 4711);
        expect_rest(&scan, bad[i]);
    }
}

static void whole_numbers_within_bounds(void **state)
{
    (void)state;
    static const struct { const char *text; bool is; int64_t number; } cases[] = {
        {"0", true, 0}, {"-0", true, 0}, {"007", true, 7}, {"42", true, 42}, {"-42", true, -42},
        {"9223372036854775807", true, INT64_MAX}, {"-9223372036854775807", true, -INT64_MAX},
        {"9223372036854775808", false, 0}, {"18446744073709551616", false, 0}, {"99999999999999999999999", false, 0},
        {"", false, 0}, {"-", false, 0}, {"--1", false, 0}, {"+1", false, 0}, {" 1", false, 0}, {"1 ", false, 0},
        {"1.0", false, 0}, {"1e3", false, 0}, {"0x10", false, 0}, {"١", false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t number = 4711;
        assert_int_equal(parse_int(str_of(cases[i].text), INT64_MIN, INT64_MAX, &number), cases[i].is);
        assert_int_equal(number, cases[i].is ? cases[i].number : 4711);
    }
    int64_t number;
    assert_true(parse_int(S("-5"), -5, 5, &number) && parse_int(S("5"), -5, 5, &number));
    assert_false(parse_int(S("-6"), -5, 5, &number) || parse_int(S("6"), -5, 5, &number));
}

static void a_maximum_is_kept_to_the_digit(void **state)
{
    (void)state;
    for (uint64_t max = 0; max < 120; max++) {
        for (uint64_t n = 0; n < 130; n++) {
            char text[8];
            uint64_t number = 4711;
            snprintf(text, sizeof text, "%d", (int)n);
            struct scan scan = scan_of(str_of(text));
            assert_int_equal(scan_unsigned(&scan, max, &number), n <= max);
            assert_int_equal(number, n <= max ? n : 4711);
        }
    }
    uint64_t number;
    struct scan scan = scan_of(S("18446744073709551615"));
    assert_true(scan_unsigned(&scan, UINT64_MAX, &number));
    assert_true(number == UINT64_MAX);
    scan = scan_of(S("18446744073709551616"));
    assert_false(scan_unsigned(&scan, UINT64_MAX, &number));
}

/* As the published files have them: both decimal marks, up to ten decimals. */
static void amounts_are_cents_rounded_half_away_from_zero(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t cents; } cases[] = {
        {"0", 0}, {"1234", 123400}, {"1234.5", 123450}, {"1234,56", 123456}, {"528340.97", 52834097},
        {"960619,95", 96061995},
        {"642632.00", 64263200}, {"-0.04", -4}, {"-1,5", -150}, {"0.005", 1}, {"0.004", 0}, {"0.0049999", 0},
        {"-0.005", -1},
        {"0.995", 100}, {"99.999", 10000}, {"1.235", 124}, {"1.2345678901", 123}, {"5.", 500}, {"00012,30", 1230},
        {"10000000000000", 1000000000000000},
    };
    static const char *const bad[] = {
        "", "-", ".5", ",", "1.2.3", "1,234.56", "1.234,56", "1 234", " 1", "1 ", "+1", "1e5", "€5", "n/a", "--1",
        "1.-5",
        "10000000000001", "10000000000000.01", "-10000000000000.005", "99999999999999999999", "1.5x",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t cents = 4711;
        assert_true(parse_cents(str_of(cases[i].text), &cents));
        assert_int_equal(cents, cases[i].cents);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int64_t cents = 4711;
        assert_false(parse_cents(str_of(bad[i]), &cents));
        assert_int_equal(cents, 4711);
    }
}

static void places_are_millionths(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t micro; } cases[] = {
        {"52.573921", 52573921}, {"-0.240528", -240528}, {"0", 0}, {"23.732519058", 23732519},
        {"37.97850802", 37978508},
        {"180", 180000000}, {"-180.0", -180000000}, {"0.0000005", 1}, {"0.00000049", 0}, {"9,5", 9500000},
        {"1000000", 1000000000000},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t micro = 4711;
        assert_true(parse_micro(str_of(cases[i].text), &micro));
        assert_int_equal(micro, cases[i].micro);
    }
    int64_t micro = 4711;
    assert_false(parse_micro(S("1000001"), &micro) || parse_micro(S("1000000.1"), &micro));
    assert_false(parse_micro(S("52.57N"), &micro) || parse_micro(S(""), &micro));
    assert_int_equal(micro, 4711);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_takes_a_thing_or_stays),
        cmocka_unit_test(words_and_spaces_end_where_they_should),
        cmocka_unit_test(runes_are_read_whole_or_not_at_all),
        cmocka_unit_test(whole_numbers_within_bounds),
        cmocka_unit_test(a_maximum_is_kept_to_the_digit),
        cmocka_unit_test(amounts_are_cents_rounded_half_away_from_zero),
        cmocka_unit_test(places_are_millionths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
