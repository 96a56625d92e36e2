/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/str.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void expect(struct str got, const char *wanted)
{
    assert_int_equal(got.n, strlen(wanted));
    assert_true(got.n == 0 || memcmp(got.s, wanted, got.n) == 0);
}

static const struct str none = {NULL, 0};

static void no_text_is_harmless_everywhere(void **state)
{
    (void)state;
    struct str rest;
    assert_true(str_is_empty(none) && str_eq(none, S("")) && str_eq_nocase(none, S("")) && str_cmp(none, S("")) == 0);
    assert_true(str_starts(none, none) && str_ends(none, S("")) && str_contains(none, none) && str_is_utf8(none));
    assert_false(str_starts(none, S("a")) || str_ends(none, S("a")) || str_contains(none, S("a")));
    assert_int_equal(str_find(none, S("a")), 0);
    assert_null(str_of(NULL).s);
    assert_null(str_copy(&arena, none).s);
    assert_null(str_sub(none, 3, 4).s);
    assert_null(str_trim(none).s);
    assert_null(str_cut(none, ',', &rest).s);
    assert_null(rest.s);
    assert_string_equal(str_c(&arena, none), "");
    expect(str_join(&arena, none, none), "");
    assert_int_equal(str_hash(none), str_hash(S("")));
    assert_null(str_scrub(&arena, none).s);
}

static void copies_are_their_own_and_end_in_nul(void **state)
{
    (void)state;
    char text[] = "city";
    struct str copy = str_copy(&arena, str_of(text));
    const char *c = str_c(&arena, (struct str){text, 2});
    struct str joined = str_join(&arena, str_of(text), S(" map"));
    memset(text, 'x', 4);
    expect(copy, "city");
    assert_int_equal(copy.s[4], 0);
    assert_string_equal(c, "ci");
    expect(joined, "city map");
    expect(str_format(&arena, "%d-%s", 5, "x"), "5-x");
    expect(str_format(&arena, "%s", ""), "");
    for (int n = 250; n < 260; n++) { /* around what is formatted in one go */
        struct str wide = str_format(&arena, "%*s", n, "x");
        assert_int_equal(wide.n, n);
        assert_int_equal(wide.s[n - 1], 'x');
    }
    assert_non_null(str_copy(&arena, S("")).s); /* empty text stays text */
}

static void order_is_by_bytes(void **state)
{
    (void)state;
    static const char *const ordered[] = {"", "A", "AB", "B", "a", "a b", "ab", "\x7F", "\xC2\x80", "é", "€", "🏙"};
    for (size_t i = 0; i < COUNT_OF(ordered); i++) {
        for (size_t j = 0; j < COUNT_OF(ordered); j++) {
            int order = str_cmp(str_of(ordered[i]), str_of(ordered[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
            assert_int_equal(str_eq(str_of(ordered[i]), str_of(ordered[j])), i == j);
        }
    }
    assert_true(str_eq_nocase(S("cItY"), S("CiTy")));
    assert_false(str_eq_nocase(S("[x"), S("{x")) || str_eq_nocase(S("@"), S("`"))); /* 0x20 apart, no letters */
    assert_false(str_eq_nocase(S("É"), S("é"))); /* ASCII letters only */
    assert_false(str_eq_nocase(S("a"), S("ab")));
}

static void parts_are_found_where_they_are(void **state)
{
    (void)state;
    assert_true(str_starts(S("city"), S("ci")) && str_ends(S("city"), S("ty")) && str_contains(S("city"), S("it")));
    assert_false(str_starts(S("ci"), S("city")) || str_ends(S("ty"), S("city")) || str_contains(S("it"), S("city")));
    assert_int_equal(str_find(S("city"), S("y")), 3);
    assert_int_equal(str_find(S("city"), S("x")), 4);
    assert_int_equal(str_find(S("city"), S("")), 0);
    assert_int_equal(str_find(S("aab"), S("ab")), 1);
    assert_int_equal(str_find(S("a\0b"), S("b")), 2);
}

static void cuts_are_clamped(void **state)
{
    (void)state;
    expect(str_sub(S("city"), 1, 2), "it");
    expect(str_sub(S("city"), 1, SIZE_MAX), "ity");
    expect(str_sub(S("city"), SIZE_MAX, SIZE_MAX), "");
    expect(str_from(S("city"), 4), "");
    expect(str_from(S("city"), 9), "");
    expect(str_trim(S(" \t\v\f\r\n a b \n")), "a b");
    expect(str_trim(S(" \n ")), "");
    expect(str_trim(S("\xC2\xA0x")), "\xC2\xA0x"); /* a hard space is a letter to it */
}

static void cutting_at_a_separator_gives_every_part(void **state)
{
    (void)state;
    static const struct { const char *text; size_t n; const char *parts[4]; } cases[] = {
        {"", 1, {""}}, {"a", 1, {"a"}}, {",", 2, {"", ""}}, {"a,b", 2, {"a", "b"}}, {",a,,", 4, {"", "a", "", ""}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t n = 0;
        for (struct str rest = str_of(cases[i].text); rest.s != NULL; n++) {
            assert_true(n < 4);
            expect(str_cut(rest, ',', &rest), cases[i].parts[n]);
        }
        assert_int_equal(n, cases[i].n);
    }
}

static void a_letter_is_never_cut(void **state)
{
    (void)state;
    struct str text = S("aé€🏙z");
    static const size_t kept[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (size_t n = 0; n < COUNT_OF(kept); n++) {
        struct str clipped = str_clip(text, n);
        assert_int_equal(clipped.n, kept[n]);
        assert_true(str_is_utf8(clipped));
    }
}

static void letters_are_counted_not_bytes(void **state)
{
    (void)state;
    struct str text = S("aé€🏙z");
    static const size_t bytes[] = {0, 1, 3, 6, 10, 11, 11};
    assert_int_equal(str_letters(text), 5);
    assert_int_equal(str_letters(S("")), 0);
    for (size_t n = 0; n < COUNT_OF(bytes); n++) {
        assert_int_equal(str_clip_letters(text, n).n, bytes[n]);
    }
}

/* Published values of FNV-1a, 64 bits. */
static void hashes_are_the_published_ones(void **state)
{
    (void)state;
    assert_true(str_hash(S("")) == 0xcbf29ce484222325u);
    assert_true(str_hash(S("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(str_hash(S("foobar")) == 0x85944171f73967e8u);
}

static void only_utf8_is_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "Žďár", "🏙",
    };
    static const struct { const char *bytes; const char *scrubbed; } bad[] = {
        {"\x80", "�"}, {"\xBF\x80", "��"}, {"a\xC2", "a�"}, {"\xC0\xAF", "��"}, {"\xC1\xBF", "��"},
        {"\xE2\x82x", "��x"},
        {"\xE0\x80\x80", "���"}, {"\xED\xA0\x80", "���"}, {"\xED\xBF\xBF", "���"}, {"\xF0\x8F\xBF\xBF", "����"},
        {"\xF4\x90\x80\x80", "����"}, {"\xF5\x80", "��"}, {"\xFE\xFF", "��"}, {"Forl\xEC", "Forl�"}, {"é\xE9é", "é�é"},
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct str text = str_of(good[i]);
        assert_true(str_is_utf8(text));
        assert_ptr_equal(str_scrub(&arena, text).s, text.s); /* no copy of what is fine */
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(str_is_utf8(str_of(bad[i].bytes)));
        struct str scrubbed = str_scrub(&arena, str_of(bad[i].bytes));
        expect(scrubbed, bad[i].scrubbed);
        assert_true(str_is_utf8(scrubbed));
    }
    assert_false(str_is_utf8(S("a\0b"))); /* a NUL would end the text of others */
    expect(str_scrub(&arena, S("a\0b")), "a�b");
}

/* Every lead byte with every second byte: what is taken is what the table of RFC 3629 allows. */
static void two_bytes_are_taken_as_the_standard_says(void **state)
{
    (void)state;
    for (int a = 0x80; a < 0x100; a++) {
        for (int b = 0; b < 0x100; b++) {
            char bytes[4] = {(char)a, (char)b, (char)0x80, (char)0x80};
            bool follows = b >= 0x80 && b <= 0xBF;
            bool three = (a == 0xE0 && b >= 0xA0 && b <= 0xBF) || (a == 0xED && b >= 0x80 && b <= 0x9F) ||
                         (a >= 0xE1 && a <= 0xEF && a != 0xED && follows);
            bool four = (a == 0xF0 && b >= 0x90 && b <= 0xBF) || (a == 0xF4 && b >= 0x80 && b <= 0x8F) ||
                        (a >= 0xF1 && a <= 0xF3 && follows);
            assert_int_equal(str_is_utf8((struct str){bytes, 2}), a >= 0xC2 && a <= 0xDF && follows);
            assert_int_equal(str_is_utf8((struct str){bytes, 3}), three);
            assert_int_equal(str_is_utf8((struct str){bytes, 4}), four);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_is_harmless_everywhere),
        cmocka_unit_test(copies_are_their_own_and_end_in_nul),
        cmocka_unit_test(order_is_by_bytes),
        cmocka_unit_test(parts_are_found_where_they_are),
        cmocka_unit_test(cuts_are_clamped),
        cmocka_unit_test(cutting_at_a_separator_gives_every_part),
        cmocka_unit_test(a_letter_is_never_cut),
        cmocka_unit_test(letters_are_counted_not_bytes),
        cmocka_unit_test(hashes_are_the_published_ones),
        cmocka_unit_test(only_utf8_is_utf8),
        cmocka_unit_test(two_bytes_are_taken_as_the_standard_says),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
