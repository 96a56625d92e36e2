/* SPDX-License-Identifier: AGPL-3.0-or-later
** import: places, EU projects and what other lists say of cities, from files. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/migrate.h"
#include "cli/progress.h"
#include "jobs/hold.h"
#include "jobs/import_job.h"
#include "jobs/process.h"
#include "text/json.h"

/* ---- what came of it */

static void print_counts(const struct import_counts *counts, struct str of, const struct import_order *order)
{
    printf("%lld rows read. %.*s: %lld added, %lld changed, %lld unchanged. %lld rows rejected",
           (long long)counts->rows, STR_ARG(of), (long long)counts->added, (long long)counts->changed,
           (long long)counts->unchanged, (long long)counts->rejected);
    if (counts->rejects_lost) {
        printf("; their reasons could not be written to %.*s", STR_ARG(order->rejects_path));
    } else if (counts->rejected > 0) {
        printf(", each with its reason in %.*s", STR_ARG(order->rejects_path));
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

static void print_json(const struct import_report *all, int64_t micros)
{
    const struct import_counts *counts = &all->counts;
    const struct cordis_report *report = all->is_cordis ? &all->cordis : NULL;
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
    if (all->is_calls) {
        json_number_of(&json, "deadlines", all->calls.deadlines);
        json_number_of(&json, "undated", all->calls.undated);
    }
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

static void print_cordis(const struct cordis_report *report, const struct import_order *order, int64_t micros)
{
    printf("%lld projects, %lld participations in %.1f seconds.\n", (long long)report->projects,
           (long long)report->participations, (double)micros / PROGRESS_MICRO);
    print_counts(&report->counts, S("Projects and participations"), order);
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

static void print_report(const struct cli *cli, const struct import_report *report, const struct import_order *order,
                         int64_t micros)
{
    const struct cordis_report *cordis = report->is_cordis ? &report->cordis : NULL;
    if (cli_flag(cli, "--json")) {
        print_json(report, micros);
    } else if (cordis) {
        print_cordis(cordis, order, micros);
    } else {
        print_counts(&report->counts, report->records, order);
    }
    if (report->is_calls && !cli_flag(cli, "--json")) {
        printf("%lld deadlines. %lld funding calls name none.\n", (long long)report->calls.deadlines,
               (long long)report->calls.undated);
    }
}

/* ---- what is to be done */

/* "sqlite:var/small.db" gives "var/small.db.rejects.csv". */
static struct str default_rejects(struct arena *arena, struct str url)
{
    struct str path = str_starts(url, S("sqlite:")) ? str_from(url, 7) : url;
    bool file = !str_contains(path, S("://"));
    return file ? str_format(arena, "%.*s.rejects.csv", STR_ARG(path)) : S("rejects.csv");
}

/* CLI_OK, or the exit status after saying what is wrong. */
static int read_order(struct cli *cli, struct import_order *order)
{
    size_t n = cli->args_count - 1;
    struct import_file *files = arena_array(cli->arena, struct import_file, n);
    struct str rejects = cli_text(cli, "--rejects", NULL);
    struct str as_of = cli_text(cli, "--as-of", NULL);
    struct date date = DATE_NONE;
    for (size_t i = 0; i < n; i++) {
        files[i].path = cli->args[i + 1];
    }
    if (as_of.s && !date_parse(as_of, &date)) {
        return cli_usage(cli, S("--as-of takes a date: 2024-01-31"));
    }
    *order = (struct import_order){
        .what = cli->args[0], .files = files, .files_n = n,
        .rejects_path = rejects.s ? rejects : default_rejects(cli->arena, cli->db_url),
        .as_of = {as_of.s != NULL, date.days},
    };
    return CLI_OK;
}

/* From the root, for whoever stands in another folder; what is not there yet is taken to be below this one. */
static struct str whole_path(struct arena *arena, struct str path)
{
    char here[PATH_MAX];
    char *real = realpath(str_c(arena, path), here);
    if (real != NULL) {
        return str_copy(arena, str_of(real));
    }
    if (str_starts(path, S("/")) || getcwd(here, sizeof here) == NULL) {
        return path;
    }
    return str_format(arena, "%s/%.*s", here, STR_ARG(path));
}

static struct import_order with_whole_paths(struct arena *arena, const struct import_order *order)
{
    struct import_order whole = *order;
    struct import_file *files = arena_array(arena, struct import_file, order->files_n);
    for (size_t i = 0; i < order->files_n; i++) {
        files[i].path = whole_path(arena, order->files[i].path);
    }
    whole.files = files;
    whole.rejects_path = whole_path(arena, order->rejects_path);
    return whole;
}

/* ---- the job */

/* Into the queue: for us (`by`: this process), who then has it in hand, or for anybody (""). */
static enum fault add_job(struct cli *cli, const struct import_order *order, struct str by, struct hold *hold,
                          struct str *ret_why)
{
    struct buf about CLEANUP(buf_done);
    struct buf payload CLEANUP(buf_done);
    buf_init(&about, JOB_TEXT_MAX);
    buf_init(&payload, JOB_TEXT_MAX);
    struct import_order whole = with_whole_paths(cli->arena, order);
    struct str kind = import_job_kind(cli->arena, order->what);
    const struct job_kind *row = kind_find(&job_kinds, kind);
    import_order_put(&payload, &whole);
    import_order_put_about(&about, &whole);
    if (about.overflow || payload.overflow) {
        *ret_why = S("More files than can be imported in one go: give fewer at a time, or their folder.");
        return FAULT_TOO_LARGE;
    }
    const struct job_new job = {
        .uid = job_new_uid(cli->arena), .kind = kind, .lane = lane_name(row->lane), .about = buf_str(&about),
        .payload = buf_str(&payload), .tries_max = by.n > 0 ? 1 : row->tries_max, .taken_by = by,
    };
    const struct log_someone who = cli_who(cli->arena);
    return hold_add(cli->arena, cli->db_url, &job, &who, hold, ret_why);
}

/* Here and now, in this process: whoever looks at the queue sees how far it is. */
static int import_now(struct cli *cli, const struct import_order *order)
{
    struct arena arena CLEANUP(arena_done);
    struct buf result CLEANUP(buf_done);
    struct progress progress;
    struct hold hold;
    struct import_report report;
    struct str why = S("");
    struct import_watch watch = {&hold, hold_progress};
    arena_init(&arena, JOB_ARENA_MAX);
    buf_init(&result, JOB_TEXT_MAX);
    progress_begin(&progress, "working out");
    if (add_job(cli, order, process_self(cli->arena), &hold, &why) != OK) {
        return cli_problem(cli, why);
    }
    hold.also = &progress.watch;
    enum fault fault = import_carry_out(&arena, order, cli->db_url, (int64_t)time(NULL), &watch, &report, &why);
    progress_end(&progress);
    if (fault == OK) {
        print_report(cli, &report, order, progress_micros(&progress));
        import_report_put(&result, &report);
    }
    enum fault end = fault == OK ? hold_done(&hold, buf_str(&result)) : hold_fail(&hold, fault, why);
    if (end != OK) {
        fprintf(stderr, "how it ended could not be noted with job %lld: %s\n", (long long)hold.job.id, fault_name(end));
    }
    hold_close(&hold);
    return fault == OK ? CLI_OK : cli_problem(cli, why);
}

/* By the jobs process of a server. What is not there is better said now. */
static int import_later(struct cli *cli, const struct import_order *order)
{
    struct hold hold;
    struct str why = S("");
    for (size_t i = 0; i < order->files_n; i++) {
        if (access(str_c(cli->arena, order->files[i].path), R_OK) != 0) {
            return cli_problem(cli, str_format(cli->arena, "%.*s: %s", STR_ARG(order->files[i].path), strerror(errno)));
        }
    }
    if (add_job(cli, order, S(""), &hold, &why) != OK) {
        return cli_problem(cli, why);
    }
    hold_close(&hold);
    if (cli_flag(cli, "--json")) {
        printf("{\"job\":%lld}\n", (long long)hold.job.id);
    } else {
        printf("It waits as job %lld. A running server begins it within a second or two, when it may read the files.\n"
               "How far it is: smallgiants jobs show %lld, or the page /jobs/%lld\n",
               (long long)hold.job.id, (long long)hold.job.id, (long long)hold.job.id);
    }
    return CLI_OK;
}

/* A database of this version is left alone when the import comes later: another one may be at work on it now. */
static enum fault make_ready(const struct cli *cli, struct str *ret_why)
{
    struct db *db = NULL;
    int done;
    if (cli_flag(cli, "--background") && db_open(cli->arena, cli->db_url, DB_READ, &db, ret_why) == OK) {
        db_close(db);
        return OK;
    }
    return cli_migrate(cli, &done, ret_why);
}

static int import_verb(struct cli *cli)
{
    struct import_order order;
    struct str why = S("");
    if (!import_job_kind(cli->arena, cli->args[0]).s) {
        return cli_usage(cli, S("say what to import: places, cordis, gcom, twinnings, uk-structural or calls"));
    }
    if (cli->args_count < 2) {
        return cli_usage(cli, S("say which files"));
    }
    int status = read_order(cli, &order);
    if (status != CLI_OK) {
        return status;
    }
    if (make_ready(cli, &why) != OK) {
        return cli_problem(cli, why);
    }
    return cli_flag(cli, "--background") ? import_later(cli, &order) : import_now(cli, &order);
}

static const struct cli_option OPTIONS[] = {
    {"--json", NULL, "print one JSON object instead of sentences"},
    {"--as-of", "DATE", "day the files speak of, for those that do not say it: 2024-01-31"},
    {"--background", NULL, "put it into the queue and return: a running server does it"},
    {"--rejects", "FILE", "where rows that could not be used are written; beside the database otherwise"},
    {NULL, NULL, NULL},
};

const struct verb verb_import = {
    .name = "import",
    .usage = "places|cordis|gcom|twinnings|uk-structural|calls FILE... [--json] [--as-of DATE] [--rejects FILE]\n"
             "              [--background]",
    .summary = "bring in places, EU projects, commitments, twinnings, funding calls",
    .help = "places: GeoNames (.txt, .gz, .zip), the LAU table of municipalities, UK authorities.\n"
            "cordis: the official zip, a folder of its CSV files, single CSV files, or the XML.\n"
            "gcom: signatories of the Covenant of Mayors (df1_Signatories of the JRC, as CSV).\n"
            "twinnings: twinned towns, a pair a row, with country and position of both ends.\n"
            "uk-structural: projects of ERDF and ESF in the UK, 2007 to 2013.\n"
            "calls: funding calls, as objects of the EU portal's search, its grantsTenders.json, or a CSV\n"
            "list of national and local funds (docs/operate.md says its columns).\n"
            "Nothing is seen of an import until it is complete; if it is interrupted, what was\n"
            "there stays. The same file again changes nothing, and no file deletes anything.\n"
            "Every import is seen while it runs, and for three months after: smallgiants jobs, and the\n"
            "page /jobs.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = -1,
    .run = import_verb,
};
