/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_due: steps that are near. */
#include "store/bid_due.h"

#include "base/check.h"
#include "store/bid_work.h"
#include "store/deadline.h"
#include "store/mail.h"

#define DAY_S 86400
#define STAGE_BITS 8 /* steps of one stage */
_Static_assert(BID_STEP__MAX <= STAGE_BITS && STAGE_BITS * WATCH_STAGES < 63, "each step has a bit");

static int64_t bit_of(const struct watch_stage *stage, const struct bid_step *step)
{
    int place = stage->stage > 1 ? stage->stage - 1 : 0;
    return (int64_t)1 << (place * STAGE_BITS + (int)step->kind);
}

static enum fault must_use tell(struct db *db, struct arena *arena, const struct q_bid_due *row,
                                const struct bid_step *step, int64_t bit, int64_t now)
{
    bool added;
    const struct mail_new mail = {
        .kind = S(BID_DUE_MAIL), .address = row->mail, .person = row->person_id, .language = row->language,
        .fields = str_format(arena, "bid=%.*s\nmember=%.*s\nstep=%d\nday=%.*s\n", STR_ARG(row->uid),
                             STR_ARG(row->member_uid), (int)step->kind, STR_ARG(date_iso(arena, step->day)))};
    TRY(mail_add(db, arena, &mail, now, &added)); /* not added: too many this week; it stands on their desk */
    return added ? q_bid_city_told(db, row->part_id, row->told | bit) : OK;
}

static enum fault must_use look(struct db *db, struct arena *arena, const struct q_bid_due *row, int64_t now)
{
    struct watched watched;
    struct watch_way way;
    const struct date today = {(int32_t)(now / DAY_S)};
    TRY(watched_load(db, arena, row->member_uid, &watched));
    const struct q_watch_list *watch = watched_find(&watched, row->watch_uid);
    if (watch == NULL) {
        return OK;
    }
    watched_way_of(&watched.calls[watch - watched.rows], &watched.council, now, &way);
    const struct watch_stage *first = watched_first(&way);
    const struct bid_step *next = first != NULL ? bid_next_step(&first->path, today) : NULL;
    if (next == NULL || next->kind == BID_START || next->day.days < today.days ||
        (next->day.days - today.days) * (int64_t)DAY_S > BID_DUE_S || (row->told & bit_of(first, next)) != 0) {
        return OK;
    }
    return tell(db, arena, row, next, bit_of(first, next), now);
}

static enum fault must_use look_at_all(struct db *db, struct arena *arena, int64_t now)
{
    struct q_bid_due *rows;
    int64_t after = 0;
    size_t n = 1;
    while (n > 0) {
        struct arena_mark mark = arena_mark(arena);
        TRY(q_bid_due(db, arena, after, now, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(look(db, arena, &rows[i], now));
            after = rows[i].part_id;
        }
        arena_rewind(arena, mark);
    }
    return OK;
}

enum fault bid_remind(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, look_at_all(db, arena, now));
}
