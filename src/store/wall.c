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

/* ---- what is said beside them, and which were opened */

enum fault wall_say(struct db *db, struct arena *arena, const struct wall_said *said, int64_t now)
{
    struct q_wall_comment_room room;
    struct maybe_int by = {said->named, said->named ? said->by : 0}, nobody = {0};
    const struct q_wall_comment_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .programme_id = said->programme_id, .card_id = said->card_id,
        .said_by = said->by_city ? S("city") : S("participant"), .participant_id = said->by_city ? nobody : by,
        .person_id = said->by_city ? by : nobody, .says = said->says, .made_on = {(int32_t)(now / 86400)}};
    TRY(q_wall_comment_room(db, arena, said->programme_id, &room));
    if (room.n >= WALL_COMMENTS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_wall_comment_add(db, &in));
    return q_programme_touch(db, said->programme_id, now);
}

enum fault wall_comment_take(struct db *db, const struct q_wall_card_of *card, struct str uid, bool off, int64_t now)
{
    TRY(q_wall_comment_set_removed(db, uid, card->id, (struct maybe_int){off, off ? now : 0}));
    if (db_changed(db) == 0) {
        return FAULT_NOT_FOUND;
    }
    return q_programme_touch(db, card->programme_id, now);
}

enum fault wall_open(struct db *db, int64_t programme_id, int64_t card_id, struct str reader, struct str any)
{
    TRY(q_wall_open_add(db, programme_id, card_id, reader));
    return q_wall_open_add(db, programme_id, 0, any);
}

/* ---- what goes */

static enum fault must_use forget_parts(struct db *db)
{
    TRY(q_wall_mark_forget(db));
    TRY(q_wall_comment_forget_parts(db));
    return q_wall_open_forget_cards(db);
}

enum fault wall_forget(struct db *db, int64_t now)
{
    int32_t today = (int32_t)(now / 86400);
    TRY(q_wall_forget(db, now - WALL_REMOVED_KEPT_S));
    TRY(q_wall_comment_forget(db, now - WALL_REMOVED_KEPT_S));
    TRY(q_wall_comment_forget_over(db, (struct date){today - WALL_COMMENT_KEPT_DAYS}));
    TRY(q_wall_open_forget(db, (struct date){today}));
    return forget_parts(db);
}

enum fault wall_forget_parts(struct db *db)
{
    TRY(q_wall_forget_parts(db));
    TRY(q_wall_open_forget(db, (struct date){INT32_MIN + 1})); /* of those that are gone */
    return forget_parts(db);
}

enum fault wall_erase_person(struct db *db, int64_t person)
{
    TRY(q_wall_erase_person(db, person));
    return q_wall_comment_erase_person(db, person);
}

enum fault wall_erase_participant(struct db *db, struct str uid)
{
    return q_wall_comment_erase_participant(db, uid);
}
