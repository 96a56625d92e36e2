/* SPDX-License-Identifier: AGPL-3.0-or-later
** Mail that came back: read from what common servers write, and never from what they do not. And what the DNS says of a
** sender. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/bounce.h"
#include "text/sender_policy.h"

#define UID "0123456789abcdef0123456789abcdef"
#define BEGIN "From: MAILER-DAEMON@mx.example\r\nTo: network@town.example\r\nSubject: Undelivered\r\nMIME-Version: " \
              "1.0\r\n"
#define REPORT "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"b1/x=\"\r\n\r\n" \
       "multipart\r\n--b1/x=\r\n" \
               "Content-Type: text/plain\r\n\r\nSorry.\r\n\r\n"
#define STATUS "--b1/x=\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n" \
               "Arrival-Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n\r\n"
#define RETURNED "\r\n--b1/x=\r\nContent-Type: message/rfc822\r\n\r\nFrom: network@town.example\r\nTo: " \
       "<ann@b.example>\r\n" \
                 "Message-ID:\r\n <" UID "@town.example>\r\n\r\nbody\r\n\r\n--b1/x=--\r\n"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct bounce parse(const char *text)
{
    struct bounce bounce = {0};
    assert_int_equal(bounce_parse(&arena, str_of(text), &bounce), OK);
    return bounce;
}

static void assert_text(struct str is, const char *expected)
{
    assert_string_equal(str_c(&arena, is), expected);
}

/* As Postfix writes it. */
static void test_no_such_mailbox(void **state)
{
    (void)state;
    struct bounce bounce = parse(BEGIN REPORT STATUS
                                 "Final-Recipient: rfc822; ann@b.example\r\nOriginal-Recipient: "
                                 "rfc822;ann@b.example\r\n"
                                 "Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.b.example\r\n"
                                 "Diagnostic-Code: smtp; 550 5.1.1 <ann@b.example>: user\r\n    unknown\r\n" RETURNED);
    assert_text(bounce.uid, UID);
    assert_text(bounce.addresses[0], "ann@b.example");
    assert_text(bounce.addresses[1], "ann@b.example");
    assert_text(bounce.addresses[2], "ann@b.example");
    assert_text(bounce.status, "5.1.1");
    assert_text(bounce.why, "550 5.1.1 <ann@b.example>: user    unknown");
    assert_true(bounce.failed && bounce.for_good);
}

/* With LF, a border without quotes, small letters, and only the head of what came back. */
static void test_other_ways_to_write_it(void **state)
{
    (void)state;
    struct bounce bounce = parse("content-type: Multipart/Report; Boundary=abc; report-type=delivery-status\n\n--abc\n"
                                 "content-type: message/delivery-status\n\nreporting-mta: dns; a\n\n"
                                 "final-recipient: rfc822;<ANN@b.example>\naction: FAILED\nstatus: 5.2.2 (full)\n\n"
                                 "--abc\n"
                                 "content-type: text/rfc822-headers; charset=us-ascii\n\nmessage-id: <" UID "@t>\n"
                                     "--abc--\n");
    assert_text(bounce.uid, UID);
    assert_text(bounce.addresses[1], "ANN@b.example");
    assert_text(bounce.status, "5.2.2");
    assert_true(bounce.failed);
    assert_false(bounce.for_good); /* a full mailbox may be emptied */
}

static void test_late_is_not_failed(void **state)
{
    (void)state;
    static const char *const actions[] = {"delayed", "delivered", "relayed", "expanded", ""};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        struct str text = str_format(&arena, BEGIN REPORT STATUS "Final-Recipient: rfc822; ann@b.example\r\nAction: "
                                                                 "%s\r\n"
                                     "Status: 5.1.1\r\n" RETURNED, actions[i]);
        struct bounce bounce = parse(str_c(&arena, text));
        assert_false(bounce.failed || bounce.for_good);
    }
}

static void test_what_ends_for_good(void **state)
{
    (void)state;
    static const struct { const char *status; bool for_good; } cases[] = {
        {"5.1.1", true}, {"5.1.10", true}, {"5.2.1", true}, {"5.4.4", true}, {"5.0.0", true}, {"5.7.1", false},
        {"4.4.1", false}, {"5.2.2", false}, {"5.2.3", false}, {"5.4.7", false}, {"nonsense", false}, {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str text = str_format(&arena, BEGIN REPORT STATUS "Final-Recipient: rfc822; a@b.example\r\nAction: "
                                                                 "failed\r\n"
                                     "Status: %s\r\n" RETURNED, cases[i].status);
        struct bounce bounce = parse(str_c(&arena, text));
        assert_true(bounce.failed);
        assert_int_equal(bounce.for_good, cases[i].for_good);
    }
}

static void test_what_is_none(void **state)
{
    (void)state;
    static const char *const none[] = {
        "", "Hello\r\n", BEGIN "\r\nI am away until Monday.\r\n", BEGIN REPORT,
        BEGIN REPORT STATUS RETURNED, /* says of no recipient anything */
        BEGIN REPORT STATUS "Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
                            "--b1/x=--\r\n",
        BEGIN REPORT STATUS "Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n--b1/x=\r\n"
        "Content-Type: message/rfc822\r\n\r\nMessage-ID: <not-ours@x.example>\r\n\r\n--b1/x=--\r\n",
        "Content-Type: multipart/report; boundary=\r\n\r\n--\r\n", "Content-Type: multipart/report; "
                                                                   "boundary=\"\"\r\n\r\n",
    };
    struct bounce bounce;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(bounce_parse(&arena, str_of(none[i]), &bounce), FAULT_INVALID);
    }
    struct str large = {arena_alloc(&arena, BOUNCE_MAX + 1), BOUNCE_MAX + 1};
    assert_int_equal(bounce_parse(&arena, large, &bounce), FAULT_TOO_LARGE);
    large.n--;
    assert_int_equal(bounce_parse(&arena, large, &bounce), FAULT_INVALID);
}

static void test_text_records(void **state)
{
    (void)state;
    struct str text = S("");
    assert_true(txt_parse(&arena, S("\003abc\000\002de"), &text));
    assert_text(text, "abcde");
    assert_true(txt_parse(&arena, S(""), &text));
    assert_int_equal(text.n, 0);
    assert_false(txt_parse(&arena, S("\004abc"), &text));
    assert_false(txt_parse(&arena, S("\377"), &text));
}

static void test_sender_policies(void **state)
{
    (void)state;
    static const struct { const char *text; enum spf_end end; } spf[] = {
        {"v=spf1 mx -all", SPF_CLOSED}, {"V=SPF1  include:_spf.example  ~all", SPF_CLOSED}, {"v=spf1", SPF_OPEN},
        {"v=spf1 a ?all", SPF_OPEN}, {"v=spf1 +all", SPF_ANYBODY}, {"v=spf1 all", SPF_ANYBODY},
        {"v=spf1 redirect=_spf.example", SPF_CLOSED}, {"v=spf10 -all", SPF_NONE}, {"", SPF_NONE}, {"google=x",
                SPF_NONE}};
    static const struct { const char *text; enum dmarc_policy policy; } dmarc[] = {
        {"v=DMARC1; p=none; rua=mailto:x@y.example", DMARC_WATCH}, {"v=DMARC1;p=quarantine", DMARC_QUARANTINE},
        {" v = DMARC1 ; P = Reject ;", DMARC_REJECT}, {"v=DMARC1; sp=reject", DMARC_BROKEN}, {"p=reject; v=DMARC1",
                DMARC_NONE},
        {"v=DMARC1; p=", DMARC_BROKEN}, {"v=spf1 -all", DMARC_NONE}, {"", DMARC_NONE}};
    for (size_t i = 0; i < sizeof spf / sizeof *spf; i++) {
        assert_int_equal(spf_read(str_of(spf[i].text)), spf[i].end);
    }
    for (size_t i = 0; i < sizeof dmarc / sizeof *dmarc; i++) {
        assert_int_equal(dmarc_read(str_of(dmarc[i].text)), dmarc[i].policy);
    }
}

static void assert_finding(struct sender_finding finding, enum sender_says says, const char *text, const char *name)
{
    assert_int_equal(finding.says, says);
    assert_text(finding.text, text);
    assert_text(finding.name, name);
}

/* Other texts of the name, a site's proof say, are none of it. */
static void test_what_is_to_be_said_of_a_sender(void **state)
{
    (void)state;
    const struct str closed[] = {S("google-site=x"), S("v=spf1 mx -all")};
    const struct str two[] = {S("v=spf1 -all"), S("v=spf1 mx -all")};
    const struct str open[] = {S("v=spf1 mx")};
    const struct str any[] = {S("v=spf1 +all")};
    const struct str policies[] = {S("x"), S("v=DMARC1; p=reject")};
    const struct str broken[] = {S("v=DMARC1; p=later")};
    struct str domain = S("town.example");
    struct str server = S("smtp.town.example");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_FOUND, closed, 2), SPF_SAYS_GOOD, "v=spf1 mx -all",
                   "");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_FOUND, two, 2), SPF_SAYS_TWO, "", "");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_FOUND, open, 1), SPF_SAYS_OPEN, "v=spf1 mx", "");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_FOUND, any, 1), SPF_SAYS_ANYBODY, "v=spf1 +all", "");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_NO_RECORD, NULL, 0), SPF_SAYS_NONE,
                   "v=spf1 mx a:smtp.town.example -all", "town.example");
    assert_finding(sender_judge_spf(&arena, domain, S("192.0.2.1"), DNS_FOUND, closed, 1), SPF_SAYS_NONE,
                   "v=spf1 mx -all", "town.example");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_NO_NAME, NULL, 0), SENDER_NO_DOMAIN, "", "");
    assert_finding(sender_judge_spf(&arena, domain, server, DNS_UNKNOWN, NULL, 0), SENDER_SILENT, "", "");
    assert_finding(sender_judge_dkim(&arena, domain, DNS_NO_RECORD), DKIM_SAYS_GOOD, "", ""); /* names are below it */
    assert_finding(sender_judge_dkim(&arena, domain, DNS_NO_NAME), DKIM_SAYS_NONE, "NAME._domainkey.town.example", "");
    assert_finding(sender_judge_dkim(&arena, domain, DNS_UNKNOWN), SENDER_SILENT, "", "");
    assert_finding(sender_judge_dmarc(&arena, domain, DNS_FOUND, policies, 2), DMARC_SAYS_GOOD, "v=DMARC1; p=reject",
                   "");
    assert_finding(sender_judge_dmarc(&arena, domain, DNS_FOUND, broken, 1), DMARC_SAYS_BROKEN, "v=DMARC1; p=later",
                   "");
    assert_finding(sender_judge_dmarc(&arena, domain, DNS_NO_NAME, NULL, 0), DMARC_SAYS_NONE, "v=DMARC1; p=quarantine",
                   "_dmarc.town.example");
    for (int says = 0; says < SENDER_SAYS__MAX; says++) {
        enum sender_says again = SENDER_SAYS__MAX;
        assert_true(sender_says_parse(sender_says_word((enum sender_says)says), &again));
        assert_int_equal(again, says);
    }
    enum sender_says none;
    assert_false(sender_says_parse(S("spf"), &none));
    assert_int_equal(sender_mark_of(SENDER_SILENT), SENDER_UNKNOWN);
    assert_int_equal(sender_mark_of(DKIM_SAYS_GOOD), SENDER_GOOD);
    assert_int_equal(sender_mark_of(DMARC_SAYS_NONE), SENDER_WRONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_such_mailbox),
        cmocka_unit_test(test_other_ways_to_write_it),
        cmocka_unit_test(test_late_is_not_failed),
        cmocka_unit_test(test_what_ends_for_good),
        cmocka_unit_test(test_what_is_none),
        cmocka_unit_test(test_text_records),
        cmocka_unit_test(test_sender_policies),
        cmocka_unit_test(test_what_is_to_be_said_of_a_sender),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
