/* SPDX-License-Identifier: AGPL-3.0-or-later
** Setting sections up, saving a text, also together with what somebody else saved, and numbers, each with each call of
** the database failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On
** both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/bid_section.h"
#include "store/person.h"

#define BID "dddddddddddddddddddddddddddddddd"
#define SECTION "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

/* Ann acts for a member city that leads a bid. */
static struct net open_city(void **state)
{
    struct net net = net_open_city(state);
    struct str uid;
    assert_int_equal(db_begin(net.write), OK);
    const struct bid_new bid = {net.city_id, S(""), S("Roofs"), S(""), S("Green roofs"), net.person, net.person,
                                {20000}};
    assert_int_equal(bid_begin(net.write, &net.arena, &bid, NOW, &uid), OK);
    assert_int_equal(db_commit(net.write), OK);
    net_exec(&net, "update bid set uid = '" BID "'");
    return net;
}

static struct form_sent sent(struct net *net, const char *page, const char *typed)
{
    struct str target = str_format(&net->arena, "/member-cities/%.*s/bids/" BID "%s", STR_ARG(net->city), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, false, NOW), NOW};
}

static void one_section(struct net *net)
{
    net_exec(net, "delete from bid_section");
    net_exec(net, "delete from bid_text");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(q_bid_section_add(net->write, &(struct q_bid_section_add_in){
        .uid = S(SECTION), .bid_id = 1, .number = 1, .title = S("Impact"), .asks = S(""), .limit_of = S(""),
        .member_id = net->city_id, .now = NOW}), OK);
    for (int64_t i = 1; i <= 2; i++) {
        assert_int_equal(q_bid_text_add(net->write, &(struct q_bid_text_add_in){
            .section_id = 1, .number = i, .body = i == 1 ? S("a\n\nb") : S("a\n\nB"), .person_id = net->person,
            .member_id = net->city_id, .now = NOW}), OK);
    }
    assert_int_equal(db_commit(net->write), OK);
}

static struct form_sent adds(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from bid_section");
    return sent(net, "/sections", "do=add&lines=Impact+%7C+500+words%0D%0ABudget");
}

static struct form_sent moves(struct net *net, int64_t n)
{
    (void)n;
    one_section(net);
    net_exec(net, "insert into bid_section (id, uid, bid_id, number, title, asks, limit_n, limit_of, member_id, state, "
                  "made_at, changed_at) values (2, 'f', 1, 2, 'Budget', '', 0, '', 1, 'open', 1, 1)");
    return sent(net, "/sections", "do=up&which=f");
}

static struct form_sent saves(struct net *net, int64_t n)
{
    (void)n;
    one_section(net);
    return sent(net, "/sections/" SECTION, "do=ready&base=2&body=a%0D%0A%0D%0Ab+and+c");
}

/* From the older text: what stands is merged with it. */
static struct form_sent merges(struct net *net, int64_t n)
{
    (void)n;
    one_section(net);
    return sent(net, "/sections/" SECTION, "do=save&base=1&body=A%0D%0A%0D%0Ab");
}

static struct form_sent puts_back(struct net *net, int64_t n)
{
    (void)n;
    one_section(net);
    return sent(net, "/sections/" SECTION "/versions", "which=1&seen=2");
}

static struct form_sent changes(struct net *net, int64_t n)
{
    (void)n;
    one_section(net);
    return sent(net, "/sections/" SECTION "/about", "do=save&title=Impact+here&asks=What&most=300&limit=words");
}

static struct form_sent says_number(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from bid_figure");
    return sent(net, "/figures", "name=residents&says=43%2C200&source=Census");
}

static const struct scenario SECTIONS[] = {
    {"sections are added", adds, 303, 6, false},
    {"a section changes places", moves, 303, 6, false},
    {"a text is saved and ready", saves, 303, 6, false},
    {"a text is saved from an older one", merges, 303, 6, false},
    {"a text is put back", puts_back, 303, 6, false},
    {"a section is changed", changes, 303, 6, false},
    {"a number is said", says_number, 303, 6, false},
};

static void test_sections(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(SECTIONS); i++) {
        act_fails(&net, &SECTIONS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sections, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of the bid workshop", tests, NULL, NULL);
}
