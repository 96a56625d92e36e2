/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail_check: SPF, DKIM and DMARC of the sender's domain. */
#include "cli/mail_check.h"

#include <stdio.h>

#include "jobs/sender_check.h"

static const char *const names[SENDER_FINDINGS] = {"SPF", "DKIM", "DMARC"};

static const char *const sentences[SENDER_SAYS__MAX] = {
    [SENDER_SILENT] = "the DNS did not answer: this machine may be offline",
    [SENDER_NO_DOMAIN] = "the DNS here knows no such domain: is it spelled right, or is this machine cut off?",
    [SPF_SAYS_GOOD] = "see that it has the server that mail leaves by:",
    [SPF_SAYS_NONE] = "nothing says which servers may send mail of this domain",
    [SPF_SAYS_TWO] = "there are two records, so none counts: make one of them",
    [SPF_SAYS_ANYBODY] = "the record lets anybody send: end it with -all, not +all",
    [SPF_SAYS_OPEN] = "the record says nothing of other servers: end it with -all",
    [DKIM_SAYS_GOOD] = "there are keys; a test mail's head has a line DKIM-Signature when it is signed",
    [DKIM_SAYS_NONE] = "there is no key: have the mail server sign what it sends",
    [DMARC_SAYS_GOOD] = "",
    [DMARC_SAYS_NONE] = "nothing says what others do with mail that is not really of this domain",
    [DMARC_SAYS_BROKEN] = "the record has no p=none, p=quarantine or p=reject",
};

static void print_finding(const char *name, const struct sender_finding *finding)
{
    static const char *const marks[] = {"good", "wrong", "unknown"};
    enum sender_mark mark = sender_mark_of(finding->says);
    struct str present = mark == SENDER_GOOD ? finding->text : S("");
    const char *says = sentences[finding->says];
    printf("%-6s %-8s %s%s%.*s\n", name, marks[mark], says, *says && present.n > 0 ? " " : "", STR_ARG(present));
    if (finding->name.n > 0) {
        printf("                add to the DNS:  %.*s.  TXT  \"%.*s\"\n", STR_ARG(finding->name),
               STR_ARG(finding->text));
    } else if (finding->says == DKIM_SAYS_NONE) {
        printf("                its manual says how it makes a key, and which record to add: %.*s\n",
               STR_ARG(finding->text));
    }
}

int mail_check(struct cli *cli, struct db *db)
{
    struct sender_report report;
    struct str why = S("the settings cannot be read");
    bool missing = false;
    if (sender_check(db, cli->arena, &report, &why) != OK) {
        return cli_problem(cli, why);
    }
    printf("Mail comes from %.*s.\n", STR_ARG(report.sender));
    for (size_t i = 0; i < report.n; i++) {
        print_finding(names[i], &report.findings[i]);
        missing = missing || sender_mark_of(report.findings[i].says) == SENDER_WRONG;
    }
    return missing ? CLI_PROBLEM : CLI_OK;
}
