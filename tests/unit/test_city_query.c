/* SPDX-License-Identifier: AGPL-3.0-or-later
** What a typed name may mean: its readings, words in any order, countries, and the order of what is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/city_query.h"

#define ARENA (4u << 20)

static struct arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena_init(&arena, ARENA);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* Is there a reading of `typed` that is this name, in this country ("" any)? */
static bool reads(const char *typed, const char *name, const char *country, enum found_how how)
{
    struct city_query query;
    city_query_read(&arena, str_of(typed), &query);
    for (size_t i = 0; i < query.readings_n; i++) {
        const struct city_reading *reading = &query.readings[i];
        if (str_eq(reading->name, str_of(name)) && str_eq(reading->country, str_of(country)) && reading->how == how) {
            return true;
        }
    }
    return false;
}

static void test_the_words_of_a_council_are_taken_off(void **state)
{
    static const struct { const char *typed, *name; } cases[] = {
        {"City of Lanternford", "lanternford"},      {"Comune di Lanterna", "lanterna"},
        {"COMUNE DELL'AQUILONE", "laquilone"},       {"Ville d'Aubelle", "aubelle"},
        {"Ville du Phare", "le phare"},              {"Stadt Laternbruck", "laternbruck"},
        {"Laterna Kommune", "laterna"},              {"Gemeente Lantaarn", "lantaarn"},
        {"Lanternford City Council", "lanternford"}, {"Ayuntamiento de Farola", "farola"},
        {"Ajuntament d'Elm", "elm"},                 {"Laternan kaupunki", "laterna"},
        {"Laternas kommun", "laterna"},              {"Δήμος Φανός", "fanos"},
        {"Община Лампа", "lampa"},                   {"Lanternford City", "lanternford"},
        {"Urząd Miasta Latarnia", "latarnia"},       {"Laterna Belediyesi", "laterna"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (!reads(cases[i].typed, cases[i].name, "", FOUND_EXACT)) {
            fail_msg("\"%s\" is not read as \"%s\"", cases[i].typed, cases[i].name);
        }
    }
}

static void test_a_country_is_understood_before_and_behind(void **state)
{
    static const struct { const char *typed, *name, *country; } cases[] = {
        {"Lanternford, UK", "lanternford", "GB"},      {"Lanternford United Kingdom", "lanternford", "GB"},
        {"Lanterna (Italia)", "lanterna", "IT"},       {"Italia Lanterna", "lanterna", "IT"},
        {"Laterne, Österreich", "laterne", "AT"},      {"Laterne Czech Republic", "laterne", "CZ"},
        {"Farol ES", "farol", "ES"},                   {"Comune di Lanterna, Italy", "lanterna", "IT"},
        {"Φανός Ελλάδα", "fanos", "GR"},               {"UK Lanternford", "lanternford", "GB"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        if (!reads(cases[i].typed, cases[i].name, cases[i].country, FOUND_EXACT)) {
            fail_msg("\"%s\" is not read as \"%s\" in %s", cases[i].typed, cases[i].name, cases[i].country);
        }
    }
    assert_false(reads("La Lanterna", "lanterna", "LA", FOUND_EXACT)); /* an article, no code of a country */
    assert_false(reads("Italia", "", "IT", FOUND_EXACT));
}

static void test_order_spaces_apostrophes_and_parts(void **state)
{
    (void)state;
    assert_true(reads("Lantern, The", "the lantern", "", FOUND_EXACT));
    assert_true(reads("Zoom Bergen op", "bergen op zoom", "", FOUND_EXACT));
    assert_true(reads("lantern ford", "lanternford", "", FOUND_EXACT));
    assert_true(reads("L'Lanterna", "l lanterna", "", FOUND_EXACT));
    assert_true(reads("L\xE2\x80\x99Lanterna", "l lanterna", "", FOUND_EXACT));
    assert_true(reads("Lanterna (RM)", "lanterna", "", FOUND_PART));
    assert_true(reads("Laterne/Lampion", "lampion", "", FOUND_PART));
    assert_true(reads("Laterne - Lampion", "laterne", "", FOUND_PART));
    assert_false(reads("Laterne-Lampion", "laterne", "", FOUND_PART));
}

static void test_bounds(void **state)
{
    struct city_query query;
    char text[4096];
    (void)state;
    city_query_read(&arena, S(""), &query);
    assert_int_equal(query.whole.n, 0);
    assert_int_equal(query.readings_n + query.cores_n, 0);
    city_query_read(&arena, S(" ,;-' "), &query);
    assert_int_equal(query.whole.n, 0);
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = " ab,'(c-"[i * 7 % 8];
    }
    city_query_read(&arena, (struct str){text, sizeof text}, &query);
    assert_true(query.readings_n <= CITY_READINGS_MAX && query.cores_n <= CITY_CORES_MAX);
    assert_true(query.whole.n <= 4 * CITY_TYPED_MAX);
    for (size_t i = 0; i < query.readings_n; i++) {
        assert_true(query.readings[i].name.n > 0);
    }
}

static void test_first_words(void **state)
{
    (void)state;
    assert_true(str_eq(city_first_words(S("a bc d"), 1), S("a")));
    assert_true(str_eq(city_first_words(S("a bc d"), 2), S("a bc")));
    assert_int_equal(city_first_words(S("a bc d"), 3).n, 0);
    assert_int_equal(city_first_words(S("abc"), 1).n, 0);
}

static void test_words_match_in_any_order_and_shortened(void **state)
{
    static const struct { const char *asked, *name; } fit[] = {
        {"reyes", "san sebastian de los reyes"}, {"stoke trent", "stoke on trent"}, {"trent stoke", "stoke on trent"},
        {"st albans", "saint albans"},           {"saint albans", "st albans"},
        {"ostrow wlkp", "ostrow wielkopolski"},
        {"v n de gaia", "vila nova de gaia"},    {"povoa do varzim", "povoa de varzim"},
        {"badenbaden", "baden baden"},           {"freiburg i br", "freiburg im breisgau"},
    };
    static const struct { const char *asked, *name; } unfit[] = {
        {"reyes madrid", "san sebastian de los reyes"}, {"stoke", "hull"}, {"baden baden", "baden"},
        {"trent x", "stoke on trent"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fit); i++) {
        if (city_words_match(str_of(fit[i].asked), str_of(fit[i].name)) == 0) {
            fail_msg("\"%s\" does not fit \"%s\"", fit[i].asked, fit[i].name);
        }
    }
    for (size_t i = 0; i < COUNT_OF(unfit); i++) {
        if (city_words_match(str_of(unfit[i].asked), str_of(unfit[i].name)) != 0) {
            fail_msg("\"%s\" fits \"%s\"", unfit[i].asked, unfit[i].name);
        }
    }
    assert_int_equal(city_words_match(S("stoke on trent"), S("stoke on trent")), 100);
    assert_true(city_words_match(S("trent"), S("burton upon trent")) < city_words_match(S("burton trent"),
                                                                                       S("burton upon trent")));
    assert_true(str_eq(city_words_key(S("boulogne sur mer")), S("boulogne")));
    assert_int_equal(city_words_key(S("de la")).n, 0);
}

static void test_countries(void **state)
{
    (void)state;
    assert_true(str_eq(city_country_of(S("suomi")), S("FI")));
    assert_true(str_eq(city_country_of(S("northern ireland")), S("GB")));
    assert_true(str_eq(city_country_of(S("gb")), S("GB")));
    assert_int_equal(city_country_of(S("prussia")).n, 0);
    assert_int_equal(city_country_of(S("")).n, 0);
}

/* The published logarithms to base 2, times eight, within one. */
static void test_weights(void **state)
{
    static const struct { int64_t people; int weight; } cases[] = {
        {0, 0}, {1, 0}, {8, 24}, {1024, 80}, {30000, 119}, {300000, 146}, {20000000, 194},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int weight = city_weight(cases[i].people);
        assert_true(weight >= cases[i].weight - 1 && weight <= cases[i].weight + 1);
    }
    for (int64_t people = 0; people < 100000; people++) {
        assert_true(city_weight(people) <= city_weight(people + 1));
    }
    assert_true(city_weight_found(50000, true, false, 0) > city_weight_found(90000, false, false, 0));
    assert_true(city_weight_found(50000, true, true, 0) > city_weight_found(50000, true, false, 0));
    assert_true(city_weight_found(50000, true, false, CITY_NAME_ALTERNATE) < city_weight_found(20000, true, false, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_words_of_a_council_are_taken_off),
        cmocka_unit_test(test_a_country_is_understood_before_and_behind),
        cmocka_unit_test(test_order_spaces_apostrophes_and_parts),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_first_words),
        cmocka_unit_test(test_words_match_in_any_order_and_shortened),
        cmocka_unit_test(test_countries),
        cmocka_unit_test(test_weights),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
