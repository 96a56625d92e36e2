/* SPDX-License-Identifier: AGPL-3.0-or-later
** privacy: what is kept about people: the record of it, somebody's own data, and erasing it. */
#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "db/again.h"
#include "jobs/erasures.h"
#include "store/person.h"
#include "store/setting.h"
#include "text/words.h"
#include "web/legal/paper.h"
#include "web/privacy/own_data.h"

#define PAPER_MAX (1u << 20)
#define WHY_BYTES_MAX 200u

static int say_fault(struct cli *cli, struct db *db, enum fault fault)
{
    return cli_problem(cli, str_format(cli->arena, "%s (%.*s)", fault_name(fault), STR_ARG(db_error(db))));
}

static void close_db(struct db **db)
{
    db_close(*db);
}

/* ---- papers that the law asks for */

static int print_paper(struct cli *cli, struct db *db, struct paper *(*make)(struct out *, const struct paper_of *))
{
    struct buf CLEANUP(buf_done) bytes;
    struct legal legal;
    struct date today = {(int32_t)(time(NULL) / 86400)};
    struct out out = {.buf = &bytes, .arena = cli->arena, .words = words_find(cli_text(cli, "--language", "en"))};
    buf_init(&bytes, PAPER_MAX);
    enum fault fault = setting_list(db, cli->arena, &legal.values);
    if (fault != OK) {
        return say_fault(cli, db, fault);
    }
    legal.set_up = set_up_of(&legal.values, S(""), today);
    paper_put(&out, make(&out, &(struct paper_of){&legal, legal_value(&legal, SETTING_BASE_URL), S(SMALLGIANTS_VERSION),
                                                  today}));
    fwrite(bytes.bytes, 1, bytes.n, stdout);
    return CLI_OK;
}

static int print_record(struct cli *cli, struct db *db)
{
    return print_paper(cli, db, paper_record);
}

static int print_assessment(struct cli *cli, struct db *db)
{
    return print_paper(cli, db, paper_assessment);
}

/* ---- whose */

/* By mail address, or by uid; somebody without an account is known by the address only. */
static enum fault find(struct cli *cli, struct db *db, struct personal_of *ret_of)
{
    struct str given = str_trim(cli->args[1]);
    struct q_erasure_person by_uid;
    struct q_person_by_mail row;
    if (!str_contains(given, S("@"))) {
        struct q_erasure_person_uid person;
        TRY(q_erasure_person(db, cli->arena, given, &by_uid));
        TRY(q_erasure_person_uid(db, cli->arena, by_uid.id, &person));
        *ret_of = (struct personal_of){by_uid.id, person.name, person.mail};
        return str_eq(by_uid.state, S("erased")) ? FAULT_NOT_FOUND : OK;
    }
    enum fault fault = person_find(db, cli->arena, given, &row);
    *ret_of = fault == OK ? (struct personal_of){row.id, row.name, row.mail} : (struct personal_of){0, S(""), given};
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static int say_not_found(struct cli *cli)
{
    return cli_problem(cli, S("nobody here has that; say a mail address, or the 32 letters of somebody's number"));
}

/* ---- export */

static enum fault write_data(struct cli *cli, struct db *db, struct buf *out)
{
    struct personal_of of;
    struct setting_site site;
    TRY(find(cli, db, &of));
    TRY(setting_site(db, cli->arena, &site));
    return cli_flag(cli, "--csv") ? own_data_csv(db, cli->arena, &of, out)
                                  : own_data_json(db, cli->arena, &of, site.name, (int64_t)time(NULL), out);
}

static int export(struct cli *cli, struct db *db)
{
    struct buf CLEANUP(buf_done) out;
    buf_init(&out, OWN_DATA_MAX);
    enum fault fault = db_begin(db);
    fault = fault == OK ? db_end(db, write_data(cli, db, &out)) : fault;
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? say_not_found(cli) : say_fault(cli, db, fault);
    }
    fwrite(out.bytes, 1, out.n, stdout);
    return CLI_OK;
}

/* ---- erase */

static enum fault erase_in(struct cli *cli, struct db *db, struct str why, struct erasure_report *report)
{
    struct personal_of of;
    int64_t now = (int64_t)time(NULL);
    const struct log_someone who = cli_who(cli->arena);
    *report = (struct erasure_report){0};
    TRY(find(cli, db, &of));
    return of.person > 0 ? erasure_person(db, cli->arena, of.person, &who, why, now, report)
                         : erasure_mail(db, cli->arena, of.mail, now, report);
}

static enum fault erase_once(struct cli *cli, struct db *db, struct str why, struct erasure_report *report)
{
    TRY(db_begin(db));
    return db_end(db, erase_in(cli, db, why, report));
}

/* Out of the files as well; who reads or writes just now is in the way, and then a server does it within the hour. */
static void scrub(struct cli *cli, struct db *db)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = erasure_scrub(db, cli->arena, (int64_t)time(NULL) + 1);
    } while (again_due(&again, fault));
    if (fault != OK) {
        printf("The database's files still hold traces, because somebody reads them: a running server removes these "
               "within the hour.\n");
    }
}

static int erase(struct cli *cli, struct db *db)
{
    struct again again = {0};
    struct erasure_report report;
    enum fault fault;
    struct str why = str_trim(cli_text(cli, "--why", "on request"));
    if (why.n == 0 || why.n > WHY_BYTES_MAX || !str_is_utf8(why)) {
        return cli_usage(cli, S("--why takes up to 200 bytes of text, and names nobody: it stays"));
    }
    do {
        fault = erase_once(cli, db, why, &report);
    } while (again_due(&again, fault));
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? say_not_found(cli) : say_fault(cli, db, fault);
    }
    if (report.people + report.remarks == 0) {
        printf("Nobody here has that address, and no remark was sent with it; mails and invitations to it are gone.\n");
        return CLI_OK;
    }
    scrub(cli, db);
    printf("Erased: %lld %s, %lld %s. Backups made before still hold them for 35 days at most; `restore` erases them\n"
           "again when the list is beside the backup. Write it there now: smallgiants privacy list FOLDER-OF-BACKUPS\n",
           (long long)report.people, report.people == 1 ? "person" : "people", (long long)report.remarks,
           report.remarks == 1 ? "remark" : "remarks");
    return CLI_OK;
}

/* ---- the list */

static int keep_list(struct cli *cli, struct db *db)
{
    struct str why = S("");
    (void)db;
    struct str path = erasures_beside(cli->arena, str_join(cli->arena, cli->args[1], S("/x")));
    if (erasures_keep(cli->arena, cli->db_url, path, &why) != OK) {
        return cli_problem(cli, why);
    }
    printf("%.*s is up to date.\n", STR_ARG(path));
    return CLI_OK;
}

static int replay(struct cli *cli, struct db *db)
{
    struct str why = S("");
    struct erasure_report report;
    (void)db;
    if (erasures_replay(cli->arena, cli->db_url, cli->args[1], (int64_t)time(NULL), &report, &why) != OK) {
        return cli_problem(cli, why);
    }
    printf("Erased again: %lld people, %lld remarks.\n", (long long)report.people, (long long)report.remarks);
    return CLI_OK;
}

static const struct part {
    struct str name;
    size_t args; /* behind the name */
    enum db_mode mode;
    int (*run)(struct cli *cli, struct db *db);
} parts[] = {
    {S_INIT("record"), 0, DB_READ, print_record},
    {S_INIT("assessment"), 0, DB_READ, print_assessment},
    {S_INIT("export"), 1, DB_READ, export},
    {S_INIT("erase"), 1, DB_WRITE, erase},
    {S_INIT("list"), 1, DB_READ, keep_list},
    {S_INIT("replay"), 1, DB_READ, replay},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct str why = S("");
    if (cli->args_count - 1 != part->args) {
        return cli_usage(cli, part->args == 0 ? S("nothing more is wanted here")
                                              : S("say whose: a mail address; or which folder or list"));
    }
    if (db_open(cli->arena, cli->db_url, part->mode, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    return part->run(cli, db);
}

static int privacy_verb(struct cli *cli)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(cli->args[0], parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: record, assessment, export, erase, list or replay"));
}

static const struct cli_option OPTIONS[] = {
    {"--language", "CODE", "record, assessment: en or de (default: en)"},
    {"--csv", NULL, "export: a line for each value, instead of JSON"},
    {"--why", "WORDS", "erase: why (default: on request); stays in the log, so name nobody"},
    {NULL, NULL, NULL},
};

const struct verb verb_privacy = {
    .name = "privacy",
    .usage = "record | assessment | export MAIL [--csv] | erase MAIL [--why WORDS] | list FOLDER | replay FILE",
    .summary = "what is kept about people; their own data, and erasing it",
    .help = "record: what is kept, why and for how long (GDPR, Article 30), as Markdown. assessment:\n"
            "the draft of an impact assessment (Article 35); what only you know is marked. export:\n"
            "everything that refers to somebody, by mail address. erase: takes it all away; the log\n"
            "of decisions stays whole, and says that something was erased. list: writes which\n"
            "erasures a backup may not know of into FOLDER/erasures, as `backup` does; replay:\n"
            "erases again what is in such a list, as `restore` does with the one beside FILE.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = 2,
    .run = privacy_verb,
};
