/* SPDX-License-Identifier: AGPL-3.0-or-later
** Notes of a leadership programme, through the real pages: a draft from what is there, brought up to date over what
** people corrected, decisions, corrections of participants, closed by a second person, opened again, as files; closed
** to other cities; and what goes. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/note.h"
#include "store/note_pdf.h"
#include "store/programme.h"
#include "store/vote.h"
#include "store/wall.h"
#include "visit.h"
#include "web/link/link.h"
#include "web/programme/programme_web.h"

#define PERSON(id, name) \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@b.example', 'p" #id "@b.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

struct net {
    struct visit visit;
    const char *notes;      /* its address */
    const char *reader;     /* of Cleo, who takes part */
    struct str cleo;
    struct who second;      /* another person of the city */
};

static void vote_on(struct net *net, const char *statement, int value)
{
    const struct str option = str_of(statement);
    const struct vote_new new = {1, S("test"), S("Does it hold?"), &option, 1};
    const int values[VOTE_OPTIONS_MAX] = {value};
    enum ballot_check check;
    struct str uid;
    struct visit *visit = &net->visit;
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(vote_put(visit->write, &visit->arena, &new, VISIT_NOW, &uid), OK);
    assert_int_equal(vote_do(visit->write, &visit->arena, 1, uid, VOTE_OPEN, VISIT_NOW), OK);
    assert_int_equal(vote_cast(visit->write, &visit->arena, 1, 1, uid, 1, values, &check), OK);
    assert_int_equal(vote_do(visit->write, &visit->arena, 1, uid, VOTE_CLOSE, VISIT_NOW), OK);
    assert_int_equal(db_commit(visit->write), OK);
}

static void hang(struct net *net, const char *claim)
{
    const struct wall_card card = {.claim = str_of(claim), .so_what = S("Train them"), .source = S("ONS"), .url = S(""),
                                   .dated_on = S(""), .licence = S("")};
    struct visit *visit = &net->visit;
    struct str uid;
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(wall_add(visit->write, &visit->arena, 1, &card, 2, VISIT_NOW, &uid), OK);
    assert_int_equal(db_commit(visit->write), OK);
    scratch_exec(visit->scratch, "net.db", "insert into wall_mark (card_id, participant_id) "
                                           "select max(id), 1 from wall_card");
}

static struct net open_net(void **state)
{
    static const struct secret_key key; /* all zero is as good as any */
    struct net net = {.visit = visit_open(state), .second = visit_main_contact};
    struct visit *visit = &net.visit;
    struct str uid;
    visit->who = &visit_main_contact;
    visit->site.key = &key;
    net.second.person_id = 3;
    scratch_exec(visit->scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'PT', 1), (8, 'u8', 'Porto', 'PT', 1)");
    scratch_exec(visit->scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', '')");
    scratch_exec(visit->scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(2, "Maria <M>") ", "
                 PERSON(3, "Nuno"));
    const struct programme_new programme = {
        .member_id = 7, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders <1>"),
        .template = S("two_hours"), .languages = S("en"), .place = S("Hall"), .begins_on = {20700}, .by = 2};
    const struct q_programme_of row = {.id = 1, .languages = S("en")};
    const struct participant_new cleo = {.name = S("Cleo Care"), .short_name = S("Cleo"), .organisation = S("Charity"),
                                         .sector = S("third"), .role = S(""), .mail = S("c@b.example"),
                                         .language = S("en"), .came_by = S("invited")};
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(programme_begin(visit->write, &visit->arena, &programme, VISIT_NOW, &uid), OK);
    assert_int_equal(participant_add(visit->write, &visit->arena, &row, &cleo, VISIT_NOW, &net.cleo), OK);
    assert_int_equal(db_commit(visit->write), OK);
    net.notes = str_format(&visit->arena, "/member-cities/u7/programmes/%.*s/notes", STR_ARG(uid)).s;
    const struct mail_link link = {S(PARTICIPANT_LINK), net.cleo, VISIT_NOW + 86400};
    net.reader = str_format(&visit->arena, "/taking-part/%.*s/notes",
                            STR_ARG(mail_link_make(&visit->arena, &key, &link))).s;
    return net;
}

static const char *below(struct net *net, const char *what)
{
    return str_format(&net->visit.arena, "%s%s", net->notes, what).s;
}

static struct str asked(struct net *net, const char *sql)
{
    return scratch_ask(net->visit.scratch, "net.db", sql);
}

static void assert_asked(struct net *net, const char *sql, const char *wanted)
{
    assert_string_equal(str_c(&net->visit.arena, asked(net, sql)), wanted);
}

static void lacks(struct str page, const char *part)
{
    assert_false(str_contains(page, str_of(part)));
}

static void sends(struct net *net, const char *target, const char *typed, const char *done)
{
    struct said said = visit_send(&net->visit, target, typed);
    assert_int_equal(said.status, 303);
    assert_has(said.location, str_format(&net->visit.arena, "done=%s", done).s);
}

static const char *section(struct net *net, const char *source)
{
    const char *sql = str_format(&net->visit.arena, "select uid from note_section where source like '%s%%'", source).s;
    return str_format(&net->visit.arena, "%s/sections/%.*s", net->notes, STR_ARG(asked(net, sql))).s;
}

static struct said close_by(struct net *net, const struct who *who)
{
    struct str rev = asked(net, "select rev from note");
    net->visit.who = who;
    struct said said = visit_send(&net->visit, net->notes,
                                  str_format(&net->visit.arena, "do=close&seen=%.*s", STR_ARG(rev)).s);
    net->visit.who = &visit_main_contact;
    return said;
}

static void test_what_was_said_flows_in(void **state)
{
    struct net net = open_net(state);
    assert_has(visit_get(&net.visit, net.notes).page, "Make the draft");
    hang(&net, "One in <ten> cannot");
    vote_on(&net, "Heat first", 2);
    sends(&net, net.notes, "do=flow", "made");
    struct str page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "What mattered on the knowledge wall");
    assert_has(page, "<li>One in &lt;ten&gt; cannot. For us: Train them. (From: ONS.)</li>");
    assert_has(page, "Does it hold?</h2>");
    assert_has(page, "Heat first: 0 support, 1 oppose, 0 need more facts");
    assert_has(page, "How it was counted: Each person gives one answer");
    assert_has(page, "Where we do not agree yet");
    assert_has(page, "Welcome and house rules");
    assert_has(page, "Changed last: 22 November 2026 by Maria &lt;M&gt;.");
    lacks(page, "Cleo");
    sends(&net, net.notes, "do=flow", "same");
    assert_asked(&net, "select count(*) from note_text where number > 1", "0");
    visit_close(&net.visit);
}

/* Where the house rules name nobody, no count tells what single people answered: not in the notes either. */
static void test_counts_of_few_are_not_told(void **state)
{
    struct net net = open_net(state);
    scratch_exec(net.visit.scratch, "net.db", "update programme set named = 0");
    vote_on(&net, "Heat first", 2);
    scratch_exec(net.visit.scratch, "net.db", "update vote_total set n = 4"); /* all four oppose it */
    sends(&net, net.notes, "do=flow", "made");
    struct str page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "Heat first: Fewer than five answered: what they said is not shown.");
    assert_has(page, "By the house rules nobody sees who, nor a count that would tell");
    lacks(page, "oppose");
    lacks(page, "Where we do not agree yet");
    scratch_exec(net.visit.scratch, "net.db", "update vote_total set n = 9"); /* all nine: more than half, no more */
    sends(&net, net.notes, "do=flow", "updated");
    page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "Heat first: More than half oppose it.");
    assert_has(page, "Where we do not agree yet");
    scratch_exec(net.visit.scratch, "net.db", "update vote_total set n = case when number = 0 then 30 else 28 end");
    sends(&net, net.notes, "do=flow", "updated");
    assert_has(visit_get(&net.visit, net.notes).page,
               "Heat first: fewer than five support, five or more oppose, fewer than five need more facts");
    scratch_exec(net.visit.scratch, "net.db", "update vote_total set n = 20 where number > 0");
    sends(&net, net.notes, "do=flow", "updated");
    assert_has(visit_get(&net.visit, net.notes).page,
               "Heat first: fewer than five support, 20 oppose, fewer than five need more facts");
    visit_close(&net.visit);
}

/* What groups leave: statements with how sure, cards under their names; by the house rules without the group. */
static void test_what_groups_left_flows_in(void **state)
{
    struct net net = open_net(state);
    struct scratch *scratch = net.visit.scratch;
    sends(&net, net.notes, "do=flow", "made");
    lacks(visit_get(&net.visit, net.notes).page, "What groups said");
    scratch_exec(scratch, "net.db",
                 "insert into breakout (id, uid, programme_id, number, groups_n, rev, made_at) "
                 "values (1, 'b1', 1, 1, 3, 1, 1);"
                 "insert into breakout_block (block_id, breakout_id) values (1, 1), (2, 1);"
                 "insert into card_group (breakout_id, group_number, number, name) "
                 "values (1, 1, 1, 'Heat?'), (1, 2, 1, '')");
    scratch_exec(scratch, "net.db",
                 "insert into breakout_card (id, uid, breakout_id, group_number, text, sorted_into, apart_at, "
                 "made_at) values "
                 "(1, 'c1', 1, 1, 'Pumps', 1, null, 1), (2, 'c2', 1, 1, 'Pipes', 1, null, 1), "
                 "(3, 'c3', 1, 1, 'Apart', 1, 5, 1),"
                 "(4, 'c4', 1, 2, 'Alone', 0, null, 1), (5, 'c5', 1, 2, 'Here', 1, null, 1);"
                 "insert into breakout_statement (id, uid, breakout_id, group_number, text, sure, back_at, made_at) "
                 "values "
                 "(1, 's1', 1, 2, 'We begin', 'sure', null, 1), (2, 's2', 1, 1, 'We wait', 'guess', null, 1),"
                 "(3, 's3', 1, 1, 'Taken back', 'sure', 5, 1)");
    sends(&net, net.notes, "do=flow", "updated");
    assert_asked(&net, "select t.body from note_text t join note_section s on s.id = t.section_id "
                       "where s.source like 'groups%'",
                 "Group 1\n- We wait (it is a guess)\n- Heat? Pumps; Pipes\n\n"
                 "Group 2\n- We begin (we are sure)\n- Not named: Here\n- Not sorted: Alone");
    scratch_exec(scratch, "net.db", "update programme set named = 0");
    sends(&net, net.notes, "do=flow", "updated");
    assert_asked(&net, "select t.body from note_text t join note_section s on s.id = t.section_id "
                       "where s.source like 'groups%' and t.number = 2",
                 "- We begin (we are sure)\n- We wait (it is a guess)\n"
                 "- Heat? Pumps; Pipes\n- Not named: Here\n- Not sorted: Alone");
    visit_close(&net.visit);
}

/* What somebody corrected stays, whatever comes from the programme later; what is new comes. */
static void test_up_to_date_over_what_was_corrected(void **state)
{
    struct net net = open_net(state);
    hang(&net, "One");
    sends(&net, net.notes, "do=flow", "made");
    const char *wall = section(&net, "wall");
    sends(&net, wall, "do=save&base=1&title=The+wall&body=-+One,+as+Ada+put+it+(ONS)%0A%0AWe+talked+long.", "saved");
    hang(&net, "Two");
    sends(&net, net.notes, "do=flow", "updated");
    assert_asked(&net, "select count(*) from note_text where body like '%as Ada put it%' and "
                       "body like '%We talked long.%' and body like '%Two. For us%' and number = 3", "1");
    scratch_exec(net.visit.scratch, "net.db", "update wall_card set claim = 'One, newer' where claim = 'One'");
    sends(&net, net.notes, "do=flow", "both"); /* the same line was changed by both */
    struct str page = visit_get(&net.visit, wall).page;
    assert_has(page, "Two texts stand here");
    assert_has(visit_get(&net.visit, net.notes).page, "Two texts stand at one place");
    assert_int_equal(close_by(&net, &net.second).status, 409);
    sends(&net, wall, "do=both&base=4&title=x&body=x", "settled");
    assert_asked(&net, "select title || (select max(number) from note_text) from note_section where source = 'wall'",
                 "The wall5");
    page = visit_get(&net.visit, wall).page;
    assert_has(page, "Earlier texts");
    assert_has(page, "by Maria &lt;M&gt;");
    hang(&net, "Three"); /* behind what stands: no conflict */
    struct said said = visit_send(&net.visit, net.notes, "do=flow");
    assert_int_equal(said.status, 303);
    assert_asked(&net, "select count(*) from note_text where number = 6 and body like '%We talked long.%' and "
                       "body like '%Three. For us%'", "1");
    visit_close(&net.visit);
}

static void test_two_write_one_section(void **state)
{
    struct net net = open_net(state);
    sends(&net, net.notes, "do=flow", "made");
    sends(&net, below(&net, "/sections/new"), "do=save&title=Why%3F&body=Need.%0A%0AHope.", "added");
    const char *why = section(&net, "' or source = '");
    sends(&net, why, "do=save&base=1&title=Why%3F&body=Need+first.%0A%0AHope.", "saved");
    sends(&net, why, "do=save&base=1&title=Why%3F&body=Need.%0A%0AHope+too.", "merged");
    assert_asked(&net, "select body from note_text where number = 3", "Need first.\n\nHope too.");
    assert_int_equal(visit_send(&net.visit, why, "do=save&base=3&title=&body=kept").status, 400);
    sends(&net, why, "do=out&base=3&title=x&body=x", "out");
    struct str page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "Taken out");
    lacks(page, "<p>Need first.</p>");
    struct str uid = asked(&net, "select uid from note_section where source = ''");
    sends(&net, net.notes, str_format(&net.visit.arena, "do=back&which=%.*s", STR_ARG(uid)).s, "back");
    assert_has(visit_get(&net.visit, net.notes).page, "<p>Need first.</p>");
    visit_close(&net.visit);
}

static void test_a_decision_from_a_statement(void **state)
{
    struct net net = open_net(state);
    vote_on(&net, "Heat first", 1);
    sends(&net, net.notes, "do=flow", "made");
    const char *new = below(&net, "/decisions/new");
    assert_has(visit_get(&net.visit, new).page, "Statement: Heat first");
    assert_int_equal(visit_send(&net.visit, new, "do=save&says=&from=&carried=").status, 400);
    assert_int_equal(visit_send(&net.visit, new, "do=save&says=x&from=nothing&carried=").status, 400);
    struct str vote = asked(&net, "select uid from vote");
    sends(&net, new, str_format(&net.visit.arena, "do=save&says=&from=%.*s-1&carried=", STR_ARG(vote)).s, "decided");
    assert_asked(&net, "select says || '|' || from_kind || '|' || from_says || '|' || carried_by from decision",
                 "Heat first|statement|Heat first|1 support, 0 oppose, 0 need more facts");
    struct str uid = asked(&net, "select uid from decision");
    const char *one = str_format(&net.visit.arena, "%s/decisions/%.*s", net.notes, STR_ARG(uid)).s;
    sends(&net, one, "do=save&says=Heat+by+May&from=same&carried=all", "decided");
    struct str page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "Heat by May");
    assert_has(page, "From the statement “Heat first”. Carried by: all.");
    sends(&net, one, "do=out", "out");
    sends(&net, net.notes, str_format(&net.visit.arena, "do=back_decision&which=%.*s", STR_ARG(uid)).s, "back");
    assert_asked(&net, "select count(*) from decision where removed_at is null", "1");
    visit_close(&net.visit);
}

static void test_four_eyes(void **state)
{
    struct net net = open_net(state);
    sends(&net, net.notes, "do=flow", "made");
    assert_has(visit_get(&net.visit, net.notes).page, "You changed them last");
    assert_int_equal(close_by(&net, &visit_main_contact).status, 409);
    net.visit.who = &net.second;
    assert_has(visit_get(&net.visit, net.notes).page, "I have read them: close them");
    assert_int_equal(visit_send(&net.visit, net.notes, "do=close&seen=0").status, 409); /* too old */
    assert_int_equal(close_by(&net, &net.second).status, 303);
    struct str page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "by Nuno");
    lacks(page, "do\" value=\"flow");
    assert_int_equal(visit_send(&net.visit, net.notes, "do=flow").status, 409);
    assert_int_equal(visit_send(&net.visit, below(&net, "/sections/new"), "do=save&title=x&body=x").status, 409);
    assert_int_equal(visit_send(&net.visit, section(&net, "session"), "do=save&base=1&title=x&body=y").status, 409);
    assert_int_equal(visit_send(&net.visit, below(&net, "/decisions/new"), "do=save&says=x&from=").status, 409);
    assert_asked(&net, "select count(*) from note_text where number > 1", "0");
    assert_int_equal(visit_send(&net.visit, net.notes, "do=open&reason=").status, 400);
    sends(&net, net.notes, "do=open&reason=A+vote+is+missing", "opened");
    assert_has(visit_get(&net.visit, net.notes).page, "A vote is missing");
    assert_int_equal(close_by(&net, &net.second).status, 303);
    assert_asked(&net, "select count(*) from note_step", "3");
    visit_close(&net.visit);
}

static struct str sent_by_cleo(struct net *net, const char *body)
{
    struct str uid = asked(net, "select uid from note_section where source like 'session%'");
    net->visit.who = NULL;
    struct said said = visit_send(&net->visit, net->reader, str_format(&net->visit.arena, "which=%.*s&base=1&body=%s",
                                                                       STR_ARG(uid), body).s);
    assert_int_equal(said.status, 303);
    net->visit.who = &visit_main_contact;
    return asked(net, "select uid from note_correction order by id desc limit 1");
}

static void test_participants_correct(void **state)
{
    struct net net = open_net(state);
    net.visit.who = NULL;
    assert_has(visit_get(&net.visit, net.reader).page, "Nothing is written yet.");
    net.visit.who = &visit_main_contact;
    sends(&net, net.notes, "do=flow", "made");
    struct str one = sent_by_cleo(&net, "We+began+late.");
    struct str page = visit_get(&net.visit, net.notes).page;
    assert_has(page, "Corrections that participants sent");
    assert_has(page, "We began late.");
    lacks(page, "Cleo");
    assert_int_equal(close_by(&net, &net.second).status, 409); /* it waits */
    sends(&net, net.notes, str_format(&net.visit.arena, "do=take&which=%.*s", STR_ARG(one)).s, "taken");
    assert_int_equal(visit_send(&net.visit, net.notes, str_format(&net.visit.arena, "do=take&which=%.*s",
                                                                  STR_ARG(one)).s).status, 409); /* once */
    assert_asked(&net, "select body || ' ' || came_by from note_text where number = 2", "We began late. correction");
    scratch_exec(net.visit.scratch, "net.db", "update programme set notes_draft = 0"); /* the house rule */
    net.visit.who = NULL;
    page = visit_get(&net.visit, net.reader).page;
    assert_has(page, "By the house rules you read them once they are closed.");
    lacks(page, "Welcome and house rules");
    struct str hidden = asked(&net, "select uid from note_section where source like 'session%'");
    lacks(visit_get(&net.visit, str_format(&net.visit.arena, "%s?correct=%.*s", net.reader, STR_ARG(hidden)).s).page,
          "We began late.</textarea>");
    assert_int_equal(visit_send(&net.visit, net.reader, str_format(&net.visit.arena, "which=%.*s&base=2&body=x",
                                                                   STR_ARG(hidden)).s).status, 409);
    net.visit.who = &visit_main_contact;
    scratch_exec(net.visit.scratch, "net.db", "update programme set notes_draft = 1");
    struct str two = sent_by_cleo(&net, "No.");
    sends(&net, net.notes, str_format(&net.visit.arena, "do=leave&which=%.*s", STR_ARG(two)).s, "left");
    assert_asked(&net, "select max(number) from note_text", "2");
    net.visit.who = NULL;
    page = visit_get(&net.visit, net.reader).page;
    assert_has(page, "It is taken into the notes.");
    assert_has(page, "the notes stay as they are");
    lacks(page, "Maria");
    net.visit.who = &visit_main_contact;
    assert_int_equal(close_by(&net, &net.second).status, 303);
    scratch_exec(net.visit.scratch, "net.db", "update programme set notes_draft = 0");
    net.visit.who = NULL;
    page = visit_get(&net.visit, net.reader).page;
    assert_has(page, "They are closed");
    assert_has(page, "We began late.");
    lacks(page, "Correct it");
    struct str uid = asked(&net, "select uid from note_section where source like 'session%'");
    assert_int_equal(visit_send(&net.visit, net.reader, str_format(&net.visit.arena, "which=%.*s&base=2&body=late",
                                                                   STR_ARG(uid)).s).status, 409);
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(participant_erase(net.visit.write, &net.visit.arena, net.cleo, VISIT_NOW), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select count(*) from note_correction", "0");
    lacks(visit_get(&net.visit, net.reader).page, "We began late.");
    visit_close(&net.visit);
}

static void test_as_files(void **state)
{
    struct net net = open_net(state);
    assert_int_equal(visit_get(&net.visit, below(&net, "/as/html")).status, 404); /* none yet */
    sends(&net, net.notes, "do=flow", "made");
    sends(&net, below(&net, "/decisions/new"), "do=save&says=Heat+%3Cfirst%3E&from=&carried=all", "decided");
    struct str html = visit_get(&net.visit, below(&net, "/as/html")).page;
    assert_true(str_starts(html, S("<!DOCTYPE html>\n<html lang=\"en\">")));
    assert_has(html, "<title>Notes: Leaders &lt;1&gt;</title>");
    assert_has(html, "Heat &lt;first&gt;");
    assert_has(html, "A draft of 22 November 2026");
    lacks(html, "<script");
    lacks(html, "href=\"/");
    lacks(html, "Maria");
    assert_has(visit_get(&net.visit, below(&net, "/as/markdown")).page, "Heat \\<first\\>");
    assert_true(str_starts(visit_get(&net.visit, below(&net, "/as/docx")).page, S("PK\x03\x04")));
    assert_int_equal(visit_get(&net.visit, below(&net, "/as/else")).status, 404);
    visit_close(&net.visit);
}

/* ---- as a PDF */

static struct said pdf_of(struct net *net)
{
    return visit_get(&net->visit, below(net, "/as/pdf"));
}

/* What the jobs process does with what was asked for last. */
static void printed(struct net *net, const char *why)
{
    struct db *db = net->visit.write;
    struct str uid = asked(net, "select uid from note_pdf");
    struct q_note_pdf_page page;
    assert_asked(net, "select kind || ' ' || payload || ' ' || about from job order by id desc limit 1",
                 str_format(&net->visit.arena, "note-pdf %.*s ", STR_ARG(uid)).s);
    assert_int_equal(q_note_pdf_page(db, &net->visit.arena, uid, &page), OK);
    assert_has(page.page, "default-src 'none'");
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(why == NULL ? q_note_pdf_made(db, uid, S("%PDF-1.4 \xff\x01 made"))
                                 : q_note_pdf_failed(db, uid, str_of(why)), OK);
    assert_int_equal(db_commit(db), OK);
    assert_int_equal(q_note_pdf_page(db, &net->visit.arena, uid, &page), FAULT_NOT_FOUND); /* it stands nowhere now */
}

static void asks_for_pdf(struct net *net)
{
    sends(net, net->notes, "do=pdf", "pdf");
    assert_asked(net, "select count(*) || ' ' || max(state) from note_pdf", "1 waiting");
    assert_has(pdf_of(net).location, "done=pdf_old");
    assert_has(visit_get(&net->visit, net->notes).page, "it is being made");
}

static void test_as_pdf(void **state)
{
    struct net net = open_net(state);
    struct visit *visit = &net.visit;
    assert_int_equal(pdf_of(&net).status, 404); /* nothing is written */
    assert_int_equal(visit_send(visit, net.notes, "do=pdf").status, 409);
    sends(&net, net.notes, "do=flow", "made");
    assert_has(visit_get(visit, net.notes).page, "Make the PDF");
    asks_for_pdf(&net);
    struct str first = asked(&net, "select uid from note_pdf");
    sends(&net, net.notes, "do=pdf", "pdf"); /* somebody else asks too: the same one */
    assert_true(str_eq(asked(&net, "select uid from note_pdf"), first));
    assert_asked(&net, "select count(*) from job where kind = 'note-pdf'", "1");
    printed(&net, NULL);
    struct said said = pdf_of(&net);
    assert_int_equal(said.status, 200);
    assert_true(str_eq(said.page, S("%PDF-1.4 \xff\x01 made")));
    assert_has(visit_get(visit, net.notes).page, "/as/pdf");
    lacks(visit_get(visit, net.notes).page, "Make the PDF");
    /* What else stands on it was changed: it is offered no more. */
    const char *actions = str_format(&visit->arena, "%.*s/actions/new", (int)(strlen(net.notes) - strlen("/notes")),
                                     net.notes).s;
    assert_int_equal(visit_send(visit, actions, "do=save&what=Ask&holder=&who=Mill&decision=&day=2027-03-01").status,
                     303);
    assert_int_equal(pdf_of(&net).status, 303);
    lacks(visit_get(visit, net.notes).page, "/as/pdf");
    asks_for_pdf(&net);
    printed(&net, NULL);
    assert_int_equal(pdf_of(&net).status, 200);
    sends(&net, below(&net, "/decisions/new"), "do=save&says=Heat&from=&carried=all", "decided");
    assert_asked(&net, "select count(*) from note_pdf", "0"); /* of the notes themselves: it is gone */
    visit_close(visit);
}

static void test_no_pdf(void **state)
{
    struct net net = open_net(state);
    struct visit *visit = &net.visit;
    struct db *db = visit->write;
    sends(&net, net.notes, "do=flow", "made");
    asks_for_pdf(&net);
    printed(&net, "no-browser");
    struct str page = visit_get(visit, net.notes).page;
    assert_has(page, "the server has no Chromium");
    assert_has(page, "Make the PDF"); /* it may be installed meanwhile */
    asks_for_pdf(&net);
    printed(&net, "too-slow");
    assert_has(visit_get(visit, str_format(&visit->arena, "%s?done=pdf", net.notes).s).page, "it could not be made");
    asks_for_pdf(&net);
    scratch_exec(visit->scratch, "net.db", "update note_pdf set asked_at = asked_at - 181"); /* and nobody printed it */
    assert_has(visit_get(visit, net.notes).page, "it could not be made");
    asks_for_pdf(&net);
    printed(&net, NULL);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(programme_forget(db, VISIT_NOW + NOTE_PDF_KEPT_S), OK);
    assert_asked(&net, "select count(*) from note_pdf", "1");
    assert_int_equal(programme_forget(db, VISIT_NOW + NOTE_PDF_KEPT_S + 1), OK);
    assert_int_equal(db_commit(db), OK);
    assert_asked(&net, "select count(*) from note_pdf", "0");
    visit_close(visit);
}

static void test_other_cities_see_nothing(void **state)
{
    struct net net = open_net(state);
    sends(&net, net.notes, "do=flow", "made");
    struct str uid = asked(&net, "select uid from programme");
    static const char *const pages[] = {"", "/sections/new", "/decisions/new", "/as/html", "/as/pdf"};
    scratch_exec(net.visit.scratch, "net.db", "update programme set member_id = 8");
    for (size_t i = 0; i < COUNT_OF(pages); i++) { /* as ours, and at theirs */
        const char *theirs = str_format(&net.visit.arena, "/member-cities/u8/programmes/%.*s/notes%s", STR_ARG(uid),
                                        pages[i]).s;
        assert_int_equal(visit_get(&net.visit, below(&net, pages[i])).status, 404);
        assert_int_equal(visit_get(&net.visit, theirs).status, 403);
    }
    assert_int_equal(visit_send(&net.visit, net.notes, "do=flow").status, 404);
    assert_int_equal(visit_send(&net.visit, net.notes, "do=pdf").status, 404);
    visit_close(&net.visit);
}

static void test_what_goes(void **state)
{
    struct net net = open_net(state);
    sends(&net, net.notes, "do=flow", "made");
    sends(&net, below(&net, "/decisions/new"), "do=save&says=Heat&from=&carried=", "decided");
    sent_by_cleo(&net, "No.");
    sends(&net, net.notes, "do=pdf", "pdf");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(programme_erase_person(net.visit.write, 2), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select (select count(*) from note where changed_by is null) || ' ' || (select count(*) from "
                       "note_text where person_id is not null) || ' ' || (select count(*) from decision where "
                       "person_id is null)", "1 0 1");
    assert_has(visit_get(&net.visit, net.notes).page, "by somebody who is not here any more");
    assert_int_equal(db_begin(net.visit.write), OK);
    assert_int_equal(programme_remove(net.visit.write, 1), OK);
    assert_int_equal(db_commit(net.visit.write), OK);
    assert_asked(&net, "select (select count(*) from note) + (select count(*) from note_section) + "
                       "(select count(*) from note_text) + (select count(*) from note_step) + "
                       "(select count(*) from note_correction) + (select count(*) from note_pdf) + "
                       "(select count(*) from decision)", "0");
    visit_close(&net.visit);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_what_was_said_flows_in), WITH(test_counts_of_few_are_not_told), WITH(test_what_groups_left_flows_in),
        WITH(test_up_to_date_over_what_was_corrected),
        WITH(test_two_write_one_section), WITH(test_a_decision_from_a_statement), WITH(test_four_eyes),
        WITH(test_participants_correct), WITH(test_as_files), WITH(test_as_pdf), WITH(test_no_pdf),
        WITH(test_other_cities_see_nothing),
        WITH(test_what_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
