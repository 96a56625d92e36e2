/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Why a city was matched, and what we do not know of it (match.h).
*/
#include <string.h>

#include "domain/match.h"
#include "domain/match_parts.h"
#include "domain/real.h"

#define SIZE_SAID_MAX 1.5 /* up to half as large again is of similar size */

static void reason_add(struct match *match, struct match_reason reason)
{
    if (match->reasons_count < MATCH_REASONS_MAX) {
        match->reasons[match->reasons_count++] = reason;
    }
}

static int year_of(struct date date)
{
    return date_is_none(date) ? 0 : date_year(date);
}

static struct match_reason project_reason(const struct match_project *project, int points_bp)
{
    const struct city_work *work = project->work;
    struct match_reason reason = {
        .kind = MATCH_PROJECT,
        .points_bp = points_bp,
        .themes_count = project->themes_count,
        .project = work->project,
        .state = project->state,
        .start_year = year_of(work->start_on),
        .end_year = year_of(work->end_on),
        .coordinates = work->coordinates,
        .ec_cents = work->ec_cents};
    memcpy(reason.themes, project->themes, sizeof reason.themes);
    return reason;
}

static void together_add(struct match *match, const struct city_record *asking, struct city_id other)
{
    for (size_t i = 0; i < asking->together_count; i++) {
        if (asking->together[i].city.v == other.v) {
            reason_add(match, (struct match_reason){.kind = MATCH_TOGETHER, .count = asking->together[i].projects,
                                                    .project = asking->together[i].project});
        }
    }
}

/* What it did comes first, then that they know each other, then more of what it did, then what it is. */
static void reasons_fill(struct match *match, const struct match_asked *asked, const struct city_record *city,
                         const struct match_parts *parts)
{
    const struct match_project *best = parts->best;
    reason_add(match, project_reason(&best[0], parts->experience_bp));
    together_add(match, asked->asking, city->city);
    if (parts->projects == 2) {
        reason_add(match, project_reason(&best[1], 0));
    } else if (parts->projects > 2) {
        reason_add(match, (struct match_reason){.kind = MATCH_MORE, .count = parts->projects - 1,
                                                .project = best[1].work->project});
    }
    if (asked->wanted->n > 2 && parts->covered > 1) {
        reason_add(match, (struct match_reason){.kind = MATCH_BREADTH, .points_bp = parts->breadth_bp,
                                                .count = parts->covered, .of = (int)asked->wanted->n});
    }
    double ratio = parts->size_bp > 0 ? (double)city->population.v / (double)asked->asking->population.v : 0;
    if (ratio * SIZE_SAID_MAX >= 1 && ratio <= SIZE_SAID_MAX) {
        reason_add(match, (struct match_reason){.kind = MATCH_SIMILAR_SIZE, .points_bp = parts->size_bp,
                                                .ratio_permille = (int)real_round(1000 * ratio)});
    }
}

static void unknowns_fill(struct match *match, const struct match_asked *asked, const struct city_record *city)
{
    bool result = false;
    bool year = false;
    struct match_project project;
    for (size_t at = 0; match_project_next(asked, city, &at, &project);) {
        result = result || status_has_results(project.state);
        year = year || !date_is_none(project.work->end_on);
    }
    match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_WILLINGNESS;
    match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_LANGUAGE;
    if (!result) {
        match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_RESULT;
    }
    if (!asked->asking->population.known || !city->population.known) {
        match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_POPULATION;
    }
    if (!year) {
        match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_YEARS;
    }
}

struct match match_explain(const struct match_asked *asked, const struct city_record *city)
{
    struct match_parts parts = match_parts_of(asked, city);
    struct match match = {.city = city->city, .score_bp = parts.score_bp};
    reasons_fill(&match, asked, city, &parts);
    unknowns_fill(&match, asked, city);
    return match;
}
