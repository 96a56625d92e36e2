/* SPDX-License-Identifier: AGPL-3.0-or-later
** project: one EU project. */
#include "web/project/project_web.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/scan.h"
#include "store/kept.h"
#include "text/readable.h"
#include "text/country.h"
#include "web/views.h"
#include "web/sheet.h"

static const char *const columns[] = {"project_id", "organisation_id", "organisation", "role", "country", "city",
                                      "net_ec_contribution_eur", "ended_early"};

static void answer(struct request *request, struct response *response, const struct q_project_by_id *project,
                   const struct q_project_partners *rows, size_t n)
{
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "partners");
    for (size_t i = 0; i < n; i++) {
        sheet_int(&sheet, project->id.v);
        sheet_int(&sheet, rows[i].organisation_id.v);
        sheet_str(&sheet, rows[i].name);
        sheet_str(&sheet, rows[i].role);
        sheet_str(&sheet, rows[i].country);
        sheet_str(&sheet, rows[i].city_name.n ? rows[i].city_name : rows[i].seat_name);
        sheet_cents(&sheet, rows[i].net_ec_cents);
        sheet_bool(&sheet, rows[i].ended_early);
    }
    sheet_close(&sheet);
}

static void add_fact(struct project_page *m, struct str label, struct html value)
{
    check(m->facts_count < PROJECT_FACTS_MAX);
    /* The one source stands below them all. */
    m->facts[m->facts_count++] = (struct fact){.label = label, .value = value, .as_of = DATE_NONE};
}

static void add_money(struct project_page *m, struct out *out, struct str label, struct maybe_int cents)
{
    struct str text = cents.known && cents.v > 0 ? text_euros(out, euros(cents.v)) : W(out, "not known");
    add_fact(m, label, html_text(out->arena, text));
}

static void set_facts(struct project_page *m, struct out *out)
{
    const struct q_project_by_id *p = m->project;
    add_money(m, out, W(out, "EU money"), p->ec_max_cents);
    add_money(m, out, W(out, "Total cost"), p->total_cost_cents);
    add_fact(m, W(out, "Funding programme"),
             html_text(out->arena, p->programme.n ? say_programme(out, p->programme) : W(out, "not known")));
    if (p->topics.n > 0) {
        add_fact(m, W(out, "Funding call topic"), html_text(out->arena, p->topics));
    }
    if (p->scheme.n > 0) {
        add_fact(m, W(out, "Kind of grant"), html_text(out->arena, say_scheme(out, p->scheme)));
    }
    struct str address = str_format(out->arena, "https://cordis.europa.eu/project/id/%" PRId64, p->id.v);
    if (url_external(out->arena, address, &m->cordis)) {
        add_fact(m, W(out, "More"), html_link(out->arena, m->cordis,
                                              W(out, "This project on CORDIS, with its results")));
    }
}

/* As many whole sentences as fit, else as many whole words. */
static struct str start_of(struct str text)
{
    size_t end = 0;
    size_t word = 0;
    for (size_t i = 0; i + 1 < text.n && i < PROJECT_OBJECTIVE_START; i++) {
        bool gap = text.s[i + 1] == ' ' || text.s[i + 1] == '\n';
        word = gap ? i + 1 : word;
        end = gap && text.s[i] == '.' ? i + 1 : end;
    }
    return text.n <= PROJECT_OBJECTIVE_START ? text : str_sub(text, 0, end > 0 ? end : word > 0 ? word : text.n);
}

static void set_partners(struct project_page *m, struct out *out, const struct q_project_partners *rows, size_t n)
{
    m->partners = arena_array(out->arena, struct partner_line, n);
    m->partners_count = n;
    for (size_t i = 0; i < n; i++) {
        const struct q_project_partners *row = &rows[i];
        struct partner_line *line = &m->partners[i];
        *line = (struct partner_line){
            .url = organisation_url(out->arena, row->organisation_id),
            .name = readable_name(out->arena, row->name),
            .role = say_role(out, row->role),
            .country = country_name(out, row->country),
            .money = row->net_ec_cents.known ? text_euros(out, euros(row->net_ec_cents.v)) : W(out, "not known")};
        if (row->city_slug.n > 0) {
            line->city = row->city_name;
            line->city_url = city_url(out->arena, row->city_slug);
            line->city_note = say_kind(out, row->kind);
        } else if (row->seat_slug.n > 0) {
            line->city = row->seat_name;
            line->city_url = city_url(out->arena, row->seat_slug);
        }
    }
}

static enum fault load_themes(struct request *request, struct out *out, const struct themes *themes,
                              struct project_page *m, struct theme_id *ret_first)
{
    struct q_project_themes *rows;
    size_t n;
    TRY(q_project_themes(request->db, request->arena, m->project->id, &rows, &n));
    m->themes = arena_array(request->arena, struct theme_reason, n);
    for (size_t i = 0; i < n; i++) {
        const struct q_theme_list *theme = themes_find(themes, rows[i].theme_id);
        if (theme != NULL) {
            m->themes[m->themes_count++] = (struct theme_reason){.url = theme_url(out->arena, theme),
                                                              .name = say_theme(out, themes, theme->id),
                                                              .why = say_theme_why(out, rows[i].why)};
        }
    }
    *ret_first = n > 0 ? rows[0].theme_id : (struct theme_id){0};
    return OK;
}

static void project_soon(struct request *request, struct project_id id)
{
    q_project_by_id_soon(request->db, id);
    q_project_partners_soon(request->db, id);
    if (request->form == FORM_HTML) {
        q_project_partner_count_soon(request->db, id);
        q_project_themes_soon(request->db, id);
        kept_soon(request->db);
    }
}

enum fault project_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct project_id id = {0};
    if (!parse_int(request->params[0], 1, INT64_MAX, &id.v)) {
        return FAULT_NOT_FOUND;
    }
    struct q_project_by_id *project = arena_new(request->arena, struct q_project_by_id);
    struct q_project_partners *partners;
    struct q_project_partner_count counts;
    size_t n;
    project_soon(request, id);
    TRY(q_project_by_id(request->db, request->arena, id, project));
    TRY(q_project_partners(request->db, request->arena, id, &partners, &n));
    if (request->form != FORM_HTML) {
        answer(request, response, project, partners, n);
        return OK;
    }
    TRY(q_project_partner_count(request->db, request->arena, id, &counts));
    struct project_page *m = arena_new(request->arena, struct project_page);
    m->project = project;
    m->status = say_status(&out, project->status, project->start_on, project->end_on, project->has_results,
                           request->today);
    m->page = page_of(request, say_title(request->arena, project->title, project->acronym),
                      W(&out, "Who takes part, what it costs, how it stands, and whom to ask."), DOOR_HELP);
    bool named = project->acronym.n > 0 && !str_eq(project->acronym, m->page->title);
    m->page->kicker = named ? SAY(&out, "EU project {acronym}", slot("acronym", project->acronym))
                            : W(&out, "EU project");
    page_add_crumb(m->page, W(&out, "Find help"), URL("/find-help"));
    set_facts(m, &out);
    m->objective = project->objective;
    m->objective_start = start_of(project->objective);
    set_partners(m, &out, partners, n);
    m->partners_hidden = counts.persons;
    struct themes themes;
    struct before_of of = {.project = project, .partners = partners, .partners_count = n, .themes = &themes};
    TRY(themes_load(request, &themes));
    TRY(load_themes(request, &out, &themes, m, &of.theme));
    TRY(before_load(request, &out, &of, &m->before));
    m->source = (struct source_note){.name = project->source, .url = URL("/about-the-data"),
                                     .as_of = project->source_as_of};
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = project->source_licence};
    view_project(&out, m);
    return OK;
}
