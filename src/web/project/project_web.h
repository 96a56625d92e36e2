/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** project: one EU project: what it is about, how it stands, what it cost, who took part, and whom to ask.
*/
#ifndef WEB_PROJECT_PROJECT_WEB_H
#define WEB_PROJECT_PROJECT_WEB_H

#include "store/project.sql.h"
#include "web/project/before.h"

#define PROJECT_FACTS_MAX 10
#define PROJECT_PARTNERS_OPEN 8      /* more are folded */
#define PROJECT_OBJECTIVE_START 320 /* bytes of its own words that stand open */

struct partner_line {
    struct url url;
    struct str name;
    struct str role;
    struct str country;
    struct url city_url; /* no text when the city is not known */
    struct str city;
    struct str city_note; /* "the municipality", "its seat" */
    struct str money;
};

struct theme_reason {
    struct url url;
    struct str name;
    struct str why;
};

struct project_page {
    struct page *page;
    const struct q_project_by_id *project;
    struct tag status;
    struct fact facts[PROJECT_FACTS_MAX];
    size_t facts_count;
    struct str objective;
    struct str objective_start; /* its beginning, whole sentences where they are short */
    struct theme_reason *themes;
    size_t themes_count;
    struct partner_line *partners;
    size_t partners_count;
    int64_t partners_hidden; /* natural persons, not shown */
    struct before before;
    struct source_note source;
    struct url cordis;
    struct use_data use_data;
};

handler project_get;

#endif
