/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: a city asks to join. What strangers typed stands in a mail only when they have shown that the address is
** theirs, so that nobody sends words through here. */
#include "base/fields.h"
#include "store/application.h"
#include "web/join/join_web.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

static enum fault must_use find_row(struct draft *draft, struct q_application_by_uid *ret_row)
{
    struct str uid = fields_get(draft->arena, draft->mail->fields, "application");
    TRY(q_application_by_uid(draft->db, draft->arena, uid, ret_row));
    return draft->m->site->key != NULL ? OK : FAULT_NOT_FOUND;
}

static struct url link_of(struct draft *draft, const struct q_application_by_uid *row)
{
    return mail_link_to(draft, APPLICATION_LINK, row->uid, application_link_ends(row), "/join/city/{}");
}

/* ---- to who asks */

static enum fault must_use ask_to_prove(struct draft *draft, const struct q_application_by_uid *row)
{
    struct out *out = &draft->out;
    struct slot slots[] = {slot("city", row->city), slot("network", draft->m->site->name)};
    if (row->ends_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = words_text(out, W_NOTE("{network}: does your city ask to join?"), slots + 1, 1);
    draft->m->heading = W(out, "Do you ask that your city joins?");
    mail_say(draft, words_text(out, W_NOTE("Somebody typed this address to ask that a city joins {network}, a network "
                                           "of cities that learn from each other. The link opens a page that shows "
                                           "what will be sent, with a button; it works for a day."), slots + 1, 1));
    mail_say(draft, W(out, "If it was not you, there is nothing to do."));
    mail_add_thing(draft, S(""), W(out, "See it, and send it"), link_of(draft, row));
    return OK;
}

static void tell_waiting(struct draft *draft, const struct q_application_by_uid *row)
{
    struct slot slots[] = {slot("city", row->city), slot("when", (struct date){(int32_t)(row->ends_at / 86400)})};
    draft->m->subject = words_text(&draft->out, W_NOTE("That {city} joins: it waits for an answer"), slots, 1);
    mail_say(draft, words_text(&draft->out, W_NOTE("You have asked already. Those who run this network can answer "
                                                   "until {when}; then you get a mail."), slots + 1, 1));
    mail_add_thing(draft, S(""), W(&draft->out, "See how it stands"), link_of(draft, row));
}

static void tell_yes(struct draft *draft, const struct q_application_by_uid *row, struct url way_on)
{
    struct out *out = &draft->out;
    struct slot city = slot("city", row->city);
    draft->m->subject = words_text(out, W_NOTE("{city} is a member city now"), &city, 1);
    mail_say(draft, words_text(out, W_NOTE("You are the main contact of {city}. Two things come first: sign the "
                                           "commitment, one page; then answer four questions, so that we find who can "
                                           "help. You can invite colleagues to act for the city with you."), &city, 1));
    mail_say(draft, W(out, "The button leads there. You sign in on the way, as you always do. New here? Type this mail "
                           "address where people sign in, and have a link sent to you."));
    mail_add_thing(draft, S(""), W(out, "Sign in, and see the commitment"), way_on);
}

static enum fault must_use tell_no(struct draft *draft, const struct q_application_by_uid *row)
{
    struct out *out = &draft->out;
    struct slot city = slot("city", row->city);
    struct q_application_member member;
    bool over = str_eq(row->state, S("over"));
    draft->m->subject = words_text(out, over ? W_NOTE("That {city} joins: nobody answered")
                                             : W_NOTE("That {city} joins: the answer is no"), &city, 1);
    draft->m->quote = row->why;
    const struct q_member_keys keys = application_keys(row);
    enum fault fault = application_find_member(draft->db, draft->arena, &keys, &member);
    if (fault == OK) {
        mail_say(draft, words_text(out, W_NOTE("{city} has joined meanwhile, asked for by somebody else. You can ask "
                                               "to act for it."), &city, 1));
        mail_add_thing(draft, S(""), words_text(out, W_NOTE("Ask to act for {city}"), &city, 1),
                       url_add(draft->arena, URL("/act-for-a-city"), "city", member.uid));
    } else if (over) {
        mail_say(draft, W(out, "Nobody answered within sixty days, so it has ended. We are sorry. You may ask again."));
        mail_add_thing(draft, S(""), W(out, "Ask again"), URL("/join/city"));
    } else {
        mail_say(draft, row->why.n > 0 ? W(out, "Those who run this network wrote why:")
                                       : W(out, "Those who run this network gave no reason. If you think it is a "
                                                "mistake, ask them."));
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

/* Fields: application. */
enum fault fill_application(struct draft *draft)
{
    struct q_application_by_uid row;
    TRY(find_row(draft, &row));
    draft->m->why = W(&draft->out, "You get this mail because your address was typed to ask that a city joins. It is "
                                   "not used for anything else.");
    if (str_eq(row.state, S("unproven"))) {
        return ask_to_prove(draft, &row);
    }
    if (str_eq(row.state, S("waiting"))) {
        tell_waiting(draft, &row);
    } else if (str_eq(row.state, S("yes"))) {
        struct q_application_member member;
        const struct q_member_keys keys = application_keys(&row);
        enum fault fault = application_find_member(draft->db, draft->arena, &keys, &member);
        TRY(fault == FAULT_NOT_FOUND ? OK : fault); /* it has left meanwhile */
        tell_yes(draft, &row, fault == OK ? url_path_of(draft->arena, "/member-cities/{}/membership", member.uid)
                                          : URL("/sign-in"));
    } else {
        TRY(tell_no(draft, &row));
    }
    draft->m->heading = draft->m->subject;
    return OK;
}

/* ---- to those who run the network */

/* Fields: application. Not once it was answered, nor to who does not run it any more. */
enum fault fill_application_new(struct draft *draft)
{
    struct q_application_by_uid row;
    struct application_city city;
    struct q_person_staff staff;
    struct out *out = &draft->out;
    TRY(find_row(draft, &row));
    TRY(q_person_staff(draft->db, draft->arena, draft->mail->person.v, draft->now, &staff));
    if (!str_eq(row.state, S("waiting")) || row.ends_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    TRY(application_city_of(draft->db, out, &row, &city));
    struct slot slots[] = {slot("city", application_place(out, &row)), slot("name", row.name), slot("mail", row.mail),
                           slot("says", row.says), slot("when", (struct date){(int32_t)(row.ends_at / 86400)})};
    draft->m->subject = words_text(out, W_NOTE("{city} asks to join"), slots, 1);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(out, W_NOTE("{name} ({mail}) asks for it, and does this there: {says}"), slots + 1, 3));
    mail_say(draft, str_format(draft->arena, "%.*s%s%.*s%s. %.*s", STR_ARG(city.people), city.source.n > 0 ? " (" : "",
                               STR_ARG(city.source), city.source.n > 0 ? ")" : "", STR_ARG(city.size)));
    mail_say(draft, W(out, "What the city dares to change, and by when:"));
    draft->m->quote = row.wish;
    mail_add_thing(draft, words_text(out, W_NOTE("You can answer until {when}."), slots + 4, 1),
                   W(out, "Read it and answer"), url_path_of(draft->arena, "/applications/{}", row.uid));
    draft->m->why = W(out, "You get this mail because you run this network.");
    return OK;
}
