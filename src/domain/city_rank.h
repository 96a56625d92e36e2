/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city_rank: which of the cities that a typed name may mean comes first.
**
** First by how the name was found (enum found_how); within that by weight: the population on a scale of eighths of a
** doubling, a city that fits the size twice its size, one with EU projects of its own half as much again, one that is
** only called so elsewhere (an alternate name) a quarter. Pure; the same on every machine.
*/
#ifndef DOMAIN_CITY_RANK_H
#define DOMAIN_CITY_RANK_H

#include <stdbool.h>
#include <stdint.h>

/* The better ones first. */
enum found_how {
    FOUND_EXACT,     /* called exactly so */
    FOUND_BEGINNING, /* a name begins so */
    FOUND_WORDS,     /* its name has these words */
    FOUND_PART,      /* called like the first words of what was typed; the others were not understood */
    FOUND_SPELLING,  /* a name is spelt nearly so: never more than a question */
};

#define CITY_NAME_ALTERNATE 2 /* city_name.kind */

/* 8 times the logarithm to base 2; 0 for an unknown population (0). At most 8 * 35. */
int city_weight(int64_t population);

/* The same with what else speaks for the city. kind: of the name it was found by, as in city_name. */
int city_weight_found(int64_t population, bool fits, bool has_record, int64_t kind);

#endif
