/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** theme: what cities work on; one theme: who works on it, what was done, and what it cost.
*/
#ifndef WEB_THEME_THEME_WEB_H
#define WEB_THEME_THEME_WEB_H

#include "web/layout/parts.h"

#define THEME_PROJECTS_PER_PAGE 20

struct themes_page {
    struct page *page;
    struct tile *named;
    size_t named_count;
    struct tile *others;
    size_t others_count;
    struct use_data use_data;
};

struct theme_page {
    struct page *page;
    struct number numbers[4];
    size_t numbers_count;
    struct place_row *cities;
    size_t cities_count;
    struct url cities_url;
    struct project_row *projects;
    size_t projects_count;
    struct pagination pagination;
    struct url match_url;
    struct url shelf_url;
    struct use_data use_data;
};

extern const struct field theme_fields[];
handler themes_get;
handler theme_get;

#endif
