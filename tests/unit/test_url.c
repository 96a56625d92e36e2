/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/url.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
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
    assert_string_equal(str_c(&arena, got), wanted);
}

static void paths_encode_their_parts(void **state)
{
    (void)state;
    expect(url_path_of(&arena, "/cities/{}", S("zdar-nad-sazavou")).text, "/cities/zdar-nad-sazavou");
    expect(url_path_of(&arena, "/a/{}/b/{}.json", S("x/y?z#"), S("é %")).text, "/a/x%2Fy%3Fz%23/b/%C3%A9%20%25.json");
    expect(url_path(&arena, "/themes", NULL, 0).text, "/themes");
    expect(url_path_of(&arena, "/cities/{}", S("..")).text, "/cities/%252E%252E");
    expect(url_path_of(&arena, "/{}", S("a.b-c_d~e")).text, "/a.b-c_d~e");
}

static void fields_are_added_before_the_fragment(void **state)
{
    (void)state;
    struct url url = url_add(&arena, URL("/search"), "q", S("R&D = 5"));
    expect(url.text, "/search?q=R%26D%20%3D%205");
    expect(url_add(&arena, url, "page", S("2")).text, "/search?q=R%26D%20%3D%205&page=2");
    expect(url_add(&arena, URL("/about#top"), "x", S("")).text, "/about?x=#top");
}

static void outside_addresses_must_be_well_formed(void **state)
{
    (void)state;
    static const char *const good[][2] = {
        {"http://www.elke.uoa.gr", "http://www.elke.uoa.gr"},
        {"HTTPS://Example.org:8443/a?b=c#d", "https://Example.org:8443/a?b=c#d"},
        {" www.example.org/x ", "https://www.example.org/x"},
        {"https://köln.de/", "https://köln.de/"},
        {"mailto:info@example.org", "mailto:info@example.org"},
        {"https://ec.europa.eu/info/contact-form/project/999643007/633053",
         "https://ec.europa.eu/info/contact-form/project/999643007/633053"},
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct url url;
        assert_true(url_external(&arena, str_of(good[i][0]), &url));
        expect(url.text, good[i][1]);
    }
    static const char *const bad[] = {
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org",
        "http://", "http:///x", "http://localhost", "http://user:pw@example.org", "http://example.org\\@evil.org",
        "http://exa mple.org", "http://example.org/\"onclick=x", "http://example.org/<b>", "http://a..b", "http://-a.b",
        "http://example.org:99999", "http://example.org:port/", "java\tscript:x", "http://example.org/\x01", "www.",
        "example", "mailto:", "mailto:nobody", "mailto:a@b", "mailto:a@b@c.de", "http://example.org/\xFF",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct url url;
        if (url_external(&arena, str_of(bad[i]), &url)) {
            fail_msg("taken: %s", bad[i]);
        }
    }
}

static void inside_addresses_stay_inside(void **state)
{
    (void)state;
    static const char *const good[] = {"/", "/cities/a?q=b%20c#d", "/a/../b", "/Žďár"};
    static const char *const bad[] = {"", "cities", "//example.org", "///x", "/\\example.org", "\\example.org",
                                      "http://example.org/",
                                      "/a b", "/a\"b", "/a\nb", "javascript:alert(1)", "/\xFF"};
    struct url url;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(url_local(&arena, str_of(good[i]), &url));
        assert_true(str_eq(url.text, str_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (url_local(&arena, str_of(bad[i]), &url)) {
            fail_msg("taken: %s", bad[i]);
        }
    }
}

static void mail_links_carry_subject_and_lines(void **state)
{
    (void)state;
    expect(url_mail(&arena, S("o+ps@example.org"), S("Wrong & missing"), S("Line 1\r\nLine 2?\n")).text,
           "mailto:o%2Bps@example.org?subject=Wrong%20%26%20missing&body=Line%201%0D%0ALine%202%3F%0D%0A");
}

static void decoding_never_guesses(void **state)
{
    (void)state;
    struct str text = S("untouched");
    assert_int_equal(url_decode(&arena, S("a%20b%C3%A9+c"), false, &text), OK);
    expect(text, "a bé+c");
    assert_int_equal(url_decode(&arena, S("a+b%2B"), true, &text), OK);
    expect(text, "a b+");
    static const char *const bad[] = {"%", "a%", "a%2", "%zz", "%2x", "%00", "%FF", "%C3", "%ED%A0%80", "%C0%AF",
                                      "a\xFF"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        text = S("untouched");
        if (url_decode(&arena, str_of(bad[i]), true, &text) != FAULT_INVALID) {
            fail_msg("taken: %s", bad[i]);
        }
        expect(text, "untouched");
    }
}

static void what_is_encoded_decodes_to_itself(void **state)
{
    (void)state;
    char all[256];
    for (int i = 1; i < 128; i++) {
        all[i - 1] = (char)i;
    }
    struct str text = {all, 127};
    struct str back;
    assert_int_equal(url_decode(&arena, url_encode(&arena, text), true, &back), OK);
    assert_true(str_eq(back, text));
}

static void queries_are_parsed_with_bounds(void **state)
{
    (void)state;
    struct query query;
    assert_int_equal(query_parse(&arena, S("q=+two%20words+&theme=1&&theme=2&flag&=x&a=b=c"), &query), OK);
    assert_int_equal(query.n, 6);
    expect(query_get(&query, "q"), "two words");
    expect(query_get(&query, "theme"), "1");
    expect(query_get_nth(&query, "theme", 1), "2");
    assert_null(query_get_nth(&query, "theme", 2).s);
    assert_int_equal(query_get(&query, "flag").n, 0);
    assert_null(query_get(&query, "none").s);
    expect(query_get(&query, "a"), "b=c");
    assert_int_equal(query_parse(&arena, (struct str){0}, &query), OK);
    assert_int_equal(query.n, 0);
    assert_int_equal(query_parse(&arena, S("a=%zz"), &query), FAULT_INVALID);
    char many[REQUEST_QUERY_FIELDS_MAX * 4 + 4];
    for (size_t i = 0; i <= REQUEST_QUERY_FIELDS_MAX; i++) {
        memcpy(many + i * 4, "a=1&", 4);
    }
    assert_int_equal(query_parse(&arena, (struct str){many, REQUEST_QUERY_FIELDS_MAX * 4}, &query), OK);
    assert_int_equal(query.n, REQUEST_QUERY_FIELDS_MAX);
    query.n = 7;
    assert_int_equal(query_parse(&arena, (struct str){many, sizeof many}, &query), FAULT_TOO_LARGE);
    assert_int_equal(query.n, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_encode_their_parts),
        cmocka_unit_test(fields_are_added_before_the_fragment),
        cmocka_unit_test(outside_addresses_must_be_well_formed),
        cmocka_unit_test(inside_addresses_stay_inside),
        cmocka_unit_test(mail_links_carry_subject_and_lines),
        cmocka_unit_test(decoding_never_guesses),
        cmocka_unit_test(what_is_encoded_decodes_to_itself),
        cmocka_unit_test(queries_are_parsed_with_bounds),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
