/* SPDX-License-Identifier: AGPL-3.0-or-later
** Remarks on screen, for those who may: read, answered, closed, removed, and by nobody else. With the real table of
** routes and the real gate; only who asks is said by the test. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/who.h"
#include "http/act.h"
#include "http/post.h"
#include "scratch.h"
#include "store/once.h"
#include "store/remark.h"
#include "web/gate.h"
#include "web/routes.h"

#define NOW 1795348800
#define ANSWER "/remarks/1/answer"
#define REMOVE "/remarks/1/remove"
#define SAYS "The number is <old> & wrong"
#define MAIL "reader@example.org"

static const struct once_store store = {once_find, once_add};
static const struct who coordinator = {.person_id = 2, .is_coordinator = true, .has_second_factor = true};
static const struct who weak = {.person_id = 2, .is_coordinator = true};
static const struct who_city ours[] = {{7, true}};
static const struct who main_contact = {.person_id = 3, .cities = ours, .cities_count = 1};
static const struct who *asks; /* who has signed in just now; NULL a visitor */

static enum fault find_who(struct request *request, const struct who **ret_who)
{
    (void)request;
    *ret_who = asks;
    return OK;
}

static const struct gate gate = {.find = find_who, .permit = gate_permit};

struct net {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct arena arena;
    struct buf body;
    struct site site;
    struct routes routes;
};

struct said {
    int status;
    struct str location;
    struct str page;
    int max_age_s;
};

static struct net open_net(void **state)
{
    struct net net = {.scratch = *state, .routes = web_routes};
    const struct remark_new remark = {S("/cities/ciampino-it"), S(SAYS), S("ISTAT"), S(MAIL), S("de")};
    struct str uid;
    net.routes.gate = &gate;
    net.read = scratch_open(net.scratch, DB_READ);
    net.write = scratch_open(net.scratch, DB_WRITE);
    net.site = (struct site){.name = S("Net"), .base_url = S("http://a"), .colour = S("#ffb545"), .version = S("1"),
                             .operator_mail = S("office@net.example"), .mark = S("")};
    arena_init(&net.arena, 64u << 20);
    buf_init(&net.body, 8u << 20);
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(remark_add(net.write, &net.arena, &remark, NOW - 3600, &uid), OK);
    assert_int_equal(db_commit(net.write), OK);
    asks = &coordinator;
    return net;
}

static void close_net(struct net *net)
{
    db_close(net->write);
    db_close(net->read);
    buf_done(&net->body);
    arena_done(&net->arena);
}

static struct said ask(struct net *net, const char *method, const char *target, struct str body)
{
    const struct exchange_in in = {.method = str_of(method), .target = str_of(target), .language = S("en"),
                                   .body = body, .ours = true, .is_form = true};
    struct request request = {.arena = &net->arena, .db = net->read, .site = &net->site, .now = NOW,
                              .today = {NOW / 86400}, .number = 1, .session = S("any"),
                              .sender = {S("192.0.2.1"), S("192.0.2.1")}};
    buf_reset(&net->body);
    struct response response = {.body = net->body};
    struct route_match match = route_match(&net->routes, &in, &request, &response);
    if (match.status == 200 && request.acts) {
        assert_true(act_run(&net->routes, &match, &request, &response, net->write, &store, true));
    } else {
        route_handle(&net->routes, &match, &request, &response);
    }
    net->body = response.body;
    return (struct said){response.status, str_copy(&net->arena, response.location),
                         str_copy(&net->arena, buf_str(&response.body)), response.max_age_s};
}

static struct said get(struct net *net, const char *target)
{
    return ask(net, "GET", target, S(""));
}

static struct said send_form(struct net *net, const char *target, const char *typed)
{
    struct str token = once_make(&net->arena, NOW);
    return ask(net, "POST", target, str_format(&net->arena, "%s&once=%.*s", typed, STR_ARG(token)));
}

static struct q_remark_by_id remark(struct net *net)
{
    struct q_remark_by_id row;
    assert_int_equal(q_remark_by_id(net->read, &net->arena, 1, &row), OK);
    return row;
}

static void assert_has(struct str page, const char *part)
{
    if (!str_contains(page, str_of(part))) {
        fail_msg("not on the page: %s", part);
    }
}

/* ---- reading */

static void test_the_queue_shows_what_waits(void **state)
{
    struct net net = open_net(state);
    struct said said = get(&net, "/remarks");
    assert_int_equal(said.status, 200);
    assert_int_equal(said.max_age_s, -1);
    assert_has(said.page, "The number is &lt;old&gt; &amp; wrong");
    assert_has(said.page, "href=\"/remarks/1/answer\"");
    assert_has(said.page, "wants an answer");
    assert_false(str_contains(said.page, S(MAIL)));
    assert_has(get(&net, "/remarks?state=closed").page, "No remark was closed");
    assert_int_equal(get(&net, "/remarks?state=strange").status, 400);
    close_net(&net);
}

static void test_one_remark_stands_whole(void **state)
{
    struct net net = open_net(state);
    struct said said = get(&net, ANSWER);
    assert_int_equal(said.status, 200);
    assert_int_equal(said.max_age_s, -1);
    assert_has(said.page, "The number is &lt;old&gt; &amp; wrong");
    assert_has(said.page, MAIL);
    assert_has(said.page, "ISTAT");
    assert_has(said.page, "href=\"/cities/ciampino-it\"");
    assert_int_equal(get(&net, "/remarks/2/answer").status, 404);
    assert_int_equal(get(&net, "/remarks/x/answer").status, 404);
    assert_int_equal(get(&net, "/remarks/99999999999999999999/remove").status, 404);
    close_net(&net);
}

/* ---- acting */

static void test_an_answer_stands_on_its_page(void **state)
{
    struct net net = open_net(state);
    struct said said = send_form(&net, ANSWER, "answer=It+is+mended.&do=answer");
    assert_int_equal(said.status, 303);
    assert_str(said.location, ANSWER);
    assert_str(remark(&net).state, "answered");
    assert_str(remark(&net).answer, "It is mended.");
    assert_int_equal(remark(&net).remove_at, NOW + REMARK_ENDED_KEPT_S);
    said = get(&net, ANSWER);
    assert_has(said.page, "It is mended.");
    assert_false(str_contains(said.page, S("<textarea")));
    asks = NULL;
    const char *its_page = str_c(&net.arena, str_join(&net.arena, S("/remarks/"), remark(&net).uid));
    assert_has(get(&net, its_page).page, "It is mended.");
    close_net(&net);
}

static void test_it_is_closed_without_one(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(send_form(&net, ANSWER, "answer=&do=close").status, 303);
    assert_str(remark(&net).state, "closed");
    assert_has(get(&net, "/remarks?state=closed").page, "The number is &lt;old&gt;");
    close_net(&net);
}

static void test_what_does_not_fit_is_said_and_kept(void **state)
{
    struct net net = open_net(state);
    struct said said = send_form(&net, ANSWER, "answer=+&do=answer");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "\u201cYour answer\u201d is empty: write it, or close the remark without an answer");
    said = send_form(&net, ANSWER, "answer=Thank+you&do=close");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "\u201cYour answer\u201d is filled in");
    assert_has(said.page, ">Thank you</textarea>");
    assert_int_equal(send_form(&net, ANSWER, "answer=Thank+you&do=burn").status, 400);
    assert_str(remark(&net).state, "waiting");
    close_net(&net);
}

/* Two who read the same remark: the second one loses nothing, and the first answer stands. */
static void test_who_comes_second_is_told_and_keeps_what_was_typed(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(send_form(&net, ANSWER, "answer=The+first&do=answer").status, 303);
    struct said said = send_form(&net, ANSWER, "answer=The+second&do=answer");
    assert_int_equal(said.status, 409);
    assert_has(said.page, "This remark was answered or closed meanwhile: nothing was changed by what you sent");
    assert_has(said.page, "The second");
    assert_has(said.page, "The first");
    assert_str(remark(&net).answer, "The first");
    close_net(&net);
}

static void test_removed_it_is_gone(void **state)
{
    struct net net = open_net(state);
    assert_has(get(&net, REMOVE).page, "Remove it for good");
    assert_int_equal(send_form(&net, REMOVE, "").status, 303);
    assert_int_equal(get(&net, ANSWER).status, 404);
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from remark"), "0");
    assert_has(get(&net, "/remarks").page, "No remark waits.");
    assert_int_equal(send_form(&net, REMOVE, "").status, 404);
    close_net(&net);
}

/* ---- who may */

static const char *const PAGES[] = {"/remarks", ANSWER, REMOVE};

static void test_a_visitor_is_led_to_sign_in(void **state)
{
    struct net net = open_net(state);
    asks = NULL;
    for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
        struct said said = get(&net, PAGES[i]);
        assert_int_equal(said.status, 303);
        assert_true(str_starts(said.location, S("/sign-in?next=%2Fremarks")));
        assert_int_equal(said.max_age_s, -1);
        assert_false(str_contains(said.page, S("number is")));
    }
    assert_int_equal(send_form(&net, ANSWER, "answer=Hello&do=answer").status, 403);
    assert_int_equal(send_form(&net, REMOVE, "").status, 403);
    assert_str(remark(&net).state, "waiting");
    close_net(&net);
}

static void assert_closed(struct net *net, const char *says)
{
    for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
        struct said said = get(net, PAGES[i]);
        assert_int_equal(said.status, 403);
        assert_has(said.page, says);
        assert_false(str_contains(said.page, S("number is")));
    }
    assert_int_equal(send_form(net, ANSWER, "answer=Hello&do=answer").status, 403);
    assert_int_equal(send_form(net, REMOVE, "").status, 403);
    assert_str(remark(net).state, "waiting");
}

static void test_who_is_not_staff_reads_who_may(void **state)
{
    struct net net = open_net(state);
    asks = &main_contact;
    assert_closed(&net, "ask one of them, or write to office@net.example");
    asks = &weak;
    assert_closed(&net, "you may, once you have signed in with your second step as well");
    close_net(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_queue_shows_what_waits, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_one_remark_stands_whole, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_an_answer_stands_on_its_page, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_it_is_closed_without_one, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_is_said_and_kept, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_comes_second_is_told_and_keeps_what_was_typed, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_removed_it_is_gone, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_visitor_is_led_to_sign_in, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_is_not_staff_reads_who_may, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
