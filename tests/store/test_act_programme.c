/* SPDX-License-Identifier: AGPL-3.0-or-later
** A leadership programme is made, a late session planned anew, a block moved, somebody put on the list and erased: each
** with each call of the database failing in turn: whole or not at all, a clear answer, and the same again goes through
** (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"

static struct form_sent sent(struct net *net, const char *page, struct str typed)
{
    return net_sent_programme(net, page, str_c(&net->arena, typed));
}

static struct form_sent makes(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from programme_block where programme_id > 1");
    net_exec(net, "delete from programme_session where programme_id > 1");
    net_exec(net, "delete from programme_stage where programme_id > 1");
    net_exec(net, "delete from programme where id > 1");
    return (struct form_sent){str_format(&net->arena, "/member-cities/%.*s/programmes/new", STR_ARG(net->city)),
                              S("do=begin&name=Two&day=2026-12-24&template=two_hours&languages=en"),
                              net_session(net, net->person, false, NOW), NOW};
}

static struct form_sent runs_late(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "update programme set rev = 1");
    net_exec(net, "update programme_block set minutes = coalesce(minutes_was, minutes), minutes_was = null");
    net_exec(net, "update programme_session set begins = 540, begins_was = null");
    return sent(net, "/agenda", str_join(&net->arena, S("do=late&late=10&seen=1&of="),
                                         net_ask(net, "select uid from programme_session where id = 1")));
}

static struct form_sent moves(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "update programme set rev = 1");
    net_exec(net, "update programme_block set number = id");
    return sent(net, "/agenda", str_join(&net->arena, S("do=down&seen=1&of="),
                                         net_ask(net, "select uid from programme_block where id = 1")));
}

static struct form_sent adds(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from participant");
    return sent(net, "/participants", S("do=add&name=Ada&sector=public&mail=ada@vale.example"));
}

static struct form_sent takes_off(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from participant");
    net_exec(net, "delete from erasure");
    net_exec(net, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
                  "mail_folded, language, came_by, made_at) values (1, 'dddddddddddddddddddddddddddddddd', 1, 'Ada', "
                  "'Ada', '', '', '', 'ada@vale.example', 'ada@vale.example', 'en', 'invited', 1)");
    return sent(net, "/participants/dddddddddddddddddddddddddddddddd", S("do=erase"));
}

static struct form_sent calls_off(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from mail");
    net_exec(net, "delete from participant");
    net_exec(net, "delete from programme_stage where programme_id = 1 and number > 1");
    net_exec(net, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
                  "mail_folded, language, came_by, asked_at, made_at) values (1, 'dddddddddddddddddddddddddddddddd', "
                  "1, 'Ada', 'Ada', '', '', '', 'ada@vale.example', 'ada@vale.example', 'en', 'invited', 1, 1)");
    return sent(net, "", S("do=called_off&seen=1"));
}

static const struct scenario PROGRAMME[] = {
    {"a programme is made", makes, 303, 6, false},
    {"a session runs late", runs_late, 303, 6, false},
    {"a block is moved", moves, 303, 6, false},
    {"somebody is put on the list", adds, 303, 6, false},
    {"somebody is erased", takes_off, 303, 6, false},
    {"it is called off, and who was asked is told", calls_off, 303, 6, false},
};

static void test_programme(void **state)
{
    struct net net = net_open_programme(state, "two_hours");
    for (size_t i = 0; i < COUNT_OF(PROGRAMME); i++) {
        act_fails(&net, &PROGRAMME[i], i % 2 == 1 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_programme, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of a leadership programme", tests, NULL, NULL);
}
