/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** trait: what makes a member city itself (domain/trait.h), as it stands in the tables: what it says, and who sees each
** card. A card that was saved is said, empty or not. Within a transaction of the caller's; what may be said the caller
** has looked at (trait_fits).
*/
#ifndef STORE_TRAIT_H
#define STORE_TRAIT_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/trait.h"
#include "store/trait.sql.h"

struct trait_said {
    struct str says[TRAITS_N];               /* as `traits`; "" nothing */
    bool is_saved[TRAIT_CARD__MAX];
    bool seen_by_members[TRAIT_CARD__MAX];   /* else by the city's own people only, as it begins */
    int64_t changed_at[TRAIT_CARD__MAX];
};

void trait_find_all_soon(struct db *db, struct str member_uid);
enum fault must_use trait_find_all(struct db *db, struct arena *arena, struct str member_uid,
                                   struct trait_said *ret_said);
/* The whole card in place of the one before: says[i] is of traits[i], of other cards it is not looked at. A card that
** stays in the city is seen by nobody else, whatever is said. */
enum fault must_use trait_save(struct db *db, int64_t member_id, enum trait_card card, const struct str *says,
                               bool members, int64_t now);
/* A first sentence of ambition, when nothing stands there: what the city wrote when it asked to join. */
enum fault must_use trait_begin(struct db *db, int64_t member_id, struct str ambition, int64_t now);

#endif
