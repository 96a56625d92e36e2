/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city: one city: facts with source and age, its own record, who is worth talking to, and what is not covered.
**
** The pages of a city: itself, its projects, cities worth talking to (matches_web), cities like it (similar_web).
*/
#ifndef WEB_CITY_CITY_WEB_H
#define WEB_CITY_CITY_WEB_H

#include "store/city.sql.h"
#include "web/city/known_web.h"
#include "web/layout/parts.h"
#include "web/profile/profile_said.h"
#include "web/programme/record_web.h"
#include "web/say.h"

#define CITY_PROJECTS_SHOWN 3
#define CITY_FACTS_MAX 8

/* A row of the table of themes. */
struct theme_line {
    struct url url;
    struct str name;
    int64_t projects, ended, running, coordinated;
    struct str years;
};

struct year_line {
    int year;
    int64_t projects, coordinated;
};

struct organisation_line {
    struct url url;
    struct str name;
    struct str what;   /* "university or school" */
    struct str detail; /* "12 EU projects" */
};

struct city_page {
    struct page *page;
    const struct q_city_by_slug *city;
    struct str fit;              /* the sentence of the size rule */
    struct record_held *held;    /* leadership programmes that it tells of */
    size_t held_n;
    struct str leads;            /* that it is a lead city, since when; "" it is none */
    struct date member_since;    /* of this network; DATE_NONE: it is no member city */
    struct said_part *said;      /* what it lets everybody read of itself */
    size_t said_n;
    struct fact facts[CITY_FACTS_MAX];
    size_t facts_count;
    struct number numbers[4];
    size_t numbers_count;
    struct html chart;
    struct year_line *years;
    size_t years_count;
    struct theme_line *themes;
    size_t themes_count;
    struct project_row *projects; /* at most CITY_PROJECTS_SHOWN */
    size_t projects_count;
    int64_t projects_total;
    int64_t coordinated;
    struct url projects_url;
    struct organisation_line *bodies;
    size_t bodies_count;
    struct organisation_line *organisations;
    size_t organisations_count;
    struct project_row *organisation_projects;
    size_t organisation_projects_count;
    struct match_card *matches;
    size_t matches_count;
    struct str matches_why;      /* where the themes came from */
    struct str matches_unknowns; /* not known of any of them */
    struct url matches_url;
    struct url similar_url;
    struct url bid_url;          /* facts for a bid */
    struct url funding_url;
    struct city_known known;     /* what other lists say */
    struct empty_state empty;    /* when it has no record of its own */
    struct source_note *sources;
    size_t sources_count;
    struct use_data use_data;
};

struct city_projects_page {
    struct page *page;
    struct project_row *rows;
    size_t rows_count;
    struct use_data use_data;
};

handler city_get;
handler city_projects_get;

/* The city of request->params[0]. */
enum fault must_use city_load(struct request *request, const struct q_city_by_slug **ret_city);
/* What the domain needs of it. */
struct city_record city_record_of(const struct q_city_by_slug *city);
/* A page of this city, with the trail Cities > its name when `below`. */
struct page *city_page_of(struct request *request, const struct q_city_by_slug *city, struct str title, struct str lead,
                          bool below);

#endif
