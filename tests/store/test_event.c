/* SPDX-License-Identifier: AGPL-3.0-or-later
** Events through the real pages: made in steps, seen by whom they are for, registered for, full, cancelled, copied; as
** calendar and as feed; and what the clock does. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/who.h"
#include "store/event.h"
#include "visit.h"

#define DAY 86400
#define WHAT "title=Heat+%26+<cold>&says=Three+cities,+one+cost%3b+one+bill.&zone=central"
#define TIMES "&starts=2026-12-03T10:00&ends=2026-12-03T11:30" /* 09:00 to 10:30 UTC */
#define STARTS INT64_C(1796288400)
#define LINK "https://meet.example/room"

/* Of another member city. */
static const struct who_city other_city = {8, false};
static const struct who other = {.person_id = 1, .name = S_INIT("Ann"), .cities = &other_city, .cities_count = 1};
static struct str uid;

static void do_sql(struct visit *visit, const char *sql)
{
    scratch_exec(visit->scratch, "net.db", sql);
}

static const char *ask(struct visit *visit, const char *sql)
{
    return str_c(&visit->arena, scratch_ask(visit->scratch, "net.db", sql));
}

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    for (int i = 1; i <= 4; i++) {
        do_sql(&visit, str_c(&visit.arena, str_format(&visit.arena, "insert into person (id, uid, name, mail, "
            "mail_folded, language, state, password, totp, totp_step, created_at, remove_at, rev) values (%d, 'p%d', "
            "'Zo%d', '%d@a.example', '%d@a.example', 'en', 'active', '', '', 0, 1, 1999999999, 1)", i, i, i, i, i)));
    }
    do_sql(&visit, "insert into member_city (id, uid, name, country, rev) values (7, 'u7', 'Ours', 'IT', 1), "
                   "(8, 'u8', 'Porto', 'PT', 1)");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values "
                   "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', '')");
    do_sql(&visit, "insert into person_role (id, person_id, role, member_id, since) values "
                   "(1, 2, 'main_contact', 7, 1), (2, 1, 'colleague', 8, 1), (3, 4, 'colleague', 8, 1)");
    return visit;
}

static const char *address_of(struct visit *visit, const char *pattern)
{
    return str_contains(str_of(pattern), S("{}"))
               ? str_c(&visit->arena, url_path_of(&visit->arena, pattern, uid).text) : pattern;
}

static struct said get(struct visit *visit, const struct who *who, const char *pattern)
{
    visit->who = who;
    return visit_get(visit, address_of(visit, pattern));
}

/* One event, with its lines as they were before they were folded. */
static struct str calendar(struct visit *visit, const struct who *who)
{
    struct str file = get(visit, who, "/events/{}/register/calendar").page, whole = S("");
    for (size_t at = str_find(file, S("\r\n ")); at < file.n; at = str_find(file, S("\r\n "))) {
        whole = str_join(&visit->arena, whole, str_sub(file, 0, at));
        file = str_from(file, at + 3);
    }
    return str_join(&visit->arena, whole, file);
}

static struct said send(struct visit *visit, const struct who *who, const char *pattern, const char *typed)
{
    visit->who = who;
    return visit_send(visit, address_of(visit, pattern), typed);
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

/* A draft, with place and link; "seats=1" in `who`: the last step. */
static void make(struct visit *visit, const char *who)
{
    visit->who = &visit_coordinator;
    struct said said = visit_send(visit, "/events/new", WHAT TIMES);
    assert_int_equal(said.status, 303);
    uid = str_copy(&visit->arena, scratch_ask(visit->scratch, "net.db", "select max(uid) from event"));
    assert_has(said.location, "/where");
    said = send(visit, &visit_coordinator, "/events/{}/where", "place=Town+hall&online=" LINK "&languages=English");
    assert_has(said.location, "/who");
    said = send(visit, &visit_coordinator, "/events/{}/who", who);
    assert_has(said.location, "/run?done=saved");
}

static void publish(struct visit *visit, const char *who)
{
    make(visit, who);
    assert_int_equal(send(visit, &visit_coordinator, "/events/{}/run", "do=publish").status, 303);
}

static void test_who_sees_it(void **state)
{
    struct visit visit = open_net(state);
    make(&visit, "seen_by=everybody");
    assert_int_equal(get(&visit, NULL, "/events/{}").status, 404);
    assert_int_equal(get(&visit, &visit_main_contact, "/events/{}").status, 404);
    assert_int_equal(get(&visit, &visit_main_contact, "/events/{}/calendar").status, 404);
    assert_false(has(get(&visit, NULL, "/events").page, "Heat"));
    assert_has(get(&visit, &visit_coordinator, "/events").page, "draft");
    assert_int_equal(send(&visit, &visit_main_contact, "/events/{}/register", "do=come").status, 404);

    assert_int_equal(send(&visit, &visit_coordinator, "/events/{}/run", "do=publish").status, 303);
    struct str page = get(&visit, NULL, "/events/{}").page;
    assert_has(page, "Heat &amp; &lt;cold&gt;");
    assert_has(page, "Thursday 3 December 2026, 10:00 to 11:30 (UTC+1)");
    assert_has(page, "Town hall");
    assert_has(page, "Sign in to register");
    assert_false(has(page, LINK));
    assert_false(has(page, "person comes") || has(page, "Nobody has registered"));
    assert_has(get(&visit, &visit_person, "/events/{}").page, "Ask to act for a city");
    assert_has(get(&visit, NULL, "/events").page, "Heat &amp;");
    page = get(&visit, &visit_main_contact, "/events/{}").page;
    assert_has(page, "Nobody has registered yet.");
    assert_false(has(page, LINK));

    assert_int_equal(send(&visit, &visit_coordinator, "/events/{}/who", "seen_by=members").status, 303);
    assert_int_equal(get(&visit, NULL, "/events/{}").status, 404);
    assert_int_equal(get(&visit, &visit_person, "/events/{}").status, 404);
    assert_false(has(get(&visit, NULL, "/events").page, "Heat"));
    assert_false(has(get(&visit, &visit_main_contact, "/events.ics").page, "Heat"));
    assert_false(has(get(&visit, &visit_main_contact, "/events.atom").page, "Heat"));
    assert_has(get(&visit, &visit_main_contact, "/events").page, "for member cities");
    visit_close(&visit);
}

static void test_registering(void **state)
{
    struct visit visit = open_net(state);
    publish(&visit, "seen_by=everybody&seats=1&until=2026-12-01");
    assert_has(get(&visit, &visit_main_contact, "/events/{}").page, "1 place is free.");
    struct said said = send(&visit, &visit_main_contact, "/events/{}/register", "do=come&needs=Lift+42");
    assert_has(said.location, "?done=come");
    struct str page = get(&visit, &visit_main_contact, "/events/{}").page;
    assert_has(page, "You have a place, for Ours.");
    assert_has(page, LINK);
    assert_has(page, "1 person comes from 1 city.");
    assert_has(calendar(&visit, &visit_main_contact), "Online: " LINK);
    assert_false(has(get(&visit, &visit_main_contact, "/events/{}/calendar").page, "Online: "));
    assert_has(get(&visit, &visit_main_contact, "/me").page, "Your next date: Thursday 3 December 2026");
    assert_int_equal(send(&visit, &visit_main_contact, "/events/{}/register", "do=come").status, 409);

    page = get(&visit, &other, "/events/{}").page;
    assert_has(page, "All places are taken.");
    assert_false(has(page, "Ours") || has(page, "Zo2") || has(page, "Lift 42") || has(page, LINK));
    assert_has(send(&visit, &other, "/events/{}/register", "do=come").location, "?done=wait");
    page = get(&visit, &other, "/events/{}").page;
    assert_has(page, "as the first in line.");
    assert_false(has(page, LINK) || has(calendar(&visit, &other), LINK));
    assert_false(has(get(&visit, &other, "/me").page, "Your next date"));

    page = get(&visit, &visit_coordinator, "/events/{}/run").page;
    assert_has(page, "Zo2");
    assert_has(page, "Lift 42");
    assert_has(page, "Ours (IT)");
    assert_string_equal(ask(&visit, "select count(*) from mail"), "0");

    assert_has(send(&visit, &visit_main_contact, "/events/{}/register", "do=back").location, "?done=back");
    assert_has(get(&visit, &other, "/events/{}").page, "You have a place, for Porto.");
    assert_string_equal(ask(&visit, "select kind || person || fields from mail"),
                        str_c(&visit.arena, str_format(&visit.arena, "event1event=%.*s\nwhat=seat\n", STR_ARG(uid))));

    do_sql(&visit, "update event set register_by = 1");
    assert_has(get(&visit, &visit_main_contact, "/events/{}").page, "The last day to register is over.");
    assert_int_equal(send(&visit, &visit_main_contact, "/events/{}/register", "do=come").status, 409);
    assert_int_equal(send(&visit, &visit_person, "/events/{}/register", "do=come").status, 403);
    do_sql(&visit, "update event set register_by = null");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values "
                   "(7, 2, 'paused', 1, 'city', '')");
    assert_has(get(&visit, &visit_main_contact, "/events/{}").page, "Your city pauses");
    assert_int_equal(send(&visit, &visit_main_contact, "/events/{}/register", "do=come").status, 403);
    visit_close(&visit);
}

static void test_changed_and_cancelled(void **state)
{
    struct visit visit = open_net(state);
    publish(&visit, "seen_by=everybody&seats=1");
    send(&visit, &visit_main_contact, "/events/{}/register", "do=come");
    send(&visit, &other, "/events/{}/register", "do=come");
    struct str file = get(&visit, NULL, "/events.ics").page;
    assert_has(file, "DTSTART:20261203T090000Z\r\n");
    assert_has(file, "SUMMARY:Heat & <cold>\r\n");
    assert_has(file, "DESCRIPTION:Three cities\\, one cost\\; one bill.\r\n");
    assert_has(file, "LOCATION:Town hall\\; and online\r\n");
    assert_false(has(file, "SEQUENCE") || has(file, "METHOD") || has(file, LINK));

    /* More places: who waits comes. Words alone tell nobody; time does. */
    send(&visit, &visit_coordinator, "/events/{}/who", "seen_by=everybody&seats=2");
    assert_string_equal(ask(&visit, "select count(*) from event_person where state = 'in'"), "2");
    assert_string_equal(ask(&visit, "select count(*) from mail where fields like '%what=seat%'"), "1");
    send(&visit, &visit_coordinator, "/events/{}/what", WHAT "&starts=2026-12-03T11:00&ends=2026-12-03T12:30");
    assert_string_equal(ask(&visit, "select count(*) from mail where fields like '%what=changed%'"), "2");
    assert_has(get(&visit, NULL, "/events.ics").page, "SEQUENCE:2\r\n");

    assert_int_equal(send(&visit, &visit_coordinator, "/events/{}/run", "do=off").status, 400);
    struct said said = send(&visit, &visit_coordinator, "/events/{}/run", "do=off&why=The+hall+is+<closed>.");
    assert_has(said.location, "?done=off");
    assert_string_equal(ask(&visit, "select count(*) from mail where fields like '%what=off%'"), "2");
    assert_has(get(&visit, NULL, "/events/{}").page, "Cancelled: The hall is &lt;closed&gt;.");
    file = get(&visit, NULL, "/events.ics").page;
    assert_has(file, "SEQUENCE:3\r\nSTATUS:CANCELLED\r\n");
    assert_has(get(&visit, NULL, "/events.atom").page, "<title>Cancelled: Heat &amp; &lt;cold&gt;</title>");
    assert_int_equal(send(&visit, &visit_coordinator, "/events/{}/what", WHAT TIMES).status, 409);
    assert_int_equal(send(&visit, &visit_coordinator, "/events/{}/run", "do=off&why=x").status, 409);
    assert_false(has(get(&visit, &visit_main_contact, "/me").page, "Your next date"));
    assert_string_equal(ask(&visit, "select count(*) from log_link"), "4");

    /* Again, at the same hour by its clocks, a week later or more. */
    said = send(&visit, &visit_coordinator, "/events/{}/run", "do=copy");
    assert_has(said.location, "?done=copy");
    assert_string_equal(ask(&visit, "select starts_at from event where state = 'draft'"), "1796896800");
    uid = str_copy(&visit.arena, scratch_ask(visit.scratch, "net.db", "select uid from event where state = 'draft'"));
    assert_has(send(&visit, &visit_coordinator, "/events/{}/run", "do=remove").location, "/events?done=removed");
    assert_string_equal(ask(&visit, "select count(*) from event"), "1");
    visit_close(&visit);
}

static void test_what_does_not_fit(void **state)
{
    static const struct { const char *page; const char *typed; const char *says; } wrong[] = {
        {"what", WHAT "&starts=2026-12-03T10:00&ends=2026-12-03T10:00", "is not after the beginning"},
        {"what", WHAT "&starts=2026-12-03T10:00&ends=2026-12-31T10:00", "is more than 14 days later"},
        {"what", WHAT "&starts=2026-11-03T10:00&ends=2026-11-03T11:00", "is past"},
        {"what", WHAT "&starts=2036-11-03T10:00&ends=2036-11-03T11:00", "is more than two years ahead"},
        {"what", WHAT "&starts=tomorrow&ends=later", "is not a day and a time"},
        {"what", WHAT TIMES "&zone=mars", "given more than once"},
        {"what", "zone=mars&title=a&says=b" TIMES, "is not one of the choices"},
        {"what", TIMES, "is empty"},
        {"where", "place=&online=", "is empty"},
        {"where", "online=javascript:alert(1)", "is not a link"},
        {"where", "online=mailto:a@b.example", "is not a link"},
        {"who", "seats=0", "is not a number"},
        {"who", "seats=many", "is not a number"},
        {"who", "until=soon", "is not a day"},
        {"who", "until=2026-12-04", "is after the event begins"},
        {"run", "do=", "use one of the buttons"},
        {"run", "do=publish", "say first where it is"},
    };
    struct visit visit = open_net(state);
    visit.who = &visit_coordinator;
    assert_int_equal(visit_send(&visit, "/events/new", WHAT TIMES).status, 303);
    uid = str_copy(&visit.arena, scratch_ask(visit.scratch, "net.db", "select uid from event"));
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        const char *pattern = str_c(&visit.arena, str_format(&visit.arena, "/events/{}/%s", wrong[i].page));
        struct said said = send(&visit, &visit_coordinator, pattern, wrong[i].typed);
        assert_int_equal(said.status, 400);
        assert_has(said.page, wrong[i].says);
    }
    assert_string_equal(ask(&visit, "select count(*) from log_link"), "0");
    visit_close(&visit);
}

/* ---- announcements */

#define WORDS "title=New+%3cforms%3e&says=Shorter,+and+in+German.&link=https://net.example/forms"

static void test_announcements(void **state)
{
    static const char *const wrong[] = {
        "says=b&until=2026-12-31", "title=a&until=2026-12-31", "title=a&says=b", "title=a&says=b&until=2026-11-21",
        "title=a&says=b&until=2027-11-23", "title=a&says=b&until=soon",
        "title=a&says=b&until=2026-12-31&link=javascript:1", "title=a&says=b&until=2026-12-31&link=mailto:a@b.example",
    };
    struct visit visit = open_net(state);
    visit.who = &visit_coordinator;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(visit_send(&visit, "/announcements/new", wrong[i]).status, 400);
    }
    struct said said = visit_send(&visit, "/announcements/new", WORDS "&until=2026-12-31&seen_by=members");
    assert_has(said.location, "?done=made");
    uid = str_copy(&visit.arena, scratch_ask(visit.scratch, "net.db", "select uid from announcement"));
    assert_false(has(get(&visit, NULL, "/announcements").page, "forms"));
    assert_false(has(get(&visit, &visit_person, "/announcements").page, "forms"));
    assert_false(has(get(&visit, &visit_person, "/me").page, "forms"));
    assert_false(has(get(&visit, &visit_main_contact, "/announcements.atom").page, "forms"));
    assert_has(get(&visit, &visit_main_contact, "/announcements").page, "New &lt;forms&gt;");
    assert_has(get(&visit, &visit_main_contact, "/me").page, "Announced: New &lt;forms&gt;");
    assert_false(has(get(&visit, &visit_main_contact, "/announcements").page, "take it back"));

    assert_has(send(&visit, &visit_coordinator, "/announcements/{}", WORDS "&until=2026-12-31&do=save").location,
               "?done=save");
    struct str page = get(&visit, NULL, "/announcements").page;
    assert_has(page, "Shorter, and in German.");
    assert_has(page, "href=\"https://net.example/forms\"");
    assert_has(get(&visit, NULL, "/announcements.atom").page, "<title>New &lt;forms&gt;</title>");
    do_sql(&visit, "update announcement set until_day = 20778"); /* yesterday */
    assert_false(has(get(&visit, &visit_main_contact, "/me").page, "forms"));
    do_sql(&visit, "update announcement set until_day = 20779, title = 'New forms!'");
    do_sql(&visit, "update generation set content_version = content_version + 1");
    assert_has(get(&visit, &visit_main_contact, "/announcements").page, "forms");

    assert_has(send(&visit, &visit_coordinator, "/announcements/{}", "do=back").location, "?done=back");
    assert_false(has(get(&visit, &visit_coordinator, "/announcements").page, "forms"));
    assert_false(has(get(&visit, &visit_main_contact, "/me").page, "forms"));
    assert_int_equal(get(&visit, &visit_coordinator, "/announcements/{}").status, 404);
    assert_int_equal(send(&visit, &visit_coordinator, "/announcements/{}", "do=back").status, 404);
    assert_string_equal(ask(&visit, "select count(*) from log_entry where what like '%in German.%'"), "3");
    assert_string_equal(ask(&visit, "select count(*) from mail"), "0");
    visit_close(&visit);
}

/* ---- the clock */

static void look(struct visit *visit, int64_t now)
{
    assert_int_equal(event_clock(visit->write, &visit->arena, now), OK);
}

static void test_the_clock(void **state)
{
    struct visit visit = open_net(state);
    publish(&visit, "seen_by=everybody&seats=1");
    send(&visit, &visit_main_contact, "/events/{}/register", "do=come&needs=Lift+42");
    send(&visit, &other, "/events/{}/register", "do=come&needs=Captions");
    look(&visit, STARTS - EVENT_SOON_S - 1);
    assert_string_equal(ask(&visit, "select count(*) from mail"), "0");
    look(&visit, STARTS - EVENT_SOON_S);
    look(&visit, STARTS - EVENT_SOON_S + 1);
    assert_string_equal(ask(&visit, "select kind || person from mail"), "event-soon2");

    /* Who acts for the city no more does not come, and the next one does. */
    do_sql(&visit, "update person_role set until = 2 where person_id = 2");
    look(&visit, STARTS - 2 * DAY);
    assert_string_equal(ask(&visit, "select person_id || state from event_person"), "1in");
    assert_string_equal(ask(&visit, "select count(*) from mail where kind = 'event' and person = 1"), "1");

    int64_t ends = STARTS + 5400;
    look(&visit, ends + EVENT_NEEDS_KEPT_S - 1);
    assert_string_equal(ask(&visit, "select needs from event_person"), "Captions");
    look(&visit, ends + EVENT_NEEDS_KEPT_S);
    assert_string_equal(ask(&visit, "select needs || '.' from event_person"), ".");
    look(&visit, ends + EVENT_PEOPLE_KEPT_S - 1);
    assert_string_equal(ask(&visit, "select count(*) from event_person"), "1");
    look(&visit, ends + EVENT_PEOPLE_KEPT_S);
    assert_string_equal(ask(&visit, "select count(*) from event_person"), "0");
    look(&visit, ends + EVENT_KEPT_S - 1);
    assert_string_equal(ask(&visit, "select count(*) from event"), "1");
    look(&visit, ends + EVENT_KEPT_S);
    assert_string_equal(ask(&visit, "select count(*) from event"), "0");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_sees_it), TEST(test_registering), TEST(test_changed_and_cancelled), TEST(test_what_does_not_fit),
        TEST(test_announcements), TEST(test_the_clock),
    };
    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
