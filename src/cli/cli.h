/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cli: the command line. A verb is a file with one `struct verb` beside its function, named in the table of
** main.c; help, option checks and usage errors come from it.
**
** Exit status: 0 done, 1 a problem in the data or the machine (said on standard error), 2 wrong use.
*/
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/trust_log.h"

enum { CLI_OK = 0, CLI_PROBLEM = 1, CLI_USAGE = 2 };

#define CLI_GIVEN_MAX 64 /* options on one command line */

/* An option of a verb. --db and --help belong to every verb and are not listed. */
struct cli_option {
    const char *name;  /* "--top" */
    const char *value; /* "N", for the help; NULL for a flag */
    const char *help;
};

struct cli;

struct verb {
    const char *name;
    const char *usage;   /* what follows the name: "CITY [--theme T]... [--top N] [--json]" */
    const char *summary; /* one line */
    const char *help;    /* a paragraph or two, lines up to 80 columns; NULL for none */
    const struct cli_option *options; /* ends with a NULL name; NULL for none */
    int args_min;
    int args_max;        /* -1: any number */
    int (*run)(struct cli *cli);
};

/* What a verb is given. */
struct cli {
    const struct verb *verb;
    struct arena *arena;
    struct str db_url;        /* --db, else SMALLGIANTS_DB, else sqlite:var/smallgiants.db */
    const struct str *args;   /* what is no option, in order */
    size_t args_count;
    struct {
        const struct cli_option *option;
        struct str value;
    } given[CLI_GIVEN_MAX];
    size_t given_count;
};

bool cli_flag(const struct cli *cli, const char *name);
/* The last value of an option; `otherwise` (may be no text) when it was not given. */
struct str cli_text(const struct cli *cli, const char *name, const char *otherwise);
/* The i-th value of a repeated option; no text past the last. */
struct str cli_text_nth(const struct cli *cli, const char *name, size_t i);
/* False, after saying so, when the value is no number from min to max. */
bool cli_int(const struct cli *cli, const char *name, int64_t min, int64_t max, int64_t otherwise, int64_t *ret_number);

/* "sqlite:var/net.db" gives "var"; no text for a database that is no file of this machine. */
struct str cli_db_folder(struct arena *arena, struct str url);

/* Who is at the command line, for the log: the user that the machine knows, before sudo. */
struct log_someone cli_who(struct arena *arena);

/* "smallgiants VERB: sentence" on standard error. Return what the verb returns: CLI_PROBLEM, CLI_USAGE. */
int cli_problem(const struct cli *cli, struct str sentence);
int cli_usage(const struct cli *cli, struct str sentence);

/* Runs the program's line; returns the exit status. */
int cli_main(const struct verb *const *verbs, size_t count, int argc, char **argv);

/* The verbs, each in the file of its name. */
extern const struct verb verb_city;
extern const struct verb verb_match;
extern const struct verb verb_fits;
extern const struct verb verb_search;
extern const struct verb verb_calls;
extern const struct verb verb_serve;
extern const struct verb verb_migrate;
extern const struct verb verb_import;
extern const struct verb verb_evidence;
extern const struct verb verb_jobs;
extern const struct verb verb_routes;
extern const struct verb verb_rights;
extern const struct verb verb_seat;
extern const struct verb verb_roadmap;
extern const struct verb verb_check;
extern const struct verb verb_provider;
extern const struct verb verb_demo;
extern const struct verb verb_setting;
extern const struct verb verb_set_up;
extern const struct verb verb_remarks;
extern const struct verb verb_mail;
extern const struct verb verb_person;
extern const struct verb verb_member;
extern const struct verb verb_handover;
extern const struct verb verb_log;
extern const struct verb verb_privacy;
extern const struct verb verb_backup;
extern const struct verb verb_restore;
extern const struct verb verb_copy;
extern const struct verb verb_survey;
extern const struct verb verb_programme;

#endif
