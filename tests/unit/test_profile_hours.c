/* SPDX-License-Identifier: AGPL-3.0-or-later
** Promised hours beside those that there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/profile_hours.h"

static void what_is_not_known_is_no_nothing(void **state)
{
    (void)state;
    static const struct {
        struct hours_now now;
        enum hours_verdict verdict;
    } all[] = {
        {{0, 0, 0, {0}}, HOURS_NONE},          {{0, 0, 0, {true, 8}}, HOURS_NONE},
        {{2, 0, 0, {true, 8}}, HOURS_UNSAID},  {{2, 1, 4, {0}}, HOURS_UNKNOWN},
        {{2, 1, 8, {true, 8}}, HOURS_FIT},     {{2, 2, 9, {true, 8}}, HOURS_MORE},
        {{1, 1, 0, {true, 0}}, HOURS_FIT},     {{1, 1, 1, {true, 0}}, HOURS_MORE},
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        assert_int_equal(hours_judge(&all[i].now), all[i].verdict);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_not_known_is_no_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
