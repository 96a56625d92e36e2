/* SPDX-License-Identifier: AGPL-3.0-or-later
** set-up: what is missing before the site may be open to the public, and opening it. */
#include "store/set_up.h"

#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "cli/set_up.h"
#include "db/again.h"
#include "store/setting_change.h"

static void close_db(struct db **db)
{
    db_close(*db);
}

struct date set_up_today(void)
{
    return (struct date){(int32_t)(time(NULL) / 86400)};
}

static const char *opening_text(enum opening opening)
{
    switch (opening) {
    case OPENING_OPEN:
        return "open to the public";
    case OPENING_EARLIER:
        return "open to the public since before an upgrade, without what is listed here being asked for";
    case OPENING_TRIAL:
        return "a trial: only this computer sees it (no address is set, or one of this computer)";
    case OPENING_CLOSED:
        break;
    }
    return "closed: visitors see that it is being set up";
}

static void print_review(struct arena *arena, const struct set_up *up)
{
    if (up->review == REVIEW_NEVER) {
        printf("review     never: read /accessibility, /privacy and /security, then smallgiants set-up reviewed\n");
        return;
    }
    printf("review     %.*s, %s %.*s\n", STR_ARG(date_iso(arena, up->reviewed_on)),
           up->review == REVIEW_DUE ? "overdue since" : "next by", STR_ARG(date_iso(arena, up->review_by)));
}

static void print_missing(const struct set_up *up)
{
    for (size_t i = 0; i < up->missing_count; i++) {
        const struct setting_kind *kind = &setting_known[up->missing[i]];
        if (up->missing[i] == SETTING_REVIEWED_ON) {
            printf("  smallgiants set-up reviewed\n      when you have looked through what the pages say\n");
        } else {
            printf("  smallgiants setting %.*s \"...\"\n      %.*s\n", STR_ARG(kind->name), STR_ARG(kind->help));
        }
    }
}

static void print_all(struct cli *cli, const struct set_up *up)
{
    printf("the site   %s\n", opening_text(up->opening));
    print_review(cli->arena, up);
    if (up->missing_count > 0) {
        printf("missing    %zu, each with the command that says it; the same as a form: /set-up\n", up->missing_count);
        print_missing(up);
    } else {
        printf("missing    nothing\n");
    }
    if (up->is_demo) {
        printf("to open    not at all: it is a demonstration; a real network begins in an empty database\n");
    } else if (up->opening != OPENING_OPEN) {
        printf("to open    smallgiants set-up open%s\n", up->missing_count > 0 ? ", when nothing is missing" : "");
    }
}

size_t set_up_warnings(const struct set_up *up, struct arena *arena, struct str ret_lines[SET_UP_WARNINGS])
{
    size_t n = 0;
    if ((up->opening == OPENING_EARLIER || up->opening == OPENING_CLOSED) && up->missing_count > 0) {
        ret_lines[n++] = str_format(arena, "the site is %s; missing: %zu; smallgiants set-up lists them",
                                    opening_text(up->opening), up->missing_count);
    }
    if (up->review == REVIEW_DUE || up->review == REVIEW_SOON) {
        ret_lines[n++] = str_format(arena, "what the law wants said is to be looked through by %.*s: "
                                    "smallgiants set-up", STR_ARG(date_iso(arena, up->review_by)));
    }
    return n;
}

/* ---- changing */

static enum fault change_once(struct cli *cli, struct db *db, struct problems *problems)
{
    struct log_someone who = cli_who(cli->arena);
    int64_t now = (int64_t)time(NULL);
    struct str open = str_eq(cli->args[0], S("open")) ? S("yes") : S("no");
    TRY(db_begin(db));
    return db_end(db, str_eq(cli->args[0], S("reviewed"))
                          ? setting_review(db, cli->arena, &who, now, problems)
                          : setting_change(db, cli->arena, S("open"), open, &who, now, problems));
}

static int change(struct cli *cli, struct db *db)
{
    struct again again = {0};
    struct problems problems;
    enum fault fault;
    do {
        problems_init(&problems, cli->arena);
        fault = change_once(cli, db, &problems);
    } while (again_due(&again, fault));
    if (fault == FAULT_INVALID) {
        for (size_t i = 0; i < problems.n; i++) {
            fprintf(stderr, "%.*s %.*s: %.*s\n", STR_ARG(problems.items[i].where), STR_ARG(problems.items[i].what),
                    STR_ARG(problems.items[i].hint));
        }
        return cli_problem(cli, S("it stays as it was; smallgiants set-up lists what is missing"));
    }
    return fault == OK ? CLI_OK
                       : cli_problem(cli, str_format(cli->arena, "it could not be saved: %.*s", STR_ARG(db_error(db))));
}

static int set_up_verb(struct cli *cli)
{
    static const struct str WORDS[] = {S_INIT("open"), S_INIT("close"), S_INIT("reviewed")};
    struct db *db CLEANUP(close_db) = NULL;
    struct str why = S("");
    struct setting_values values;
    bool known = cli->args_count == 0;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        known = known || str_eq(cli->args[0], WORDS[i]);
    }
    if (!known) {
        return cli_usage(cli, S("say open, close or reviewed, or nothing to see what is missing"));
    }
    if (db_open(cli->arena, cli->db_url, cli->args_count == 0 ? DB_READ : DB_WRITE, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    if (cli->args_count == 1) {
        return change(cli, db);
    }
    if (setting_list(db, cli->arena, &values) != OK) {
        return cli_problem(cli, S("the settings cannot be read"));
    }
    struct set_up up = set_up_of(&values, S(""), set_up_today());
    print_all(cli, &up);
    return CLI_OK;
}

const struct verb verb_set_up = {
    .name = "set-up",
    .usage = "[open | close | reviewed]",
    .summary = "what is missing before the public may see the site; open it, close it",
    .help = "open: everybody sees it from now on; nothing may be missing. close: visitors see that\n"
            "it is being set up. reviewed: you have looked through what the pages say of you, on\n"
            "accessibility, privacy and security; that is due once a year.",
    .args_min = 0,
    .args_max = 1,
    .run = set_up_verb,
};
