/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** derive_correction: what people corrected by hand, while bodies are worked out. corrections_load ->
** corrections_meet_cities -> corrections_apply to each answer. Everything lives in the arena. A correction whose
** city is not (or no longer) here keeps its kind, without a city.
*/
#ifndef JOBS_DERIVE_CORRECTION_H
#define JOBS_DERIVE_CORRECTION_H

#include "base/map.h"
#include "domain/resolve.h"
#include "store/correction.sql.h"

struct corrections {
    struct q_correction_list *items; /* in the order of their organisations */
    size_t n;
    struct map cities; /* keys asked for ("lau IT_058118", "gss ...", "geonames ...") -> the city; 0: not met */
};

/* Those that stand in the database of `url`. */
enum fault must_use corrections_load(struct arena *arena, struct str url, struct corrections *ret_corrections,
                                     struct str *ret_why);
/* Finds the cities that are asked for. */
enum fault must_use corrections_meet_cities(const struct corrections *corrections, struct db *db);
/* The answer as corrected; untouched when nobody corrected it. */
void corrections_apply(const struct corrections *corrections, struct arena *scratch,
                       struct organisation_id organisation, struct resolve_answer *answer);

#endif
