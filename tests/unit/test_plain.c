/* SPDX-License-Identifier: AGPL-3.0-or-later
** plain, paragraphs: what others wrote, made plain and cut for reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/paragraphs.h"
#include "text/plain.h"

static struct arena arena;

static void expect(const char *text, const char *plain)
{
    struct str got = plain_text(&arena, str_of(text));
    if (!str_eq(got, str_of(plain))) {
        fail_msg("%s\ngave\n%.*s", text, STR_ARG(got));
    }
}

static void markup_goes_and_lines_stay(void **state)
{
    (void)state;
    expect("<p>One <b>bo</b>ld.</p><p>Two<br/>three</p>", "One bold.\nTwo\nthree");
    expect("<ul><li>a</li><LI class=\"x\">b</li></ul>c", "\xE2\x80\xA2""a\n\xE2\x80\xA2""b\nc");
    expect("<table><tr><td>a</td><td>b</td></tr></table>", "a b");
    expect("a<!-- <p>not</p> -->b<script>x<y</script>c<style>", "abc");
    expect("1<sup>st</sup> \n\n  line\r\nnext", "1st\nline\nnext");
    expect("", "");
}

static void entities_become_letters(void **state)
{
    (void)state;
    expect("R&amp;D &lt;10 &#8217;x&#x2019; caf&eacute; &#146;s", "R&D <10 ’x’ café ’s");
    expect("&amp;lt;p&amp;gt;twice&amp;lt;/p&amp;gt; &amp;amp;rsquo;", "twice\n’");
    expect("a&nbsp;&nbsp;b\xC2\xA0 c\xE2\x80\x8B""d\xC2\xAD""e", "a b cde");
    expect("&#0;&#xD800;&#99999999;x", "\xEF\xBF\xBD\xEF\xBF\xBDx");
}

static void what_is_no_markup_stays(void **state)
{
    (void)state;
    expect("x <y and z> w, R&D; AT&T, a < b > c", "x <y and z> w, R&D; AT&T, a < b > c");
    expect("<p", "<p");
    expect("&unknown; &", "&unknown; &");
    assert_true(str_eq(plain_line(&arena, S("a<p>b\nc")), S("a b c")));
}

/* "H:", "T:" and "I:" before each, a line each. */
static void cut(const char *text, const char *parts)
{
    struct str whole = str_of(text), all = S("");
    struct paragraph *got = arena_array(&arena, struct paragraph, paragraphs_max(whole));
    size_t n = paragraphs_cut(whole, got);
    assert_true(n <= paragraphs_max(whole));
    for (size_t i = 0; i < n; i++) {
        static const char kinds[] = {[PARAGRAPH_TEXT] = 'T', [PARAGRAPH_HEADING] = 'H', [PARAGRAPH_ITEM] = 'I'};
        all = str_format(&arena, "%.*s%c:%.*s\n", STR_ARG(all), kinds[got[i].kind], STR_ARG(got[i].text));
    }
    if (!str_eq(all, str_of(parts))) {
        fail_msg("%s\ngave\n%.*s", text, STR_ARG(all));
    }
}

static void lost_ends_are_found_again(void **state)
{
    (void)state;
    cut("Objective:Grants for cities.Scope:Pilots target e.g. works.Both end (Article 26).They pay.",
        "H:Objective\nT:Grants for cities.\nH:Scope\nT:Pilots target e.g. works.\nT:Both end (Article 26).\nT:They "
        "pay.\n");
    cut("See U.S.A and Node.JS, at 17:00 or Art.5; note: One. Two.",
        "T:See U.S.A and Node.JS, at 17:00 or Art.5; note: One. Two.\n");
    cut("It has impact.PDA proposals do.EU and UK only.NATO",
        "T:It has impact.\nT:PDA proposals do.\nT:EU and UK only.NATO\n");
    cut("", "");
}

static void lines_and_items(void **state)
{
    (void)state;
    cut("Expected outcome:\n\xE2\x80\xA2""one\n\xE2\x80\xA2\ntwo\nlast", "H:Expected outcome\nI:one\nI:two\nT:last\n");
    cut("Such as:\xE2\x96\xAA a thing,\xE2\x96\xAA another.", "T:Such as:\nI:a thing,\nI:another.\n");
    cut("\n\n\xE2\x80\xA2\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_goes_and_lines_stay), cmocka_unit_test(entities_become_letters),
        cmocka_unit_test(what_is_no_markup_stays),    cmocka_unit_test(lost_ends_are_found_again),
        cmocka_unit_test(lines_and_items),
    };
    arena_init(&arena, 16u << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
