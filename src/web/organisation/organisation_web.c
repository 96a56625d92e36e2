/* SPDX-License-Identifier: AGPL-3.0-or-later
** organisation: one partner of EU projects. */
#include "web/organisation/organisation_web.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/scan.h"
#include "store/organisation.sql.h"
#include "text/readable.h"
#include "text/country.h"
#include "web/views.h"
#include "web/say.h"
#include "web/sheet.h"

const struct field organisation_fields[] = {
    {.name = "page", .label = W_NOTE("Page"), .kind = FIELD_INT, .min = 1, .max = 4000, .help = "from 1"},
    {0},
};

#define REGISTRATIONS_SHOWN 8 /* no body had more when this was written */

static const char *const columns[] = {SHEET_PROJECT_COLUMNS, "role",
                                      "net_ec_contribution_eur", "url"};

static void answer(struct request *request, struct response *response, const struct q_organisation_projects *rows,
                   size_t n)
{
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "projects");
    for (size_t i = 0; i < n; i++) {
        sheet_project(&sheet, rows[i].id, rows[i].acronym, rows[i].title, rows[i].status, rows[i].start_on,
                      rows[i].end_on);
        sheet_str(&sheet, rows[i].role);
        sheet_cents(&sheet, rows[i].net_ec_cents);
        sheet_url(&sheet, project_url(request->arena, rows[i].id));
    }
    sheet_close(&sheet);
}

/* One source for them all, named below. */
static void add_fact(struct organisation_page *m, struct str label, struct html value)
{
    check(m->facts_count < ORGANISATION_FACTS_MAX);
    m->facts[m->facts_count++] = (struct fact){.label = label, .value = value, .as_of = DATE_NONE};
}

/* Whose body it is: as a person said, or as the rules say. */
static void set_body(struct organisation_page *m, struct out *out, const struct q_organisation_by_id *o)
{
    struct html link = o->city_slug.n ? html_link(out->arena, city_url(out->arena, o->city_slug), o->city_name)
                                      : html_text(out->arena, S(""));
    if (o->corrected_at.known) {
        struct html why = html_text(out->arena, say_correction(out, o->corrected_at.v, o->corrected_why));
        add_fact(m, W(out, "Belongs to"),
                 o->city_slug.n ? SAY_HTML(out, "{city}: {kind}, {correction}", slot("city", link),
                                           slot("kind", say_kind(out, o->kind)), slot("correction", why))
                                : SAY_HTML(out, "no city that we know, {correction}", slot("correction", why)));
    } else if (o->city_slug.n > 0) {
        add_fact(m, W(out, "Belongs to"),
                 SAY_HTML(out, "{city}: {kind}, because {reason}; {percent} in 100 sure", slot("city", link),
                          slot("kind", say_kind(out, o->kind)), slot("reason", say_body_reason(out, o->reason)),
                          slot("percent", o->confidence.v / 100)));
    } else if (o->kind.n > 0) {
        add_fact(m, W(out, "Looks like"),
                 html_text(out->arena, SAY(out, "{kind}; we cannot tell yet of which city",
                                           slot("kind", say_kind(out, o->kind)))));
    }
}

static void set_registrations(struct organisation_page *m, struct out *out,
                              const struct q_organisation_registrations *rows, size_t n)
{
    for (size_t i = 0; i < n && i < REGISTRATIONS_SHOWN; i++) {
        struct html link = html_link(out->arena, organisation_url(out->arena, rows[i].organisation_id),
                                     readable_name(out->arena, rows[i].name));
        add_fact(m, W(out, "Also registered as"), SAY_HTML(out, "{name}: {n} EU project|{name}: {n} EU projects",
                                                           slot("name", link), slot("n", count(rows[i].projects))));
    }
}

static void set_facts(struct organisation_page *m, struct out *out, const struct q_organisation_by_id *o)
{
    add_fact(m, W(out, "Kind"), html_text(out->arena, say_activity(out, o->activity)));
    add_fact(m, W(out, "Country"), html_text(out->arena,
                                                o->country.n ? country_name(out, o->country) : W(out, "not known")));
    set_body(m, out, o);
    if (o->seat_slug.n > 0) {
        add_fact(m, W(out, "Has its seat in"),
                 html_link(out->arena, city_url(out->arena, o->seat_slug), o->seat_name));
    }
    struct url website;
    if (o->website.n > 0 && url_external(out->arena, o->website, &website)) {
        add_fact(m, W(out, "Website"), html_link(out->arena, website, o->website));
    }
    add_fact(m, W(out, "Number for bids (PIC)"), html_text(out->arena, str_format(out->arena, "%" PRId64, o->id.v)));
}

static void set_numbers(struct organisation_page *m, struct out *out, const struct q_organisation_total *total)
{
    struct url none = {S("")};
    m->numbers[m->numbers_count++] = (struct number){text_count(out, count(total->projects)),
                                                     total->projects == 1 ? W(out, "EU project found")
                                                                          : W(out, "EU projects found"), none};
    if (total->coordinated > 0) {
        m->numbers[m->numbers_count++] = (struct number){text_count(out, count(total->coordinated)),
                                                         W(out, "coordinated"), none};
    }
    if (total->net_ec_cents.known && total->net_ec_cents.v > 0) {
        m->numbers[m->numbers_count++] = (struct number){text_euros(out, euros(total->net_ec_cents.v)),
                                                         W(out, "of EU money"), none};
    }
}

static void set_rows(struct organisation_page *m, struct out *out, const struct q_organisation_projects *rows, size_t n,
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
            .years = say_years(out, rows[i].start_on, rows[i].end_on),
            .role = say_role(out, rows[i].role),
            .money = rows[i].net_ec_cents.known && rows[i].net_ec_cents.v > 0
                         ? SAY(out, "{money} of EU money", slot("money", euros(rows[i].net_ec_cents.v))) : S("")};
    }
}

static void set_pages(struct organisation_page *m, struct request *request, int64_t page, int64_t total)
{
    struct url here = url_path_of(request->arena, "/organisations/{}", request->params[0]);
    int64_t pages = (total + ORGANISATION_PROJECTS_PER_PAGE - 1) / ORGANISATION_PROJECTS_PER_PAGE;
    m->pagination = pagination_of(request->arena, here, page, pages);
}

static void organisation_soon(struct request *request, struct organisation_id id, int64_t behind)
{
    q_organisation_by_id_soon(request->db, id);
    q_organisation_projects_soon(request->db, id, ORGANISATION_PROJECTS_PER_PAGE, behind);
    if (request->form == FORM_HTML) {
        q_organisation_total_soon(request->db, id);
        q_organisation_registrations_soon(request->db, id);
    }
}

enum fault organisation_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct organisation_id id = {0};
    struct q_organisation_by_id o;
    struct q_organisation_total total;
    struct q_organisation_projects *rows;
    struct q_organisation_registrations *others;
    size_t n, others_n;
    if (!parse_int(request->params[0], 1, INT64_MAX, &id.v)) {
        return FAULT_NOT_FOUND;
    }
    int64_t page = request_int(request, "page", 1);
    int64_t behind = (page - 1) * ORGANISATION_PROJECTS_PER_PAGE;
    organisation_soon(request, id, behind);
    TRY(q_organisation_by_id(request->db, request->arena, id, &o));
    TRY(q_organisation_projects(request->db, request->arena, id, ORGANISATION_PROJECTS_PER_PAGE, behind, &rows, &n));
    if (request->form != FORM_HTML) {
        answer(request, response, rows, n);
        return OK;
    }
    TRY(q_organisation_total(request->db, request->arena, id, &total));
    TRY(q_organisation_registrations(request->db, request->arena, id, &others, &others_n));
    struct organisation_page *m = arena_new(request->arena, struct organisation_page);
    m->page = page_of(request, readable_name(request->arena, o.name),
                      W(&out, "What this organisation did in EU projects, and where it sits."),
                      DOOR_HELP);
    m->page->kicker = W(&out, "Organisation");
    page_add_crumb(m->page, W(&out, "Find help"), URL("/find-help"));
    set_facts(m, &out, &o);
    set_registrations(m, &out, others, others_n);
    set_numbers(m, &out, &total);
    set_rows(m, &out, rows, n, request->today);
    set_pages(m, request, page, total.projects);
    m->source = (struct source_note){.name = o.source, .url = URL("/about-the-data"), .as_of = o.source_as_of};
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_organisation(&out, m);
    return OK;
}
