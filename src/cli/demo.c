/* SPDX-License-Identifier: AGPL-3.0-or-later
** demo: makes a demonstration network in an empty database. */
#include "store/demo.h"

#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "db/again.h"
#include "web/programme/programme_demo.h"

static void close_db(struct db **db)
{
    db_close(*db);
}

static void print_people(const struct q_demo_people *rows, size_t n)
{
    printf("A demonstration: its member cities and their people are invented. Sign in at /sign-in, a button each:\n");
    for (size_t i = 0; i < n; i++) {
        printf("  %.*s, %.*s%s%.*s\n", STR_ARG(rows[i].name),
               STR_ARG(str_eq(rows[i].role, S("main_contact")) ? S("main contact") : rows[i].role),
               rows[i].city.n > 0 ? " of " : "", STR_ARG(rows[i].city));
    }
}

static enum fault must_use make_all(struct db *db, struct arena *arena)
{
    const struct log_someone who = cli_who(arena);
    int64_t now = (int64_t)time(NULL);
    TRY(demo_make(db, arena, &who, now));
    return programme_demo(db, arena, now);
}

static enum fault must_use make(struct cli *cli, struct db *db)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = db_begin(db);
        fault = fault == OK ? db_end(db, make_all(db, cli->arena)) : fault;
    } while (again_due(&again, fault));
    return fault;
}

static int demo_verb(struct cli *cli)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct str why = S("");
    enum demo_state state;
    struct q_demo_people *rows;
    size_t n;
    bool if_empty = cli_flag(cli, "--if-empty");
    if (db_open(cli->arena, cli->db_url, DB_WRITE, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    enum fault fault = demo_look(db, cli->arena, &state);
    if (fault == OK && state == DEMO_IN_USE) {
        return if_empty ? CLI_OK
                        : cli_problem(cli, S("this database is in use: people, member cities or settings are in it; "
                                             "name an empty one, as in --db sqlite:var/demo.db"));
    }
    if (fault == OK && state == DEMO_MADE && !if_empty) {
        return cli_problem(cli, S("this database is a demonstration already"));
    }
    fault = fault == OK && state == DEMO_EMPTY ? make(cli, db) : fault;
    fault = fault == OK ? demo_list_people(db, cli->arena, (int64_t)time(NULL), &rows, &n) : fault;
    if (fault != OK) {
        return cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(db))));
    }
    print_people(rows, n);
    return CLI_OK;
}

static const struct cli_option OPTIONS[] = {
    {"--if-empty", NULL, "a database that is in use is left as it is, and that is fine"},
    {NULL, NULL, NULL},
};

const struct verb verb_demo = {
    .name = "demo",
    .usage = "[--if-empty]",
    .summary = "make a demonstration network, with invented cities and people",
    .help = "Only in a database where nobody is yet and nothing was set; it then stays a demonstration:\n"
            "every page says so, the public never sees it, no mail goes out, and on this computer one\n"
            "signs in as any of its people with a button. Real cities keep their facts and get nothing\n"
            "invented. A real network begins in an empty database: smallgiants migrate.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 0,
    .run = demo_verb,
};
