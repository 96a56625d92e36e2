/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The score, the order and the wanted themes of match.h; the reasons are in match_reason.c.
*/
#include "domain/match.h"

#include <string.h>

#include "base/check.h"
#include "domain/match_parts.h"
#include "domain/real.h"

/* ---- parts of the score (docs/matching.md) */

#define POINTS_EXPERIENCE 6500
#define POINTS_BREADTH 2500
#define POINTS_SIZE 1000

#define WORTH_RESULTS 1.0    /* a project ended with results published */
#define WORTH_ENDED 0.8      /* ended, results not seen */
#define WORTH_RUNNING 0.5
#define WORTH_TERMINATED 0.15
#define WORTH_UNKNOWN 0.4    /* how it stands is not known */
#define WORTH_COORDINATED 0.5 /* on top, for a project it coordinated */
#define WORTH_FULL 8.0        /* eight finished projects are as good as more */

#define FADE_YEARS_FREE 2     /* work that ended within two years is fresh */
#define FADE_A_YEAR 0.05
#define FADE_LOWEST 0.5
#define FADE_UNKNOWN 0.7      /* nobody says when */

#define SIZE_RATIO_MAX 4.0    /* four times as large is no longer similar */

const struct city_theme *match_row(const struct city_record *city, struct theme_id theme)
{
    for (size_t i = 0; i < city->themes_count; i++) {
        if (city->themes[i].theme.v == theme.v && city->themes[i].projects > 0) {
            return &city->themes[i];
        }
    }
    return NULL;
}

static int at_least_0(int x)
{
    return x > 0 ? x : 0;
}

static double freshness(int last_year, int year)
{
    if (last_year == 0) {
        return FADE_UNKNOWN;
    }
    double fresh = 1 - FADE_A_YEAR * at_least_0(year - last_year - FADE_YEARS_FREE);
    return fresh > FADE_LOWEST ? fresh : FADE_LOWEST;
}

/* 0..1: how much experience a row is. Each further project adds less. */
static double experience(const struct city_theme *row, bool with_coordinated, int year)
{
    double worth = WORTH_RESULTS * row->ended_with_results
                   + WORTH_ENDED * at_least_0(row->ended - row->ended_with_results) + WORTH_RUNNING * row->running
                   + WORTH_TERMINATED * row->terminated
                   + WORTH_UNKNOWN * at_least_0(row->projects - row->ended - row->running - row->terminated);
    if (with_coordinated) {
        worth += WORTH_COORDINATED * row->coordinated;
    }
    double depth = real_ln(1 + worth) / real_ln(1 + WORTH_FULL);
    return (depth < 1 ? depth : 1) * freshness(row->last_year, year);
}

static double size_alike(const struct city_record *a, const struct city_record *b)
{
    if (!a->population.known || !b->population.known || a->population.v <= 0 || b->population.v <= 0) {
        return 0;
    }
    double apart = real_ln((double)a->population.v / (double)b->population.v);
    double alike = 1 - (apart < 0 ? -apart : apart) / real_ln(SIZE_RATIO_MAX);
    return alike > 0 ? alike : 0;
}

struct match_parts match_parts_of(const struct city_record *asking, const struct match_wanted *wanted,
                                  const struct city_record *city, struct date today)
{
    struct match_parts parts = {.score_bp = 0};
    int year = date_is_none(today) ? 0 : date_year(today);
    double share = wanted->n > 0 ? (double)POINTS_EXPERIENCE / (double)wanted->n : 0;
    for (size_t i = 0; i < wanted->n; i++) {
        const struct city_theme *row = match_row(city, wanted->themes[i]);
        if (row == NULL) {
            continue;
        }
        int all_bp = (int)real_round(share * experience(row, true, year));
        parts.theme_bp[i] = (int)real_round(share * experience(row, false, year));
        parts.coordinated_bp += all_bp - parts.theme_bp[i];
        parts.score_bp += all_bp;
        parts.covered++;
    }
    if (parts.covered == 0) {
        return parts;
    }
    parts.breadth_bp = (int)real_round((double)POINTS_BREADTH * parts.covered / (double)wanted->n);
    parts.size_bp = (int)real_round(POINTS_SIZE * size_alike(asking, city));
    parts.score_bp += parts.breadth_bp + parts.size_bp;
    return parts;
}

int match_score(const struct city_record *asking, const struct match_wanted *wanted,
                const struct city_record *city, struct date today)
{
    return match_parts_of(asking, wanted, city, today).score_bp;
}

/* ---- the wanted themes */

static bool wanted_has(const struct match_wanted *wanted, struct theme_id theme)
{
    for (size_t i = 0; i < wanted->n; i++) {
        if (wanted->themes[i].v == theme.v) {
            return true;
        }
    }
    return false;
}

static void wanted_add(struct match_wanted *wanted, struct theme_id theme)
{
    if (wanted->n < THEMES_MAX && theme.v > 0 && !wanted_has(wanted, theme)) {
        wanted->themes[wanted->n++] = theme;
    }
}

/* How many cities, and projects, by theme id. */
struct counts {
    int64_t cities[THEMES_MAX + 1];
    int64_t projects[THEMES_MAX + 1];
};

static void counts_add(struct counts *counts, const struct city_record *city)
{
    for (size_t i = 0; i < city->themes_count; i++) {
        int64_t theme = city->themes[i].theme.v;
        if (theme >= 1 && theme <= THEMES_MAX && city->themes[i].projects > 0) {
            counts->cities[theme]++;
            counts->projects[theme] += city->themes[i].projects;
        }
    }
}

/* Most cities first, then most projects, then the smaller id. */
static bool counts_before(const struct counts *counts, int64_t a, int64_t b)
{
    if (counts->cities[a] != counts->cities[b]) {
        return counts->cities[a] > counts->cities[b];
    }
    if (counts->projects[a] != counts->projects[b]) {
        return counts->projects[a] > counts->projects[b];
    }
    return a < b;
}

static struct match_wanted wanted_most(const struct counts *counts, enum match_wanted_kind kind)
{
    struct match_wanted wanted = {.kind = kind};
    while (wanted.n < MATCH_DEFAULT_THEMES) {
        int64_t best = 0;
        for (int64_t theme = 1; theme <= THEMES_MAX; theme++) {
            bool open = counts->cities[theme] > 0 && !wanted_has(&wanted, (struct theme_id){theme});
            if (open && (best == 0 || counts_before(counts, theme, best))) {
                best = theme;
            }
        }
        if (best == 0) {
            break;
        }
        wanted_add(&wanted, (struct theme_id){best});
    }
    if (wanted.n == 0) {
        wanted.kind = MATCH_WANTED_NONE;
    }
    return wanted;
}

/* At most twice as large or half as large. */
static bool is_similar_size(const struct city_record *a, const struct city_record *b)
{
    return b->population.known && b->population.v <= 2 * a->population.v && a->population.v <= 2 * b->population.v;
}

static struct match_wanted wanted_of_others(const struct city_record *asking, const struct city_record *cities,
                                            size_t cities_count, bool similar)
{
    struct counts counts = {.cities = {0}};
    for (size_t i = 0; i < cities_count; i++) {
        if (cities[i].city.v != asking->city.v && cities[i].fits
            && (!similar || is_similar_size(asking, &cities[i]))) {
            counts_add(&counts, &cities[i]);
        }
    }
    return wanted_most(&counts, similar ? MATCH_WANTED_SIMILAR_SIZE : MATCH_WANTED_ALL_CITIES);
}

struct match_wanted match_wanted_of(const struct city_record *asking, const struct theme_id *ticked,
                                    size_t ticked_count, const struct city_record *cities, size_t cities_count)
{
    struct match_wanted wanted = {.kind = MATCH_WANTED_TICKED};
    for (size_t i = 0; i < ticked_count; i++) {
        wanted_add(&wanted, ticked[i]);
    }
    if (wanted.n > 0) {
        return wanted;
    }
    struct counts own = {.cities = {0}};
    counts_add(&own, asking);
    wanted = wanted_most(&own, MATCH_WANTED_OWN);
    if (wanted.n == 0 && asking->population.known) {
        wanted = wanted_of_others(asking, cities, cities_count, true);
    }
    return wanted.n > 0 ? wanted : wanted_of_others(asking, cities, cities_count, false);
}

/* ---- the order */

struct candidate {
    const struct city_record *city;
    int score_bp;
    int64_t leading; /* the project that its strongest theme names; 0 none */
};

static bool candidate_before(const struct candidate *a, const struct candidate *b)
{
    return a->score_bp != b->score_bp ? a->score_bp > b->score_bp : a->city->city.v < b->city->city.v;
}

/* Heap sort: the worst of what is left goes to the end. */
static void candidates_sink(struct candidate *candidates, size_t n, size_t at)
{
    for (;;) {
        size_t last = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < n; child++) {
            if (candidate_before(&candidates[last], &candidates[child])) {
                last = child;
            }
        }
        if (last == at) {
            return;
        }
        struct candidate swap = candidates[at];
        candidates[at] = candidates[last];
        candidates[last] = swap;
        at = last;
    }
}

static void candidates_sort(struct candidate *candidates, size_t n)
{
    for (size_t i = n / 2; i-- > 0;) {
        candidates_sink(candidates, n, i);
    }
    for (size_t left = n; left > 1; left--) {
        struct candidate swap = candidates[0];
        candidates[0] = candidates[left - 1];
        candidates[left - 1] = swap;
        candidates_sink(candidates, left - 1, 0);
    }
}

static int64_t leading_project(const struct match_wanted *wanted, const struct match_parts *parts,
                               const struct city_record *city)
{
    int64_t project = 0;
    int best_bp = -1;
    for (size_t i = 0; i < wanted->n; i++) {
        const struct city_theme *row = match_row(city, wanted->themes[i]);
        if (row != NULL && parts->theme_bp[i] > best_bp) {
            best_bp = parts->theme_bp[i];
            project = row->best_project.v;
        }
    }
    return project;
}

/* Of every three in a row at most two rest on one project: a third one waits for the next city that does not, if
** there is any. */
static void candidates_spread(struct candidate *candidates, size_t n, size_t top)
{
    for (size_t i = 2; i < n && i < top; i++) {
        int64_t same = candidates[i - 1].leading;
        if (same == 0 || candidates[i - 2].leading != same) {
            continue;
        }
        size_t other = i;
        while (other < n && candidates[other].leading == same) {
            other++;
        }
        if (other < n) {
            struct candidate moved = candidates[other];
            memmove(&candidates[i + 1], &candidates[i], (other - i) * sizeof moved);
            candidates[i] = moved;
        }
    }
}

size_t match_cities(struct arena *arena, const struct city_record *asking, const struct match_wanted *wanted,
                    const struct city_record *cities, size_t cities_count, struct date today, size_t top_max,
                    struct match *ret_matches)
{
    struct candidate *candidates = arena_array(arena, struct candidate, cities_count);
    size_t n = 0;
    for (size_t i = 0; i < cities_count; i++) {
        if (!cities[i].fits || cities[i].city.v == asking->city.v) {
            continue;
        }
        struct match_parts parts = match_parts_of(asking, wanted, &cities[i], today);
        if (parts.covered > 0) {
            candidates[n++] = (struct candidate){&cities[i], parts.score_bp,
                                                 leading_project(wanted, &parts, &cities[i])};
        }
    }
    candidates_sort(candidates, n);
    candidates_spread(candidates, n, top_max);
    size_t count = n < top_max ? n : top_max;
    for (size_t i = 0; i < count; i++) {
        ret_matches[i] = match_explain(asking, wanted, candidates[i].city, today);
    }
    return count;
}
