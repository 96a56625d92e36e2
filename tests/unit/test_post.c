/* SPDX-License-Identifier: AGPL-3.0-or-later
** Where a form comes from, who sent it, and its token. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>

#include "base/check.h"
#include "http/post.h"

#define NOW 1795348800

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

static struct head head_with(const char *const (*fields)[2], size_t n)
{
    struct head head = {.n = n};
    for (size_t i = 0; i < n; i++) {
        head.fields[i] = (struct head_field){str_of(fields[i][0]), str_of(fields[i][1])};
    }
    return head;
}

/* ---- from a page of ours */

static void test_only_a_page_of_this_site_is_ours(void **state)
{
    (void)state;
    static const struct { const char *site; const char *origin; bool ours; } cases[] = {
        {"same-origin", NULL, true},
        {"same-origin", "https://evil.example", true}, /* the browser has compared them already */
        {"same-site", "http://net.example.org:8080", false},
        {"cross-site", "http://net.example.org:8080", false},
        {"none", NULL, false},
        {"", NULL, false},
        {NULL, NULL, false},
        {NULL, "http://net.example.org:8080", true},
        {NULL, "https://NET.example.org:8080", true},
        {NULL, "https://public.example.org", true}, /* base_url: the proxy says another Host */
        {NULL, "http://net.example.org", false},
        {NULL, "http://net.example.org:8080.evil.example", false},
        {NULL, "http://evil.example/net.example.org:8080", false},
        {NULL, "null", false},
        {NULL, "", false},
        {NULL, "file://", false},
        {NULL, "net.example.org:8080", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *fields[3][2] = {{"Host", "net.example.org:8080"}};
        size_t n = 1;
        if (cases[i].site != NULL) {
            fields[n][0] = "Sec-Fetch-Site";
            fields[n++][1] = cases[i].site;
        }
        if (cases[i].origin != NULL) {
            fields[n][0] = "Origin";
            fields[n++][1] = cases[i].origin;
        }
        struct head head = head_with((const char *const (*)[2])fields, n);
        if (post_is_ours(&head, S("https://public.example.org")) != cases[i].ours) {
            fail_msg("site %s, origin %s", cases[i].site, cases[i].origin);
        }
    }
}

static void test_only_a_form_is_a_form(void **state)
{
    (void)state;
    static const struct { const char *type; bool form; } cases[] = {
        {"application/x-www-form-urlencoded", true},
        {"Application/X-WWW-Form-Urlencoded; charset=UTF-8", true},
        {"text/plain", false},
        {"multipart/form-data; boundary=x", false},
        {"application/json", false},
        {"", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *fields[][2] = {{"Content-Type", cases[i].type}};
        struct head head = head_with((const char *const (*)[2])fields, 1);
        assert_int_equal(post_is_form(&head), cases[i].form);
    }
    assert_false(post_is_form(&(struct head){0}));
}

/* ---- from whom */

static struct sender sender_of(const char *address, const char *forwarded, const char *proxy)
{
    const char *fields[][2] = {{"X-Forwarded-For", forwarded}};
    struct head head = head_with((const char *const (*)[2])fields, forwarded != NULL);
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, address, &four.sin_addr) == 1) {
        return post_sender(&arena, (const struct sockaddr *)&four, str_of(proxy), &head);
    }
    assert_int_equal(inet_pton(AF_INET6, address, &six.sin6_addr), 1);
    return post_sender(&arena, (const struct sockaddr *)&six, str_of(proxy), &head);
}

static void test_whom_to_count(void **state)
{
    (void)state;
    static const struct { const char *address; const char *forwarded; const char *proxy; const char *one;
                          const char *wide; } cases[] = {
        {"192.0.2.7", NULL, "", "192.0.2.7", "192.0.2.7"},
        {"192.0.2.7", "198.51.100.9", "", "192.0.2.7", "192.0.2.7"}, /* anybody can write that line */
        {"192.0.2.7", "198.51.100.9", "192.0.2.8", "192.0.2.7", "192.0.2.7"},
        {"192.0.2.7", "198.51.100.9", "192.0.2.7", "198.51.100.9", "198.51.100.9"},
        {"2001:db8::9", "198.51.100.9", "2001:db8:0::9", "198.51.100.9", "198.51.100.9"},
        {"127.0.0.1", NULL, "", "127.0.0.1", "127.0.0.1"},
        {"127.0.0.1", "198.51.100.9", "", "198.51.100.9", "198.51.100.9"},
        {"127.0.0.1", "198.51.100.9:5123", "", "198.51.100.9", "198.51.100.9"},
        {"127.0.0.1", "[2001:db8:1:2::7]:5123", "", "2001:db8:1:2::/64", "2001:db8:1::/48"},
        {"127.0.0.1", "invented, 198.51.100.9", "", "198.51.100.9", "198.51.100.9"},
        {"127.0.0.1", "198.51.100.9, nonsense", "", "127.0.0.1", "127.0.0.1"},
        {"127.0.0.1", "", "", "127.0.0.1", "127.0.0.1"},
        {"::1", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64", "2001:db8:1::/48"},
        {"::ffff:127.0.0.1", "198.51.100.9", "", "198.51.100.9", "198.51.100.9"},
        {"::ffff:192.0.2.7", "198.51.100.9", "", "192.0.2.7", "192.0.2.7"},
        {"2001:db8:1:2:aaaa::1", NULL, "", "2001:db8:1:2::/64", "2001:db8:1::/48"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct sender sender = sender_of(cases[i].address, cases[i].forwarded, cases[i].proxy);
        if (!str_eq(sender.one, str_of(cases[i].one)) || !str_eq(sender.wide, str_of(cases[i].wide))) {
            fail_msg("%s, forwarded %s: %.*s, %.*s", cases[i].address, cases[i].forwarded, STR_ARG(sender.one),
                     STR_ARG(sender.wide));
        }
    }
    assert_true(str_eq(post_sender(&arena, NULL, S(""), &(struct head){0}).one, S("")));
}

static void test_addresses_of_proxies(void **state)
{
    (void)state;
    assert_true(post_is_address(&arena, S("10.0.0.9")) && post_is_address(&arena, S("2001:db8::9")));
    assert_false(post_is_address(&arena, S("10.0.0.9:80")) || post_is_address(&arena, S("proxy.example.org")) ||
                 post_is_address(&arena, S("")));
}

/* The last line that the nearest proxy added counts, not the first. */
static void test_the_nearest_proxy_is_believed(void **state)
{
    (void)state;
    const char *fields[][2] = {{"X-Forwarded-For", "203.0.113.1"}, {"x-forwarded-for", "203.0.113.2"}};
    struct head head = head_with((const char *const (*)[2])fields, 2);
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sender sender = post_sender(&arena, (const struct sockaddr *)&four, S(""), &head);
    assert_true(str_eq(sender.one, S("203.0.113.2")));
}

/* ---- the token */

static void test_a_token_is_fresh_for_a_day(void **state)
{
    (void)state;
    struct str token = once_make(&arena, NOW);
    assert_true(once_is_fresh(token, NOW));
    assert_true(once_is_fresh(token, NOW + ONCE_AGE_S - 1));
    assert_false(once_is_fresh(token, NOW + ONCE_AGE_S));
    assert_true(once_is_fresh(token, NOW - 60));
    assert_false(once_is_fresh(token, NOW - 61));
}

static void test_no_two_tokens_are_the_same(void **state)
{
    (void)state;
    assert_false(str_eq(once_make(&arena, NOW), once_make(&arena, NOW)));
}

static void test_what_is_no_token_is_not_fresh(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "-", "1795348800", "1795348800-", "1795348800-0123", "-0123456789abcdef0123456789abcdef",
        "x-0123456789abcdef0123456789abcdef", "1795348800-0123456789ABCDEF0123456789abcdef",
        "1795348800-0123456789abcdef0123456789abcde'", "-1795348800-0123456789abcdef0123456789abcdef",
        "9999999999999999999999-0123456789abcdef0123456789abcdef",
        "000000000000000000000000000001795348800-0123456789abcdef0123456789abcdef",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        if (once_is_fresh(str_of(wrong[i]), NOW)) {
            fail_msg("taken: %s", wrong[i]);
        }
    }
    assert_true(once_is_fresh(S("1795348800-0123456789abcdef0123456789abcdef"), NOW));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_only_a_page_of_this_site_is_ours, start, stop),
        cmocka_unit_test_setup_teardown(test_only_a_form_is_a_form, start, stop),
        cmocka_unit_test_setup_teardown(test_whom_to_count, start, stop),
        cmocka_unit_test_setup_teardown(test_addresses_of_proxies, start, stop),
        cmocka_unit_test_setup_teardown(test_the_nearest_proxy_is_believed, start, stop),
        cmocka_unit_test_setup_teardown(test_a_token_is_fresh_for_a_day, start, stop),
        cmocka_unit_test_setup_teardown(test_no_two_tokens_are_the_same, start, stop),
        cmocka_unit_test_setup_teardown(test_what_is_no_token_is_not_fresh, start, stop),
    };
    return cmocka_run_group_tests_name("post", tests, NULL, NULL);
}
