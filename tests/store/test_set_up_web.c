/* SPDX-License-Identifier: AGPL-3.0-or-later
** Setting a site up in the browser: what may be changed there and what not, one step at a time; slips keep what was
** typed and say how to mend it; two who change the same; opening, closing; and what is written for the test mail. On
** both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/mail.h"
#include "store/setting.h"
#include "text/words.h"
#include "visit.h"
#include "web/set_up/set_up_web.h"

static struct visit open_site(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_administrator;
    return visit;
}

static struct str value(struct visit *visit, const char *name)
{
    struct setting setting;
    assert_int_equal(setting_get(visit->read, &visit->arena, str_of(name), &setting), OK);
    return setting.value;
}

/* As the page of that step has it. */
static struct str seen(struct visit *visit, const char *target)
{
    static const struct str mark = S_INIT("name=\"seen\" value=\"");
    struct str page = visit_get(visit, target).page;
    size_t at = str_find(page, mark);
    assert_true(at < page.n);
    return str_copy(&visit->arena, str_sub(page, at + mark.n, 16));
}

static struct said save(struct visit *visit, const char *target, const char *typed)
{
    struct str all = str_format(&visit->arena, "seen=%.*s&%s", STR_ARG(seen(visit, target)), typed);
    return visit_send(visit, target, str_c(&visit->arena, all));
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

#define WHO "network_name=Net&mark=&colour=%23ffb545&public_body=yes&operator_name="

static void test_a_step_saves_its_own_and_logs_it(void **state)
{
    struct visit visit = open_site(state);
    struct said said = save(&visit, "/set-up/who", WHO "City+of+Test&hosting=stolen&do=save");
    assert_int_equal(said.status, 303);
    assert_str(said.location, "/set-up/reach?done=saved");
    assert_str(value(&visit, "operator_name"), "City of Test");
    assert_str(value(&visit, "hosting"), "");     /* of another step */
    assert_str(asked(&visit, "select count(*) from setting where name = 'colour'"), "0"); /* as it was */
    assert_str(asked(&visit, "select count(*) from log_entry"), "2"); /* name of the network, and who runs it */
    assert_has(visit_get(&visit, "/set-up/who").page, "value=\"City of Test\"");
    visit_close(&visit);
}

static void test_what_names_files_is_not_changed_from_a_browser(void **state)
{
    static const char *const kept[] = {"import_folder", "base_url", "mail_password_file", "mail_ca_file", "open",
                                       "reviewed_on", "prepared_on"};
    struct visit visit = open_site(state);
    for (int step = 0; step < STEP__MAX; step++) {
        struct str target = str_format(&visit.arena, "/set-up/%s", set_up_steps[step].name);
        for (size_t i = 0; i < COUNT_OF(kept); i++) {
            struct str typed = str_format(&visit.arena, "%sx&%s=/etc", WHO, kept[i]);
            save(&visit, str_c(&visit.arena, target), str_c(&visit.arena, typed));
        }
    }
    assert_str(asked(&visit, "select count(*) from setting where name in ('import_folder', 'base_url', "
                             "'mail_password_file', 'mail_ca_file', 'reviewed_on', 'prepared_on')"), "0");
    assert_has(visit_get(&visit, "/set-up/hosting").page, "smallgiants setting import_folder /srv/lists");
    assert_has(visit_get(&visit, "/set-up/gaps").page, "reedom of information law may reach it");
    visit_close(&visit);
}

static void test_a_slip_keeps_what_was_typed(void **state)
{
    struct visit visit = open_site(state);
    struct said said = save(&visit, "/set-up/reach", "operator_address=Market+1&operator_mail=x&security_contact=");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "value=\"Market 1\"");
    assert_has(said.page, "value=\"x\"");
    assert_has(said.page, "is not a mail address: write it as in network@city.example");
    assert_str(value(&visit, "operator_address"), ""); /* all of a step, or nothing */
    assert_str(asked(&visit, "select count(*) from log_entry"), "0");
    visit_close(&visit);
}

static void test_who_comes_second_sees_that_it_was_changed(void **state)
{
    struct visit visit = open_site(state);
    struct str before = seen(&visit, "/set-up/reach");
    assert_int_equal(save(&visit, "/set-up/reach", "operator_address=Market+1&operator_mail=&security_contact=").status,
                     303);
    struct str typed = str_format(&visit.arena, "seen=%.*s&operator_address=Market+2", STR_ARG(before));
    struct said said = visit_send(&visit, "/set-up/reach", str_c(&visit.arena, typed));
    assert_int_equal(said.status, 409);
    assert_has(said.page, "was changed meanwhile");
    assert_has(said.page, "value=\"Market 2\"");
    assert_str(value(&visit, "operator_address"), "Market 1");
    visit_close(&visit);
}

static void test_a_country_has_a_name(void **state)
{
    static const struct { const char *typed; const char *code; } COUNTRIES[] = {
        {"Finland", "FI"}, {"italy", "IT"}, {"de", "DE"}, {"Czech+Republic", "CZ"}};
    struct visit visit = open_site(state);
    for (size_t i = 0; i < COUNT_OF(COUNTRIES); i++) {
        struct str typed = str_format(&visit.arena, "hosting=x&hosting_country=%s", COUNTRIES[i].typed);
        assert_int_equal(save(&visit, "/set-up/hosting", str_c(&visit.arena, typed)).status, 303);
        assert_str(value(&visit, "hosting_country"), COUNTRIES[i].code);
    }
    assert_has(visit_get(&visit, "/set-up/hosting").page, "value=\"Czechia\"");
    struct said said = save(&visit, "/set-up/hosting", "hosting=x&hosting_country=Atlantis");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is no country that we know: write it as in Germany");
    visit_close(&visit);
}

/* Else whoever takes over a session has the password sent to a server of theirs. */
static void test_the_mail_server_stays_while_it_has_a_password(void **state)
{
    struct visit visit = open_site(state);
    scratch_exec(visit.scratch, "net.db", "insert into setting (name, value) values ('mail_server', "
                 "'smtp://mail.city.example'), ('mail_password_file', '/etc/smallgiants/password')");
    struct said said = save(&visit, "/set-up/mail", "mail_server=smtp://other.example&mail_user=&mail_sender=");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "is not changed here while a password is set for it");
    assert_int_equal(save(&visit, "/set-up/mail", "mail_server=smtp://mail.city.example&mail_user=net&mail_sender=")
                         .status, 303);
    assert_str(value(&visit, "mail_server"), "smtp://mail.city.example");
    assert_str(value(&visit, "mail_user"), "net");
    visit_close(&visit);
}

#define MAIL "mail_server=smtp://mail.city.example&mail_user=&mail_sender=network@city.example&do=test"

static void test_a_test_mail_goes_to_who_asks(void **state)
{
    struct visit visit = open_site(state);
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values (4, 'u4', 'Ada', 'ada@b.example', "
                 "'ada@b.example', 'de', 'active', '', '', 0, 1, 9999999999, 1)");
    assert_int_equal(save(&visit, "/set-up/mail", "mail_server=&mail_user=&mail_sender=&do=test").status, 400);
    for (int i = 0; i < 2; i++) { /* one that waits is enough */
        struct said said = save(&visit, "/set-up/mail", MAIL);
        assert_int_equal(said.status, 303);
        assert_str(said.location, "/set-up/mail?done=saved");
        assert_str(asked(&visit, "select count(*) || ' ' || min(kind) || ' ' || min(address) from mail"),
                   "1 test ada@b.example");
    }
    assert_has(visit_get(&visit, "/set-up/mail").page, "The test mail is on its way");
    scratch_exec(visit.scratch, "net.db", "update mail set state = 'dead', why = '550 <no> such user'");
    assert_has(visit_get(&visit, "/set-up/mail").page, "The reason: 550 &lt;no&gt; such user");
    scratch_exec(visit.scratch, "net.db", "update mail set state = 'sent', sent_at = 1795348800");
    assert_has(visit_get(&visit, "/set-up/mail").page, "The mail server has taken the test mail");
    visit_close(&visit);
}

/* What the job found is said of the address it looked for, with the record to add; nothing in it is markup. */
static void test_what_the_dns_says_of_the_sender(void **state)
{
    struct visit visit = open_site(state);
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values (4, 'u4', 'Ada', 'ada@b.example', "
                 "'ada@b.example', 'de', 'active', '', '', 0, 1, 9999999999, 1)");
    assert_has(visit_get(&visit, "/set-up/mail").page, "Each test mail has them looked up.");
    assert_int_equal(save(&visit, "/set-up/mail", MAIL).status, 303);
    assert_str(asked(&visit, "select state || ' ' || lane from job where kind = 'sender-check'"), "waiting quick");
    assert_has(visit_get(&visit, "/set-up/mail").page, "They are being looked up.");
    scratch_exec(visit.scratch, "net.db", "update job set state = 'done', ended_at = 1795348800, result = 'sender="
                 "network@city.example\nsays=spf-none\ntext=v=spf1 mx -all\nname=city.example\nsays=dkim-good\ntext=\n"
                 "name=\nsays=dmarc-broken\ntext=v=DMARC1; <b>\nname=\n' where kind = 'sender-check'");
    struct str page = visit_get(&visit, "/set-up/mail").page;
    assert_has(page, "Looked up for network@city.example on");
    assert_has(page, "<code>city.example. TXT &quot;v=spf1 mx -all&quot;</code>");
    assert_has(page, "There are keys.");
    assert_has(page, "It has no p=none, p=quarantine or p=reject.");
    assert_has(page, "v=DMARC1; &lt;b&gt;");
    assert_int_equal(save(&visit, "/set-up/mail", "mail_server=smtp://mail.city.example&mail_user=&mail_sender="
                          "other@city.example").status, 303);
    assert_false(str_contains(visit_get(&visit, "/set-up/mail").page, S("v=spf1"))); /* it is of another address */
    assert_int_equal(save(&visit, "/set-up/mail", MAIL).status, 303);
    assert_str(asked(&visit, "select count(*) || ' ' || min(state) from job where kind = 'sender-check'"), "1 waiting");
    scratch_exec(visit.scratch, "net.db", "update job set state = 'dead', ended_at = 1795348800, why = 'no <sender>' "
                 "where kind = 'sender-check'");
    assert_has(visit_get(&visit, "/set-up/mail").page, "no &lt;sender&gt;");
    visit_close(&visit);
}

static void say_all(struct visit *visit)
{
    static const struct { const char *step; const char *typed; } STEPS[] = {
        {"/set-up/who", WHO "City"},
        {"/set-up/reach", "operator_address=Market+1&operator_mail=a@b.example&security_contact=a@b.example"},
        {"/set-up/hosting", "hosting=County&hosting_country=FI"},
        {"/set-up/accessibility", "accessibility_law=Act&enforcement=Office&enforcement_url=https://office.example"},
        {"/set-up/privacy", "protection_officer=Officer&protection_authority=Body&protection_url=https://b.example"
                            "&processors=Post+Ltd%0D%0AHost+Ltd"},
    };
    for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
        assert_int_equal(save(visit, STEPS[i].step, STEPS[i].typed).status, 303);
    }
}

static void test_it_opens_only_when_nothing_is_missing(void **state)
{
    struct visit visit = open_site(state);
    struct said said = visit_send(&visit, "/set-up", "do=open");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "cannot be opened yet");
    assert_has(said.page, "href=\"/set-up/reach#security_contact\"");
    assert_int_equal(visit_send(&visit, "/set-up", "do=reviewed").status, 400); /* there is nothing to look through */
    assert_int_equal(visit_send(&visit, "/set-up", "").status, 400);
    say_all(&visit);
    assert_str(value(&visit, "processors"), "Post Ltd\nHost Ltd");
    assert_int_equal(visit_send(&visit, "/set-up", "do=open").status, 400);
    assert_str(visit_send(&visit, "/set-up", "do=reviewed").location, "/set-up?done=reviewed");
    assert_str(value(&visit, "open"), "no");
    assert_str(visit_send(&visit, "/set-up", "do=open").location, "/set-up?done=open");
    assert_str(value(&visit, "open"), "yes");
    said = save(&visit, "/set-up/hosting", "hosting=&hosting_country=FI");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "would leave out what an open site must say: close the site first, or say it: Who hosts it");
    assert_str(visit_send(&visit, "/set-up", "do=close").location, "/set-up?done=closed");
    assert_str(value(&visit, "open"), "no");
    visit_close(&visit);
}

static void test_papers_say_what_is_to_be_filled_in(void **state)
{
    struct visit visit = open_site(state);
    assert_has(visit_get(&visit, "/privacy/record").page, "To be filled by the operator: Controller.");
    say_all(&visit);
    struct str record = visit_get(&visit, "/privacy/record").page;
    assert_has(record, "Controller: City");
    assert_has(record, "Processor: Host Ltd");
    assert_has(record, "mail_folded");
    assert_false(str_contains(record, S("To be filled by the operator: Controller.")));
    struct str draft = visit_get(&visit, "/privacy/assessment").page;
    static const char *const parts[] = {"(art. 35(7)(a))", "(art. 35(7)(b))", "(art. 35(7)(c) and (d))",
                                        "art. 35(2)", "art. 35(9)", "art. 36", "art. 35(11)"};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        assert_has(draft, parts[i]);
    }
    visit.who = &visit_coordinator;
    assert_int_equal(visit_get(&visit, "/privacy/assessment").status, 200);
    assert_int_equal(visit_get(&visit, "/set-up").status, 403);
    visit_close(&visit);
}

/* ---- the tables */

static void test_each_setting_is_asked_once_or_is_not_for_browsers(void **state)
{
    (void)state;
    for (int which = 0; which < SETTING__MAX; which++) {
        size_t asked_in = 0;
        for (size_t i = 0; i < set_up_asks_count; i++) {
            asked_in += set_up_asks[i].which == (enum setting_name)which;
        }
        bool needed = setting_known[which].need != NEED_NOT && which != SETTING_REVIEWED_ON;
        assert_true(asked_in <= 1 && (!needed || asked_in == 1));
        for (const struct field *field = set_up_step_form; asked_in == 1; field++) {
            assert_non_null(field->name); /* else the form has no such field */
            asked_in += str_eq(str_of(field->name), setting_known[which].name);
        }
    }
}

/* Whatever setting_judge says of a value has its German. */
static void test_what_is_wrong_is_said_in_the_readers_language(void **state)
{
    static char line[SETTING_TEXT_MAX + 2];
    struct scratch *scratch = *state;
    struct out out = {.words = words_find(S("de")), .arena = &scratch->arena};
    for (size_t i = 0; i < sizeof line - 1; i++) {
        line[i] = 'x';
    }
    const struct str values[] = {S(""), S("x y"), S("a\nb"), S("\xff"), S("\x01"), str_of(line), S("/x\n"), S("XXX")};
    size_t said = 0;
    for (int which = 0; which < SETTING__MAX; which++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            const char *wrong = setting_judge((enum setting_name)which, values[i]);
            said += wrong != NULL;
            assert_false(wrong != NULL && str_eq(set_up_say_wrong(&out, str_of(wrong)), str_of(wrong)));
        }
    }
    assert_true(said > 60);
    assert_false(str_eq(set_up_say_wrong(&out, S("would leave out what an open site must say")),
                        S("would leave out what an open site must say")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_step_saves_its_own_and_logs_it, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_names_files_is_not_changed_from_a_browser, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_slip_keeps_what_was_typed, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_comes_second_sees_that_it_was_changed, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_country_has_a_name, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_mail_server_stays_while_it_has_a_password, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_test_mail_goes_to_who_asks, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_the_dns_says_of_the_sender, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_it_opens_only_when_nothing_is_missing, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_papers_say_what_is_to_be_filled_in, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_wrong_is_said_in_the_readers_language, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(test_each_setting_is_asked_once_or_is_not_for_browsers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
