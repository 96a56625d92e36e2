/* SPDX-License-Identifier: AGPL-3.0-or-later
** Signing in, the second step and a new password, with each call of the database failing in turn: whole or not
** at all (no session without its answer, no code used up for nothing, nothing in the log that did not happen),
** and the same again goes through. The keeper's answers are given here. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "http/act.h"
#include "http/keeper.h"
#include "http/post.h"
#include "scratch.h"
#include "store/once.h"
#include "store/person.h"
#include "store/session.h"
#include "text/otp.h"
#include "text/words.h"
#include "web/routes.h"
#include "web/session/second.h"
#include "web/session/second_parts.h"

#define NOW 1795348800
#define CALLS_MAX 120
#define MAIL "ann@example.org"
#define PASSWORD "nine small giants at breakfast"
#define OLD_HASH "$argon2id$v=19$m=19456,t=2,p=1$c21hbGxnaWFudHNub2JvZA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define NEW_HASH "$argon2id$v=19$m=19456,t=2,p=1$c21hbGxnaWFudHNub2JvZA$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static const struct once_store store = {once_find, once_add};
static const struct secret_key key; /* all zero is as good as any */

struct net {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct arena arena;
    struct buf body;
    struct site site;
    int64_t person;
};

/* A form that is sent. */
struct form_sent {
    struct str target;
    struct str typed;
    struct str session; /* of the browser; "" none */
    int64_t now;
};

/* What is tried: the form for the n-th time, as things must be for it. */
struct scenario {
    const char *name;
    struct form_sent (*form)(struct net *net, int64_t n);
    int fine;       /* what it answers when nothing fails */
    int failed_min; /* so many calls are made at least */
    bool shows_page; /* behind its commit a page is made, which may fail by itself */
};

static struct net open_net(void **state)
{
    struct net net = {.scratch = *state};
    const struct person_new ann = {S("Ann"), S(MAIL), S("en")};
    net.read = scratch_open(net.scratch, DB_READ);
    net.write = scratch_open(net.scratch, DB_WRITE);
    net.site = (struct site){.name = S("Net"), .base_url = S("http://a"), .colour = S("#ffb545"), .version = S("1"),
                             .operator_mail = S(""), .mark = S(""), .key = &key};
    arena_init(&net.arena, 64u << 20);
    buf_init(&net.body, 8u << 20);
    secret_start();
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(person_add(net.write, &net.arena, &ann, NOW, &net.person), OK);
    assert_int_equal(person_set_password(net.write, net.person, S(OLD_HASH), 0, NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

static void close_net(struct net *net)
{
    db_close(net->write);
    db_close(net->read);
    buf_done(&net->body);
    arena_done(&net->arena);
}

/* Everything that signing in changes, as one text. */
static struct str things(struct net *net)
{
    return scratch_ask(net->scratch, "net.db",
                       "select (select coalesce(max(id), 0) from login_session) || ' ' "
                       "|| (select coalesce(sum(n), 0) from rate) || ' ' || (select count(*) from recovery_code) "
                       "|| ' ' || (select count(*) from log_link) || ' ' || (select max(totp_step) from person) "
                       "|| ' ' || (select max(totp) from person) || ' ' || (select max(password) from person)");
}

/* ---- one form, and the keeper beside it */

static void answer_keeper(struct asks *asks)
{
    const struct keeper_question *question = &asks->question;
    struct str password = {question->text + question->hash_n, question->password_n};
    struct keeper_answer answer = {.done = true, .fits = str_eq(password, S(PASSWORD)), .hash_n = sizeof NEW_HASH - 1};
    memcpy(answer.hash, NEW_HASH, sizeof NEW_HASH - 1);
    asks_answer(asks, &answer);
}

static bool run_once(struct net *net, const struct form_sent *form, struct str body, struct asks *asks,
                     struct response *ret_response)
{
    const struct exchange_in in = {.method = S("POST"), .target = form->target, .language = S("en"), .body = body,
                                   .ours = true, .is_form = true};
    struct str sender = str_format(&net->arena, "sender %lld", (long long)form->now);
    struct request request = {.arena = &net->arena, .db = net->read, .site = &net->site, .now = form->now,
                              .today = {(int32_t)(form->now / 86400)}, .number = 1, .sender = {sender, sender},
                              .session = form->session, .asks = asks};
    buf_reset(&net->body);
    *ret_response = (struct response){.body = net->body};
    struct route_match match = route_match(&web_routes, &in, &request, ret_response);
    assert_int_equal(match.status, 200);
    bool answered = act_run(&web_routes, &match, &request, ret_response, net->write, &store, true);
    net->body = ret_response->body;
    return answered;
}

static struct response send_form(struct net *net, const struct form_sent *form, struct str once)
{
    struct str body = str_format(&net->arena, "%.*s&once=%.*s", STR_ARG(form->typed), STR_ARG(once));
    struct asks *asks = arena_new(&net->arena, struct asks);
    struct response response;
    *asks = (struct asks){.n = 0};
    while (!run_once(net, form, body, asks, &response)) {
        assert_int_equal(response.fault, FAULT_ASKED);
        answer_keeper(asks);
    }
    return response;
}

/* ---- each call failing in turn */

/* True: the n-th call was made, and failed. */
static bool fail_nth(struct net *net, const struct scenario *scenario, int64_t n, enum fault fault)
{
    struct form_sent form = scenario->form(net, n);
    struct str once = once_make(&net->arena, form.now);
    struct str before = things(net);
    db_fail_after(n, fault);
    struct response response = send_form(net, &form, once);
    bool happened = db_fail_after(0, OK) == 0;
    bool changed = !str_eq(before, things(net));
    bool is_true = changed == (response.status == scenario->fine);
    if (!is_true && !(scenario->shows_page && changed && response.status >= 500)) {
        fail_msg("%s, call %lld failing: answered %d, %schanged", scenario->name, (long long)n, response.status,
                 changed ? "" : "not ");
    }
    if (response.status != scenario->fine) {
        assert_true(response.session.n == 0);
        response = send_form(net, &form, once);
    }
    if (response.status != scenario->fine || str_eq(before, things(net))) {
        fail_msg("%s, behind call %lld: answered %d", scenario->name, (long long)n, response.status);
    }
    return happened;
}

static void walk(void **state, const struct scenario *scenario, enum fault fault)
{
    struct net net = open_net(state);
    int64_t n = 1;
    while (fail_nth(&net, scenario, n, fault)) {
        n += scratch_stride();
        assert_true(n < CALLS_MAX);
    }
    assert_true(n > scenario->failed_min);
    close_net(&net);
}

/* ---- the forms */

static void set_totp(struct net *net, struct str sealed)
{
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(person_set_second(net->write, net->person, sealed, 0), OK);
    assert_int_equal(db_commit(net->write), OK);
}

static struct str open_session(struct net *net, int64_t now)
{
    const struct session_new session = {.person_id = net->person, .opened_by = S("password"), .browser = S("")};
    struct str token;
    int64_t lasts_s;
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(session_open(net->write, &net->arena, &session, S(""), now, &token, &lasts_s), OK);
    assert_int_equal(db_commit(net->write), OK);
    return token;
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
    struct str pending = secret_seal(&net->arena, &key, about, S(SECRET));
    set_totp(net, S(""));
    struct str typed = str_format(&net->arena, "pending=%.*s&code=%.*s&present=nine+small+giants+at+breakfast",
                                  STR_ARG(pending), STR_ARG(otp_code(&net->arena, S(SECRET), now)));
    return (struct form_sent){S("/me/second-step"), typed, open_session(net, now), now};
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
    return (struct form_sent){S("/me/password"), typed, open_session(net, now), now};
}

static const struct scenario SIGN_IN = {"signing in", sign_in, 303, 8, false};
static const struct scenario WRONG = {"a wrong password", wrong_password, 400, 8, true};
static const struct scenario SECOND = {"the second step", second_step, 303, 8, false};
static const struct scenario TURN_ON = {"a second step set up", turn_on, 303, 20, false};
static const struct scenario PASSWORD_NEW = {"a new password", new_password, 303, 10, false};

static void test_signing_in_is_whole_or_not_at_all(void **state)
{
    walk(state, &SIGN_IN, FAULT_IO);
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
        TEST(test_a_wrong_password_is_counted_or_not_answered),
        TEST(test_a_code_is_used_up_for_a_session_only),
        TEST(test_a_code_is_used_up_for_a_session_only_while_others_write),
        TEST(test_a_second_step_comes_with_its_codes),
        TEST(test_a_new_password_ends_the_old_with_its_sessions),
    };
    return cmocka_run_group_tests_name("acts of signing in", tests, NULL, NULL);
}
