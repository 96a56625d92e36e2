/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_group_say: what is going on in a room, its groups, and what somebody's own group has written. */
#include "base/check.h"
#include "domain/zone.h"
#include "text/words.h"
#include "web/programme/programme_web.h"
#include "web/room/room_web.h"
#include "web/say.h"

#define CARD_TO_MAX (BREAKOUT_CARD_GROUPS_MAX + 3)

/* ---- what is going on */

static struct q_programme_blocks block_of(const struct q_room_block *on)
{
    return (struct q_programme_blocks){.kind = on->kind, .part = on->part, .title = on->title, .purpose = on->purpose};
}

struct str room_say_now(struct out *out, const struct room *room)
{
    if (room->on == NULL) {
        return S("");
    }
    struct zone zone = zone_of(room->on->country, S(""));
    struct q_programme_blocks block = block_of(room->on);
    int64_t ends = room->on->begun_at.v + room->on->minutes * 60;
    int64_t local = ends + zone_offset_s(&zone, ends);
    return SAY(out, "Now: {what} (until {time})", slot("what", say_block_title(out, &block)),
               slot("time", say_minutes_of_day(out->arena, local % 86400 / 60)));
}

struct str room_say_purpose(struct out *out, const struct room *room)
{
    struct q_programme_blocks block = room->on != NULL ? block_of(room->on) : (struct q_programme_blocks){0};
    return room->on != NULL ? say_block_purpose(out, &block) : S("");
}

struct str room_say_sure(struct out *out, struct str sure)
{
    return str_eq(sure, S("sure"))     ? W(out, "we are sure")
           : str_eq(sure, S("fairly")) ? W(out, "we are fairly sure")
                                       : W(out, "it is a guess");
}

/* ---- the groups of a round */

static struct str join(struct arena *arena, struct str all, struct str one)
{
    return all.n == 0 ? one : str_format(arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(one));
}

void room_say_groups(struct request *request, struct out *out, const struct room *room,
                     const struct q_breakouts *round, bool with_names, struct room_page *m)
{
    m->groups = arena_array(request->arena, struct room_group, (size_t)round->groups_n + 1);
    m->groups_n = (size_t)round->groups_n;
    for (size_t g = 0; g < m->groups_n; g++) {
        int64_t people = 0;
        struct room_group *group = &m->groups[g];
        *group = (struct room_group){.names = S("")};
        for (size_t i = 0; i < room->seats_n; i++) {
            const struct q_breakout_seats *seat = &room->seats[i];
            bool here = seat->breakout_id == round->id && seat->group_number == (int64_t)g + 1;
            if (here && seat->short_name.n > 0) { /* who was erased has none */
                group->names = join(request->arena, group->names, seat->short_name);
            }
            people += here;
        }
        group->title = SAY(out, "Group {n}", slot("n", count((int64_t)g + 1)));
        group->names = with_names ? group->names
                                  : SAY(out, "{n} person|{n} people", slot("n", count(people)));
    }
}

/* ---- somebody's own group */

struct own {
    struct q_breakout_cards_of *cards;
    struct q_card_groups_of *groups;
    struct q_breakout_statements_of *statements;
    size_t cards_n, groups_n, statements_n;
};

void room_work_soon(struct request *request, struct str uid)
{
    q_breakout_cards_of_soon(request->db, uid);
    q_card_groups_of_soon(request->db, uid);
    q_breakout_statements_of_soon(request->db, uid);
}

static enum fault must_use load_own(struct request *request, struct str uid, struct own *own)
{
    struct arena *arena = request->arena;
    TRY(q_breakout_cards_of(request->db, arena, uid, &own->cards, &own->cards_n));
    TRY(q_card_groups_of(request->db, arena, uid, &own->groups, &own->groups_n));
    return q_breakout_statements_of(request->db, arena, uid, &own->statements, &own->statements_n);
}

static struct str name_of(struct out *out, const struct q_card_groups_of *group)
{
    char letter[2] = {(char)('A' + (group->number - 1) % 26), '\0'};
    return group->name.n > 0 ? group->name
                             : SAY(out, "Group of cards {letter}", slot("letter", str_of(str_c(out->arena,
                                                                                               str_of(letter)))));
}

static void add_to(struct room_card *card, struct str value, struct str label)
{
    card->to[card->n++] = (struct room_choice){.name = S("to"), .value = value, .label = label};
}

/* Where a card may go: everywhere but where it lies. */
static void fill_to(struct out *out, const struct own *own, int64_t round, const struct q_breakout_cards_of *row,
                    struct room_card *card)
{
    bool apart = row->apart_at.known;
    card->to = arena_array(out->arena, struct room_choice, CARD_TO_MAX);
    for (size_t i = 0; i < own->groups_n; i++) {
        const struct q_card_groups_of *group = &own->groups[i];
        if (group->breakout_id == round && (apart || group->number != row->sorted_into) && card->n < CARD_TO_MAX - 3) {
            add_to(card, str_format(out->arena, "%lld", (long long)group->number), name_of(out, group));
        }
    }
    add_to(card, S("new"), W(out, "a new group of cards"));
    if (apart || row->sorted_into != 0) {
        add_to(card, S("0"), W(out, "not sorted yet"));
    }
    if (!apart) {
        add_to(card, S("apart"), W(out, "kept apart"));
    }
}

/* number: of the group of cards; 0 not sorted; -1 kept apart. */
static void add_cards(struct request *request, struct out *out, const struct own *own, int64_t round, int64_t number,
                      struct room_cards *to)
{
    to->cards = arena_array(out->arena, struct room_card, own->cards_n + 1);
    for (size_t i = 0; i < own->cards_n; i++) {
        const struct q_breakout_cards_of *row = &own->cards[i];
        int64_t lies = row->apart_at.known ? -1 : row->sorted_into;
        if (row->breakout_id == round && lies == number) {
            struct room_card *card = &to->cards[to->n++];
            *card = (struct room_card){.uid = row->uid, .text = row->text,
                                       .from = row->paper_at.known ? W(out, "from paper") : S(""),
                                       .id = str_format(out->arena, "to-%.*s", STR_ARG(row->uid)),
                                       .once = request_once(request)};
            fill_to(out, own, round, row, card);
        }
    }
    to->once = request_once(request);
    to->size = SAY(out, "{n} card|{n} cards", slot("n", count((int64_t)to->n)));
}

static void fill_cards(struct request *request, struct out *out, const struct own *own, int64_t round,
                       struct room_work *work)
{
    work->all = arena_array(out->arena, struct room_cards, own->groups_n + 2);
    struct room_cards *first = &work->all[work->n++];
    *first = (struct room_cards){.number = S("0"), .title = work->in_silence ? W(out, "On the table")
                                                                                        : W(out, "Not sorted yet")};
    add_cards(request, out, own, round, 0, first);
    for (size_t i = 0; i < own->groups_n; i++) {
        if (own->groups[i].breakout_id == round) {
            struct room_cards *cards = &work->all[work->n];
            *cards = (struct room_cards){
                .number = str_format(out->arena, "%lld", (long long)own->groups[i].number),
                .title = name_of(out, &own->groups[i]), .name = own->groups[i].name, .typed = own->groups[i].name,
                .id = str_format(out->arena, "name-%lld", (long long)own->groups[i].number)};
            bool was_typed = request->acts && str_eq(request_typed(request, "do"), S("name")) &&
                             str_eq(request_typed(request, "of"), cards->number);
            cards->typed = was_typed ? request_typed(request, "name") : cards->typed;
            add_cards(request, out, own, round, own->groups[i].number, cards);
            work->n += cards->n > 0; /* an empty one waits for cards unseen */
        }
    }
    struct room_cards *last = &work->all[work->n++];
    *last = (struct room_cards){.number = S(""), .title = W(out, "Kept apart")};
    add_cards(request, out, own, round, -1, last);
}

static void fill_statements(struct request *request, struct out *out, const struct own *own, int64_t round,
                            struct room_work *work)
{
    static const char *const words[] = {"sure", "fairly", "guess"};
    for (size_t i = 0; i < own->statements_n; i++) {
        const struct q_breakout_statements_of *row = &own->statements[i];
        const struct room_statement one = {row->uid, row->text, room_say_sure(out, row->sure)};
        if (row->breakout_id == round && row->back_at.known && work->back_n < BREAKOUT_STATEMENTS_KEPT) {
            work->back[work->back_n++] = one;
        } else if (row->breakout_id == round && !row->back_at.known && work->standing_n < BREAKOUT_STATEMENTS_MAX) {
            work->standing[work->standing_n++] = one;
        }
    }
    struct str typed = request->acts ? request_typed(request, "sure") : S("");
    for (size_t i = 0; i < 3; i++) {
        work->sure[i] = (struct room_choice){
            .name = S("sure"), .value = str_of(words[i]), .id = str_format(request->arena, "sure-%s", words[i]),
            .label = i == 0 ? W(out, "We are sure") : i == 1 ? W(out, "We are fairly sure") : W(out, "It is a guess"),
            .chosen = str_eq(typed, str_of(words[i]))};
    }
}

static void fill_group(struct request *request, struct out *out, const struct room *room,
                       const struct q_breakout_seats *own, struct room_work *work)
{
    struct str with = S("");
    for (size_t i = 0; i < room->seats_n; i++) {
        const struct q_breakout_seats *seat = &room->seats[i];
        bool here = seat->breakout_id == own->breakout_id && seat->group_number == own->group_number;
        if (here && seat->participant_id != own->participant_id && seat->short_name.n > 0) {
            with = join(request->arena, with, seat->short_name);
        }
    }
    work->is_seated = true;
    work->title = SAY(out, "You are in group {n}", slot("n", count(own->group_number)));
    work->with = with.n > 0 ? SAY(out, "With {names}.", slot("names", with)) : W(out, "Nobody else sits here yet.");
    work->follows = str_format(request->arena, "%lld", (long long)own->group_number);
    work->keep = str_format(request->arena, "%lld-%lld", (long long)own->breakout_id, (long long)own->group_number);
    for (size_t i = 0; i < room->groups_n; i++) {
        bool here = room->groups[i].breakout_id == own->breakout_id && room->groups[i].number == own->group_number;
        work->rev = here ? str_format(request->arena, "%lld", (long long)room->groups[i].rev) : work->rev;
    }
    work->once_card = request_once(request);
    work->once_says = request_once(request);
    work->card = form_field_of(request, form_find(room_group_form, "card"), W(out, "One sentence. Your group sees it, "
                                                                                  "not that it is yours."));
    work->says = form_field_of(request, form_find(room_group_form, "says"), W(out, "One sentence that all can test."));
}

static bool has_groups(struct str kind)
{
    return str_eq(kind, S("breakout")) || str_eq(kind, S("diverge")) || str_eq(kind, S("sort"));
}

enum fault room_work(struct request *request, struct out *out, const struct room *room, struct str uid,
                     struct room_page *m)
{
    struct own own;
    struct room_work *work = arena_new(request->arena, struct room_work);
    TRY(load_own(request, uid, &own));
    m->now = room_say_now(out, room);
    if (room->on == NULL) {
        return OK;
    }
    m->now_says = room_say_purpose(out, room);
    if (room->round == NULL && !str_eq(room->on->kind, S("breakout"))) {
        return OK;
    }
    if (room->round == NULL || !has_groups(room->on->kind)) {
        work->waits = true;
        work->title = W(out, "Groups are being made");
        m->work = room->round == NULL ? work : NULL;
        return OK;
    }
    work->block = room->on->uid;
    work->in_silence = str_eq(room->on->kind, S("diverge"));
    work->question = m->now_says;
    m->now_says = S("");
    work->action = url_path_of(request->arena, "/room/in/{}/group", request->params[0]);
    work->title = W(out, "You have no group yet");
    for (size_t i = 0; i < room->seats_n; i++) {
        if (room->seats[i].breakout_id == room->round->id && str_eq(room->seats[i].uid, uid)) {
            fill_group(request, out, room, &room->seats[i], work);
            fill_cards(request, out, &own, room->round->id, work);
            fill_statements(request, out, &own, room->round->id, work);
        }
    }
    m->follows = work->follows;
    m->rev = work->rev;
    m->work = work;
    return OK;
}
