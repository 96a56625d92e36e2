/* SPDX-License-Identifier: AGPL-3.0-or-later
** provider: where people may sign in with the account of their organisation. */
#include "jobs/provider.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "cli/cli.h"
#include "db/again.h"

static void close_db(struct db **db)
{
    db_close(*db);
}

static int say_fault(struct cli *cli, struct db *db, enum fault fault, struct str name)
{
    switch (fault) {
    case OK:
        return CLI_OK;
    case FAULT_NOT_FOUND:
        return cli_problem(cli, str_format(cli->arena, "there is no provider %.*s; smallgiants provider list",
                                           STR_ARG(name)));
    case FAULT_CONFLICT:
        return cli_problem(cli, S("there is a provider with this name or this issuer; smallgiants provider list"));
    case FAULT_TOO_LARGE:
        return cli_problem(cli, str_format(cli->arena, "there are %d providers, and no more fit", PROVIDERS_MAX));
    default:
        return cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(db))));
    }
}

/* ---- list */

static struct str when(struct arena *arena, struct maybe_int at)
{
    return at.known ? instant_iso(arena, at.v) : S("never");
}

static int provider_list(struct cli *cli, struct db *db, struct str name)
{
    struct q_provider_list *rows;
    size_t n;
    enum fault fault = q_provider_list(db, cli->arena, &rows, &n);
    if (fault != OK) {
        return say_fault(cli, db, fault, name);
    }
    for (size_t i = 0; i < n; i++) {
        const struct q_provider_list *row = &rows[i];
        printf("%.*s  \"%.*s\"\n    issuer       %.*s\n    client       %.*s\n", STR_ARG(row->name),
               STR_ARG(row->title), STR_ARG(row->issuer), STR_ARG(row->client));
        if (row->mail_domain.n > 0) {
            printf("    speaks for   addresses of %.*s\n", STR_ARG(row->mail_domain));
        }
        printf("    keys fetched %.*s\n", STR_ARG(when(cli->arena, row->keys_at)));
        if (row->why.n > 0) {
            printf("    last asked   %.*s, in vain: %.*s\n", STR_ARG(instant_iso(cli->arena, row->asked_at)),
                   STR_ARG(row->why));
        }
    }
    if (n == 0) {
        printf("Nobody signs in with the account of an organisation yet; smallgiants provider --help\n");
    }
    return CLI_OK;
}

/* ---- check */

static int ask(struct cli *cli, struct db *db, const struct q_provider_by_name *row)
{
    struct str why = S("");
    struct str secret;
    if (provider_secret(cli->arena, row->secret_file, &secret, &why) != OK ||
        provider_ask(db, cli->arena, row, (int64_t)time(NULL), &why) != OK) {
        return cli_problem(cli, why);
    }
    return CLI_OK;
}

static int provider_check(struct cli *cli, struct db *db, struct str name)
{
    struct q_provider_by_name row;
    enum fault fault = q_provider_by_name(db, cli->arena, name, &row);
    int status = fault == OK ? ask(cli, db, &row) : say_fault(cli, db, fault, name);
    if (status == CLI_OK) {
        printf("%.*s answers, and its keys are kept.\n", STR_ARG(name));
    }
    return status;
}

/* ---- add and remove */

static enum fault must_use note(struct cli *cli, struct db *db, const char *kind, struct str fields)
{
    return trust_log_add(db, cli->arena, &(struct log_event){
        .kind = str_of(kind), .fields = fields, .who = cli_who(cli->arena), .now = (int64_t)time(NULL)});
}

static enum fault must_use add_in(struct cli *cli, struct db *db, const struct provider_new *provider)
{
    TRY(provider_add(db, cli->arena, provider, (int64_t)time(NULL)));
    return note(cli, db, "provider-added", str_format(cli->arena, "provider=%.*s\nissuer=%.*s\ndomain=%.*s\n",
                                                      STR_ARG(provider->name), STR_ARG(provider->issuer),
                                                      STR_ARG(provider->mail_domain)));
}

static enum fault add_once(struct cli *cli, struct db *db, const struct provider_new *provider)
{
    TRY(db_begin(db));
    return db_end(db, add_in(cli, db, provider));
}

static enum fault must_use remove_in(struct cli *cli, struct db *db, struct str name)
{
    TRY(provider_remove(db, cli->arena, name));
    return note(cli, db, "provider-removed", str_format(cli->arena, "provider=%.*s\n", STR_ARG(name)));
}

static enum fault remove_once(struct cli *cli, struct db *db, struct str name)
{
    TRY(db_begin(db));
    return db_end(db, remove_in(cli, db, name));
}

static enum fault remove_again(struct cli *cli, struct db *db, struct str name)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = remove_once(cli, db, name);
    } while (again_due(&again, fault));
    return fault;
}

static int provider_remove_part(struct cli *cli, struct db *db, struct str name)
{
    enum fault fault = remove_again(cli, db, name);
    if (fault == OK) {
        printf("Nobody signs in with %.*s any more.\n", STR_ARG(name));
    }
    return say_fault(cli, db, fault, name);
}

static struct str reach_of(const struct cli *cli, struct str issuer)
{
    return fetch_may(issuer, FETCH_LOOPBACK) ? S("loopback") : cli_flag(cli, "--private") ? S("private") : S("open");
}

static bool is_domain(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.' && c != '-') {
            return false;
        }
    }
    return text.n == 0 || (str_contains(text, S(".")) && text.s[0] != '.' && text.s[text.n - 1] != '.');
}

/* No text: all fits. */
static struct str wrong_in(const struct provider_new *new)
{
    if (!provider_name_fits(new->name)) {
        return S("a name has up to 40 letters a-z, digits and '-', such as city-of-ciampino");
    }
    if (!fetch_may(new->issuer, provider_reach(new->reach)) || str_contains(new->issuer, S("?")) ||
        str_contains(new->issuer, S("#"))) {
        return S("--issuer is an address of https, such as https://login.example.org/city");
    }
    if (new->client.n == 0 || new->client.n > PROVIDER_CLIENT_MAX) {
        return S("--client is the name that the provider gave to this network");
    }
    if (new->title.n == 0 || str_letters(new->title) > PROVIDER_TITLE_MAX || !str_is_utf8(new->title)) {
        return S("--title has 1 to 60 letters: it stands on a button");
    }
    return is_domain(new->mail_domain) ? (struct str){0}
                                       : S("--mail-domain is what stands behind the @, in small letters");
}

static int add_and_ask(struct cli *cli, struct db *db, const struct provider_new *new)
{
    struct again again = {0};
    struct q_provider_by_name row;
    enum fault fault;
    do {
        fault = add_once(cli, db, new);
    } while (again_due(&again, fault));
    fault = fault == OK ? q_provider_by_name(db, cli->arena, new->name, &row) : fault;
    if (fault != OK) {
        return say_fault(cli, db, fault, new->name);
    }
    int status = ask(cli, db, &row);
    if (status != CLI_OK) {
        (void)!remove_again(cli, db, new->name); /* its problem was said; one that stays can be removed by hand */
        return status;
    }
    printf("%.*s is added. Name this address at the provider, exactly:\n    BASE/sign-in/back/%.*s\nwhere BASE is what "
           "`smallgiants setting` shows as base_url.\n", STR_ARG(new->name), STR_ARG(new->name));
    return CLI_OK;
}

static int provider_add_part(struct cli *cli, struct db *db, struct str name)
{
    char path[PATH_MAX];
    struct str file = cli_text(cli, "--secret-file", "");
    struct str title = cli_text(cli, "--title", NULL);
    struct provider_new new = {
        .name = name, .title = title.s != NULL ? str_trim(title) : name, .issuer = cli_text(cli, "--issuer", ""),
        .client = cli_text(cli, "--client", ""), .mail_domain = cli_text(cli, "--mail-domain", ""),
    };
    new.reach = reach_of(cli, new.issuer);
    struct str wrong = wrong_in(&new);
    if (wrong.n > 0) {
        return cli_usage(cli, wrong);
    }
    if (file.n == 0 || realpath(str_c(cli->arena, file), path) == NULL) {
        return cli_usage(cli, S("--secret-file names the file with the secret that the provider gave"));
    }
    new.secret_file = str_of(path);
    return add_and_ask(cli, db, &new);
}

static const struct part {
    struct str name;
    size_t args;
    int (*run)(struct cli *cli, struct db *db, struct str name);
} parts[] = {
    {S_INIT("list"), 0, provider_list},
    {S_INIT("add"), 1, provider_add_part},
    {S_INIT("check"), 1, provider_check},
    {S_INIT("remove"), 1, provider_remove_part},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct str why = S("");
    size_t given = cli->args_count > 0 ? cli->args_count - 1 : 0;
    if (given != part->args) {
        return cli_usage(cli, part->args == 0 ? S("nothing more is wanted here") : S("say the name of the provider"));
    }
    if (db_open(cli->arena, cli->db_url, part->args == 0 ? DB_READ : DB_WRITE, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    return part->run(cli, db, part->args > 0 ? cli->args[1] : S(""));
}

static int provider_verb(struct cli *cli)
{
    struct str name = cli->args_count > 0 ? cli->args[0] : S("list");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(name, parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: list, add, check or remove"));
}

static const struct cli_option OPTIONS[] = {
    {"--issuer", "URL", "add: the provider's address, exactly as it writes itself"},
    {"--client", "ID", "add: the name that it gave to this network"},
    {"--secret-file", "FILE", "add: holds the secret that it gave; it stays there and is read when needed"},
    {"--title", "TEXT", "add: what stands on the button; else its name"},
    {"--mail-domain", "DOMAIN", "add: who signs in there with an address of this domain is the person who has it here"},
    {"--private", NULL, "add: it may stand in a network of your own (10.0.0.0/8 and the like)"},
    {NULL, NULL, NULL},
};

const struct verb verb_provider = {
    .name = "provider",
    .usage = "[list] | add NAME --issuer URL --client ID --secret-file FILE [--title TEXT]\n"
             "           [--mail-domain DOMAIN] [--private] | check NAME | remove NAME",
    .summary = "where people may sign in with the account of their organisation (OpenID Connect)",
    .help = "Only https is asked, but for a provider on this very machine. What it says of itself\n"
            "and its keys are kept and fetched anew when they are old; check does that at once.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 2,
    .run = provider_verb,
};
