/* SPDX-License-Identifier: AGPL-3.0-or-later
** How a member city stands follows from its last step; which step may come next is a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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
    assert_false(city_step_parse(S("lead"), &found));
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

/* Who may take which step of leading, by how the city leads. */
static void test_leading_goes_its_way_and_ends_by_itself(void **state)
{
    (void)state;
    static const struct { enum city_step last; enum leading is; const char *city; const char *network; } rows[] = {
        {STEP_JOINED, LEADING_NOT, "lead-asked ", "lead-asked "},
        {STEP_BACK, LEADING_NOT, "lead-asked ", "lead-asked "},
        {STEP_LEAD_ASKED, LEADING_ASKED, "leads lead-no ", "lead-no "},
        {STEP_LEADS, LEADING_LEADS, "lead-ended ", "lead-ended chair "},
        {STEP_LEAD_NO, LEADING_NOT, "lead-asked ", "lead-asked "},
        {STEP_LEAD_ENDED, LEADING_NOT, "lead-asked ", "lead-asked "},
        {STEP_CHAIR, LEADING_CHAIR, "lead-ended chair-ended ", "lead-ended chair-ended "},
        {STEP_CHAIR_ENDED, LEADING_LEADS, "lead-ended ", "lead-ended chair "},
        {STEP_PAUSED, LEADING_NOT, "", ""},
        {STEP_LEFT, LEADING_NOT, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int own = 0; own < 2; own++) {
            char may[200] = "";
            enum leading leading = leading_after(rows[i].last, 100, 300, 200);
            assert_int_equal(leading, rows[i].is);
            for (enum city_step next = 0; next < CITY_STEP__MAX; next++) {
                if (leading_allows(standing_after(rows[i].last), leading, own == 1, next)) {
                    strcat(strcat(may, city_step_word(next).s), " ");
                }
            }
            assert_string_equal(may, own ? rows[i].city : rows[i].network);
        }
        assert_int_equal(leading_after(rows[i].last, 300 - LEAD_ASKED_S, 300, 300), LEADING_NOT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_go_there_and_back),
        cmocka_unit_test(test_a_step_makes_a_standing_and_allows_others),
        cmocka_unit_test(test_leading_goes_its_way_and_ends_by_itself),
        cmocka_unit_test(test_what_the_network_did_the_network_takes_back),
    };
    return cmocka_run_group_tests_name("standing", tests, NULL, NULL);
}
