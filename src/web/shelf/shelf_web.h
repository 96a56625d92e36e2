/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** shelf: the case study shelf: EU projects that have ended, with the own body of a city that fits the size in them.
**
** It says what the files say, and no more: that a project ended, and whether results are published or not known here.
** What it cost to run, what failed and who answers are not known from files; cities add them in a later step.
*/
#ifndef WEB_SHELF_SHELF_WEB_H
#define WEB_SHELF_SHELF_WEB_H

#include "store/shelf.sql.h"
#include "web/layout/parts.h"
#include "web/say.h"

#define SHELF_PER_PAGE 20
#define SHELF_THEMES_MAX 24

struct shelf_page {
    struct page *page;
    struct project_row *rows;
    size_t rows_count;
    int64_t total;
    struct facet results[2];
    size_t results_count;
    struct facet themes[SHELF_THEMES_MAX];
    size_t themes_count;
    struct pagination pagination;
    struct source_note source;
    size_t sources_count; /* 0 or 1 */
    struct use_data use_data;
};

extern const struct field shelf_fields[];
handler shelf_get;

#endif
