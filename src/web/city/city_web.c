/* SPDX-License-Identifier: AGPL-3.0-or-later
** city: load and compose. The sections of the page are set one after the other; city_parts.c has their rows. */
#include "web/city/city_web.h"

#include "base/check.h"
#include "domain/standing.h"
#include "store/kept.h"
#include "store/match.h"
#include "store/membership.sql.h"
#include "web/views.h"
#include "web/city/city_parts.h"
#include "web/city/matches_web.h"
#include "text/country.h"
#include "web/sheet.h"

#define ORGANISATIONS_SHOWN 5

enum fault city_load(struct request *request, const struct q_city_by_slug **ret_city)
{
    struct q_city_by_slug *city = arena_new(request->arena, struct q_city_by_slug);
    TRY(q_city_by_slug(request->db, request->arena, request->params[0], city));
    *ret_city = city;
    return OK;
}

struct city_record city_record_of(const struct q_city_by_slug *city)
{
    return (struct city_record){
        .city = city->id,
        .country = city->country,
        .population = city->population,
        .fits = str_eq(city->fit, S("fits")),
        .located = city->latitude_micro.known && city->longitude_micro.known,
        .latitude_micro = (int32_t)city->latitude_micro.v,
        .longitude_micro = (int32_t)city->longitude_micro.v,
    };
}

struct page *city_page_of(struct request *request, const struct q_city_by_slug *city, struct str title,
                          struct str lead, bool below)
{
    struct buf none = {0};
    struct out out = {.buf = &none, .words = request->words, .arena = request->arena};
    struct page *page = page_of(request, title, lead, DOOR_CITY);
    page->kicker = country_name(&out, city->country);
    page_add_crumb(page, W(&out, "Cities"), URL("/cities"));
    if (below) {
        page_add_crumb(page, city->name, city_url(request->arena, city->slug));
    }
    return page;
}

static const char *const columns[] = {SHEET_PROJECT_COLUMNS, "role",
                                      "ec_contribution_eur", "programme", "url"};

static enum fault answer_projects(struct request *request, struct response *response, struct city_id id)
{
    struct q_city_projects *rows;
    size_t n;
    TRY(q_city_projects(request->db, request->arena, id, &rows, &n));
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "projects");
    for (size_t i = 0; i < n; i++) {
        sheet_project(&sheet, rows[i].id, rows[i].acronym, rows[i].title, rows[i].status, rows[i].start_on,
                      rows[i].end_on);
        sheet_str(&sheet, rows[i].coordinates ? S("coordinator") : S("partner"));
        sheet_cents(&sheet, rows[i].ec_cents);
        sheet_str(&sheet, rows[i].programme);
        sheet_url(&sheet, project_url(request->arena, rows[i].id));
    }
    sheet_close(&sheet);
    return OK;
}

/* The city itself as one JSON object: its facts; the lists are at /projects, /matches and /similar. */
static enum fault answer_city(struct request *request, struct response *response, const struct q_city_by_slug *city)
{
    static const char *const names[] = {"name", "country", "population", "population_kind", "population_year",
                                        "population_source", "fit", "lau_id", "nuts3", "geonames_id", "latitude",
                                        "longitude", "projects", "ended", "running", "coordinated",
                                        "ec_contribution_eur", "url"};
    struct sheet sheet = sheet_open(request, response, names, COUNT_OF(names), "city");
    sheet_str(&sheet, city->name);
    sheet_str(&sheet, city->country);
    sheet_maybe(&sheet, city->population);
    sheet_str(&sheet, city->population_kind);
    sheet_maybe(&sheet, city->population_year);
    sheet_str(&sheet, city->population_source);
    sheet_str(&sheet, city->fit);
    sheet_str(&sheet, city->lau_id);
    sheet_str(&sheet, city->nuts3);
    sheet_maybe(&sheet, city->geonames_id);
    sheet_micro(&sheet, city->latitude_micro);
    sheet_micro(&sheet, city->longitude_micro);
    sheet_maybe(&sheet, city->projects);
    sheet_maybe(&sheet, city->ended);
    sheet_maybe(&sheet, city->running);
    sheet_maybe(&sheet, city->coordinated);
    sheet_cents(&sheet, city->ec_cents);
    sheet_url(&sheet, city_url(request->arena, city->slug));
    sheet_close(&sheet);
    return OK;
}

static enum fault load_record(struct request *request, struct out *out, const struct themes *themes,
                              struct city_page *m)
{
    struct q_city_projects *projects;
    struct q_city_themes *lines;
    size_t projects_count;
    size_t lines_count;
    TRY(q_city_projects(request->db, request->arena, m->city->id, &projects, &projects_count));
    TRY(q_city_themes(request->db, request->arena, m->city->id, &lines, &lines_count));
    m->projects_total = (int64_t)projects_count;
    m->projects_count = projects_count < CITY_PROJECTS_SHOWN ? projects_count : CITY_PROJECTS_SHOWN;
    m->projects = city_project_rows(out, projects, m->projects_count, request->today);
    city_set_years(m, out, projects, projects_count);
    city_set_themes(m, out, themes, lines, lines_count);
    city_set_sources(m, out, projects, projects_count);
    return OK;
}

static int64_t organisation_projects_shown(const struct q_city_by_slug *city)
{
    return city->projects.known && city->projects.v > 0 ? 3 : 6;
}

static enum fault load_around(struct request *request, struct out *out, struct city_page *m)
{
    struct q_city_bodies *bodies;
    struct q_city_organisations *organisations;
    struct q_city_organisation_projects *projects;
    size_t bodies_count;
    size_t organisations_count;
    size_t projects_count;
    TRY(q_city_bodies(request->db, request->arena, m->city->id, &bodies, &bodies_count));
    TRY(q_city_organisations(request->db, request->arena, m->city->id, ORGANISATIONS_SHOWN, &organisations,
                             &organisations_count));
    TRY(q_city_organisation_projects(request->db, request->arena, m->city->id, organisation_projects_shown(m->city),
                                     &projects, &projects_count));
    city_set_bodies(m, out, bodies, bodies_count);
    city_set_organisations(m, out, organisations, organisations_count);
    m->organisation_projects = city_other_rows(out, projects, projects_count, request->today);
    m->organisation_projects_count = projects_count;
    return OK;
}

/* "A lead city since 23 November 2026, until 23 November 2028, and in the chair since 1 January 2027." */
static struct str say_leads(struct out *out, const struct q_member_since *member, int64_t now)
{
    enum city_step step;
    if (!city_step_parse(member->step, &step)) {
        return S("");
    }
    enum leading leading = leading_after(step, member->step_at.v, member->until.v, now);
    struct slot slots[] = {slot("since", (struct date){(int32_t)(member->leads_since.v / 86400)}),
                           slot("until", (struct date){(int32_t)(member->until.v / 86400)}),
                           slot("chair", (struct date){(int32_t)(member->step_at.v / 86400)})};
    return leading == LEADING_LEADS ? words_text(out, W_NOTE("A lead city since {since}, until {until}."), slots, 2)
           : leading == LEADING_CHAIR
               ? words_text(out, W_NOTE("A lead city since {since}, until {until}, and in the chair since {chair}."),
                            slots, 3)
               : S("");
}

/* Leadership programmes that the city tells everybody of. */
static enum fault must_use load_held(struct request *request, struct out *out, struct city_page *m)
{
    struct q_record_of_city *rows;
    size_t n;
    TRY(q_record_of_city(request->db, request->arena, m->city->id, &rows, &n));
    m->held = arena_array(request->arena, struct record_held, n + 1);
    for (size_t i = 0; i < n; i++) {
        m->held[m->held_n++] = (struct record_held){
            url_path_of(request->arena, "/programmes/{}", rows[i].uid),
            SAY(out, "Held a leadership programme until {date}", slot("date", rows[i].ends_on))};
    }
    return OK;
}

static enum fault load_facts(struct request *request, struct out *out, const struct themes *themes, struct city_page *m)
{
    struct q_publication_of_city *said;
    const struct q_size_bounds_list *bounds;
    struct q_member_since member;
    size_t n;
    TRY(kept_bounds(request->db, &bounds, &n));
    TRY(q_member_since(request->db, request->arena, m->city->id, &member));
    m->fit = say_fit(out, m->city->fit, m->city->country, bounds, n);
    m->member_since = member.since.known ? (struct date){(int32_t)(member.since.v / 86400)} : DATE_NONE;
    m->leads = say_leads(out, &member, request->now);
    TRY(q_publication_of_city(request->db, request->arena, m->city->id, &said, &n));
    m->said = said_parts_of(out, themes, said, n, &m->said_n);
    TRY(load_held(request, out, m));
    city_set_facts(m, out);
    city_set_numbers(m, out);
    return OK;
}

/* All that its number is enough for is asked at once; who matches is known only then. */
static void city_soon(struct db *db, const struct q_city_by_slug *city)
{
    q_member_since_soon(db, city->id);
    q_publication_of_city_soon(db, city->id);
    q_record_of_city_soon(db, city->id);
    q_city_projects_soon(db, city->id);
    q_city_themes_soon(db, city->id);
    q_city_bodies_soon(db, city->id);
    q_city_organisations_soon(db, city->id, ORGANISATIONS_SHOWN);
    q_city_organisation_projects_soon(db, city->id, organisation_projects_shown(city));
    known_soon(db, city->id);
    match_soon(db, city->id);
}

/* What it is and what the page is for, in one sentence; its country stands above its name. */
static struct str lead_of(struct out *out, const struct q_city_by_slug *city)
{
    int64_t projects = city->projects.known ? city->projects.v : 0;
    struct str what = city->population.known
        ? SAY(out, "A city of {people} people", slot("people", count(city->population.v)))
        : W(out, "A city whose population we do not know");
    struct slot slots[] = {slot("what", what), slot("n", count(projects))};
    return projects == 0
        ? words_text(out, W_NOTE("{what}: no EU project of its own council found here, and who is worth talking to."),
                     slots, 1)
        : words_text(out, W_NOTE("{what}: the {n} EU project we found of it, and who is worth talking to.|"
                                 "{what}: the {n} EU projects we found of it, and who is worth talking to."), slots, 2);
}

enum fault city_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct q_city_by_slug *city;
    struct themes themes;
    if (request->form != FORM_HTML) {
        TRY(city_load(request, &city));
        return answer_city(request, response, city);
    }
    kept_soon(request->db);
    TRY(city_load(request, &city));
    city_soon(request->db, city);
    TRY(themes_load(request, &themes));
    struct city_page *m = arena_new(request->arena, struct city_page);
    m->city = city;
    m->page = city_page_of(request, city, city->name, lead_of(&out, city), false);
    m->projects_url = url_path_of(request->arena, "/cities/{}/projects", city->slug);
    m->matches_url = url_path_of(request->arena, "/cities/{}/matches", city->slug);
    m->bid_url = url_path_of(request->arena, "/cities/{}/bid", city->slug);
    m->funding_url = url_path_of(request->arena, "/cities/{}/funding", city->slug);
    m->similar_url = url_path_of(request->arena, "/cities/{}/similar", city->slug);
    TRY(load_facts(request, &out, &themes, m));
    TRY(load_record(request, &out, &themes, m));
    TRY(load_around(request, &out, m));
    TRY(known_load(request, &out, city->id, city->slug, &m->known));
    struct matches matches;
    TRY(matches_load(request, &out, &themes, city, NULL, 0, 3, &matches));
    m->matches = matches.cards;
    m->matches_count = matches.n;
    m->matches_why = matches.why;
    m->matches_unknowns = matches.unknowns;
    city_set_empty(m, &out);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_city(&out, m);
    return OK;
}

enum fault city_projects_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct q_city_by_slug *city;
    TRY(city_load(request, &city));
    if (request->form != FORM_HTML) {
        return answer_projects(request, response, city->id);
    }
    struct q_city_projects *rows;
    struct city_projects_page *m = arena_new(request->arena, struct city_projects_page);
    TRY(q_city_projects(request->db, request->arena, city->id, &rows, &m->rows_count));
    m->page = city_page_of(request, city, SAY(&out, "EU projects of {city}", slot("city", city->name)),
                           W(&out, "Every EU project found in which the city's own body takes part, newest first."),
                           true);
    m->rows = city_project_rows(&out, rows, m->rows_count, request->today);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json"),
                                    .licence = S("CC BY 4.0")};
    view_city_projects(&out, m);
    return OK;
}
