/* SPDX-License-Identifier: AGPL-3.0-or-later
** The table of what makes a city itself: cards of few inputs, and what may be said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/trait.h"

static void a_card_has_few_inputs(void **state)
{
    (void)state;
    for (int card = 0; card < TRAIT_CARD__MAX; card++) {
        enum trait_card again;
        size_t n = 0;
        for (size_t i = 0; i < TRAITS_N; i++) {
            n += traits[i].card == (enum trait_card)card;
        }
        assert_in_range(n, 1, TRAIT_CARD_FIELDS_MAX);
        assert_true(trait_card_parse(trait_card_word((enum trait_card)card), &again));
        assert_int_equal(again, card);
    }
    enum trait_card none;
    assert_false(trait_card_parse(S("ambitions"), &none));
    assert_false(trait_card_parse(S(""), &none));
}

static bool fits(const char *name, const char *typed)
{
    const struct trait *trait = trait_find(str_of(name));
    assert_non_null(trait);
    return trait_fits(trait, str_of(typed));
}

static void what_may_be_said(void **state)
{
    (void)state;
    char long_text[302];
    memset(long_text, 'x', 301);
    long_text[301] = '\0';
    assert_false(fits("ambition", long_text));
    assert_true(fits("ambition", long_text + 1));
    assert_true(fits("first", "health"));
    assert_false(fits("first", "heal"));
    assert_false(fits("first", "health culture"));
    assert_true(fits("hours", "0"));
    assert_true(fits("hours", "1000"));
    assert_false(fits("hours", "1001"));
    assert_false(fits("hours", "-1"));
    assert_true(fits("term_end", "2028-02-29"));
    assert_false(fits("term_end", "2027-02-29"));
    assert_false(fits("term_end", "May 2027"));
    for (size_t i = 0; i < TRAITS_N; i++) {
        assert_true(fits(traits[i].name, ""));
    }
    assert_null(trait_find(S("mayor")));
}

static void backing_stays_in_the_city(void **state)
{
    (void)state;
    for (int card = 0; card < TRAIT_CARD__MAX; card++) {
        assert_int_equal(trait_card_stays((enum trait_card)card), card == TRAIT_BACKING);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_has_few_inputs), cmocka_unit_test(what_may_be_said),
        cmocka_unit_test(backing_stays_in_the_city),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
