/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** standing: how a member city stands in the network, which follows from its steps, and which step may come next.
**
**     nothing --joined--> member city --paused--> paused --back--> member city
**                           |  ^                    |
**                           |  '----joined---.      |
**                           '------left----> left <-'
**
** Pure. Before a city has joined it is no member city: what it is then (it asks to join, ...) its application says. A
** step that is added here (a lead city, in the chair) is a word more in the column and a row in the table of
** standing.c.
*/
#ifndef DOMAIN_STANDING_H
#define DOMAIN_STANDING_H

#include <stdbool.h>

#include "base/str.h"

enum city_step { STEP_JOINED, STEP_PAUSED, STEP_BACK, STEP_LEFT, CITY_STEP__MAX };
enum standing { STANDING_MEMBER, STANDING_PAUSED, STANDING_LEFT };

/* As in member_step.step. */
struct str city_step_word(enum city_step step);
bool city_step_parse(struct str word, enum city_step *ret_step);
/* What a city is after its last step. */
enum standing standing_after(enum city_step last);
bool standing_allows(enum standing standing, enum city_step next);
/* The same for the city's own people: a pause that the network set, the network ends. */
bool standing_allows_own(enum standing standing, bool set_by_network, enum city_step next);

#endif
