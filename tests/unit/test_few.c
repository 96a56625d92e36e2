/* SPDX-License-Identifier: AGPL-3.0-or-later
** What may be told of how many: each number from either side, what follows from others, and all small rooms tried: who
** knows the rule and all that is told works out no count below five, nor one that fewer than five are missing from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/few.h"

static void each_number(void **state)
{
    (void)state;
    static const struct {
        int64_t n, all;
        enum few_says says;
    } cases[] = {
        {0, 0, FEW_NOTHING},   {4, 4, FEW_NOTHING},    {5, 5, FEW_MAJORITY},  {3, 5, FEW_MAJORITY},
        {2, 5, FEW_MINORITY},  {0, 9, FEW_MINORITY},   {9, 9, FEW_MAJORITY},  {4, 8, FEW_MINORITY},
        {5, 10, FEW_MINORITY}, {10, 10, FEW_MAJORITY}, {0, 11, FEW_BELOW},    {5, 11, FEW_NUMBER},
        {7, 11, FEW_ABOVE},    {11, 11, FEW_ABOVE},   {295, 300, FEW_NUMBER}, {296, 300, FEW_ABOVE},
        {5, 300, FEW_NUMBER},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(few_of(cases[i].n, cases[i].all), cases[i].says);
    }
}

static void what_follows_from_others(void **state)
{
    (void)state;
    enum few_says says[3];
    few_parts((const int64_t[]){17, 8, 2}, 3, 30, says);
    assert_int_equal(says[0], FEW_NUMBER);
    assert_int_equal(says[1], FEW_NUMBER);
    assert_int_equal(says[2], FEW_BELOW);
    few_parts((const int64_t[]){19, 9, 2}, 3, 30, says); /* 30 - 19 - 9 would tell the two */
    assert_int_equal(says[0], FEW_NUMBER);
    assert_int_equal(says[1], FEW_ABOVE);
    assert_int_equal(says[2], FEW_BELOW);
    few_parts((const int64_t[]){12, 8, 0}, 3, 20, says); /* and that nobody did */
    assert_int_equal(says[1], FEW_ABOVE);
    few_parts((const int64_t[]){9, 6, 5}, 3, 25, says);
    assert_int_equal(says[2], FEW_NUMBER);
}

/* Told the same, and yet it could be another count of that answer. */
static bool is_open(const int64_t *n, int64_t all, size_t of)
{
    enum few_says told[3], other[3];
    few_parts(n, 3, all, told);
    for (int64_t a = 0; a <= all; a++) {
        for (int64_t b = 0; a + b <= all; b++) {
            for (int64_t c = 0; a + b + c <= all; c++) {
                const int64_t may[3] = {a, b, c};
                bool same = true;
                few_parts(may, 3, all, other);
                for (size_t i = 0; i < 3; i++) {
                    same = same && other[i] == told[i] && (told[i] != FEW_NUMBER || may[i] == n[i]);
                }
                if (same && may[of] != n[of]) {
                    return true;
                }
            }
        }
    }
    return false;
}

static void no_small_count_can_be_worked_out(void **state)
{
    (void)state;
    for (int64_t all = 5; all <= 16; all++) {
        for (int64_t a = 0; a <= all; a++) {
            for (int64_t b = 0; a + b <= all; b++) {
                for (int64_t c = 0; a + b + c <= all; c++) {
                    const int64_t n[3] = {a, b, c};
                    for (size_t of = 0; of < 3; of++) {
                        bool small = n[of] < FEW_LEAST || all - n[of] < FEW_LEAST;
                        assert_true(!small || is_open(n, all, of));
                    }
                }
            }
        }
    }
}

static void cards_that_were_opened(void **state)
{
    (void)state;
    assert_int_equal(few_opened(0, 4), FEW_UNTOLD);
    assert_int_equal(few_opened(4, 4), FEW_UNTOLD);
    assert_int_equal(few_opened(0, 5), FEW_NOBODY);
    assert_int_equal(few_opened(1, 5), FEW_SOME);
    assert_int_equal(few_opened(4, 9), FEW_SOME);
    assert_int_equal(few_opened(5, 5), FEW_MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_number), cmocka_unit_test(what_follows_from_others),
                                       cmocka_unit_test(no_small_count_can_be_worked_out),
                                       cmocka_unit_test(cards_that_were_opened)};
    return cmocka_run_group_tests_name("few", tests, NULL, NULL);
}
