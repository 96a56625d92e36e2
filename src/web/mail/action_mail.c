/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: to who does an action of a leadership programme: its day is near, or over, or what became of it is asked;
** and to the main contact of the city, where to read what became of all. */
#include "base/fields.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/mail/mail_parts.h"
#include "web/notes/action_web.h"
#include "web/say.h"

static void say_why(struct draft *draft, struct str why, const struct slot *slots)
{
    struct out *out = &draft->out;
    bool due = str_eq(why, S("due")), late = str_eq(why, S("late"));
    draft->m->subject = words_text(out, due    ? W_NOTE("Due soon: what you do after “{name}”")
                                        : late ? W_NOTE("Is it done? What you do after “{name}”")
                                               : W_NOTE("What became of it? What you do after “{name}”"), slots, 1);
    draft->m->heading = draft->m->subject;
    mail_say(draft, due    ? W(out, "Its day is near. With one click you say that it is done, or give it a new day.")
                    : late ? W(out, "Its day is over. With one click you say that it is done, give it a new day, or "
                                    "say that it will not happen.")
                           : W(out, "Some time has passed. With one click you say that it is done, give it a new day, "
                                    "or say that it will not happen: all three help."));
}

/* Fields: why, actions. Not of those that are done or dropped meanwhile. */
enum fault fill_action(struct draft *draft)
{
    struct str why = fields_get(draft->arena, draft->mail->fields, "why");
    struct str uid, rest = fields_get(draft->arena, draft->mail->fields, "actions");
    struct q_action_by_uid row, last = {0};
    struct out *out = &draft->out;
    while (rest.s != NULL && draft->m->things_n < MAIL_THINGS_MAX && draft->m->site->key != NULL) {
        uid = str_cut(rest, ' ', &rest);
        enum fault fault = q_action_by_uid(draft->db, draft->arena, uid, &row);
        if (fault == FAULT_NOT_FOUND || (fault == OK && !str_eq(row.state, S("open")))) {
            continue;
        }
        TRY(fault);
        last = row;
        struct slot slots[] = {slot("what", row.what), slot("day", row.due_on)};
        mail_add_thing(draft, words_text(out, W_NOTE("By {day}: {what}"), slots, 2), W(out, "Say how it stands"),
                       mail_link_to(draft, ACTION_LINK, row.uid, draft->now + ACTION_LINK_S, "/actions/{}"));
    }
    if (draft->m->things_n == 0) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("name", last.programme), slot("city", last.city)};
    say_why(draft, why, slots);
    draft->m->why = words_text(out, W_NOTE("You get this mail because it was written down after “{name}”, held by "
                                           "{city}, that you do it."), slots, 2);
    return OK;
}

/* Fields: programme, member, days. */
enum fault fill_action_review(struct draft *draft)
{
    struct q_programme_of row;
    struct out *out = &draft->out;
    struct str member = fields_get(draft->arena, draft->mail->fields, "member");
    struct str uid = fields_get(draft->arena, draft->mail->fields, "programme");
    struct str days = fields_get(draft->arena, draft->mail->fields, "days");
    int64_t n;
    TRY(q_programme_of(draft->db, draft->arena, member, uid, &row));
    if (!parse_int(days, 30, 365, &n)) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("name", row.name), slot("when", action_say_review(out, (int)n)),
                           slot("city", row.city)};
    draft->m->subject = words_text(out, W_NOTE("“{name}”: what became of it, {when}"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, W(out, "Who holds an open action was asked a week ago. The page says what is done, what has a new "
                           "date, what will not happen, and of what nobody said anything."));
    mail_add_thing(draft, S(""), W(out, "Read what became of it"),
                   url_path_of(draft->arena, "/member-cities/{}/programmes/{}/actions/review/{}", member, uid, days));
    draft->m->why = words_text(out, W_NOTE("You get this mail because you are the main contact of {city}: three times "
                                           "after each leadership programme."), &slots[2], 1);
    return OK;
}
