/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: the link to the survey before a leadership programme, and the reminder with a new one. */
#include "base/fields.h"
#include "store/survey.h"
#include "text/words.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"
#include "web/link/link.h"
#include "web/survey/survey_web.h"

static void say_subject(struct draft *draft, const struct q_survey_by_participant *row, struct str kind, bool reminds)
{
    struct slot slots[] = {slot("city", row->city), slot("name", row->programme)};
    enum aims_when when;
    const char *says = reminds ? W_NOTE("{city} waits for your answer before “{name}”")
                               : W_NOTE("{city} asks you before “{name}”");
    if (aims_kind_parse(kind, &when)) {
        says = reminds               ? W_NOTE("{city} waits for your answer about “{name}”")
               : when == AIMS_BEFORE ? W_NOTE("{city}: six short questions before “{name}”")
               : when == AIMS_END    ? W_NOTE("{city}: six short questions at the end of “{name}”")
               : when == AIMS_90     ? W_NOTE("{city}: what came of “{name}”, 90 days later?")
                                     : W_NOTE("{city}: what came of “{name}”, a year later?");
    }
    draft->m->subject = words_text(&draft->out, says, slots, 2);
    draft->m->heading = draft->m->subject;
}

static struct url link_to(struct draft *draft, struct str uid, struct str secret, struct str kind)
{
    struct str subject = survey_subject_of(draft->arena, &(struct survey_subject){uid, secret, kind});
    return mail_link_to(draft, SURVEY_LINK, subject, draft->now + SURVEY_LINK_S, "/surveys/{}");
}

/* The questions on the aims, where they were asked in the same mail and can still be answered. */
static enum fault must_use add_aims(struct draft *draft, struct str uid)
{
    struct q_survey_by_participant row;
    struct str sealed = fields_get(draft->arena, draft->mail->fields, "aims_token");
    struct str kind = aims_kind(AIMS_BEFORE), secret;
    enum fault fault = sealed.n > 0 ? q_survey_by_participant(draft->db, draft->arena, uid, kind, &row)
                                    : FAULT_NOT_FOUND;
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    TRY(mail_token_open(draft->arena, draft->m->site->key, sealed, &secret));
    if (!row.closed_at.known && row.answered != 1) {
        mail_add_thing(draft, W(&draft->out, "Then six short questions, always without names, that we ask again at the "
                                             "end and later, to see what changes."),
                       W(&draft->out, "Six short questions"), link_to(draft, uid, secret, kind));
    }
    return OK;
}

/* Fields: participant, its uid; kind, of which survey (none: that before); token, the secret; aims_token,
** that of the questions on the aims in the same mail. */
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
    say_subject(draft, &row, kind, reminds);
    if (reminds) {
        mail_say(draft, W(out,
                          "We have not heard from you yet. If you have begun with an earlier link, go on with that "
                               "one: what you wrote there is only found by it."));
    }
    mail_say(draft, W(out,
                      "It takes a few minutes, works on a phone, and needs no account. You can stop at any time and "
                           "go on with the same link."));
    mail_say(draft, survey_say_named(out, row.named.v == 1));
    mail_add_thing(draft, S(""), W(out, "Answer"), link_to(draft, uid, secret, kind));
    TRY(add_aims(draft, uid));
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
