/* SPDX-License-Identifier: AGPL-3.0-or-later
** breakout: what groups write, sort and say. */
#include "store/breakout.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/vote.h"

#define UID_BYTES 16u

static enum fault must_use changed(struct db *db, const struct breakout_place *place)
{
    TRY(q_breakout_group_rev(db, place->breakout_id, place->group));
    return q_room_event_raise(db, place->programme_id);
}

/* ---- cards */

enum fault breakout_write(struct db *db, struct arena *arena, const struct breakout_place *place, struct str text,
                          int64_t now)
{
    struct q_breakout_card_count count;
    TRY(q_breakout_card_count(db, arena, place->breakout_id, place->group, &count));
    if (count.n >= BREAKOUT_CARDS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_breakout_card_add(db, rand_hex(arena, UID_BYTES), place->breakout_id, place->group, text, now));
    return changed(db, place);
}

static enum fault must_use new_group(struct db *db, struct arena *arena, const struct breakout_place *place,
                                     int64_t *ret_number)
{
    struct q_card_group_last last;
    TRY(q_card_group_last(db, arena, place->breakout_id, place->group, &last));
    if (last.n >= BREAKOUT_CARD_GROUPS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_card_group_add(db, place->breakout_id, place->group, last.n + 1));
    *ret_number = last.n + 1;
    return OK;
}

enum fault breakout_sort(struct db *db, struct arena *arena, const struct breakout_place *place, struct str uid,
                         int64_t to, int64_t now)
{
    struct q_breakout_card_of card;
    struct q_card_group_of group;
    struct maybe_int apart = {to == CARD_TO_APART, now};
    TRY(q_breakout_card_of(db, arena, place->breakout_id, place->group, uid, &card));
    int64_t into = to == CARD_TO_APART ? card.sorted_into : to;
    if (to > 0) {
        enum fault fault = q_card_group_of(db, arena, place->breakout_id, place->group, to, &group);
        TRY(fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault);
    } else if (to == CARD_TO_NEW) {
        TRY(new_group(db, arena, place, &into));
    }
    TRY(q_breakout_card_move(db, card.id, into, apart));
    return changed(db, place);
}

enum fault breakout_name(struct db *db, struct arena *arena, const struct breakout_place *place, int64_t number,
                         struct str name, struct str seen)
{
    struct q_card_group_of group;
    TRY(q_card_group_of(db, arena, place->breakout_id, place->group, number, &group));
    if (str_eq(group.name, name)) { /* somebody else said the same */
        return OK;
    }
    if (!str_eq(group.name, seen)) {
        return FAULT_CONFLICT;
    }
    TRY(q_card_group_name(db, place->breakout_id, place->group, number, name));
    return changed(db, place);
}

/* ---- statements */

enum fault breakout_say(struct db *db, struct arena *arena, const struct breakout_place *place, struct str text,
                        struct str sure, int64_t now)
{
    struct q_breakout_statement_count count;
    TRY(q_breakout_statement_count(db, arena, place->breakout_id, place->group, &count));
    if (count.n >= BREAKOUT_STATEMENTS_MAX || count.kept >= BREAKOUT_STATEMENTS_KEPT) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_breakout_statement_add(db, rand_hex(arena, UID_BYTES), place->breakout_id, place->group, text, sure, now));
    return changed(db, place);
}

enum fault breakout_take_back(struct db *db, struct arena *arena, const struct breakout_place *place, struct str uid,
                              bool back, int64_t now)
{
    struct q_breakout_statement_of row;
    struct q_breakout_statement_count count;
    TRY(q_breakout_statement_of(db, arena, place->programme_id, uid, &row));
    if (row.breakout_id != place->breakout_id || row.group_number != place->group) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_breakout_statement_count(db, arena, place->breakout_id, place->group, &count));
    if (back && row.back_at.known && count.n >= BREAKOUT_STATEMENTS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_breakout_statement_back(db, row.id, (struct maybe_int){!back, now}));
    return changed(db, place);
}

enum fault breakout_take(struct db *db, struct arena *arena, int64_t programme_id, struct str uid, struct str question,
                         int64_t now)
{
    struct q_breakout_statement_of row;
    struct q_breakout_vote *votes;
    size_t n;
    TRY(q_breakout_statement_of(db, arena, programme_id, uid, &row));
    if (row.back_at.known || row.taken > 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_breakout_vote(db, arena, row.breakout_id, &votes, &n));
    if (n > 0 && votes[0].options < VOTE_OPTIONS_MAX) {
        TRY(q_vote_option_add(db, votes[0].id, votes[0].options + 1, row.text, (struct maybe_int){true, row.id}));
        return q_room_event_raise(db, programme_id);
    }
    const struct vote_new new = {.programme_id = programme_id, .kind = S("test"), .question = question,
                                 .options = &row.text, .n = 1, .statement_id = {true, row.id}};
    return vote_put(db, arena, &new, now, &uid);
}

/* ---- they go */

enum fault breakout_forget_parts(struct db *db)
{
    TRY(q_breakout_forget(db));
    TRY(q_breakout_block_forget(db));
    TRY(q_breakout_group_forget(db));
    TRY(q_breakout_seat_forget(db));
    TRY(q_breakout_card_forget(db));
    TRY(q_card_group_forget(db));
    return q_breakout_statement_forget(db);
}
