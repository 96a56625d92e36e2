/* SPDX-License-Identifier: AGPL-3.0-or-later
** once: answers to forms. */
#include "store/once.h"

#include "db/digest.h"
#include "once.sql.h"

enum fault once_find(struct db *db, struct arena *arena, struct str token, struct str body, struct str *ret_location)
{
    struct q_once_by_token row;
    TRY(q_once_by_token(db, arena, token, &row));
    if (!str_eq(row.sent, digest_of(arena, body))) {
        return FAULT_CONFLICT;
    }
    *ret_location = row.location;
    return OK;
}

enum fault once_add(struct db *db, struct arena *arena, struct str token, struct str body, struct str location,
                    int64_t now)
{
    return q_once_add(db, token, digest_of(arena, body), location, now);
}
