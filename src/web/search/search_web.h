/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search: projects, cities and organisations for what somebody typed, with facets and the words that were met.
*/
#ifndef WEB_SEARCH_SEARCH_WEB_H
#define WEB_SEARCH_SEARCH_WEB_H

#include "web/layout/parts.h"

#define SEARCH_PER_PAGE 20

struct facet {
    struct url url; /* with it chosen; without it when it is */
    struct str name;
    int64_t n;
    bool chosen;
};

struct facet_group {
    struct str name;
    struct facet *items;
    size_t n;
};

struct search_page {
    struct page *page;
    struct str q;
    struct search_box box;
    struct str mended;       /* what was searched for instead of what was typed; "" for none */
    struct url mended_not;   /* the same search as typed */
    struct place_row *cities;
    size_t cities_count;
    struct place_row *organisations;
    size_t organisations_count;
    struct str city;         /* only its projects are shown; "" for all */
    struct url city_not;     /* the same search without it */
    struct str city_offered; /* a city that the query names; "" for none */
    struct url city_only;
    struct facet_group *groups;
    size_t groups_count;
    struct project_row *rows;
    size_t rows_count;
    int64_t total;
    bool capped;
    struct pagination pagination;
    struct use_data use_data;
};

extern const struct field search_fields[];
handler search_get;

#endif
