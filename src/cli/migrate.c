/* SPDX-License-Identifier: AGPL-3.0-or-later
** migrate: makes the database, or brings it to what this program knows. */
#include "cli/migrate.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/migrate.h"
#include "db/url.h"
#include "jobs/backup.h"
#include "jobs/hold.h"
#include "jobs/kinds.h"
#include "jobs/process.h"
#include "jobs/seed.h"

/* What people gave, as it was before: a migration changes it in place. */
static enum fault must_use keep(const struct cli *cli, struct str *ret_why)
{
    struct str path = S("");
    struct str folder = cli_text(cli, "--backup-to", NULL);
    if (folder.s == NULL) {
        folder = cli_db_folder(cli->arena, cli->db_url);
        folder = folder.s != NULL ? folder : S(".");
    }
    TRY(backup_before_migrate(cli->arena, cli->db_url, folder, (int64_t)time(NULL), S(SMALLGIANTS_VERSION), &path,
                              ret_why));
    if (!str_is_empty(path)) {
        printf("%.*s: what people gave, as it was before this version; bring it back with: smallgiants restore\n",
               STR_ARG(path));
    }
    return OK;
}

enum fault cli_migrate(const struct cli *cli, int *ret_done, struct str *ret_why)
{
    TRY(keep(cli, ret_why));
    return migrate(cli->arena, cli->db_url, ret_done, ret_why);
}

/* Where the pages show what was brought in and when, it stands too; once, however often it is done again. */
static enum fault note_seed(struct cli *cli, struct str *ret_why)
{
    struct hold hold;
    const struct job_new job = {
        .uid = S("seed"), .kind = S("seed"), .lane = lane_name(LANE_SLOW), .about = S(""), .payload = S(""),
        .tries_max = 1, .taken_by = process_self(cli->arena),
    };
    TRY(hold_add(cli->arena, cli->db_url, &job, NULL, &hold, ret_why));
    enum fault fault = hold_done(&hold, S(""));
    if (fault != OK && fault != FAULT_CONFLICT) { /* noted before */
        *ret_why = str_format(cli->arena, "it is here, but this cannot be noted: %.*s", STR_ARG(db_error(hold.db)));
    }
    hold_close(&hold);
    return fault == FAULT_CONFLICT ? OK : fault;
}

static int migrate_verb(struct cli *cli)
{
    int done = 0;
    struct str why = S("");
    if (cli_migrate(cli, &done, &why) != OK) {
        return cli_problem(cli, why);
    }
    if (done > 0) {
        printf("%.*s: %d migration%s done\n", STR_ARG(db_url_shown(cli->arena, cli->db_url)), done, done == 1 ? ""
               : "s");
    } else {
        printf("%.*s: nothing to do\n", STR_ARG(db_url_shown(cli->arena, cli->db_url)));
    }
    if (!cli_flag(cli, "--seed")) {
        return CLI_OK;
    }
    fflush(stdout);
    if (seed_content(cli->arena, cli->db_url, &why) != OK || note_seed(cli, &why) != OK) {
        return cli_problem(cli, why);
    }
    return CLI_OK;
}

static const struct cli_option OPTIONS[] = {
    {"--seed", NULL, "also bring the content that ships with the program: places and sample projects"},
    {"--backup-to", "FOLDER", "where to keep what is there before it is changed; beside the database otherwise"},
    {NULL, NULL, NULL},
};

const struct verb verb_migrate = {
    .name = "migrate",
    .usage = "[--seed] [--backup-to FOLDER]",
    .summary = "make the database, or bring it to this version",
    .help = "Doing it again changes nothing. A database of a newer version is refused. Before one of an\n"
            "earlier version is changed, what people gave is kept in a backup; then all is changed, or\n"
            "nothing.",
    .options = OPTIONS,
    .run = migrate_verb,
};
