/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** own_data: everything that refers to a person, as a file for that person (GDPR, Articles 15 and 20).
**
** JSON: {"made_at", "network", "tables": [{"table", "purpose", "kept", "rows": [{column: value}]}]}, every table, also
** those without a row. CSV: table,row,column,value, a line for each value. Instants are ISO 8601 in UTC. What would let
** somebody in (hashes, secrets, tokens) is in neither. In a transaction of the caller's; store/personal.h says what.
*/
#ifndef WEB_PRIVACY_OWN_DATA_H
#define WEB_PRIVACY_OWN_DATA_H

#include "base/buf.h"
#include "store/personal.h"

#define OWN_DATA_MAX (32u << 20) /* bytes: the cap for `out` */

enum fault must_use own_data_json(struct db *db, struct arena *arena, const struct personal_of *of, struct str network,
                                  int64_t now, struct buf *out);
enum fault must_use own_data_csv(struct db *db, struct arena *arena, const struct personal_of *of, struct buf *out);

/* One table as a sheet: a line of its columns, and one for each row. */
enum fault must_use own_data_sheet(struct db *db, struct arena *arena, const struct personal_of *of,
                                   const struct personal_table *table, struct buf *out);

#endif
