/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_record: what everybody reads of leadership programmes that were held. */
#include "store/programme_record.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

bool record_may_be(const struct q_programme_of *programme, struct date today)
{
    return programme_has_begun(programme_at(programme).stage) && today.days >= programme->ends_on.days;
}

static enum fault must_use note(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                const char *kind, const struct log_someone *who, const struct log_someone *whom,
                                int64_t now)
{
    struct log_event event = {
        .kind = str_of(kind), .who = *who, .now = now,
        .fields = str_format(arena, "member=%lld\nprogramme=%lld\n", (long long)programme->member_id,
                             (long long)programme->id)};
    if (whom != NULL) {
        event.whom = *whom;
    }
    return trust_log_add(db, arena, &event);
}

enum fault record_ask(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                      const struct programme_record *record, const struct log_someone *who, int64_t now)
{
    struct date today = {(int32_t)(now / 86400)};
    if (who->is != LOG_PERSON || !record_may_be(programme, today) ||
        (record->took_part.known && record->took_part.v < RECORD_LEAST)) {
        return FAULT_CONFLICT;
    }
    const struct q_record_ask_put_in row = {
        .programme_id = programme->id, .uid = rand_hex(arena, UID_BYTES), .host_kind = programme->host_kind,
        .host_name = programme->host_name, .begins_on = programme->begins_on, .ends_on = programme->ends_on,
        .name = record->name, .kind = record->kind, .place = record->place, .cities = record->cities,
        .took_part = record->took_part, .themes = record->themes, .came_of = record->came_of,
        .asked_by = who->person, .now = now};
    TRY(q_record_ask_remove(db, programme->id));
    return q_record_ask_put(db, &row);
}

/* FAULT_CONFLICT: nothing waits. */
static enum fault must_use find_asked(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                      struct q_record_ask_of *ret_ask)
{
    enum fault fault = q_record_ask_of(db, arena, programme->member_uid, programme->uid, ret_ask);
    if (fault == FAULT_NOT_FOUND || (fault == OK && !str_eq(ret_ask->state, S("asked")))) {
        return FAULT_CONFLICT;
    }
    return fault;
}

static enum fault must_use publish(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                   int64_t person, int64_t now)
{
    struct q_record_of before;
    enum fault fault = q_record_of(db, arena, programme->member_uid, programme->uid, &before);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(q_record_remove(db, programme->id));
    TRY(q_record_put_asked(db, programme->id, fault == OK ? before.uid : rand_hex(arena, UID_BYTES), person, now));
    check(db_changed(db) == 1);
    TRY(q_record_ask_remove(db, programme->id));
    TRY(q_setting_note_change(db)); /* pages that are kept for visitors say it */
    return q_record_published(db, programme->id, (struct maybe_int){true, now});
}

enum fault record_answer(struct db *db, struct arena *arena, const struct q_programme_of *programme, struct str uid,
                         bool yes, const struct log_someone *who, int64_t now)
{
    struct q_record_ask_of ask;
    TRY(find_asked(db, arena, programme, &ask));
    const struct log_someone asker = {LOG_PERSON, ask.asked_by.v, ask.asker};
    if (who->is != LOG_PERSON || !ask.asked_by.known || ask.asked_by.v == who->person || !str_eq(ask.uid, uid)) {
        return FAULT_CONFLICT;
    }
    TRY(yes ? publish(db, arena, programme, who->person, now)
            : q_record_ask_no(db, programme->id, who->person, now));
    return note(db, arena, programme, yes ? "programme-published" : "programme-refused", who, &asker, now);
}

enum fault record_drop(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                       const struct log_someone *who)
{
    struct q_record_ask_of ask;
    TRY(find_asked(db, arena, programme, &ask));
    bool theirs = who->is == LOG_PERSON && ask.asked_by.known && ask.asked_by.v == who->person;
    return theirs ? q_record_ask_remove(db, programme->id) : FAULT_CONFLICT;
}

enum fault record_erase_person(struct db *db, int64_t person)
{
    TRY(q_record_erase_asker(db, person));
    TRY(q_record_erase_reader(db, person));
    TRY(q_record_ask_erase(db, person));
    return q_record_ask_erase_reader(db, person);
}

enum fault record_forget(struct db *db, int64_t now)
{
    return q_record_ask_forget(db, now - RECORD_ASKED_KEPT_S);
}

enum fault record_forget_parts(struct db *db)
{
    TRY(q_record_forget(db));
    return q_record_ask_forget_parts(db);
}

enum fault record_take_back(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                            const struct log_someone *who, int64_t now)
{
    TRY(q_record_remove(db, programme->id));
    if (db_changed(db) == 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_record_published(db, programme->id, (struct maybe_int){0}));
    TRY(q_setting_note_change(db));
    return note(db, arena, programme, "programme-withdrawn", who, NULL, now);
}
