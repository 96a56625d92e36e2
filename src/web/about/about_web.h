/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** about: where the data comes from, how themes and matches are made, what is unknown; robots and the site map.
*/
#ifndef WEB_ABOUT_ABOUT_WEB_H
#define WEB_ABOUT_ABOUT_WEB_H

#include "web/layout/parts.h"

struct source_line_row {
    struct str name;
    struct str file;
    struct url address; /* no text when the publisher's address is not known */
    struct str attribution;
    struct str licence;
    struct date as_of;
    struct date imported;
    int64_t records;
};

struct bounds_row {
    struct str country;
    int64_t low;
    int64_t high;
    struct str why;
};

struct about_page {
    struct page *page;
    struct source_line_row *sources;
    size_t sources_count;
    struct number numbers[4];
    size_t numbers_count;
    struct bounds_row *bounds;
    size_t bounds_count;
    int64_t low, high;
    struct fact unknowns[8];
    size_t unknowns_count;
    bool structural; /* projects of structural funds are here */
    struct use_data use_data;
};

handler about_get;
handler source_get;
handler third_party_get;
handler robots_get;
handler sitemap_get;
extern const struct field site_map_fields[];

/* What others made: packaging/licences.txt and the lock file of assets/. */
struct work_row {
    struct url url;
    struct str name;
    struct str version; /* "": whichever Debian ships */
    struct str licence; /* by its SPDX name */
    bool free;          /* public domain */
};

struct works_part {
    struct str id;
    struct str heading;
    struct work_row *rows;
    size_t rows_count;
};

struct third_party_page {
    struct page *page;
    struct works_part parts[3];
    size_t parts_count;
    struct work_row *licences; /* name and url */
    size_t licences_count;
};

struct source_page {
    struct page *page;
    struct url licence;
};

#endif
