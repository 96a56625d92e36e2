/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_choose: among cities of one name, the one meant. For domain/resolve*.c only. */
#ifndef DOMAIN_RESOLVE_CHOOSE_H
#define DOMAIN_RESOLVE_CHOOSE_H

#include "domain/resolve_index.h"

/* An organisation under the glass, with the cities its postal place may be. */
struct resolve_case {
    struct arena *arena; /* scratch */
    const struct resolve_index *index;
    const struct resolve_org *org;
    struct str name;  /* read_name of its name */
    struct str place; /* folded */
    struct resolve_hits seat; /* filled when first asked for */
    bool seat_whole;  /* the whole place named them, nothing was cut off */
    bool seat_known;
};

void case_init(struct resolve_case *glass, struct arena *arena, const struct resolve_index *index,
               const struct resolve_org *org);

struct resolve_choice {
    enum resolve_reason reason; /* SEVERAL, ELSEWHERE, NO_CITY: none was chosen */
    uint32_t city;
    int fit;
    int margin;                 /* points ahead of the next */
};

/* Scores the hits by how the name fits, the seat, region, position and size; picks the best if it is clear. */
struct resolve_choice choose(struct resolve_case *glass, struct resolve_hits *hits);
/* The same without asking for the seat. */
struct resolve_choice choose_seat(struct resolve_case *glass);

bool choice_is_city(struct resolve_choice choice);

#endif
