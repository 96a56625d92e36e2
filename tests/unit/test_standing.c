/* SPDX-License-Identifier: AGPL-3.0-or-later
** How a member city stands follows from its last step; which step may come next is a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "domain/standing.h"

static void test_words_go_there_and_back(void **state)
{
    (void)state;
    enum city_step found;
    for (enum city_step step = 0; step < CITY_STEP__MAX; step++) {
        assert_true(city_step_parse(city_step_word(step), &found));
        assert_int_equal(found, step);
    }
    assert_false(city_step_parse(S("leads"), &found));
    assert_false(city_step_parse(S(""), &found));
}

static void test_a_step_makes_a_standing_and_allows_others(void **state)
{
    (void)state;
    static const struct { enum city_step last; enum standing is; bool may[CITY_STEP__MAX]; } rows[] = {
        {STEP_JOINED, STANDING_MEMBER, {[STEP_PAUSED] = true, [STEP_LEFT] = true}},
        {STEP_PAUSED, STANDING_PAUSED, {[STEP_BACK] = true, [STEP_LEFT] = true}},
        {STEP_BACK, STANDING_MEMBER, {[STEP_PAUSED] = true, [STEP_LEFT] = true}},
        {STEP_LEFT, STANDING_LEFT, {[STEP_JOINED] = true}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(standing_after(rows[i].last), rows[i].is);
        for (enum city_step next = 0; next < CITY_STEP__MAX; next++) {
            assert_int_equal(standing_allows(rows[i].is, next), rows[i].may[next]);
        }
    }
}

/* The city itself takes back what it did; not what the network did, and it does not join by its own hand. */
static void test_what_the_network_did_the_network_takes_back(void **state)
{
    (void)state;
    assert_true(standing_allows_own(STANDING_PAUSED, false, STEP_BACK));
    assert_false(standing_allows_own(STANDING_PAUSED, true, STEP_BACK));
    assert_true(standing_allows_own(STANDING_PAUSED, true, STEP_LEFT));
    assert_true(standing_allows_own(STANDING_MEMBER, false, STEP_PAUSED));
    assert_false(standing_allows_own(STANDING_MEMBER, false, STEP_BACK));
    assert_false(standing_allows_own(STANDING_LEFT, false, STEP_JOINED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_go_there_and_back),
        cmocka_unit_test(test_a_step_makes_a_standing_and_allows_others),
        cmocka_unit_test(test_what_the_network_did_the_network_takes_back),
    };
    return cmocka_run_group_tests_name("standing", tests, NULL, NULL);
}
