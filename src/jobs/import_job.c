/* SPDX-License-Identifier: AGPL-3.0-or-later
** import_job: imports by way of the queue. */
#include "jobs/import_job.h"

#include "base/check.h"
#include "base/fields.h"
#include "jobs/embedded.h"
#include "jobs/import_facts.h"
#include "jobs/import_places.h"

struct str import_job_kind(struct arena *arena, struct str what)
{
    struct str name = str_join(arena, S(IMPORT_JOB_PREFIX), what);
    return kind_find(&job_kinds, name) ? name : (struct str){0};
}

/* ---- the order */

void import_order_put(struct buf *payload, const struct import_order *order)
{
    for (size_t i = 0; i < order->files_n; i++) {
        fields_put(payload, "file", order->files[i].path);
    }
    fields_put(payload, "rejects", order->rejects_path);
    if (order->as_of.known) {
        fields_put_int(payload, "as_of", order->as_of.v);
    }
}

/* "/srv/lists/" is called "lists". */
static struct str own_name(struct str path)
{
    while (path.n > 1 && path.s[path.n - 1] == '/') {
        path.n--;
    }
    size_t at = path.n;
    while (at > 0 && path.s[at - 1] != '/') {
        at--;
    }
    return str_from(path, at);
}

void import_order_put_about(struct buf *about, const struct import_order *order)
{
    for (size_t i = 0; i < order->files_n && i < IMPORT_NAMES_SHOWN_MAX; i++) {
        fields_put(about, "file", own_name(order->files[i].path));
    }
    fields_put_int(about, "files", (int64_t)order->files_n);
}

enum fault import_order_read(struct arena *arena, struct str kind, struct str payload, struct import_order *ret_order)
{
    struct import_file *files = arena_array(arena, struct import_file, IMPORT_PATHS_MAX + 1);
    struct import_order order = {.files = files, .as_of = fields_int(payload, "as_of")};
    struct str path;
    while (order.files_n <= IMPORT_PATHS_MAX && (path = fields_get_nth(arena, payload, "file", order.files_n)).s) {
        files[order.files_n++].path = path;
    }
    order.rejects_path = fields_get(arena, payload, "rejects");
    if (!str_starts(kind, S(IMPORT_JOB_PREFIX)) || order.files_n == 0) {
        return FAULT_DAMAGED;
    }
    order.what = str_from(kind, sizeof IMPORT_JOB_PREFIX - 1);
    *ret_order = order;
    return OK;
}

/* ---- doing it */

enum fault import_carry_out(struct arena *arena, const struct import_order *order, struct str url, int64_t now,
                            const struct import_watch *watch, struct import_report *ret_report, struct str *ret_why)
{
    const struct import_in in = {
        .url = url, .files = order->files, .files_n = order->files_n, .rejects_path = order->rejects_path, .now = now,
        .as_of = order->as_of, .watch = watch, .size_rule = embedded_get("size-rule.json"),
        .themes = embedded_get("themes.json"),
    };
    struct import_report report = {.records = S("Projects and participations")};
    const struct facts_kind *facts = facts_find(order->what);
    if (facts) {
        report.records = facts_records(facts);
        TRY(import_facts(arena, facts, &in, &report.counts, ret_why));
    } else if (str_eq(order->what, S("places"))) {
        report.records = S("Cities");
        TRY(import_places(arena, &in, &report.counts, ret_why));
    } else {
        report.is_cordis = true;
        TRY(import_cordis(arena, &in, &report.cordis, ret_why));
        report.counts = report.cordis.counts;
    }
    *ret_report = report;
    return OK;
}

void import_report_put(struct buf *result, const struct import_report *report)
{
    const struct import_counts *counts = &report->counts;
    fields_put_int(result, "rows", counts->rows);
    fields_put_int(result, "added", counts->added);
    fields_put_int(result, "changed", counts->changed);
    fields_put_int(result, "unchanged", counts->unchanged);
    fields_put_int(result, "rejected", counts->rejected);
    fields_put_int(result, "skipped", counts->skipped);
    fields_put_int(result, "rejects_lost", counts->rejects_lost);
    if (report->is_cordis) {
        fields_put_int(result, "projects", report->cordis.projects);
        fields_put_int(result, "participations", report->cordis.participations);
    }
}

enum fault import_job_run(struct job_run *run)
{
    struct import_order order;
    struct import_report report;
    run->why = S("What this job is to do cannot be read. Drop it, and import the files again.");
    TRY(import_order_read(run->arena, run->kind, run->payload, &order));
    run->why = S("");
    TRY(import_carry_out(run->arena, &order, run->url, run->now, run->watch, &report, &run->why));
    import_report_put(run->result, &report);
    return OK;
}
