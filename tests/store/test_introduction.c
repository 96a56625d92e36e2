/* SPDX-License-Identifier: AGPL-3.0-or-later
** Introductions: who gets which mail, what may be asked and how often, answers, people and cities that leave, names of
** a yes only, what the clock does, and what an erased person leaves. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/erasure.h"
#include "store/introduction.h"
#include "store/membership.h"
#include "store/person.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;
static struct { int64_t id; struct str uid; int64_t main, colleague; } cities[3]; /* Alpha asks Beta; Gamma stands by */

static int64_t add_person(const char *mail, const char *role, int64_t member)
{
    const struct person_new person = {str_of(mail), str_of(mail), S("en")};
    struct role_new in = {.role = str_of(role), .member_id = {member > 0, member}};
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &in.person_id), OK);
    assert_int_equal(role_give(db, &here->arena, &in, NOW - 1), OK);
    return in.person_id;
}

static int setup(void **state)
{
    static const char *const names[] = {"Alpha", "Beta", "Gamma"};
    static const char *const laus[] = {"IT_1", "IT_2", "IT_3"};
    static const char *const mains[] = {"main@a.example", "main@b.example", "main@c.example"};
    static const char *const colleagues[] = {"col@a.example", "col@b.example", "col@c.example"};
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(cities); i++) {
        const struct q_member_keys keys = {str_of(names[i]), S("IT"), str_of(laus[i]), {0}, {0}};
        assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &cities[i].id, NULL), OK);
        cities[i].main = add_person(mains[i], "main_contact", cities[i].id);
        cities[i].colleague = add_person(colleagues[i], "colleague", cities[i].id);
    }
    struct q_member_list *rows;
    size_t n;
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    for (size_t i = 0; i < n; i++) {
        cities[i].uid = rows[i].uid; /* by name */
    }
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static struct str asked_of(const char *sql)
{
    return scratch_ask(here, "net.db", sql);
}

static enum fault ask(int from, int to, int64_t now, struct str *ret_uid)
{
    const struct introduction_new new = {
        .from_id = cities[from].id, .from_uid = cities[from].uid, .to_id = cities[to].id, .to_uid = cities[to].uid,
        .person = cities[from].colleague, .need = S(" Heat "), .reason = S("they-can"), .reason_what = S("energy"),
        .slots = {now + 5 * DAY, now + 20 * DAY, now + 6 * DAY}};
    return introduction_add(db, &here->arena, &new, now, ret_uid);
}

static struct str asks(int from, int to, int64_t now)
{
    struct str uid;
    assert_int_equal(ask(from, to, now, &uid), OK);
    return uid;
}

static struct q_introduction_by_uid row_of(struct str uid)
{
    struct q_introduction_by_uid row;
    assert_int_equal(q_introduction_by_uid(db, &here->arena, uid, &row), OK);
    return row;
}

static enum fault answer(struct str uid, enum talk_state state, int64_t now)
{
    struct q_introduction_by_uid row = row_of(uid);
    const struct introduction_answer said = {.state = state, .slot = row.slot_1, .why = S(" No time. "),
                                             .person = cities[1].main};
    return introduction_answer(db, &here->arena, &row, &said, now);
}

/* Who has a mail of a kind: how many, the first and the last by address; and no mail is there any more. */
static struct str mails(const char *kind)
{
    struct str sql = str_format(&here->arena, "select count(*) || ' ' || coalesce(min(address), '') || ' ' ||"
                                " coalesce(max(address), '') from mail where kind = '%s'", kind);
    struct str found = asked_of(str_c(&here->arena, sql));
    scratch_exec(here, "net.db", "delete from mail");
    return found;
}

static size_t names_of(struct str uid, int64_t now)
{
    struct q_introduction_both *rows;
    size_t n;
    assert_int_equal(q_introduction_both(db, &here->arena, uid, now, &rows, &n), OK);
    return n;
}

static void test_who_is_asked_and_told(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW);
    assert_str(row_of(uid).need, "Heat");
    assert_int_equal(row_of(uid).ends_at, NOW + TALK_WAIT_S);
    assert_str(mails(TALK_ASKED_MAIL), "1 main@b.example main@b.example");
    assert_int_equal(names_of(uid, NOW + 1), 0);
    assert_int_equal(answer(uid, TALK_YES, NOW + 1), OK);
    assert_str(mails(TALK_MAIL), "2 col@a.example main@b.example");
    struct q_introduction_both *both;
    size_t n;
    assert_int_equal(q_introduction_both(db, &here->arena, uid, NOW + 2, &both, &n), OK);
    assert_int_equal(n, 3); /* main@a may stand in, and comes behind who asked */
    assert_true(!both[0].is_from && both[0].is_main && both[1].is_from && both[1].is_own && !both[1].is_main);
    assert_str(both[0].mail, "main@b.example");
    assert_str(both[1].mail, "col@a.example");
    assert_false(both[0].speaks || both[1].speaks);
    scratch_exec(here, "net.db", "update person_role set for_area = 'the valley' where person_id = "
                                 "(select id from person where mail = 'main@b.example')");
    assert_int_equal(q_introduction_both(db, &here->arena, uid, NOW + 2, &both, &n), OK);
    assert_true(both[0].speaks && !both[1].speaks);
    assert_str(both[0].for_area, "the valley");
    assert_int_equal(row_of(uid).slot.v, NOW + 5 * DAY);
    assert_int_equal(answer(uid, TALK_NO, NOW + 2), FAULT_CONFLICT);
    /* no main contact: colleagues are asked */
    const struct role_new role = {.person_id = cities[2].main, .role = S("main_contact"), .member_id = {true,
                                                                                                        cities[2].id}};
    assert_int_equal(role_end(db, &here->arena, &role, NOW + 3), OK);
    asks(0, 2, NOW + 4);
    assert_str(mails(TALK_ASKED_MAIL), "1 col@c.example col@c.example");
    assert_int_equal(person_block(db, &here->arena, cities[2].colleague, NOW + 5), OK);
    struct str none;
    assert_int_equal(ask(1, 2, NOW + 6, &none), FAULT_CONFLICT);
}

static void test_not_now_and_no(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW), again;
    assert_int_equal(answer(uid, TALK_LATER, NOW + 1), OK);
    assert_str(row_of(uid).why, "");
    assert_str(mails(TALK_MAIL), "1 col@a.example col@a.example");
    assert_int_equal(names_of(uid, NOW + 2), 0);
    assert_int_equal(ask(0, 1, NOW + TALK_LATER_S, &again), FAULT_CONFLICT);
    uid = asks(0, 1, NOW + 1 + TALK_LATER_S);
    assert_int_equal(answer(uid, TALK_NO, NOW + 2 + TALK_LATER_S), OK);
    assert_str(row_of(uid).why, "No time.");
    assert_int_equal(ask(0, 1, NOW + TALK_LATER_S + TALK_NO_S, &again), FAULT_CONFLICT);
    assert_int_equal(names_of(uid, NOW + 3 + TALK_LATER_S), 0);
    asks(1, 0, NOW + 3 + TALK_LATER_S); /* who said no may ask */
}

static void test_one_is_open_between_two(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW), again;
    assert_int_equal(ask(0, 1, NOW + 1, &again), FAULT_CONFLICT);
    assert_int_equal(ask(1, 0, NOW + 1, &again), FAULT_CONFLICT);
    assert_int_equal(ask(0, 0, NOW + 1, &again), FAULT_CONFLICT);
    struct q_introduction_by_uid row = row_of(uid);
    assert_int_equal(introduction_withdraw(db, &row, NOW + 2), OK);
    row = row_of(uid);
    assert_int_equal(introduction_withdraw(db, &row, NOW + 3), FAULT_CONFLICT);
    assert_int_equal(answer(uid, TALK_YES, NOW + 3), FAULT_CONFLICT);
    uid = asks(1, 0, NOW + 3);
    row = row_of(uid);
    const struct introduction_answer yes = {.state = TALK_YES, .slot = row.slot_1, .why = S(""),
                                            .person = cities[0].main};
    assert_int_equal(introduction_answer(db, &here->arena, &row, &yes, NOW + 4), OK);
    assert_int_equal(ask(0, 1, row.slot_1 + TALK_S - 1, &again), FAULT_CONFLICT);
    asks(0, 1, row.slot_1 + TALK_S); /* another one, once it was held */
}

static void test_limits_of_a_month(void **state)
{
    (void)state;
    struct introduction_room room;
    struct str uid;
    for (int i = 0; i < TALK_ASKS_MAX; i++) {
        uid = asks(0, 1, NOW + i);
        struct q_introduction_by_uid row = row_of(uid);
        assert_int_equal(introduction_withdraw(db, &row, NOW + i), OK);
    }
    const int64_t later = NOW + TALK_ASKS_MAX;
    assert_int_equal(ask(0, 2, later, &uid), FAULT_CONFLICT);
    assert_int_equal(introduction_find_room(db, &here->arena, cities[0].uid, cities[2].uid, later, &room), OK);
    assert_int_equal(room.closed, TALK_WE_FULL);
    assert_int_equal(room.until, NOW + TALK_MONTH_S);
    assert_int_equal(introduction_find_room(db, &here->arena, cities[2].uid, cities[1].uid, later, &room), OK);
    assert_int_equal(room.closed, TALK_THEY_FULL);
    assert_int_equal(introduction_find_room(db, &here->arena, cities[2].uid, cities[0].uid, later, &room), OK);
    assert_int_equal(room.closed, TALK_OPEN);
    assert_int_equal(ask(0, 2, room.until + NOW + TALK_MONTH_S, &uid), OK);
}

static void test_passed_on_to_colleagues_once(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW);
    mails(TALK_ASKED_MAIL);
    struct q_introduction_by_uid row = row_of(uid);
    assert_int_equal(introduction_pass(db, &here->arena, &row, cities[1].main, NOW + 1), OK);
    assert_str(mails(TALK_ASKED_MAIL), "1 col@b.example col@b.example");
    assert_str(row_of(uid).state, "asked");
    assert_str(row_of(uid).asked_role, "colleague");
    row = row_of(uid);
    assert_int_equal(introduction_pass(db, &here->arena, &row, cities[1].main, NOW + 1), FAULT_CONFLICT); /* once */
    const struct introduction_answer yes = {.state = TALK_YES, .slot = row.slot_3, .why = S(""),
                                            .person = cities[1].colleague};
    assert_int_equal(introduction_answer(db, &here->arena, &row, &yes, NOW + 2), OK);
    assert_str(mails(TALK_MAIL), "2 col@a.example col@b.example");
    row = row_of(uid);
    assert_int_equal(introduction_pass(db, &here->arena, &row, cities[1].main, NOW + 3),
                     FAULT_CONFLICT);
}

static void test_who_leaves_is_stood_in_for_by_the_main_contact(void **state)
{
    (void)state;
    struct q_introduction_acts acts;
    struct str uid = asks(0, 1, NOW), other = asks(2, 1, NOW);
    assert_int_equal(person_block(db, &here->arena, cities[0].colleague, NOW + 1), OK);
    mails(TALK_ASKED_MAIL);
    assert_int_equal(answer(uid, TALK_YES, NOW + 2), OK);
    assert_str(mails(TALK_MAIL), "2 main@a.example main@b.example");
    assert_int_equal(q_introduction_acts(db, &here->arena, cities[0].colleague, uid, S("from"), NOW + 2, &acts),
                     FAULT_NOT_FOUND);
    assert_int_equal(q_introduction_acts(db, &here->arena, cities[0].main, uid, S("to"), NOW + 2, &acts),
                     FAULT_NOT_FOUND);
    assert_int_equal(q_introduction_acts(db, &here->arena, cities[0].main, uid, S("from"), NOW + 2, &acts), OK);
    /* nobody of the asking city is left: a yes leads to nobody; a no still counts */
    assert_int_equal(person_block(db, &here->arena, cities[2].colleague, NOW + 3), OK);
    assert_int_equal(person_block(db, &here->arena, cities[2].main, NOW + 3), OK);
    assert_int_equal(answer(other, TALK_YES, NOW + 4), FAULT_CONFLICT);
    assert_int_equal(answer(other, TALK_NO, NOW + 4), OK);
}

/* By either side, before a yes without a mail, after it with one to each; not by who stands for it already. */
static void test_a_colleague_takes_it_over(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW);
    mails("");
    struct q_introduction_by_uid row = row_of(uid);
    assert_int_equal(introduction_take(db, &here->arena, &row, true, cities[0].colleague, NOW + 1), FAULT_CONFLICT);
    assert_int_equal(introduction_take(db, &here->arena, &row, false, cities[1].colleague, NOW + 1), FAULT_CONFLICT);
    assert_int_equal(introduction_take(db, &here->arena, &row, true, cities[0].main, NOW + 1), OK);
    assert_str(mails(TALK_MAIL), "0  ");
    assert_int_equal(answer(uid, TALK_YES, NOW + 2), OK);
    assert_str(mails(TALK_MAIL), "2 main@a.example main@b.example");
    row = row_of(uid);
    assert_int_equal(introduction_take(db, &here->arena, &row, false, cities[1].colleague, NOW + 3), OK);
    assert_str(mails(TALK_MAIL), "2 col@b.example main@a.example");
    row = row_of(uid);
    assert_false(introduction_may_take(&row, false, cities[1].colleague, NOW + 4));
    assert_false(introduction_may_take(&row, false, cities[1].main, row.slot.v)); /* the talk is over */
    assert_int_equal(introduction_take(db, &here->arena, &row, true, cities[0].colleague, row.slot.v), FAULT_CONFLICT);
}

static void test_a_city_that_leaves_ends_what_is_open(void **state)
{
    (void)state;
    struct str first = asks(0, 1, NOW), second = asks(1, 2, NOW), agreed = asks(2, 0, NOW);
    struct q_introduction_by_uid row = row_of(agreed);
    const struct introduction_answer yes = {.state = TALK_YES, .slot = row.slot_1, .why = S(""),
                                            .person = cities[0].main};
    assert_int_equal(introduction_answer(db, &here->arena, &row, &yes, NOW + 1), OK);
    mails("");
    struct str none;
    assert_int_equal(q_member_step_add(db, cities[1].id, S("paused"), NOW + 2, S("city"), (struct maybe_int){0},
                                       S("")), OK);
    assert_int_equal(ask(2, 1, NOW + 2, &none), FAULT_CONFLICT); /* who pauses is not asked; what is open stays */
    assert_int_equal(introduction_end(db, &here->arena, NOW + 2), OK);
    assert_str(row_of(first).state, "asked");
    for (size_t i = 1; i < COUNT_OF(cities); i++) {
        assert_int_equal(q_member_step_add(db, cities[i].id, S("left"), NOW + 2, S("city"), (struct maybe_int){0},
                                           S("")), OK);
    }
    assert_int_equal(answer(first, TALK_YES, NOW + 2), FAULT_CONFLICT);
    assert_int_equal(introduction_end(db, &here->arena, NOW + 2), OK);
    assert_str(row_of(first).state, "ended");
    assert_str(row_of(second).state, "ended");
    assert_str(row_of(agreed).state, "yes");
    assert_str(mails(TALK_MAIL), "1 col@a.example col@a.example"); /* who is still there is told,
        and nobody of a city that left */
    assert_int_equal(names_of(agreed, NOW + 3), 1);
    assert_int_equal(ask(0, 1, NOW + 3, &none), FAULT_CONFLICT);
}

static void test_unanswered_it_ends_with_one_mail(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW);
    mails(TALK_ASKED_MAIL);
    assert_int_equal(introduction_end(db, &here->arena, NOW + TALK_WAIT_S - 1), OK);
    assert_str(row_of(uid).state, "asked");
    assert_int_equal(answer(uid, TALK_YES, NOW + TALK_WAIT_S), FAULT_CONFLICT);
    assert_int_equal(introduction_end(db, &here->arena, NOW + TALK_WAIT_S), OK);
    assert_int_equal(introduction_end(db, &here->arena, NOW + TALK_WAIT_S), OK);
    assert_str(row_of(uid).state, "expired");
    assert_str(mails(TALK_MAIL), "1 col@a.example col@a.example");
    asks(0, 1, NOW + TALK_WAIT_S); /* nothing stands against asking again */
    assert_int_equal(introduction_end(db, &here->arena, NOW + TALK_WAIT_S + TALK_KEPT_S - 1), OK);
    assert_str(asked_of("select count(*) from introduction"), "2");
    assert_int_equal(introduction_end(db, &here->arena, NOW + TALK_WAIT_S + TALK_KEPT_S), OK);
    assert_str(asked_of("select count(*) from introduction"), "1");
}

/* With all three half-hours behind, nobody can say yes any more. */
static void test_it_ends_with_its_last_half_hour(void **state)
{
    (void)state;
    struct str uid;
    const struct introduction_new new = {
        .from_id = cities[0].id, .from_uid = cities[0].uid, .to_id = cities[1].id, .to_uid = cities[1].uid,
        .person = cities[0].main, .need = S("Heat"), .reason = S(""), .reason_what = S(""),
        .slots = {NOW + 2 * DAY, NOW + 4 * DAY, NOW + 3 * DAY}};
    assert_int_equal(introduction_add(db, &here->arena, &new, NOW, &uid), OK);
    assert_int_equal(row_of(uid).ends_at, NOW + 4 * DAY);
}

static void test_how_it_was_is_asked_the_day_after_and_once(void **state)
{
    (void)state;
    struct str uid = asks(0, 1, NOW);
    assert_int_equal(answer(uid, TALK_YES, NOW + 1), OK);
    int64_t slot = row_of(uid).slot.v;
    mails("");
    struct q_introduction_by_uid row = row_of(uid);
    assert_int_equal(introduction_say(db, &row, true, TALK_USEFUL, NEXT_UNSAID, slot - 1), FAULT_CONFLICT);
    assert_int_equal(introduction_end(db, &here->arena, slot + TALK_AFTER_S - 1), OK);
    assert_str(mails(TALK_AFTER_MAIL), "0  ");
    assert_int_equal(introduction_end(db, &here->arena, slot + TALK_AFTER_S), OK);
    assert_int_equal(introduction_end(db, &here->arena, slot + TALK_AFTER_S), OK);
    assert_str(mails(TALK_AFTER_MAIL), "2 col@a.example main@b.example");
    assert_int_equal(introduction_say(db, &row, true, TALK_USEFUL, NEXT_CLUSTER, slot + DAY), OK);
    assert_int_equal(introduction_say(db, &row, false, TALK_NOT_HELD, NEXT_UNSAID, slot + DAY), OK);
    row = row_of(uid);
    assert_str(row.from_was, "useful");
    assert_str(row.from_next, "cluster");
    assert_str(row.to_was, "not-held");
    assert_str(row.to_next, "");
    assert_int_equal(introduction_end(db, &here->arena, slot + TALK_HELD_KEPT_S - 1), OK);
    assert_str(asked_of("select count(*) from introduction"), "1");
    assert_int_equal(introduction_end(db, &here->arena, slot + TALK_HELD_KEPT_S), OK);
    assert_str(asked_of("select count(*) from introduction"), "0");
    /* a server that was away for long asks nobody */
    uid = asks(0, 2, NOW);
    row = row_of(uid);
    const struct introduction_answer yes = {.state = TALK_YES, .slot = row.slot_1, .why = S(""),
                                            .person = cities[2].main};
    assert_int_equal(introduction_answer(db, &here->arena, &row, &yes, NOW + 1), OK);
    mails("");
    assert_int_equal(introduction_end(db, &here->arena, row.slot_1 + TALK_AFTER_LATE_S), OK);
    assert_str(mails(TALK_AFTER_MAIL), "0  ");
}

static void test_an_erased_person_leaves_it_valid_and_no_trace(void **state)
{
    (void)state;
    static const struct log_someone itself = {.is = LOG_ITSELF};
    struct erasure_report report = {0};
    struct str uid = asks(0, 1, NOW), refused = asks(2, 1, NOW);
    assert_int_equal(answer(uid, TALK_YES, NOW + 1), OK);
    assert_int_equal(answer(refused, TALK_NO, NOW + 1), OK);
    assert_int_equal(erasure_person(db, &here->arena, cities[0].colleague, &itself, S("asked"), NOW + 2, &report), OK);
    assert_int_equal(erasure_person(db, &here->arena, cities[1].main, &itself, S("asked"), NOW + 2, &report), OK);
    struct q_introduction_by_uid row = row_of(uid);
    assert_str(row.state, "yes");
    assert_true(row.slot.known && !row.from_person.known && !row.to_person.known && row.need.n == 0);
    assert_str(row_of(refused).state, "no");
    assert_str(row_of(refused).why, "");
    assert_str(row_of(refused).need, "Heat"); /* of somebody who is still there */
    assert_int_equal(names_of(uid, NOW + 3), 1); /* the main contact of the asking city stands in */
    assert_str(asked_of("select count(*) from mail where address in ('col@a.example', 'main@b.example')"), "0");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_asked_and_told), TEST(test_not_now_and_no), TEST(test_one_is_open_between_two),
        TEST(test_limits_of_a_month), TEST(test_passed_on_to_colleagues_once),
        TEST(test_a_colleague_takes_it_over),
        TEST(test_who_leaves_is_stood_in_for_by_the_main_contact), TEST(test_a_city_that_leaves_ends_what_is_open),
        TEST(test_unanswered_it_ends_with_one_mail), TEST(test_it_ends_with_its_last_half_hour),
        TEST(test_how_it_was_is_asked_the_day_after_and_once), TEST(test_an_erased_person_leaves_it_valid_and_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
