/* SPDX-License-Identifier: AGPL-3.0-or-later
** The text of "Facts for a bid" from hand-made rows, and the five questions of a project: for each theme that the
** product knows and each state, five different ones, each a short question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "web/city/bid_web.h"
#include "web/project/before.h"

#define WORDS_MAX 20

static struct maybe_int some(int64_t v)
{
    return (struct maybe_int){true, v};
}

static const struct q_city_by_slug city = {
    .name = S_INIT("Alba Iulia"), .country = S_INIT("RO"), .population = {true, 74885},
    .population_kind = S_INIT("municipality"), .population_year = {true, 2020},
    .population_source = S_INIT("Eurostat, local units"), .lau_id = S_INIT("RO_1017"), .nuts3 = S_INIT("RO121")};

static void check_text(const struct bid *bid, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct out out = {.arena = &arena};
    assert_string_equal(str_c(&arena, bid_text(&out, bid)), expected);
    arena_done(&arena);
}

static void test_text(void **state)
{
    (void)state;
    const struct q_bid_bodies bodies[] = {
        {.organisation_id = {952991536}, .name = S("MUNICIPALITY OF ALBA IULIA"), .kind = S("municipality")},
        {.organisation_id = {7}, .name = S("ALBA ENERGY AGENCY"), .kind = S("agency")}};
    const struct q_bid_projects projects[] = {
        {.id = {101}, .acronym = S("SUN"), .title = S("Sun for all"), .status = S("closed"),
         .start_on = date_of(2020, 5, 1), .end_on = date_of(2023, 4, 30), .has_results = true, .coordinates = true,
         .ec_cents = some(8512350), .programme = S("HORIZON"), .source = S("CORDIS"),
         .source_as_of = date_of(2025, 11, 26)},
        {.id = {102}, .acronym = S("RAIN"), .title = S("RAIN"), .status = S("unknown"), .start_on = DATE_NONE,
         .end_on = DATE_NONE, .programme = S("H2020"), .source = S("CORDIS"), .source_as_of = DATE_NONE}};
    struct bid bid = {.city = &city, .bodies = bodies, .bodies_count = 2, .projects = projects, .projects_count = 2,
                      .degurba = some(2), .today = date_of(2026, 1, 1), .more = S("http://x/cities/a/projects")};
    check_text(&bid, "Legal name: MUNICIPALITY OF ALBA IULIA\n"
                     "PIC: 952991536\n"
                     "Body of the city: ALBA ENERGY AGENCY, PIC 7\n"
                     "Country: Romania (RO)\n"
                     "Municipality (LAU code): RO_1017 (Eurostat)\n"
                     "Region (NUTS 3): RO121 (Eurostat)\n"
                     "Degree of urbanisation: 2, town or suburb (Eurostat)\n"
                     "Population: 74,885 people in the municipality (2020); Eurostat, local units\n"
                     "\n"
                     "Relevant experience\n"
                     "Alba Iulia has taken part in 2 EU projects. It coordinated 1 of them. 1 has ended. The EU money "
                     "to the city was EUR 85,124, where it is known.\n"
                     "- SUN, Sun for all (HORIZON 101): coordinator, 1 May 2020 to 30 April 2023, closed, results "
                     "published; EUR 85,124 of EU money to the city\n"
                     "- RAIN (H2020 102): partner, status not known here; EU money to the city unknown: needs the "
                     "signed grant\n"
                     "Source: CORDIS, as of 26 November 2025\n");
    bid.theme = S("Energy");
    bid.projects_count = 1;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct out out = {.arena = &arena};
    assert_true(str_starts(bid_experience(&out, &bid), S("Alba Iulia has taken part in 1 EU project on Energy.")));
    arena_done(&arena);
}

/* What no file holds is said, and never made up. */
static void test_unknown(void **state)
{
    (void)state;
    const struct q_city_by_slug bare = {.name = S("Nowhere"), .country = S("FR"), .population_kind = S("unknown")};
    check_text(&(struct bid){.city = &bare, .today = date_of(2026, 1, 1)},
               "Legal name: unknown: needs a look in the EU's register of organisations\n"
               "PIC: unknown: needs a look in the EU's register of organisations\n"
               "Country: France (FR)\n"
               "Municipality (LAU code): unknown: needs Eurostat's table of municipalities\n"
               "Region (NUTS 3): unknown: needs Eurostat's table of regions\n"
               "Degree of urbanisation: unknown: needs Eurostat's table with the degree\n"
               "Population: unknown: needs a count with its year\n"
               "\n"
               "Relevant experience\n"
               "unknown: needs a project that the files here do not hold; name your own\n");
}

/* A region is taken from the register only where the code is of the third level. */
static void test_region(void **state)
{
    (void)state;
    static const struct { struct str nuts; bool taken; } cases[] = {
        {S_INIT("ITI43"), true}, {S_INIT("IT"), false}, {S_INIT("ITI4"), false}, {S_INIT(""), false}};
    const struct q_city_by_slug bare = {.name = S("Ciampino"), .country = S("IT"), .population_kind = S("unknown")};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena;
        arena_init(&arena, 1 << 20);
        struct out out = {.arena = &arena};
        const struct q_bid_bodies body = {.name = S("A"), .kind = S("municipality"), .nuts = cases[i].nuts};
        struct str text = bid_text(&out, &(struct bid){.city = &bare, .bodies = &body, .bodies_count = 1});
        assert_int_equal(str_contains(text, S("Region (NUTS 3): ITI43 (CORDIS)")), cases[i].taken);
        arena_done(&arena);
    }
}

static size_t words_in(struct str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++) {
        n += text.s[i] == ' ';
    }
    return n;
}

static void check_questions(struct out *out, enum status_kind kind, struct str theme)
{
    struct str five[QUESTIONS];
    questions_of(out, kind, theme, five);
    for (size_t i = 0; i < QUESTIONS; i++) {
        assert_true(str_ends(five[i], S("?")));
        assert_in_range(words_in(five[i]), 4, WORDS_MAX);
        for (size_t j = 0; j < i; j++) {
            assert_false(str_eq(five[i], five[j]));
        }
    }
}

static void test_questions(void **state)
{
    (void)state;
    static const struct str themes[] = {
        S_INIT("circular-city"), S_INIT("societal-insight"), S_INIT("mobility"), S_INIT("digital-responsiveness"),
        S_INIT("systemic-innovation"), S_INIT("street-assets"), S_INIT("market-engagement"), S_INIT("performance"),
        S_INIT("resilience"), S_INIT("energy"), S_INIT("waste"), S_INIT("water"), S_INIT("housing-and-places"),
        S_INIT("health-and-care"), S_INIT("inclusion-and-skills"), S_INIT("culture-and-tourism"),
        S_INIT("food-and-rural"), S_INIT("safety"), S_INIT("governance-and-data"), S_INIT("funding-and-finance")};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct out out = {.arena = &arena};
    struct str general[QUESTIONS];
    questions_of(&out, STATUS_RUNNING, S(""), general);
    for (size_t t = 0; t < COUNT_OF(themes); t++) {
        struct str own[QUESTIONS];
        questions_of(&out, STATUS_RUNNING, themes[t], own);
        assert_false(str_eq(own[1], general[1])); /* a theme has a question of its own */
        for (int kind = 0; kind < STATUS_KINDS; kind++) {
            check_questions(&out, (enum status_kind)kind, themes[t]);
        }
    }
    check_questions(&out, STATUS_UNKNOWN, S("no-such-theme"));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_unknown),
                                       cmocka_unit_test(test_region), cmocka_unit_test(test_questions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
