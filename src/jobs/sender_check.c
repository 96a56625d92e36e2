/* SPDX-License-Identifier: AGPL-3.0-or-later
** sender_check: SPF, DKIM and DMARC of the sender's domain. */
#include "jobs/sender_check.h"

#include "base/fields.h"
#include "jobs/dns.h"
#include "store/setting.h"
#include "text/mime.h"

static struct str host_of(struct str url)
{
    struct str none;
    return str_cut(str_from(url, str_find(url, S("//")) + 2), ':', &none);
}

static struct sender_finding check_spf(struct arena *arena, struct str domain, struct str server)
{
    struct str *texts = arena_array(arena, struct str, DNS_TEXTS_MAX);
    size_t n;
    enum dns_end end = dns_texts(arena, domain, texts, &n);
    return sender_judge_spf(arena, domain, server, end, texts, n);
}

static struct sender_finding check_dkim(struct arena *arena, struct str domain)
{
    struct str *texts = arena_array(arena, struct str, DNS_TEXTS_MAX);
    size_t n;
    return sender_judge_dkim(arena, domain, dns_texts(arena, str_join(arena, S("_domainkey."), domain), texts, &n));
}

/* Of the domain, else of the nearest one above it with two parts. */
static struct sender_finding check_dmarc(struct arena *arena, struct str domain)
{
    struct str *texts = arena_array(arena, struct str, DNS_TEXTS_MAX);
    struct sender_finding finding = {.says = DMARC_SAYS_NONE};
    struct str above = domain;
    while (finding.says == DMARC_SAYS_NONE && str_contains(above, S("."))) {
        size_t n;
        enum dns_end end = dns_texts(arena, str_join(arena, S("_dmarc."), above), texts, &n);
        finding = sender_judge_dmarc(arena, domain, end, texts, n);
        (void)str_cut(above, '.', &above);
    }
    return finding;
}

enum fault sender_check(struct db *db, struct arena *arena, struct sender_report *ret_report, struct str *ret_why)
{
    struct setting_mail setting;
    struct sender_report report = {.n = 1};
    struct str domain;
    TRY(setting_mail(db, arena, &setting));
    if (!mime_is_address(setting.sender)) {
        *ret_why = S("no sender is set: smallgiants setting mail_sender network@town.example");
        return FAULT_INVALID;
    }
    report.sender = setting.sender;
    (void)str_cut(setting.sender, '@', &domain);
    report.findings[0] = check_spf(arena, domain, setting.server.n > 0 ? host_of(setting.server) : domain);
    if (sender_mark_of(report.findings[0].says) != SENDER_UNKNOWN) {
        report.findings[report.n++] = check_dkim(arena, domain);
        report.findings[report.n++] = check_dmarc(arena, domain);
    }
    *ret_report = report;
    return OK;
}

enum fault sender_check_job_run(struct job_run *run)
{
    struct sender_report report;
    struct db *db = NULL;
    TRY(db_open(run->arena, run->url, DB_READ, &db, &run->why));
    enum fault fault = sender_check(db, run->arena, &report, &run->why);
    db_close(db);
    TRY(fault);
    fields_put(run->result, "sender", report.sender);
    for (size_t i = 0; i < report.n; i++) {
        fields_put(run->result, "says", sender_says_word(report.findings[i].says));
        fields_put(run->result, "text", report.findings[i].text);
        fields_put(run->result, "name", report.findings[i].name);
    }
    return OK;
}
