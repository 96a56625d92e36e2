/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: to who is asked to take part in a leadership programme: their own page, and later that it is called off or on
** other days. It names the city, and of people only for whom they come. */
#include "base/fields.h"
#include "web/mail/mail_parts.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

/* Fields: participant. Not once they were taken off the list or erased, it was called off, or it is over. */
enum fault fill_participant(struct draft *draft)
{
    struct q_participant_by_uid me;
    struct q_programme_of row;
    struct out *out = &draft->out;
    struct str uid = fields_get(draft->arena, draft->mail->fields, "participant");
    TRY(q_participant_by_uid(draft->db, draft->arena, uid, &me));
    TRY(q_programme_of(draft->db, draft->arena, me.member_uid, me.programme_uid, &row));
    int64_t over_at = (int64_t)(row.ends_on.days + 1) * 86400;
    if (draft->m->site->key == NULL || programme_at(&row).stage == PROGRAMME_CALLED_OFF || over_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    const struct slot slots[] = {
        slot("city", say_member_city(draft->arena, row.city, row.country)), slot("name", row.name),
        slot("days", say_programme_days(out, row.begins_on, row.ends_on)), slot("place", row.place),
        slot("other", me.other)};
    draft->m->subject = words_text(out, W_NOTE("{city} asks you to take part: {name}"), slots, 2);
    draft->m->heading = row.name;
    if (me.other.n > 0) {
        mail_say(draft, words_text(out, W_NOTE("{other} cannot come to all of it, and has named you as a substitute."),
                                   slots + 4, 1));
    }
    mail_say(draft, row.place.n > 0 ? words_text(out, W_NOTE("{days}, {place}."), slots + 2, 2)
                                    : words_text(out, W_NOTE("{days}."), slots + 2, 1));
    mail_say(draft, W(out, "Your own page has the house rules, and each session for you to accept. There you can also "
                           "name a substitute. You need no account."));
    mail_add_thing(draft, S(""), W(out, "Open my page"),
                   mail_link_to(draft, PARTICIPANT_LINK, me.uid, over_at + PARTICIPANT_LINK_S, "/taking-part/{}"));
    draft->m->why = words_text(out, W_NOTE("You get this mail because {city} has put you on the list of its leadership "
                                           "programme. On your page you can have yourself erased."), slots, 1);
    return OK;
}

/* Fields: participant. As it stands when the mail goes. Not once they were taken off the list or erased, or it is
** over. */
enum fault fill_participant_changed(struct draft *draft)
{
    struct q_participant_by_uid me;
    struct q_programme_of row;
    struct out *out = &draft->out;
    struct str uid = fields_get(draft->arena, draft->mail->fields, "participant");
    TRY(q_participant_by_uid(draft->db, draft->arena, uid, &me));
    TRY(q_programme_of(draft->db, draft->arena, me.member_uid, me.programme_uid, &row));
    int64_t over_at = (int64_t)(row.ends_on.days + 1) * 86400;
    bool is_off = programme_at(&row).stage == PROGRAMME_CALLED_OFF;
    if (draft->m->site->key == NULL || (!is_off && over_at <= draft->now)) {
        return FAULT_NOT_FOUND;
    }
    const struct slot slots[] = {
        slot("city", say_member_city(draft->arena, row.city, row.country)), slot("name", row.name),
        slot("days", say_programme_days(out, row.begins_on, row.ends_on)), slot("place", row.place)};
    draft->m->subject = is_off ? words_text(out, W_NOTE("Called off: {name}"), slots + 1, 1)
                               : words_text(out, W_NOTE("The days of {name}"), slots + 1, 1);
    draft->m->heading = row.name;
    if (is_off) {
        mail_say(draft, words_text(out, W_NOTE("{city} has called this leadership programme off. It was to be held: "
                                               "{days}."), (struct slot[]){slots[0], slots[2]}, 2));
    } else {
        mail_say(draft, W(out, "Its days have changed, or it takes place after all. This is how it stands now:"));
        mail_say(draft, row.place.n > 0 ? words_text(out, W_NOTE("{days}, {place}."), slots + 2, 2)
                                        : words_text(out, W_NOTE("{days}."), slots + 2, 1));
        mail_say(draft, W(out, "What you said of each session stands. Look whether you can still come, and change it "
                               "where you cannot."));
    }
    mail_add_thing(draft, S(""), W(out, "Open my page"),
                   mail_link_to(draft, PARTICIPANT_LINK, me.uid, over_at + PARTICIPANT_LINK_S, "/taking-part/{}"));
    draft->m->why = words_text(out, W_NOTE("You get this mail because {city} has put you on the list of its leadership "
                                           "programme. On your page you can have yourself erased."), slots, 1);
    return OK;
}
