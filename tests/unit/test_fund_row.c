/* SPDX-License-Identifier: AGPL-3.0-or-later
** Rules as rows and as text: what a form shows of a rule says what the rule says, and what is written is read as the
** same; cities as lines that people type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/fund_row.h"
#include "text/asset.h"
#include "text/words.h"
#include "web/funding/fund_lines.h"
#include "web/funding/fund_write.h"
#include "fund_made.h"

#define DRAWS 3000

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

static uint64_t seed = 11;

static uint64_t draw(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

static struct fund_value value_of_chance(enum fund_subject subject)
{
    static const char *const words[] = {"PT", "GB", "UA", "CH", "city", "mayoral authority", "energy", "transport"};
    static const int64_t numbers[] = {1, 2, 3, 24999, 25000, 50000, 60000, 31000000};
    if (draw(4) == 0) {
        return (struct fund_value){0};
    }
    return fund_subject_type(subject) == FUND_WORD     ? fund_word(str_of(words[draw(COUNT_OF(words))]))
           : fund_subject_type(subject) == FUND_YES_NO ? fund_number((int64_t)draw(2))
           : subject == FUND_DEGURBA                   ? fund_number(1 + (int64_t)draw(3))
                                                       : fund_number(numbers[draw(COUNT_OF(numbers))]);
}

static void group_of_chance(struct fund_group *group, struct fund_city *cities, size_t most)
{
    group->cities = cities;
    group->n = 1 + draw(most);
    for (size_t i = 0; i < group->n; i++) {
        for (enum fund_subject subject = 0; subject < FUND_CITY_FACTS; subject++) {
            cities[i].facts[subject] = value_of_chance(subject);
        }
    }
    for (enum fund_subject subject = FUND_CITY_FACTS; subject < FUND_FACTS; subject++) {
        group->facts[subject - FUND_CITY_FACTS] = value_of_chance(subject);
    }
}

static void same_for_any(const struct fund_clause *a, const struct fund_clause *b)
{
    struct fund_city cities[10] = {0};
    for (int i = 0; i < DRAWS; i++) {
        struct fund_group group = {0};
        group_of_chance(&group, cities, COUNT_OF(cities));
        assert_int_equal(fund_clause_judge(a, &group), fund_clause_judge(b, &group));
    }
}

static void test_rules_of_the_program_as_rows(void **state)
{
    (void)state;
    struct fund_entries own = fund_read_own(&arena);
    size_t as_rows = 0, without = 0;
    for (size_t i = 0; i < own.n; i++) {
        struct fund_rows rows, again;
        const struct fund_rule *rule = &own.items[i].rule;
        without += rule->clause == NULL;
        if (rule->clause == NULL || !fund_rows_of(&arena, rule->clause, &rows)) {
            continue;
        }
        const struct fund_clause *clause = fund_rows_clause(&arena, &rows);
        assert_non_null(clause);
        same_for_any(rule->clause, clause);
        assert_true(fund_rows_of(&arena, clause, &again));
        assert_int_equal(again.n, rows.n);
        as_rows++;
    }
    assert_true(as_rows + without + 4 >= own.n); /* ELENA, the exchange, a total of some cities: of another form */
    assert_true(as_rows >= 45 && without <= 5);
}

static void test_what_has_no_rows(void **state)
{
    (void)state;
    static const char *const others[] = {
        "{'any': [{'all': [{'gte': ['people', 2]}, {'gte': ['cities', 2]}]}, {'gte': ['people', 9]}]}",
        "{'any': [{'every': {'eq': ['plan', true]}}, {'every': {'eq': ['letter', true]}}]}",
        "{'not': {'every': {'eq': ['plan', true]}}}",
        "{'some': {'all': [{'eq': ['plan', true]}, {'eq': ['letter', true]}]}}",
        "{'gte': ['share', 51, {'in': ['degurba', [2, 3]]}]}",
        "{'gte': ['countries', 3, {'eq': ['plan', true]}]}",
        "{'as': 'group', 'when': {'gte': ['cities', 3]}, 'then': {'gte': ['people', 2]}}",
        "{'every': {'not': {'in': ['country', ['PT', 'ES']]}}}",
    };
    static const char *const rows_of[] = {
        "{'every': {'not': {'eq': ['country', 'PT']}}}",
        "{'some': {'not': {'gte': ['population', 50000]}}}",
        "{'usually': {'any': [{'every': {'eq': ['plan', true]}}, {'gte': ['people', 9]}]}}",
        "{'lead': {'any': [{'eq': ['plan', true]}, {'not': {'eq': ['letter', false]}}]}}",
        "{'gte': ['share', 51, {'in': ['degurba', [1, 2]]}]}",
        "{'as': 'single', 'when': {'eq': ['cities', 1]}, 'then': {'all': [{'gte': ['people', 2]}, "
        "{'usually': {'lead': {'eq': ['kind', 'city']}}}]}}",
    };
    struct fund_rows rows;
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        struct fund_rule rule = fund_made(&arena, others[i]);
        assert_false(fund_rows_of(&arena, rule.clause, &rows));
    }
    for (size_t i = 0; i < COUNT_OF(rows_of); i++) {
        struct fund_rule rule = fund_made(&arena, rows_of[i]);
        assert_true(fund_rows_of(&arena, rule.clause, &rows));
        same_for_any(rule.clause, fund_rows_clause(&arena, &rows));
    }
    assert_true(fund_rows_of(&arena, NULL, &rows));
    assert_null(fund_rows_clause(&arena, &rows));
}

static struct fund_row row_of(enum fund_way way, enum fund_goes goes, int64_t people)
{
    struct fund_value *value = arena_new(&arena, struct fund_value);
    *value = fund_number(people);
    return (struct fund_row){.way = way, .goes = goes, .subject = FUND_PEOPLE, .compare = FUND_GTE, .values = value,
                             .values_n = 1};
}

static void test_rows_are_changed(void **state)
{
    (void)state;
    struct fund_rows rows = {.n = 0};
    struct fund_row group = row_of(FUND_GROUP, FUND_NEEDED, 1), first = row_of(FUND_ALWAYS, FUND_USUAL, 2);
    struct fund_row second = row_of(FUND_ALWAYS, FUND_OR, 3);
    assert_true(fund_rows_put(&rows, SIZE_MAX, &group));
    assert_true(fund_rows_put(&rows, SIZE_MAX, &first));
    assert_true(fund_rows_put(&rows, SIZE_MAX, &second));
    assert_int_equal(rows.items[0].values[0].number, 2); /* those of a way stand together */
    assert_int_equal(rows.items[1].values[0].number, 3);
    assert_false(fund_row_hangs(&rows, 1));
    fund_rows_remove(&rows, 0); /* the one that was enough in its place takes it */
    assert_int_equal(rows.items[0].goes, FUND_USUAL);
    struct fund_row moved = row_of(FUND_GROUP, FUND_OR, 4);
    assert_true(fund_rows_put(&rows, 0, &moved));
    assert_int_equal(rows.n, 2);
    assert_int_equal(rows.items[1].values[0].number, 4);
    assert_false(fund_row_hangs(&rows, 1));
    fund_rows_remove(&rows, 0);
    assert_int_equal(rows.items[0].goes, FUND_NEEDED);
    struct fund_row alone = row_of(FUND_SINGLE, FUND_OR, 5);
    assert_true(fund_rows_put(&rows, SIZE_MAX, &alone));
    assert_true(fund_row_hangs(&rows, 0));
    while (rows.n < FUND_ROWS_MAX) {
        assert_true(fund_rows_put(&rows, SIZE_MAX, &first));
    }
    assert_false(fund_rows_put(&rows, SIZE_MAX, &first));
}

/* ---- as text */

static void test_what_is_written_is_read_as_the_same(void **state)
{
    (void)state;
    struct fund_entries own = fund_read_own(&arena);
    for (size_t i = 0; i < own.n; i++) {
        struct problems problems;
        struct fund_entry again;
        struct str written = fund_write(&arena, &own.items[i]);
        problems_init(&problems, &arena);
        if (fund_read_one(&problems, S("again"), written, false, &again) != OK) {
            fail_msg("%.*s %.*s", STR_ARG(problems.items[0].where), STR_ARG(problems.items[0].what));
        }
        assert_true(str_eq(fund_write(&arena, &again), written));
        assert_int_equal(again.cases_n, own.items[i].cases_n);
        assert_int_equal(again.rule.asks_n, own.items[i].rule.asks_n);
        assert_int_equal(again.rule.also_n, own.items[i].rule.also_n);
        assert_int_equal(again.rule.of_n, own.items[i].rule.of_n);
        assert_int_equal(again.rule.by_calls, own.items[i].rule.by_calls);
        if (again.rule.clause != NULL) {
            same_for_any(again.rule.clause, own.items[i].rule.clause);
        }
    }
}

/* Nothing that a rule of the program says is left out, also what was added to the format since. */
static void test_every_name_is_written(void **state)
{
    (void)state;
    struct fund_entries own = fund_read_own(&arena);
    size_t looked_at = 0;
    for (size_t i = 0; i < content_files_count; i++) {
        struct json_value *root = NULL;
        struct str text = {(const char *)content_files[i].bytes, content_files[i].n}, why;
        if (!str_starts(str_of(content_files[i].name), S("fund-"))) {
            continue;
        }
        assert_int_equal(json_parse(&arena, text, &root, &why), OK);
        const struct json_value *rules = json_get(root, "rules");
        for (size_t k = 0; k < json_count(rules); k++) {
            const struct fund_window *window;
            const struct json_value *rule = json_at(rules, k);
            struct str written = fund_write(&arena, fund_entry_find(&own, json_text(json_get(rule, "id")), &window));
            struct str name;
            for (size_t n = 0; json_member(rule, n, &name) != NULL; n++) {
                if (!str_contains(written, str_format(&arena, "\"%.*s\": ", STR_ARG(name)))) {
                    fail_msg("%.*s is not written", STR_ARG(name));
                }
                looked_at++;
            }
        }
        json_free(root);
    }
    assert_true(looked_at > 100);
}

static void test_while_it_is_written_examples_need_not_hold(void **state)
{
    (void)state;
    struct str text = S("{\"id\": \"r\", \"name\": \"r\", \"source\": \"s\", \"checked\": \"2026-11-22\", "
                        "\"confidence\": \"read\", \"applicant\": {\"gte\": [\"people\", 10]}, \"cases\": [{\"says\": "
                        "\"\\u0001\\\"<\", \"on\": \"2026-11-22\", \"cities\": [{\"population\": 9}], \"expect\": "
                        "\"fits\"}]}");
    struct problems problems;
    struct fund_entry entry;
    problems_init(&problems, &arena);
    assert_int_equal(fund_read_one(&problems, S("r"), text, false, &entry), FAULT_INVALID);
    assert_int_equal(problems.n, 1);
    assert_int_equal(fund_read_one(&problems, S("r"), text, true, &entry), OK);
    assert_int_equal(fund_read_one(&problems, S("r"), S("[]"), true, &entry), FAULT_INVALID);
    assert_int_equal(fund_read_one(&problems, S("r"), S("{"), true, &entry), FAULT_INVALID);
}

/* ---- lines of cities */

static struct str put_again(const char *language, const char *typed)
{
    struct out out = {.arena = &arena, .words = words_find(str_of(language))};
    struct fund_group group;
    struct str wrong = S("");
    return fund_group_typed(&out, str_of(typed), &group, &wrong) ? fund_group_put(&out, &group)
                                                                 : str_format(&arena, "wrong: %.*s", STR_ARG(wrong));
}

static void check_line(const char *language, const char *typed, const char *says)
{
    struct str put = put_again(language, typed);
    if (!str_eq(put, str_of(says))) {
        fail_msg("%s: %.*s", typed, STR_ARG(put));
    }
}

static void test_cities_as_people_type_them(void **state)
{
    (void)state;
    static const char *const viseu = "Viseu: Portugal, 42000, degree of urbanisation 2";
    check_line("en", "Viseu: Portugal, 42,000, degree of urbanisation 2", viseu);
    check_line("en", "Viseu: country=PT, population=42000, degurba=2", viseu);
    check_line("en", " A :pt,1 234 567,plan\r\n\r\nB: people in the city 9, letter no",
               "A: Portugal, 1234567, an approved climate or energy plan\nB: 9, a letter of the mayor no");
    check_line("en", "A:\ntogether: legal_body, investment 31,000,000, topic Water",
               "A:\nall together: one legal body of these cities, to be invested 31000000, topic Water");
    check_line("en", "A: eucf_before, kind solution provider",
               "A: eucf_before, who applies a firm or organisation with a solution");
    check_line("en", "A: who applies a mayoral strategic authority", "A: who applies a mayoral strategic authority");
    check_line("de", "Köln: Deutschland, 1.000.000", "Köln: Deutschland, 1000000");
    static const struct { const char *typed; const char *wrong; } bad[] = {
        {"", ""}, {"Viseu", "Viseu"}, {": PT", ": PT"}, {"Viseu: PT, big", "big"}, {"A: degurba 4", "degurba 4"},
        {"A: topic energy", "topic energy"}, {"together: plan", "plan"}, {"A: plan perhaps", "plan perhaps"},
        {"A: population 0", "population 0"}, {"A: 99999999999999999999999", "99999999999999999999999"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct str put = put_again("en", bad[i].typed);
        if (!str_eq(put, str_format(&arena, "wrong: %s", bad[i].wrong))) {
            fail_msg("%s: %.*s", bad[i].typed, STR_ARG(put));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_of_the_program_as_rows), cmocka_unit_test(test_what_has_no_rows),
        cmocka_unit_test(test_rows_are_changed), cmocka_unit_test(test_what_is_written_is_read_as_the_same),
        cmocka_unit_test(test_every_name_is_written),
        cmocka_unit_test(test_while_it_is_written_examples_need_not_hold),
        cmocka_unit_test(test_cities_as_people_type_them),
    };
    return cmocka_run_group_tests(tests, start, end);
}
