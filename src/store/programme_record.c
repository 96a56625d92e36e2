/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_record: what everybody reads of leadership programmes that were held. */
#include "store/programme_record.h"

#include "base/rand.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

bool record_may_be(const struct q_programme_of *programme, struct date today)
{
    return programme_has_begun(programme_at(programme).stage) && today.days >= programme->ends_on.days;
}

static enum fault must_use note(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                const char *kind, const struct log_someone *who, int64_t now)
{
    const struct log_event event = {
        .kind = str_of(kind), .who = *who, .now = now,
        .fields = str_format(arena, "member=%lld\nprogramme=%lld\n", (long long)programme->member_id,
                             (long long)programme->id)};
    TRY(q_setting_note_change(db)); /* pages that are kept for visitors say it */
    return trust_log_add(db, arena, &event);
}

enum fault record_publish(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                          const struct programme_record *record, const struct log_someone *who, int64_t now)
{
    struct q_record_of before;
    struct date today = {(int32_t)(now / 86400)};
    if (!record_may_be(programme, today) || (record->took_part.known && record->took_part.v < RECORD_LEAST)) {
        return FAULT_CONFLICT;
    }
    enum fault fault = q_record_of(db, arena, programme->member_uid, programme->uid, &before);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    const struct q_record_put_in row = {
        .programme_id = programme->id, .uid = fault == OK ? before.uid : rand_hex(arena, UID_BYTES),
        .host_kind = programme->host_kind, .host_name = programme->host_name, .begins_on = programme->begins_on,
        .ends_on = programme->ends_on, .name = record->name, .kind = record->kind, .place = record->place,
        .cities = record->cities, .took_part = record->took_part, .themes = record->themes,
        .came_of = record->came_of, .now = now};
    TRY(q_record_remove(db, programme->id));
    TRY(q_record_put(db, &row));
    TRY(q_record_published(db, programme->id, (struct maybe_int){true, now}));
    return note(db, arena, programme, "programme-published", who, now);
}

enum fault record_take_back(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                            const struct log_someone *who, int64_t now)
{
    TRY(q_record_remove(db, programme->id));
    if (db_changed(db) == 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_record_published(db, programme->id, (struct maybe_int){0}));
    return note(db, arena, programme, "programme-withdrawn", who, now);
}
