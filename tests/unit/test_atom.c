/* SPDX-License-Identifier: AGPL-3.0-or-later
** Feeds: what RFC 4287 wants of a feed and an entry, whatever stands in their texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "text/atom.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct str feed_of(struct str title, struct str says)
{
    struct buf CLEANUP(buf_done) out;
    const struct atom_feed feed = {S("de"), title, S("https://a.example/events"), S("https://a.example/events.atom"),
                                   S("https://a.example/events"), S("Net & Co"), 1795348800};
    const struct atom_entry entry = {S("00112233445566778899aabbccddeeff"), title, S("https://a.example/e?a=1&b=2"),
                                     says, 1795348800, 1795348801};
    buf_init(&out, 1u << 16);
    atom_begin(&out, &arena, &feed);
    atom_put(&out, &arena, &entry);
    atom_end(&out);
    return str_copy(&arena, buf_str(&out));
}

static void test_all_that_is_required(void **state)
{
    (void)state;
    assert_string_equal(str_c(&arena, feed_of(S("A <b> & \"c\""), S("Two\nlines"))),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">\n"
        "<title>A &lt;b&gt; &amp; &quot;c&quot;</title>\n"
        "<id>https://a.example/events</id>\n"
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://a.example/events.atom\"/>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://a.example/events\"/>\n"
        "<updated>2026-11-22T12:00:00Z</updated>\n"
        "<author><name>Net &amp; Co</name></author>\n"
        "<entry>\n"
        "<title>A &lt;b&gt; &amp; &quot;c&quot;</title>\n"
        "<id>urn:uuid:00112233-4455-6677-8899-aabbccddeeff</id>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"https://a.example/e?a=1&amp;b=2\"/>\n"
        "<published>2026-11-22T12:00:00Z</published>\n"
        "<updated>2026-11-22T12:00:01Z</updated>\n"
        "<summary>Two\nlines</summary>\n"
        "</entry>\n"
        "</feed>\n");
}

/* What XML does not take becomes a space, and letters stay whole. */
static void test_what_xml_does_not_take(void **state)
{
    (void)state;
    struct str feed = feed_of(S("a\x01" "b\x7f" "c\r"), S("Łódź \xef\xbf\xbe|\xef\xbf\xbf|\xef\xbf\xbd 🏙"));
    assert_true(str_contains(feed, S("<title>a b c </title>")));
    assert_true(str_contains(feed, S("<summary>Łódź  | |\xef\xbf\xbd 🏙</summary>")));
    assert_true(str_is_utf8(feed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_that_is_required),
        cmocka_unit_test(test_what_xml_does_not_take),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
