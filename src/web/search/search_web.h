/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search: projects and cities for what somebody typed, with facets and the words that were met.
*/
#ifndef WEB_SEARCH_SEARCH_WEB_H
#define WEB_SEARCH_SEARCH_WEB_H

#include "web/layout/parts.h"

#define SEARCH_PER_PAGE 20

struct facet {
    struct url url;
    struct str name;
    int64_t n;
    bool chosen;
};

struct search_page {
    struct page *page;
    struct str q;
    struct search_box box;
    struct place_row *cities;
    size_t cities_count;
    struct facet *themes;
    size_t themes_count;
    struct facet *states;
    size_t states_count;
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
