/* SPDX-License-Identifier: AGPL-3.0-or-later
** Wrong codes: how many an address may try in a span, what it was right about stays open to it, addresses do not count
** for each other, a whole line does, and one that nobody knows is not counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/check.h"
#include "http/guess.h"

#define NOW 1795348800

static const struct sender room = {S_INIT("192.0.2.7"), S_INIT("192.0.2.7")};

static void wrong(struct guesses *guesses, const struct sender *from, int times, int64_t now)
{
    for (int i = 0; i < times; i++) {
        guess_note(guesses, from, S("WRONG1"), false, now);
    }
}

static void an_address_has_so_many(void **state)
{
    struct guesses *guesses = guesses_new();
    const struct sender other = {S("192.0.2.8"), S("192.0.2.8")};
    (void)state;
    assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), NOW), 0);
    wrong(guesses, &room, GUESS_ONE_MOST - 1, NOW);
    assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), NOW), 0);
    wrong(guesses, &room, 1, NOW + 10);
    assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), NOW + 10), GUESS_SPAN_S - 10);
    assert_int_equal(guess_wait_s(guesses, &other, S("ABCDEF"), NOW + 10), 0);
    assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), NOW + GUESS_SPAN_S), 0);
    assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), NOW - 100), 0); /* a clock that was set back */
    wrong(guesses, &room, 1, NOW + GUESS_SPAN_S);
    assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), NOW + GUESS_SPAN_S), 0);
}

/* Who is in a room is not shut out by a neighbour who tries codes; nor in the span after. */
static void a_room_stays_open(void **state)
{
    struct guesses *guesses = guesses_new();
    (void)state;
    guess_note(guesses, &room, S("ABCDEF"), true, NOW);
    for (int span = 0; span < 3; span++) {
        int64_t now = NOW + span * GUESS_SPAN_S;
        wrong(guesses, &room, GUESS_ONE_MOST + 5, now);
        assert_int_equal(guess_wait_s(guesses, &room, S("ABCDEF"), now), 0);
        assert_int_equal(guess_wait_s(guesses, &room, S("GHIJKL"), now), GUESS_SPAN_S);
    }
    for (int i = 0; i < GUESS_RIGHT; i++) { /* the last few only */
        char code[8];
        snprintf(code, sizeof code, "RIGHT%d", i);
        guess_note(guesses, &room, str_of(code), true, NOW + 2 * GUESS_SPAN_S);
        guess_note(guesses, &room, str_of(code), true, NOW + 2 * GUESS_SPAN_S);
    }
    assert_true(guess_wait_s(guesses, &room, S("ABCDEF"), NOW + 2 * GUESS_SPAN_S) > 0);
    assert_int_equal(guess_wait_s(guesses, &room, S("RIGHT0"), NOW + 2 * GUESS_SPAN_S), 0);
}

static void a_whole_line_has_so_many(void **state)
{
    struct guesses *guesses = guesses_new();
    struct sender from = {S("2001:db8::/64"), S("2001:db8::/48")};
    char one[40];
    (void)state;
    for (int i = 0; i < GUESS_WIDE_MOST; i++) {
        snprintf(one, sizeof one, "2001:db8:0:%d::/64", i);
        from.one = str_of(one);
        wrong(guesses, &from, 1, NOW);
    }
    from.one = S("2001:db8:0:ffff::/64");
    assert_int_equal(guess_wait_s(guesses, &from, S("ABCDEF"), NOW), GUESS_SPAN_S);
}

static void nobody_is_counted(void **state)
{
    struct guesses *guesses = guesses_new();
    const struct sender nobody = {S(""), S("")};
    (void)state;
    wrong(guesses, &nobody, 1000, NOW);
    assert_int_equal(guess_wait_s(guesses, &nobody, S("ABCDEF"), NOW), 0);
    wrong(NULL, &room, 1000, NOW);
    assert_int_equal(guess_wait_s(NULL, &room, S("ABCDEF"), NOW), 0);
}

/* More addresses than places: none is refused for what another one did. */
static void more_addresses_than_places(void **state)
{
    struct guesses *guesses = guesses_new();
    (void)state;
    for (int i = 0; i < 3 * GUESS_PLACES; i++) {
        char one[40];
        snprintf(one, sizeof one, "10.%d.%d.%d", i >> 16, (i >> 8) & 255, i & 255);
        const struct sender from = {str_of(one), str_of(one)};
        wrong(guesses, &from, 2, NOW + i / 100);
        assert_int_equal(guess_wait_s(guesses, &from, S("ABCDEF"), NOW + i / 100), 0);
    }
    wrong(guesses, &room, GUESS_ONE_MOST, NOW + 200);
    assert_true(guess_wait_s(guesses, &room, S("ABCDEF"), NOW + 200) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_address_has_so_many), cmocka_unit_test(a_room_stays_open),
                                       cmocka_unit_test(a_whole_line_has_so_many), cmocka_unit_test(nobody_is_counted),
                                       cmocka_unit_test(more_addresses_than_places)};
    return cmocka_run_group_tests_name("guess", tests, NULL, NULL);
}
