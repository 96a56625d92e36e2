/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_load: the votes of a room. */
#include "web/room/room_web.h"

#include "web/link/link.h"

void room_load_soon(struct request *request, struct str code)
{
    q_vote_list_soon(request->db, code);
    q_vote_options_soon(request->db, code);
    q_vote_totals_soon(request->db, code);
    q_vote_pairs_soon(request->db, code);
    q_room_block_soon(request->db, code);
    q_breakouts_soon(request->db, code);
    q_breakout_groups_soon(request->db, code);
    q_breakout_seats_soon(request->db, code);
}

/* What is going on; what began longer ago was left open. */
static enum fault must_use load_on(struct request *request, struct room *room)
{
    struct q_room_block *blocks;
    size_t n;
    TRY(q_room_block(request->db, request->arena, room->code, &blocks, &n));
    TRY(q_breakouts(request->db, request->arena, room->code, &room->rounds, &room->rounds_n));
    TRY(q_breakout_groups(request->db, request->arena, room->code, &room->groups, &room->groups_n));
    room->on = n > 0 && blocks[0].begun_at.v > request->now - ROOM_ON_S ? &blocks[0] : NULL;
    for (size_t i = 0; i < room->rounds_n; i++) {
        if (room->on != NULL && room->rounds[i].block_id == room->on->id) {
            room->round = &room->rounds[i];
        }
    }
    return OK;
}

enum fault room_load_live(struct request *request, struct str code, struct room *ret_room)
{
    struct room room = {.code = code};
    TRY(q_vote_list(request->db, request->arena, code, &room.votes, &room.votes_n));
    TRY(load_on(request, &room));
    *ret_room = room;
    return OK;
}

enum fault room_load(struct request *request, struct str code, struct room *ret_room)
{
    struct room room = {.code = code};
    struct arena *arena = request->arena;
    TRY(q_vote_list(request->db, arena, code, &room.votes, &room.votes_n));
    TRY(q_vote_options(request->db, arena, code, &room.options, &room.options_n));
    TRY(q_vote_totals(request->db, arena, code, &room.totals, &room.totals_n));
    TRY(q_vote_pairs(request->db, arena, code, &room.pairs, &room.pairs_n));
    TRY(load_on(request, &room));
    TRY(q_breakout_seats(request->db, arena, code, &room.seats, &room.seats_n));
    *ret_room = room;
    return OK;
}

/* Another one when there is another vote, or one stands otherwise, when another block is going on, or somebody sits
** elsewhere; not when somebody votes, nor when a group writes. */
struct str room_mark(struct arena *arena, const struct room *room)
{
    uint64_t mark = room->votes_n + 1;
    struct str on = str_format(arena, "%lld %lld %lld", (long long)(room->on != NULL ? room->on->id : 0),
                               (long long)(room->on != NULL ? room->on->minutes : 0),
                               (long long)(room->round != NULL ? room->round->rev + 1 : 0));
    mark += str_hash(on);
    for (size_t i = 0; i < room->votes_n; i++) {
        const struct q_vote_list *vote = &room->votes[i];
        struct str stands = str_format(arena, "%llx %lld %lld %d %d", (unsigned long long)mark, (long long)vote->id,
                                       (long long)vote->round, vote->opened_at.known, vote->closed_at.known);
        mark = str_hash(stands);
    }
    return str_format(arena, "%016llx", (unsigned long long)mark);
}

bool room_shows(const struct room *room, const struct q_vote_list *vote)
{
    bool here = !vote->block_id.known || (room->on != NULL && vote->block_id.v == room->on->id);
    return here || (room->on == NULL && vote->closed_at.known);
}

struct url room_live(struct request *request, const struct room *room)
{
    return url_path_of(request->arena, "/room/{}/live", room->code);
}

struct url room_live_until(struct request *request, const struct room *room, struct date ends_on)
{
    bool is_over = ends_on.days + 1 < request->today.days; /* as room_of_code */
    return is_over ? (struct url){S("")} : room_live(request, room);
}

size_t room_options_of(const struct room *room, int64_t vote, const struct q_vote_options **ret_first)
{
    size_t n = 0;
    *ret_first = NULL;
    for (size_t i = 0; i < room->options_n && n < VOTE_OPTIONS_MAX; i++) {
        if (room->options[i].vote_id == vote) {
            *ret_first = n == 0 ? &room->options[i] : *ret_first;
            n++;
        }
    }
    return n;
}

struct url room_own(struct request *request, struct str participant, struct date until)
{
    const struct mail_link link = {S(ROOM_LINK), participant, ((int64_t)until.days + 2) * 86400}; /* as room_of_code */
    return url_path_of(request->arena, "/room/in/{}", mail_link_make(request->arena, request->site->key, &link));
}
