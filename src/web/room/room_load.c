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
}

enum fault room_load(struct request *request, struct str code, struct room *ret_room)
{
    struct room room = {.code = code};
    struct arena *arena = request->arena;
    TRY(q_vote_list(request->db, arena, code, &room.votes, &room.votes_n));
    TRY(q_vote_options(request->db, arena, code, &room.options, &room.options_n));
    TRY(q_vote_totals(request->db, arena, code, &room.totals, &room.totals_n));
    TRY(q_vote_pairs(request->db, arena, code, &room.pairs, &room.pairs_n));
    *ret_room = room;
    return OK;
}

/* Another one when there is another vote, or one stands otherwise; not when somebody votes. */
struct str room_mark(struct arena *arena, const struct room *room)
{
    uint64_t mark = room->votes_n + 1;
    for (size_t i = 0; i < room->votes_n; i++) {
        const struct q_vote_list *vote = &room->votes[i];
        struct str stands = str_format(arena, "%llx %lld %lld %d %d", (unsigned long long)mark, (long long)vote->id,
                                       (long long)vote->round, vote->opened_at.known, vote->closed_at.known);
        mark = str_hash(stands);
    }
    return str_format(arena, "%016llx", (unsigned long long)mark);
}

struct url room_live(struct request *request, const struct room *room)
{
    return url_path_of(request->arena, "/room/{}/live", room->code);
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
    const struct mail_link link = {S(ROOM_LINK), participant, ((int64_t)until.days + 1) * 86400};
    return url_path_of(request->arena, "/room/in/{}", mail_link_make(request->arena, request->site->key, &link));
}
