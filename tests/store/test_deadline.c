/* SPDX-License-Identifier: AGPL-3.0-or-later
** The way to a deadline, through the real pages: watching, how the council decides, who else watches, two stages, the
** address of the calendar, the desk; what stays when the evidence changes, and what goes. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/deadline.h"
#include "store/membership.h"
#include "text/secret.h"
#include "visit.h"
#include "web/deadline/deadline_web.h"
#include "web/link/link.h"
#include "web/mail/week.h"

#define EVIDENCE "net.evidence-1.db"
#define OURS "/member-cities/u7/deadlines"
#define DAY 86400
#define TODAY 20779 /* of VISIT_NOW: Sunday 22 November 2026 */

/* 'Far' closes on Tuesday 16 March 2027 at 17:00 in Brussels, 16:00 UTC: day 20893. */
static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'calls', 'List', '', '', '', '', 0, '', 0); "
    "insert into funding_call (id, key, identifier, title, publisher, country, programme, group_code, group_title, "
    "action, status, model, closes_on, currency, address, digest, source_id, keywords, pays_stated, conditions, body) "
    "values "
    "(1, 'FAR', 'far', 'Far <b>', '', '', '', '', '', '', 'open', 'single-stage', 20893, 'EUR', 'https://a.example/', "
    "0, 1, '', '', '', ''), "
    "(2, 'TWO', 'two', 'Two stages', '', '', '', '', '', '', 'open', 'two-stage', 21000, 'EUR', '', 0, 1, '', '', "
    "'', ''), "
    "(3, 'CUT', 'cut', 'Cut-offs', '', 'PT', '', '', '', '', 'open', 'multiple cut-off', 21100, 'EUR', '', 0, 1, '', "
    "'', "
    "'', ''), "
    "(4, 'NONE', 'none', 'No day', '', '', '', '', '', '', 'open', '', null, 'EUR', '', 0, 1, '', '', '', ''); "
    "insert into funding_call_deadline (call_id, closes_at, day_on, hour_known) values "
    "(1, 1805212800, 20893, 1), (2, 1807200000, 20916, 0), (2, 1814400000, 21000, 0), "
    "(3, 1795000000, 20775, 1), (3, 1810000000, 20949, 1), (3, 1823000000, 21099, 1)";

#define PERSON(id, name)                                                                       \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@b.example', 'p" #id "@b.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

static struct visit open_net(void **state)
{
    static struct secret_key key; /* all zero is as good as any */
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    visit.site.key = &key;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'PT', 1), (8, 'u8', 'Porto', 'PT', 1), (9, 'u9', 'Shy', 'FR', 1), "
                 "(10, 'u10', 'Left', 'FR', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', ''), (9, 1, 'joined', 1, 'role', ''), "
                 "(10, 1, 'joined', 1, 'role', ''), (10, 2, 'left', 2, 'role', '')");
    scratch_exec(visit.scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since) values "
                 "(1, 2, 'main_contact', 7, 1)");
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(2, "Maria <M>") ", "
                 PERSON(5, "Quim"));
    scratch_exec(visit.scratch, EVIDENCE, content);
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

static void do_sql(struct visit *visit, const char *sql)
{
    scratch_exec(visit->scratch, "net.db", sql);
}

/* Watches it and gives its address, without "?done=watched". */
static const char *watch(struct visit *visit, const char *key)
{
    struct said said = visit_send(visit, OURS, str_c(&visit->arena, str_format(&visit->arena, "do=watch&call=%s",
        key)));
    assert_int_equal(said.status, 303);
    size_t end = str_find(said.location, S("?done=watched"));
    assert_true(end < said.location.n);
    return str_c(&visit->arena, str_sub(said.location, 0, end));
}

static struct said save(struct visit *visit, const char *target, const char *typed)
{
    struct str page = visit_get(visit, target).page;
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    assert_true(at < page.n);
    return visit_send(visit, target, str_c(&visit->arena, str_format(
        &visit->arena, "%s&seen=%.*s", typed, STR_ARG(str_sub(page, at + S("name=\"seen\" value=\"").n, 16)))));
}

static void test_form_and_table_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        assert_string_equal(council_form[i].name, council_fields[i].name);
        assert_true(council_form[i].min == 0);
        if (council_fields[i].kind == COUNCIL_ONE) {
            assert_string_equal(council_form[i].choices, council_fields[i].choices.s);
        } else {
            assert_int_equal(council_form[i].max, council_fields[i].max);
        }
    }
}

static void test_a_funding_call_is_watched(void **state)
{
    struct visit visit = open_net(state);
    const char *far = watch(&visit, "FAR");
    assert_string_equal(watch(&visit, "FAR"), far); /* a second time is the same */
    assert_str(asked(&visit, "select count(*) from watch"), "1");
    struct str page = visit_get(&visit, far).page;
    assert_has(page, "<h1>Far &lt;b&gt;</h1>");
    assert_has(page, "Tuesday 16 March 2027, 17:00 in Brussels (16:00 on your clocks)");
    /* 75 and 10 and 5 and 5 and 1 working days; full council is asked as nobody said that no money goes in */
    assert_has(page, "Monday 15 March 2027</strong>: Full council decides");
    assert_has(page, "Monday 8 March 2027</strong>: Cabinet or committee decides");
    assert_has(page, "Monday 2 November 2026</strong>: Begin to work on the bid");
    assert_has(page, "Too late by 20 days: the latest day to start was Monday 2 November 2026.");
    assert_has(page, "Somebody works on nothing else: in time, until");
    assert_has(page, "by Maria &lt;M&gt;.");
    assert_has(visit_get(&visit, OURS).page, "Far &lt;b&gt;");
    struct said said = visit_send(&visit, OURS, "do=watch&call=NEVER");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is in no list any more");
    assert_int_equal(visit_send(&visit, OURS, "do=").status, 400);
    said = visit_send(&visit, far, "do=stop");
    assert_str(said.location, OURS "?done=stopped");
    assert_str(asked(&visit, "select count(*) from watch"), "0");
    assert_int_equal(visit_get(&visit, far).status, 404);
    visit_close(&visit);
}

static void test_what_is_said_of_a_bid(void **state)
{
    struct visit visit = open_net(state);
    const char *far = watch(&visit, "FAR");
    assert_int_equal(save(&visit, far, "size=small&own_money=no&seen_by=city&do=save").status, 303);
    struct str page = visit_get(&visit, far).page;
    assert_false(has(page, "Full council decides<"));
    assert_has(page, "Tuesday 9 March 2027</strong>: Cabinet or committee decides");
    assert_has(page, "Tuesday 12 January 2027</strong>: Begin to work on the bid"); /* 25 working days */
    assert_str(asked(&visit, "select size || own_money || seen_by from watch"), "smallnocity");
    struct said said = visit_send(&visit, far, "size=large&do=save&seen=0123456789abcdef");
    assert_int_equal(said.status, 409); /* a colleague saved meanwhile */
    assert_str(asked(&visit, "select size from watch"), "small");
    assert_int_equal(visit_send(&visit, far, "size=huge&do=save").status, 400);
    assert_int_equal(visit_send(&visit, far, "do=begun").status, 303);
    assert_has(visit_get(&visit, far).page, "Hand in the report for the council by Tuesday 16 February 2027, in 86 "
                                            "days.");
    visit_close(&visit);
}

static void test_stages_and_dates(void **state)
{
    struct visit visit = open_net(state);
    struct str page = visit_get(&visit, watch(&visit, "TWO")).page;
    assert_has(page, "First stage: the latest day for each step");
    assert_has(page, "Second stage: the latest day for each step");
    assert_has(page, "10 days of work at 2 days a week (start value)"); /* of the first; 30 of the second */
    assert_has(page, "30 days of work at 2 days a week (start value)");
    assert_has(page, "the hour is not named");
    page = visit_get(&visit, watch(&visit, "CUT")).page; /* one is over, the next counts, and one is later */
    assert_has(page, "There is 1 later date on which one may apply.");
    assert_has(visit_get(&visit, watch(&visit, "NONE")).page,
               "We cannot tell yet: needs a deadline, and no list names one.");
    scratch_exec(visit.scratch, EVIDENCE, "delete from funding_call_deadline where closes_at = 1814400000");
    assert_has(visit_get(&visit, watch(&visit, "TWO")).page, "its source names one day: it is taken for the first");
    scratch_exec(visit.scratch, EVIDENCE, "delete from funding_call_deadline where call_id = 2; "
                 "insert into funding_call_deadline (call_id, closes_at, day_on, hour_known) values (2, 1795000000, "
                 "20775, 1)");
    page = visit_get(&visit, OURS).page; /* the next to begin first, what cannot be told behind, what is over last */
    assert_has(page, "All its deadlines have passed.");
    assert_true(str_find(page, S(">Cut-offs<")) < str_find(page, S(">No day<")));
    assert_true(str_find(page, S(">No day<")) < str_find(page, S(">Two stages<")));
    visit_close(&visit);
}

/* Its number in the evidence changes; its list names it no more. */
static void test_it_outlives_the_evidence(void **state)
{
    struct visit visit = open_net(state);
    const char *far = watch(&visit, "FAR");
    scratch_exec(visit.scratch, EVIDENCE, "delete from funding_call_deadline where call_id = 1; "
                 "update funding_call set id = 99 where id = 1; "
                 "insert into funding_call_deadline (call_id, closes_at, day_on, hour_known) values (99, 1805212800, "
                 "20893, 1)");
    assert_has(visit_get(&visit, far).page, "Tuesday 16 March 2027, 17:00 in Brussels");
    scratch_exec(visit.scratch, EVIDENCE, "delete from funding_call_deadline where call_id = 99; "
                 "delete from funding_call where id = 99");
    struct str page = visit_get(&visit, far).page;
    assert_has(page, "<h1>Far &lt;b&gt;</h1>");
    assert_has(page, "No list names this funding call any more");
    visit_close(&visit);
}

static void test_who_else_watches(void **state)
{
    struct visit visit = open_net(state);
    const char *far = watch(&visit, "FAR");
    assert_false(has(visit_get(&visit, far).page, "other member"));
    do_sql(&visit, "insert into watch (id, uid, member_id, call_key, title, person_id, size, own_money, seen_by, "
                   "made_at, "
                   "changed_at) values (8, 'w8', 8, 'FAR', 'Far', 5, '', '', 'members', 1, 1), "
                   "(9, 'w9', 9, 'FAR', 'Far', 6, '', '', 'city', 1, 1), "
                   "(10, 'w10', 10, 'FAR', 'Far', 6, '', '', 'members', 1, 1)");
    struct str page = visit_get(&visit, far).page;
    assert_has(page, "2 other member cities watch it too, among them Porto (PT).");
    assert_false(has(page, "Shy"));  /* it does not want to be named */
    assert_false(has(page, "Left")); /* and that is none any more */
    assert_false(has(page, "Quim"));
    assert_false(has(visit_get(&visit, OURS).page, "Quim"));
    assert_int_equal(visit_get(&visit, "/member-cities/u8/deadlines").status, 403);
    assert_int_equal(visit_get(&visit, OURS "/w8").status, 404); /* of another city, through one's own */
    assert_int_equal(visit_send(&visit, OURS "/w8", "do=stop").status, 404);
    assert_str(asked(&visit, "select count(*) from watch where uid = 'w8'"), "1");
    do_sql(&visit, "update watch set seen_by = 'city' where id = 8");
    assert_has(visit_get(&visit, far).page, "2 other member cities watch it too.");
    visit_close(&visit);
}

static void test_how_the_council_decides(void **state)
{
    struct visit visit = open_net(state);
    const char *far = watch(&visit, "FAR");
    struct said said = save(&visit, "/member-cities/u7/council/before", "staff_days=5&sees=finished&do=next");
    assert_str(said.location, "/member-cities/u7/council/meets");
    said = save(&visit, "/member-cities/u7/council/meets",
        "decides_dates=Ask+Ann:+2027-03-02&full_dates=2027-03-11&do=next");
    assert_str(said.location, "/member-cities/u7/council/closed");
    assert_str(asked(&visit, "select says from council_path where name = 'decides_dates'"),
        "2027-03-02"); /* no words */
    said = save(&visit, "/member-cities/u7/council/closed", "recesses=2026-12-21+bis+2027-01-08&do=back");
    assert_str(said.location, OURS "?done=council");
    assert_has(visit_get(&visit, far).page, "Tuesday 2 March 2027</strong>: Cabinet or committee decides");
    assert_has(visit_get(&visit, OURS).page, "5 things about how your council decides are said");
    said = save(&visit, "/member-cities/u7/council/closed", "recesses=in+summer&do=back");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "in summer</textarea>");
    assert_int_equal(visit_send(&visit, "/member-cities/u7/council/closed", "recesses=&seen=0&do=back").status, 409);
    said = save(&visit, "/member-cities/u7/council/closed", "recesses=&do=back"); /* taken back */
    assert_int_equal(said.status, 303);
    assert_str(asked(&visit, "select count(*) from council_path where name = 'recesses'"), "0");
    assert_int_equal(visit_get(&visit, "/member-cities/u7/council/mayor").status, 404);
    visit_close(&visit);
}

static const char *address_of(struct visit *visit, const char *what)
{
    struct str page = visit_get(visit, OURS).page;
    size_t at = str_find(page, S("href=\"/deadlines/"));
    assert_true(at < page.n);
    struct str rest = str_from(page, at + S("href=\"").n);
    return str_c(&visit->arena, str_format(&visit->arena, "%.*s/%s", (int)str_find(rest, S("/calendar")), rest.s,
        what));
}

static void test_the_calendar_by_its_address(void **state)
{
    struct visit visit = open_net(state);
    watch(&visit, "FAR");
    assert_str(visit_send(&visit, OURS, "do=make").location, OURS "?done=made");
    const char *calendar = address_of(&visit, "calendar"), *feed = address_of(&visit, "feed");
    visit.who = NULL;
    struct str file = visit_get(&visit, calendar).page;
    assert_has(file, "BEGIN:VCALENDAR");
    assert_has(file, "DTSTART;VALUE=DATE:20270316");
    assert_has(file, "X-WR-CALNAME:Deadlines of Ours");
    assert_int_equal(visit_get(&visit, calendar).max_age_s, -1);
    assert_has(visit_get(&visit, feed).page, "<title>Far &lt;b&gt;</title>");
    assert_has(visit_get(&visit, feed).page, "Tuesday 16 March 2027: Hand in the bid");
    assert_has(visit_get(&visit, feed).page, "<updated>2026-11-22T12:00:00Z</updated>"); /* not anew each day */
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values (7, 2, 'left', 2, 'role', "
                   "'')");
    assert_int_equal(visit_get(&visit, calendar).status, 404);
    do_sql(&visit, "delete from member_step where member_id = 7 and number = 2");
    visit.who = &visit_main_contact;
    assert_int_equal(visit_send(&visit, OURS, "do=make").status, 303); /* another one */
    assert_int_equal(visit_get(&visit, calendar).status, 404);
    calendar = address_of(&visit, "calendar");
    assert_int_equal(visit_get(&visit, calendar).status, 200);
    assert_str(visit_send(&visit, OURS, "do=end").location, OURS "?done=ended");
    assert_int_equal(visit_get(&visit, calendar).status, 404);
    assert_false(has(visit_get(&visit, OURS).page, "href=\"/deadlines/"));
    visit_close(&visit);
}

static void test_the_desk_says_it_in_time(void **state)
{
    struct visit visit = open_net(state);
    const char *far = watch(&visit, "FAR");
    assert_false(has(visit_get(&visit, "/me").page, "Far &lt;b&gt;")); /* twenty days too late: no use any more */
    do_sql(&visit, "insert into council_path (member_id, name, says) values (7, 'staff_days', '3')");
    /* fifty working days are ten weeks, before 18 January: 9 November would be; with a small bid it is far */
    assert_int_equal(save(&visit, far, "size=usual&own_money=no&do=save").status, 303);
    assert_has(visit_get(&visit, "/me").page, "Start by 8 December 2026, if your city goes for Far &lt;b&gt;.");
    assert_has(visit_get(&visit, "/me").page, far);
    struct desk_item *items;
    size_t n;
    assert_int_equal(db_begin(visit.read), OK);
    assert_int_equal(week_list(visit.read, &visit.arena, 2, VISIT_NOW, &items, &n), OK); /* and so in the weekly mail */
    assert_int_equal(db_commit(visit.read), OK);
    bool is_there = false;
    for (size_t i = 0; i < n; i++) {
        is_there = is_there || items[i].kind == DESK_DEADLINE;
    }
    assert_true(is_there);
    assert_int_equal(save(&visit, far, "size=small&own_money=no&do=save").status, 303);
    assert_false(has(visit_get(&visit, "/me").page, "Far &lt;b&gt;"));
    do_sql(&visit, "update council_path set says = '1'");
    assert_int_equal(save(&visit, far, "size=usual&own_money=no&do=save").status, 303); /* months too late */
    assert_int_equal(visit_send(&visit, far, "do=begun").status, 303);
    assert_false(has(visit_get(&visit, "/me").page, "Far &lt;b&gt;")); /* the next step is far */
    scratch_exec(visit.scratch, EVIDENCE, "update funding_call_deadline set closes_at = 1798000000, day_on = 20810 "
                                          "where call_id = 1");
    assert_has(visit_get(&visit, "/me").page, "for Far &lt;b&gt;.");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values (7, 2, 'paused', 2, "
                   "'role', '')");
    assert_false(has(visit_get(&visit, "/me").page, "for Far &lt;b&gt;."));
    visit_close(&visit);
}

static void test_what_goes(void **state)
{
    struct visit visit = open_net(state);
    watch(&visit, "FAR");
    watch(&visit, "NONE");
    assert_int_equal(visit_send(&visit, OURS, "do=make").status, 303);
    do_sql(&visit, "insert into council_path (member_id, name, says) values (7, 'sees', 'none')");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(deadline_forget(visit.write, VISIT_NOW + WATCH_FEED_S - 1), OK);
    assert_str(str_format(&visit.arena, "%lld", (long long)db_changed(visit.write)), "0");
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select count(*) from watch"), "2");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(deadline_forget(visit.write, VISIT_NOW + WATCH_KEPT_S), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select call_key from watch"), "FAR"); /* two years behind its deadline, not before */
    assert_str(asked(&visit, "select count(*) from watch_feed"), "0");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(deadline_erase_person(visit.write, 2), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select count(*) from watch where person_id is null"), "1");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values (7, 2, 'left', 5, 'role', "
                   "'')");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(membership_forget(visit.write, VISIT_NOW), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select count(*) from watch"), "0");
    assert_str(asked(&visit, "select count(*) from council_path"), "0");
    visit_close(&visit);
}

static void test_no_more_than_a_hundred(void **state)
{
    struct visit visit = open_net(state);
    for (int i = 1; i <= WATCH_MAX; i++) {
        do_sql(&visit, str_c(&visit.arena, str_format(&visit.arena, "insert into watch (id, uid, member_id, call_key, "
               "title, person_id, size, own_money, seen_by, made_at, changed_at) values (%d, 'w%d', 7, 'k%d', '', "
               "null, "
               "'', '', 'city', 1, 1)", i, i, i)));
    }
    struct said said = visit_send(&visit, OURS, "do=watch&call=FAR");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is one too many");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form_and_table_agree), TEST(test_a_funding_call_is_watched),
        TEST(test_what_is_said_of_a_bid), TEST(test_stages_and_dates), TEST(test_it_outlives_the_evidence),
        TEST(test_who_else_watches), TEST(test_how_the_council_decides), TEST(test_the_calendar_by_its_address),
        TEST(test_the_desk_says_it_in_time), TEST(test_what_goes), TEST(test_no_more_than_a_hundred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
