/* SPDX-License-Identifier: AGPL-3.0-or-later
** What the network lacks, and who would fill it: which gaps there are, each city's reasons, their order, and that not
** one gap takes all the places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/gap.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static const struct gap_want WANTS[] = {{S_INIT("energy"), 3}, {S_INIT("mobility"), 5}};
static const struct gap_country COUNTRIES[] = {{S_INIT("DE"), 6}, {S_INIT("DK"), 1}, {S_INIT("FI"), 1}};

static const struct gap_record MOBILE[] = {{S_INIT("mobility"), 4, 3, 1, 2023}};
static const struct gap_record MORE[] = {{S_INIT("mobility"), 9, 1, 0, 2026}, {S_INIT("water"), 7, 7, 7, 2020}};
static const struct gap_record BOTH[] = {{S_INIT("mobility"), 1, 1, 0, 2019}, {S_INIT("energy"), 1, 1, 0, 0}};
static const struct gap_record BEGUN[] = {{S_INIT("mobility"), 3, 0, 3, 2029}};

#define CITY(id, country, records, twin, projects) \
    {id, S_INIT(country), records, sizeof(records) / sizeof(struct gap_record), S_INIT(twin), 1, projects}
#define NO_RECORD(id, country, twin, projects) {id, S_INIT(country), NULL, 0, S_INIT(twin), 1, projects}

static size_t choose(const struct gap_city *cities, size_t n, const char *only, size_t most,
                     struct gap_choice **ret_choices)
{
    struct gap *gaps, asked;
    size_t gaps_n = gap_list(&arena, WANTS, COUNT_OF(WANTS), COUNTRIES, COUNT_OF(COUNTRIES), &gaps);
    assert_true(only == NULL || gap_parse(str_of(only), &asked));
    return gap_choose(&arena, gaps, gaps_n, COUNTRIES, COUNT_OF(COUNTRIES), cities, n, only == NULL ? NULL : &asked,
                      most, ret_choices);
}

static void assert_reason(const struct gap_choice *choice, size_t i, enum gap_kind kind, const char *what)
{
    assert_true(i < choice->n);
    assert_int_equal(choice->reasons[i].kind, kind);
    assert_true(str_eq(choice->reasons[i].what, str_of(what)));
}

static void what_most_want_comes_first_then_languages_of_few(void **state)
{
    (void)state;
    struct gap *gaps;
    size_t n = gap_list(&arena, WANTS, COUNT_OF(WANTS), COUNTRIES, COUNT_OF(COUNTRIES), &gaps);
    static const char *const order[] = {"theme:mobility", "theme:energy", "language:da", "language:fi", "language:sv",
                                        "country", "twin"};
    assert_int_equal(n, COUNT_OF(order)); /* no German: six have it */
    bool seen[COUNT_OF(order)] = {false};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            seen[k] = seen[k] || str_eq(gap_text(&arena, &gaps[i]), str_of(order[k]));
        }
    }
    for (size_t k = 0; k < n; k++) {
        assert_true(seen[k]);
    }
    assert_true(str_eq(gaps[0].what, S("mobility")));
    assert_int_equal(gaps[0].n, 5);
    assert_true(str_eq(gaps[1].what, S("energy")));
    assert_int_equal(gap_list(&arena, NULL, 0, NULL, 0, &gaps), 2); /* of an empty network: any country, no twin */
}

static void each_city_has_its_reasons(void **state)
{
    (void)state;
    static const struct gap_city cities[] = {
        CITY(1, "PL", MOBILE, "Forlì", 10), NO_RECORD(2, "DE", "", 99), CITY(3, "DE", MORE, "", 9),
        NO_RECORD(4, "DK", "", 1), CITY(5, "DE", BEGUN, "", 7)}; /* the last has nothing to tell yet */
    struct gap_choice *choices;
    assert_int_equal(choose(cities, COUNT_OF(cities), NULL, 12, &choices), 3);
    assert_int_equal(choices[0].city, 0);
    assert_int_equal(choices[0].n, 3);
    assert_reason(&choices[0], 0, GAP_THEME, "mobility");
    assert_int_equal(choices[0].reasons[0].record->ended, 3);
    assert_int_equal(choices[0].reasons[0].n, 5);
    assert_reason(&choices[0], 1, GAP_COUNTRY, "PL");
    assert_reason(&choices[0], 2, GAP_TWIN, "Forlì");
    assert_int_equal(choices[1].city, 2); /* on water nobody asked for help: one reason */
    assert_int_equal(choices[1].n, 1);
    assert_int_equal(choices[2].city, 3);
    assert_reason(&choices[2], 0, GAP_LANGUAGE, "da");
}

static void who_has_ended_more_comes_before_who_has_more(void **state)
{
    (void)state;
    static const struct gap_city cities[] = {CITY(1, "DE", MORE, "", 90), CITY(2, "DE", MOBILE, "", 4),
                                             CITY(4, "DE", BOTH, "", 2), CITY(3, "DE", MOBILE, "", 4)};
    struct gap_choice *choices;
    assert_int_equal(choose(cities, COUNT_OF(cities), NULL, 12, &choices), 4);
    static const size_t order[] = {2, 1, 3, 0}; /* two gaps; three ended, the smaller id; one */
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        assert_int_equal(choices[i].city, order[i]);
    }
}

static void one_gap_does_not_take_all_places(void **state)
{
    (void)state;
    struct gap_city cities[21] = {NO_RECORD(99, "PL", "", 1)};
    for (int i = 1; i < 21; i++) {
        cities[i] = (struct gap_city)CITY(i, "DE", MOBILE, "", 50);
    }
    struct gap_choice *choices;
    assert_int_equal(choose(cities, COUNT_OF(cities), NULL, 4, &choices), 4);
    assert_int_equal(choices[3].city, 0); /* behind three helpers */
    assert_int_equal(choose(cities, COUNT_OF(cities), "country", 4, &choices), 1);
    assert_int_equal(choices[0].city, 0);
    assert_int_equal(choose(cities, COUNT_OF(cities), "theme:mobility", 4, &choices), 4);
    assert_int_equal(choices[0].city, 1);
    assert_int_equal(choose(cities, COUNT_OF(cities), "theme:energy", 4, &choices), 0);
    assert_int_equal(choose(cities, 0, NULL, 4, &choices), 0);
}

static void a_gap_is_a_word_and_nothing_else_is(void **state)
{
    (void)state;
    static const char *const good[] = {"theme:mobility", "language:da", "country", "twin"};
    static const char *const bad[] = {"", "theme", "theme:", "country:DE", "twin:x", "other", ":", "Theme:mobility"};
    struct gap gap;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(gap_parse(str_of(good[i]), &gap));
        assert_true(str_eq(gap_text(&arena, &gap), str_of(good[i])));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(gap_parse(str_of(bad[i]), &gap));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_most_want_comes_first_then_languages_of_few, start, stop),
        cmocka_unit_test_setup_teardown(each_city_has_its_reasons, start, stop),
        cmocka_unit_test_setup_teardown(who_has_ended_more_comes_before_who_has_more, start, stop),
        cmocka_unit_test_setup_teardown(one_gap_does_not_take_all_places, start, stop),
        cmocka_unit_test_setup_teardown(a_gap_is_a_word_and_nothing_else_is, start, stop),
    };
    return cmocka_run_group_tests_name("gap", tests, NULL, NULL);
}
