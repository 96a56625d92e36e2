/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** aims_told: what was said of the seven aims, and what the system knows of them, as far as it may be told
** (domain/aims.h). Rounds that are open have no totals here: nothing of them is told.
*/
#ifndef WEB_SURVEY_AIMS_TOLD_H
#define WEB_SURVEY_AIMS_TOLD_H

#include "web/survey/aims_web.h"

struct aims_load {
    struct q_programme_of programme;
    struct aims_of of;
    struct q_survey_kinds *kinds;
    size_t kinds_n;
    struct q_survey_aims_totals *totals;
    size_t totals_n;
    struct q_survey_aims_told *told;
    size_t told_n;
    struct q_survey_aims_ratings *ratings;
    size_t ratings_n;
    struct q_programme_deeds *deeds;
    size_t deeds_n;
    struct date today;
};

/* NULL: there is none. */
const struct q_survey_kinds *aims_kind_of(const struct aims_load *load, struct str kind);
/* "At the end" */
struct str aims_say_head(struct out *out, enum aims_when when);
void aims_tell(struct arena *arena, struct out *out, const struct aims_load *load, struct aims_page *m);

#endif
