/* SPDX-License-Identifier: AGPL-3.0-or-later
** What makes a member city itself, through the real pages: a card saved, changed, refused with what was typed, kept
** from being undone by a colleague; who sees it; what comes first as a reason. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/profile.h"
#include "store/trait.h"
#include "visit.h"
#include "web/trait/trait_web.h"

#define CARD "/member-cities/u7/about-us/"
#define PROFILE "/member-cities/u7/profile"

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'IT', 1), (8, 'u8', 'Porto', 'PT', 1), (9, 'u9', 'Shy', 'FR', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', ''), (9, 1, 'joined', 1, 'role', '')");
    return visit;
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

static struct str seen(struct visit *visit, const char *target)
{
    struct str page = visit_get(visit, target).page;
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    assert_true(at < page.n);
    return str_sub(page, at + S("name=\"seen\" value=\"").n, 16);
}

static struct said save(struct visit *visit, const char *target, const char *typed)
{
    struct str seen_now = seen(visit, target);
    return visit_send(visit, target, str_c(&visit->arena, str_format(&visit->arena, "%s&seen=%.*s", typed,
                                                                     STR_ARG(seen_now))));
}

/* What the form takes and what the table of traits keeps are the same. */
static void test_form_and_table_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < TRAITS_N; i++) {
        assert_string_equal(trait_form[i].name, traits[i].name);
        assert_true(trait_form[i].min == 0);
        if (traits[i].kind == TRAIT_ONE) {
            assert_string_equal(trait_form[i].choices, traits[i].choices.s);
        } else {
            assert_int_equal(trait_form[i].max, traits[i].max);
        }
    }
}

static void test_a_card_is_saved_by_itself(void **state)
{
    struct visit visit = open_net(state);
    assert_has(visit_get(&visit, PROFILE).page, "href=\"" CARD "ambition\"");
    struct said said = save(&visit, CARD "ambition", "ambition=No+oil+%3Cby%3E+2030&horizon=long&seen_by=city&do=next");
    assert_int_equal(said.status, 303);
    assert_str(said.location, CARD "value");
    said = save(&visit, CARD "places", "networks=Eurocities&seen_by=members&do=next");
    assert_str(said.location, PROFILE "?done=card"); /* the last */
    struct str page = visit_get(&visit, PROFILE "?done=card").page;
    assert_has(page, "The card is saved.");
    assert_has(page, "What we dare to change, and by when: No oil &lt;by&gt; 2030");
    assert_has(page, "What we look for: Something for the long term");
    assert_has(page, "Networks we are in: Eurocities");
    assert_has(page, "Seen by people of our city only.");
    assert_has(page, "Seen by people of all member cities.");
    assert_has(visit_get(&visit, CARD "ambition").page, "value=\"long\" id=\"horizon-long\" checked");
    /* what is left empty is taken away, on this card only */
    assert_int_equal(save(&visit, CARD "ambition", "ambition=&horizon=quick&do=back").status, 303);
    assert_str(asked(&visit, "select count(*) || min(says) || max(says) from trait"), "2Eurocitiesquick");
    visit_close(&visit);
}

static void test_what_is_wrong_is_said_and_kept(void **state)
{
    struct visit visit = open_net(state);
    struct said said = save(&visit, CARD "backing", "backing=Council+%26+mayor&backing_on=2027-02-30&do=back");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is not a day of the calendar");
    assert_has(said.page, "value=\"Council &amp; mayor\"");
    assert_has(said.page, "value=\"2027-02-30\"");
    assert_int_equal(save(&visit, CARD "time", "hours=many").status, 400);
    assert_int_equal(save(&visit, CARD "time", "hours=1001").status, 400);
    assert_int_equal(save(&visit, CARD "value", "first=money").status, 400);
    assert_int_equal(visit_get(&visit, CARD "dreams").status, 404);
    assert_str(asked(&visit, "select count(*) from trait"), "0");
    assert_str(asked(&visit, "select count(*) from trait_card"), "0");

    struct str before = seen(&visit, CARD "time");
    assert_int_equal(save(&visit, CARD "time", "hours=8").status, 303);
    said = visit_send(&visit, CARD "time", str_c(&visit.arena, str_format(&visit.arena, "hours=9&seen=%.*s",
                                                                          STR_ARG(before))));
    assert_int_equal(said.status, 409);
    assert_has(said.page, "was changed meanwhile");
    assert_has(said.page, "value=\"9\"");
    assert_str(asked(&visit, "select says from trait"), "8");
    visit_close(&visit);
}

/* Whatever a form says. */
static void test_backing_is_seen_by_nobody_else(void **state)
{
    struct visit visit = open_net(state);
    assert_has(visit_get(&visit, CARD "backing").page, "Only people of your city see this, always.");
    assert_int_equal(save(&visit, CARD "backing", "backing=Council&seen_by=members").status, 303);
    assert_str(asked(&visit, "select card || ' ' || seen_by from trait_card"), "backing city");
    visit_close(&visit);
}

static void say(struct visit *visit, int64_t member, enum help_kind kind, const char *what, const char *first,
                bool seen_by)
{
    struct str says[TRAITS_N] = {{0}};
    const struct str whats[] = {str_of(what)};
    says[trait_find(S("first")) - traits] = str_of(first);
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(profile_save(visit->write, member, kind, whats, 1, S(""), 1), OK);
    assert_int_equal(trait_save(visit->write, member, TRAIT_VALUE, says, seen_by, 1), OK);
    assert_int_equal(db_commit(visit->write), OK);
}

static void test_what_comes_first_for_both_is_said(void **state)
{
    struct visit visit = open_net(state);
    say(&visit, 7, HELP_NEED, "bids", "health", false);
    say(&visit, 9, HELP_OFFER, "bids", "health", false);
    struct str page = visit_get(&visit, PROFILE).page;
    assert_has(page, "Shy (FR)");
    assert_false(has(page, "The same comes first")); /* it does not show that */
    say(&visit, 8, HELP_OFFER, "bids", "health", true);
    page = visit_get(&visit, PROFILE).page;
    assert_has(page, "The same comes first for both of you: Health.");
    assert_true(str_find(page, S("Porto (PT)")) < str_find(page, S("Shy (FR)")));
    visit_close(&visit);
}

/* What a city wrote when it asked to join stays, unless it has said something since. */
static void test_an_ambition_is_begun_once(void **state)
{
    struct visit visit = open_net(state);
    static const char *const wishes[] = {"  ", " No oil ", "Another"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(db_begin(visit.write), OK);
        assert_int_equal(trait_begin(visit.write, 8, str_of(wishes[i]), 5), OK);
        assert_int_equal(db_commit(visit.write), OK);
    }
    assert_str(asked(&visit, "select name || '=' || says from trait where member_id = 8"), "ambition=No oil");
    assert_str(asked(&visit, "select seen_by || changed_at from trait_card where member_id = 8"), "city5");
    visit_close(&visit);
}

static void test_it_is_closed_to_all_but_the_city(void **state)
{
    struct visit visit = open_net(state);
    const struct who *const others[] = {NULL, &visit_person, &visit_coordinator, &visit_administrator};
    for (size_t i = 0; i < 4; i++) {
        visit.who = others[i];
        assert_int_equal(visit_get(&visit, CARD "time").status, others[i] == NULL ? 303 : 403);
        assert_int_not_equal(visit_send(&visit, CARD "time", "hours=5").status, 200);
    }
    visit.who = &visit_main_contact;
    assert_int_equal(visit_get(&visit, "/member-cities/u8/about-us/time").status, 403);
    assert_int_equal(visit_send(&visit, "/member-cities/u8/about-us/time", "hours=5").status, 403);
    assert_str(asked(&visit, "select count(*) from trait_card"), "0");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form_and_table_agree), TEST(test_a_card_is_saved_by_itself),
        TEST(test_what_is_wrong_is_said_and_kept), TEST(test_backing_is_seen_by_nobody_else),
        TEST(test_what_comes_first_for_both_is_said), TEST(test_an_ambition_is_begun_once),
        TEST(test_it_is_closed_to_all_but_the_city),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
