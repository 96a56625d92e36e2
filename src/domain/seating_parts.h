/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** seating_parts: what seating is made of. Not for others.
*/
#ifndef DOMAIN_SEATING_PARTS_H
#define DOMAIN_SEATING_PARTS_H

#include "domain/seating.h"

/* A plan without people: which group seat p has in each round. False: none is known of this kind. */
bool seating_plan_field(struct seating *plan);
bool seating_plan_known(struct seating *plan);
/* Whoever comes first takes turns: a beginning for the annealing. */
void seating_plan_turns(struct seating *plan);

#define SEATING_REPEAT 16 /* what a repeat weighs against the other wishes below */

/* weights[a][b]: what it costs each time a and b sit together. Improves rounds from plan->fixed on; ends at `least`. */
void seating_anneal(struct seating *plan, uint8_t weights[][SEATING_PEOPLE_MAX], uint64_t seed, int64_t least);

void seating_times(const struct seating *seating, uint8_t times[][SEATING_PEOPLE_MAX]);

#endif
