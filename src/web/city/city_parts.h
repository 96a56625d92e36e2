/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city_parts: the sections of a city's page, each set from the rows of one statement. All results are in the arena
** of `out`.
*/
#ifndef WEB_CITY_CITY_PARTS_H
#define WEB_CITY_CITY_PARTS_H

#include "web/city/city_web.h"

struct project_row *city_project_rows(struct out *out, const struct q_city_projects *projects, size_t n,
                                      struct date today);
struct project_row *city_other_rows(struct out *out, const struct q_city_organisation_projects *projects, size_t n,
                                    struct date today);
/* "74,000 people in the municipality (2020)"; what is not known is said. */
struct str city_population_note(struct out *out, const struct q_city_by_slug *city);
void city_set_facts(struct city_page *m, struct out *out);
void city_set_numbers(struct city_page *m, struct out *out);
void city_set_years(struct city_page *m, struct out *out, const struct q_city_projects *projects, size_t n);
void city_set_themes(struct city_page *m, struct out *out, const struct themes *themes,
                     const struct q_city_themes *lines, size_t n);
void city_set_bodies(struct city_page *m, struct out *out, const struct q_city_bodies *bodies, size_t n);
void city_set_organisations(struct city_page *m, struct out *out, const struct q_city_organisations *rows, size_t n);
void city_set_sources(struct city_page *m, struct out *out, const struct q_city_projects *projects, size_t n);
/* The notice of what was searched and what is not covered, when the city has no record of its own. */
void city_set_empty(struct city_page *m, struct out *out);

#endif
