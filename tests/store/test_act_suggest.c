/* SPDX-License-Identifier: AGPL-3.0-or-later
** Suggesting a city, inviting it, saying no, taking it back, and asking for news, each with each call of the database
** failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/curious.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/suggestion.h"
#include "web/link/link.h"

/* Ann runs the network and acts for a member city. */
static struct net open_city(void **state)
{
    struct net net = net_open(state);
    const struct q_member_keys keys = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    const struct role_new role = {.person_id = net.person, .role = S("coordinator")};
    net.site.sends_mail = true;
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(role_give(net.write, &net.arena, &role, NOW), OK);
    assert_int_equal(membership_join(net.write, &net.arena, &keys, &step_by_role, NOW, &net.city_id, NULL), OK);
    assert_int_equal(db_commit(net.write), OK);
    net.city = net_ask(&net, "select uid from member_city");
    return net;
}

/* By Ann's city; the one before is gone. */
static struct q_suggestion_by_uid suggestion(struct net *net)
{
    struct q_suggestion_by_uid row;
    struct str uid;
    const struct suggestion_new in = {{S("Zwergstadt"), S("DE"), {0}, {0}, {0}}, net->city_id, net->person, S("twin"),
                                      S("schools"), true};
    net_exec(net, "delete from suggestion_voice");
    net_exec(net, "delete from suggestion");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(suggestion_add(net->write, &net->arena, &in, NOW, &uid), OK);
    assert_int_equal(q_suggestion_by_uid(net->write, &net->arena, uid, &row), OK);
    assert_int_equal(db_commit(net->write), OK);
    return row;
}

static struct form_sent of_city(struct net *net, const char *path, struct str uid, const char *typed)
{
    const struct role_new role = {.person_id = net->person, .role = S("colleague"), .member_id = {true, net->city_id}};
    assert_int_equal(db_begin(net->write), OK);
    enum fault fault = role_give(net->write, &net->arena, &role, NOW);
    assert_int_equal(db_end(net->write, fault == FAULT_CONFLICT ? OK : fault), OK);
    struct str target = str_format(&net->arena, "/member-cities/%.*s/%s%.*s", STR_ARG(net->city), path, STR_ARG(uid));
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent suggests(struct net *net, int64_t n)
{
    (void)n;
    suggestion(net);
    net_exec(net, "delete from suggestion_voice");
    net_exec(net, "delete from suggestion");
    return of_city(net, "suggest", S(""), "city=Zwergstadt&country=DE&kind=neighbour&says=the+same+river");
}

static struct form_sent invites_itself(struct net *net, int64_t n)
{
    (void)n;
    return of_city(net, "suggestions/", suggestion(net).uid, "do=invite");
}

static struct form_sent takes_back(struct net *net, int64_t n)
{
    (void)n;
    return of_city(net, "suggestions/", suggestion(net).uid, "do=back");
}

static struct form_sent decided(struct net *net, const char *typed)
{
    struct str target = str_join(&net->arena, S("/suggestions/"), suggestion(net).uid);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent invites(struct net *net, int64_t n)
{
    (void)n;
    return decided(net, "do=invite");
}

static struct form_sent invites_not(struct net *net, int64_t n)
{
    (void)n;
    return decided(net, "do=no&why=too+far");
}

static struct form_sent invites_of_its_own(struct net *net, int64_t n)
{
    (void)n;
    suggestion(net);
    net_exec(net, "delete from suggestion_voice");
    net_exec(net, "delete from suggestion");
    return (struct form_sent){S("/invite-a-city"), S("city=Zwergstadt&country=DE&says=small+and+bold"),
                              net_session(net, net->person, true, NOW), NOW};
}

/* ---- what only a city knows of money */

static struct form_sent says_facts(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from member_fact");
    return of_city(net, "funding", S(""), "do=want&investment=30,000,000&grant=&topic=energy&seen=000000c694446f01");
}

/* ---- who is just curious */

static struct form_sent curious(struct net *net, int64_t n)
{
    net_exec(net, "delete from curious");
    struct str typed = str_format(&net->arena, "mail=c%lld%%40c.example&language=de", (long long)n);
    return (struct form_sent){S("/just-curious"), typed, S(""), NOW};
}

static struct form_sent by_curious_link(struct net *net, int64_t n, bool is_on, const char *typed)
{
    struct q_curious_by_mail found;
    struct q_curious_by_uid row;
    struct str mail = str_format(&net->arena, "l%lld@c.example", (long long)n);
    net_exec(net, "delete from curious");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(curious_add(net->write, &net->arena, mail, S("en"), NOW), OK);
    assert_int_equal(q_curious_by_mail(net->write, &net->arena, mail, &found), OK);
    assert_int_equal(q_curious_by_uid(net->write, &net->arena, found.uid, &row), OK);
    assert_int_equal(is_on ? curious_prove(net->write, &row, NOW) : OK, OK);
    assert_int_equal(db_commit(net->write), OK);
    const struct mail_link link = {S("curious"), found.uid, NOW + CURIOUS_PROVE_S};
    struct str target = str_join(&net->arena, S("/just-curious/"), mail_link_make(&net->arena, &net_key, &link));
    return (struct form_sent){target, str_of(typed), S(""), NOW};
}

static struct form_sent says_yes(struct net *net, int64_t n)
{
    return by_curious_link(net, n, false, "do=yes");
}

static struct form_sent has_enough(struct net *net, int64_t n)
{
    return by_curious_link(net, n, true, "do=end");
}

static const struct scenario SUGGESTIONS[] = {
    {"a city is suggested", suggests, 303, 10, false},
    {"a member city invites it", invites_itself, 303, 8, false},
    {"a suggestion is taken back", takes_back, 303, 5, false},
    {"a suggested city is invited", invites, 303, 8, false},
    {"a suggested city is not invited", invites_not, 303, 8, false},
    {"those who run the network invite a city", invites_of_its_own, 303, 10, false},
    {"what only a city knows of money", says_facts, 303, 6, false},
    {"just curious", curious, 303, 8, false},
    {"yes, the news", says_yes, 303, 4, false},
    {"no more news", has_enough, 303, 3, false},
};

static void test_suggestions(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(SUGGESTIONS); i++) {
        act_fails(&net, &SUGGESTIONS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_suggestions, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of suggesting", tests, NULL, NULL);
}
