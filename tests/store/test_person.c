/* SPDX-License-Identifier: AGPL-3.0-or-later
** People, roles, links and sessions: who is found, what ends, what is left of somebody who is erased. On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/digest.h"
#include "scratch.h"
#include "store/erasure.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/room_host.h"
#include "store/session.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;

static int setup(void **state)
{
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static int64_t add(const char *mail)
{
    const struct person_new person = {S("Ada Ålund"), str_of(mail), S("sv")};
    int64_t id = 0;
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &id), OK);
    return id;
}

static enum fault give(int64_t person, const char *role, int64_t member)
{
    const struct role_new in = {person, str_of(role), {member > 0, member}, {0}, {0}};
    return role_give(db, &here->arena, &in, NOW);
}

static enum fault end_role(int64_t person, const char *role, int64_t member)
{
    const struct role_new in = {person, str_of(role), {member > 0, member}, {0}, {0}};
    return role_end(db, &here->arena, &in, NOW);
}

static struct str open_session(int64_t person, bool is_staff, struct str before, int64_t now)
{
    const struct session_new in = {person, S("password"), is_staff, false, S("Firefox, Linux")};
    struct str token = {0};
    int64_t lasts_s = 0;
    assert_int_equal(session_open(db, &here->arena, &in, before, now, &token, &lasts_s), OK);
    assert_int_equal(token.n, 64);
    assert_int_equal(lasts_s, is_staff ? DAY : 30 * DAY);
    return token;
}

static const struct who *who_of(struct str token, int64_t now)
{
    const struct who *who = NULL;
    int64_t note = 0;
    assert_int_equal(session_find(db, &here->arena, token, now, &who, &note), OK);
    return who;
}

static int64_t count(const char *table)
{
    struct str sql = str_format(&here->arena, "select count(*) from %s", table);
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", str_c(&here->arena, sql))));
}

/* ---- people */

static void test_an_address_belongs_to_one_however_it_is_written(void **state)
{
    (void)state;
    int64_t id = add(" Ada.Alund@Ostersund.example ");
    struct q_person_by_mail row;
    const struct person_new other = {S("B"), S("ada.alund@OSTERSUND.example"), S("en")};
    int64_t none = -1;
    assert_int_equal(person_add(db, &here->arena, &other, NOW, &none), FAULT_CONFLICT);
    assert_int_equal(none, -1);
    assert_int_equal(person_find(db, &here->arena, S("ADA.alund@ostersund.EXAMPLE"), &row), OK);
    assert_int_equal(row.id, id);
    assert_str(row.mail, "Ada.Alund@Ostersund.example");
    assert_str(row.password, "");
    assert_int_equal(person_find(db, &here->arena, S("ada.alund@ostersund"), &row), FAULT_NOT_FOUND);
}

/* ---- roles */

static void test_roles_of_city_and_network_are_loaded_with_the_session(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    const struct q_member_keys city = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    const struct q_member_keys same = {S("Ciampino (RM)"), S("IT"), S("IT_058118"), {0}, {true, 3}};
    int64_t member = 0;
    int64_t again = 0;
    assert_int_equal(membership_join(db, &here->arena, &city, &step_by_role, NOW, &member, NULL), OK);
    assert_int_equal(membership_join(db, &here->arena, &same, &step_by_role, NOW, &again, NULL), OK);
    assert_int_equal(member, again);
    assert_int_equal(give(id, "main_contact", member), OK);
    assert_int_equal(give(id, "main_contact", member), FAULT_CONFLICT);
    assert_int_equal(give(id, "colleague", member + 1), OK);
    assert_int_equal(give(id, "coordinator", 0), OK);
    const struct who *who = who_of(open_session(id, true, S(""), NOW), NOW);
    assert_non_null(who);
    assert_str(who->name, "Ada Ålund");
    assert_true(who->is_coordinator && !who->is_administrator && !who->has_second_factor);
    assert_int_equal(who->cities_count, 2);
    assert_true(who->cities[0].member_id == member && who->cities[0].is_main_contact);
    assert_true(who->cities[1].member_id == member + 1 && !who->cities[1].is_main_contact);
}

static void test_a_role_that_ended_counts_no_more_and_ends_sessions(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str before = open_session(id, false, S(""), NOW);
    assert_int_equal(give(id, "coordinator", 0), OK);
    assert_null(who_of(before, NOW));
    struct str token = open_session(id, true, S(""), NOW);
    assert_true(who_of(token, NOW)->is_coordinator);
    assert_int_equal(end_role(id, "coordinator", 0), OK);
    assert_null(who_of(token, NOW));
    assert_false(who_of(open_session(id, false, S(""), NOW), NOW)->is_coordinator);
    assert_int_equal(end_role(id, "coordinator", 0), FAULT_NOT_FOUND);
    const struct role_new for_a_day = {id, S("coordinator"), {0}, {true, NOW + DAY}, {0}};
    assert_int_equal(role_give(db, &here->arena, &for_a_day, NOW), OK);
    token = open_session(id, false, S(""), NOW);
    assert_true(who_of(token, NOW + DAY - 1)->is_coordinator);
    assert_false(who_of(token, NOW + DAY)->is_coordinator);
}

static void test_the_last_administrator_stays(void **state)
{
    (void)state;
    int64_t one = add("a@b.example");
    int64_t two = add("b@b.example");
    assert_int_equal(give(one, "administrator", 0), OK);
    assert_int_equal(person_block(db, &here->arena, one, NOW), FAULT_CONFLICT);
    assert_int_equal(end_role(one, "administrator", 0), FAULT_CONFLICT);
    assert_int_equal(give(two, "administrator", 0), OK);
    assert_int_equal(person_block(db, &here->arena, one, NOW), OK);
    assert_int_equal(end_role(two, "administrator", 0), FAULT_CONFLICT); /* the other one is blocked */
    assert_int_equal(person_unblock(db, &here->arena, one), OK);
    assert_int_equal(end_role(two, "administrator", 0), OK);
}

static void test_roles_have_a_bound_that_a_session_still_loads(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    for (int64_t i = 1; i <= PERSON_ROLES_MAX; i++) {
        assert_int_equal(give(id, "colleague", i), OK);
    }
    assert_int_equal(give(id, "colleague", PERSON_ROLES_MAX + 1), FAULT_TOO_LARGE);
    assert_int_equal(who_of(open_session(id, false, S(""), NOW), NOW)->cities_count, PERSON_ROLES_MAX);
}

/* ---- sessions */

static void test_the_token_stands_nowhere(void **state)
{
    (void)state;
    struct str token = open_session(add("a@b.example"), false, S(""), NOW);
    assert_str(scratch_ask(here, "net.db", "select digest from login_session"),
               str_c(&here->arena, digest_of(&here->arena, token)));
    assert_null(who_of(digest_of(&here->arena, token), NOW)); /* who reads the table cannot sign in */
    assert_null(who_of(S(""), NOW));
}

static void test_a_session_ends_unused_and_at_its_end(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str token = open_session(id, false, S(""), NOW);
    const struct who *who = who_of(token, NOW + 14 * DAY - 1);
    assert_non_null(who);
    assert_null(who_of(token, NOW + 14 * DAY));
    for (int64_t day = 10; day <= 20; day += 10) {
        assert_int_equal(session_note(db, &who->session_id, 1, NOW + day * DAY), OK);
    }
    assert_non_null(who_of(token, NOW + 30 * DAY - 1));
    assert_null(who_of(token, NOW + 30 * DAY));
    struct str staff = open_session(id, true, S(""), NOW);
    assert_non_null(who_of(staff, NOW + 3599));
    assert_null(who_of(staff, NOW + 3600));
}

static void test_a_use_is_noted_to_a_minute_and_never_backwards(void **state)
{
    (void)state;
    struct str token = open_session(add("a@b.example"), false, S(""), NOW);
    const struct who *who = NULL;
    int64_t note = -1;
    assert_int_equal(session_find(db, &here->arena, token, NOW + 59, &who, &note), OK);
    assert_int_equal(note, 0);
    assert_int_equal(session_find(db, &here->arena, token, NOW + 60, &who, &note), OK);
    assert_int_equal(note, who->session_id);
    const int64_t uses[] = {note + 1, note};
    assert_int_equal(session_note(db, uses, COUNT_OF(uses), NOW + 70), OK);
    assert_int_equal(session_note(db, uses, COUNT_OF(uses), NOW + 60), OK);
    assert_str(scratch_ask(here, "net.db", "select seen_at - made_at from login_session"), "70");
}

static void test_a_city_is_heard_from_when_its_people_are_here(void **state)
{
    (void)state;
    static const char *const all = "select group_concat(heard_at) from (select heard_at from member_city order by id)";
    static const char *const all_pg = "select string_agg(heard_at::text, ',' order by id) from member_city";
    const char *heard = scratch_is_postgres() ? all_pg : all;
    const int64_t day = NOW - NOW % DAY;
    int64_t id = add("a@b.example");
    scratch_exec(here, "net.db", "delete from member_city");
    scratch_exec(here, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                                 "(7, 'u7', 'A', 'IT', 1), (8, 'u8', 'B', 'IT', 1), (9, 'u9', 'C', 'IT', 1)");
    assert_int_equal(give(id, "colleague", 7), OK);
    assert_int_equal(give(id, "main_contact", 8), OK);
    assert_str(scratch_ask(here, "net.db", heard), "0,0,0");
    assert_int_equal(person_signed_in(db, id, NOW), OK);
    assert_str(scratch_ask(here, "net.db", heard), str_c(&here->arena, str_format(&here->arena, "%lld,%lld,0",
                                                                                 (long long)day, (long long)day)));
    struct str token = open_session(id, false, S(""), NOW);
    const struct who *who = who_of(token, NOW);
    scratch_exec(here, "net.db", "update person_role set until = 5 where member_id = 8");
    assert_int_equal(session_note(db, &who->session_id, 1, NOW + 3 * DAY), OK);
    assert_int_equal(session_note(db, &who->session_id, 1, NOW + 2 * DAY), OK); /* never backwards */
    assert_str(scratch_ask(here, "net.db", heard), str_c(&here->arena, str_format(&here->arena, "%lld,%lld,0",
                                                             (long long)(day + 3 * DAY), (long long)day)));
    assert_int_equal(q_member_unheard(db, NOW), OK); /* nobody acts for the second any more */
    assert_str(scratch_ask(here, "net.db", heard), str_c(&here->arena, str_format(&here->arena, "%lld,0,0",
                                                                                 (long long)(day + 3 * DAY))));
}

static void test_signing_in_ends_the_session_the_browser_had(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str before = open_session(id, false, S(""), NOW);
    struct str after = open_session(id, false, before, NOW);
    assert_null(who_of(before, NOW));
    assert_non_null(who_of(after, NOW));
    assert_false(str_eq(before, after));
    assert_int_equal(session_close(db, &here->arena, after), OK);
    assert_int_equal(session_close(db, &here->arena, after), OK);
    assert_null(who_of(after, NOW));
    assert_int_equal(count("login_session"), 0);
}

static void test_block_and_password_end_every_session_and_link(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str token = open_session(id, false, S(""), NOW);
    struct str other = open_session(add("other@b.example"), false, S(""), NOW);
    struct str link = {0};
    struct q_person_link_by_digest row;
    assert_int_equal(link_make(db, &here->arena, id, S("password"), S(""), NOW, &link), OK);
    assert_int_equal(person_set_password(db, id, S("$argon2id$x"), who_of(token, NOW)->session_id, NOW), OK);
    assert_non_null(who_of(token, NOW)); /* the one that was to be kept */
    assert_int_equal(link_find(db, &here->arena, S("password"), link, NOW, &row), FAULT_NOT_FOUND);
    assert_int_equal(person_set_password(db, id, S("$argon2id$y"), 0, NOW), OK);
    assert_null(who_of(token, NOW));
    token = open_session(id, false, S(""), NOW);
    assert_int_equal(person_block(db, &here->arena, id, NOW), OK);
    assert_null(who_of(token, NOW));
    assert_null(who_of(open_session(id, false, S(""), NOW), NOW)); /* a session made meanwhile is nobody's either */
    assert_non_null(who_of(other, NOW));
}

static void test_nobody_has_more_than_so_many_sessions(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str others = open_session(add("b@b.example"), false, S(""), NOW);
    struct str first = open_session(id, false, S(""), NOW);
    struct str second = open_session(id, false, S(""), NOW);
    const struct who *who = who_of(first, NOW);
    assert_int_equal(session_note(db, &who->session_id, 1, NOW + 1000), OK);
    for (int i = 2; i <= SESSIONS_MAX; i++) {
        (void)open_session(id, false, S(""), NOW + i);
    }
    struct q_session_list *rows;
    size_t n;
    assert_int_equal(q_session_list(db, &here->arena, id, NOW + 100, &rows, &n), OK);
    assert_int_equal(n, SESSIONS_MAX);
    assert_non_null(who_of(first, NOW + 100));
    assert_null(who_of(second, NOW + 100)); /* the one longest unused */
    assert_non_null(who_of(others, NOW + 100));
    assert_int_equal(q_session_end_all(db, id, who_of(first, NOW + 100)->session_id), OK);
    assert_non_null(who_of(first, NOW + 100));
    assert_int_equal(count("login_session"), 2);
    assert_int_equal(session_forget(db, &here->arena, NOW + 31 * DAY), OK);
    assert_int_equal(count("login_session"), 0);
}

/* ---- links */

static void test_a_link_is_found_for_its_time_and_kind_only(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str first = {0};
    struct str link = {0};
    struct q_person_link_by_digest row;
    assert_int_equal(link_make(db, &here->arena, id, S("password"), S(""), NOW, &first), OK);
    assert_int_equal(link_make(db, &here->arena, id, S("sign-in"), S("/me"), NOW, &link), OK);
    assert_int_equal(link_find(db, &here->arena, S("password"), first, NOW, &row), OK); /* one of another kind stays */
    assert_int_equal(link_find(db, &here->arena, S("password"), link, NOW, &row), FAULT_NOT_FOUND);
    assert_int_equal(link_use(db, &here->arena, S("password"), first, NOW, &row), OK);
    assert_int_equal(link_use(db, &here->arena, S("password"), first, NOW, &row), FAULT_NOT_FOUND);
    first = link;
    assert_int_equal(link_make(db, &here->arena, id, S("sign-in"), S("/me"), NOW, &link), OK);
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), first, NOW, &row), FAULT_NOT_FOUND); /* over */
    assert_int_equal(link_make(db, &here->arena, 0, S("sign-in"), S(""), NOW, &first), OK); /* of nobody */
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), first, NOW, &row), FAULT_NOT_FOUND);
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), link, NOW + 599, &row), OK);
    assert_int_equal(row.person_id, id);
    assert_str(row.leads_to, "/me");
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), link, NOW + 600, &row), FAULT_NOT_FOUND);
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), S("x"), NOW, &row), FAULT_NOT_FOUND);
    assert_int_equal(person_block(db, &here->arena, id, NOW), OK);
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), link, NOW, &row), FAULT_NOT_FOUND);
    assert_str(scratch_ask(here, "net.db", "select count(*) from person_link where person_id > 0"), "0");
}

/* ---- what is left */

static void test_of_somebody_erased_only_the_number_is_left(void **state)
{
    (void)state;
    int64_t id = add("a@b.example");
    struct str link = {0};
    assert_int_equal(give(id, "coordinator", 0), OK);
    struct str token = open_session(id, true, S(""), NOW);
    assert_int_equal(link_make(db, &here->arena, id, S("password"), S(""), NOW, &link), OK);
    assert_int_equal(q_person_place_save(db, id, S("ab"), NOW), OK);
    assert_int_equal(q_recovery_code_add(db, id, S("cd"), NOW), OK);
    assert_int_equal(person_erase(db, &here->arena, id, NOW), OK);
    assert_null(who_of(token, NOW));
    assert_int_equal(count("login_session") + count("person_link") + count("person_place") + count("recovery_code"), 0);
    static const char *const LEFT = "select count(*) from person where name <> '' or mail <> '' or password <> ''"
                                    " or language <> '' or mail_folded is not null or state <> 'erased'";
    assert_str(scratch_ask(here, "net.db", LEFT), "0");
    assert_int_equal(person_unblock(db, &here->arena, id), FAULT_CONFLICT);
    assert_true(add("a@b.example") > id); /* the address is free again, the number never */
    assert_int_equal(person_erase(db, &here->arena, add("b@b.example"), NOW), OK); /* two without an address */
}

static void test_who_does_not_come_back_is_forgotten_unless_a_role_stands(void **state)
{
    (void)state;
    int64_t gone = add("gone@b.example");
    int64_t staff = add("staff@b.example");
    int64_t came = add("came@b.example");
    assert_int_equal(give(staff, "coordinator", 0), OK);
    assert_int_equal(person_signed_in(db, came, NOW + 10), OK);
    assert_int_equal(erasure_forget(db, &here->arena, NOW + PERSON_KEPT_S - 1), OK);
    assert_str(scratch_ask(here, "net.db", "select count(*) from person where state = 'erased'"), "0");
    assert_int_equal(erasure_forget(db, &here->arena, NOW + PERSON_KEPT_S), OK);
    struct q_person_by_id row;
    assert_int_equal(q_person_by_id(db, &here->arena, gone, &row), OK);
    assert_str(row.state, "erased");
    assert_int_equal(q_person_by_id(db, &here->arena, staff, &row), OK);
    assert_str(row.state, "active");
    assert_int_equal(q_person_by_id(db, &here->arena, came, &row), OK);
    assert_str(row.state, "active");
}

/* ---- which browser */

/* Calls it until it comes to its end, each time failing one call later: how often rows went, and others were left. */
static int deletes(const char *table, enum fault (*forget)(struct db *, struct arena *, int64_t), int64_t now)
{
    int64_t left = count(table);
    int times = 0;
    bool ended = false;
    for (int n = 1; !ended && n < 100; n++) {
        db_fail_after(n, FAULT_IO);
        enum fault fault = forget(db, &here->arena, now);
        ended = db_fail_after(0, OK) > 0;
        assert_int_equal(fault, ended ? OK : FAULT_IO);
        times += count(table) < left;
        left = count(table);
    }
    return times;
}

/* A delete takes a thousand or so, and the writer is free in between. */
static void test_what_is_over_goes_by_the_thousand(void **state)
{
    (void)state;
    int64_t now = NOW + PERSON_PLACE_KEPT_S;
    scratch_exec(here, "net.db", "insert into person_place (person_id, place, seen_at) with recursive n(i) as (select "
                 "1 union all select i + 1 from n where i < 2500) select 1, 'p' || i, 1000 + i / 3 from n");
    scratch_exec(here, "net.db", str_format(&here->arena, "insert into person_place values (2, 'new', %lld)",
                                            (long long)NOW).s);
    scratch_exec(here, "net.db", "insert into login_session (id, uid, digest, person_id, made_at, seen_at, idle_s, "
                 "ends_at, opened_by, second_factor, browser) with recursive n(i) as (select 1 union all select i + 1 "
                 "from n where i < 2500) select i, 'u' || i, 'd' || i, 1, 0, 0, 60, 1000 + i, 'password', 0, '' "
                 "from n");
    assert_int_equal(deletes("person_place", person_forget, now), 3);
    assert_int_equal(deletes("login_session", session_forget, now), 3);
    assert_int_equal(count("person_place"), 1);
    assert_int_equal(count("login_session"), 0);
}

static void test_browsers_are_named_in_words_that_people_know(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
         " Safari/537.36 Edg/130.0.0.0", "Edge, Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
         " Mobile/15E148 Safari/604.1", "Safari, iPhone"},
        {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile"
         " Safari/537.36", "Chrome, Android"},
        {"Mozilla/5.0 (X11; Linux x86_64)", "Linux"},
        {"curl/8.0 <b>", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_str(session_browser(&here->arena, str_of(cases[i][0])), cases[i][1]);
    }
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static enum fault take_host(int64_t member, int64_t *ret_person)
{
    const struct log_someone who = {.is = LOG_CONSOLE, .name = S("ann")};
    assert_int_equal(db_begin(db), OK);
    return db_end(db, room_host_take(db, &here->arena, member, &who, NOW, ret_person));
}

static void test_one_person_runs_the_room_however_often_it_is_served(void **state)
{
    int64_t first = 0;
    int64_t again = 0;
    struct q_person_by_mail row;
    struct q_person_link_by_digest link;
    struct str token;
    struct str newer;
    (void)state;
    assert_int_equal(take_host(1, &first), OK);
    struct str session = open_session(first, false, S(""), NOW);
    assert_int_equal(take_host(1, &again), OK);
    assert_int_equal(again, first);
    assert_non_null(who_of(session, NOW)); /* nothing was given anew, so nobody is out */
    assert_int_equal(room_host_link(db, &here->arena, first, S("/x"), NOW, &token), OK);
    assert_int_equal(room_host_link(db, &here->arena, first, S("/x"), NOW, &newer), OK);
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), token, NOW, &link), FAULT_NOT_FOUND);
    assert_int_equal(link_find(db, &here->arena, S("sign-in"), newer, NOW + LINK_SIGN_IN_S + 1, &link),
                     FAULT_NOT_FOUND);
    assert_int_equal(link_use(db, &here->arena, S("sign-in"), newer, NOW, &link), OK);
    assert_int_equal(link_use(db, &here->arena, S("sign-in"), newer, NOW, &link), FAULT_NOT_FOUND);
    assert_int_equal(person_block(db, &here->arena, first, NOW), OK);
    assert_int_equal(take_host(1, &again), FAULT_DENIED);
    assert_int_equal(person_find(db, &here->arena, S(ROOM_HOST_MAIL), &row), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_an_address_belongs_to_one_however_it_is_written),
        WITH(test_roles_of_city_and_network_are_loaded_with_the_session),
        WITH(test_a_role_that_ended_counts_no_more_and_ends_sessions),
        WITH(test_one_person_runs_the_room_however_often_it_is_served),
        WITH(test_the_last_administrator_stays),
        WITH(test_roles_have_a_bound_that_a_session_still_loads),
        WITH(test_the_token_stands_nowhere),
        WITH(test_a_session_ends_unused_and_at_its_end),
        WITH(test_a_use_is_noted_to_a_minute_and_never_backwards),
        WITH(test_a_city_is_heard_from_when_its_people_are_here),
        WITH(test_signing_in_ends_the_session_the_browser_had),
        WITH(test_block_and_password_end_every_session_and_link),
        WITH(test_nobody_has_more_than_so_many_sessions),
        WITH(test_a_link_is_found_for_its_time_and_kind_only),
        WITH(test_of_somebody_erased_only_the_number_is_left),
        WITH(test_who_does_not_come_back_is_forgotten_unless_a_role_stands),
        WITH(test_what_is_over_goes_by_the_thousand),
        WITH(test_browsers_are_named_in_words_that_people_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
