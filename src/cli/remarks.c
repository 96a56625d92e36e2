/* SPDX-License-Identifier: AGPL-3.0-or-later
** remarks: what readers say is wrong or missing, to read, answer and close. */
#include <stdio.h>
#include <time.h>

#include "base/date.h"
#include "base/scan.h"
#include "cli/cli.h"
#include "cli/said.h"
#include "db/again.h"
#include "store/remark.h"
#include "store/setting.h"

#define LINE_LETTERS_MAX 70u

/* ---- saying it */

static void print_field(const char *name, struct str text)
{
    if (text.n > 0) {
        printf("%-10s ", name);
        said_print(text, true);
        printf("\n");
    }
}

static void print_line(struct arena *arena, const struct q_remark_waiting *row)
{
    printf("%4lld  %.*s  ", (long long)row->id, STR_ARG(str_sub(instant_iso(arena, row->created_at), 0, 10)));
    said_print(str_clip_letters(row->says, LINE_LETTERS_MAX), false);
    printf("%s%s  ", str_letters(row->says) > LINE_LETTERS_MAX ? "..." : "", row->has_mail ? " (wants an answer)" : "");
    said_print(row->page, false);
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

/* Both lists have the same columns. */
static enum fault list_of(struct db *db, struct arena *arena, struct str state, struct q_remark_waiting **ret_rows,
                          size_t *ret_n)
{
    struct q_remark_ended *ended;
    if (str_eq(state, S("waiting"))) {
        return q_remark_waiting(db, arena, ret_rows, ret_n);
    }
    TRY(q_remark_ended(db, arena, state, &ended, ret_n));
    *ret_rows = arena_array(arena, struct q_remark_waiting, *ret_n);
    for (size_t i = 0; i < *ret_n; i++) {
        (*ret_rows)[i] = (struct q_remark_waiting){ended[i].id, ended[i].page, ended[i].says, ended[i].has_mail,
                                                   ended[i].created_at};
    }
    return OK;
}

static int remarks_list(struct cli *cli, struct db *db, int64_t id)
{
    struct q_remark_waiting *rows;
    struct q_remark_count all;
    struct str state = cli_text(cli, "--state", "waiting");
    size_t n = 0;
    enum fault fault = list_of(db, cli->arena, state, &rows, &n);
    fault = fault == OK ? q_remark_count(db, cli->arena, state, &all) : fault;
    if (fault != OK) {
        return say_fault(cli, db, fault, id);
    }
    for (size_t i = 0; i < n; i++) {
        print_line(cli->arena, &rows[i]);
    }
    if (n == 0) {
        printf("No remark is %.*s.\n", STR_ARG(state));
    } else if (all.n > (int64_t)n) {
        printf("These are %zu of %lld; the others come when these are gone.\n", n, (long long)all.n);
    }
    return CLI_OK;
}

static int remarks_show(struct cli *cli, struct db *db, int64_t id)
{
    struct q_remark_by_id row;
    struct setting base;
    enum fault fault = q_remark_by_id(db, cli->arena, id, &row);
    fault = fault == OK ? setting_get(db, cli->arena, S("base_url"), &base) : fault;
    if (fault != OK) {
        return say_fault(cli, db, fault, id);
    }
    printf("%-10s %lld, %.*s, %.*s\n", "remark", (long long)row.id, STR_ARG(row.state),
           STR_ARG(instant_iso(cli->arena, row.created_at)));
    print_field("page", row.page.n > 0 ? str_join(cli->arena, base.value, row.page) : S(""));
    print_field("says", row.says);
    print_field("source", row.source);
    print_field("mail", row.mail);
    print_field("language", row.language);
    print_field("answer", row.answer);
    printf("%-10s %.*s/remarks/%.*s\n%-10s %.*s\n", "its page", STR_ARG(base.value), STR_ARG(row.uid), "goes on",
           STR_ARG(str_sub(instant_iso(cli->arena, row.remove_at), 0, 10)));
    return CLI_OK;
}

/* What was answered stands with the remark, and goes with it. */
static enum fault note(struct db *db, struct arena *arena, const char *kind, int64_t id)
{
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .fields = str_format(arena, "remark=%lld\n", (long long)id), .who = cli_who(arena),
        .now = (int64_t)time(NULL)});
}

static enum fault end_in(struct db *db, struct arena *arena, int64_t id, struct str answer)
{
    TRY(remark_end(db, arena, id, answer, (int64_t)time(NULL)));
    return note(db, arena, answer.n > 0 ? "remark-answered" : "remark-closed", id);
}

static enum fault end_once(struct db *db, struct arena *arena, int64_t id, struct str answer)
{
    TRY(db_begin(db));
    return db_end(db, end_in(db, arena, id, answer));
}

static enum fault remove_in(struct db *db, struct arena *arena, int64_t id)
{
    TRY(q_remark_remove(db, id));
    return db_changed(db) > 0 ? note(db, arena, "remark-removed", id) : FAULT_NOT_FOUND;
}

static enum fault remove_once(struct db *db, struct arena *arena, int64_t id)
{
    TRY(db_begin(db));
    return db_end(db, remove_in(db, arena, id));
}

/* What becomes of an answer: looked at before, because the address is gone afterwards. */
static const char *way_of_answer(const struct q_remark_by_id *row, const struct setting_mail *mail)
{
    return row->mail.n == 0 ? "answered: its page shows the answer"
           : mail->is_on    ? "answered: its sender gets the answer by mail, and its page shows it. "
                              "The address is removed here"
                            : "answered: its page shows the answer. No mail server is set (smallgiants mail), so write "
                              "to its sender yourself";
}

static int end(struct cli *cli, struct db *db, int64_t id, struct str answer)
{
    struct again again = {0};
    struct q_remark_by_id row;
    struct setting_mail mail;
    enum fault fault = q_remark_by_id(db, cli->arena, id, &row);
    fault = fault == OK ? setting_mail(db, cli->arena, &mail) : fault;
    while (fault == OK && again_due(&again, fault = end_once(db, cli->arena, id, answer))) {
        fault = OK;
    }
    if (fault == OK) {
        printf("Remark %lld is %s.\n", (long long)id, answer.n > 0 ? way_of_answer(&row, &mail) : "closed");
    }
    return say_fault(cli, db, fault, id);
}

static int remarks_remove(struct cli *cli, struct db *db, int64_t id)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = remove_once(db, cli->arena, id);
    } while (again_due(&again, fault));
    if (fault == OK) {
        printf("Remark %lld is removed, and its page.\n", (long long)id);
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
    {S_INIT("remove"), 1, DB_WRITE, remarks_remove},
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
    return cli_usage(cli, S("say what: list, show, answer, close or remove"));
}

static const struct cli_option OPTIONS[] = {
    {"--state", "STATE", "list those that are waiting (default), answered or closed"},
    {NULL, NULL, NULL},
};

const struct verb verb_remarks = {
    .name = "remarks",
    .usage = "[list] [--state STATE] | show N | answer N TEXT | close N | remove N",
    .summary = "read and answer what readers say is wrong or missing",
    .help = "An answer stands on the remark's own page, which only its sender knows. It goes out by\n"
            "mail as well when its sender left an address and a mail server is set; the address\n"
            "is then removed. Without a mail server `show` gives the address of who wants one.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 3,
    .run = remarks_verb,
};
