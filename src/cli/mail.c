/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: what goes out by mail: whether it works, what waits, and what came back. */
#include <stdio.h>
#include <time.h>

#include "base/check.h"
#include "base/date.h"
#include "base/rand.h"
#include "cli/cli.h"
#include "cli/mail_check.h"
#include "cli/mails.h"
#include "cli/said.h"
#include "db/again.h"
#include "store/person.h"
#include "store/trust_log.h"
#include "text/bounce.h"
#include "web/mail/mail_web.h"

#define UID_BYTES 16u

static int say_fault(struct cli *cli, struct db *db, enum fault fault)
{
    return fault == OK ? CLI_OK
                       : cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(db))));
}

/* ---- what waits and what came of it */

static void print_mail(struct arena *arena, const struct q_mail_list *row)
{
    struct str made = str_sub(instant_iso(arena, row->made_at), 0, 16);
    printf("%4lld  %.*s  %-8.*s %-14.*s ", (long long)row->id, STR_ARG(made),
           STR_ARG(row->state), STR_ARG(row->kind));
    said_print(row->address.n > 0 ? row->address : S("(address removed)"), false);
    if (str_eq(row->state, S("waiting")) && row->tries > 0) {
        printf(", %lld tries, next %.*s", (long long)row->tries,
               STR_ARG(str_sub(instant_iso(arena, row->run_after), 0, 16)));
    }
    printf("\n");
    if (row->why.n > 0) {
        printf("      ");
        said_print(row->why, false);
        printf("\n");
    }
}

static int mail_list(struct cli *cli, struct db *db)
{
    struct q_mail_list *rows;
    struct q_mail_counts *counts;
    struct q_mail_address_counts known;
    size_t n = 0;
    size_t states = 0;
    enum fault fault = q_mail_list(db, cli->arena, &rows, &n);
    fault = fault == OK ? q_mail_counts(db, cli->arena, &counts, &states) : fault;
    fault = fault == OK ? q_mail_address_counts(db, cli->arena, &known) : fault;
    if (fault != OK) {
        return say_fault(cli, db, fault);
    }
    for (size_t i = 0; i < n; i++) {
        print_mail(cli->arena, &rows[i]);
    }
    printf(n == 0 ? "No mail waits, and none went out within a month." : "In all:");
    for (size_t i = 0; i < states; i++) {
        printf("%s %lld %.*s", i > 0 ? "," : "", (long long)counts[i].mails, STR_ARG(counts[i].state));
    }
    printf("\n%lld addresses want no mail that was not asked for, %lld cannot be reached.\n",
           (long long)known.unsubscribed, (long long)known.unreachable);
    return CLI_OK;
}

/* ---- one mail, to see whether it arrives */

static const char *advice_of(enum smtp_end end)
{
    switch (end) {
    case SMTP_TAKEN:
        return "The mail server has taken it. See whether it arrives; if not, look where spam goes, then: "
               "smallgiants mail check";
    case SMTP_AWAY:
        return "The mail server cannot be reached. Check its name and port (smallgiants setting mail_server ...), and "
               "whether this machine may connect to it.";
    case SMTP_NOT_TRUSTED:
        return "The connection cannot be made safe. The server must offer STARTTLS (or be smtps://), with a "
               "certificate of the name in mail_server; for one of your own authority set mail_ca_file.";
    case SMTP_NOT_LET_IN:
        return "The mail server does not let us in. Check mail_user and the file of mail_password_file.";
    case SMTP_LATER:
        return "The mail server did not take it just now. In the queue it would be tried again.";
    case SMTP_NO_ADDRESS:
        return "The mail server knows no such address.";
    case SMTP_REFUSED:
        break;
    }
    return "The mail server refuses it: most often because it does not let this user send from that sender "
           "(mail_sender), or takes the mail for spam.";
}

static int send_test(struct cli *cli, const struct smtp_server *server, const struct mime_head *head,
                     const struct mime_words *words)
{
    struct smtp_answer answer;
    struct smtp *smtp = smtp_open(server);
    enum fault fault = mail_send_one(smtp, cli->arena, head, words, &answer);
    smtp_close(smtp);
    if (fault != OK) {
        return cli_problem(cli, S("this is no mail: sender or address cannot be used"));
    }
    printf("%s\n", advice_of(answer.end));
    if (answer.said.n > 0) {
        printf("%s: ", answer.code > 0 ? "It said" : "Why");
        said_print(answer.said, false);
        printf("\n");
    }
    return answer.end == SMTP_TAKEN ? CLI_OK : CLI_PROBLEM;
}

static int mail_test(struct cli *cli, struct db *db)
{
    struct mails mails;
    struct site site;
    struct setting_mail setting;
    struct smtp_server server;
    struct mime_words words;
    struct str why;
    if (!mime_is_address(cli->args[1])) {
        return cli_usage(cli, S("say the address that it goes to, as in ann@town.example"));
    }
    mails_init(&mails, S(""), NULL);
    enum fault fault = setting_mail(db, cli->arena, &setting);
    fault = fault == OK ? mails_site(&mails, db, cli->arena, &site) : fault;
    if (fault != OK) {
        return say_fault(cli, db, fault);
    }
    if (mail_server_read(cli->arena, &setting, &server, &why) != OK) {
        return cli_problem(cli, why);
    }
    mail_test_words(cli->arena, &site, &words);
    const struct mime_head head = {.from_name = site.name, .from = setting.sender, .to = cli->args[1],
                                   .uid = rand_hex(cli->arena, UID_BYTES), .at = (int64_t)time(NULL)};
    return send_test(cli, &server, &head, &words);
}

/* ---- mail that came back */

static enum fault must_use note_once(struct cli *cli, struct db *db, const struct bounce *bounce)
{
    enum fault fault = FAULT_NOT_FOUND;
    TRY(db_begin(db));
    for (size_t i = 0; i < COUNT_OF(bounce->addresses) && fault == FAULT_NOT_FOUND; i++) {
        if (bounce->addresses[i].n > 0) {
            fault = mail_bounce(db, cli->arena, bounce->uid, bounce->addresses[i],
                                str_format(cli->arena, "%.*s %.*s", STR_ARG(bounce->status), STR_ARG(bounce->why)),
                                bounce->for_good, (int64_t)time(NULL));
        }
    }
    return db_end(db, fault);
}

static bool read_message(struct buf *to)
{
    char bytes[8192];
    size_t n;
    while ((n = fread(bytes, 1, sizeof bytes, stdin)) > 0 && !to->overflow) {
        buf_put(to, bytes, n);
    }
    return !to->overflow && !ferror(stdin);
}

/* A mail server gives it whatever comes to the sender's address, so what is none is passed over without a fault. */
static int mail_bounced(struct cli *cli, struct db *db)
{
    struct buf message CLEANUP(buf_done);
    struct bounce bounce;
    struct again again = {0};
    enum fault fault;
    buf_init(&message, BOUNCE_MAX);
    if (!read_message(&message) || bounce_parse(cli->arena, buf_str(&message), &bounce) != OK) {
        printf("This is no mail of ours that came back.\n");
        return CLI_OK;
    }
    if (!bounce.failed) {
        printf("It says that a mail is late or was handed on. Nothing to note.\n");
        return CLI_OK;
    }
    do {
        fault = note_once(cli, db, &bounce);
    } while (again_due(&again, fault));
    if (fault == FAULT_NOT_FOUND) {
        printf("No mail of that number went out to that address within a month. Nothing is noted.\n");
        return CLI_OK;
    }
    if (fault == OK) {
        printf("Noted: it did not arrive%s.\n",
               bounce.for_good ? ", and its address gets no more mail that was not asked for" : "");
    }
    return say_fault(cli, db, fault);
}

/* ---- an address that works again */

/* It may be that somebody wanted no mail, so whose address it is stands in the log, where it is somebody's here. */
static enum fault must_use reach_in(struct cli *cli, struct db *db)
{
    struct str digest;
    struct q_person_by_mail row = {0};
    TRY(mail_digest(db, cli->arena, cli->args[1], &digest));
    TRY(q_mail_address_remove(db, digest));
    enum fault fault = person_find(db, cli->arena, cli->args[1], &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    return trust_log_add(db, cli->arena, &(struct log_event){
        .kind = S("address-reached"), .fields = S(""), .who = cli_who(cli->arena), .now = (int64_t)time(NULL),
        .whom = {fault == OK ? LOG_PERSON : LOG_NOBODY, row.id, row.name}});
}

static enum fault must_use reach_once(struct cli *cli, struct db *db)
{
    TRY(db_begin(db));
    return db_end(db, reach_in(cli, db));
}

static int mail_reach(struct cli *cli, struct db *db)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = reach_once(cli, db);
    } while (again_due(&again, fault));
    if (fault == OK) {
        printf("Nothing is noted against that address any more.\n");
    }
    return say_fault(cli, db, fault);
}

/* ---- the verb */

static const struct part {
    struct str name;
    size_t args; /* behind the name */
    enum db_mode mode;
    int (*run)(struct cli *cli, struct db *db);
} parts[] = {
    {S_INIT("list"), 0, DB_READ, mail_list},     {S_INIT("test"), 1, DB_READ, mail_test},
    {S_INIT("check"), 0, DB_READ, mail_check},   {S_INIT("bounce"), 0, DB_WRITE, mail_bounced},
    {S_INIT("reach"), 1, DB_WRITE, mail_reach},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct db *db = NULL;
    struct str why = S("");
    if ((cli->args_count > 0 ? cli->args_count - 1 : 0) != part->args) {
        return cli_usage(cli, part->args > 0 ? S("say the address, and nothing more")
                                             : S("nothing more is wanted here"));
    }
    if (db_open(cli->arena, cli->db_url, part->mode, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = part->run(cli, db);
    db_close(db);
    return status;
}

static int mail_verb(struct cli *cli)
{
    struct str name = cli->args_count > 0 ? cli->args[0] : S("list");
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (str_eq(name, parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: list, test, check, bounce or reach"));
}

const struct verb verb_mail = {
    .name = "mail",
    .usage = "[list] | test ADDRESS | check | bounce <MESSAGE | reach ADDRESS",
    .summary = "see whether mail goes out and arrives",
    .help = "test sends one mail now and says what became of it. check asks the DNS whether others\n"
            "will believe the sender. bounce reads a mail that came back from standard input, as\n"
            "a mail server hands it on. reach takes back that an address cannot be reached or\n"
            "wants no mail. Settings: mail_server, mail_user, mail_password_file, mail_sender.",
    .args_min = 0,
    .args_max = 2,
    .run = mail_verb,
};
