/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** help: which member cities are worth talking to, by what each said of itself: what it wants help with, what it can
** help with, its themes, its languages. Need, offer and interest decide; where a city lies does not.
**
**     they can help where we want help  HELP_THEY_CAN_WEIGHT each
**     we can help where they want help  HELP_WE_CAN_WEIGHT each
**     both of the two                   HELP_BOTH_WAYS_WEIGHT once: help that goes both ways lasts
**     both want help with the same      HELP_SAME_NEED_WEIGHT each: it can be done together
**     the same theme, none of the above HELP_THEME_WEIGHT each
**     the same comes first for both     HELP_VALUE_WEIGHT once; alone it is no reason to talk
**     a language in common              HELP_LANGUAGE_WEIGHT once; nor is that
**
** The weights are ours, by order of what is likely to come of a talk; they are shown nowhere as a score. All twenty
** themes, a value and a language together weigh less than one need. Of equal ones the order of the input stays.
** Cost: cities times items times items of ours. Pure.
*/
#ifndef DOMAIN_HELP_H
#define DOMAIN_HELP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum {
    HELP_THEY_CAN_WEIGHT = 100,
    HELP_WE_CAN_WEIGHT = 70,
    HELP_BOTH_WAYS_WEIGHT = 80,
    HELP_SAME_NEED_WEIGHT = 40,
    HELP_THEME_WEIGHT = 1,
    HELP_LANGUAGE_WEIGHT = 2,
    HELP_VALUE_WEIGHT = 3,
};

#define HELP_REASONS_MAX 6 /* of a match, the best first */

enum help_kind { HELP_NEED, HELP_OFFER, HELP_THEME, HELP_LANGUAGE, HELP_KIND__MAX };

struct help_item {
    enum help_kind kind;
    struct str what; /* a theme's slug, a kind of work, a language */
    struct str says; /* in the city's own words; "" for none */
};

/* At most one item of a kind and a `what`. */
struct help_city {
    const struct help_item *items;
    size_t n;
    struct str first; /* what comes first for it (domain/trait); "" not said, or not shown */
};

enum help_reason_kind { HELP_THEY_CAN, HELP_WE_CAN, HELP_SAME_NEED, HELP_SAME_THEME };

struct help_reason {
    enum help_reason_kind kind;
    struct str what;
    struct str theirs; /* what they say of it; "" for nothing */
};

struct help_match {
    size_t city; /* which of the others */
    int weight;
    struct help_reason reasons[HELP_REASONS_MAX];
    size_t reasons_n;
    struct str language; /* one in common, the first of ours; "" none that both named */
    struct str first;    /* what comes first for both; "" nothing */
};

/* Kinds of work that cities help each other with, beside the themes: "bids", "procurement", "data", ... */
#define HELP_WORKS_N 5
extern const struct str help_works[HELP_WORKS_N];

struct help_language {
    struct str code; /* ISO 639-1: "de" */
    struct str name; /* in itself: "Deutsch" */
};

/* Official languages of the countries and regions of Europe, by their codes. */
extern const struct help_language help_languages[];
extern const size_t help_languages_n;

/* "need", "offer", "theme", "language". */
struct str help_kind_word(enum help_kind kind);
bool help_kind_parse(struct str word, enum help_kind *ret_kind);

/* The best first, at most `most`, in the arena; a city without any of the reasons is none. */
size_t help_match(struct arena *arena, const struct help_city *ours, const struct help_city *others, size_t n,
                  size_t most, struct help_match **ret_matches);

/* ---- what may be suggested, to be accepted by who knows */

#define HELP_SUGGESTED_MAX 6

/* What the evidence knows of a city's own bodies on a theme: EU projects. */
struct help_record {
    struct str theme; /* its slug */
    int64_t projects;
    int64_t ended;
    int64_t coordinated;
};

/* Which records suggest an answer to the question, those with most behind them first: as a theme, any that it had a
** project on; as help that it can give, those where a project has ended, for who has done it can tell. What a city
** wants help with no record says. Equal ones keep the order of the input. At most HELP_SUGGESTED_MAX. */
size_t help_suggest(enum help_kind kind, const struct help_record *records, size_t n, size_t *ret_which);
/* Official in the whole of a country (ISO 3166-1 alpha-2), as codes of help_languages with a space between; "" not
** known. Source: Unicode CLDR 46, territoryInfo, officialStatus "official". */
struct str help_languages_of(struct str country);

#endif
