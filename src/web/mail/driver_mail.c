/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: somebody was named to drive the network, or as the deputy. */
#include "base/fields.h"
#include "store/driver.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

/* Fields: part. Not once somebody else is, or they are no coordinator any more. */
enum fault fill_driver_named(struct draft *draft)
{
    struct drivers drivers;
    struct out *out = &draft->out;
    struct str named = fields_get(draft->arena, draft->mail->fields, "part");
    enum driver_part part = str_eq(named, S("deputy")) ? PART_DEPUTY : PART_DRIVER;
    struct slot network = slot("network", draft->m->site->name);
    TRY(driver_load(draft->db, draft->arena, draft->now, &drivers));
    if (!drivers.posts[part].stands || drivers.rows[part].person_id != draft->mail->person.v) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = words_text(out, part == PART_DRIVER ? W_NOTE("You are named to drive {network}")
                                                            : W_NOTE("You are named as the deputy of who drives "
                                                                     "{network}"), &network, 1);
    draft->m->heading = draft->m->subject;
    mail_say(draft, part == PART_DRIVER
                        ? W(out, "You keep the network going: what waits stands on your desk, and on one page with who "
                                 "does what.")
                        : W(out, "You drive the network while its driver is away, and when they leave."));
    mail_say(draft, W(out, "Nobody but those who run this network reads your name before you say yes. You can take "
                           "that back at any time."));
    mail_add_thing(draft, S(""), W(out, "Say whether everybody may see your name"), URL("/driver/mine"));
    draft->m->why = W(out, "You get this mail because it is about what you may do in this network.");
    return OK;
}
