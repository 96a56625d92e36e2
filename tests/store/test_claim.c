/* SPDX-License-Identifier: AGPL-3.0-or-later
** Claims: nothing happens before the address was shown, an address of the city's own needs nobody, any other waits for
** who may answer; once of an address, and over when nobody answers. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/claim.h"
#include "store/erasure.h"
#include "store/invitation.h"
#include "store/membership.h"
#include "store/person.h"

#define NOW 1795348800

static struct scratch *here;
static struct db *db;
static int64_t city;
static struct str city_uid;

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
    city_uid = rows[0].uid;
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static int64_t add_person(const char *name, const char *mail, const char *role, int64_t member)
{
    const struct person_new person = {str_of(name), str_of(mail), S("en")};
    struct role_new in = {.role = str_of(role), .member_id = {member > 0, member}};
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &in.person_id), OK);
    assert_int_equal(*role == '\0' ? OK : role_give(db, &here->arena, &in, NOW), OK);
    return in.person_id;
}

static int64_t ask_count(const char *sql)
{
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", sql)));
}

static struct str ask_for(const char *mail, int64_t person, int64_t now)
{
    const struct claim_new claim = {city, {person > 0, person}, S(" Ewa "), str_of(mail), S("registry"), S("it")};
    struct q_claim_by_mail row;
    assert_int_equal(claim_add(db, &here->arena, &claim, now), OK);
    assert_int_equal(q_claim_by_mail(db, &here->arena, city, person_fold_mail(&here->arena, str_of(mail)), &row), OK);
    return row.uid;
}

static struct q_claim_by_uid row_of(struct str uid)
{
    struct q_claim_by_uid row;
    assert_int_equal(q_claim_by_uid(db, &here->arena, uid, &row), OK);
    return row;
}

static enum fault prove(struct str uid, int64_t now, struct role_taken *ret_person)
{
    struct q_claim_by_uid row = row_of(uid);
    return claim_prove(db, &here->arena, &row, now, ret_person);
}

static enum fault answer(struct str uid, bool yes, int64_t by, int64_t now, struct role_taken *ret_person)
{
    struct q_claim_by_uid row = row_of(uid);
    return claim_answer(db, &here->arena, &row, yes, S("nobody knows her"), by, now, ret_person);
}

static bool acts(int64_t person, int64_t now)
{
    struct q_person_role_find role;
    const struct maybe_int here_city = {true, city};
    return q_person_role_find(db, &here->arena, person, S("colleague"), here_city, now, &role) == OK;
}

static void test_nothing_stands_on_it_before_the_address_is_shown(void **state)
{
    (void)state;
    struct role_taken person;
    int64_t main_contact = add_person("Ada", "ada@a.example", "main_contact", city);
    struct str uid = ask_for(" Ewa@B.example ", 0, NOW);
    struct q_claim_by_uid row = row_of(uid);
    assert_str(row.name, "Ewa");
    assert_str(row.mail, "Ewa@B.example");
    assert_str(row.state, "unproven");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'claim' and address = 'Ewa@B.example'"), 1);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch'"), 0);
    assert_int_equal(answer(uid, true, main_contact, NOW, &person), FAULT_CONFLICT);
    assert_int_equal(prove(uid, NOW + CLAIM_PROVE_S, &person), FAULT_CONFLICT);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_PROVE_S - 1), OK);
    assert_int_equal(ask_count("select count(*) from claim"), 1);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_PROVE_S), OK);
    assert_int_equal(ask_count("select count(*) from claim"), 0);
    assert_int_equal(ask_count("select count(*) from person"), 1);
}

static void test_an_address_of_the_citys_own_needs_nobody(void **state)
{
    (void)state;
    struct role_taken person;
    add_person("Ada", "ada@a.example", "main_contact", city);
    assert_int_equal(member_domain_save(db, &here->arena, city_uid, city, S("ciampino.example"), NOW), OK);
    struct str uid = ask_for("ewa@Ciampino.example", 0, NOW);
    assert_int_equal(prove(uid, NOW, &person), OK);
    assert_true(person.is_new && person.changed && acts(person.id, NOW + 1));
    assert_str(person.name, "Ewa");
    assert_str(row_of(uid).state, "yes");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch'"), 0);
    assert_int_equal(prove(uid, NOW, &person), FAULT_CONFLICT);
    /* asked once more, of who acts already, by another city's look-alike, and of who is blocked */
    assert_int_equal(prove(ask_for("ewa@ciampino.example", 0, NOW + 1), NOW + 1, &person), OK);
    assert_false(person.is_new || person.changed);
    assert_int_equal(prove(ask_for("ewa@not-ciampino.example", 0, NOW), NOW, &person), OK);
    assert_int_equal(person.id, 0);
    int64_t blocked = add_person("Bob", "bob@ciampino.example", "", 0);
    assert_int_equal(person_block(db, &here->arena, blocked, NOW), OK);
    assert_int_equal(prove(ask_for("bob@ciampino.example", 0, NOW), NOW, &person), FAULT_CONFLICT);
}

static void test_main_contacts_are_asked_and_else_coordinators(void **state)
{
    (void)state;
    struct role_taken person;
    add_person("Cleo", "cleo@a.example", "coordinator", 0);
    add_person("Eva", "eva@a.example", "main_contact", city + 1);
    int64_t blocked = add_person("Bob", "bob@a.example", "coordinator", 0);
    assert_int_equal(person_block(db, &here->arena, blocked, NOW), OK);
    struct str first = ask_for("ewa@b.example", 0, NOW);
    assert_int_equal(prove(first, NOW, &person), OK);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch' and address = 'cleo@a.example'"), 1);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch'"), 1);
    add_person("Ada", "ada@a.example", "main_contact", city);
    struct str second = ask_for("ida@b.example", 0, NOW);
    assert_int_equal(prove(second, NOW, &person), OK);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch'"), 2);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch' and address = 'ada@a.example'"), 1);
}

static void test_only_who_is_there_may_answer(void **state)
{
    (void)state;
    struct q_claim_voucher row;
    const struct { int64_t person; enum fault fault; } all[] = {
        {add_person("Ada", "ada@a.example", "main_contact", city), OK},
        {add_person("Cleo", "cleo@a.example", "coordinator", 0), OK},
        {add_person("Eva", "eva@a.example", "main_contact", city + 1), FAULT_NOT_FOUND},
        {add_person("Kim", "kim@a.example", "colleague", city), FAULT_NOT_FOUND},
        {add_person("Max", "max@a.example", "administrator", 0), FAULT_NOT_FOUND},
        {add_person("Bob", "bob@a.example", "", 0), FAULT_NOT_FOUND},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_int_equal(q_claim_voucher(db, &here->arena, all[i].person, city, NOW + 1, &row), all[i].fault);
    }
    assert_int_equal(person_block(db, &here->arena, all[0].person, NOW), OK);
    assert_int_equal(q_claim_voucher(db, &here->arena, all[0].person, city, NOW + 1, &row), FAULT_NOT_FOUND);
}

static void test_a_yes_gives_the_role_to_the_right_one(void **state)
{
    (void)state;
    struct role_taken person;
    struct q_member_people *people;
    size_t n;
    int64_t main_contact = add_person("Ada", "ada@a.example", "main_contact", city);
    int64_t signed_in = add_person("Sid", "sid@home.example", "", 0);
    int64_t known = add_person("Kim", "kim@b.example", "", 0);
    struct str of_new = ask_for("ewa@b.example", 0, NOW);
    struct str of_known = ask_for("KIM@b.example", 0, NOW);
    struct str of_signed_in = ask_for("sid@work.example", signed_in, NOW);
    const struct { struct str uid; int64_t person; } all[] = {
        {of_new, 0}, {of_known, known}, {of_signed_in, signed_in},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_int_equal(prove(all[i].uid, NOW, &person), OK);
        assert_str(row_of(all[i].uid).state, "waiting");
        assert_int_equal(answer(all[i].uid, true, main_contact, NOW, &person), OK);
        assert_true(acts(person.id, NOW + 1) && person.is_new == (all[i].person == 0));
        assert_true(all[i].person == 0 || person.id == all[i].person);
        assert_int_equal(answer(all[i].uid, false, main_contact, NOW, &person), FAULT_CONFLICT);
        assert_str(row_of(all[i].uid).state, "yes");
    }
    assert_int_equal(q_member_people(db, &here->arena, city_uid, NOW + 1, &people, &n), OK);
    assert_int_equal(n, 4);
    assert_str(people[1].given_name, "Ada");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'claim'"), 6);
}

static void test_a_no_stays_one_for_a_while(void **state)
{
    (void)state;
    struct role_taken person;
    int64_t main_contact = add_person("Ada", "ada@a.example", "main_contact", city);
    struct str uid = ask_for("ewa@b.example", 0, NOW);
    assert_int_equal(prove(uid, NOW, &person), OK);
    assert_str(ask_for("ewa@b.example", 0, NOW + 1), str_c(&here->arena, uid));
    assert_int_equal(answer(uid, false, main_contact, NOW, &person), OK);
    assert_int_equal(person.id, 0);
    assert_str(row_of(uid).why, "nobody knows her");
    assert_str(ask_for("ewa@b.example", 0, NOW + 1), str_c(&here->arena, uid));
    assert_str(row_of(uid).state, "no");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'vouch'"), 1);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_KEPT_S - 1), OK);
    assert_int_equal(ask_count("select count(*) from claim"), 1);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_KEPT_S), OK);
    assert_int_equal(ask_count("select count(*) from claim"), 0);
}

static void test_unanswered_it_ends_with_a_mail(void **state)
{
    (void)state;
    struct role_taken person;
    int64_t main_contact = add_person("Ada", "ada@a.example", "main_contact", city);
    struct str uid = ask_for("ewa@b.example", 0, NOW);
    assert_int_equal(prove(uid, NOW, &person), OK);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_WAIT_S - 1), OK);
    assert_str(row_of(uid).state, "waiting");
    assert_int_equal(answer(uid, true, main_contact, NOW + CLAIM_WAIT_S, &person), FAULT_CONFLICT);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_WAIT_S), OK);
    assert_int_equal(claim_end(db, &here->arena, NOW + CLAIM_WAIT_S), OK);
    assert_str(row_of(uid).state, "over");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'claim'"), 2);
    assert_true(!str_eq(ask_for("ewa@b.example", 0, NOW + CLAIM_WAIT_S), uid)); /* may be asked anew */
    assert_int_equal(ask_count("select count(*) from claim"), 1);
}

static void test_so_many_wait_for_one_city(void **state)
{
    (void)state;
    struct role_taken person;
    for (int i = 0; i < CLAIMS_MAX; i++) {
        struct str mail = str_format(&here->arena, "p%d@b.example", i);
        assert_int_equal(prove(ask_for(str_c(&here->arena, mail), 0, NOW), NOW, &person), OK);
    }
    assert_int_equal(prove(ask_for("more@b.example", 0, NOW), NOW, &person), FAULT_TOO_LARGE);
}

static void test_erased_with_the_address_and_again_after_a_restore(void **state)
{
    (void)state;
    struct erasure_report report = {0};
    struct str uid = ask_for("ewa@b.example", 0, NOW);
    ask_for("ida@b.example", 0, NOW);
    assert_int_equal(erasure_mail(db, &here->arena, S("EWA@b.example"), NOW, &report), OK);
    assert_int_equal(ask_count("select count(*) from claim where mail = 'ewa@b.example'"), 0);
    assert_int_equal(ask_count("select count(*) from erasure where kind = 'claim'"), 1);
    size_t line;
    uid = ask_for("ewa@b.example", 0, NOW);
    struct str list = str_format(&here->arena, "claim %.*s 2026-11-22T15:00:00Z\n", STR_ARG(uid));
    assert_int_equal(erasure_replay(db, &here->arena, list, NOW, &report, &line), OK);
    assert_int_equal(ask_count("select count(*) from claim"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_stands_on_it_before_the_address_is_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_address_of_the_citys_own_needs_nobody, setup, teardown),
        cmocka_unit_test_setup_teardown(test_main_contacts_are_asked_and_else_coordinators, setup, teardown),
        cmocka_unit_test_setup_teardown(test_only_who_is_there_may_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_yes_gives_the_role_to_the_right_one, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_no_stays_one_for_a_while, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unanswered_it_ends_with_a_mail, setup, teardown),
        cmocka_unit_test_setup_teardown(test_so_many_wait_for_one_city, setup, teardown),
        cmocka_unit_test_setup_teardown(test_erased_with_the_address_and_again_after_a_restore, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
