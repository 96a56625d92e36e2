/* SPDX-License-Identifier: AGPL-3.0-or-later
** The area around a member city, through the real pages: what may be chosen by the evidence, what was chosen and stays
** when the evidence changes, how many people that is. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/area.h"
#include "store/profile.h"
#include "visit.h"

#define EVIDENCE "net.evidence-1.db"
#define AREA "/member-cities/u7/area"
#define PROFILE "/member-cities/u7/profile"

static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'lau', 'LAU', '', '', '', '', 0, '', 0); "
    "insert into city (id, slug, name, sort_key, country, latitude_micro, longitude_micro, population, "
    "population_kind, population_year, population_source_id, geonames_id, lau_id, fit, source_id) values "
    "(1, 'o', 'Ours', 'o', 'IT', 45000000, 10000000, 74885, 'municipality', 2020, 1, 700, 'IT_1', 'fits', 1), "
    "(2, 'n', 'Near <b>', 'n', 'IT', 45000000, 10100000, 4300, 'municipality', 2020, 1, null, 'IT_2', 'small', 1), "
    "(3, 'a', 'Across', 'a', 'CH', 45200000, 10000000, 12000, 'municipality', 2020, 1, 703, null, 'small', 1), "
    "(4, 'u', 'Unknown', 'u', 'IT', 45010000, 10000000, null, 'unknown', null, null, 704, null, 'unknown', 1), "
    "(5, 'f', 'Far', 'f', 'IT', 46000000, 10000000, 9000, 'municipality', 2020, 1, 705, null, 'small', 1)";

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

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct said save(struct visit *visit, const char *typed)
{
    struct str page = visit_get(visit, AREA).page;
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    assert_true(at < page.n);
    return visit_send(visit, AREA, str_c(&visit->arena, str_format(
        &visit->arena, "%s&seen=%.*s", typed, STR_ARG(str_sub(page, at + S("name=\"seen\" value=\"").n, 16)))));
}

static void test_what_is_near_may_be_chosen(void **state)
{
    struct visit visit = open_net(state);
    struct str page = visit_get(&visit, AREA).page;
    assert_has(page, "Near &lt;b&gt; <span class=\"sg-check__note\">8 km, 4,300 people (LAU 2020)</span>");
    assert_has(page, "Across (CH) <span class=\"sg-check__note\">22 km, 12,000 people (LAU 2020)</span>");
    assert_has(page, "Unknown <span class=\"sg-check__note\">1 km, population not known</span>");
    assert_true(str_find(page, S("Unknown")) < str_find(page, S("Near &lt;")));
    assert_true(str_find(page, S("Near &lt;")) < str_find(page, S("Across (CH)")));
    assert_false(has(page, ">Far "));
    assert_false(has(page, "value=\"lau IT_1\""));
    assert_false(has(page, "checked><label for=\"place-"));
    assert_has(visit_get(&visit, PROFILE).page, "The area around us");

    struct said said = save(&visit, "place=lau+IT_2&place=geonames+703&place=geonames+704&place=lau+IT_2");
    assert_int_equal(said.status, 303);
    assert_str(said.location, PROFILE "?done=card");
    page = visit_get(&visit, PROFILE).page;
    assert_has(page, "74,885 people in the city, 16,300 people in 3 municipalities around it. "
                     "Of 1 of them the number of people is not known.");
    page = visit_get(&visit, AREA).page;
    assert_has(page, "value=\"lau IT_2\" id=\"place-1\" checked");
    assert_int_equal(save(&visit, "place=geonames+703").status, 303);
    assert_str(scratch_ask(visit.scratch, "net.db", "select place || country from member_area"), "geonames 703CH");
    visit_close(&visit);
}

/* Its number in the evidence changes, its people too; what is gone from the evidence stays chosen, unknown. */
static void test_it_outlives_the_evidence(void **state)
{
    struct visit visit = open_net(state);
    assert_int_equal(save(&visit, "place=lau+IT_2&place=geonames+703").status, 303);
    scratch_exec(visit.scratch, EVIDENCE, "delete from city where id = 3; update city set id = 12, population = 5000 "
                                          "where id = 2");
    assert_has(visit_get(&visit, PROFILE).page, "5,000 people in 2 municipalities around it. Of 1 of them");
    struct str page = visit_get(&visit, AREA).page;
    assert_has(page, "Across (CH) <span class=\"sg-check__note\">population not known</span>");
    assert_int_equal(save(&visit, "place=geonames+703").status, 303);
    assert_str(scratch_ask(visit.scratch, "net.db", "select name || geonames_id from member_area"), "Across703");
    visit_close(&visit);
}

static void test_what_is_wrong_is_said_and_kept(void **state)
{
    struct visit visit = open_net(state);
    struct said said = save(&visit, "place=lau+IT_2&place=geonames+705");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is none that this page shows");
    assert_has(said.page, "value=\"lau IT_2\" id=\"place-1\" checked");
    assert_int_equal(visit_send(&visit, AREA, "place=lau+IT_2&seen=0000000000000009").status, 409);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_area"), "0");
    struct str many = S("place=lau+IT_2");
    for (int i = 0; i < AREA_CHOSEN_MAX; i++) {
        many = str_join(&visit.arena, many, S("&place=lau+IT_2"));
    }
    said = save(&visit, str_c(&visit.arena, many));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "are more than sixty");
    visit_close(&visit);
}

static void test_what_is_not_known_is_said(void **state)
{
    struct visit visit = open_net(state);
    static const struct who_city city[] = {{8, true}};
    static const struct who who = {.person_id = 2, .cities = city, .cities_count = 1};
    visit.who = &who;
    struct str page = visit_get(&visit, "/member-cities/u8/area").page;
    assert_has(page, "We cannot tell yet what lies around you: needs where your city lies, from a list of places.");
    assert_false(has(page, "type=\"submit\">Save"));
    scratch_exec(visit.scratch, EVIDENCE, "delete from city where id <> 1");
    visit.who = &visit_main_contact;
    assert_has(visit_get(&visit, AREA).page, "We know no other municipality within 60 km.");
    assert_int_equal(visit_get(&visit, "/member-cities/u8/area").status, 403);
    visit.who = &visit_coordinator;
    assert_int_equal(visit_get(&visit, AREA).status, 403);
    visit_close(&visit);
}

/* A reason beside others, only when both have people around them and the other one lets it be seen. */
static void test_both_serve_places(void **state)
{
    struct visit visit = open_net(state);
    static const struct str bids[] = {S_INIT("bids")};
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(profile_save(visit.write, 7, HELP_NEED, bids, 1, S(""), 1), OK);
    assert_int_equal(profile_save(visit.write, 8, HELP_OFFER, bids, 1, S(""), 1), OK);
    assert_int_equal(db_commit(visit.write), OK);
    scratch_exec(visit.scratch, "net.db", "insert into member_area (member_id, place, name, country, geonames_id) "
                 "values (8, 'geonames 705', 'Far', 'IT', 705), (8, 'geonames 704', 'Unknown', 'IT', 704)");
    assert_int_equal(save(&visit, "place=lau+IT_2&place=geonames+703&seen_by=members").status, 303);
    assert_has(visit_get(&visit, AREA).page, "value=\"members\" id=\"seen-members\" checked");
    assert_has(visit_get(&visit, PROFILE).page, "Writing bids");
    assert_false(has(visit_get(&visit, PROFILE).page, "Both of you serve"));
    assert_false(has(visit_get(&visit, PROFILE).page, "9,000"));
    scratch_exec(visit.scratch, "net.db", "insert into trait_card (member_id, card, seen_by, changed_at) values "
                 "(8, 'area', 'members', 1)");
    assert_has(visit_get(&visit, PROFILE).page, "Both of you serve places around you: at least 9,000 people around "
               "Nowhere, 16,300 people around you.");
    assert_int_equal(save(&visit, "").status, 303);
    assert_false(has(visit_get(&visit, PROFILE).page, "Both of you serve"));
    assert_has(visit_get(&visit, PROFILE).page, "Nowhere: at least 9,000 people around it.");
    scratch_exec(visit.scratch, "net.db", "update member_city set lau_id = 'IT_2' where id = 8");
    assert_has(visit_get(&visit, PROFILE).page, "Nowhere: 4,300 people in the city, at least 9,000 people around it.");
    /* a city that keeps its own to itself still sees what others let it see */
    assert_int_equal(save(&visit, "place=lau+IT_2&seen_by=city").status, 303);
    assert_has(visit_get(&visit, PROFILE).page, "Both of you serve places around you");
    assert_int_equal(save(&visit, "place=lau+IT_2&seen_by=everybody").status, 400);
    visit_close(&visit);
}

/* How many people there are in and around all member cities: each place once, and only of areas that may be seen. */
static void test_reach(void **state)
{
    struct visit visit = open_net(state);
    visit.who = &visit_coordinator;
    assert_has(visit_get(&visit, "/growth").page, "2 member cities: 74,885 people in them.");
    scratch_exec(visit.scratch, "net.db", "insert into member_area (member_id, place, name, country, lau_id, "
                 "geonames_id) values (7, 'lau IT_2', 'Near', 'IT', 'IT_2', null), "
                 "(8, 'lau IT_2', 'Near', 'IT', 'IT_2', null), "
                 "(8, 'lau IT_1', 'Ours', 'IT', 'IT_1', null), "
                 "(8, 'geonames 703', 'Across', 'CH', null, 703)");
    assert_has(visit_get(&visit, "/growth").page, "2 member cities: 74,885 people in them.");
    scratch_exec(visit.scratch, "net.db", "insert into trait_card (member_id, card, seen_by, changed_at) values "
                 "(7, 'area', 'members', 1), (8, 'area', 'city', 1)");
    assert_has(visit_get(&visit, "/growth").page, "and 4,300 around them in the areas that they let member cities see");
    scratch_exec(visit.scratch, "net.db", "update trait_card set seen_by = 'members'");
    assert_has(visit_get(&visit, "/growth").page, "74,885 people in them, and 16,300 around them");
    visit.who = &visit_main_contact;
    assert_has(visit_get(&visit, "/member-cities/u7/who-brought-whom").page, "and 16,300 around them");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(8, 2, 'left', 2, 'role', '')");
    assert_has(visit_get(&visit, "/member-cities/u7/who-brought-whom").page,
               "1 member city: 74,885 people in it, and 4,300");
    visit_close(&visit);
}

/* The history of the profile has the places too, and puts them back while they are known. */
static void test_places_are_put_back(void **state)
{
    struct visit visit = open_net(state);
    assert_int_equal(save(&visit, "place=lau+IT_2&place=geonames+703").status, 303);
    assert_int_equal(save(&visit, "place=lau+IT_2").status, 303);
    struct str page = visit_get(&visit, "/member-cities/u7/changes").page;
    assert_has(page, "Across, Near &lt;b&gt;");
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    struct str seen = str_sub(page, at + S("name=\"seen\" value=\"").n, 16);
    assert_int_equal(visit_send(&visit, "/member-cities/u7/changes", str_c(&visit.arena, str_format(
        &visit.arena, "which=2&seen=%.*s", STR_ARG(seen)))).status, 303);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from member_area"), "2");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_near_may_be_chosen), TEST(test_it_outlives_the_evidence),
        TEST(test_what_is_wrong_is_said_and_kept), TEST(test_what_is_not_known_is_said),
        TEST(test_places_are_put_back), TEST(test_both_serve_places), TEST(test_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
