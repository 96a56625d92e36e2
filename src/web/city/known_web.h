/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** known: what other lists than CORDIS say of a city: its commitments to the Covenant of Mayors, with whom it is
** twinned, projects of structural funds. A section of the city's page, and a page with all of it.
*/
#ifndef WEB_CITY_KNOWN_WEB_H
#define WEB_CITY_KNOWN_WEB_H

#include "web/layout/parts.h"

#define KNOWN_FACTS_MAX 8 /* 5 commitments at most, twinnings, structural funds */

struct known_row {
    struct url url; /* no text: no page of ours */
    struct str name;
    struct str detail;
};

/* The section; facts_count 0: nothing is known, and nothing is shown. */
struct city_known {
    struct fact facts[KNOWN_FACTS_MAX];
    size_t facts_count;
    bool structural; /* projects of structural funds are known */
    struct url url;  /* all of it */
};

struct known_page {
    struct page *page;
    struct fact facts[KNOWN_FACTS_MAX]; /* commitments */
    size_t facts_count;
    struct known_row *twins;
    size_t twins_count;
    struct source_note twins_source;
    struct known_row *projects;
    size_t projects_count;
    struct source_note projects_source;
    struct use_data use_data;
};

handler known_get;

/* What known_load reads is asked for soon. */
void known_soon(struct db *db, struct city_id city);
enum fault must_use known_load(struct request *request, struct out *out, struct city_id city, struct str slug,
                               struct city_known *ret_known);

#endif
