/* SPDX-License-Identifier: AGPL-3.0-or-later
** A mail as bytes: nothing that anybody typed ends a field, begins another one or ends a part (ASVS 5.0, 1.3.11); lines
** are short; what is encoded is what was meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "text/mime.h"

static struct arena arena;
static struct buf out;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    buf_init(&out, 1u << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_done(&out);
    arena_done(&arena);
    return 0;
}

static void assert_out(const char *expected)
{
    assert_string_equal(str_c(&arena, buf_str(&out)), expected);
    buf_reset(&out);
}

static void test_addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "Ann.Lee+x@Town-hall.example", "o'brien@a.b.c.example",
                                       "x_1=2@9.example"};
    static const char *const bad[] = {"", "a", "@b.example", "a@", "a b@c.example", "a@b@c.example", "a@b..example",
                                      "a@-b.example", "a@b-.example", ".a@b.example", "a.@b.example", "a..b@c.example",
                                      "a@b.example\r\nBcc: x@y.example", "a@b.example>", "<a@b.example",
                                          "a,b@c.example",
                                      "\"a b\"@c.example", "m\xc3\xbcller@b.example", "a@m\xc3\xbc.example", "a\t@b",
                                      "a@[127.0.0.1]", "a@b.example."};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(mime_is_address(str_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(mime_is_address(str_of(bad[i])));
    }
    assert_false(mime_is_address((struct str){"a@b\0c", 5}));
    assert_false(mime_is_address((struct str){"a\0@b", 4}));
    struct str local = S("abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd"); /* 64 */
    assert_true(mime_is_address(str_join(&arena, local, S("@b"))));
    assert_false(mime_is_address(str_join(&arena, local, S("e@b"))));
}

static void test_a_field_stays_one_field(void **state)
{
    (void)state;
    mime_put_field(&out, "Subject", S("Hello\r\nBcc: all@town.example\r\n\r\n<html>"));
    assert_out("Subject: Hello Bcc: all@town.example <html>\r\n");
}

static void test_text_of_fields(void **state)
{
    (void)state;
    mime_put_field(&out, "Subject", S("An answer"));
    assert_out("Subject: An answer\r\n");
    mime_put_field(&out, "Subject", S("M\xc3\xbcll = waste_1"));
    assert_out("Subject: =?UTF-8?Q?M=C3=BCll_=3D_waste=5F1?=\r\n");
    mime_put_field(&out, "Subject", S("a =?UTF-8?Q?b?= c")); /* what looks encoded is not to be read so */
    assert_out("Subject: =?UTF-8?Q?a_=3D=3FUTF=2D8=3FQ=3Fb=3F=3D_c?=\r\n");
    mime_put_field(&out, "Subject", S("  \t "));
    assert_out("Subject: \r\n");
    mime_put_field(&out, "Subject", (struct str){"a\xff\xc2\x85z\0y", 7});
    assert_out("Subject: =?UTF-8?Q?a=EF=BF=BD_z=EF=BF=BDy?=\r\n");
}

/* No line over 76, no character in two words. */
static void test_long_text_of_fields(void **state)
{
    (void)state;
    struct str text = S("");
    for (int i = 0; i < 60; i++) {
        text = str_join(&arena, text, i % 7 == 3 ? S("\xf0\x9f\x8c\x8d") : i % 5 == 0 ? S(" ") : S("\xc5\x82" "a"));
    }
    mime_put_field(&out, "Subject", text);
    struct str rest = buf_str(&out);
    size_t lines = 0;
    while (rest.n > 0) {
        struct str line = str_cut(rest, '\n', &rest);
        assert_true(line.n <= MIME_LINE_MAX + 1); /* with its CR */
        assert_true(str_ends(line, S("?=\r")));
        assert_true(lines == 0 || str_starts(line, S(" =?UTF-8?Q?")));
        lines++;
    }
    assert_true(lines > 5);
    buf_reset(&out);
    mime_put_field(&out, "Subject", S("one two three four five six seven eight nine ten eleven twelve thirteen "
                                      "fourteen"));
    assert_out("Subject: one two three four five six seven eight nine ten eleven twelve\r\n thirteen fourteen\r\n");
}

static void test_quoted_printable(void **state)
{
    (void)state;
    static const struct { const char *text; const char *quoted; } cases[] = {
        {"", ""},
        {"a=b\n", "a=3Db\r\n"},
        {"no end", "no end\r\n"},
        {"space \n\tt\n", "space=20\r\n=09t\r\n"},
        {"one\r\ntwo\rthree\n", "one\r\ntwo\r\nthree\r\n"},
        {".\n..\n", "=2E\r\n=2E.\r\n"},
        {"From me\nFrame\n", "=46rom me\r\nFrame\r\n"},
        {"M\xc3\xbcll\n", "M=C3=BCll\r\n"},
        {"\n\n", "\r\n\r\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mime_put_quoted(&out, str_of(cases[i].text));
        assert_out(cases[i].quoted);
    }
    struct str text = S("");
    for (int i = 0; i < 400; i++) {
        text = str_join(&arena, text, i % 3 ? S("x") : S("\xc3\xa9"));
    }
    mime_put_quoted(&out, text);
    for (struct str rest = buf_str(&out); rest.n > 0;) {
        assert_true(str_cut(rest, '\n', &rest).n <= MIME_LINE_MAX + 1);
    }
    buf_reset(&out);
}

static void test_dates(void **state)
{
    (void)state;
    assert_string_equal(str_c(&arena, mime_date(&arena, 1795348800)), "Sun, 22 Nov 2026 12:00:00 +0000");
    assert_string_equal(str_c(&arena, mime_date(&arena, 0)), "Thu, 1 Jan 1970 00:00:00 +0000");
    assert_string_equal(str_c(&arena, mime_date(&arena, 951782399)), "Mon, 28 Feb 2000 23:59:59 +0000");
}

static struct mime_head head_of(const char *name, const char *from, const char *to)
{
    return (struct mime_head){str_of(name), str_of(from), str_of(to), S("0123456789abcdef0123456789abcdef"),
                              1795348800};
}

static void test_the_whole(void **state)
{
    (void)state;
    struct mime_head head = head_of("Small \"Giants\"", "network@town.example", "ann@b.example");
    struct mime_words words = {S("de"), S("Gr\xc3\xbc\xc3\x9f" "e"), S("Text\n"), S("<p>Text</p>\n"),
                               S("https://town.example/unsubscribe/x~y")};
    assert_int_equal(mime_put(&out, &arena, &head, &words), OK);
    assert_out("From: \"Small \\\"Giants\\\"\"\r\n <network@town.example>\r\nTo: <ann@b.example>\r\n"
               "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\n"
               "Message-ID: <0123456789abcdef0123456789abcdef@town.example>\r\nAuto-Submitted: auto-generated\r\n"
               "List-Unsubscribe: <https://town.example/unsubscribe/x~y>\r\n"
               "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nContent-Language: de\r\nMIME-Version: 1.0\r\n"
               "Content-Type: multipart/alternative; boundary=\"=_0123456789abcdef0123456789abcdef\"\r\n\r\n"
               "--=_0123456789abcdef0123456789abcdef\r\nContent-Type: text/plain; charset=UTF-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\nText\r\n"
               "--=_0123456789abcdef0123456789abcdef\r\nContent-Type: text/html; charset=UTF-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Text</p>\r\n"
               "--=_0123456789abcdef0123456789abcdef--\r\n");
}

static void test_what_is_no_mail_is_refused(void **state)
{
    (void)state;
    static const struct { const char *from; const char *to; const char *off; } cases[] = {
        {"network@town.example", "ann@b.example\r\nBcc: x@y.example", ""},
        {"network@town.example> SIZE=1", "ann@b.example", ""},
        {"network@town.example", "ann@b.example", "https://town.example/x>\r\nBcc: x@y.example"},
        {"network@town.example", "ann@b.example", "javascript:alert(1)"},
        {"network@town.example", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mime_head head = head_of("x", cases[i].from, cases[i].to);
        struct mime_words words = {S("en"), S("s"), S("t"), S("h"), str_of(cases[i].off)};
        assert_int_equal(mime_put(&out, &arena, &head, &words), FAULT_INVALID);
        assert_int_equal(buf_str(&out).n, 0);
    }
}

/* A text that holds the border of the parts, or the name a head. */
static void test_nothing_ends_a_part_or_the_head(void **state)
{
    (void)state;
    struct mime_head head = head_of("x\r\nBcc: y@z.example\r\n", "network@town.example", "ann@b.example");
    struct mime_words words = {S("en\r\nX: y"), S("s"), S("--=_0123456789abcdef0123456789abcdef--\nX"), S("h"), S("")};
    assert_int_equal(mime_put(&out, &arena, &head, &words), OK);
    struct str all = buf_str(&out);
    assert_false(str_contains(all, S("\r\nBcc:")));
    assert_false(str_contains(all, S("Content-Language")));
    assert_true(str_contains(all, S("--=3D_0123456789abcdef0123456789abcdef--\r\nX\r\n")));
    buf_reset(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_a_field_stays_one_field),
        cmocka_unit_test(test_text_of_fields),
        cmocka_unit_test(test_long_text_of_fields),
        cmocka_unit_test(test_quoted_printable),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_the_whole),
        cmocka_unit_test(test_what_is_no_mail_is_refused),
        cmocka_unit_test(test_nothing_ends_a_part_or_the_head),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
