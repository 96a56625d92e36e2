/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** desk_things: links to everything of somebody, by group: their cities, the network that they help to run, their
** account; all of it, or what has the words that were searched for.
*/
#ifndef WEB_DESK_DESK_THINGS_H
#define WEB_DESK_DESK_THINGS_H

#include "store/person.h"
#include "web/desk/desk_web.h"

/* The field `q` of the address narrows it, and then the pages of the account stand there as well. */
void desk_add_things(struct request *request, struct out *out, const struct q_person_role_list *roles, size_t n,
                     struct desk_page *m);

#endif
