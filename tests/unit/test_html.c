/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/figures.h"
#include "text/html.h"

static struct arena arena;
static struct buf buf;
static struct out out;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    buf_init(&buf, 65536);
    out = (struct out){.buf = &buf, .arena = &arena};
    return 0;
}

static int stop(void **state)
{
    (void)state;
    buf_done(&buf);
    arena_done(&arena);
    return 0;
}

static void expect(const char *wanted)
{
    assert_string_equal(str_c(&arena, buf_str(&buf)), wanted);
    buf_reset(&buf);
}

static void put_escapes_text_and_passes_markup(void **state)
{
    (void)state;
    put(&out, S("R&D <script>alert(\"x\")</script> L'Aquila"));
    expect("R&amp;D &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; L&#39;Aquila");
    put(&out, ((struct html){S("<b>&amp;</b>")}));
    expect("<b>&amp;</b>");
    put(&out, S("Žďár"));
    expect("Žďár");
    put(&out, (struct str){0});
    expect("");
    put(&out, ((struct url){S("/search?q=a&page=2")}));
    expect("/search?q=a&amp;page=2");
    put_attr(&out, S("\"onload=x"));
    expect("&quot;onload=x");
}

/* Every byte at every place of a text of every length about the width at which it is looked at, and two of them. */
static void every_byte_is_escaped_wherever_it_stands(void **state)
{
    (void)state;
    static const char *const stands_for[256] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
    for (size_t n = 1; n <= 52; n++) {
        for (size_t at = 0; at < n; at++) {
            for (int c = 1; c < 256; c++) {
                char text[52], wanted[128];
                size_t wanted_n = 0;
                memset(text, 'x', n);
                text[at] = (char)c;
                text[(at * 7 + (size_t)c) % n] = "&<>\"'x"[(size_t)c % 6];
                for (size_t i = 0; i < n; i++) {
                    const char *other = stands_for[(unsigned char)text[i]];
                    size_t length = other != NULL ? strlen(other) : 1;
                    memcpy(wanted + wanted_n, other != NULL ? other : text + i, length);
                    wanted_n += length;
                }
                put(&out, ((struct str){text, n}));
                assert_int_equal(buf.n, wanted_n);
                assert_memory_equal(buf.bytes, wanted, wanted_n);
                buf_reset(&buf);
            }
        }
    }
}

static void put_writes_numbers_by_their_meaning(void **state)
{
    (void)state;
    put(&out, 2018);
    expect("2018");
    put(&out, (int64_t)-7);
    expect("-7");
    put(&out, count(214000));
    expect("214,000");
    put(&out, date_of(2018, 5, 3));
    expect("3 May 2018");
    put(&out, DATE_NONE);
    expect("");
}

static void euros_are_rounded_to_what_a_reader_needs(void **state)
{
    (void)state;
    static const struct { int64_t cents; const char *text; } amounts[] = {
        {0, "€0"},
        {40, "€0.40"},
        {100, "€1"},
        {85000, "€850"},
        {85049, "€850"},
        {85050, "€851"},
        {8500000, "€85,000"},
        {99999949, "€999,999"},
        {99999950, "€1 million"},
        {100000000, "€1 million"},
        {104999999, "€1 million"},
        {105000000, "€1.1 million"},
        {120000000, "€1.2 million"},
        {85012300000, "€850.1 million"},
        {99994999999, "€999.9 million"},
        {99995000000, "€1 billion"},
        {340000000000, "€3.4 billion"},
        {3530825389417, "€35.3 billion"},
        {123456789012345600, "€1,234,567.9 billion"},
        {-120000000, "−€1.2 million"},
    };
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        put(&out, euros(amounts[i].cents));
        expect(amounts[i].text);
    }
}

static void counts_are_grouped(void **state)
{
    (void)state;
    static const struct { int64_t n; const char *text; } counts[] = {
        {0, "0"}, {999, "999"}, {1000, "1,000"}, {-30000, "−30,000"}, {1234567, "1,234,567"},
        {INT64_MAX, "9,223,372,036,854,775,807"}, {INT64_MIN, "−9,223,372,036,854,775,808"},
    };
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        assert_string_equal(str_c(&arena, text_count(&out, count(counts[i].n))), counts[i].text);
    }
    assert_string_equal(str_c(&arena, text_euros(&out, euros(8500000))), "€85,000");
    assert_string_equal(str_c(&arena, text_date(&out, date_of(2024, 2, 29))), "29 February 2024");
    assert_int_equal(text_date(&out, DATE_NONE).n, 0);
}

static void snippets_are_marked_and_always_balanced(void **state)
{
    (void)state;
    put(&out, html_marked(&arena, S("a \x02<b>\x03 & c")));
    expect("a <mark>&lt;b&gt;</mark> &amp; c");
    put(&out, html_marked(&arena, S("\x02" "cut")));
    expect("<mark>cut</mark>");
    put(&out, html_marked(&arena, S("x\x03y\x02\x02z")));
    expect("xy<mark>z</mark>");
    put(&out, html_text(&arena, S("<>&\"'<>&\"'")));
    expect("&lt;&gt;&amp;&quot;&#39;&lt;&gt;&amp;&quot;&#39;");
}

static void links_escape_both_ends(void **state)
{
    (void)state;
    put(&out, html_link(&arena, (struct url){S("/a?b=1&c=\"2\"")}, S("R&D")));
    expect("<a class=\"sg-link\" href=\"/a?b=1&amp;c=&quot;2&quot;\">R&amp;D</a>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_escapes_text_and_passes_markup),
        cmocka_unit_test(every_byte_is_escaped_wherever_it_stands),
        cmocka_unit_test(put_writes_numbers_by_their_meaning),
        cmocka_unit_test(euros_are_rounded_to_what_a_reader_needs),
        cmocka_unit_test(counts_are_grouped),
        cmocka_unit_test(snippets_are_marked_and_always_balanced),
        cmocka_unit_test(links_escape_both_ends),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
