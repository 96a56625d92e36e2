/* SPDX-License-Identifier: AGPL-3.0-or-later
** Beginning a bid, saying how it stands, asking a city, answering, leaving, handing the lead over, each with each call
** of the database failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h).
** On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/bid_work.h"
#include "store/membership.h"
#include "store/person.h"

#define BID "dddddddddddddddddddddddddddddddd"
#define PART "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

/* Ann acts for both of two member cities. */
static struct net open_cities(void **state)
{
    struct net net = net_open(state);
    const struct q_member_keys keys[] = {{S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}},
                                         {S("Lecce"), S("IT"), S("IT_2"), {0}, {0}}};
    assert_int_equal(db_begin(net.write), OK);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct role_new role = {.person_id = net.person, .role = S("main_contact")};
        assert_int_equal(membership_join(net.write, &net.arena, &keys[i], &step_by_role, NOW, &net.city_id, NULL), OK);
        role.member_id = (struct maybe_int){true, net.city_id};
        assert_int_equal(role_give(net.write, &net.arena, &role, NOW), OK);
    }
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

/* city: 1, or 2, the other one. */
static struct form_sent sent(struct net *net, int city, const char *page, const char *typed)
{
    struct str uid = net_ask(net, city == 1 ? "select uid from member_city where id = 1"
                                            : "select uid from member_city where id = 2");
    struct str target = str_format(&net->arena, "/member-cities/%.*s/bids/%s", STR_ARG(uid), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, false, NOW), NOW};
}

/* City 1 leads one; city 2 has answered it, as that word says ("" it is not in it). */
static void stands(struct net *net, const char *answer)
{
    net_exec(net, "delete from bid");
    net_exec(net, "delete from bid_city");
    net_exec(net, "delete from bid_stage");
    net_exec(net, "delete from mail");
    net_exec(net, "insert into bid (id, uid, call_key, call_title, identifier, rule_id, name, seen_by, "
                  "outcome_seen_by, made_at, changed_at) values (1, '" BID "', '', 'Fund', '', '', 'Roofs', 'members', "
                  "'members', 1, 1)");
    net_exec(net, "insert into bid_city (id, uid, bid_id, member_id, role, answer, person_id, says, why, asked_at) "
                  "values (1, 'l', 1, 1, 'lead', 'yes', 1, '', '', 1)");
    net_exec(net, "insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, made_at) values "
                  "(1, 1, 1, 'decided', 20000, 1, '', '', 1), (2, 1, 2, 'writing', 20000, 1, '', '', 1)");
    if (answer[0] != '\0') {
        net_exec(net, str_c(&net->arena, str_format(&net->arena,
            "insert into bid_city (id, uid, bid_id, member_id, role, answer, says, why, asked_at) values (2, '" PART
            "', 1, 2, 'partner', '%s', '', '', 1)", answer)));
    }
}

static struct form_sent begins(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from bid");
    net_exec(net, "delete from bid_city");
    net_exec(net, "delete from bid_stage");
    return sent(net, 1, "new", "name=Roofs&fund=Land&do=begin");
}

static struct form_sent hands_in(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "");
    return sent(net, 1, BID, "do=handed_in&seen=2&day=2026-11-22");
}

static struct form_sent gives_up(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "");
    return sent(net, 1, BID "/stage/given_up", "day=2026-11-22&why=Busy&seen=2&do=say");
}

static struct form_sent undoes(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "");
    return sent(net, 1, BID, "do=undo&seen=2");
}

static struct form_sent asks(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "");
    struct str other = net_ask(net, "select uid from member_city where id = 2");
    return sent(net, 1, str_c(&net->arena, str_format(&net->arena, BID "/ask/%.*s", STR_ARG(other))),
                "says=Join&do=ask");
}

static struct form_sent takes_back(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "asked");
    return sent(net, 1, BID "/partners", "do=unask&part=" PART);
}

static struct form_sent says_yes(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "asked");
    return sent(net, 2, BID, "do=yes&why=Glad");
}

static struct form_sent leaves(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "yes");
    return sent(net, 2, BID, "do=leave&why=Busy");
}

static struct form_sent offers(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "yes");
    return sent(net, 1, BID "/partners", "do=offer&part=" PART);
}

static struct form_sent takes_lead(struct net *net, int64_t n)
{
    (void)n;
    stands(net, "yes");
    net_exec(net, "update bid_city set lead_asked_at = 5 where id = 2");
    return sent(net, 2, BID, "do=take_lead");
}

static const struct scenario BIDS[] = {
    {"a bid begins", begins, 303, 8, false},
    {"it is handed in", hands_in, 303, 6, false},
    {"it is given up", gives_up, 303, 6, false},
    {"a stage is taken back", undoes, 303, 6, false},
    {"a city is asked", asks, 303, 10, false},
    {"a question is taken back", takes_back, 303, 6, false},
    {"a city says yes", says_yes, 303, 8, false},
    {"a partner leaves", leaves, 303, 8, false},
    {"the lead is offered", offers, 303, 8, false},
    {"the lead is taken", takes_lead, 303, 9, false},
};

static void test_bids(void **state)
{
    struct net net = open_cities(state);
    for (size_t i = 0; i < COUNT_OF(BIDS); i++) {
        act_fails(&net, &BIDS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bids, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of bids", tests, NULL, NULL);
}
