/* SPDX-License-Identifier: AGPL-3.0-or-later
** size: the size rule and its overrides. */
#include "domain/size.h"

#define USUAL_LOW 30000   /* "between 30,000 and 300,000 people": the network's founding papers */
#define USUAL_HIGH 300000

static const struct str words[] = {
    [SIZE_FITS] = S_INIT("fits"),
    [SIZE_SMALL] = S_INIT("small"),
    [SIZE_LARGE] = S_INIT("large"),
    [SIZE_UNKNOWN] = S_INIT("unknown"),
};

void size_rule_init(struct size_rule *rule)
{
    *rule = (struct size_rule){.usual = {.low = USUAL_LOW, .high = USUAL_HIGH}};
}

static bool is_country(struct str country)
{
    return country.n == 2 && country.s[0] >= 'A' && country.s[0] <= 'Z' && country.s[1] >= 'A' && country.s[1] <= 'Z';
}

static const struct size_override *find_override(const struct size_rule *rule, struct str country)
{
    for (size_t i = 0; i < rule->overrides_n; i++) {
        if (str_eq(rule->overrides[i].country, country)) {
            return &rule->overrides[i];
        }
    }
    return NULL;
}

enum fault size_rule_add_override(struct size_rule *rule, struct str country, struct size_bounds bounds)
{
    if (!is_country(country) || bounds.low < 0 || bounds.low > bounds.high || str_is_empty(bounds.why)) {
        return FAULT_INVALID;
    }
    if (find_override(rule, country) != NULL) {
        return FAULT_CONFLICT;
    }
    if (rule->overrides_n == SIZE_OVERRIDES_MAX) {
        return FAULT_TOO_LARGE;
    }
    rule->overrides[rule->overrides_n++] = (struct size_override){.country = country, .bounds = bounds};
    return OK;
}

static enum size_fit fit_of(struct size_bounds bounds, struct maybe_int population)
{
    if (!population.known || population.v <= 0) {
        return SIZE_UNKNOWN;
    }
    if (population.v < bounds.low) {
        return SIZE_SMALL;
    }
    return population.v > bounds.high ? SIZE_LARGE : SIZE_FITS;
}

struct size_answer size_fit(const struct size_rule *rule, struct str country, struct maybe_int population)
{
    const struct size_override *override = find_override(rule, country);
    struct size_bounds bounds = override ? override->bounds : rule->usual;
    return (struct size_answer){
        .fit = fit_of(bounds, population),
        .bounds = bounds,
        .overridden = override != NULL,
        .population = population,
    };
}

struct str size_fit_word(enum size_fit fit)
{
    return words[fit];
}

bool size_fit_parse(struct str word, enum size_fit *ret_fit)
{
    for (int i = 0; i <= SIZE_UNKNOWN; i++) {
        if (str_eq(words[i], word)) {
            *ret_fit = (enum size_fit)i;
            return true;
        }
    }
    return false;
}
