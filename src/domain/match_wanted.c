/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Which themes a match is for, when nobody ticks any (match.h).
*/
#include "domain/match.h"

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
