/* SPDX-License-Identifier: AGPL-3.0-or-later
** Who drives the network just now, and what is missing: every way in which two posts can stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "domain/driver.h"

#define NOW 1000

enum { GONE, AWAY, HERE };

static void test_the_deputy_drives_when_the_driver_does_not(void **state)
{
    (void)state;
    static const struct { int driver; int deputy; enum driving drives; enum driver_gap gap; } rows[] = {
        {HERE, HERE, DRIVING_DRIVER, GAP_NONE},      {HERE, AWAY, DRIVING_DRIVER, GAP_NONE},
        {HERE, GONE, DRIVING_DRIVER, GAP_NO_DEPUTY}, {AWAY, HERE, DRIVING_DEPUTY, GAP_NONE},
        {AWAY, AWAY, DRIVING_NOBODY, GAP_NOBODY},    {AWAY, GONE, DRIVING_NOBODY, GAP_NOBODY},
        {GONE, HERE, DRIVING_DEPUTY, GAP_NO_DRIVER}, {GONE, AWAY, DRIVING_NOBODY, GAP_NOBODY},
        {GONE, GONE, DRIVING_NOBODY, GAP_NOBODY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct driver_post posts[PART__MAX] = {
            [PART_DRIVER] = {rows[i].driver != GONE, rows[i].driver == AWAY ? NOW + 1 : 0},
            [PART_DEPUTY] = {rows[i].deputy != GONE, rows[i].deputy == AWAY ? NOW + 1 : 0}};
        assert_int_equal(driver_drives(posts, NOW), rows[i].drives);
        assert_int_equal(driver_gap(posts, NOW), rows[i].gap);
    }
}

static void test_being_away_ends_by_itself(void **state)
{
    (void)state;
    const struct driver_post posts[PART__MAX] = {[PART_DRIVER] = {true, NOW}, [PART_DEPUTY] = {true, 0}};
    assert_int_equal(driver_drives(posts, NOW - 1), DRIVING_DEPUTY);
    assert_int_equal(driver_drives(posts, NOW), DRIVING_DRIVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_deputy_drives_when_the_driver_does_not),
        cmocka_unit_test(test_being_away_ends_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
