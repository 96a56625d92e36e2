/* SPDX-License-Identifier: AGPL-3.0-or-later
** The knowledge wall, through the real pages: cards by hand, from a link and of an EU project, changed by two at once,
** taken off and put back, as sheets with codes; closed to other cities; and what goes. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/programme.h"
#include "store/wall.h"
#include "visit.h"
#include "web/link/link.h"
#include "web/programme/programme_web.h"

#define PERSON(id, name)                                                                       \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@b.example', 'p" #id "@b.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

struct net {
    struct visit visit;
    const char *wall; /* its address */
    int64_t programme_id;
};

static struct net open_net(void **state)
{
    scratch_exec(*state, "net.evidence-1.db", "insert into theme (id, slug, name, sentence, named) values "
                 "(5, 'water', 'Water', '', 1), (6, 'waste', 'Waste', '', 1)");
    struct net net = {.visit = visit_open(state)};
    struct visit *visit = &net.visit;
    struct str uid;
    visit->who = &visit_main_contact;
    scratch_exec(visit->scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'PT', 1), (8, 'u8', 'Porto', 'PT', 1)");
    scratch_exec(visit->scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', '')");
    scratch_exec(visit->scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(2, "Maria <M>"));
    const struct programme_new programme = {
        .member_id = 7, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders <1>"),
        .template = S("two_hours"), .languages = S("en"), .place = S(""), .begins_on = {20800}, .by = 2};
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(programme_begin(visit->write, &visit->arena, &programme, VISIT_NOW, &uid), OK);
    assert_int_equal(db_commit(visit->write), OK);
    net.wall = str_format(&visit->arena, "/member-cities/u7/programmes/%.*s/wall", STR_ARG(uid)).s;
    net.programme_id = 1;
    return net;
}

static const char *below(struct net *net, const char *what)
{
    return str_format(&net->visit.arena, "%s%s", net->wall, what).s;
}

static struct str asked(struct net *net, const char *sql)
{
    return scratch_ask(net->visit.scratch, "net.db", sql);
}

static void lacks(struct str page, const char *part)
{
    assert_false(str_contains(page, str_of(part)));
}

static void assert_asked(struct net *net, const char *sql, const char *wanted)
{
    assert_string_equal(str_c(&net->visit.arena, asked(net, sql)), wanted);
}

static const char *card(struct net *net)
{
    return str_format(&net->visit.arena, "%s/cards/%.*s", net->wall,
                      STR_ARG(asked(net, "select uid from wall_card order by id desc limit 1"))).s;
}

static struct str seen_on(struct net *net, const char *target)
{
    struct str page = visit_get(&net->visit, target).page;
    size_t at = str_find(page, S("name=\"seen\" value=\"")) + S("name=\"seen\" value=\"").n;
    assert_true(at < page.n);
    return str_copy(&net->visit.arena, str_sub(page, at, 16));
}

static struct said save(struct net *net, const char *target, const char *typed, struct str seen)
{
    return visit_send(&net->visit, target, str_format(&net->visit.arena, "%s&seen=%.*s", typed, STR_ARG(seen)).s);
}

static void test_a_card_is_written_and_read(void **state)
{
    struct net net = open_net(state);
    assert_has(visit_get(&net.visit, net.wall).page, "No card hangs here yet.");
    struct said said = visit_send(&net.visit, below(&net, "/new"), "claim=One+in+%3Cten%3E&source=ONS&"
                                  "url=www.ons.gov.uk&dated=2020&licence=OGL");
    assert_int_equal(said.status, 303);
    assert_has(visit_get(&net.visit, net.wall).page, "1 card does not say yet");
    const char *one = card(&net);
    assert_int_equal(save(&net, one, "do=says&claim=One+in+%3Cten%3E&so_what=Train+them&theme=water",
                          seen_on(&net, one)).status, 303);
    assert_asked(&net, "select url || ' ' || dated_on || ' ' || licence from wall_card",
                 "https://www.ons.gov.uk 2020 OGL");
    struct str page = visit_get(&net.visit, net.wall).page;
    assert_has(page, "One in &lt;ten&gt;");
    assert_has(page, "For us: Train them");
    assert_has(page, "From: ONS, 2020. Licence: OGL.");
    assert_has(page, "<a class=\"sg-link\" href=\"https://www.ons.gov.uk\">Read it");
    assert_has(page, "1 card. Themes with a card: 1.");
    assert_has(page, "<p>Waste</p>"); /* the theme without one */
    lacks(page, "not say yet");
    page = visit_get(&net.visit, card(&net)).page;
    assert_has(page, "Put there by Maria &lt;M&gt; on 22 November 2026.");
    page = visit_get(&net.visit, below(&net, "/sheets")).page;
    assert_has(page, "One in &lt;ten&gt;");
    assert_has(page, "<div class=\"sg-card__code\"><svg");
    visit_close(&net.visit);
}

static void test_what_does_not_fit_is_said_and_kept(void **state)
{
    struct net net = open_net(state);
    struct said said = visit_send(&net.visit, below(&net, "/new"), "claim=&source=kept&url=x+y&dated=2999");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is empty");
    assert_has(said.page, "is not a link");
    assert_has(said.page, "is no day or year that has been");
    assert_has(said.page, "value=\"kept\"");
    said = visit_send(&net.visit, below(&net, "/new"), "claim=x&url=javascript:alert(1)");
    assert_int_equal(said.status, 400);
    assert_asked(&net, "select count(*) from wall_card", "0");
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=One").status, 303);
    const char *one = card(&net);
    said = save(&net, one, "do=says&claim=&so_what=typed&theme=none", seen_on(&net, one));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is empty");
    assert_has(said.page, "is none of ours");
    assert_has(said.page, ">typed</textarea>");
    said = save(&net, one, "do=from&source=typed&dated=soon", seen_on(&net, one));
    assert_int_equal(said.status, 400);
    assert_has(said.page, "value=\"typed\"");
    assert_has(said.page, ">One</textarea>"); /* what the other form is about stands there as it is kept */
    assert_int_equal(visit_send(&net.visit, one, "claim=Two").status, 400);
    assert_asked(&net, "select claim || so_what || source from wall_card", "One");
    visit_close(&net.visit);
}

static void test_two_change_one(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=One").status, 303);
    const char *one = card(&net);
    struct str seen = seen_on(&net, one);
    assert_int_equal(save(&net, one, "do=says&claim=Two&so_what=it+matters", seen).status, 303);
    struct said said = save(&net, one, "do=says&claim=Three", seen);
    assert_int_equal(said.status, 409);
    assert_has(said.page, ">Three</textarea>");
    assert_asked(&net, "select claim || ' ' || so_what from wall_card", "Two it matters");
    visit_close(&net.visit);
}

static void test_taken_off_and_put_back(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=One").status, 303);
    assert_int_equal(visit_send(&net.visit, card(&net), "do=take").status, 303);
    struct str page = visit_get(&net.visit, net.wall).page;
    assert_has(page, "Taken off</h2>");
    assert_has(page, "No card hangs here yet.");
    lacks(visit_get(&net.visit, below(&net, "/sheets")).page, "One</h3>");
    struct str uid = asked(&net, "select uid from wall_card");
    assert_int_equal(visit_send(&net.visit, net.wall, "back=none").status, 400);
    assert_int_equal(visit_send(&net.visit, net.wall,
                                str_format(&net.visit.arena, "back=%.*s", STR_ARG(uid)).s).status, 303);
    lacks(visit_get(&net.visit, net.wall).page, "Taken off</h2>");
    assert_int_equal(visit_send(&net.visit, card(&net), "do=take").status, 303);
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(wall_forget(net.visit.write, VISIT_NOW + WALL_REMOVED_KEPT_S), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select count(*) from wall_card", "1");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(wall_forget(net.visit.write, VISIT_NOW + WALL_REMOVED_KEPT_S + 1), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select count(*) from wall_card", "0");
    visit_close(&net.visit);
}

static void test_a_project_has_one_card(void **state)
{
    struct net net = open_net(state);
    const struct wall_card made = {.project_id = {true, 633053}, .claim = S("EUROfusion"), .so_what = S(""),
                                   .source = S("CORDIS"), .url = S(""), .dated_on = S("2018"),
                                   .licence = S("CC BY 4.0"), .theme_id = {0}};
    struct str uid;
    assert_int_equal(visit_send(&net.visit, below(&net, "/find"), "project=1").status, 400);
    assert_has(visit_send(&net.visit, below(&net, "/find"), "project=x&q=bikes").page, "is none that we know");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(wall_add(net.visit.write, &net.visit.arena, net.programme_id, &made, 2, 5, &uid), OK);
    assert_int_equal(wall_add(net.visit.write, &net.visit.arena, net.programme_id, &made, 2, 5, &uid),
                     FAULT_CONFLICT);
    assert_int_equal(db_commit(net.visit.write), OK);
    struct str page = visit_get(&net.visit, net.wall).page;
    assert_has(page, "href=\"/projects/633053\"");
    assert_has(page, "1 card does not say yet what it means for your city.");
    visit_close(&net.visit);
}

/* What is of one city is nobody else's; a card is looked for within its programme alone. */
static void test_other_cities_see_nothing(void **state)
{
    struct net net = open_net(state);
    struct str other;
    const struct programme_new theirs = {
        .member_id = 8, .host_kind = S("city"), .host_name = S(""), .name = S("Theirs"), .template = S("two_hours"),
        .languages = S("en"), .place = S(""), .begins_on = {20800}, .by = 2};
    const struct wall_card hidden = {.claim = S("Hidden"), .so_what = S(""), .source = S(""), .url = S(""),
                                     .dated_on = S(""), .licence = S("")};
    struct str uid;
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(programme_begin(net.visit.write, &net.visit.arena, &theirs, VISIT_NOW, &other), OK);
    assert_int_equal(wall_add(net.visit.write, &net.visit.arena, 2, &hidden, 2, 5, &uid), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    struct arena *arena = &net.visit.arena;
    const char *const closed[] = {
        str_format(arena, "/member-cities/u7/programmes/%.*s/wall", STR_ARG(other)).s,
        str_format(arena, "/member-cities/u7/programmes/%.*s/wall/sheets", STR_ARG(other)).s,
        str_format(arena, "/member-cities/u7/programmes/%.*s/wall/cards/%.*s", STR_ARG(other), STR_ARG(uid)).s,
        str_format(arena, "%s/cards/%.*s", net.wall, STR_ARG(uid)).s,
    };
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        struct said said = visit_get(&net.visit, closed[i]);
        assert_int_equal(said.status, 404);
        lacks(said.page, "Hidden");
    }
    assert_int_equal(visit_send(&net.visit, closed[3], "do=take").status, 404);
    assert_int_equal(visit_send(&net.visit, net.wall, str_format(arena, "back=%.*s", STR_ARG(uid)).s).status, 400);
    assert_asked(&net, "select count(*) from wall_card where removed_at is not null", "0");
    visit_close(&net.visit);
}

/* What a participant marks: theirs alone; a number to who prepares it, also once they are erased. */
static void test_participants_mark_cards(void **state)
{
    struct net net = open_net(state);
    struct arena *arena = &net.visit.arena;
    const struct q_programme_of row = {.id = net.programme_id, .languages = S("en")};
    const struct participant_new cleo = {.name = S("Cleo"), .short_name = S("Cleo"), .organisation = S(""),
                                         .sector = S("third"), .role = S(""), .mail = S("c@b.example"),
                                         .language = S("en"), .came_by = S("invited")};
    const struct wall_card other = {.claim = S("Elsewhere"), .so_what = S(""), .source = S(""), .url = S(""),
                                    .dated_on = S(""), .licence = S("")};
    struct str uid, hidden;
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=One").status, 303);
    struct str one = asked(&net, "select uid from wall_card");
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=Two").status, 303);
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(participant_add(net.visit.write, arena, &row, &cleo, VISIT_NOW, &uid), OK);
    assert_int_equal(wall_add(net.visit.write, arena, 99, &other, 2, 5, &hidden), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    net.visit.who = NULL;
    static const struct secret_key key; /* all zero is as good as any */
    net.visit.site.key = &key;
    const struct mail_link link = {S(PARTICIPANT_LINK), uid, VISIT_NOW + 86400};
    const char *wall = str_format(arena, "/taking-part/%.*s/wall",
                                  STR_ARG(mail_link_make(arena, net.visit.site.key, &link))).s;
    struct str page = visit_get(&net.visit, wall).page;
    assert_has(page, ">One</h3>");
    assert_has(page, "This matters");
    lacks(page, "Elsewhere");
    const char *marks = str_format(arena, "mark=%.*s", STR_ARG(one)).s;
    assert_int_equal(visit_send(&net.visit, wall, marks).status, 303);
    assert_int_equal(visit_send(&net.visit, wall, marks).status, 303); /* twice counts once */
    assert_asked(&net, "select count(*) from wall_mark", "1");
    assert_has(visit_get(&net.visit, wall).page, "You marked it.");
    assert_int_equal(visit_send(&net.visit, wall, str_format(arena, "mark=%.*s", STR_ARG(hidden)).s).status, 400);
    assert_int_equal(visit_send(&net.visit, wall, "").status, 400);
    net.visit.who = &visit_main_contact;
    page = visit_get(&net.visit, net.wall).page;
    assert_has(page, "1 participant finds that it matters.");
    assert_has(page, "1 card is marked by no participant.");
    lacks(page, "Cleo");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(participant_erase(net.visit.write, arena, uid, VISIT_NOW), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_has(visit_get(&net.visit, net.wall).page, "1 participant finds that it matters.");
    lacks(visit_get(&net.visit, wall).page, ">One</h3>");
    visit_close(&net.visit);
}

/* Somebody of the list, and the address of their wall. */
static const char *comes(struct net *net, const char *name, struct str *ret_uid)
{
    static const struct secret_key key; /* all zero is as good as any */
    struct arena *arena = &net->visit.arena;
    const struct q_programme_of row = {.id = net->programme_id, .languages = S("en")};
    const struct participant_new new = {
        .name = str_of(name), .short_name = str_of(name), .organisation = S(""), .sector = S("third"), .role = S(""),
        .mail = str_format(arena, "%s@b.example", name), .language = S("en"), .came_by = S("invited")};
    struct str uid;
    assert_int_equal(db_begin(net->visit.write), OK);
    assert_int_equal(participant_add(net->visit.write, arena, &row, &new, VISIT_NOW, &uid), OK);
    assert_int_equal(db_commit(net->visit.write), OK);
    net->visit.site.key = &key;
    const struct mail_link link = {S(PARTICIPANT_LINK), uid, VISIT_NOW + 86400};
    *ret_uid = uid;
    return str_format(arena, "/taking-part/%.*s/wall", STR_ARG(mail_link_make(arena, &key, &link))).s;
}

/* The house rules say whether it stands with a name; nameless, the table has none either. */
static void test_what_is_said_beside_a_card(void **state)
{
    struct net net = open_net(state);
    struct arena *arena = &net.visit.arena;
    struct str uid, dora;
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=One").status, 303);
    const char *one = card(&net);
    const char *wall = comes(&net, "Cleo", &uid), *hers = comes(&net, "Dora", &dora);
    const char *mine = str_format(arena, "%s/%.*s", wall, STR_ARG(asked(&net, "select uid from wall_card"))).s;
    const char *of_dora = str_format(arena, "%s/%.*s", hers, STR_ARG(asked(&net, "select uid from wall_card"))).s;
    net.visit.who = NULL;
    assert_has(visit_get(&net.visit, mine).page, "It hangs there with your short name.");
    assert_has(visit_send(&net.visit, mine, "comment=+").page, "is empty");
    assert_int_equal(visit_send(&net.visit, mine, "comment=We+tried+%3Cthat%3E").status, 303);
    struct str said = asked(&net, "select uid from wall_comment");
    assert_has(visit_get(&net.visit, of_dora).page,
               "<strong>Cleo</strong><br><span class=\"sg-lines\">We tried &lt;that&gt;");
    const char *back = str_format(arena, "back=%.*s", STR_ARG(said)).s;
    assert_int_equal(visit_send(&net.visit, of_dora, back).status, 303); /* another's is not hers to take back */
    assert_asked(&net, "select count(*) from wall_comment", "1");
    net.visit.who = &visit_main_contact;
    assert_has(visit_get(&net.visit, net.wall).page, "1 comment");
    assert_has(visit_get(&net.visit, below(&net, "/sheets")).page, "Cleo: We tried &lt;that&gt;");
    assert_int_equal(visit_send(&net.visit, one, str_format(arena, "do=off&which=%.*s", STR_ARG(said)).s).status, 303);
    assert_int_equal(visit_send(&net.visit, one, "do=off&which=none").status, 400);
    lacks(visit_get(&net.visit, below(&net, "/sheets")).page, "Cleo");
    lacks(visit_get(&net.visit, mine).page, "We tried");
    assert_int_equal(visit_send(&net.visit, one, str_format(arena, "do=on&which=%.*s", STR_ARG(said)).s).status, 303);
    assert_int_equal(visit_send(&net.visit, one, "do=comment&comment=Look+it+up").status, 303);
    net.visit.who = NULL;
    assert_has(visit_get(&net.visit, mine).page, "<strong>Those who prepare it</strong>");
    assert_int_equal(visit_send(&net.visit, mine, back).status, 303);
    assert_asked(&net, "select count(*) from wall_comment where said_by = 'participant'", "0");
    scratch_exec(net.visit.scratch, "net.db", "update programme set named = 0");
    assert_has(visit_get(&net.visit, mine).page, "It hangs there without a name.");
    assert_int_equal(visit_send(&net.visit, mine, "comment=Nobody%27s").status, 303);
    net.visit.who = &visit_main_contact;
    assert_int_equal(visit_send(&net.visit, one, "do=comment&comment=Nor+this").status, 303);
    assert_asked(&net, "select count(*) from wall_comment where says in ('Nobody''s', 'Nor this') "
                       "and participant_id is null and person_id is null", "2");
    struct str page = visit_get(&net.visit, one).page;
    assert_has(page, "Somebody who takes part");
    lacks(page, "Cleo");
    lacks(page, "Maria</strong>");
    assert_int_equal(visit_send(&net.visit, one, "do=take").status, 303);
    net.visit.who = NULL;
    assert_int_equal(visit_get(&net.visit, mine).status, 404); /* a card that was taken off */
    assert_int_equal(visit_send(&net.visit, mine, "comment=x").status, 404);
    visit_close(&net.visit);
}

/* Which cards nobody opened is told once five have opened any; by whom stands nowhere. */
static void test_which_cards_were_opened(void **state)
{
    static const char *const names[] = {"Ada", "Ben", "Cleo", "Dora", "Eve"};
    struct net net = open_net(state);
    struct str uid;
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=One").status, 303);
    struct str one = asked(&net, "select uid from wall_card");
    assert_int_equal(visit_send(&net.visit, below(&net, "/new"), "claim=Two").status, 303);
    const char *open = str_format(&net.visit.arena, "open=%.*s", STR_ARG(one)).s;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        net.visit.who = &visit_main_contact;
        lacks(visit_get(&net.visit, net.wall).page, "opened");
        const char *wall = comes(&net, names[i], &uid);
        net.visit.who = NULL;
        struct said said = visit_send(&net.visit, wall, open);
        assert_int_equal(said.status, 303);
        assert_has(said.location, str_c(&net.visit.arena, one));
        assert_int_equal(visit_send(&net.visit, wall, open).status, 303); /* twice counts once */
        assert_int_equal(visit_send(&net.visit, wall, "open=none").status, 400);
        assert_has(visit_get(&net.visit, str_c(&net.visit.arena, said.location)).page, "<h2 id=\"card\">One</h2>");
    }
    net.visit.who = &visit_main_contact;
    struct str page = visit_get(&net.visit, net.wall).page;
    assert_has(page, "1 card was opened by nobody yet.");
    assert_has(page, "5 participants have opened it.");
    assert_has(page, "Nobody has opened it yet.");
    assert_asked(&net, "select count(*) || ' ' || count(distinct reader) from wall_open", "10 10");
    assert_asked(&net, "select count(*) from wall_open o join participant a on o.reader like '%' || a.uid || '%'", "0");
    scratch_exec(net.visit.scratch, "net.db", "delete from wall_open where card_id > 0 and reader in "
                 "(select reader from wall_open where card_id > 0 limit 1)");
    assert_has(visit_get(&net.visit, net.wall).page, "Fewer than five have opened it.");
    int64_t over = (int64_t)(20900) * 86400; /* after its last day */
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(wall_forget(net.visit.write, over), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select count(*) from wall_open", "0");
    visit_close(&net.visit);
}

static void test_it_is_full_and_what_goes_with_it(void **state)
{
    struct net net = open_net(state);
    scratch_exec(net.visit.scratch, "net.db",
        "insert into wall_card (id, uid, programme_id, claim, so_what, source, url, dated_on, licence, theme_id, "
        "person_id, made_at, changed_at) with recursive n (i) as (select 1 union all select i + 1 from n "
        "where i < 300) select i, 'x' || i, 1, 'Claim ' || i, '', '', '', '', '', 0, 2, 1, 1 from n");
    assert_has(visit_send(&net.visit, below(&net, "/new"), "claim=One+more").page, "a wall has room for 300 cards");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(programme_erase_person(net.visit.write, 2), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select count(*) from wall_card where person_id is null", "300");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(programme_remove(net.visit.write, 1), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select count(*) from wall_card", "0");
    visit_close(&net.visit);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_a_card_is_written_and_read),
        WITH(test_what_does_not_fit_is_said_and_kept),
        WITH(test_two_change_one),
        WITH(test_taken_off_and_put_back),
        WITH(test_a_project_has_one_card),
        WITH(test_other_cities_see_nothing),
        WITH(test_participants_mark_cards),
        WITH(test_what_is_said_beside_a_card),
        WITH(test_which_cards_were_opened),
        WITH(test_it_is_full_and_what_goes_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
