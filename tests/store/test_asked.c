/* SPDX-License-Identifier: AGPL-3.0-or-later
** An act that asks the keeper of passwords: rolled back while it waits, run again with the answer, and nothing is taken
** for the answer to another question. On both engines; the keeper is played. */
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
#include "store/rate.h"
#include "text/words.h"

#define NOW 1795348800
#define HASH "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static const struct once_store store = {once_find, once_add};
static const struct rate_limit TRIES = {S_INIT("asked"), 1000, 86400};
static const char *kept_hash; /* what the act finds of the person */

static enum fault page(struct request *request, struct response *response)
{
    buf_put_str(&response->body, request_typed(request, "name"));
    for (size_t i = 0; i < request->problems.n; i++) {
        buf_format(&response->body, " %.*s %.*s", STR_ARG(request->problems.items[i].where),
                   STR_ARG(request->problems.items[i].what));
    }
    return OK;
}

/* Writes first; then verifies; then hashes. */
static enum fault change(struct request *request, struct response *response)
{
    int64_t wait_s;
    bool fits;
    struct str hash;
    TRY(rate_take(request->db, request->arena, &TRIES, S("x"), request->now, &wait_s));
    TRY(keeper_verify(request, str_of(kept_hash), request_secret(request, "password"), &fits));
    if (!fits) {
        return FAULT_CONFLICT;
    }
    TRY(keeper_hash(request, request_secret(request, "password"), &hash));
    response->status = 303;
    response->location = hash;
    return OK;
}

static const struct field FORM[] = {
    {.name = "name", .max = 40},
    {.name = "password", .kind = FIELD_SECRET, .max = 128},
    {0},
};
static const struct route ROUTES[] = {{.pattern = "/change", .forms = FORM_HTML, .handle = page, .title = "Change",
                                       .act = change, .form = FORM, .right = 1, .act_right = 1}};

static void render_error(struct request *request, struct response *response, int status)
{
    (void)request;
    buf_format(&response->body, "error %d", status);
}

static const struct routes routes = {ROUTES, COUNT_OF(ROUTES), render_error};

struct net {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct arena arena;
    struct buf body;
    struct asks asks;
    struct str typed;
};

struct said {
    bool answered;
    int status;
    struct str location;
    struct str page;
    enum fault fault;
};

static struct net open_net(void **state)
{
    struct net net = {.scratch = *state};
    net.read = scratch_open(net.scratch, DB_READ);
    net.write = scratch_open(net.scratch, DB_WRITE);
    arena_init(&net.arena, 8u << 20);
    buf_init(&net.body, 1u << 20);
    net.typed = str_format(&net.arena, "name=typed&password=a+long+secret&once=%.*s",
                           STR_ARG(once_make(&net.arena, NOW)));
    kept_hash = HASH;
    return net;
}

static void close_net(struct net *net)
{
    asks_done(&net->asks);
    db_close(net->write);
    db_close(net->read);
    buf_done(&net->body);
    arena_done(&net->arena);
}

static struct said run(struct net *net)
{
    static const struct site site = {.base_url = S_INIT("http://a")};
    const struct exchange_in in = {.method = S("POST"), .target = S("/change"), .language = S("en"),
                                   .body = net->typed, .ours = true, .is_form = true};
    struct request request = {.arena = &net->arena, .db = net->read, .site = &site, .now = NOW, .number = 1,
                              .asks = &net->asks};
    buf_reset(&net->body);
    struct response response = {.body = net->body};
    struct route_match match = route_match(&routes, &in, &request, &response);
    assert_int_equal(match.status, 200);
    bool answered = act_run(&routes, &match, &request, &response, net->write, &store, true);
    net->body = response.body;
    return (struct said){answered, response.status, str_copy(&net->arena, response.location),
                         str_copy(&net->arena, buf_str(&response.body)), response.fault};
}

static int64_t tries(struct net *net)
{
    return atoll(str_c(&net->arena, scratch_ask(net->scratch, "net.db", "select coalesce(sum(n), 0) from rate")));
}

/* It asks, and nothing of the run is left: others may write. */
static void assert_asks(struct net *net, enum keeper_kind kind)
{
    struct said said = run(net);
    assert_false(said.answered);
    assert_int_equal(said.fault, FAULT_ASKED);
    assert_true(net->asks.is_open);
    assert_int_equal(net->asks.question.kind, kind);
    assert_int_equal(tries(net), 0);
    assert_int_equal(db_begin(net->write), OK); /* no transaction is open */
    db_rollback(net->write);
}

static void answer(struct net *net, bool fits, const char *hash)
{
    struct keeper_answer answer = {.done = true, .fits = fits, .hash_n = (uint32_t)str_of(hash).n};
    memcpy(answer.hash, hash, answer.hash_n);
    asks_answer(&net->asks, &answer);
}

static void test_it_runs_again_with_each_answer(void **state)
{
    struct net net = open_net(state);
    assert_asks(&net, KEEPER_VERIFY);
    assert_int_equal(net.asks.question.hash_n, sizeof HASH - 1);
    assert_memory_equal(net.asks.question.text + sizeof HASH - 1, "a long secret", 13);
    answer(&net, true, "");
    assert_asks(&net, KEEPER_HASH);
    answer(&net, false, "$made");
    struct said said = run(&net);
    assert_true(said.answered);
    assert_int_equal(said.status, 303);
    assert_str(said.location, "$made");
    assert_int_equal(tries(&net), 1);
    assert_int_equal(run(&net).status, 303); /* sent again: the same answer, and nobody is asked */
    assert_int_equal(tries(&net), 1);
    close_net(&net);
}

static void test_one_that_does_not_fit_asks_no_more(void **state)
{
    struct net net = open_net(state);
    assert_asks(&net, KEEPER_VERIFY);
    answer(&net, false, "");
    assert_int_equal(run(&net).fault, FAULT_CONFLICT);
    assert_false(net.asks.is_open);
    assert_int_equal(tries(&net), 0);
    close_net(&net);
}

/* The password was changed while it hashed: what is known of the old one says nothing of the new one. */
static void test_an_answer_is_to_its_own_question(void **state)
{
    struct net net = open_net(state);
    assert_asks(&net, KEEPER_VERIFY);
    answer(&net, true, "");
    kept_hash = "";
    assert_asks(&net, KEEPER_VERIFY);
    assert_int_equal(net.asks.question.hash_n, 0);
    answer(&net, false, "");
    assert_int_equal(run(&net).fault, FAULT_CONFLICT);
    close_net(&net);
}

static void assert_crowded(struct net *net)
{
    struct said said = run(net);
    assert_true(said.answered);
    assert_int_equal(said.status, 503);
    assert_true(str_starts(said.page, S("typed Just now many people are signing in")));
    assert_false(str_contains(said.page, S("a long secret")));
    assert_int_equal(tries(net), 0);
}

static void test_without_an_answer_the_form_is_shown_again(void **state)
{
    struct net net = open_net(state);
    assert_asks(&net, KEEPER_VERIFY);
    asks_refuse(&net.asks);
    assert_crowded(&net);
    net.asks = (struct asks){0};
    assert_asks(&net, KEEPER_VERIFY);
    asks_answer(&net.asks, &(struct keeper_answer){.done = false}); /* no memory for it */
    assert_crowded(&net);
    close_net(&net);
}

static void test_a_question_is_not_kept(void **state)
{
    static const struct keeper_question none;
    struct net net = open_net(state);
    assert_asks(&net, KEEPER_VERIFY);
    answer(&net, true, "");
    assert_memory_equal(&net.asks.question, &none, sizeof none);
    close_net(&net);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_it_runs_again_with_each_answer),
        TEST(test_one_that_does_not_fit_asks_no_more),
        TEST(test_an_answer_is_to_its_own_question),
        TEST(test_without_an_answer_the_form_is_shown_again),
        TEST(test_a_question_is_not_kept),
    };
    return cmocka_run_group_tests_name("asked", tests, NULL, NULL);
}
