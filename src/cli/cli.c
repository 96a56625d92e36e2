/* SPDX-License-Identifier: AGPL-3.0-or-later
** cli: from argv to a verb. */
#include "cli/cli.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/scan.h"

#define ARENA_MAX (256u << 20) /* a verb's own memory; imports bound themselves further */
#define DB_DEFAULT "sqlite:var/smallgiants.db"

static const struct cli_option COMMON[] = {
    {"--db", "URL", "the database (default: $SMALLGIANTS_DB, else " DB_DEFAULT ")"},
    {"--help", NULL, "this help"},
    {NULL, NULL, NULL},
};

/* ---- help */

static void print_options(const struct cli_option *options)
{
    for (; options != NULL && options->name != NULL; options++) {
        char left[40];
        snprintf(left, sizeof left, "%s%s%s", options->name, options->value ? " " : "",
                 options->value ? options->value : "");
        printf("  %-22s %s\n", left, options->help);
    }
}

static int print_verb_help(const struct verb *verb)
{
    printf("usage: smallgiants %s%s%s\n\n%s.\n", verb->name, *verb->usage ? " " : "", verb->usage, verb->summary);
    if (verb->help != NULL) {
        printf("\n%s\n", verb->help);
    }
    printf("\noptions:\n");
    print_options(verb->options);
    print_options(COMMON);
    printf("\nexit status: 0 done, 1 a problem in the data or the machine, 2 wrong use\n");
    return CLI_OK;
}

static int print_help(const struct verb *const *verbs, size_t count)
{
    printf("usage: smallgiants VERB [ARGUMENT]... [--OPTION]...\n\n"
           "A network of small cities: what they need, who has done it, who can help.\n\nverbs:\n");
    for (size_t i = 0; i < count; i++) {
        printf("  %-12s %s\n", verbs[i]->name, verbs[i]->summary);
    }
    printf("\n`smallgiants VERB --help` says more. To begin: smallgiants migrate --seed, then smallgiants serve\n\n"
           "exit status: 0 done, 1 a problem in the data or the machine, 2 wrong use\n");
    return CLI_OK;
}

/* ---- what went wrong */

int cli_problem(const struct cli *cli, struct str sentence)
{
    fflush(stdout);
    fprintf(stderr, "smallgiants %s: %.*s\n", cli->verb->name, STR_ARG(sentence));
    return CLI_PROBLEM;
}

int cli_usage(const struct cli *cli, struct str sentence)
{
    fflush(stdout);
    fprintf(stderr, "smallgiants %s: %.*s\nusage: smallgiants %s %s\n", cli->verb->name, STR_ARG(sentence),
            cli->verb->name, cli->verb->usage);
    return CLI_USAGE;
}

/* ---- options */

static const struct cli_option *find_option(const struct cli_option *options, struct str name)
{
    for (; options != NULL && options->name != NULL; options++) {
        if (str_eq(str_of(options->name), name)) {
            return options;
        }
    }
    return NULL;
}

struct str cli_text_nth(const struct cli *cli, const char *name, size_t i)
{
    for (size_t k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, name) == 0 && i-- == 0) {
            return cli->given[k].value;
        }
    }
    return (struct str){0};
}

struct str cli_text(const struct cli *cli, const char *name, const char *otherwise)
{
    struct str value = str_of(otherwise);
    for (size_t k = 0; k < cli->given_count; k++) {
        if (strcmp(cli->given[k].option->name, name) == 0) {
            value = cli->given[k].value;
        }
    }
    return value;
}

bool cli_flag(const struct cli *cli, const char *name)
{
    return cli_text_nth(cli, name, 0).s != NULL;
}

bool cli_int(const struct cli *cli, const char *name, int64_t min, int64_t max, int64_t otherwise, int64_t *ret_number)
{
    struct str text = cli_text(cli, name, NULL);
    int64_t number = otherwise;
    if (text.s != NULL && !parse_int(text, min, max, &number)) {
        cli_usage(cli, str_format(cli->arena, "%s takes a whole number from %lld to %lld, not %.*s", name,
                                  (long long)min, (long long)max, STR_ARG(text)));
        return false;
    }
    *ret_number = number;
    return true;
}

/* "--top 5" and "--top=5". Moves *at over the value. */
static int take_option(struct cli *cli, int argc, char **argv, int *at)
{
    struct str value;
    struct str name = str_cut(str_of(argv[*at]), '=', &value);
    const struct cli_option *option = find_option(cli->verb->options, name);
    option = option != NULL ? option : find_option(COMMON, name);
    if (option == NULL) {
        return cli_usage(cli, str_format(cli->arena, "there is no option %.*s", STR_ARG(name)));
    }
    if (option->value == NULL && value.s != NULL) {
        return cli_usage(cli, str_format(cli->arena, "%s takes no value", option->name));
    }
    if (option->value != NULL && value.s == NULL) {
        if (*at + 1 == argc) {
            return cli_usage(cli, str_format(cli->arena, "%s needs a value: %s %s", option->name, option->name,
                                             option->value));
        }
        value = str_of(argv[++*at]);
    }
    if (cli->given_count == CLI_GIVEN_MAX) {
        return cli_usage(cli, S("there are too many options"));
    }
    cli->given[cli->given_count].option = option;
    cli->given[cli->given_count++].value = option->value != NULL ? value : S("1");
    return CLI_OK;
}

/* argv[2..]: options and arguments in any order; everything behind "--" is an argument. */
static int take_line(struct cli *cli, int argc, char **argv)
{
    struct str *args = arena_array(cli->arena, struct str, (size_t)argc);
    bool options_end = false;
    for (int i = 2; i < argc; i++) {
        if (!options_end && strcmp(argv[i], "--") == 0) {
            options_end = true;
        } else if (options_end || argv[i][0] != '-' || argv[i][1] == '\0') {
            args[cli->args_count++] = str_of(argv[i]);
        } else {
            int status = take_option(cli, argc, argv, &i);
            if (status != CLI_OK) {
                return status;
            }
        }
    }
    cli->args = args;
    return CLI_OK;
}

static int check_args(struct cli *cli)
{
    int n = (int)cli->args_count;
    for (int i = 0; i < n; i++) {
        if (!str_is_utf8(cli->args[i])) {
            return cli_usage(cli, str_format(cli->arena, "argument %d is not valid UTF-8", i + 1));
        }
    }
    if (n < cli->verb->args_min) {
        return cli_usage(cli, S("something is missing"));
    }
    if (cli->verb->args_max >= 0 && n > cli->verb->args_max) {
        return cli_usage(cli, str_format(cli->arena, "does not know what to do with \"%.*s\"",
                                         STR_ARG(cli->args[cli->verb->args_max])));
    }
    return CLI_OK;
}

struct str cli_db_folder(struct arena *arena, struct str url)
{
    struct str path = str_starts(url, S("sqlite:")) ? str_from(url, sizeof "sqlite:" - 1) : url;
    const char *slash = str_contains(path, S("://")) ? NULL : memrchr(path.s, '/', path.n);
    if (slash == NULL) {
        return str_contains(path, S("://")) ? (struct str){0} : S(".");
    }
    return slash == path.s ? S("/") : str_copy(arena, str_sub(path, 0, (size_t)(slash - path.s)));
}

struct log_someone cli_who(struct arena *arena)
{
    const char *before = geteuid() == 0 ? getenv("SUDO_USER") : NULL;
    const struct passwd *user = before != NULL && *before ? NULL : getpwuid(getuid());
    struct str name = before != NULL && *before ? str_of(before)
                      : user != NULL            ? str_of(user->pw_name)
                                                : str_format(arena, "user %u", getuid());
    return (struct log_someone){.is = LOG_CONSOLE, .name = str_scrub(arena, str_copy(arena, name))};
}

static struct str choose_db(const struct cli *cli)
{
    const char *set = getenv("SMALLGIANTS_DB");
    return cli_text(cli, "--db", set != NULL && *set ? set : DB_DEFAULT);
}

static int run_verb(const struct verb *verb, int argc, char **argv)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, ARENA_MAX);
    struct cli cli = {.verb = verb, .arena = &arena};
    int status = take_line(&cli, argc, argv);
    if (status != CLI_OK) {
        return status;
    }
    if (cli_flag(&cli, "--help")) {
        return print_verb_help(verb);
    }
    status = check_args(&cli);
    if (status != CLI_OK) {
        return status;
    }
    cli.db_url = choose_db(&cli);
    return verb->run(&cli);
}

int cli_main(const struct verb *const *verbs, size_t count, int argc, char **argv)
{
    struct str name = str_of(argc > 1 ? argv[1] : "--help");
    if (str_eq(name, S("--help")) || str_eq(name, S("-h")) || str_eq(name, S("help"))) {
        return print_help(verbs, count);
    }
    if (str_eq(name, S("--version"))) {
        printf("smallgiants %s\n", SMALLGIANTS_VERSION);
        return CLI_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (str_eq(str_of(verbs[i]->name), name)) {
            return run_verb(verbs[i], argc, argv);
        }
    }
    fprintf(stderr, "smallgiants: there is no verb \"%.*s\"; smallgiants --help lists them\n", STR_ARG(name));
    return CLI_USAGE;
}
