/* SPDX-License-Identifier: AGPL-3.0-or-later
** Forms that act, with the real form for remarks: once however often it is sent, whole or not at all whatever fails,
** and nothing lost of what was typed. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "http/act.h"
#include "http/post.h"
#include "scratch.h"
#include "store/once.h"
#include "store/rate.h"
#include "store/remark.h"
#include "text/words.h"
#include "web/routes.h"

#define NOW 1795348800
#define CALLS_MAX 60
#define TYPED "says=The+number+is+<1>&source=&mail=me%40example.org&page=%2Fcities%2Fciampino-it&website="

static const struct once_store store = {once_find, once_add};

struct net {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct arena arena;
    struct buf body;
    struct site site;
    bool away; /* there is nothing to write to */
};

/* What was answered. */
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
    net.site = (struct site){.name = S("Net"), .base_url = S("http://a"), .colour = S("#ffb545"), .version = S("1"),
                             .operator_mail = S(""), .mark = S("")};
    arena_init(&net.arena, 64u << 20);
    buf_init(&net.body, 8u << 20);
    return net;
}

static void close_net(struct net *net)
{
    db_close(net->write);
    db_close(net->read);
    buf_done(&net->body);
    arena_done(&net->arena);
}

static struct said send_from(struct net *net, const char *sender, struct str body, int64_t now, bool last)
{
    const struct exchange_in in = {.method = S("POST"), .target = S("/remarks/new"), .language = S("en"),
                                   .body = body, .ours = true, .is_form = true};
    struct request request = {.arena = &net->arena, .db = net->read, .site = &net->site, .now = now,
                              .today = {(int32_t)(now / 86400)}, .number = 1,
                              .sender = {str_of(sender), str_of(sender)}};
    buf_reset(&net->body);
    struct response response = {.body = net->body};
    struct route_match match = route_match(&web_routes, &in, &request, &response);
    assert_int_equal(match.status, 200);
    assert_true(request.acts);
    bool answered = true;
    if (net->away) {
        act_refuse(&web_routes, &match, &request, &response);
    } else {
        answered = act_run(&web_routes, &match, &request, &response, net->write, &store, last);
    }
    net->body = response.body;
    return (struct said){answered, response.status, str_copy(&net->arena, response.location),
                         str_copy(&net->arena, buf_str(&response.body)), response.fault};
}

static struct str body_with(struct net *net, struct str token, const char *typed)
{
    return str_format(&net->arena, "%s&once=%.*s", typed, STR_ARG(token));
}

static struct said send_form(struct net *net, struct str body)
{
    return send_from(net, "192.0.2.1", body, NOW, true);
}

static int64_t remarks(struct net *net)
{
    return atoll(str_c(&net->arena, scratch_ask(net->scratch, "net.db", "select count(*) from remark")));
}

static void assert_has(struct str page, const char *part)
{
    if (!str_contains(page, str_of(part))) {
        fail_msg("not on the page: %s", part);
    }
}

/* ---- once */

static void test_a_form_leads_to_its_page(void **state)
{
    struct net net = open_net(state);
    struct said said = send_form(&net, body_with(&net, once_make(&net.arena, NOW), TYPED));
    struct q_remark_by_id row;
    assert_int_equal(said.status, 303);
    assert_true(str_starts(said.location, S("/remarks/")));
    assert_int_equal(q_remark_by_id(net.read, &net.arena, 1, &row), OK);
    assert_str(row.says, "The number is <1>");
    assert_str(row.mail, "me@example.org");
    assert_str(row.page, "/cities/ciampino-it");
    assert_str(row.state, "waiting");
    assert_int_equal(row.remove_at, NOW + REMARK_KEPT_S);
    assert_true(str_ends(said.location, row.uid));
    close_net(&net);
}

static void test_sent_twice_it_acts_once(void **state)
{
    struct net net = open_net(state);
    struct str body = body_with(&net, once_make(&net.arena, NOW), TYPED);
    struct said first = send_form(&net, body);
    struct said second = send_from(&net, "192.0.2.9", body, NOW + 3600, true);
    assert_int_equal(second.status, 303);
    assert_true(str_eq(first.location, second.location));
    assert_int_equal(remarks(&net), 1);
    assert_int_equal(send_form(&net, body_with(&net, once_make(&net.arena, NOW), TYPED)).status, 303);
    assert_int_equal(remarks(&net), 2);
    close_net(&net);
}

/* What was added after the first time must not be lost behind the first answer. */
static void test_other_words_under_the_same_token_are_shown_to_be_sent_anew(void **state)
{
    struct net net = open_net(state);
    struct str token = once_make(&net.arena, NOW);
    assert_int_equal(send_form(&net, body_with(&net, token, TYPED)).status, 303);
    struct said said = send_form(&net, body_with(&net, token, "says=The+year+is+wrong+as+well"));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "This form was sent before, with other words: those are kept: send it again");
    assert_has(said.page, "The year is wrong as well");
    assert_false(str_contains(said.page, token));
    assert_int_equal(remarks(&net), 1);
    close_net(&net);
}

/* Neither to be written to nor to be read: the form is there all the same, with what was typed. */
static void test_with_the_database_away_what_was_typed_is_shown(void **state)
{
    struct net net = open_net(state);
    struct db *read = net.read;
    net.read = NULL;
    net.away = true;
    struct said said = send_form(&net, body_with(&net, once_make(&net.arena, NOW), TYPED));
    assert_int_equal(said.status, 503);
    assert_has(said.page, "The database cannot be reached just now: nothing was saved");
    assert_has(said.page, "The number is &lt;1&gt;");
    net.read = read;
    close_net(&net);
}

/* ---- whole or not at all */

/* With each call of the database failing in turn: what is answered is true, and the same form again settles it. */
static void walk_faults(void **state, enum fault fault)
{
    struct net net = open_net(state);
    int64_t had = 0;
    int failed = 0;
    for (int64_t n = 1; n <= CALLS_MAX; n++) {
        struct arena_mark mark = arena_mark(&net.arena);
        struct str body = body_with(&net, once_make(&net.arena, NOW), TYPED);
        const char *sender = str_c(&net.arena, str_format(&net.arena, "sender %lld", (long long)n));
        db_fail_after(n, fault);
        struct said said = send_from(&net, sender, body, NOW, true);
        bool happened = db_fail_after(0, OK) == 0;
        bool is_saved = remarks(&net) == had + 1;
        if (said.status == 303 ? !is_saved : said.status < 400) {
            fail_msg("call %lld failing: answered %d, %ssaved", (long long)n, said.status, is_saved ? "" : "not ");
        }
        if (said.status != 303 && said.page.n > 0 && said.status == 503) {
            assert_has(said.page, "The number is &lt;1&gt;"); /* what was typed is still there */
        }
        failed += said.status != 303;
        struct said again = send_from(&net, sender, body, NOW, true);
        assert_int_equal(again.status, 303);
        assert_int_equal(remarks(&net), ++had);
        if (!happened) {
            assert_true(failed >= 8);
            arena_rewind(&net.arena, mark);
            close_net(&net);
            return;
        }
        arena_rewind(&net.arena, mark);
    }
    fail_msg("%d calls and no end", CALLS_MAX);
}

static void test_whole_or_not_at_all_when_a_call_fails(void **state)
{
    walk_faults(state, FAULT_IO);
}

static void test_whole_or_not_at_all_when_a_call_is_busy(void **state)
{
    walk_faults(state, FAULT_BUSY);
}

static void test_while_somebody_else_writes_it_waits(void **state)
{
    struct net net = open_net(state);
    struct db *other = scratch_open(net.scratch, DB_WRITE);
    struct str body = body_with(&net, once_make(&net.arena, NOW), TYPED);
    assert_int_equal(db_begin(other), OK);
    assert_false(send_from(&net, "a", body, NOW, false).answered);
    struct said said = send_from(&net, "a", body, NOW, true);
    assert_int_equal(said.status, 503);
    assert_has(said.page, "is busy with other work: nothing is lost: send the form again in a moment");
    assert_has(said.page, "The number is &lt;1&gt;");
    assert_has(said.page, "me@example.org");
    assert_has(said.page, "/cities/ciampino-it");
    db_rollback(other);
    assert_int_equal(remarks(&net), 0);
    assert_int_equal(send_from(&net, "a", body, NOW, false).status, 303);
    assert_int_equal(remarks(&net), 1);
    db_close(other);
    close_net(&net);
}

/* ---- what does not fit */

static void test_all_mistakes_are_shown_at_once_with_what_was_typed(void **state)
{
    struct net net = open_net(state);
    struct str token = once_make(&net.arena, NOW);
    struct said said = send_form(&net, body_with(&net, token,
                                                 "says=%20&source=a+%22book%22&mail=me+at+home&page=%2Fthemes"));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "<a href=\"#says\">“What is wrong or missing?” is empty: fill it in</a>");
    assert_has(said.page, "<a href=\"#mail\">“Your mail address, if you want an answer” is not a mail address");
    assert_has(said.page, "value=\"a &quot;book&quot;\"");
    assert_has(said.page, "value=\"me at home\"");
    assert_has(said.page, "value=\"/themes\"");
    assert_has(said.page, str_c(&net.arena, token)); /* it has not acted yet */
    assert_int_equal(remarks(&net), 0);
    close_net(&net);
}

static void test_a_text_that_is_too_long_comes_back_whole(void **state)
{
    struct net net = open_net(state);
    char says[REMARK_SAYS_MAX + 2];
    memset(says, 'a', sizeof says - 1);
    says[sizeof says - 1] = '\0';
    struct str typed = str_format(&net.arena, "says=%s", says);
    struct said said = send_form(&net, body_with(&net, once_make(&net.arena, NOW), str_c(&net.arena, typed)));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "it has 2001 letters, use at most 2000");
    assert_has(said.page, says);
    close_net(&net);
}

static void test_an_old_or_invented_form_is_shown_anew(void **state)
{
    struct net net = open_net(state);
    struct str old = once_make(&net.arena, NOW - ONCE_AGE_S);
    struct said said = send_form(&net, body_with(&net, old, TYPED));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "This form was open for too long, or was sent in part: send it again");
    assert_has(said.page, "The number is &lt;1&gt;");
    assert_false(str_contains(said.page, old));
    assert_int_equal(send_form(&net, S(TYPED)).status, 400);
    assert_int_equal(remarks(&net), 0);
    close_net(&net);
}

static void test_a_machine_falls_into_the_trap(void **state)
{
    struct net net = open_net(state);
    struct said said = send_form(&net, body_with(&net, once_make(&net.arena, NOW),
                                                 "says=buy+this&website=http%3A%2F%2Fb"));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "“Leave this empty” is filled in");
    assert_int_equal(remarks(&net), 0);
    close_net(&net);
}

/* ---- not too often */

static int send_nth(struct net *net, const char *sender, int64_t now)
{
    return send_from(net, sender, body_with(net, once_make(&net->arena, now), TYPED), now, true).status;
}

static void test_who_sends_too_often_is_told_to_wait(void **state)
{
    struct net net = open_net(state);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(send_nth(&net, "192.0.2.1", NOW + i), 303);
    }
    struct str body = body_with(&net, once_make(&net.arena, NOW), TYPED);
    struct said said = send_from(&net, "192.0.2.1", body, NOW + 600, true);
    assert_int_equal(said.status, 429);
    assert_has(said.page, "This form came too often from where you are within an hour: "
               "send it again in 50 minutes; what you wrote stays here");
    assert_has(said.page, "The number is &lt;1&gt;");
    assert_int_equal(send_nth(&net, "192.0.2.2", NOW + 600), 303); /* others are not meant */
    assert_int_equal(send_nth(&net, "192.0.2.1", NOW + 3599), 429);
    assert_int_equal(send_nth(&net, "192.0.2.1", NOW + 3600), 303);
    assert_int_equal(remarks(&net), 12);
    close_net(&net);
}

static void test_who_it_was_stands_nowhere(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(send_nth(&net, "192.0.2.1", NOW), 303);
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from rate where who like '%192.0.2.1%'"), "0");
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from rate where length(who) = 64"), "2");
    struct str salt = scratch_ask(net.scratch, "net.db", "select salt from rate_salt");
    assert_int_equal(rate_forget(net.write, NOW), OK);
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from rate_salt"), "1");
    assert_int_equal(rate_forget(net.write, NOW + 2 * 86400), OK);
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from rate_salt"), "0");
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from rate"), "0");
    assert_int_equal(send_nth(&net, "192.0.2.1", NOW + 86400), 303);
    assert_str(scratch_ask(net.scratch, "net.db", "select count(*) from rate_salt"), "1");
    assert_false(str_eq(salt, scratch_ask(net.scratch, "net.db", "select salt from rate_salt")));
    close_net(&net);
}

/* A clock set back does not lock anybody out. */
static void test_a_span_that_begins_in_the_future_is_over(void **state)
{
    struct net net = open_net(state);
    const struct rate_limit limit = {S("x"), 1, 3600};
    int64_t wait_s = -1;
    assert_int_equal(rate_take(net.write, &net.arena, &limit, S(""), NOW + 100000, &wait_s), OK);
    assert_int_equal(rate_take(net.write, &net.arena, &limit, S(""), NOW, &wait_s), OK);
    assert_int_equal(wait_s, 0);
    assert_int_equal(rate_take(net.write, &net.arena, &limit, S(""), NOW + 1, &wait_s), OK);
    assert_int_equal(wait_s, 3599);
    close_net(&net);
}

/* ---- what comes of it */

static void test_a_remark_is_answered_once(void **state)
{
    struct net net = open_net(state);
    struct q_remark_by_id row;
    assert_int_equal(send_nth(&net, "a", NOW), 303);
    assert_int_equal(remark_end(net.write, &net.arena, 2, S("no"), NOW), FAULT_NOT_FOUND);
    assert_int_equal(remark_end(net.write, &net.arena, 1, S("Mended."), NOW + 10), OK);
    assert_int_equal(remark_end(net.write, &net.arena, 1, S(""), NOW + 20), FAULT_CONFLICT);
    assert_int_equal(q_remark_by_id(net.read, &net.arena, 1, &row), OK);
    assert_str(row.state, "answered");
    assert_str(row.answer, "Mended.");
    assert_int_equal(row.ended_at.v, NOW + 10);
    assert_int_equal(row.remove_at, NOW + 10 + REMARK_ENDED_KEPT_S);
    close_net(&net);
}

static void test_a_remark_goes_when_its_time_has_come(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(send_nth(&net, "a", NOW), 303);
    assert_int_equal(q_remark_forget(net.write, NOW + REMARK_KEPT_S - 1), OK);
    assert_int_equal(remarks(&net), 1);
    assert_int_equal(q_remark_forget(net.write, NOW + REMARK_KEPT_S), OK);
    assert_int_equal(remarks(&net), 0);
    close_net(&net);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_form_leads_to_its_page),
        TEST(test_sent_twice_it_acts_once),
        TEST(test_other_words_under_the_same_token_are_shown_to_be_sent_anew),
        TEST(test_with_the_database_away_what_was_typed_is_shown),
        TEST(test_whole_or_not_at_all_when_a_call_fails),
        TEST(test_whole_or_not_at_all_when_a_call_is_busy),
        TEST(test_while_somebody_else_writes_it_waits),
        TEST(test_all_mistakes_are_shown_at_once_with_what_was_typed),
        TEST(test_a_text_that_is_too_long_comes_back_whole),
        TEST(test_an_old_or_invented_form_is_shown_anew),
        TEST(test_a_machine_falls_into_the_trap),
        TEST(test_who_sends_too_often_is_told_to_wait),
        TEST(test_who_it_was_stands_nowhere),
        TEST(test_a_span_that_begins_in_the_future_is_over),
        TEST(test_a_remark_is_answered_once),
        TEST(test_a_remark_goes_when_its_time_has_come),
    };
    return cmocka_run_group_tests_name("act", tests, NULL, NULL);
}
