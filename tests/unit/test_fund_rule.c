/* SPDX-License-Identifier: AGPL-3.0-or-later
** Rules of funding: three values, bounds of totals, that more knowledge never turns an answer, age, and the
** examples stored with the rules of the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/fund_answer.h"
#include "text/words.h"
#include "web/funding/fund_say.h"
#include "fund_made.h"

#define DRAWS 20000

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 256u << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static uint64_t seed = 7;

static uint64_t draw(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

/* ---- Kleene's tables */

static void test_three_values(void **state)
{
    (void)state;
    static const enum truth N = TRUTH_NO, U = TRUTH_UNKNOWN, Y = TRUTH_YES;
    static const struct { enum truth a, b, both, one; } rows[] = {
        {TRUTH_NO, TRUTH_NO, TRUTH_NO, TRUTH_NO},           {TRUTH_NO, TRUTH_UNKNOWN, TRUTH_NO, TRUTH_UNKNOWN},
        {TRUTH_NO, TRUTH_YES, TRUTH_NO, TRUTH_YES},         {TRUTH_UNKNOWN, TRUTH_NO, TRUTH_NO, TRUTH_UNKNOWN},
        {TRUTH_UNKNOWN, TRUTH_UNKNOWN, TRUTH_UNKNOWN, TRUTH_UNKNOWN},
        {TRUTH_UNKNOWN, TRUTH_YES, TRUTH_UNKNOWN, TRUTH_YES}, {TRUTH_YES, TRUTH_NO, TRUTH_NO, TRUTH_YES},
        {TRUTH_YES, TRUTH_UNKNOWN, TRUTH_UNKNOWN, TRUTH_YES}, {TRUTH_YES, TRUTH_YES, TRUTH_YES, TRUTH_YES},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(truth_and(rows[i].a, rows[i].b), rows[i].both);
        assert_int_equal(truth_or(rows[i].a, rows[i].b), rows[i].one);
        assert_int_equal(truth_not(truth_and(rows[i].a, rows[i].b)),
                         truth_or(truth_not(rows[i].a), truth_not(rows[i].b)));
    }
    assert_int_equal(truth_not(N), Y);
    assert_int_equal(truth_not(U), U);
    assert_int_equal(truth_not(Y), N);
}

/* ---- clauses */

static enum truth judge(const char *applicant, const struct fund_group *group)
{
    return fund_clause_judge(fund_made(&arena, applicant).clause, group);
}

static struct fund_city city(const char *country, int64_t people, int degurba)
{
    struct fund_city made = {.name = S("x")};
    made.facts[FUND_COUNTRY] = country != NULL ? fund_word(str_of(country)) : (struct fund_value){0};
    made.facts[FUND_POPULATION] = people > 0 ? fund_number(people) : (struct fund_value){0};
    made.facts[FUND_DEGURBA] = degurba > 0 ? fund_number(degurba) : (struct fund_value){0};
    made.facts[FUND_KIND] = fund_word(S("city"));
    return made;
}

static void test_totals_are_bounds(void **state)
{
    (void)state;
    struct fund_city some[] = {city("PT", 60000, 2), city("ES", 0, 2), city(NULL, 10000, 0)};
    struct fund_group group = {.cities = some, .n = 3};
    assert_int_equal(judge("{'gte': ['people', 70000]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'gte': ['people', 70001]}", &group), TRUTH_UNKNOWN);
    assert_int_equal(judge("{'lt': ['people', 70000]}", &group), TRUTH_NO);
    assert_int_equal(judge("{'gte': ['people', 60000, {'in': ['degurba', [1, 2]]}]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'gte': ['countries', 2]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'gte': ['countries', 3]}", &group), TRUTH_UNKNOWN);
    assert_int_equal(judge("{'gte': ['countries', 4]}", &group), TRUTH_NO);
    assert_int_equal(judge("{'gte': ['countries', 3, {'in': ['country', ['EU27']]}]}", &group), TRUTH_UNKNOWN);
    assert_int_equal(judge("{'gte': ['cities', 3, {'eq': ['degurba', 2]}]}", &group), TRUTH_UNKNOWN);
    assert_int_equal(judge("{'gte': ['cities', 2, {'eq': ['degurba', 2]}]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'eq': ['cities', 3]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'gte': ['share', 10, {'eq': ['degurba', 2]}]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'gte': ['share', 90, {'eq': ['degurba', 2]}]}", &group), TRUTH_UNKNOWN);
    some[1].facts[FUND_POPULATION] = fund_number(30000);
    some[2].facts[FUND_DEGURBA] = fund_number(3);
    assert_int_equal(judge("{'gte': ['share', 90, {'eq': ['degurba', 2]}]}", &group), TRUTH_YES);
    assert_int_equal(judge("{'gte': ['share', 91, {'eq': ['degurba', 2]}]}", &group), TRUTH_NO);
}

static void test_every_some_lead(void **state)
{
    (void)state;
    struct fund_city some[] = {city("GB", 60000, 2), city("PT", 20000, 3), city("PT", 10000, 0)};
    struct fund_group group = {.cities = some, .n = 3};
    assert_int_equal(judge("{'every': {'in': ['country', ['EU27']]}}", &group), TRUTH_NO);
    assert_int_equal(judge("{'every': {'in': ['country', ['EU27', 'GB']]}}", &group), TRUTH_YES);
    assert_int_equal(judge("{'some': {'in': ['country', ['EU27']]}}", &group), TRUTH_YES);
    assert_int_equal(judge("{'lead': {'in': ['country', ['EU27']]}}", &group), TRUTH_NO);
    assert_int_equal(judge("{'lead': {'ne': ['country', 'PT']}}", &group), TRUTH_YES);
    assert_int_equal(judge("{'some': {'eq': ['degurba', 1]}}", &group), TRUTH_UNKNOWN);
    assert_int_equal(judge("{'every': {'gt': ['degurba', 1]}}", &group), TRUTH_UNKNOWN);
    assert_int_equal(judge("{'every': {'lte': ['degurba', 2]}}", &group), TRUTH_NO);
    assert_int_equal(judge("{'not': {'every': {'lte': ['degurba', 2]}}}", &group), TRUTH_YES);
    assert_int_equal(judge("{'eq': ['topic', 'energy']}", &group), TRUTH_UNKNOWN);
}

/* At least three different countries, one of them a member state. */
static void test_three_countries_one_a_member_state(void **state)
{
    (void)state;
    static const char RULE[] = "{'all': [{'gte': ['countries', 3]}, {'some': {'in': ['country', ['EU27']]}}]}";
    struct fund_city some[] = {city("GB", 1, 2), city("NO", 1, 3), city("CH", 1, 0), city("PT", 1, 1)};
    struct fund_group group = {.cities = some, .n = 3};
    assert_int_equal(judge(RULE, &group), TRUTH_NO);
    group.n = 4;
    assert_int_equal(judge(RULE, &group), TRUTH_YES);
    some[3].facts[FUND_COUNTRY] = (struct fund_value){0};
    assert_int_equal(judge(RULE, &group), TRUTH_UNKNOWN);
}

static void test_leverage(void **state)
{
    (void)state;
    struct fund_city one[] = {city("PT", 1, 1)};
    struct fund_group group = {.cities = one, .n = 1};
    struct fund_value *grant = &group.facts[FUND_GRANT - FUND_CITY_FACTS];
    group.facts[FUND_INVESTMENT - FUND_CITY_FACTS] = fund_number(24000000);
    assert_int_equal(judge("{'gte': ['leverage', 20]}", &group), TRUTH_UNKNOWN);
    *grant = fund_number(1200000);
    assert_int_equal(judge("{'gte': ['leverage', 20]}", &group), TRUTH_YES);
    *grant = fund_number(1200001);
    assert_int_equal(judge("{'gte': ['leverage', 20]}", &group), TRUTH_NO);
}

/* ---- properties, over rules and groups of chance */

static const char *const BRICKS_CITY[] = {
    "{'in': ['country', ['EU27', 'GB']]}", "{'gte': ['population', 30000]}", "{'lt': ['population', 90000]}",
    "{'in': ['degurba', [1, 2]]}", "{'eq': ['plan', true]}", "{'not': {'eq': ['eui_before', true]}}",
};
static const char *const BRICKS[] = {
    "{'gte': ['people', 100000]}", "{'gte': ['countries', 2]}", "{'lte': ['countries', 2]}", "{'gte': ['cities', 2]}",
    "{'gte': ['share', 51, {'in': ['degurba', [1, 2]]}]}", "{'gte': ['countries', 2, {'eq': ['plan', true]}]}",
    "{'lt': ['people', 150000, {'eq': ['plan', true]}]}", "{'gte': ['leverage', 20]}", "{'eq': ['legal_body', true]}",
    "{'lt': ['share', 30, {'gte': ['population', 50000]}]}", "{'eq': ['cities', 2, {'in': ['degurba', [1, 2]]}]}",
};

static struct str clause_of_chance(int depth)
{
    static const char *const each[] = {"every", "some", "lead"};
    if (depth == 0 || draw(4) == 0) {
        return draw(2) ? str_of(BRICKS[draw(COUNT_OF(BRICKS))])
                       : str_format(&arena, "{'%s': %s}", each[draw(3)], BRICKS_CITY[draw(COUNT_OF(BRICKS_CITY))]);
    }
    struct str a = clause_of_chance(depth - 1), b = clause_of_chance(depth - 1);
    return draw(4) == 0 ? str_format(&arena, "{'not': %.*s}", STR_ARG(a))
                        : str_format(&arena, "{'%s': [%.*s, %.*s]}", draw(2) ? "all" : "any", STR_ARG(a), STR_ARG(b));
}

static struct fund_value value_of_chance(enum fund_subject subject)
{
    static const char *const countries[] = {"PT", "ES", "GB", "NO"};
    switch (fund_subject_type(subject)) {
    case FUND_WORD:
        return fund_word(str_of(countries[draw(4)]));
    case FUND_YES_NO:
        return fund_number((int64_t)draw(2));
    default:
        return fund_number(subject == FUND_DEGURBA ? 1 + (int64_t)draw(3) : 1000 * (1 + (int64_t)draw(99)));
    }
}

static struct fund_value *fact_of_chance(struct fund_group *group, enum fund_subject *ret_subject)
{
    *ret_subject = (enum fund_subject)draw(FUND_FACTS);
    return *ret_subject < FUND_CITY_FACTS ? &group->cities[draw(group->n)].facts[*ret_subject]
                                          : &group->facts[*ret_subject - FUND_CITY_FACTS];
}

/* What is yes or no stays so whatever else becomes known. */
static void test_more_knowledge_never_turns_an_answer(void **state)
{
    (void)state;
    size_t told = 0;
    for (int i = 0; i < 400; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct fund_rule rule = fund_made(&arena, str_c(&arena, clause_of_chance(3)));
        for (int k = 0; k < DRAWS / 400; k++) {
            struct fund_city some[4] = {0};
            struct fund_group group = {.cities = some, .n = 1 + draw(4)};
            enum truth before = fund_clause_judge(rule.clause, &group);
            for (int step = 0; step < 40; step++) {
                enum fund_subject subject;
                struct fund_value *fact = fact_of_chance(&group, &subject);
                *fact = fact->known ? *fact : value_of_chance(subject);
                enum truth after = fund_clause_judge(rule.clause, &group);
                assert_true(before == TRUTH_UNKNOWN || after == before);
                told += before == TRUTH_UNKNOWN && after != before;
                before = after;
            }
        }
        arena_rewind(&arena, mark);
    }
    assert_true(told > DRAWS / 10); /* the walk did come from unknown to an answer */
}

static void turn_round(struct fund_clause *clause)
{
    struct fund_clause *items = (struct fund_clause *)(uintptr_t)clause->items;
    for (size_t i = 0; i < clause->n; i++) {
        turn_round(&items[i]);
    }
    for (size_t i = 0; i < clause->n / 2; i++) {
        struct fund_clause kept = items[i];
        items[i] = items[clause->n - 1 - i];
        items[clause->n - 1 - i] = kept;
    }
}

static void test_order_does_not_matter(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct arena_mark mark = arena_mark(&arena);
        struct fund_rule rule = fund_made(&arena, str_c(&arena, clause_of_chance(3)));
        struct fund_city some[4] = {0};
        struct fund_group group = {.cities = some, .n = 4};
        for (int k = 0; k < 30; k++) {
            enum fund_subject subject;
            struct fund_value *fact = fact_of_chance(&group, &subject);
            *fact = value_of_chance(subject);
        }
        enum truth truth = fund_clause_judge(rule.clause, &group);
        assert_int_equal(fund_clause_find(&arena, rule.clause, &group)->truth, truth);
        turn_round((struct fund_clause *)(uintptr_t)rule.clause);
        assert_int_equal(fund_clause_judge(rule.clause, &group), truth);
        struct fund_city kept = some[1];
        some[1] = some[3];
        some[3] = kept;
        assert_int_equal(fund_clause_judge(rule.clause, &group), truth);
        arena_rewind(&arena, mark);
    }
}

/* ---- answers */

static struct fund_answer answer_of(const struct fund_rule *rule, const struct fund_group *group, int day)
{
    struct date checked = rule->checked;
    return fund_answer_make(&arena, rule, NULL, group, checked, (struct date){checked.days + day});
}

static void test_age_weakens_the_answer(void **state)
{
    (void)state;
    struct fund_city one[] = {city("PT", 42000, 2)};
    struct fund_group group = {.cities = one, .n = 1};
    struct fund_rule fits = fund_made(&arena, "{'gte': ['people', 40000]}");
    struct fund_rule not = fund_made(&arena, "{'gte': ['people', 50000]}");
    assert_int_equal(answer_of(&fits, &group, -3).said, FUND_FITS);
    assert_int_equal(answer_of(&fits, &group, 89).said, FUND_FITS);
    assert_int_equal(answer_of(&fits, &group, 90).said, FUND_FITTED);
    assert_int_equal(answer_of(&fits, &group, 364).said, FUND_FITTED);
    assert_int_equal(answer_of(&fits, &group, 365).said, FUND_TOO_OLD);
    assert_int_equal(answer_of(&not, &group, 89).said, FUND_DOES_NOT);
    assert_int_equal(answer_of(&not, &group, 90).said, FUND_DID_NOT);
    assert_int_equal(answer_of(&not, &group, 365).said, FUND_TOO_OLD);
    fits.confidence = FUND_REMEMBERED;
    assert_int_equal(answer_of(&fits, &group, 0).said, FUND_FITTED);
    one[0].facts[FUND_POPULATION] = (struct fund_value){0};
    assert_int_equal(answer_of(&not, &group, 90).said, FUND_NEEDS);
    assert_int_equal(answer_of(&not, &group, 365).said, FUND_TOO_OLD);
    not.clause = NULL;
    assert_int_equal(answer_of(&not, &group, 0).said, FUND_NO_RULES);
}

static void test_windows(void **state)
{
    (void)state;
    struct fund_window windows[] = {{S("a"), S(""), {100}, {110}}, {S("b"), S(""), DATE_NONE, {130}},
                                    {S("c"), S(""), {140}, DATE_NONE}};
    struct fund_city one[] = {city("PT", 42000, 2)};
    struct fund_group group = {.cities = one, .n = 1};
    struct fund_rule rule = fund_made(&arena, "{'gte': ['people', 40000]}");
    rule.windows = windows;
    static const struct { int day; size_t n; enum fund_state state; const char *window; } rows[] = {
        {99, 3, FUND_OPENS, "a"}, {100, 3, FUND_OPEN, "a"}, {110, 3, FUND_OPEN, "a"}, {111, 3, FUND_UNTIL, "b"},
        {131, 3, FUND_OPENS, "c"}, {140, 3, FUND_SINCE, "c"}, {131, 2, FUND_CLOSED, "b"},
        {131, 0, FUND_NO_WINDOW, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        rule.windows_n = rows[i].n;
        struct fund_answer answer = fund_answer_make(&arena, &rule, NULL, &group, (struct date){rows[i].day},
                                                     rule.checked);
        assert_int_equal(answer.state, rows[i].state);
        assert_true(answer.window == NULL || str_eq(answer.window->id, str_of(rows[i].window)));
    }
    rule.windows_n = 2;
    rule.later_unknown = true;
    struct date late = {131};
    assert_int_equal(fund_answer_make(&arena, &rule, NULL, &group, late, late).state, FUND_LAST_KNOWN);
    assert_int_equal(fund_answer_make(&arena, &rule, &windows[0], &group, late, late).state, FUND_CLOSED);
}

/* ---- words */

static struct str sentence_of(const char *id, struct fund_group *group, struct date on, struct date today,
                              const char *language)
{
    static struct buf buf;
    struct fund_entries own = fund_read_own(&arena);
    const struct fund_window *window = NULL;
    const struct fund_entry *entry = fund_entry_find(&own, str_of(id), &window);
    buf_init(&buf, 1u << 16);
    struct out out = {.buf = &buf, .arena = &arena, .words = words_find(str_of(language))};
    struct fund_answer answer = fund_answer_make(&arena, &entry->rule, window, group, on, today);
    struct str text = fund_say_answer(&out, &entry->rule, group, &answer);
    buf_done(&buf);
    return text;
}

static void test_answers_in_words(void **state)
{
    (void)state;
    struct fund_city two[] = {city("PT", 42000, 2), city("ES", 31000, 0)};
    struct fund_group group = {.cities = two, .n = 1};
    struct date then = date_of(2024, 9, 1), now = date_of(2026, 11, 23), spring = date_of(2027, 3, 1);
    static const struct { size_t n; int degurba; int64_t people; int day; const char *language, *sentence; } rows[] = {
        {1, 0, 60000, 0, "en", "fits, as one city alone"},
        {1, 0, 42000, 0, "en", "does not fit, because people together: 50,000 or more (here 42,000, short by 8,000)"},
        {2, 2, 42000, 0, "en", "fits, as a group of cities"},
        {2, 3, 42000, 0, "en", "we cannot tell yet: needs whether these cities are one legal body"},
        {2, 0, 42000, 0, "en", "we cannot tell yet: needs the degree of urbanisation of x"},
        {1, 0, 60000, 1, "en", "would fit, but closed on 14 October 2024"},
        {1, 0, 60000, 2, "en", "fitted when checked on 22 November 2026; check"},
        {1, 0, 42000, 0, "de", "passt nicht, weil verlangt ist: Einwohner zusammen: mindestens 50.000 (hier 42.000, "
                               "es fehlen 8.000)"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        two[0].facts[FUND_POPULATION] = fund_number(rows[i].people);
        two[1].facts[FUND_DEGURBA] = (struct fund_value){rows[i].degurba > 0, rows[i].degurba, {0}};
        group.n = rows[i].n;
        struct date on = rows[i].day == 0 ? then : now, today = rows[i].day == 2 ? spring : now;
        struct str said = sentence_of("eui-ia-3", &group, on, today, rows[i].language);
        assert_string_equal(str_c(&arena, said), rows[i].sentence);
    }
    two[0] = city("GB", 215000, 1);
    group.n = 1;
    assert_string_equal(str_c(&arena, sentence_of("eui-ia-4", &group, now, now, "en")),
                        "does not fit, because country: the EU (x: United Kingdom)");
    assert_string_equal(str_c(&arena, sentence_of("mff-2028", &group, now, now, "en")),
                        "we cannot tell yet: needs rules, which there are none of so far");
}

/* Of many cities the first three are named, and how many more there are. */
static void test_many_cities_are_counted(void **state)
{
    (void)state;
    struct fund_city six[6];
    struct fund_group group = {.cities = six, .n = 6};
    group.facts[FUND_LEGAL_BODY - FUND_CITY_FACTS] = fund_number(0);
    struct date then = date_of(2024, 9, 1), now = date_of(2026, 11, 23);
    for (size_t i = 0; i < 6; i++) {
        six[i] = city("GB", 20000, 2);
    }
    assert_string_equal(str_c(&arena, sentence_of("eui-ia-4", &group, now, now, "en")),
                        "does not fit, because country: the EU (x: United Kingdom; x: United Kingdom; x: United "
                        "Kingdom; and 3 more)");
    for (size_t i = 0; i < 6; i++) {
        six[i] = city("PT", 20000, i < 2 ? 2 : 0);
        six[i].facts[FUND_DEGURBA].known = i < 2;
    }
    assert_string_equal(str_c(&arena, sentence_of("eui-ia-3", &group, then, now, "en")),
                        "we cannot tell yet: needs degree of urbanisation (of 4 cities)");
    six[5] = six[0];
    assert_string_equal(str_c(&arena, sentence_of("eui-ia-3", &group, then, now, "en")),
                        "we cannot tell yet: needs the degree of urbanisation of x; the degree of urbanisation of x; "
                        "the degree of urbanisation of x");
}

/* ---- the examples of the reference, from the rules of the program; reading them has tried each already */

static void test_all_eighteen_examples(void **state)
{
    (void)state;
    bool seen[19] = {false};
    size_t n = 0;
    struct fund_entries own = fund_read_own(&arena);
    assert_true(own.n >= 14);
    for (size_t i = 0; i < own.n; i++) {
        const struct fund_entry *entry = &own.items[i];
        assert_true(entry->rule.url.n > 0 && entry->rule.licence.n > 0);
        for (size_t k = 0; k < entry->cases_n; k++) {
            const struct fund_case *example = &entry->cases[k];
            struct str why = {0};
            if (!fund_case_holds(&arena, &entry->rule, example, &why)) {
                print_message("%.*s: %.*s\n", STR_ARG(example->says), STR_ARG(why));
                fail();
            }
            assert_in_range(example->reference, 0, 18);
            n += example->reference > 0 && !seen[example->reference];
            seen[example->reference] = true;
        }
    }
    assert_int_equal(n, 18);
}

static void test_a_wrong_example_is_told(void **state)
{
    (void)state;
    struct fund_city one[] = {city("PT", 42000, 2)};
    struct fund_rule rule = fund_made(&arena, "{'gte': ['people', 50000]}");
    struct fund_case example = {.group = {.cities = one, .n = 1}, .on = rule.checked, .expect = TRUTH_NO};
    struct str why = {0};
    assert_true(fund_case_holds(&arena, &rule, &example, &why));
    example.expects_closed = true;
    assert_false(fund_case_holds(&arena, &rule, &example, &why));
    example.expects_closed = false;
    example.expects_usually = true;
    assert_false(fund_case_holds(&arena, &rule, &example, &why));
    example.expects_usually = false;
    example.because[0] = FUND_COUNTRY;
    example.because_n = 1;
    assert_false(fund_case_holds(&arena, &rule, &example, &why));
    assert_string_equal(str_c(&arena, why), "its reasons do not name \"country\"");
    example.because_n = 0;
    example.expect = TRUTH_YES;
    assert_false(fund_case_holds(&arena, &rule, &example, &why));
    assert_string_equal(str_c(&arena, why), "the rule answers \"does not fit\"");
}

/* ---- reading: what is wrong says where */

static void test_bad_rules_say_where(void **state)
{
    (void)state;
#define HEAD "{\"rules\": [{\"id\": \"r\", \"name\": \"r\", \"source\": \"s\", \"checked\": \"2026-11-22\", " \
             "\"confidence\": \"read\""
#define RULE(clause) HEAD ", \"applicant\": " clause "}]}"
    static const struct { const char *json, *where; } rows[] = {
        {"{", "f"}, {"[]", "f"}, {"{\"rules\": []}", "f"}, {"{\"rules\": [1]}", "f, rule 1"},
        {"{\"rules\": [{\"id\": \"r\"}]}", "f, rule r"},
        {"{\"rules\": [{\"id\": \"r\", \"name\": 3}]}", "f, rule r, name"},
        {HEAD "}]}", "f, rule r"},
        {HEAD ", \"no_rules_yet\": true, \"windows\": [{\"opens\": \"2026-02-30\"}]}]}", "f, rule r, window 1, opens"},
        {HEAD ", \"no_rules_yet\": true, \"windows\": [{\"opens\": \"2026-02-03\", \"closes\": \"2026-02-02\"}]}]}",
         "f, rule r, window 1"},
        {HEAD ", \"no_rules_yet\": true, \"money\": {\"rate_percent\": 101}}]}", "f, rule r"},
        {HEAD ", \"no_rules_yet\": true, \"asks\": [3]}]}", "f, rule r"},
        {HEAD ", \"no_rules_yet\": true, \"of\": {\"programme\": \"LIFE\"}}]}", "f, rule r"},
        {HEAD ", \"no_rules_yet\": true, \"of\": [\"LIFE\"]}]}", "f, rule r"},
        {HEAD ", \"no_rules_yet\": true, \"of\": [{\"action\": \"Grants\"}]}]}", "f, rule r"},
        {HEAD ", \"no_rules_yet\": true, \"of\": [{\"programme\": 3}]}]}",
         "f, rule r, kind of funding calls 1, programme"},
        {RULE("{}"), "f, rule r, applicant"}, {RULE("[]"), "f, rule r, applicant"},
        {RULE("{\"all\": []}"), "f, rule r, applicant, all"},
        {RULE("{\"all\": [{\"gte\": [\"people\", 1]}, {\"most\": 1}]}"), "f, rule r, applicant, all, part 2, most"},
        {RULE("{\"gte\": [\"population\", 1]}"), "f, rule r, applicant, gte"},
        {RULE("{\"every\": {\"gte\": [\"people\", 1]}}"), "f, rule r, applicant, every, gte"},
        {RULE("{\"every\": {\"some\": {\"eq\": [\"plan\", true]}}}"), "f, rule r, applicant, every, some"},
        {RULE("{\"every\": {\"eq\": [\"plan\", \"yes\"]}}"), "f, rule r, applicant, every, eq"},
        {RULE("{\"every\": {\"eq\": [\"degurba\", 4]}}"), "f, rule r, applicant, every, eq"},
        {RULE("{\"every\": {\"in\": [\"country\", \"PT\"]}}"), "f, rule r, applicant, every, in"},
        {RULE("{\"every\": {\"in\": [\"country\", [\"pt\"]]}}"), "f, rule r, applicant, every, in"},
        {RULE("{\"gte\": [\"share\", 51]}"), "f, rule r, applicant, gte"},
        {RULE("{\"eq\": [\"share\", 51, {\"eq\": [\"plan\", true]}]}"), "f, rule r, applicant, eq"},
        {RULE("{\"gte\": [\"leverage\", 5, {\"eq\": [\"plan\", true]}]}"), "f, rule r, applicant, gte"},
        {RULE("{\"as\": \"pair\", \"when\": {}, \"then\": {}}"), "f, rule r, applicant"},
        {RULE("{\"as\": \"group\", \"when\": {\"gte\": [\"cities\", 2]}, \"then\": {\"x\": 1}}"),
         "f, rule r, applicant, then, x"},
        {HEAD ", \"no_rules_yet\": true, \"cases\": [{\"on\": \"2026-01-01\", \"cities\": []}]}]}",
         "f, rule r, example 1"},
        {HEAD ", \"no_rules_yet\": true, \"cases\": [{\"on\": \"2026-01-01\", \"cities\": [{\"mayor\": 1}]}]}]}",
         "f, rule r, example 1, city 1, mayor"},
        {HEAD ", \"no_rules_yet\": true, \"cases\": [{\"on\": \"2026-01-01\", \"cities\": [{}], \"expect\": "
              "\"fits\"}]}]}", "f, rule r, example 1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct problems problems;
        struct fund_entries entries = {.n = 77};
        problems_init(&problems, &arena);
        assert_int_equal(fund_read(&problems, S("f"), str_of(rows[i].json), &entries), FAULT_INVALID);
        assert_int_equal(entries.n, 77);
        assert_string_equal(str_c(&arena, problems.items[0].where), rows[i].where);
        assert_true(problems.items[0].what.n > 0 && problems.items[0].hint.n > 0);
    }
}

/* Nesting over the bound is a problem; at the bound it is read. */
static void test_nesting_is_bounded(void **state)
{
    (void)state;
    for (int depth = 10; depth <= 14; depth++) {
        struct str clause = S("{\"gte\": [\"people\", 1]}");
        struct problems problems;
        struct fund_entries entries = {.n = 0};
        for (int i = 0; i < depth; i++) {
            clause = str_format(&arena, "{\"not\": %.*s}", STR_ARG(clause));
        }
        struct str json = str_format(&arena, HEAD ", \"applicant\": %.*s}]}", STR_ARG(clause));
        problems_init(&problems, &arena);
        assert_int_equal(fund_read(&problems, S("f"), json, &entries) == OK, depth <= FUND_DEPTH_MAX);
    }
}

static void test_euros_as_people_write_them(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t euros; } fine[] = {
        {"30000000", 30000000}, {"30,000,000", 30000000}, {" 30.000.000 \u20ac", 30000000},
        {"\u20ac1,200,000", 1200000},
        {"30 000", 30000}, {"30\u00a0000", 30000}, {"30\u202f000", 30000}, {"30'000", 30000}, {"1", 1},
        {"1000000000000", 1000000000000},
    };
    static const char *const bad[] = {"", " ", "0", "\u20ac", "1.5", "1,50", "1,00,000", "1000,000", "1,000,", ",100",
                                      "30 million", "-5", "1e6", "1000000000001", "99999999999999999999", "1,,000",
                                      "0x10", "1,000000"};
    for (size_t i = 0; i < COUNT_OF(fine); i++) {
        int64_t euros = 0;
        assert_true(fund_euros_parse(str_of(fine[i].text), &euros));
        assert_int_equal(euros, fine[i].euros);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int64_t euros = 7;
        assert_false(fund_euros_parse(str_of(bad[i]), &euros));
        assert_int_equal(euros, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_euros_as_people_write_them),
        cmocka_unit_test(test_three_values),
        cmocka_unit_test(test_totals_are_bounds),
        cmocka_unit_test(test_every_some_lead),
        cmocka_unit_test(test_three_countries_one_a_member_state),
        cmocka_unit_test(test_leverage),
        cmocka_unit_test(test_more_knowledge_never_turns_an_answer),
        cmocka_unit_test(test_order_does_not_matter),
        cmocka_unit_test(test_age_weakens_the_answer),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_answers_in_words),
        cmocka_unit_test(test_many_cities_are_counted),
        cmocka_unit_test(test_all_eighteen_examples),
        cmocka_unit_test(test_a_wrong_example_is_told),
        cmocka_unit_test(test_bad_rules_say_where),
        cmocka_unit_test(test_nesting_is_bounded),
    };
    return cmocka_run_group_tests(tests, start, end);
}
