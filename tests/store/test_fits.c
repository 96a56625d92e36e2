/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which money fits a member city, through the real pages: alone, with the area around it, with what only the city
** knows; what nobody else sees of it, and when it goes. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/member_fact.h"
#include "store/membership.h"
#include "visit.h"

#define EVIDENCE "net.evidence-1.db"
#define MONEY "/member-cities/u7/funding"

static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'lau', 'LAU', '', '', '', '', 0, '', 0); "
    "insert into city (id, slug, name, sort_key, country, population, population_kind, lau_id, nuts3, degurba, fit, "
    "source_id) values "
    "(1, 'ours-it', 'Ours', 'o', 'IT', 42000, 'municipality', 'IT_1', 'ITC11', 2, 'fits', 1), "
    "(2, 'near-it', 'Near', 'n', 'IT', 4300, 'municipality', 'IT_2', 'ITC11', 3, 'small', 1), "
    "(3, 'next-it', 'Next', 'n', 'IT', 12000, 'municipality', 'IT_3', 'ITC11', 2, 'small', 1)";

static const struct who_city eighth[] = {{8, true}};
static const struct who of_other_city = {.person_id = 2, .cities = eighth, .cities_count = 1};

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, lau_id, rev) values "
                 "(7, 'u7', 'Ours', 'IT', 'IT_1', 1), (8, 'u8', 'Nowhere', 'PT', null, 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', '')");
    scratch_exec(visit.scratch, EVIDENCE, content);
    return visit;
}

/* The row of a rule, or nothing. */
static struct str row_of(struct str page, const char *id, struct arena *arena)
{
    size_t at = str_find(page, str_format(arena, "id=\"rule-%s\"", id));
    struct str row = str_from(page, at < page.n ? at : page.n);
    return str_sub(row, 0, str_find(row, S("</details>")));
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct said save(struct visit *visit, const char *form, const char *typed)
{
    struct str page = visit_get(visit, MONEY).page;
    page = str_from(page, str_find(page, str_format(&visit->arena, "<h2 id=\"%s\"", form)));
    struct str seen = str_sub(page, str_find(page, S("name=\"seen\" value=\"")) + S("name=\"seen\" value=\"").n, 16);
    return visit_send(visit, MONEY, str_c(&visit->arena, str_format(&visit->arena, "do=%s&%s&seen=%.*s", form, typed,
                                                                    STR_ARG(seen))));
}

/* What no list has is not known, and no reason against anything: also the country of a demonstration. */
static void test_an_invented_city(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.db", "update member_city set country = 'ZZ', lau_id = null where id = 7");
    struct str page = visit_get(&visit, MONEY).page;
    assert_has(row_of(page, "eui-exchange", &visit.arena), "We cannot tell yet: needs the country of Ours");
    assert_has(row_of(page, "uia", &visit.arena), "the country of Ours");
    assert_false(has(page, "invented country"));
    visit_close(&visit);
}

/* A city that is too small alone fits with those around it; an answer that stays is not said twice. */
static void test_the_area_makes_it_fit(void **state)
{
    struct visit visit = open_net(state);
    struct str page = visit_get(&visit, MONEY).page;
    assert_has(row_of(page, "uia", &visit.arena), "Does not fit, because people together: 50,000 or more (here 42,000, "
               "short by 8,000).");
    assert_false(has(page, "Together with the area"));
    assert_has(page, "Some money takes a city together with the places around it.");
    scratch_exec(visit.scratch, "net.db", "insert into member_area (member_id, place, name, country, lau_id) values "
                 "(7, 'lau IT_2', 'Near', 'IT', 'IT_2'), (7, 'lau IT_3', 'Next', 'IT', 'IT_3')");
    page = visit_get(&visit, MONEY).page;
    assert_has(row_of(page, "uia", &visit.arena), "Ours: does not fit, because people together: 50,000 or more");
    assert_has(row_of(page, "uia", &visit.arena), "Together with the area around you (16,300 people in 2 "
               "municipalities): would fit, but closed on 12 December 2019.");
    assert_false(has(row_of(page, "eui-exchange", &visit.arena), "Together with"));
    assert_has(visit_get(&visit, "/cities/ours-it/funding").page, "Does not fit, because people together");
    assert_false(has(visit_get(&visit, "/cities/ours-it/funding").page, "Together with"));
    visit_close(&visit);
}

/* No more than may stand together: the largest, and it is said. A place whose people are not known is the last. */
static void test_a_large_area(void **state)
{
    struct visit visit = open_net(state);
    for (int i = 0; i < 40; i++) {
        struct str sql = str_format(&visit.arena, "insert into city (id, slug, name, sort_key, country, population, "
                                    "population_kind, lau_id, fit, source_id) values (%d, 'c%d', 'C %d', 'c', 'IT', "
                                    "%s, 'municipality', 'X_%d', 'small', 1)", 10 + i, i, i,
                                    i == 0 ? "null" : i < 10 ? "10" : "1000", i);
        scratch_exec(visit.scratch, EVIDENCE, str_c(&visit.arena, sql));
        sql = str_format(&visit.arena, "insert into member_area (member_id, place, name, country, lau_id) values "
                         "(7, 'lau X_%d', 'C %d', 'IT', 'X_%d')", i, i, i);
        scratch_exec(visit.scratch, "net.db", str_c(&visit.arena, sql));
    }
    struct str page = visit_get(&visit, MONEY).page;
    assert_has(page, "of 40 municipalities the 31 largest, as no more may stand together here.");
    assert_has(page, "Together with the area around you (30,010 people in 31 municipalities)");
    assert_true(page.n < 300000);
    visit_close(&visit);
}

static void test_what_only_the_city_knows(void **state)
{
    struct visit visit = open_net(state);
    assert_has(row_of(visit_get(&visit, MONEY).page, "elena", &visit.arena), "We cannot tell yet: needs how much is to "
               "be invested; how much is asked for; the topic.");
    assert_has(row_of(visit_get(&visit, MONEY).page, "elena", &visit.arena), "href=\"#investment\"");
    struct said said = save(&visit, "want", "investment=%E2%82%AC30.000.000&grant=1200000&topic=energy");
    assert_int_equal(said.status, 303);
    assert_str(said.location, MONEY "?done=saved");
    struct str page = visit_get(&visit, MONEY "?done=saved").page;
    assert_has(row_of(page, "elena", &visit.arena), "<p>Fits.</p>");
    assert_has(page, "value=\"30,000,000\"");
    assert_has(page, "Each rule was asked again with what you said.");
    assert_str(scratch_ask(visit.scratch, "net.db", "select value || ' ' || by_person || ' ' || at from member_fact "
                           "where fact = 'investment'"), "30000000 2 1795348800");

    /* "not known" takes it back; the other form is left alone */
    assert_int_equal(save(&visit, "have", "plan=yes&letter=&eui_before=no&eucf_before=").status, 303);
    assert_int_equal(save(&visit, "want", "investment=&grant=1200000&topic=energy").status, 303);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_fact"), "4");
    assert_has(row_of(visit_get(&visit, MONEY).page, "elena", &visit.arena), "needs how much is to be invested.");
    assert_has(visit_get(&visit, MONEY).page, "<option value=\"yes\" selected>yes</option>");
    visit_close(&visit);
}

static void test_what_is_wrong_is_said_and_kept(void **state)
{
    struct visit visit = open_net(state);
    struct said said = save(&visit, "want", "investment=30+million&grant=5&topic=energy");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is no amount in whole euros");
    assert_has(said.page, "value=\"30 million\"");
    assert_int_equal(save(&visit, "want", "investment=1&topic=space").status, 400);
    assert_int_equal(save(&visit, "have", "plan=maybe").status, 400);
    assert_int_equal(visit_send(&visit, MONEY, "investment=1&seen=0").status, 400);
    assert_int_equal(visit_send(&visit, MONEY, "do=want&investment=1&seen=0000000000000009").status, 409);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_fact"), "0");
    visit_close(&visit);
}

/* Nobody else: not another member city, not those who run the network, not a visitor. */
static void test_nobody_else_sees_it(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.db", "insert into member_area (member_id, place, name, country, lau_id) values "
                 "(7, 'lau IT_3', 'Next', 'IT', 'IT_3')");
    assert_int_equal(save(&visit, "want", "investment=31415926&grant=&topic=").status, 303);
    assert_has(visit_get(&visit, MONEY).page, "31,415,926");
    static const struct who *const others[] = {&of_other_city, &visit_coordinator, &visit_administrator, &visit_person};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        visit.who = others[i];
        assert_int_equal(visit_get(&visit, MONEY).status, 403);
        assert_int_equal(visit_send(&visit, MONEY, "do=want&investment=1&seen=0000000000000009").status, 403);
    }
    visit.who = &of_other_city;
    struct str page = visit_get(&visit, "/member-cities/u8/funding").page;
    assert_has(page, "Nowhere");
    assert_false(has(page, "31,415,926") || has(page, "Next") || has(page, "12,000"));
    visit.who = NULL;
    page = visit_get(&visit, "/cities/ours-it/funding").page;
    assert_false(has(page, "31,415,926") || has(page, "Next"));
    visit_close(&visit);
}

/* ---- funding calls */

static const char calls[] =
    "insert into funding_call (id, key, identifier, title, publisher, country, programme, group_code, group_title, "
    "action, status, model, opens_on, closes_on, currency, address, digest, source_id, keywords, pays_stated, "
    "conditions, body) values "
    "(1, 'A', 'HORIZON-X-1', 'Three together', '', '', 'Horizon Europe', '', '', 'HORIZON Innovation Actions', 'open', "
    "'', 1, 30000, 'EUR', '', 1, 1, '', '', '', ''), "
    "(2, 'B', 'LIFE-2026-CET-PDA-X', 'Preparing energy', '', '', 'LIFE', '', '', 'LIFE Project Grants', 'open', '', 1, "
    "30001, 'EUR', '', 2, 1, '', '', '', ''); "
    "insert into funding_call_deadline (call_id, closes_at, day_on, hour_known) values (1, 2592000000, 30000, 0), "
    "(2, 2592086400, 30001, 0); "
    "insert into funding_call_page (call_id, slug) values (1, 'a'), (2, 'b')";

/* What the city has said counts on its own list and for its own people on the page of one; for nobody else. */
static void test_funding_calls_are_answered(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, EVIDENCE, calls);
    scratch_exec(visit.scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since) values "
                 "(901, 2, 'main_contact', 7, 1), (902, 5, 'main_contact', 8, 1)");
    struct str page = visit_get(&visit, MONEY "/calls").page;
    assert_has(page, "We cannot tell yet: needs how much is to be invested; how much is asked for; the topic.");
    assert_has(page, "With partners it would.");
    assert_has(page, "/funding-rules/life-cet-pda");
    assert_has(visit_get(&visit, MONEY).page, "The next funding calls for us");
    assert_int_equal(save(&visit, "want", "investment=20000000&grant=1000000&topic=energy").status, 303);
    page = visit_get(&visit, MONEY "/calls?fits=yes").page;
    assert_has(page, "Preparing energy");
    assert_false(has(page, "Three together"));
    assert_has(visit_get(&visit, MONEY "/calls?themes=ours&fits=unknown").page, "None of this kind is known here.");
    assert_has(row_of(visit_get(&visit, MONEY).page, "elena", &visit.arena), "Does not fit");
    page = visit_get(&visit, MONEY).page;
    assert_has(str_sub(page, 0, str_find(page, S("Funds that we have a rule for:"))), "Preparing energy");
    assert_has(visit_get(&visit, "/funding/b").page, "Ours: fits.");
    assert_has(visit_get(&visit, "/funding/a").page, "Would fit with 2 more cities");
    static const struct who of_eighth = {.person_id = 5, .cities = eighth, .cities_count = 1};
    static const struct who *const others[] = {&of_eighth, &visit_coordinator, &visit_administrator, &visit_person};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        visit.who = others[i];
        assert_int_equal(visit_get(&visit, MONEY "/calls").status, 403);
        assert_false(has(visit_get(&visit, "/funding/b").page, "Ours"));
    }
    visit.who = &of_eighth;
    assert_has(visit_get(&visit, "/funding/b").page, "Nowhere: we cannot tell yet");
    visit.who = NULL;
    page = visit_get(&visit, "/funding?city=ours-it&themes=all").page;
    assert_false(has(page, "Our own rule"));
    assert_has(page, "We cannot tell yet: needs how much is to be invested");
    assert_false(has(visit_get(&visit, "/funding?city=ours-it&themes=all&fits=yes").page, "Preparing energy"));

    /* a rule of the network that is more particular answers from the next page on, though answers are kept */
    scratch_exec(visit.scratch, "net.db", "insert into funding_rule (id, uid, rule, number, kind, state, says, why, "
                 "answer, made_at, changed_at) values (1, 'x', 'own', 1, 'change', 'in-force', '{\"id\": \"own\", "
                 "\"name\": \"Our own rule\", \"source\": \"s\", \"checked\": \"2026-11-22\", \"confidence\": "
                 "\"read\", \"by_calls\": true, \"of\": [{\"identifier\": \"HORIZON-X\"}], \"applicant\": "
                 "{\"every\": {\"in\": [\"country\", [\"EU27\"]]}}}', '', '', 1, 1)");
    page = visit_get(&visit, "/funding?city=ours-it&themes=all&fits=yes").page;
    assert_has(page, "Three together");
    assert_has(page, "Rule: Our own rule");
    scratch_exec(visit.scratch, "net.db", "update funding_rule set says = replace(says, 'EU27', 'GB')");
    assert_has(visit_get(&visit, "/funding?city=ours-it&themes=all&fits=no").page, "Three together");
    scratch_exec(visit.scratch, "net.db", "update funding_rule set state = 'replaced'");
    assert_has(visit_get(&visit, "/funding?city=ours-it&themes=all&fits=partners").page, "Three together");
    visit_close(&visit);
}

/* Two that are too small become one that fits; of the other one nothing is used that it keeps to itself. */
static void test_together_with_another_member_city(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.db", "update member_city set country = 'ES', lau_id = 'ES_1' where id = 8");
    scratch_exec(visit.scratch, EVIDENCE, "insert into city (id, slug, name, sort_key, country, population, "
                 "population_kind, lau_id, nuts3, degurba, fit, source_id) values (8, 'n-es', 'Nowhere', 'n', 'ES', "
                 "9000, 'municipality', 'ES_1', 'ES111', 2, 'small', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_fact (member_id, fact, value, by_person, at) values "
                 "(7, 'plan', 'yes', 2, 1), (7, 'letter', 'yes', 2, 1), (7, 'eucf_before', 'no', 2, 1), "
                 "(8, 'plan', 'no', 2, 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_area (member_id, place, name, country, lau_id) values "
                 "(8, 'lau IT_3', 'Next', 'IT', 'IT_3')");
    struct str page = visit_get(&visit, MONEY).page;
    assert_has(page, "<option value=\"u8\">Nowhere (ES), 9,000 people</option>");
    assert_has(row_of(page, "digital", &visit.arena), "because usually cities together: 2 or more");
    assert_has(row_of(page, "digital", &visit.arena), "Member cities that could make it fit, each alone:");
    assert_has(row_of(page, "digital", &visit.arena), "href=\"/member-cities/u7/funding?with=u8\">Nowhere (ES)"
               "</a>, 9,000 people.");
    assert_has(row_of(page, "digital", &visit.arena), "/member-cities/u7/ask/u8\">Ask for a first talk");
    assert_false(has(row_of(page, "cities-mission", &visit.arena), "Member cities that could")); /* it takes two */
    assert_false(has(row_of(page, "eui-exchange", &visit.arena), "Member cities that could"));

    page = visit_get(&visit, MONEY "?with=u8").page;
    assert_has(row_of(page, "digital", &visit.arena), "Together with Nowhere (ES): ");
    assert_has(row_of(page, "uia", &visit.arena), "Ours: does not fit, because people together: 50,000 or more");
    assert_has(row_of(page, "uia", &visit.arena), "Together with Nowhere (ES): would fit, but closed");
    assert_false(has(row_of(page, "eui-exchange", &visit.arena), "Together with"));
    assert_has(row_of(page, "eucf-5-7", &visit.arena), "Ours: fits");
    assert_has(row_of(page, "eucf-5-7", &visit.arena), "Together with Nowhere (ES): we cannot tell yet: needs whether "
               "Nowhere has an approved climate or energy plan");
    assert_has(page, "href=\"/member-cities/u7/funding\">Leave out");
    assert_has(row_of(visit_get(&visit, MONEY).page, "interreg", &visit.arena), "Nowhere (ES)");
    scratch_exec(visit.scratch, "net.db", "update member_city set country = 'BJ' where id = 8");
    assert_false(has(row_of(visit_get(&visit, MONEY).page, "interreg", &visit.arena), "Nowhere (BJ)"));
    assert_int_equal(visit_get(&visit, MONEY "?with=nobody").status, 404);
    assert_int_equal(visit_get(&visit, MONEY "?with=u7").status, 404);
    assert_int_equal(visit_get(&visit, MONEY "?with=").status, 200);
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(8, 2, 'paused', 2, 'role', '')");
    assert_false(has(visit_get(&visit, MONEY).page, "Nowhere"));
    assert_int_equal(visit_get(&visit, MONEY "?with=u8").status, 404);
    visit_close(&visit);
}

/* Rules of the network stand beside those of the program; how long ago each was checked weakens what it says. */
static void test_old_rules_say_so(void **state)
{
    struct visit visit = open_net(state);
    static const struct { const char *id, *checked, *says; } rules[] = {
        {"fresh", "2026-11-01", "<p>Fits.</p>"},
        {"old", "2026-08-01", "<p>Fitted when checked on 1 August 2026; check.</p>"},
        {"stale", "2025-01-01", "<p>We cannot tell: nobody has checked this rule since 1 January 2025.</p>"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct str sql = str_format(
            &visit.arena, "insert into funding_rule (id, uid, rule, number, kind, state, says, why, answer, made_at, "
            "changed_at) values (%zu, 'r%zu', '%s', 1, 'change', 'in-force', '{\"id\": \"%s\", \"name\": \"Money\", "
            "\"source\": \"us\", \"checked\": \"%s\", \"confidence\": \"read\", \"rolling\": true, \"applicant\": "
            "{\"gte\": [\"people\", 10000]}}', '', '', 1, 1)", i + 1, i, rules[i].id, rules[i].id, rules[i].checked);
        scratch_exec(visit.scratch, "net.db", str_c(&visit.arena, sql));
    }
    struct str page = visit_get(&visit, MONEY).page;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        assert_has(row_of(page, rules[i].id, &visit.arena), rules[i].says);
    }
    size_t yes = str_find(page, S("<h2 id=\"fits\"")), unknown = str_find(page, S("<h2 id=\"unknown\""));
    size_t stale = str_find(page, S("id=\"rule-stale\"")), old = str_find(page, S("id=\"rule-old\""));
    assert_true(yes < old && old < unknown && unknown < stale && stale < page.n);
    assert_has(page, "checked on 1 August 2026, 113 days ago");
    visit_close(&visit);
}

static void test_it_goes_again(void **state)
{
    struct visit visit = open_net(state);
    assert_int_equal(save(&visit, "want", "investment=5&grant=&topic=").status, 303);
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(q_member_fact_forget(visit.write, VISIT_NOW - 1), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_fact"), "1");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 2, 'left', 2, 'role', '')");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(membership_forget(visit.write, MEMBERSHIP_KEPT_S + 1), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_fact"), "1");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(membership_forget(visit.write, MEMBERSHIP_KEPT_S + 2), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_fact"), "0");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_invented_city),
        TEST(test_the_area_makes_it_fit), TEST(test_a_large_area), TEST(test_what_only_the_city_knows),
        TEST(test_what_is_wrong_is_said_and_kept), TEST(test_nobody_else_sees_it),
        TEST(test_funding_calls_are_answered),
        TEST(test_together_with_another_member_city), TEST(test_it_goes_again), TEST(test_old_rules_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
