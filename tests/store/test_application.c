/* SPDX-License-Identifier: AGPL-3.0-or-later
** Cities that ask to join: nothing stands on it before the address was shown, a yes makes the member city and its main
** contact, whole or not at all, once of an address and a city, and over when nobody answers. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/application.h"
#include "store/erasure.h"

#define NOW 1795348800

static struct scratch *here;
static struct db *db;
static int64_t coordinator;

static int64_t add_person(const char *name, const char *mail, const char *role)
{
    const struct person_new person = {str_of(name), str_of(mail), S("en")};
    struct role_new in = {.role = str_of(role)};
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &in.person_id), OK);
    assert_int_equal(*role == '\0' ? OK : role_give(db, &here->arena, &in, NOW), OK);
    return in.person_id;
}

static int setup(void **state)
{
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    coordinator = add_person("Cleo", "cleo@a.example", "coordinator");
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static int64_t ask_count(const char *sql)
{
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", sql)));
}

static const struct q_member_keys CIAMPINO = {S_INIT("Ciampino"), S_INIT("IT"), S_INIT("IT_058118"), {0}, {0}};
static const struct q_member_keys TYPED = {S_INIT("Zwergstadt"), S_INIT("DE"), {0}, {0}, {0}};

static struct q_application_by_uid row_of(struct str uid)
{
    struct q_application_by_uid row;
    assert_int_equal(q_application_by_uid(db, &here->arena, uid, &row), OK);
    return row;
}

/* The newest of that address. */
static struct str ask_for(const struct q_member_keys *keys, const char *mail, int64_t now)
{
    struct q_application_of *rows;
    size_t n;
    const struct application_new in = {*keys, S(" Ewa "), str_of(mail), S("mayor"), S(" no oil by 2030 "), S("it")};
    assert_int_equal(application_add(db, &here->arena, &in, now), OK);
    assert_int_equal(q_application_of(db, &here->arena, person_fold_mail(&here->arena, str_of(mail)), 0, &rows,
                                      &n), OK);
    assert_true(n > 0);
    return rows[n - 1].uid;
}

static enum fault prove(struct str uid, int64_t now)
{
    struct q_application_by_uid row = row_of(uid);
    return application_prove(db, &here->arena, &row, now);
}

static struct str waiting(const struct q_member_keys *keys, const char *mail)
{
    struct str uid = ask_for(keys, mail, NOW);
    assert_int_equal(prove(uid, NOW), OK);
    return uid;
}

static enum fault accept(struct str uid, int64_t now, int64_t *ret_member, struct role_taken *ret_taken)
{
    struct q_application_by_uid row = row_of(uid);
    return application_accept(db, &here->arena, &row, S(" the only town "), coordinator, now, ret_member, ret_taken);
}

static enum fault refuse(struct str uid, int64_t now)
{
    struct q_application_by_uid row = row_of(uid);
    return application_refuse(db, &here->arena, &row, S("talk to us"), coordinator, now);
}

static void test_nothing_stands_on_it_before_the_address_is_shown(void **state)
{
    (void)state;
    int64_t member;
    struct role_taken taken;
    struct str uid = ask_for(&CIAMPINO, " Ewa@B.example ", NOW);
    struct q_application_by_uid row = row_of(uid);
    assert_str(row.name, "Ewa");
    assert_str(row.mail, "Ewa@B.example");
    assert_str(row.wish, "no oil by 2030");
    assert_str(row.state, "unproven");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application'"), 1);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application-new'"), 0);
    assert_int_equal(accept(uid, NOW, &member, &taken), FAULT_CONFLICT);
    assert_int_equal(refuse(uid, NOW), FAULT_CONFLICT);
    assert_int_equal(prove(uid, NOW + APPLICATION_PROVE_S), FAULT_CONFLICT);
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_PROVE_S - 1), OK);
    assert_int_equal(ask_count("select count(*) from application"), 1);
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_PROVE_S), OK);
    assert_int_equal(ask_count("select count(*) from application"), 0);
    assert_int_equal(ask_count("select count(*) from person") + ask_count("select count(*) from member_city"), 1);
}

static void test_coordinators_are_told_and_else_administrators(void **state)
{
    (void)state;
    add_person("Adam", "adam@a.example", "administrator");
    waiting(&CIAMPINO, "ewa@b.example");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application-new'"), 1);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application-new' and address like 'cleo%'"), 1);
    assert_int_equal(person_block(db, &here->arena, coordinator, NOW), OK);
    waiting(&TYPED, "ewa@b.example");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application-new' and address like 'adam%'"), 1);
}

static void test_a_yes_makes_the_member_city_and_its_main_contact(void **state)
{
    (void)state;
    const struct { const struct q_member_keys *keys; const char *mail; int64_t known; } all[] = {
        {&CIAMPINO, "ewa@b.example", 0}, {&TYPED, "KIM@b.example", add_person("Kim", "kim@b.example", "")}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t member;
        struct role_taken taken;
        struct q_member_by_keys found;
        struct q_person_role_find role;
        struct str uid = waiting(all[i].keys, all[i].mail);
        assert_int_equal(accept(uid, NOW, &member, &taken), OK);
        assert_true(taken.changed && taken.is_new == (all[i].known == 0));
        assert_true(all[i].known == 0 || taken.id == all[i].known);
        const struct maybe_int city = {true, member};
        assert_int_equal(q_person_role_find(db, &here->arena, taken.id, S("main_contact"), city, NOW, &role), OK);
        struct q_application_by_uid row = row_of(uid);
        assert_str(row.state, "yes");
        assert_str(row.why, "the only town");
        assert_int_equal(row.member_id.v, member);
        assert_int_equal(accept(uid, NOW, &member, &taken), FAULT_CONFLICT);
        assert_int_equal(refuse(uid, NOW), FAULT_CONFLICT);
        enum fault fault = q_member_by_keys(db, &here->arena, row.lau_id, row.gss_code, row.geonames_id, &found);
        assert_int_equal(fault, i == 0 ? OK : FAULT_NOT_FOUND);
    }
    assert_int_equal(ask_count("select count(*) from member_city"), 2);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application'"), 4);
}

/* Two ask for one city, which joins by the first; of a city in no list its name says that it is the same. */
static void test_of_a_city_that_joined_meanwhile_nothing_is_done(void **state)
{
    (void)state;
    const struct q_member_keys *all[] = {&CIAMPINO, &TYPED};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t member;
        struct role_taken taken;
        struct q_application_member found;
        struct str first = waiting(all[i], "ewa@b.example");
        struct str second = waiting(all[i], "ida@b.example");
        struct q_application_by_uid row = row_of(second);
        const struct q_member_keys keys = application_keys(&row);
        assert_int_equal(application_find_member(db, &here->arena, &keys, &found), FAULT_NOT_FOUND);
        assert_int_equal(accept(first, NOW, &member, &taken), OK);
        assert_int_equal(application_find_member(db, &here->arena, &keys, &found), OK);
        assert_int_equal(found.id, member);
        assert_int_equal(accept(second, NOW, &member, &taken), FAULT_CONFLICT);
        assert_str(row_of(second).state, "waiting");
        assert_int_equal(refuse(second, NOW), OK);
    }
    assert_int_equal(ask_count("select count(*) from person where mail = 'ida@b.example'"), 0);
    assert_int_equal(ask_count("select count(*) from member_city"), 2);
}

static void test_of_who_is_blocked_nothing_is_done(void **state)
{
    (void)state;
    int64_t member;
    struct role_taken taken;
    int64_t blocked = add_person("Bob", "bob@b.example", "");
    assert_int_equal(person_block(db, &here->arena, blocked, NOW), OK);
    struct str uid = waiting(&CIAMPINO, "bob@b.example");
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, accept(uid, NOW, &member, &taken)), FAULT_CONFLICT);
    assert_int_equal(ask_count("select count(*) from member_city"), 0);
    assert_str(row_of(uid).state, "waiting");
}

static void test_a_no_stays_one_for_a_while(void **state)
{
    (void)state;
    struct str uid = waiting(&CIAMPINO, "ewa@b.example");
    assert_str(ask_for(&CIAMPINO, "EWA@b.example", NOW + 1), str_c(&here->arena, uid));
    assert_int_equal(refuse(uid, NOW), OK);
    assert_str(row_of(uid).why, "talk to us");
    assert_str(ask_for(&CIAMPINO, "ewa@b.example", NOW + 1), str_c(&here->arena, uid));
    assert_str(row_of(uid).state, "no");
    assert_true(!str_eq(ask_for(&TYPED, "ewa@b.example", NOW + 1), uid)); /* another city may ask */
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_KEPT_S - 1), OK);
    assert_int_equal(ask_count("select count(*) from application"), 1);
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_KEPT_S), OK);
    assert_int_equal(ask_count("select count(*) from application"), 0);
}

static void test_unanswered_it_ends_with_a_mail(void **state)
{
    (void)state;
    int64_t member;
    struct role_taken taken;
    struct str uid = waiting(&CIAMPINO, "ewa@b.example");
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_WAIT_S - 1), OK);
    assert_str(row_of(uid).state, "waiting");
    assert_int_equal(accept(uid, NOW + APPLICATION_WAIT_S, &member, &taken), FAULT_CONFLICT);
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_WAIT_S), OK);
    assert_int_equal(application_end(db, &here->arena, NOW + APPLICATION_WAIT_S), OK);
    assert_str(row_of(uid).state, "over");
    assert_int_equal(ask_count("select count(*) from mail where kind = 'application'"), 2);
    assert_true(!str_eq(ask_for(&CIAMPINO, "ewa@b.example", NOW + APPLICATION_WAIT_S), uid)); /* may be asked anew */
    assert_int_equal(ask_count("select count(*) from application"), 1);
}

static void test_so_many_wait(void **state)
{
    (void)state;
    assert_int_equal(db_begin(db), OK);
    for (int i = 0; i < APPLICATIONS_MAX; i++) {
        waiting(&CIAMPINO, str_c(&here->arena, str_format(&here->arena, "p%d@b.example", i)));
    }
    assert_int_equal(prove(ask_for(&CIAMPINO, "more@b.example", NOW), NOW), FAULT_TOO_LARGE);
    assert_int_equal(db_commit(db), OK);
}

static void test_the_list_has_those_that_wait_first(void **state)
{
    (void)state;
    struct q_application_list *rows;
    size_t n;
    struct str refused = waiting(&CIAMPINO, "a@b.example");
    struct str first = waiting(&CIAMPINO, "b@b.example");
    ask_for(&CIAMPINO, "not-shown@b.example", NOW);
    struct str second = ask_for(&TYPED, "c@b.example", NOW + 1);
    assert_int_equal(prove(second, NOW + 1), OK);
    assert_int_equal(refuse(refused, NOW + 2), OK);
    assert_int_equal(q_application_list(db, &here->arena, NOW + 3, -1, 0, 0, &rows, &n), OK);
    assert_int_equal(n, 3);
    const struct str order[] = {first, second, refused};
    for (size_t i = 0; i < n; i++) {
        assert_str(rows[i].uid, str_c(&here->arena, order[i]));
        assert_int_equal(rows[i].waits, i < 2);
    }
    for (size_t i = 0; i < 3; i++) { /* a page begins behind any row */
        struct q_application_list *rest;
        size_t rest_n;
        assert_int_equal(q_application_list(db, &here->arena, NOW + 3, rows[i].sort_group, rows[i].sort_key, rows[i].id,
                                            &rest, &rest_n), OK);
        assert_int_equal(rest_n, 2 - i);
        assert_true(rest_n == 0 || str_eq(rest[0].uid, order[i + 1]));
    }
}

/* Spelled with other letters it is the same city: it is asked for once, and has joined. */
static void test_a_city_in_no_list_is_one_however_it_is_spelled(void **state)
{
    (void)state;
    static const struct q_member_keys spelled[] = {
        {S_INIT("  zwergstadt"), S_INIT("DE"), {0}, {0}, {0}}, {S_INIT("ZWERGSTÄDT"), S_INIT("DE"), {0}, {0}, {0}}};
    int64_t member;
    struct role_taken taken;
    struct q_application_member found;
    struct str uid = ask_for(&TYPED, "ewa@b.example", NOW);
    assert_int_equal(prove(uid, NOW), OK);
    for (size_t i = 0; i < COUNT_OF(spelled); i++) {
        assert_true(str_eq(ask_for(&spelled[i], "ewa@b.example", NOW), uid));
    }
    assert_int_equal(accept(uid, NOW, &member, &taken), OK);
    for (size_t i = 0; i < COUNT_OF(spelled); i++) {
        assert_int_equal(application_find_member(db, &here->arena, &spelled[i], &found), OK);
        assert_int_equal(found.id, member);
        struct q_member_keys elsewhere = spelled[i];
        elsewhere.country = S("AT");
        assert_int_equal(application_find_member(db, &here->arena, &elsewhere, &found), FAULT_NOT_FOUND);
    }
}

/* Who had signed in gets the role, though another address was typed. */
static void test_who_had_signed_in_has_one_account(void **state)
{
    (void)state;
    int64_t member;
    struct role_taken taken;
    struct q_application_of *rows;
    size_t n;
    struct application_new in = {CIAMPINO, S("Kim"), S("office@b.example"), S("mayor"), S("trees"), S("en"),
                                 {true, add_person("Kim", "kim@b.example", "")}};
    assert_int_equal(application_add(db, &here->arena, &in, NOW), OK);
    assert_int_equal(q_application_of(db, &here->arena, S("nobody@b.example"), in.person_id.v, &rows, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(prove(rows[0].uid, NOW), OK);
    assert_int_equal(accept(rows[0].uid, NOW, &member, &taken), OK);
    assert_int_equal(taken.id, in.person_id.v);
    assert_false(taken.is_new);
    assert_int_equal(ask_count("select count(*) from person where mail = 'office@b.example'"), 0);
    struct erasure_report report = {0};
    const struct log_someone console = {LOG_CONSOLE, 0, S("root")};
    assert_int_equal(erasure_person(db, &here->arena, taken.id, &console, S("asked"), NOW, &report), OK);
    assert_int_equal(ask_count("select count(*) from application"), 0);
}

static void test_erased_with_the_address_and_again_after_a_restore(void **state)
{
    (void)state;
    struct erasure_report report = {0};
    size_t line;
    ask_for(&CIAMPINO, "ewa@b.example", NOW);
    ask_for(&CIAMPINO, "ida@b.example", NOW);
    assert_int_equal(erasure_mail(db, &here->arena, S("EWA@b.example"), NOW, &report), OK);
    assert_int_equal(ask_count("select count(*) from application where mail = 'ewa@b.example'"), 0);
    assert_int_equal(ask_count("select count(*) from erasure where kind = 'application'"), 1);
    struct str uid = ask_for(&CIAMPINO, "ewa@b.example", NOW);
    struct str list = str_format(&here->arena, "application %.*s 2026-11-22T15:00:00Z\n", STR_ARG(uid));
    assert_int_equal(erasure_replay(db, &here->arena, list, NOW, &report, &line), OK);
    assert_int_equal(ask_count("select count(*) from application"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_stands_on_it_before_the_address_is_shown),
        TEST(test_coordinators_are_told_and_else_administrators),
        TEST(test_a_yes_makes_the_member_city_and_its_main_contact),
        TEST(test_of_a_city_that_joined_meanwhile_nothing_is_done),
        TEST(test_of_who_is_blocked_nothing_is_done),
        TEST(test_a_no_stays_one_for_a_while),
        TEST(test_unanswered_it_ends_with_a_mail),
        TEST(test_so_many_wait),
        TEST(test_the_list_has_those_that_wait_first),
        TEST(test_a_city_in_no_list_is_one_however_it_is_spelled),
        TEST(test_who_had_signed_in_has_one_account),
        TEST(test_erased_with_the_address_and_again_after_a_restore),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
