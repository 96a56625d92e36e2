/* SPDX-License-Identifier: AGPL-3.0-or-later
** import: a form that puts an import into the queue. */
#include "web/jobs/import_web.h"

#include "base/check.h"
#include "base/folder.h"
#include "base/limits.h"
#include "base/rand.h"
#include "store/import_order.h"
#include "store/job.h"
#include "store/setting.h"
#include "web/gate.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"
#include "web/views.h"

#define NAME_MAX_LETTERS 255
#define UID_BYTES 16u
#define REJECTS_END ".rejects.csv"
#define MB 1000000

const struct field import_new_form[] = {
    {.name = "what", .label = W_NOTE("What it is"), .kind = FIELD_CHOICE,
     .choices = "places cordis gcom twinnings uk-structural calls", .help = "the kind of import"},
    {.name = "file", .label = W_NOTE("Files"), .kind = FIELD_TEXT, .max = NAME_MAX_LETTERS, .many = true,
     .help = "names of files in the folder"},
    {.name = "as_of", .label = W_NOTE("The day that the files speak of"), .kind = FIELD_TEXT, .max = 10,
     .help = "for files that do not say it: 2024-01-31"},
    {0},
};

static const struct {
    const char *what;
    const char *note;
} KINDS[IMPORT_KINDS] = {
    {"places", W_NOTE("GeoNames, the LAU table of municipalities, or UK authorities")},
    {"cordis", W_NOTE("the official zip, its CSV files, or the XML")},
    {"gcom", W_NOTE("the list of signatories, as CSV")},
    {"twinnings", W_NOTE("a pair of towns a row, with country and position of both")},
    {"uk-structural", W_NOTE("2007 to 2013")},
    {"calls", W_NOTE("objects of the EU portal's search, its grantsTenders.json, or a list as CSV")},
};

/* ---- the folder */

struct folder {
    struct str path;
    struct folder_file *files;
    size_t n;
    size_t all;
    enum fault fault;
};

static enum fault must_use open_folder(struct request *request, struct folder *ret_folder)
{
    struct setting set;
    TRY(setting_get(request->db, request->arena, setting_known[SETTING_IMPORT_FOLDER].name, &set));
    *ret_folder = (struct folder){.path = set.value};
    if (set.value.n > 0) {
        ret_folder->fault = folder_list(request->arena, set.value, IMPORT_FILES_SHOWN, &ret_folder->files,
                                        &ret_folder->n, &ret_folder->all);
    }
    return OK;
}

/* What an import leaves behind is not there to be imported. */
static bool is_for_import(struct str name)
{
    return !str_ends(name, S(REJECTS_END));
}

/* ---- the page */

static bool is_typed(const struct request *request, const char *name, struct str value)
{
    struct str typed;
    for (size_t i = 0; (typed = query_get_nth(&request->typed, name, i)).s != NULL; i++) {
        if (str_eq(typed, value)) {
            return true;
        }
    }
    return false;
}

static void fill_kinds(struct request *request, struct out *out, struct import_new_page *m)
{
    for (size_t i = 0; i < IMPORT_KINDS; i++) {
        struct str what = str_of(KINDS[i].what);
        struct str kind = str_join(request->arena, S(IMPORT_JOB_PREFIX), what);
        m->kinds[i] = (struct import_choice){
            .value = what, .id = str_join(request->arena, S("what-"), what),
            .name = say_kind_of_job(out, kind), .note = words_text(out, KINDS[i].note, NULL, 0),
            .chosen = is_typed(request, "what", what),
        };
    }
}

static struct str say_file(struct out *out, const struct folder_file *file)
{
    struct str when = say_instant(out, file->changed_at);
    return file->bytes < MB ? SAY(out, "{n} KB, of {when}", slot("n", count((file->bytes + 999) / 1000)),
                                  slot("when", when))
                            : SAY(out, "{n} MB, of {when}", slot("n", count(file->bytes / MB)), slot("when", when));
}

static void fill_files(struct request *request, struct out *out, const struct folder *folder,
                       struct import_new_page *m)
{
    m->files = arena_array(request->arena, struct import_choice, folder->n);
    for (size_t i = 0; i < folder->n; i++) {
        const struct folder_file *file = &folder->files[i];
        if (is_for_import(file->name)) {
            m->files[m->files_count++] = (struct import_choice){
                .value = file->name, .id = str_format(request->arena, "file-%zu", i), .name = file->name,
                .note = say_file(out, file), .chosen = is_typed(request, "file", file->name),
            };
        }
    }
    m->more = folder->all > folder->n ? SAY(out, "These are the first {shown} of {n} files, by name.",
                                            slot("shown", (int64_t)folder->n), slot("n", count((int64_t)folder->all)))
                                      : S("");
}

static struct str trouble_of(struct out *out, const struct folder *folder, size_t files)
{
    if (folder->path.n == 0) {
        return W(out, "No folder is named yet. Whoever runs the server names one: "
                      "smallgiants setting import_folder /srv/lists");
    }
    switch (folder->fault) {
    case OK: return files > 0 ? S("") : W(out, "No file lies in the folder. Put the files there first.");
    case FAULT_NOT_FOUND: return W(out, "The folder is not there. Make it, or name another one.");
    case FAULT_DENIED: return W(out, "The folder may not be read by this program. Allow it, or name another one.");
    default: return W(out, "The folder cannot be read: the disk reported an error.");
    }
}

enum fault import_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct import_new_page *m = arena_new(request->arena, struct import_new_page);
    struct folder folder;
    TRY(open_folder(request, &folder));
    m->page = page_of(request, W(&out, "Bring in data"),
                      W(&out, "Begin an import from files, and follow how far it is."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Imports and other work"), URL("/jobs"));
    m->folder = folder.path;
    fill_kinds(request, &out, m);
    fill_files(request, &out, &folder, m);
    m->trouble = trouble_of(&out, &folder, m->files_count);
    m->as_of = form_field_of(request, form_find(import_new_form, "as_of"),
                             W(&out, "Only for files that do not say it themselves, as in 2024-01-31."));
    m->kinds_error = form_field_of(request, form_find(import_new_form, "what"), S("")).error;
    m->files_error = form_field_of(request, form_find(import_new_form, "file"), S("")).error;
    m->problems = form_problems_of(request, import_new_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_import_new(&out, m);
    return OK;
}

/* ---- beginning it */

static void read_files(struct request *request, const struct folder *folder, struct import_order *order)
{
    struct str name;
    struct import_file *files = arena_array(request->arena, struct import_file, IMPORT_FILES_SHOWN);
    const struct field *field = form_find(import_new_form, "file");
    order->files = files;
    for (size_t i = 0; (name = query_get_nth(&request->typed, "file", i)).s != NULL; i++) {
        const struct folder_file *file = folder_find(folder->files, folder->n, name);
        if (file == NULL || !is_for_import(name) || order->files_n == IMPORT_FILES_SHOWN) {
            form_refuse(request, field, W_NOTE("names one that is not in the folder any more"),
                        W_NOTE("choose from those that are there now"));
            return;
        }
        files[order->files_n++].path = str_format(request->arena, "%.*s/%.*s", STR_ARG(folder->path), STR_ARG(name));
    }
    if (order->files_n == 0) {
        form_refuse(request, field, W_NOTE("are not chosen"), W_NOTE("tick at least one"));
        return;
    }
    order->rejects_path = str_join(request->arena, files[0].path, S(REJECTS_END));
}

static void read_day(struct request *request, struct import_order *order)
{
    struct str typed = request_typed(request, "as_of");
    struct date day = DATE_NONE;
    if (typed.n > 0 && !date_parse(typed, &day)) {
        form_refuse(request, form_find(import_new_form, "as_of"), W_NOTE("is not a day"),
                    W_NOTE("write it as 2024-01-31"));
        return;
    }
    order->as_of = (struct maybe_int){typed.n > 0, typed.n > 0 ? day.days : 0};
}

static struct import_order read_order(struct request *request, const struct folder *folder)
{
    struct import_order order = {.what = request_typed(request, "what")};
    if (order.what.n == 0) {
        form_refuse(request, form_find(import_new_form, "what"), W_NOTE("is not chosen"),
                    W_NOTE("choose one of these"));
    }
    read_files(request, folder, &order);
    read_day(request, &order);
    return order;
}

static enum fault must_use add_job(struct request *request, const struct import_order *order, int64_t *ret_id)
{
    struct buf about CLEANUP(buf_done);
    struct buf payload CLEANUP(buf_done);
    buf_init(&about, JOB_TEXT_MAX);
    buf_init(&payload, JOB_TEXT_MAX);
    import_order_put(&payload, order);
    import_order_put_about(&about, order);
    if (about.overflow || payload.overflow) {
        form_refuse(request, form_find(import_new_form, "file"), W_NOTE("are too many at once"),
                    W_NOTE("choose fewer"));
        return FAULT_INVALID;
    }
    const struct job_new job = {
        .uid = rand_hex(request->arena, UID_BYTES),
        .kind = str_join(request->arena, S(IMPORT_JOB_PREFIX), order->what),
        .lane = S(IMPORT_LANE), .about = buf_str(&about), .payload = buf_str(&payload),
        .tries_max = IMPORT_TRIES_MAX, .taken_by = S(""),
    };
    return job_add_within(request->db, request->arena, &job, request->now, ret_id);
}

enum fault import_new_act(struct request *request, struct response *response)
{
    struct folder folder;
    int64_t id;
    const struct log_someone who = gate_who(request);
    TRY(open_folder(request, &folder));
    struct import_order order = read_order(request, &folder);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(add_job(request, &order, &id));
    TRY(import_order_note(request->db, request->arena, order.what, id, &who, request->now));
    response->status = 303;
    response->location = str_format(request->arena, "/jobs/%lld", (long long)id);
    return OK;
}
