/* SPDX-License-Identifier: AGPL-3.0-or-later
** breakout: the groups of a block, for who runs the room: made, begun, people moved, what each group has written, and
** its statements taken into plenary. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field breakout_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "make goon begin end late move take", .help = "what was done before, to be said"},
    {0},
};

const struct field breakout_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "make goon begin end late move take", .min = 1,
     .help = "make the groups, go on with those before, begin or end the block, seat or move somebody, take a "
             "statement"},
    {.name = "number", .label = W_NOTE("How many groups"), .kind = FIELD_INT, .min = 1, .max = SEATING_GROUPS_MAX,
     .help = "of people"},
    {.name = "of", .label = W_NOTE("Which one"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "uid of a participant or a statement, number of an earlier round"},
    {.name = "to", .label = W_NOTE("To group"), .kind = FIELD_INT, .min = 1, .max = SEATING_GROUPS_MAX,
     .help = "its number"},
    {0},
};

struct reading {
    struct q_programme_of row;
    struct agenda agenda;
    const struct q_programme_blocks *block;
};

static enum fault must_use load(struct request *request, struct reading *reading)
{
    programme_load_soon(request);
    agenda_load_soon(request->db, request->params[1]);
    TRY(programme_load(request, &reading->row));
    TRY(agenda_load(request->db, request->arena, request->params[1], &reading->agenda));
    reading->block = agenda_block_of(&reading->agenda, request->params[2]);
    return reading->block != NULL ? OK : FAULT_NOT_FOUND;
}

static struct url here(struct request *request)
{
    return url_path_of(request->arena, "/member-cities/{}/programmes/{}/groups/{}", request->params[0],
                       request->params[1], request->params[2]);
}

static const struct q_breakouts *round_of(const struct room *room, int64_t block_id)
{
    for (size_t i = 0; i < room->rounds_n; i++) {
        if (room->rounds[i].block_id == block_id) {
            return &room->rounds[i];
        }
    }
    return NULL;
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("make"))    ? W(out, "The groups are made. Phones show them when the block "
                                                          "begins.")
                      : str_eq(done, S("goon"))  ? W(out, "These groups and their cards go on here.")
                      : str_eq(done, S("begin")) ? W(out, "It has begun: phones show each their group.")
                      : str_eq(done, S("end"))   ? W(out, "It has ended: what the groups wrote stays.")
                      : str_eq(done, S("late"))  ? W(out, "They have a seat now.")
                      : str_eq(done, S("move"))  ? W(out, "They sit there now.")
                      : str_eq(done, S("take"))  ? W(out, "It is on the list of the room, to be opened there.")
                                                 : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static struct str say_seats(struct request *request, struct out *out, const struct room *room,
                            const struct q_breakouts *round)
{
    struct seating_again again;
    if (!breakout_judge(request->arena, room->seats, room->seats_n, round->number, (int)round->groups_n, &again)) {
        return round->number == 1 ? W(out, "These are the first groups: nobody has met before.") : S("");
    }
    if (again.pairs == 0) {
        return W(out, "Nobody meets again.");
    }
    struct slot slots[] = {slot("n", count(again.pairs)), slot("least", count(again.least))};
    return again.pairs == again.least
               ? words_text(out, W_NOTE("{n} pair meets again; so many groups leave no way around it.|{n} pairs meet "
                                        "again; so many groups leave no way around it."), slots, 2)
               : words_text(out, W_NOTE("{n} pair meets again; at least {least} must.|{n} pairs meet again; at least "
                                        "{least} must."), slots, 2);
}

/* Who has no seat, and who has one. */
static void add_people(struct request *request, struct out *out, const struct room *room,
                       const struct q_breakouts *round, const struct q_breakout_there *people, size_t n,
                       struct room_page *m)
{
    m->late = arena_array(request->arena, struct room_choice, n + 1);
    m->seated = arena_array(request->arena, struct room_choice, room->seats_n + 1);
    for (size_t i = 0; i < room->seats_n; i++) {
        const struct q_breakout_seats *seat = &room->seats[i];
        if (seat->breakout_id == round->id && seat->short_name.n > 0) {
            m->seated[m->seated_n++] = (struct room_choice){
                .value = seat->uid, .label = SAY(out, "{name}, group {n}", slot("name", seat->short_name),
                                                 slot("n", count(seat->group_number)))};
        }
    }
    for (size_t i = 0; i < n; i++) {
        bool has = false;
        for (size_t k = 0; k < room->seats_n; k++) {
            has |= room->seats[k].breakout_id == round->id && room->seats[k].participant_id == people[i].id;
        }
        if (!has) {
            m->late[m->late_n++] = (struct room_choice){.value = people[i].uid, .label = people[i].short_name};
        }
    }
}

/* ---- what groups have written */

struct written {
    struct q_breakout_cards *cards;
    struct q_card_groups *groups;
    struct q_breakout_statements *statements;
    size_t cards_n, groups_n, statements_n;
};

static struct str name_of(struct out *out, const struct written *written, const struct q_breakout_cards *card)
{
    for (size_t i = 0; i < written->groups_n; i++) {
        const struct q_card_groups *group = &written->groups[i];
        if (group->group_number == card->group_number && group->number == card->sorted_into && group->name.n > 0) {
            return group->name;
        }
    }
    return card->apart_at.known   ? W(out, "kept apart")
           : card->paper_at.known ? W(out, "from paper")
                                  : S("");
}

static void add_written(struct request *request, struct out *out, const struct written *written, int64_t number,
                        struct room_group *group)
{
    int64_t sorted = 0;
    group->lines = arena_array(request->arena, struct str, written->cards_n + 1);
    for (size_t i = 0; i < written->cards_n; i++) {
        const struct q_breakout_cards *card = &written->cards[i];
        if (card->group_number == number) {
            struct str name = name_of(out, written, card);
            group->lines[group->lines_n++] = name.n == 0 ? card->text
                                                         : str_format(request->arena, "%.*s (%.*s)",
                                                                      STR_ARG(card->text), STR_ARG(name));
            sorted += card->sorted_into > 0 && !card->apart_at.known;
        }
    }
    for (size_t i = 0; i < written->statements_n; i++) {
        const struct q_breakout_statements *row = &written->statements[i];
        if (row->group_number == number && group->said_n < BREAKOUT_STATEMENTS_MAX) {
            group->said[group->said_n++] = (struct breakout_said){row->uid, row->text, room_say_sure(out, row->sure),
                                                                  row->taken > 0};
        }
    }
    struct slot slots[] = {slot("n", count((int64_t)group->lines_n)), slot("sorted", count(sorted))};
    group->state = words_text(out, W_NOTE("{n} card, {sorted} sorted|{n} cards, {sorted} sorted"), slots, 2);
}

static void written_soon(struct request *request)
{
    q_breakout_cards_soon(request->db, request->params[2]);
    q_card_groups_soon(request->db, request->params[2]);
    q_breakout_statements_soon(request->db, request->params[2]);
}

static enum fault must_use written_load(struct request *request, struct written *written)
{
    struct str block = request->params[2];
    struct arena *arena = request->arena;
    TRY(q_breakout_cards(request->db, arena, block, &written->cards, &written->cards_n));
    TRY(q_card_groups(request->db, arena, block, &written->groups, &written->groups_n));
    return q_breakout_statements(request->db, arena, block, &written->statements, &written->statements_n);
}

static void put_groups(struct request *request, struct out *out, const struct room *room,
                       const struct q_breakouts *round, const struct written *written, struct room_page *m)
{
    m->is_made = true;
    room_say_groups(request, out, room, round, true, m);
    for (size_t g = 0; g < m->groups_n; g++) {
        add_written(request, out, written, (int64_t)g + 1, &m->groups[g]);
    }
    m->may_make = written->cards_n == 0 && written->statements_n == 0;
    m->seats = say_seats(request, out, room, round);
}

static void put_page(struct request *request, struct out *out, const struct reading *reading, const struct room *room,
                     struct room_page *m)
{
    struct slot title = slot("block", say_block_title(out, reading->block));
    m->paper = m->is_made ? url_path_of(request->arena, "/member-cities/{}/programmes/{}/groups/{}/paper",
                                        request->params[0], request->params[1], request->params[2])
                          : (struct url){S("")};
    m->page = programme_page_of(request, out, &reading->row,
                                words_text(out, W_NOTE("Groups: {block}"), &title, 1),
                                W(out, "Make the groups, begin, and take what they say into plenary."));
    m->back = programme_url(request, "/room");
    page_add_crumb(m->page, W(out, "Room"), m->back);
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, breakout_form);
    m->action = here(request);
    m->here = m->action;
    m->live = room_live_until(request, room, reading->row.ends_on);
    m->mark = room_mark(request->arena, room);
    m->follows = S("all");
    m->once = request_once(request);
    m->is_going_on = reading->block->begun_at.known && !reading->block->ended_at.known;
    m->says = reading->block->ended_at.known ? W(out, "This block is over.") : S("");
    m->number = form_field_of(request, form_find(breakout_form, "number"),
                              SAY(out, "{n} person is to be seated.|{n} people are to be seated.",
                                  slot("n", count((int64_t)m->people))));
    if (m->people > SEATING_PEOPLE_MAX) {
        m->number.hint = SAY(out, "{n} people are to be seated. Whom they have met is looked at for the first {most}; "
                                  "the others are put into the groups in turn.", slot("n", count((int64_t)m->people)),
                             slot("most", SEATING_PEOPLE_MAX));
    }
    m->number.fills = S("off");
    if (m->number.value.n == 0) {
        m->number.value = str_format(request->arena, "%d", breakout_groups_usual(m->people));
    }
}

enum fault breakout_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct reading reading;
    struct room room;
    struct q_breakout_there *people;
    struct written written;
    TRY(load(request, &reading));
    room_load_soon(request, reading.row.code);
    q_breakout_there_soon(request->db, reading.block->id);
    written_soon(request);
    TRY(room_load(request, reading.row.code, &room));
    TRY(breakout_who(request->db, request->arena, reading.block->id, &people, &m->people));
    TRY(written_load(request, &written));
    const struct q_breakouts *round = round_of(&room, reading.block->id);
    if (round != NULL) {
        put_groups(request, &out, &room, round, &written, m);
        add_people(request, &out, &room, round, people, m->people, m);
    } else if (room.rounds_n > 0 && !str_eq(reading.block->kind, S("breakout"))) {
        m->go_on = str_format(request->arena, "%lld", (long long)room.rounds[room.rounds_n - 1].number);
    }
    put_page(request, &out, &reading, &room, m);
    response->max_age_s = -1;
    view_breakout(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use make(struct request *request, const struct breakout_room *room,
                                const struct breakout_in *in)
{
    int64_t n = 0;
    if (!parse_int(request_typed(request, "number"), 1, SEATING_GROUPS_MAX, &n)) {
        form_refuse(request, form_find(breakout_form, "number"), W_NOTE("is no number of groups"),
                    W_NOTE("write one from 1 to 24"));
        return FAULT_INVALID;
    }
    enum fault fault = breakout_make(request->db, request->arena, room, in, (int)n, request->now);
    if (fault == FAULT_NOT_FOUND) {
        form_refuse(request, form_find(breakout_form, "number"), W_NOTE("has nobody to seat"),
                    W_NOTE("let people join by the code first"));
        return FAULT_INVALID;
    }
    return fault;
}

static enum fault must_use seat(struct request *request, const struct breakout_room *room, struct str what)
{
    struct q_participant_by_uid person;
    int64_t to = 0;
    enum fault fault = q_participant_by_uid(request->db, request->arena, request_typed(request, "of"), &person);
    if (fault != OK || person.programme_id != room->programme_id) {
        return fault == OK || fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault;
    }
    if (str_eq(what, S("late"))) {
        return breakout_seat_late(request->db, request->arena, room, request->params[2], person.id, &to);
    }
    (void)parse_int(request_typed(request, "to"), 1, SEATING_GROUPS_MAX, &to);
    return breakout_move(request->db, request->arena, room, request->params[2], person.id, to);
}

static enum fault must_use act(struct request *request, struct out *out, const struct reading *reading,
                               struct str what)
{
    const struct breakout_room room = {reading->row.id, reading->row.code};
    const struct breakout_in in = {reading->block->id, reading->block->uid};
    int64_t round = 0;
    if (str_eq(what, S("make"))) {
        return make(request, &room, &in);
    }
    if (str_eq(what, S("goon"))) {
        (void)parse_int(request_typed(request, "of"), 1, BREAKOUT_ROUNDS_MAX, &round);
        return breakout_go_on(request->db, request->arena, &room, &in, round);
    }
    if (str_eq(what, S("take"))) {
        struct slot title = slot("block", say_block_title(out, reading->block));
        return breakout_take(request->db, request->arena, room.programme_id, request_typed(request, "of"),
                             words_text(out, W_NOTE("What do we make of what the groups say? ({block})"), &title, 1),
                             request->now);
    }
    return str_eq(what, S("late")) || str_eq(what, S("move"))
               ? seat(request, &room, what)
               : room_do_block(request, room.programme_id, &reading->agenda, in.block_uid, str_eq(what, S("begin")));
}

enum fault breakout_act(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct reading reading;
    struct str what = request_typed(request, "do");
    TRY(load(request, &reading));
    enum fault fault = act(request, &out, &reading, what);
    if (fault == FAULT_CONFLICT || fault == FAULT_NOT_FOUND) {
        return form_refuse_meanwhile(request, response, form_find(breakout_form, "of"));
    }
    if (fault == OK) {
        response->status = 303;
        response->location = url_add(request->arena, here(request), "done", what).text;
    }
    return fault;
}
