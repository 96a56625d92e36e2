/* SPDX-License-Identifier: AGPL-3.0-or-later
** What changes who is here and what they may, with each call of the database failing in turn: roles, blocking, erasing,
** invitations, a city's own addresses, a changed mail address and the way back, leaving, consent, accounts of others,
** setting the site up, and an entry erased from the log. Whole or not at all, a clear answer, the log whole, and the
** same again goes through (act_fails.h). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "act_fails.h"
#include "base/check.h"
#include "base/fields.h"
#include "http/post.h"
#include "store/account.h"
#include "store/consent.h"
#include "store/invitation.h"
#include "store/mail.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/provider.h"
#include "store/sign_in.h"
#include "store/trust_log.h"
#include "web/link/link.h"
#include "web/session/address_link.h"

#define TYPED_PASSWORD "present=nine+small+giants+at+breakfast"

/* ---- who is there */

static void write_begin(struct net *net)
{
    assert_int_equal(db_begin(net->write), OK);
}

static void write_end(struct net *net)
{
    assert_int_equal(db_commit(net->write), OK);
}

static void give(struct net *net, int64_t person, const char *role, int64_t city)
{
    const struct role_new in = {.person_id = person, .role = str_of(role), .member_id = {city > 0, city}};
    assert_int_equal(role_give(net->write, &net->arena, &in, NOW), OK);
}

static int64_t ask(struct net *net, struct str sql)
{
    return atoll(str_c(&net->arena, net_ask(net, str_c(&net->arena, sql))));
}

/* Ann runs the network, and there is a member city. */
static struct net open_people(void **state)
{
    struct net net = net_open(state);
    const struct q_member_keys keys = {S("Ciampino"), S("IT"), S("IT_058118"), {0}, {0}};
    write_begin(&net);
    give(&net, net.person, "administrator", 0);
    give(&net, net.person, "coordinator", 0);
    assert_int_equal(membership_join(net.write, &net.arena, &keys, &step_by_role, NOW, &net.city_id, NULL), OK);
    write_end(&net);
    net.city = net_ask(&net, "select uid from member_city");
    return net;
}

static struct str mail_of(struct net *net, const char *before, int64_t person)
{
    return str_format(&net->arena, "%s%lld@b.example", before, (long long)person);
}

/* Somebody new, who acts for the city when a role is given. */
static int64_t add(struct net *net, const char *role)
{
    struct str mail = mail_of(net, "p", 1 + ask(net, S("select max(id) from person")));
    const struct person_new in = {S("Ben"), mail, S("en")};
    int64_t id;
    write_begin(net);
    assert_int_equal(person_add(net->write, &net->arena, &in, NOW, &id), OK);
    assert_int_equal(person_set_password(net->write, id, S(OLD_HASH), 0, NOW), OK);
    if (role != NULL) {
        give(net, id, role, role_is_of_city(str_of(role)) ? net->city_id : 0);
    }
    write_end(net);
    return id;
}

static struct str uid_of(struct net *net, int64_t person)
{
    struct str sql = str_format(&net->arena, "select uid from person where id = %lld", (long long)person);
    return net_ask(net, str_c(&net->arena, sql));
}

/* A form of Ann's. */
static struct form_sent by_ann(struct net *net, struct str target, const char *typed)
{
    return (struct form_sent){target, str_of(typed), net_session(net, net->person, true, NOW), NOW};
}

static struct form_sent about(struct net *net, int64_t person, const char *behind, struct str typed)
{
    struct str target = str_format(&net->arena, "/people/%.*s%s", STR_ARG(uid_of(net, person)), behind);
    return by_ann(net, target, str_c(&net->arena, typed));
}

/* ---- people */

static struct form_sent role_given(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    net_session(net, person, false, NOW); /* that is over then */
    return about(net, person, "", str_format(&net->arena, "do=give&role=main_contact&city=%.*s", STR_ARG(net->city)));
}

static struct form_sent role_ended(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, "colleague");
    net_session(net, person, false, NOW);
    struct str sql = str_format(&net->arena, "select max(id) from person_role where person_id = %lld",
                                (long long)person);
    return about(net, person, "", str_format(&net->arena, "do=end&end=%lld", (long long)ask(net, sql)));
}

static struct form_sent blocked(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    net_session(net, person, false, NOW);
    return about(net, person, "", S("do=block"));
}

static struct form_sent let_in(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    write_begin(net);
    assert_int_equal(person_block(net->write, &net->arena, person, NOW), OK);
    write_end(net);
    return about(net, person, "", S("do=unblock"));
}

static struct form_sent signed_out(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    net_session(net, person, false, NOW);
    return about(net, person, "", S("do=sessions"));
}

static struct form_sent erased(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, "colleague");
    net_session(net, person, false, NOW);
    return about(net, person, "/erase", S("do=erase"));
}

static struct form_sent part_ended(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, "colleague");
    net_session(net, person, false, NOW);
    struct str target = str_format(&net->arena, "/member-cities/%.*s/people/%.*s", STR_ARG(net->city),
                                   STR_ARG(uid_of(net, person)));
    return by_ann(net, target, "do=end");
}

static const struct scenario PEOPLE[] = {
    {"a role given", role_given, 303, 15, false},
    {"a role ended", role_ended, 303, 15, false},
    {"blocked", blocked, 303, 15, false},
    {"let in again", let_in, 303, 15, false},
    {"signed out everywhere", signed_out, 303, 15, false},
    {"erased", erased, 303, 20, false},
    {"a part ended", part_ended, 303, 15, false},
};

/* ---- invitations */

static struct str in_city(struct net *net, const char *path)
{
    return str_format(&net->arena, "/member-cities/%.*s/%s", STR_ARG(net->city), path);
}

/* The one before is gone, so that it is never one too many. */
static struct form_sent invited(struct net *net, int64_t n)
{
    net_exec(net, "delete from invitation");
    struct str typed = str_format(&net->arena, "mail=i%lld%%40c.example&role=main_contact&language=de&vouch=1&"
                                  "do=invite", (long long)n);
    return by_ann(net, in_city(net, "invite"), str_c(&net->arena, typed));
}

static struct str invite(struct net *net, struct str mail)
{
    const struct invitation_new in = {net->city_id, S("colleague"), mail, S("en"), true, {true, net->person}};
    struct str uid = S("");
    net_exec(net, "delete from invitation");
    write_begin(net);
    assert_int_equal(invitation_add(net->write, &net->arena, &in, NOW, &uid), OK);
    write_end(net);
    return uid;
}

static struct form_sent about_invitation(struct net *net, int64_t n, const char *typed)
{
    struct str uid = invite(net, str_format(&net->arena, "i%lld@c.example", (long long)n));
    return by_ann(net, str_join(&net->arena, in_city(net, "invitations/"), uid), typed);
}

static struct form_sent invited_again(struct net *net, int64_t n)
{
    return about_invitation(net, n, "do=again");
}

static struct form_sent withdrawn(struct net *net, int64_t n)
{
    return about_invitation(net, n, "do=withdraw");
}

static struct str invitation_link(struct net *net, struct str mail)
{
    struct str uid = invite(net, mail);
    const struct mail_link link = {S("invitation"), uid, NOW + INVITATION_S};
    return str_join(&net->arena, S("/invitations/"), mail_link_make(&net->arena, &net_key, &link));
}

static struct form_sent taken_by_new(struct net *net, int64_t n)
{
    struct str target = invitation_link(net, str_format(&net->arena, "i%lld@c.example", (long long)n));
    return (struct form_sent){target, S("name=Cleo&password=ten+other+words+of+mine&do=take"), S(""), NOW};
}

static struct form_sent taken_by_known(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    struct str target = invitation_link(net, mail_of(net, "p", person));
    return (struct form_sent){target, S("do=take"), net_session(net, person, false, NOW), NOW};
}

static struct form_sent ending_added(struct net *net, int64_t n)
{
    net_exec(net, "delete from member_domain");
    struct str typed = str_format(&net->arena, "domain=d%lld.example&do=add", (long long)n);
    return by_ann(net, in_city(net, "addresses"), str_c(&net->arena, typed));
}

static struct form_sent ending_removed(struct net *net, int64_t n)
{
    (void)n;
    write_begin(net);
    assert_int_equal(member_domain_save(net->write, &net->arena, net->city, net->city_id, S("d.example"), NOW), OK);
    write_end(net);
    return by_ann(net, in_city(net, "addresses"), "remove=d.example&do=remove");
}

static const struct scenario INVITATIONS[] = {
    {"invited", invited, 303, 15, false},
    {"invited again", invited_again, 303, 15, false},
    {"an invitation withdrawn", withdrawn, 303, 10, false},
    {"taken up by somebody new", taken_by_new, 303, 20, false},
    {"taken up by who is known", taken_by_known, 303, 15, false},
    {"an address ending added", ending_added, 303, 10, false},
    {"an address ending removed", ending_removed, 303, 10, false},
};

/* ---- oneself */

static struct form_sent address_asked(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    struct str typed = str_format(&net->arena, "mail=new%lld%%40b.example&" TYPED_PASSWORD, (long long)person);
    return (struct form_sent){S("/me/address"), typed, net_session(net, person, false, NOW), NOW};
}

static struct form_sent address_confirmed(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    struct str sql = str_format(&net->arena, "select rev from person where id = %lld", (long long)person);
    const struct address_link link = {.person = person, .rev = ask(net, sql), .since = NOW,
                                      .to = mail_of(net, "new", person)};
    struct str target = str_join(&net->arena, S("/new-address/"), address_link_confirm(&net->arena, &net_key, &link));
    return (struct form_sent){target, S("do="), S(""), NOW};
}

static struct form_sent address_taken_back(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, NULL);
    net_session(net, person, false, NOW); /* of whoever changed it; that is over then */
    struct str to = mail_of(net, "new", person);
    write_begin(net);
    assert_int_equal(account_set_mail(net->write, &net->arena, person, to), OK);
    write_end(net);
    const struct address_link link = {.person = person, .since = NOW, .from = to,
                                      .to = mail_of(net, "p", person)};
    struct str target = str_join(&net->arena, S("/old-address/"), address_link_back(&net->arena, &net_key, &link));
    return (struct form_sent){target, S("do="), S(""), NOW};
}

static struct form_sent left(struct net *net, int64_t n)
{
    (void)n;
    int64_t person = add(net, "main_contact");
    return (struct form_sent){S("/me/leave"), S(TYPED_PASSWORD), net_session(net, person, false, NOW), NOW};
}

static void clear_consent(struct net *net)
{
    net_exec(net, "delete from consent");
}

static struct form_sent agreed(struct net *net, int64_t n)
{
    (void)n;
    clear_consent(net);
    return by_ann(net, S("/me/mail"), "weekly=1");
}

static void agree(struct net *net)
{
    clear_consent(net);
    write_begin(net);
    assert_int_equal(consent_give(net->write, &net->arena, net->person, CONSENT_WEEK, NOW), OK);
    write_end(net);
}

static struct form_sent disagreed(struct net *net, int64_t n)
{
    (void)n;
    agree(net);
    return by_ann(net, S("/me/mail"), "weekly=");
}

static struct form_sent unsubscribed(struct net *net, int64_t n)
{
    struct str digest;
    agree(net);
    net_exec(net, "delete from mail_address");
    write_begin(net);
    assert_int_equal(mail_digest(net->write, &net->arena, S(MAIL), &digest), OK);
    write_end(net);
    struct url url = mail_link_off_url(&net->arena, &net_key, digest, NOW + n);
    return (struct form_sent){url.text, S("do="), S(""), NOW};
}

static int64_t provider_of(struct net *net)
{
    if (ask(net, S("select count(*) from provider")) == 0) {
        const struct provider_new in = {S("ciampino"), S("City of Ciampino"), S("https://id.example"), S("client"),
                                        S("/etc/secret"), S("open"), S("")};
        write_begin(net);
        assert_int_equal(provider_add(net->write, &net->arena, &in, NOW), OK);
        write_end(net);
    }
    return ask(net, S("select max(id) from provider"));
}

static struct form_sent account_begun(struct net *net, int64_t n)
{
    (void)n;
    provider_of(net);
    int64_t person = add(net, NULL);
    return (struct form_sent){S("/me/accounts/ciampino"), S(TYPED_PASSWORD "&do=begin"),
                              net_session(net, person, false, NOW), NOW};
}

static struct form_sent account_given_up(struct net *net, int64_t n)
{
    (void)n;
    int64_t provider = provider_of(net);
    int64_t person = add(net, NULL);
    write_begin(net);
    assert_int_equal(q_sign_in_link(net->write, provider, mail_of(net, "sub", person), person, NOW), OK);
    write_end(net);
    net_session(net, person, false, NOW); /* elsewhere; that is over then */
    return (struct form_sent){S("/me/accounts/ciampino"), S(TYPED_PASSWORD "&do=stop"),
                              net_session(net, person, false, NOW), NOW};
}

static const struct scenario ONESELF[] = {
    {"another address asked for", address_asked, 303, 10, false},
    {"another address confirmed", address_confirmed, 303, 15, false},
    {"an address taken back", address_taken_back, 303, 15, false},
    {"left", left, 303, 20, false},
    {"agreed to the weekly mail", agreed, 303, 10, false},
    {"no weekly mail any more", disagreed, 303, 10, false},
    {"no more mail, by the link in one", unsubscribed, 303, 10, false},
    {"an account begun", account_begun, 303, 10, false},
    {"an account given up", account_given_up, 303, 15, false},
};

/* ---- the site */

static struct str seen(struct net *net, const char *step)
{
    static const struct str mark = S_INIT("name=\"seen\" value=\"");
    struct form_sent form = by_ann(net, str_join(&net->arena, S("/set-up/"), str_of(step)), "seen=x");
    net_fresh(net);
    struct response response = net_send(net, &form, once_make(&net->arena, NOW));
    assert_int_equal(response.status, 409); /* with what is there now */
    struct str page = buf_str(&net->body);
    size_t at = str_find(page, mark);
    assert_true(at < page.n);
    return str_copy(&net->arena, str_sub(page, at + mark.n, 16));
}

static struct form_sent set_up_who(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from setting");
    struct str typed = str_format(&net->arena, "seen=%.*s&network_name=Net&mark=&colour=%%23ffb545&public_body=yes&"
                                  "operator_name=City+of+Test&do=save", STR_ARG(seen(net, "who")));
    return by_ann(net, S("/set-up/who"), str_c(&net->arena, typed));
}

static struct form_sent test_mail_sent(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from setting");
    net_exec(net, "delete from mail");
    struct str typed = str_format(&net->arena, "seen=%.*s&mail_server=smtp%%3A%%2F%%2F127.0.0.1%%3A25&"
                                  "mail_sender=net%%40b.example&mail_user=&do=test", STR_ARG(seen(net, "mail")));
    return by_ann(net, S("/set-up/mail"), str_c(&net->arena, typed));
}

static struct form_sent closed(struct net *net, int64_t n)
{
    (void)n;
    net_exec(net, "delete from setting");
    net_exec(net, "insert into setting (name, value) values ('open', 'yes')");
    return by_ann(net, S("/set-up"), "do=close");
}

static const struct scenario SITE[] = {
    {"a step of setting up", set_up_who, 303, 15, false},
    {"a test mail", test_mail_sent, 303, 15, false},
    {"closed", closed, 303, 10, false},
};

/* ---- */

static void walk_all(void **state, const struct scenario *scenarios, size_t n)
{
    struct net net = open_people(state);
    for (size_t i = 0; i < n; i++) {
        act_fails(&net, &scenarios[i], i % 3 == 2 ? FAULT_BUSY : FAULT_IO);
    }
    net_close(&net);
}

static void test_people(void **state)
{
    walk_all(state, PEOPLE, COUNT_OF(PEOPLE));
}

static void test_invitations(void **state)
{
    walk_all(state, INVITATIONS, COUNT_OF(INVITATIONS));
}

static void test_oneself(void **state)
{
    walk_all(state, ONESELF, COUNT_OF(ONESELF));
}

static void test_the_site(void **state)
{
    walk_all(state, SITE, COUNT_OF(SITE));
}

/* ---- an entry of the log */

static enum fault must_use erase(struct net *net, int64_t number)
{
    TRY(db_begin(net->write));
    return db_end(net->write, trust_log_erase(net->write, number, S("on request"), NOW));
}

static bool is_erased(struct net *net, int64_t number)
{
    struct str sql = str_format(&net->arena, "select count(*) from log_entry where number = %lld and what is null and "
                                "who is null and erased_at is not null", (long long)number);
    return ask(net, sql) == 1;
}

static void check_log(struct net *net)
{
    struct log_report report;
    write_begin(net);
    assert_int_equal(trust_log_verify(net->write, &net->arena, NULL, &report), OK);
    write_end(net);
    assert_int_equal(report.verdict, LOG_INTACT);
}

static void test_an_entry_of_the_log(void **state)
{
    struct net net = open_people(state);
    bool happened = true;
    int64_t number = 0;
    while (happened) {
        write_begin(&net);
        assert_int_equal(trust_log_add(net.write, &net.arena, &(struct log_event){
            .kind = S("sessions-ended"), .who = {LOG_CONSOLE, 0, S("root")}, .now = NOW,
            .whom = {LOG_PERSON, net.person, S("Ann")}}), OK);
        write_end(&net);
        number++;
        db_fail_after(number, FAULT_IO);
        enum fault fault = erase(&net, number);
        happened = db_fail_after(0, OK) == 0;
        assert_int_equal(fault, happened ? FAULT_IO : OK);
        assert_int_equal(is_erased(&net, number), !happened);
        assert_int_equal(erase(&net, number), OK);
        assert_true(is_erased(&net, number));
        check_log(&net);
    }
    assert_true(number > 3);
    net_close(&net);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_people), TEST(test_invitations), TEST(test_oneself), TEST(test_the_site),
        TEST(test_an_entry_of_the_log),
    };
    return cmocka_run_group_tests_name("acts of people", tests, NULL, NULL);
}
