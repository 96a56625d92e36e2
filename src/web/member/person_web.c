/* SPDX-License-Identifier: AGPL-3.0-or-later
** member: one person who acts for a city: their part ends, they become its main contact, they speak for the area
** around it. A colleague sees themselves, as "me" too; who ends parts sees everybody. */
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
#define PLACE_LETTERS 60

const struct field member_person_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "end main stand-in for-area not-for-area",
     .help = "end this part, make them the main contact, let them stand in, or say who speaks for the area around"},
    {.name = "until", .label = W_NOTE("The last day"), .kind = FIELD_TEXT, .max = 10,
     .help = "of standing in: a day within the next 90, as 2027-05-31"},
    {.name = "place", .label = W_NOTE("Which place or group"), .kind = FIELD_TEXT, .max = PLACE_LETTERS,
     .help = "that they speak for in the area around; empty: all of it"},
    {0},
};

/* It ends with that day. */
struct str member_stand_in_day(struct out *out, int64_t until)
{
    return say_day(out, (struct maybe_int){true, until - 1});
}

struct str member_for_area(struct out *out, struct str place)
{
    return place.n > 0 ? place : W(out, "All of it");
}

struct part {
    struct q_member_by_uid member;
    struct q_member_people *rows; /* everybody of the city */
    size_t rows_n;
    const struct q_member_people *row; /* the highest part of this person */
    const struct q_member_people *speaks; /* for the area around, by this part; NULL: they do not */
    bool lasts;                   /* one of their parts has no end yet */
    bool is_self;
    bool has_me;                  /* who asks acts for this city too */
    bool is_mains;                /* and is its main contact */
    bool may_all;                 /* a main contact or a coordinator; else a colleague, of themselves */
};

const struct q_member_people *member_speaks(const struct q_member_people *rows, size_t n, int64_t person_id)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].person_id == person_id && rows[i].speaks) {
            return &rows[i];
        }
    }
    return NULL;
}

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
    ret->lasts = false;
    ret->has_me = false;
    ret->is_mains = false;
    for (size_t i = ret->rows_n; i-- > 0;) {
        bool is_me = ret->rows[i].person_id == request->who->person_id;
        ret->has_me |= is_me;
        ret->is_mains |= is_me && is_main(&ret->rows[i]);
        if (str_eq(ret->rows[i].uid, request->params[1]) || (is_me && str_eq(request->params[1], S("me")))) {
            ret->row = &ret->rows[i];
            ret->lasts |= !ret->rows[i].until.known;
        }
    }
    if (ret->row == NULL) {
        return FAULT_NOT_FOUND;
    }
    ret->speaks = member_speaks(ret->rows, ret->rows_n, ret->row->person_id);
    ret->is_self = ret->row->person_id == request->who->person_id;
    ret->may_all = right_allows(request->who, RIGHT_CITY_PEOPLE, &(struct right_about){.member_id = ret->member.id});
    return ret->is_self || ret->may_all ? OK : FAULT_NOT_FOUND;
}

/* The person themselves and the main contact say it; of a part that ends by itself nobody does. */
static bool may_speak(const struct part *part)
{
    return part->lasts && (part->is_self || part->is_mains);
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

static void add_speaks(struct request *request, struct out *out, const struct part *part, struct deed *m)
{
    if (!may_speak(part)) {
        return;
    }
    struct slot city = slot("city", part->member.name);
    struct deed_form *form = deed_form(
        m, W(out, "Speaking for the area around us"),
        part->is_self ? SAY(out, "Say so if you also speak for the places around {city}. Only people of your city see "
                                 "it, beside the area in the profile.", city)
                      : SAY(out, "Say so if this person also speaks for the places around {city}. Only people of your "
                                 "city see it, beside the area in the profile.", city));
    struct form_field *place = deed_field(request, form, form_find(member_person_form, "place"),
                                          W(out, "For example “LEADER group of the upper valley”. Leave it "
                                                 "empty for the whole area."));
    if (!request->acts && part->speaks != NULL) {
        place->value = part->speaks->for_area;
    }
    deed_button(form, "for-area", part->speaks != NULL ? W(out, "Save the place")
                                  : part->is_self      ? W(out, "I speak for the area around us")
                                                       : W(out, "They speak for the area around us"));
    if (part->speaks != NULL) {
        deed_button_quiet(form, "not-for-area", part->is_self ? W(out, "I do not speak for it any more")
                                                              : W(out, "They do not speak for it any more"));
    }
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

/* A colleague may not open the list of people: their way back is the profile. */
static struct deed *page_for(struct request *request, struct out *out, const struct part *part)
{
    struct slot city = slot("city", part->member.name);
    if (part->may_all) {
        struct str lead = SAY(out, "What this person is for {city}, and what you may change.", city);
        return member_deed(request, part->row->name, lead, part->member.name);
    }
    struct deed *m = deed_of(request, part->row->name, SAY(out, "What you are for {city}.", city));
    page_add_crumb(m->page, SAY(out, "Profile of {city}", city), member_url(request, "/member-cities/{}/profile"));
    return m;
}

enum fault member_person_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct part part;
    TRY(load(request, &part));
    struct deed *m = page_for(request, &out, &part);
    m->action = url_path_of(request->arena, "/member-cities/{}/people/{}", request->params[0], part.row->uid);
    deed_fact(request, m, W(&out, "Mail address"), part.row->mail);
    deed_fact(request, m, W(&out, "Role"), say_person_role(&out, part.row->role, part.member.name));
    deed_fact(request, m, W(&out, "Since"), say_day(&out, (struct maybe_int){true, part.row->since}));
    if (part.row->until.known) {
        deed_fact(request, m, W(&out, "Stands in until"), member_stand_in_day(&out, part.row->until.v));
    }
    deed_fact(request, m, W(&out, "Given by"), part.row->given_name);
    if (part.has_me && part.speaks != NULL) {
        deed_fact(request, m, W(&out, "Speaks for the area around us"), member_for_area(&out, part.speaks->for_area));
    }
    TRY(add_stand_in(request, &out, &part, m));
    add_speaks(request, &out, &part, m);
    if (part.may_all) {
        add_forms(request, &out, &part, m);
    }
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

/* What somebody speaks for goes on with their new part. */
static enum fault must_use keep_speaking(struct request *request, const struct part *part, int64_t person_id)
{
    const struct q_member_people *row = member_speaks(part->rows, part->rows_n, person_id);
    return row == NULL ? OK : q_member_save_for_area(request->db, part->member.id, person_id, row->for_area);
}

static enum fault must_use hand_over(struct request *request, const struct part *part)
{
    for (size_t i = 0; i < part->rows_n; i++) {
        if (is_main(&part->rows[i])) {
            TRY(change(request, part, &part->rows[i], "colleague", false));
            TRY(change(request, part, &part->rows[i], "main_contact", true));
            TRY(keep_speaking(request, part, part->rows[i].person_id));
            TRY(tell(request, part, &part->rows[i], "main_contact"));
        }
    }
    TRY(change(request, part, part->row, "main_contact", false));
    TRY(change(request, part, part->row, "colleague", true));
    return keep_speaking(request, part, part->row->person_id);
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

/* Nothing that they may changes, so nobody is signed out. */
static enum fault must_use act_speak(struct request *request, struct response *response, const struct part *part,
                                     bool speaks)
{
    if (!may_speak(part)) {
        return FAULT_NOT_FOUND;
    }
    struct str place = str_trim(request_typed(request, "place"));
    TRY(q_member_save_for_area(request->db, part->member.id, part->row->person_id,
                               !speaks       ? (struct str){0}
                               : place.n > 0 ? place
                                             : S("")));
    struct url back = member_url(request, part->may_all ? "/member-cities/{}/people" : "/member-cities/{}/profile");
    response->status = 303;
    response->location = url_add(request->arena, back, "done", S("for-area")).text;
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
    if (str_eq(what, S("for-area")) || str_eq(what, S("not-for-area"))) {
        return act_speak(request, response, &part, str_eq(what, S("for-area")));
    }
    if (!part.may_all) {
        return FAULT_NOT_FOUND;
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
