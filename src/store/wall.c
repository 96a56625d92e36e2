/* SPDX-License-Identifier: AGPL-3.0-or-later
** wall: cards of the knowledge wall. */
#include "store/wall.h"

#include "base/rand.h"
#include "store/programme.sql.h"

#define UID_BYTES 16u

enum fault wall_add(struct db *db, struct arena *arena, int64_t programme_id, const struct wall_card *card,
                    int64_t person_id, int64_t now, struct str *ret_uid)
{
    struct q_wall_room room;
    struct str uid = rand_hex(arena, UID_BYTES);
    const struct q_wall_card_add_in in = {
        .uid = uid, .programme_id = programme_id, .project_id = card->project_id, .claim = card->claim,
        .so_what = card->so_what, .source = card->source, .url = card->url, .dated_on = card->dated_on,
        .licence = card->licence, .theme_id = card->theme_id, .person_id = person_id, .now = now};
    TRY(q_wall_room(db, arena, programme_id, card->project_id, &room));
    if (room.n >= WALL_CARDS_MAX) {
        return FAULT_TOO_LARGE;
    }
    if (room.same > 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_wall_card_add(db, &in));
    TRY(q_programme_touch(db, programme_id, now));
    *ret_uid = uid;
    return OK;
}

enum fault wall_save(struct db *db, int64_t id, int64_t programme_id, const struct wall_card *card, int64_t now)
{
    const struct q_wall_card_save_in in = {
        .id = id, .claim = card->claim, .so_what = card->so_what, .source = card->source, .url = card->url,
        .dated_on = card->dated_on, .licence = card->licence, .theme_id = card->theme_id, .now = now};
    TRY(q_wall_card_save(db, &in));
    return q_programme_touch(db, programme_id, now);
}

enum fault wall_take(struct db *db, int64_t id, int64_t programme_id, bool off, int64_t now)
{
    TRY(q_wall_card_set_removed(db, id, (struct maybe_int){off, off ? now : 0}));
    return q_programme_touch(db, programme_id, now);
}

enum fault wall_forget(struct db *db, int64_t now)
{
    TRY(q_wall_forget(db, now - WALL_REMOVED_KEPT_S));
    return q_wall_mark_forget(db);
}

enum fault wall_forget_parts(struct db *db)
{
    TRY(q_wall_forget_parts(db));
    return q_wall_mark_forget(db);
}
