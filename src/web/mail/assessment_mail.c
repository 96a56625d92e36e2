/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: to who is asked how far a city is: their own link, and a reminder. It names the city, and of people only who
** handed them a part. */
#include "base/fields.h"
#include "store/assessment.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

/* Who handed it to them; "" nobody: the city asks. */
static enum fault must_use handed_by(struct draft *draft, struct str uid, struct str *ret_name)
{
    struct q_rater_handed *rows;
    size_t n;
    TRY(q_rater_handed(draft->db, draft->arena, uid, &rows, &n));
    *ret_name = S("");
    for (size_t i = 0; i < n; i++) {
        *ret_name = !rows[i].mine ? rows[i].name : *ret_name;
    }
    return OK;
}

/* Fields: rater. Not once they were taken out, or the round is closed. */
static enum fault must_use fill(struct draft *draft, bool reminds)
{
    struct q_assessment_rater_by_uid row;
    struct str by, uid = fields_get(draft->arena, draft->mail->fields, "rater");
    struct out *out = &draft->out;
    TRY(q_assessment_rater_by_uid(draft->db, draft->arena, uid, &row));
    TRY(handed_by(draft, uid, &by));
    if (row.closed_at.known || draft->m->site->key == NULL || (row.part && by.n == 0)) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", row.city), slot("name", by)};
    draft->m->subject = words_text(out, reminds ? W_NOTE("{city} waits for what you say of how far it is")
                                                : W_NOTE("{city} asks you how far it is"), slots, 1);
    draft->m->heading = draft->m->subject;
    if (row.part) {
        mail_say(draft, words_text(out, W_NOTE("{name} has handed you some of the questions, because you know better."),
                                   &slots[1], 1));
    }
    if (reminds) {
        mail_say(draft, W(out, "Some questions are still open. What you have said so far is kept."));
    }
    mail_say(draft, W(out, "A question at a time, on a phone too; you can stop at any one and go on with the same "
                           "link. You need no account."));
    mail_say(draft, W(out, "Nobody but who has your link reads what you say until the round is closed; then people of "
                           "the city read sentences without names."));
    mail_add_thing(draft, S(""), W(out, "Answer"),
                   mail_link_to(draft, "rate", uid, row.opened_at + RATE_LINK_S, "/rate/{}"));
    draft->m->why = row.part ? words_text(out, W_NOTE("You get this mail because {name} gave {city} your address for "
                                                      "it."), slots, 2)
                             : words_text(out, W_NOTE("You get this mail because {city} has you on its list of who is "
                                                      "asked."), slots, 1);
    return OK;
}

enum fault fill_assessment(struct draft *draft)
{
    return fill(draft, false);
}

enum fault fill_assessment_reminder(struct draft *draft)
{
    return fill(draft, true);
}
