/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_rule: clauses in three values. One walk serves both: with a place for what is found, and without. */
#include "domain/fund_rule.h"

#include "base/check.h"

enum truth truth_and(enum truth a, enum truth b)
{
    return a < b ? a : b;
}

enum truth truth_or(enum truth a, enum truth b)
{
    return a > b ? a : b;
}

enum truth truth_not(enum truth a)
{
    return (enum truth)(TRUTH_YES - a);
}

/* What is being judged: of which city (or all), and where what is found goes, if anywhere. */
struct walk {
    struct arena *arena; /* NULL: nobody asks what was found */
    const struct fund_group *group;
    size_t city;
};

static enum truth judge(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found);

static struct fund_found *places(const struct walk *walk, struct fund_found *found, size_t n)
{
    if (found == NULL) {
        return NULL;
    }
    found->items = arena_array(walk->arena, struct fund_found, n);
    found->n = n;
    return found->items;
}

/* ---- comparisons */

/* A total or number that lies somewhere from low to high, against one number. */
static enum truth compare_bounds(enum fund_compare compare, int64_t low, int64_t high, int64_t with)
{
    bool inside = low <= with && with <= high;
    switch (compare) {
    case FUND_GTE:
        return low >= with ? TRUTH_YES : high < with ? TRUTH_NO : TRUTH_UNKNOWN;
    case FUND_GT:
        return low > with ? TRUTH_YES : high <= with ? TRUTH_NO : TRUTH_UNKNOWN;
    case FUND_LTE:
        return truth_not(compare_bounds(FUND_GT, low, high, with));
    case FUND_LT:
        return truth_not(compare_bounds(FUND_GTE, low, high, with));
    case FUND_NE:
        return truth_not(compare_bounds(FUND_EQ, low, high, with));
    default:
        return !inside ? TRUTH_NO : low == high ? TRUTH_YES : TRUTH_UNKNOWN;
    }
}

static enum truth compare_numbers(const struct fund_clause *clause, int64_t low, int64_t high)
{
    enum truth truth = TRUTH_NO;
    for (size_t i = 0; i < clause->values_n; i++) {
        truth = truth_or(truth, compare_bounds(clause->compare, low, high, clause->values[i].number));
    }
    return truth;
}

static bool is_word(const struct fund_clause *clause, struct str word)
{
    for (size_t i = 0; i < clause->values_n; i++) {
        struct str with = clause->values[i].word;
        if (clause->subject == FUND_COUNTRY ? fund_country_in(word, with) : str_eq(word, with)) {
            return true;
        }
    }
    return false;
}

static enum truth compare_fact(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found)
{
    bool of_city = clause->subject < FUND_CITY_FACTS;
    const struct fund_value *value = of_city ? &walk->group->cities[walk->city].facts[clause->subject]
                                             : &walk->group->facts[clause->subject - FUND_CITY_FACTS];
    if (found != NULL) {
        found->value = *value;
        found->city = of_city ? walk->city : FUND_NO_CITY;
    }
    if (!value->known) {
        return TRUTH_UNKNOWN;
    }
    if (fund_subject_type(clause->subject) == FUND_WORD) {
        return is_word(clause, value->word) != (clause->compare == FUND_NE) ? TRUTH_YES : TRUTH_NO;
    }
    return compare_numbers(clause, value->number, value->number);
}

/* ---- totals: bounds over the cities that surely or perhaps count */

struct total {
    int64_t cities[3];       /* by whether they count: enum truth */
    int64_t people[3];       /* known ones */
    bool is_short[3];        /* of one of them the number of people is not known */
    int64_t countries_sure;  /* different ones of cities that surely count */
    int64_t countries_may;   /* of those that may, and those whose country is not known, each as another one */
};

/* Whether an earlier city, that counts at least so surely, is in the same country. */
static bool is_repeated(const struct fund_group *group, const enum truth *counts, size_t i, enum truth least)
{
    for (size_t k = 0; k < i; k++) {
        const struct fund_value *other = &group->cities[k].facts[FUND_COUNTRY];
        if (counts[k] >= least && other->known && str_eq(other->word, group->cities[i].facts[FUND_COUNTRY].word)) {
            return true;
        }
    }
    return false;
}

static void add_countries(const struct fund_group *group, const enum truth *counts, struct total *total)
{
    bool sure_unknown = false;
    for (size_t i = 0; i < group->n; i++) {
        bool known = group->cities[i].facts[FUND_COUNTRY].known;
        bool sure = counts[i] == TRUTH_YES;
        sure_unknown = sure_unknown || (sure && !known);
        total->countries_sure += sure && known && !is_repeated(group, counts, i, TRUTH_YES);
        total->countries_may += counts[i] != TRUTH_NO && (!known || !is_repeated(group, counts, i, TRUTH_UNKNOWN));
    }
    total->countries_sure += sure_unknown && total->countries_sure == 0;
}

static void total_count(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found,
                        struct total *ret_total)
{
    const struct fund_group *group = walk->group;
    enum truth counts[FUND_CITIES_MAX];
    check(group->n <= FUND_CITIES_MAX);
    *ret_total = (struct total){0};
    struct fund_found *items = clause->where != NULL ? places(walk, found, group->n) : NULL;
    for (size_t i = 0; i < group->n; i++) {
        struct walk of_city = {.arena = walk->arena, .group = group, .city = i};
        counts[i] = clause->where == NULL ? TRUTH_YES : judge(&of_city, clause->where, items ? &items[i] : NULL);
        const struct fund_value *people = &group->cities[i].facts[FUND_POPULATION];
        ret_total->cities[counts[i]]++;
        ret_total->people[counts[i]] += people->known ? people->number : 0;
        ret_total->is_short[counts[i]] = ret_total->is_short[counts[i]] || !people->known;
    }
    add_countries(group, counts, ret_total);
}

static void share_bounds(const struct total *total, int64_t *ret_low, int64_t *ret_high)
{
    int64_t in = total->people[TRUTH_YES], out = total->people[TRUTH_NO], may = total->people[TRUTH_UNKNOWN];
    int64_t all = in + out + may;
    bool low_open = total->is_short[TRUTH_NO] || total->is_short[TRUTH_UNKNOWN];
    bool high_open = total->is_short[TRUTH_YES] || total->is_short[TRUTH_UNKNOWN];
    *ret_low = low_open || all == 0 ? 0 : in * 100 / all;
    *ret_high = high_open || all == 0 ? 100 : (in + may) * 100 / all;
}

static void leverage_bounds(const struct fund_group *group, int64_t *ret_low, int64_t *ret_high)
{
    const struct fund_value *investment = &group->facts[FUND_INVESTMENT - FUND_CITY_FACTS];
    const struct fund_value *grant = &group->facts[FUND_GRANT - FUND_CITY_FACTS];
    bool known = investment->known && grant->known && grant->number > 0;
    *ret_low = known ? investment->number / grant->number : 0;
    *ret_high = known ? *ret_low : INT64_MAX;
}

static enum truth compare_total(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found)
{
    struct total total;
    int64_t low = 0, high = 0;
    total_count(walk, clause, found, &total);
    switch (clause->subject) {
    case FUND_CITIES:
        low = total.cities[TRUTH_YES];
        high = low + total.cities[TRUTH_UNKNOWN];
        break;
    case FUND_COUNTRIES:
        low = total.countries_sure;
        high = total.countries_may;
        break;
    case FUND_PEOPLE:
        low = total.people[TRUTH_YES];
        high = total.is_short[TRUTH_YES] || total.is_short[TRUTH_UNKNOWN] ? INT64_MAX
                                                                          : low + total.people[TRUTH_UNKNOWN];
        break;
    case FUND_SHARE:
        share_bounds(&total, &low, &high);
        break;
    default:
        leverage_bounds(walk->group, &low, &high);
    }
    if (walk->group->open) {
        bool adds = clause->subject != FUND_SHARE && clause->subject != FUND_LEVERAGE;
        low = adds ? low : 0;
        high = INT64_MAX;
    }
    if (found != NULL) {
        found->low = low;
        found->high = high;
    }
    return compare_numbers(clause, low, high);
}

/* ---- parts */

static enum truth judge_parts(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found)
{
    bool any = clause->op == FUND_ANY;
    enum truth truth = any ? TRUTH_NO : TRUTH_YES;
    struct fund_found *items = places(walk, found, clause->n);
    for (size_t i = 0; i < clause->n; i++) {
        enum truth part = judge(walk, &clause->items[i], items ? &items[i] : NULL);
        truth = any ? truth_or(truth, part) : truth_and(truth, part);
    }
    return truth;
}

/* Every city, or at least one. */
static enum truth judge_cities(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found)
{
    bool any = clause->op == FUND_SOME;
    bool lead = clause->op == FUND_LEAD;
    size_t n = lead && walk->group->n > 0 ? 1 : walk->group->n;
    enum truth truth = walk->group->open && !lead ? TRUTH_UNKNOWN : any ? TRUTH_NO : TRUTH_YES;
    struct fund_found *items = places(walk, found, n);
    for (size_t i = 0; i < n; i++) {
        struct walk of_city = {.arena = walk->arena, .group = walk->group, .city = i};
        enum truth part = judge(&of_city, &clause->items[0], items ? &items[i] : NULL);
        truth = any ? truth_or(truth, part) : truth_and(truth, part);
    }
    return truth;
}

static enum truth judge_op(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found)
{
    switch (clause->op) {
    case FUND_ALL:
    case FUND_ANY:
    case FUND_USUALLY:
    case FUND_AS:
        return judge_parts(walk, clause, found);
    case FUND_NOT:
        return truth_not(judge_parts(walk, clause, found));
    case FUND_EVERY:
    case FUND_SOME:
    case FUND_LEAD:
        return judge_cities(walk, clause, found);
    default:
        return clause->subject < FUND_FACTS ? compare_fact(walk, clause, found) : compare_total(walk, clause, found);
    }
}

static enum truth judge(const struct walk *walk, const struct fund_clause *clause, struct fund_found *found)
{
    if (found != NULL) {
        found->clause = clause;
        found->city = walk->city;
    }
    enum truth truth = judge_op(walk, clause, found);
    if (found != NULL) {
        found->truth = truth;
    }
    return truth;
}

enum truth fund_clause_judge(const struct fund_clause *clause, const struct fund_group *group)
{
    struct walk walk = {.group = group, .city = FUND_NO_CITY};
    return judge(&walk, clause, NULL);
}

enum truth fund_clause_judge_city(const struct fund_clause *clause, const struct fund_group *group, size_t city)
{
    struct walk walk = {.group = group, .city = city};
    return judge(&walk, clause, NULL);
}

struct fund_found *fund_clause_find(struct arena *arena, const struct fund_clause *clause,
                                    const struct fund_group *group)
{
    struct walk walk = {.arena = arena, .group = group, .city = FUND_NO_CITY};
    struct fund_found *found = arena_new(arena, struct fund_found);
    judge(&walk, clause, found);
    return found;
}
