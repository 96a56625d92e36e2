/* SPDX-License-Identifier: AGPL-3.0-or-later
** gap: what the network lacks, and who would fill it. */
#include "domain/gap.h"

#include "base/check.h"
#include "domain/help.h"

/* How many of those chosen may fill the same gap before it counts as filled: a theme bears more than one helper. */
static const size_t enough[GAP_KIND__MAX] = {
    [GAP_THEME] = 3, [GAP_LANGUAGE] = 2, [GAP_COUNTRY] = 1, [GAP_TWIN] = 2};

static const struct str words[GAP_KIND__MAX] = {
    [GAP_THEME] = S_INIT("theme"), [GAP_LANGUAGE] = S_INIT("language"), [GAP_COUNTRY] = S_INIT("country"),
    [GAP_TWIN] = S_INIT("twin")};

/* ---- what is missing */

static bool is_official(struct str country, struct str language)
{
    return str_contains(help_languages_of(country), language);
}

static void add_languages(const struct gap_country *countries, size_t n, struct gap *gaps, size_t *gaps_n)
{
    for (size_t i = 0; i < help_languages_n; i++) {
        int64_t cities = 0;
        for (size_t k = 0; k < n; k++) {
            cities += is_official(countries[k].country, help_languages[i].code) ? countries[k].n : 0;
        }
        if (cities > 0 && cities <= GAP_LANGUAGE_FEW) {
            gaps[(*gaps_n)++] = (struct gap){GAP_LANGUAGE, help_languages[i].code, cities};
        }
    }
}

size_t gap_list(struct arena *arena, const struct gap_want *wants, size_t wants_n, const struct gap_country *countries,
                size_t countries_n, struct gap **ret_gaps)
{
    struct gap *gaps = arena_array(arena, struct gap, GAP_THEMES_MAX + help_languages_n + 2);
    size_t n = 0;
    bool *is_taken = arena_array(arena, bool, wants_n + 1);
    for (; n < wants_n && n < GAP_THEMES_MAX; n++) {
        size_t most = wants_n;
        for (size_t i = 0; i < wants_n; i++) {
            most = !is_taken[i] && (most == wants_n || wants[i].n > wants[most].n) ? i : most;
        }
        is_taken[most] = true;
        gaps[n] = (struct gap){GAP_THEME, wants[most].theme, wants[most].n};
    }
    add_languages(countries, countries_n, gaps, &n);
    gaps[n++] = (struct gap){.kind = GAP_COUNTRY, .what = S("")};
    gaps[n++] = (struct gap){.kind = GAP_TWIN, .what = S("")};
    *ret_gaps = gaps;
    return n;
}

/* ---- who fills it */

struct choosing {
    const struct gap_country *countries;
    size_t countries_n;
    const struct gap_city *cities;
    struct gap_choice *fits; /* of each city, all its reasons */
    bool *is_chosen;
    struct gap_choice *choices;
    size_t n;
};

static const struct gap_record *record_of(const struct gap_city *city, struct str theme)
{
    for (size_t i = 0; i < city->records_n; i++) {
        if (str_eq(city->records[i].theme, theme) && city->records[i].ended > 0) {
            return &city->records[i];
        }
    }
    return NULL;
}

static bool is_in_network(const struct choosing *in, struct str country)
{
    for (size_t i = 0; i < in->countries_n; i++) {
        if (in->countries[i].n > 0 && str_eq(in->countries[i].country, country)) {
            return true;
        }
    }
    return false;
}

/* what "": it does not fill the gap. */
static struct gap_reason reason_of(const struct choosing *in, const struct gap *gap, const struct gap_city *city)
{
    struct gap_reason reason = {.kind = gap->kind, .what = S(""), .n = gap->n};
    if (gap->kind == GAP_THEME) {
        reason.record = record_of(city, gap->what);
        reason.what = reason.record != NULL ? gap->what : S("");
    } else if (gap->kind == GAP_LANGUAGE) {
        reason.what = is_official(city->country, gap->what) ? gap->what : S("");
    } else if (gap->kind == GAP_COUNTRY) {
        reason.what = is_in_network(in, city->country) ? S("") : city->country;
    } else {
        reason.what = city->twin_of;
        reason.n = city->twins;
    }
    return reason;
}

static bool fills(const struct gap_choice *fit, const struct gap *only)
{
    for (size_t i = 0; only != NULL && i < fit->n; i++) {
        if (fit->reasons[i].kind == only->kind
            && (only->what.n == 0 || str_eq(fit->reasons[i].what, only->what))) {
            return true;
        }
    }
    return only == NULL && fit->n > 0;
}

/* Gaps of it that those chosen leave open. */
static size_t count_open(const struct choosing *in, const struct gap_choice *fit)
{
    size_t open = 0;
    for (size_t i = 0; i < fit->n; i++) {
        size_t filled = 0;
        for (size_t k = 0; k < in->n; k++) {
            const struct gap only = {fit->reasons[i].kind, fit->reasons[i].what, 0};
            filled += fills(&in->choices[k], &only);
        }
        open += filled < enough[fit->reasons[i].kind];
    }
    return open;
}

static int64_t count_ended(const struct gap_choice *fit)
{
    int64_t ended = 0;
    for (size_t i = 0; i < fit->n; i++) {
        ended += fit->reasons[i].record != NULL ? fit->reasons[i].record->ended : 0;
    }
    return ended;
}

/* Whether x is to be asked before y; a difference of what counts first decides. */
static bool is_before(const struct choosing *in, const struct gap_choice *x, const struct gap_choice *y)
{
    const struct gap_city *a = &in->cities[x->city], *b = &in->cities[y->city];
    const int64_t differ[] = {(int64_t)count_open(in, x) - (int64_t)count_open(in, y), (int64_t)x->n - (int64_t)y->n,
                              count_ended(x) - count_ended(y), a->projects - b->projects, b->id - a->id};
    for (size_t i = 0; i < COUNT_OF(differ); i++) {
        if (differ[i] != 0) {
            return differ[i] > 0;
        }
    }
    return false;
}

size_t gap_choose(struct arena *arena, const struct gap *gaps, size_t gaps_n, const struct gap_country *countries,
                  size_t countries_n, const struct gap_city *cities, size_t n, const struct gap *only, size_t most,
                  struct gap_choice **ret_choices)
{
    struct choosing in = {
        .countries = countries, .countries_n = countries_n, .cities = cities,
        .fits = arena_array(arena, struct gap_choice, n + 1), .is_chosen = arena_array(arena, bool, n + 1),
        .choices = arena_array(arena, struct gap_choice, most + 1)};
    for (size_t i = 0; i < n; i++) {
        struct gap_choice *fit = &in.fits[i];
        *fit = (struct gap_choice){.city = i};
        for (size_t k = 0; k < gaps_n && fit->n < GAP_REASONS_MAX; k++) {
            fit->reasons[fit->n] = reason_of(&in, &gaps[k], &cities[i]);
            fit->n += fit->reasons[fit->n].what.n > 0;
        }
        in.is_chosen[i] = !fills(fit, only); /* not asked about */
    }
    while (in.n < most) {
        const struct gap_choice *best = NULL;
        for (size_t i = 0; i < n; i++) {
            if (!in.is_chosen[i] && (best == NULL || is_before(&in, &in.fits[i], best))) {
                best = &in.fits[i];
            }
        }
        if (best == NULL) {
            break;
        }
        in.is_chosen[best->city] = true;
        in.choices[in.n++] = *best;
    }
    *ret_choices = in.choices;
    return in.n;
}

/* ---- as a word */

struct str gap_text(struct arena *arena, const struct gap *gap)
{
    return gap->what.n == 0 ? words[gap->kind]
                            : str_format(arena, "%.*s:%.*s", STR_ARG(words[gap->kind]), STR_ARG(gap->what));
}

bool gap_parse(struct str text, struct gap *ret_gap)
{
    struct str what;
    struct str word = str_cut(text, ':', &what);
    for (enum gap_kind kind = 0; kind < GAP_KIND__MAX; kind++) {
        bool has_what = kind == GAP_THEME || kind == GAP_LANGUAGE;
        if (str_eq(word, words[kind]) && has_what == (what.n > 0)) {
            *ret_gap = (struct gap){kind, has_what ? what : S(""), 0};
            return true;
        }
    }
    return false;
}
