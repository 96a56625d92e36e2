/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: steps of member cities. */
#include "store/membership.h"

#include "base/rand.h"

#define UID_BYTES 16u

const struct step_by step_by_role = {"role", {0}, S_INIT("")};

static enum fault must_use add_step(struct db *db, int64_t member_id, enum city_step step, const struct step_by *by,
                                    int64_t now)
{
    return q_member_step_add(db, member_id, city_step_word(step), now, str_of(by->way), by->person, str_trim(by->why));
}

static enum fault must_use add_city(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                    int64_t *ret_id)
{
    struct q_member_by_uid added;
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_member_add(db, uid, keys->name, keys->country, keys->lau_id, keys->gss_code, keys->geonames_id));
    TRY(q_member_by_uid(db, arena, uid, &added));
    *ret_id = added.id;
    return OK;
}

enum fault membership_join(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                           const struct step_by *by, int64_t now, int64_t *ret_id, bool *ret_joined)
{
    struct q_member_find row;
    int64_t id = 0;
    enum fault fault = q_member_find(db, arena, keys->lau_id, keys->gss_code, keys->geonames_id, keys->name,
                                     keys->country, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (fault == OK) {
        id = row.id;
    } else {
        TRY(add_city(db, arena, keys, &id));
    }
    bool joins = fault == FAULT_NOT_FOUND || str_eq(row.step, city_step_word(STEP_LEFT));
    TRY(joins ? add_step(db, id, STEP_JOINED, by, now) : OK);
    *ret_id = id;
    if (ret_joined != NULL) {
        *ret_joined = joins;
    }
    return OK;
}
