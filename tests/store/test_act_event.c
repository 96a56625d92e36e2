/* SPDX-License-Identifier: AGPL-3.0-or-later
** Announcing something; making an event, changing it, cancelling it, coming to it and giving the place back, each with
** each call of the database failing in turn: whole or not at all, a clear answer, and the same again goes through
** (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/announcement.h"
#include "store/event.h"
#include "store/membership.h"
#include "store/person.h"

#define WHAT "title=Heat&says=Heat&starts=2026-12-03T10:00&ends=2026-12-03T11:00&zone=central"

/* Ann runs the network and acts for a member city. */
static struct net open_city(void **state)
{
    struct net net = net_open(state);
    const struct q_member_keys keys = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(membership_join(net.write, &net.arena, &keys, &step_by_role, NOW, &net.city_id, NULL), OK);
    const struct role_new roles[] = {{.person_id = net.person, .role = S("coordinator")},
                                     {.person_id = net.person, .role = S("colleague"), .member_id = {true,
                                                                                                     net.city_id}}};
    assert_int_equal(role_give(net.write, &net.arena, &roles[0], NOW), OK);
    assert_int_equal(role_give(net.write, &net.arena, &roles[1], NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

/* One as it stands in that state; the one before is gone. who: comes to it, and somebody waits; 0 nobody. */
static struct form_sent of_event(struct net *net, const char *state, const char *page, const char *typed, int64_t who)
{
    const struct q_event_by_uid in = {.title = S("Heat"), .says = S("Heat"), .starts_at = NOW + 86400,
                                      .ends_at = NOW + 90000, .zone = S("central"), .place = S("Hall"),
                                      .online = S(""), .languages = S(""), .seen_by = S("members"), .seats = {true, 1}};
    struct q_event_by_uid row;
    struct str uid;
    net_exec(net, "delete from event_person");
    net_exec(net, "delete from event");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(event_add(net->write, &net->arena, &in, net->person, NOW, &uid), OK);
    assert_int_equal(q_event_by_uid(net->write, &net->arena, uid, &row), OK);
    if (who != 0) {
        assert_int_equal(q_event_person_add(net->write, row.id, who, net->city_id, S("in"), S(""), NOW), OK);
        assert_int_equal(q_event_person_add(net->write, row.id, 999, net->city_id, S("waiting"), S(""), NOW), OK);
    }
    assert_int_equal(db_commit(net->write), OK);
    net_exec(net, str_c(&net->arena, str_format(&net->arena, "update event set state = '%s'", state)));
    struct str target = str_format(&net->arena, "/events/%.*s/%s", STR_ARG(uid), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent makes(struct net *net, int64_t n)
{
    (void)n;
    return (struct form_sent){S("/events/new"), S(WHAT), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent moves(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "on", "what", WHAT, net->person);
}

static struct form_sent opens(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "draft", "run", "do=publish", 0);
}

static struct form_sent cancels(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "on", "run", "do=off&why=The+hall+is+closed", net->person);
}

static struct form_sent copies(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "off", "run", "do=copy", 0);
}

static struct form_sent removes(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "draft", "run", "do=remove", 0);
}

static struct form_sent comes(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "on", "register", "do=come&needs=Lift+42", 0);
}

static struct form_sent gives_back(struct net *net, int64_t n)
{
    (void)n;
    return of_event(net, "on", "register", "do=back", net->person);
}

/* ---- announcements */

static struct form_sent announces(struct net *net, int64_t n)
{
    (void)n;
    return (struct form_sent){S("/announcements/new"), S("title=Heat&says=Heat.&until=2026-12-31"),
                              net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent of_announcement(struct net *net, const char *typed)
{
    const struct announcement_new in = {S("Heat"), S("Heat."), S(""), S("everybody"), 20800};
    const struct log_someone who = {LOG_PERSON, net->person, S("Ann")};
    struct str uid;
    net_exec(net, "delete from announcement");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(announcement_add(net->write, &net->arena, &in, &who, NOW, &uid), OK);
    assert_int_equal(db_commit(net->write), OK);
    return (struct form_sent){str_join(&net->arena, S("/announcements/"), uid), str_of(typed),
                              net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent corrects(struct net *net, int64_t n)
{
    (void)n;
    return of_announcement(net, "title=Cold+water&says=Cold.&until=2026-12-30&do=save");
}

static struct form_sent takes_back(struct net *net, int64_t n)
{
    (void)n;
    return of_announcement(net, "do=back");
}

static const struct scenario EVENTS[] = {
    {"an event is made", makes, 303, 3, false},
    {"an event moves", moves, 303, 8, false},
    {"an event is opened", opens, 303, 6, false},
    {"an event is cancelled", cancels, 303, 8, false},
    {"an event is copied", copies, 303, 4, false},
    {"a draft is removed", removes, 303, 4, false},
    {"somebody comes", comes, 303, 7, false},
    {"something is announced", announces, 303, 6, false},
    {"an announcement is corrected", corrects, 303, 6, false},
    {"an announcement is taken back", takes_back, 303, 6, false},
    {"a place is given back", gives_back, 303, 6, false},
};

static void test_events(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(EVENTS); i++) {
        act_fails(&net, &EVENTS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_events, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of events", tests, NULL, NULL);
}
