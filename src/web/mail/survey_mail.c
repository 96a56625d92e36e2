/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: the link to the survey before a leadership programme, and the reminder with a new one. */
#include "base/fields.h"
#include "store/survey.h"
#include "text/words.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"
#include "web/survey/survey_web.h"

/* Fields: participant, its uid; kind, of which survey (none: that before); token, the secret. */
static enum fault must_use fill(struct draft *draft, bool reminds)
{
    struct q_survey_by_participant row;
    struct str secret;
    struct out *out = &draft->out;
    struct str uid = fields_get(draft->arena, draft->mail->fields, "participant");
    struct str kind = fields_get(draft->arena, draft->mail->fields, "kind");
    kind = kind.n > 0 ? kind : S(SURVEY_BEFORE);
    TRY(q_survey_by_participant(draft->db, draft->arena, uid, kind, &row));
    TRY(mail_token(draft, &secret));
    if (!row.opened_at.known || row.closed_at.known || row.answered == 1) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", row.city), slot("name", row.programme)};
    draft->m->subject = words_text(out, reminds ? W_NOTE("{city} waits for your answer before “{name}”")
                                                : W_NOTE("{city} asks you before “{name}”"), slots, 2);
    draft->m->heading = draft->m->subject;
    if (reminds) {
        mail_say(draft, W(out,
                          "We have not heard from you yet. If you have begun with an earlier link, go on with that "
                               "one: what you wrote there is only found by it."));
    }
    mail_say(draft, W(out,
                      "It takes a few minutes, works on a phone, and needs no account. You can stop at any time and "
                           "go on with the same link."));
    mail_say(draft, survey_say_named(out, row.named.v == 1));
    struct str subject = survey_subject_of(draft->arena, &(struct survey_subject){uid, secret, kind});
    mail_add_thing(draft, S(""), W(out, "Answer"),
                   mail_link_to(draft, SURVEY_LINK, subject, draft->now + SURVEY_LINK_S, "/surveys/{}"));
    draft->m->why = SAY(out, "You get this mail because {city} has you on the list of its leadership programme.",
                        slot("city", row.city));
    return OK;
}

enum fault fill_survey(struct draft *draft)
{
    return fill(draft, false);
}

enum fault fill_survey_reminder(struct draft *draft)
{
    return fill(draft, true);
}
