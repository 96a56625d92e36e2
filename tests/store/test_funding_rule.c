/* SPDX-License-Identifier: AGPL-3.0-or-later
** Rules of funding that coordinators write, through the real pages: a draft counts for nobody; who wrote it never says
** yes; one of the program gives way and is still there; what cannot be read lets the program answer; history, erasure,
** the clock. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/erasure.h"
#include "store/funding_rule.h"
#include "visit.h"
#include "web/funding/fund_rules.h"

#define PERSON(id, name)                                                                                        \
    "(" #id ", 'p" #id "', '" name "', 'p" #id "@a.example', 'p" #id "@a.example', 'en', "  \
    "'active', '', '', 0, 1, 1999999999, 1)"
#define NEW "name=Mine+and+ours&source=s&url=https://a.example/&checked=2026-11-20&confidence=read"
#define DRAFT "/funding-rules/mine-and-ours/change"
#define NINE "says=Nine&on=2026-11-20&cities=A:+PT,+9&expect=not&because=people"

static const struct who dag = {.person_id = 5, .name = S_INIT("Dag"), .is_coordinator = true,
                               .has_second_factor = true};

/* Coordinators: 3 (visit_coordinator) and 5; 4 is an administrator. */
static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_coordinator;
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(1, "Ann") ", "
                 PERSON(2, "Maria") ", " PERSON(3, "Cora <C>") ", " PERSON(4, "Ada") ", " PERSON(5, "Dag"));
    scratch_exec(visit.scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since, until) "
                 "values (2, 3, 'coordinator', null, 1, null), (3, 4, 'administrator', null, 1, null), "
                 "(4, 5, 'coordinator', null, 1, null)");
    return visit;
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct said get(struct visit *visit, const struct who *who, const char *target)
{
    visit->who = who;
    return visit_get(visit, target);
}

static void send(struct visit *visit, const struct who *who, const char *target, const char *typed)
{
    visit->who = who;
    struct said said = visit_send(visit, target, typed);
    if (said.status != 303) {
        fail_msg("%s %s: %d %.*s", target, typed, said.status, STR_ARG(said.page));
    }
}

/* What waits is answered, as its page says which one it is. */
static int answer(struct visit *visit, const struct who *who, const char *rule, const char *what)
{
    struct str uid = asked(visit, "select uid from funding_rule where state = 'asked'");
    struct str target = str_format(&visit->arena, "/funding-rules/%s/answer", rule);
    struct str typed = str_format(&visit->arena, "do=%s&answer=Because&seen=%.*s", what, STR_ARG(uid));
    visit->who = who;
    return visit_send(visit, str_c(&visit->arena, target), str_c(&visit->arena, typed)).status;
}

static void write_mine(struct visit *visit)
{
    send(visit, &visit_coordinator, "/funding-rules/new", NEW);
    send(visit, &visit_coordinator, DRAFT "/conditions/new", "what=people&how=gte&value=10&way=always&goes=needed");
    send(visit, &visit_coordinator, DRAFT "/examples/new", NINE);
}

static void put_mine(struct visit *visit)
{
    write_mine(visit);
    send(visit, &visit_coordinator, DRAFT, "do=ask&why=New");
    assert_int_equal(answer(visit, &dag, "mine-and-ours", "yes"), 303);
}

static const struct fund_entry *find(struct visit *visit, const char *id)
{
    struct fund_entries entries;
    const struct fund_window *window;
    assert_int_equal(db_begin(visit->read), OK);
    assert_int_equal(db_end(visit->read, fund_rules_load(visit->read, &visit->arena, &entries)), OK);
    return fund_entry_find(&entries, str_of(id), &window);
}

static void test_written_by_one_counted_by_two(void **state)
{
    struct visit visit = open_net(state);
    write_mine(&visit);
    assert_null(find(&visit, "mine-and-ours"));
    assert_int_equal(get(&visit, NULL, "/funding-rules/mine-and-ours").status, 404);
    assert_false(has(get(&visit, NULL, "/funding-rules").page, "Mine and ours"));
    assert_has(get(&visit, &dag, "/funding-rules").page, "Somebody is writing a change");
    assert_has(get(&visit, &dag, DRAFT).page, "Cora &lt;C&gt; is writing this");
    assert_int_equal(get(&visit, &dag, DRAFT "/conditions/1").status, 404);
    visit.who = &dag;
    assert_int_equal(visit_send(&visit, DRAFT "/conditions/1", "do=remove").status, 404);
    assert_int_equal(visit_send(&visit, DRAFT, "do=ask&why=x").status, 409);
    send(&visit, &visit_coordinator, DRAFT, "do=ask&why=New");

    /* four eyes */
    assert_has(get(&visit, &visit_coordinator, "/funding-rules/mine-and-ours/answer").page, "You wrote it");
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "yes"), 409);
    assert_int_equal(answer(&visit, &dag, "mine-and-ours", "drop"), 409);
    assert_has(get(&visit, &dag, "/me").page, "1 rule of funding waits for a second person");
    assert_has(get(&visit, &visit_administrator, "/me").page, "href=\"/funding-rules/mine-and-ours/answer\"");
    assert_false(has(get(&visit, &visit_coordinator, "/me").page, "rule of funding waits"));
    visit.who = &dag;
    assert_int_equal(visit_send(&visit, "/funding-rules/mine-and-ours/answer", "do=yes&answer=x&seen=old").status, 409);
    assert_null(find(&visit, "mine-and-ours"));
    assert_int_equal(answer(&visit, &visit_administrator, "mine-and-ours", "yes"), 303);
    const struct fund_entry *entry = find(&visit, "mine-and-ours");
    assert_true(entry != NULL && entry->of_network);
    struct str page = get(&visit, NULL, "/funding-rules/mine-and-ours").page;
    assert_has(page, "people together: 10 or more");
    assert_has(page, "Coordinators of this network wrote this rule.");
    assert_false(has(page, "Cora"));
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%funding-rule-%' and what like "
                             "'%rule=mine-and-ours%'"), "2");
    assert_str(asked(&visit, "select state || made_by || answered_by || why || answer from funding_rule"),
               "in-force34NewBecause");
    visit_close(&visit);
}

static void test_examples_are_tried(void **state)
{
    struct visit visit = open_net(state);
    write_mine(&visit);
    visit.who = &visit_coordinator;
    struct said said = visit_send(&visit, DRAFT "/examples/new", "says=Ten&on=2026-11-20&cities=A:+PT,+10&expect=not");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "The rule answers: fits");
    assert_has(said.page, "A: PT, 10");
    send(&visit, &visit_coordinator, DRAFT "/conditions/1", "what=people&how=gte&value=9&way=always&goes=needed");
    visit.who = &visit_coordinator;
    said = visit_send(&visit, DRAFT, "do=ask&why=New");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "does not come out as it says. The rule answers: fits");
    send(&visit, &visit_coordinator, DRAFT "/examples/1", "do=remove");
    visit.who = &visit_coordinator;
    said = visit_send(&visit, DRAFT, "do=ask&why=");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "has no example");
    assert_has(said.page, "href=\"#why\"");
    assert_str(asked(&visit, "select state from funding_rule"), "draft");
    visit_close(&visit);
}

/* Whoever left a draft behind: a colleague throws it away, which the log keeps; one's own draft it does not. */
static void test_thrown_away(void **state)
{
    struct visit visit = open_net(state);
    for (int own = 0; own < 2; own++) {
        write_mine(&visit);
        send(&visit, own ? &visit_coordinator : &dag, DRAFT, "do=drop");
        assert_str(asked(&visit, "select count(*) from funding_rule"), "0");
        assert_str(asked(&visit, "select count(*) from log_entry where what like '%funding-rule-dropped%'"), "1");
    }
    put_mine(&visit);
    send(&visit, &dag, "/funding-rules/mine-and-ours", "do=checked");
    assert_has(get(&visit, &visit_administrator, "/handover").page, "The rule of funding “mine-and-ours”");
    assert_int_equal(answer(&visit, &dag, "mine-and-ours", "drop"), 303);
    assert_false(has(get(&visit, &visit_administrator, "/handover").page, "mine-and-ours"));
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%funding-rule-dropped%'"), "2");
    visit_close(&visit);
}

/* Letters that sentences of the catalogue have for slots and plurals are letters here. */
static void test_odd_letters(void **state)
{
    struct visit visit = open_net(state);
    put_mine(&visit);
    send(&visit, &dag, "/funding-rules/mine-and-ours", "do=change");
    send(&visit, &dag, DRAFT "/source", "name={a}+or|b&source={s}|&url=https://a.example/&checked=2026-11-21");
    send(&visit, &dag, DRAFT "/more", "asks={n}+one|two%0D%0A{&note=|{n}");
    send(&visit, &dag, DRAFT "/days/new", "name=|{call}&closes=2026-12-01");
    send(&visit, &dag, DRAFT "/calls/new", "programme=-&identifier={i}|&action=a|{b}");
    send(&visit, &dag, DRAFT "/calls/new", "programme=LIFE&identifier=&action=");
    send(&visit, &dag, DRAFT "/examples/1", "says={n}|&on=2026-11-20&cities={a}|:+PT,+9&expect=not&because=people");
    assert_has(get(&visit, &dag, DRAFT).page, "{a} or|b");
    send(&visit, &dag, DRAFT, "do=ask&why={why}|");
    assert_has(get(&visit, &visit_coordinator, "/funding-rules/mine-and-ours/answer").page, "{n} one|two");
    assert_has(get(&visit, &visit_coordinator, "/funding-rules/mine-and-ours/answer").page,
               "identifiers that begin with {i}|, of the type of action “a|{b}”");
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "yes"), 303);
    static const char *const pages[] = {"/funding-rules?lang=de", "/funding-rules/mine-and-ours?lang=de",
                                        "/funding-rules/mine-and-ours/history"};
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        assert_int_equal(get(&visit, &dag, pages[i]).status, 200);
    }
    visit_close(&visit);
}

/* Typed into each form: where, what, and nothing of it is lost. */
static void test_what_is_wrong_is_said(void **state)
{
    static const struct { const char *target, *typed, *says, *kept; } rows[] = {
        {"/funding-rules/new", "name=N%3Cx&source=s&url=a+b&checked=2026-11-20", "is not a link", "N&lt;x"},
        {"/funding-rules/new", "name=N&source=s&url=https://a.example&checked=2026-11-30", "is still to come",
         "a.example"},
        {DRAFT "/conditions/new", "what=people&how=gte&value=many", "is nothing that this can be", "many"},
        {DRAFT "/conditions/new", "what=every-people&how=gte&value=1", "is not chosen", "value=\"1\""},
        {DRAFT "/conditions/new", "what=legal_body&how=gte&value=yes", "does not go with", "yes"},
        {DRAFT "/conditions/new", "what=people&how=gte&value=1&way=single&goes=or", "there is none", "value=\"1\""},
        {DRAFT "/days/new", "name=&opens=2026-02-30", "is not a day", "2026-02-30"},
        {DRAFT "/calls/new", "programme=-&identifier=&action=Grants%3C",
         "is empty, and any funding programme is chosen", "Grants&lt;"},
        {DRAFT "/money", "grant=9999999999999999&rate=101", "is no number that can be", "101"},
        {DRAFT "/more", "asks=Much&replaced=nothing-such", "is no rule", "Much"},
        {DRAFT "/text", "text=%7B%22id%22%3A+1", "This has to be mended first", "&quot;id&quot;: 1"},
        {DRAFT "/text", "text=%7B%22id%22%3A%22other%22%2C%22name%22%3A%22n%22%2C%22source%22%3A%22s%22%2C%22checked%22"
                        "%3A%222026-11-20%22%2C%22confidence%22%3A%22read%22%2C%22no_rules_yet%22%3Atrue%7D",
         "has another id", "other"},
    };
    struct visit visit = open_net(state);
    write_mine(&visit);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        visit.who = &visit_coordinator;
        struct said said = visit_send(&visit, rows[i].target, rows[i].typed);
        if (said.status != 400 || !has(said.page, rows[i].says) || !has(said.page, rows[i].kept)) {
            fail_msg("%s: %d %.*s", rows[i].typed, said.status, STR_ARG(said.page));
        }
    }
    static const char *const nowhere[] = {DRAFT "/conditions/0", DRAFT "/conditions/2", DRAFT "/examples/x",
                                          DRAFT "/days/1", DRAFT "/calls/1",
                                          "/funding-rules/nothing/change", "/funding-rules/nothing",
                                          "/funding-rules/nothing/history", "/funding-rules/uia/answer"};
    for (size_t i = 0; i < COUNT_OF(nowhere); i++) {
        assert_int_equal(get(&visit, &visit_coordinator, nowhere[i]).status, 404);
    }
    visit_close(&visit);
}

static void test_one_of_the_program_gives_way(void **state)
{
    struct visit visit = open_net(state);
    send(&visit, &visit_coordinator, "/funding-rules/uia", "do=checked");
    visit.who = &dag;
    assert_int_equal(visit_send(&visit, "/funding-rules/uia", "do=change").status, 409);
    assert_has(get(&visit, &dag, "/funding-rules/uia/answer").page, "says that nothing changed but the day");
    assert_int_equal(answer(&visit, &dag, "uia", "no"), 303);
    struct str desk = get(&visit, &visit_coordinator, "/me").page;
    assert_has(desk, "A second person said no to your rule of funding");
    assert_has(desk, "href=\"/funding-rules/uia/history\"");
    assert_false(find(&visit, "uia")->of_network);
    send(&visit, &dag, "/funding-rules/uia", "do=checked");
    assert_int_equal(answer(&visit, &visit_coordinator, "uia", "yes"), 303);
    const struct fund_entry *entry = find(&visit, "uia");
    assert_true(entry->of_network && entry->rule.checked.days == VISIT_NOW / 86400);
    assert_has(get(&visit, NULL, "/funding-rules/uia").page, "gives way");
    assert_has(get(&visit, NULL, "/funding-rules/uia?of=program").page, "This rule comes with the program.");
    assert_has(get(&visit, NULL, "/funding-rules/uia").page, "href=\"/funding-rules/eui-ia-4\"");

    /* a version that cannot be read any more */
    scratch_exec(visit.scratch, "net.db", "update funding_rule set says = '{' where state = 'in-force'");
    assert_false(find(&visit, "uia")->of_network);
    assert_int_equal(get(&visit, NULL, "/funding-rules").status, 200);
    scratch_exec(visit.scratch, "net.db", "update funding_rule set says = '{\"id\": \"uia\"}' "
                                          "where state = 'in-force'");
    assert_int_equal(get(&visit, NULL, "/funding-rules/uia").status, 200);
    visit_close(&visit);
}

static void test_history_and_taken_away(void **state)
{
    struct visit visit = open_net(state);
    put_mine(&visit);
    send(&visit, &dag, "/funding-rules/mine-and-ours", "do=change");
    send(&visit, &dag, DRAFT "/source", "name=Other&source=s&url=https://a.example/&checked=2026-11-21"
                                        "&confidence=read");
    send(&visit, &dag, DRAFT, "do=ask&why=Renamed");
    struct str page = get(&visit, &visit_coordinator, "/funding-rules/mine-and-ours/answer").page;
    assert_has(page, "So far");
    assert_has(page, "Mine and ours");
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "yes"), 303);
    assert_str(asked(&visit, "select count(*) from funding_rule where state = 'replaced' and "
                             "ended_at is not null"), "1");
    page = get(&visit, &dag, "/funding-rules/mine-and-ours/history").page;
    assert_has(page, "Version 2: answers now");
    assert_has(page, "Cora &lt;C&gt; wrote it on");
    struct str uid = asked(&visit, "select uid from funding_rule where number = 1");
    send(&visit, &dag, "/funding-rules/mine-and-ours/history",
         str_c(&visit.arena, str_format(&visit.arena, "version=%.*s", STR_ARG(uid))));
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "yes"), 303);
    assert_true(str_eq(find(&visit, "mine-and-ours")->rule.name, S("Mine and ours")));
    visit.who = &dag;
    assert_int_equal(visit_send(&visit, "/funding-rules/mine-and-ours", "do=withdraw&why=").status, 400);
    assert_int_equal(visit_send(&visit, "/funding-rules/uia", "do=withdraw&why=x").status, 409);
    send(&visit, &dag, "/funding-rules/mine-and-ours", "do=withdraw&why=Spent");
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "yes"), 303);
    assert_null(find(&visit, "mine-and-ours"));
    assert_int_equal(get(&visit, &dag, "/funding-rules/mine-and-ours/history").status, 200);
    send(&visit, &visit_coordinator, "/funding-rules/new", NEW); /* its id is kept for its history */
    assert_str(asked(&visit, "select rule from funding_rule where state = 'draft'"), "mine-and-ours-2");
    visit_close(&visit);
}

static void test_who_may(void **state)
{
    struct visit visit = open_net(state);
    put_mine(&visit);
    const struct who *others[] = {&visit_person, &visit_main_contact, &visit_coordinator_weak};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        struct str page = get(&visit, others[i], "/funding-rules/mine-and-ours").page;
        assert_false(has(page, "Change this rule") || has(page, "/history"));
        assert_int_equal(get(&visit, others[i], "/funding-rules/new").status, 403);
        assert_int_equal(get(&visit, others[i], "/funding-rules/mine-and-ours/history").status, 403);
        assert_int_equal(visit_send(&visit, "/funding-rules/mine-and-ours", "do=change").status, 403);
    }
    visit.who = &visit_administrator;
    assert_int_equal(visit_send(&visit, "/funding-rules/mine-and-ours", "do=change").status, 403);
    assert_has(visit_get(&visit, "/funding-rules/mine-and-ours").page, "/funding-rules/mine-and-ours/history");

    /* one coordinator only: it is said, and there is no way around */
    scratch_exec(visit.scratch, "net.db", "update person_role set until = 2 where person_id in (4, 5)");
    send(&visit, &visit_coordinator, "/funding-rules/mine-and-ours", "do=checked");
    assert_has(visit_get(&visit, "/funding-rules/mine-and-ours/answer").page, "Nobody else could say yes");
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "yes"), 409);
    assert_int_equal(answer(&visit, &visit_coordinator, "mine-and-ours", "drop"), 303);
    visit_close(&visit);
}

static void test_erased_and_forgotten(void **state)
{
    struct visit visit = open_net(state);
    static const struct log_someone console = {.is = LOG_CONSOLE, .name = S_INIT("ada")};
    struct erasure_report report = {0};
    put_mine(&visit);
    send(&visit, &visit_coordinator, "/funding-rules/mine-and-ours", "do=checked");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(erasure_person(visit.write, &visit.arena, 3, &console, S("on request"), VISIT_NOW, &report), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_non_null(find(&visit, "mine-and-ours"));
    struct str page = get(&visit, &dag, "/funding-rules/mine-and-ours/history").page;
    assert_has(page, "somebody who is not here any more");
    assert_false(has(page, "Cora"));
    assert_int_equal(answer(&visit, &dag, "mine-and-ours", "yes"), 303); /* what they asked can still be answered */
    assert_int_equal(q_funding_rule_forget(visit.write, VISIT_NOW, VISIT_NOW - 1), OK);
    assert_str(asked(&visit, "select count(*) from funding_rule"), "2");
    assert_int_equal(q_funding_rule_forget(visit.write, VISIT_NOW, VISIT_NOW), OK);
    assert_str(asked(&visit, "select count(*) || min(state) from funding_rule"), "1in-force");
    send(&visit, &dag, "/funding-rules/mine-and-ours", "do=change");
    assert_int_equal(q_funding_rule_forget(visit.write, VISIT_NOW, VISIT_NOW), OK);
    assert_str(asked(&visit, "select count(*) from funding_rule"), "1");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_written_by_one_counted_by_two), TEST(test_examples_are_tried), TEST(test_what_is_wrong_is_said),
        TEST(test_odd_letters), TEST(test_thrown_away),
        TEST(test_one_of_the_program_gives_way), TEST(test_history_and_taken_away), TEST(test_who_may),
        TEST(test_erased_and_forgotten),
    };
    return cmocka_run_group_tests_name("rules of funding", tests, NULL, NULL);
}
