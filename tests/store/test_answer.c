/* SPDX-License-Identifier: AGPL-3.0-or-later
** Earlier answers, through the real pages: put in, found, changed, taken away and put back; what other member cities
** read of them; a former bid that is pasted; what came of a bid; what goes and what stays; and that two thousand of
** them are found by an index. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/answer.h"
#include "store/bid_work.h"
#include "store/membership.h"
#include "visit.h"
#include "web/answer/answer_like.h"

#define OURS "/member-cities/u7/answers"
#define THEIRS "/member-cities/u8/answers"
#define DAY 86400

#define PERSON(id, name)                                                                       \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@b.example', 'p" #id "@b.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'PT', 1), (8, 'u8', 'Porto', 'PT', 1), (9, 'u9', 'Shy', 'FR', 1), "
                 "(10, 'u10', 'Braga', 'PT', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', ''), (9, 1, 'joined', 1, 'role', ''), "
                 "(10, 1, 'joined', 1, 'role', '')");
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(2, "Maria <M>") ", "
                 PERSON(5, "Quim"));
    return visit;
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

static void lacks(struct str page, const char *part)
{
    assert_false(str_contains(page, str_of(part)));
}

/* Put in by hand; its address without "?done=new". */
static const char *put_in(struct visit *visit, const char *typed)
{
    struct said said = visit_send(visit, OURS "/new", typed);
    assert_int_equal(said.status, 303);
    size_t end = str_find(said.location, S("?done=new"));
    assert_true(end < said.location.n);
    return str_c(&visit->arena, str_sub(said.location, 0, end));
}

static struct said save(struct visit *visit, const char *target, const char *typed)
{
    struct str page = visit_get(visit, target).page;
    size_t at = str_find(page, S("name=\"seen\" value=\""));
    assert_true(at < page.n);
    return visit_send(visit, target, str_c(&visit->arena, str_format(
        &visit->arena, "%s&seen=%.*s", typed, STR_ARG(str_sub(page, at + S("name=\"seen\" value=\"").n, 16)))));
}

static const char *below(struct visit *visit, const char *address, const char *what)
{
    return str_c(&visit->arena, str_format(&visit->arena, "%s/%s", address, what));
}

/* Of another city, straight into the tables. */
static void add_theirs(struct visit *visit, int64_t member, const char *question, bool shared, int64_t at)
{
    struct str uid;
    const struct answer_new answer = {
        .member_id = member, .question = str_of(question), .body = S("What stands there."), .fund = S("EUCF"),
        .rule_id = S(""), .call_key = S(""), .handed_in_on = S("2025"), .outcome = ANSWER_NOT_GRANTED,
        .outcome_why = S("too late"), .shared = shared, .person_id = 5};
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(answer_add(visit->write, &visit->arena, &answer, at, &uid), OK);
    assert_int_equal(db_commit(visit->write), OK);
}

static void test_one_is_put_in_and_read(void **state)
{
    struct visit visit = open_net(state);
    assert_has(visit_get(&visit, OURS).page, "Your city has put in no earlier answer yet");
    const char *one = put_in(&visit, "question=Why+%3Cnow%3E%3F&text=58,000+residents%0D%0A42+%25+old&fund=EUCF"
                                     "&handed_in=12.3.2024&outcome=granted");
    struct str page = visit_get(&visit, one).page;
    assert_has(page, "<h1>Why &lt;now&gt;?</h1>");
    assert_has(page, "Written for EUCF, handed in on 12 March 2024: granted");
    assert_has(page, "It is 2 years old: numbers in it may be old.");
    assert_has(page, "<li>58,000 residents</li>");
    assert_has(page, "Put in by Maria &lt;M&gt; on ");
    assert_has(page, "Only people of your city read it.");
    page = visit_get(&visit, OURS).page;
    assert_has(page, "1 earlier answer</h2>");
    assert_has(page, "Why &lt;now&gt;?");
    assert_int_equal(save(&visit, below(&visit, one, "from"), "fund=&handed_in=2019&outcome=&why=nobody+knows").status,
                     303);
    page = visit_get(&visit, one).page;
    assert_has(page, "Handed in during 2019, for which fund is not known: we do not know what came of it");
    assert_has(page, "Why: nobody knows");
    assert_has(page, "It is 6 years old: take it away if nobody needs it.");
    visit_close(&visit);
}

static void test_what_does_not_fit_is_said_and_kept(void **state)
{
    struct visit visit = open_net(state);
    struct said said = visit_send(&visit, OURS "/new", "question=&text=Roofs&handed_in=2024");
    assert_int_equal(said.status, 400);
    assert_has(said.page, ">Roofs</textarea>");
    said = visit_send(&visit, OURS "/new", "question=Q&text=Roofs&handed_in=tomorrow");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is no day or year that has been");
    assert_has(said.page, "value=\"tomorrow\"");
    const char *one = put_in(&visit, "question=Q&text=Roofs");
    said = visit_send(&visit, below(&visit, one, "change"), "question=Q2&text=New&seen_by=members&seen=0");
    assert_int_equal(said.status, 409);
    assert_has(said.page, ">New</textarea>");
    assert_str(asked(&visit, "select question from answer"), "Q");
    assert_int_equal(visit_send(&visit, one, "do=").status, 400);
    /* doubled nine times, and cut to the most that there may be */
    for (int i = 0; i < 9; i++) {
        scratch_exec(visit.scratch, "net.db",
                     "insert into answer select id + (select max(id) from answer), "
                     "'d' || (id + (select max(id) from answer)), member_id, question, body, fund, rule_id, call_key, "
                     "null, null, handed_in_on, outcome, outcome_why, seen_by, person_id, made_at, changed_at, null "
                     "from answer");
    }
    scratch_exec(visit.scratch, "net.db", "delete from answer where id > 500");
    said = visit_send(&visit, OURS "/new", "question=Q&text=Roofs");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "a city keeps 500 earlier answers");
    assert_has(visit_get(&visit, OURS "?page=25").page, "Page 25 of 25");
    visit_close(&visit);
}

static void assert_found(struct visit *visit, const char *query, const char *first, size_t n)
{
    struct str page = visit_get(visit, str_c(&visit->arena, str_format(&visit->arena, OURS "?%s", query))).page;
    size_t rows = str_find(page, S("<ul class=\"sg-rows\">"));
    size_t found = 0;
    for (struct str rest = page; str_find(rest, S("<li class=\"sg-row\">")) < rest.n;) {
        rest = str_from(rest, str_find(rest, S("<li class=\"sg-row\">")) + 1);
        found++;
    }
    assert_int_equal(found, n);
    if (n > 0) {
        struct str row = str_sub(page, rows, 400);
        if (!str_contains(row, str_of(first))) {
            fail_msg("%s gives first: %.*s", query, STR_ARG(row));
        }
    }
}

static void test_they_are_found_by_words_of_both_languages(void **state)
{
    struct visit visit = open_net(state);
    put_in(&visit, "question=Impact+on+climate&text=Cooler+roofs+save+forty+tonnes.&outcome=not_granted");
    put_in(&visit, "question=Green+roofs&text=They+hold+water.&outcome=granted&handed_in=2020");
    put_in(&visit, "question=Green+roofs+again&text=They+hold+water.&outcome=not_granted&handed_in=2025");
    put_in(&visit, "question=Team&text=Two+people+of+the+Planungsamt+und+die+D%C3%A4cher&fund=EUCF");
    assert_found(&visit, "q=roof", "Green roofs<", 3);          /* the question counts for more; granted before newer */
    assert_found(&visit, "q=climate+roofs", "Impact on climate", 3);
    assert_found(&visit, "q=DACHER", "Team", 1);
    assert_found(&visit, "q=planung", "Team", 1);               /* the last word may be a beginning */
    assert_found(&visit, "q=planung+nobodyhasthis", "", 0);     /* another one not */
    assert_found(&visit, "q=eucf", "Team", 1);
    assert_found(&visit, "q=water&outcome=not_granted", "Green roofs again", 1);
    assert_found(&visit, "q=the", "", 0);
    assert_found(&visit, "q=", "Green roofs<", 4);
    assert_has(visit_get(&visit, OURS "?q=zebra").page, "Nothing found");
    assert_int_equal(visit_get(&visit, OURS "?whose=theirs").status, 400);
    visit_close(&visit);
}

/* What an officer would look for, and which of a dozen should stand first: written down before it was tried. */
static void test_the_right_one_stands_first(void **state)
{
    static const char *const answers[] = {
        "question=Expected+impact+on+climate&text=Forty+tonnes+less+a+year,+measured+by+the+planning+office.",
        "question=How+do+you+measure+impact%3F&text=Sensors+in+every+street;+results+each+year.",
        "question=Partnership&text=The+university+and+two+member+cities+with+impact+on+climate+and+housing.",
        "question=Budget+and+value+for+money&text=1.2+million,+a+third+of+it+staff.",
        "question=Staff+and+team&text=Two+planners,+one+engineer.",
        "question=Communication+plan&text=A+page,+four+events,+and+the+local+paper.",
        "question=Risks&text=Late+permits,+prices+of+steel,+staff+that+leaves.",
        "question=Wirkung+auf+das+Klima&text=Vierzig+Tonnen+weniger+im+Jahr.",
        "question=Beteiligung+der+B%C3%BCrger&text=Sechs+Abende+in+den+Ortsteilen.",
        "question=Planung+und+Zeitplan&text=Zw%C3%B6lf+Monate+Planung,+dann+der+Bau.",
        "question=Innovation&text=Roofs+that+hold+rain+are+new+in+our+country.",
        "question=Sustainability+after+the+project&text=The+city+pays+for+upkeep+from+its+budget."};
    static const struct { const char *query, *first; } queries[] = {
        {"impact+climate", "Expected impact on climate"}, {"measuring+impacts", "How do you measure impact?"},
        {"Describe+the+budget+of+the+project", "Budget and value for money"}, {"staff", "Staff and team"},
        {"risk", "Risks"}, {"wirkungen+klima", "Wirkung auf das Klima"}, {"burger", "Beteiligung der B"},
        {"zeitplan", "Planung und Zeitplan"}, {"plan", "Communication plan"}, {"rain", "Innovation"},
        {"upkeep+budget", "Sustainability after"}, {"partners", "Partnership"}};
    struct visit visit = open_net(state);
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        put_in(&visit, answers[i]);
    }
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        struct str page = visit_get(&visit, str_c(&visit.arena, str_format(&visit.arena, OURS "?q=%s",
                                                                           queries[i].query))).page;
        struct str row = str_sub(page, str_find(page, S("<ul class=\"sg-rows\">")), 250);
        if (!str_contains(row, str_of(queries[i].first))) {
            print_error("%s gives first: %.*s\n", queries[i].query, STR_ARG(row));
            fail();
        }
    }
    visit_close(&visit);
}

static void test_taken_away_and_put_back(void **state)
{
    struct visit visit = open_net(state);
    const char *one = put_in(&visit, "question=Green+roofs&text=They+hold+water.");
    assert_str(visit_send(&visit, one, "do=take").location, OURS "?done=taken");
    assert_has(visit_get(&visit, OURS).page, "Put it back");
    assert_found(&visit, "q=roofs", "", 1); /* that one among those taken away */
    assert_str(asked(&visit, "select count(*) from answer_word"), "0");
    assert_int_equal(visit_get(&visit, below(&visit, one, "change")).status, 404);
    struct str uid = asked(&visit, "select uid from answer");
    const char *back = str_c(&visit.arena, str_join(&visit.arena, S("back="), uid));
    assert_int_equal(visit_send(&visit, OURS, back).status, 303);
    assert_found(&visit, "q=roofs", "Green roofs", 1);
    assert_int_equal(visit_send(&visit, OURS, "back=none").status, 400);
    assert_int_equal(visit_send(&visit, one, "do=take").status, 303);
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(answer_forget(visit.write, VISIT_NOW + ANSWER_TAKEN_KEPT_S - 1), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select count(*) from answer"), "1");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(answer_forget(visit.write, VISIT_NOW + ANSWER_TAKEN_KEPT_S), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select count(*) from answer"), "0");
    visit_close(&visit);
}

/* What is ours alone, what is shared, by whom, and no person in any of it. */
static void test_other_cities_read_what_they_may(void **state)
{
    struct visit visit = open_net(state);
    add_theirs(&visit, 8, "Shared roofs", true, VISIT_NOW);
    add_theirs(&visit, 8, "Secret roofs", false, VISIT_NOW);
    add_theirs(&visit, 9, "Shy roofs", true, VISIT_NOW);
    lacks(visit_get(&visit, OURS "?q=roofs").page, "Shared roofs");
    struct str page = visit_get(&visit, OURS "?q=roofs&whose=all").page;
    assert_has(page, "Shared roofs");
    assert_has(page, "By Porto (PT).");
    assert_has(page, "Shy roofs");
    lacks(page, "Secret");
    lacks(page, "Quim");
    struct str shared = asked(&visit, "select uid from answer where question = 'Shared roofs'");
    struct str secret = asked(&visit, "select uid from answer where question = 'Secret roofs'");
    const char *one = below(&visit, OURS, str_c(&visit.arena, shared));
    page = visit_get(&visit, one).page;
    assert_has(page, "What Porto (PT) wrote, and what came of it.");
    assert_has(page, "Why: too late");
    lacks(page, "Quim");
    lacks(page, "Take it away");
    assert_int_equal(visit_send(&visit, one, "do=take").status, 404);
    assert_int_equal(visit_get(&visit, below(&visit, one, "change")).status, 404);
    assert_int_equal(visit_get(&visit, below(&visit, one, "from")).status, 404);
    assert_int_equal(visit_get(&visit, below(&visit, OURS, str_c(&visit.arena, secret))).status, 404);
    assert_int_equal(visit_get(&visit, THEIRS).status, 403);
    lacks(visit_get(&visit, OURS ".csv").page, "roofs");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(8, 2, 'paused', 2, 'role', ''), (9, 2, 'left', 2, 'role', '')");
    page = visit_get(&visit, OURS "?q=roofs&whose=all").page;
    lacks(page, "Shared roofs");
    lacks(page, "Shy roofs");
    assert_int_equal(visit_get(&visit, one).status, 404);
    visit_close(&visit);
}

static void test_who_reads_it_is_said_and_changed(void **state)
{
    struct visit visit = open_net(state);
    const char *one = put_in(&visit, "question=Green+roofs&text=They+hold+water.");
    assert_str(asked(&visit, "select max(shared) from answer_word"), "0");
    const char *change = below(&visit, one, "change");
    assert_int_equal(save(&visit, change, "question=Roofs&text=Rain&seen_by=members").status, 303);
    assert_str(asked(&visit, "select min(shared) from answer_word"), "1");
    assert_has(visit_get(&visit, one).page, "Other member cities read it, with the name of your city");
    assert_found(&visit, "q=rain", "Roofs", 1);
    assert_has(visit_get(&visit, OURS "?q=water").page, "Nothing found"); /* what is not there any more */
    assert_int_equal(save(&visit, change, "question=Roofs&text=Rain&seen_by=city").status, 303);
    assert_str(asked(&visit, "select max(shared) from answer_word"), "0");
    visit_close(&visit);
}

#define FORMER "text=1.+Impact%0D%0ACooler.%0D%0A%0D%0A2.+Budget%0D%0AMoney.%0D%0A3.+Annex%0D%0ANothing.&fund=EUCF" \
    "&handed_in=2024&outcome=granted"

static void test_a_former_bid_is_looked_at_before_it_is_kept(void **state)
{
    struct visit visit = open_net(state);
    struct said said = visit_send(&visit, OURS "/former-bid", FORMER "&do=look");
    assert_int_equal(said.status, 200);
    assert_has(said.page, "Found: 3 parts");
    assert_has(said.page, "1. Impact</h2>");
    assert_str(asked(&visit, "select count(*) from answer"), "0");
    /* kept without having been looked at: looked at first */
    said = visit_send(&visit, OURS "/former-bid", FORMER "&do=keep&seen=1");
    assert_int_equal(said.status, 200);
    assert_str(asked(&visit, "select count(*) from answer"), "0");
    size_t at = str_find(said.page, S("name=\"seen\" value=\""));
    struct str seen = str_sub(said.page, at + S("name=\"seen\" value=\"").n, 16);
    said = visit_send(&visit, OURS "/former-bid", str_c(&visit.arena, str_join(
        &visit.arena, S(FORMER "&do=keep&part=1+keep&part=2+join&part=3+leave&seen="), seen)));
    assert_str(said.location, OURS "?done=kept");
    assert_str(asked(&visit, "select count(*) from answer"), "1");
    assert_str(asked(&visit, "select question from answer"), "Impact");
    assert_str(asked(&visit, "select body from answer"), "Cooler.\n\nBudget\nMoney.");
    assert_str(asked(&visit, "select fund || handed_in_on || outcome from answer"), "EUCF2024granted");
    said = visit_send(&visit, OURS "/former-bid", "text=+%0D%0A&do=look");
    assert_int_equal(said.status, 400);
    visit_close(&visit);
}

static enum fault must_use like_load(struct request *request, const char *words, struct answer_like *ret_like)
{
    struct out out = {.arena = request->arena};
    const struct answer_like_ask ask = {S("u7"), S(""), str_of(words), S("section")};
    return answer_like_load(request, &out, &ask, ret_like);
}

/* As the page of a section asks: its words, and then a button of it. */
static void test_what_was_written_before_about_this(void **state)
{
    struct visit visit = open_net(state);
    struct response response = {.status = 200};
    struct answer_like like;
    struct maybe_int id;
    put_in(&visit, "question=Impact+on+climate&text=40+tonnes+a+year&handed_in=2020&outcome=granted&fund=EUCF");
    put_in(&visit, "question=Team&text=Two+people+of+the+year");
    put_in(&visit, "question=Climate+again&text=Nothing&outcome=not_granted");
    put_in(&visit, "question=Climate+plan&text=Nothing&outcome=granted");
    put_in(&visit, "question=Climate+office&text=Nothing");
    add_theirs(&visit, 8, "Climate of others", true, VISIT_NOW);
    struct request request = {.arena = &visit.arena, .db = visit.read, .site = &visit.site, .now = VISIT_NOW,
                              .today = {VISIT_NOW / 86400}, .params = {S("u7")}};
    assert_int_equal(db_begin(visit.read), OK);
    assert_int_equal(like_load(&request, "Describe the impact on the climate in a year", &like), OK);
    assert_int_equal(like.n, ANSWER_LIKE_MAX);
    assert_str(like.rows[0].question, "Impact on climate");
    assert_str(like.rows[1].question, "Climate plan"); /* granted before the others */
    assert_true(str_starts(like.rows[0].from, S("Written for EUCF, handed in during 2020: granted")));
    assert_true(str_ends(like.rows[0].age, S("Look at: 40 tonnes")));
    assert_true(str_starts(like.all.text, S(OURS "?q=Describe")));
    assert_int_equal(like_load(&request, "zebra", &like), OK);
    assert_int_equal(like.n, 0);
    assert_int_equal(like_load(&request, "", &like), OK);
    assert_int_equal(like.n, 0);
    /* the text goes below what stands there, and which one it was is sent along */
    struct str uid = asked(&visit, "select uid from answer where question like 'Impact%'");
    request.acts = true;
    request.typed = (struct query){.items = {{S("use"), uid}, {S("body"), S("We")}}, .n = 2};
    assert_int_equal(answer_like_use(&request, &response, S("u7"), "body"), FAULT_INVALID);
    assert_true(response.looks);
    assert_str(request_typed(&request, "body"), "We\n\n40 tonnes a year");
    assert_int_equal(answer_like_id(&request, S("u7"), &id), OK);
    assert_true(id.known);
    assert_int_equal(like_load(&request, "climate", &like), OK);
    assert_str(like.from_answer, str_c(&visit.arena, uid));
    assert_int_equal(answer_like_use(&request, &response, S("u8"), "body"), FAULT_NOT_FOUND); /* it is not shared */
    assert_int_equal(answer_like_id(&request, S("u8"), &id), OK);
    assert_false(id.known);
    assert_int_equal(db_end(visit.read, OK), OK);
    visit_close(&visit);
}

/* A bid of ours with one section; stage: how it stands. */
static void add_bid(struct visit *visit, const char *stage)
{
    scratch_exec(visit->scratch, "net.db",
                 "insert into bid (id, uid, call_key, call_title, identifier, rule_id, name, seen_by, outcome_seen_by, "
                 "made_at, changed_at) values (3, 'b3', 'K', 'EUCF', '', 'eucf', 'Roofs', 'members', 'city', 1, 1)");
    scratch_exec(visit->scratch, "net.db",
                 "insert into bid_city (id, uid, bid_id, member_id, role, answer, says, why, asked_at) values "
                 "(1, 'c1', 3, 7, 'lead', 'yes', '', '', 1), (2, 'c2', 3, 8, 'partner', 'yes', '', '', 1)");
    scratch_exec(visit->scratch, "net.db", str_c(&visit->arena, str_format(&visit->arena,
                 "insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, made_at) values "
                 "(1, 3, 1, '%s', 19794, 7, '', '', 1)", stage))); /* 12 March 2024 */
    scratch_exec(visit->scratch, "net.db",
                 "insert into bid_section (id, uid, bid_id, number, title, asks, limit_n, limit_of, member_id, state, "
                 "made_at, changed_at) values (5, 's5', 3, 1, 'Climate', 'Who gains?', 0, '', 7, 'open', 1, 1), "
                 "(6, 's6', 3, 2, 'Team', '', 0, '', 8, 'open', 1, 1)");
}

static void test_a_section_is_begun_from_one(void **state)
{
    static const char section[] = "/member-cities/u7/bids/b3/sections/s5";
    struct visit visit = open_net(state);
    add_bid(&visit, "writing");
    assert_has(visit_get(&visit, section).page, "Nothing found that your city wrote about this before");
    put_in(&visit, "question=Climate+plan&text=40+tonnes+a+year&outcome=granted");
    struct str page = visit_get(&visit, section).page;
    assert_has(page, "What we wrote before about this");
    assert_has(page, "form=\"writing\" name=\"use\"");
    lacks(page, "Begun from");
    struct str uid = asked(&visit, "select uid from answer");
    struct said said = visit_send(&visit, section, str_c(&visit.arena, str_join(
        &visit.arena, S("base=0&body=We+begin&use="), uid)));
    assert_int_equal(said.status, 200);
    assert_has(said.page, ">We begin\n\n40 tonnes a year</textarea>");
    assert_has(said.page, str_c(&visit.arena, str_format(&visit.arena, "name=\"from_answer\" value=\"%.*s\"",
                                                         STR_ARG(uid))));
    assert_str(asked(&visit, "select count(*) from bid_text"), "0");
    said = visit_send(&visit, section, str_c(&visit.arena, str_join(
        &visit.arena, S("base=0&body=We+begin&do=save&from_answer="), uid)));
    assert_int_equal(said.status, 303);
    assert_str(asked(&visit, "select answer_id from bid_text"), "1");
    page = visit_get(&visit, section).page;
    assert_has(page, "Begun from:");
    assert_has(page, "/answers/");
    assert_int_equal(visit_send(&visit, section, "base=1&body=We&use=none").status, 404);
    visit_close(&visit);
}

static void test_what_a_bid_said_is_kept(void **state)
{
    static const char page[] = "/member-cities/u7/bids/b3/answers";
    struct visit visit = open_net(state);
    add_bid(&visit, "writing");
    scratch_exec(visit.scratch, "net.db",
                 "insert into bid_text (id, section_id, number, body, member_id, made_at) values "
                 "(1, 5, 1, 'Old', 7, 1), (2, 5, 2, 'Cooler streets', 7, 1), (3, 6, 1, 'Of others', 8, 1)");
    lacks(visit_get(&visit, "/member-cities/u7/bids/b3").page, "Keep these answers"); /* it is not handed in */
    assert_int_equal(visit_send(&visit, page, "section=1").status, 400);
    scratch_exec(visit.scratch, "net.db", "update bid_stage set stage = 'handed_in'");
    assert_has(visit_get(&visit, "/member-cities/u7/bids/b3").page, "Keep these answers");
    assert_has(visit_get(&visit, page).page, "Cooler streets");
    lacks(visit_get(&visit, page).page, "Of others");
    assert_int_equal(visit_send(&visit, page, "").status, 400);
    assert_str(visit_send(&visit, page, "section=1").location, OURS "?done=bid");
    assert_str(asked(&visit, "select question || '|' || body || '|' || fund || '|' || handed_in_on || '|' || call_key "
                             "|| '|' || rule_id from answer"),
               "Climate: Who gains?|Cooler streets|EUCF|2024-03-12|K|eucf");
    assert_int_equal(visit_send(&visit, page, "section=1").status, 400); /* a second time there is nothing to keep */
    assert_has(visit_get(&visit, "/member-cities/u7/bids/b3").page, "is kept among its earlier answers");
    assert_has(visit_get(&visit, OURS).page, "Written for EUCF, handed in on 12 March 2024: no answer yet");
    assert_int_equal(visit_get(&visit, "/member-cities/u7/bids/none/answers").status, 404);
    visit_close(&visit);
}

/* What came of a bid here is never typed twice, and stays when the bid goes. */
static void test_what_came_of_a_bid_is_read_from_it(void **state)
{
    struct visit visit = open_net(state);
    const char *one = put_in(&visit, "question=Green+roofs&text=They+hold+water.&fund=EUCF");
    add_bid(&visit, "handed_in");
    scratch_exec(visit.scratch, "net.db", "update answer set bid_id = 3, seen_by = 'members'");
    assert_has(visit_get(&visit, one).page, ": no answer yet");
    scratch_exec(visit.scratch, "net.db",
                 "insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, made_at) values "
                 "(2, 3, 2, 'granted', 20001, 7, 'clear numbers', '', 1)");
    assert_has(visit_get(&visit, one).page, ": granted");
    assert_has(visit_get(&visit, one).page, "Why: clear numbers");
    assert_has(visit_get(&visit, OURS "?outcome=granted").page, "Green roofs");
    assert_has(visit_get(&visit, OURS ".csv").page, "granted,clear numbers");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(bid_remove(visit.write, 3), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select outcome || outcome_why from answer where bid_id is null"), "grantedclear numbers");
    visit_close(&visit);
}

static void test_what_goes_with_a_city_and_with_a_person(void **state)
{
    struct visit visit = open_net(state);
    add_theirs(&visit, 8, "Theirs", true, VISIT_NOW);
    const char *one = put_in(&visit, "question=Green+roofs&text=They+hold+water.");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(answer_erase_person(visit.write, 2), OK);
    assert_int_equal(db_commit(visit.write), OK);
    struct str page = visit_get(&visit, one).page;
    lacks(page, "Maria");
    assert_has(page, "Put in on ");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(8, 2, 'left', 2, 'role', '')");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(answer_forget_left(visit.write, 2), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_str(asked(&visit, "select count(*) from answer"), "1");
    assert_str(asked(&visit, "select count(distinct answer_id) from answer_word"), "1");
    visit_close(&visit);
}

static void test_all_of_them_as_a_file(void **state)
{
    struct visit visit = open_net(state);
    put_in(&visit, "question=Green+roofs&text=%3D1%2B1+%22rain%22%0D%0Aand+sun&fund=EUCF&handed_in=2024");
    struct said csv = visit_get(&visit, OURS ".csv");
    assert_int_equal(csv.status, 200);
    assert_int_equal(csv.max_age_s, -1);
    assert_has(csv.page, "question,text,fund,handed_in_on,outcome,outcome_why,seen_by,put_in_by,put_in_on,changed_on,"
                         "url");
    assert_has(csv.page, "\"\"rain\"\"");
    assert_has(csv.page, ",EUCF,2024,unknown,,city,Maria <M>,");
    assert_has(visit_get(&visit, OURS ".json").page, "\"question\":\"Green roofs\"");
    visit_close(&visit);
}

/* Two thousand of them, of four cities: the plan of the engine that is asked with rows in its tables. */
static void test_two_thousand_are_found_by_an_index(void **state)
{
    struct visit visit = open_net(state);
    scratch_exec(visit.scratch, "net.db",
        "insert into answer (id, uid, member_id, question, body, fund, rule_id, call_key, handed_in_on, outcome, "
        "outcome_why, seen_by, made_at, changed_at) with recursive n (i) as (select 0 union all select i + 1 from n "
        "where i < 1999) select i + 1, 'x' || i, 7 + i % 4, 'Question ' || i, 'Text', '', '', '', '', '', '', "
        "'members', 1, i from n");
    scratch_exec(visit.scratch, "net.db", "insert into answer_word select member_id, 'roofs', id, 1, 1 from answer");
    scratch_exec(visit.scratch, "net.db", "insert into answer_word select member_id, '=roof', id, 1, 1 from answer");
    scratch_exec(visit.scratch, "net.db", "insert into answer_word select member_id, 'w' || id, id, 1, 1 from answer");
    scratch_exec(visit.scratch, "net.db", "insert into answer_word select member_id, '=w' || id, id, 1, 1 from answer");
    scratch_exec(visit.scratch, "net.db", "analyze");
    assert_has(visit_get(&visit, OURS "?q=w9").page, "Question 8</a>");
    assert_has(visit_get(&visit, OURS "?q=w2000&whose=all").page, "Question 1999</a>");
    static const char *const asked_for[] = {
        "select answer_id, max(weight) from answer_word where member_id = 7 and word >= 'w7' and word < 'w7~' group by "
        "answer_id",
        "select answer_id, max(weight) from answer_word where shared = 1 and word >= 'w19' and word < 'w19~' group by "
        "answer_id order by answer_id desc limit 1000",
        "select id from answer where seen_by = 'members' and taken_at is null and member_id <> 7 order by changed_at "
        "desc, id desc limit 1000"};
    for (size_t i = 0; i < COUNT_OF(asked_for); i++) {
        /* How SQLite finds its rows is looked at by test_statements.c. */
        struct str plan = scratch_is_postgres() ? asked(&visit, str_c(&visit.arena, str_format(
            &visit.arena, "explain (format json) %s", asked_for[i]))) : S("Index");
        if (str_contains(plan, S("\"Seq Scan\"")) || !str_contains(plan, S("Index"))) {
            fail_msg("%s: %.*s", asked_for[i], STR_ARG(plan));
        }
    }
    visit_close(&visit);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_one_is_put_in_and_read),
        WITH(test_what_does_not_fit_is_said_and_kept),
        WITH(test_they_are_found_by_words_of_both_languages),
        WITH(test_the_right_one_stands_first),
        WITH(test_taken_away_and_put_back),
        WITH(test_other_cities_read_what_they_may),
        WITH(test_who_reads_it_is_said_and_changed),
        WITH(test_a_former_bid_is_looked_at_before_it_is_kept),
        WITH(test_what_was_written_before_about_this),
        WITH(test_a_section_is_begun_from_one),
        WITH(test_what_a_bid_said_is_kept),
        WITH(test_what_came_of_a_bid_is_read_from_it),
        WITH(test_what_goes_with_a_city_and_with_a_person),
        WITH(test_all_of_them_as_a_file),
        WITH(test_two_thousand_are_found_by_an_index),
    };
    return cmocka_run_group_tests_name("earlier answers", tests, NULL, NULL);
}
