/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail_check: SPF, DKIM and DMARC of the sender's domain. */
#include "cli/mail_check.h"

#include <stdio.h>

#include "jobs/dns.h"
#include "store/setting.h"
#include "text/mime.h"
#include "text/sender_policy.h"

struct checking {
    struct arena *arena;
    struct str domain;
    struct str server; /* its host */
    bool missing;
    bool is_there;     /* the domain, as far as the DNS says */
};

enum mark { GOOD, WRONG, UNKNOWN };

static void print_mark(struct checking *checking, const char *name, enum mark mark, struct str says)
{
    static const char *const marks[] = {"good", "wrong", "unknown"};
    printf("%-6s %-8s %.*s\n", name, marks[mark], STR_ARG(says));
    checking->missing = checking->missing || mark == WRONG;
}

static void print_record(struct checking *checking, const char *before, const char *text)
{
    printf("                add to the DNS:  %s%.*s.  TXT  \"%s\"\n", before, STR_ARG(checking->domain), text);
}

static void say_unknown(struct checking *checking, const char *name)
{
    print_mark(checking, name, UNKNOWN, S("the DNS did not answer: this machine may be offline"));
}

/* The first text of a name that is one of them; *ret_n: how many there are. */
static enum dns_end find_text(struct arena *arena, struct str name, bool (*is)(struct str text), struct str *ret_text,
                              size_t *ret_n)
{
    struct str *texts = arena_array(arena, struct str, DNS_TEXTS_MAX);
    size_t n;
    enum dns_end end = dns_texts(arena, name, texts, &n);
    *ret_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (is(texts[i])) {
            *ret_text = *ret_n == 0 ? texts[i] : *ret_text;
            (*ret_n)++;
        }
    }
    return end;
}

/* A name that the record can give; an address stands there another way, and a mail server mostly receives as well. */
static struct str spf_wanted(const struct checking *checking)
{
    bool is_name = false;
    for (size_t i = 0; i < checking->server.n; i++) {
        char c = checking->server.s[i];
        is_name = is_name || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return is_name ? str_format(checking->arena, "v=spf1 mx a:%.*s -all", STR_ARG(checking->server))
                   : S("v=spf1 mx -all");
}

static void check_spf(struct checking *checking)
{
    struct str text = S("");
    size_t n;
    enum dns_end end = find_text(checking->arena, checking->domain, spf_is, &text, &n);
    checking->is_there = end == DNS_FOUND || end == DNS_NO_RECORD;
    if (end == DNS_UNKNOWN) {
        say_unknown(checking, "SPF");
    } else if (end == DNS_NO_NAME) {
        print_mark(checking, "SPF", UNKNOWN,
                   S("the DNS here knows no such domain: is it spelled right, or is this machine cut off?"));
    } else if (n > 1) {
        print_mark(checking, "SPF", WRONG, S("there are two records, so none counts: make one of them"));
    } else if (n == 0) {
        print_mark(checking, "SPF", WRONG, S("nothing says which servers may send mail of this domain"));
        print_record(checking, "", str_c(checking->arena, spf_wanted(checking)));
    } else if (spf_read(text) == SPF_ANYBODY) {
        print_mark(checking, "SPF", WRONG, S("the record lets anybody send: end it with -all, not +all"));
    } else if (spf_read(text) == SPF_OPEN) {
        print_mark(checking, "SPF", WRONG, S("the record says nothing of other servers: end it with -all"));
    } else {
        print_mark(checking, "SPF", GOOD,
                   str_format(checking->arena, "see that it has the server that mail leaves by: %.*s", STR_ARG(text)));
    }
}

/* Keys have names of the mail server's choice, so they are not looked up; but whether there are any at all is known. */
static void check_dkim(struct checking *checking)
{
    struct str texts[DNS_TEXTS_MAX];
    size_t n;
    struct str name = str_join(checking->arena, S("_domainkey."), checking->domain);
    switch (dns_texts(checking->arena, name, texts, &n)) {
    case DNS_UNKNOWN:
        say_unknown(checking, "DKIM");
        break;
    case DNS_NO_NAME:
        print_mark(checking, "DKIM", WRONG, S("there is no key: have the mail server sign what it sends"));
        printf("                its manual says how it makes a key, and which record to add: NAME._domainkey.%.*s\n",
               STR_ARG(checking->domain));
        break;
    default:
        print_mark(checking, "DKIM", GOOD,
                   S("there are keys; a test mail's head has a line DKIM-Signature when it is signed"));
    }
}

/* Of the domain, else of the nearest one above it with two parts. */
static enum dns_end find_dmarc(struct checking *checking, struct str *ret_text, size_t *ret_n)
{
    struct str domain = checking->domain;
    enum dns_end end = DNS_UNKNOWN;
    *ret_n = 0;
    while (str_contains(domain, S(".")) && *ret_n == 0) {
        struct str above;
        end = find_text(checking->arena, str_join(checking->arena, S("_dmarc."), domain), dmarc_is, ret_text, ret_n);
        (void)str_cut(domain, '.', &above);
        domain = end == DNS_UNKNOWN ? S("") : above;
    }
    return end;
}

static void check_dmarc(struct checking *checking)
{
    struct str text = S("");
    size_t n;
    enum dns_end end = find_dmarc(checking, &text, &n);
    if (end == DNS_UNKNOWN) {
        say_unknown(checking, "DMARC");
    } else if (n == 0) {
        print_mark(checking, "DMARC", WRONG,
                   S("nothing says what others do with mail that is not really of this domain"));
        print_record(checking, "_dmarc.", "v=DMARC1; p=quarantine");
    } else if (dmarc_read(text) == DMARC_BROKEN) {
        print_mark(checking, "DMARC", WRONG, S("the record has no p=none, p=quarantine or p=reject"));
    } else {
        print_mark(checking, "DMARC", GOOD, text);
    }
}

static struct str host_of(struct str url)
{
    struct str none;
    return str_cut(str_from(url, str_find(url, S("//")) + 2), ':', &none);
}

int mail_check(struct cli *cli, struct db *db)
{
    struct setting_mail setting;
    struct checking checking = {.arena = cli->arena};
    if (setting_mail(db, cli->arena, &setting) != OK) {
        return cli_problem(cli, S("the settings cannot be read"));
    }
    if (!mime_is_address(setting.sender)) {
        return cli_problem(cli, S("no sender is set: smallgiants setting mail_sender network@town.example"));
    }
    (void)str_cut(setting.sender, '@', &checking.domain);
    checking.server = setting.server.n > 0 ? host_of(setting.server) : checking.domain;
    printf("Mail comes from %.*s.\n", STR_ARG(setting.sender));
    check_spf(&checking);
    if (checking.is_there) {
        check_dkim(&checking);
        check_dmarc(&checking);
    }
    return checking.missing ? CLI_PROBLEM : CLI_OK;
}
