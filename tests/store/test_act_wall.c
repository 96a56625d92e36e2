/* SPDX-License-Identifier: AGPL-3.0-or-later
** Hanging a card on the knowledge wall, changing it, taking it off and putting it back, each with each call of the
** database failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/person.h"
#include "store/wall.h"

#define UID "dddddddddddddddddddddddddddddddd"

static struct form_sent sent(struct net *net, const char *page, const char *typed)
{
    return net_sent_programme(net, str_c(&net->arena, str_format(&net->arena, "/wall%s", page)), typed);
}

static void one_hangs(struct net *net)
{
    net_exec(net, "delete from wall_card");
    net_exec(net, "insert into wall_card (id, uid, programme_id, claim, so_what, source, url, dated_on, licence, "
                  "theme_id, person_id, made_at, changed_at) select 1, '" UID "', id, 'One', '', '', '', '', '', 0, "
                  "made_by, 1, 1 from programme");
}

static struct form_sent writes(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from wall_card");
    return sent(net, "/new", "claim=One&url=www.ons.gov.uk&dated=2020");
}

static struct form_sent takes_off(struct net *net, int64_t n)
{
    (void)n;
    one_hangs(net);
    return sent(net, "/cards/" UID, "do=take");
}

static struct form_sent puts_back(struct net *net, int64_t n)
{
    (void)n;
    one_hangs(net);
    net_exec(net, "update wall_card set removed_at = 1");
    return sent(net, "", "back=" UID);
}

static struct form_sent changes(struct net *net, int64_t n)
{
    static const struct str parts[] = {S_INIT("One"), S_INIT(""), S_INIT(""), S_INIT(""), S_INIT(""), S_INIT("")};
    uint64_t sum = 0;
    (void)n;
    one_hangs(net);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        sum = sum * 31 + str_hash(parts[i]);
    }
    return sent(net, "/cards/" UID, str_format(&net->arena, "do=says&claim=Two&so_what=Lamps&seen=%016llx",
                                               (unsigned long long)sum).s);
}

static struct form_sent says(struct net *net, int64_t n)
{
    (void)n;
    one_hangs(net);
    net_exec(net, "delete from wall_comment");
    return sent(net, "/cards/" UID, "do=comment&comment=We+tried");
}

static struct form_sent silences(struct net *net, int64_t n)
{
    (void)n;
    one_hangs(net);
    net_exec(net, "delete from wall_comment");
    net_exec(net, "insert into wall_comment (id, uid, programme_id, card_id, said_by, says, made_on) select 1, "
                  "'" UID "', id, 1, 'city', 'One', 1 from programme");
    return sent(net, "/cards/" UID, "do=off&which=" UID);
}

static const struct scenario WALL[] = {
    {"a comment is said", says, 303, 6, false},
    {"a comment is taken off", silences, 303, 6, false},
    {"a card is written", writes, 303, 6, false},
    {"a card is changed", changes, 303, 6, false},
    {"a card is taken off", takes_off, 303, 6, false},
    {"a card is put back", puts_back, 303, 6, false},
};

static void test_wall(void **state)
{
    struct net net = net_open_programme(state, "two_hours");
    for (size_t i = 0; i < COUNT_OF(WALL); i++) {
        act_fails(&net, &WALL[i], i % 2 == 1 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_wall, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of the knowledge wall", tests, NULL, NULL);
}
