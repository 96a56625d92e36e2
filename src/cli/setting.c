/* SPDX-License-Identifier: AGPL-3.0-or-later
** setting: what the network sets for itself, listed and changed. A running server shows it at its next request. */
#include "store/setting_change.h"

#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "db/again.h"

static void close_db(struct db **db)
{
    db_close(*db);
}

static int list(struct cli *cli, struct db *db)
{
    struct setting_values values;
    if (setting_list(db, cli->arena, &values) != OK) {
        return cli_problem(cli, S("the settings cannot be read"));
    }
    for (size_t i = 0; i < SETTING__MAX; i++) {
        const struct setting *setting = &values.items[i];
        printf("%-20.*s %.*s%s\n                     %.*s\n", STR_ARG(setting->name),
               STR_ARG(setting->value.n ? setting->value : S("(nothing)")), setting->set ? "" : "  (default)",
               STR_ARG(setting_known[i].help));
    }
    return CLI_OK;
}

static enum fault change_once(struct cli *cli, struct db *db, struct problems *problems)
{
    struct log_someone who = cli_who(cli->arena);
    struct str value = cli->args_count == 2 ? cli->args[1] : (struct str){0};
    TRY(db_begin(db));
    return db_end(db, setting_change(db, cli->arena, cli->args[0], value, &who, (int64_t)time(NULL), problems));
}

static enum fault change(struct cli *cli, struct db *db, struct problems *problems)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = change_once(cli, db, problems);
    } while (again_due(&again, fault));
    return fault;
}

static int save(struct cli *cli, struct db *db)
{
    struct problems problems;
    problems_init(&problems, cli->arena);
    switch (change(cli, db, &problems)) {
    case OK:
        return CLI_OK;
    case FAULT_NOT_FOUND:
        return cli_usage(cli, str_format(cli->arena, "there is no setting \"%.*s\"; smallgiants setting lists them",
                                         STR_ARG(cli->args[0])));
    case FAULT_INVALID:
        for (size_t i = 1; i < problems.n; i++) {
            fprintf(stderr, "%.*s %.*s; %.*s\n", STR_ARG(problems.items[i].where), STR_ARG(problems.items[i].what),
                    STR_ARG(problems.items[i].hint));
        }
        return cli_problem(cli, str_format(cli->arena, "%.*s %.*s; %.*s", STR_ARG(problems.items[0].where),
                                           STR_ARG(problems.items[0].what), STR_ARG(problems.items[0].hint)));
    case FAULT_UNSURE:
        return cli_problem(cli, db_error(db));
    default:
        return cli_problem(cli, str_format(cli->arena, "the setting could not be saved: %.*s", STR_ARG(db_error(db))));
    }
}

static int setting_verb(struct cli *cli)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct str why = S("");
    enum db_mode mode = cli->args_count == 0 ? DB_READ : DB_WRITE;
    if (db_open(cli->arena, cli->db_url, mode, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    if (cli->args_count == 1 && !cli_flag(cli, "--default")) {
        return cli_usage(cli, S("say the value too, or --default"));
    }
    return cli->args_count == 0 ? list(cli, db) : save(cli, db);
}

static const struct cli_option OPTIONS[] = {
    {"--default", NULL, "with a name and no value: back to the default"},
    {NULL, NULL, NULL},
};

const struct verb verb_setting = {
    .name = "setting",
    .usage = "[NAME VALUE] | [NAME --default]",
    .summary = "list or change what the network sets for itself: its name, who runs it, what it says",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 2,
    .run = setting_verb,
};
