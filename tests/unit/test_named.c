/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which city a list means: what fits is found, and what is not clear stays unknown with its reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "domain/named.h"

#define MICRO(degrees) ((int32_t)((degrees) * 1e6))

static const struct name_of_place forli[] = {{S_INIT("forli"), NAME_OWN}};
static const struct name_of_place mantova[] = {{S_INIT("mantova"), NAME_OWN}, {S_INIT("mantua"), NAME_ALTERNATE}};
static const struct name_of_place rastatt[] = {{S_INIT("rastatt"), NAME_OWN}};
static const struct name_of_place neustadt[] = {{S_INIT("neustadt"), NAME_OWN}};
static const struct name_of_place rabat[] = {{S_INIT("rabat"), NAME_OWN}};
static const struct name_of_place guimaraes[] = {{S_INIT("guimaraes"), NAME_OWN}};
static const struct name_of_place york[] = {{S_INIT("york"), NAME_OWN}};
static const struct name_of_place abymes[] = {{S_INIT("abymes"), NAME_MUNICIPALITY}};

#define CITY(number, code, list, is_municipality, people, lat, lon)                                       \
    {.id = {number}, .country = S_INIT(code), .names = list, .names_n = sizeof list / sizeof *list,     \
     .municipality = is_municipality, .population = {true, people}, .nuts3 = S_INIT(""), .located = true, \
     .latitude_micro = MICRO(lat), .longitude_micro = MICRO(lon)}

static const struct resolve_city cities[] = {
    CITY(1, "IT", forli, true, 117946, 44.2236, 12.0528),
    CITY(2, "IT", mantova, true, 49440, 45.1564, 10.7914),
    CITY(3, "DE", rastatt, true, 49918, 48.8585, 8.2097),
    CITY(4, "DE", neustadt, true, 53000, 49.35, 8.14),
    CITY(5, "DE", neustadt, true, 44000, 52.50, 9.46),
    CITY(6, "MT", rabat, true, 11553, 35.8817, 14.3989),
    CITY(7, "PT", guimaraes, false, 40604, 41.4425, -8.2918),
    CITY(8, "GB", york, true, 210618, 53.96, -1.08),
    CITY(9, "GB", york, false, 900, 52.1, 0.9),
    {.id = {10}, .country = S_INIT("FR"), .names = abymes, .names_n = 1, .municipality = true,
     .population = {true, 53491}, .nuts3 = S_INIT("")},
};

static struct named_answer find(struct named_place place)
{
    static struct arena arena;
    static const struct resolve_index *index;
    if (!index) {
        arena_init(&arena, 16u << 20);
        index = resolve_index_new(&arena, cities, sizeof cities / sizeof *cities);
    }
    return named_find(&arena, index, &place);
}

static struct named_place town(const char *name, const char *country, int64_t people, double lat, double lon)
{
    return (struct named_place){.name = str_of(name), .country = str_of(country), .located = true,
                                .latitude_micro = MICRO(lat), .longitude_micro = MICRO(lon),
                                .population = {people > 0, people}};
}

static void is(struct named_answer answer, int64_t city, enum named_reason reason)
{
    assert_int_equal(answer.city.v, city);
    assert_int_equal(answer.reason, reason);
}

static void test_a_name_and_a_position_find_the_city(void **state)
{
    (void)state;
    is(find(town("Forlì", "IT", 117859, 44.2225, 12.0408)), 1, NAMED_NAME_AND_POSITION);
    is(find(town("Comune di Forlì", "IT", 0, 44.2225, 12.0408)), 1, NAMED_NAME_AND_POSITION);
    is(find(town("Mantua", "IT", 48103, 45.15, 10.79)), 2, NAMED_NAME_AND_POSITION);
    is(find(town("Neustadt", "DE", 0, 52.50, 9.46)), 5, NAMED_NAME_AND_POSITION);
}

static void test_the_same_name_elsewhere_is_not_the_city(void **state)
{
    (void)state;
    is(find(town("Forlì", "IT", 0, 40.0, 17.0)), 0, NAMED_ELSEWHERE);
    is(find(town("Neustadt", "DE", 0, 50.9, 11.0)), 0, NAMED_ELSEWHERE);
    /* Victoria on Gozo is called Rabat too: 20 km away, and of another size */
    is(find(town("Rabat (Citta' Vittoria)", "MT", 6414, 36.0444, 14.2397)), 0, NAMED_ELSEWHERE);
    is(find(town("Forlì", "SM", 0, 44.2225, 12.0408)), 0, NAMED_NO_CITY);
}

/* A position that is off by some kilometres is forgiven when the number of people agrees. */
static void test_people_stand_for_kilometres(void **state)
{
    (void)state;
    is(find(town("Forlì", "IT", 118000, 44.40, 12.0528)), 1, NAMED_NAME_AND_POSITION);
    is(find(town("Forlì", "IT", 0, 44.40, 12.0528)), 0, NAMED_ELSEWHERE);
    is(find(town("Mantua", "IT", 49440, 45.25, 10.7914)), 0, NAMED_ELSEWHERE); /* an alternate name: nearer */
}

/* The district of Rastatt is twinned, not the town; a Portuguese locality is smaller than its municipality. */
static void test_another_size_is_another_place(void **state)
{
    (void)state;
    is(find(town("Rastatt", "DE", 227474, 48.86, 8.21)), 0, NAMED_OTHER_SIZE);
    is(find(town("Rastatt", "DE", 30000, 48.86, 8.21)), 3, NAMED_NAME_AND_POSITION);
    is(find(town("Guimarães", "PT", 157214, 41.44, -8.29)), 7, NAMED_NAME_AND_POSITION);
    is(find(town("Guimarães", "PT", 957214, 41.44, -8.29)), 0, NAMED_OTHER_SIZE);
}

static void test_several_towns_are_not_one(void **state)
{
    (void)state;
    struct named_place group = town("Forlì", "IT", 0, 44.2225, 12.0408);
    group.kind = NAMED_GROUP;
    is(find(group), 0, NAMED_IS_GROUP);
    is(find(town("Forlì, Cesena, Ravenna", "IT", 0, 44.2225, 12.0408)), 0, NAMED_NO_CITY);
    is(find(town("Forlì", "", 0, 44.2225, 12.0408)), 0, NAMED_NO_COUNTRY);
}

static void test_without_a_position_there_must_be_only_one(void **state)
{
    (void)state;
    struct named_place neustadts = {.name = S("Neustadt"), .country = S("DE")};
    is(find(neustadts), 0, NAMED_SEVERAL);
    struct named_place one = {.name = S("Forlì"), .country = S("IT")};
    is(find(one), 1, NAMED_NAME_ONLY);
    is(find(town("Les Abymes", "FR", 57960, 16.27, -61.5)), 10, NAMED_NAME_ONLY);
}

/* An official name is that of a municipality, whatever villages have it too. */
static void test_an_authority_is_a_municipality(void **state)
{
    (void)state;
    struct named_place authority = {.kind = NAMED_AUTHORITY, .name = S("York"), .country = S("GB")};
    is(find(authority), 8, NAMED_NAME_ONLY);
    authority.kind = NAMED_TOWN;
    is(find(authority), 0, NAMED_SEVERAL);
    authority.kind = NAMED_AUTHORITY;
    authority.name = S("Nowhere and District");
    is(find(authority), 0, NAMED_NO_CITY);
}

static void test_words_come_back(void **state)
{
    (void)state;
    for (int i = 0; i < NAMED_KIND__MAX; i++) {
        enum named_kind kind;
        assert_true(named_kind_parse(named_kind_word((enum named_kind)i), &kind));
        assert_int_equal(kind, i);
    }
    for (int i = 0; i < NAMED_REASON__MAX; i++) {
        assert_true(named_reason_word((enum named_reason)i).n > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_and_a_position_find_the_city),
        cmocka_unit_test(test_the_same_name_elsewhere_is_not_the_city),
        cmocka_unit_test(test_people_stand_for_kilometres),
        cmocka_unit_test(test_another_size_is_another_place),
        cmocka_unit_test(test_several_towns_are_not_one),
        cmocka_unit_test(test_without_a_position_there_must_be_only_one),
        cmocka_unit_test(test_an_authority_is_a_municipality),
        cmocka_unit_test(test_words_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
