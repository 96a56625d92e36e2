/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: bids: a question to another city, what a city answered, and a day that is due. They name cities and no person:
** they are sent on. */
#include "base/date.h"
#include "base/fields.h"
#include "base/scan.h"
#include "store/bid_due.h"
#include "web/bid/bid_web.h"
#include "web/deadline/deadline_web.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

struct telling {
    struct q_bid_work_of row;
    struct str member_uid;
};

/* FAULT_NOT_FOUND: it is gone, or the reader does not act for that city any more. */
static enum fault must_use find(struct draft *draft, struct telling *telling)
{
    struct q_bid_acts acts;
    telling->member_uid = fields_get(draft->arena, draft->mail->fields, "member");
    struct str uid = fields_get(draft->arena, draft->mail->fields, "bid");
    TRY(q_bid_acts(draft->db, draft->arena, draft->mail->person.v, telling->member_uid, draft->now, &acts));
    TRY(q_bid_work_of(draft->db, draft->arena, telling->member_uid, uid, &telling->row));
    return acts.n > 0 ? OK : FAULT_NOT_FOUND;
}

static struct url page_of_bid(struct draft *draft, const struct telling *telling)
{
    return url_path_of(draft->arena, "/member-cities/{}/bids/{}", telling->member_uid, telling->row.uid);
}

static void say_why(struct draft *draft)
{
    draft->m->why = W(&draft->out, "You get this mail because you act for your city in this network.");
}

/* ---- to who is asked: to take part, or to lead */

static void ask_part(struct draft *draft, const struct q_bid_work_of *row, const struct slot slots[4])
{
    struct out *out = &draft->out;
    draft->m->subject = words_text(out, W_NOTE("{from} asks {to} to take part in a bid"), slots, 2);
    mail_say(draft, words_text(out, W_NOTE("The bid: {name}. For: {fund}."), slots + 2, 2));
    if (row->says.n > 0) {
        mail_say(draft, W(out, "In their words:"));
        draft->m->quote = row->says;
    }
}

static void ask_lead(struct draft *draft, const struct slot slots[4])
{
    struct out *out = &draft->out;
    draft->m->subject = words_text(out, W_NOTE("{from} asks {to} to take the lead in a bid"), slots, 2);
    mail_say(draft, words_text(out, W_NOTE("The bid: {name}. For: {fund}."), slots + 2, 2));
    mail_say(draft, words_text(out, W_NOTE("With a yes {to} says how it stands and whom it asks; {from} stays as a "
                                           "partner."), slots, 2));
}

/* Fields: bid, member. Not once it was answered. */
enum fault fill_bid_asked(struct draft *draft)
{
    struct telling telling;
    TRY(find(draft, &telling));
    const struct q_bid_work_of *row = &telling.row;
    bool asked = !bid_takes_part(row);
    if (bid_is_over(row) || row->lead.n == 0 || row->lead_left || (!asked && !row->lead_asked_at.known)) {
        return FAULT_NOT_FOUND;
    }
    const struct slot slots[] = {slot("from", say_member_city(draft->arena, row->lead, row->lead_country)),
                                 slot("to", row->city), slot("name", row->name), slot("fund", row->call_title)};
    if (asked) {
        ask_part(draft, row, slots);
    } else {
        ask_lead(draft, slots);
    }
    draft->m->heading = draft->m->subject;
    mail_add_thing(draft, W(&draft->out, "Yes or no: nothing of you is shown to them with either."),
                   W(&draft->out, "Answer"), page_of_bid(draft, &telling));
    say_why(draft);
    return OK;
}

/* ---- to the owner of the lead applicant */

static const char *answer_words(struct str says)
{
    return str_eq(says, S("yes"))    ? W_NOTE("{city} takes part in your bid")
           : str_eq(says, S("no"))   ? W_NOTE("{city} takes no part in your bid")
           : str_eq(says, S("left")) ? W_NOTE("{city} has left your bid")
           : str_eq(says, S("lead")) ? W_NOTE("{city} leads your bid now")
                                     : W_NOTE("{city} does not take the lead in your bid");
}

/* Whether it stands so still. */
static bool still_is(const struct q_bid_cities *part, struct str says)
{
    bool is_lead = str_eq(part->role, S("lead"));
    return str_eq(says, S("lead"))      ? is_lead
           : str_eq(says, S("lead-no")) ? !is_lead && !part->lead_asked_at.known
                                        : str_eq(part->answer, says);
}

/* Fields: bid, member, part, says. */
enum fault fill_bid_answer(struct draft *draft)
{
    struct telling telling;
    struct q_bid_cities *cities;
    size_t n, at = 0;
    TRY(find(draft, &telling));
    TRY(q_bid_cities(draft->db, draft->arena, telling.row.uid, &cities, &n));
    struct str part = fields_get(draft->arena, draft->mail->fields, "part");
    struct str says = fields_get(draft->arena, draft->mail->fields, "says");
    while (at < n && !str_eq(cities[at].uid, part)) {
        at++;
    }
    if (at == n || !bid_takes_part(&telling.row) || !still_is(&cities[at], says)) {
        return FAULT_NOT_FOUND;
    }
    const struct slot slots[] = {
        slot("city", say_member_city(draft->arena, cities[at].city, cities[at].country)),
        slot("name", telling.row.name), slot("fund", telling.row.call_title)};
    draft->m->subject = words_text(&draft->out, answer_words(says), slots, 1);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(&draft->out, W_NOTE("The bid: {name}. For: {fund}."), slots + 1, 2));
    if (cities[at].why.n > 0 && str_eq(cities[at].answer, says)) {
        mail_say(draft, W(&draft->out, "In their words:"));
        draft->m->quote = cities[at].why;
    }
    mail_add_thing(draft, S(""), W(&draft->out, "See the bid"), page_of_bid(draft, &telling));
    say_why(draft);
    return OK;
}

/* ---- a day that is due */

/* Fields: bid, member, step, day. To its owner alone; not once it was handed in, nor behind the day. */
enum fault fill_bid_due(struct draft *draft)
{
    struct telling telling;
    struct date day;
    int64_t step;
    TRY(find(draft, &telling));
    const struct q_bid_work_of *row = &telling.row;
    bool is_owner = row->person_id.known && row->person_id.v == draft->mail->person.v && bid_takes_part(row);
    if (!parse_int(fields_get(draft->arena, draft->mail->fields, "step"), 0, BID_STEP__MAX - 1, &step) ||
        !date_parse(fields_get(draft->arena, draft->mail->fields, "day"), &day)) {
        return FAULT_NOT_FOUND;
    }
    if (!is_owner || bid_is_over(row) || bid_work_stage(row) == BID_HANDED_IN || day.days < draft->now / 86400) {
        return FAULT_NOT_FOUND;
    }
    const struct slot slots[] = {slot("step", say_bid_step(&draft->out, (enum bid_step_kind)step)),
                                 slot("day", say_deadline_day(&draft->out, day)), slot("name", row->name),
                                 slot("fund", row->call_title)};
    draft->m->subject = words_text(&draft->out, W_NOTE("{step} by {day}"), slots, 2);
    draft->m->heading = draft->m->subject;
    mail_say(draft, words_text(&draft->out, W_NOTE("The bid: {name}. For: {fund}."), slots + 2, 2));
    mail_say(draft, W(&draft->out, "After that day what follows does not fit before the deadline any more, by your "
                                   "council’s usual way."));
    mail_add_thing(draft, S(""), W(&draft->out, "See the bid"), page_of_bid(draft, &telling));
    draft->m->why = W(&draft->out, "You get this mail because you own this bid for your city: one mail a step.");
    return OK;
}
