/* SPDX-License-Identifier: AGPL-3.0-or-later
** Invitations: for how long and from whom one holds, what it gives, whose address needs somebody who vouches; and how
** administrators find people. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/erasure.h"
#include "store/invitation.h"
#include "store/membership.h"
#include "store/person.h"

#define NOW 1795348800

static struct scratch *here;
static struct db *db;
static int64_t city;
static struct str city_uid;

static int64_t add(const char *name, const char *mail)
{
    const struct person_new person = {str_of(name), str_of(mail), S("en")};
    int64_t id = 0;
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &id), OK);
    return id;
}

static void give(int64_t person, const char *role, int64_t member)
{
    const struct role_new in = {.person_id = person, .role = str_of(role), .member_id = {member > 0, member}};
    assert_int_equal(role_give(db, &here->arena, &in, NOW), OK);
}

static void end(int64_t person, const char *role, int64_t member)
{
    const struct role_new in = {.person_id = person, .role = str_of(role), .member_id = {member > 0, member}};
    assert_int_equal(role_end(db, &here->arena, &in, NOW), OK);
}

static int setup(void **state)
{
    const struct q_member_keys keys = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    struct q_member_list *rows;
    size_t n;
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &city, NULL), OK);
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    assert_int_equal(n, 1);
    city_uid = rows[0].uid;
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static struct invitation_new invitation_to(const char *mail, int64_t by)
{
    return (struct invitation_new){city, S("colleague"), str_of(mail), S("it"), true, {by > 0, by}};
}

static struct str invite(const char *mail, int64_t by, int64_t now)
{
    const struct invitation_new in = invitation_to(mail, by);
    struct str uid = S("");
    assert_int_equal(invitation_add(db, &here->arena, &in, now, &uid), OK);
    assert_int_equal(uid.n, 32);
    return uid;
}

static struct q_invitation_by_uid row_of(struct str uid, int64_t now)
{
    struct q_invitation_by_uid row;
    assert_int_equal(q_invitation_by_uid(db, &here->arena, uid, now, &row), OK);
    return row;
}

static int64_t ask_count(const char *sql)
{
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", sql)));
}

static void test_it_holds_for_fourteen_days_and_its_mail_goes_out(void **state)
{
    (void)state;
    int64_t main_contact = add("Ada", "ada@a.example");
    give(main_contact, "main_contact", city);
    struct str uid = invite(" Bea@B.example ", main_contact, NOW);
    struct q_invitation_by_uid row = row_of(uid, NOW);
    assert_true(row.holds && row.vouched && row.sent_n == 1);
    assert_str(row.mail, "Bea@B.example");
    assert_str(row.city, "Ciampino");
    assert_str(row.by_name, "Ada");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'invitation' and address = 'Bea@B.example' "
                               "and language = 'it' and unasked = 0"), 1);
    assert_true(row_of(uid, NOW + INVITATION_S - 1).holds);
    assert_false(row_of(uid, NOW + INVITATION_S).holds);
    assert_int_equal(q_invitation_forget(db, NOW + INVITATION_S + INVITATION_KEPT_S - 1), OK);
    assert_int_equal(ask_count("select count(*) from invitation"), 1);
    assert_int_equal(q_invitation_forget(db, NOW + INVITATION_S + INVITATION_KEPT_S), OK);
    assert_int_equal(ask_count("select count(*) from invitation"), 0);
}

/* Else somebody whose part was ended comes back by an invitation to another address. */
static void test_it_ends_with_the_right_of_who_sent_it(void **state)
{
    (void)state;
    int64_t main_contact = add("Ada", "ada@a.example");
    int64_t coordinator = add("Cleo", "cleo@a.example");
    int64_t elsewhere = add("Eva", "eva@a.example");
    give(main_contact, "main_contact", city);
    give(coordinator, "coordinator", 0);
    give(elsewhere, "main_contact", city + 1);
    struct str by_main = invite("b@b.example", main_contact, NOW);
    struct str by_coordinator = invite("c@b.example", coordinator, NOW);
    struct str by_other = invite("d@b.example", elsewhere, NOW);
    struct str by_command = invite("e@b.example", 0, NOW);
    assert_true(row_of(by_main, NOW).holds && row_of(by_coordinator, NOW).holds && row_of(by_command, NOW).holds);
    assert_false(row_of(by_other, NOW).holds);
    end(main_contact, "main_contact", city);
    assert_false(row_of(by_main, NOW + 1).holds);
    assert_int_equal(person_block(db, &here->arena, coordinator, NOW), OK);
    assert_false(row_of(by_coordinator, NOW + 1).holds);
    assert_true(row_of(by_command, NOW + 1).holds);
    struct q_invitation_list *rows;
    size_t n;
    assert_int_equal(q_invitation_list(db, &here->arena, city_uid, NOW + 1, &rows, &n), OK);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(rows[i].holds, str_eq(rows[i].uid, by_command));
    }
    give(elsewhere, "main_contact", city); /* who takes it over may invite: it holds again */
    struct q_invitation_by_uid row = row_of(by_main, NOW + 1);
    assert_int_equal(invitation_send_again(db, &here->arena, &row, (struct maybe_int){true, elsewhere}, NOW + 1), OK);
    assert_true(row_of(by_main, NOW + 2).holds);
    assert_str(row_of(by_main, NOW + 2).by_name, "Eva");
}

static void test_it_is_sent_three_times_at_most_and_once_to_an_address(void **state)
{
    (void)state;
    struct str uid = invite("b@b.example", 0, NOW);
    const struct invitation_new same = invitation_to("B@b.EXAMPLE", 0);
    struct str other = S("");
    assert_int_equal(invitation_add(db, &here->arena, &same, NOW + 1, &other), FAULT_CONFLICT);
    for (int i = 2; i <= INVITATION_SENT_MAX; i++) {
        struct q_invitation_by_uid row = row_of(uid, NOW + i);
        assert_int_equal(invitation_send_again(db, &here->arena, &row, (struct maybe_int){0}, NOW + i), OK);
        assert_int_equal(row_of(uid, NOW + i).sent_n, i);
        assert_int_equal(row_of(uid, NOW + i).ends_at, NOW + i + INVITATION_S);
    }
    struct q_invitation_by_uid row = row_of(uid, NOW + 9);
    assert_int_equal(invitation_send_again(db, &here->arena, &row, (struct maybe_int){0}, NOW + 9), FAULT_TOO_LARGE);
    assert_int_equal(ask_count("select count(*) from mail"), INVITATION_SENT_MAX);
    /* over, it makes room for a new one */
    assert_int_equal(invitation_add(db, &here->arena, &same, row.ends_at, &other), OK);
    assert_int_equal(ask_count("select count(*) from invitation"), 1);
}

static void test_so_many_wait_for_one_city(void **state)
{
    (void)state;
    struct str uid = S("");
    for (int i = 0; i < INVITATIONS_MAX; i++) {
        invite(str_c(&here->arena, str_format(&here->arena, "p%d@b.example", i)), 0, NOW);
    }
    const struct invitation_new more = invitation_to("more@b.example", 0);
    assert_int_equal(invitation_add(db, &here->arena, &more, NOW, &uid), FAULT_TOO_LARGE);
    struct invitation_new elsewhere = more;
    elsewhere.member_id = city + 1;
    assert_int_equal(invitation_add(db, &here->arena, &elsewhere, NOW, &uid), OK);
}

static void test_taken_up_it_gives_the_role_and_is_gone(void **state)
{
    (void)state;
    int64_t main_contact = add("Ada", "ada@a.example");
    give(main_contact, "main_contact", city);
    struct str uid = invite("b@b.example", main_contact, NOW);
    int64_t person = add("Bea", "b@b.example");
    struct q_invitation_by_uid row = row_of(uid, NOW);
    assert_int_equal(invitation_take(db, &here->arena, &row, person, NOW), OK);
    assert_int_equal(q_invitation_by_uid(db, &here->arena, uid, NOW, &row), FAULT_NOT_FOUND);
    struct q_member_people *people;
    size_t n;
    assert_int_equal(q_member_people(db, &here->arena, city_uid, NOW + 1, &people, &n), OK);
    assert_int_equal(n, 2);
    assert_str(people[0].role, "main_contact");
    assert_str(people[1].name, "Bea");
    assert_str(people[1].given_name, "Ada");
    const struct invitation_new again = invitation_to("b@b.example", main_contact);
    assert_int_equal(invitation_add(db, &here->arena, &again, NOW + 2, &uid), FAULT_CONFLICT);
}

static void test_a_citys_own_addresses(void **state)
{
    (void)state;
    bool owns = true;
    assert_int_equal(member_owns(db, &here->arena, city_uid, S("a@ciampino.example"), &owns), OK);
    assert_false(owns);
    assert_int_equal(member_domain_save(db, &here->arena, city_uid, city, S("ciampino.example"), NOW), OK);
    assert_int_equal(member_domain_save(db, &here->arena, city_uid, city, S("ciampino.example"), NOW), OK);
    assert_int_equal(member_owns(db, &here->arena, city_uid, S("A@Ufficio.Ciampino.Example"), &owns), OK);
    assert_true(owns);
    assert_int_equal(member_owns(db, &here->arena, city_uid, S("a@not-ciampino.example"), &owns), OK);
    assert_false(owns);
    for (int i = 1; i < MEMBER_DOMAINS_MAX; i++) {
        struct str domain = str_format(&here->arena, "d%d.example", i);
        assert_int_equal(member_domain_save(db, &here->arena, city_uid, city, domain, NOW), OK);
    }
    assert_int_equal(member_domain_save(db, &here->arena, city_uid, city, S("x.example"), NOW), FAULT_TOO_LARGE);
    assert_int_equal(q_member_domain_remove(db, city, S("ciampino.example")), OK);
    assert_int_equal(member_owns(db, &here->arena, city_uid, S("a@ciampino.example"), &owns), OK);
    assert_false(owns);
}

/* Who was invited may ask to be forgotten without an account, and what is brought back is erased again. */
static void test_erased_with_the_address(void **state)
{
    (void)state;
    struct erasure_report report = {0};
    struct q_erasure_list *list;
    size_t n;
    invite("b@b.example", 0, NOW);
    invite("c@b.example", 0, NOW);
    assert_int_equal(erasure_mail(db, &here->arena, S("B@B.example"), NOW, &report), OK);
    assert_int_equal(ask_count("select count(*) from invitation where mail = 'b@b.example'"), 0);
    assert_int_equal(ask_count("select count(*) from invitation"), 1);
    assert_int_equal(q_erasure_list(db, &here->arena, &list, &n), OK);
    assert_int_equal(n, 1);
    assert_str(list[0].kind, "invitation");
}

static void test_an_erased_invitation_is_erased_again(void **state)
{
    (void)state;
    struct str uid = invite("b@b.example", 0, NOW);
    struct erasure_report report;
    size_t line;
    struct str list = str_format(&here->arena, "invitation %.*s 2026-11-22T15:00:00Z\n", STR_ARG(uid));
    assert_int_equal(erasure_replay(db, &here->arena, list, NOW, &report, &line), OK);
    assert_int_equal(ask_count("select count(*) from invitation"), 0);
}

/* ---- how people are found */

static void assert_found(const char *typed, const char *after, const char *const *wanted)
{
    struct q_person_page *rows;
    size_t n;
    struct q_person_by_mail behind = {0};
    struct q_person_by_id id = {.uid = S("")};
    if (*after != '\0') {
        assert_int_equal(person_find(db, &here->arena, str_of(after), &behind), OK);
        assert_int_equal(q_person_by_id(db, &here->arena, behind.id, &id), OK);
    }
    assert_int_equal(person_page(db, &here->arena, str_of(typed), id.uid, NOW, &rows, &n), OK);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(wanted[i]);
        assert_str(rows[i].mail, wanted[i]);
    }
    assert_null(wanted[n]);
}

static void test_people_are_found_by_name_and_address(void **state)
{
    (void)state;
    int64_t ada = add("Ada Ålund", "ada@ostersund.example");
    int64_t bea = add("Béatrice d'Ålund-Roux", "b.roux@Cergy.example");
    int64_t cleo = add("Cleo", "cleo@ostersund.example");
    give(ada, "administrator", 0);
    give(cleo, "main_contact", city);
    assert_found("", "", (const char *[]){"ada@ostersund.example", "b.roux@Cergy.example", "cleo@ostersund.example",
                                          NULL});
    assert_found("", "ada@ostersund.example", (const char *[]){"b.roux@Cergy.example", "cleo@ostersund.example", NULL});
    assert_found("alund", "", (const char *[]){"ada@ostersund.example", NULL});
    assert_found("ÅLU", "", (const char *[]){"ada@ostersund.example", NULL});
    assert_found("roux béa", "", (const char *[]){"b.roux@Cergy.example", NULL});
    assert_found("ostersund", "ada@ostersund.example", (const char *[]){"cleo@ostersund.example", NULL});
    assert_found("cleo@ostersund.example", "", (const char *[]){"cleo@ostersund.example", NULL});
    assert_found("ada cleo", "", (const char *[]){NULL});
    assert_found("lund", "", (const char *[]){NULL});
    struct q_person_by_id row;
    assert_int_equal(q_person_by_id(db, &here->arena, bea, &row), OK);
    assert_int_equal(person_save(db, &here->arena, bea, S("Bea Nova"), S("fr"), row.rev + 1), FAULT_CONFLICT);
    assert_found("nova", "", (const char *[]){NULL});
    assert_int_equal(person_save(db, &here->arena, bea, S("Bea Nova"), S("fr"), row.rev), OK);
    assert_found("nova", "", (const char *[]){"b.roux@Cergy.example", NULL});
    assert_found("beatrice", "", (const char *[]){NULL});
    assert_int_equal(person_erase(db, &here->arena, cleo, NOW), OK);
    assert_found("cleo", "", (const char *[]){NULL});
    assert_found("", "", (const char *[]){"ada@ostersund.example", "b.roux@Cergy.example", NULL});
}

static void test_the_last_administrator_may_not_go(void **state)
{
    (void)state;
    int64_t ada = add("Ada", "ada@a.example");
    int64_t bea = add("Bea", "bea@a.example");
    give(ada, "administrator", 0);
    assert_int_equal(person_may_go(db, &here->arena, bea, NOW), OK);
    assert_int_equal(person_may_go(db, &here->arena, ada, NOW), FAULT_CONFLICT);
    give(bea, "administrator", 0);
    assert_int_equal(person_may_go(db, &here->arena, ada, NOW), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_holds_for_fourteen_days_and_its_mail_goes_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_it_ends_with_the_right_of_who_sent_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_it_is_sent_three_times_at_most_and_once_to_an_address, setup, teardown),
        cmocka_unit_test_setup_teardown(test_so_many_wait_for_one_city, setup, teardown),
        cmocka_unit_test_setup_teardown(test_taken_up_it_gives_the_role_and_is_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_citys_own_addresses, setup, teardown),
        cmocka_unit_test_setup_teardown(test_erased_with_the_address, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_erased_invitation_is_erased_again, setup, teardown),
        cmocka_unit_test_setup_teardown(test_people_are_found_by_name_and_address, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_last_administrator_may_not_go, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
