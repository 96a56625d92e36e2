/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** commitment: until when what a city signed holds, and when the city is asked again: on the desk and in the weekly mail
** from COMMITMENT_SOON_S before its end, by a mail of its own COMMITMENT_LAST_S before. Pure.
*/
#ifndef DOMAIN_COMMITMENT_H
#define DOMAIN_COMMITMENT_H

#include <stdint.h>

#define COMMITMENT_YEARS_MAX 3
#define COMMITMENT_YEARS_DECISION 2 /* as it is offered: longer than one budget, shorter than most terms of office */
#define COMMITMENT_YEARS_OFFICER 1  /* a decision should have come by then */
#define COMMITMENT_SOON_S (60 * 86400)
#define COMMITMENT_LAST_S (7 * 86400)

enum commitment_state { COMMITMENT_NONE, COMMITMENT_HOLDS, COMMITMENT_ENDS_SOON, COMMITMENT_ENDED };

/* ends_at: of the newest that was signed; 0: none was. */
enum commitment_state commitment_judge(int64_t ends_at, int64_t now);
/* The beginning of the same day so many years later; of a 29 February the day before. */
int64_t commitment_ends(int64_t signed_at, int years);

#endif
