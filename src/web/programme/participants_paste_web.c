/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: many who take part from a table that is pasted: looked at row by row, then kept. What is looked at is kept
** by the form itself; what was changed after it was looked at is looked at again, never kept unseen. */
#include "base/check.h"
#include "store/person.h"
#include "text/words.h"
#include "web/programme/participant_rows.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/views.h"

#define TEXT_MAX 30000 /* letters */

const struct field participants_paste_form[] = {
    {.name = "rows", .label = W_NOTE("The rows"), .kind = FIELD_TEXT, .min = 1, .max = TEXT_MAX,
     .help = "name, organisation, sector, role, mail and language, a row each, as CSV or copied from a spreadsheet"},
    {.name = "seen", .label = W_NOTE("The rows as they were looked at"), .kind = FIELD_TEXT, .max = 16,
     .help = "what was looked at, to notice what was changed since"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "look keep",
     .help = "look at the rows, or put them on the list"},
    {0},
};

enum stand { READY, ON_LIST, TWICE, WRONG };

struct meant {
    const struct participant_pasted *row;
    enum stand stand;
};

struct table {
    struct q_programme_of programme;
    struct participant_rows rows;
    struct meant *items;
    size_t ready;
};

static bool same_mail(struct arena *arena, struct str a, struct str b)
{
    return a.n > 0 && str_eq(person_fold_mail(arena, a), person_fold_mail(arena, b));
}

static enum stand stand_of(struct request *request, const struct table *table, size_t at,
                           const struct q_participant_list *people, size_t n)
{
    const struct participant_pasted *row = &table->rows.items[at];
    if (row->where != NULL) {
        return WRONG;
    }
    for (size_t i = 0; i < n; i++) {
        if (same_mail(request->arena, row->mail, people[i].mail)) {
            return ON_LIST;
        }
    }
    for (size_t i = 0; i < at; i++) {
        if (table->items[i].stand == READY && same_mail(request->arena, row->mail, table->rows.items[i].mail)) {
            return TWICE;
        }
    }
    return READY;
}

static enum fault must_use understand(struct request *request, struct table *ret_table)
{
    struct q_participant_list *people;
    size_t n;
    *ret_table = (struct table){0};
    programme_load_soon(request);
    q_participant_list_soon(request->db, request->params[1]);
    TRY(programme_load(request, &ret_table->programme));
    TRY(q_participant_list(request->db, request->arena, request->params[1], &people, &n));
    participant_rows_read(request->arena, request->acts ? request_typed(request, "rows") : S(""), &ret_table->rows);
    ret_table->items = arena_array(request->arena, struct meant, ret_table->rows.n + 1);
    for (size_t i = 0; i < ret_table->rows.n; i++) {
        ret_table->items[i].row = &ret_table->rows.items[i];
        ret_table->items[i].stand = stand_of(request, ret_table, i, people, n);
        ret_table->ready += ret_table->items[i].stand == READY;
    }
    return OK;
}

/* ---- the page */

static struct str seen_of(struct request *request)
{
    return str_format(request->arena, "%016llx", (unsigned long long)str_hash(request_typed(request, "rows")));
}

static struct tag tag_of(struct out *out, enum stand stand)
{
    switch (stand) {
    case READY: return (struct tag){W(out, "understood"), TONE_GOOD, S("")};
    case ON_LIST: return (struct tag){W(out, "on the list already"), TONE_PLAIN, S("")};
    case TWICE: return (struct tag){W(out, "twice"), TONE_PLAIN, S("")};
    default: return (struct tag){W(out, "to mend"), TONE_CARE, S("")};
    }
}

static void add_lines(struct request *request, struct out *out, const struct table *table,
                      struct participants_paste_page *m)
{
    m->lines = arena_array(request->arena, struct pasted_line, table->rows.n + 1);
    m->ready = table->ready;
    for (; m->n < table->rows.n; m->n++) {
        const struct participant_pasted *row = table->items[m->n].row;
        bool wrong = table->items[m->n].stand == WRONG;
        m->lines[m->n] = (struct pasted_line){
            .line = str_format(request->arena, "%lld", (long long)row->line), .name = row->name,
            .says = row->role.n == 0           ? row->organisation
                    : row->organisation.n == 0 ? row->role
                                               : str_format(request->arena, "%.*s, %.*s", STR_ARG(row->role),
                                                            STR_ARG(row->organisation)),
            .sector = say_participant_sector(out, row->sector), .mail = row->mail,
            .state = tag_of(out, table->items[m->n].stand),
            .why = !wrong ? S("")
                          : str_format(request->arena, "%.*s %.*s: %.*s", STR_ARG(words_text(out, row->where, NULL, 0)),
                                       STR_ARG(words_text(out, row->what, NULL, 0)),
                                       STR_ARG(words_text(out, row->hint, NULL, 0)))};
    }
}

static struct notice notice_of(struct request *request, struct out *out, const struct table *table)
{
    struct slot slots[] = {slot("all", count((int64_t)table->rows.n)), slot("n", count((int64_t)table->ready)),
                           slot("most", count(PARTICIPANT_ROWS_MAX))};
    bool is_changed = str_eq(request_typed(request, "do"), S("keep"));
    struct str text = table->rows.is_over
                          ? words_text(out, W_NOTE("Only the first {most} rows are read: paste the rest afterwards."),
                                       slots + 2, 1)
                      : is_changed ? W(out, "What you typed was not looked at yet, or stands otherwise now. Look "
                                            "again.")
                      : table->ready < table->rows.n
                          ? W(out, "Mend the others below and look again, or leave them out.")
                          : W(out, "Nothing is kept yet.");
    return (struct notice){table->ready > 0 ? TONE_GOOD : TONE_CARE,
                           words_text(out, W_NOTE("People understood: {n} of {all}"), slots, 2),
                           html_text(request->arena, text)};
}

enum fault participants_paste_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct participants_paste_page *m = arena_new(request->arena, struct participants_paste_page);
    struct table table;
    TRY(understand(request, &table));
    if (request->acts && request->problems.n == 0) {
        m->notice = notice_of(request, &out, &table);
        add_lines(request, &out, &table, m);
        m->seen = seen_of(request);
    }
    m->page = programme_page_of(request, &out, &table.programme, W(&out, "Paste a table of people"),
                                W(&out, "Paste it, look at how each row was understood, then keep it."));
    page_add_crumb(m->page, W(&out, "Who takes part"), programme_url(request, "/participants"));
    struct slot most = slot("most", count(PARTICIPANT_ROWS_MAX));
    m->text = form_field_of(request, form_find(participants_paste_form, "rows"),
                            words_text(&out, W_NOTE("A row each, {most} at most: name, organisation, sector (public, "
                                                    "private, third), role, mail, language. All but the name may be "
                                                    "empty. As CSV, or copied from a spreadsheet."), &most, 1));
    m->text.long_text = true;
    m->problems = form_problems_of(request, participants_paste_form);
    m->action = programme_url(request, "/participants/paste");
    m->back = programme_url(request, "/participants");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_participants_paste(&out, m);
    return OK;
}

enum fault participants_paste_act(struct request *request, struct response *response)
{
    struct table table;
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request));
    if (!str_eq(request_typed(request, "do"), S("keep")) || !is_seen) {
        response->looks = true;
        return FAULT_INVALID;
    }
    TRY(understand(request, &table));
    if (table.ready == 0) {
        response->looks = true;
        return FAULT_INVALID;
    }
    for (size_t i = 0; i < table.rows.n; i++) {
        const struct participant_pasted *row = table.items[i].row;
        struct str uid;
        const struct participant_new new = {
            .name = row->name, .organisation = row->organisation, .sector = row->sector, .role = row->role,
            .mail = row->mail, .language = row->language, .came_by = S("invited")};
        if (table.items[i].stand != READY) {
            continue;
        }
        enum fault fault = participant_add(request->db, request->arena, &table.programme, &new, request->now, &uid);
        if (fault == FAULT_TOO_LARGE) {
            form_refuse(request, form_find(participants_paste_form, "rows"), W_NOTE("would be too many"),
                        W_NOTE("take some out"));
            return FAULT_INVALID;
        }
        TRY(fault);
        table.programme.participants_n++;
    }
    return programme_done(request, response, "/participants", S("pasted"));
}
