/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: rows into ways, and back. */
#include "store/deadline.h"

#include "base/check.h"
#include "base/rand.h"

#define UID_BYTES 16u

/* ---- the ways to the deadlines of one funding call */

static bool is_over(const struct watch_dates *at, int64_t now)
{
    return at->hour_known ? at->closes_at <= now : at->day_on.days < now / 86400;
}

static void add_stage(const struct watch_call *call, const struct council_path *council, int stage, size_t at,
                      struct watch_way *way)
{
    struct watch_stage *it = &way->stages[way->n++];
    *it = (struct watch_stage){.stage = stage, .at = call->dates[at]};
    it->size_said = bid_size_parse(call->size, &it->size);
    enum bid_size whole = it->size_said ? it->size : bid_size_guess(call->pays);
    it->size = stage == 1 ? bid_size_first_stage(whole) : whole;
    it->ask = (struct bid_ask){
        .council = council, .work_days = bid_size_days(it->size),
        .money = str_eq(call->own_money, S("yes"))  ? BID_MONEY_YES
                 : str_eq(call->own_money, S("no")) ? BID_MONEY_NO
                                                    : BID_MONEY_UNKNOWN,
        .deadline = bid_deadline_of(it->at.closes_at, it->at.day_on, it->at.hour_known, call->country)};
    bid_path_of(&it->ask, &it->path);
}

void watched_way_of(const struct watch_call *call, const struct council_path *council, int64_t now,
                  struct watch_way *ret_way)
{
    struct watch_way way = {.two_stages = str_contains(call->model, S("two-stage"))};
    way.second_unnamed = way.two_stages && call->n == 1;
    way.over = call->n > 0;
    for (size_t i = 0; i < call->n; i++) {
        if (is_over(&call->dates[i], now)) {
            continue;
        }
        way.over = false;
        if (way.two_stages ? i < WATCH_STAGES : way.n == 0) {
            add_stage(call, council, way.two_stages ? (int)i + 1 : 0, i, &way);
        } else {
            way.more_dates++;
        }
    }
    *ret_way = way;
}

const struct watch_stage *watched_first(const struct watch_way *way)
{
    const struct watch_stage *first = NULL;
    for (size_t i = 0; i < way->n; i++) {
        bool is_known = way->stages[i].path.known;
        if (is_known && (first == NULL || way->stages[i].path.start.days < first->path.start.days)) {
            first = &way->stages[i];
        }
    }
    return first;
}

/* ---- rows */

void watched_load_soon(struct db *db, struct str member_uid)
{
    q_watch_list_soon(db, member_uid);
    q_watch_deadlines_soon(db, member_uid);
    q_watch_others_soon(db, member_uid);
    q_council_list_soon(db, member_uid);
}

static enum fault must_use load_dates(struct db *db, struct arena *arena, struct str member_uid,
                                      struct watched *watched)
{
    struct q_watch_deadlines *rows;
    size_t n;
    TRY(q_watch_deadlines(db, arena, member_uid, &rows, &n));
    watched->calls = arena_array(arena, struct watch_call, watched->n + 1);
    for (size_t i = 0; i < watched->n; i++) {
        const struct q_watch_list *row = &watched->rows[i];
        struct watch_dates *dates = arena_array(arena, struct watch_dates, n + 1);
        struct watch_call *call = &watched->calls[i];
        *call = (struct watch_call){row->country, row->model, row->pays, row->size, row->own_money, dates, 0};
        for (size_t k = 0; k < n; k++) {
            if (str_eq(rows[k].uid, row->uid)) {
                dates[call->n++] = (struct watch_dates){rows[k].closes_at, rows[k].day_on, rows[k].hour_known};
            }
        }
    }
    return OK;
}

void council_load_soon(struct db *db, struct str member_uid)
{
    q_council_list_soon(db, member_uid);
}

enum fault council_load(struct db *db, struct arena *arena, struct str member_uid, struct watched *watched)
{
    struct q_council_list *rows;
    size_t n;
    TRY(q_council_list(db, arena, member_uid, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct council_field *field = council_field_find(rows[i].name);
        if (field != NULL) { /* else of a later version of this program */
            watched->says[field - council_fields] = rows[i].says;
        }
    }
    council_path_read(watched->says, &watched->council);
    return OK;
}

enum fault watched_load(struct db *db, struct arena *arena, struct str member_uid, struct watched *ret_watched)
{
    struct watched watched = {.n = 0};
    TRY(q_watch_list(db, arena, member_uid, &watched.rows, &watched.n));
    TRY(load_dates(db, arena, member_uid, &watched));
    TRY(q_watch_others(db, arena, member_uid, &watched.others, &watched.others_n));
    TRY(council_load(db, arena, member_uid, &watched));
    *ret_watched = watched;
    return OK;
}

const struct q_watch_list *watched_find(const struct watched *watched, struct str uid)
{
    for (size_t i = 0; i < watched->n; i++) {
        if (str_eq(watched->rows[i].uid, uid)) {
            return &watched->rows[i];
        }
    }
    return NULL;
}

/* ---- what is done */

enum fault watched_begin(struct db *db, struct arena *arena, int64_t member_id, struct str key, int64_t person,
                       int64_t now, struct str *ret_uid)
{
    struct q_watch_count count;
    struct q_watch_call call;
    TRY(q_watch_count(db, arena, member_id, key, &count));
    if (count.uid.n > 0) {
        *ret_uid = count.uid;
        return OK;
    }
    if (count.n >= WATCH_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_watch_call(db, arena, key, &call));
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_watch_add(db, uid, member_id, key, call.title, person, now));
    *ret_uid = uid;
    return OK;
}

enum fault council_save(struct db *db, struct arena *arena, int64_t member_id, enum council_card card,
                        const struct str says[COUNCIL_INPUT__MAX])
{
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        const struct council_field *field = &council_fields[i];
        struct str name = str_of(field->name);
        if (field->card == card) {
            struct str clean = council_clean(arena, field, says[i]);
            TRY(clean.n > 0 ? q_council_put(db, member_id, name, clean) : q_council_remove(db, member_id, name));
        }
    }
    return OK;
}

enum fault watched_feed_begin(struct db *db, struct arena *arena, int64_t member_id, int64_t person, int64_t now)
{
    return q_watch_feed_put(db, member_id, rand_hex(arena, UID_BYTES), person, now);
}

/* ---- what goes by itself */

enum fault deadline_forget(struct db *db, int64_t now)
{
    TRY(q_watch_forget(db, now - WATCH_KEPT_S));
    return q_watch_feed_forget(db, now - WATCH_FEED_S);
}

enum fault deadline_forget_left(struct db *db, int64_t before)
{
    TRY(q_watch_forget_left(db, before));
    TRY(q_watch_feed_forget_left(db, before));
    return q_council_forget_left(db, before);
}

enum fault deadline_erase_person(struct db *db, int64_t person)
{
    TRY(q_watch_erase(db, person));
    return q_watch_feed_erase(db, person);
}
