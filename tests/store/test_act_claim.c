/* SPDX-License-Identifier: AGPL-3.0-or-later
** Asking by oneself to act for a city, that a city joins, and for a first talk, from the form to the answer; a city
** that signs, pauses, leaves; with each call of the database failing in turn: whole or not at all, a clear answer, and
** the same again goes through (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "store/application.h"
#include "store/claim.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/membership.h"
#include "store/person.h"
#include "web/introduction/introduction_web.h"
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

/* Those of the time before are gone: so many that others wait for go to one person within a week. */
static void no_mails(struct net *net)
{
    net_exec(net, "delete from mail");
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
    no_mails(net);
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
    no_mails(net);
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
    no_mails(net);
    net_exec(net, "delete from member_step where member_id in (select id from member_city where name = 'Zwergstadt')");
    net_exec(net, "delete from member_city where name = 'Zwergstadt'");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(application_add(net->write, &net->arena, &in, NOW), OK);
    assert_int_equal(q_application_of(net->write, &net->arena, mail, 0, &rows, &rows_n), OK);
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

/* ---- a first talk */

/* Another city, which Ann acts for as well as for the first. */
static struct str other_city(struct net *net)
{
    const struct q_member_keys keys = {S("Beta"), S("FI"), S("FI_1"), {0}, {0}};
    struct role_new role = {.person_id = net->person, .role = S("main_contact"), .member_id = {true, net->city_id}};
    int64_t other;
    net_exec(net, "delete from introduction");
    no_mails(net);
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(membership_join(net->write, &net->arena, &keys, &step_by_role, NOW, &other, NULL), OK);
    enum fault fault = role_give(net->write, &net->arena, &role, NOW - 1);
    assert_true(fault == OK || fault == FAULT_CONFLICT);
    role.member_id.v = other;
    fault = role_give(net->write, &net->arena, &role, NOW - 1);
    assert_true(fault == OK || fault == FAULT_CONFLICT);
    assert_int_equal(db_commit(net->write), OK);
    return net_ask(net, "select uid from member_city where name = 'Beta'");
}

static struct form_sent asked_for_a_talk(struct net *net, int64_t n)
{
    struct str other = other_city(net);
    struct str target = str_format(&net->arena, "/member-cities/%.*s/ask/%.*s", STR_ARG(net->city), STR_ARG(other));
    struct str typed = str_format(&net->arena, "need=heat+%lld&slot_1=2026-12-01T10:00&slot_2=2026-12-02T10:00"
                                  "&slot_3=2026-12-03T10:00", (long long)n);
    return (struct form_sent){target, typed, net_session(net, net->person, true, NOW), NOW};
}

/* One that waits; its link. */
static struct form_sent talk_answered(struct net *net, int64_t n, const char *typed)
{
    struct str other = other_city(net);
    const struct introduction_new new = {
        .from_id = net->city_id, .from_uid = net->city, .to_uid = other, .person = net->person,
        .to_id = net->city_id + 1, .need = str_format(&net->arena, "heat %lld", (long long)n), .reason = S(""),
        .reason_what = S(""), .slots = {NOW + 2 * 86400, NOW + 3 * 86400, NOW + 4 * 86400}};
    struct str uid;
    assert_str(net_ask(net, "select (select id from member_city where name = 'Beta')"
                            " - (select id from member_city where name = 'Ciampino')"), "1");
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(introduction_add(net->write, &net->arena, &new, NOW, &uid), OK);
    assert_int_equal(db_commit(net->write), OK);
    return by_link(net, TALK_LINK, talk_link_subject(&net->arena, uid, false, net->person), "/first-talk/", typed);
}

static struct form_sent talk_yes(struct net *net, int64_t n)
{
    return talk_answered(net, n, "do=yes&slot=2");
}

static struct form_sent talk_no(struct net *net, int64_t n)
{
    return talk_answered(net, n, "do=no&why=no+time");
}

/* ---- how a city stands */

static void act_for(struct net *net, int64_t person, const char *role)
{
    const struct role_new in = {.person_id = person, .role = str_of(role), .member_id = {true, net->city_id}};
    assert_int_equal(role_give(net->write, &net->arena, &in, NOW), OK);
}

/* As when it had just joined, Ann its main contact and somebody a colleague. */
static struct form_sent of_city(struct net *net, const char *page, const char *typed)
{
    struct q_person_by_mail bo;
    int64_t id;
    net_exec(net, "delete from member_step where number > 1");
    net_exec(net, "update person_role set until = 1 where until is null and member_id is not null");
    assert_int_equal(db_begin(net->write), OK);
    enum fault fault = person_find(net->write, &net->arena, S("bo@own.example"), &bo);
    const struct person_new new = {S("Bo"), S("bo@own.example"), S("en")};
    assert_int_equal(fault == OK ? OK : person_add(net->write, &net->arena, &new, NOW, &id), OK);
    act_for(net, net->person, "main_contact");
    act_for(net, fault == OK ? bo.id : id, "colleague");
    assert_int_equal(db_commit(net->write), OK);
    struct str target = str_format(&net->arena, "/member-cities/%.*s%s", STR_ARG(net->city), page);
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent signed_for(struct net *net, int64_t n)
{
    (void)n;
    return of_city(net, "/commitment", "authority=decision&job=mayor&reference=GR+1&decided_on=1.10.2026&years=2");
}

/* It is asked to. */
static struct form_sent agrees_to_lead(struct net *net, int64_t n)
{
    (void)n;
    struct form_sent form = of_city(net, "/membership/lead-yes", "why=");
    net_exec(net, "insert into member_step (member_id, number, step, at, way, why, until) select id, 2, 'lead-asked', "
             "1795348800, 'network', '', 1900000000 from member_city where name = 'Ciampino'");
    return form;
}

static struct form_sent paused(struct net *net, int64_t n)
{
    (void)n;
    return of_city(net, "/membership/pause", "why=an+election");
}

static struct form_sent leaves(struct net *net, int64_t n)
{
    (void)n;
    return of_city(net, "/membership/leave", "sure=1&why=no+people");
}

/* Ann is the main contact; a colleague is there. */
static struct form_sent talk_passed(struct net *net, int64_t n)
{
    struct form_sent form = talk_answered(net, n, "do=pass");
    const struct person_new person = {S("Kim"), str_format(&net->arena, "kim%lld@c.example", (long long)n), S("en")};
    struct role_new role = {.role = S("colleague"), .member_id = {true, net->city_id + 1}};
    net_exec(net, "delete from person_role where role = 'colleague'"); /* the same one more each time */
    assert_int_equal(db_begin(net->write), OK);
    assert_int_equal(person_add(net->write, &net->arena, &person, NOW, &role.person_id), OK);
    assert_int_equal(role_give(net->write, &net->arena, &role, NOW - 1), OK);
    assert_int_equal(db_commit(net->write), OK);
    return form;
}

static struct form_sent talk_said(struct net *net, int64_t n)
{
    struct form_sent form = talk_answered(net, n, "do=useful");
    net_exec(net, "update introduction set state = 'yes', slot = slot_1 - 9 * 86400");
    return form;
}

/* Ann is the main contact of the city that asked; a colleague of hers did. */
static struct form_sent talk_taken(struct net *net, int64_t n)
{
    talk_answered(net, n, "");
    struct form_sent form = of_city(net, "", "do=take");
    net_exec(net, "update introduction set state = 'yes', slot = slot_1, to_person = from_person, from_person = null");
    struct str uid = net_ask(net, "select uid from introduction");
    form.target = str_format(&net->arena, "/member-cities/%.*s/introductions/%.*s", STR_ARG(net->city), STR_ARG(uid));
    return form;
}

static const struct scenario CLAIMS[] = {
    {"asked for a first talk", asked_for_a_talk, 303, 15, false},
    {"yes to a first talk", talk_yes, 303, 12, false},
    {"no to a first talk", talk_no, 303, 10, false},
    {"a first talk passed on", talk_passed, 303, 8, false},
    {"how a first talk was", talk_said, 303, 6, false},
    {"a first talk taken over", talk_taken, 303, 10, false},
    {"asked", asked, 303, 10, false},
    {"an address shown, and it waits", proved_and_waits, 303, 15, false},
    {"an own address shown by somebody new", proved_by_new, 303, 20, false},
    {"vouched for by the link of a mail", vouched_by_link, 303, 20, false},
    {"told no", told_no, 303, 15, false},
    {"asked that a city joins", joins, 303, 10, false},
    {"an address shown, and it is sent", sent, 303, 10, false},
    {"a city joins", joined, 303, 25, false},
    {"a city does not join", not_joined, 303, 15, false},
    {"signed for a city", signed_for, 303, 10, false},
    {"a city agrees to lead", agrees_to_lead, 303, 10, false},
    {"a city pauses", paused, 303, 10, false},
    {"a city leaves", leaves, 303, 25, false},
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
