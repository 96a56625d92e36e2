/* SPDX-License-Identifier: AGPL-3.0-or-later
** once: answers to forms. */
#include "store/once.h"

#include "once.sql.h"

enum fault once_find(struct db *db, struct arena *arena, struct str token, struct str *ret_location)
{
    struct q_once_by_token row;
    TRY(q_once_by_token(db, arena, token, &row));
    *ret_location = row.location;
    return OK;
}

enum fault once_add(struct db *db, struct str token, struct str location, int64_t now, int64_t forget_before)
{
    TRY(q_once_forget(db, forget_before));
    return q_once_add(db, token, location, now);
}
