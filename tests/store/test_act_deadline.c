/* SPDX-License-Identifier: AGPL-3.0-or-later
** Watching a funding call, saying how the council decides and what the bid is, making the address of the calendar, each
** with each call of the database failing in turn: whole or not at all, a clear answer, and the same again goes through
** (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/deadline.h"

#define NOTHING_SEEN "dc0b27f49d190284" /* of a card of five inputs */

static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'calls', 'List', '', '', '', '', 0, '', 0); "
    "insert into funding_call (id, key, identifier, title, publisher, country, programme, group_code, group_title, "
    "action, status, model, closes_on, currency, address, digest, source_id, keywords, pays_stated, conditions, body) "
    "values (1, 'FAR', 'far', 'Far', '', '', '', '', '', '', 'open', '', 30000, 'EUR', '', 0, 1, '', '', '', '')";

/* Ann acts for a member city, which watches something else. */
static struct net open_city(void **state)
{
    scratch_exec(*state, "net.evidence-1.db", content);
    struct net net = net_open_city(state);
    return net;
}

static struct form_sent sent(struct net *net, const char *page, const char *typed)
{
    struct str target = str_format(&net->arena, "/member-cities/%.*s/%s", STR_ARG(net->city), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, false, NOW), NOW};
}

static struct form_sent watches(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from watch");
    return sent(net, "deadlines", "do=watch&call=FAR");
}

static struct form_sent makes(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from watch_feed");
    return sent(net, "deadlines", "do=make");
}

static struct form_sent begins(struct net *net, int64_t n)
{
    (void)n;
    struct str uid = S("dddddddddddddddddddddddddddddddd");
    net_exec(net, "delete from watch");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(q_watch_add(net->write, uid, net->city_id, S("FAR"), S("Far"), net->person, NOW), OK);
    assert_int_equal(db_commit(net->write), OK);
    return sent(net, "deadlines/dddddddddddddddddddddddddddddddd", "do=begun");
}

/* Nothing stands there, so what the page sends along is always the same. */
static struct form_sent says(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from council_path");
    return sent(net, "council/before", "sees=outline&staff_days=3&report_days=8&do=next&seen=" NOTHING_SEEN);
}

static const struct scenario DEADLINES[] = {
    {"a funding call is watched", watches, 303, 6, false},
    {"how the council decides is said", says, 303, 7, false},
    {"an address is made", makes, 303, 4, false},
    {"a bid is begun", begins, 303, 6, false},
};

static void test_deadlines(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(DEADLINES); i++) {
        act_fails(&net, &DEADLINES[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_deadlines, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of deadlines", tests, NULL, NULL);
}
