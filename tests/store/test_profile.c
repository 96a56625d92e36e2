/* SPDX-License-Identifier: AGPL-3.0-or-later
** What a member city says of itself, through the real pages: answered, changed, refused with what was typed, kept from
** being undone by a colleague; who sees it; and who is worth talking to by it. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/profile.h"
#include "store/profile_history.h"
#include "visit.h"

#define OURS "/member-cities/u7/profile"

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'IT', 1), (8, 'u8', 'Porto <x>', 'PT', 1), (9, 'u9', 'Gone', 'DE', 1), "
                 "(10, 'u10', 'Shy', 'FR', 1), (11, 'u11', 'Pausing', 'FR', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, by_person, why) "
                 "select id, 1, 'joined', 1, 'role', null, '' from member_city");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, by_person, why) "
                 "values (9, 2, 'left', 2, 'network', null, ''), (11, 2, 'paused', 2, 'city', null, '')");
    return visit;
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

/* What stands in the hidden field: what the page was made from. */
static struct str seen(struct visit *visit, const char *target)
{
    struct str page = visit_get(visit, target).page;
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    assert_true(at < page.n);
    return str_sub(page, at + S("name=\"seen\" value=\"").n, 16);
}

static struct said answer(struct visit *visit, const char *target, const char *typed)
{
    struct str seen_now = seen(visit, target);
    return visit_send(visit, target, str_c(&visit->arena, str_format(&visit->arena, "%s&seen=%.*s", typed,
                                                                     STR_ARG(seen_now))));
}

static void say(struct visit *visit, int64_t member, enum help_kind kind, const char *what, const char *says)
{
    const struct str whats[] = {str_of(what)};
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(profile_save(visit->write, member, kind, whats, 1, str_of(says), 1), OK);
    assert_int_equal(db_commit(visit->write), OK);
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static void test_four_questions_one_after_the_other(void **state)
{
    struct visit visit = open_net(state);
    struct str page = visit_get(&visit, OURS).page;
    assert_has(page, "Not said yet");
    assert_has(page, "href=\"" OURS "/need\">Answer the next question");
    assert_has(page, "Answer the first two questions");
    struct said said = answer(&visit, OURS "/need", "what=bids&what=procurement&says=Heat+%3Cnow%3E&do=next");
    assert_int_equal(said.status, 303);
    assert_str(said.location, OURS "/offer");
    assert_str(answer(&visit, OURS "/offer", "what=data&do=next").location, OURS "/theme");
    assert_str(answer(&visit, OURS "/theme", "do=next").location, OURS "/language");
    assert_str(answer(&visit, OURS "/language", "what=it&what=de&do=next").location, OURS "?done=saved");
    page = visit_get(&visit, OURS "?done=saved").page;
    assert_has(page, "Your answer is saved.");
    assert_has(page, "Writing bids, Procurement");
    assert_has(page, "Heat &lt;now&gt;");
    assert_has(page, "Deutsch, italiano");
    assert_has(page, "href=\"" OURS "/theme\">Answer the next question");
    page = visit_get(&visit, OURS "/need").page;
    assert_has(page, "value=\"bids\" id=\"what-bids\" checked");
    assert_false(has(page, "value=\"data\" id=\"what-data\" checked"));
    /* in place of the one before */
    assert_str(answer(&visit, OURS "/need", "what=data&do=back").location, OURS "?done=saved");
    assert_str(asked(&visit, "select count(*) || ' ' || min(what) from profile_item where kind = 'need'"), "1 data");
    assert_str(asked(&visit, "select need_says || '|' || offer_says from profile"), "|");
    visit_close(&visit);
}

static void test_what_is_wrong_is_said_and_kept(void **state)
{
    struct visit visit = open_net(state);
    struct said said = answer(&visit, OURS "/language", "what=de&what=klingon&do=next");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is none that this question has");
    assert_has(said.page, "value=\"de\" id=\"what-de\" checked");
    assert_int_equal(answer(&visit, OURS "/offer", "what=de").status, 400); /* a language is no offer */
    assert_int_equal(visit_get(&visit, OURS "/dreams").status, 404);
    assert_int_equal(visit_send(&visit, OURS, "").status, 400);
    assert_str(asked(&visit, "select count(*) from profile_item"), "0");
    struct str before = seen(&visit, OURS "/need");
    say(&visit, 7, HELP_NEED, "data", "a colleague's");
    said = visit_send(&visit, OURS "/need", str_c(&visit.arena, str_format(
        &visit.arena, "what=bids&says=mine&seen=%.*s", STR_ARG(before))));
    assert_int_equal(said.status, 409);
    assert_has(said.page, "was changed meanwhile");
    assert_has(said.page, "value=\"bids\" id=\"what-bids\" checked");
    assert_has(said.page, "mine</textarea>");
    assert_str(asked(&visit, "select need_says from profile"), "a colleague's");
    visit_close(&visit);
}

static void test_who_is_worth_talking_to(void **state)
{
    struct visit visit = open_net(state);
    say(&visit, 7, HELP_NEED, "bids", "");
    say(&visit, 7, HELP_LANGUAGE, "pt", "");
    assert_has(visit_get(&visit, OURS).page, "No other member city has answered yet.");
    say(&visit, 8, HELP_OFFER, "bids", "Two <officers>");
    say(&visit, 8, HELP_LANGUAGE, "pt", "");
    say(&visit, 9, HELP_OFFER, "bids", "gone");
    say(&visit, 10, HELP_OFFER, "bids", "shy");
    say(&visit, 11, HELP_OFFER, "bids", "in a pause");
    visit.who = NULL;
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(profile_save_seen_by(visit.write, 10, false, 2), OK);
    assert_int_equal(db_commit(visit.write), OK);
    visit.who = &visit_main_contact;
    struct str page = visit_get(&visit, OURS).page;
    assert_has(page, "Porto &lt;x&gt; (PT)");
    assert_has(page, "They can help with what you want help with: Writing bids.");
    assert_has(page, "Two &lt;officers&gt;");
    assert_has(page, "You have a language in common: português.");
    assert_false(has(page, "gone"));
    assert_false(has(page, "shy"));
    assert_false(has(page, "in a pause"));
    visit_close(&visit);
}

/* A city that hides what it says still sees others. */
static void test_a_city_chooses_who_sees_it(void **state)
{
    struct visit visit = open_net(state);
    say(&visit, 7, HELP_OFFER, "data", "ours");
    struct said said = visit_send(&visit, OURS, "seen_by=city");
    assert_int_equal(said.status, 303);
    assert_str(said.location, OURS "?done=seen");
    assert_has(visit_get(&visit, OURS).page, "value=\"city\" id=\"seen-city\" checked");
    struct profile_other *others;
    struct help_city *cities;
    size_t n;
    assert_int_equal(profile_list_others(visit.read, &visit.arena, S("u8"), &others, &cities, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(visit_send(&visit, OURS, "seen_by=members").status, 303);
    assert_int_equal(profile_list_others(visit.read, &visit.arena, S("u8"), &others, &cities, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(cities[0].n, 1);
    assert_str(cities[0].items[0].says, "ours");
    assert_int_equal(visit_send(&visit, OURS, "seen_by=nobody").status, 400);
    visit_close(&visit);
}

static void test_it_is_closed_to_all_but_the_city(void **state)
{
    struct visit visit = open_net(state);
    static const char *const PLACES[] = {OURS, OURS "/need", "/member-cities/u8/profile",
                                         "/member-cities/u8/profile/need"};
    const struct who *const others[] = {&visit_person, &visit_coordinator, &visit_administrator};
    for (size_t i = 0; i < 3; i++) {
        visit.who = others[i];
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(visit_get(&visit, PLACES[k]).status, 403);
        }
    }
    visit.who = &visit_main_contact;
    assert_int_equal(visit_get(&visit, PLACES[2]).status, 403);
    assert_int_equal(visit_get(&visit, PLACES[3]).status, 403);
    assert_int_equal(visit_send(&visit, PLACES[3], "what=bids").status, 403);
    assert_str(asked(&visit, "select count(*) from profile"), "0");
    visit_close(&visit);
}

/* ---- what was changed */

#define CHANGES "/member-cities/u7/changes"

static struct said put_back(struct visit *visit, int which)
{
    struct str page = visit_get(visit, CHANGES).page;
    struct str mark = str_format(&visit->arena, "name=\"which\" value=\"%d\"", which);
    size_t at = str_find(page, mark);
    struct str before = S("name=\"seen\" value=\"");
    size_t seen_at = 0;
    for (size_t i = 0; i + before.n < at && at < page.n; i++) {
        seen_at = str_starts(str_from(page, i), before) ? i + before.n : seen_at;
    }
    return visit_send(visit, CHANGES, str_c(&visit->arena, str_format(&visit->arena, "which=%d&seen=%.*s", which,
                                                                      STR_ARG(str_sub(page, seen_at, 16)))));
}

static void test_what_was_changed_can_be_put_back(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values (2, 'p2', 'Maria <M>', '', '', 'en', "
                 "'active', '', '', 0, 1, 1999999999, 1)");
    assert_has(visit_get(&visit, CHANGES).page, "Nothing was changed yet.");
    assert_int_equal(answer(&visit, OURS "/need", "what=bids&says=Heat+%3Cnow%3E").status, 303);
    assert_int_equal(answer(&visit, OURS "/need", "what=bids&says=Heat+%3Cnow%3E").status, 303); /* the same */
    assert_int_equal(answer(&visit, OURS "/need", "what=data&what=procurement&says=").status, 303);
    assert_int_equal(answer(&visit, "/member-cities/u7/about-us/ambition", "ambition=Old&horizon=long").status, 303);
    assert_int_equal(answer(&visit, "/member-cities/u7/about-us/ambition", "ambition=New&seen_by=members").status, 303);
    assert_str(asked(&visit, "select count(*) from profile_change"), "4");
    struct str page = visit_get(&visit, CHANGES).page;
    assert_has(page, "Maria &lt;M&gt;");
    assert_has(page, "Writing bids");
    assert_has(page, "“Heat &lt;now&gt;”");
    assert_has(page, "Procurement");
    assert_has(page, "Something for the long term");

    struct said said = put_back(&visit, 2);
    assert_int_equal(said.status, 303);
    assert_str(said.location, CHANGES "?done=back");
    assert_str(asked(&visit, "select need_says from profile"), "Heat <now>");
    assert_str(asked(&visit, "select count(*) || min(what) from profile_item where kind = 'need'"), "1bids");
    assert_int_equal(put_back(&visit, 4).status, 303); /* and who sees it stays */
    assert_str(asked(&visit, "select min(says) || max(says) from trait"), "Oldlong");
    assert_str(asked(&visit, "select seen_by from trait_card"), "members");
    assert_str(asked(&visit, "select count(*) from profile_change"), "6"); /* that is a change too */

    /* a colleague was quicker; a number that is none, or is of another city */
    assert_int_equal(visit_send(&visit, CHANGES, "which=2&seen=0000000000000000").status, 409);
    assert_int_equal(visit_send(&visit, CHANGES, "which=99").status, 404);
    assert_int_equal(visit_send(&visit, CHANGES, "which=x").status, 400);
    scratch_exec(visit.scratch, "net.db", "update profile_change set member_id = 8 where id = 2");
    assert_int_equal(visit_send(&visit, CHANGES, "which=2").status, 404);
    assert_int_equal(visit_get(&visit, "/member-cities/u8/changes").status, 403);
    /* a choice that is none any more */
    scratch_exec(visit.scratch, "net.db", "update profile_change set was = 'horizon=never' where id = 4");
    said = put_back(&visit, 4);
    assert_int_equal(said.status, 409);
    assert_has(said.page, "cannot be put back as it was");
    /* who is erased has no name there */
    scratch_exec(visit.scratch, "net.db", "update person set name = '', state = 'erased' where id = 2");
    page = visit_get(&visit, CHANGES).page;
    assert_false(has(page, "Maria"));
    assert_has(page, "somebody who is not here any more");
    visit.who = &visit_coordinator;
    assert_int_equal(visit_get(&visit, CHANGES).status, 403);
    /* the clock takes them away after their time */
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(q_profile_change_forget(visit.write, VISIT_NOW - 1), OK);
    assert_int_equal(db_changed(visit.write), 0);
    assert_int_equal(q_profile_change_forget(visit.write, VISIT_NOW), OK);
    assert_int_equal(db_changed(visit.write), 6);
    assert_int_equal(db_commit(visit.write), OK);
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_four_questions_one_after_the_other), TEST(test_what_is_wrong_is_said_and_kept),
        TEST(test_who_is_worth_talking_to), TEST(test_a_city_chooses_who_sees_it),
        TEST(test_it_is_closed_to_all_but_the_city), TEST(test_what_was_changed_can_be_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
