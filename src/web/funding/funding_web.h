/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** funding: the list of funding calls, narrowed by theme, by what they pay for and by how they stand.
**
** It says what the sources say, with their age. Whether a city may apply is another question, which it does not answer.
*/
#ifndef WEB_FUNDING_FUNDING_WEB_H
#define WEB_FUNDING_FUNDING_WEB_H

#include "domain/funding_call.h"
#include "store/funding_call.sql.h"
#include "web/layout/parts.h"
#include "web/say.h"

#define FUNDING_PER_PAGE 20
#define FUNDING_STANDINGS 4

struct funding_row {
    struct url url; /* of its page at the publisher; no text when unknown */
    struct str title, identifier, deadline, standing, pays, programme, source;
};

struct funding_choice {
    struct url url;
    struct str name;
    bool chosen;
};

struct funding_page {
    struct page *page;
    struct funding_row *rows;
    size_t rows_count;
    int64_t total;
    bool empty; /* none was brought in */
    struct facet standings[FUNDING_STANDINGS];
    size_t standings_count;
    struct funding_choice pays[PAYS__MAX + 1];
    size_t pays_count;
    struct funding_choice *themes;
    size_t themes_count;
    struct pagination pagination;
    struct use_data use_data;
};

extern const struct field funding_fields[];
handler funding_get;

#endif
