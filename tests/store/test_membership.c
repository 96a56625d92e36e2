/* SPDX-License-Identifier: AGPL-3.0-or-later
** Steps of member cities: one that joins, pauses, comes back, leaves, and joins again as the same one; who is told;
** what ends with it; and what a city signs, with the mails that ask again. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/application.h"
#include "store/commitment.h"
#include "store/lead.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/profile.h"
#include "store/trait.h"

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

static const struct q_member_keys CIAMPINO = {S_INIT("Ciampino"), S_INIT("IT"), S_INIT("IT_058118"), {0}, {0}};
static const struct q_member_keys TYPED = {S_INIT("Zwergstadt"), S_INIT("DE"), {0}, {0}, {0}};

static int64_t ask_count(const char *sql)
{
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", sql)));
}

static int64_t join(const struct q_member_keys *keys, int64_t now, bool joins)
{
    const struct step_by by = {"application", {true, 5}, S(" why ")};
    int64_t id;
    bool joined;
    assert_int_equal(membership_join(db, &here->arena, keys, &by, now, &id, &joined), OK);
    assert_int_equal(joined, joins);
    return id;
}

static void test_a_city_joins_once_and_again_when_it_has_left(void **state)
{
    (void)state;
    const struct q_member_keys *all[] = {&CIAMPINO, &TYPED};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t id = join(all[i], NOW, true);
        assert_int_equal(join(all[i], NOW + 1, false), id);
        assert_int_equal(q_member_step_add(db, id, S("left"), NOW + 2, S("city"), (struct maybe_int){0}, S("")), OK);
        assert_int_equal(join(all[i], NOW + 3, true), id);
    }
    assert_int_equal(ask_count("select count(*) from member_city"), 2);
    assert_int_equal(ask_count("select count(*) from member_step where step = 'joined' and way = 'application' and "
                               "by_person = 5 and why = 'why'"), 4);
    assert_int_equal(ask_count("select max(number) from member_step"), 3);
}

/* Whoever asks for cities that take part gets none that has left. */
static void test_one_that_has_left_takes_no_part(void **state)
{
    (void)state;
    struct q_member_choices *choices;
    struct q_member_by_keys by_keys;
    struct q_member_by_uid by_uid;
    size_t n;
    int64_t id = join(&CIAMPINO, NOW, true);
    struct str uid = scratch_ask(here, "net.db", "select uid from member_city");
    for (int left = 0; left < 2; left++) {
        assert_int_equal(q_member_choices(db, &here->arena, &choices, &n), OK);
        assert_int_equal(n, 1 - left);
        assert_int_equal(q_member_by_keys(db, &here->arena, S("IT_058118"), S(""), (struct maybe_int){0}, &by_keys),
                         left ? FAULT_NOT_FOUND : OK);
        assert_int_equal(q_member_by_uid(db, &here->arena, uid, &by_uid), OK);
        assert_int_equal(by_uid.takes_part, !left);
        assert_int_equal(q_member_step_add(db, id, S("left"), NOW, S("city"), (struct maybe_int){0}, S("")), OK);
    }
}

/* ---- people, and steps by them */

static struct log_someone add_person(const char *name, const char *role, int64_t member)
{
    struct str mail = str_format(&here->arena, "%s@a.example", name);
    const struct person_new person = {str_of(name), mail, S("en")};
    struct role_new in = {.role = str_of(role), .member_id = {member > 0, member}};
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &in.person_id), OK);
    assert_int_equal(role_give(db, &here->arena, &in, NOW), OK);
    return (struct log_someone){LOG_PERSON, in.person_id, str_of(name)};
}

static void sign(int64_t member, const struct log_someone *who, int years)
{
    const struct commitment_new in = {member, S("Ciampino"), 1, S(" head of climate "), true, S("GR 1"), {20000},
                                      S("x"), years};
    assert_int_equal(commitment_sign(db, &here->arena, &in, who, NOW), OK);
}

static enum fault step(int64_t member, enum city_step next, bool own, const struct log_someone *who)
{
    const struct membership_change change = {member, S("Ciampino"), next, own, S(" an election ")};
    assert_int_equal(db_begin(db), OK);
    return db_end(db, membership_step(db, &here->arena, &change, who, NOW + 1));
}

/* To whom a mail waits, in the order of their names; they are taken away. */
static void assert_told(const char *names)
{
    struct str told = S("");
    for (int64_t n = ask_count("select count(*) from mail where kind = 'member-step'"); n > 0; n--) {
        struct str next = scratch_ask(here, "net.db", "select min(address) from mail");
        told = str_format(&here->arena, "%.*s%s%.*s", STR_ARG(told), told.n > 0 ? " " : "",
                          STR_ARG(str_sub(next, 0, str_find(next, S("@")))));
        scratch_exec(here, "net.db", "delete from mail where address = (select min(address) from mail)");
    }
    assert_str(told, names);
}

static void test_whom_it_concerns_is_told(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true);
    int64_t other = join(&TYPED, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city), bea = add_person("bea", "main_contact", city);
    struct log_someone cleo = add_person("cleo", "coordinator", 0);
    add_person("col", "colleague", city);
    add_person("zoe", "main_contact", other);
    assert_int_equal(step(city, STEP_PAUSED, true, &ada), OK);
    assert_told("bea cleo");
    assert_int_equal(step(city, STEP_BACK, true, &bea), OK);
    assert_told("ada cleo");
    assert_int_equal(step(city, STEP_PAUSED, false, &cleo), OK);
    assert_told("ada bea");
    assert_int_equal(step(city, STEP_BACK, true, &ada), FAULT_CONFLICT); /* the network's own */
    assert_told("");
    assert_int_equal(step(city, STEP_BACK, false, &cleo), OK);
    assert_told("ada bea");
    assert_int_equal(step(city, STEP_LEFT, true, &ada), OK);
    assert_told("ada bea cleo col");
    assert_int_equal(step(city, STEP_LEFT, false, &cleo), FAULT_CONFLICT);
    assert_int_equal(step(city, STEP_JOINED, true, &ada), FAULT_CONFLICT);
    assert_int_equal(step(city, STEP_JOINED, false, &cleo), OK);
    assert_told("");
    assert_int_equal(ask_count("select count(*) from member_step where member_id = 1"), 7);
    assert_int_equal(ask_count("select count(*) from member_step where why = 'an election'"), 6);
}

static void test_what_people_are_for_a_city_ends_when_it_leaves(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true), other = join(&TYPED, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city);
    add_person("col", "colleague", city);
    struct log_someone blocked = add_person("bob", "colleague", city);
    add_person("zoe", "main_contact", other);
    assert_int_equal(person_block(db, &here->arena, blocked.person, NOW), OK);
    sign(city, &ada, 2);
    assert_int_equal(step(city, STEP_LEFT, true, &ada), OK);
    assert_int_equal(commitment_remind(db, &here->arena, commitment_ends(NOW, 2) - DAY), OK);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'commitment-ends'"), 0);
    struct str ends = str_format(&here->arena, "select count(*) from commitment where ends_at = %d and who_until = %d",
                                 NOW + 1, NOW + 1 + COMMITMENT_WHO_KEPT_S);
    assert_int_equal(ask_count(str_c(&here->arena, ends)), 1);
    assert_int_equal(ask_count("select count(*) from person_role where until is null"), 1);
    assert_int_equal(ask_count("select count(*) from person_role where ended_by = 1 and member_id = 1"), 3);
    assert_int_equal(ask_count("select count(*) from log_entry where what like '%kind=role-ended%'"), 3);
    assert_int_equal(ask_count("select count(*) from log_entry where what like '%kind=city-left%' and what like "
                               "'%why=an election%'"), 1);
    assert_int_equal(ask_count("select count(*) from person where state = 'active'"), 3);
}

/* What a city said of itself: seen by nobody while it pauses, gone a year after it left, unless it came back. */
static void test_what_it_said_goes_a_year_later(void **state)
{
    (void)state;
    const struct str whats[] = {S("energy")};
    int64_t city = join(&CIAMPINO, NOW, true), other = join(&TYPED, NOW, true);
    struct log_someone cleo = add_person("cleo", "coordinator", 0);
    assert_int_equal(profile_save(db, city, HELP_NEED, whats, 1, S("heat"), NOW), OK);
    assert_int_equal(profile_save(db, other, HELP_NEED, whats, 1, S("heat"), NOW), OK);
    assert_int_equal(trait_begin(db, city, S("no oil"), NOW), OK);
    scratch_exec(here, "net.db", "insert into member_area (member_id, place, name, country) select id, 'name a', 'A', "
                 "'IT' from member_city");
    assert_int_equal(trait_begin(db, other, S("no oil"), NOW), OK);
    scratch_exec(here, "net.db", "insert into publication (member_id, part, state, uid, says, asked_by, asked_at) "
                 "select id, 'ambition', 'asked', uid, 'ambition=no oil', 1, 1 from member_city");
    scratch_exec(here, "net.db", "insert into profile_change (id, member_id, part, was, became, by_person, at) select "
                 "id, id, 'ambition', '', 'ambition=no oil', 1, 1 from member_city");
    assert_int_equal(step(city, STEP_LEFT, false, &cleo), OK);
    assert_int_equal(step(other, STEP_LEFT, false, &cleo), OK);
    assert_int_equal(step(other, STEP_JOINED, false, &cleo), OK);
    assert_int_equal(membership_forget(db, NOW + MEMBERSHIP_KEPT_S), OK);
    assert_int_equal(ask_count("select count(*) from profile_item"), 2);
    assert_int_equal(membership_forget(db, NOW + 1 + MEMBERSHIP_KEPT_S), OK);
    assert_int_equal(ask_count("select count(*) from profile_item"), 1);
    assert_int_equal(ask_count("select min(member_id) from profile"), other);
    assert_int_equal(ask_count("select count(*) from trait where member_id = 1"), 0);
    assert_int_equal(ask_count("select count(*) from trait_card where member_id = 1"), 0);
    assert_int_equal(ask_count("select min(member_id) from trait_card"), other);
    assert_int_equal(ask_count("select min(member_id) from member_area"), other);
    assert_int_equal(ask_count("select min(member_id) from publication"), other);
    assert_int_equal(ask_count("select min(member_id) from profile_change"), other);
}

/* ---- leading */

static enum fault lead(int64_t member, enum city_step next, bool own, int64_t by_member, const struct log_someone *who,
                       int64_t now)
{
    const struct lead_change change = {{member, S("Ciampino"), next, own, S(" bids ")}, S("need region"),
                                       next == STEP_LEAD_ASKED ? NOW + 400 * DAY : 0, {by_member > 0, by_member}};
    assert_int_equal(db_begin(db), OK);
    return db_end(db, lead_step(db, &here->arena, &change, who, now));
}

static void assert_last(int64_t member, const char *says)
{
    assert_str(scratch_ask(here, "net.db", str_c(&here->arena, str_format(&here->arena,
        "select step || ' ' || way || ' ' || ((coalesce(until, %d) - %d) / 86400) from member_step "
        "where member_id = %lld order by number desc limit 1", NOW, NOW, (long long)member))), says);
}

static void test_a_city_leads_when_it_agrees(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true), other = join(&TYPED, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city), cleo = add_person("cleo", "coordinator", 0);
    struct log_someone zoe = add_person("zoe", "main_contact", other);
    assert_int_equal(lead(city, STEP_LEADS, true, 0, &ada, NOW + 1), FAULT_CONFLICT); /* nobody asked */
    assert_int_equal(lead(city, STEP_LEAD_ASKED, true, city, &ada, NOW + 1), FAULT_CONFLICT); /* oneself */
    assert_int_equal(lead(city, STEP_LEAD_ASKED, true, other, &zoe, NOW + 1), OK);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'lead-asked' and address like 'ada%'"), 1);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'lead-asked'"), 1);
    scratch_exec(here, "net.db", "delete from mail where kind = 'lead-asked'");
    assert_told("cleo");
    assert_int_equal(ask_count("select count(*) from member_step where reasons = 'need region' and why = 'bids' and "
                               "by_member = 2"), 1);
    assert_int_equal(lead(city, STEP_LEADS, false, 0, &cleo, NOW + 2), FAULT_CONFLICT); /* nobody agrees for it */
    assert_int_equal(lead(city, STEP_LEADS, true, 0, &ada, NOW + 2), OK);
    assert_told("cleo");
    assert_last(city, "leads city 400");
    assert_int_equal(lead(city, STEP_CHAIR, true, 0, &ada, NOW + 3), FAULT_CONFLICT);
    assert_int_equal(lead(city, STEP_CHAIR, false, 0, &cleo, NOW + 3), OK);
    assert_last(city, "chair network 400");
    assert_int_equal(lead(other, STEP_LEAD_ASKED, false, 0, &cleo, NOW + 3), OK);
    assert_int_equal(lead(other, STEP_LEADS, true, 0, &zoe, NOW + 3), OK);
    assert_int_equal(lead(other, STEP_CHAIR, false, 0, &cleo, NOW + 4), OK); /* one at a time */
    assert_last(city, "chair-ended network 400");
    assert_last(other, "chair network 400");
    assert_int_equal(ask_count("select count(*) from log_entry where what like '%kind=city-chair-ended%'"), 1);
}

static void test_pausing_ends_leading_and_a_city_ends_it_itself(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true), other = join(&TYPED, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city), cleo = add_person("cleo", "coordinator", 0);
    const int64_t both[] = {city, other};
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        assert_int_equal(lead(both[i], STEP_LEAD_ASKED, false, 0, &cleo, NOW), OK);
        assert_int_equal(lead(both[i], STEP_LEADS, true, 0, &ada, NOW), OK);
    }
    assert_int_equal(step(city, STEP_PAUSED, true, &ada), OK);
    assert_int_equal(step(city, STEP_BACK, true, &ada), OK);
    assert_int_equal(lead(city, STEP_LEAD_ENDED, true, 0, &ada, NOW + 5), FAULT_CONFLICT); /* the pause ended it */
    assert_int_equal(lead(other, STEP_LEAD_ENDED, true, 0, &ada, NOW + 5), OK);
    assert_last(other, "lead-ended city 0");
}

static void test_a_term_ends_by_itself_and_so_does_a_question(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true), other = join(&TYPED, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city), cleo = add_person("cleo", "coordinator", 0);
    assert_int_equal(lead(city, STEP_LEAD_ASKED, false, 0, &cleo, NOW), OK);
    assert_int_equal(lead(other, STEP_LEAD_ASKED, false, 0, &cleo, NOW), OK);
    assert_int_equal(lead(city, STEP_LEADS, true, 0, &ada, NOW), OK);
    scratch_exec(here, "net.db", "delete from mail");
    assert_int_equal(lead_end(db, &here->arena, NOW + LEAD_ASKED_S - 1), OK);
    assert_last(other, "lead-asked network 400");
    assert_int_equal(lead_end(db, &here->arena, NOW + LEAD_ASKED_S), OK);
    assert_last(other, "lead-no time 0");
    assert_int_equal(lead_end(db, &here->arena, NOW + 400 * DAY - 1), OK);
    assert_last(city, "leads city 400");
    assert_int_equal(lead_end(db, &here->arena, NOW + 400 * DAY), OK);
    assert_int_equal(lead_end(db, &here->arena, NOW + 400 * DAY), OK); /* once */
    assert_last(city, "lead-ended time 0");
    assert_told("ada");
    assert_int_equal(ask_count("select count(*) from log_entry where what like '%kind=city-lead-ended%'"), 1);
}

static void test_no_more_than_ten_lead(void **state)
{
    (void)state;
    struct log_someone cleo = add_person("cleo", "coordinator", 0);
    int64_t cities[LEAD_MOST + 1];
    for (int i = 0; i <= LEAD_MOST; i++) {
        const struct q_member_keys keys = {str_format(&here->arena, "City %d", i), S("IT"), {0}, {0}, {0}};
        cities[i] = join(&keys, NOW, true);
        assert_int_equal(lead(cities[i], STEP_LEAD_ASKED, false, 0, &cleo, NOW), i < LEAD_MOST ? OK : FAULT_TOO_LARGE);
    }
    assert_int_equal(lead(cities[3], STEP_LEAD_NO, false, 0, &cleo, NOW), OK);
    assert_int_equal(lead(cities[LEAD_MOST], STEP_LEAD_ASKED, false, 0, &cleo, NOW), OK);
}

/* ---- what it signs */

static int64_t asked_at(int64_t now)
{
    assert_int_equal(commitment_remind(db, &here->arena, now), OK);
    return ask_count("select count(*) from mail where kind = 'commitment-ends'");
}

static void test_a_city_is_asked_again_by_mail_in_the_last_week(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city);
    add_person("bea", "main_contact", city);
    add_person("cleo", "coordinator", 0);
    sign(city, &ada, 2);
    struct q_commitment_list *rows;
    size_t n;
    struct str uid = scratch_ask(here, "net.db", "select uid from member_city");
    assert_int_equal(q_commitment_list(db, &here->arena, uid, &rows, &n), OK);
    assert_str(rows[0].job, "head of climate");
    assert_str(rows[0].confirm_by, "");
    int64_t end = rows[0].ends_at;
    assert_int_equal(asked_at(end - COMMITMENT_SOON_S - 1), 0);
    assert_int_equal(asked_at(end - COMMITMENT_SOON_S), 0); /* on the desk and in the weekly mail until then */
    assert_int_equal(asked_at(end - 7 * DAY - 1), 0);
    assert_int_equal(asked_at(end - 7 * DAY), 2); /* both main contacts, no coordinator */
    assert_int_equal(asked_at(end - 1), 2);
    assert_int_equal(asked_at(end), 2);
    assert_int_equal(ask_count("select count(*) from mail where address like 'cleo%'"), 0);
}

/* Once, whenever the clock comes by. Signed again, in a pause, gone: not at all. Of a city without a main contact
** those who run the network are asked. */
static void test_who_is_not_asked_or_once(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city), cleo = add_person("cleo", "coordinator", 0);
    sign(city, &ada, 1);
    int64_t end = commitment_ends(NOW, 1);
    assert_int_equal(step(city, STEP_PAUSED, true, &ada), OK);
    assert_int_equal(asked_at(end - 5 * DAY), 0);
    assert_int_equal(step(city, STEP_BACK, true, &ada), OK);
    assert_int_equal(asked_at(end - 5 * DAY), 1);
    assert_int_equal(asked_at(end - 4 * DAY), 1);
    sign(city, &ada, 2);
    assert_int_equal(asked_at(end - 3 * DAY), 1);
    const struct role_new role = {.person_id = ada.person, .role = S("main_contact"), .member_id = {true, city}};
    assert_int_equal(role_end(db, &here->arena, &role, NOW), OK);
    assert_int_equal(asked_at(commitment_ends(NOW, 2) - 5 * DAY), 2);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'commitment-ends' and person = 2"), 1);
    assert_int_equal(step(city, STEP_LEFT, false, &cleo), OK);
    assert_int_equal(asked_at(commitment_ends(NOW, 2) - 3 * DAY), 2);
}

static void test_the_name_of_who_signed_goes(void **state)
{
    (void)state;
    int64_t city = join(&CIAMPINO, NOW, true);
    struct log_someone ada = add_person("ada", "main_contact", city);
    sign(city, &ada, 1);
    int64_t then = commitment_ends(NOW, 1) + COMMITMENT_WHO_KEPT_S;
    assert_int_equal(asked_at(then - 1), 0);
    assert_int_equal(ask_count("select count(*) from commitment where name = 'ada'"), 1);
    assert_int_equal(asked_at(then), 0);
    assert_int_equal(ask_count("select count(*) from commitment where name = '' and job = '' and "
                               "reference = 'GR 1'"), 1);
}

/* A city that left asks to join again, and is the same one with its history. */
static void test_an_application_brings_a_city_back(void **state)
{
    (void)state;
    const struct q_member_keys *all[] = {&CIAMPINO, &TYPED};
    struct log_someone cleo = add_person("cleo", "coordinator", 0);
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t member = join(all[i], NOW, true), again;
        struct role_taken taken;
        struct q_application_of *rows;
        struct q_application_by_uid row;
        size_t n;
        struct str mail = str_format(&here->arena, "e%zu@b.example", i);
        const struct application_new in = {*all[i], S("Ewa"), mail, S("mayor"), S("no oil"), S("en")};
        assert_int_equal(step(member, STEP_LEFT, false, &cleo), OK);
        assert_int_equal(application_add(db, &here->arena, &in, NOW), OK);
        assert_int_equal(q_application_of(db, &here->arena, mail, 0, &rows, &n), OK);
        assert_int_equal(q_application_by_uid(db, &here->arena, rows[0].uid, &row), OK);
        assert_int_equal(application_prove(db, &here->arena, &row, NOW), OK);
        assert_int_equal(q_application_by_uid(db, &here->arena, rows[0].uid, &row), OK);
        assert_int_equal(application_accept(db, &here->arena, &row, S("again"), cleo.person, NOW, &again, &taken), OK);
        assert_int_equal(again, member);
        assert_true(taken.changed);
    }
    assert_int_equal(ask_count("select count(*) from member_city"), 2);
    assert_int_equal(ask_count("select count(*) from member_step where number = 3 and step = 'joined' and "
                               "why = 'again' and way = 'application' and by_person = 1"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_city_joins_once_and_again_when_it_has_left),
        TEST(test_one_that_has_left_takes_no_part),
        TEST(test_whom_it_concerns_is_told),
        TEST(test_what_people_are_for_a_city_ends_when_it_leaves),
        TEST(test_what_it_said_goes_a_year_later),
        TEST(test_a_city_leads_when_it_agrees),
        TEST(test_pausing_ends_leading_and_a_city_ends_it_itself),
        TEST(test_a_term_ends_by_itself_and_so_does_a_question),
        TEST(test_no_more_than_ten_lead),
        TEST(test_a_city_is_asked_again_by_mail_in_the_last_week),
        TEST(test_who_is_not_asked_or_once),
        TEST(test_the_name_of_who_signed_goes),
        TEST(test_an_application_brings_a_city_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
