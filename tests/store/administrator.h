/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** administrator: somebody who runs the network, is of its staff and acts for a member city, signed in, for tests that
** walk what only such a person sees.
*/
#ifndef TESTS_STORE_ADMINISTRATOR_H
#define TESTS_STORE_ADMINISTRATOR_H

#include "base/arena.h"
#include "base/str.h"

#define ADMINISTRATOR_CITY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" /* its uid */

#define ADMINISTRATOR_OTHER "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" /* another city's, */
#define ADMINISTRATOR_TALK "cccccccccccccccccccccccccccccccc" /* which has asked that one for a first talk */
#define ADMINISTRATOR_ROOM "RRRRRR" /* the code of its programme */
#define ADMINISTRATOR_EVENT "dddddddddddddddddddddddddddddddd" /* that one comes to, what it watches ... */
#define ADMINISTRATOR_DRAFT "a-draft"  /* a rule of funding that one is writing */
#define ADMINISTRATOR_ASKED "an-asked" /* and one that waits for a second person */

/* Adds one to the database; gives the value of the Cookie field. A bug when that fails. second_step: the person has one
** set up, so that the page for it offers no secret, which would be another each time. */
struct str administrator_cookie(struct arena *arena, struct str url, bool second_step);

#endif
