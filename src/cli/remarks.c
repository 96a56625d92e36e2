/* SPDX-License-Identifier: AGPL-3.0-or-later
** remarks: what readers say is wrong or missing, to read, answer and close. */
#include <stdio.h>
#include <time.h>

#include "base/date.h"
#include "base/scan.h"
#include "cli/cli.h"
#include "store/remark.h"
#include "store/setting.h"

#define LINE_LETTERS_MAX 70u
#define WRITE_TRIES_MAX 100 /* each waits a little for the lock within the engine */

/* ---- saying it */

/* What a reader typed must not move the cursor of whoever reads it here: control characters come as '?'. */
static void print_said(struct str text, bool lines)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        bool c1 = c == 0xc2 && i + 1 < text.n && (unsigned char)text.s[i + 1] < 0xa0;
        if (c == '\n' && lines) {
            printf("\n           ");
        } else if (c == '\r') {
            continue;
        } else if (c < ' ' || c == 0x7f || c1) {
            putchar('?');
            i += c1;
        } else {
            putchar(c);
        }
    }
}

static void print_field(const char *name, struct str text)
{
    if (text.n > 0) {
        printf("%-10s ", name);
        print_said(text, true);
        printf("\n");
    }
}

static void print_line(struct arena *arena, const struct q_remark_list *row)
{
    printf("%4lld  %.*s  ", (long long)row->id, STR_ARG(str_sub(instant_iso(arena, row->created_at), 0, 10)));
    print_said(str_clip_letters(row->says, LINE_LETTERS_MAX), false);
    printf("%s%s  ", str_letters(row->says) > LINE_LETTERS_MAX ? "..." : "", row->has_mail ? " (wants an answer)" : "");
    print_said(row->page, false);
    printf("\n");
}

static int say_fault(struct cli *cli, struct db *db, enum fault fault, int64_t id)
{
    switch (fault) {
    case OK:
        return CLI_OK;
    case FAULT_NOT_FOUND:
        return cli_problem(cli, str_format(cli->arena, "there is no remark %lld", (long long)id));
    case FAULT_CONFLICT:
        return cli_problem(cli, str_format(cli->arena,
                                           "remark %lld does not wait any more; smallgiants remarks show %lld",
                                           (long long)id, (long long)id));
    default:
        return cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(db))));
    }
}

/* ---- the parts of the verb */

static int remarks_list(struct cli *cli, struct db *db, int64_t id)
{
    struct q_remark_list *rows;
    size_t n;
    enum fault fault = q_remark_list(db, cli->arena, cli_text(cli, "--state", "waiting"), &rows, &n);
    for (size_t i = 0; fault == OK && i < n; i++) {
        print_line(cli->arena, &rows[i]);
    }
    if (fault == OK && n == 0) {
        printf("No remark is %.*s.\n", STR_ARG(cli_text(cli, "--state", "waiting")));
    }
    return say_fault(cli, db, fault, id);
}

static int remarks_show(struct cli *cli, struct db *db, int64_t id)
{
    struct q_remark_by_id row;
    struct setting_site site;
    enum fault fault = q_remark_by_id(db, cli->arena, id, &row);
    fault = fault == OK ? setting_site(db, cli->arena, &site) : fault;
    if (fault != OK) {
        return say_fault(cli, db, fault, id);
    }
    printf("%-10s %lld, %.*s, %.*s\n", "remark", (long long)row.id, STR_ARG(row.state),
           STR_ARG(instant_iso(cli->arena, row.created_at)));
    print_field("page", row.page.n > 0 ? str_join(cli->arena, site.base_url, row.page) : S(""));
    print_field("says", row.says);
    print_field("source", row.source);
    print_field("mail", row.mail);
    print_field("language", row.language);
    print_field("answer", row.answer);
    printf("%-10s %.*s/remarks/%.*s\n%-10s %.*s\n", "its page", STR_ARG(site.base_url), STR_ARG(row.uid), "goes on",
           STR_ARG(str_sub(instant_iso(cli->arena, row.remove_at), 0, 10)));
    return CLI_OK;
}

static enum fault end_once(struct db *db, struct arena *arena, int64_t id, struct str answer)
{
    TRY(db_begin(db));
    enum fault fault = remark_end(db, arena, id, answer, (int64_t)time(NULL));
    fault = fault == OK ? db_commit(db) : fault;
    if (fault != OK) {
        db_rollback(db);
    }
    return fault;
}

static int end(struct cli *cli, struct db *db, int64_t id, struct str answer)
{
    enum fault fault = FAULT_BUSY;
    for (int i = 0; i < WRITE_TRIES_MAX && fault == FAULT_BUSY; i++) {
        fault = end_once(db, cli->arena, id, answer);
        nanosleep(&(struct timespec){.tv_nsec = fault == FAULT_BUSY ? 10000000l : 0}, NULL);
    }
    if (fault == OK) {
        printf("Remark %lld is %s.\n", (long long)id, answer.n > 0 ? "answered: its page shows the answer" : "closed");
    }
    return say_fault(cli, db, fault, id);
}

static int remarks_answer(struct cli *cli, struct db *db, int64_t id)
{
    struct str answer = str_trim(cli->args[2]);
    if (answer.n == 0 || str_letters(answer) > REMARK_ANSWER_MAX || !str_is_utf8(answer)) {
        return cli_usage(cli, str_format(cli->arena, "an answer has 1 to %d letters", REMARK_ANSWER_MAX));
    }
    return end(cli, db, id, answer);
}

static int remarks_close(struct cli *cli, struct db *db, int64_t id)
{
    return end(cli, db, id, S(""));
}

static const struct part {
    struct str name;
    size_t args; /* behind the name */
    enum db_mode mode;
    int (*run)(struct cli *cli, struct db *db, int64_t id);
} parts[] = {
    {S_INIT("list"), 0, DB_READ, remarks_list},
    {S_INIT("show"), 1, DB_READ, remarks_show},
    {S_INIT("answer"), 2, DB_WRITE, remarks_answer},
    {S_INIT("close"), 1, DB_WRITE, remarks_close},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct db *db = NULL;
    struct str why = S("");
    int64_t id = 0;
    size_t given = cli->args_count > 0 ? cli->args_count - 1 : 0;
    if (given > 0 && part->args > 0 && !parse_int(cli->args[1], 1, INT64_MAX, &id)) {
        return cli_usage(cli, S("say the number of the remark, as smallgiants remarks lists it"));
    }
    if (given != part->args) {
        return cli_usage(cli, part->args == 0   ? S("nothing more is wanted here")
                              : part->args == 1 ? S("say the number of the remark, and nothing more")
                                                : S("say the number of the remark, and the answer in quotes"));
    }
    if (db_open(cli->arena, cli->db_url, part->mode, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = part->run(cli, db, id);
    db_close(db);
    return status;
}

static int remarks_verb(struct cli *cli)
{
    struct str name = cli->args_count > 0 ? cli->args[0] : S("list");
    struct str state = cli_text(cli, "--state", "waiting");
    if (!str_eq(state, S("waiting")) && !str_eq(state, S("answered")) && !str_eq(state, S("closed"))) {
        return cli_usage(cli, S("a state is waiting, answered or closed"));
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(name, parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: list, show, answer or close"));
}

static const struct cli_option OPTIONS[] = {
    {"--state", "STATE", "list those that are waiting (default), answered or closed"},
    {NULL, NULL, NULL},
};

const struct verb verb_remarks = {
    .name = "remarks",
    .usage = "[list] [--state STATE] | show N | answer N TEXT | close N",
    .summary = "read and answer what readers say is wrong or missing",
    .help = "An answer stands on the remark's own page, which only its sender knows. No mail is\n"
            "sent: `show` gives the address of who wants one.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 3,
    .run = remarks_verb,
};
