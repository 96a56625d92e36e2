/* SPDX-License-Identifier: AGPL-3.0-or-later
** Putting in an earlier answer, changing one, taking it away, keeping those of a former bid, each with each call of the
** database failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/answer.h"
#include "store/bid_work.h"
#include "store/person.h"

#define UID "dddddddddddddddddddddddddddddddd"
#define FORMER "1. Impact\n\nCooler.\n\n2. Team\n\nTwo."

static struct form_sent sent(struct net *net, const char *page, struct str typed)
{
    struct str target = str_format(&net->arena, "/member-cities/%.*s/answers%s", STR_ARG(net->city), page);
    return (struct form_sent){target, typed, net_session(net, net->person, false, NOW), NOW};
}

static void one_stands(struct net *net)
{
    net_exec(net, "delete from answer");
    net_exec(net, "delete from answer_word");
    const struct q_answer_add_in in = {
        .uid = S(UID), .member_id = net->city_id, .question = S("Impact"), .body = S("Cooler"), .fund = S(""),
        .rule_id = S(""), .call_key = S(""), .handed_in_on = S(""), .outcome = S(""), .outcome_why = S(""),
        .seen_by = S("city"), .person_id = net->person, .now = NOW};
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(q_answer_add(net->write, &in), OK);
    assert_int_equal(q_answer_words_add(net->write, net->city_id, 1, 3, 0, S("impact =impact")), OK);
    assert_int_equal(db_commit(net->write), OK);
}

static struct form_sent puts_in(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from answer");
    net_exec(net, "delete from answer_word");
    return sent(net, "/new", S("question=Impact&text=Cooler+streets&fund=EUCF&handed_in=2024&outcome=granted"));
}

static struct form_sent takes_away(struct net *net, int64_t n)
{
    (void)n;
    one_stands(net);
    return sent(net, "/" UID, S("do=take"));
}

static struct form_sent puts_back(struct net *net, int64_t n)
{
    (void)n;
    one_stands(net);
    net_exec(net, "update answer set taken_at = 1");
    net_exec(net, "delete from answer_word");
    return sent(net, "", S("back=" UID));
}

static struct form_sent keeps(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from answer");
    net_exec(net, "delete from answer_word");
    struct str seen = str_format(&net->arena, "%016llx", (unsigned long long)str_hash(S(FORMER)));
    return sent(net, "/former-bid", str_join(&net->arena, S("text=1.+Impact%0A%0ACooler.%0A%0A2.+Team%0A%0ATwo."
                                                            "&do=keep&seen="), seen));
}

/* A bid of the city that was handed in, with one section. */
static struct form_sent keeps_of_a_bid(struct net *net, int64_t n)
{
    (void)n;
    static const char *const tables[] = {"answer", "answer_word", "bid", "bid_city", "bid_stage", "bid_section",
                                         "bid_text"};
    struct str uid;
    const struct bid_new bid = {net->city_id, S(""), S("EUCF"), S(""), S("Roofs"), net->person, net->person, {20000}};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        net_exec(net, str_c(&net->arena, str_format(&net->arena, "delete from %s", tables[i])));
    }
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(bid_begin(net->write, &net->arena, &bid, NOW, &uid), OK);
    assert_int_equal(db_commit(net->write), OK);
    net_exec(net, "update bid_stage set stage = 'handed_in'");
    net_exec(net, "insert into bid_section (id, uid, bid_id, number, title, asks, limit_n, limit_of, member_id, state, "
                  "made_at, changed_at) select 1, 's1', b.id, 1, 'Impact', '', 0, '', c.member_id, 'open', 1, 1 "
                  "from bid b, bid_city c");
    net_exec(net, "insert into bid_text (id, section_id, number, body, member_id, made_at) values "
                  "(1, 1, 1, 'Cooler', 1, 1)");
    struct str target = str_format(&net->arena, "/member-cities/%.*s/bids/%.*s/answers", STR_ARG(net->city),
                                   STR_ARG(uid));
    return (struct form_sent){target, S("section=1"), net_session(net, net->person, false, NOW), NOW};
}

static const struct scenario ANSWERS[] = {
    {"answers of a bid are kept", keeps_of_a_bid, 303, 8, false},
    {"an earlier answer is put in", puts_in, 303, 8, false},
    {"an earlier answer is taken away", takes_away, 303, 6, false},
    {"an earlier answer is put back", puts_back, 303, 8, false},
    {"answers of a former bid are kept", keeps, 303, 14, false},
};

static void test_answers(void **state)
{
    struct net net = net_open_city(state);
    for (size_t i = 0; i < COUNT_OF(ANSWERS); i++) {
        act_fails(&net, &ANSWERS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_answers, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of earlier answers", tests, NULL, NULL);
}
