/* SPDX-License-Identifier: AGPL-3.0-or-later
** The demonstration network: made in an empty database only, nothing of it with the key of a real city, every name
** marked, and what keeps it apart from a real one: never open, no mail, buttons to sign in nowhere else. On both
** engines. That no real city of the embedded content is meant: tests/browser/demo.mjs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/tables.h"
#include "store/demo.h"
#include "store/desk.h"
#include "store/person.h"
#include "store/profile.h"
#include "store/set_up.h"
#include "visit.h"
#include "web/programme/programme_demo.h"

#define LOCAL "http://127.0.0.1:8080"

static const struct log_someone console = {LOG_CONSOLE, 0, S_INIT("root")};

static enum fault make(struct visit *visit)
{
    assert_int_equal(db_begin(visit->write), OK);
    enum fault fault = demo_make(visit->write, &visit->arena, &console, VISIT_NOW);
    return db_end(visit->write, fault == OK ? programme_demo(visit->write, &visit->arena, VISIT_NOW) : fault);
}

static struct visit open_demo(void **state)
{
    struct visit visit = visit_open(state);
    assert_int_equal(make(&visit), OK);
    visit.site.is_demo = visit.site.is_trial = true;
    return visit;
}

static int64_t number(struct visit *visit, const char *sql)
{
    struct str answer = scratch_ask(visit->scratch, "net.db", sql);
    return strtoll(str_c(&visit->arena, answer), NULL, 10);
}

/* ---- what is in it */

static bool is_key(const char *column)
{
    static const char *const keys[] = {"lau_id", "gss_code", "geonames_id", "city_id", "city_slug", "lau_code"};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        size_t n = strlen(column);
        size_t k = strlen(keys[i]);
        if (n >= k && strcmp(column + n - k, keys[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Every table there is, so that one that comes later is looked at too. */
static void test_no_row_has_the_key_of_a_city(void **state)
{
    struct visit visit = open_demo(state);
    struct db *db = scratch_open(visit.scratch, DB_READ);
    struct tables tables;
    int keys = 0;
    assert_int_equal(tables_list(db, &visit.arena, "main", &tables), OK);
    for (size_t i = 0; i < tables.n; i++) {
        for (size_t k = 0; k < tables.items[i].n; k++) {
            const char *column = tables.items[i].columns[k].name;
            if (!is_key(column)) {
                continue;
            }
            struct str sql = str_format(&visit.arena, "select count(*) from %.*s where %s is not null",
                                        STR_ARG(tables.items[i].name), column);
            keys++;
            if (number(&visit, str_c(&visit.arena, sql)) != 0) {
                fail_msg("%.*s has a %s", STR_ARG(tables.items[i].name), column);
            }
        }
    }
    assert_true(keys >= 12); /* of member cities, applications, suggestions, corrections */
    assert_int_equal(number(&visit, "select count(*) from member_area"), 0); /* municipalities are real */
    db_close(db);
    visit_close(&visit);
}

static void test_every_name_and_country_says_that_it_is_invented(void **state)
{
    struct visit visit = open_demo(state);
    static const char *const names[][2] = {
        {"member_city", "name"}, {"person", "name"}, {"application", "city"}, {"application", "name"},
        {"suggestion", "city"}, {"commitment", "name"},
        {"programme", "name"}, {"participant", "name"}};
    static const char *const countries[] = {"member_city", "application", "suggestion"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str all = str_format(&visit.arena, "select count(*) from %s", names[i][0]);
        struct str marked = str_format(&visit.arena, "select count(*) from %s where substr(%s, length(%s) - 6) = '%s'",
                                       names[i][0], names[i][1], names[i][1], DEMO_MARK);
        int64_t n = number(&visit, str_c(&visit.arena, all));
        assert_true(n > 0);
        assert_int_equal(number(&visit, str_c(&visit.arena, marked)), n);
    }
    for (size_t i = 0; i < COUNT_OF(countries); i++) {
        struct str sql = str_format(&visit.arena, "select count(*) from %s where country <> '%s'", countries[i],
                                    COUNTRY_INVENTED);
        assert_int_equal(number(&visit, str_c(&visit.arena, sql)), 0);
    }
    assert_int_equal(number(&visit, "select count(*) from person "
                                    "where substr(mail, length(mail) - 7) <> '.invalid'"), 0);
    assert_int_equal(number(&visit, "select count(*) from participant "
                                    "where substr(mail, length(mail) - 7) <> '.invalid'"), 0);
    visit_close(&visit);
}

static void test_something_of_everything_is_in_it(void **state)
{
    struct visit visit = open_demo(state);
    assert_int_equal(number(&visit, "select count(*) from member_city"), DEMO_CITIES);
    assert_int_equal(number(&visit, "select count(*) from commitment"), DEMO_CITIES);
    assert_int_equal(number(&visit, "select count(distinct member_id) from profile_item"), DEMO_CITIES);
    assert_int_equal(number(&visit, "select count(*) from introduction where state = 'asked'"), 1);
    assert_int_equal(number(&visit, "select count(*) from introduction where from_was = 'useful' and "
                                   "to_was = 'useful' and from_next = to_next"), 1);
    assert_int_equal(number(&visit, "select count(*) from application where state = 'waiting'"), 1);
    assert_int_equal(number(&visit, "select count(*) from suggestion where state = 'suggested'"), 1);
    assert_int_equal(number(&visit, "select count(*) from suggestion where state = 'joined'"), 1);
    assert_int_equal(number(&visit, "select count(*) from member_step where step = 'leads'"), 2);
    assert_int_equal(number(&visit, "select count(*) from member_step where step = 'chair'"), 1);
    assert_int_equal(number(&visit, "select count(*) from driver where shown = 1 and ended_at is null"), 2);
    struct str quiet = str_format(&visit.arena, "select count(*) from person where signed_in_at < %d",
                                  VISIT_NOW - 60 * 86400);
    assert_int_equal(number(&visit, str_c(&visit.arena, quiet)), 1); /* a city that is not heard from */
    struct profile_other *others;
    struct help_city *said;
    struct help_match *matches;
    struct profile profile;
    size_t n;
    struct str uid = scratch_ask(visit.scratch, "net.db", "select uid from member_city where name like 'Muster%'");
    assert_int_equal(profile_find(visit.read, &visit.arena, uid, &profile), OK);
    assert_int_equal(profile_list_others(visit.read, &visit.arena, uid, &others, &said, &n), OK);
    assert_int_equal(n, DEMO_CITIES - 1);
    assert_true(help_match(&visit.arena, &profile.said, said, n, 10, &matches) >= 3);
    visit_close(&visit);
}

/* ---- what keeps it apart */

static enum demo_state look(struct visit *visit)
{
    enum demo_state state;
    assert_int_equal(demo_look(visit->read, &visit->arena, &state), OK);
    return state;
}

static void test_it_is_made_once_and_where_nobody_is(void **state)
{
    static const char *const uses[] = {
        "insert into setting (name, value) values ('network_name', 'Ours')",
        "insert into member_city (id, uid, name, country, rev) values (7, 'u7', 'Ours', 'IT', 1)"};
    struct visit visit = visit_open(state);
    assert_int_equal(look(&visit), DEMO_EMPTY);
    for (size_t i = 0; i < COUNT_OF(uses); i++) {
        scratch_exec(visit.scratch, "net.db", uses[i]);
        assert_int_equal(look(&visit), DEMO_IN_USE);
        assert_int_equal(make(&visit), FAULT_CONFLICT);
        scratch_exec(visit.scratch, "net.db", i == 0 ? "delete from setting" : "delete from member_city");
    }
    const struct person_new person = {S("Ann"), S("ann@example.org"), S("en")};
    int64_t id;
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(person_add(visit.write, &visit.arena, &person, VISIT_NOW, &id), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_int_equal(make(&visit), FAULT_CONFLICT);
    assert_int_equal(number(&visit, "select count(*) from member_city"), 0);
    scratch_exec(visit.scratch, "net.db", "delete from person");
    assert_int_equal(make(&visit), OK);
    assert_int_equal(look(&visit), DEMO_MADE);
    assert_int_equal(make(&visit), FAULT_CONFLICT);
    assert_int_equal(number(&visit, "select count(*) from member_city"), DEMO_CITIES);
    visit_close(&visit);
}

static enum fault save(struct visit *visit, const char *name, const char *value)
{
    struct problems problems;
    problems_init(&problems, &visit->arena);
    assert_int_equal(db_begin(visit->write), OK);
    return db_end(visit->write, setting_save(visit->write, str_of(name), str_of(value), &problems));
}

static void test_no_setting_begins_or_ends_it(void **state)
{
    struct visit real = visit_open(state);
    struct problems problems;
    assert_int_equal(save(&real, "demo", "yes"), FAULT_INVALID);
    assert_int_equal(save(&real, "base_url", "https://net.example.org"), OK);
    scratch_exec(real.scratch, "net.db", "delete from setting");
    assert_int_equal(make(&real), OK);
    assert_int_equal(save(&real, "demo", "no"), FAULT_INVALID);
    problems_init(&problems, &real.arena);
    assert_int_equal(setting_remove(real.write, S("demo"), &problems), FAULT_INVALID);
    assert_int_equal(save(&real, "base_url", "https://net.example.org"), FAULT_INVALID);
    assert_int_equal(save(&real, "base_url", LOCAL), OK);
    assert_int_equal(save(&real, "mail_server", "smtp://mail.example.org"), FAULT_INVALID);
    assert_int_equal(save(&real, "network_name", "Our trial"), OK);
    visit_close(&real);
}

/* Even with all said that the public must be told, and past the program. */
static void test_it_is_never_open_and_sends_no_mail(void **state)
{
    struct visit visit = open_demo(state);
    struct setting_values values;
    struct setting_mail mail;
    assert_true(number(&visit, "select count(*) from mail") > 0);
    visit.who = &visit_administrator;
    struct str page = visit_get(&visit, "/set-up").page;
    assert_has(page, "things that a real network says before it opens");
    assert_false(str_contains(page, S("missing before the site can open")));
    assert_false(str_contains(page, S("and open it")));
    for (int i = 0; i < SETTING__MAX; i++) {
        if (setting_known[i].need != NEED_NOT) {
            struct str sql = str_format(&visit.arena, "insert into setting (name, value) values ('%.*s', '2026-11-01')",
                                        STR_ARG(setting_known[i].name));
            scratch_exec(visit.scratch, "net.db", str_c(&visit.arena, sql));
        }
    }
    assert_int_equal(save(&visit, "open", "yes"), FAULT_INVALID);
    scratch_exec(visit.scratch, "net.db", "insert into setting (name, value) values ('open', 'yes'), "
                 "('mail_server', 'smtp://127.0.0.1'), ('mail_sender', 'a@example.org')");
    assert_int_equal(setting_list(visit.read, &visit.arena, &values), OK);
    struct set_up up = set_up_of(&values, S(""), DATE_NONE);
    assert_true(up.is_demo && up.missing_count == 0);
    assert_int_equal(up.opening, OPENING_TRIAL);
    assert_int_equal(set_up_of(&values, S("https://net.example.org"), DATE_NONE).opening, OPENING_CLOSED);
    assert_int_equal(setting_mail(visit.read, &visit.arena, &mail), OK);
    assert_false(mail.is_on);
    assert_has(visit_get(&visit, "/set-up").page, "It cannot be opened: it is a demonstration");
    struct said said = visit_send(&visit, "/set-up", "do=open");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "it is a demonstration with invented cities");
    visit_close(&visit);
}

/* ---- signing in */

#define BUTTON "name=\"mail\" value=\"mara@demo.invalid\""
#define PRESSED "do=demo&mail=mara%40demo.invalid"

static int64_t sessions(struct visit *visit)
{
    return number(visit, "select count(*) from login_session");
}

static void test_a_button_signs_in_there_only(void **state)
{
    struct visit visit = open_demo(state);
    struct str page = visit_get(&visit, "/sign-in").page;
    assert_has(page, BUTTON);
    assert_has(page, "Main contact of Musterhafen (demo)");
    assert_has(page, "Administrator");
    assert_false(str_contains(page, S("esther@"))); /* of the people of other cities none is offered */
    assert_int_equal(visit_send(&visit, "/sign-in", "do=demo&mail=esther%40essaiville.invalid").status, 400);
    assert_int_equal(visit_send(&visit, "/sign-in", "do=demo&mail=nobody%40demo.invalid").status, 400);
    assert_int_equal(sessions(&visit), 0);
    struct said said = visit_send(&visit, "/sign-in", PRESSED);
    assert_int_equal(said.status, 303);
    assert_str(said.location, "/me");
    assert_int_equal(visit_send(&visit, "/sign-in", "do=demo&mail=ada%40demo.invalid").status, 303);
    assert_int_equal(number(&visit, "select count(*) from login_session where second_factor = 1 and "
                                   "opened_by = 'demo'"), 2);
    visit_close(&visit);
}

static void assert_no_button(struct visit *visit)
{
    int64_t before = sessions(visit);
    assert_false(str_contains(visit_get(visit, "/sign-in").page, S("demo.invalid")));
    assert_int_equal(visit_send(visit, "/sign-in", PRESSED).status, 400);
    assert_int_equal(sessions(visit), before);
}

/* A server that does not know yet, one that others reach, and a database that is none. */
static void test_nowhere_else_is_there_a_button(void **state)
{
    struct visit visit = open_demo(state);
    visit.site.is_demo = false;
    assert_no_button(&visit);
    visit.site.is_demo = true;
    visit.site.is_trial = false;
    assert_no_button(&visit);
    visit.site.is_trial = true;
    assert_has(visit_get(&visit, "/sign-in").page, BUTTON);
    scratch_exec(visit.scratch, "net.db", "delete from setting where name = 'demo'");
    assert_no_button(&visit);
    visit_close(&visit);
}

static void test_every_page_says_what_it_is(void **state)
{
    static const char *const pages[] = {"/", "/sign-in", "/join", "/privacy", "/no-such-page"};
    struct visit visit = open_demo(state);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        visit.site.is_demo = true;
        assert_has(visit_get(&visit, pages[i]).page, "A demonstration: its member cities and their people are");
        visit.site.is_demo = false;
        assert_false(str_contains(visit_get(&visit, pages[i]).page, S("A demonstration:")));
    }
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_no_row_has_the_key_of_a_city),
        TEST(test_every_name_and_country_says_that_it_is_invented),
        TEST(test_something_of_everything_is_in_it),
        TEST(test_it_is_made_once_and_where_nobody_is),
        TEST(test_no_setting_begins_or_ends_it),
        TEST(test_it_is_never_open_and_sends_no_mail),
        TEST(test_a_button_signs_in_there_only),
        TEST(test_nowhere_else_is_there_a_button),
        TEST(test_every_page_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
