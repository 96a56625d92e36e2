/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: made, changed, cancelled; who comes. */
#include "store/event.h"

#include "base/fields.h"
#include "base/rand.h"
#include "store/mail.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

/* ---- mails */

/* useful_s: it is no news any more when the event is over. */
static enum fault must_use add_mail(struct db *db, struct arena *arena, struct mail_new *mail,
                                    const struct q_event_by_uid *row, const char *what, int64_t now)
{
    bool added;
    int64_t left_s = row->ends_at - now;
    mail->fields = str_format(arena, "event=%.*s\nwhat=%s\n", STR_ARG(row->uid), what);
    mail->useful_s = left_s > 0 && left_s < MAIL_USEFUL_S ? left_s : 0;
    return mail_add(db, arena, mail, now, &added); /* a reminder not added: too many this week; the desk has it */
}

static enum fault must_use tell_all(struct db *db, struct arena *arena, const struct q_event_by_uid *row,
                                    const char *what, int64_t now)
{
    struct q_event_reach *rows;
    size_t n;
    TRY(q_event_reach(db, arena, row->id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct mail_new mail = {.kind = S(EVENT_MAIL), .address = rows[i].mail, .person = rows[i].person_id,
                                .language = rows[i].language};
        TRY(add_mail(db, arena, &mail, row, what, now));
    }
    return OK;
}

/* ---- seats */

struct event_room event_room_of(const struct q_event_by_uid *row, const struct q_event_counts *counts)
{
    return (struct event_room){str_eq(row->state, S("on")), row->starts_at, row->seats, row->register_by,
                               counts->coming, counts->waiting};
}

/* Who waits comes, as far as there are seats. */
static enum fault must_use fill_seats(struct db *db, struct arena *arena, const struct q_event_by_uid *row, int64_t now)
{
    struct q_event_counts counts;
    struct q_event_waiting *rows;
    size_t n;
    if (!str_eq(row->state, S("on")) || row->starts_at <= now) {
        return OK;
    }
    TRY(q_event_counts(db, arena, row->uid, &counts));
    TRY(q_event_waiting(db, arena, row->id, &rows, &n));
    for (size_t i = 0; i < n && (!row->seats.known || counts.coming + (int64_t)i < row->seats.v); i++) {
        struct mail_new mail = {.kind = S(EVENT_MAIL), .address = rows[i].mail, .person = rows[i].person_id,
                                .language = rows[i].language};
        TRY(q_event_let_in(db, row->id, rows[i].number));
        TRY(add_mail(db, arena, &mail, row, "seat", now));
    }
    return OK;
}

/* ---- making and changing */

static enum fault must_use log_it(struct db *db, struct arena *arena, const char *kind,
                                  const struct q_event_by_uid *row, struct str why, const struct log_someone *who,
                                  int64_t now)
{
    struct buf CLEANUP(buf_done) fields;
    buf_init(&fields, LOG_FIELDS_MAX);
    fields_put(&fields, "event", row->uid);
    fields_put(&fields, "title", row->title);
    if (why.n > 0) {
        fields_put(&fields, "why", why);
    }
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .who = *who, .now = now, .fields = str_copy(arena, buf_str(&fields))});
}

static enum fault must_use save(struct db *db, const struct q_event_by_uid *row)
{
    const struct q_event_save_in in = {
        .id = row->id, .sequence = row->sequence, .title = row->title, .says = row->says, .starts_at = row->starts_at,
        .ends_at = row->ends_at, .zone = row->zone, .place = row->place, .online = row->online,
        .languages = row->languages, .seen_by = row->seen_by, .seats = row->seats, .register_by = row->register_by,
        .state = row->state, .off_why = row->off_why, .changed_at = row->changed_at};
    return q_event_save(db, &in);
}

/* What people see has changed. */
static enum fault must_use save_seen(struct db *db, struct arena *arena, struct q_event_by_uid *row, const char *kind,
                                     struct str why, const struct log_someone *who, int64_t now)
{
    row->changed_at = now;
    TRY(save(db, row));
    TRY(q_setting_note_change(db));
    return log_it(db, arena, kind, row, why, who, now);
}

enum fault event_add(struct db *db, struct arena *arena, const struct q_event_by_uid *new, int64_t person, int64_t now,
                     struct str *ret_uid)
{
    const struct q_event_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .title = new->title, .says = new->says, .starts_at = new->starts_at,
        .ends_at = new->ends_at, .zone = new->zone, .place = new->place, .online = new->online,
        .languages = new->languages, .seen_by = new->seen_by, .seats = new->seats, .register_by = new->register_by,
        .made_by = {true, person}, .now = now};
    *ret_uid = in.uid;
    return q_event_add(db, &in);
}

enum fault event_copy(struct db *db, struct arena *arena, const struct q_event_by_uid *row, int64_t person, int64_t now,
                      struct str *ret_uid)
{
    struct q_event_by_uid copy = *row;
    struct zone zone = event_zone(row->zone);
    int64_t later_s = event_copy_later_s(&zone, row->starts_at, now);
    copy.starts_at += later_s;
    copy.ends_at += later_s;
    copy.register_by.v += row->register_by.known ? later_s : 0;
    return event_add(db, arena, &copy, person, now, ret_uid);
}

/* That who comes has to know at once. */
static bool is_elsewhere(const struct q_event_by_uid *before, const struct q_event_by_uid *after)
{
    return before->starts_at != after->starts_at || before->ends_at != after->ends_at ||
           !str_eq(before->place, after->place) || !str_eq(before->online, after->online);
}

enum fault event_change(struct db *db, struct arena *arena, const struct q_event_by_uid *before,
                        const struct q_event_by_uid *after, const struct log_someone *who, int64_t now)
{
    struct q_event_by_uid row = *after;
    if (str_eq(before->state, S("draft"))) {
        return save(db, &row);
    }
    if (!str_eq(before->state, S("on")) || before->ends_at <= now) {
        return FAULT_CONFLICT;
    }
    row.sequence = before->sequence + 1;
    TRY(save_seen(db, arena, &row, "event-changed", S(""), who, now));
    TRY(is_elsewhere(before, &row) ? tell_all(db, arena, &row, "changed", now) : OK);
    return fill_seats(db, arena, &row, now);
}

enum fault event_publish(struct db *db, struct arena *arena, const struct q_event_by_uid *row,
                         const struct log_someone *who, int64_t now)
{
    struct q_event_by_uid next = *row;
    if (!str_eq(row->state, S("draft"))) {
        return FAULT_CONFLICT;
    }
    if (row->starts_at <= now) {
        return FAULT_TOO_LARGE;
    }
    if (row->place.n + row->online.n == 0) {
        return FAULT_INVALID;
    }
    next.state = S("on");
    return save_seen(db, arena, &next, "event-published", S(""), who, now);
}

enum fault event_cancel(struct db *db, struct arena *arena, const struct q_event_by_uid *row, struct str why,
                          const struct log_someone *who, int64_t now)
{
    struct q_event_by_uid next = *row;
    if (!str_eq(row->state, S("on")) || row->ends_at <= now) {
        return FAULT_CONFLICT;
    }
    next.state = S("off");
    next.off_why = str_trim(why);
    next.sequence++;
    TRY(save_seen(db, arena, &next, "event-cancelled", next.off_why, who, now));
    return tell_all(db, arena, &next, "off", now);
}

enum fault event_remove(struct db *db, const struct q_event_by_uid *row)
{
    return str_eq(row->state, S("draft")) ? q_event_remove(db, row->id) : FAULT_CONFLICT;
}

/* ---- who comes */

enum fault event_register(struct db *db, struct arena *arena, const struct q_event_by_uid *row, int64_t person,
                          int64_t member, struct str needs, int64_t now, bool *ret_waits)
{
    struct q_event_counts counts;
    struct q_event_person_of is;
    TRY(q_event_counts(db, arena, row->uid, &counts));
    const struct event_room room = event_room_of(row, &counts);
    enum event_door door = event_judge_room(&room, now);
    enum fault fault = q_event_person_of(db, arena, row->uid, person, &is);
    if (fault == OK || (door != EVENT_OPEN && door != EVENT_FULL)) {
        return FAULT_CONFLICT;
    }
    if (fault != FAULT_NOT_FOUND) {
        return fault;
    }
    *ret_waits = door == EVENT_FULL;
    return q_event_person_add(db, row->id, person, member, *ret_waits ? S("waiting") : S("in"), str_trim(needs), now);
}

enum fault event_give_back(struct db *db, struct arena *arena, const struct q_event_by_uid *row, int64_t person,
                           int64_t now)
{
    if (row->starts_at <= now) {
        return FAULT_CONFLICT;
    }
    TRY(q_event_person_remove(db, row->id, person));
    return fill_seats(db, arena, row, now);
}

/* ---- the clock */

static enum fault must_use fill_all(struct db *db, struct arena *arena, int64_t now)
{
    struct q_event_with_waiting *rows;
    size_t n;
    TRY(q_event_with_waiting(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct q_event_by_uid row;
        TRY(q_event_by_uid(db, arena, rows[i].uid, &row));
        TRY(fill_seats(db, arena, &row, now));
    }
    return OK;
}

static enum fault must_use remind(struct db *db, struct arena *arena, int64_t now)
{
    struct q_event_remind *rows;
    size_t n;
    TRY(q_event_remind(db, arena, now, now + EVENT_SOON_S, EVENT_EARLY_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct mail_new mail = {.kind = S(EVENT_SOON_MAIL), .address = rows[i].mail, .person = rows[i].person_id,
                                .language = rows[i].language};
        const struct q_event_by_uid row = {.uid = rows[i].uid, .ends_at = rows[i].ends_at};
        TRY(add_mail(db, arena, &mail, &row, "soon", now));
        TRY(q_event_told(db, rows[i].event_id, rows[i].number, now));
    }
    return OK;
}

static enum fault must_use look(struct db *db, struct arena *arena, int64_t now)
{
    TRY(q_event_forget_left(db, now));
    TRY(fill_all(db, arena, now));
    TRY(remind(db, arena, now));
    TRY(q_event_forget_needs(db, now - EVENT_NEEDS_KEPT_S));
    TRY(q_event_forget_people(db, now - EVENT_PEOPLE_KEPT_S));
    return q_event_forget(db, now - EVENT_KEPT_S);
}

enum fault event_clock(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, look(db, arena, now));
}
