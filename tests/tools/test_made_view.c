/* SPDX-License-Identifier: AGPL-3.0-or-later
** What viewc makes compiles without a warning, and its pages hold nothing that text could break out of:
** golden/all.html with
** hostile text in every context. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/url.h"
#include "text/words.h"
#include "views.h"

#define HOSTILE "<i a=\"1\" b='2'>&{n}"
#define ESCAPED "&lt;i a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;{n}"

static struct str page(struct arena *arena, struct buf *buf, bool yes)
{
    struct out out = {.buf = buf, .arena = arena};
    const struct all all = {
        .text = S(HOSTILE),
        .markup = {S("<em>1</em>")},
        .number = 2,
        .people = count(yes ? 1 : 214000),
        .url = URL("/a?b=1&c=\"2\""),
        .yes = yes,
    };
    buf_reset(buf);
    view_all(&out, &all);
    return buf_str(buf);
}

static void check_page(bool yes, const char *expected)
{
    struct arena arena;
    struct buf buf;
    arena_init(&arena, 1 << 20);
    buf_init(&buf, 1 << 20);
    assert_string_equal(str_c(&arena, page(&arena, &buf, yes)), expected);
    buf_done(&buf);
    arena_done(&arena);
}

#define FRAME_TOP "<!doctype html>\n<html lang=\"en\">\n<head><title>" ESCAPED "</title></head>\n<body>\n\n"
#define FRAME_BOTTOM "</body>\n</html>\n\n"
#define ADDRESS "href=\"/a?b=1&amp;c=&quot;2&quot;\""

static void test_yes(void **state)
{
    (void)state;
    check_page(true,
               FRAME_TOP "<h1 class=\"a b\">" ESCAPED "</h1>\n<p title=\"" ESCAPED "\"><em>1</em> · 2 &amp; 1</p>\n"
                         "<i>0</i>\n<i>1</i>\n<b>1</b>\n"
                         "<a " ADDRESS " aria-current=\"page\">To " ESCAPED ", &quot;now&quot;</a>\n"
                         "<a " ADDRESS " title=\"1 city\">1 city</a>\n"
                         "<input type=\"checkbox\" checked value=\"" ESCAPED "\">\n"
                         "<textarea>" ESCAPED "</textarea>\n<pre>\n  1   2\n</pre>\n<p>See <em>1</em>.</p>\n"
                         "<svg viewBox=\"0 0 10 10\"><path d=\"M0 0L2 1\"/></svg>\n" FRAME_BOTTOM);
}

static void test_no(void **state)
{
    (void)state;
    check_page(false, FRAME_TOP "<h1 class=\"a b\">" ESCAPED "</h1>\n<p title=\"" ESCAPED
                                "\"><em>1</em> · 2 &amp; 214,000</p>\n"
                                "<i>0</i>\n<i>1</i>\n<b>2</b>\n"
                                "<a " ADDRESS " rel=\"next\">To " ESCAPED ", &quot;now&quot;</a>\n"
                                "<a title=\"214,000 cities\">214,000 cities</a>\n"
                                "<input type=\"checkbox\" disabled value=\"" ESCAPED "\">\n"
                                "<textarea>" ESCAPED "</textarea>\n<pre>\n  1   2\n</pre>\n<p>See <em>1</em>.</p>\n"
                                "<svg viewBox=\"0 0 10 10\"><path d=\"M0 0L2 1\"/></svg>\n" FRAME_BOTTOM);
}

/* Nothing outside the catalogue but what is data: every sentence comes in brackets in the pseudo-language. */
static void test_pseudo(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf;
    arena_init(&arena, 1 << 20);
    buf_init(&buf, 1 << 20);
    struct out out = {.buf = &buf, .arena = &arena, .words = words_pseudo()};
    const struct all all = {.text = S("1"), .number = 1, .people = count(2), .url = URL("/")};
    view_all(&out, &all);
    assert_null(strstr(str_c(&arena, buf_str(&buf)), "cities"));
    assert_non_null(strstr(str_c(&arena, buf_str(&buf)), "title=\"["));
    buf_done(&buf);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_yes), cmocka_unit_test(test_no),
                                       cmocka_unit_test(test_pseudo)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
