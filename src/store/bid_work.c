/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_work: bids of member cities. */
#include "store/bid_work.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/answer.sql.h"
#include "store/bid_section.h"

#define UID_BYTES 16u

/* ---- what stands */

enum bid_stage bid_work_stage(const struct q_bid_work_of *row)
{
    enum bid_stage stage = BID_DECIDED;
    check(bid_stage_parse(row->stage, &stage));
    return stage;
}

bool bid_takes_part(const struct q_bid_work_of *row)
{
    return str_eq(row->answer, S("yes"));
}

bool bid_leads(const struct q_bid_work_of *row)
{
    return bid_takes_part(row) && str_eq(row->role, S("lead"));
}

/* ---- it begins */

enum fault bid_begin(struct db *db, struct arena *arena, const struct bid_new *new, int64_t now, struct str *ret_uid)
{
    struct q_bid_work_count count;
    struct q_bid_work_id bid;
    TRY(q_bid_work_count(db, arena, new->member_id, new->call_key, &count));
    if (new->call_key.n > 0 && count.uid.n > 0) {
        *ret_uid = count.uid;
        return FAULT_CONFLICT;
    }
    if (count.n >= BID_MAX) {
        return FAULT_TOO_LARGE;
    }
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_bid_work_add(db, uid, new->call_key, new->call_title, new->identifier, new->name, now));
    TRY(q_bid_work_id(db, arena, uid, &bid));
    TRY(q_bid_city_add(db, &(struct q_bid_city_add_in){
        .uid = rand_hex(arena, UID_BYTES), .bid_id = bid.id, .member_id = new->member_id, .role = S("lead"),
        .answer = bid_answer_word(BID_YES), .person_id = {true, new->owner}, .says = S(""), .now = now,
        .answered_at = {true, now}}));
    TRY(q_bid_stage_add(db, &(struct q_bid_stage_add_in){
        .bid_id = bid.id, .stage = bid_stage_word(BID_DECIDED), .day_on = new->today, .person_id = new->by,
        .member_id = new->member_id, .why = S(""), .currency = S(""), .now = now}));
    *ret_uid = uid;
    return OK;
}

/* ---- how it stands */

bool bid_is_over(const struct q_bid_work_of *row)
{
    return bid_stage_is_end(bid_work_stage(row));
}

enum fault bid_say(struct db *db, const struct q_bid_work_of *row, int64_t seen, const struct bid_said *said,
                   int64_t now)
{
    if (!bid_leads(row) || row->number != seen || !bid_stage_may_follow(bid_work_stage(row), said->stage)) {
        return FAULT_CONFLICT;
    }
    bool has_money = said->stage == BID_GRANTED && said->euros.known;
    TRY(q_bid_stage_add(db, &(struct q_bid_stage_add_in){
        .bid_id = row->id, .stage = bid_stage_word(said->stage), .day_on = said->day_on, .person_id = said->person,
        .member_id = row->member_id, .why = bid_stage_is_end(said->stage) ? said->why : S(""),
        .amount_cents = {has_money, has_money ? said->euros.v * 100 : 0}, .currency = has_money ? S("EUR") : S(""),
        .now = now}));
    return q_bid_work_touch(db, row->id, now);
}

enum fault bid_unsay(struct db *db, const struct q_bid_work_of *row, int64_t seen, int64_t now)
{
    if (!bid_leads(row) || row->number != seen || !bid_stage_may_undo((size_t)row->number)) {
        return FAULT_CONFLICT;
    }
    TRY(q_bid_stage_remove(db, row->id, row->number));
    return q_bid_work_touch(db, row->id, now);
}

/* ---- it goes */

enum fault bid_remove(struct db *db, int64_t bid_id)
{
    TRY(bid_section_remove_with(db, bid_id));
    TRY(q_bid_city_remove_all(db, bid_id));
    TRY(q_bid_work_remove(db, bid_id));
    TRY(q_answer_bids_gone(db));
    return q_bid_stage_remove_all(db, bid_id);
}

/* What belongs to a bid that is gone. */
static enum fault must_use forget_parts(struct db *db)
{
    TRY(q_bid_city_forget(db));
    TRY(q_answer_bids_gone(db));
    TRY(bid_section_forget_parts(db));
    return q_bid_stage_forget(db);
}

enum fault bid_forget(struct db *db, int64_t now)
{
    TRY(q_bid_work_forget_over(db, now - BID_KEPT_S));
    TRY(q_bid_work_forget_open(db, now - BID_OPEN_KEPT_S));
    return forget_parts(db);
}

enum fault bid_forget_left(struct db *db, int64_t before)
{
    TRY(q_bid_city_forget_left(db, before));
    TRY(q_bid_work_forget_alone(db));
    return forget_parts(db);
}

enum fault bid_erase_person(struct db *db, int64_t person)
{
    TRY(q_bid_city_erase(db, person));
    TRY(bid_section_erase_person(db, person));
    return q_bid_stage_erase(db, person);
}
