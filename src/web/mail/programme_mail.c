/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: to who is asked to take part in a leadership programme: their own page, and later that it is called off or on
** other days. It names the city, and of people only for whom they come. */
#include "base/fields.h"
#include "web/mail/mail_parts.h"
#include "web/programme/programme_web.h"
#include "web/say.h"

/* Whom it goes to, and what they were asked to. */
struct invited {
    struct q_participant_by_uid me;
    struct q_programme_of row;
    int64_t over_at;
    bool is_off;
    struct str city, days;
};

/* Fields: participant. FAULT_NOT_FOUND: they were taken off the list or erased, or no link can be made. */
static enum fault must_use load(struct draft *draft, struct invited *of)
{
    struct str uid = fields_get(draft->arena, draft->mail->fields, "participant");
    if (draft->m->site->key == NULL) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_participant_by_uid(draft->db, draft->arena, uid, &of->me));
    TRY(q_programme_of(draft->db, draft->arena, of->me.member_uid, of->me.programme_uid, &of->row));
    of->over_at = (int64_t)(of->row.ends_on.days + 1) * 86400;
    of->is_off = programme_at(&of->row).stage == PROGRAMME_CALLED_OFF;
    of->city = say_member_city(draft->arena, of->row.city, of->row.country);
    of->days = say_programme_days(&draft->out, of->row.begins_on, of->row.ends_on);
    draft->m->heading = of->row.name;
    return OK;
}

static void say_when(struct draft *draft, const struct invited *of)
{
    const struct slot slots[] = {slot("days", of->days), slot("place", of->row.place)};
    mail_say(draft, of->row.place.n > 0 ? words_text(&draft->out, W_NOTE("{days}, {place}."), slots, 2)
                                        : words_text(&draft->out, W_NOTE("{days}."), slots, 1));
}

static void end(struct draft *draft, const struct invited *of)
{
    mail_add_thing(draft, S(""), W(&draft->out, "Open my page"),
                   mail_link_to(draft, PARTICIPANT_LINK, of->me.uid, of->over_at + PARTICIPANT_LINK_S,
                                "/taking-part/{}"));
    draft->m->why = SAY(&draft->out, "You get this mail because {city} has put you on the list of its leadership "
                                     "programme. On your page you can have yourself erased.", slot("city", of->city));
}

/* Not once it was called off, or is over. */
enum fault fill_participant(struct draft *draft)
{
    struct invited of;
    struct out *out = &draft->out;
    TRY(load(draft, &of));
    if (of.is_off || of.over_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = SAY(out, "{city} asks you to take part: {name}", slot("city", of.city),
                            slot("name", of.row.name));
    if (of.me.other.n > 0) {
        mail_say(draft, SAY(out, "{other} cannot come to all of it, and has named you as a substitute.",
                            slot("other", of.me.other)));
    }
    say_when(draft, &of);
    mail_say(draft, W(out, "Your own page has the house rules, and each session for you to accept. There you can also "
                           "name a substitute. You need no account."));
    end(draft, &of);
    return OK;
}

/* As it stands when the mail goes; not once it is over. */
enum fault fill_participant_changed(struct draft *draft)
{
    struct invited of;
    struct out *out = &draft->out;
    TRY(load(draft, &of));
    struct slot name = slot("name", of.row.name);
    if (!of.is_off && of.over_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = of.is_off ? SAY(out, "Called off: {name}", name) : SAY(out, "The days of {name}", name);
    if (of.is_off) {
        mail_say(draft, SAY(out, "{city} has called this leadership programme off. It was to be held: {days}.",
                            slot("city", of.city), slot("days", of.days)));
    } else {
        mail_say(draft, W(out, "Its days or hours have changed, or it takes place after all. This is how it stands "
                               "now:"));
        say_when(draft, &of);
        mail_say(draft, W(out, "What you said of each session stands. Look whether you can still come, and change it "
                               "where you cannot."));
    }
    end(draft, &of);
    return OK;
}
