/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fold.h"
#include "domain/name.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static bool has(struct name_list names, const char *wanted)
{
    for (size_t i = 0; i < names.n; i++) {
        if (str_eq(names.items[i], str_of(wanted))) {
            return true;
        }
    }
    return false;
}

/* Official names as the lists write them, and a name that others use. */
static void official_names_come_apart(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"DE", "Rostock, Hansestadt", "rostock"},
        {"DE", "Frankfurt (Oder), Stadt", "frankfurt"},
        {"DE", "Frankfurt (Oder), Stadt", "frankfurt oder"},
        {"DE", "Fröndenberg/Ruhr, Stadt", "frondenberg"},
        {"AT", "St. Pölten", "sankt polten"},
        {"AT", "Sankt Pölten", "st polten"},
        {"FI", "Rauma / Raumo", "rauma"},
        {"FI", "Rauma / Raumo", "raumo"},
        {"BE", "Mechelen / Malines", "malines"},
        {"BE", "Hove (Antwerpen) / Hove (Anvers)", "hove"},
        {"ES", "Guarda, A", "a guarda"},
        {"ES", "Guarda, A", "guarda"},
        {"ES", "Coruña, A", "a coruna"},
        {"ES", "Alfàs del Pi, l'", "lalfas del pi"},
        {"ES", "Palmas de Gran Canaria, Las", "las palmas de gran canaria"},
        {"RO", "Municipiul Braşov", "brasov"},
        {"RO", "Oraş Cugir", "cugir"},
        {"GB", "Bristol, City of", "bristol"},
        {"GB", "Armagh City, Banbridge and Craigavon Borough Council", "armagh city banbridge and craigavon"},
        {"GB", "Blackburn with Darwen Borough Council", "blackburn with darwen"},
        {"GB", "London Borough of Camden", "camden"},
        {"GB", "Dundee City", "dundee"},
        {"NO", "Oslo kommune", "oslo"},
        {"HR", "Grad Zagreb", "zagreb"},
        {"HR", "Pula - Pola", "pula"},
        {"HR", "Pula - Pola", "pola"},
        {"RS", "Belgrade - Zemun", "zemun"},
        {"SI", "Rače - Fram", "race fram"},
        {"EE", "Tartu linn", "tartu"},
        {"LV", "Ogres novads", "ogres"},
        {"LV", "Ogres novads", "ogres novads"},
        {"IT", "Bolzano/Bozen", "bozen"},
        {"CH", "Buchs (ZH)", "buchs"},
        {"CH", "Biel/Bienne", "bienne"},
        {"NL", "Nuenen, Gerwen en Nederwetten", "nuenen"},
        {"MT", "Ir-Rabat, Għawdex", "ir rabat"},
        {"BG", "Луковит", "lukovit"},
        {"BG", "Столична", "sofia"},
        {"MK", "Кавадарци", "kavadarci"},
        {"CY", "Λεμεσός", "lemesos"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct name_list names = name_variants(&arena, str_of(cases[i][0]), str_of(cases[i][1]));
        if (!has(names, cases[i][2])) {
            fail_msg("\"%s\" has no \"%s\"", cases[i][1], cases[i][2]);
        }
        assert_true(names.n <= NAME_VARIANTS_MAX);
    }
}

static void a_part_of_another_city_does_not_take_its_name(void **state)
{
    (void)state;
    assert_false(has(name_variants(&arena, S("SK"), S("Bratislava - mestská časť Ružinov")), "bratislava"));
    assert_false(has(name_variants(&arena, S("RS"), S("Belgrade - Zemun")), "belgrade"));
    assert_false(has(name_variants(&arena, S("SI"), S("Rače - Fram")), "race"));
}

static void odd_input_is_no_trouble(void **state)
{
    (void)state;
    assert_int_equal(name_variants(&arena, S("DE"), S("")).n, 0);
    assert_int_equal(name_variants(&arena, S("DE"), S(" / , ()")).n, 0);
    assert_true(name_variants(&arena, S(""), S("Ulm")).n == 1);
    char slashes[1000];
    for (size_t i = 0; i < sizeof slashes; i++) {
        slashes[i] = i % 2 ? '/' : (char)('a' + i % 26);
    }
    assert_int_equal(name_variants(&arena, S("IT"), (struct str){slashes, sizeof slashes}).n <= NAME_VARIANTS_MAX, 1);
}

static void the_name_for_people_keeps_its_marks(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"DE", "Rostock, Hansestadt", "Rostock"},   {"GB", "Bristol, City of", "Bristol"},
        {"ES", "Guarda, A", "A Guarda"},            {"ES", "Alfàs del Pi, l'", "L'Alfàs del Pi"},
        {"RO", "Municipiul Braşov", "Braşov"},      {"FI", "Rauma / Raumo", "Rauma"},
        {"NO", "Oslo kommune", "Oslo"},             {"HR", "Grad Zagreb", "Zagreb"},
        {"GB", "Ashford Borough Council", "Ashford"}, {"LV", "Rīga", "Rīga"},
        {"RS", "Belgrade - Zemun", "Zemun"},        {"SI", "Mestna občina Velenje", "Velenje"},
        {"NL", "Nuenen, Gerwen en Nederwetten", "Nuenen, Gerwen en Nederwetten"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str name = name_plain(&arena, str_of(cases[i][0]), str_of(cases[i][1]));
        assert_string_equal(str_c(&arena, name), cases[i][2]);
    }
}

/* From the countries' own rules: BG Transliteration Act, UA resolution 55 of 2010, ELOT 743. */
static void scripts_become_latin_as_each_country_writes_them(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"BG", "Стара Загора", "stara zagora"}, {"BG", "Търговище", "targovishte"}, {"BG", "Ловеч", "lovech"},
        {"UA", "Житомир", "zhytomyr"}, {"UA", "Харків", "kharkiv"}, {"RS", "Крагујевац", "kragujevac"},
        {"MK", "Битола", "bitola"}, {"GR", "Αθήνα", "athina"}, {"GR", "Ναύπλιο", "nafplio"},
        {"GR", "Ηράκλειο", "irakleio"}, {"GR", "Μπενίτσες", "benitses"}, {"CY", "Λευκωσία", "lefkosia"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str latin = name_latin(&arena, str_of(cases[i][0]), str_of(cases[i][1]));
        assert_string_equal(str_c(&arena, fold(&arena, latin)), cases[i][2]);
    }
    assert_string_equal(str_c(&arena, name_latin(&arena, S("DE"), S("Köln"))), "Köln");
}

static void some_countries_have_no_municipal_list(void **state)
{
    (void)state;
    static const char *const without[] = {"PT", "GR", "CY", "LT", "IE"};
    static const char *const with[] = {"DE", "FR", "GB", "SE", "RO", "LV"};
    for (size_t i = 0; i < COUNT_OF(without); i++) {
        assert_false(name_lau_is_municipality(str_of(without[i])));
    }
    for (size_t i = 0; i < COUNT_OF(with); i++) {
        assert_true(name_lau_is_municipality(str_of(with[i])));
    }
}

/* ---- joining */

static struct name_place place(const char *country, const char *name, int32_t lat, int32_t lon, int64_t population)
{
    struct name_of_place *names = arena_new(&arena, struct name_of_place);
    *names = (struct name_of_place){fold(&arena, str_of(name)), NAME_OWN};
    return (struct name_place){
        .country = str_of(country), .names = names, .names_n = 1, .located = lat != 0, .latitude_micro = lat,
        .longitude_micro = lon, .population = population,
    };
}

static size_t *name_join(struct arena *in, const struct name_place *municipalities, size_t municipalities_n,
                         const struct name_place *localities, size_t localities_n)
{
    struct name_join *join = name_join_new(in, municipalities, municipalities_n);
    for (size_t i = 0; i < localities_n; i++) {
        name_join_meet(join, i, &localities[i]);
    }
    return name_join_done(join);
}

static void a_municipality_joins_its_own_town_not_a_namesake(void **state)
{
    (void)state;
    const struct name_place municipalities[] = {
        place("NL", "Bergen", 52670000, 4700000, 29900),
        place("NL", "Bergen", 51600000, 6040000, 13100),
        place("DE", "Bergen", 52810000, 9960000, 13100),
    };
    const struct name_place localities[] = {
        place("NL", "Bergen", 51598000, 6050000, 3000),
        place("NO", "Bergen", 60390000, 5320000, 213000),
        place("NL", "Bergen", 52668000, 4702000, 12000),
    };
    size_t *joined = name_join(&arena, municipalities, 3, localities, 3);
    assert_int_equal(joined[0], 2);
    assert_int_equal(joined[1], 0);
    assert_true(joined[2] == NAME_JOIN_NONE);
}

static void a_far_namesake_is_not_joined(void **state)
{
    (void)state;
    const struct name_place municipality = place("ES", "Andorra", 40980000, -450000, 7345);
    const struct name_place locality = place("ES", "Andorra", 42500000, 1520000, 20000);
    assert_true(*name_join(&arena, &municipality, 1, &locality, 1) == NAME_JOIN_NONE);
}

static void one_locality_goes_to_one_municipality(void **state)
{
    (void)state;
    const struct name_place municipalities[] = {
        place("EE", "Tartu", 58300000, 26900000, 11000), /* the land around, its middle 10 km off */
        place("EE", "Tartu", 58380000, 26720000, 95000),
    };
    const struct name_place locality = place("EE", "Tartu", 58380000, 26725000, 101000);
    size_t *joined = name_join(&arena, municipalities, 2, &locality, 1);
    assert_true(joined[0] == NAME_JOIN_NONE);
    assert_int_equal(joined[1], 0);
}

static void without_position_only_what_is_unique_or_in_the_same_area(void **state)
{
    (void)state;
    struct name_place municipalities[] = {
        place("FR", "Mans", 0, 0, 142946), place("FR", "Saint-Denis", 0, 0, 111135),
        place("FR", "Saint-Denis", 0, 0, 147931),
    };
    municipalities[0].area = S("72");
    struct name_place localities[] = {
        place("FR", "Le Mans", 48002000, 199000, 144515),
        place("FR", "Saint-Denis", 48935000, 2354000, 96128),
        place("FR", "Saint-Denis", -20880000, 55450000, 137195),
    };
    localities[0].area = S("72");
    size_t *joined = name_join(&arena, municipalities, 3, localities, 3);
    assert_int_equal(joined[0], 0); /* the list leaves the article out */
    assert_true(joined[1] == NAME_JOIN_NONE && joined[2] == NAME_JOIN_NONE);
    municipalities[1].area = S("93");
    municipalities[2].area = S("974");
    localities[1].area = S("93");
    localities[2].area = S("974");
    joined = name_join(&arena, municipalities, 3, localities, 3);
    assert_int_equal(joined[1], 1);
    assert_int_equal(joined[2], 2);
}

static void a_name_of_several_begins_with_the_first(void **state)
{
    (void)state;
    static const struct { const char *country, *name, *first; } rows[] = {
        {"GB", "Basingstoke and Deane", "Basingstoke"}, {"NL", "Sittard-Geleen", "Sittard"},
        {"DE", "Weiden i.d.OPf.", "Weiden"},            {"DE", "Limburg a.d. Lahn, Kreisstadt", "Limburg"},
        {"DE", "Rottenburg am Neckar, Stadt", "Rottenburg"}, {"GB", "Peterborough", ""}, {"XX", "El-Oued", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str first = name_first_part(&arena, str_of(rows[i].country), str_of(rows[i].name));
        assert_true(str_eq(first, str_of(rows[i].first)));
    }
}

/* The town of the first name must be near and hold many of the people. */
static void a_first_name_joins_only_the_main_town(void **state)
{
    (void)state;
    const struct name_of_place names[] = {{S_INIT("bath and north east somerset"), NAME_MUNICIPALITY},
                                          {S_INIT("bath"), NAME_PART}};
    struct name_place municipality = place("GB", "x", 51360000, -2450000, 196357);
    municipality.names = names;
    municipality.names_n = 2;
    struct name_place town = place("GB", "Bath", 51380000, -2360000, 101557);
    assert_int_equal(*name_join(&arena, &municipality, 1, &town, 1), 0);
    town.population = 60000;
    assert_true(*name_join(&arena, &municipality, 1, &town, 1) == NAME_JOIN_NONE);
    town.population = 101557;
    town.latitude_micro = 51500000;
    assert_true(*name_join(&arena, &municipality, 1, &town, 1) == NAME_JOIN_NONE);
}

static void nothing_joins_nothing(void **state)
{
    (void)state;
    assert_non_null(name_join(&arena, NULL, 0, NULL, 0));
    const struct name_place municipality = place("FR", "Brest", 0, 0, 140064);
    assert_true(*name_join(&arena, &municipality, 1, NULL, 0) == NAME_JOIN_NONE);
}

/* Nashville to Los Angeles airports: 2886.448430 km with R = 6371.0088 km. */
static void distances_are_those_of_the_sphere(void **state)
{
    (void)state;
    double d = name_distance_m(36120000, -86670000, 33940000, -118400000);
    assert_true(d > 2886448.0 && d < 2886449.0);
    assert_true(name_distance_m(1, 1, 1, 1) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(official_names_come_apart),
        cmocka_unit_test(a_part_of_another_city_does_not_take_its_name),
        cmocka_unit_test(odd_input_is_no_trouble),
        cmocka_unit_test(the_name_for_people_keeps_its_marks),
        cmocka_unit_test(scripts_become_latin_as_each_country_writes_them),
        cmocka_unit_test(some_countries_have_no_municipal_list),
        cmocka_unit_test(a_municipality_joins_its_own_town_not_a_namesake),
        cmocka_unit_test(a_far_namesake_is_not_joined),
        cmocka_unit_test(one_locality_goes_to_one_municipality),
        cmocka_unit_test(without_position_only_what_is_unique_or_in_the_same_area),
        cmocka_unit_test(nothing_joins_nothing),
        cmocka_unit_test(a_name_of_several_begins_with_the_first),
        cmocka_unit_test(a_first_name_joins_only_the_main_town),
        cmocka_unit_test(distances_are_those_of_the_sphere),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
