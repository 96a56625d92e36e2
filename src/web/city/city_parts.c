/* SPDX-License-Identifier: AGPL-3.0-or-later
** city_parts: the sections of a city's page. */
#include "web/city/city_parts.h"

#include <inttypes.h>

#include "base/check.h"
#include "text/chart.h"
#include "text/readable.h"
#include "text/country.h"

#define YEARS_MAX 40 /* the first framework programme with data here began in 2007 */

struct project_row *city_project_rows(struct out *out, const struct q_city_projects *projects, size_t n,
                                      struct date today)
{
    struct project_row *rows = arena_array(out->arena, struct project_row, n);
    for (size_t i = 0; i < n; i++) {
        const struct q_city_projects *p = &projects[i];
        rows[i] = (struct project_row){
            .url = project_url(out->arena, p->id),
            .acronym = p->acronym,
            .title = say_title(out->arena, p->title, p->acronym),
            .status = say_status(out, p->status, p->start_on, p->end_on, p->has_results, today),
            .years = say_years(out, p->start_on, p->end_on),
            .role = p->coordinates ? W(out, "coordinated by the city") : S(""),
            .money = p->ec_cents.known && p->ec_cents.v > 0
                         ? SAY(out, "{money} of EU money to the city", slot("money", euros(p->ec_cents.v)))
                         : S("")};
    }
    return rows;
}

struct project_row *city_other_rows(struct out *out, const struct q_city_organisation_projects *projects, size_t n,
                                    struct date today)
{
    struct project_row *rows = arena_array(out->arena, struct project_row, n);
    for (size_t i = 0; i < n; i++) {
        const struct q_city_organisation_projects *p = &projects[i];
        rows[i] = (struct project_row){
            .url = project_url(out->arena, p->id),
            .acronym = p->acronym,
            .title = say_title(out->arena, p->title, p->acronym),
            .status = say_status(out, p->status, p->start_on, p->end_on, p->has_results, today),
            .years = say_years(out, p->start_on, p->end_on),
            .role = SAY(out, "with {organisation}", slot("organisation", readable_name(out->arena, p->organisation)))};
    }
    return rows;
}

static void add_fact(struct city_page *m, struct str label, struct html value, struct str source, struct date as_of)
{
    check(m->facts_count < CITY_FACTS_MAX);
    m->facts[m->facts_count++] = (struct fact){.label = label, .value = value, .source = source, .as_of = as_of};
}

struct str city_population_note(struct out *out, const struct q_city_by_slug *city)
{
    if (!city->population.known) {
        return W(out, "not known; we cannot tell yet whether it fits the size");
    }
    struct slot n = slot("n", count(city->population.v));
    bool municipality = !str_eq(city->population_kind, S("locality"));
    if (!city->population_year.known) {
        return municipality ? SAY(out, "{n} people in the municipality", n)
                            : SAY(out, "{n} people in the built-up place", n);
    }
    struct slot year = slot("year", (int)city->population_year.v);
    if (str_eq(city->population_kind, S("stated"))) {
        return SAY(out, "{n} people in the municipality, as it said itself in {year}", n, year);
    }
    return municipality ? SAY(out, "{n} people in the municipality ({year})", n, year)
                        : SAY(out, "{n} people in the built-up place ({year})", n, year);
}

void city_set_facts(struct city_page *m, struct out *out)
{
    const struct q_city_by_slug *city = m->city;
    add_fact(m, W(out, "Population"), html_text(out->arena, city_population_note(out, city)),
             city->population_source.n ? city->population_source : city->source, city->population_as_of);
    if (city->population.known) {
        add_fact(m, W(out, "Size"), html_text(out->arena, m->fit), S(""), DATE_NONE);
    }
    if (city->lau_id.n > 0) {
        add_fact(m, W(out, "Municipality"),
                 html_text(out->arena, SAY(out, "{name}, LAU code {code}", slot("name", city->lau_name),
                                           slot("code", city->lau_id))),
                 W(out, "Eurostat"), DATE_NONE);
    }
    if (city->nuts3.n > 0) {
        add_fact(m, W(out, "Region (NUTS 3)"), html_text(out->arena, city->nuts3), W(out, "Eurostat"), DATE_NONE);
    }
    if (city->geonames_id.known) {
        struct url url;
        struct str address = str_format(out->arena, "https://www.geonames.org/%" PRId64, city->geonames_id.v);
        if (url_external(out->arena, address, &url)) {
            add_fact(m, W(out, "Place"), html_link(out->arena, url,
                                                   SAY(out, "GeoNames {id}", slot("id", city->geonames_id.v))),
                     S("GeoNames"), city->source_as_of);
        }
    }
}

void city_set_numbers(struct city_page *m, struct out *out)
{
    const struct q_city_by_slug *city = m->city;
    if (!city->projects.known || city->projects.v == 0) {
        return;
    }
    m->coordinated = city->coordinated.v;
    m->numbers[m->numbers_count++] = (struct number){
        text_count(out, count(city->projects.v)),
        city->projects.v == 1 ? W(out, "EU project found") : W(out, "EU projects found"), m->projects_url};
    if (city->ended.v > 0) {
        m->numbers[m->numbers_count++] = (struct number){
            text_count(out, count(city->ended.v)), W(out, "of them ended"), (struct url){S("")}};
    }
    if (city->coordinated.v > 0) {
        m->numbers[m->numbers_count++] = (struct number){
            text_count(out, count(city->coordinated.v)), W(out, "coordinated: bid-writing experience"),
            (struct url){S("")}};
    }
    if (city->ec_cents.known && city->ec_cents.v > 0) {
        m->numbers[m->numbers_count++] = (struct number){
            text_euros(out, euros(city->ec_cents.v)), W(out, "of EU money to the city"), (struct url){S("")}};
    }
}

static void add_year(struct city_page *m, int year, bool coordinates)
{
    for (size_t i = 0; i < m->years_count; i++) {
        if (m->years[i].year == year) {
            m->years[i].projects++;
            m->years[i].coordinated += coordinates;
            return;
        }
    }
    if (m->years_count < YEARS_MAX) {
        m->years[m->years_count++] = (struct year_line){year, 1, coordinates};
    }
}

/* Every year between the first and the last, so that the picture has no holes. Projects come newest first. */
void city_set_years(struct city_page *m, struct out *out, const struct q_city_projects *projects, size_t n)
{
    m->years = arena_array(out->arena, struct year_line, YEARS_MAX);
    int first = 9999;
    int last = 0;
    for (size_t i = 0; i < n; i++) {
        if (!date_is_none(projects[i].start_on)) {
            int year = date_year(projects[i].start_on);
            first = year < first ? year : first;
            last = year > last ? year : last;
        }
    }
    for (int year = first; year <= last && m->years_count < YEARS_MAX; year++) {
        m->years[m->years_count++] = (struct year_line){.year = year};
    }
    for (size_t i = 0; i < n; i++) {
        if (!date_is_none(projects[i].start_on)) {
            add_year(m, date_year(projects[i].start_on), projects[i].coordinates);
        }
    }
    if (m->years_count > 0) {
        bool split = m->coordinated > 0; /* else there is one colour, and nothing to explain */
        struct chart_bar *bars = arena_array(out->arena, struct chart_bar, m->years_count);
        for (size_t i = 0; i < m->years_count; i++) {
            bars[i] = (struct chart_bar){.label = str_format(out->arena, "%d", m->years[i].year),
                                         .value = split ? m->years[i].coordinated : m->years[i].projects,
                                         .second = split ? m->years[i].projects - m->years[i].coordinated : 0};
        }
        m->chart = chart_bars(out, bars, m->years_count,
                              SAY(out, "EU projects of {city} by the year they started; the table beside it has the "
                                       "numbers",
                                  slot("city", m->city->name)));
    }
}

void city_set_themes(struct city_page *m, struct out *out, const struct themes *themes,
                     const struct q_city_themes *lines, size_t n)
{
    m->themes = arena_array(out->arena, struct theme_line, n);
    for (size_t i = 0; i < n; i++) {
        const struct q_theme_list *theme = themes_find(themes, lines[i].theme_id);
        if (theme == NULL) {
            continue;
        }
        struct str years = S("");
        if (lines[i].first_year.known && lines[i].last_year.known) {
            years = lines[i].first_year.v == lines[i].last_year.v
                        ? str_format(out->arena, "%" PRId64, lines[i].first_year.v)
                        : SAY(out, "{from} to {to}", slot("from", lines[i].first_year.v),
                              slot("to", lines[i].last_year.v));
        }
        m->themes[m->themes_count++] = (struct theme_line){.url = theme_url(out->arena, theme),
                                                           .name = say_theme(out, themes, theme->id),
                                                           .projects = lines[i].projects,
                                                           .ended = lines[i].ended,
                                                           .running = lines[i].running,
                                                           .coordinated = lines[i].coordinated,
                                                           .years = years};
    }
}

static struct str say_body_detail(struct out *out, const struct q_city_bodies *body)
{
    struct str why = body->corrected_at.known
                         ? say_correction(out, body->corrected_at.v, body->corrected_why)
                         : SAY(out, "taken for it because {reason}, {percent} in 100 sure",
                               slot("reason", say_body_reason(out, body->reason)),
                               slot("percent", body->confidence / 100));
    if (body->registrations < 2) {
        return why;
    }
    return SAY(out, "{why}; {n} registrations of one body", slot("why", why), slot("n", body->registrations));
}

void city_set_bodies(struct city_page *m, struct out *out, const struct q_city_bodies *bodies, size_t n)
{
    m->bodies = arena_array(out->arena, struct organisation_line, n);
    m->bodies_count = n;
    for (size_t i = 0; i < n; i++) {
        m->bodies[i] = (struct organisation_line){
            .url = organisation_url(out->arena, bodies[i].organisation_id),
            .name = readable_name(out->arena, bodies[i].name),
            .what = say_kind(out, bodies[i].kind),
            .detail = say_body_detail(out, &bodies[i])};
    }
}

void city_set_organisations(struct city_page *m, struct out *out, const struct q_city_organisations *rows, size_t n)
{
    m->organisations = arena_array(out->arena, struct organisation_line, n);
    m->organisations_count = n;
    for (size_t i = 0; i < n; i++) {
        m->organisations[i] = (struct organisation_line){
            .url = organisation_url(out->arena, rows[i].organisation_id),
            .name = readable_name(out->arena, rows[i].name),
            .what = say_activity(out, rows[i].activity),
            .detail = SAY(out, "{n} EU project|{n} EU projects", slot("n", count(rows[i].projects)))};
    }
}

void city_set_sources(struct city_page *m, struct out *out, const struct q_city_projects *projects, size_t n)
{
    m->sources = arena_array(out->arena, struct source_note, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t j = 0; j < m->sources_count; j++) {
            known = known || str_eq(m->sources[j].name, projects[i].source);
        }
        if (!known) {
            m->sources[m->sources_count++] = (struct source_note){
                .name = projects[i].source, .url = URL("/about-the-data"), .as_of = projects[i].source_as_of};
        }
    }
}

void city_set_empty(struct city_page *m, struct out *out)
{
    static const char *const not_covered[] = {
        W_NOTE("Regional funds (ERDF, ESF) and what they paid for in the city"),
        W_NOTE("Interreg, URBACT, the European Urban Initiative and Urban Innovative Actions"),
        W_NOTE("National, regional and the city's own money"),
        W_NOTE("Projects that reached the city through a county, a region or a company under another name"),
    };
    if (m->projects_total > 0) {
        return;
    }
    struct str *points = arena_array(out->arena, struct str, COUNT_OF(not_covered));
    for (size_t i = 0; i < COUNT_OF(not_covered); i++) {
        points[i] = words_text(out, not_covered[i], NULL, 0);
    }
    if (m->known.structural) {
        points[0] = W(out, "Regional funds (ERDF, ESF) before 2007 and after 2013");
    }
    m->empty = (struct empty_state){
        .title = W(out, "What we searched, and what is not here yet"),
        .text = say_html(out, W_NOTE("Most cities of this size are in the same place: of a hundred, fewer than ten are "
                                     "partners in Horizon Europe. It says nothing about what the city does. We "
                                     "searched the EU research programmes that CORDIS lists."), NULL, 0),
        .points = points,
        .points_count = COUNT_OF(not_covered),
        .points_title = W(out, "Not searched, because we do not have the data yet")};
}
