/* SPDX-License-Identifier: AGPL-3.0-or-later
** The ways in: whose session counts, what a browser is told, which addresses phones may reach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/check.h"
#include "http/entrance.h"
#include "http/near.h"

#define TOKEN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct head head_of(const char *name, const char *value)
{
    return (struct head){.n = 1, .fields = {{str_of(name), str_of(value)}}};
}

static size_t session_n(enum entrance entrance, const char *cookies)
{
    struct head head = head_of("Cookie", cookies);
    return entrance_session(entrance, &head, false).n;
}

static void test_no_session_comes_from_a_room(void **state)
{
    (void)state;
    assert_int_equal(session_n(ENTRANCE_WHOLE, "session=" TOKEN), SESSION_LETTERS);
    assert_int_equal(session_n(ENTRANCE_ROOM, "session=" TOKEN "; room-own-session=" TOKEN), 0);
    assert_int_equal(session_n(ENTRANCE_OWN, "session=" TOKEN), 0); /* that of another server on this computer */
    assert_int_equal(session_n(ENTRANCE_OWN, "room-own-session=" TOKEN), SESSION_LETTERS);
    assert_int_equal(session_n(ENTRANCE_WHOLE, "room-own-session=" TOKEN), 0);
}

static void test_a_room_is_given_no_session(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 4096);
    const struct response in = {.session = S(TOKEN), .session_s = 60};
    const struct response out = {.session_ends = true};
    assert_int_equal(entrance_cookie(ENTRANCE_ROOM, &arena, &in, false).n, 0);
    assert_int_equal(entrance_cookie(ENTRANCE_ROOM, &arena, &out, false).n, 0);
    assert_true(str_eq(entrance_cookie(ENTRANCE_OWN, &arena, &in, false),
                       S("room-own-session=" TOKEN "; Path=/; Max-Age=60; HttpOnly; SameSite=Strict")));
    assert_true(str_eq(entrance_cookie(ENTRANCE_WHOLE, &arena, &in, false),
                       S("session=" TOKEN "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax")));
}

/* DNS rebinding: the name of somebody else, pointed at this computer. */
static void test_the_computer_answers_to_its_own_names(void **state)
{
    (void)state;
    static const struct { const char *host; bool takes; } CASES[] = {
        {"127.0.0.1:8081", true}, {"localhost:8081", true}, {"localhost", true}, {"[::1]:8081", true},
        {"localhost.evil.example:8081", false}, {"127.0.0.1.evil.example", false}, {"evil.example:8081", false},
        {"192.168.1.5:8081", false}, {"", false},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct head head = head_of("Host", CASES[i].host);
        assert_true(entrance_takes(ENTRANCE_OWN, &head) == CASES[i].takes);
        assert_true(entrance_takes(ENTRANCE_ROOM, &head));
        assert_true(entrance_takes(ENTRANCE_WHOLE, &head));
    }
    assert_int_equal(entrance_address(ENTRANCE_OWN, S("http://192.168.1.5:8080")).n, 0);
    assert_int_not_equal(entrance_address(ENTRANCE_ROOM, S("http://192.168.1.5:8080")).n, 0);
}

static void judge(struct near *item, unsigned a, unsigned b)
{
    const unsigned char address[4] = {(unsigned char)a, (unsigned char)b, 1, 5};
    near_judge(item, address);
}

static void test_the_network_of_the_room_comes_first(void **state)
{
    (void)state;
    struct near items[] = {
        {.name = "docker0"}, {.name = "eth1", .is_device = true}, {.name = "eth0", .is_device = true},
        {.name = "wlan0", .is_device = true, .is_wireless = true}, {.name = "usb0", .is_device = true},
    };
    judge(&items[0], 172, 17);
    judge(&items[1], 203, 0);
    judge(&items[2], 10, 1);
    judge(&items[3], 192, 168);
    judge(&items[4], 169, 254);
    near_order(items, COUNT_OF(items));
    static const char *const ORDER[] = {"wlan0", "eth0", "eth1", "docker0", "usb0"};
    for (size_t i = 0; i < COUNT_OF(ORDER); i++) {
        assert_string_equal(items[i].name, ORDER[i]);
    }
    struct near edges[4] = {{.name = ""}};
    judge(&edges[0], 172, 15);
    judge(&edges[1], 172, 31);
    judge(&edges[2], 172, 32);
    judge(&edges[3], 192, 167);
    assert_true(!edges[0].is_private && edges[1].is_private && !edges[2].is_private && !edges[3].is_private);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_session_comes_from_a_room),
        cmocka_unit_test(test_a_room_is_given_no_session),
        cmocka_unit_test(test_the_computer_answers_to_its_own_names),
        cmocka_unit_test(test_the_network_of_the_room_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
