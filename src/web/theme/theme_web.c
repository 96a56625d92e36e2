/* SPDX-License-Identifier: AGPL-3.0-or-later
** theme: the list of themes and one theme. */
#include "web/theme/theme_web.h"

#include "base/check.h"
#include "store/city.sql.h"
#include "store/project.sql.h"
#include "text/country.h"
#include "web/say.h"
#include "web/sheet.h"
#include "web/views.h"

#define CITIES_SHOWN 8

const struct field theme_fields[] = {
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 500,
     .help = "of its projects, from 1"},
    {0},
};

static int64_t known(struct maybe_int x)
{
    return x.known ? x.v : 0;
}

static struct str sentence_of(struct out *out, const struct q_theme_list *theme)
{
    return words_text(out, str_c(out->arena, theme->sentence), NULL, 0);
}

static void answer_themes(struct request *request, struct response *response, const struct themes *themes)
{
    static const char *const columns[] = {"theme", "name", "sentence", "named_by_small_cities", "projects", "ended",
                                          "cities", "organisations", "ec_contribution_eur", "url"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "themes");
    for (size_t i = 0; i < themes->n; i++) {
        const struct q_theme_list *theme = &themes->items[i];
        sheet_str(&sheet, theme->slug);
        sheet_str(&sheet, theme->name);
        sheet_str(&sheet, theme->sentence);
        sheet_bool(&sheet, theme->named);
        sheet_int(&sheet, known(theme->projects));
        sheet_int(&sheet, known(theme->ended));
        sheet_int(&sheet, known(theme->cities));
        sheet_int(&sheet, known(theme->organisations));
        sheet_cents(&sheet, theme->ec_cents);
        sheet_url(&sheet, theme_url(request->arena, theme));
    }
    sheet_close(&sheet);
}

static struct tile tile_of(struct out *out, const struct themes *themes, const struct q_theme_list *theme)
{
    return (struct tile){
        .url = theme_url(out->arena, theme),
        .title = say_theme(out, themes, theme->id),
        .text = sentence_of(out, theme),
        .note = known(theme->projects) == 0
                    ? W(out, "no EU project found here yet")
                    : SAY(out, "{n} EU project, {cities} small cities|{n} EU projects, {cities} small cities",
                          slot("n", count(known(theme->projects))), slot("cities", count(known(theme->cities))))};
}

enum fault themes_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    TRY(themes_load(request, &themes));
    if (request->form != FORM_HTML) {
        answer_themes(request, response, &themes);
        return OK;
    }
    struct themes_page *m = arena_new(request->arena, struct themes_page);
    m->page = page_of(request, W(&out, "Themes"),
                      W(&out, "What small cities work on; choose one to see who did what, and what it cost."),
                      DOOR_HELP);
    page_add_crumb(m->page, W(&out, "Find help"), URL("/find-help"));
    m->named = arena_array(request->arena, struct tile, themes.n);
    m->others = arena_array(request->arena, struct tile, themes.n);
    for (size_t i = 0; i < themes.n; i++) {
        struct tile tile = tile_of(&out, &themes, &themes.items[i]);
        if (themes.items[i].named) {
            m->named[m->named_count++] = tile;
        } else {
            m->others[m->others_count++] = tile;
        }
    }
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_themes(&out, m);
    return OK;
}

static void answer_theme(struct request *request, struct response *response, const struct q_project_by_theme *rows,
                         size_t n)
{
    static const char *const columns[] = {SHEET_PROJECT_COLUMNS,
                                          "ec_max_contribution_eur", "cities", "score", "url"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "projects");
    for (size_t i = 0; i < n; i++) {
        sheet_project(&sheet, rows[i].id, rows[i].acronym, rows[i].title, rows[i].status, rows[i].start_on,
                      rows[i].end_on);
        sheet_cents(&sheet, rows[i].ec_max_cents);
        sheet_int(&sheet, rows[i].cities);
        sheet_int(&sheet, rows[i].score);
        sheet_url(&sheet, project_url(request->arena, rows[i].id));
    }
    sheet_close(&sheet);
}

static void set_numbers(struct theme_page *m, struct out *out, const struct q_theme_list *theme)
{
    struct url none = {S("")};
    m->numbers[m->numbers_count++] = (struct number){text_count(out, count(known(theme->cities))),
                                                     W(out, "cities that fit the size"), m->cities_url};
    m->numbers[m->numbers_count++] = (struct number){text_count(out, count(known(theme->projects))),
                                                     W(out, "EU projects"), none};
    if (known(theme->ended) > 0) {
        m->numbers[m->numbers_count++] = (struct number){text_count(out, count(known(theme->ended))),
                                                         W(out, "of them ended"), none};
    }
    if (known(theme->ec_cents) > 0) {
        m->numbers[m->numbers_count++] = (struct number){text_euros(out, euros(known(theme->ec_cents))),
                                                         W(out, "of EU money"), none};
    }
}

static enum fault load_cities(struct request *request, struct out *out, const struct q_theme_list *theme,
                              struct theme_page *m)
{
    struct q_city_list_by_theme *rows;
    TRY(q_city_list_by_theme(request->db, request->arena, theme->id, S(""), S("fits"), CITIES_SHOWN, 0, &rows,
                             &m->cities_count));
    m->cities = arena_array(request->arena, struct place_row, m->cities_count);
    for (size_t i = 0; i < m->cities_count; i++) {
        m->cities[i] = (struct place_row){
            .url = city_url(out->arena, rows[i].slug),
            .name = rows[i].name,
            .where = country_name(out, rows[i].country),
            .people = say_people(out, rows[i].population, S(""), (struct maybe_int){0}),
            .record = SAY(out, "{n} EU project on this theme|{n} EU projects on this theme",
                          slot("n", count(known(rows[i].projects))))};
    }
    return OK;
}

static void set_projects(struct theme_page *m, struct out *out, const struct q_project_by_theme *rows, size_t n,
                         struct date today)
{
    m->projects = arena_array(out->arena, struct project_row, n);
    m->projects_count = n;
    for (size_t i = 0; i < n; i++) {
        m->projects[i] = (struct project_row){
            .url = project_url(out->arena, rows[i].id),
            .acronym = rows[i].acronym,
            .title = say_title(out->arena, rows[i].title, rows[i].acronym),
            .status = say_status(out, rows[i].status, rows[i].start_on, rows[i].end_on, rows[i].has_results, today),
            .years = say_years(out, rows[i].start_on, rows[i].end_on),
            .role = SAY(out, "{n} city takes part itself|{n} cities take part themselves",
                        slot("n", count(rows[i].cities))),
            .money = rows[i].ec_max_cents.known
                ? SAY(out, "{money} of EU money in all", slot("money", euros(rows[i].ec_max_cents.v))) : S("")};
    }
}

static enum fault load_pages(struct request *request, const struct q_theme_list *theme, int64_t page,
                             struct theme_page *m)
{
    struct q_project_count_by_theme total;
    TRY(q_project_count_by_theme(request->db, request->arena, theme->id, &total));
    struct url here = theme_url(request->arena, theme);
    int64_t pages = (total.projects + THEME_PROJECTS_PER_PAGE - 1) / THEME_PROJECTS_PER_PAGE;
    m->pagination = pagination_of(request->arena, here, page, pages);
    return OK;
}

static void theme_soon(struct request *request, struct theme_id id, int64_t behind)
{
    q_project_by_theme_soon(request->db, id, THEME_PROJECTS_PER_PAGE, behind);
    if (request->form == FORM_HTML) {
        q_city_list_by_theme_soon(request->db, id, S(""), S("fits"), CITIES_SHOWN, 0);
        q_project_count_by_theme_soon(request->db, id);
    }
}

enum fault theme_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct q_project_by_theme *rows;
    size_t n;
    TRY(themes_load(request, &themes));
    const struct q_theme_list *theme = themes_find_slug(&themes, request->params[0]);
    if (theme == NULL) {
        return FAULT_NOT_FOUND;
    }
    int64_t page = request_int(request, "page", 1);
    int64_t behind = (page - 1) * THEME_PROJECTS_PER_PAGE;
    theme_soon(request, theme->id, behind);
    TRY(q_project_by_theme(request->db, request->arena, theme->id, THEME_PROJECTS_PER_PAGE, behind, &rows, &n));
    if (request->form != FORM_HTML) {
        answer_theme(request, response, rows, n);
        return OK;
    }
    struct theme_page *m = arena_new(request->arena, struct theme_page);
    m->page = page_of(request, say_theme(&out, &themes, theme->id), sentence_of(&out, theme), DOOR_HELP);
    m->page->kicker = W(&out, "Theme");
    page_add_crumb(m->page, W(&out, "Find help"), URL("/find-help"));
    page_add_crumb(m->page, W(&out, "Themes"), URL("/themes"));
    m->cities_url = url_add(request->arena, URL("/cities"), "theme", theme->slug);
    m->shelf_url = url_add(request->arena, URL("/case-studies"), "theme", theme->slug);
    m->match_url = url_add(request->arena, URL("/find-help"), "theme", theme->slug);
    set_numbers(m, &out, theme);
    TRY(load_cities(request, &out, theme, m));
    set_projects(m, &out, rows, n, request->today);
    TRY(load_pages(request, theme, page, m));
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_theme(&out, m);
    return OK;
}
