/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which mail addresses are a city's own, and which only look it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/official.h"

#define CITY S("peterborough.gov.uk")

static void test_addresses_of_the_domain_and_below_it_are_the_citys(void **state)
{
    (void)state;
    static const char *const OWN[] = {
        "ann@peterborough.gov.uk", "Ann.Lee+x@Peterborough.GOV.uk", "ann@it.peterborough.gov.uk",
        "ann@a.b.peterborough.gov.uk",
    };
    for (size_t i = 0; i < COUNT_OF(OWN); i++) {
        if (!official_is_of(str_of(OWN[i]), CITY)) {
            fail_msg("%s is not taken for the city's", OWN[i]);
        }
    }
    assert_true(official_is_of(S("a@xn--zrich-kva.ch"), S("xn--zrich-kva.ch")));
}

static void test_what_only_looks_like_it_is_not(void **state)
{
    (void)state;
    static const char *const OTHERS[] = {
        "ann@evil-peterborough.gov.uk", "ann@peterborough.gov.uk.evil.example", "ann@evilpeterborough.gov.uk",
        "ann@gov.uk", "ann@uk", "ann@peterborough-gov.uk", "ann@peterborough.gov.uk.", "ann@.peterborough.gov.uk",
        "peterborough.gov.uk", "@peterborough.gov.uk", "ann@", "",
        "ann@evil.example@peterborough.gov.uk", "ann@peterborough.gov.uk@evil.example",
        "ann@p\xd0\xb5terborough.gov.uk", /* a Cyrillic letter */
        "ann@peterborough.gov.uk\n",
    };
    for (size_t i = 0; i < COUNT_OF(OTHERS); i++) {
        if (official_is_of(str_of(OTHERS[i]), CITY)) {
            fail_msg("%s is taken for the city's", OTHERS[i]);
        }
    }
    assert_false(official_is_of(S("ann@gov.uk"), S("")));
    assert_false(official_is_of(S("ann@"), S("")));
}

static void assert_judged(const char *typed, enum official_wrong wanted)
{
    struct arena arena;
    arena_init(&arena, 1u << 16);
    enum official_wrong is = official_judge(official_domain(&arena, str_of(typed)));
    arena_done(&arena);
    if (is != wanted) {
        fail_msg("\"%s\" is %d, not %d", typed, (int)is, (int)wanted);
    }
}

static void test_a_domain_is_judged(void **state)
{
    (void)state;
    char long_label[80] = {0};
    memset(long_label, 'a', 64);
    strcat(long_label, ".de");
    assert_judged("peterborough.gov.uk", OFFICIAL_FINE);
    assert_judged(" @Comune.Ciampino.Roma.IT. ", OFFICIAL_FINE);
    assert_judged("xn--zrich-kva.ch", OFFICIAL_FINE);
    assert_judged("stadt.koeln", OFFICIAL_FINE);
    assert_judged("city.xn--p1ai", OFFICIAL_FINE);
    assert_judged("com.de", OFFICIAL_SHARED);
    assert_judged("gov.uk", OFFICIAL_SHARED);
    assert_judged("GOV.PL", OFFICIAL_SHARED);
    assert_judged("gmail.com", OFFICIAL_PROVIDER);
    assert_judged("@GMX.de", OFFICIAL_PROVIDER);
    assert_judged("z\xc3\xbcrich.ch", OFFICIAL_NOT_ASCII);
    static const char *const NONE[] = {"", "@", ".", "uk", "a..de", ".a.de", "-a.de", "a-.de", "a b.de", "a_b.de",
                                       "ann@a.de", "10.0.0.1", "a.1", "*.de", "a.d", "http://a.de", "a.de/",
                                       "a.de,b.de"};
    for (size_t i = 0; i < COUNT_OF(NONE); i++) {
        assert_judged(NONE[i], OFFICIAL_NO_DOMAIN);
    }
    assert_judged(long_label, OFFICIAL_NO_DOMAIN);
    assert_judged(long_label + 1, OFFICIAL_FINE);
}

static void test_a_domain_is_kept_as_it_is_compared(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1u << 16);
    struct str kept = official_domain(&arena, S("  @Peterborough.Gov.UK. "));
    assert_true(str_eq(kept, CITY));
    assert_true(str_eq(official_domain(&arena, kept), CITY));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses_of_the_domain_and_below_it_are_the_citys),
        cmocka_unit_test(test_what_only_looks_like_it_is_not),
        cmocka_unit_test(test_a_domain_is_judged),
        cmocka_unit_test(test_a_domain_is_kept_as_it_is_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
