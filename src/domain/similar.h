/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** similar: cities like mine. By size, by the themes they work on, by how much they have done; by distance only when
** the weights ask for it. docs/matching.md has the formulas.
**
** What is unknown of either city counts neither for nor against: its weight is left out and the rest is scaled.
** Symmetric: a is as like b as b is like a. Deterministic, ties go to the smaller city id.
*/
#ifndef DOMAIN_SIMILAR_H
#define DOMAIN_SIMILAR_H

#include "domain/match.h"

#define SIMILAR_POINTS_MAX 4

/* Any numbers not below 0; only their proportions count. */
struct similar_weights {
    int size, themes, experience, distance;
};

#define SIMILAR_WEIGHTS_DEFAULT ((struct similar_weights){.size = 4, .themes = 4, .experience = 2, .distance = 0})

enum similar_kind { SIMILAR_SIZE, SIMILAR_THEMES, SIMILAR_EXPERIENCE, SIMILAR_DISTANCE };

/* One thing compared. */
struct similar_point {
    enum similar_kind kind;
    int alike_bp;           /* 10000: the same */
    int ratio_permille;     /* SIZE: other population to mine */
    /* THEMES: those that both work on most (alike), or the other most and mine not (differs) */
    struct theme_id themes[3];
    size_t themes_count;
    int mine, other;        /* EXPERIENCE: projects, and of those coordinated */
    int mine_coordinated, other_coordinated;
    int km;                 /* DISTANCE */
};

struct similar {
    struct city_id city;
    int score_bp;
    struct similar_point alike[SIMILAR_POINTS_MAX];   /* alike_bp 5000 and more, most alike first */
    size_t alike_count;
    struct similar_point differs[SIMILAR_POINTS_MAX]; /* the others, most different first */
    size_t differs_count;
    bool size_unknown, themes_unknown, distance_unknown; /* could not be compared */
};

/* At most top_max into ret_similar, most alike first; returns how many. Only cities that fit the size and with at
** least one thing that can be compared. Keep top_max small (a hundred): the cost is cities times top_max at worst. */
size_t similar_cities(struct arena *arena, const struct city_record *mine, const struct city_record *cities,
                      size_t cities_count, struct similar_weights weights, size_t top_max,
                      struct similar *ret_similar);

/* Great-circle distance in whole kilometres (mean radius 6371.0088 km). */
int similar_km(int32_t latitude_micro_a, int32_t longitude_micro_a, int32_t latitude_micro_b,
               int32_t longitude_micro_b);

#endif
