/* SPDX-License-Identifier: AGPL-3.0-or-later
** Bids, through the real pages: begun, how they stand, cities that are asked, who leads, what each city reads of it and
** of whom, mails and desks. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/bid_due.h"
#include "store/bid_work.h"
#include "store/mail.h"
#include "visit.h"
#include "web/mail/mail_web.h"

#define OURS "/member-cities/u7/bids"
#define THEIRS "/member-cities/u8/bids"
#define DAY 86400

/* 'Far' closes on Tuesday 16 March 2027 at 17:00 in Brussels. */
static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'calls', 'List', '', '', '', '', 0, '', 0); "
    "insert into funding_call (id, key, identifier, title, publisher, country, programme, group_code, group_title, "
    "action, status, model, closes_on, currency, address, digest, source_id, keywords, pays_stated, conditions, body) "
    "values (1, 'FAR', 'far', 'Far <b>', '', '', '', '', '', '', 'open', 'single-stage', 20893, 'EUR', "
    "'https://a.example/', 0, 1, '', '', '', ''); "
    "insert into funding_call_deadline (call_id, closes_at, day_on, hour_known) values (1, 1805212800, 20893, 1)";

#define PERSON(id, name)                                                                       \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@b.example', 'p" #id "@b.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

/* Maria and Mario act for Ours, Quim for Porto, nobody for Shy. */
static const struct who_city ours_city = {7, false}, porto_city = {8, true};
static const struct who mario = {.person_id = 6, .cities = &ours_city, .cities_count = 1};
static const struct who quim = {.person_id = 5, .cities = &porto_city, .cities_count = 1};

static void do_sql(struct visit *visit, const char *sql)
{
    scratch_exec(visit->scratch, "net.db", sql);
}

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    visit.site.base_url = S("https://net.example");
    do_sql(&visit, "insert into member_city (id, uid, name, country, rev) values (7, 'u7', 'Ours', 'PT', 1), "
                   "(8, 'u8', 'Porto', 'PT', 1), (9, 'u9', 'Shy', 'FR', 1)");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values "
                   "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', ''), (9, 1, 'joined', 1, 'role', '')");
    do_sql(&visit, "insert into person (id, uid, name, mail, mail_folded, language, state, password, totp, totp_step, "
                   "created_at, remove_at, rev) values " PERSON(2, "Maria <M>") ", " PERSON(5, "Quim") ", "
                   PERSON(6, "Mario"));
    do_sql(&visit, "insert into person_role (id, person_id, role, member_id, since) values "
                   "(1, 2, 'main_contact', 7, 1), (2, 5, 'main_contact', 8, 1), (3, 6, 'colleague', 7, 1)");
    do_sql(&visit, "insert into watch (id, uid, member_id, call_key, title, person_id, size, own_money, seen_by, "
                   "made_at, changed_at) values (7, 'w7', 7, 'FAR', 'Far', 2, '', '', 'members', 1, 1), "
                   "(8, 'w8', 8, 'FAR', 'Far', 5, '', '', 'members', 1, 1), "
                   "(9, 'w9', 9, 'FAR', 'Far', 9, '', '', 'city', 1, 1)");
    scratch_exec(visit.scratch, "net.evidence-1.db", content);
    return visit;
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

static const char *joined(struct visit *visit, const char *a, const char *b)
{
    return str_c(&visit->arena, str_format(&visit->arena, "%s%s", a, b));
}

/* Of our city, which leads it; as its page has it for that city. */
static const char *begin(struct visit *visit)
{
    struct said said = visit_send(visit, OURS "/new?watch=w7", "name=Warm+<homes>&owner=p2&watch=w7&do=begin");
    assert_int_equal(said.status, 303);
    assert_has(said.location, "?done=begun");
    struct str uid = asked(visit, "select uid from bid order by id desc limit 1");
    return str_c(&visit->arena, uid);
}

static const char *page_of_bid(struct visit *visit, const char *city, const char *uid, const char *behind)
{
    return str_c(&visit->arena, str_format(&visit->arena, "/member-cities/%s/bids/%s%s", city, uid, behind));
}

/* ---- it begins */

static void test_it_begins_from_what_is_watched(void **state)
{
    struct visit visit = open_net(state);
    struct said said = visit_send(&visit, "/member-cities/u7/deadlines/w7", "do=begun");
    assert_str(said.location, OURS "/new?watch=w7");
    assert_has(visit_get(&visit, OURS "/new?watch=w7").page, "value=\"Far &lt;b&gt;\"");
    const char *uid = begin(&visit);
    assert_str(asked(&visit, "select call_key || call_title || identifier from bid"), "FARFar <b>far");
    assert_str(asked(&visit, "select stage || number from bid_stage"), "decided1");
    assert_str(asked(&visit, "select rule_id from bid"), ""); /* no rule is about it */
    struct str page = visit_get(&visit, page_of_bid(&visit, "u7", uid, "")).page;
    assert_has(page, "<h1>Warm &lt;homes&gt;</h1>");
    assert_has(page, "Maria &lt;M&gt; owns it.");
    assert_has(page, "Hand in the report for the council by");
    assert_has(visit_get(&visit, OURS).page, "Warm &lt;homes&gt;");
    assert_has(visit_get(&visit, "/member-cities/u7/deadlines/w7").page, "Warm &lt;homes&gt;");
    said = visit_send(&visit, OURS "/new?watch=w7", "name=Again&owner=p2&watch=w7&do=begin"); /* a colleague, too */
    assert_int_equal(said.status, 409);
    assert_has(said.page, "value=\"Again\"");
    assert_has(said.page, uid);
    assert_int_equal(visit_get(&visit, OURS "/new?watch=w8").status, 404); /* what another city watches */
    assert_int_equal(visit_send(&visit, OURS "/new", "name=a&watch=w8&do=begin").status, 404);
    assert_str(asked(&visit, "select count(*) from bid"), "1");
    visit_close(&visit);
}

/* The rule that is most particular about its funding call is kept with it. */
static void test_it_knows_its_rule(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.evidence-1.db", "update funding_call set identifier = "
                                                     "'LIFE-2026-CET-PDA'");
    begin(&visit);
    assert_str(asked(&visit, "select rule_id from bid"), "life-cet-pda");
    visit_close(&visit);
}

static void test_it_begins_by_hand(void **state)
{
    struct visit visit = open_net(state);
    struct said said = visit_send(&visit, OURS "/new", "name=Roofs&fund=&owner=p6&do=begin");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "value=\"Roofs\"");
    assert_int_equal(visit_send(&visit, OURS "/new", "name=Roofs&fund=Land&owner=p5&do=begin").status, 400);
    assert_int_equal(visit_send(&visit, OURS "/new", "name=+&fund=Land&do=begin").status, 400);
    assert_int_equal(visit_send(&visit, OURS "/new", "name=Roofs&fund=Land&owner=p6&do=begin").status, 303);
    assert_str(asked(&visit, "select person_id from bid_city"), "6");
    struct str page = visit_get(&visit, OURS).page;
    assert_has(page, "For: Land. Mario owns it.");
    const char *uid = str_c(&visit.arena, asked(&visit, "select uid from bid"));
    do_sql(&visit, "update person_role set until = 5 where person_id = 6");
    assert_has(visit_get(&visit, page_of_bid(&visit, "u7", uid, "")).page,
               "Mario, who owned it, does not act for your city any more");
    visit_close(&visit);
}

/* ---- how it stands */

static void test_stages(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit), *page = page_of_bid(&visit, "u7", uid, "");
    assert_int_equal(visit_send(&visit, page, "do=undo&seen=1").status, 409); /* the first one stays */
    struct said said = visit_send(&visit, page, "do=writing&seen=1&day=2026-11-25");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is still to come");
    assert_int_equal(visit_send(&visit, page, "do=writing&seen=1&day=2026-11-20").status, 400); /* before it began */
    assert_int_equal(visit_send(&visit, page, "do=writing&seen=1&day=soon").status, 400);
    assert_int_equal(visit_send(&visit, page, "do=second_stage&seen=1&day=2026-11-22").status, 409);
    assert_int_equal(visit_send(&visit, page, "do=writing&seen=1&day=2026-11-22").status, 303);
    said = visit_send(&visit, page, "do=writing&seen=1&day=2026-11-22"); /* a colleague, on an old page */
    assert_int_equal(said.status, 409);
    assert_has(said.page, "Take “Being written” back");
    assert_int_equal(visit_send(&visit, page, "do=handed_in&seen=2&day=2026-11-22").status, 303);
    const char *granted = page_of_bid(&visit, "u7", uid, "/stage/granted");
    said = visit_send(&visit, granted, "day=2026-11-22&euros=much&why=Figures&seen=3&do=say");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "Figures</textarea>");
    assert_int_equal(visit_send(&visit, granted, "day=2026-11-22&euros=1&seen=2&do=say").status, 409);
    said = visit_send(&visit, granted, "day=2026-11-22&euros=250,000&why=Our+<figures>&seen=3&do=say");
    assert_int_equal(said.status, 303);
    assert_str(asked(&visit, "select stage || amount_cents || currency || why from bid_stage where number = 4"),
               "granted25000000EUROur <figures>");
    assert_has(visit_get(&visit, OURS).page, "250,000 EUR. “Our &lt;figures&gt;”");
    assert_false(has(visit_get(&visit, page).page, "value=\"writing\"")); /* nothing follows an end */
    assert_int_equal(visit_get(&visit, page_of_bid(&visit, "u7", uid, "/stage/given_up")).status, 404);
    assert_int_equal(visit_send(&visit, page_of_bid(&visit, "u7", uid, "/stage/given_up"),
                                "day=2026-11-22&seen=4&do=say").status, 409);
    assert_int_equal(visit_send(&visit, page, "do=undo&seen=4").status, 303);
    assert_str(asked(&visit, "select max(number) from bid_stage"), "3");
    assert_int_equal(visit_get(&visit, page_of_bid(&visit, "u7", uid, "/stage/won")).status, 404);
    visit_close(&visit);
}

static void test_what_is_said_about_it(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit), *about = page_of_bid(&visit, "u7", uid, "/about");
    struct said said = visit_send(&visit, about, "name=New&owner=p6&seen_by=city&seen=0&do=save");
    assert_int_equal(said.status, 409);
    assert_has(said.page, "value=\"New\"");
    struct str page = visit_get(&visit, about).page;
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    struct str seen = str_sub(page, at + S("name=\"seen\" value=\"").n, 16);
    said = visit_send(&visit, about, str_c(&visit.arena, str_format(&visit.arena,
        "name=New&owner=p6&seen_by=city&outcome_seen_by=members&do=save&seen=%.*s", STR_ARG(seen))));
    assert_int_equal(said.status, 303);
    assert_str(asked(&visit, "select name || seen_by || outcome_seen_by from bid"), "Newcitymembers");
    assert_str(asked(&visit, "select person_id from bid_city"), "6");
    page = visit_get(&visit, about).page;
    assert_has(page, "Remove this bid");
    at = str_find(page, S("name=\"seen\" value=\""));
    seen = str_sub(page, at + S("name=\"seen\" value=\"").n, 16);
    const char *removes = str_c(&visit.arena, str_format(&visit.arena, "do=remove&seen=%.*s", STR_ARG(seen)));
    do_sql(&visit, "insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, made_at) "
                   "values (9, 1, 2, 'writing', 20779, 7, '', '', 1)");
    assert_int_equal(visit_send(&visit, about, removes).status, 409); /* something has come of it */
    do_sql(&visit, "delete from bid_stage where id = 9");
    assert_str(visit_send(&visit, about, removes).location, OURS "?done=removed");
    assert_str(asked(&visit, "select (select count(*) from bid) + (select count(*) from bid_city) + (select count(*) "
                             "from bid_stage)"), "0");
    visit_close(&visit);
}

/* ---- its cities */

static const char *part_of(struct visit *visit)
{
    return str_c(&visit->arena, asked(visit, "select uid from bid_city where member_id = 8"));
}

static int send_as(struct visit *visit, const struct who *who, const char *target, const char *typed)
{
    visit->who = who;
    struct said said = visit_send(visit, target, typed);
    visit->who = &visit_main_contact;
    return said.status;
}

static struct said get_as(struct visit *visit, const struct who *who, const char *target)
{
    visit->who = who;
    struct said said = visit_get(visit, target);
    visit->who = &visit_main_contact;
    return said;
}

static void assert_nobody_of_ours(struct str page)
{
    assert_false(has(page, "Maria") || has(page, "Mario"));
}

static void test_who_is_asked_reads_the_question_only(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit);
    const char *theirs = page_of_bid(&visit, "u8", uid, "");
    assert_int_equal(get_as(&visit, &quim, theirs).status, 404);
    struct str partners = visit_get(&visit, page_of_bid(&visit, "u7", uid, "/partners")).page;
    assert_has(partners, "Ask Porto (PT)");
    assert_false(has(partners, "Shy")); /* it watches, and does not want to be seen */
    assert_has(visit_get(&visit, page_of_bid(&visit, "u7", uid, "/partners?q=SH")).page, "Ask Shy (FR)");
    struct said said = visit_send(&visit, page_of_bid(&visit, "u7", uid, "/ask/u9"), "says=Come&do=ask");
    assert_int_equal(said.status, 400); /* nobody acts for it */
    assert_has(said.page, "Come</textarea>");
    assert_int_equal(visit_get(&visit, page_of_bid(&visit, "u7", uid, "/ask/u7")).status, 404); /* oneself */
    assert_int_equal(visit_send(&visit, page_of_bid(&visit, "u7", uid, "/ask/u8"), "says=Join+<us>&do=ask").status,
                     303);
    assert_int_equal(visit_send(&visit, page_of_bid(&visit, "u7", uid, "/ask/u8"), "says=x&do=ask").status, 409);
    struct str page = get_as(&visit, &quim, theirs).page;
    assert_has(page, "Ours (PT) leads it and asks Porto to take part.");
    assert_has(page, "“Join &lt;us&gt;”");
    assert_has(page, "With a yes other member cities see that your city goes for it, never who.");
    assert_false(has(page, "How it stands") || has(page, "Decided"));
    assert_nobody_of_ours(page);
    assert_nobody_of_ours(get_as(&visit, &quim, THEIRS).page);
    static const char *const closed[] = {"/about", "/partners", "/stage/writing", "/ask/u9"};
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        assert_int_equal(get_as(&visit, &quim, page_of_bid(&visit, "u8", uid, closed[i])).status, 404);
    }
    assert_int_equal(send_as(&visit, &quim, theirs, "do=writing&seen=1&day=2026-11-22"), 409);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=take_lead"), 409);
    assert_int_equal(get_as(&visit, &quim, page_of_bid(&visit, "u7", uid, "")).status, 403);
    assert_has(get_as(&visit, &quim, "/me").page, "Ours asks Porto to take part in a bid.");
    visit_close(&visit);
}

static void ask(struct visit *visit, const char *uid)
{
    assert_int_equal(visit_send(visit, page_of_bid(visit, "u7", uid, "/ask/u8"), "says=Join&do=ask").status, 303);
}

static void test_yes_and_no(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit), *partners = page_of_bid(&visit, "u7", uid, "/partners");
    const char *theirs = page_of_bid(&visit, "u8", uid, "");
    ask(&visit, uid);
    const char *unask = joined(&visit, "do=unask&part=", part_of(&visit));
    assert_int_equal(visit_send(&visit, partners, unask).status, 303);
    assert_int_equal(get_as(&visit, &quim, theirs).status, 404);
    assert_int_equal(visit_send(&visit, partners, unask).status, 409); /* it is gone already */
    ask(&visit, uid);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=no&why=No+time"), 303);
    assert_str(get_as(&visit, &quim, theirs).location, THEIRS "?done=answered");
    assert_int_equal(send_as(&visit, &quim, theirs, "do=yes"), 303); /* a colleague, behind that: nothing is done */
    assert_str(asked(&visit, "select answer || why from bid_city where member_id = 8"), "noNo time");
    assert_int_equal(get_as(&visit, &quim, page_of_bid(&visit, "u8", uid, "/about")).status, 404);
    struct str page = visit_get(&visit, partners).page;
    assert_has(page, "Said no on 22 November 2026.");
    assert_has(page, "“No time”");
    assert_false(has(page, "Quim"));
    ask(&visit, uid); /* once more */
    do_sql(&visit, "update bid_stage set stage = 'given_up'");
    page = get_as(&visit, &quim, theirs).page;
    assert_has(page, "nobody waits for an answer any more");
    assert_false(has(page, "value=\"yes\""));
    assert_int_equal(send_as(&visit, &quim, theirs, "do=yes"), 409);
    assert_false(has(get_as(&visit, &quim, "/me").page, "to take part in a bid"));
    assert_false(has(get_as(&visit, &quim, THEIRS).page, "Warm"));
    do_sql(&visit, "update bid_stage set stage = 'decided'");
    assert_int_equal(send_as(&visit, &quim, theirs, "do=yes&why=Now"), 303);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=yes"), 409); /* two people at once */
    page = get_as(&visit, &quim, theirs).page;
    assert_has(page, "Quim owns your city");
    assert_has(page, "Decided: we go for it");
    assert_nobody_of_ours(page);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=writing&seen=1&day=2026-11-22"), 409); /* it does not lead */
    assert_int_equal(get_as(&visit, &quim, page_of_bid(&visit, "u8", uid, "/partners")).status, 404);
    page = get_as(&visit, &quim, page_of_bid(&visit, "u8", uid, "/about")).page;
    assert_has(page, "Who of us owns it");
    assert_false(has(page, "Name of the bid"));
    assert_int_equal(visit_send(&visit, page_of_bid(&visit, "u7", uid, ""), "do=leave").status, 409); /* who leads */
    assert_int_equal(send_as(&visit, &quim, theirs, "do=leave&why=Busy"), 303);
    assert_has(visit_get(&visit, partners).page, "Left the bid on 22 November 2026.");
    visit_close(&visit);
}

static void test_who_leads(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit), *partners = page_of_bid(&visit, "u7", uid, "/partners");
    const char *ours = page_of_bid(&visit, "u7", uid, ""), *theirs = page_of_bid(&visit, "u8", uid, "");
    ask(&visit, uid);
    const char *offer = joined(&visit, "do=offer&part=", part_of(&visit));
    assert_int_equal(visit_send(&visit, partners, offer).status, 409); /* it has not said yes */
    assert_int_equal(send_as(&visit, &quim, theirs, "do=yes"), 303);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=take_lead"), 409); /* it is not asked to */
    assert_int_equal(visit_send(&visit, partners, offer).status, 303);
    assert_has(get_as(&visit, &quim, "/me").page, "Ours asks Porto to take the lead in a bid.");
    assert_int_equal(send_as(&visit, &quim, theirs, "do=no_lead"), 303);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=no_lead"), 409);
    assert_int_equal(visit_send(&visit, partners, offer).status, 303);
    assert_int_equal(visit_send(&visit, partners, joined(&visit, "do=unoffer&part=", part_of(&visit))).status, 303);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=take_lead"), 409);
    assert_int_equal(visit_send(&visit, partners, offer).status, 303);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=take_lead"), 303);
    assert_str(asked(&visit, "select count(*) from bid_city where role = 'lead' and member_id = 8"), "1");
    assert_int_equal(visit_send(&visit, ours, "do=writing&seen=1&day=2026-11-22").status, 409);
    assert_int_equal(visit_get(&visit, partners).status, 404);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=writing&seen=1&day=2026-11-22"), 303);
    struct str page = visit_get(&visit, ours).page;
    assert_has(page, "Porto (PT) leads it; your city is a partner.");
    assert_has(page, "Said by Porto.");
    assert_false(has(page, "Quim"));
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values (8, 2, 'left', 2, 'role', "
                   "'')");
    assert_has(visit_get(&visit, ours).page, "Porto (PT), which led it, has left this network.");
    assert_int_equal(visit_send(&visit, ours, "do=take_lead").status, 303);
    assert_has(visit_get(&visit, ours).page, "Your city leads it.");
    visit_close(&visit);
}

/* ---- mails */

/* The words of the newest mail, as it would be sent. */
static enum fault newest(struct visit *visit, const char *kind, int64_t person, struct mime_words *ret_words)
{
    struct q_mail_due_row mail = {.uid = S("0"), .kind = str_of(kind), .person = {true, person}, .language = S("en"),
                                  .address = S("a@b.example"), .address_digest = S("")};
    mail.fields = asked(visit, str_c(&visit->arena, str_format(&visit->arena,
        "select fields from mail where kind = '%s' and person = %lld order by id desc limit 1", kind,
        (long long)person)));
    assert_true(mail.fields.n > 0);
    assert_int_equal(db_begin(visit->read), OK);
    enum fault fault = mail_words(&visit->arena, visit->read, &visit->site, &mail, VISIT_NOW, ret_words);
    assert_int_equal(db_commit(visit->read), OK);
    return fault;
}

static void test_mails_name_cities_and_nobody(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit), *theirs = page_of_bid(&visit, "u8", uid, "");
    struct mime_words words;
    ask(&visit, uid);
    assert_str(asked(&visit, "select count(*) from mail where kind = 'bid-asked' and person = 5"), "1");
    assert_int_equal(newest(&visit, BID_ASKED_MAIL, 5, &words), OK);
    assert_has(words.text, "Ours (PT) asks Porto to take part in a bid");
    assert_has(words.text, theirs);
    assert_nobody_of_ours(words.text);
    assert_int_equal(send_as(&visit, &quim, theirs, "do=yes&why=Glad+<to>"), 303);
    assert_int_equal(newest(&visit, BID_ASKED_MAIL, 5, &words), FAULT_NOT_FOUND); /* it is answered */
    assert_int_equal(newest(&visit, BID_ANSWER_MAIL, 2, &words), OK);
    assert_has(words.text, "Porto (PT) takes part in your bid");
    assert_has(words.text, "Glad <to>");
    assert_false(has(words.text, "Quim"));
    do_sql(&visit, "update person_role set until = 5 where person_id = 2"); /* who does not act for it any more */
    assert_int_equal(newest(&visit, BID_ANSWER_MAIL, 2, &words), FAULT_NOT_FOUND);
    do_sql(&visit, "update person_role set until = null where person_id = 2");
    assert_int_equal(visit_send(&visit, page_of_bid(&visit, "u7", uid, "/partners"),
                                joined(&visit, "do=offer&part=", part_of(&visit))).status, 303);
    assert_int_equal(newest(&visit, BID_ASKED_MAIL, 5, &words), OK);
    assert_has(words.text, "Ours (PT) asks Porto to take the lead in a bid");
    assert_int_equal(send_as(&visit, &quim, theirs, "do=take_lead"), 303);
    assert_int_equal(newest(&visit, BID_ANSWER_MAIL, 2, &words), OK);
    assert_has(words.text, "Porto (PT) leads your bid now");
    visit_close(&visit);
}

static void remind(struct visit *visit, int64_t now)
{
    assert_int_equal(bid_remind(visit->write, &visit->arena, now), OK);
}

static struct str due_mails(struct visit *visit)
{
    return asked(visit, "select count(*) from mail where kind = 'bid-due'");
}

static void test_a_step_that_is_due_has_one_mail_to_its_owner(void **state)
{
    struct visit visit = open_net(state);
    const char *uid = begin(&visit), *page = page_of_bid(&visit, "u7", uid, "");
    struct mime_words words;
    struct str text = visit_get(&visit, page).page;
    assert_has(text, "Hand in the report for the council by Monday 15 February 2027");
    int64_t due = (int64_t)20864 * DAY + 3600; /* of that day */
    remind(&visit, due - 8 * DAY);
    assert_str(due_mails(&visit), "0");
    remind(&visit, due - 7 * DAY);
    assert_str(due_mails(&visit), "1");
    assert_str(asked(&visit, "select person from mail where kind = 'bid-due'"), "2"); /* nobody else of the city */
    assert_int_equal(newest(&visit, BID_DUE_MAIL, 2, &words), OK);
    assert_has(words.text, "Hand in the report for the council by Monday 15 February 2027");
    remind(&visit, due - 6 * DAY);
    assert_str(due_mails(&visit), "1"); /* once a step */
    remind(&visit, due + 8 * DAY);
    assert_str(due_mails(&visit), "2"); /* the next one */
    assert_int_equal(visit_send(&visit, page, "do=handed_in&seen=1&day=2026-11-22").status, 303);
    remind(&visit, due + 14 * DAY);
    assert_str(due_mails(&visit), "2");
    assert_int_equal(newest(&visit, BID_DUE_MAIL, 2, &words), FAULT_NOT_FOUND);
    visit_close(&visit);
}

static void test_steps_stand_on_the_desk_of_the_owner(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.evidence-1.db", "update funding_call_deadline set closes_at = 1798000000, day_on "
                                                     "= 20810 where call_id = 1");
    begin(&visit);
    assert_has(visit_get(&visit, "/me").page, "for Far &lt;b&gt;.");
    assert_false(has(get_as(&visit, &mario, "/me").page, "for Far &lt;b&gt;."));
    do_sql(&visit, "update person_role set until = 5 where person_id = 2"); /* who owned it is gone: all see it */
    assert_has(get_as(&visit, &mario, "/me").page, "for Far &lt;b&gt;.");
    do_sql(&visit, "update bid_stage set stage = 'handed_in'");
    assert_false(has(get_as(&visit, &mario, "/me").page, "for Far &lt;b&gt;."));
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_it_begins_from_what_is_watched), TEST(test_it_knows_its_rule),
        TEST(test_it_begins_by_hand), TEST(test_stages),
        TEST(test_what_is_said_about_it), TEST(test_who_is_asked_reads_the_question_only), TEST(test_yes_and_no),
        TEST(test_who_leads), TEST(test_mails_name_cities_and_nobody),
        TEST(test_a_step_that_is_due_has_one_mail_to_its_owner), TEST(test_steps_stand_on_the_desk_of_the_owner)};
    return cmocka_run_group_tests_name("bid", tests, NULL, NULL);
}
