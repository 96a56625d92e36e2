/* SPDX-License-Identifier: AGPL-3.0-or-later
** act_fails: one form after the other, each with another call failing. */
#include "act_fails.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"
#include "http/act.h"
#include "http/keeper.h"
#include "http/post.h"
#include "store/membership.h"
#include "store/once.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/session.h"
#include "store/trust_log.h"
#include "web/routes.h"

#define CALLS_MAX 200
#define STRIDE 11
#define NEW_HASH "$argon2id$v=19$m=19456,t=2,p=1$c21hbGxnaWFudHNub2JvZA$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"

static const struct once_store store = {once_find, once_add};
const struct secret_key net_key; /* all zero is as good as any */

struct net net_open(void **state)
{
    struct net net = {.scratch = *state};
    const struct person_new ann = {S("Ann"), S(MAIL), S("en")};
    net.read = scratch_open(net.scratch, DB_READ);
    net.write = scratch_open(net.scratch, DB_WRITE);
    net.site = (struct site){.name = S("Net"), .base_url = S("http://a"), .colour = S("#ffb545"), .version = S("1"),
                             .operator_mail = S(""), .mark = S(""), .key = &net_key, .sends_mail = true};
    net.look = scratch_open_file(net.scratch, "net.db", ENGINE_ADMIN);
    arena_init(&net.arena, 256u << 20);
    buf_init(&net.body, 8u << 20);
    secret_start();
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(person_add(net.write, &net.arena, &ann, NOW, &net.person), OK);
    assert_int_equal(person_set_password(net.write, net.person, S(OLD_HASH), 0, NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

struct net net_open_city(void **state)
{
    struct net net = net_open(state);
    const struct q_member_keys keys = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    struct role_new role = {.person_id = net.person, .role = S("colleague")};
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(membership_join(net.write, &net.arena, &keys, &step_by_role, NOW, &net.city_id, NULL), OK);
    role.member_id = (struct maybe_int){true, net.city_id};
    assert_int_equal(role_give(net.write, &net.arena, &role, NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    net.city = net_ask(&net, "select uid from member_city");
    return net;
}

struct net net_open_programme(void **state, const char *template)
{
    struct net net = net_open_city(state);
    struct str uid;
    const struct programme_new programme = {
        .member_id = net.city_id, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"),
        .template = str_of(template), .languages = S("en"), .place = S(""), .begins_on = {20800}, .by = net.person};
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(programme_begin(net.write, &net.arena, &programme, NOW, &uid), OK);
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

void net_close(struct net *net)
{
    db_close(net->look);
    db_close(net->write);
    db_close(net->read);
    buf_done(&net->body);
    arena_done(&net->arena);
}

struct str net_ask(struct net *net, const char *sql)
{
    struct str said = S("");
    if (net->look->engine->ask(net->look, &net->arena, sql, &said) != OK) {
        fail_msg("%s: %.*s", sql, STR_ARG(db_error(net->look)));
    }
    return said;
}

void net_exec(struct net *net, const char *sql)
{
    if (net->look->engine->exec(net->look, sql) != OK) {
        fail_msg("%s: %.*s", sql, STR_ARG(db_error(net->look)));
    }
}

void net_fresh(struct net *net)
{
    db_close(net->read);
    net->read = scratch_open(net->scratch, DB_READ);
}

struct str net_session(struct net *net, int64_t person, bool staff, int64_t now)
{
    const struct session_new session = {.person_id = person, .opened_by = S("password"), .browser = S(""),
                                        .is_staff = staff, .second_factor = staff};
    struct str token;
    int64_t lasts_s;
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(session_open(net->write, &net->arena, &session, S(""), now, &token, &lasts_s), OK);
    assert_int_equal(db_commit(net->write), OK);
    return token;
}

struct form_sent net_sent(struct net *net, struct str target, struct str typed)
{
    return (struct form_sent){target, typed, net_session(net, net->person, false, NOW), NOW};
}

struct form_sent net_sent_programme(struct net *net, const char *below, const char *typed)
{
    struct str uid = net_ask(net, "select uid from programme where id = 1");
    struct str target = str_format(&net->arena, "/member-cities/%.*s/programmes/%.*s%s", STR_ARG(net->city),
                                   STR_ARG(uid), below);
    return net_sent(net, target, str_of(typed));
}

/* ---- what is there */

static const char *const COUNTS[] = {
    "count(*) from login_session", "coalesce(sum(n), 0) from rate", "count(*) from recovery_code",
    "count(*) from log_link", "count(*) from log_entry where erased_at is not null", "count(*) from mail",
    "count(*) from person", "coalesce(sum(rev), 0) from person", "count(*) from person where state = 'active'",
    "count(*) from person where totp <> ''", "count(*) from person where totp_step > 0",
    "count(*) from person where password = '" OLD_HASH "'", "count(*) from person where password = ''",
    "count(*) from person where mail like 'new%'", "count(*) from person_role",
    "count(*) from person_role where until is not null", "count(*) from person_link", "count(*) from invitation",
    "coalesce(sum(sent_n), 0) from invitation", "count(*) from claim", "count(*) from claim where state = 'waiting'",
    "count(*) from application", "count(*) from application where state = 'waiting'",
    "count(*) from application where state = 'yes' and why <> ''", "count(*) from member_city",
    "count(*) from member_step", "count(*) from commitment", "count(*) from member_step where why <> ''",
    "count(*) from curious", "count(*) from curious where state = 'on'",
    "count(*) from suggestion", "count(*) from suggestion_voice where withdrawn_at is null",
    "count(*) from suggestion where state = 'invited'", "count(*) from suggestion where state = 'no' and why <> ''",
    "count(*) from member_fact", "coalesce(sum(length(fact || value)), 0) from member_fact",
    "count(*) from announcement", "coalesce(sum(length(title || state) + until_day), 0) from announcement",
    "count(*) from funding_rule", "coalesce(sum(length(state || says || why || answer)), 0) from funding_rule",
    "count(*) from funding_rule where answered_by is not null",
    "count(*) from event", "coalesce(sum(sequence + length(state || place || off_why)), 0) from event",
    "count(*) from event_person", "count(*) from event_person where state = 'in'",
    "count(*) from watch", "coalesce(sum(length(size || own_money || seen_by) + coalesce(begun_at, 0)), 0) from watch",
    "count(*) from bid", "coalesce(sum(length(name || seen_by || outcome_seen_by || rule_id)), 0) from bid",
    "count(*) from bid_section", "count(*) from bid_text", "count(*) from bid_figure",
    "coalesce(sum(length(title || asks || state || limit_of) + limit_n + member_id + coalesce(person_id, 0)), 0) from "
    "bid_section", "coalesce(sum(number * id), 0) from bid_section",
    "coalesce(sum(length(name || says || source) + each_city), 0) from bid_figure",
    "count(*) from bid_city", "count(*) from bid_stage", "count(*) from bid_city where role = 'lead'",
    "coalesce(sum(length(answer || why || says) + coalesce(person_id, 0) + coalesce(lead_asked_at, 0)), 0) from "
    "bid_city",
    "count(*) from framework_matrix", "count(*) from assessment", "count(*) from assessment_round",
    "count(*) from assessment_rater", "count(*) from assessment_handed", "count(*) from rating_confirmed",
    "count(*) from assessment_sharing", "count(*) from assessment_share where level is not null",
    "count(*) from assessment_rater where asked_at is not null", "count(*) from assessment where in_room = 1",
    "count(*) from assessment_round where closed_at is not null",
    "coalesce(sum(length(because) + coalesce(level, 0) + coalesce(target, 0)), 0) from assessment_level",
    "count(*) from answer where taken_at is null", "count(*) from answer_word",
    "coalesce(sum(length(question || body || fund || outcome || outcome_why || seen_by)), 0) from answer",
    "count(*) from programme", "count(*) from programme_stage", "count(*) from programme_session",
    "coalesce(sum(begins), 0) from programme_session", "count(*) from programme_block",
    "coalesce(sum(minutes * id + number * id * 1000), 0) from programme_block", "count(*) from participant",
    "count(*) from participant where erased_at is null",
    "count(*) from programme_record", "count(*) from programme_record_ask", "count(*) from wall_card",
    "count(*) from wall_comment",
    "count(*) from wall_comment where removed_at is null", "count(*) from wall_open",
    "coalesce(sum(length(claim || so_what || source || url)), 0) from wall_card",
    "count(*) from wall_card where removed_at is null",
    "count(*) from action where removed_at is null", "count(*) from action_step",
    "coalesce(sum(length(what || state || mail) + due_on), 0) from action",
    "count(*) from note", "count(*) from note_section", "count(*) from note_section where removed_at is null",
    "coalesce(sum(length(body) * number), 0) from note_text", "count(*) from note_step",
    "count(*) from note_correction", "count(*) from note_correction where state = 'waiting'",
    "coalesce(sum(length(title)), 0) from note_section", "count(*) from note_pdf",
    "count(*) from decision", "coalesce(sum(length(says || carried_by)), 0) from decision where removed_at is null",
    "count(*) from vote", "count(*) from vote where opened_at is not null", "count(*) from vote_option",
    "count(*) from vote where closed_at is not null", "count(*) from vote where paper_at is not null",
    "count(*) from breakout_card where paper_at is not null", "coalesce(sum(number * value), 0) from ballot",
    "count(*) from vote_total", "coalesce(sum(event), 0) from room_event", "count(*) from breakout_seat",
    "coalesce(sum(rev * 100 + groups_n), 0) from breakout", "coalesce(sum(rev), 0) from breakout_group",
    "coalesce(sum(sorted_into * 100 + length(text)), 0) from breakout_card",
    "count(*) from breakout_card where apart_at is not null", "coalesce(sum(number + length(name)), 0) from card_group",
    "coalesce(sum(length(text)), 0) from breakout_statement where back_at is null", "count(*) from breakout_block",
    "count(*) from programme_block where begun_at is not null and ended_at is null",
    "count(*) from survey", "coalesce(sum(rev), 0) from survey", "count(*) from survey where opened_at is not null",
    "coalesce(sum(length(structure)), 0) from survey", "count(*) from survey where closed_at is not null",
    "count(*) from survey where reminded_at is not null", "count(*) from survey_answered",
    "count(*) from survey_answer", "coalesce(sum(length(body)), 0) from survey_answer", "count(*) from survey_total",
    "count(*) from watch_feed", "count(*) from council_path", "coalesce(sum(length(says)), 0) from council_path",
    "count(*) from introduction", /* and all that can be set in it */
    "coalesce(sum(length(state || asked_role || from_was || from_next || to_was || to_next || why) + coalesce(slot, 0) "
    "+ coalesce(answered_at, 0)), 0) from introduction",
    "count(*) from claim where state = 'yes'", "count(*) from claim where state = 'no' and why <> ''",
    "count(*) from member_domain", "count(*) from consent",
    "count(*) from consent where withdrawn_at is not null", "count(*) from setting",
    "count(*) from setting where value = 'yes'", "count(*) from person_provider", "count(*) from sign_in_attempt",
    "count(*) from erasure", "count(*) from mail_address where unsubscribed_at is not null",
};

struct things {
    int64_t n[COUNT_OF(COUNTS)];
};

#define COUNTS_ASKED 25 /* at once: SQLite has a bound on what stands in one expression */

static struct things things(struct net *net)
{
    struct things things;
    for (size_t i = 0; i < COUNT_OF(COUNTS);) {
        struct str sql = S("select ''");
        size_t end = i + COUNTS_ASKED < COUNT_OF(COUNTS) ? i + COUNTS_ASKED : COUNT_OF(COUNTS);
        for (size_t k = i; k < end; k++) {
            sql = str_format(&net->arena, "%.*s || ' ' || (select %s)", STR_ARG(sql), COUNTS[k]);
        }
        struct str rest = str_trim(net_ask(net, str_c(&net->arena, sql)));
        for (; i < end; i++) {
            assert_true(parse_int(str_cut(rest, ' ', &rest), 0, INT64_MAX, &things.n[i]));
        }
    }
    return things;
}

static struct things between(const struct things *before, const struct things *after)
{
    struct things things;
    for (size_t i = 0; i < COUNT_OF(COUNTS); i++) {
        things.n[i] = after->n[i] - before->n[i];
    }
    return things;
}

static bool same(const struct things *a, const struct things *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void print_difference(const struct things *is, const struct things *whole)
{
    for (size_t i = 0; i < COUNT_OF(COUNTS); i++) {
        if (is->n[i] != 0 || whole->n[i] != 0) {
            print_message("%+lld, whole %+lld: %s\n", (long long)is->n[i], (long long)whole->n[i], COUNTS[i]);
        }
    }
}

/* ---- one form, and the keeper beside it */

static void answer_keeper(struct asks *asks)
{
    const struct keeper_question *question = &asks->question;
    struct str password = {question->text + question->hash_n, question->password_n};
    struct keeper_answer answer = {.done = true, .fits = str_eq(password, S(PASSWORD)), .hash_n = sizeof NEW_HASH - 1};
    memcpy(answer.hash, NEW_HASH, sizeof NEW_HASH - 1);
    asks_answer(asks, &answer);
}

static bool run_once(struct net *net, const struct form_sent *form, struct str body, struct asks *asks,
                     struct response *ret_response)
{
    const struct exchange_in in = {.method = S("POST"), .target = form->target, .language = S("en"), .body = body,
                                   .ours = true, .is_form = true};
    struct str sender = str_format(&net->arena, "sender %lld", (long long)form->now);
    struct request request = {.arena = &net->arena, .db = net->read, .site = &net->site, .now = form->now,
                              .today = {(int32_t)(form->now / 86400)}, .number = 1, .sender = {sender, sender},
                              .session = form->session, .asks = asks};
    buf_reset(&net->body);
    *ret_response = (struct response){.body = net->body};
    struct route_match match = route_match(&web_routes, &in, &request, ret_response);
    assert_int_equal(match.status, 200);
    bool answered = act_run(&web_routes, &match, &request, ret_response, net->write, &store, true);
    net->body = ret_response->body;
    return answered;
}

struct response net_send(struct net *net, const struct form_sent *form, struct str once)
{
    struct str body = str_format(&net->arena, "%.*s&once=%.*s", STR_ARG(form->typed), STR_ARG(once));
    struct asks *asks = arena_new(&net->arena, struct asks);
    struct response response;
    *asks = (struct asks){.n = 0};
    while (!run_once(net, form, body, asks, &response)) {
        assert_int_equal(response.fault, FAULT_ASKED);
        answer_keeper(asks);
        net->hashes++;
    }
    return response;
}

/* ---- each call failing in turn */

struct walk {
    struct net *net;
    const struct scenario *scenario;
    struct things whole; /* the difference that the form makes */
};

static struct things change_of(struct walk *walk, const struct form_sent *form, struct str once,
                               struct response *ret_response)
{
    struct things before = things(walk->net);
    *ret_response = net_send(walk->net, form, once);
    struct things after = things(walk->net);
    return between(&before, &after);
}

/* Each time begins with nobody signed in and nothing counted: no limit is met, no session of before ends. */
static struct form_sent prepare(struct walk *walk, int64_t n)
{
    net_exec(walk->net, "delete from login_session");
    net_exec(walk->net, "delete from rate");
    struct form_sent form = walk->scenario->form(walk->net, n);
    net_fresh(walk->net);
    return form;
}

/* Without a fault, which tells what the form does. */
static void learn(struct walk *walk)
{
    static const struct things none;
    struct form_sent form = prepare(walk, 1);
    struct response response;
    walk->whole = change_of(walk, &form, once_make(&walk->net->arena, form.now), &response);
    if (response.status != walk->scenario->fine || same(&walk->whole, &none)) {
        fail_msg("%s: answered %d: %.*s", walk->scenario->name, response.status, STR_ARG(buf_str(&walk->net->body)));
    }
}

static void fail_here(const struct walk *walk, int64_t n, int status, const struct things *is)
{
    print_difference(is, &walk->whole);
    fail_msg("%s, call %lld failing: answered %d", walk->scenario->name, (long long)n, status);
}

/* True: the n-th call was made, and failed. */
static bool fail_nth(struct walk *walk, int64_t n, enum fault fault)
{
    static const struct things none;
    const struct scenario *scenario = walk->scenario;
    struct response response;
    struct form_sent form = prepare(walk, n + 1);
    struct str once = once_make(&walk->net->arena, form.now);
    struct things before = things(walk->net);
    db_fail_after(n, fault);
    response = net_send(walk->net, &form, once);
    bool happened = db_fail_after(0, OK) == 0;
    struct things after = things(walk->net);
    struct things change = between(&before, &after);
    bool is_fine = response.status == scenario->fine;
    bool only_page = scenario->shows_page && same(&change, &walk->whole) && response.status >= 500;
    if (!only_page && !same(&change, is_fine ? &walk->whole : &none)) {
        fail_here(walk, n, response.status, &change);
    }
    if (!is_fine) {
        assert_true(response.status >= 500 && response.session.n == 0);
        assert_true(buf_str(&walk->net->body).n > 0); /* says so, on a page */
        before = only_page ? after : before; /* what was answered without its page is counted anew */
        response = net_send(walk->net, &form, once);
        after = things(walk->net);
        change = between(&before, &after);
    }
    if (response.status != scenario->fine || !same(&change, &walk->whole)) {
        fail_here(walk, n, response.status, &change);
    }
    return happened;
}

void act_fails(struct net *net, const struct scenario *scenario, enum fault fault)
{
    struct walk walk = {.net = net, .scenario = scenario};
    struct log_report report;
    int64_t stride = scratch_all() ? 1 : STRIDE;
    int64_t n = 1 + (int64_t)(str_hash(str_of(scenario->name)) % (uint64_t)stride);
    learn(&walk);
    while (fail_nth(&walk, n, fault)) {
        n += stride;
        assert_true(n < CALLS_MAX);
    }
    if (n <= scenario->failed_min) {
        fail_msg("%s: %lld calls only", scenario->name, (long long)n);
    }
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(trust_log_verify(net->write, &net->arena, NULL, &report), OK);
    assert_int_equal(db_commit(net->write), OK);
    assert_int_equal(report.verdict, LOG_INTACT);
}
