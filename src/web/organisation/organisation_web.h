/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** organisation: one partner of EU projects, where it sits, and what it took part in. Natural persons have no page.
*/
#ifndef WEB_ORGANISATION_ORGANISATION_WEB_H
#define WEB_ORGANISATION_ORGANISATION_WEB_H

#include "web/layout/parts.h"

#define ORGANISATION_FACTS_MAX 16
#define ORGANISATION_PROJECTS_PER_PAGE 25

struct organisation_page {
    struct page *page;
    struct fact facts[ORGANISATION_FACTS_MAX];
    size_t facts_count;
    struct number numbers[3];
    size_t numbers_count;
    struct project_row *rows;
    size_t rows_count;
    struct pagination pagination;
    struct source_note source;
    struct use_data use_data;
};

extern const struct field organisation_fields[];
handler organisation_get;

#endif
