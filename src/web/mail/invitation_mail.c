/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: an invitation to act for a city. */
#include "base/fields.h"
#include "store/invitation.h"
#include "web/link/link.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

/* Somebody is asked to act for a city. Fields: invitation. */
enum fault fill_invitation(struct draft *draft)
{
    struct q_invitation_by_id row;
    struct out *out = &draft->out;
    struct maybe_int id = fields_int(draft->mail->fields, "invitation");
    TRY(q_invitation_by_id(draft->db, draft->arena, id.v, &row));
    if (row.ends_at <= draft->now || draft->m->site->key == NULL) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("name", row.by_name), slot("city", row.city),
                           slot("network", draft->m->site->name),
                           slot("when", (struct date){(int32_t)(row.ends_at / 86400)})};
    draft->m->subject = words_text(out, row.by_name.n > 0 ? W_NOTE("{name} invites you to act for {city}")
                                                          : W_NOTE("You are invited to act for {city}"), slots, 2);
    draft->m->heading = draft->m->subject;
    const char *part = str_eq(row.role, S("main_contact"))
                           ? W_NOTE("As its main contact you would speak for {city} in {network}, a network of cities "
                                    "that learn from each other.")
                           : W_NOTE("As a colleague you would work for {city} in {network}, a network of cities that "
                                    "learn from each other.");
    mail_say(draft, words_text(out, part, slots, 3));
    mail_say(draft, words_text(out, W_NOTE("The invitation ends on {when}. If you do not want it, there is nothing to "
                                           "do."), slots, 4));
    const struct mail_link link = {S("invitation"), row.uid, row.ends_at};
    mail_add_thing(draft, S(""), W(out, "See the invitation"),
              url_path_of(draft->arena, "/invitations/{}",
                          mail_link_make(draft->arena, draft->m->site->key, &link)));
    draft->m->why = W(out, "You get this mail because somebody who may do so entered your address. When the invitation "
                           "is over, we remove it.");
    return OK;
}
