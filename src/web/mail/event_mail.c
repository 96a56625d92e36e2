/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: an event that somebody has registered for: cancelled, changed, a place is free, it begins. */
#include "base/fields.h"
#include "web/event/event_web.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

/* FAULT_NOT_FOUND: they have given their place back since. */
static enum fault must_use find(struct draft *draft, struct q_event_by_uid *row, struct q_event_person_of *own)
{
    struct str uid = fields_get(draft->arena, draft->mail->fields, "event");
    TRY(q_event_by_uid(draft->db, draft->arena, uid, row));
    return q_event_person_of(draft->db, draft->arena, uid, draft->mail->person.v, own);
}

static void say_event(struct draft *draft, const struct q_event_by_uid *row, const struct q_event_person_of *own)
{
    struct out *out = &draft->out;
    bool is_on = str_eq(row->state, S("on"));
    struct slot link = slot("link", row->online);
    mail_say(draft, event_say_when(out, row->zone, row->starts_at, row->ends_at));
    if (is_on) {
        mail_say(draft, event_say_where(out, row->place, row->online.n > 0));
    }
    if (is_on && row->online.n > 0 && str_eq(own->state, S("in"))) {
        mail_say(draft, words_text(out, W_NOTE("Online: {link}"), &link, 1));
    }
    mail_add_thing(draft, S(""), is_on ? W(out, "See the event, or give your place back") : W(out, "See the event"),
                   url_path_of(draft->arena, "/events/{}/register", row->uid));
    draft->m->heading = draft->m->subject;
    draft->m->why = W(out, "You get this mail because you have registered for this event.");
}

/* Fields: event, what. */
enum fault fill_event(struct draft *draft)
{
    struct q_event_by_uid row;
    struct q_event_person_of own;
    struct out *out = &draft->out;
    struct str what = fields_get(draft->arena, draft->mail->fields, "what");
    TRY(find(draft, &row, &own));
    struct slot title = slot("title", row.title);
    if (str_eq(row.state, S("off"))) { /* whatever came before that */
        draft->m->subject = words_text(out, W_NOTE("Cancelled: {title}"), &title, 1);
        draft->m->quote = row.off_why;
    } else if (str_eq(what, S("seat"))) {
        draft->m->subject = words_text(out, W_NOTE("You have a place: {title}"), &title, 1);
    } else {
        draft->m->subject = words_text(out, W_NOTE("Time or place has changed: {title}"), &title, 1);
    }
    say_event(draft, &row, &own);
    return OK;
}

/* Fields: event. Not once it has begun. */
enum fault fill_event_soon(struct draft *draft)
{
    struct q_event_by_uid row;
    struct q_event_person_of own;
    TRY(find(draft, &row, &own));
    struct slot title = slot("title", row.title);
    if (!str_eq(row.state, S("on")) || row.starts_at <= draft->now || !str_eq(own.state, S("in"))) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = words_text(&draft->out, W_NOTE("Your next date: {title}"), &title, 1);
    say_event(draft, &row, &own);
    return OK;
}
