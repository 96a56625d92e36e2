/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: a first talk between two cities. Before both have said yes these mails name cities and no person, not even the
** reader's own colleagues: they are sent on. */
#include "base/fields.h"
#include "store/kept.h"
#include "web/introduction/introduction_web.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

struct telling {
    struct draft *draft;
    struct q_introduction_by_uid row;
    bool is_from;
    struct zone zone;
};

/* FAULT_NOT_FOUND: it is gone, or the reader does not act for that city any more. */
static enum fault must_use find(struct draft *draft, struct telling *telling)
{
    struct q_introduction_acts acts;
    struct str uid = fields_get(draft->arena, draft->mail->fields, "introduction");
    telling->draft = draft;
    struct str side = fields_get(draft->arena, draft->mail->fields, "side");
    telling->is_from = str_eq(side, S("from"));
    TRY(q_introduction_by_uid(draft->db, draft->arena, uid, &telling->row));
    TRY(q_introduction_acts(draft->db, draft->arena, draft->mail->person.v, uid, side, draft->now, &acts));
    telling->zone = talk_zone(&telling->row, telling->is_from);
    return draft->m->site->key != NULL ? OK : FAULT_NOT_FOUND;
}

static struct url link_of(const struct telling *telling, const char *path)
{
    struct draft *draft = telling->draft;
    return mail_link_to(draft, TALK_LINK, talk_link_subject(draft->arena, telling->row.uid, telling->is_from,
                                                            draft->mail->person.v),
                        talk_link_ends(&telling->row, draft->now), path);
}

static void say_why(struct draft *draft)
{
    draft->m->why = W(&draft->out, "You get this mail because you act for your city in this network.");
}

/* ---- to who is asked */

static enum fault must_use say_match(struct telling *telling)
{
    struct draft *draft = telling->draft;
    const struct q_theme_list *rows;
    size_t n;
    TRY(kept_themes(draft->db, &rows, &n));
    const struct themes themes = {rows, n};
    struct str reason = say_talk_reason(&draft->out, &themes, telling->row.reason, telling->row.reason_what,
                                        telling->is_from);
    if (reason.n > 0) {
        mail_say(draft, reason);
    }
    return OK;
}

/* Fields: introduction, side. Not once it was answered. */
enum fault fill_talk_asked(struct draft *draft)
{
    struct telling telling;
    struct out *out = &draft->out;
    TRY(find(draft, &telling));
    if (!introduction_waits(&telling.row, draft->now)) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("from", talk_city(draft->arena, &telling.row, true)), slot("to", telling.row.to_city),
                           slot("one", say_talk_time(out, &telling.zone, telling.row.slot_1)),
                           slot("two", say_talk_time(out, &telling.zone, telling.row.slot_2)),
                           slot("three", say_talk_time(out, &telling.zone, telling.row.slot_3)),
                           slot("when", say_day(out, (struct maybe_int){true, telling.row.ends_at}))};
    draft->m->subject = words_text(out, W_NOTE("{from} asks {to} for a first talk"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(out, W_NOTE("Half an hour by phone or video, at one of these times: {one}; {two}; "
                                           "{three}."),
                               slots + 2, 3));
    mail_say(draft, say_talk_zone(out, &telling.row, false));
    TRY(say_match(&telling));
    mail_say(draft, W(out, "What they need, in one sentence:"));
    draft->m->quote = telling.row.need;
    mail_add_thing(draft, words_text(out, W_NOTE("You can answer until {when}: yes, not now, someone else here, or no. "
                                                 "Nothing of "
                                                 "you is shown to them before a yes."), slots + 5, 1),
                   W(out, "Answer"), link_of(&telling, "/first-talk/{}"));
    say_why(draft);
    return OK;
}

/* ---- how it stands */

static enum fault must_use tell_yes(struct telling *telling)
{
    struct draft *draft = telling->draft;
    struct out *out = &draft->out;
    struct q_introduction_both *rows;
    size_t n;
    TRY(q_introduction_both(draft->db, draft->arena, telling->row.uid, draft->now, &rows, &n));
    const struct q_introduction_both *other = talk_other(rows, n, telling->is_from);
    if (other == NULL) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", talk_city(draft->arena, &telling->row, !telling->is_from)), slot("name",
                                                                                                         other->name),
                           slot("mail", other->mail), slot("when", say_talk_time(out, &telling->zone,
                                                                                 telling->row.slot.v))};
    draft->m->subject = words_text(out, W_NOTE("You talk to {city}"), slots, 1);
    mail_say(draft, words_text(out, W_NOTE("Both cities said yes. You talk on {when}."), slots + 3, 1));
    mail_say(draft, say_talk_zone(out, &telling->row, telling->is_from));
    mail_say(draft, words_text(out, other->is_main ? W_NOTE("You talk to {name}, main contact of {city}: {mail}")
                                                    : W_NOTE("You talk to {name}, colleague of {city}: {mail}"), slots,
                                                        3));
    mail_say(draft, W(out, "Agree by mail who sends the link or phones. They have your name and address too."));
    mail_add_thing(draft, S(""), W(out, "Put it into my calendar"), link_of(telling, "/first-talk/{}/calendar"));
    mail_add_thing(draft, S(""), W(out, "See the introduction"), link_of(telling, "/first-talk/{}"));
    return OK;
}

static void tell_end(struct telling *telling)
{
    struct draft *draft = telling->draft;
    struct out *out = &draft->out;
    const struct q_introduction_by_uid *row = &telling->row;
    struct slot city = slot("city", talk_city(draft->arena, row, !telling->is_from));
    bool no = str_eq(row->state, S("no"));
    draft->m->subject = words_text(out, no                              ? W_NOTE("A first talk with {city}: the answer "
                                                                                 "is no")
                                        : str_eq(row->state, S("later")) ? W_NOTE("A first talk with {city}: not now")
                                                                         : W_NOTE("A first talk with {city}: it has "
                                                                                  "ended"),
                                   &city, 1);
    mail_say(draft, say_talk_state(out, row, telling->is_from, draft->now));
    if (no && row->why.n > 0) {
        mail_say(draft, W(out, "They wrote why:"));
        draft->m->quote = row->why;
    }
    mail_add_thing(draft, S(""), W(out, "See other cities worth talking to"),
                   url_path_of(draft->arena, "/member-cities/{}/profile", telling->is_from ? row->from_uid
                               : row->to_uid));
}

/* Fields: introduction, side. */
enum fault fill_talk(struct draft *draft)
{
    struct telling telling;
    TRY(find(draft, &telling));
    if (str_eq(telling.row.state, S("asked")) || str_eq(telling.row.state, S("withdrawn"))) {
        return FAULT_NOT_FOUND;
    }
    if (str_eq(telling.row.state, S("yes"))) {
        TRY(tell_yes(&telling));
    } else {
        tell_end(&telling);
    }
    draft->m->heading = draft->m->subject;
    say_why(draft);
    return OK;
}

/* ---- how it was */

/* Fields: introduction, side. Not to who has said it already. */
enum fault fill_talk_after(struct draft *draft)
{
    struct telling telling;
    struct out *out = &draft->out;
    TRY(find(draft, &telling));
    if (!str_eq(telling.row.state, S("yes")) || (telling.is_from ? telling.row.from_was : telling.row.to_was).n > 0) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", talk_city(draft->arena, &telling.row, !telling.is_from)),
                           slot("when", say_talk_time(out, &telling.zone, telling.row.slot.v))};
    draft->m->subject = words_text(out, W_NOTE("Your talk with {city}: two taps"), slots, 1);
    draft->m->heading = words_text(out, W_NOTE("Did you talk to {city}?"), slots, 1);
    mail_say(draft, words_text(out, W_NOTE("It was agreed for {when}. Tell us whether it was useful, and what next: "
                                           "the other city "
                                           "does not see it."), slots + 1, 1));
    mail_add_thing(draft, S(""), W(out, "Say how it was"), link_of(&telling, "/first-talk/{}"));
    say_why(draft);
    return OK;
}
