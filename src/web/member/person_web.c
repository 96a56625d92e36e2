/* SPDX-License-Identifier: AGPL-3.0-or-later
** member: one person who acts for a city: their part ends, or they become its main contact. */
#include "domain/who.h"
#include "store/account.h"
#include "store/desk.h"
#include "store/person.h"
#include "text/words.h"
#include "web/desk/desk_say.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/say.h"

#define STAND_IN_DAYS_MAX 90

const struct field member_person_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "end main stand-in",
     .help = "end this part, make them the main contact, or let them stand in"},
    {.name = "until", .label = W_NOTE("The last day"), .kind = FIELD_TEXT, .max = 10,
     .help = "of standing in: a day within the next 90, as 2027-05-31"},
    {0},
};

/* It ends with that day. */
struct str member_stand_in_day(struct out *out, int64_t until)
{
    return say_day(out, (struct maybe_int){true, until - 1});
}

struct part {
    struct q_member_by_uid member;
    struct q_member_people *rows; /* everybody of the city */
    size_t rows_n;
    const struct q_member_people *row; /* the highest part of this person */
    bool is_self;
    bool has_me;                  /* who asks acts for this city too */
    bool is_mains;                /* and is its main contact */
};

static bool is_main(const struct q_member_people *row)
{
    return str_eq(row->role, S("main_contact"));
}

/* FAULT_NOT_FOUND: who does not act for this city. */
static enum fault must_use load(struct request *request, struct part *ret)
{
    struct str uid = request->params[0];
    q_member_by_uid_soon(request->db, uid);
    q_member_people_soon(request->db, uid, request->now);
    TRY(member_of(request, &ret->member));
    TRY(q_member_people(request->db, request->arena, uid, request->now, &ret->rows, &ret->rows_n));
    ret->row = NULL;
    ret->has_me = false;
    ret->is_mains = false;
    for (size_t i = ret->rows_n; i-- > 0;) {
        bool is_me = ret->rows[i].person_id == request->who->person_id;
        ret->has_me |= is_me;
        ret->is_mains |= is_me && is_main(&ret->rows[i]);
        ret->row = str_eq(ret->rows[i].uid, request->params[1]) ? &ret->rows[i] : ret->row;
    }
    if (ret->row == NULL) {
        return FAULT_NOT_FOUND;
    }
    ret->is_self = ret->row->person_id == request->who->person_id;
    return OK;
}

/* A main contact hands over first: else nobody speaks for the city. */
static bool may_end(struct request *request, const struct part *part)
{
    return !(part->is_self && is_main(part->row)) || gate_allows(request, RIGHT_CITY_PEOPLE);
}

/* What stands on the desk of who asks for this city, and would stand on theirs. */
static enum fault must_use list_open(struct request *request, struct out *out, const struct part *part,
                                     struct str *ret_text)
{
    const struct desk_whose whose = {.person_id = request->who->person_id, .acts_for_city = true, .now = request->now};
    struct desk_item *items;
    struct q_desk_talks *talks;
    struct str text = S("");
    size_t n, talks_n;
    desk_list_soon(request->db, &whose);
    TRY(desk_list(request->db, request->arena, &whose, &items, &n, &talks, &talks_n));
    for (size_t i = 0; i < n; i++) {
        if (str_eq(items[i].member_uid, request->params[0])) {
            text = str_format(request->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(desk_says(out, &items[i])));
        }
    }
    *ret_text = text.n > 0 ? SAY(out, "What waits now:{things}", slot("things", text))
                           : SAY(out, "Nothing waits for {city} just now.", slot("city", part->member.name));
    return OK;
}

/* While a main contact is away a colleague is one too. */
static enum fault must_use add_stand_in(struct request *request, struct out *out, const struct part *part,
                                        struct deed *m)
{
    struct slot city = slot("city", part->member.name);
    struct str open;
    if (part->is_self || !part->is_mains || is_main(part->row)) {
        return OK;
    }
    TRY(list_open(request, out, part, &open));
    struct str says = words_text(
        out, W_NOTE("Until the end of the last day (UTC) this person speaks for {city} as well: all that waits for you "
                    "stands on their desk and comes to them by mail. Then it ends by itself; you keep your part."),
        &city, 1);
    struct deed_form *form = deed_form(m, W(out, "Let them stand in while you are away"),
                                       str_format(request->arena, "%.*s %.*s", STR_ARG(says), STR_ARG(open)));
    struct form_field *until = deed_field(request, form, form_find(member_person_form, "until"),
                                          W(out, "A day within the next 90, as 2027-05-31."));
    until->type = S("date");
    deed_button(form, "stand-in", W(out, "Let them stand in"));
    return OK;
}

static void add_forms(struct request *request, struct out *out, const struct part *part, struct deed *m)
{
    struct slot city = slot("city", part->member.name);
    if (!is_main(part->row)) {
        struct deed_form *form = deed_form(m, W(out, "Hand over the main contact"),
                                           words_text(out, W_NOTE("This person then speaks for {city}, invites "
                                                                  "colleagues and ends their part. Who was the main "
                                                                  "contact stays as a colleague."), &city, 1));
        deed_button(form, "main", W(out, "Make this person the main contact"));
    }
    if (may_end(request, part)) {
        struct deed_form *form = deed_form(m, W(out, "End their part"),
                                           words_text(out, W_NOTE("This person does not act for {city} any more and is "
                                                                  "signed out. The account stays; nothing that was "
                                                                  "done is undone."), &city, 1));
        deed_button_quiet(form, "end", W(out, "End their part"));
    } else {
        deed_say(m, W(out, "You are the main contact. Hand over to a colleague before you go: their pages have the "
                           "button."));
    }
}

enum fault member_person_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct part part;
    TRY(load(request, &part));
    struct deed *m = member_deed(request, part.row->name,
                                 SAY(&out, "What this person is for {city}, and what you may change.",
                                     slot("city", part.member.name)), part.member.name);
    m->action = url_path_of(request->arena, "/member-cities/{}/people/{}", request->params[0], part.row->uid);
    deed_fact(request, m, W(&out, "Mail address"), part.row->mail);
    deed_fact(request, m, W(&out, "Role"), say_person_role(&out, part.row->role, part.member.name));
    deed_fact(request, m, W(&out, "Since"), say_day(&out, (struct maybe_int){true, part.row->since}));
    if (part.row->until.known) {
        deed_fact(request, m, W(&out, "Stands in until"), member_stand_in_day(&out, part.row->until.v));
    }
    deed_fact(request, m, W(&out, "Given by"), part.row->given_name);
    TRY(add_stand_in(request, &out, &part, m));
    add_forms(request, &out, &part, m);
    deed_end(request, response, m, member_person_form);
    return OK;
}

/* ---- what is done */

static enum fault must_use change(struct request *request, const struct part *part, const struct q_member_people *whom,
                                  const char *role, bool ends)
{
    const struct role_new in = {.person_id = whom->person_id, .role = str_of(role),
                                .member_id = {true, part->member.id}, .given_by = {true, request->who->person_id}};
    enum fault fault = ends ? role_end(request->db, request->arena, &in, request->now)
                            : role_give(request->db, request->arena, &in, request->now);
    if (fault == (ends ? FAULT_NOT_FOUND : FAULT_CONFLICT)) {
        return OK; /* it is so already */
    }
    TRY(fault);
    return note_person(request, ends ? "role-ended" : "role-given", whom->person_id, whom->name,
                       member_fields(request, in.role, part->member.id));
}

/* Whoever did it themselves knows. */
static enum fault must_use tell(struct request *request, const struct part *part, const struct q_member_people *whom,
                                const char *role)
{
    return whom->person_id == request->who->person_id
               ? OK : account_tell_ended(request->db, request->arena, whom->person_id, role, part->member.id,
                                         request->now);
}

static enum fault must_use end_part(struct request *request, const struct part *part)
{
    TRY(change(request, part, part->row, "main_contact", true));
    TRY(change(request, part, part->row, "colleague", true));
    return tell(request, part, part->row, "colleague");
}

static enum fault must_use hand_over(struct request *request, const struct part *part)
{
    for (size_t i = 0; i < part->rows_n; i++) {
        if (is_main(&part->rows[i])) {
            TRY(change(request, part, &part->rows[i], "colleague", false));
            TRY(change(request, part, &part->rows[i], "main_contact", true));
            TRY(tell(request, part, &part->rows[i], "main_contact"));
        }
    }
    TRY(change(request, part, part->row, "main_contact", false));
    return change(request, part, part->row, "colleague", true);
}

static enum fault must_use refuse_until(struct request *request)
{
    form_refuse(request, form_find(member_person_form, "until"), W_NOTE("is no day within the next 90"),
                W_NOTE("write the last day as 2027-05-31"));
    return FAULT_INVALID;
}

/* Signed out by it, as by every new part; the mail says why. */
static enum fault must_use let_stand_in(struct request *request, const struct part *part)
{
    struct date last;
    int32_t today = (int32_t)(request->now / 86400);
    if (!date_parse(str_trim(request_typed(request, "until")), &last) || last.days < today ||
        last.days > today + STAND_IN_DAYS_MAX) {
        return refuse_until(request);
    }
    const struct role_new role = {
        .person_id = part->row->person_id, .role = S("main_contact"), .member_id = {true, part->member.id},
        .until = {true, ((int64_t)last.days + 1) * 86400}, .given_by = {true, request->who->person_id}};
    enum fault fault = role_give(request->db, request->arena, &role, request->now);
    if (fault == FAULT_CONFLICT) {
        return OK; /* a main contact already: sent twice */
    }
    TRY(fault);
    TRY(account_tell_stand_in(request->db, request->arena, role.person_id, part->member.id, role.until.v,
                              request->now));
    return note_person(request, "role-given", part->row->person_id, part->row->name,
                       member_fields(request, role.role, part->member.id));
}

static enum fault must_use act_stand_in(struct request *request, struct response *response, const struct part *part)
{
    if (part->is_self || !part->is_mains) {
        return FAULT_NOT_FOUND;
    }
    TRY(let_stand_in(request, part));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/people"), "done",
                                 S("stand-in")).text;
    return OK;
}

static enum fault must_use refuse_self(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "The main contact"), W(&out, "hands over first"),
                 W(&out, "make a colleague the main contact"));
    response->status = 409;
    return FAULT_INVALID;
}

enum fault member_person_act(struct request *request, struct response *response)
{
    struct part part;
    struct str opened_by = S("");
    struct str what = request_typed(request, "do");
    if (what.n == 0) {
        form_refuse(request, member_person_form, W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    bool ends = str_eq(what, S("end"));
    TRY(load(request, &part));
    if (str_eq(what, S("stand-in"))) {
        return act_stand_in(request, response, &part);
    }
    if (ends && !may_end(request, &part)) {
        return refuse_self(request, response);
    }
    TRY(own_session(request, &opened_by));
    TRY(ends ? end_part(request, &part) : hand_over(request, &part));
    if (part.has_me) { /* who hands over is a colleague now, and stays signed in */
        TRY(own_session_again(request, response, opened_by));
    }
    bool still_may = right_allows(request->who, RIGHT_CITY_PEOPLE, &(struct right_about){0}) || ends;
    response->status = 303;
    response->location = still_may ? url_add(request->arena, member_url(request, "/member-cities/{}/people"), "done",
                                             ends ? S("ended") : S("handed")).text
                                   : S("/me");
    return OK;
}
