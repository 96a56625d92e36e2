/* SPDX-License-Identifier: AGPL-3.0-or-later
** The room of a leadership programme, each form with each call of the database failing: joining, answering, asking,
** opening and closing, groups made and joined, cards written and moved, statements said and taken into plenary, a block
** begun: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/programme.h"
#include "web/link/link.h"
#include "web/room/room_web.h"

#define UID "dddddddddddddddddddddddddddddddd"
#define OTHER "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

static struct net open_city(void **state)
{
    struct net net = net_open_programme(state, "");
    net_exec(&net, "insert into programme_block (id, uid, programme_id, session_id, number, kind, part, title, "
                   "purpose, minutes, fixed, inputs, outputs) select 1, '" UID "', p.id, s.id, 1, 'breakout', '', '', "
                   "'', 30, 0, '', '' from programme p join programme_session s on s.programme_id = p.id");
    return net;
}

/* Two who came by the code; a vote of two options, not open; a round of one group with Bo, a card and a statement. */
static void begin_anew(struct net *net)
{
    static const char *const tables[] = {"participant", "vote", "vote_option", "ballot", "vote_total", "vote_pair",
                                         "breakout", "breakout_block", "breakout_group", "breakout_seat",
                                         "breakout_card", "card_group", "breakout_statement", "room_event"};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        net_exec(net, str_format(&net->arena, "delete from %s", tables[i]).s);
    }
    net_exec(net, "update programme_block set begun_at = 1795348000, ended_at = null");
    net_exec(net, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
                  "mail_folded, language, came_by, made_at) select 1, '" UID "', id, 'Bo', 'Bo', '', '', '', '', "
                  "'', 'en', 'code', 1 from programme");
    net_exec(net, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
                  "mail_folded, language, came_by, made_at) select 2, '" OTHER "', id, 'Cy', 'Cy', '', '', '', '', "
                  "'', 'en', 'code', 1 from programme");
    net_exec(net, "insert into vote (id, uid, programme_id, kind, question, budget, each_max, seed, round, made_at) "
                  "select 1, '" UID "', id, 'order', 'Which?', 0, 0, 1, 1, 1 from programme");
    net_exec(net, "insert into vote_option (vote_id, number, text, changed_n, both_n) values (1, 1, 'A', 0, 0), "
                  "(1, 2, 'B', 0, 0)");
    net_exec(net, "insert into breakout (id, uid, programme_id, number, groups_n, rev, made_at) "
                  "select 1, '" UID "', id, 1, 1, 1, 1 from programme");
    net_exec(net, "insert into breakout_block (block_id, breakout_id) values (1, 1)");
    net_exec(net, "insert into breakout_group (breakout_id, number, rev) values (1, 1, 1)");
    net_exec(net, "insert into breakout_seat (breakout_id, participant_id, group_number) values (1, 1, 1)");
    net_exec(net, "insert into breakout_card (id, uid, breakout_id, group_number, text, sorted_into, made_at) "
                  "values (1, '" UID "', 1, 1, 'One', 0, 1)");
    net_exec(net, "insert into breakout_statement (id, uid, breakout_id, group_number, text, sure, made_at) "
                  "values (1, '" UID "', 1, 1, 'Skills', 'sure', 1)");
}

/* ---- on a phone */

static struct form_sent phone(struct net *net, const char *uid, const char *page, const char *typed)
{
    begin_anew(net);
    net_exec(net, "update vote set opened_at = 1");
    const struct mail_link link = {S(ROOM_LINK), str_of(uid), NOW + 86400};
    struct str target = str_format(&net->arena, "/room/in/%.*s%s",
                                   STR_ARG(mail_link_make(&net->arena, &net_key, &link)), page);
    return (struct form_sent){target, str_of(typed), S(""), NOW};
}

static struct form_sent joins(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    struct str code = net_ask(net, "select code from programme");
    return (struct form_sent){str_format(&net->arena, "/room/%.*s", STR_ARG(code)), S("name=Dee"), S(""), NOW};
}

static struct form_sent answers(struct net *net, int64_t n)
{
    (void)n;
    return phone(net, UID, "", "vote=" UID "&round=1&c1=2&c2=1");
}

static struct form_sent writes(struct net *net, int64_t n)
{
    (void)n;
    return phone(net, UID, "/group", "do=write&block=" UID "&card=Two");
}

static struct form_sent sorts(struct net *net, int64_t n)
{
    (void)n;
    return phone(net, UID, "/group", "do=move&block=" UID "&of=" UID "&to=new");
}

static struct form_sent says(struct net *net, int64_t n)
{
    (void)n;
    return phone(net, UID, "/group", "do=say&block=" UID "&says=Buses&sure=guess");
}

static struct form_sent takes_back(struct net *net, int64_t n)
{
    (void)n;
    return phone(net, UID, "/group", "do=back&block=" UID "&of=" UID);
}

static struct form_sent sits_down(struct net *net, int64_t n)
{
    (void)n;
    return phone(net, OTHER, "/group", "do=seat&block=" UID);
}

/* ---- who runs it */

static struct form_sent chair(struct net *net, const char *page, const char *typed)
{
    struct str uid = net_ask(net, "select uid from programme");
    struct str target = str_format(&net->arena, "/member-cities/%.*s/programmes/%.*s%s", STR_ARG(net->city),
                                   STR_ARG(uid), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, false, NOW), NOW};
}

static struct form_sent asks(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    return chair(net, "/room", "do=put&kind=dots&question=Which&options=A%0AB&block=" UID);
}

static struct form_sent opens(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    return chair(net, "/room", "do=open&vote=" UID);
}

static struct form_sent closes(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    net_exec(net, "update vote set opened_at = 1");
    net_exec(net, "insert into ballot (vote_id, round, participant_id, number, value) values (1, 1, 1, 0, 0), "
                  "(1, 1, 1, 1, 2), (1, 1, 1, 2, 1)");
    return chair(net, "/room", "do=close&vote=" UID);
}

static struct form_sent begins(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    net_exec(net, "update programme_block set begun_at = null");
    return chair(net, "/room", "do=begin&block=" UID);
}

static struct form_sent makes_groups(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    net_exec(net, "delete from breakout_card");
    net_exec(net, "delete from breakout_statement");
    return chair(net, "/groups/" UID, "do=make&number=2");
}

static struct form_sent takes_into_plenary(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    return chair(net, "/groups/" UID, "do=take&of=" UID);
}

static struct form_sent brings_cards(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    return chair(net, "/groups/" UID "/paper", "do=put&group=1&rows=Two%0AThree");
}

static struct form_sent brings_counts(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    net_exec(net, "update vote set kind = 'test'");
    return chair(net, "/room/paper/" UID, "do=put&sheets=6&rows=A,3,2,1%0AB,6,0,0");
}

static struct form_sent shows_counts(struct net *net, int64_t n)
{
    (void)n;
    begin_anew(net);
    net_exec(net, "update vote set kind = 'test', paper_at = 1");
    net_exec(net, "insert into vote_total (vote_id, round, number, value, n) values (1, 1, 0, 0, 6)");
    return chair(net, "/room/paper/" UID, "do=show");
}

static const struct scenario ROOM[] = {
    {"somebody joins", joins, 303, 5, false},
    {"a vote is answered", answers, 303, 6, false},
    {"a card is written", writes, 303, 5, false},
    {"a card is moved to a new group of cards", sorts, 303, 6, false},
    {"a statement is said", says, 303, 5, false},
    {"a statement is taken back", takes_back, 303, 5, false},
    {"who comes late gets a seat", sits_down, 303, 6, false},
    {"something is asked", asks, 303, 7, false},
    {"a vote is opened", opens, 303, 6, false},
    {"a vote is closed", closes, 303, 9, false},
    {"a block begins", begins, 303, 6, false},
    {"groups are made", makes_groups, 303, 9, false},
    {"a statement goes into plenary", takes_into_plenary, 303, 8, false},
    {"cards from paper are put in", brings_cards, 303, 8, false},
    {"counts from paper are put in", brings_counts, 303, 8, false},
    {"counts from paper are shown", shows_counts, 303, 6, false},
};

static void test_room(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(ROOM); i++) {
        act_fails(&net, &ROOM[i], i % 2 == 1 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_room, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of the room", tests, NULL, NULL);
}
