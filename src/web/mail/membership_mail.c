/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: a member city paused, came back or left; and what it signed ends soon. */
#include "base/check.h"
#include "base/fields.h"
#include "store/commitment.h"
#include "store/membership.h"
#include "store/person.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

/* ---- a step */

static const struct { const char *step; const char *subject; const char *city; const char *network;
               const char *time; } STEPS[] = {
    {"paused", W_NOTE("{city} pauses"),
     W_NOTE("{name} has paused the membership of {city}. Other member cities do not see what the city says of itself; "
            "its people keep what they may do."),
     W_NOTE("Those who run this network have paused the membership of {city}. Other member cities do not see what the "
            "city says of itself; its people keep what they may do."), NULL},
    {"back", W_NOTE("{city} is back from its pause"),
     W_NOTE("{name} has ended the pause of {city}. Other member cities see again what the city says of itself."),
     W_NOTE("Those who run this network have ended the pause of {city}. Other member cities see again what the city "
            "says of itself."), NULL},
    {"left", W_NOTE("{city} is no member city any more"),
     W_NOTE("{name} has said that {city} leaves this network. Nobody acts for it here any more; accounts stay."),
     W_NOTE("Those who run this network have ended the membership of {city}. Nobody acts for it here any more; "
            "accounts stay."), NULL},
    {"lead-asked", W_NOTE("{city} is asked to be a lead city"),
     W_NOTE("{other} suggests that {city} is a lead city of this network until {date}."),
     W_NOTE("Those who run this network suggest that {city} is a lead city until {date}."), NULL},
    {"leads", W_NOTE("{city} is a lead city"), W_NOTE("{name} has agreed: {city} is a lead city until {date}."), NULL,
     NULL},
    {"lead-no", W_NOTE("{city} does not lead"), W_NOTE("{name} has said that {city} does not lead now."),
     W_NOTE("Those who run this network have taken back the suggestion that {city} leads."),
     W_NOTE("Nobody answered for sixty days: the suggestion that {city} leads is over.")},
    {"lead-ended", W_NOTE("{city} leads no more"), W_NOTE("{name} has said that {city} is a lead city no more."),
     W_NOTE("Those who run this network have ended that {city} is a lead city. It stays a member city."),
     W_NOTE("The term of {city} as a lead city is over. It stays a member city, and may be asked again.")},
    {"chair", W_NOTE("{city} is in the chair"), NULL,
     W_NOTE("{city} is in the chair of the lead cities now. You can give the chair back at any time."), NULL},
    {"chair-ended", W_NOTE("{city} is in the chair no more"),
     W_NOTE("{name} has said that {city} leaves the chair of the lead cities. It leads on."),
     W_NOTE("{city} is in the chair of the lead cities no more. It leads on."), NULL},
};

static enum fault must_use say_step(struct draft *draft, const struct q_member_step_find *row)
{
    struct out *out = &draft->out;
    struct str name = row->by_name.n > 0 ? row->by_name : W(out, "Somebody of the city");
    struct slot slots[] = {slot("city", row->city), slot("name", name), slot("other", row->by_city),
                           slot("date", (struct date){(int32_t)(row->until.v / 86400)})};
    for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
        if (str_eq(row->step, str_of(STEPS[i].step))) {
            const char *says = str_eq(row->way, S("network")) ? STEPS[i].network
                               : str_eq(row->way, S("time")) ? STEPS[i].time : STEPS[i].city;
            draft->m->subject = words_text(out, STEPS[i].subject, slots, COUNT_OF(slots));
            mail_say(draft, words_text(out, says, slots, COUNT_OF(slots)));
            return OK;
        }
    }
    return FAULT_NOT_FOUND;
}

/* Fields: member, number, as. */
enum fault fill_member_step(struct draft *draft)
{
    struct q_member_step_find row;
    struct q_person_staff staff;
    struct out *out = &draft->out;
    struct str fields = draft->mail->fields;
    bool to_staff = str_eq(fields_get(draft->arena, fields, "as"), S("staff"));
    TRY(q_member_step_find(draft->db, draft->arena, fields_int(fields, "member").v, fields_int(fields, "number").v,
                           &row));
    if (to_staff) { /* not to who does not run it any more */
        TRY(q_person_staff(draft->db, draft->arena, draft->mail->person.v, draft->now, &staff));
    }
    TRY(say_step(draft, &row));
    draft->m->heading = draft->m->subject;
    if (row.why.n > 0) {
        mail_say(draft, W(out, "The reason that was given:"));
        draft->m->quote = row.why;
    }
    bool left = str_eq(row.step, S("left"));
    if (left && !to_staff) {
        mail_add_thing(draft, W(out, "The city may come back: it asks to join again."), W(out, "See how a city joins"),
                       URL("/join"));
    } else {
        mail_add_thing(draft, S(""), W(out, "See how the city stands"),
                       url_path_of(draft->arena, "/member-cities/{}/membership", row.member_uid));
    }
    draft->m->why = to_staff ? W(out, "You get this mail because you run this network.")
                    : left   ? W(out, "You get this mail because you acted for this city.")
                             : W(out, "You get this mail because you are a main contact of this city.");
    return OK;
}

/* ---- what it signed ends soon */

/* Fields: commitment. Not once it was signed again, or the city pauses or left. */
enum fault fill_commitment_ends(struct draft *draft)
{
    struct q_commitment_by_id row;
    struct out *out = &draft->out;
    TRY(q_commitment_by_id(draft->db, draft->arena, fields_int(draft->mail->fields, "commitment").v, &row));
    if (!row.counts || row.ends_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", row.city), slot("date", (struct date){(int32_t)(row.ends_at / 86400)})};
    draft->m->subject = words_text(out, W_NOTE("The commitment of {city} ends on {date}"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(out, W_NOTE("What was signed for {city} holds until {date}. If the city goes on, its "
                                           "main contact signs again: one page, a few minutes."), slots, 2));
    mail_say(draft, W(out, "If it does not, you can say so on the same page: a city may pause or leave at any time."));
    mail_add_thing(draft, S(""), W(out, "See it, and sign again"),
                   url_path_of(draft->arena, "/member-cities/{}/membership", row.member_uid));
    draft->m->why = W(out, "You get this mail because you speak for this city, or because nobody does and you run this "
                           "network: once, in the week before what was signed ends.");
    return OK;
}
