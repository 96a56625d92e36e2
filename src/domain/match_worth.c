/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** What one project of a city says for writing to it, and what all of them say together (docs/matching.md).
*/
#include "domain/match_parts.h"
#include "domain/real.h"

#define POINTS_EXPERIENCE 8000
#define POINTS_BREADTH 1000
#define POINTS_SIZE 1000

/* Is it truly about the theme? A theme's strength begins at 5000 (docs/themes.md). */
#define THEME_LOWEST_BP 4000
#define THEME_SURE_BP 7500
#define THEME_MOST 0.95

/* How much of it did the city do? */
#define ROLE_LED 1.0
#define ROLE_NO_MONEY 0.1      /* invited, without a part of its own */
#define ROLE_SMALL 0.3         /* below the sum that pays somebody for half a year */
#define ROLE_PART 0.9
#define ROLE_MONEY_UNKNOWN 0.6
#define ROLE_PART_CENTS 5000000

/* Is there something to tell? */
#define STATE_RESULTS 1.0
#define STATE_ENDED 0.95
#define STATE_RUNNING 0.9
#define STATE_NEW 0.3          /* runs for less than a year */
#define STATE_NOT_STARTED 0.05
#define STATE_STOPPED 0.1
#define STATE_UNKNOWN 0.6
#define DAYS_A_YEAR 365

#define FADE_YEARS_FREE 2      /* work that ended within two years is fresh */
#define FADE_A_YEAR 0.08
#define FADE_LOWEST 0.3

#define LN_SIZE_RATIO_MAX 1.3862943611198906 /* ln 4: four times as large is no longer similar */

static double theme_chance(int theme_bp)
{
    double sure = (double)(theme_bp - THEME_LOWEST_BP) / (THEME_SURE_BP - THEME_LOWEST_BP);
    return THEME_MOST * (sure < 0 ? 0 : sure > 1 ? 1 : sure);
}

static double role_chance(const struct city_work *work)
{
    if (work->coordinates) {
        return ROLE_LED;
    }
    if (!work->ec_cents.known) {
        return ROLE_MONEY_UNKNOWN;
    }
    return work->ec_cents.v <= 0 ? ROLE_NO_MONEY : work->ec_cents.v < ROLE_PART_CENTS ? ROLE_SMALL : ROLE_PART;
}

static double freshness(const struct city_work *work, struct date today)
{
    if (date_is_none(work->end_on) || date_is_none(today)) {
        return 1;
    }
    if (today.days - work->end_on.days <= FADE_YEARS_FREE * DAYS_A_YEAR) {
        return 1; /* no calendar needed: this is asked of every project for every page */
    }
    int years = date_year(today) - date_year(work->end_on) - FADE_YEARS_FREE;
    double fresh = years > 0 ? 1 - FADE_A_YEAR * years : 1;
    return fresh > FADE_LOWEST ? fresh : FADE_LOWEST;
}

static bool is_new(const struct city_work *work, struct date today)
{
    return !date_is_none(work->start_on) && !date_is_none(today) && today.days - work->start_on.days < DAYS_A_YEAR;
}

static double state_chance(const struct city_work *work, enum status_kind state, struct date today)
{
    if (status_is_ended(state)) {
        return (status_has_results(state) ? STATE_RESULTS : STATE_ENDED) * freshness(work, today);
    }
    switch (state) {
    case STATUS_RUNNING: return is_new(work, today) ? STATE_NEW : STATE_RUNNING;
    case STATUS_NOT_STARTED: return STATE_NOT_STARTED;
    case STATUS_TERMINATED: return STATE_STOPPED * freshness(work, today);
    default: return STATE_UNKNOWN;
    }
}

static bool has_project(const struct city_record *city, struct project_id project)
{
    for (size_t i = 0; i < city->works_count; i++) {
        if (city->works[i].project.v == project.v) {
            return true;
        }
    }
    return false;
}

/* The bit of a theme's place among the wanted; 0: not wanted. */
static uint32_t wanted_bit(const struct match_wanted *wanted, struct theme_id theme)
{
    for (size_t i = 0; i < wanted->n; i++) {
        if (wanted->themes[i].v == theme.v) {
            return (uint32_t)1 << i;
        }
    }
    return 0;
}

/* The wanted themes of the project whose rows are works[0..n-1], and the chance that it is not about any of them. */
static double themes_add(const struct match_wanted *wanted, const struct city_work *works, size_t n,
                         struct match_project *project)
{
    double none = 1;
    for (size_t i = 0; i < n && project->themes_count < THEME_PER_PROJECT_MAX; i++) {
        uint32_t bit = wanted_bit(wanted, works[i].theme);
        if (bit != 0) {
            project->covers |= bit;
            project->themes[project->themes_count++] = works[i].theme;
            none *= 1 - theme_chance(works[i].theme_bp);
        }
    }
    return none;
}

bool match_project_next(const struct match_asked *asked, const struct city_record *city, size_t *at,
                        struct match_project *ret_project)
{
    while (*at < city->works_count) {
        const struct city_work *first = &city->works[*at];
        size_t n = 1;
        while (*at + n < city->works_count && first[n].project.v == first->project.v) {
            n++;
        }
        *at += n;
        struct match_project project = {.work = first};
        double none = themes_add(asked->wanted, first, n, &project);
        if (project.themes_count > 0) {
            project.state = status_kind_of(first->status, first->start_on, first->end_on, first->has_results,
                                           asked->today);
            project.shared = has_project(asked->asking, first->project);
            project.chance = (1 - none) * role_chance(first) * state_chance(first, project.state, asked->today);
            *ret_project = project;
            return true;
        }
    }
    return false;
}

static double size_alike(const struct city_record *a, const struct city_record *b)
{
    if (!a->population.known || !b->population.known || a->population.v <= 0 || b->population.v <= 0) {
        return 0;
    }
    double apart = real_ln((double)a->population.v / (double)b->population.v);
    double alike = 1 - (apart < 0 ? -apart : apart) / LN_SIZE_RATIO_MAX;
    return alike > 0 ? alike : 0;
}

/* ---- without looking at each project */

double match_none(const struct city_work *works, size_t works_count, struct theme_id theme, struct date today)
{
    double none = 1;
    for (size_t i = 0; i < works_count; i++) {
        const struct city_work *work = &works[i];
        if (work->theme.v == theme.v) {
            enum status_kind state =
                status_kind_of(work->status, work->start_on, work->end_on, work->has_results, today);
            none *= 1 - theme_chance(work->theme_bp) * role_chance(work) * state_chance(work, state, today);
        }
    }
    return none;
}

/* A project on two wanted themes counts once in the score, and here for both; one that is shared counts here alone. So
** this is never less. */
int match_bound(const struct match_asked *asked, const struct city_record *city, bool exactly)
{
    double none = 1;
    int covered = 0;
    if (city->themes_count == 0) {
        return city->works_count > 0 ? MATCH_BOUND_MAX : 0;
    }
    for (size_t i = 0; i < city->themes_count; i++) {
        if (city->themes[i].projects > 0 && wanted_bit(asked->wanted, city->themes[i].theme) != 0) {
            none *= city->themes[i].none;
            covered++;
        }
    }
    if (covered == 0) {
        return 0;
    }
    double size = exactly ? size_alike(asked->asking, city) : 1;
    double sum = POINTS_EXPERIENCE * (1 - none) + POINTS_BREADTH * (double)covered / (double)asked->wanted->n
                 + POINTS_SIZE * size;
    int bound = (int)sum + 3; /* each of the three is rounded in the score */
    return bound < MATCH_BOUND_MAX ? bound : MATCH_BOUND_MAX;
}

/* Better chances first, then the later project. */
static bool is_better(const struct match_project *a, const struct match_project *b)
{
    return b->work == NULL || a->chance > b->chance
           || (a->chance == b->chance && a->work->project.v > b->work->project.v);
}

static void best_add(struct match_parts *parts, const struct match_project *project)
{
    if (is_better(project, &parts->best[0])) {
        parts->best[1] = parts->best[0];
        parts->best[0] = *project;
    } else if (is_better(project, &parts->best[1])) {
        parts->best[1] = *project;
    }
}

static int count_bits(uint32_t bits)
{
    int n = 0;
    for (; bits != 0; bits &= bits - 1) {
        n++;
    }
    return n;
}

struct match_parts match_parts_of(const struct match_asked *asked, const struct city_record *city)
{
    struct match_parts parts = {.score_bp = 0};
    uint32_t covered = 0;
    double none = 1; /* the chance that no project at all is worth an e-mail */
    struct match_project project;
    for (size_t at = 0; match_project_next(asked, city, &at, &project);) {
        if (project.shared) {
            continue;
        }
        none *= 1 - project.chance;
        parts.projects++;
        best_add(&parts, &project);
        covered |= project.covers;
    }
    parts.covered = count_bits(covered);
    if (parts.covered == 0) {
        return parts;
    }
    parts.experience_bp = (int)real_round(POINTS_EXPERIENCE * (1 - none));
    parts.breadth_bp = (int)real_round((double)POINTS_BREADTH * parts.covered / (double)asked->wanted->n);
    parts.size_bp = (int)real_round(POINTS_SIZE * size_alike(asked->asking, city));
    parts.score_bp = parts.experience_bp + parts.breadth_bp + parts.size_bp;
    return parts;
}
