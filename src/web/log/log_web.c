/* SPDX-License-Identifier: AGPL-3.0-or-later
** log: the list, and one entry. */
#include "web/log/log_web.h"

#include "base/check.h"
#include "base/date.h"
#include "base/fields.h"
#include "base/scan.h"
#include "store/job.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_S 86400
#define KIND_LETTERS_MAX 40
#define DAY_LETTERS 10

const struct field log_fields[] = {
    {.name = "kind", .label = W_NOTE("What was done"), .kind = FIELD_TEXT, .max = KIND_LETTERS_MAX,
     .help = "one kind of entries, as smallgiants log list calls it"},
    {.name = "since", .label = W_NOTE("From the day"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "a day, as 2026-11-22"},
    {.name = "until", .label = W_NOTE("To the day"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "a day, that one too"},
    {.name = "before", .label = W_NOTE("Before the number"), .kind = FIELD_INT, .min = 1, .max = INT64_MAX,
     .help = "entries older than this one"},
    {0},
};

/* What is asked for; instants. */
struct wanted {
    struct str kind;
    struct str since_text, until_text;
    int64_t since, until;
    int64_t before;
};

static struct form_field field_of(struct request *request, const char *name)
{
    struct form_field field = form_field_of(request, form_find(log_fields, name), S(""));
    field.value = request_text(request, name);
    field.type = S("date");
    return field;
}

/* A day of the query; false, and said, when it is none. */
static bool read_day(struct request *request, const char *name, struct date *ret_day)
{
    struct str typed = request_text(request, name);
    if (typed.n == 0 || date_parse(typed, ret_day)) {
        return true;
    }
    form_refuse(request, form_find(log_fields, name), W_NOTE("is not a day"), W_NOTE("write it as 2024-01-31"));
    return false;
}

static enum fault must_use read_wanted(struct request *request, struct wanted *ret_wanted)
{
    struct date since = {0};
    struct date until = {0};
    bool fine = read_day(request, "since", &since);
    fine = read_day(request, "until", &until) && fine;
    *ret_wanted = (struct wanted){
        .kind = request_text(request, "kind"), .since_text = request_text(request, "since"),
        .until_text = request_text(request, "until"), .before = request_int(request, "before", INT64_MAX)};
    ret_wanted->since = ret_wanted->since_text.n > 0 ? (int64_t)since.days * DAY_S : INT64_MIN;
    ret_wanted->until = ret_wanted->until_text.n > 0 ? ((int64_t)until.days + 1) * DAY_S : INT64_MAX;
    return fine ? OK : FAULT_INVALID;
}

static struct str begins_with(struct arena *arena, struct str kind)
{
    return kind.n > 0 ? str_format(arena, "kind=%.*s\n", STR_ARG(kind)) : S("");
}

/* ---- the list */

static struct url page_url(struct arena *arena, const struct wanted *wanted, struct str before)
{
    const struct { const char *name; struct str value; } parts[] = {
        {"kind", wanted->kind}, {"since", wanted->since_text}, {"until", wanted->until_text}, {"before", before}};
    struct url url = URL("/log");
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        url = parts[i].value.n > 0 ? url_add(arena, url, parts[i].name, parts[i].value) : url;
    }
    return url;
}

static enum fault must_use load_rows(struct request *request, struct out *out, const struct wanted *wanted,
                                     struct log_page *m)
{
    struct q_log_find *rows;
    size_t n;
    TRY(q_log_find(request->db, request->arena, wanted->before, begins_with(request->arena, wanted->kind),
                   wanted->since, wanted->until, LOG_SHOWN + 1, &rows, &n));
    m->n = n > LOG_SHOWN ? LOG_SHOWN : n;
    m->rows = arena_array(request->arena, struct log_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = log_say(out, &rows[i]);
    }
    if (n > LOG_SHOWN) {
        m->older = page_url(request->arena, wanted, m->rows[m->n - 1].number);
    }
    if (wanted->before != INT64_MAX) {
        m->newest = page_url(request->arena, wanted, S(""));
    }
    return OK;
}

static void fill_kinds(struct out *out, struct str chosen, struct log_page *m)
{
    m->kinds = arena_array(out->arena, struct log_kind_choice, log_kinds_n + 1);
    m->kinds[m->kinds_n++] = (struct log_kind_choice){S(""), W(out, "All"), chosen.n == 0};
    for (size_t i = 0; i < log_kinds_n; i++) {
        struct str value = str_of(log_kinds[i].kind);
        m->kinds[m->kinds_n++] = (struct log_kind_choice){value, words_text(out, log_kinds[i].says, NULL, 0),
                                                          str_eq(value, chosen)};
    }
}

/* What the job `log-check` found last. */
static struct notice say_checked(struct out *out, const struct q_job_alone *job)
{
    bool dead = job != NULL && str_eq(job->state, S("dead"));
    if (job == NULL || (!dead && !str_eq(job->state, S("done")))) {
        return (struct notice){TONE_PLAIN, W(out, "Not checked yet"),
                               html_text(out->arena, W(out, "The server looks once a day whether all of it still "
                                                            "stands as it was written. On the machine: smallgiants "
                                                            "log verify"))};
    }
    struct slot slots[] = {slot("when", say_instant(out, job->ended_at.v)),
                           slot("n", count(fields_int(job->result, "entries").v))};
    struct str says = dead ? job->why
                           : words_text(out, W_NOTE("All entries stand as they were written: looked at on {when}, up "
                                                    "to number {n}."), slots, COUNT_OF(slots));
    return (struct notice){dead ? TONE_STOPPED : TONE_GOOD,
                           dead ? W(out, "The log does not hold") : W(out, "The log holds"),
                           html_text(out->arena, says)};
}

static enum fault must_use load_state(struct request *request, struct out *out, struct log_page *m)
{
    struct log_head head;
    struct q_job_alone job;
    TRY(trust_log_head(request->db, request->arena, &head));
    enum fault fault = q_job_alone(request->db, request->arena, S(LOG_CHECK_JOB), &job);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    m->checked = say_checked(out, fault == OK ? &job : NULL);
    m->head = head.number > 0 ? str_format(request->arena, "%lld:%.*s", (long long)head.number, STR_ARG(head.chain))
                              : S("");
    return OK;
}

enum fault log_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct log_page *m = arena_new(request->arena, struct log_page);
    struct wanted wanted;
    TRY(read_wanted(request, &wanted));
    q_log_last_soon(request->db);
    q_job_alone_soon(request->db, S(LOG_CHECK_JOB));
    TRY(load_rows(request, &out, &wanted, m));
    TRY(load_state(request, &out, m));
    m->page = page_of(request, W(&out, "Log of what was changed"),
                      W(&out, "Who changed what and when, the newest first."), DOOR_NONE);
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->page->no_index = true;
    fill_kinds(&out, wanted.kind, m);
    m->since = field_of(request, "since");
    m->until = field_of(request, "until");
    response->max_age_s = -1;
    view_log(&out, m);
    return OK;
}

/* ---- one entry */

static void add_fact(struct out *out, struct log_entry_page *m, struct str label, struct str value)
{
    if (value.n > 0 && m->facts_n < COUNT_OF(m->facts)) {
        m->facts[m->facts_n++] = (struct fact){.label = label, .value = html_text(out->arena, value),
                                               .as_of = DATE_NONE};
    }
}

static void add_facts(struct out *out, const struct q_log_find *row, struct log_entry_page *m)
{
    struct str name, value;
    struct str gone = W(out, "erased");
    add_fact(out, m, W(out, "When"), say_instant(out, row->at));
    add_fact(out, m, W(out, "Who did it"), row->who.s == NULL ? gone : log_say_who(out, row));
    add_fact(out, m, W(out, "Whom it is about"), row->whom.s == NULL ? gone : log_say_someone(out, row->whom));
    for (size_t i = 0; log_say_value(out, row->what, i, &name, &value); i++) {
        add_fact(out, m, name, value);
    }
}

static struct url entry_url(struct arena *arena, int64_t number)
{
    return url_path_of(arena, "/log/{}", str_format(arena, "%lld", (long long)number));
}

static enum fault must_use load_entry(struct request *request, struct q_log_by_number *ret_row, struct log_head *head)
{
    int64_t number;
    if (!parse_int(request->params[0], 1, INT64_MAX, &number)) {
        return FAULT_NOT_FOUND;
    }
    q_log_last_soon(request->db);
    TRY(q_log_by_number(request->db, request->arena, number, ret_row));
    return trust_log_head(request->db, request->arena, head);
}

enum fault log_entry_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct log_entry_page *m = arena_new(request->arena, struct log_entry_page);
    struct q_log_by_number row;
    struct log_head head;
    TRY(load_entry(request, &row, &head));
    const struct q_log_find entry = {row.number, row.at, row.what, row.who, row.whom, row.erased_at, row.erased_why};
    struct log_row said = log_say(&out, &entry);
    m->page = page_of(request, said.title, SAY(&out, "Entry {n} of the log", slot("n", row.number)), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Log of what was changed"), URL("/log"));
    m->erased = said.erased;
    add_facts(&out, &entry, m);
    m->chain = row.chain;
    m->before = row.number > 1 ? entry_url(request->arena, row.number - 1) : (struct url){0};
    m->next = row.number < head.number ? entry_url(request->arena, row.number + 1) : (struct url){0};
    response->max_age_s = -1;
    view_log_entry(&out, m);
    return OK;
}
