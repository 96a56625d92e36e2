/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bids_of: what somebody does for the money of their city: a row in every table of funding calls, bids and answers that
** has people in it, for tests of what is kept about people.
*/
#ifndef TESTS_BIDS_OF_H
#define TESTS_BIDS_OF_H

#include "db/db.h"

/* uid: 32 letters that no row has. mark: what they call it. */
void bids_of_add(struct db *db, struct arena *arena, int64_t member, int64_t person, struct str uid, struct str mark);

/* A leadership programme that somebody made, and a participant of it with that name and address and one session;
** and an assessment in which they rate, and that somebody closed and wrote a level of. */
void programme_of_add(struct db *db, struct arena *arena, int64_t person, struct str name, struct str mail);

#endif
