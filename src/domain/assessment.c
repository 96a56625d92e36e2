/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: levels, spread and agreement, and what of it may be told. */
#include "domain/assessment.h"

#include "base/check.h"

static const struct str SECTORS[] = {S_INIT(""), S_INIT("public"), S_INIT("private"), S_INIT("third")};

struct str sector_word(enum sector sector)
{
    return SECTORS[sector];
}

enum sector sector_parse(struct str word)
{
    for (int i = SECTOR_PUBLIC; i < SECTOR__MAX; i++) {
        if (str_eq(word, SECTORS[i])) {
            return (enum sector)i;
        }
    }
    return SECTOR_NONE;
}

bool assessment_needs_why(const struct framework *framework, int level)
{
    return level >= framework->levels_n - 1;
}

bool assessment_differs(const struct assessment_item *item, int answer)
{
    int apart = answer > item->level ? answer - item->level : item->level - answer;
    return item->level > 0 && answer > 0 && apart >= ASSESSMENT_APART;
}

/* The levels that were named for a criterion, of one sector or (SECTOR__MAX) of all. */
static size_t list_levels(const struct assessment_rater *raters, size_t n, size_t criterion, enum sector sector,
                          int *ret_levels)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        int answer = raters[i].answers[criterion];
        if (answer > 0 && (sector == SECTOR__MAX || raters[i].sector == sector)) {
            ret_levels[found++] = answer;
        }
    }
    return found;
}

/* Medians of sectors, where nobody can be worked out from them. */
static void add_sectors(const struct assessment_rater *raters, size_t n, int *levels, struct assessment_item *item)
{
    size_t left = item->n;
    int low = 0, high = 0;
    for (int sector = SECTOR_PUBLIC; sector < SECTOR__MAX; sector++) {
        size_t found = list_levels(raters, n, item->criterion, (enum sector)sector, levels);
        if (found >= ASSESSMENT_MIN) {
            rating_sort(levels, found);
            int level = rating_median_lower(levels, found);
            item->sectors[sector] = level;
            low = low == 0 || level < low ? level : low;
            high = level > high ? level : high;
            left -= found;
        }
    }
    if (left > 0 && left < ASSESSMENT_MIN) {
        for (int sector = 0; sector < SECTOR__MAX; sector++) {
            item->sectors[sector] = 0;
        }
        return;
    }
    item->sectors_apart = high - low >= ASSESSMENT_APART;
}

static enum assessed agreed_by(const struct agreement_rwg *rwg)
{
    return !rwg->is_defined     ? ASSESSED_UNKNOWN
           : rwg->rwg > 0.7     ? ASSESSED_AGREE
           : rwg->rwg > 0.5     ? ASSESSED_PARTLY
                                : ASSESSED_NOT_YET;
}

static void add_item(const struct framework *framework, const struct assessment_rater *raters, size_t n, int *levels,
                     struct assessment_item *item)
{
    for (size_t i = 0; i < n; i++) {
        item->dont_know += raters[i].answers[item->criterion] == ANSWER_DONT_KNOW;
        item->not_applicable += raters[i].answers[item->criterion] == ANSWER_NOT_APPLICABLE;
    }
    item->n = list_levels(raters, n, item->criterion, SECTOR__MAX, levels);
    if (item->n < ASSESSMENT_MIN || !rating_sum_up(levels, item->n, &item->summary)) {
        return;
    }
    item->level = item->summary.lower;
    item->is_open = item->n >= ASSESSMENT_OPEN_MIN;
    item->rwg = agreement_rwg(levels, item->n, framework->levels_n);
    item->consensus = agreement_consensus(levels, item->n, framework->levels_n);
    item->agreed = agreed_by(&item->rwg);
    rating_count_levels(levels, item->n, framework->levels_n, item->counts);
    for (size_t i = 0; i < n; i++) {
        item->differ_n += assessment_differs(item, raters[i].answers[item->criterion]);
    }
    add_sectors(raters, n, levels, item);
}

static void add_side(const struct framework *framework, const struct assessment_results *results, size_t dimension,
                     int *levels, struct assessment_side *side)
{
    size_t n = 0;
    int64_t places = 0;
    *side = (struct assessment_side){.dimension = dimension};
    for (size_t i = 0; i < results->n; i++) {
        const struct assessment_item *item = &results->items[i];
        if (framework->criteria[item->criterion].dimension == dimension && item->level > 0) {
            if (side->lowest == 0 || item->level < side->lowest) {
                side->lowest = item->level;
                side->lowest_criterion = item->criterion;
            }
            places += rating_level_bp(item->level, framework->levels_n);
            levels[n++] = item->level;
        }
    }
    if (n > 0) {
        rating_sort(levels, n);
        side->level = rating_median_lower(levels, n);
        side->index_bp = (int)(places / (int64_t)n);
    }
}

static bool is_in_form(const struct assessment_results *results, const struct framework *framework, size_t dimension)
{
    for (size_t i = 0; i < results->n; i++) {
        if (framework->criteria[results->items[i].criterion].dimension == dimension) {
            return true;
        }
    }
    return false;
}

/* ---- on all of it */

static size_t count_answers(const struct assessment_results *results, const struct assessment_rater *rater, bool levels)
{
    size_t n = 0;
    for (size_t i = 0; i < results->n; i++) {
        int answer = rater->answers[results->items[i].criterion];
        n += levels ? answer > 0 : answer != ANSWER_NONE;
    }
    return n;
}

static void add_alpha(struct arena *arena, const struct assessment_rater *raters, size_t n,
                      struct assessment_results *results)
{
    struct arena_mark mark = arena_mark(arena);
    int *values = arena_array(arena, int, n * results->n + 1);
    size_t *who = arena_array(arena, size_t, n + 1);
    struct agreement_table table = {values, 0, results->n};
    for (size_t i = 0; i < n; i++) {
        if (2 * count_answers(results, &raters[i], true) < results->n) {
            results->sparse_n += count_answers(results, &raters[i], false) > 0;
            continue;
        }
        for (size_t k = 0; k < results->n; k++) {
            int answer = raters[i].answers[results->items[k].criterion];
            values[table.raters * results->n + k] = answer > 0 ? answer : AGREEMENT_NONE;
        }
        who[table.raters++] = i;
    }
    if (table.raters >= ASSESSMENT_MIN) {
        results->alpha = agreement_alpha(arena, &table, AGREEMENT_ORDINAL);
    }
    for (size_t i = 0; table.raters >= ASSESSMENT_OPEN_MIN && results->alpha.is_defined && i < table.raters; i++) {
        struct agreement_alpha without = agreement_alpha_without(arena, &table, AGREEMENT_ORDINAL, i);
        results->differs[who[i]] = without.is_defined && without.alpha - results->alpha.alpha >= ASSESSMENT_RISE;
        results->differ_n += results->differs[who[i]];
    }
    arena_rewind(arena, mark);
    enum agreement_light light = agreement_light(&results->alpha);
    results->agreed = light == AGREEMENT_RELIABLE    ? ASSESSED_AGREE
                      : light == AGREEMENT_TENTATIVE ? ASSESSED_PARTLY
                      : light == AGREEMENT_DISCUSS   ? ASSESSED_NOT_YET
                                                     : ASSESSED_UNKNOWN;
}

/* What people agree on least stands first; of two alike the one of the framework's order. */
static void add_map(struct assessment_results *results)
{
    for (size_t i = 0; i < results->n; i++) {
        const struct assessment_item *item = &results->items[i];
        if (item->agreed != ASSESSED_PARTLY && item->agreed != ASSESSED_NOT_YET && !item->sectors_apart) {
            continue;
        }
        size_t at = results->map_n++;
        for (; at > 0 && results->items[results->map[at - 1]].rwg.raw > item->rwg.raw; at--) {
            results->map[at] = results->map[at - 1];
        }
        results->map[at] = i;
    }
}

struct assessment_results assessment_sum_up(struct arena *arena, const struct framework *framework, bool is_short,
                                            const struct assessment_rater *raters, size_t n)
{
    struct assessment_results results = {0};
    size_t criteria = framework_count(framework, is_short);
    check(n <= ASSESSMENT_RATERS_MAX && framework->criteria_n <= FRAMEWORK_CRITERIA_MAX);
    results.items = arena_array(arena, struct assessment_item, criteria);
    results.map = arena_array(arena, size_t, criteria);
    results.sides = arena_array(arena, struct assessment_side, framework->dimensions_n);
    results.differs = arena_array(arena, bool, n);
    int *levels = arena_array(arena, int, n + criteria);
    for (size_t i = 0; i < framework->criteria_n; i++) {
        if (!is_short || framework->criteria[i].is_short) {
            results.items[results.n].criterion = i;
            add_item(framework, raters, n, levels, &results.items[results.n++]);
        }
    }
    for (size_t i = 0; i < framework->dimensions_n; i++) {
        if (is_in_form(&results, framework, i)) {
            add_side(framework, &results, i, levels, &results.sides[results.sides_n++]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        results.raters_n += count_answers(&results, &raters[i], false) > 0;
    }
    add_alpha(arena, raters, n, &results);
    add_map(&results);
    return results;
}
