/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: what comes of a city that was suggested. */
#include "base/fields.h"
#include "store/member.sql.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"
#include "web/suggest/suggest_web.h"

/* Fields: suggestion, member: the city of who is told. */
enum fault fill_suggestion_joined(struct draft *draft)
{
    struct q_suggestion_by_uid row;
    struct q_suggestion_teller teller;
    struct out *out = &draft->out;
    struct maybe_int member = fields_int(draft->mail->fields, "member");
    struct str uid = fields_get(draft->arena, draft->mail->fields, "suggestion");
    TRY(q_suggestion_by_uid(draft->db, draft->arena, uid, &row));
    TRY(q_suggestion_teller(draft->db, draft->arena, member.v, draft->mail->person.v, draft->now, &teller));
    struct slot slots[] = {slot("city", row.city), slot("own", teller.name)};
    draft->m->subject = words_text(out, W_NOTE("{city} has joined: {own} suggested it"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(out, W_NOTE("{city} is a member city now. Thank you for bringing it along."), slots, 1));
    mail_add_thing(draft, S(""), W(out, "See who is worth talking to"),
                   url_path_of(draft->arena, "/member-cities/{}/profile", teller.uid));
    draft->m->why = words_text(out, W_NOTE("You get this mail because {own} suggested the city, and you act for it."),
                               slots + 1, 1);
    return OK;
}
