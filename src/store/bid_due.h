/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_due: the owner of a bid has one mail for each step on the way to its deadline (domain/bid_path.h), when its day
** is within BID_DUE_S. Of a bid whose funding call the city watches, while somebody works on it.
*/
#ifndef STORE_BID_DUE_H
#define STORE_BID_DUE_H

#include "base/fault.h"
#include "db/db.h"

#define BID_DUE_S (7 * 86400)
#define BID_DUE_MAIL "bid-due" /* fields: bid, its uid; member, the uid of the owner's city; step, its number; day */

/* The clock. The caller has no transaction. */
enum fault must_use bid_remind(struct db *db, struct arena *arena, int64_t now);

#endif
