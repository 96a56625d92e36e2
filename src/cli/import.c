/* SPDX-License-Identifier: AGPL-3.0-or-later
** import: places, EU projects and what other lists say of cities, from files. */
#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/migrate.h"
#include "cli/progress.h"
#include "jobs/embedded.h"
#include "jobs/import_cordis.h"
#include "jobs/import_facts.h"
#include "jobs/import_places.h"
#include "text/json.h"

#define IMPORT_ARENA_MAX (1024ull << 20) /* a gazetteer of 200,000 places takes about 200 MiB; CORDIS a few */

/* ---- what is imported */

/* "sqlite:var/small.db" gives "var/small.db.rejects.csv". */
static struct str default_rejects(struct arena *arena, struct str url)
{
    struct str path = str_starts(url, S("sqlite:")) ? str_from(url, 7) : url;
    bool file = !str_contains(path, S("://"));
    return file ? str_format(arena, "%.*s.rejects.csv", STR_ARG(path)) : S("rejects.csv");
}

static struct import_in import_in_of(struct cli *cli, struct arena *arena, const struct import_watch *watch)
{
    size_t n = cli->args_count - 1;
    struct import_file *files = arena_array(arena, struct import_file, n + 1);
    for (size_t i = 0; i < n; i++) {
        files[i].path = cli->args[i + 1];
    }
    struct str rejects = cli_text(cli, "--rejects", NULL);
    return (struct import_in){
        .url = cli->db_url, .files = files, .files_n = n,
        .rejects_path = rejects.s ? rejects : default_rejects(arena, cli->db_url), .now = (int64_t)time(NULL),
        .watch = watch, .size_rule = embedded_get("size-rule.json"), .themes = embedded_get("themes.json"),
    };
}

static void print_counts(const struct import_counts *counts, const char *of, const struct import_in *in)
{
    printf("%lld rows read. %s: %lld added, %lld changed, %lld unchanged. %lld rows rejected",
           (long long)counts->rows, of, (long long)counts->added, (long long)counts->changed,
           (long long)counts->unchanged, (long long)counts->rejected);
    if (counts->rejects_lost) {
        printf("; their reasons could not be written to %.*s", STR_ARG(in->rejects_path));
    } else if (counts->rejected > 0) {
        printf(", each with its reason in %.*s", STR_ARG(in->rejects_path));
    }
    printf(".");
    if (counts->skipped > 0) {
        printf(" %lld rows are about things not wanted here.", (long long)counts->skipped);
    }
    printf("\n");
}

static void print_euros(const char *what, int64_t cents)
{
    printf("%s: EUR %lld.%02d\n", what, (long long)(cents / 100), (int)(cents % 100));
}

static void json_number_of(struct json *json, const char *name, int64_t number)
{
    json_name(json, name);
    json_int(json, number);
}

static void print_json(const struct import_counts *counts, const struct cordis_report *report, int64_t micros)
{
    struct buf buf;
    buf_init(&buf, 65536);
    struct json json = json_to(&buf);
    json_open(&json, '{');
    if (report) {
        json_number_of(&json, "projects", report->projects);
        json_number_of(&json, "participations", report->participations);
    } else {
        json_number_of(&json, "rows", counts->rows);
    }
    json_number_of(&json, "added", counts->added);
    json_number_of(&json, "changed", counts->changed);
    json_number_of(&json, "unchanged", counts->unchanged);
    json_number_of(&json, "rejected", counts->rejected);
    if (report) {
        json_number_of(&json, "ec_contribution_cents", report->ec_contribution_cents);
        json_number_of(&json, "net_ec_contribution_cents", report->net_ec_contribution_cents);
    }
    json_name(&json, "seconds");
    json_micro(&json, micros);
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

static void print_cordis(const struct cordis_report *report, const struct import_in *in, int64_t micros)
{
    printf("%lld projects, %lld participations in %.1f seconds.\n", (long long)report->projects,
           (long long)report->participations, (double)micros / PROGRESS_MICRO);
    print_counts(&report->counts, "Projects and participations", in);
    print_euros("EU contribution to the projects", report->ec_contribution_cents);
    print_euros("EU contribution to the partners (net)", report->net_ec_contribution_cents);
    if (report->persons > 0) {
        printf("%lld participations are of private persons: they are counted, and never shown.\n",
               (long long)report->persons);
    }
    if (report->stubs > 0) {
        printf("%lld projects are known by their acronym only: no project table given has them.\n",
               (long long)report->stubs);
    }
    if (!str_is_empty(report->unused)) {
        printf("Not used: %.*s.\n", STR_ARG(report->unused));
    }
}

/* ---- one row a kind of import */

struct running {
    struct cli *cli;
    struct arena *arena;
    const struct import_in *in;
    const struct progress *progress;
    struct str what; /* the word on the command line */
};

static int finish(const struct running *running, enum fault fault, struct str why, const struct import_counts *counts,
                  const struct cordis_report *report, const char *records)
{
    progress_end(running->progress);
    if (fault != OK) {
        return cli_problem(running->cli, why);
    }
    int64_t micros = progress_micros(running->progress);
    if (cli_flag(running->cli, "--json")) {
        print_json(counts, report, micros);
    } else if (report) {
        print_cordis(report, running->in, micros);
    } else {
        print_counts(counts, records, running->in);
    }
    return CLI_OK;
}

static int run_cordis(const struct running *running)
{
    struct cordis_report report = {0};
    struct str why = S("");
    enum fault fault = import_cordis(running->arena, running->in, &report, &why);
    return finish(running, fault, why, &report.counts, &report, "");
}

static int run_places(const struct running *running)
{
    struct import_counts counts = {0};
    struct str why = S("");
    enum fault fault = import_places(running->arena, running->in, &counts, &why);
    return finish(running, fault, why, &counts, NULL, "Cities");
}

static int run_facts(const struct running *running)
{
    const struct facts_kind *kind = facts_find(running->what);
    struct import_counts counts = {0};
    struct str why = S("");
    enum fault fault = import_facts(running->arena, kind, running->in, &counts, &why);
    return finish(running, fault, why, &counts, NULL, str_c(running->arena, facts_records(kind)));
}

/* NULL: nothing is imported by that word. */
static int (*find_run(struct str what))(const struct running *)
{
    if (str_eq(what, S("places"))) {
        return run_places;
    }
    if (str_eq(what, S("cordis"))) {
        return run_cordis;
    }
    return facts_find(what) ? run_facts : NULL;
}

/* False: it was given and is no date. */
static bool read_as_of(struct cli *cli, struct import_in *in)
{
    struct str text = cli_text(cli, "--as-of", NULL);
    struct date date;
    if (!text.s) {
        return true;
    }
    if (!date_parse(text, &date)) {
        return false;
    }
    in->as_of = (struct maybe_int){true, date.days};
    return true;
}

static int import_files(struct running *running, int (*run)(const struct running *))
{
    struct arena arena;
    arena_init(&arena, IMPORT_ARENA_MAX);
    struct import_in in = import_in_of(running->cli, &arena, &running->progress->watch);
    running->arena = &arena;
    running->in = &in;
    int status = read_as_of(running->cli, &in) ? run(running)
                                               : cli_usage(running->cli, S("--as-of takes a date: 2024-01-31"));
    arena_done(&arena);
    return status;
}

static int import_verb(struct cli *cli)
{
    struct progress progress;
    struct running running = {.cli = cli, .progress = &progress, .what = cli->args[0]};
    int (*run)(const struct running *) = find_run(cli->args[0]);
    struct str why = S("");
    int done;
    progress_begin(&progress, "working out");
    if (!run) {
        return cli_usage(cli, S("say what to import: places, cordis, gcom, twinnings or uk-structural"));
    }
    if (cli->args_count < 2) {
        return cli_usage(cli, S("say which files"));
    }
    if (cli_migrate(cli, &done, &why) != OK) {
        return cli_problem(cli, why);
    }
    return import_files(&running, run);
}

static const struct cli_option OPTIONS[] = {
    {"--json", NULL, "print one JSON object instead of sentences"},
    {"--as-of", "DATE", "day the files speak of, for those that do not say it: 2024-01-31"},
    {"--rejects", "FILE", "where rows that could not be used are written; beside the database otherwise"},
    {NULL, NULL, NULL},
};

const struct verb verb_import = {
    .name = "import",
    .usage = "places|cordis|gcom|twinnings|uk-structural FILE... [--json] [--as-of DATE] [--rejects FILE]",
    .summary = "bring in places, EU projects, commitments, twinnings",
    .help = "places: GeoNames (.txt, .gz, .zip), the LAU table of municipalities, UK authorities.\n"
            "cordis: the official zip, a folder of its CSV files, single CSV files, or the XML.\n"
            "gcom: signatories of the Covenant of Mayors (df1_Signatories of the JRC, as CSV).\n"
            "twinnings: twinned towns, a pair a row, with country and position of both ends.\n"
            "uk-structural: projects of ERDF and ESF in the UK, 2007 to 2013.\n"
            "Nothing is seen of an import until it is complete; if it is interrupted, what was\n"
            "there stays. The same file again changes nothing, and no file deletes anything.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = -1,
    .run = import_verb,
};
