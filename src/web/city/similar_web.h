/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** similar: cities like mine, by size, themes and experience; by distance only when asked.
*/
#ifndef WEB_CITY_SIMILAR_WEB_H
#define WEB_CITY_SIMILAR_WEB_H

#include "web/city/city_web.h"

#define SIMILAR_SHOWN 20

struct similar_row {
    struct url url;
    struct str name;
    struct str where;
    struct str alike;   /* "about the same size; both work on mobility" */
    struct str differs; /* "" for nothing */
};

struct similar_page {
    struct page *page;
    struct url action;
    bool near;
    struct similar_row *rows;
    size_t rows_count;
    struct use_data use_data;
};

extern const struct field similar_fields[];
handler similar_get;

#endif
