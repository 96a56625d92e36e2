/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls, objects: funding calls as files have them, in every form and with every defect that was met. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "jobs/calls.h"
#include "jobs/objects.h"

static struct arena arena;
static struct call call;

/* ---- objects: "ok 1:{...}" for each, a line each */

static struct str walk(const char *bytes)
{
    struct objects *objects = objects_new(stream_open_bytes(str_of(bytes), S("test")));
    enum object_step step = OBJECT_TEXT;
    struct str all = S("");
    while (step != OBJECT_END) {
        struct str text;
        assert_int_equal(objects_next(objects, &step, &text), OK);
        if (step == OBJECT_TEXT) {
            all = str_format(&arena, "%.*s%llu:%.*s\n", STR_ARG(all), (unsigned long long)objects_line(objects),
                             STR_ARG(text));
        } else if (step == OBJECT_BAD) {
            all = str_format(&arena, "%.*s%llu %s\n", STR_ARG(all), (unsigned long long)objects_line(objects),
                             objects_reason(objects));
        }
    }
    objects_free(objects);
    return all;
}

static void expect(const char *bytes, const char *walked)
{
    struct str got = walk(bytes);
    if (!str_eq(got, str_of(walked))) {
        fail_msg("%s gave\n%.*s", bytes, STR_ARG(got));
    }
}

static void objects_stand_in_any_way(void **state)
{
    (void)state;
    expect("", "");
    expect("{\"a\":1}\n{\"a\":2}\n", "1:{\"a\":1}\n2:{\"a\":2}\n");
    expect("{\"a\":1}{\"a\":\"}{\"}", "1:{\"a\":1}\n1:{\"a\":\"}{\"}\n");
    expect("\xEF\xBB\xBF{\"a\":1}\r\n\xEF\xBB\xBF{\"a\":2}", "1:{\"a\":1}\n2:{\"a\":2}\n");
    expect("[{\"a\":[{\"b\":1}]},\n {\"a\":\"\\\"]\"}]", "1:{\"a\":[{\"b\":1}]}\n2:{\"a\":\"\\\"]\"}\n");
    expect("{\n\"a\": [\n{\"b\":1},\n{\"b\":2}\n]\n}", "1:{\n\"a\": [\n{\"b\":1},\n{\"b\":2}\n]\n}\n");
}

static void objects_come_out_of_what_wraps_them(void **state)
{
    (void)state;
    expect("{\"n\":2,\"results\":[{\"a\":1},{\"a\":2}],\"more\":{\"x\":\"]}\"}}{\"results\":[{\"a\":3}]}",
           "1:{\"a\":1}\n1:{\"a\":2}\n1:{\"a\":3}\n");
    expect("{\"fundingData\":{\"GrantTenderObj\":[{\"a\":1},\n{\"a\":2}]}}\n", "1:{\"a\":1}\n2:{\"a\":2}\n");
    expect("{\"results\":[]}", "");
    expect("{\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"a\":1},{\"a\":2}]}}", "1:{\"a\":1}\n1:{\"a\":2}\n");
    expect("{\"TopicDetails\":{\"a\":1}}\n{\"TopicDetails\":{\"a\":2}}", "1:{\"a\":1}\n2:{\"a\":2}\n");
}

static void broken_objects_lose_only_themselves(void **state)
{
    (void)state;
    expect("{\"a\":1}\n{\"a\":\"cut he\n{\"a\":3}\n",
           "1:{\"a\":1}\n2 is cut off: a line ends within a text\n3:{\"a\":3}\n");
    expect("{\"a\":1,\n{\"a\":2}\n", "1 is cut off: the next funding call begins within it\n2:{\"a\":2}\n");
    expect("{\"a\":1}\n{\"a\":[1,2", "1:{\"a\":1}\n2 is cut off before its end\n");
    expect("{\"a\":1]}\n{\"a\":2}", "1 has a bracket that closes nothing\n2:{\"a\":2}\n");
    expect("words {\"a\":1}\n{\"a\":2}", "1 is text that belongs to no funding call\n2:{\"a\":2}\n");
}

static void too_deep_or_too_long_is_said(void **state)
{
    (void)state;
    char deep[200];
    for (size_t i = 0; i < 199; i++) {
        deep[i] = i < 100 ? "{\"a\":["[i % 6] : '\n';
    }
    deep[199] = '\0';
    assert_true(str_contains(walk(deep), S("cut off")) || str_contains(walk(deep), S("nested")));
    size_t n = OBJECT_BYTES_MAX + 100;
    char *wide = arena_array(&arena, char, n);
    for (size_t i = 0; i < n; i++) {
        wide[i] = 'x';
    }
    struct str long_one = str_format(&arena, "{\"a\":\"%.*s\"}\n{\"a\":2}", (int)n - 1, wide);
    assert_true(str_ends(walk(str_c(&arena, long_one)), S("1 is longer than a funding call can be\n2:{\"a\":2}\n")));
}

/* ---- records */

static void take(const char *text)
{
    struct call_problem problem = {"", "none"};
    enum call_step step = call_of_object(&arena, str_of(text), &call, &problem);
    if (step != CALL_TAKEN) {
        fail_msg("%s: %d %s %s", text, (int)step, problem.column, problem.reason);
    }
}

static void refuse(const char *text, enum call_step step, const char *column, const char *reason)
{
    struct call_problem problem = {"", ""};
    assert_int_equal(call_of_object(&arena, str_of(text), &call, &problem), step);
    if (!str_eq(str_of(problem.column), str_of(column)) || !str_starts(str_of(problem.reason), str_of(reason))) {
        fail_msg("%s: %s %s", text, problem.column, problem.reason);
    }
}

#define assert_text(got, expected) assert_true(str_eq(got, S(expected)))

static void a_plain_object_of_the_search(void **state)
{
    (void)state;
    take("{\"reference\":\"1TOPICSen\",\"topicId\":\"Life-2026-x\",\"title\":\"The cityâ€™s "
         "lamps\",\"programme\":\"LIFE\","
         "\"callStatus\":\"forthcoming\",\"deadline\":\"2026-09-23\",\"budgetMin\":1500000,\"budgetMax\":null,"
         "\"typesOfAction\":\"LIFE Project "
         "Grants\",\"actionType\":\"Grant\",\"stage\":\"two-stage\",\"deadlineModel\":\"single-stage\","
         "\"description\":\"COâ‚‚\",\"objectives\":\"\",\"topicConditions\":\"\\\">General &amp; "
         "more<br/>x\",\"expectedGrants\":3,"
         "\"portalUrl\":\"javascript:x\"}");
    assert_text(call.key, "LIFE-2026-X");
    assert_text(call.identifier, "Life-2026-x");
    assert_text(call.title, "The city’s lamps");
    assert_text(call.text, "CO₂");
    assert_text(call.conditions, "General & more\nx");
    assert_text(call.status, "forthcoming");
    assert_text(call.model, "single-stage");
    assert_text(call.action, "LIFE Project Grants");
    assert_text(call.address,
                "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
                "life-2026-x");
    assert_true(call.grant_min_cents.known && call.grant_min_cents.v == 150000000 && !call.grant_max_cents.known);
    assert_true(call.grants.known && call.grants.v == 3);
    assert_int_equal(call.deadlines_n, 1);
    assert_int_equal(call.deadlines[0].closes_at, 1790175600);
    assert_false(call.deadlines[0].hour_known);
}

static void an_object_of_the_search_service(void **state)
{
    (void)state;
    take("{\"reference\":\"2TOPICSen\",\"metadata\":{\"identifier\":[\"X-1\"],\"title\":[\"<b>Lamps</"
         "b>\"],\"status\":[\"31094502\"],"
         "\"frameworkProgramme\":[\"43108390\"],\"startDate\":[\"2026-05-01T00:00:00.000+0000\"],\"language\":["
         "\"en\"],"
         "\"deadlineDate\":[\"2027-02-01T17:00:00.000+0000\",\"2026-02-17T00:00:00.000+0000\"],\"keywords\":[\"one\","
         "\"two\"]}}");
    assert_text(call.title, "Lamps");
    assert_text(call.programme, "Horizon Europe");
    assert_text(call.status, "open");
    assert_text(call.keywords, "one, two");
    assert_int_equal(call.opens_on.days, date_of(2026, 5, 1).days);
    assert_int_equal(call.deadlines_n, 2);
    assert_int_equal(call.deadlines[0].day.days, date_of(2026, 2, 17).days);
    assert_false(call.deadlines[0].hour_known);
    assert_int_equal(call.deadlines[1].closes_at, 1801497600); /* 17:00 in Brussels, the earlier of two readings */
    assert_true(call.deadlines[1].hour_known);
}

static void an_item_of_the_list_of_grants(void **state)
{
    (void)state;
    take("{\"type\":1,\"ccm2Id\":1,\"identifier\":\"X-2\",\"title\":\"Lamps\",\"callTitle\":\"Light\",\"status\":{"
         "\"abbreviation\":\"Open\"},"
         "\"frameworkProgramme\":{\"abbreviation\":\"HORIZON\",\"description\":\"Horizon Europe\"},"
         "\"plannedOpeningDateLong\":1777586400000,\"deadlineDatesLong\":[1790175600000,1768435200000,1790175600000]"
         "}");
    assert_text(call.status, "open");
    assert_text(call.programme, "Horizon Europe");
    assert_text(call.group_title, "Light");
    assert_int_equal(call.opens_on.days, date_of(2026, 5, 1).days); /* midnight in Brussels is still April in UTC */
    assert_int_equal(call.deadlines_n, 2);
    assert_int_equal(call.deadlines[0].day.days, date_of(2026, 1, 15).days);
    assert_false(call.deadlines[0].hour_known);
    assert_true(call.deadlines[1].hour_known && call.deadlines[1].closes_at == 1790175600);
    refuse("{\"type\":0,\"ccm2Id\":1,\"identifier\":\"T-1\",\"title\":\"A tender\"}", CALL_UNWANTED, "", "");
}

static void what_cannot_be_used_says_why(void **state)
{
    (void)state;
    refuse("{", CALL_BAD, "", "is no JSON: ");
    refuse("{\"title\":\"x\"}", CALL_BAD, "topicId", "is missing");
    refuse("{\"topicId\":\"x\"}", CALL_BAD, "title", "is missing");
    refuse("{\"topicId\":\"x\",\"title\":\"y\",\"deadline\":\"soon\"}", CALL_BAD, "deadline", "is no day");
    refuse("{\"topicId\":\"x\",\"title\":\"y\",\"deadline\":\"2026-02-30\"}", CALL_BAD, "deadline", "is no day");
    refuse("{\"topicId\":\"x\",\"title\":\"y\",\"deadlineDatesLong\":[-5]}", CALL_BAD, "deadlineDatesLong",
           "is no day");
    take("{\"topicId\":\"x\",\"title\":\"y\",\"deadline\":\"\",\"budgetMin\":\"a lot\"}");
    assert_int_equal(call.deadlines_n, 0);
    assert_false(call.grant_min_cents.known);
}

static void hours_are_written_in_many_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text, *country;
        int64_t at; /* 0: no day */
        bool known;
    } cases[] = {
        {"2026-09-23", "", 1790175600, false},
        {"23/09/2026", "", 1790175600, false},
        {"23 September 2026", "", 1790175600, false},
        {"23 September 2026 17:00:00 Brussels time", "", 1790175600, true},
        {"2026-09-23 17:00 (Brussels local time)", "FI", 1790175600, true},
        {"2026-09-23T17:00:00.000+02:00", "", 1790175600, true},
        {"2026-09-23T17:00:00+0200", "", 1790175600, true},
        {"2026-09-23T10:00:00-0500", "", 1790175600, true},
        {"2026-09-23T15:00:00Z", "", 1790175600, true},
        {"2026-09-23T17:00:00.000+0000", "", 1790175600, true}, /* the earlier of two readings */
        {"2026-09-23 18:00", "FI", 1790175600, true},
        {"2026-09-23T00:00:00.000+0000", "", 1790175600, false},
        {"2026-09-22T22:00:00.000Z", "", 1790175600, false}, /* midnight in Brussels */
        {"2026-09-23T17:00:00+02:00[Europe/Brussels]", "", 1790175600, true},
        {"2026-09-23 17:00 CEST", "FI", 1790175600, true},
        {"2026-09-23T17h00", "", 1790175600, true},
        {"23-Sep-2026, 5:00 PM", "", 1790175600, true},
        {"Wed 23 Sept. 2026 at 17:00", "", 1790175600, true},
        {"September 23, 2026", "", 1790175600, false},
        {"23rd of September 2026", "", 1790175600, false},
        {"23.9.2026", "", 1790175600, false},
        {"20260923", "", 1790175600, false},
        {"1790175600000", "", 1790175600, true},
        {"1790175600", "", 1790175600, true},
        {"/Date(1790175600000+0200)/", "", 1790175600, true},
        {"09/23/2026", "", 0, false},
        {"23/09/26", "", 0, false},
        {"2026-09-23T17:00:00 Mars time", "", 0, false},
        {"2026-09-23T17:00:00+2", "", 0, false},
        {"31 June 2026", "", 0, false},
        {"23 Brumaire 2026", "", 0, false},
        {"soon", "", 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct call_deadline deadline = {0};
        bool read = call_deadline_parse(str_of(cases[i].text), str_of(cases[i].country), &deadline);
        if (read != (cases[i].at != 0) || deadline.closes_at != cases[i].at || deadline.hour_known != cases[i].known) {
            fail_msg("%s: %d %lld %d", cases[i].text, read, (long long)deadline.closes_at, deadline.hour_known);
        }
    }
}

static void expect_days(const char *value, size_t n)
{
    take(str_c(&arena, str_format(&arena, "{\"topicId\":\"x\",\"title\":\"y\",\"deadlineDates\":%s}", value)));
    if (call.deadlines_n != n || (n > 0 && call.deadlines[0].closes_at != 1790175600)) {
        fail_msg("%s: %zu", value, call.deadlines_n);
    }
}

static void deadlines_stand_in_values_of_every_shape(void **state)
{
    (void)state;
    expect_days("[\"2026-09-23\"]", 1);
    expect_days("\"2026-09-23; 2027-01-20\"", 2);
    expect_days("\"2026-09-23, 2027-01-20\"", 2);
    expect_days("\"[\\\"23 September 2026\\\"]\"", 1);
    expect_days("1790175600000", 1);
    expect_days("[\"1790175600000\", 1790175600]", 1);
    expect_days("[2026, 9, 23]", 1);
    expect_days("[{\"$date\": {\"$numberLong\": \"1790175600000\"}}]", 1);
    expect_days("{\"date\": \"2026-09-23\"}", 1);
    expect_days("[\"2026-09-23\", \"2026-09-23T17:00:00Z\"]", 1);
    assert_true(call.deadlines[0].hour_known);
    expect_days("[null, \"\", \"n/a\", 0, -1, \"9999-12-31\", true, {}]", 0);
    refuse("{\"topicId\":\"x\",\"title\":\"y\",\"deadlineDates\":\"2026-09-23; soon\"}", CALL_BAD, "deadlineDates",
           "is no");
}

static void days_and_money_stand_deeper(void **state)
{
    (void)state;
    take("{\"metadata\":[{\"identifier\":[\"X-1\"],\"title\":[\"R&amp;amp;D\"],\"descriptionByte\":[\"<p>One</"
         "p><p>two</p>\"],"
         "\"language\":[\"fr\"],\"actions\":[\"[{\\\"types\\\":[{\\\"typeOfAction\\\":\\\"LIFE Grants\\\"}],"
         "\\\"plannedOpeningDate\\\":\\\"1 May 2026\\\",\\\"deadlineDates\\\":[\\\"23 September 2026\\\"]}]\"],"
         "\"budgetOverview\":[\"{\\\"budgetTopicActionMap\\\":{\\\"1\\\":[{\\\"action\\\":\\\"X-1 - LIFE\\\","
         "\\\"deadlineDates\\\":[\\\"2027-01-20\\\"],\\\"maxContribution\\\":\\\"1,500,000\\\","
         "\\\"expectedGrants\\\":3,"
         "\\\"budgetYearMap\\\":{\\\"2026\\\":100,\\\"2027\\\":\\\"50\\\"}}],"
         "\\\"2\\\":[{\\\"action\\\":\\\"X-12 - LIFE\\\",\\\"deadlineDates\\\":[\\\"2027-02-20\\\"]}]}}\"]}]}");
    assert_text(call.title, "R&D");
    assert_text(call.text, "One\ntwo");
    assert_text(call.action, "LIFE Grants");
    assert_true(call.is_foreign);
    assert_int_equal(call.opens_on.days, date_of(2026, 5, 1).days);
    assert_int_equal(call.deadlines_n, 2);
    assert_int_equal(call.budget_cents.v, 15000);
    assert_int_equal(call.grant_max_cents.v, 150000000);
    assert_int_equal(call.grants.v, 3);
}

static void json_that_is_nearly_well(void **state)
{
    (void)state;
    take("{\"topicId\":\"x\",\"title\":\"half \\ud83d of\\u0000 a\tsign "
         "\\x\",\"budgetMin\":NaN,\"budgetMax\":-Infinity}");
    assert_text(call.title, "half \xEF\xBF\xBD of a sign x");
    take("{\"topicId\":\"x\",\"title\":\"St\xE4""dte \x96 B\xFC""rger\"}");
    assert_text(call.title, "Städte – Bürger");
    take("{\"topicId\":\"x\",\"title\":\"Städte für\xE2\x80 alle\"}");
    assert_true(str_starts(call.title, S("Städte für")));
    take("{\"topicId\":\"x\",\"title\":{\"fr\":\"ville\",\"en\":\"city\"},\"budget\":\"1.500.000,00 EUR\"}");
    assert_text(call.title, "city");
}

/* ---- rows */

static enum call_step row(struct str values[CALL_COLUMNS], struct call_problem *problem)
{
    for (size_t i = 0; i < CALL_COLUMNS; i++) {
        values[i] = values[i].s ? values[i] : S("");
    }
    return call_of_row(&arena, values, &call, problem);
}

static void a_row_of_a_list(void **state)
{
    (void)state;
    struct call_problem problem = {"", ""};
    struct str values[CALL_COLUMNS] = {
        [CALL_PUBLISHER] = S("Land Hessen"),
        [CALL_IDENTIFIER] = S("7"),
        [CALL_TITLE] = S("Smarte Region"),
        [CALL_COUNTRY] = S("DE"),
        [CALL_DEADLINE] = S("2027-01-20 12:00; 2026-09-23"),
        [CALL_PAYS] = S("preparing; running"),
        [CALL_BUDGET] = S("250000,50"),
    };
    assert_int_equal(row(values, &problem), CALL_TAKEN);
    assert_text(call.key, "Land Hessen/7");
    assert_text(call.pays, "preparing; running");
    assert_text(call.currency, "EUR");
    assert_text(call.status, "unknown");
    assert_int_equal(call.budget_cents.v, 25000050);
    assert_int_equal(call.deadlines_n, 2);
    assert_int_equal(call.deadlines[0].closes_at, 1790175600);
    assert_int_equal(call.deadlines[1].closes_at, 1800442800); /* 12:00 in Germany */
    assert_true(call.deadlines[1].hour_known);
}

static void a_row_says_which_column_is_wrong(void **state)
{
    (void)state;
    const struct {
        enum call_column column;
        struct str value;
    } cases[] = {
        {CALL_PUBLISHER, S("")},
        {CALL_IDENTIFIER, S("")},
        {CALL_TITLE, S("")},
        {CALL_DEADLINE, S("in spring")},
        {CALL_DEADLINE, S("2027-01-20 25:00")},
        {CALL_OPENS, S("x")},
        {CALL_COUNTRY, S("Germany")},
        {CALL_COUNTRY, S("BR")},
        {CALL_PAYS, S("all of it")},
        {CALL_BUDGET, S("-5")},
        {CALL_GRANT_MAX, S("x")},
        {CALL_CURRENCY, S("euros")},
        {CALL_ADDRESS, S("javascript:alert(1)")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct call_problem problem = {"", ""};
        struct str values[CALL_COLUMNS] = {
            [CALL_PUBLISHER] = S("A"), [CALL_IDENTIFIER] = S("7"), [CALL_TITLE] = S("T")};
        values[cases[i].column] = cases[i].value;
        assert_int_equal(row(values, &problem), CALL_BAD);
        if (!str_eq(str_of(problem.column), str_of(call_columns[cases[i].column]))) {
            fail_msg("case %zu: %s %s", i, problem.column, problem.reason);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_stand_in_any_way),
        cmocka_unit_test(objects_come_out_of_what_wraps_them),
        cmocka_unit_test(broken_objects_lose_only_themselves),
        cmocka_unit_test(too_deep_or_too_long_is_said),
        cmocka_unit_test(a_plain_object_of_the_search),
        cmocka_unit_test(an_object_of_the_search_service),
        cmocka_unit_test(an_item_of_the_list_of_grants),
        cmocka_unit_test(what_cannot_be_used_says_why),
        cmocka_unit_test(hours_are_written_in_many_ways),
        cmocka_unit_test(deadlines_stand_in_values_of_every_shape),
        cmocka_unit_test(days_and_money_stand_deeper),
        cmocka_unit_test(json_that_is_nearly_well),
        cmocka_unit_test(a_row_of_a_list),
        cmocka_unit_test(a_row_says_which_column_is_wrong),
    };
    arena_init(&arena, 64u << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
