/* SPDX-License-Identifier: AGPL-3.0-or-later
** Chance by a seed: the published numbers of splitmix64, its bounds, and lots. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/chance.h"

static void the_published_numbers(void **state)
{
    (void)state;
    static const uint64_t said[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                    4593380528125082431u, 16408922859458223821u};
    struct chance chance = {1234567};
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        assert_true(chance_next(&chance) == said[i]);
    }
}

static void below_is_below_and_even(void **state)
{
    (void)state;
    struct chance chance = {7};
    int seen[7] = {0};
    for (int i = 0; i < 70000; i++) {
        uint32_t n = chance_below(&chance, 7);
        assert_true(n < 7);
        seen[n]++;
    }
    for (size_t i = 0; i < COUNT_OF(seen); i++) {
        assert_in_range(seen[i], 9600, 10400);
    }
    assert_int_equal(chance_below(&chance, 1), 0);
}

static void a_lot_is_of_seed_and_key(void **state)
{
    (void)state;
    assert_true(chance_lot(1, 2) == chance_lot(1, 2));
    assert_true(chance_lot(1, 2) != chance_lot(1, 3));
    assert_true(chance_lot(1, 2) != chance_lot(2, 2));
    int first = 0;
    for (uint64_t seed = 0; seed < 10000; seed++) {
        first += chance_lot(seed, 11) < chance_lot(seed, 12);
    }
    assert_in_range(first, 4800, 5200); /* neither is favoured */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_published_numbers),
                                       cmocka_unit_test(below_is_below_and_even),
                                       cmocka_unit_test(a_lot_is_of_seed_and_key)};
    return cmocka_run_group_tests_name("chance", tests, NULL, NULL);
}
