/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_group: what somebody does in their group: writes, sorts and names cards, says what comes of it; or asks for a
** seat. Their page shows it (room_own). */
#include "base/scan.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/room/room_web.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field room_group_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "write move name say back again seat",
     .help = "write a card, move one, name a group of cards, say a statement, take it back, let it stand again, get a "
             "seat"},
    {.name = "block", .label = W_NOTE("Block of the agenda"), .kind = FIELD_TEXT, .min = 1, .max = UID_LETTERS,
     .help = "sent along by the page: the uid of what is going on"},
    {.name = "card", .label = W_NOTE("A card"), .kind = FIELD_TEXT, .max = BREAKOUT_CARD_MAX, .help = "one sentence"},
    {.name = "of", .label = W_NOTE("Which one"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "uid of a card or a statement, number of a group of cards"},
    {.name = "to", .label = W_NOTE("Move to"), .kind = FIELD_TEXT, .max = 8,
     .help = "number of a group of cards, 0, new or apart"},
    {.name = "name", .label = W_NOTE("Name of these cards"), .kind = FIELD_TEXT, .max = BREAKOUT_NAME_MAX,
     .help = "of a group of cards"},
    {.name = "seen", .label = W_NOTE("The name as it was"), .kind = FIELD_TEXT, .max = BREAKOUT_NAME_MAX,
     .help = "sent along by the page"},
    {.name = "says", .label = W_NOTE("What you say to all"), .kind = FIELD_TEXT, .max = BREAKOUT_CARD_MAX,
     .help = "a statement of the group: one sentence"},
    {.name = "sure", .label = W_NOTE("How sure you are"), .kind = FIELD_CHOICE, .choices = "sure fairly guess",
     .help = "of a statement"},
    {0},
};

/* "": something is missing, and it is noted. */
static bool has_text(struct request *request, const char *name, const char *hint)
{
    if (request_typed(request, name).n == 0) {
        form_refuse(request, form_find(room_group_form, name), W_NOTE("is empty"), hint);
        return false;
    }
    return true;
}

static enum fault must_use too_many(struct request *request, enum fault fault, const char *name, const char *what,
                                    const char *hint)
{
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(room_group_form, name), what, hint);
        return FAULT_INVALID;
    }
    return fault;
}

static enum fault must_use do_cards(struct request *request, const struct breakout_place *place, struct str what)
{
    struct str of = request_typed(request, "of"), to = request_typed(request, "to");
    int64_t number = str_eq(to, S("apart")) ? CARD_TO_APART : CARD_TO_NEW;
    if (str_eq(what, S("write"))) {
        if (!has_text(request, "card", W_NOTE("write one sentence"))) {
            return FAULT_INVALID;
        }
        return too_many(request, breakout_write(request->db, request->arena, place, request_typed(request, "card"),
                                                request->now),
                        "card", W_NOTE("your group has as many cards as it can sort"), W_NOTE("sort those first"));
    }
    if (str_eq(what, S("name"))) {
        if (!parse_int(of, 1, BREAKOUT_CARD_GROUPS_MAX, &number)) {
            return FAULT_CONFLICT;
        }
        return breakout_name(request->db, request->arena, place, number, request_typed(request, "name"),
                             request_typed(request, "seen"));
    }
    if (!str_eq(to, S("apart")) && !str_eq(to, S("new")) && !parse_int(to, 0, BREAKOUT_CARD_GROUPS_MAX, &number)) {
        return FAULT_CONFLICT;
    }
    return too_many(request, breakout_sort(request->db, request->arena, place, of, number, request->now), "to",
                    W_NOTE("there are twelve groups of cards already"), W_NOTE("move the card to one of them"));
}

static enum fault must_use do_statement(struct request *request, const struct breakout_place *place, struct str what)
{
    enum fault fault = OK;
    if (str_eq(what, S("say"))) {
        bool fits = has_text(request, "says", W_NOTE("write one sentence"));
        fits &= has_text(request, "sure", W_NOTE("choose one of the three"));
        if (!fits) {
            return FAULT_INVALID;
        }
        fault = breakout_say(request->db, request->arena, place, request_typed(request, "says"),
                             request_typed(request, "sure"), request->now);
    } else {
        fault = breakout_take_back(request->db, request->arena, place, request_typed(request, "of"),
                                   str_eq(what, S("again")), request->now);
    }
    return too_many(request, fault, "says", W_NOTE("would be a fourth one"), W_NOTE("take one back first"));
}

static enum fault must_use act(struct request *request, const struct q_room_of_participant *row)
{
    struct str what = request_typed(request, "do"), block = request_typed(request, "block");
    struct q_breakout_seat_now seat;
    int64_t group;
    if (what.n == 0) {
        form_refuse(request, form_find(room_group_form, "do"), W_NOTE("not chosen"),
                    W_NOTE("press one of the buttons"));
        return FAULT_INVALID;
    }
    if (str_eq(what, S("seat"))) {
        const struct breakout_room room = {row->id, row->code};
        enum fault fault = breakout_seat_late(request->db, request->arena, &room, block, row->participant_id, &group);
        return fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault;
    }
    enum fault fault = q_breakout_seat_now(request->db, request->arena, row->participant_id, block, &seat);
    if (fault != OK) { /* what it was typed for is over */
        return fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault;
    }
    const struct breakout_place place = {row->id, seat.breakout_id, seat.group_number};
    bool cards = str_eq(what, S("write")) || str_eq(what, S("move")) || str_eq(what, S("name"));
    fault = cards ? do_cards(request, &place, what) : do_statement(request, &place, what);
    return fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault;
}

enum fault room_group_act(struct request *request, struct response *response)
{
    struct q_room_of_participant row;
    struct str uid;
    TRY(room_own_uid(request, &uid));
    TRY(q_room_of_participant(request->db, request->arena, uid, request->today, &row));
    enum fault fault = act(request, &row);
    if (fault == FAULT_CONFLICT) {
        return form_refuse_meanwhile(request, response, form_find(room_group_form, "block"));
    }
    if (fault == OK) {
        response->status = 303;
        response->location = url_add(request->arena, url_path_of(request->arena, "/room/in/{}", request->params[0]),
                                     "done", request_typed(request, "do")).text;
    }
    return fault;
}
