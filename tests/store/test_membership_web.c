/* SPDX-License-Identifier: AGPL-3.0-or-later
** How a member city stands, through the real pages: what is shown to whom, signing with what is wrong said and kept,
** the steps by the city and by the network, who sees whose names. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/commitment.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/profile.h"
#include "visit.h"

#define OURS "/member-cities/u7"
#define DAY 86400

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours <x>', 'IT', 1), (8, 'u8', 'Theirs', 'PT', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, by_person, why) "
                 "select id, 1, 'joined', 1795000000, 'application', null, 'the only town of its valley' "
                 "from member_city");
    return visit;
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static void test_what_is_shown_before_and_after_signing(void **state)
{
    struct visit visit = open_net(state);
    struct who mia = visit_main_contact;
    mia.name = S("Mia");
    visit.who = &mia;
    struct str page = visit_get(&visit, OURS "/membership").page;
    assert_has(page, "Membership of Ours &lt;x&gt;");
    assert_has(page, "member city");
    assert_has(page, "not signed yet");
    assert_has(page, "href=\"" OURS "/commitment\">Sign the commitment");
    assert_has(page, "those who run this network said yes.");
    assert_has(page, "Why: the only town of its valley");
    assert_false(has(page, "four questions"));
    page = visit_get(&visit, OURS "/commitment").page;
    assert_has(page, "We share with the other member cities");
    assert_has(page, "Version 1 of 23 November 2026");
    assert_has(page, "name=\"decided_on\"");
    assert_false(has(page, "name=\"confirm_by\""));
    assert_has(page, "value=\"2\" selected");
    struct said said = visit_send(&visit, OURS "/commitment", "authority=decision&job=head+of+%3Cclimate%3E&"
                                  "reference=GR+2026%2F114&decided_on=5.10.2026&years=3");
    assert_int_equal(said.status, 303);
    assert_str(said.location, OURS "/membership?done=signed");
    page = visit_get(&visit, OURS "/membership?done=signed").page;
    assert_has(page, "The commitment is signed.");
    assert_has(page, "Signed by Mia (head of &lt;climate&gt;) on 22 November 2026. It holds until 22 November 2029.");
    assert_has(page, "On a decision of 5 October 2026: GR 2026/114");
    assert_has(page, "href=\"" OURS "/profile/need\">Go on: four questions");
    assert_has(page, "Sign again");
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%commitment-signed%until=2029-11-22%'"),
               "1");
    visit_close(&visit);
}

static void test_at_officer_level_the_office_is_named_and_a_year_is_usual(void **state)
{
    struct visit visit = open_net(state);
    struct str page = visit_get(&visit, OURS "/commitment?authority=officer").page;
    assert_has(page, "name=\"confirm_by\"");
    assert_false(has(page, "name=\"decided_on\""));
    assert_has(page, "value=\"1\" selected");
    struct said said = visit_send(&visit, OURS "/commitment", "authority=officer&job=officer&confirm_by=the+mayor");
    assert_int_equal(said.status, 303);
    page = visit_get(&visit, OURS "/membership").page;
    assert_has(page, "At officer level, to be confirmed by: the mayor");
    assert_has(page, "It holds until 22 November 2027.");
    visit_close(&visit);
}

static void test_what_is_wrong_is_said_and_kept(void **state)
{
    struct visit visit = open_net(state);
    static const struct { const char *typed; const char *says; } rows[] = {
        {"authority=decision&job=&reference=GR&decided_on=1.1.2026", "is empty"},
        {"authority=decision&job=x&reference=&decided_on=1.1.2026", "is missing"},
        {"authority=decision&job=x&reference=GR&decided_on=", "is missing"},
        {"authority=decision&job=x&reference=GR&decided_on=soon", "is not a day"},
        {"authority=decision&job=x&reference=GR&decided_on=31.2.2026", "is not a day"},
        {"authority=decision&job=x&reference=GR&decided_on=1.1.20260", "is not a day"},
        {"authority=decision&job=x&reference=GR&decided_on=1.1.26", "is not a day"},
        {"authority=decision&job=x&reference=GR&decided_on=..", "is not a day"},
        {"authority=decision&job=x&reference=GR&decided_on=24/11/2026", "is still to come"},
        {"authority=officer&job=x&confirm_by=", "is missing"},
        {"authority=officer&job=x&confirm_by=m&years=9", "value=\"m\""},
        {"authority=mayor&job=x&confirm_by=m", "value=\"x\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct said said = visit_send(&visit, OURS "/commitment", rows[i].typed);
        assert_int_equal(said.status, 400);
        assert_has(said.page, rows[i].says);
    }
    struct said said = visit_send(&visit, OURS "/commitment",
                                  "authority=decision&job=mayor+%3Cx%3E&reference=GR+9&decided_on=tomorrow&years=3");
    assert_has(said.page, "value=\"mayor &lt;x&gt;\"");
    assert_has(said.page, "value=\"GR 9\"");
    assert_has(said.page, "value=\"tomorrow\"");
    assert_has(said.page, "value=\"3\" selected");
    assert_str(asked(&visit, "select count(*) from commitment"), "0");
    visit_close(&visit);
}

static void test_a_day_is_taken_as_people_write_it(void **state)
{
    struct visit visit = open_net(state);
    static const char *const days[] = {"5.10.2026", "05.10.2026", "5.+10.+2026", "5+10+2026", "5/10/2026",
                                       "2026-10-05"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct str typed = str_format(&visit.arena, "authority=decision&job=x&reference=GR&decided_on=%s", days[i]);
        assert_int_equal(visit_send(&visit, OURS "/commitment", str_c(&visit.arena, typed)).status, 303);
    }
    assert_str(asked(&visit, "select count(*) || ' ' || min(decided_on) || ' ' || max(decided_on) from commitment"),
               "6 20731 20731");
    visit_close(&visit);
}

static void test_the_city_pauses_comes_back_and_leaves(void **state)
{
    struct visit visit = open_net(state);
    assert_has(visit_get(&visit, OURS "/membership/pause").page, "it is suggested to nobody");
    assert_str(visit_get(&visit, OURS "/membership/back").location, OURS "/membership");
    assert_int_equal(visit_get(&visit, OURS "/membership/sleep").status, 404);
    assert_str(visit_send(&visit, OURS "/membership/pause", "why=an+%3Celection%3E").location,
               OURS "/membership?done=paused");
    struct str page = visit_get(&visit, OURS "/membership?done=paused").page;
    assert_has(page, "The city pauses now.");
    assert_has(page, "It paused.");
    assert_has(page, "Why: an &lt;election&gt;");
    assert_has(page, "href=\"" OURS "/membership/back\"");
    assert_false(has(page, "href=\"" OURS "/membership/pause\""));
    assert_int_equal(visit_send(&visit, OURS "/membership/pause", "").status, 409);
    assert_str(visit_send(&visit, OURS "/membership/back", "").location, OURS "/membership?done=back");
    struct said said = visit_send(&visit, OURS "/membership/leave", "why=no+people");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "tick the box when the city is to leave");
    assert_has(said.page, "no people</textarea>");
    assert_has(visit_get(&visit, OURS "/membership/leave").page, "All of you are signed out");
    assert_str(visit_send(&visit, OURS "/membership/leave", "sure=1").location, "/me");
    assert_str(asked(&visit, "select step || way from member_step where member_id = 7 and number = 4"), "leftcity");
    assert_int_equal(visit_send(&visit, OURS "/commitment", "authority=officer&job=x&confirm_by=m").status, 409);
    visit_close(&visit);
}

static void test_who_runs_the_network_gives_a_reason(void **state)
{
    struct visit visit = open_net(state);
    visit.who = &visit_coordinator;
    assert_int_equal(visit_send(&visit, OURS "/membership/pause", "why=+").status, 400);
    assert_str(visit_send(&visit, OURS "/membership/pause", "why=no+answer").location, OURS "/membership?done=paused");
    visit.who = &visit_main_contact;
    struct str page = visit_get(&visit, OURS "/membership").page;
    assert_has(page, "Those who run this network paused it.");
    assert_has(page, "Why: no answer");
    assert_false(has(page, "/membership/back"));
    assert_int_equal(visit_send(&visit, OURS "/membership/back", "").status, 409);
    visit.who = &visit_coordinator;
    assert_int_equal(visit_send(&visit, OURS "/membership/leave", "why=gone&sure=1").status, 303);
    page = visit_get(&visit, OURS "/membership").page;
    assert_has(page, "href=\"" OURS "/membership/join\">Take the city back");
    assert_false(has(page, "/commitment\""));
    assert_has(visit_get(&visit, "/member-cities").page, "left");
    struct said said = visit_send(&visit, OURS "/invite", "mail=ewa@b.example&vouch=1&do=invite");
    assert_int_equal(said.status, 409);
    assert_has(said.page, "no member city any more");
    assert_int_equal(visit_send(&visit, OURS "/membership/join", "why=it+answered").status, 303);
    assert_has(visit_get(&visit, OURS "/membership?done=joined").page, "it back.");
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%city-joined%why=it answered%'"), "1");
    visit_close(&visit);
}

/* Picture and table: Theirs suggested Ours, and nobody is named. */
static bool page_of_whom(struct visit *visit, const char *address)
{
    struct str page = visit_get(visit, address).page;
    return has(page, "<title>Which member city suggested which") && has(page, ">Ours &lt;x&gt;</text>") &&
           has(page, "x1=\"12\" y1=\"20\" x2=\"12\" y2=\"60\"") &&
           has(page, "<tr><th scope=\"row\">Ours &lt;x&gt; (Italy)</th><td>") && has(page, "<td>Theirs</td>") &&
           has(page, "It asked by itself") && !has(page, "Secret") && !has(page, "Mia");
}

/* The newest first; cities are named, and nobody of them; what was withdrawn is not there. */
static void test_the_history_says_who_brought_it(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.db", "insert into suggestion (id, uid, code, city, country, place, state, why, "
                 "came, made_at, invited_at, joined_at, member_id, remove_at) values (1, 's', 'c', 'Ours', 'IT', 'x', "
                 "'joined', '', '', 1794000000, 1794500000, 1795000000, 7, 1999999999)");
    scratch_exec(visit.scratch, "net.db", "insert into suggestion_voice (suggestion_id, member_id, person_id, kind, "
                 "says, named, made_at, withdrawn_at) values (1, 8, 2, 'twin', 'Secret', 1, 1794000000, null), "
                 "(1, 7, 2, 'other', '', 1, 1794000001, 1794000002)");
    struct str page = visit_get(&visit, OURS "/membership").page;
    assert_has(page, "Theirs (PT) suggested it.");
    assert_false(has(page, "Ours &lt;x&gt; (IT) suggested it."));
    assert_false(has(page, "Secret"));
    assert_true(str_find(page, S("those who run this network said yes")) < str_find(page, S("It was invited.")));
    assert_true(str_find(page, S("It was invited.")) < str_find(page, S("suggested it.")));
    assert_true(page_of_whom(&visit, OURS "/who-brought-whom"));
    visit.who = &visit_coordinator;
    assert_false(has(visit_get(&visit, "/member-cities/u8/membership").page, "suggested it."));
    assert_true(page_of_whom(&visit, "/who-brought-whom"));
    scratch_exec(visit.scratch, "net.db", "update suggestion_voice set withdrawn_at = 1");
    page = visit_get(&visit, "/who-brought-whom").page;
    assert_has(page, "No member city has joined because another one suggested it yet.");
    assert_false(has(page, "<title>Which"));
    visit.who = NULL;
    assert_int_equal(visit_get(&visit, "/who-brought-whom").status, 303);
    visit_close(&visit);
}

/* Coordinators see of each city how it stands and whether it has signed. */
static void test_coordinators_see_who_has_signed(void **state)
{
    struct visit visit = open_net(state);
    const struct commitment_new in = {7, S("Ours"), 1, S("x"), false, S(""), DATE_NONE, S("m"), 1};
    const struct log_someone who = {LOG_PERSON, 3, S("Ada")};
    visit.who = &visit_coordinator;
    assert_has(visit_get(&visit, "/member-cities").page, "not signed yet");
    static const struct { int64_t before_end; const char *says; } rows[] = {
        {61 * DAY, ">signed<"}, {59 * DAY, "ends soon"}, {-1, "has ended"}};
    for (size_t i = 0; i < 3; i++) {
        scratch_exec(visit.scratch, "net.db", "delete from commitment");
        assert_int_equal(db_begin(visit.write), OK);
        assert_int_equal(commitment_sign(visit.write, &visit.arena, &in, &who, VISIT_NOW), OK);
        assert_int_equal(db_commit(visit.write), OK);
        scratch_exec(visit.scratch, "net.db", str_c(&visit.arena, str_format(
            &visit.arena, "update commitment set ends_at = %lld", (long long)(VISIT_NOW + rows[i].before_end))));
        assert_has(visit_get(&visit, "/member-cities").page, rows[i].says);
    }
    assert_has(visit_get(&visit, OURS "/membership").page, "Ada (x)");
    assert_int_equal(visit_get(&visit, OURS "/commitment").status, 403);
    visit_close(&visit);
}

/* Names of a city's people are for that city, and for coordinators. */
static void test_it_is_closed_to_all_others(void **state)
{
    struct visit visit = open_net(state);
    static const char *const PAGES[] = {"/membership", "/membership/pause", "/commitment"};
    const struct who *const others[] = {NULL, &visit_person, &visit_administrator, &visit_coordinator_weak};
    for (size_t i = 0; i < 4; i++) {
        visit.who = others[i];
        for (size_t k = 0; k < 3; k++) {
            struct str ours = str_format(&visit.arena, OURS "%s", PAGES[k]);
            int status = visit_get(&visit, str_c(&visit.arena, ours)).status;
            assert_true(status == (others[i] == NULL ? 303 : 403));
        }
    }
    visit.who = &visit_main_contact;
    for (size_t k = 0; k < 3; k++) {
        struct str theirs = str_format(&visit.arena, "/member-cities/u8%s", PAGES[k]);
        assert_int_equal(visit_get(&visit, str_c(&visit.arena, theirs)).status, 403);
    }
    assert_int_equal(visit_send(&visit, "/member-cities/u8/membership/leave", "sure=1").status, 403);
    assert_int_equal(visit_send(&visit, "/member-cities/u8/commitment", "authority=officer&job=x&confirm_by=m").status,
                     403);
    assert_str(asked(&visit, "select count(*) from member_step"), "2");
    visit_close(&visit);
}

/* Asked by another city: its page and its own history name that city and nobody of it; visitors learn only that it
** leads. */
static void test_a_city_is_asked_by_another_one_and_answers(void **state)
{
    struct visit visit = open_net(state);
    struct who theirs = visit_main_contact;
    const struct who_city their_city = {8, true};
    theirs.cities = &their_city;
    theirs.cities_count = 1;
    visit.who = &theirs;
    assert_has(visit_get(&visit, "/member-cities/u8/suggest-lead").page,
               "<option value=\"u7\">Ours &lt;x&gt; (Italy)");
    struct said said = visit_send(&visit, "/member-cities/u8/suggest-lead", "city=u8&why=w&reason=need&years=1");
    assert_int_equal(said.status, 400); /* not itself */
    said = visit_send(&visit, "/member-cities/u8/suggest-lead", "city=u7&why=%3Cbids%3E&years=1");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "tick at least one reason");
    assert_has(said.page, "&lt;bids&gt;");
    said = visit_send(&visit, "/member-cities/u8/suggest-lead", "city=u7&why=&reason=region&reason=money");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "id=\"reason-region\" checked");
    assert_has(said.page, "value=\"u7\" selected");
    said = visit_send(&visit, "/member-cities/u8/suggest-lead",
                      "city=u7&why=%3Cbids%3E&reason=need&reason=region&years=1");
    assert_int_equal(said.status, 303);
    said = visit_send(&visit, "/member-cities/u8/suggest-lead", "city=u7&why=again&reason=need");
    assert_int_equal(said.status, 400); /* it is asked already */
    visit.who = &visit_main_contact;
    struct str page = visit_get(&visit, OURS "/membership").page;
    assert_has(page, "Theirs suggests that Ours &lt;x&gt; is a lead city, until 22 November 2027.");
    assert_has(page, "It is in a part of Europe where no city leads. &lt;bids&gt;");
    assert_has(page, "Theirs suggested that it leads.</p>"); /* and not by whom */
    assert_has(page, "What a lead city does");
    assert_false(has(visit_get(&visit, "/lead-cities").page, "Ours"));
    said = visit_send(&visit, OURS "/membership/chair", "why=x");
    assert_int_equal(said.status, 409);
    said = visit_send(&visit, OURS "/membership/lead-yes", "why=");
    assert_int_equal(said.status, 303);
    assert_str(said.location, OURS "/membership?done=leads");
    assert_has(visit_get(&visit, OURS "/membership").page, "It leads since 22 November 2026, until 22 November 2027.");
    visit.who = NULL;
    page = visit_get(&visit, "/lead-cities").page;
    assert_has(page, "Ours &lt;x&gt; (Italy)");
    assert_has(page, "1 city leads now; there are to be 5 to 10.");
    assert_false(has(page, "bids"));
    scratch_exec(visit.scratch, "net.db", "update member_step set until = 1795348800 where step = 'leads'");
    assert_false(has(visit_get(&visit, "/lead-cities").page, "Ours")); /* its term is over, before the clock says so */
    visit_close(&visit);
}

static void test_a_coordinator_asks_a_city_and_puts_it_in_the_chair(void **state)
{
    struct visit visit = open_net(state);
    visit.who = &visit_coordinator;
    assert_has(visit_get(&visit, "/lead-cities/suggest?city=u8").page,
               "<option value=\"u8\" selected>Theirs (Portugal)");
    assert_int_equal(visit_send(&visit, "/lead-cities/suggest", "city=u8&why=w&reason=capacity&years=2").status, 303);
    assert_has(visit_get(&visit, "/lead-cities").page, "Asked, no answer yet");
    assert_has(visit_get(&visit, "/member-cities/u8/membership").page, "Take the suggestion back");
    assert_int_equal(visit_send(&visit, "/member-cities/u8/membership/lead-yes", "why=w").status, 409);
    scratch_exec(visit.scratch, "net.db", "update member_step set step = 'leads' where step = 'lead-asked'");
    assert_int_equal(visit_send(&visit, "/member-cities/u8/membership/chair", "why=").status, 400);
    assert_int_equal(visit_send(&visit, "/member-cities/u8/membership/chair", "why=w").status, 303);
    assert_has(visit_get(&visit, "/lead-cities").page, "It is in the chair since 22 November 2026.");
    for (int i = 0; i < 9; i++) {
        struct str add = str_format(&visit.arena, "insert into member_city (id, uid, name, country, rev) values "
                                    "(%d, 'v%d', 'City %d', 'IT', 1)", 20 + i, i, i);
        scratch_exec(visit.scratch, "net.db", str_c(&visit.arena, add));
    }
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why, until) "
                 "select id, 1, 'leads', 1795000000, 'city', '', 1900000000 from member_city where id >= 20");
    assert_has(visit_get(&visit, "/lead-cities/suggest").page, "10 cities lead or are asked");
    struct said said = visit_send(&visit, "/lead-cities/suggest", "city=u7&why=w&reason=capacity&years=2");
    assert_int_equal(said.status, 409);
    assert_has(said.page, "no more than 10 do");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_shown_before_and_after_signing),
        TEST(test_at_officer_level_the_office_is_named_and_a_year_is_usual),
        TEST(test_what_is_wrong_is_said_and_kept),
        TEST(test_a_day_is_taken_as_people_write_it),
        TEST(test_the_city_pauses_comes_back_and_leaves),
        TEST(test_who_runs_the_network_gives_a_reason),
        TEST(test_a_city_is_asked_by_another_one_and_answers),
        TEST(test_a_coordinator_asks_a_city_and_puts_it_in_the_chair),
        TEST(test_the_history_says_who_brought_it),
        TEST(test_coordinators_see_who_has_signed),
        TEST(test_it_is_closed_to_all_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
