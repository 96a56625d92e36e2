/* SPDX-License-Identifier: AGPL-3.0-or-later
** invite_many: many invitations from a table that is pasted: looked at row by row, then sent. What is looked at is kept
** by the form itself; what was changed after it was looked at is looked at again, never sent unseen. */
#include "base/fold.h"
#include "domain/who.h"
#include "store/city_find.sql.h"
#include "text/words.h"
#include "web/suggest/invite_rows.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define TEXT_MAX 20000     /* letters: 200 rows of a hundred; what a form may hold is three times that */
#define CHOICES_ASKED 40   /* rows of which one may choose at once: a form has 64 fields */
#define CHOICE_MAX 140     /* "17 alexandria-ro" */

const struct field invite_many_form[] = {
    {.name = "rows", .label = W_NOTE("The rows"), .kind = FIELD_TEXT, .min = 1, .max = TEXT_MAX,
     .help = "city, country, key and reason, a row each, as CSV or copied from a spreadsheet"},
    {.name = "choice", .label = W_NOTE("Which city is meant"), .kind = FIELD_TEXT, .max = CHOICE_MAX, .many = true,
     .help = "where several are called so: the row and the short name of the city"},
    {.name = "seen", .label = W_NOTE("The rows as they were looked at"), .kind = FIELD_TEXT, .max = 16,
     .help = "what was looked at, to notice what was changed since"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "look invite",
     .help = "look at the rows, or invite the cities"},
    {0},
};

enum stand { READY, SEVERAL, NOT_FOUND, TAKEN, TWICE, WRONG };

/* A row, and what it comes to. */
struct meant {
    const struct invite_row *row;
    enum stand stand;
    struct q_suggestion_city_by_key city; /* READY, TAKEN, TWICE */
    struct str how;                       /* as suggestion_taken has it; "" nobody asked for it yet */
    int64_t before;                       /* TWICE: the row that has it already */
    struct q_city_by_name *found;         /* SEVERAL */
    size_t found_n;
};

struct table {
    struct invite_rows rows;
    struct meant *items;
    size_t ready;
};

/* ---- which cities are meant */

static bool has_key(const struct invite_row *row)
{
    return row->lau_id.n > 0 || row->gss_code.n > 0 || row->geonames_id.known;
}

static void ask_ahead(struct request *request, const struct invite_rows *rows)
{
    q_suggestion_taken_soon(request->db);
    for (size_t i = 0; i < rows->n; i++) {
        const struct invite_row *row = &rows->items[i];
        if (row->where == NULL && has_key(row)) {
            q_suggestion_city_by_key_soon(request->db, row->lau_id, row->gss_code, row->geonames_id);
        } else if (row->where == NULL) {
            q_city_by_name_soon(request->db, fold(request->arena, row->city), row->country);
        }
    }
}

/* The slug that was chosen for the row; "" none. */
static struct str choice_of(struct request *request, int64_t line)
{
    struct str prefix = str_format(request->arena, "%lld ", (long long)line);
    for (size_t i = 0; request->acts && query_get_nth(&request->typed, "choice", i).s != NULL; i++) {
        struct str typed = query_get_nth(&request->typed, "choice", i);
        if (str_starts(typed, prefix)) {
            return str_sub(typed, prefix.n, typed.n - prefix.n);
        }
    }
    return S("");
}

static void take(struct meant *meant, const struct q_city_by_name *found)
{
    meant->stand = READY;
    meant->city = (struct q_suggestion_city_by_key){found->id, found->slug, found->name, found->country,
                                                    found->population, found->fit};
}

static enum fault must_use find_city(struct request *request, struct meant *meant)
{
    const struct invite_row *row = meant->row;
    if (has_key(row)) {
        enum fault fault = q_suggestion_city_by_key(request->db, request->arena, row->lau_id, row->gss_code,
                                                    row->geonames_id, &meant->city);
        meant->stand = fault == OK ? READY : NOT_FOUND;
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    TRY(q_city_by_name(request->db, request->arena, fold(request->arena, row->city), row->country, &meant->found,
                       &meant->found_n));
    struct str chosen = choice_of(request, row->line);
    meant->stand = meant->found_n == 0 ? NOT_FOUND : SEVERAL;
    for (size_t i = 0; i < meant->found_n; i++) {
        if (meant->found_n == 1 || str_eq(meant->found[i].slug, chosen)) {
            take(meant, &meant->found[i]);
        }
    }
    return OK;
}

/* Whether it may be invited still, and stands here once. */
static void settle(struct table *table, struct meant *meant, const struct q_suggestion_taken *taken, size_t n)
{
    meant->how = S("");
    for (size_t i = 0; i < n; i++) {
        bool is_it = taken[i].city_id.v == meant->city.id.v;
        meant->how = is_it && !str_eq(meant->how, S("member")) ? taken[i].how : meant->how;
    }
    bool is_free = meant->how.n == 0 || str_eq(meant->how, S("suggested"));
    meant->stand = is_free ? READY : TAKEN;
    for (const struct meant *other = table->items; is_free && other < meant; other++) {
        if (other->stand == READY && other->city.id.v == meant->city.id.v) {
            meant->stand = TWICE;
            meant->before = other->row->line;
        }
    }
    table->ready += meant->stand == READY;
}

static enum fault must_use understand(struct request *request, struct table *ret_table)
{
    struct q_suggestion_taken *taken;
    size_t n;
    *ret_table = (struct table){0};
    invite_rows_read(request->arena, request_typed(request, "rows"), &ret_table->rows);
    ret_table->items = arena_array(request->arena, struct meant, ret_table->rows.n + 1);
    ask_ahead(request, &ret_table->rows);
    TRY(q_suggestion_taken(request->db, request->arena, &taken, &n));
    for (size_t i = 0; i < ret_table->rows.n; i++) {
        struct meant *meant = &ret_table->items[i];
        *meant = (struct meant){.row = &ret_table->rows.items[i], .stand = WRONG, .how = S("")};
        if (meant->row->where == NULL) {
            TRY(find_city(request, meant));
        }
        if (meant->stand == READY) {
            settle(ret_table, meant, taken, n);
        }
    }
    return OK;
}

/* ---- the page */

static struct str seen_of(struct request *request)
{
    return str_format(request->arena, "%016llx", (unsigned long long)str_hash(request_typed(request, "rows")));
}

static struct tag tag_of(struct out *out, const struct meant *meant)
{
    switch (meant->stand) {
    case READY: return (struct tag){W(out, "found"), TONE_GOOD, S("")};
    case SEVERAL: return (struct tag){W(out, "several"), TONE_CARE, S("")};
    case NOT_FOUND: return (struct tag){W(out, "not found"), TONE_CARE, S("")};
    case TWICE: return (struct tag){W(out, "twice"), TONE_PLAIN, S("")};
    case WRONG: return (struct tag){W(out, "to mend"), TONE_CARE, S("")};
    default:
        return str_eq(meant->how, S("member"))  ? (struct tag){W(out, "member city"), TONE_PLAIN, S("")}
               : str_eq(meant->how, S("asked")) ? (struct tag){W(out, "asks to join"), TONE_PLAIN, S("")}
                                                : suggestion_tag(out, meant->how, false);
    }
}

static struct str say_found(struct out *out, const struct meant *meant)
{
    bool fits = str_eq(meant->city.fit, S("fits"));
    bool is_unknown = str_eq(meant->city.fit, S("unknown"));
    return str_eq(meant->how, S("suggested"))
               ? W(out, "Suggested already: your reason stands beside those of the cities that suggest it.")
           : fits       ? S("")
           : is_unknown ? W(out, "We cannot tell whether it fits the size: that needs the number of people.")
                        : W(out, "Outside the usual size: your reason is what counts.");
}

static struct str say_row(struct out *out, const struct meant *meant)
{
    const struct invite_row *row = meant->row;
    struct slot line = slot("line", count(meant->before));
    if (meant->stand == WRONG) {
        return str_format(out->arena, "%.*s %.*s: %.*s", STR_ARG(words_text(out, row->where, NULL, 0)),
                          STR_ARG(words_text(out, row->what, NULL, 0)), STR_ARG(words_text(out, row->hint, NULL, 0)));
    }
    return meant->stand == READY       ? say_found(out, meant)
           : meant->stand == SEVERAL   ? W(out, "Several cities are called so. Choose one, or add its country or key.")
           : meant->stand == NOT_FOUND ? W(out, "Look at its spelling, or give its key. A city in no list is invited "
                                                "by itself.")
           : meant->stand == TWICE     ? words_text(out, W_NOTE("It stands in row {line} already."), &line, 1)
                                       : W(out, "It is left out.");
}

static void add_options(struct out *out, const struct meant *meant, struct invite_many_row *row)
{
    row->options = arena_array(out->arena, struct deed_option, meant->found_n);
    for (; row->options_n < meant->found_n; row->options_n++) {
        const struct q_city_by_name *city = &meant->found[row->options_n];
        struct str people = say_people(out, city->population, S(""), (struct maybe_int){0});
        row->options[row->options_n] = (struct deed_option){
            .value = str_format(out->arena, "%lld %.*s", (long long)meant->row->line, STR_ARG(city->slug)),
            .name = str_format(out->arena, "%.*s (%.*s)",
                               STR_ARG(suggestion_place(out, city->name, city->country)), STR_ARG(people)),
            .chosen = meant->stand != SEVERAL && meant->city.id.v == city->id.v};
    }
}

static void add_rows(struct out *out, const struct table *table, struct invite_many_page *m)
{
    size_t asked = 0;
    m->rows = arena_array(out->arena, struct invite_many_row, table->rows.n + 1);
    m->ready = table->ready;
    for (; m->n < table->rows.n; m->n++) {
        const struct meant *meant = &table->items[m->n];
        bool is_known = meant->stand == READY || meant->stand == TAKEN || meant->stand == TWICE;
        struct invite_many_row *row = &m->rows[m->n];
        *row = (struct invite_many_row){
            .line = str_format(out->arena, "%lld", (long long)meant->row->line), .reason = meant->row->reason,
            .state = tag_of(out, meant), .says = say_row(out, meant),
            .place = is_known ? suggestion_place(out, meant->city.name, meant->city.country) : meant->row->city};
        if (meant->found_n > 1 && asked++ < CHOICES_ASKED) {
            add_options(out, meant, row);
        }
    }
}

static struct notice notice_of(struct request *request, struct out *out, const struct table *table)
{
    struct slot slots[] = {slot("all", count((int64_t)table->rows.n)), slot("n", count((int64_t)table->ready)),
                           slot("most", count(INVITE_ROWS_MAX))};
    bool is_changed = str_eq(request_typed(request, "do"), S("invite"));
    struct str title = words_text(out, W_NOTE("Cities that can be invited: {n} of {all}"), slots, 2);
    struct str text = table->rows.is_over
                          ? words_text(out, W_NOTE("Only the first {most} rows are read: paste the rest afterwards."),
                                       slots + 2, 1)
                      : is_changed ? W(out, "What you typed was not looked at yet, or stands otherwise now. Look "
                                            "again.")
                      : table->ready < table->rows.n
                          ? W(out, "Mend the others below and look again, or leave them out.")
                          : W(out, "Nothing is kept yet.");
    return (struct notice){table->ready > 0 ? TONE_GOOD : TONE_CARE, title, html_text(request->arena, text)};
}

enum fault invite_many_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct invite_many_page *m = arena_new(request->arena, struct invite_many_page);
    struct table table;
    if (request->acts && request->problems.n == 0) {
        TRY(understand(request, &table));
        m->notice = notice_of(request, &out, &table);
        add_rows(&out, &table, m);
        m->seen = seen_of(request);
    }
    m->page = page_of(request, W(&out, "Invite many cities"),
                      W(&out, "Paste a table of cities, look at how each row was understood, then invite them."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Cities that are suggested"), URL("/suggestions"));
    struct slot most = slot("most", count(INVITE_ROWS_MAX));
    m->text = form_field_of(request, form_find(invite_many_form, "rows"),
                            words_text(&out, W_NOTE("A row each, {most} at most: city, country, key, reason. Country "
                                                    "and key (LAU, GSS or GeoNames) may be empty. As CSV, or copied "
                                                    "from a spreadsheet."), &most, 1));
    m->text.long_text = true;
    m->problems = form_problems_of(request, invite_many_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_invite_many(&out, m);
    return OK;
}

/* ---- sending it */

static enum fault must_use invite(struct request *request, const struct meant *meant)
{
    struct q_suggestion_city city;
    struct q_suggestion_by_uid row;
    struct str uid;
    TRY(q_suggestion_city(request->db, request->arena, meant->city.slug, &city));
    const struct suggestion_own own = {
        .keys = {city.name, city.country, city.lau_id, city.gss_code, city.geonames_id},
        .person_id = request_who(request)->person_id, .says = meant->row->reason, .gap = S("")};
    TRY(suggestion_invite_own(request->db, request->arena, &own, request->now, &uid));
    TRY(q_suggestion_by_uid(request->db, request->arena, uid, &row));
    return suggestion_note_log(request, "city-invited", &row);
}

enum fault invite_many_act(struct request *request, struct response *response)
{
    struct table table;
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request));
    if (!str_eq(request_typed(request, "do"), S("invite")) || !is_seen) {
        response->looks = true;
        return FAULT_INVALID;
    }
    TRY(understand(request, &table));
    if (table.ready == 0) {
        response->looks = true;
        return FAULT_INVALID;
    }
    for (size_t i = 0; i < table.rows.n; i++) {
        if (table.items[i].stand == READY) {
            q_suggestion_city_soon(request->db, table.items[i].city.slug);
        }
    }
    for (size_t i = 0; i < table.rows.n; i++) {
        TRY(table.items[i].stand == READY ? invite(request, &table.items[i]) : OK);
    }
    response->status = 303;
    response->location = S("/suggestions?done=many");
    return OK;
}
