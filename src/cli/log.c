/* SPDX-License-Identifier: AGPL-3.0-or-later
** log: what was changed here and by whom, and whether all of it still stands as it was written. */
#include <stdio.h>
#include <time.h>

#include "base/date.h"
#include "base/scan.h"
#include "cli/cli.h"
#include "cli/log_line.h"
#include "db/again.h"
#include "text/json.h"

#define WHY_BYTES_MAX 200u
#define TOP_DEFAULT 50

static int say_fault(struct cli *cli, struct db *db, enum fault fault)
{
    if (fault == OK) {
        return CLI_OK;
    }
    return cli_problem(cli, fault == FAULT_NOT_FOUND
                                ? S("there is no entry of that number")
                                : str_format(cli->arena, "the log: %s (%.*s)", fault_name(fault),
                                             STR_ARG(db_error(db))));
}

/* ---- list */

static int list(struct cli *cli, struct db *db)
{
    struct q_log_before *rows = NULL;
    size_t n = 0;
    int64_t top = TOP_DEFAULT, before = INT64_MAX;
    if (!cli_int(cli, "--top", 1, LOG_LIST_MAX, TOP_DEFAULT, &top) ||
        !cli_int(cli, "--before", 1, INT64_MAX, INT64_MAX, &before)) {
        return CLI_USAGE;
    }
    enum fault fault = q_log_before(db, cli->arena, before, top, &rows, &n);
    for (size_t i = 0; fault == OK && i < n; i++) {
        if (cli_flag(cli, "--json")) {
            log_line_json(cli->arena, &rows[i]);
        } else {
            log_line_print(cli->arena, &rows[i]);
        }
    }
    if (fault == OK && n == 0 && !cli_flag(cli, "--json")) {
        printf("Nothing was logged yet.\n");
    } else if (fault == OK && rows[n - 1].number > 1 && !cli_flag(cli, "--json")) {
        printf("Older ones: smallgiants log list --before %lld\n", (long long)rows[n - 1].number);
    }
    return say_fault(cli, db, fault);
}

/* ---- the chain */

static int head(struct cli *cli, struct db *db)
{
    struct log_head last;
    enum fault fault = trust_log_head(db, cli->arena, &last);
    if (fault == OK) {
        printf("%lld:%.*s\n", (long long)last.number, STR_ARG(last.chain));
    }
    return say_fault(cli, db, fault);
}

static struct str sentence_of(struct arena *arena, const struct log_report *report)
{
    static const char *const words[LOG_VERDICT__MAX] = {
        [LOG_INTACT] = "is the last",
        [LOG_GAP] = "is missing, and later ones are there",
        [LOG_BROKEN] = "does not follow from the one before it: it was changed, or one before it was",
        [LOG_CHANGED] = "is not as it was logged: what can be read of it was changed",
        [LOG_MISSING] = "cannot be read, and nothing says that it was erased",
        [LOG_CUT] = "is the last, before the head that you gave: the log was cut off",
        [LOG_OTHER] = "is another one than the head that you gave: the log was written anew",
    };
    return str_format(arena, "entry %lld %s", (long long)report->number, words[report->verdict]);
}

static enum fault verify_in(struct cli *cli, struct db *db, const struct log_head *known, struct log_report *report)
{
    TRY(db_begin(db));
    return db_end(db, trust_log_verify(db, cli->arena, known, report));
}

static int verify(struct cli *cli, struct db *db)
{
    struct log_head known;
    struct log_report report = {.verdict = LOG_INTACT};
    struct str given = cli_text(cli, "--head", NULL);
    if (given.s != NULL && !trust_log_head_parse(given, &known)) {
        return cli_usage(cli, S("a head is a number and 64 letters, as smallgiants log head printed it: 4711:0a1b..."));
    }
    enum fault fault = verify_in(cli, db, given.s != NULL ? &known : NULL, &report);
    if (fault != OK) {
        return say_fault(cli, db, fault);
    }
    if (report.verdict != LOG_INTACT) {
        return cli_problem(cli, str_format(cli->arena, "the log does not hold: %.*s",
                                           STR_ARG(sentence_of(cli->arena, &report))));
    }
    printf("The log is intact: %lld entries, of %lld something was erased.\n", (long long)report.number,
           (long long)report.erased);
    printf("Its head, to be kept elsewhere: %lld:%.*s\n", (long long)report.number, STR_ARG(report.chain));
    return CLI_OK;
}

/* ---- erase */

static enum fault erase_once(struct db *db, int64_t number, struct str why)
{
    TRY(db_begin(db));
    return db_end(db, trust_log_erase(db, number, why, (int64_t)time(NULL)));
}

static int erase(struct cli *cli, struct db *db)
{
    struct again again = {0};
    int64_t number = 0;
    enum fault fault;
    struct str why = str_trim(cli_text(cli, "--why", "on request"));
    if (!parse_int(cli->args[1], 1, INT64_MAX, &number)) {
        return cli_usage(cli, S("say the number of the entry, as smallgiants log list shows it"));
    }
    if (why.n == 0 || why.n > WHY_BYTES_MAX || !str_is_utf8(why)) {
        return cli_usage(cli, S("--why takes up to 200 bytes of text, and names nobody: it stays"));
    }
    do {
        fault = erase_once(db, number, why);
    } while (again_due(&again, fault));
    if (fault == OK) {
        printf("Entry %lld is erased; that there was one stays, and the log holds.\n", (long long)number);
    }
    return say_fault(cli, db, fault);
}

static const struct part {
    struct str name;
    size_t args; /* behind the name */
    enum db_mode mode;
    int (*run)(struct cli *cli, struct db *db);
} parts[] = {
    {S_INIT("list"), 0, DB_READ, list},
    {S_INIT("head"), 0, DB_READ, head},
    {S_INIT("verify"), 0, DB_READ, verify},
    {S_INIT("erase"), 1, DB_WRITE, erase},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct db *db = NULL;
    struct str why = S("");
    if (cli->args_count > 0 && cli->args_count - 1 != part->args) {
        return cli_usage(cli, part->args == 0 ? S("nothing more is wanted here") : S("say the number of the entry"));
    }
    if (db_open(cli->arena, cli->db_url, part->mode, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = part->run(cli, db);
    db_close(db);
    return status;
}

static int log_verb(struct cli *cli)
{
    struct str name = cli->args_count > 0 ? cli->args[0] : S("list");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(name, parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: list, verify, head or erase"));
}

static const struct cli_option OPTIONS[] = {
    {"--top", "N", "list so many (default 50, at most 200)"},
    {"--before", "NUMBER", "list those before this one"},
    {"--json", NULL, "a line of JSON for each"},
    {"--head", "HEAD", "what `log head` printed before: nothing up to there was changed or cut off"},
    {"--why", "WORDS", "why it is erased (default: on request); stays, so name nobody"},
    {NULL, NULL, NULL},
};

const struct verb verb_log = {
    .name = "log",
    .usage = "[list] [--top N] [--before NUMBER] [--json] | verify [--head HEAD] | head | erase NUMBER [--why WORDS]",
    .summary = "what was changed here and by whom; is the log whole?",
    .help = "Every change of settings, corrections, people and rights is an entry. Each entry is\n"
            "chained to the one before it, so whoever changes, removes or puts in one later is\n"
            "found by `log verify`. Keep what `log head` prints elsewhere, for instance each month\n"
            "in the minutes: then a log that was cut off or written anew is found too. `erase`\n"
            "removes what can be read of an entry; the chain holds without it.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 2,
    .run = log_verb,
};
