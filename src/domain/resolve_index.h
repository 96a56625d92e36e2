/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_index: cities by name, for domain/resolve*.c only.
**
** The table is keyed by country and a loose form of the name, in which spellings meet that only differ in how
** a script is written in Latin letters, in umlauts, spaces, articles and doubled letters. A hit says how well
** the name itself fits.
*/
#ifndef DOMAIN_RESOLVE_INDEX_H
#define DOMAIN_RESOLVE_INDEX_H

#include "domain/resolve.h"

#define RESOLVE_HITS_MAX 48 /* cities of one name in one country; the most common name of Europe has 40 */

/* How well a name fits, in points; the better name of a city counts. */
enum resolve_fit {
    FIT_OWN = 100,        /* its own or its municipality's name, letter for letter */
    FIT_ALTERNATE = 85,   /* an alternate name */
    FIT_OWN_LOOSE = 78,   /* own name, another spelling */
    FIT_FORM = 76,        /* an inflected form of its own name */
    FIT_FORM_ALTERNATE = 62,
    FIT_LOOSE = 56,       /* any name, another spelling */
    FIT_SHORT = 48,       /* its name without what stands behind it: "Klagenfurt" of "Klagenfurt am Worthersee" */
};

struct resolve_hit {
    uint32_t city; /* place in the index's cities */
    int fit;
    int score;     /* for the caller */
};

struct resolve_hits {
    struct resolve_hit items[RESOLVE_HITS_MAX];
    size_t n;
};

const struct resolve_city *resolve_index_city(const struct resolve_index *index, uint32_t city);

/* Adds the cities of `country` that have the folded name, letter for letter or loosely. `form`: it is a guess at an
** inflected name, and scores less. */
void resolve_index_find(const struct resolve_index *index, struct str country, struct str folded, bool form,
                        struct resolve_hits *hits);
/* The same for the name and all the guesses of resolve_endings. */
void resolve_index_find_forms(struct arena *arena, const struct resolve_index *index, struct str country,
                              struct str folded, struct resolve_hits *hits);

bool resolve_has_country(const char *countries, struct str country);

#endif
