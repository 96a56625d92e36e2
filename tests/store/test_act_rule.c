/* SPDX-License-Identifier: AGPL-3.0-or-later
** Writing a rule of funding, asking for it, answering it, putting one back, each with each call of the database failing
** in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/funding_rule.h"
#include "store/person.h"

#define RULE "/funding-rules/r"
#define TEXT                                                                                                         \
    "{\"id\": \"r\", \"name\": \"R\", \"source\": \"s\", \"url\": \"https://a.example/\", \"checked\": "           \
    "\"2026-11-22\", \"confidence\": \"read\", \"applicant\": {\"gte\": [\"people\", 10]}, \"cases\": [{\"says\": " \
    "\"nine\", \"on\": "                                                                                           \
    "\"2026-11-22\", \"cities\": [{\"population\": 9}], \"expect\": \"does not fit\"}]}"

/* Ann is a coordinator. */
static struct net open_staff(void **state)
{
    struct net net = net_open(state);
    const struct role_new role = {.person_id = net.person, .role = S("coordinator")};
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(role_give(net.write, &net.arena, &role, NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

/* One version of it, and no others; who made it. */
static struct form_sent of_rule(struct net *net, const char *state, const char *kind, int64_t who, const char *page,
                                const char *typed)
{
    const struct q_funding_rule_add_in in = {
        .uid = S("0123"), .rule = S("r"), .number = 1, .kind = str_of(kind), .state = str_of(state), .says = S(TEXT),
        .why = S(""), .made_by = {true, who}, .now = NOW};
    net_exec(net, "delete from funding_rule");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(q_funding_rule_add(net->write, &in), OK);
    assert_int_equal(db_commit(net->write), OK);
    return (struct form_sent){str_format(&net->arena, RULE "%s", page), str_of(typed),
                              net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent writes(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from funding_rule");
    return (struct form_sent){S("/funding-rules/new"),
                              S("name=New&source=s&url=https://a.example/&checked=2026-11-22&confidence=read"),
                              net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent adds_condition(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "draft", "change", net->person, "/change/conditions/new",
                   "what=every-country&how=eq&value=Portugal&way=always&goes=needed&do=save");
}

static struct form_sent asks(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "draft", "change", net->person, "/change", "do=ask&why=It+is+new");
}

static struct form_sent drops(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "draft", "change", net->person, "/change", "do=drop");
}

static struct form_sent says_yes(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "asked", "change", 999, "/answer", "do=yes&answer=Right&seen=0123");
}

static struct form_sent says_no(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "asked", "change", 999, "/answer", "do=no&answer=Wrong&seen=0123");
}

static struct form_sent looks_again(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "in-force", "change", 999, "", "do=checked");
}

static struct form_sent puts_back(struct net *net, int64_t n)
{
    (void)n;
    return of_rule(net, "replaced", "change", 999, "/history", "version=0123");
}

static const struct scenario RULES[] = {
    {"a rule is begun", writes, 303, 4, false},
    {"a condition is added", adds_condition, 303, 4, false},
    {"a second person is asked", asks, 303, 5, false},
    {"a draft is thrown away", drops, 303, 3, false},
    {"a second person says yes", says_yes, 303, 7, false},
    {"a second person says no", says_no, 303, 5, false},
    {"a rule is looked at again", looks_again, 303, 6, false},
    {"a version is to be put back", puts_back, 303, 6, false},
};

static void test_rules(void **state)
{
    struct net net = open_staff(state);
    for (size_t i = 0; i < COUNT_OF(RULES); i++) {
        act_fails(&net, &RULES[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rules, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of funding rules", tests, NULL, NULL);
}
