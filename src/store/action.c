/* SPDX-License-Identifier: AGPL-3.0-or-later
** action: actions of leadership programmes, what is said of them, and the clock that asks. */
#include "store/action.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/mail.h"
#include "store/person.h"

#define UID_BYTES 16u
#define DAY_S 86400

enum fault action_put(struct db *db, struct arena *arena, int64_t programme_id, int64_t id,
                      const struct action_new *new, int64_t now)
{
    struct str folded = person_fold_mail(arena, new->mail), uid = rand_hex(arena, UID_BYTES);
    struct q_action_room room;
    struct q_action_id made;
    if (id != 0) {
        return q_action_save(db, &(struct q_action_save_in){
            .id = id, .what = new->what, .participant_id = new->participant_id, .person_id = new->person_id,
            .who = new->who, .mail = new->mail, .mail_folded = folded, .decision_id = new->decision_id});
    }
    TRY(q_action_room(db, arena, programme_id, &room));
    if (room.n >= ACTIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_action_add(db, &(struct q_action_add_in){
        .uid = uid, .programme_id = programme_id, .what = new->what, .participant_id = new->participant_id,
        .person_id = new->person_id, .who = new->who, .mail = new->mail, .mail_folded = folded,
        .due_on = new->due_on, .decision_id = new->decision_id, .made_by = new->by, .now = now}));
    TRY(q_action_id(db, arena, uid, &made));
    return q_action_step_add(db, &(struct q_action_step_add_in){
        .action_id = made.id, .step = action_step_word(ACTION_STEP_MADE), .due_on = new->due_on, .says = S(""),
        .person_id = {true, new->by}, .now = now});
}

enum fault action_say(struct db *db, const struct q_action_by_uid *action, const struct action_saying *saying,
                      int64_t now)
{
    struct str state = saying->step == ACTION_STEP_DONE      ? S("done")
                       : saying->step == ACTION_STEP_DROPPED ? S("dropped")
                                                             : S("open");
    struct date due_on = saying->step == ACTION_STEP_MOVED ? saying->due_on : action->due_on;
    if (action->steps >= ACTION_STEPS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_action_step_add(db, &(struct q_action_step_add_in){
        .action_id = action->id, .step = action_step_word(saying->step), .due_on = due_on, .says = saying->says,
        .by_link = !saying->person_id.known, .person_id = saying->person_id, .now = now}));
    return q_action_state(db, action->id, state, due_on);
}

/* ---- the clock */

/* Somebody with some of their actions: one mail. */
struct asking {
    int64_t programme_id, person_id;
    struct str mail, language;
    const char *why;
    struct str uids;
    size_t n;
};

/* False: it could not go now, and is tried again. */
static enum fault must_use send_one(struct db *db, struct arena *arena, const struct asking *asking, int64_t now,
                                    bool *ret_sent)
{
    struct str rest;
    const struct mail_new mail = {
        .kind = S(ACTION_MAIL), .address = asking->mail, .person = asking->person_id,
        .language = str_cut(asking->language, ' ', &rest),
        .fields = str_format(arena, "why=%s\nactions=%.*s\n", asking->why, STR_ARG(asking->uids))};
    return mail_add(db, arena, &mail, now, ret_sent);
}

static void take_up(struct arena *arena, struct asking *asking, struct str uid)
{
    asking->uids = asking->n == 0 ? uid : str_format(arena, "%.*s %.*s", STR_ARG(asking->uids), STR_ARG(uid));
    asking->n++;
}

static enum fault must_use nudge(struct db *db, struct arena *arena, int64_t now)
{
    struct date today = {(int32_t)(now / DAY_S)};
    struct q_action_due *rows;
    size_t n, next;
    TRY(q_action_due(db, arena, (struct date){today.days - ACTION_LATE_DAYS}, (struct date){today.days + 1}, today,
                     &rows, &n));
    for (size_t i = 0; i < n; i = next) {
        bool sent;
        struct asking asking = {rows[i].programme_id, rows[i].person_id, rows[i].mail, rows[i].language,
                                rows[i].is_late ? "late" : "due", S(""), 0};
        for (next = i; next < n && asking.n < ACTION_MAIL_THINGS && rows[next].programme_id == asking.programme_id &&
                       rows[next].is_late == rows[i].is_late && str_eq(rows[next].mail, asking.mail); next++) {
            take_up(arena, &asking, rows[next].uid);
        }
        TRY(send_one(db, arena, &asking, now, &sent));
        for (size_t k = i; k < next && sent; k++) {
            TRY(rows[k].is_late ? q_action_late(db, rows[k].id, rows[k].due_on)
                                : q_action_nudged(db, rows[k].id, rows[k].due_on));
        }
    }
    return OK;
}

static enum fault must_use begin_reviews(struct db *db, struct arena *arena, int days, int64_t now)
{
    int32_t today = (int32_t)(now / DAY_S);
    struct q_action_review_due *rows;
    size_t n;
    TRY(q_action_review_due(db, arena, (struct date){today - days - ACTION_REVIEW_WINDOW},
                            (struct date){today - days}, days, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_action_review_begin(db, rows[i].programme_id, days, now));
    }
    return OK;
}

static enum fault must_use ask_of(struct db *db, struct arena *arena, int days, int64_t now)
{
    struct q_action_to_ask *rows;
    size_t n, next;
    const char *why = str_format(arena, "%d", days).s;
    TRY(q_action_to_ask(db, arena, days, now - (int64_t)ACTION_REVIEW_WINDOW * DAY_S, &rows, &n));
    for (size_t i = 0; i < n; i = next) {
        bool sent;
        struct asking asking = {rows[i].programme_id, rows[i].person_id, rows[i].mail, rows[i].language, why, S(""), 0};
        for (next = i; next < n && asking.n < ACTION_MAIL_THINGS && rows[next].programme_id == asking.programme_id &&
                       str_eq(rows[next].mail, asking.mail); next++) {
            take_up(arena, &asking, rows[next].uid);
        }
        TRY(send_one(db, arena, &asking, now, &sent));
        for (size_t k = i; k < next && sent; k++) {
            TRY(q_action_reviewed(db, rows[k].id, days));
        }
    }
    return OK;
}

static enum fault must_use tell_city(struct db *db, struct arena *arena, const struct q_action_review_to_tell *row,
                                     int64_t now)
{
    struct q_action_contact contact;
    bool added = true;
    enum fault fault = q_action_contact(db, arena, row->member_uid, now, &contact);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    if (fault == OK) {
        const struct mail_new mail = {
            .kind = S(ACTION_REVIEW_MAIL), .address = contact.mail, .person = contact.person_id,
            .language = contact.language,
            .fields = str_format(arena, "programme=%.*s\nmember=%.*s\ndays=%lld\n", STR_ARG(row->programme_uid),
                                 STR_ARG(row->member_uid), (long long)row->days)};
        TRY(mail_add(db, arena, &mail, now, &added)); /* not added: too many this week; again at the next look */
    }
    return added ? q_action_review_told(db, row->programme_id, row->days, now) : OK;
}

static enum fault must_use look(struct db *db, struct arena *arena, int64_t now)
{
    struct q_action_review_to_tell *rows;
    size_t n;
    TRY(nudge(db, arena, now));
    for (size_t i = 0; i < ACTION_REVIEWS; i++) {
        TRY(begin_reviews(db, arena, action_review_days[i], now));
        TRY(ask_of(db, arena, action_review_days[i], now));
    }
    TRY(q_action_review_to_tell(db, arena, now - ACTION_TELL_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(tell_city(db, arena, &rows[i], now));
    }
    return OK;
}

enum fault action_clock(struct db *db, struct arena *arena, int64_t now)
{
    struct arena_mark mark = arena_mark(arena);
    TRY(db_begin(db));
    enum fault fault = db_end(db, look(db, arena, now));
    arena_rewind(arena, mark);
    return fault;
}

/* ---- it goes */

enum fault action_forget_parts(struct db *db)
{
    TRY(q_action_forget(db));
    TRY(q_action_step_forget(db));
    return q_action_review_forget(db);
}

enum fault action_forget(struct db *db, struct date ended_before)
{
    return q_action_forget_mail(db, ended_before);
}

enum fault action_erase_participant(struct db *db, struct str uid)
{
    return q_action_erase_participant(db, uid);
}

enum fault action_erase_address(struct db *db, struct str folded)
{
    TRY(q_action_step_erase_mail(db, folded));
    return q_action_erase_mail(db, folded);
}

enum fault action_erase_person(struct db *db, int64_t person)
{
    TRY(q_action_step_erase_holder(db, person));
    TRY(q_action_erase_holder(db, person));
    TRY(q_action_erase_maker(db, person));
    return q_action_step_erase_person(db, person);
}
