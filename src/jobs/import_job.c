/* SPDX-License-Identifier: AGPL-3.0-or-later
** import_job: imports by way of the queue. */
#include "jobs/import_job.h"

#include "base/check.h"
#include "base/fields.h"
#include "text/embedded.h"
#include "jobs/import_facts.h"
#include "jobs/import_places.h"

struct str import_job_kind(struct arena *arena, struct str what)
{
    struct str name = str_join(arena, S(IMPORT_JOB_PREFIX), what);
    return kind_find(&job_kinds, name) ? name : (struct str){0};
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
    } else if (str_eq(order->what, S("calls"))) {
        report.is_calls = true;
        report.records = S("Funding calls");
        TRY(import_calls(arena, &in, &report.calls, ret_why));
        report.counts = report.calls.counts;
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
    if (report->is_calls) {
        fields_put_int(result, "deadlines", report->calls.deadlines);
    }
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
