/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** cities: find a city by its name, or look through those of a country, size or theme, on a map and in a list.
*/
#ifndef WEB_CITY_CITIES_WEB_H
#define WEB_CITY_CITIES_WEB_H

#include "web/layout/parts.h"

#define CITIES_PER_PAGE 50

struct choice {
    struct str value;
    struct str name;
    bool chosen;
};

struct cities_page {
    struct page *page;
    struct city_box box;
    struct str q;
    struct choice *countries;
    size_t countries_count;
    struct choice *fits;
    size_t fits_count;
    struct choice *themes;
    size_t themes_count;
    struct city_map map;
    struct place_row *rows;
    size_t rows_count;
    struct place_row *guesses; /* spelt nearly like q */
    size_t guesses_count;
    int64_t total;
    struct pagination pagination;
    struct use_data use_data;
};

extern const struct field cities_fields[];
handler cities_get;

#endif
