/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: asking to act for a city, and a part that was ended. What strangers typed stands in a mail only when they have
** shown that the address is theirs, so that nobody sends words through here. */
#include "base/fields.h"
#include "store/claim.h"
#include "store/member.sql.h"
#include "web/link/link.h"
#include "web/mail/mail_parts.h"
#include "web/member/claim_web.h"
#include "web/say.h"

static enum fault must_use find_claim(struct draft *draft, struct q_claim_by_uid *ret_row)
{
    TRY(q_claim_by_uid(draft->db, draft->arena, fields_get(draft->arena, draft->mail->fields, "claim"), ret_row));
    return draft->m->site->key != NULL ? OK : FAULT_NOT_FOUND;
}

/* ---- to who asks */

static enum fault must_use ask_to_prove(struct draft *draft, const struct q_claim_by_uid *row)
{
    struct out *out = &draft->out;
    struct slot slots[] = {slot("city", row->city), slot("network", draft->m->site->name)};
    if (row->ends_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = words_text(out, W_NOTE("{network}: do you work for {city}?"), slots, 2);
    draft->m->heading = words_text(out, W_NOTE("Do you want to act for {city}?"), slots, 1);
    mail_say(draft, words_text(out, W_NOTE("Somebody typed this address to act for {city} in {network}, a network of "
                                           "cities that learn from each other. The link opens a page with a button; "
                                           "it works for a day."), slots, 2));
    mail_say(draft, W(out, "If it was not you, there is nothing to do."));
    mail_add_thing(draft, S(""), W(out, "Yes, it was me"),
                   mail_link_to(draft, CLAIM_LINK, row->uid, row->ends_at, "/act-for-a-city/{}"));
    return OK;
}

static void tell_waiting(struct draft *draft, const struct q_claim_by_uid *row)
{
    struct slot slots[] = {slot("city", row->city), slot("when", (struct date){(int32_t)(row->ends_at / 86400)})};
    draft->m->subject = words_text(&draft->out, W_NOTE("To act for {city}: it waits for an answer"), slots, 1);
    mail_say(draft, words_text(&draft->out, W_NOTE("You have asked already. Somebody of {city} or of this network can "
                                                   "answer until {when}; then you get a mail."), slots, 2));
}

static void tell_yes(struct draft *draft, const struct q_claim_by_uid *row)
{
    struct out *out = &draft->out;
    draft->m->subject = SAY(out, "You act for {city} now", slot("city", row->city));
    mail_say(draft, W(out, "Sign in as you always do. New here? Type this mail address on the page where people sign "
                           "in, and have a link sent to you."));
    mail_add_thing(draft, S(""), W(out, "Sign in"), URL("/sign-in"));
}

static void tell_no(struct draft *draft, const struct q_claim_by_uid *row)
{
    struct out *out = &draft->out;
    bool over = str_eq(row->state, S("over"));
    struct slot city = slot("city", row->city);
    draft->m->subject = words_text(out, over ? W_NOTE("To act for {city}: nobody answered")
                                             : W_NOTE("To act for {city}: the answer is no"), &city, 1);
    if (over) {
        mail_say(draft, W(out, "Nobody answered within thirty days, so it has ended. You may ask again; it helps to "
                               "tell somebody of the city."));
        mail_add_thing(draft, S(""), W(out, "Ask again"), URL("/act-for-a-city"));
        return;
    }
    draft->m->quote = row->why;
    mail_say(draft, row->why.n > 0 ? W(out, "Who answered for the city wrote why:")
                                   : W(out, "Who answered for the city gave no reason. If you think it is a mistake, "
                                            "ask somebody of the city."));
}

/* Fields: claim. */
enum fault fill_claim(struct draft *draft)
{
    struct q_claim_by_uid row;
    TRY(find_claim(draft, &row));
    draft->m->why = W(&draft->out, "You get this mail because your address was typed to act for a city. It is not used "
                                   "for anything else.");
    if (str_eq(row.state, S("unproven"))) {
        return ask_to_prove(draft, &row);
    }
    if (str_eq(row.state, S("waiting"))) {
        tell_waiting(draft, &row);
    } else if (str_eq(row.state, S("yes"))) {
        tell_yes(draft, &row);
    } else {
        tell_no(draft, &row);
    }
    draft->m->heading = draft->m->subject;
    return OK;
}

/* ---- to who may answer */

/* Fields: claim. Not once it was answered, nor to who may not answer any more. */
enum fault fill_vouch(struct draft *draft)
{
    struct q_claim_by_uid row;
    struct q_claim_voucher voucher;
    struct out *out = &draft->out;
    TRY(find_claim(draft, &row));
    TRY(q_claim_voucher(draft->db, draft->arena, draft->mail->person.v, row.member_id, draft->now, &voucher));
    if (!str_eq(row.state, S("waiting")) || row.ends_at <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("name", row.name), slot("city", row.city), slot("mail", row.mail),
                           slot("when", (struct date){(int32_t)(row.ends_at / 86400)})};
    draft->m->subject = words_text(out, W_NOTE("Does {name} work for {city}?"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(out, W_NOTE("{name} ({mail}) asks to act for {city}, and does this there:"), slots, 3));
    draft->m->quote = row.says;
    struct str subject = str_format(draft->arena, "%.*s-%lld", STR_ARG(row.uid), (long long)voucher.id);
    mail_add_thing(draft, words_text(out, W_NOTE("You can answer until {when}."), slots, 4), W(out, "Yes or no"),
                   mail_link_to(draft, VOUCH_LINK, subject, row.ends_at, "/vouch/{}"));
    draft->m->why = W(out, "You get this mail because you may say who acts for this city.");
    return OK;
}

/* ---- to whose part was ended */

/* Fields: member, role. */
enum fault fill_role_ended(struct draft *draft)
{
    struct q_member_name row;
    struct out *out = &draft->out;
    struct maybe_int member = fields_int(draft->mail->fields, "member");
    bool main = str_eq(fields_get(draft->arena, draft->mail->fields, "role"), S("main_contact"));
    TRY(q_member_name(draft->db, draft->arena, member.v, &row));
    struct slot city = slot("city", row.name);
    draft->m->subject = words_text(out, main ? W_NOTE("You are not the main contact of {city} any more")
                                             : W_NOTE("You do not act for {city} any more"), &city, 1);
    draft->m->heading = draft->m->subject;
    mail_say(draft, W(out, "Somebody who may do so has changed it. Your account stays, and nothing you did is undone. "
                           "If you think it is a mistake, ask somebody of the city."));
    mail_add_thing(draft, S(""), W(out, "See what you are here"), URL("/me"));
    draft->m->why = W(out, "You get this mail because it is about what you may do in this network.");
    return OK;
}

/* ---- to who stands in for somebody */

/* Fields: member, until. Not once that is over. */
enum fault fill_stand_in(struct draft *draft)
{
    struct q_member_name row;
    struct out *out = &draft->out;
    struct maybe_int member = fields_int(draft->mail->fields, "member");
    struct maybe_int until = fields_int(draft->mail->fields, "until");
    TRY(q_member_name(draft->db, draft->arena, member.v, &row));
    if (until.v <= draft->now) {
        return FAULT_NOT_FOUND;
    }
    struct slot slots[] = {slot("city", row.name), slot("when", (struct date){(int32_t)((until.v - 1) / 86400)})};
    draft->m->subject = words_text(out, W_NOTE("You stand in for the main contact of {city} until {when}"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(out, W_NOTE("Until the end of that day (UTC) you speak for {city} as well: what waits "
                                           "for its main contact stands on your desk and comes to you by mail. Then "
                                           "it ends by itself."), slots, 1));
    mail_add_thing(draft, S(""), W(out, "Your desk"), URL("/me"));
    draft->m->why = W(out, "You get this mail because it is about what you may do in this network.");
    return OK;
}
