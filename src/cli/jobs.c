/* SPDX-License-Identifier: AGPL-3.0-or-later
** jobs: the queue of what is done beside the pages, to look at and to put right by hand. */
#include <stdio.h>
#include <time.h>

#include "base/fields.h"
#include "base/log.h"
#include "base/scan.h"
#include "cli/key.h"
#include "cli/mails.h"
#include "db/again.h"
#include "jobs/process.h"
#include "jobs/work.h"
#include "store/job.h"
#include "text/json.h"

#define LINE_BYTES_MAX (8u << 20)

/* ---- one job */

/* A list's row is a job without its payload; here both are one. */
static struct q_job_by_id row_of(const struct q_job_list *row)
{
    return (struct q_job_by_id){
        .id = row->id, .kind = row->kind, .about = row->about, .payload = S(""), .state = row->state,
        .tries = row->tries, .tries_max = row->tries_max, .run_after = row->run_after, .taken_by = row->taken_by,
        .lease_until = row->lease_until, .step = row->step, .done = row->done, .total = row->total, .fault = row->fault,
        .why = row->why, .result = row->result, .created_at = row->created_at, .started_at = row->started_at,
        .ended_at = row->ended_at,
    };
}

/* Who runs it may have died since, and nobody has come by to note that. */
static struct str state_of(struct arena *arena, const struct q_job_by_id *job)
{
    bool gone = job->taken_by.n > 0 && process_look(arena, job->taken_by) == PROCESS_GONE;
    return gone ? S("stopped") : job->state;
}

static struct str progress_of(struct arena *arena, const struct q_job_by_id *job)
{
    if (job->step.n == 0) {
        return S("");
    }
    if (job->total > 0) {
        return str_format(arena, "%.*s %d %%", STR_ARG(job->step), job_percent(job->done, job->total));
    }
    return job->done > 0 ? str_format(arena, "%.*s %lld", STR_ARG(job->step), (long long)job->done) : job->step;
}

static struct str span(struct arena *arena, int64_t seconds)
{
    static const struct { int64_t seconds; const char *name; } units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (seconds >= 2 * units[i].seconds) {
            return str_format(arena, "%lld %s", (long long)(seconds / units[i].seconds), units[i].name);
        }
    }
    return str_format(arena, "%lld s", (long long)(seconds > 0 ? seconds : 0));
}

/* "2 files: a.csv, b.csv" in short. */
static struct str files_of(struct arena *arena, struct str about)
{
    struct str first = fields_get(arena, about, "file");
    int64_t more = fields_int(about, "files").v - 1;
    return more > 0 ? str_format(arena, "%.*s and %lld more", STR_ARG(first), (long long)more) : first;
}

/* ---- saying it */

/* A field that may come again is a list. */
static void json_values(struct json *json, struct arena *arena, struct str fields, const char *name)
{
    struct str value = fields_get(arena, fields, name);
    struct maybe_int number = fields_int(fields, name);
    json_name(json, name);
    if (!str_eq(str_of(name), S("file"))) {
        if (number.known) {
            json_int(json, number.v);
        } else {
            json_str(json, str_scrub(arena, value));
        }
        return;
    }
    json_open(json, '[');
    for (size_t i = 0; (value = fields_get_nth(arena, fields, name, i)).s != NULL; i++) {
        json_str(json, str_scrub(arena, value));
    }
    json_close(json, ']');
}

static void json_fields(struct json *json, struct arena *arena, const char *name, struct str fields)
{
    json_name(json, name);
    json_open(json, '{');
    for (struct str rest = fields; rest.n > 0;) {
        struct str value;
        struct str before = str_sub(fields, 0, (size_t)(rest.s - fields.s));
        const char *key = str_c(arena, str_cut(str_cut(rest, '\n', &rest), '=', &value));
        if (value.s != NULL && fields_get(arena, before, key).s == NULL) { /* not said already */
            json_values(json, arena, fields, key);
        }
    }
    json_close(json, '}');
}

static void json_instant(struct json *json, struct arena *arena, const char *name, struct maybe_int at)
{
    json_name(json, name);
    json_str(json, at.known ? instant_iso(arena, at.v) : (struct str){0});
}

static void json_text_of(struct json *json, const char *name, struct str text)
{
    json_name(json, name);
    json_str(json, text.n > 0 ? text : (struct str){0});
}

static void json_number_of(struct json *json, const char *name, int64_t number)
{
    json_name(json, name);
    json_int(json, number);
}

static void print_json(struct arena *arena, const struct q_job_by_id *job, bool whole)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, LINE_BYTES_MAX);
    struct json json = json_to(&buf);
    json_open(&json, '{');
    json_number_of(&json, "job", job->id);
    json_text_of(&json, "kind", job->kind);
    json_text_of(&json, "state", state_of(arena, job));
    json_fields(&json, arena, "about", job->about);
    json_text_of(&json, "step", job->step);
    json_number_of(&json, "done", job->done);
    json_number_of(&json, "total", job->total);
    json_number_of(&json, "tries", job->tries);
    json_number_of(&json, "tries_max", job->tries_max);
    json_text_of(&json, "fault", job->fault);
    json_text_of(&json, "why", job->why);
    json_fields(&json, arena, "result", job->result);
    json_instant(&json, arena, "created", (struct maybe_int){true, job->created_at});
    json_instant(&json, arena, "started", job->started_at);
    json_instant(&json, arena, "ended", job->ended_at);
    if (whole) {
        json_instant(&json, arena, "run_after", (struct maybe_int){true, job->run_after});
        json_text_of(&json, "taken_by", job->taken_by);
        json_fields(&json, arena, "payload", job->payload);
    }
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
}

static void print_line(struct arena *arena, const struct q_job_by_id *job, int64_t now)
{
    struct str state = state_of(arena, job);
    struct str progress = progress_of(arena, job);
    bool runs = str_eq(state, S("running"));
    printf("%4lld  %-8.*s %-20.*s %.*s%s%.*s; %.*s ago, try %lld of %lld\n", (long long)job->id, STR_ARG(state),
           STR_ARG(job->kind), STR_ARG(files_of(arena, job->about)), runs && progress.n ? ", at " : "",
           STR_ARG(runs ? progress : S("")), STR_ARG(span(arena, now - job->created_at)), (long long)job->tries,
           (long long)job->tries_max);
    if (job->fault.n > 0) {
        printf("      %.*s: %.*s\n", STR_ARG(job->fault), STR_ARG(job->why));
    }
}

static void print_fields(struct arena *arena, const char *title, struct str fields)
{
    while (fields.n > 0) {
        struct str value;
        struct str line = str_cut(fields, '\n', &fields);
        struct str name = str_cut(line, '=', &value);
        struct str plain = fields_get(arena, line, str_c(arena, name));
        printf("%-10s %.*s %.*s\n", title, STR_ARG(name), STR_ARG(plain));
    }
}

static void print_instant(struct arena *arena, const char *title, struct maybe_int at)
{
    if (at.known) {
        printf("%-10s %.*s\n", title, STR_ARG(instant_iso(arena, at.v)));
    }
}

static void print_whole(struct arena *arena, const struct q_job_by_id *job)
{
    bool waits = str_eq(job->state, S("waiting")) || str_eq(job->state, S("failed"));
    printf("%-10s %lld, %.*s\n%-10s %.*s, try %lld of %lld\n", "job", (long long)job->id, STR_ARG(job->kind), "state",
           STR_ARG(state_of(arena, job)), (long long)job->tries, (long long)job->tries_max);
    if (job->step.n > 0 && !str_eq(job->state, S("done"))) {
        printf("%-10s %.*s\n", "at", STR_ARG(progress_of(arena, job)));
    }
    if (job->fault.n > 0) {
        printf("%-10s %.*s: %.*s\n", "failed", STR_ARG(job->fault), STR_ARG(job->why));
    }
    print_instant(arena, "added", (struct maybe_int){true, job->created_at});
    print_instant(arena, "begun", job->started_at);
    print_instant(arena, "ended", job->ended_at);
    print_instant(arena, "not before", (struct maybe_int){waits, job->run_after});
    if (job->taken_by.n > 0) {
        printf("%-10s %.*s\n", "by", STR_ARG(job->taken_by));
    }
    print_fields(arena, "to do", job->payload);
    print_fields(arena, "result", job->result);
}

/* ---- the parts of the verb */

static int say_fault(struct cli *cli, struct db *db, enum fault fault, int64_t id)
{
    switch (fault) {
    case OK:
        return CLI_OK;
    case FAULT_NOT_FOUND:
        return cli_problem(cli, str_format(cli->arena, "there is no job %lld", (long long)id));
    case FAULT_CONFLICT:
        return cli_problem(cli, str_format(cli->arena, "job %lld has not failed; how it stands: "
                                           "smallgiants jobs show %lld", (long long)id, (long long)id));
    default:
        return cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(db))));
    }
}

static int jobs_list(struct cli *cli, struct db *db, int64_t id)
{
    struct q_job_list *rows;
    size_t n;
    enum fault fault = q_job_list(db, cli->arena, JOB_LIST_MAX, &rows, &n);
    if (fault != OK) {
        return say_fault(cli, db, fault, id);
    }
    int64_t now = (int64_t)time(NULL);
    for (size_t i = 0; i < n; i++) {
        struct q_job_by_id job = row_of(&rows[i]);
        if (cli_flag(cli, "--json")) {
            print_json(cli->arena, &job, false);
        } else {
            print_line(cli->arena, &job, now);
        }
    }
    if (n == 0 && !cli_flag(cli, "--json")) {
        printf("No jobs.\n");
    }
    return CLI_OK;
}

static int jobs_show(struct cli *cli, struct db *db, int64_t id)
{
    struct q_job_by_id job;
    enum fault fault = q_job_by_id(db, cli->arena, id, &job);
    if (fault != OK) {
        return say_fault(cli, db, fault, id);
    }
    if (cli_flag(cli, "--json")) {
        print_json(cli->arena, &job, true);
    } else {
        print_whole(cli->arena, &job);
    }
    return CLI_OK;
}

static int jobs_retry(struct cli *cli, struct db *db, int64_t id)
{
    struct q_job_by_id job;
    enum fault fault = q_job_by_id(db, cli->arena, id, &job);
    if (fault == OK) {
        const struct job_kind *kind = kind_find(&job_kinds, job.kind);
        struct again again = {0};
        do {
            fault = job_revive(db, cli->arena, id, kind ? kind->tries_max : 1, (int64_t)time(NULL));
        } while (again_due(&again, fault));
    }
    if (fault == OK) {
        printf("Job %lld waits again. A running server begins it; without one: smallgiants jobs work\n", (long long)id);
    }
    return say_fault(cli, db, fault, id);
}

static int jobs_drop(struct cli *cli, struct db *db, int64_t id)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = job_drop(db, cli->arena, id);
    } while (again_due(&again, fault));
    if (fault == OK) {
        printf("Job %lld is forgotten.\n", (long long)id);
    }
    return say_fault(cli, db, fault, id);
}

/* What can be asked for. */
static const struct part {
    struct str name;
    bool numbered; /* takes the number of a job */
    enum db_mode mode;
    int (*run)(struct cli *cli, struct db *db, int64_t id);
} parts[] = {
    {S_INIT("list"), false, DB_READ, jobs_list},
    {S_INIT("show"), true, DB_READ, jobs_show},
    {S_INIT("retry"), true, DB_WRITE, jobs_retry},
    {S_INIT("drop"), true, DB_WRITE, jobs_drop},
};

static int run_part(struct cli *cli, const struct part *part)
{
    struct db *db = NULL;
    struct str why = S("");
    int64_t id = 0;
    if (cli->args_count > 1 + (size_t)part->numbered) {
        return cli_usage(cli, S("nothing more is wanted here"));
    }
    if (part->numbered && (cli->args_count < 2 || !parse_int(cli->args[1], 1, INT64_MAX, &id))) {
        return cli_usage(cli, S("say the number of the job, as smallgiants jobs lists it"));
    }
    if (db_open(cli->arena, cli->db_url, part->mode, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = part->run(cli, db, id);
    db_close(db);
    return status;
}

/* Without the key no mail goes out from here: its links would be none. */
static int work_off(struct cli *cli)
{
    struct secret_key key;
    struct mails mails;
    struct str made;
    struct str why;
    bool has_key = key_get(cli, &key, &made, &why) == OK;
    mails_init(&mails, S(""), &key);
    const struct work_in in = {cli->db_url, &job_kinds, true, has_key ? &mails.maker : NULL,
                               has_key ? &key : NULL};
    return work_run(&in) == 0 ? CLI_OK : CLI_PROBLEM;
}

static int jobs_verb(struct cli *cli)
{
    struct str name = cli->args_count > 0 ? cli->args[0] : S("list");
    if (str_eq(name, S("work")) && cli->args_count == 1) {
        log_name("jobs");
        return work_off(cli);
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(name, parts[i].name)) {
            return run_part(cli, &parts[i]);
        }
    }
    return cli_usage(cli, S("say what: list, show, retry, drop or work"));
}

static const struct cli_option OPTIONS[] = {
    {"--json", NULL, "list, show: one JSON object a line"},
    {NULL, NULL, NULL},
};

const struct verb verb_jobs = {
    .name = "jobs",
    .usage = "[list] [--json] | show N [--json] | retry N | drop N | work",
    .summary = "look at imports and other work of the queue, and put right what failed",
    .help = "waiting: a running server begins it. running; stopped: its process is gone, which is noted\n"
            "soon. failed: it is tried again, later each time. done. dead: it is not tried any more:\n"
            "retry gives it back to the queue, drop forgets it. work: does what waits here and now,\n"
            "without a server, and ends when nothing is left.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 2,
    .run = jobs_verb,
};
