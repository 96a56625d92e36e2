/* SPDX-License-Identifier: AGPL-3.0-or-later
** Consent: nothing optional is due without it, taking it back counts at once, by the page and by the link of a mail,
** and a failing call leaves it as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/consent.h"
#include "store/mail.h"
#include "store/person.h"

#define NOW 1795359600
#define MAIL "Anna@Beispiel.example"

static struct scratch *here;
static struct db *db;
static int64_t anna;

static int set_up(void **state)
{
    struct role_new role = {.role = S("coordinator")};
    int status = scratch_setup(state);
    here = *state;
    db = scratch_open(here, DB_WRITE);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(person_add(db, &here->arena, &(struct person_new){S("Anna"), S(MAIL), S("de")}, NOW, &anna), OK);
    role.person_id = anna;
    assert_int_equal(role_give(db, &here->arena, &role, NOW), OK);
    assert_int_equal(db_end(db, OK), OK);
    return status;
}

static int tear_down(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static enum fault give(int64_t at)
{
    TRY(db_begin(db));
    return db_end(db, consent_give(db, &here->arena, anna, CONSENT_WEEK, at));
}

static enum fault withdraw(int64_t at)
{
    TRY(db_begin(db));
    return db_end(db, consent_withdraw(db, &here->arena, anna, CONSENT_WEEK, S("page"), at));
}

static enum fault click(struct str mail, int64_t at)
{
    struct str digest;
    TRY(db_begin(db));
    enum fault fault = mail_digest(db, &here->arena, mail, &digest);
    return db_end(db, fault == OK ? consent_withdraw_digest(db, &here->arena, CONSENT_WEEK, digest, at) : fault);
}

/* To how many the weekly mail is due. */
static size_t due(void)
{
    struct q_mail_week_people *people;
    size_t n;
    assert_int_equal(q_mail_week_people(db, &here->arena, NOW + 10, 0, &people, &n), OK);
    return n;
}

static void test_no_mail_is_due_without_it(void **state)
{
    (void)state;
    assert_int_equal(due(), 0);
    assert_int_equal(withdraw(NOW), FAULT_NOT_FOUND);
    assert_int_equal(give(NOW), OK);
    assert_int_equal(give(NOW), FAULT_CONFLICT);
    assert_int_equal(due(), 1);
    assert_int_equal(withdraw(NOW + 1), OK);
    assert_int_equal(due(), 0);
    assert_int_equal(give(NOW + 2), OK);
    assert_int_equal(due(), 1);
}

static void test_one_click_in_a_mail_takes_it_back(void **state)
{
    (void)state;
    assert_int_equal(give(NOW), OK);
    assert_int_equal(click(S("bert@beispiel.example"), NOW + 1), OK);
    assert_int_equal(due(), 1);
    assert_int_equal(click(S("anna@beispiel.EXAMPLE"), NOW + 1), OK);
    assert_int_equal(due(), 0);
    assert_str(scratch_ask(here, "net.db", "select withdrawn_by from consent"), "mail");
    assert_int_equal(click(S(MAIL), NOW + 2), OK);
}

/* Who said "no more" and agrees anew is sent mail again. */
static void test_who_agrees_anew_takes_mail_again(void **state)
{
    (void)state;
    struct str digest;
    bool wanted;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(mail_digest(db, &here->arena, S(MAIL), &digest), OK);
    assert_int_equal(q_mail_unsubscribe(db, digest, NOW), OK);
    assert_int_equal(db_end(db, OK), OK);
    assert_int_equal(give(NOW + 1), OK);
    assert_int_equal(mail_is_wanted(db, &here->arena, digest, &wanted), OK);
    assert_true(wanted);
}

/* A year after it was taken back the row goes; one that stands does not. */
static void test_it_is_kept_while_it_stands_and_a_year_more(void **state)
{
    (void)state;
    assert_int_equal(give(NOW), OK);
    assert_int_equal(withdraw(NOW + 1), OK);
    assert_int_equal(give(NOW + 2), OK);
    assert_int_equal(q_consent_forget(db, NOW + CONSENT_KEPT_S), OK);
    assert_str(scratch_ask(here, "net.db", "select count(*) from consent"), "2");
    assert_int_equal(q_consent_forget(db, NOW + 1 + CONSENT_KEPT_S), OK);
    assert_str(scratch_ask(here, "net.db", "select count(*) from consent where withdrawn_at is null"), "1");
    assert_str(scratch_ask(here, "net.db", "select count(*) from consent"), "1");
}

static void test_whole_or_not_at_all_when_a_call_fails(void **state)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY, FAULT_DAMAGED};
    (void)state;
    for (int part = 0; part < 3; part++) {
        bool happened = true;
        if (part == 2) {
            assert_int_equal(give(NOW), OK);
        }
        for (int64_t n = 1; happened; n += scratch_stride()) {
            db_fail_after(n, faults[n % (int64_t)COUNT_OF(faults)]);
            enum fault fault = part == 0 ? give(NOW) : part == 1 ? withdraw(NOW) : click(S(MAIL), NOW);
            happened = db_fail_after(0, OK) == 0;
            assert_true(happened == (fault != OK));
            assert_int_equal(due(), (part == 0) != happened ? 1 : 0);
        }
    }
    /* given twice, taken back twice, and each has its entry */
    assert_str(scratch_ask(here, "net.db", "select count(*) from log_link"), "4");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_no_mail_is_due_without_it),
        TEST(test_one_click_in_a_mail_takes_it_back),
        TEST(test_who_agrees_anew_takes_mail_again),
        TEST(test_it_is_kept_while_it_stands_and_a_year_more),
        TEST(test_whole_or_not_at_all_when_a_call_fails),
    };
    return cmocka_run_group_tests_name("consent", tests, NULL, NULL);
}
