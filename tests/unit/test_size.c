/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/size.h"

static struct maybe_int people(int64_t n)
{
    return (struct maybe_int){true, n};
}

static void both_bounds_belong_to_the_range(void **state)
{
    (void)state;
    static const struct { int64_t n; enum size_fit fit; } cases[] = {
        {1, SIZE_SMALL},       {29999, SIZE_SMALL},  {30000, SIZE_FITS},   {214000, SIZE_FITS},
        {300000, SIZE_FITS},   {300001, SIZE_LARGE}, {9000000, SIZE_LARGE},
    };
    struct size_rule rule;
    size_rule_init(&rule);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct size_answer answer = size_fit(&rule, S("GB"), people(cases[i].n));
        assert_int_equal(answer.fit, cases[i].fit);
        assert_int_equal(answer.bounds.low, 30000);
        assert_int_equal(answer.bounds.high, 300000);
        assert_false(answer.overridden);
        assert_int_equal(answer.population.v, cases[i].n);
    }
}

static void no_population_is_unknown_never_small(void **state)
{
    (void)state;
    struct size_rule rule;
    size_rule_init(&rule);
    assert_int_equal(size_fit(&rule, S("FR"), (struct maybe_int){false, 50000}).fit, SIZE_UNKNOWN);
    assert_int_equal(size_fit(&rule, S("FR"), people(0)).fit, SIZE_UNKNOWN); /* files write 0 for "not known" */
    assert_int_equal(size_fit(&rule, S("FR"), people(-5)).fit, SIZE_UNKNOWN);
}

static void a_country_has_its_own_bounds_and_reason(void **state)
{
    (void)state;
    struct size_rule rule;
    size_rule_init(&rule);
    struct size_bounds iceland = {10000, 300000, S("few towns")};
    assert_int_equal(size_rule_add_override(&rule, S("IS"), iceland), OK);
    struct size_answer answer = size_fit(&rule, S("IS"), people(19219));
    assert_int_equal(answer.fit, SIZE_FITS);
    assert_true(answer.overridden);
    assert_true(str_eq(answer.bounds.why, S("few towns")));
    assert_int_equal(size_fit(&rule, S("NO"), people(19219)).fit, SIZE_SMALL);
    assert_int_equal(size_fit(&rule, S(""), people(40000)).fit, SIZE_FITS);
}

static void overrides_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    struct size_rule rule;
    size_rule_init(&rule);
    struct size_bounds good = {1, 2, S("why")};
    assert_int_equal(size_rule_add_override(&rule, S("is"), good), FAULT_INVALID);
    assert_int_equal(size_rule_add_override(&rule, S("ISL"), good), FAULT_INVALID);
    assert_int_equal(size_rule_add_override(&rule, S("IS"), (struct size_bounds){3, 2, S("why")}), FAULT_INVALID);
    assert_int_equal(size_rule_add_override(&rule, S("IS"), (struct size_bounds){-1, 2, S("why")}), FAULT_INVALID);
    assert_int_equal(size_rule_add_override(&rule, S("IS"), (struct size_bounds){1, 2, S("")}), FAULT_INVALID);
    assert_int_equal(rule.overrides_n, 0);
    assert_int_equal(size_rule_add_override(&rule, S("IS"), good), OK);
    assert_int_equal(size_rule_add_override(&rule, S("IS"), good), FAULT_CONFLICT);
}

static void there_is_an_end_to_overrides(void **state)
{
    (void)state;
    struct size_rule rule;
    size_rule_init(&rule);
    char codes[SIZE_OVERRIDES_MAX + 1][2];
    for (int i = 0; i <= SIZE_OVERRIDES_MAX; i++) {
        codes[i][0] = (char)('A' + i / 26);
        codes[i][1] = (char)('A' + i % 26);
        struct size_bounds bounds = {1, 2, S("why")};
        enum fault fault = size_rule_add_override(&rule, (struct str){codes[i], 2}, bounds);
        assert_int_equal(fault, i < SIZE_OVERRIDES_MAX ? OK : FAULT_TOO_LARGE);
    }
}

static void words_read_back(void **state)
{
    (void)state;
    for (int i = SIZE_FITS; i <= SIZE_UNKNOWN; i++) {
        enum size_fit fit;
        assert_true(size_fit_parse(size_fit_word((enum size_fit)i), &fit));
        assert_int_equal(fit, i);
    }
    enum size_fit untouched = SIZE_LARGE;
    assert_false(size_fit_parse(S("eligible"), &untouched));
    assert_int_equal(untouched, SIZE_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_bounds_belong_to_the_range),
        cmocka_unit_test(no_population_is_unknown_never_small),
        cmocka_unit_test(a_country_has_its_own_bounds_and_reason),
        cmocka_unit_test(overrides_that_make_no_sense_are_refused),
        cmocka_unit_test(there_is_an_end_to_overrides),
        cmocka_unit_test(words_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
