/* SPDX-License-Identifier: AGPL-3.0-or-later
** check: whether the database is whole, and what is in it. */
#include <stdio.h>

#include "base/disk.h"
#include "cli/cli.h"
#include "cli/set_up.h"
#include "db/url.h"
#include "db/verify.h"
#include "store/source.sql.h"

static int say_problems(const struct problems *problems)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *problem = &problems->items[i];
        fprintf(stderr, "%.*s: %.*s; %.*s\n", STR_ARG(problem->where), STR_ARG(problem->what), STR_ARG(problem->hint));
    }
    return CLI_PROBLEM;
}

static enum fault must_use print_counts(struct db *db, struct arena *arena)
{
    struct q_total_list *totals;
    size_t n;
    TRY(q_total_list(db, arena, &totals, &n));
    for (size_t i = 0; i < n; i++) {
        printf("  %-28.*s %lld\n", STR_ARG(totals[i].name), (long long)totals[i].value);
    }
    return OK;
}

static void print_disk(struct cli *cli)
{
    struct disk disk;
    char text[DISK_TEXT_MAX];
    struct str folder = cli_db_folder(cli->arena, cli->db_url);
    if (folder.s != NULL && disk_look(str_c(cli->arena, folder), &disk)) {
        printf("%s: %s\n", disk_is_nearly_full(&disk) ? "the disk is nearly full" : "the disk has room",
               disk_text(&disk, text));
    }
}

/* What those who run it should do about what it says of itself. */
static void print_set_up(struct cli *cli, struct db *db)
{
    struct setting_values values;
    if (setting_list(db, cli->arena, &values) == OK) {
        struct str lines[SET_UP_WARNINGS];
        struct set_up up = set_up_of(&values, S(""), set_up_today());
        size_t n = set_up_warnings(&up, cli->arena, lines);
        for (size_t i = 0; i < n; i++) {
            printf("%.*s\n", STR_ARG(lines[i]));
        }
    }
}

static void close_db(struct db **db)
{
    db_close(*db);
}

static int check_verb(struct cli *cli)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct str why = S("");
    struct problems problems;
    problems_init(&problems, cli->arena);
    if (db_open(cli->arena, cli->db_url, DB_READ, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    printf("%.*s: the schema is the one this version knows\n", STR_ARG(db_url_shown(cli->arena, cli->db_url)));
    if (print_counts(db, cli->arena) != OK || db_verify(db, cli->arena, &problems) != OK) {
        return cli_problem(cli, str_format(cli->arena, "the database cannot be read through: %.*s; bring back a backup",
                                           STR_ARG(db_error(db))));
    }
    if (problems.n > 0) {
        return say_problems(&problems);
    }
    printf("whole: every page and every link between rows was looked at\n");
    print_disk(cli);
    print_set_up(cli, db);
    return CLI_OK;
}

const struct verb verb_check = {
    .name = "check",
    .usage = "",
    .summary = "look whether the database is whole, and count what is in it",
    .help = "Reads every page of it and follows every link between rows. Changes nothing.",
    .run = check_verb,
};
