/* SPDX-License-Identifier: AGPL-3.0-or-later
** The smallest change that makes a rule fit, against every change there is: on near misses of chance, of rules
** shaped like those of the program but with so few people and euros that all joins, leavings and amounts can be
** gone through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/fund_change.h"
#include "web/funding/fund_say.h"
#include "fund_made.h"

#define NEAR_MISSES 160 /* at least 100 with a change that can be gone through to; 1,600 of five seeds held as well */
#define STEPS 3         /* all sets of so many steps are gone through, or of as many as the shape says */
#define CITIES 4

static struct arena arena;
static uint64_t seed = 11;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 512u << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static int64_t draw(int64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int64_t)(seed % (uint64_t)below);
}

/* ---- rules: the JSON with ' for ", and what a city that joins may be like */

#define EVERY_EU "{'every': {'in': ['country', ['EU27']]}}"
#define DENSE "{'in': ['degurba', [1, 2]]}"

static const struct shape {
    const char *applicant;
    int people_max;      /* of a city that joins: no more can be needed */
    size_t steps;
    bool degurba, bits;  /* what is drawn, and gone through, beside countries */
    bool amounts;
} shapes[] = {
    {"{'all': [" EVERY_EU ", {'any': [{'as': 'single', 'when': {'eq': ['cities', 1]}, 'then': {'all': [{'every': " DENSE
     "}, {'gte': ['people', 6]}]}}, {'as': 'agglomeration', 'when': {'all': [{'gte': ['cities', 2]}, {'eq': "
     "['legal_body', true]}]}, 'then': {'all': [{'gte': ['share', 51, " DENSE "]}, {'gte': ['people', 6]}]}}, {'as': "
     "'group', 'when': {'gte': ['cities', 2]}, 'then': {'all': [{'every': " DENSE "}, {'gte': ['people', 6]}]}}]}]}",
     16, 2, true, false, false},
    {"{'all': [{'every': {'in': ['country', ['EU27', 'NO']]}}, {'lead': {'eq': ['kind', 'city']}}, "
     "{'gte': ['cities', 3]}, "
     "{'lte': ['cities', 4]}, {'gte': ['countries', 3]}]}", 1, 3, false, false, false},
    {"{'all': [{'every': {'eq': ['plan', true]}}, {'every': {'not': {'eq': ['eucf_before', true]}}}, {'every': {'any': "
     "[{'eq': ['country', 'UA']}, {'eq': ['coded', true]}]}}, {'every': {'in': ['country', ['EU27', 'UA']]}}]}",
     1, 3, false, true, false},
    {"{'all': [{'gte': ['countries', 3]}, {'some': {'in': ['country', ['EU27']]}}]}", 1, 3, false, false, false},
    {"{'all': [{'usually': {'gte': ['investment', 30]}}, {'gte': ['leverage', 20]}, " EVERY_EU "]}",
     1, 3, false, false, true},
    {"{'all': [{'every': {'gte': ['population', 3]}}, {'gte': ['people', 11]}, {'gt': ['cities', 1]}]}",
     11, 3, false, false, false},
    {"{'all': [{'gte': ['people', 7, " DENSE "]}, {'lt': ['cities', 4]}, {'some': {'gte': ['population', 5]}}]}",
     8, 3, true, false, false},
    {"{'all': [{'gte': ['share', 60, " DENSE "]}, {'gte': ['countries', 2, " DENSE "]}]}", 26, 2, true, false, false},
};

static const char *const COUNTRIES[] = {"PT", "ES", "GB", "NO", "UA", "FR", "IT"};

static struct fund_city city(const char *country, int64_t people, int64_t degurba, int64_t bits)
{
    struct fund_city made = {.name = S("x")};
    made.facts[FUND_COUNTRY] = fund_word(str_of(country));
    made.facts[FUND_POPULATION] = fund_number(people);
    made.facts[FUND_DEGURBA] = fund_number(degurba);
    made.facts[FUND_KIND] = fund_word(S("city"));
    made.facts[FUND_PLAN] = fund_number(bits & 1);
    made.facts[FUND_EUCF_BEFORE] = fund_number(bits >> 1 & 1);
    made.facts[FUND_CODED] = fund_number(bits >> 2 & 1);
    return made;
}

/* ---- all there is */

struct brute {
    const struct shape *shape;
    const struct fund_clause *clause;
    struct fund_city cities[CITIES + STEPS];
    bool out[CITIES];
    size_t base_n;
    struct fund_group group; /* amounts and legal body, as changed */
    struct fund_change so_far;
    struct fund_change best;
    bool found;
};

static void try_it(struct brute *brute)
{
    struct fund_city now[CITIES + STEPS];
    struct fund_group group = brute->group;
    struct fund_change change = brute->so_far;
    size_t n = 0;
    for (size_t i = 0; i < brute->base_n; i++) {
        if (!brute->out[i]) {
            now[n++] = brute->cities[i];
        }
    }
    for (size_t j = 0; j < change.joins; j++) {
        bool there = false;
        now[n + j] = brute->cities[brute->base_n + j];
        for (size_t i = 0; i < n + j; i++) {
            there = there || str_eq(now[i].facts[FUND_COUNTRY].word, now[n + j].facts[FUND_COUNTRY].word);
        }
        change.countries_new += !there;
        change.people += now[n + j].facts[FUND_POPULATION].number;
    }
    group.cities = now;
    group.n = n + change.joins;
    change.to = fund_clause_judge(brute->clause, &group);
    if (change.to != TRUTH_NO && (!brute->found || fund_change_cmp(&change, &brute->best) < 0)) {
        brute->best = change;
        brute->found = true;
    }
}

static void go(struct brute *brute, size_t left, int64_t from);

/* Cities that join are numbered; those of one set come in the order of their numbers. */
static void join_all(struct brute *brute, size_t left, int64_t from)
{
    const struct shape *shape = brute->shape;
    int64_t degurbas = shape->degurba ? 2 : 1, bits = shape->bits ? 8 : 1;
    int64_t all = (int64_t)COUNT_OF(COUNTRIES) * shape->people_max * degurbas * bits;
    for (int64_t number = from; number < all; number++) {
        int64_t rest = number;
        const char *country = COUNTRIES[rest % (int64_t)COUNT_OF(COUNTRIES)];
        rest /= (int64_t)COUNT_OF(COUNTRIES);
        int64_t people = 1 + rest % shape->people_max;
        rest /= shape->people_max;
        int64_t degurba = 2 + rest % degurbas;
        brute->cities[brute->base_n + brute->so_far.joins++] = city(country, people, degurba, rest / degurbas);
        if (left == 1) {
            try_it(brute);
        } else {
            join_all(brute, left - 1, number);
        }
        brute->so_far.joins--;
    }
}

static void change_number(struct brute *brute, size_t left, int64_t at, struct fund_value *fact, int64_t to)
{
    struct fund_value was = *fact;
    int64_t money = brute->so_far.money;
    if (to == was.number) {
        return;
    }
    *fact = fund_number(to);
    brute->so_far.money += at >= 2 * CITIES + 1 ? llabs(to - was.number) : 0;
    go(brute, left - 1, at + 1);
    *fact = was;
    brute->so_far.money = money;
}

/* Other steps by number: city 0 to 3 stays out, its plan turns, legal body, investment, grant; then joins. */
static void go(struct brute *brute, size_t left, int64_t from)
{
    struct fund_value *together = brute->group.facts;
    if (left == 0) {
        try_it(brute);
        return;
    }
    join_all(brute, left, 0);
    for (int64_t at = from; at < 2 * CITIES + 3; at++) {
        int64_t i = at % CITIES;
        bool there = i < (int64_t)brute->base_n && !brute->out[i];
        if (at < CITIES && there && i > 0) {
            brute->out[i] = true;
            go(brute, left - 1, at + 1);
            brute->out[i] = false;
        } else if (at >= CITIES && at < 2 * CITIES && there) {
            struct fund_value *plan = &brute->cities[i].facts[FUND_PLAN];
            change_number(brute, left, at, plan, !plan->number);
        } else if (at == 2 * CITIES) {
            change_number(brute, left, at, &together[0], !together[0].number);
        }
        for (int64_t to = 1; at > 2 * CITIES && brute->shape->amounts && to <= (at == 2 * CITIES + 1 ? 130 : 9); to++) {
            change_number(brute, left, at, &together[at - 2 * CITIES], to);
        }
    }
}

static void brute_force(struct brute *brute, const struct fund_group *group)
{
    brute->base_n = group->n;
    brute->group = *group;
    memcpy(brute->cities, group->cities, group->n * sizeof *group->cities);
    for (size_t steps = 1; steps <= brute->shape->steps && !brute->found; steps++) {
        brute->so_far = (struct fund_change){.steps = steps};
        go(brute, steps, 0);
    }
}

/* ---- */

static void group_of_chance(const struct shape *shape, struct fund_group *group)
{
    group->n = 1 + (size_t)draw(3);
    for (size_t i = 0; i < group->n; i++) {
        int64_t bits = shape->bits ? draw(4) == 0 ? draw(8) : 5 : 0;
        group->cities[i] = city(COUNTRIES[draw(i == 0 ? 2 : 3)], 1 + draw(5), 1 + draw(3), bits);
    }
    group->facts[0] = fund_number(draw(2));
    group->facts[FUND_INVESTMENT - FUND_CITY_FACTS] = fund_number(15 + draw(40));
    group->facts[FUND_GRANT - FUND_CITY_FACTS] = fund_number(1 + draw(4));
}

static void test_near_misses_by_brute_force(void **state)
{
    (void)state;
    size_t met = 0, by_steps[STEPS + 1] = {0};
    for (size_t i = 0; i < NEAR_MISSES;) {
        const struct shape *shape = &shapes[i % COUNT_OF(shapes)];
        struct arena_mark mark = arena_mark(&arena);
        struct fund_city cities[CITIES];
        struct fund_group group = {.cities = cities};
        struct brute brute = {.shape = shape, .clause = fund_made(&arena, shape->applicant).clause};
        group_of_chance(shape, &group);
        if (fund_clause_judge(brute.clause, &group) == TRUTH_NO) {
            struct fund_changes changes = fund_change_find(&arena, brute.clause, &group);
            brute_force(&brute, &group);
            assert_false(changes.gave_up);
            if (brute.found) {
                assert_true(changes.n > 0);
                if (fund_change_cmp(&changes.items[0], &brute.best) != 0) {
                    print_message("shape %zu: %zu steps, %zu new, %lld people, %lld euros; not %zu, %zu, %lld, %lld\n",
                                  i % COUNT_OF(shapes), changes.items[0].steps, changes.items[0].countries_new,
                                  (long long)changes.items[0].people, (long long)changes.items[0].money,
                                  brute.best.steps, brute.best.countries_new, (long long)brute.best.people,
                                  (long long)brute.best.money);
                    fail();
                }
                by_steps[brute.best.steps]++;
                met++;
            } else {
                assert_true(changes.n == 0 || changes.items[0].steps > shape->steps);
            }
            i++;
        }
        arena_rewind(&arena, mark);
    }
    assert_true(met >= 100);
    assert_true(by_steps[1] > 20 && by_steps[2] > 5);
}

/* ---- the rules of the program, with real sizes */

static struct fund_changes change_of(const char *id, struct fund_group *group)
{
    struct fund_entries own = fund_read_own(&arena);
    const struct fund_window *window;
    const struct fund_entry *entry = fund_entry_find(&own, str_of(id), &window);
    assert_non_null(entry);
    return fund_change_find(&arena, entry->rule.clause, group);
}

static const char *said(const struct fund_group *group, const struct fund_changes *changes, size_t i)
{
    static struct buf buf;
    buf_init(&buf, 1u << 16);
    struct out out = {.buf = &buf, .arena = &arena};
    const char *text = i < changes->n ? str_c(&arena, fund_say_change(&out, group, &changes->items[i])) : "";
    buf_done(&buf);
    return text;
}

static void test_real_rules_say_what_would_change(void **state)
{
    (void)state;
    struct fund_city cities[FUND_CITIES_MAX] = {city("PT", 42000, 2, 5)};
    struct fund_group group = {.cities = cities, .n = 1};
    struct fund_changes changes = change_of("eui-ia-3", &group);
    assert_int_equal(changes.n, 1);
    assert_string_equal(said(&group, &changes, 0), "would fit with 1 more city, of 8,000 people or more, "
                                                "degree of urbanisation: 1 or 2");
    cities[0] = city("GB", 215000, 1, 5);
    assert_int_equal(change_of("eui-ia-3", &group).n, 0); /* who leads stays in its country */
    assert_int_equal(change_of("scip", &group).n, 0);
    cities[0] = city("SI", 35000, 2, 4);
    cities[0].facts[FUND_LETTER] = fund_number(1);
    changes = change_of("eucf-6", &group);
    assert_string_equal(said(&group, &changes, 0), "would fit with an approved climate or energy plan (x)");
    static const char *const six[] = {"PT", "ES", "IT", "SI", "FR", "DE", "PT", "ES", "IT"};
    for (size_t i = 0; i < COUNT_OF(six); i++) {
        cities[i] = city(six[i], 50000, 2, 5);
    }
    group.n = 9;
    changes = change_of("urbact-apn-2023", &group);
    assert_string_equal(said(&group, &changes, 0), "would fit with 1 more city, from 1 more country of the EU");
    group.n = 1;
    changes = change_of("urbact-apn-2023", &group);
    assert_string_equal(said(&group, &changes, 0), "would fit with 7 more cities, from 6 more countries of the EU");
    group.facts[FUND_INVESTMENT - FUND_CITY_FACTS] = fund_number(22000000);
    group.facts[FUND_GRANT - FUND_CITY_FACTS] = fund_number(1000000);
    group.facts[FUND_TOPIC - FUND_CITY_FACTS] = fund_word(S("energy"));
    changes = change_of("elena", &group);
    assert_string_equal(said(&group, &changes, 0), "would fit with €30 million to be invested");
}

/* What is not known stays so: the change leaves it open, and is not sold as one that makes it fit. */
static void test_what_is_not_known_stays_open(void **state)
{
    (void)state;
    struct fund_city cities[2] = {city("PT", 42000, 2, 5)};
    struct fund_group group = {.cities = cities, .n = 1};
    cities[0].facts[FUND_DEGURBA] = (struct fund_value){0};
    struct fund_changes changes = change_of("eui-ia-3", &group);
    assert_int_equal(changes.items[0].to, TRUTH_UNKNOWN);
    assert_int_equal(changes.items[0].steps, 1);
    cities[0] = city("PT", 52000, 2, 5);
    assert_int_equal(change_of("eui-ia-3", &group).n, 0); /* it fits: nothing is to change */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_misses_by_brute_force),
        cmocka_unit_test(test_real_rules_say_what_would_change),
        cmocka_unit_test(test_what_is_not_known_stays_open),
    };
    return cmocka_run_group_tests(tests, start, end);
}
