/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** standing: how a member city stands in the network, which follows from its steps, and which step may come next.
**
**     nothing --joined--> member city --paused--> paused --back--> member city
**                           |  ^                    |
**                           |  '----joined---.      |
**                           '------left----> left <-'
**
** A member city may lead, for a term; one of those that lead is in the chair. Pausing or leaving ends it, and so does
** the end of the term:
**
**     nothing --lead-asked--> asked --leads--> leads --chair--> in the chair
**        ^                      |                |  <-chair-ended-'  |
**        '------- lead-no ------'--- lead-ended -'-------------------'
**
** Pure. Before a city has joined it is no member city: what it is then (it asks to join, ...) its application says. A
** step that is added here is a word more in the column and a row in the table of standing.c.
*/
#ifndef DOMAIN_STANDING_H
#define DOMAIN_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define LEAD_LEAST 5
#define LEAD_MOST 10                /* those that are asked count: each of them may say yes */
#define LEAD_ASKED_S (60 * 86400)   /* so long a city has to answer */

enum city_step {
    STEP_JOINED, STEP_PAUSED, STEP_BACK, STEP_LEFT,
    STEP_LEAD_ASKED, STEP_LEADS, STEP_LEAD_NO, STEP_LEAD_ENDED, STEP_CHAIR, STEP_CHAIR_ENDED, CITY_STEP__MAX
};
enum standing { STANDING_MEMBER, STANDING_PAUSED, STANDING_LEFT };
enum leading { LEADING_NOT, LEADING_ASKED, LEADING_LEADS, LEADING_CHAIR };

/* As in member_step.step. */
struct str city_step_word(enum city_step step);
bool city_step_parse(struct str word, enum city_step *ret_step);
/* What a city is after its last step. */
enum standing standing_after(enum city_step last);
bool standing_allows(enum standing standing, enum city_step next);
/* The same for the city's own people: a pause that the network set, the network ends. */
bool standing_allows_own(enum standing standing, bool set_by_network, enum city_step next);

/* ---- leading */

/* Whether it is a step of leading, which changes nothing else. */
bool city_step_is_leading(enum city_step step);
/* How a city leads after its last step, taken at `at`, with a term until `until` (0: none). */
enum leading leading_after(enum city_step last, int64_t at, int64_t until, int64_t now);
/* own: by a member city, else by the network. Only another city suggests one, which is the caller's to see to. */
bool leading_allows(enum standing standing, enum leading leading, bool own, enum city_step next);

#endif
