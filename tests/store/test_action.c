/* SPDX-License-Identifier: AGPL-3.0-or-later
** Actions of a leadership programme, through the real pages and the clock: written, told of by mail, said by the link,
** looked at after 30 days, 90 days and 12 months; erased and gone; closed to other cities. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/action.h"
#include "store/mail.h"
#include "store/note.h"
#include "store/programme.h"
#include "visit.h"
#include "web/link/link.h"
#include "web/notes/action_web.h"

#define DAY 86400
#define TODAY (VISIT_NOW / DAY)
#define PERSON(id, name) \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@b.example', 'p" #id "@b.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

static const struct secret_key key; /* all zero is as good as any */

struct net {
    struct visit visit;
    const char *actions;    /* its address */
    struct str cleo;        /* who takes part */
};

static struct net open_net(void **state)
{
    struct net net = {.visit = visit_open(state)};
    struct visit *visit = &net.visit;
    struct str uid;
    visit->who = &visit_main_contact;
    visit->site.key = &key;
    scratch_exec(visit->scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'PT', 1), (8, 'u8', 'Porto', 'PT', 1)");
    scratch_exec(visit->scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', '')");
    scratch_exec(visit->scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(2, "Maria <M>"));
    scratch_exec(visit->scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since) values "
                                           "(1, 2, 'main_contact', 7, 1)");
    const struct programme_new programme = {
        .member_id = 7, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders <1>"),
        .template = S("two_hours"), .languages = S("en de"), .place = S("Hall"), .begins_on = {TODAY - 10}, .by = 2};
    const struct q_programme_of row = {.id = 1, .languages = S("en")};
    const struct participant_new cleo = {.name = S("Cleo Care"), .short_name = S("Cleo"), .organisation = S("Charity"),
                                         .sector = S("third"), .role = S(""), .mail = S("c@b.example"),
                                         .language = S("en"), .came_by = S("invited")};
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(programme_begin(visit->write, &visit->arena, &programme, VISIT_NOW, &uid), OK);
    assert_int_equal(participant_add(visit->write, &visit->arena, &row, &cleo, VISIT_NOW, &net.cleo), OK);
    assert_int_equal(db_commit(visit->write), OK);
    net.actions = str_format(&visit->arena, "/member-cities/u7/programmes/%.*s/actions", STR_ARG(uid)).s;
    return net;
}

static const char *below(struct net *net, const char *what)
{
    return str_format(&net->visit.arena, "%s%s", net->actions, what).s;
}

static struct str asked(struct net *net, const char *sql)
{
    return scratch_ask(net->visit.scratch, "net.db", sql);
}

static void assert_asked(struct net *net, const char *sql, const char *wanted)
{
    assert_string_equal(str_c(&net->visit.arena, asked(net, sql)), wanted);
}

static void lacks(struct str page, const char *part)
{
    assert_false(str_contains(page, str_of(part)));
}

static const char *day(struct net *net, int ahead)
{
    return date_iso(&net->visit.arena, (struct date){TODAY + ahead}).s;
}

/* Somebody does something by then; "": Cleo. */
static struct str written(struct net *net, const char *what, const char *organisation, int ahead)
{
    struct arena *arena = &net->visit.arena;
    struct str typed = str_format(arena, "do=save&what=%s&holder=%s%.*s&who=%s&decision=&day=%s", what,
                                  *organisation ? "" : "p-", *organisation ? 0 : (int)net->cleo.n, net->cleo.s,
                                  organisation, day(net, ahead));
    assert_int_equal(visit_send(&net->visit, below(net, "/new"), typed.s).status, 303);
    return asked(net, "select uid from action order by id desc limit 1");
}

static const char *link_of(struct net *net, struct str uid)
{
    const struct mail_link link = {S(ACTION_LINK), uid, VISIT_NOW + 700 * DAY};
    return str_format(&net->visit.arena, "/actions/%.*s", STR_ARG(mail_link_make(&net->visit.arena, &key, &link))).s;
}

static struct said by_link(struct net *net, struct str uid, const char *typed)
{
    net->visit.who = NULL;
    struct said said = visit_send(&net->visit, link_of(net, uid), typed);
    net->visit.who = &visit_main_contact;
    return said;
}

static void clock_at(struct net *net, int ahead)
{
    assert_int_equal(action_clock(net->visit.write, &net->visit.arena, VISIT_NOW + (int64_t)ahead * DAY), OK);
}

static void test_one_is_written_and_stands(void **state)
{
    struct net net = open_net(state);
    struct arena *arena = &net.visit.arena;
    static const char *const wrong[] = {"do=save&what=&holder=&who=Mill&decision=&day=2030-01-01",
                                        "do=save&what=x&holder=&who=&decision=&day=2030-01-01",
                                        "do=save&what=x&holder=p-1&who=&decision=&day=2030-01-01",
                                        "do=save&what=x&holder=&who=Mill&decision=nothing&day=2030-01-01",
                                        "do=save&what=x&holder=&who=Mill&decision=&day=2001-01-01",
                                        "do=save&what=x&holder=&who=Mill&decision=&day=soon"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(visit_send(&net.visit, below(&net, "/new"), wrong[i]).status, 400);
    }
    struct str one = written(&net, "Ask+the+%3Cmill%3E", "", 5), two = written(&net, "Lamps", "Mill+Ltd", 3);
    struct str page = visit_get(&net.visit, net.actions).page;
    assert_has(page, "Ask the &lt;mill&gt;");
    assert_has(page, "Cleo Care, by 27 November 2026.");
    assert_has(page, "Mill Ltd, by 25 November 2026.");
    const char *second = str_format(arena, "%s/%.*s", net.actions, STR_ARG(two)).s;
    assert_int_equal(visit_send(&net.visit, second, "do=mail&mail=mill@x.example").status, 303);
    assert_asked(&net, "select who || mail || what from action where mail <> ''", "Mill Ltdmill@x.exampleLamps");
    assert_int_equal(visit_send(&net.visit, second, "do=moved&day=2027-01-02&why=").status, 400);
    assert_int_equal(visit_send(&net.visit, second, "do=moved&day=2027-01-02&why=Winter").status, 303);
    assert_has(visit_get(&net.visit, net.actions).page, "moved to 2 January 2027: Winter");
    assert_int_equal(visit_send(&net.visit, second, "do=done&day=&why=").status, 303);
    assert_int_equal(visit_send(&net.visit, second, "do=opened&day=&why=").status, 303);
    assert_int_equal(visit_send(&net.visit, second, "do=out").status, 303);
    lacks(visit_get(&net.visit, net.actions).page, "Mill Ltd, by");
    assert_int_equal(visit_send(&net.visit, net.actions, str_format(arena, "back=%.*s", STR_ARG(two)).s).status, 303);
    assert_int_equal(visit_send(&net.visit, net.actions, "back=nothing").status, 400);
    assert_has(visit_get(&net.visit, net.actions).page, "Mill Ltd, by 2 January 2027.");
    assert_int_equal(visit_get(&net.visit, below(&net, "/nothing")).status, 404);
    assert_true(one.n == 32);
    visit_close(&net.visit);
}

/* The day before and the day after, once each; those of one person in one mail. */
static void test_mails_go_once(void **state)
{
    struct net net = open_net(state);
    written(&net, "One", "", 5);
    written(&net, "Two", "", 5);
    written(&net, "Unreached", "Mill", 5);
    clock_at(&net, 3);
    assert_asked(&net, "select count(*) from mail", "0");
    clock_at(&net, 4);
    clock_at(&net, 4);
    assert_asked(&net, "select count(*) from mail", "1");
    assert_asked(&net, "select count(*) from mail where kind = 'action' and address = 'c@b.example' and fields like "
                       "'why=due%' and language = 'en'", "1");
    clock_at(&net, 5);
    assert_asked(&net, "select count(*) from mail", "1");
    clock_at(&net, 6);
    clock_at(&net, 7);
    assert_asked(&net, "select count(*) from mail", "2");
    assert_asked(&net, "select count(*) from mail where fields like 'why=late%'", "1");
    struct str one = asked(&net, "select uid from action where what = 'One'");
    const char *moved = str_format(&net.visit.arena, "do=moved&day=%s&why=Winter", day(&net, 30)).s;
    assert_int_equal(by_link(&net, one, moved).status, 303);
    clock_at(&net, 29); /* a new day: told anew */
    assert_asked(&net, "select count(*) from mail where fields like 'why=due%'", "2");
    visit_close(&net.visit);
}

static void test_who_does_it_says_so_by_the_link(void **state)
{
    struct net net = open_net(state);
    struct str one = written(&net, "One", "", 5);
    net.visit.who = NULL;
    struct str page = visit_get(&net.visit, link_of(&net, one)).page;
    assert_has(page, "Say that it is done");
    lacks(page, "Maria");
    assert_asked(&net, "select count(*) from action_step", "1"); /* looking changes nothing */
    net.visit.who = &visit_main_contact;
    assert_int_equal(by_link(&net, one, "do=dropped&day=&why=").status, 400);
    assert_int_equal(by_link(&net, one, "do=moved&day=2020-01-01&why=x").status, 400);
    assert_int_equal(by_link(&net, one, "do=done&day=&why=").status, 303);
    assert_int_equal(by_link(&net, one, "do=done&day=&why=").status, 409);
    assert_has(visit_get(&net.visit, net.actions).page, "22 November 2026: done");
    net.visit.who = NULL;
    assert_int_equal(visit_get(&net.visit, "/actions/action~x~1999999999~AAAA").status, 404);
    visit_close(&net.visit);
}

static void test_what_became_of_it(void **state)
{
    struct net net = open_net(state);
    struct str done = written(&net, "Done", "", 5), moved = written(&net, "Moved", "", 5);
    struct str gone = written(&net, "Dropped", "", 5);
    written(&net, "Silent", "", 5);
    written(&net, "Unreached", "Mill", 5);
    assert_int_equal(by_link(&net, done, "do=done&day=&why=").status, 303);
    clock_at(&net, 19);
    assert_asked(&net, "select count(*) from action_review", "0");
    assert_int_equal(visit_get(&net.visit, below(&net, "/review/30")).status, 404);
    clock_at(&net, 20); /* thirty days after its last day */
    clock_at(&net, 21);
    assert_asked(&net, "select count(*) from mail where fields like 'why=30%'", "1"); /* three of one person in one */
    scratch_exec(net.visit.scratch, "net.db", "update action_review set begun_at = 1"); /* answers come after it */
    assert_int_equal(by_link(&net, moved, str_format(&net.visit.arena, "do=moved&day=%s&why=Budget+late",
                                                     day(&net, 60)).s).status, 303);
    assert_int_equal(by_link(&net, gone, "do=dropped&day=&why=No+money").status, 303);
    struct str page = visit_get(&net.visit, below(&net, "/review/30")).page;
    assert_has(page, "Of 5 actions: 1 done, 1 with a new date, 1 dropped; of 2 nobody answered.");
    assert_has(page, "Budget late");
    assert_has(page, "will not happen: No money");
    scratch_exec(net.visit.scratch, "net.db", "delete from mail");
    clock_at(&net, 28);
    clock_at(&net, 29);
    assert_asked(&net, "select count(*) from mail where kind = 'action-review' and address = 'p2@b.example' and fields "
                       "like '%days=30%'", "1");
    clock_at(&net, 80);
    clock_at(&net, 355);
    assert_asked(&net, "select count(*) from action_review", "3");
    clock_at(&net, 800);
    assert_asked(&net, "select count(*) from action_review", "3");
    visit_close(&net.visit);
}

/* A server that was off for long does not ask a year late. */
static void test_a_review_that_is_missed_does_not_come_late(void **state)
{
    struct net net = open_net(state);
    written(&net, "One", "", 5);
    clock_at(&net, 20 + ACTION_REVIEW_WINDOW + 1);
    assert_asked(&net, "select count(*) from action_review", "0");
    visit_close(&net.visit);
}

static void test_who_is_erased_leaves_the_action(void **state)
{
    struct net net = open_net(state);
    struct db *db = net.visit.write;
    struct str one = written(&net, "One", "", 5), two = written(&net, "Two", "Mill", 5);
    const char *second = str_format(&net.visit.arena, "%s/%.*s", net.actions, STR_ARG(two)).s;
    assert_int_equal(visit_send(&net.visit, second, "do=mail&mail=mill@x.example").status, 303);
    assert_int_equal(by_link(&net, one, "do=dropped&day=&why=I+am+ill").status, 303);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(participant_erase(db, &net.visit.arena, net.cleo, VISIT_NOW), OK);
    assert_int_equal(participant_erase_mail(db, &net.visit.arena, S("MILL@x.example"), VISIT_NOW), OK);
    assert_int_equal(programme_erase_person(db, 2), OK);
    assert_int_equal(db_commit(db), OK);
    struct str page = visit_get(&net.visit, net.actions).page;
    assert_has(page, "somebody who took part, by 27 November 2026.");
    assert_has(page, "nobody any more");
    assert_has(page, "will not happen");
    lacks(page, "Cleo");
    lacks(page, "I am ill");
    assert_asked(&net, "select count(*) from action where mail <> '' or who <> '' or made_by is not null", "0");
    assert_asked(&net, "select count(*) from action where state = 'dropped'", "1");
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(programme_remove(db, 1), OK);
    assert_int_equal(db_commit(db), OK);
    assert_asked(&net, "select (select count(*) from action) + (select count(*) from action_step)", "0");
    visit_close(&net.visit);
}

static void test_other_cities_see_nothing(void **state)
{
    struct net net = open_net(state);
    written(&net, "One", "", 5);
    scratch_exec(net.visit.scratch, "net.db", "insert into action_review (programme_id, days, begun_at) "
                                              "values (1, 30, 1)");
    scratch_exec(net.visit.scratch, "net.db", "update programme set member_id = 8");
    static const char *const pages[] = {"", "/new", "/review/30"};
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        assert_int_equal(visit_get(&net.visit, below(&net, pages[i])).status, 404);
    }
    visit_close(&net.visit);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_one_is_written_and_stands), WITH(test_mails_go_once), WITH(test_who_does_it_says_so_by_the_link),
        WITH(test_what_became_of_it), WITH(test_a_review_that_is_missed_does_not_come_late),
        WITH(test_who_is_erased_leaves_the_action), WITH(test_other_cities_see_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
