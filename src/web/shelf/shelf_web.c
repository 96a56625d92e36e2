/* SPDX-License-Identifier: AGPL-3.0-or-later
** shelf: load and compose. */
#include "web/shelf/shelf_web.h"

#include "base/check.h"
#include "store/kept.h"
#include "text/country.h"
#include "web/sheet.h"
#include "web/views.h"

const struct field shelf_fields[] = {
    {.name = "theme", .label = W_NOTE("Theme"), .kind = FIELD_TEXT, .max = 60,
     .help = "a theme's name in addresses"},
    {.name = "results", .label = W_NOTE("How it stands"), .kind = FIELD_CHOICE, .choices = "published unknown",
     .help = "published, or not seen here"},
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 500, .help = "from 1"},
    {0},
};

/* What was asked for. */
struct asked {
    const struct q_theme_list *theme; /* NULL for all */
    struct str results;
    int64_t page;
};

static void answer(struct request *request, struct response *response, const struct q_shelf_list *rows, size_t n)
{
    static const char *const columns[] = {SHEET_PROJECT_COLUMNS, "ec_max_contribution_eur", "results_published",
                                          "cities", "city", "country", "city_url", "url"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "case-studies");
    for (size_t i = 0; i < n; i++) {
        sheet_project(&sheet, rows[i].id, rows[i].acronym, rows[i].title, rows[i].status, rows[i].start_on,
                      rows[i].end_on);
        sheet_cents(&sheet, rows[i].ec_max_cents);
        sheet_bool(&sheet, rows[i].has_results);
        sheet_int(&sheet, rows[i].cities);
        sheet_str(&sheet, rows[i].name);
        sheet_str(&sheet, rows[i].country);
        sheet_url(&sheet, city_url(request->arena, rows[i].slug));
        sheet_url(&sheet, project_url(request->arena, rows[i].id));
    }
    sheet_close(&sheet);
}

static struct str cities_text(struct out *out, const struct q_shelf_list *row)
{
    struct slot slots[] = {slot("city", row->name), slot("country", country_name(out, row->country)),
                           slot("n", count(row->cities - 1))};
    return row->cities > 1 ? words_text(out, W_NOTE("{city}, {country}, and {n} more city|"
                                                    "{city}, {country}, and {n} more cities"), slots, 3)
                           : words_text(out, W_NOTE("{city}, {country}"), slots, 2);
}

static void set_rows(struct shelf_page *m, struct out *out, const struct q_shelf_list *rows, size_t n,
                     struct date today)
{
    m->rows = arena_array(out->arena, struct project_row, n);
    m->rows_count = n;
    for (size_t i = 0; i < n; i++) {
        m->rows[i] = (struct project_row){
            .url = project_url(out->arena, rows[i].id),
            .acronym = rows[i].acronym,
            .title = say_title(out->arena, rows[i].title, rows[i].acronym),
            .status = say_status(out, rows[i].status, rows[i].start_on, rows[i].end_on, rows[i].has_results, today),
            .role = cities_text(out, &rows[i]),
            .money = rows[i].ec_max_cents.known && rows[i].ec_max_cents.v > 0
                ? SAY(out, "{money} of EU money in all", slot("money", euros(rows[i].ec_max_cents.v))) : S("")};
    }
    if (n > 0) {
        m->source = (struct source_note){.name = rows[0].source, .url = URL("/about-the-data"),
                                         .as_of = rows[0].source_as_of};
        m->sources_count = 1;
    }
}

/* ---- what narrows the list, as plain links */

static struct url address(struct arena *arena, struct str theme, struct str results)
{
    struct url url = URL("/case-studies");
    url = theme.n > 0 ? url_add(arena, url, "theme", theme) : url;
    return results.n > 0 ? url_add(arena, url, "results", results) : url;
}

static int64_t with_results(int64_t projects, int64_t published, struct str results)
{
    if (results.n == 0) {
        return projects;
    }
    return str_eq(results, S("published")) ? published : projects - published;
}

static void set_results(struct shelf_page *m, struct out *out, const struct asked *asked, int64_t projects,
                        int64_t published)
{
    static const struct { struct str value; const char *name; } kinds[] = {
        {S_INIT("published"), W_NOTE("results published")}, {S_INIT("unknown"), W_NOTE("results not known here")}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        bool chosen = str_eq(asked->results, kinds[i].value);
        int64_t found = with_results(projects, published, kinds[i].value);
        if ((found == 0 || found == projects) && !chosen) {
            continue; /* it narrows nothing */
        }
        m->results[m->results_count++] = (struct facet){
            .url = address(out->arena, asked->theme != NULL ? asked->theme->slug : S(""),
                           chosen ? S("") : kinds[i].value),
            .name = words_text(out, kinds[i].name, NULL, 0),
            .n = found, .chosen = chosen};
    }
}

static enum fault load_choices(struct request *request, struct out *out, const struct themes *themes,
                               const struct asked *asked, struct shelf_page *m)
{
    const struct q_shelf_counts *rows;
    size_t n;
    int64_t projects = 0;
    int64_t published = 0;
    int64_t wanted = asked->theme != NULL ? asked->theme->id.v : 0;
    TRY(kept_shelf(request->db, request->arena, request->today, &rows, &n));
    for (size_t i = 0; i < n && m->themes_count < SHELF_THEMES_MAX; i++) {
        const struct q_theme_list *theme = themes_find(themes, rows[i].theme_id);
        int64_t found = with_results(rows[i].projects, rows[i].published, asked->results);
        bool chosen = rows[i].theme_id.v == wanted;
        projects = chosen ? rows[i].projects : projects;
        published = chosen ? rows[i].published : published;
        if (theme == NULL || found == 0) {
            continue;
        }
        m->themes[m->themes_count++] = (struct facet){
            .url = address(out->arena, chosen ? S("") : theme->slug, asked->results),
            .name = say_theme(out, themes, theme->id), .n = found, .chosen = chosen};
    }
    set_results(m, out, asked, projects, published);
    m->total = with_results(projects, published, asked->results);
    return OK;
}

static enum fault load_asked(struct request *request, const struct themes *themes, struct asked *ret_asked)
{
    struct str slug = request_text(request, "theme");
    struct asked asked = {.results = request_text(request, "results"), .page = request_int(request, "page", 1)};
    if (slug.n > 0) {
        asked.theme = themes_find_slug(themes, slug);
        if (asked.theme == NULL) {
            return FAULT_NOT_FOUND;
        }
    }
    *ret_asked = asked;
    return OK;
}

enum fault shelf_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct asked asked;
    struct q_shelf_list *rows;
    size_t n;
    TRY(themes_load(request, &themes));
    TRY(load_asked(request, &themes, &asked));
    bool machine = request->form != FORM_HTML;
    TRY(q_shelf_list(request->db, request->arena, asked.theme != NULL ? asked.theme->id : (struct theme_id){0},
                     asked.results, request->today, machine ? 100 : SHELF_PER_PAGE,
                     (asked.page - 1) * (machine ? 100 : SHELF_PER_PAGE), &rows, &n));
    if (machine) {
        answer(request, response, rows, n);
        return OK;
    }
    struct shelf_page *m = arena_new(request->arena, struct shelf_page);
    m->page = page_of(request, W(&out, "Case study shelf"),
                      W(&out, "EU projects that have ended, with a city of this size in them: the ones to learn from "
                              "first."),
                      DOOR_HELP);
    page_add_crumb(m->page, W(&out, "Find help"), URL("/find-help"));
    set_rows(m, &out, rows, n, request->today);
    TRY(load_choices(request, &out, &themes, &asked, m));
    struct url here = address(request->arena, asked.theme != NULL ? asked.theme->slug : S(""), asked.results);
    m->pagination = pagination_of(request->arena, here, asked.page,
                                  (m->total + SHELF_PER_PAGE - 1) / SHELF_PER_PAGE);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_shelf(&out, m);
    return OK;
}
