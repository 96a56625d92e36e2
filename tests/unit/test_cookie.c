/* SPDX-License-Identifier: AGPL-3.0-or-later
** The cookie of a session: what is taken from a browser, and what it is told to keep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "http/cookie.h"

#define TOKEN "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static struct str sent(const char *cookies, bool secure)
{
    struct head head = {.n = 1};
    head.fields[0] = (struct head_field){S("Cookie"), str_of(cookies)};
    return cookie_session(&head, secure);
}

static void test_the_session_is_found_among_others(void **state)
{
    (void)state;
    assert_true(str_eq(sent("session=" TOKEN, false), S(TOKEN)));
    assert_true(str_eq(sent("a=b; session=" TOKEN "; c=d", false), S(TOKEN)));
    assert_true(str_eq(sent("session=" TOKEN "; session=" OTHER, false), S(TOKEN)));
    assert_true(str_eq(sent("session=" OTHER "; __Host-session=" TOKEN, true), S(TOKEN)));
}

static void test_what_is_not_ours_is_none(void **state)
{
    (void)state;
    static const char *const NONE[] = {
        "", ";", "=", "session", "session=", "session=x", "Session=" TOKEN, "xsession=" TOKEN, "session=" TOKEN "0",
        "session=\"" TOKEN "\"", "session=00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff",
        "session=x; session=" TOKEN, "__Host-session=" TOKEN,
    };
    for (size_t i = 0; i < COUNT_OF(NONE); i++) {
        assert_int_equal(sent(NONE[i], false).n, 0);
    }
    assert_int_equal(sent("session=" TOKEN, true).n, 0); /* over https only the one that nobody else can set */
    assert_int_equal(cookie_session(&(struct head){0}, false).n, 0);
}

static void test_what_a_browser_is_told(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 4096);
    assert_true(str_eq(cookie_set(&arena, S(TOKEN), 3600, true),
                       S("__Host-session=" TOKEN "; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure")));
    assert_true(str_eq(cookie_set(&arena, S(TOKEN), 60, false),
                       S("session=" TOKEN "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax")));
    assert_true(str_eq(cookie_set(&arena, S(""), 60, false), S("session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")));
}

/* ---- in a room */

static struct str in_room(const char *cookies, bool secure)
{
    struct head head = {.n = 1};
    head.fields[0] = (struct head_field){S("Cookie"), str_of(cookies)};
    return cookie_room(&head, secure);
}

static void test_a_phone_in_a_room(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 4096);
    assert_true(str_eq(in_room("session=" TOKEN "; room-phone=room-phone~ab~12~cd", false), S("room-phone~ab~12~cd")));
    assert_true(str_eq(in_room("room-phone=no; __Secure-room-phone=yes", true), S("yes")));
    assert_int_equal(in_room("room-phone=yes", true).n, 0);
    assert_int_equal(in_room("room-phone=A b", false).n, 0);
    assert_int_equal(in_room("room-phone=" TOKEN TOKEN TOKEN TOKEN, false).n, 0); /* longer than any of ours */
    assert_int_equal(in_room("session=" TOKEN, false).n, 0);
    assert_true(str_eq(cookie_room_set(&arena, S("x~1"), 60, true),
                       S("__Secure-room-phone=x~1; Path=/room; Max-Age=60; HttpOnly; SameSite=Strict; Secure")));
    assert_true(str_eq(cookie_room_set(&arena, S("x~1"), 60, false),
                       S("room-phone=x~1; Path=/room; Max-Age=60; HttpOnly; SameSite=Strict")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_session_is_found_among_others),
        cmocka_unit_test(test_what_is_not_ours_is_none),
        cmocka_unit_test(test_what_a_browser_is_told),
        cmocka_unit_test(test_a_phone_in_a_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
