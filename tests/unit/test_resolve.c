/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fold.h"
#include "domain/resolve.h"

#define CITIES_MAX 400

static struct arena arena;
static struct resolve_city cities[CITIES_MAX];
static size_t cities_n;
static struct resolve_index *resolver;

/* Country and names: the first its own, with a + its municipality's, the rest alternates. */
static const char *const places[][2] = {
    {"AL", "Durrës"}, {"AL", "Shkodër"}, {"AL", "Tirana|Tiranë|Tirane"}, {"XK", "Prishtina|Prishtinë|Pristina"},
    {"AT", "Graz"}, {"AT", "Linz"}, {"AT", "Villach"}, {"AT", "Klagenfurt am Wörthersee"}, {"AT", "St. Pölten"},
    {"BA", "Banja Luka"}, {"BA", "Tuzla"}, {"BE", "Kortrijk|Courtrai"}, {"BE", "Namur|Namen"}, {"BE", "Eupen"},
    {"BG", "Stara Zagora"}, {"BG", "Gabrovo"}, {"BG", "Sofia"}, {"CH", "Bern|Berne"}, {"CH", "Bellinzona"},
    {"CH", "Lausanne"},
    {"CH", "Zürich|Zurich"}, {"CY", "Larnaca|Larnaka"}, {"CY", "Nicosia|Lefkosia"}, {"CZ", "Brno"},
    {"CZ", "Plzeň|Pilsen"},
    {"CZ", "Litoměřice"}, {"CZ", "Hradec Králové"}, {"DE", "Bottrop"}, {"DE", "Göttingen"}, {"DE", "Lübeck"},
    {"DE", "Erfurt"},
    {"DE", "Frankfurt am Main"}, {"DE", "Neustadt an der Weinstraße"}, {"DK", "Roskilde"},
    {"DK", "Copenhagen|København"},
    {"DK", "Horsens"}, {"EE", "Tallinn"}, {"EE", "Tartu linn|Tartu"}, {"EE", "Tartu vald|Tartu"},
    {"EE", "Rakvere"},
    {"ES", "Gijón|Xixón"}, {"ES", "Reus"}, {"ES", "Lugo"}, {"ES", "Irun"}, {"ES", "A Coruña|La Coruña"},
    {"ES", "L'Hospitalet de Llobregat"}, {"FI", "Seinäjoki"}, {"FI", "Vantaa"}, {"FI", "Hämeenlinna"},
    {"FI", "Lappeenranta"},
    {"FI", "Rovaniemi"}, {"FI", "Uusikaupunki"}, {"FI", "Savonlinna"}, {"FI", "Vaasa|Vasa"}, {"FR", "Limoges"},
    {"FR", "Évreux"}, {"FR", "Le Havre|Havre"}, {"FR", "Avignon"}, {"FR", "Saint-Denis"},
    {"GB", "Peterborough|Peterborough City Council"},
    {"GB", "Wigan|Wigan Metropolitan Borough Council"}, {"GB", "Camden"}, {"GB", "Swansea"}, {"GB", "Wrexham"},
    {"GB", "County Durham|+Durham County Council"}, {"GB", "Stirling"}, {"GB", "Chelmsford"}, {"GR", "Lamía"},
    {"GR", "Vólos|Volos"}, {"GR", "Lárisa|Larissa"}, {"GR", "Chalándri|Halandri"}, {"GR", "Kavála"},
    {"GR", "Sérres"},
    {"GR", "Loutráki"}, {"HR", "Varaždin"}, {"HR", "Pula"}, {"HU", "Szeged"}, {"HU", "Kecskemét"},
    {"HU", "Budapest"},
    {"IE", "Limerick"}, {"IE", "Cork"}, {"IS", "Reykjavík"}, {"IS", "Kópavogur"}, {"IS", "Akureyri"},
    {"IS", "Hafnarfjörður"},
    {"IT", "L'Aquila"}, {"IT", "Pesaro"}, {"IT", "Città di Castello"}, {"IT", "Bolzano|Bozen"},
    {"IT", "Rome|Roma"}, {"LI", "Vaduz"},
    {"LT", "Vilnius"}, {"LT", "Šiauliai"}, {"LT", "Kėdainiai"}, {"LT", "Panevėžys"},
    {"LU", "Dudelange|Diddeleng"}, {"LV", "Jelgava"},
    {"LV", "Rēzekne"}, {"LV", "Cēsis"}, {"LV", "Ogres novads|Ogre"}, {"MD", "Bălți|Balti"}, {"ME", "Nikšić"},
    {"MK", "Bitola"}, {"MT", "Birkirkara"},
    {"NL", "Zaanstad"}, {"NL", "'s-Hertogenbosch|Den Bosch"}, {"NL", "The Hague|Den Haag"}, {"NO", "Drammen"},
    {"NO", "Tromsø"},
    {"PL", "Gliwice"}, {"PL", "Kraków"}, {"PL", "Sosnowiec"}, {"PL", "Zielona Góra"}, {"PL", "Gdańsk"},
    {"PT", "Viseu"}, {"PT", "Porto"},
    {"PT", "Figueira da Foz"}, {"RO", "Timişoara"}, {"RO", "Focşani"}, {"RO", "Mioveni"},
    {"RO", "Bucharest|Bucureşti"}, {"RS", "Novi Sad"},
    {"RS", "Niš"}, {"RS", "Belgrade|Beograd"}, {"SE", "Umeå"}, {"SE", "Lund"}, {"SE", "Borås"},
    {"SE", "Göteborg|Gothenburg"}, {"SI", "Celje"}, {"SI", "Kranj"},
    {"SK", "Banská Bystrica"}, {"SK", "Košice"}, {"TR", "Eskişehir"}, {"TR", "Nilüfer"}, {"UA", "Zhytomyr"},
    {"UA", "Vinnytsia"}, {"UA", "Lviv"},
};

static void add_city(const char *country, const char *names)
{
    struct name_of_place *list = arena_array(&arena, struct name_of_place, 8);
    size_t n = 0;
    for (struct str rest = str_of(names); rest.s != NULL; n++) {
        struct str name = str_cut(rest, '|', &rest);
        enum name_kind other = str_starts(name, S("+")) ? NAME_MUNICIPALITY : NAME_ALTERNATE;
        list[n] = (struct name_of_place){fold(&arena, name), n == 0 ? NAME_OWN : other};
    }
    cities[cities_n] = (struct resolve_city){
        .id = {(int64_t)cities_n + 1}, .country = str_of(country), .names = list, .names_n = n, .municipality = true,
        .population = {true, 100000},
    };
    cities_n++;
}

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        add_city(places[i][0], places[i][1]);
    }
    resolver = resolve_index_new(&arena, cities, cities_n);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct resolve_org body(const char *country, const char *name, const char *place)
{
    return (struct resolve_org){
        .name = str_of(name), .activity = S("PUB"), .place = str_of(place), .street = S("1"),
        .country = str_of(country),
    };
}

static const char *name_of(struct city_id id)
{
    return id.v == 0 ? "" : places[id.v - 1][1];
}

static void expect(const struct resolve_org *org, enum resolve_kind kind, const char *city)
{
    struct resolve_answer answer = resolve(&arena, resolver, org);
    struct str got = str_of(name_of(answer.city_id));
    struct str rest;
    if (answer.kind != kind || !str_eq(str_cut(got, '|', &rest), str_of(city))) {
        struct str kind_word = resolve_kind_word(answer.kind);
        struct str reason = resolve_reason_word(answer.reason);
        fail_msg("%.*s: %.*s of \"%.*s\" (%.*s)", STR_ARG(org->name), STR_ARG(kind_word), STR_ARG(got),
                 STR_ARG(reason));
    }
    assert_true(answer.confidence >= 0 && answer.confidence <= 10000);
    assert_non_null(answer.language);
}

/* Councils by the names they bear in their own languages, one line or more a country. */
static void every_language_names_its_municipalities(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"AL", "Bashkia Durrës", "Durrës"}, {"AL", "Bashkia e Shkodrës", "Shkodër"},
        {"AL", "Municipality of Tirana", "Tirana"},
        {"XK", "Komuna e Prishtinës", "Prishtina"}, {"AT", "Stadt Graz", "Graz"},
        {"AT", "Magistrat der Landeshauptstadt Linz", "Linz"},
        {"AT", "Magistrat der Stadt Villach", "Villach"}, 
        {"AT", "Magistrat der Landeshauptstadt Sankt Pölten", "St. Pölten"},
        {"BA", "Grad Banja Luka", "Banja Luka"},
        {"BA", "GRAD TUZLA", "Tuzla"}, {"BE", "Stad Kortrijk", "Kortrijk"}, {"BE", "Ville de Namur", "Namur"},
        {"BE", "Stadt Eupen", "Eupen"},
        {"BG", "Община Стара Загора", "Stara Zagora"}, {"BG", "Obshtina Gabrovo", "Gabrovo"},
        {"BG", "Stolichna obshtina", "Sofia"},
        {"CH", "Einwohnergemeinde Bern", "Bern"}, {"CH", "Città di Bellinzona", "Bellinzona"},
        {"CH", "Ville de Lausanne", "Lausanne"},
        {"CY", "Dimos Larnakas", "Larnaca"}, {"CY", "Lefkosia Municipality", "Nicosia"},
        {"CZ", "Statutární město Brno", "Brno"},
        {"CZ", "Magistrát města Brna", "Brno"}, {"CZ", "Město Litoměřice", "Litoměřice"},
        {"CZ", "Magistrát města Hradce Králové", "Hradec Králové"},
        {"DE", "Stadt Bottrop", "Bottrop"}, {"DE", "Stadt Goettingen", "Göttingen"},
        {"DE", "Hansestadt Lübeck", "Lübeck"},
        {"DE", "Landeshauptstadt Erfurt", "Erfurt"},
        {"DE", "Stadt Frankfurt am Main Der Magistrat", "Frankfurt am Main"},
        {"DE", "Stadtverwaltung Neustadt an der Weinstrasse", "Neustadt an der Weinstraße"},
        {"DK", "Roskilde Kommune", "Roskilde"},
        {"DK", "Københavns Kommune", "Copenhagen"}, {"DK", "HORSENS KOMMUNE", "Horsens"},
        {"EE", "Tallinna Linnavalitsus", "Tallinn"},
        {"EE", "Tartu linn", "Tartu linn"}, {"EE", "Tartu Vallavalitsus", "Tartu vald"},
        {"EE", "Rakvere linn", "Rakvere"},
        {"ES", "Ayuntamiento de Gijón", "Gijón"}, {"ES", "Ajuntament de Reus", "Reus"},
        {"ES", "Concello de Lugo", "Lugo"},
        {"ES", "Irungo Udala / Ayuntamiento de Irun", "Irun"}, {"ES", "Concello da Coruña", "A Coruña"},
        {"ES", "AYUNATMIENTO DE GIJON", "Gijón"},
        {"ES", "Ajuntament de L'Hospitalet de Llobregat", "L'Hospitalet de Llobregat"},
        {"FI", "Seinäjoen kaupunki", "Seinäjoki"},
        {"FI", "Vantaan kaupunki", "Vantaa"}, {"FI", "Hämeenlinnan kaupunki", "Hämeenlinna"},
        {"FI", "Lappeenrannan kaupunki", "Lappeenranta"},
        {"FI", "ROVANIEMEN KAUPUNKI", "Rovaniemi"}, {"FI", "Savonlinnan kaupunki", "Savonlinna"},
        {"FI", "Vasa stad", "Vaasa"},
        {"FR", "Ville de Limoges", "Limoges"}, {"FR", "Commune d'Évreux", "Évreux"},
        {"FR", "Ville du Havre", "Le Havre"}, {"FR", "Mairie d’Avignon", "Avignon"},
        {"GB", "Peterborough City Council", "Peterborough"},
        {"GB", "Wigan Metropolitan Borough Council", "Wigan"},
        {"GB", "London Borough of Camden", "Camden"}, {"GB", "City and County of Swansea", "Swansea"},
        {"GB", "Swansea Council", "Swansea"},
        {"GB", "Wrexham County Borough Council", "Wrexham"},
        {"GB", "The Council of the City of Wigan", "Wigan"},
        {"GB", "Durham County Council", "County Durham"}, {"GR", "Δήμος Λαμιέων", "Lamía"},
        {"GR", "Dimos Volou", "Vólos"},
        {"GR", "DIMOS LARISAION", "Lárisa"}, {"GR", "Dimos Chalandriou", "Chalándri"},
        {"GR", "Municipality of Kavala", "Kavála"},
        {"HR", "Grad Varaždin", "Varaždin"}, {"HR", "City of Pula", "Pula"},
        {"HU", "Szeged Megyei Jogú Város Önkormányzata", "Szeged"},
        {"HU", "Kecskemét Megyei Jogú Város Önkormányzata", "Kecskemét"},
        {"HU", "Budapest Főváros Önkormányzata", "Budapest"},
        {"IE", "Limerick City and County Council", "Limerick"}, {"IE", "Cork City Council", "Cork"},
        {"IS", "Reykjavíkurborg", "Reykjavík"},
        {"IS", "Kópavogsbær", "Kópavogur"}, {"IS", "Akureyrarbær", "Akureyri"},
        {"IS", "Hafnarfjarðarkaupstaður", "Hafnarfjörður"},
        {"IT", "Comune dell'Aquila", "L'Aquila"}, {"IT", "Comune di Pesaro", "Pesaro"},
        {"IT", "Comune di Città di Castello", "Città di Castello"},
        {"IT", "Gemeinde Bozen", "Bolzano"}, {"IT", "Roma Capitale", "Rome"}, {"LI", "Gemeinde Vaduz", "Vaduz"},
        {"LT", "Vilniaus miesto savivaldybės administracija", "Vilnius"},
        {"LT", "Šiaulių miesto savivaldybės administracija", "Šiauliai"},
        {"LT", "Kėdainių rajono savivaldybės administracija", "Kėdainiai"},
        {"LT", "Panevėžio miesto savivaldybė", "Panevėžys"},
        {"LU", "Ville de Dudelange", "Dudelange"},
        {"LU", "Administration communale de la Ville de Dudelange", "Dudelange"},
        {"LV", "Jelgavas valstspilsētas pašvaldība", "Jelgava"}, {"LV", "Rēzeknes pilsētas dome", "Rēzekne"},
        {"LV", "Cēsu pilsētas pašvaldība", "Cēsis"},
        {"LV", "Ogres novada pašvaldība", "Ogres novads"}, {"MD", "Primăria Municipiului Bălți", "Bălți"},
        {"ME", "Opština Nikšić", "Nikšić"},
        {"MK", "Општина Битола", "Bitola"}, {"MT", "Kunsill Lokali Birkirkara", "Birkirkara"},
        {"NL", "Gemeente Zaanstad", "Zaanstad"},
        {"NL", "GEMEENTE 'S-HERTOGENBOSCH", "'s-Hertogenbosch"}, {"NL", "Gemeente Den Haag", "The Hague"},
        {"NO", "Drammen kommune", "Drammen"},
        {"NO", "Municipality of Tromsoe", "Tromsø"}, {"PL", "Urząd Miejski w Gliwicach", "Gliwice"},
        {"PL", "Gmina Miejska Kraków - Miasto na prawach powiatu", "Kraków"},
        {"PL", "Urząd Miasta Krakowa", "Kraków"}, {"PL", "Urząd Miasta Sosnowca", "Sosnowiec"},
        {"PL", "Urząd Miasta Zielonej Góry", "Zielona Góra"},
        {"PL", "Gmina Miasta Gdańska", "Gdańsk"}, {"PT", "Câmara Municipal de Viseu", "Viseu"},
        {"PT", "Município do Porto", "Porto"},
        {"PT", "Município da Figueira da Foz", "Figueira da Foz"}, {"RO", "Municipiul Timișoara", "Timişoara"},
        {"RO", "Primăria Municipiului Focșani", "Focşani"},
        {"RO", "UAT Orașul Mioveni", "Mioveni"}, {"RS", "Gradska uprava grada Novog Sada", "Novi Sad"},
        {"RS", "Grad Novi Sad", "Novi Sad"}, {"RS", "Град Ниш", "Niš"},
        {"SE", "Umeå kommun", "Umeå"}, {"SE", "Lunds kommun", "Lund"}, {"SE", "Borås Stad", "Borås"},
        {"SE", "Göteborgs Stad", "Göteborg"},
        {"SI", "Mestna občina Celje", "Celje"}, {"SI", "MESTNA OBCINA KRANJ", "Kranj"},
        {"SK", "Mesto Banská Bystrica", "Banská Bystrica"},
        {"SK", "Mesto Košice", "Košice"}, {"TR", "Eskişehir Büyükşehir Belediyesi", "Eskişehir"},
        {"TR", "Nilüfer Belediyesi", "Nilüfer"},
        {"TR", "T.C. Nilüfer Belediye Başkanlığı", "Nilüfer"}, {"UA", "Житомирська міська рада", "Zhytomyr"},
        {"UA", "Vinnytsia City Council", "Vinnytsia"},
        {"UA", "Executive Committee of Lviv City Council", "Lviv"}, {"UA", "Lvivska miska rada", "Lviv"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct resolve_org org = body(cases[i][0], cases[i][1], "");
        expect(&org, RESOLVE_MUNICIPALITY, cases[i][2]);
    }
}

static void bodies_above_beside_and_below_are_no_city(void **state)
{
    (void)state;
    static const struct {
        const char *country;
        const char *name;
        const char *place;
        enum resolve_kind kind;
    } cases[] = {
        {"GB", "Essex County Council", "Chelmsford", RESOLVE_COUNTY},
        {"IE", "Cork County Council", "Cork", RESOLVE_COUNTY},
        {"ES", "Diputación de Lugo", "Lugo", RESOLVE_COUNTY},
        {"IT", "Città metropolitana di Roma Capitale", "Roma", RESOLVE_COUNTY},
        {"IT", "Provincia di Pesaro e Urbino", "Pesaro", RESOLVE_COUNTY},
        {"FR", "Département de la Haute-Vienne", "Limoges", RESOLVE_COUNTY},
        {"DE", "Landkreis Göttingen", "Göttingen", RESOLVE_COUNTY},
        {"NO", "Troms fylkeskommune", "Tromsø", RESOLVE_COUNTY},
        {"HR", "Varaždinska županija", "Varaždin", RESOLVE_COUNTY},
        {"RO", "Consiliul Județean Timiș", "Timişoara", RESOLVE_COUNTY},
        {"RO", "Județul Argeș", "Mioveni", RESOLVE_COUNTY},
        {"PL", "Województwo Małopolskie", "Kraków", RESOLVE_COUNTY},
        {"GR", "Περιφέρεια Θεσσαλίας", "Lárisa", RESOLVE_COUNTY},
        {"TR", "Eskişehir Valiliği", "Eskişehir", RESOLVE_COUNTY},
        {"LT", "Vilniaus rajono savivaldybės administracija", "Vilnius", RESOLVE_COUNTY},
        {"FI", "Pirkanmaan liitto", "Vantaa", RESOLVE_COUNTY},
        {"FR", "Limoges Métropole", "Limoges", RESOLVE_INTERMUNICIPAL},
        {"FR", "Plaine Commune", "Saint-Denis", RESOLVE_INTERMUNICIPAL},
        {"FR", "Communauté d'Agglomération du Grand Avignon", "Avignon", RESOLVE_INTERMUNICIPAL},
        {"PT", "Comunidade Intermunicipal Viseu Dão Lafões", "Viseu", RESOLVE_INTERMUNICIPAL},
        {"IT", "Unione dei Comuni Pian del Bruscolo", "Pesaro", RESOLVE_INTERMUNICIPAL},
        {"ES", "Mancomunidad de la Comarca de Pamplona", "", RESOLVE_INTERMUNICIPAL},
        {"HU", "Budapest Főváros VIII. kerület Józsefvárosi Önkormányzat", "Budapest", RESOLVE_DISTRICT},
        {"RO", "Primăria Sectorului 3 București", "Bucureşti", RESOLVE_DISTRICT},
        {"CZ", "Městská část Brno-střed", "Brno", RESOLVE_DISTRICT},
        {"GB", "Wrexham Town Council", "Wrexham", RESOLVE_DISTRICT},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct resolve_org org = body(cases[i].country, cases[i].name, cases[i].place);
        expect(&org, cases[i].kind, "");
    }
}

static void a_citys_own_bodies_are_agencies(void **state)
{
    (void)state;
    static const char *const cases[][4] = {
        {"PT", "Domus Social - Empresa de Habitação do Município do Porto", "Porto", "Porto"},
        {"CZ", "Útvar koordinace evropských projektů města Plzně", "Plzeň", "Plzeň"},
        {"LT", "Vilniaus miesto savivaldybės visuomenės sveikatos biuras", "Vilnius", "Vilnius"},
        {"ES", "Institut Municipal de Museus de Reus", "Reus", "Reus"},
        {"CH", "City of Zurich / Disposal and Recycling Services", "Zürich", "Zürich"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct resolve_org org = body(cases[i][0], cases[i][1], cases[i][2]);
        expect(&org, RESOLVE_AGENCY, cases[i][3]);
    }
}

static void other_bodies_of_the_city_are_nothing(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"SE", "Lunds universitet", "Lund"}, {"DE", "Georg-August-Universität Göttingen", "Göttingen"},
        {"CZ", "Ministerstvo dopravy", "Brno"}, {"FR", "Police municipale de Limoges", "Limoges"},
        {"GB", "Peterborough Engines Limited", "Peterborough"},
        {"NO", "Kommunal- og distriktsdepartementet", "Oslo"},
        {"IT", "Ministero della Cultura", "Roma"}, {"ES", "", "Reus"}, {"ES", "///", "Reus"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct resolve_org org = body(cases[i][0], cases[i][1], cases[i][2]);
        expect(&org, RESOLVE_NONE, "");
    }
}

static void the_seat_is_not_what_is_governed(void **state)
{
    (void)state;
    struct resolve_org org = body("GR", "DIMOS EMMANOUEL PAPPA", "SERRES");
    struct resolve_answer answer = resolve(&arena, resolver, &org);
    assert_int_equal(answer.kind, RESOLVE_MUNICIPALITY);
    assert_int_equal(answer.city_id.v, 0);
    assert_int_equal(answer.reason, RESOLVE_NO_CITY);
    assert_true(str_eq(answer.stated, S("emmanouel pappa")));

    org = body("DK", "KOBENHAVNS KOMMUNE", "Valby");
    expect(&org, RESOLVE_MUNICIPALITY, "Copenhagen");
    org = body("AT", "Landeshauptstadt Klagenfurt", "Klagenfurt am Wörthersee");
    expect(&org, RESOLVE_MUNICIPALITY, "Klagenfurt am Wörthersee");
    org = body("GR", "DIMOS LOUTRAKIOU-PERACHORAS-AGION THEODORON", "LOUTRAKI");
    expect(&org, RESOLVE_MUNICIPALITY, "Loutráki");
}

/* ---- namesakes */

static void position_and_region_choose_between_namesakes(void **state)
{
    (void)state;
    const struct name_of_place bergen = {S("bergen"), NAME_OWN};
    struct resolve_city two[] = {
        {.id = {1}, .country = S("NL"), .names = &bergen, .names_n = 1, .municipality = true, .nuts3 = S("NL328"),
         .located = true, .latitude_micro = 52670000, .longitude_micro = 4700000},
        {.id = {2}, .country = S("NL"), .names = &bergen, .names_n = 1, .municipality = true, .nuts3 = S("NL421"),
         .located = true, .latitude_micro = 51600000, .longitude_micro = 6040000},
    };
    struct resolve_index *of_two = resolve_index_new(&arena, two, 2);
    struct resolve_org org = body("NL", "Gemeente Bergen", "");
    assert_int_equal(resolve(&arena, of_two, &org).reason, RESOLVE_SEVERAL);
    assert_int_equal(resolve(&arena, of_two, &org).city_id.v, 0);

    org.nuts = S("NL421");
    assert_int_equal(resolve(&arena, of_two, &org).city_id.v, 2);
    assert_int_equal(resolve(&arena, of_two, &org).reason, RESOLVE_NAME_AND_REGION);

    org.nuts = S("");
    org.located = true;
    org.latitude_micro = 52660000;
    org.longitude_micro = 4710000;
    assert_int_equal(resolve(&arena, of_two, &org).city_id.v, 1);
}

static void the_only_namesake_far_away_is_not_taken(void **state)
{
    (void)state;
    const struct name_of_place castro = {S("castro"), NAME_OWN};
    struct resolve_city one = {.id = {7}, .country = S("IT"), .names = &castro, .names_n = 1, .municipality = true,
                               .nuts3 = S("ITF45"), .located = true, .latitude_micro = 40000000,
                               .longitude_micro = 18420000};
    struct resolve_index *of_one = resolve_index_new(&arena, &one, 1);
    struct resolve_org org = body("IT", "Comune di Castro", "Castro");
    org.nuts = S("ITC46");
    org.located = true;
    org.latitude_micro = 45800000;
    org.longitude_micro = 10060000;
    struct resolve_answer answer = resolve(&arena, of_one, &org);
    assert_int_equal(answer.kind, RESOLVE_MUNICIPALITY);
    assert_int_equal(answer.city_id.v, 0);
    assert_int_equal(answer.reason, RESOLVE_ELSEWHERE);
}

static void no_city_of_another_country_is_taken(void **state)
{
    (void)state;
    struct resolve_org org = body("US", "City of Peterborough", "Peterborough");
    struct resolve_answer answer = resolve(&arena, resolver, &org);
    assert_int_equal(answer.kind, RESOLVE_MUNICIPALITY);
    assert_int_equal(answer.city_id.v, 0);
}

static void seats_are_found_as_people_write_them(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"FR", "Limoges CEDEX 2", "Limoges"}, {"IT", "ROMA RM", "Rome|Roma"},
        {"DK", "København K", "Copenhagen|København"},
        {"DK", "Kbenhavn S", "Copenhagen|København"}, {"BE", "Namur / Namen", "Namur|Namen"},
        {"FI", "ROVANIEMEN", "Rovaniemi"},
        {"IE", "CORK 4", "Cork"}, {"CZ", "Plzeň 1", "Plzeň|Pilsen"}, {"DE", "Nowhere", ""}, {"DE", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct resolve_org org = body(cases[i][0], "Any Company", cases[i][1]);
        assert_string_equal(name_of(resolve_seat(&arena, resolver, &org)), cases[i][2]);
    }
}

static void people_are_told_from_bodies(void **state)
{
    (void)state;
    struct resolve_org org = {.name = S("ESCRIBANO SERRANO JOSE"), .activity = S("PRC"), .country = S("ES")};
    assert_true(resolve_is_person(&org));
    org.name = S("Brakebusch Börries");
    assert_true(resolve_is_person(&org));
    org.name = S("Phenopolis Ltd");
    assert_false(resolve_is_person(&org));
    org.name = S("Comune di Pesaro");
    org.activity = S("PUB");
    assert_false(resolve_is_person(&org));
    org.activity = S("PRC");
    org.name = S("SERRANO JOSE");
    org.place = S("Madrid");
    assert_false(resolve_is_person(&org));
    org.place = S("");
    org.street = S("Calle 1");
    assert_false(resolve_is_person(&org));
}

static void nobody_is_a_municipality_and_a_person(void **state)
{
    (void)state;
    struct resolve_org org = {.name = S("VILLE LYON"), .activity = S("PRC"), .country = S("FR")};
    assert_true(resolve_is_person(&org)); /* Ville is a first name in the north */
    assert_int_equal(resolve(&arena, resolver, &org).kind, RESOLVE_NONE);
    org.name = S("STADT GRAZ"); /* a list that gives nothing but names and countries */
    org.country = S("AT");
    org.activity = S("");
    assert_false(resolve_is_person(&org));
    assert_int_equal(resolve(&arena, resolver, &org).kind, RESOLVE_MUNICIPALITY);
}

static void long_and_strange_names_end(void **state)
{
    (void)state;
    char name[5000];
    memset(name, 'a', sizeof name);
    for (size_t i = 7; i < sizeof name; i += 8) {
        name[i] = i % 3 ? ' ' : '-';
    }
    memcpy(name, "Comune di ", 10);
    for (size_t n = 0; n < sizeof name; n += 97) {
        struct resolve_org org = body("PL", "", "");
        org.name = (struct str){name, n};
        org.place = (struct str){name, n};
        assert_int_equal(resolve(&arena, resolver, &org).city_id.v, 0);
    }
}

static void words_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < RESOLVE_KIND__MAX; i++) {
        enum resolve_kind kind;
        assert_true(resolve_kind_parse(resolve_kind_word((enum resolve_kind)i), &kind));
        assert_int_equal(kind, i);
    }
    for (int i = 0; i < RESOLVE_REASON__MAX; i++) {
        enum resolve_reason reason;
        assert_true(resolve_reason_parse(resolve_reason_word((enum resolve_reason)i), &reason));
        assert_int_equal(reason, i);
    }
    enum resolve_kind kind;
    assert_false(resolve_kind_parse(S("city"), &kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_names_its_municipalities),
        cmocka_unit_test(bodies_above_beside_and_below_are_no_city),
        cmocka_unit_test(a_citys_own_bodies_are_agencies),
        cmocka_unit_test(other_bodies_of_the_city_are_nothing),
        cmocka_unit_test(the_seat_is_not_what_is_governed),
        cmocka_unit_test(position_and_region_choose_between_namesakes),
        cmocka_unit_test(the_only_namesake_far_away_is_not_taken),
        cmocka_unit_test(no_city_of_another_country_is_taken),
        cmocka_unit_test(seats_are_found_as_people_write_them),
        cmocka_unit_test(people_are_told_from_bodies),
        cmocka_unit_test(nobody_is_a_municipality_and_a_person),
        cmocka_unit_test(long_and_strange_names_end),
        cmocka_unit_test(words_read_back),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
