/* SPDX-License-Identifier: AGPL-3.0-or-later
** jobs: the pages, and the streams that keep them up to date. */
#include "web/jobs/jobs_web.h"

#include "base/check.h"
#include "base/fields.h"
#include "base/scan.h"
#include "store/job.h"
#include "web/gate.h"
#include "web/sheet.h"
#include "web/views.h"

#define EVENT_MAX (1u << 20)
#define STREAM_AGAIN_MS 500 /* between two events: what is read or heard moves no faster */

/* ---- machine forms */

static const char *const COLUMNS[] = {"job", "kind", "state", "file", "files", "step", "done", "total", "tries", "rows",
                                      "added", "changed", "unchanged", "rejected", "created", "started", "ended"};

static void put_instant(struct sheet *sheet, struct arena *arena, struct maybe_int at)
{
    sheet_str(sheet, at.known ? instant_iso(arena, at.v) : (struct str){0});
}

static void put_row(struct sheet *sheet, struct arena *arena, const struct q_job_by_id *row)
{
    static const char *const counts[] = {"rows", "added", "changed", "unchanged", "rejected"};
    sheet_int(sheet, row->id);
    sheet_str(sheet, row->kind);
    sheet_str(sheet, row->state);
    sheet_str(sheet, str_scrub(arena, fields_get(arena, row->about, "file")));
    sheet_maybe(sheet, fields_int(row->about, "files"));
    sheet_str(sheet, row->step);
    sheet_int(sheet, row->done);
    sheet_int(sheet, row->total);
    sheet_int(sheet, row->tries);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        sheet_maybe(sheet, fields_int(row->result, counts[i]));
    }
    put_instant(sheet, arena, (struct maybe_int){true, row->created_at});
    put_instant(sheet, arena, row->started_at);
    put_instant(sheet, arena, row->ended_at);
}

static void answer(struct request *request, struct response *response, const struct q_job_by_id *rows, size_t n)
{
    struct sheet sheet = sheet_open(request, response, COLUMNS, COUNT_OF(COLUMNS), "jobs");
    for (size_t i = 0; i < n; i++) {
        put_row(&sheet, request->arena, &rows[i]);
    }
    sheet_close(&sheet);
}

/* ---- reading */

/* What data comes in. When mail goes out, who signs in, whether the log holds: smallgiants jobs tells those who run the
** network. */
static bool is_for_all(struct str kind)
{
    return str_eq(kind, S("seed")) || str_starts(kind, S("import-"));
}

/* The newest, without what they are to do. */
static enum fault load_rows(struct request *request, struct q_job_by_id **ret_rows, size_t *ret_n)
{
    struct q_job_list *list;
    size_t n;
    TRY(q_job_list(request->db, request->arena, JOBS_SHOWN, &list, &n));
    struct q_job_by_id *rows = arena_array(request->arena, struct q_job_by_id, n);
    size_t shown = 0;
    for (size_t i = 0; i < n; i++) {
        const struct q_job_list *from = &list[i];
        if (!is_for_all(from->kind)) {
            continue;
        }
        rows[shown++] = (struct q_job_by_id){
            .id = from->id, .kind = from->kind, .about = from->about, .state = from->state, .tries = from->tries,
            .tries_max = from->tries_max, .run_after = from->run_after, .lease_until = from->lease_until,
            .step = from->step, .done = from->done, .total = from->total, .fault = from->fault,
            .result = from->result, .created_at = from->created_at, .started_at = from->started_at,
            .ended_at = from->ended_at,
        };
    }
    *ret_rows = rows;
    *ret_n = shown;
    return OK;
}

static enum fault load_row(struct request *request, struct q_job_by_id *ret_row)
{
    int64_t id;
    if (!parse_int(request->params[0], 1, INT64_MAX, &id)) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_job_by_id(request->db, request->arena, id, ret_row));
    return is_for_all(ret_row->kind) ? OK : FAULT_NOT_FOUND;
}

static void fill_jobs(struct request *request, struct out *out, const struct q_job_by_id *rows, size_t n,
                      struct jobs_page *m)
{
    m->jobs = arena_array(request->arena, struct job_view, n);
    m->jobs_count = n;
    m->seen_at = say_clock(out, request->now);
    for (size_t i = 0; i < n; i++) {
        m->jobs[i] = say_job(out, &rows[i], request->now);
        m->active |= m->jobs[i].active;
    }
}

static void fill_job(struct request *request, struct out *out, const struct q_job_by_id *row, struct job_page *m)
{
    m->job = say_job(out, row, request->now);
    m->seen_at = say_clock(out, request->now);
    m->live = url_path_of(request->arena, "/jobs/{}/live", request->params[0]);
    say_job_facts(out, row, m);
}

/* ---- the pages: never kept, they change without anything else changing */

enum fault jobs_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_job_by_id *rows;
    size_t n;
    TRY(load_rows(request, &rows, &n));
    response->max_age_s = -1;
    if (request->form != FORM_HTML) {
        answer(request, response, rows, n);
        return OK;
    }
    struct jobs_page *m = arena_new(request->arena, struct jobs_page);
    m->page = page_of(request, W(&out, "Imports and other work"),
                      W(&out, "What was brought into these pages, when, and how far it is."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "About the data"), URL("/about-the-data"));
    fill_jobs(request, &out, rows, n, m);
    m->empty = (struct empty_state){.title = W(&out, "Nothing was brought in during the last three months."),
                                    .text = html_text(request->arena, W(&out, "What is here is older."))};
    m->may_import = gate_allows(request, RIGHT_IMPORT);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json")};
    view_jobs(&out, m);
    return OK;
}

enum fault job_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_job_by_id row;
    TRY(load_row(request, &row));
    response->max_age_s = -1;
    if (request->form != FORM_HTML) {
        answer(request, response, &row, 1);
        return OK;
    }
    struct job_page *m = arena_new(request->arena, struct job_page);
    fill_job(request, &out, &row, m);
    m->page = page_of(request, m->job.title, W(&out, "How far it is, and what it brought."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "About the data"), URL("/about-the-data"));
    page_add_crumb(m->page, W(&out, "Imports and other work"), URL("/jobs"));
    m->why = gate_allows(request, RIGHT_IMPORT) ? str_scrub(request->arena, row.why) : S("");
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json")};
    view_job(&out, m);
    return OK;
}

/* ---- the streams */

/* What an event shows, but for the time at which it was made. */
static uint64_t event_of(struct arena *arena, const struct q_job_by_id *rows, size_t n, int64_t now)
{
    uint64_t event = n;
    for (size_t i = 0; i < n; i++) {
        const struct q_job_by_id *row = &rows[i];
        struct str shown = str_format(arena, "%llx %lld %.*s %lld %lld %lld %lld %d %.*s %.*s",
                                      (unsigned long long)event, (long long)row->id, STR_ARG(row->state),
                                      (long long)row->tries, (long long)row->run_after, (long long)row->done,
                                      (long long)row->total, row->lease_until < now, STR_ARG(row->fault),
                                      STR_ARG(row->step));
        event = str_hash(shown);
    }
    return event != 0 ? event : 1;
}

/* One event with the markup, and when nothing will change any more another one that says so. */
static void put_event(struct response *response, struct str markup, bool active, uint64_t event)
{
    response->max_age_s = -1;
    response->live = true;
    response->content_type = "text/event-stream";
    response->event = active ? event : 0;
    buf_format(&response->body, "retry: %d\nid: %016llx\n", STREAM_AGAIN_MS, (unsigned long long)event);
    for (struct str rest = markup; rest.s != NULL;) {
        struct str line = str_cut(rest, '\n', &rest);
        buf_put_str(&response->body, S("data: "));
        buf_put_str(&response->body, line);
        buf_put_char(&response->body, '\n');
    }
    buf_put_char(&response->body, '\n');
    if (!active) {
        buf_put_str(&response->body, S("event: end\ndata: end\n\n"));
    }
}

enum fault jobs_live_get(struct request *request, struct response *response)
{
    struct buf markup CLEANUP(buf_done);
    struct out out = response_out(request, response);
    struct jobs_page *m = arena_new(request->arena, struct jobs_page);
    struct q_job_by_id *rows;
    size_t n;
    buf_init(&markup, EVENT_MAX);
    out.buf = &markup;
    TRY(load_rows(request, &rows, &n));
    fill_jobs(request, &out, rows, n, m);
    view_jobs_now(&out, m);
    put_event(response, buf_str(&markup), m->active, event_of(request->arena, rows, n, request->now));
    return markup.overflow ? FAULT_TOO_LARGE : OK;
}

enum fault job_live_get(struct request *request, struct response *response)
{
    struct buf markup CLEANUP(buf_done);
    struct out out = response_out(request, response);
    struct job_page *m = arena_new(request->arena, struct job_page);
    struct q_job_by_id row;
    buf_init(&markup, EVENT_MAX);
    out.buf = &markup;
    TRY(load_row(request, &row));
    fill_job(request, &out, &row, m);
    view_job_now(&out, m);
    put_event(response, buf_str(&markup), m->job.active, event_of(request->arena, &row, 1, request->now));
    return markup.overflow ? FAULT_TOO_LARGE : OK;
}
