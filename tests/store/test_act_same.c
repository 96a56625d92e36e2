/* SPDX-License-Identifier: AGPL-3.0-or-later
** Whether an address is known here cannot be told from outside, neither from what is answered nor from how much is done
** for it: wrong passwords, links by mail and changed addresses cost as many calls of the database and as many password
** hashes, and give as long an answer, for an address of somebody as for one of nobody. Not by the clock: work is
** counted. (An invitation tells its reader whether there is an account; its link is signed and went to that address.)
** On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "http/post.h"
#include "store/person.h"

#define MANY 100000 /* more calls than any form makes */

/* As many letters each, so that pages that say them again are as long. */
static const char *const ADDRESSES[] = {
    "known%40a.example", "nobod%40a.example", "block%40a.example", "nopas%40a.example",
};

struct done {
    int status;
    struct str location;
    size_t letters;
    int64_t calls;
    int hashes;
};

static int64_t add(struct net *net, const char *mail, bool has_password)
{
    const struct person_new in = {S("Ben"), str_of(mail), S("en")};
    int64_t id;
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(person_add(net->write, &net->arena, &in, NOW, &id), OK);
    if (has_password) {
        assert_int_equal(person_set_password(net->write, id, S(OLD_HASH), 0, NOW), OK);
    }
    assert_int_equal(db_commit(net->write), OK);
    return id;
}

static struct net open_people(void **state)
{
    struct net net = net_open(state);
    add(&net, "known@a.example", true);
    add(&net, "nopas@a.example", false);
    int64_t blocked = add(&net, "block@a.example", true);
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(person_block(net.write, &net.arena, blocked, NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    return net;
}

static struct done do_for(struct net *net, const char *target, const char *typed, const char *address,
                          struct str session)
{
    const struct form_sent form = {str_of(target), str_format(&net->arena, "mail=%s&%s", address, typed), session, NOW};
    net_exec(net, "delete from rate");
    net_exec(net, "delete from mail");
    net_exec(net, "delete from person_link");
    net_fresh(net);
    net->hashes = 0;
    db_fail_after(MANY, FAULT_IO);
    struct response response = net_send(net, &form, once_make(&net->arena, NOW));
    return (struct done){.status = response.status, .location = str_copy(&net->arena, response.location),
                         .letters = buf_str(&net->body).n, .calls = MANY - db_fail_after(0, OK), .hashes = net->hashes};
}

static void check_same(struct net *net, const char *target, const char *typed, struct str session, int status,
                       int hashes)
{
    do_for(net, target, typed, ADDRESSES[0], session); /* the first of a day makes what the others find: salts */
    struct done first = do_for(net, target, typed, ADDRESSES[0], session);
    assert_int_equal(first.status, status);
    assert_int_equal(first.hashes, hashes);
    assert_true(first.calls > 5);
    for (size_t i = 1; i < COUNT_OF(ADDRESSES); i++) {
        struct done other = do_for(net, target, typed, ADDRESSES[i], session);
        if (other.status != first.status || !str_eq(other.location, first.location) ||
            other.letters != first.letters || other.calls != first.calls || other.hashes != first.hashes) {
            fail_msg("%s, %s: %d, %zu letters, %lld calls, %d hashes; of %s %d, %zu, %lld, %d", target, ADDRESSES[i],
                     other.status, other.letters, (long long)other.calls, other.hashes, ADDRESSES[0], first.status,
                     first.letters, (long long)first.calls, first.hashes);
        }
    }
}

static void test_a_wrong_password(void **state)
{
    struct net net = open_people(state);
    check_same(&net, "/sign-in", "password=wrong+words+of+somebody", S(""), 400, 1);
    net_close(&net);
}

static void test_a_link_by_mail(void **state)
{
    struct net net = open_people(state);
    check_same(&net, "/sign-in", "do=link&password=", S(""), 303, 0);
    net_close(&net);
}

/* Whether somebody else has it is said to who has shown that it is theirs. */
static void test_another_address(void **state)
{
    struct net net = open_people(state);
    check_same(&net, "/me/address", "present=nine+small+giants+at+breakfast",
               net_session(&net, net.person, false, NOW), 303, 1);
    net_close(&net);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_wrong_password),
        TEST(test_a_link_by_mail),
        TEST(test_another_address),
    };
    return cmocka_run_group_tests_name("the same for nobody", tests, NULL, NULL);
}
