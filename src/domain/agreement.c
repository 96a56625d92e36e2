/* SPDX-License-Identifier: AGPL-3.0-or-later
** agreement: Krippendorff's alpha, and who drives disagreement. */
#include "domain/agreement.h"

#include "base/check.h"
#include "domain/rating.h"

/* The different values in ascending order, how often each is in a unit with two values or more, and how often each
** pair. */
struct coincidences {
    int *values;
    size_t k;
    double *pairs; /* k * k */
    double *totals;
    double n;
};

#define NOBODY SIZE_MAX

static int value_at(const struct agreement_table *table, size_t left_out, size_t rater, size_t unit)
{
    return rater == left_out ? AGREEMENT_NONE : table->values[rater * table->units + unit];
}

static void list_values(struct arena *arena, const struct agreement_table *table, struct coincidences *ret)
{
    size_t cells = table->raters * table->units;
    int *values = arena_array(arena, int, cells);
    size_t n = 0;
    for (size_t i = 0; i < cells; i++) {
        if (table->values[i] != AGREEMENT_NONE) {
            values[n++] = table->values[i];
        }
    }
    rating_sort(values, n);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (k == 0 || values[k - 1] != values[i]) {
            values[k++] = values[i];
        }
    }
    ret->values = values;
    ret->k = k;
}

static size_t place_of(const struct coincidences *all, int value)
{
    size_t low = 0, high = all->k;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (all->values[middle] <= value) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Adds the pairs of one unit: each counts for 1 / (m - 1), so that the unit counts for its m values. */
static void add_unit(struct coincidences *all, const size_t *counts, size_t m)
{
    if (m < 2) {
        return;
    }
    for (size_t c = 0; c < all->k; c++) {
        for (size_t d = 0; counts[c] > 0 && d < all->k; d++) {
            size_t pairs = counts[c] * (c == d ? counts[c] - 1 : counts[d]);
            all->pairs[c * all->k + d] += (double)pairs / (double)(m - 1);
        }
        all->totals[c] += (double)counts[c];
    }
    all->n += (double)m;
}

static struct coincidences coincidences_of(struct arena *arena, const struct agreement_table *table, size_t left_out)
{
    struct coincidences all = {0};
    list_values(arena, table, &all);
    all.pairs = arena_array(arena, double, all.k * all.k);
    all.totals = arena_array(arena, double, all.k);
    size_t *counts = arena_array(arena, size_t, all.k);
    for (size_t unit = 0; unit < table->units; unit++) {
        size_t m = 0;
        for (size_t c = 0; c < all.k; c++) {
            counts[c] = 0;
        }
        for (size_t rater = 0; rater < table->raters; rater++) {
            int value = value_at(table, left_out, rater, unit);
            if (value != AGREEMENT_NONE) {
                counts[place_of(&all, value)]++;
                m++;
            }
        }
        add_unit(&all, counts, m);
    }
    return all;
}

/* How far apart two values are, squared. For ordinal values: how many people stand between them, `between` counting all
** from the one to the other. */
static double apart_squared(const struct coincidences *all, enum agreement_measure measure, size_t c, size_t d,
                            double between)
{
    double a = all->values[c], b = all->values[d], apart = 0;
    switch (measure) {
    case AGREEMENT_NOMINAL:
        return c != d;
    case AGREEMENT_ORDINAL:
        apart = between - (all->totals[c] + all->totals[d]) / 2;
        break;
    case AGREEMENT_INTERVAL:
        apart = a - b;
        break;
    case AGREEMENT_RATIO:
        check(a >= 0 && b >= 0);
        apart = c == d ? 0 : (a - b) / (a + b);
        break;
    }
    return apart * apart;
}

static struct agreement_alpha alpha_of(struct arena *arena, const struct agreement_table *table,
                                       enum agreement_measure measure, size_t left_out)
{
    struct arena_mark mark = arena_mark(arena);
    struct coincidences all = coincidences_of(arena, table, left_out);
    struct agreement_alpha alpha = {.pairable = (size_t)all.n};
    double observed = 0, expected = 0;
    for (size_t c = 0; c < all.k; c++) {
        double between = all.totals[c];
        for (size_t d = c + 1; d < all.k; d++) {
            between += all.totals[d];
            double squared = apart_squared(&all, measure, c, d, between);
            observed += 2 * all.pairs[c * all.k + d] * squared;
            expected += 2 * all.totals[c] * all.totals[d] * squared;
        }
    }
    if (all.n > 1 && expected > 0) {
        alpha.is_defined = true;
        alpha.observed = observed / all.n;
        alpha.expected = expected / (all.n * (all.n - 1));
        alpha.alpha = 1 - alpha.observed / alpha.expected;
    }
    arena_rewind(arena, mark);
    return alpha;
}

struct agreement_alpha agreement_alpha(struct arena *arena, const struct agreement_table *table,
                                       enum agreement_measure measure)
{
    return alpha_of(arena, table, measure, NOBODY);
}

struct agreement_alpha agreement_alpha_without(struct arena *arena, const struct agreement_table *table,
                                               enum agreement_measure measure, size_t rater)
{
    check(rater < table->raters);
    return alpha_of(arena, table, measure, rater);
}

bool agreement_find_driver(struct arena *arena, const struct agreement_table *table, enum agreement_measure measure,
                           size_t *ret_rater, double *ret_rise)
{
    struct agreement_alpha all = agreement_alpha(arena, table, measure);
    size_t found = NOBODY;
    double rise = 0;
    for (size_t rater = 0; all.is_defined && rater < table->raters; rater++) {
        struct agreement_alpha without = agreement_alpha_without(arena, table, measure, rater);
        if (without.is_defined && without.alpha - all.alpha > rise) {
            rise = without.alpha - all.alpha;
            found = rater;
        }
    }
    if (found == NOBODY) {
        return false;
    }
    *ret_rater = found;
    *ret_rise = rise;
    return true;
}

enum agreement_light agreement_light(const struct agreement_alpha *alpha)
{
    if (!alpha->is_defined) {
        return AGREEMENT_UNKNOWN;
    }
    return alpha->alpha >= 0.8 ? AGREEMENT_RELIABLE : alpha->alpha >= 0.667 ? AGREEMENT_TENTATIVE : AGREEMENT_DISCUSS;
}
