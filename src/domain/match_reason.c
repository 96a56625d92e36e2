/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Why a city was matched, and what we do not know of it (match.h).
*/
#include <string.h>

#include "domain/match.h"
#include "domain/match_parts.h"
#include "domain/real.h"

/* Keeps the strongest `max`, strongest first; of equals the one that came first. */
static void reason_add(struct match *match, size_t max, struct match_reason reason)
{
    size_t at = match->reasons_count;
    while (at > 0 && reason.points_bp > match->reasons[at - 1].points_bp) {
        at--;
    }
    if (at >= max) {
        return;
    }
    size_t last = match->reasons_count < max ? match->reasons_count++ : max - 1;
    memmove(&match->reasons[at + 1], &match->reasons[at], (last - at) * sizeof reason);
    match->reasons[at] = reason;
}

/* The best that can be said of a row, and only what is known. */
static struct match_reason theme_reason(const struct city_theme *row, int points_bp)
{
    struct match_reason reason = {.points_bp = points_bp, .theme = row->theme, .project = row->best_project,
                                  .year = row->last_year};
    if (row->ended_with_results > 0) {
        reason.kind = MATCH_ENDED_WITH_RESULTS;
        reason.count = row->ended_with_results;
    } else if (row->ended > 0) {
        reason.kind = MATCH_ENDED;
        reason.count = row->ended;
    } else if (row->running > 0) {
        reason.kind = MATCH_RUNNING;
        reason.count = row->running;
    } else if (row->terminated > 0) {
        reason.kind = MATCH_STOPPED_EARLY;
        reason.count = row->terminated;
    } else {
        reason.kind = MATCH_TOOK_PART;
        reason.count = row->projects;
    }
    return reason;
}

static struct match_reason coordinated_reason(const struct match_wanted *wanted, const struct city_record *city,
                                              int points_bp)
{
    struct match_reason reason = {.kind = MATCH_COORDINATED, .points_bp = points_bp};
    for (size_t i = 0; i < wanted->n; i++) {
        const struct city_theme *row = match_row(city, wanted->themes[i]);
        if (row != NULL && row->coordinated > reason.count) {
            reason.count = row->coordinated;
            reason.theme = row->theme;
            reason.project = row->best_project;
        }
    }
    return reason;
}

static void reasons_fill(struct match *match, size_t max, const struct city_record *asking,
                         const struct match_wanted *wanted, const struct city_record *city,
                         const struct match_parts *parts)
{
    for (size_t i = 0; i < wanted->n; i++) {
        const struct city_theme *row = match_row(city, wanted->themes[i]);
        if (row != NULL) {
            reason_add(match, max, theme_reason(row, parts->theme_bp[i]));
        }
    }
    if (parts->coordinated_bp > 0) {
        reason_add(match, max, coordinated_reason(wanted, city, parts->coordinated_bp));
    }
    if (parts->covered > 1) {
        reason_add(match, max, (struct match_reason){.kind = MATCH_BREADTH, .points_bp = parts->breadth_bp,
                                                     .count = parts->covered, .of = (int)wanted->n});
    }
    if (parts->size_bp > 0) {
        double ratio = (double)city->population.v / (double)asking->population.v;
        reason_add(match, max, (struct match_reason){.kind = MATCH_SIMILAR_SIZE, .points_bp = parts->size_bp,
                                                     .ratio_permille = (int)real_round(1000 * ratio)});
    }
}

static void unknowns_fill(struct match *match, const struct city_record *asking, const struct match_wanted *wanted,
                          const struct city_record *city)
{
    bool result = false;
    bool year = false;
    for (size_t i = 0; i < wanted->n; i++) {
        const struct city_theme *row = match_row(city, wanted->themes[i]);
        result = result || (row != NULL && row->ended_with_results > 0);
        year = year || (row != NULL && row->last_year != 0);
    }
    match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_WILLINGNESS;
    match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_LANGUAGE;
    if (!result) {
        match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_RESULT;
    }
    if (!asking->population.known || !city->population.known) {
        match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_POPULATION;
    }
    if (!year) {
        match->unknowns[match->unknowns_count++] = MATCH_UNKNOWN_YEARS;
    }
}

struct match match_explain(const struct city_record *asking, const struct match_wanted *wanted,
                           const struct city_record *city, struct date today)
{
    struct match_parts parts = match_parts_of(asking, wanted, city, today);
    struct match match = {.city = city->city, .score_bp = parts.score_bp};
    bool together = city->together > 0;
    reasons_fill(&match, together ? MATCH_REASONS_MAX - 1 : MATCH_REASONS_MAX, asking, wanted, city, &parts);
    if (together) {
        match.reasons[match.reasons_count++] = (struct match_reason){
            .kind = MATCH_TOGETHER, .count = city->together, .project = city->together_project};
    }
    unknowns_fill(&match, asking, wanted, city);
    return match;
}
