/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** kept_named: what pages name again and again: the cities worth talking to, their contacts, projects that speak for
** them, and funding calls. Each is read once a connection and kept (store/kept.h says why that is right), the first
** KEPT_NAMED_MAX of them; what is beyond is read into `arena` each time. What they give lives as long as the
** connection or the arena.
**
** _soon: they are asked for soon, when they have not been read yet. Faults are those of db.h.
*/
#ifndef STORE_KEPT_NAMED_H
#define STORE_KEPT_NAMED_H

#include "store/city.sql.h"
#include "store/funding_call.sql.h"
#include "store/project.sql.h"

#define KEPT_NAMED_MAX 8192 /* of some 300 bytes each */

void kept_city_soon(struct db *db, struct city_id id);
enum fault must_use kept_city(struct db *db, struct arena *arena, struct city_id id,
                              const struct q_city_by_id **ret_city);

void kept_project_name_soon(struct db *db, struct project_id id);
enum fault must_use kept_project_name(struct db *db, struct arena *arena, struct project_id id,
                                      const struct q_project_name **ret_project);

/* *ret_contact: NULL when the city has none. */
void kept_contact_soon(struct db *db, struct city_id id);
enum fault must_use kept_contact(struct db *db, struct arena *arena, struct city_id id,
                                 const struct q_city_contact **ret_contact);

/* A funding call as lists show it. */
void kept_call_soon(struct db *db, int64_t id);
enum fault must_use kept_call(struct db *db, struct arena *arena, int64_t id,
                              const struct q_funding_call_row **ret_row);

#endif
