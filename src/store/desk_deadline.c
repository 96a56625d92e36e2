/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk: deadlines of what one's cities watch, when the latest day to start is near. */
#include <limits.h>

#include "base/check.h"
#include "store/deadline.h"
#include "store/desk.h"

#define DAY_S 86400

/* A deadline of which the day alone is known is over when that day is over everywhere. */
static int64_t since_of(const struct desk_whose *whose)
{
    return whose->now - 2 * DAY_S;
}

void desk_deadlines_soon(struct db *db, const struct desk_whose *whose)
{
    q_desk_watches_soon(db, whose->person_id, whose->now, since_of(whose));
    q_desk_councils_soon(db, whose->person_id, whose->now);
}

static void read_council(const struct q_desk_councils *rows, size_t n, struct str member_uid,
                         struct council_path *ret_path)
{
    struct str says[COUNCIL_INPUT__MAX] = {0};
    for (size_t i = 0; i < n; i++) {
        const struct council_field *field = council_field_find(rows[i].name);
        if (field != NULL && str_eq(rows[i].member_uid, member_uid)) {
            says[field - council_fields] = rows[i].says;
        }
    }
    council_path_read(says, ret_path);
}

/* Of who has begun the next step, of others the latest day to start, of the stage in which that comes first. False: it
** is not near. */
static bool near_item(const struct q_desk_watches *row, const struct watch_way *way, int64_t now,
                      struct desk_item *ret_item)
{
    const struct watch_stage *first = watched_first(way);
    const struct date today = {(int32_t)(now / DAY_S)};
    const struct bid_step *next = first != NULL && row->begun ? bid_next_step(&first->path, today) : NULL;
    int left = first == NULL                ? INT_MAX
               : next != NULL               ? next->day.days - today.days
               : row->begun                 ? INT_MAX
                                            : first->path.start.days - today.days;
    if (left > (row->begun ? DESK_STEP_DAYS : DESK_START_DAYS) || left < -DESK_LATE_DAYS) {
        return false;
    }
    struct date by = left < 0 ? first->at.day_on : (struct date){today.days + left};
    *ret_item = (struct desk_item){
        .kind = next != NULL ? DESK_STEP : DESK_DEADLINE, .due_at = (int64_t)by.days * DAY_S,
        .n = next != NULL ? (int64_t)next->kind : left < 0 ? -left : 0, .about = row->uid,
        .member_uid = row->member_uid, .city = row->city, .other = row->title};
    return true;
}

enum fault desk_deadlines_add(struct db *db, struct arena *arena, const struct desk_whose *whose,
                              struct desk_item *items, size_t *n)
{
    struct q_desk_watches *rows;
    struct q_desk_councils *says;
    size_t rows_n, says_n, added = 0;
    TRY(q_desk_watches(db, arena, whose->person_id, whose->now, since_of(whose), &rows, &rows_n));
    TRY(q_desk_councils(db, arena, whose->person_id, whose->now, &says, &says_n));
    struct watch_dates *dates = arena_array(arena, struct watch_dates, rows_n + 1);
    for (size_t i = 0; i < rows_n && added < DESK_ROWS_MAX;) {
        const struct q_desk_watches *row = &rows[i];
        struct watch_call call = {row->country, row->model, row->pays, row->size, row->own_money, &dates[i], 0};
        struct council_path council;
        struct watch_way way;
        for (; i < rows_n && str_eq(rows[i].uid, row->uid); i++) {
            dates[i] = (struct watch_dates){rows[i].closes_at, rows[i].day_on, rows[i].hour_known};
            call.n++;
        }
        read_council(says, says_n, row->member_uid, &council);
        watched_way_of(&call, &council, whose->now, &way);
        if (near_item(row, &way, whose->now, &items[*n])) {
            (*n)++;
            added++;
        }
    }
    return OK;
}
