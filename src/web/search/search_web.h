/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search: projects, cities, organisations and funding calls for what somebody typed, with facets and the words that
** were met.
*/
#ifndef WEB_SEARCH_SEARCH_WEB_H
#define WEB_SEARCH_SEARCH_WEB_H

#include "web/funding/funding_web.h"
#include "web/layout/parts.h"

#define SEARCH_PER_PAGE 20
#define SEARCH_BEST_MAX 200 /* that a search looks at; RANK_FOUND_MAX */

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
    struct str meant;        /* what may have been meant; "" for nothing to offer */
    struct url meant_url;
    struct str theme_unknown, country_unknown; /* of the address, left out; "" for none */
    bool has_words;          /* there is something to look for */
    bool only_minus;         /* there is only what to leave out */
    struct place_row *cities;
    size_t cities_count;
    struct place_row *organisations;
    size_t organisations_count;
    struct funding_row *calls; /* funding calls that are not over */
    size_t calls_count;
    int64_t calls_total;
    struct url calls_url;    /* all of them */
    struct str city;         /* only its projects are shown; "" for all */
    struct url city_not;     /* the same search without it */
    struct str city_offered; /* a city that the query names; "" for none */
    struct url city_only;
    struct facet_group *groups;
    size_t groups_count;
    struct facet *chosen;    /* of all groups */
    size_t chosen_count;
    struct project_row *rows;
    size_t rows_count;
    int64_t total;           /* that pass */
    int64_t looked_at;       /* the best, which facets count */
    int64_t all;             /* with any of the words; more than looked_at when there are too many */
    struct pagination pagination;
    struct use_data use_data;
};

extern const struct field search_fields[];
handler search_get;

#endif
