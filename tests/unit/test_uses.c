/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which sessions were used: each once, none beyond the bound, written down when it is time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "http/uses.h"

static void test_each_stands_once_and_none_is_none(void **state)
{
    struct uses uses = {0};
    (void)state;
    uses_add(&uses, 0, 5);
    assert_int_equal(uses.n, 0);
    assert_false(uses_are_due(&uses, 1000000));
    uses_add(&uses, 7, 5);
    uses_add(&uses, 8, 6);
    uses_add(&uses, 7, 7);
    assert_int_equal(uses.n, 2);
    assert_false(uses_are_due(&uses, 5 + USES_MS - 1)); /* the first of them counts */
    assert_true(uses_are_due(&uses, 5 + USES_MS));
}

static void test_full_it_is_due_at_once_and_takes_no_more(void **state)
{
    struct uses uses = {0};
    (void)state;
    for (int64_t i = 1; i < USES_MAX; i++) {
        uses_add(&uses, i, 0);
    }
    assert_false(uses_are_due(&uses, 0));
    uses_add(&uses, USES_MAX, 0);
    assert_true(uses_are_due(&uses, 0));
    uses_add(&uses, USES_MAX + 1, 0);
    assert_int_equal(uses.n, USES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_stands_once_and_none_is_none),
        cmocka_unit_test(test_full_it_is_due_at_once_and_takes_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
