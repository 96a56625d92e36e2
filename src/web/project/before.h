/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** before: "Before you copy this": what an officer wants to know of a project before the city does the same. Who did
** it first and who came after on the same theme, how long it took, what it cost per partner, whom to ask, and five
** questions to ask them. What the sources do not hold is said as "unknown: needs ...".
**
** Order: before_load, after the project and its partners are read. All results are in the request's arena. Cost: two
** statements on the project's first theme.
*/
#ifndef WEB_PROJECT_BEFORE_H
#define WEB_PROJECT_BEFORE_H

#include "store/project.sql.h"
#include "web/layout/parts.h"
#include "web/say.h"

#define BEFORE_FACTS_MAX 5
#define BEFORE_AFTER_SHOWN 3
#define BEFORE_ASK_MAX 8
#define QUESTIONS 5

/* Somebody to ask: a city's own body, or the coordinator when no city takes part. */
struct ask_line {
    struct url url;      /* the city's page, or the organisation's */
    struct str name;
    struct str what;     /* "Italy, coordinator" */
    struct url contact;  /* no text for none */
    struct str contact_name;
};

struct before {
    struct fact facts[BEFORE_FACTS_MAX];
    size_t facts_count;
    struct ask_line asks[BEFORE_ASK_MAX];
    size_t asks_count;
    size_t asks_more; /* cities that are not shown here */
    struct str questions[QUESTIONS];
};

/* What before_load reads; themes as found, the strongest first. */
struct before_of {
    const struct q_project_by_id *project;
    const struct q_project_partners *partners;
    size_t partners_count;
    const struct themes *themes;
    struct theme_id theme; /* 0: none */
};

enum fault must_use before_load(struct request *request, struct out *out, const struct before_of *of,
                                struct before *ret_before);

/* Five questions by how the project stands and by its theme ("" or an unknown one: a general question). */
void questions_of(struct out *out, enum status_kind kind, struct str theme, struct str ret_questions[QUESTIONS]);

#endif
