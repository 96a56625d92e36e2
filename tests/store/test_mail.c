/* SPDX-License-Identifier: AGPL-3.0-or-later
** Mail that is to go out: what a mail goes through, what stays of it, who gets none, and that no failing call of the
** database leaves half of a change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/introduction.h"
#include "store/mail.h"
#include "store/mail_kind.h"

#define NOW INT64_C(1795348800)
#define WEEK (7 * 86400)

static const struct mail_new ASKED = {S_INIT("test"), S_INIT("Ann.Lee@Town.example"), 7, S_INIT("de"),
                                      S_INIT("remark=4\n"), 0};
static const struct mail_new UNASKED = {S_INIT(WEEK_MAIL), S_INIT("ann.lee@town.example"), 7, S_INIT("de"),
                                        S_INIT(""), 0};

static bool add_at(struct scratch *scratch, struct db *db, const struct mail_new *mail, int64_t now)
{
    bool added = false;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, mail_add(db, &scratch->arena, mail, now, &added)), OK);
    return added;
}

static struct q_mail_due_row take_at(struct scratch *scratch, struct db *db, int64_t now)
{
    struct q_mail_due_row row = {0};
    assert_int_equal(mail_take(db, &scratch->arena, now, &row), OK);
    return row;
}

static bool is_due(struct scratch *scratch, struct db *db, int64_t now)
{
    struct q_mail_due due;
    enum fault fault = q_mail_due(db, &scratch->arena, now, &due);
    assert_true(fault == OK || fault == FAULT_NOT_FOUND);
    return fault == OK;
}

static struct q_mail_list first(struct scratch *scratch, struct db *db)
{
    struct q_mail_list *rows = NULL;
    size_t n = 0;
    assert_int_equal(q_mail_list(db, &scratch->arena, &rows, &n), OK);
    assert_true(n > 0);
    return rows[0];
}

static void test_a_mail_is_sent_once_and_then_says_nothing_of_anybody(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_true(add_at(scratch, db, &ASKED, NOW));
    assert_false(is_due(scratch, db, NOW - 1));
    struct q_mail_due_row mail = take_at(scratch, db, NOW);
    assert_str(mail.address, "Ann.Lee@Town.example");
    assert_str(mail.fields, "remark=4\n");
    assert_int_equal(mail.uid.n, 32);
    assert_int_equal(mail.tries, 1);
    assert_true(mail.person.known && mail.person.v == 7);
    assert_false(is_due(scratch, db, NOW)); /* nobody else begins it */
    assert_int_equal(mail_sent(db, &mail, NOW + 2), OK);
    struct q_mail_list row = first(scratch, db);
    assert_str(row.state, "sent");
    assert_str(row.address, "");
    assert_int_equal(row.sent_at.v, NOW + 2);
    assert_int_equal(row.remove_at, NOW + 2 + MAIL_KEPT_S);
    assert_str(scratch_ask(scratch, "net.db", "select fields from mail"), "");
    assert_false(is_due(scratch, db, NOW + WEEK));
    assert_int_equal(mail_forget(db, NOW + 2 + MAIL_KEPT_S), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from mail"), "0");
    db_close(db);
}

/* Who sends dies: it is tried again, under the same name. */
static void test_whoever_dies_over_a_mail_leaves_it_to_be_tried_again(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_true(add_at(scratch, db, &ASKED, NOW));
    struct q_mail_due_row once = take_at(scratch, db, NOW);
    assert_false(is_due(scratch, db, NOW + MAIL_TRY_S_MIN - 1));
    struct q_mail_due_row again = take_at(scratch, db, NOW + MAIL_TRY_S_MIN);
    assert_true(str_eq(once.uid, again.uid));
    assert_int_equal(again.tries, 2);
    db_close(db);
}

static void test_tries_are_further_and_further_apart_and_end(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct mail_new mail = ASKED;
    int64_t at = NOW;
    mail.useful_s = 30 * 86400;
    assert_true(add_at(scratch, db, &mail, NOW));
    for (int tries = 1; tries <= MAIL_TRIES_MAX; tries++) {
        struct q_mail_due_row row = take_at(scratch, db, at);
        assert_int_equal(row.tries, tries);
        assert_int_equal(mail_fail(db, &scratch->arena, &row, MAIL_LATER, S("451 try again"), at), OK);
        struct q_mail_list is = first(scratch, db);
        assert_str(is.state, tries < MAIL_TRIES_MAX ? "waiting" : "dead");
        assert_true(tries == MAIL_TRIES_MAX || (is.run_after >= at + MAIL_TRY_S_MIN && is.run_after <= at + 3600));
        at = is.run_after;
    }
    assert_true(at - NOW > 12 * 3600 && at - NOW < 86400);
    struct q_mail_list is = first(scratch, db);
    assert_str(is.address, "Ann.Lee@Town.example"); /* for who can mend it */
    assert_str(is.why, "451 try again");
    db_close(db);
}

static void test_what_is_of_no_use_any_more_is_not_sent(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct mail_new mail = ASKED;
    mail.useful_s = 600;
    assert_true(add_at(scratch, db, &mail, NOW));
    assert_true(is_due(scratch, db, NOW + 599));
    assert_false(is_due(scratch, db, NOW + 600));
    struct q_mail_due_row row = take_at(scratch, db, NOW + 500);
    assert_int_equal(mail_fail(db, &scratch->arena, &row, MAIL_LATER, S("no"), NOW + 500), OK);
    assert_str(first(scratch, db).state, "dead");
    db_close(db);
}

static void test_put_off_is_no_try(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_true(add_at(scratch, db, &ASKED, NOW));
    struct q_mail_due_row row = take_at(scratch, db, NOW);
    assert_int_equal(mail_put_off(db, &row, S("no server is set"), NOW + 900), OK);
    assert_int_equal(first(scratch, db).tries, 0);
    assert_false(is_due(scratch, db, NOW + 899));
    assert_int_equal(take_at(scratch, db, NOW + 900).tries, 1);
    db_close(db);
}

/* What a server says of an address is kept, the address is not. */
static void test_a_reason_does_not_name_the_address(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_true(add_at(scratch, db, &ASKED, NOW));
    struct q_mail_due_row row = take_at(scratch, db, NOW);
    assert_int_equal(mail_fail(db, &scratch->arena, &row, MAIL_UNREACHABLE,
                               S("550 5.1.1 <ann.lee@TOWN.example> and Ann.Lee@Town.example: unknown"), NOW), OK);
    assert_str(first(scratch, db).why, "550 5.1.1 <(address)> and (address): unknown");
    assert_str(scratch_ask(scratch, "net.db", "select why from mail_address"),
               "550 5.1.1 <(address)> and (address): unknown");
    db_close(db);
}

static void test_what_nobody_asked_for_comes_once_a_week_at_most(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_true(add_at(scratch, db, &UNASKED, NOW));
    assert_false(add_at(scratch, db, &UNASKED, NOW + 1));
    assert_false(add_at(scratch, db, &UNASKED, NOW + 6 * 86400));
    assert_true(add_at(scratch, db, &ASKED, NOW + 1));     /* what is asked for comes at once, however often */
    assert_true(add_at(scratch, db, &ASKED, NOW + 2));
    assert_true(add_at(scratch, db, &UNASKED, NOW + WEEK - 3600));
    struct mail_new other = UNASKED;
    other.address = S("bob@town.example");
    assert_true(add_at(scratch, db, &other, NOW));
    db_close(db);
}

static void test_who_wants_none_gets_none_that_was_not_asked_for(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct str digest;
    bool wanted = true;
    assert_int_equal(mail_digest(db, &scratch->arena, S("ANN.LEE@town.example"), &digest), OK);
    assert_int_equal(q_mail_unsubscribe(db, digest, NOW), OK);
    assert_int_equal(mail_is_wanted(db, &scratch->arena, digest, &wanted), OK);
    assert_false(wanted);
    assert_false(add_at(scratch, db, &UNASKED, NOW));
    assert_true(add_at(scratch, db, &ASKED, NOW));
    assert_int_equal(q_mail_address_remove(db, digest), OK);
    assert_true(add_at(scratch, db, &UNASKED, NOW));
    db_close(db);
}

static enum fault bounce(struct scratch *scratch, struct db *db, const char *uid, const char *address, bool for_good)
{
    assert_int_equal(db_begin(db), OK);
    return db_end(db, mail_bounce(db, &scratch->arena, str_of(uid), str_of(address), S("550 no ann.lee@town.example"),
                                  for_good, NOW + 9));
}

static void test_only_what_went_out_comes_back(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_true(add_at(scratch, db, &ASKED, NOW));
    struct q_mail_due_row row = take_at(scratch, db, NOW);
    const char *uid = str_c(&scratch->arena, row.uid);
    assert_int_equal(mail_sent(db, &row, NOW), OK);
    assert_int_equal(bounce(scratch, db, "0123456789abcdef0123456789abcdef", "ann.lee@town.example", true),
                     FAULT_NOT_FOUND);
    assert_int_equal(bounce(scratch, db, uid, "mayor@town.example", true), FAULT_NOT_FOUND);
    assert_str(first(scratch, db).state, "sent");
    assert_int_equal(bounce(scratch, db, uid, "ann.lee@town.example", false), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from mail_address"), "0");
    assert_int_equal(bounce(scratch, db, uid, "ann.lee@town.example", true), OK);
    assert_str(first(scratch, db).state, "bounced");
    assert_str(first(scratch, db).why, "550 no (address)");
    assert_str(first(scratch, db).address, "ann.lee@town.example");
    assert_false(add_at(scratch, db, &UNASKED, NOW + WEEK));
    assert_int_equal(mail_forget(db, NOW + 9 + MAIL_UNREACHABLE_KEPT_S), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from mail_address"), "1");
    assert_int_equal(mail_forget(db, NOW + 10 + MAIL_UNREACHABLE_KEPT_S), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from mail_address"), "0");
    db_close(db);
}

static void test_an_address_is_erased_from_the_queue(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct mail_new other = ASKED;
    other.address = S("bob@town.example");
    assert_true(add_at(scratch, db, &ASKED, NOW));
    assert_true(add_at(scratch, db, &UNASKED, NOW));
    assert_true(add_at(scratch, db, &other, NOW));
    assert_int_equal(mail_erase(db, &scratch->arena, S("ann.lee@TOWN.example")), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from mail"), "1");
    assert_str(first(scratch, db).address, "bob@town.example");
    assert_int_equal(q_mail_erase_person(db, 7), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from mail"), "0");
    db_close(db);
}

static struct str job_state(struct scratch *scratch)
{
    return scratch_ask(scratch, "net.db", "select state from job where uid = 'mail'");
}

static void test_one_job_waits_when_a_mail_is_due(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_int_equal(mail_wake(db, &scratch->arena, NOW), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from job"), "0");
    assert_true(add_at(scratch, db, &ASKED, NOW));
    assert_int_equal(mail_wake(db, &scratch->arena, NOW), OK);
    assert_int_equal(mail_wake(db, &scratch->arena, NOW), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from job"), "1");
    assert_str(job_state(scratch), "waiting");
    scratch_exec(scratch, "net.db", "update job set state = 'running'");
    assert_int_equal(mail_wake(db, &scratch->arena, NOW), OK);
    assert_str(job_state(scratch), "running");
    scratch_exec(scratch, "net.db", "update job set state = 'done', ended_at = 1795348800");
    assert_int_equal(mail_wake(db, &scratch->arena, NOW), OK);
    assert_str(job_state(scratch), "waiting");
    scratch_exec(scratch, "net.db", "update job set state = 'dead', ended_at = 1795348800");
    assert_int_equal(mail_wake(db, &scratch->arena, NOW + 3600), OK);
    assert_str(job_state(scratch), "dead");
    assert_int_equal(mail_wake(db, &scratch->arena, NOW + 3601), OK);
    assert_str(job_state(scratch), "waiting");
    db_close(db);
}

/* ---- every write, with each call of the database failing in turn */

enum change { ADD, TAKE, SENT, FAIL, PUT_OFF, DROP, WAKE, CHANGE__MAX };

static enum fault change(struct scratch *scratch, struct db *db, enum change what, const struct q_mail_due_row *mail)
{
    struct q_mail_due_row row;
    bool added;
    switch (what) {
    case ADD:
        TRY(db_begin(db));
        return db_end(db, mail_add(db, &scratch->arena, &UNASKED, NOW, &added));
    case TAKE: return mail_take(db, &scratch->arena, NOW, &row);
    case SENT: return mail_sent(db, mail, NOW);
    case FAIL: return mail_fail(db, &scratch->arena, mail, MAIL_UNREACHABLE, S("why"), NOW);
    case PUT_OFF: return mail_put_off(db, mail, S("why"), NOW + 7);
    case DROP: return mail_drop(db, mail);
    default: return mail_wake(db, &scratch->arena, NOW);
    }
}

static struct str look(struct scratch *scratch)
{
    return scratch_ask(scratch, "net.db",
                       "select count(*) || ' ' || coalesce(sum(tries), 0) || ' ' || coalesce(max(state), '') || ' ' ||"
                       " coalesce(max(run_after), 0) || ' ' || (select count(*) from mail_address) || ' ' ||"
                       " (select count(*) from mail_salt) || ' ' || (select count(*) from job) from mail");
}

static void fail_each_call(struct scratch *scratch, struct db *db, enum change what)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY};
    struct q_mail_due_row mail = {0};
    if (what != ADD) {
        assert_true(add_at(scratch, db, &ASKED, NOW));
    }
    if (what != ADD && what != TAKE && what != WAKE) {
        mail = take_at(scratch, db, NOW);
    }
    struct str before = look(scratch);
    int64_t failed = 0;
    for (int64_t n = 1;; n++) {
        db_fail_after(n, faults[n % 2]);
        enum fault fault = change(scratch, db, what, &mail);
        if (db_fail_after(0, OK) > 0) {
            assert_int_equal(fault, OK);
            break;
        }
        assert_int_equal(fault, faults[n % 2]);
        assert_str(look(scratch), str_c(&scratch->arena, before));
        failed++;
    }
    assert_true(failed >= 3);
    assert_false(str_eq(look(scratch), before));
}

static void test_a_failing_call_changes_nothing(void **state)
{
    struct scratch *scratch = *state;
    for (int what = 0; what < CHANGE__MAX; what++) {
        struct db *db = scratch_open(scratch, DB_WRITE);
        fail_each_call(scratch, db, (enum change)what);
        db_close(db);
        scratch_exec(scratch, "net.db", "delete from mail; delete from mail_address; delete from mail_salt;"
                                        " delete from job");
    }
}

/* Of each kind ten, to one address, within a week: what was asked for always, what others wait for five times, all else
** once, whatever kinds it is of. */
static void test_a_week_holds_one_mail_and_what_is_personal(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    size_t of[MAIL_WEEKLY + 1] = {0};
    for (size_t i = 0; i < mail_kinds_count; i++) {
        /* nothing that comes by itself tells of what is due in more than a week, but the weekly mail */
        assert_true(mail_kinds[i].class == MAIL_PERSONAL ? mail_kinds[i].due_s <= 7 * 86400 : mail_kinds[i].due_s == 0);
        for (int k = 0; k < 10; k++) {
            const struct mail_new mail = {.kind = str_of(mail_kinds[i].name), .address = S("lead@city.example")};
            int64_t at = NOW + (int64_t)(10 * i + (size_t)k) * (MAIL_UNASKED_S / (10 * (int64_t)mail_kinds_count));
            of[mail_kinds[i].class] += add_at(scratch, db, &mail, at);
        }
    }
    assert_int_equal(of[MAIL_WEEKLY], 1);
    assert_int_equal(of[MAIL_PERSONAL], MAIL_PERSONAL_MAX);
    assert_true(of[MAIL_ASKED] >= 100 && of[MAIL_ASKED] % 10 == 0);
    /* of another address, and when the week is over */
    const struct mail_new personal = {.kind = S(TALK_ASKED_MAIL), .address = S("lead@city.example")};
    const struct mail_new other = {.kind = S(TALK_ASKED_MAIL), .address = S("other@city.example")};
    assert_false(add_at(scratch, db, &personal, NOW + MAIL_UNASKED_S));
    assert_true(add_at(scratch, db, &other, NOW + MAIL_UNASKED_S));
    assert_true(add_at(scratch, db, &personal, NOW + 2 * MAIL_UNASKED_S));
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_week_holds_one_mail_and_what_is_personal, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_mail_is_sent_once_and_then_says_nothing_of_anybody, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_whoever_dies_over_a_mail_leaves_it_to_be_tried_again, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_tries_are_further_and_further_apart_and_end, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_of_no_use_any_more_is_not_sent, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_put_off_is_no_try, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_reason_does_not_name_the_address, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_nobody_asked_for_comes_once_a_week_at_most, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_wants_none_gets_none_that_was_not_asked_for, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_only_what_went_out_comes_back, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_an_address_is_erased_from_the_queue, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_one_job_waits_when_a_mail_is_due, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_failing_call_changes_nothing, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
