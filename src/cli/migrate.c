/* SPDX-License-Identifier: AGPL-3.0-or-later
** migrate: makes the database, or brings it to what this program knows. */
#include "db/migrate.h"

#include <stdio.h>

#include "cli/cli.h"
#include "jobs/seed.h"

static int migrate_verb(struct cli *cli)
{
    int done = 0;
    struct str why = S("");
    if (migrate(cli->arena, cli->db_url, &done, &why) != OK) {
        return cli_problem(cli, why);
    }
    if (done > 0) {
        printf("%.*s: %d migration%s done\n", STR_ARG(cli->db_url), done, done == 1 ? "" : "s");
    } else {
        printf("%.*s: nothing to do\n", STR_ARG(cli->db_url));
    }
    if (!cli_flag(cli, "--seed")) {
        return CLI_OK;
    }
    fflush(stdout);
    return seed_content(cli->arena, cli->db_url, &why) == OK ? CLI_OK : cli_problem(cli, why);
}

static const struct cli_option OPTIONS[] = {
    {"--seed", NULL, "also bring the content that ships with the program: places and sample projects"},
    {NULL, NULL, NULL},
};

const struct verb verb_migrate = {
    .name = "migrate",
    .usage = "[--seed]",
    .summary = "make the database, or bring it to this version",
    .help = "Doing it again changes nothing. A database of a newer version is refused.",
    .options = OPTIONS,
    .run = migrate_verb,
};
