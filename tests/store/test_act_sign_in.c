/* SPDX-License-Identifier: AGPL-3.0-or-later
** Signing in, the second step and a new password, with each call of the database failing in turn: whole or not
** at all (no session without its answer, no code used up for nothing, nothing in the log that did not happen),
** and the same again goes through. The keeper's answers are given here. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/person.h"
#include "text/otp.h"
#include "web/session/second.h"
#include "web/session/second_parts.h"

static void walk(void **state, const struct scenario *scenario, enum fault fault)
{
    struct net net = net_open(state);
    act_fails(&net, scenario, fault);
    net_close(&net);
}

/* ---- the forms */

static void set_totp(struct net *net, struct str sealed)
{
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(person_set_second(net->write, net->person, sealed, 0), OK);
    assert_int_equal(db_commit(net->write), OK);
}

static struct form_sent sign_in(struct net *net, int64_t n)
{
    (void)net;
    return (struct form_sent){S("/sign-in"), S("mail=ann%40example.org&password=nine+small+giants+at+breakfast"), S(""),
                              NOW + n};
}

static struct form_sent wrong_password(struct net *net, int64_t n)
{
    struct str typed = str_format(&net->arena, "mail=nobody%lld%%40example.org&password=wrong", (long long)n);
    return (struct form_sent){S("/sign-in"), typed, S(""), NOW + n};
}

/* Each at a time of its own, because a code counts once. */
static struct form_sent second_step(struct net *net, int64_t n)
{
    int64_t now = NOW + 90 * n;
    struct request request = {.arena = &net->arena, .site = &net->site, .now = now};
    set_totp(net, totp_seal(&request, net->person, S(SECRET)));
    const struct on_the_way way = {net->person, now, S("password"), S("")};
    struct str target = str_join(&net->arena, S("/sign-in/second/"), way_seal(&request, &way));
    struct str typed = str_join(&net->arena, S("code="), otp_code(&net->arena, S(SECRET), now));
    return (struct form_sent){target, typed, S(""), now};
}

static struct form_sent turn_on(struct net *net, int64_t n)
{
    int64_t now = NOW + n;
    struct str about = str_format(&net->arena, "pending totp of person %lld", (long long)net->person);
    struct str pending = secret_seal(&net->arena, &net_key, about, S(SECRET));
    set_totp(net, S(""));
    struct str typed = str_format(&net->arena, "pending=%.*s&code=%.*s&present=nine+small+giants+at+breakfast",
                                  STR_ARG(pending), STR_ARG(otp_code(&net->arena, S(SECRET), now)));
    return (struct form_sent){S("/me/second-step"), typed, net_session(net, net->person, false, now), now};
}

static struct form_sent new_password(struct net *net, int64_t n)
{
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(person_set_password(net->write, net->person, S(OLD_HASH), 0, NOW), OK);
    assert_int_equal(db_commit(net->write), OK);
    int64_t now = NOW + 90 * n; /* a code counts once */
    struct request request = {.arena = &net->arena, .site = &net->site, .now = now};
    set_totp(net, totp_seal(&request, net->person, S(SECRET)));
    struct str typed = str_format(&net->arena, "present=nine+small+giants+at+breakfast&password=ten+other+words+of+mine"
                                  "&code=%.*s", STR_ARG(otp_code(&net->arena, S(SECRET), now)));
    return (struct form_sent){S("/me/password"), typed, net_session(net, net->person, false, now), now};
}

/* Ann is one of the people of a demonstration. */
static struct form_sent button(struct net *net, int64_t n)
{
    net->site.is_demo = net->site.is_trial = true;
    scratch_exec(net->scratch, "net.db", "update person set mail = 'ann@demo.invalid', mail_folded = "
                 "'ann@demo.invalid' where mail = '" MAIL "'");
    scratch_exec(net->scratch, "net.db", "insert into setting (name, value) select 'demo', 'yes' "
                 "where not exists (select 1 from setting where name = 'demo')");
    return (struct form_sent){S("/sign-in"), S("do=demo&mail=ann%40demo.invalid"), S(""), NOW + n};
}

static const struct scenario SIGN_IN = {"signing in", sign_in, 303, 8, false};
static const struct scenario BUTTON = {"the button of a demonstration", button, 303, 8, false};
static const struct scenario WRONG = {"a wrong password", wrong_password, 400, 8, true};
static const struct scenario SECOND = {"the second step", second_step, 303, 8, false};
static const struct scenario TURN_ON = {"a second step set up", turn_on, 303, 20, false};
static const struct scenario PASSWORD_NEW = {"a new password", new_password, 303, 10, false};

static void test_signing_in_is_whole_or_not_at_all(void **state)
{
    walk(state, &SIGN_IN, FAULT_IO);
}

static void test_a_button_of_a_demonstration_is_whole_or_not_at_all(void **state)
{
    walk(state, &BUTTON, FAULT_IO);
}

static void test_a_wrong_password_is_counted_or_not_answered(void **state)
{
    walk(state, &WRONG, FAULT_IO);
}

static void test_a_code_is_used_up_for_a_session_only(void **state)
{
    walk(state, &SECOND, FAULT_IO);
}

static void test_a_code_is_used_up_for_a_session_only_while_others_write(void **state)
{
    walk(state, &SECOND, FAULT_BUSY);
}

static void test_a_second_step_comes_with_its_codes(void **state)
{
    walk(state, &TURN_ON, FAULT_IO);
}

static void test_a_new_password_ends_the_old_with_its_sessions(void **state)
{
    walk(state, &PASSWORD_NEW, FAULT_IO);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_signing_in_is_whole_or_not_at_all),
        TEST(test_a_button_of_a_demonstration_is_whole_or_not_at_all),
        TEST(test_a_wrong_password_is_counted_or_not_answered),
        TEST(test_a_code_is_used_up_for_a_session_only),
        TEST(test_a_code_is_used_up_for_a_session_only_while_others_write),
        TEST(test_a_second_step_comes_with_its_codes),
        TEST(test_a_new_password_ends_the_old_with_its_sessions),
    };
    return cmocka_run_group_tests_name("acts of signing in", tests, NULL, NULL);
}
