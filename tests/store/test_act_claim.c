/* SPDX-License-Identifier: AGPL-3.0-or-later
** Asking by oneself to act for a city, and that a city joins, from the form to the answer, with each call of the
** database failing in turn: whole or not at all, a clear answer, and the same again goes through (act_fails.h). On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/application.h"
#include "store/claim.h"
#include "store/invitation.h"
#include "store/membership.h"
#include "store/person.h"
#include "web/link/link.h"

/* Ann runs the network, and there is a member city with addresses of its own. */
static struct net open_city(void **state)
{
    struct net net = net_open(state);
    const struct q_member_keys keys = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    const struct role_new role = {.person_id = net.person, .role = S("coordinator")};
    net.site.sends_mail = true;
    assert_int_equal(db_begin(net.write), OK);
    assert_int_equal(role_give(net.write, &net.arena, &role, NOW), OK);
    assert_int_equal(membership_join(net.write, &net.arena, &keys, &step_by_role, NOW, &net.city_id, NULL), OK);
    assert_int_equal(q_member_domain_add(net.write, net.city_id, S("own.example"), NOW), OK);
    assert_int_equal(db_commit(net.write), OK);
    net.city = net_ask(&net, "select uid from member_city");
    return net;
}

static struct form_sent asked(struct net *net, int64_t n)
{
    net_exec(net, "delete from claim");
    net_exec(net, "delete from rate");
    struct str typed = str_format(&net->arena, "city=%.*s&name=Ewa&mail=e%lld%%40c.example&says=registry",
                                  STR_ARG(net->city), (long long)n);
    return (struct form_sent){S("/act-for-a-city"), typed, S(""), NOW};
}

/* One whose address was not shown yet, or was; the one before is gone. */
static struct q_claim_by_uid claim(struct net *net, struct str mail, bool waits)
{
    struct q_claim_by_mail found;
    struct q_claim_by_uid row;
    struct role_taken person;
    const struct claim_new in = {net->city_id, {0}, S("Ewa"), mail, S("registry"), S("en")};
    net_exec(net, "delete from claim");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(claim_add(net->write, &net->arena, &in, NOW), OK);
    assert_int_equal(q_claim_by_mail(net->write, &net->arena, net->city_id, mail, &found), OK);
    assert_int_equal(q_claim_by_uid(net->write, &net->arena, found.uid, &row), OK);
    assert_int_equal(waits ? claim_prove(net->write, &net->arena, &row, NOW, &person) : OK, OK);
    assert_int_equal(db_commit(net->write), OK);
    return row;
}

static struct form_sent by_link(struct net *net, const char *kind, struct str subject, const char *path,
                                const char *typed)
{
    const struct mail_link link = {str_of(kind), subject, NOW + CLAIM_PROVE_S};
    struct str target = str_join(&net->arena, str_of(path), mail_link_make(&net->arena, &net_key, &link));
    return (struct form_sent){target, str_of(typed), S(""), NOW};
}

static struct form_sent proved(struct net *net, struct str mail)
{
    return by_link(net, "claim", claim(net, mail, false).uid, "/act-for-a-city/", "do=ask");
}

static struct form_sent proved_and_waits(struct net *net, int64_t n)
{
    return proved(net, str_format(&net->arena, "e%lld@c.example", (long long)n));
}

static struct form_sent proved_by_new(struct net *net, int64_t n)
{
    return proved(net, str_format(&net->arena, "e%lld@own.example", (long long)n));
}

static struct form_sent vouched_by_link(struct net *net, int64_t n)
{
    struct q_claim_by_uid row = claim(net, str_format(&net->arena, "w%lld@c.example", (long long)n), true);
    struct str subject = str_format(&net->arena, "%.*s-%lld", STR_ARG(row.uid), (long long)net->person);
    return by_link(net, "vouch", subject, "/vouch/", "do=yes");
}

static struct form_sent told_no(struct net *net, int64_t n)
{
    struct q_claim_by_uid row = claim(net, str_format(&net->arena, "w%lld@c.example", (long long)n), true);
    struct str target = str_format(&net->arena, "/member-cities/%.*s/claims/%.*s", STR_ARG(net->city),
                                   STR_ARG(row.uid));
    return (struct form_sent){target, S("do=no&why=who+is+that"), net_session(net, net->person, true, NOW), NOW};
}

/* ---- that a city joins */

static struct form_sent joins(struct net *net, int64_t n)
{
    net_exec(net, "delete from application");
    net_exec(net, "delete from rate");
    struct str typed = str_format(&net->arena, "city=Zwergstadt&country=DE&name=Ewa&mail=e%lld%%40c.example&says=mayor"
                                  "&wish=no+oil+by+2030", (long long)n);
    return (struct form_sent){S("/join/city"), typed, S(""), NOW};
}

/* One whose address was not shown yet, or was; the one before is gone, and so is the city that it made. */
static struct q_application_by_uid application(struct net *net, int64_t n, bool waits)
{
    struct str mail = str_format(&net->arena, "j%lld@c.example", (long long)n);
    struct q_application_of *rows;
    struct q_application_by_uid row;
    size_t rows_n;
    const struct application_new in = {{S("Zwergstadt"), S("DE"), {0}, {0}, {0}}, S("Ewa"), mail, S("mayor"),
                                       S("no oil by 2030"), S("en")};
    net_exec(net, "delete from application");
    net_exec(net, "delete from member_step where member_id in (select id from member_city where name = 'Zwergstadt')");
    net_exec(net, "delete from member_city where name = 'Zwergstadt'");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(application_add(net->write, &net->arena, &in, NOW), OK);
    assert_int_equal(q_application_of(net->write, &net->arena, mail, &rows, &rows_n), OK);
    assert_int_equal(q_application_by_uid(net->write, &net->arena, rows[0].uid, &row), OK);
    assert_int_equal(waits ? application_prove(net->write, &net->arena, &row, NOW) : OK, OK);
    assert_int_equal(db_commit(net->write), OK);
    return row;
}

static struct form_sent sent(struct net *net, int64_t n)
{
    return by_link(net, "application", application(net, n, false).uid, "/join/city/", "do=send");
}

static struct form_sent answered(struct net *net, int64_t n, const char *typed)
{
    struct str target = str_join(&net->arena, S("/applications/"), application(net, n, true).uid);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent joined(struct net *net, int64_t n)
{
    return answered(net, n, "do=yes&why=the+only+town+of+its+valley");
}

static struct form_sent not_joined(struct net *net, int64_t n)
{
    return answered(net, n, "do=no&why=talk+to+us");
}

static const struct scenario CLAIMS[] = {
    {"asked", asked, 303, 10, false},
    {"an address shown, and it waits", proved_and_waits, 303, 15, false},
    {"an own address shown by somebody new", proved_by_new, 303, 20, false},
    {"vouched for by the link of a mail", vouched_by_link, 303, 20, false},
    {"told no", told_no, 303, 15, false},
    {"asked that a city joins", joins, 303, 10, false},
    {"an address shown, and it is sent", sent, 303, 10, false},
    {"a city joins", joined, 303, 25, false},
    {"a city does not join", not_joined, 303, 15, false},
};

static void test_claims(void **state)
{
    struct net net = open_city(state);
    for (size_t i = 0; i < COUNT_OF(CLAIMS); i++) {
        act_fails(&net, &CLAIMS[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_claims, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("acts of asking", tests, NULL, NULL);
}
