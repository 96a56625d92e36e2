/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: asked, answered, over. */
#include "store/introduction.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/mail.h"

#define UID_BYTES 16u

/* ---- mails */

static enum fault must_use add_mail(struct db *db, struct arena *arena, struct mail_new *mail, struct str uid,
                                    const char *side, int64_t now)
{
    bool added;
    mail->fields = str_format(arena, "introduction=%.*s\nside=%s\n", STR_ARG(uid), side);
    return mail_add(db, arena, mail, now, &added); /* not added: too many this week; it waits on their desk */
}

/* To those of the asked city with that role, but `by`. *ret_n: how many. */
static enum fault must_use ask_people(struct db *db, struct arena *arena, struct str uid, struct str member_uid,
                                      bool mains, int64_t by, int64_t now, size_t *ret_n)
{
    struct q_introduction_people *rows;
    size_t n, asked = 0;
    TRY(q_introduction_people(db, arena, member_uid, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct mail_new mail = {.kind = S(TALK_ASKED_MAIL), .address = rows[i].mail, .person = rows[i].person_id,
                                .language = rows[i].language};
        if (rows[i].is_main == mains && rows[i].person_id != by) {
            TRY(add_mail(db, arena, &mail, uid, "to", now));
            asked++;
        }
    }
    *ret_n = asked;
    return OK;
}

/* To who stands for a side; nobody does: no mail. */
static enum fault must_use tell(struct db *db, struct arena *arena, const char *kind, struct str uid, bool is_from,
                                int64_t now)
{
    struct q_introduction_reach *rows;
    size_t n;
    TRY(q_introduction_reach(db, arena, uid, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct mail_new mail = {.kind = str_of(kind), .address = rows[i].mail, .person = rows[i].person_id,
                                .language = rows[i].language};
        if (rows[i].is_from == is_from) {
            return add_mail(db, arena, &mail, uid, is_from ? "from" : "to", now);
        }
    }
    return OK;
}

/* ---- whether one may ask */

struct talk introduction_talk(const struct q_introduction_of_city *row)
{
    struct talk talk = {.we_asked = row->we_asked, .ends_at = row->ends_at, .answered_at = row->answered_at.v,
                        .slot = row->slot.v};
    check(talk_state_parse(row->state, &talk.state)); /* the schema holds it */
    check(talk_was_parse(row->our_was, &talk.was));
    return talk;
}

/* How they stand, by what the city has with that one. */
static enum fault must_use find_between(struct db *db, struct arena *arena, struct str from_uid, struct str to_uid,
                                         int64_t now, struct introduction_room *room)
{
    struct q_introduction_of_city *rows;
    size_t n, talks_n = 0, which = 0;
    TRY(q_introduction_of_city(db, arena, from_uid, &rows, &n));
    struct talk *talks = arena_array(arena, struct talk, n + 1);
    struct str *uids = arena_array(arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].other_uid, to_uid)) {
            uids[talks_n] = rows[i].uid;
            talks[talks_n++] = introduction_talk(&rows[i]);
        }
    }
    room->between = introduction_between(talks, talks_n, now, &which, &room->until);
    room->uid = room->between != BETWEEN_NEW ? uids[which] : S("");
    room->talk = room->between != BETWEEN_NEW ? talks[which] : (struct talk){0};
    return OK;
}

void introduction_find_room_soon(struct db *db, struct str from_uid, struct str to_uid, int64_t now)
{
    q_introduction_of_city_soon(db, from_uid);
    q_introduction_asks_soon(db, from_uid, now - TALK_MONTH_S);
    q_introduction_asked_soon(db, to_uid, now - TALK_MONTH_S);
    q_introduction_people_soon(db, to_uid, now);
}

enum fault introduction_find_room(struct db *db, struct arena *arena, struct str from_uid, struct str to_uid,
                                  int64_t now, struct introduction_room *ret_room)
{
    struct introduction_room room = {.closed = TALK_OPEN, .uid = S("")};
    struct q_introduction_asks *asks;
    struct q_introduction_asked *asked;
    struct q_introduction_people *people;
    size_t asks_n, asked_n, people_n;
    TRY(find_between(db, arena, from_uid, to_uid, now, &room));
    TRY(q_introduction_asks(db, arena, from_uid, now - TALK_MONTH_S, &asks, &asks_n));
    TRY(q_introduction_asked(db, arena, to_uid, now - TALK_MONTH_S, &asked, &asked_n));
    TRY(q_introduction_people(db, arena, to_uid, now, &people, &people_n));
    int64_t *times = arena_array(arena, int64_t, asks_n + asked_n + 1);
    for (size_t i = 0; i < asks_n; i++) {
        times[i] = asks[i].made_at;
    }
    for (size_t i = 0; i < asked_n; i++) {
        times[asks_n + i] = asked[i].made_at;
    }
    int64_t we_until = introduction_full_until(times, asks_n, TALK_ASKS_MAX);
    int64_t they_until = introduction_full_until(times + asks_n, asked_n, TALK_ASKED_MAX);
    if (!between_may_ask(room.between)) {
        room.closed = TALK_STANDS;
    } else if (we_until > 0 || they_until > 0) {
        room.closed = we_until > 0 ? TALK_WE_FULL : TALK_THEY_FULL;
        room.until = we_until > 0 ? we_until : they_until;
    } else if (people_n == 0) {
        room.closed = TALK_NOBODY;
    }
    *ret_room = room;
    return OK;
}

/* ---- asking */

static bool has_main(const struct q_introduction_people *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].is_main) {
            return true;
        }
    }
    return false;
}

enum fault introduction_add(struct db *db, struct arena *arena, const struct introduction_new *new, int64_t now,
                            struct str *ret_uid)
{
    struct introduction_room room;
    struct q_introduction_people *people;
    size_t n;
    TRY(introduction_find_room(db, arena, new->from_uid, new->to_uid, now, &room));
    if (room.closed != TALK_OPEN || new->from_id == new->to_id) {
        return FAULT_CONFLICT;
    }
    TRY(q_introduction_people(db, arena, new->to_uid, now, &people, &n));
    bool mains = has_main(people, n);
    int64_t last = new->slots[0];
    for (size_t i = 1; i < TALK_SLOTS; i++) {
        last = new->slots[i] > last ? new->slots[i] : last;
    }
    const struct q_introduction_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .from_id = new->from_id, .to_id = new->to_id, .from_person = new->person,
        .need = str_trim(new->need), .reason = new->reason, .reason_what = new->reason_what,
        .slot_1 = new->slots[0], .slot_2 = new->slots[1], .slot_3 = new->slots[2],
        .asked_role = mains ? S("main_contact") : S("colleague"), .now = now,
        .ends_at = last < now + TALK_WAIT_S ? last : now + TALK_WAIT_S, .remove_at = now + TALK_WAIT_S + TALK_KEPT_S,
    };
    TRY(q_introduction_add(db, &in));
    TRY(ask_people(db, arena, in.uid, new->to_uid, mains, 0, now, &n));
    *ret_uid = in.uid;
    return OK;
}

/* ---- the answer */

bool introduction_waits(const struct q_introduction_by_uid *row, int64_t now)
{
    return str_eq(row->state, S("asked")) && row->ends_at > now && !row->from_left && !row->to_left;
}

static enum fault must_use asker_is_there(struct db *db, struct arena *arena, struct str uid, int64_t now)
{
    struct q_introduction_reach *rows;
    size_t n;
    TRY(q_introduction_reach(db, arena, uid, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (rows[i].is_from) {
            return OK;
        }
    }
    return FAULT_CONFLICT;
}

enum fault introduction_answer(struct db *db, struct arena *arena, const struct q_introduction_by_uid *row,
                               const struct introduction_answer *answer, int64_t now)
{
    bool yes = answer->state == TALK_YES;
    const struct q_introduction_save_in in = {
        .id = row->id, .state = talk_state_word(answer->state), .now = now,
        .why = answer->state == TALK_NO ? str_trim(answer->why) : S(""), .slot = {yes, yes ? answer->slot : 0},
        .to_person = {true, answer->person},
        .remove_at = yes ? answer->slot + TALK_HELD_KEPT_S : now + TALK_KEPT_S,
    };
    if (!introduction_waits(row, now)) {
        return FAULT_CONFLICT;
    }
    TRY(yes ? asker_is_there(db, arena, row->uid, now) : OK);
    TRY(q_introduction_save(db, &in));
    TRY(tell(db, arena, TALK_MAIL, row->uid, true, now));
    return yes ? tell(db, arena, TALK_MAIL, row->uid, false, now) : OK;
}

enum fault introduction_pass(struct db *db, struct arena *arena, const struct q_introduction_by_uid *row, int64_t by,
                             int64_t now)
{
    size_t n;
    if (!introduction_waits(row, now) || str_eq(row->asked_role, S("colleague"))) {
        return FAULT_CONFLICT;
    }
    TRY(q_introduction_pass(db, row->id));
    TRY(ask_people(db, arena, row->uid, row->to_uid, false, by, now, &n));
    return n > 0 ? OK : FAULT_NOT_FOUND;
}

/* Without an answer. */
static enum fault must_use close_row(struct db *db, int64_t id, const char *state, int64_t now)
{
    const struct q_introduction_save_in in = {.id = id, .state = str_of(state), .why = S(""), .now = now,
                                              .remove_at = now + TALK_KEPT_S};
    return q_introduction_save(db, &in);
}

bool introduction_may_take(const struct q_introduction_by_uid *row, bool is_from, int64_t person, int64_t now)
{
    struct maybe_int stands = is_from ? row->from_person : row->to_person;
    bool is_to_come = str_eq(row->state, S("yes")) && row->slot.known && row->slot.v > now && !row->from_left
                      && !row->to_left;
    return (is_to_come || (is_from && introduction_waits(row, now))) && !(stands.known && stands.v == person);
}

enum fault introduction_take(struct db *db, struct arena *arena, const struct q_introduction_by_uid *row, bool is_from,
                             int64_t person, int64_t now)
{
    if (!introduction_may_take(row, is_from, person, now)) {
        return FAULT_CONFLICT;
    }
    TRY(is_from ? q_introduction_from_takes(db, row->id, person) : q_introduction_to_takes(db, row->id, person));
    if (!str_eq(row->state, S("yes"))) {
        return OK; /* nobody has been named yet */
    }
    TRY(tell(db, arena, TALK_MAIL, row->uid, true, now));
    return tell(db, arena, TALK_MAIL, row->uid, false, now);
}

enum fault introduction_withdraw(struct db *db, const struct q_introduction_by_uid *row, int64_t now)
{
    if (!introduction_waits(row, now)) {
        return FAULT_CONFLICT;
    }
    return close_row(db, row->id, "withdrawn", now);
}

enum fault introduction_say(struct db *db, const struct q_introduction_by_uid *row, bool is_from, enum talk_was was,
                            enum talk_next next, int64_t now)
{
    if (!str_eq(row->state, S("yes")) || !row->slot.known || row->slot.v > now) {
        return FAULT_CONFLICT;
    }
    return is_from ? q_introduction_from_says(db, row->id, talk_was_word(was), talk_next_word(next))
                   : q_introduction_to_says(db, row->id, talk_was_word(was), talk_next_word(next));
}

bool introduction_takes_hours(const struct q_introduction_by_uid *row)
{
    enum talk_next ours = NEXT_UNSAID, theirs = NEXT_UNSAID;
    check(talk_next_parse(row->from_next, &ours)); /* the schema holds it */
    check(talk_next_parse(row->to_next, &theirs));
    return str_eq(row->state, S("yes")) && introduction_agrees_hours(ours, theirs);
}

enum fault introduction_give(struct db *db, const struct q_introduction_by_uid *row, bool is_from,
                             struct maybe_int hours)
{
    if (!introduction_takes_hours(row)) {
        return FAULT_CONFLICT;
    }
    return is_from ? q_introduction_from_gives(db, row->id, hours) : q_introduction_to_gives(db, row->id, hours);
}

/* ---- the clock */

static enum fault must_use end_some(struct db *db, struct arena *arena, int64_t now)
{
    struct q_introduction_to_end *rows;
    struct q_introduction_by_uid row;
    size_t n;
    TRY(q_introduction_to_end(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_introduction_by_uid(db, arena, rows[i].uid, &row));
        TRY(close_row(db, row.id, rows[i].late ? "expired" : "ended", now));
        TRY(tell(db, arena, TALK_MAIL, row.uid, true, now));
    }
    return OK;
}

static enum fault must_use ask_how_it_was(struct db *db, struct arena *arena, int64_t now)
{
    struct q_introduction_after_due *rows;
    size_t n;
    TRY(q_introduction_after_due(db, arena, now - TALK_AFTER_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        bool helps = rows[i].slot.v > now - TALK_AFTER_LATE_S;
        TRY(q_introduction_after_save(db, rows[i].id, now));
        TRY(helps ? tell(db, arena, TALK_AFTER_MAIL, rows[i].uid, true, now) : OK);
        TRY(helps ? tell(db, arena, TALK_AFTER_MAIL, rows[i].uid, false, now) : OK);
    }
    return OK;
}

enum fault introduction_end(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    TRY(db_end(db, end_some(db, arena, now)));
    TRY(db_begin(db));
    TRY(db_end(db, ask_how_it_was(db, arena, now)));
    return q_introduction_forget(db, now);
}
