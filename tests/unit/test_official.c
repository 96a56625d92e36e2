/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which mail addresses are a city's own, and which only look it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/idna.h"
#include "domain/official.h"

static struct arena arena;

#define CITY S("peterborough.gov.uk")

static void test_addresses_of_the_domain_and_below_it_are_the_citys(void **state)
{
    (void)state;
    static const char *const OWN[] = {
        "ann@peterborough.gov.uk", "Ann.Lee+x@Peterborough.GOV.uk", "ann@it.peterborough.gov.uk",
        "ann@a.b.peterborough.gov.uk",
    };
    for (size_t i = 0; i < COUNT_OF(OWN); i++) {
        if (!official_is_of(&arena, str_of(OWN[i]), CITY)) {
            fail_msg("%s is not taken for the city's", OWN[i]);
        }
    }
    assert_true(official_is_of(&arena, S("a@xn--zrich-kva.ch"), S("xn--zrich-kva.ch")));
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
        if (official_is_of(&arena, str_of(OTHERS[i]), CITY)) {
            fail_msg("%s is taken for the city's", OTHERS[i]);
        }
    }
    assert_false(official_is_of(&arena, S("ann@gov.uk"), S("")));
    assert_false(official_is_of(&arena, S("ann@"), S("")));
}

static void assert_judged(const char *typed, enum official_wrong wanted)
{
    enum official_wrong is = official_judge(&arena, official_domain(&arena, str_of(typed)));
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
    struct str kept = official_domain(&arena, S("  @Peterborough.Gov.UK. "));
    assert_true(str_eq(kept, CITY));
    assert_true(str_eq(official_domain(&arena, kept), CITY));
    assert_true(str_eq(official_domain(&arena, S("@M\xc3\x9cNCHEN.de")), S("xn--mnchen-3ya.de")));
}

static void test_letters_beyond_ascii_are_read(void **state)
{
    (void)state;
    assert_judged("z\xc3\xbcrich.ch", OFFICIAL_FINE);
    assert_judged("xn--zrich-kva.ch", OFFICIAL_FINE);
    assert_judged("\xce\xb4\xce\xae\xce\xbc\xce\xbf\xcf\x82.xn--qxam", OFFICIAL_FINE); /* Greek throughout */
    assert_judged("p\xd0\xb5terborough.gov.uk", OFFICIAL_MIXED);          /* a Cyrillic letter within */
    assert_judged("\xd1\x81\xd0\xbe\xd1\x81\xd0\xbe.uk", OFFICIAL_MIXED); /* Cyrillic before a Latin end */
    assert_judged("xn--pterborough-okj.gov.uk", OFFICIAL_MIXED);         /* the same, coded */
    assert_judged("\xe5\xb8\x82.example", OFFICIAL_MIXED);               /* an alphabet that is not read here */
    assert_judged("xn--.de", OFFICIAL_NO_DOMAIN);
    assert_judged("xn--a.de", OFFICIAL_NO_DOMAIN);
    assert_judged("\xff.de", OFFICIAL_NOT_ASCII);
    assert_judged("-\xc3\xbc.de", OFFICIAL_NOT_ASCII);
    assert_true(official_is_of(&arena, S("a@Amt.Z\xc3\x9cRICH.ch"), S("xn--zrich-kva.ch")));
    assert_true(official_is_of(&arena, S("a@xn--zrich-kva.ch"), official_domain(&arena, S("z\xc3\xbcrich.ch"))));
    assert_false(official_is_of(&arena, S("a@zurich.ch"), S("xn--zrich-kva.ch")));
}

static void test_they_are_shown_as_people_know_them(void **state)
{
    (void)state;
    assert_true(str_eq(idna_readable(&arena, S("xn--zrich-kva.ch")), S("z\xc3\xbcrich.ch (xn--zrich-kva.ch)")));
    assert_true(str_eq(idna_readable(&arena, CITY), CITY));
    assert_true(str_eq(idna_readable(&arena, S("xn--pterborough-okj.gov.uk")), S("xn--pterborough-okj.gov.uk")));
    assert_true(str_eq(idna_mail(&arena, S("\xc3\xbc@z\xc3\xbcrich.ch")), S("\xc3\xbc@xn--zrich-kva.ch")));
    assert_true(str_eq(idna_mail(&arena, S("Ann@City.example")), S("Ann@City.example")));
    assert_true(str_eq(idna_mail(&arena, S("a@\xff.de")), S("a@\xff.de")));
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void test_a_website_says_its_domain(void **state)
{
    (void)state;
    static const char *const all[][2] = {
        {"https://www.vantaa.fi", "vantaa.fi"}, {"http://WWW.Rostock.de:8080/a?b", "rostock.de"},
        {"oulu.fi/en", "oulu.fi"}, {"https://tourism.oulu.fi", "tourism.oulu.fi"},
        {"", ""}, {"http://", ""}, {"https://localhost/", ""},
        {"https://www.gmail.com", ""}, {"https://gov.uk/peterborough", ""}, {"mailto:a@oulu.fi", ""},
        {"http://192.0.2.1/", ""},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct str is = official_website(&arena, str_of(all[i][0]));
        if (!str_eq(is, str_of(all[i][1]))) {
            fail_msg("\"%s\" is of \"%.*s\"", all[i][0], STR_ARG(is));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses_of_the_domain_and_below_it_are_the_citys),
        cmocka_unit_test(test_what_only_looks_like_it_is_not),
        cmocka_unit_test(test_a_domain_is_judged),
        cmocka_unit_test(test_a_domain_is_kept_as_it_is_compared),
        cmocka_unit_test(test_a_website_says_its_domain),
        cmocka_unit_test(test_letters_beyond_ascii_are_read),
        cmocka_unit_test(test_they_are_shown_as_people_know_them),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
