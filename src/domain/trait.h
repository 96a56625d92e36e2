/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** trait: what makes a city itself, beyond the four questions of domain/help: ambition, what comes first, strengths and
** limits, time, political backing, where it is already. A few inputs a card, each card saved and seen by itself; every
** one may be left empty. One table, from which the pages, the checks and the columns follow. Pure.
*/
#ifndef DOMAIN_TRAIT_H
#define DOMAIN_TRAIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum trait_card {
    TRAIT_AMBITION, TRAIT_VALUE, TRAIT_STRENGTHS, TRAIT_TIME, TRAIT_BACKING, TRAIT_PLACES, TRAIT_CARD__MAX
};

enum trait_kind {
    TRAIT_LINE, /* up to `max` letters */
    TRAIT_TEXT, /* the same, of several lines */
    TRAIT_ONE,  /* one of `choices`, separated by spaces */
    TRAIT_INT,  /* 0 to max */
    TRAIT_DAY,  /* ISO 8601: 2027-05-31 */
};

struct trait {
    const char *name; /* as the field of the form, and in the column */
    enum trait_card card;
    enum trait_kind kind;
    int max;
    struct str choices;
};

#define TRAITS_N 13
#define TRAIT_CARD_FIELDS_MAX 5 /* a card has no more inputs */
extern const struct trait traits[TRAITS_N];

/* "ambition", "value", ... as in addresses. */
struct str trait_card_word(enum trait_card card);
bool trait_card_parse(struct str word, enum trait_card *ret_card);
/* Political backing never leaves the city; of all else the city says who sees it. */
bool trait_card_stays(enum trait_card card);
/* NULL: there is none of that name. */
const struct trait *trait_find(struct str name);
/* Whether what was typed, trimmed, may be kept; an empty text may. */
bool trait_fits(const struct trait *trait, struct str typed);

#endif
