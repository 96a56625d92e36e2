/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city: cities by the beginning of a name, as people type it: any case, accents or none, any alphabet. The name is
** folded (base/fold) and looked up as a range of folded names; statements never use LIKE. An empty name, or one of
** signs only, finds none. Rows are in the arena.
*/
#ifndef STORE_CITY_H
#define STORE_CITY_H

#include "store/city.sql.h"

/* At most `most`, best first; *ret_rows NULL when there are none to look for. */
enum fault must_use city_list_by_name(struct db *db, struct arena *arena, struct str name, int64_t most,
                                      struct q_city_by_prefix **ret_rows, size_t *ret_n);

#endif
