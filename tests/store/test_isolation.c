/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is of one member city is closed to every other: with people, roles and sessions as they stand in the database,
** through the real gate, on pages about the one city and about the other. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/ids.h"
#include "domain/right.h"
#include "http/act.h"
#include "http/post.h"
#include "scratch.h"
#include "store/membership.h"
#include "store/once.h"
#include "store/person.h"
#include "store/session.h"
#include "web/error_web.h"
#include "web/gate.h"

#define NOW 1795348800
#define OURS "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define THEIRS "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define NOBODY "cccccccccccccccccccccccccccccccc"

static const struct once_store store = {once_find, once_add};
static int acted; /* how often a form of a city did something */

static enum fault show(struct request *request, struct response *response)
{
    (void)request;
    buf_put_str(&response->body, S("what is private to the city"));
    return OK;
}

static enum fault act(struct request *request, struct response *response)
{
    (void)request;
    acted++;
    response->status = 303;
    response->location = S("/done");
    return OK;
}

/* Of every right that is one of a city, a page with a form. */
static const struct field no_fields[] = {{0}};
#define ROW(address, which) {.pattern = "/members/{}/" address, .forms = FORM_HTML | FORM_JSON, .handle = show, \
    .title = address, .right = (which), .act = act, .form = no_fields, .act_right = (which), .about = ABOUT_MEMBER}
static const struct route rows[] = {
    ROW("read", RIGHT_CITY_READ), ROW("edit", RIGHT_CITY_EDIT), ROW("people", RIGHT_CITY_PEOPLE),
    ROW("application", RIGHT_APPLICATIONS), ROW("standing", RIGHT_CITY_STANDING), ROW("step", RIGHT_CITY_STEP),
    ROW("sign", RIGHT_CITY_SIGN), ROW("person", RIGHT_CITY_PERSON),
};
static const struct routes routes = {rows, COUNT_OF(rows), error_render, &web_gate};

struct net {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct arena arena;
    struct buf body;
    struct site site;
    int64_t ours;
    int64_t theirs;
};

static int64_t add_member(struct net *net, const char *uid)
{
    struct q_member_by_uid row;
    assert_int_equal(q_member_add(net->write, str_of(uid), S("City"), S("IT"), (struct str){0}, (struct str){0},
                                  (struct maybe_int){0}), OK);
    assert_int_equal(q_member_by_uid(net->write, &net->arena, str_of(uid), &row), OK);
    assert_int_equal(q_member_step_add(net->write, row.id, S("joined"), NOW - 10, S("role"), (struct maybe_int){0},
                                       S("")), OK);
    return row.id;
}

static struct net open_net(void **state)
{
    struct net net = {.scratch = *state};
    net.read = scratch_open(net.scratch, DB_READ);
    net.write = scratch_open(net.scratch, DB_WRITE);
    net.site = (struct site){.name = S("Net"), .base_url = S("http://a"), .colour = S("#ffb545"), .version = S("1"),
                             .operator_mail = S(""), .mark = S("")};
    arena_init(&net.arena, 64u << 20);
    buf_init(&net.body, 8u << 20);
    assert_int_equal(db_begin(net.write), OK);
    net.ours = add_member(&net, OURS);
    net.theirs = add_member(&net, THEIRS);
    assert_int_equal(db_commit(net.write), OK);
    acted = 0;
    return net;
}

static void close_net(struct net *net)
{
    db_close(net->write);
    db_close(net->read);
    buf_done(&net->body);
    arena_done(&net->arena);
}

/* Somebody new with one role; *ret_person. */
static void add_person(struct net *net, const char *role, int64_t member_id, int64_t *ret_person)
{
    static int number;
    const struct person_new person = {S("Somebody"), str_format(&net->arena, "p%d@a.example", ++number), S("en")};
    const struct role_new given = {.role = str_of(role), .member_id = {member_id != 0, member_id}};
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(person_add(net->write, &net->arena, &person, NOW - 9, ret_person), OK);
    struct role_new whole = given;
    whole.person_id = *ret_person;
    assert_int_equal(role_give(net->write, &net->arena, &whole, NOW - 9), OK);
    assert_int_equal(db_commit(net->write), OK);
}

static struct str sign_in(struct net *net, int64_t person_id, bool second_factor)
{
    const struct session_new session = {.person_id = person_id, .opened_by = S("password"),
                                        .second_factor = second_factor, .browser = S("")};
    struct str token = S("");
    int64_t lasts_s;
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(session_open(net->write, &net->arena, &session, S(""), NOW, &token, &lasts_s), OK);
    assert_int_equal(db_commit(net->write), OK);
    return token;
}

static int ask(struct net *net, struct str token, const char *method, struct str target, bool *ret_shown)
{
    struct str once = str_join(&net->arena, S("once="), once_make(&net->arena, NOW));
    const struct exchange_in in = {.method = str_of(method), .target = target, .language = S("en"), .body = once,
                                   .ours = true, .is_form = true};
    struct request request = {.arena = &net->arena, .db = net->read, .site = &net->site, .now = NOW,
                              .today = {NOW / 86400}, .number = 1, .session = token};
    buf_reset(&net->body);
    struct response response = {.body = net->body};
    struct route_match match = route_match(&routes, &in, &request, &response);
    assert_int_equal(match.status, 200);
    if (request.acts) {
        assert_true(act_run(&routes, &match, &request, &response, net->write, &store, true));
    } else {
        route_handle(&routes, &match, &request, &response);
    }
    net->body = response.body;
    *ret_shown = str_contains(buf_str(&net->body), S("what is private"));
    return response.status;
}

/* May he see and send what the row is about, in this city? All ways of asking agree. */
static bool may(struct net *net, struct str token, const struct route *row, const char *city)
{
    bool shown;
    struct str page = str_format(&net->arena, "/members/%s/%s", city, row->title);
    int before = acted;
    int seen = ask(net, token, "GET", page, &shown);
    assert_int_equal(shown, seen == 200);
    int machine = ask(net, token, "GET", str_join(&net->arena, page, S(".json")), &shown);
    assert_int_equal(shown, machine == 200);
    assert_int_equal(machine == 200, seen == 200);
    int sent = ask(net, token, "POST", page, &shown);
    assert_int_equal(acted - before, sent == 303);
    assert_int_equal(sent == 303, seen == 200);
    assert_true(seen == 200 || !shown);
    return seen == 200;
}

static void assert_may(struct net *net, struct str token, enum right right, bool ours, bool theirs)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].right == (int)right) {
            assert_int_equal(may(net, token, &rows[i], OURS), ours);
            assert_int_equal(may(net, token, &rows[i], THEIRS), theirs);
        }
    }
}

static void test_who_works_for_one_city_sees_nothing_of_another(void **state)
{
    struct net net = open_net(state);
    int64_t id;
    add_person(&net, "colleague", net.ours, &id);
    struct str token = sign_in(&net, id, false);
    assert_may(&net, token, RIGHT_CITY_READ, true, false);
    assert_may(&net, token, RIGHT_CITY_EDIT, true, false);
    assert_may(&net, token, RIGHT_CITY_PEOPLE, false, false);
    assert_may(&net, token, RIGHT_CITY_PERSON, true, false);
    assert_may(&net, token, RIGHT_CITY_STANDING, true, false);
    assert_may(&net, token, RIGHT_CITY_STEP, false, false);
    assert_may(&net, token, RIGHT_CITY_SIGN, false, false);
    add_person(&net, "main_contact", net.theirs, &id);
    token = sign_in(&net, id, false);
    assert_may(&net, token, RIGHT_CITY_READ, false, true);
    assert_may(&net, token, RIGHT_CITY_EDIT, false, true);
    assert_may(&net, token, RIGHT_CITY_PEOPLE, false, true);
    assert_may(&net, token, RIGHT_CITY_PERSON, false, true);
    assert_may(&net, token, RIGHT_CITY_STANDING, false, true);
    assert_may(&net, token, RIGHT_CITY_STEP, false, true);
    assert_may(&net, token, RIGHT_CITY_SIGN, false, true);
    close_net(&net);
}

/* Cities that ask to join, or are suggested, are private to those who run the network, with their second step: nobody
** who acts for a member city reads or answers them. */
static void test_who_works_for_a_city_sees_no_application(void **state)
{
    struct net net = open_net(state);
    static const struct { const char *role; bool of_city; bool strong; bool may; } all[] = {
        {"colleague", true, true, false}, {"main_contact", true, true, false}, {"coordinator", false, false, false},
        {"coordinator", false, true, true}, {"administrator", false, false, false},
        {"administrator", false, true, true},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t id;
        add_person(&net, all[i].role, all[i].of_city ? net.ours : 0, &id);
        assert_may(&net, sign_in(&net, id, all[i].strong), RIGHT_APPLICATIONS, all[i].may, all[i].may);
    }
    close_net(&net);
}

static void test_with_roles_in_two_cities_each_counts_in_its_own(void **state)
{
    struct net net = open_net(state);
    int64_t id;
    add_person(&net, "colleague", net.ours, &id);
    const struct role_new more = {.person_id = id, .role = S("main_contact"), .member_id = {true, net.theirs}};
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(role_give(net.write, &net.arena, &more, NOW - 5), OK);
    assert_int_equal(db_commit(net.write), OK);
    struct str token = sign_in(&net, id, false);
    assert_may(&net, token, RIGHT_CITY_READ, true, true);
    assert_may(&net, token, RIGHT_CITY_PEOPLE, false, true);
    close_net(&net);
}

/* What is private to a city is closed to those who run the network. */
static void test_staff_gets_of_cities_what_the_table_says(void **state)
{
    struct net net = open_net(state);
    static const char *const staff[] = {"coordinator", "administrator"};
    for (size_t i = 0; i < COUNT_OF(staff); i++) {
        int64_t id;
        bool is_coordinator = i == 0;
        add_person(&net, staff[i], 0, &id);
        struct str token = sign_in(&net, id, true);
        assert_may(&net, token, RIGHT_CITY_READ, false, false);
        assert_may(&net, token, RIGHT_CITY_EDIT, false, false);
        assert_may(&net, token, RIGHT_CITY_PEOPLE, is_coordinator, is_coordinator);
        assert_may(&net, token, RIGHT_CITY_PERSON, is_coordinator, is_coordinator);
        assert_may(&net, token, RIGHT_CITY_STANDING, is_coordinator, is_coordinator);
        assert_may(&net, token, RIGHT_CITY_STEP, is_coordinator, is_coordinator);
        assert_may(&net, token, RIGHT_CITY_SIGN, false, false); /* nobody signs for a city but the city */
        assert_may(&net, sign_in(&net, id, false), RIGHT_CITY_PEOPLE, false, false);
    }
    close_net(&net);
}

/* A role that ended, and a session from before, are nothing any more. */
static void test_a_role_that_ended_opens_nothing(void **state)
{
    struct net net = open_net(state);
    int64_t id;
    add_person(&net, "main_contact", net.ours, &id);
    struct str before = sign_in(&net, id, false);
    assert_may(&net, before, RIGHT_CITY_READ, true, false);
    const struct role_new role = {.person_id = id, .role = S("main_contact"), .member_id = {true, net.ours}};
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(role_end(net.write, &net.arena, &role, NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    assert_may(&net, before, RIGHT_CITY_READ, false, false);
    assert_may(&net, sign_in(&net, id, false), RIGHT_CITY_READ, false, false);
    close_net(&net);
}

static void test_nobody_and_a_stranger_s_token_open_nothing(void **state)
{
    struct net net = open_net(state);
    static const char *const tokens[] = {"", "x",
                                         "0000000000000000000000000000000000000000000000000000000000000000"};
    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        for (size_t k = 0; k < COUNT_OF(rows); k++) {
            assert_false(may(&net, str_of(tokens[i]), &rows[k], OURS));
        }
    }
    close_net(&net);
}

/* A city that is none, whatever stands in its place in the address. */
static void test_a_city_that_is_none_is_nobody_s(void **state)
{
    struct net net = open_net(state);
    int64_t id;
    add_person(&net, "main_contact", net.ours, &id);
    struct str token = sign_in(&net, id, false);
    static const char *const cities[] = {NOBODY, "1", "0", "aaaa", OURS "a", "%27%20or%201=1",
                                         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < COUNT_OF(cities); i++) {
        for (size_t k = 0; k < COUNT_OF(rows); k++) {
            assert_false(may(&net, token, &rows[k], cities[i]));
        }
    }
    close_net(&net);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_works_for_one_city_sees_nothing_of_another),
        TEST(test_who_works_for_a_city_sees_no_application),
        TEST(test_with_roles_in_two_cities_each_counts_in_its_own),
        TEST(test_staff_gets_of_cities_what_the_table_says),
        TEST(test_a_role_that_ended_opens_nothing),
        TEST(test_nobody_and_a_stranger_s_token_open_nothing),
        TEST(test_a_city_that_is_none_is_nobody_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
