/* SPDX-License-Identifier: AGPL-3.0-or-later
** people: one person: roles given and ended, blocked and let in again, signed out everywhere, erased. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "store/account.h"
#include "store/erasure.h"
#include "store/person.h"
#include "store/session.h"
#include "text/words.h"
#include "web/people/people_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32
#define NUMBER_LETTERS 20

const struct field person_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "give end block unblock sessions", .help = "what was done before, to be said"},
    {0},
};

const struct field person_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "give end block unblock sessions",
     .help = "what the button says"},
    {.name = "role", .label = W_NOTE("Role"), .kind = FIELD_CHOICE,
     .choices = "colleague main_contact coordinator administrator", .help = "give: which"},
    {.name = "city", .label = W_NOTE("City"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "give: of colleagues and main contacts, the uid of the member city"},
    {.name = "end", .label = W_NOTE("Role that ends"), .kind = FIELD_TEXT, .max = NUMBER_LETTERS,
     .help = "end: its number"},
    {0},
};

const struct field person_erase_form[] = {{0}};

/* ---- the page */

struct person {
    struct q_person_by_uid row;
    struct q_person_roles_now *roles;
    size_t roles_n;
    int64_t sessions;
    struct q_member_choices *cities;
    size_t cities_n;
};

static enum fault must_use load(struct request *request, struct person *ret)
{
    struct q_session_count sessions;
    struct str uid = request->params[0];
    q_person_by_uid_soon(request->db, uid);
    q_person_roles_now_soon(request->db, uid, request->now);
    q_session_count_soon(request->db, uid, request->now);
    q_member_choices_soon(request->db);
    TRY(q_person_by_uid(request->db, request->arena, uid, &ret->row));
    TRY(q_person_roles_now(request->db, request->arena, uid, request->now, &ret->roles, &ret->roles_n));
    TRY(q_session_count(request->db, request->arena, uid, request->now, &sessions));
    ret->sessions = sessions.n;
    return q_member_choices(request->db, request->arena, &ret->cities, &ret->cities_n);
}

static struct str say_role_since(struct out *out, const struct q_person_roles_now *row)
{
    struct str role = say_person_role(out, row->role, row->city);
    struct str when = say_day(out, (struct maybe_int){true, row->since});
    return row->given_name.n > 0 ? SAY(out, "{role}, since {when}, by {name}", slot("role", role), slot("when", when),
                                       slot("name", row->given_name))
                                 : SAY(out, "{role}, since {when}", slot("role", role), slot("when", when));
}

static struct str say_roles(struct request *request, struct out *out, const struct person *person)
{
    struct str text = S("");
    for (size_t i = 0; i < person->roles_n; i++) {
        text = str_format(request->arena, "%.*s%s%.*s", STR_ARG(text), i > 0 ? "; " : "",
                          STR_ARG(say_role_since(out, &person->roles[i])));
    }
    return text.n > 0 ? text : W(out, "None");
}

static void add_facts(struct request *request, struct out *out, const struct person *person, struct deed *m)
{
    const struct q_person_by_uid *row = &person->row;
    bool blocked = !str_eq(row->state, S("active"));
    deed_fact(request, m, W(out, "Mail address"), row->mail);
    deed_fact(request, m, W(out, "May sign in"), blocked ? W(out, "No: blocked") : W(out, "Yes"));
    deed_fact(request, m, W(out, "Roles"), say_roles(request, out, person));
    deed_fact(request, m, W(out, "Second step"), row->second_step ? W(out, "Yes") : W(out, "No"));
    deed_fact(request, m, W(out, "Here since"), say_day(out, (struct maybe_int){true, row->created_at}));
    deed_fact(request, m, W(out, "Last seen"), say_day(out, row->seen_at));
    deed_fact(request, m, W(out, "Signed in on"),
              SAY(out, "{n} browser|{n} browsers", slot("n", count(person->sessions))));
}

static void add_giving(struct request *request, struct out *out, const struct person *person, struct deed *m)
{
    static const char *const roles[] = {"colleague", "main_contact", "coordinator", "administrator"};
    struct deed_form *form = deed_form(m, W(out, "Give a role"),
                                       W(out, "The person is signed out everywhere, and has it at the next sign-in. "
                                              "Coordinators and administrators need a second step for it to count."));
    struct deed_select *role = deed_select(request, form, form_find(person_form, "role"), S(""), COUNT_OF(roles));
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        deed_option(request, role, str_of(roles[i]), say_person_role(out, str_of(roles[i]), S("")));
    }
    struct deed_select *city = deed_select(request, form, form_find(person_form, "city"),
                                           W(out, "Only for colleagues and main contacts. You vouch for it that the "
                                                  "person works there."), person->cities_n + 1);
    deed_option(request, city, S(""), W(out, "None"));
    for (size_t i = 0; i < person->cities_n; i++) {
        const struct q_member_choices *row = &person->cities[i];
        deed_option(request, city, row->uid, say_member_city(request->arena, row->name, row->country));
    }
    deed_button(form, "give", W(out, "Give this role"));
}

static void add_ending(struct request *request, struct out *out, const struct person *person, struct deed *m)
{
    if (person->roles_n == 0) {
        return;
    }
    struct deed_form *form = deed_form(m, W(out, "End a role"), W(out, "The person is signed out everywhere."));
    struct deed_select *end = deed_select(request, form, form_find(person_form, "end"), S(""), person->roles_n);
    for (size_t i = 0; i < person->roles_n; i++) {
        struct str number = str_format(request->arena, "%lld", (long long)person->roles[i].id);
        deed_option(request, end, number, say_person_role(out, person->roles[i].role, person->roles[i].city));
    }
    deed_button(form, "end", W(out, "End this role"));
}

static bool is_self(const struct request *request, const struct person *person)
{
    return request->who->person_id == person->row.id;
}

static void add_account(struct request *request, struct out *out, const struct person *person, struct deed *m)
{
    if (is_self(request, person)) {
        deed_link(m, URL("/me/sessions"), W(out, "See where you are signed in"));
        return;
    }
    bool blocked = !str_eq(person->row.state, S("active"));
    struct deed_form *form = deed_form(m, W(out, "The account"),
                                       blocked ? W(out, "Who is blocked cannot sign in, and keeps their roles.")
                                               : W(out, "Who is blocked is signed out everywhere and cannot sign in; "
                                                        "roles stay, and nothing is erased."));
    if (blocked) {
        deed_button(form, "unblock", W(out, "Let them in again"));
    } else {
        deed_button(form, "block", W(out, "Block"));
        if (person->sessions > 0) {
            deed_button_quiet(form, "sessions", W(out, "Sign out everywhere"));
        }
    }
    deed_link(m, url_path_of(request->arena, "/people/{}/erase", person->row.uid), W(out, "Erase this person"));
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("give"))       ? W(out, "The role is given.")
                      : str_eq(done, S("end"))      ? W(out, "The role has ended.")
                      : str_eq(done, S("block"))    ? W(out, "This person is blocked.")
                      : str_eq(done, S("unblock"))  ? W(out, "This person may sign in again.")
                      : str_eq(done, S("sessions")) ? W(out, "This person is signed out everywhere.")
                                                    : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

enum fault person_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct person person;
    TRY(load(request, &person));
    struct deed *m = deed_of(request, person.row.name, W(&out, "What this person is here, and what you may change."));
    page_add_crumb(m->page, W(&out, "People"), URL("/people"));
    m->notice = notice_of(request, &out);
    m->action = url_path_of(request->arena, "/people/{}", person.row.uid);
    add_facts(request, &out, &person, m);
    add_giving(request, &out, &person, m);
    add_ending(request, &out, &person, m);
    add_account(request, &out, &person, m);
    deed_end(request, response, m, person_form);
    return OK;
}

/* ---- what is done */

static enum fault must_use refuse(struct request *request, struct response *response, const char *field,
                                  const char *what, const char *hint)
{
    form_refuse(request, form_find(person_form, field), what, hint);
    response->status = 409;
    return FAULT_INVALID;
}

static enum fault must_use refuse_last(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "The last administrator"), W(&out, "stays"),
                 W(&out, "make somebody else one first"));
    response->status = 409;
    return FAULT_INVALID;
}

static struct str role_fields(struct request *request, struct str role, struct maybe_int member_id)
{
    return str_format(request->arena, "role=%.*s\nmember=%lld\n", STR_ARG(role), (long long)member_id.v);
}

/* The city that was chosen; a role of the network has none. */
static enum fault must_use read_city(struct request *request, struct str role, struct maybe_int *ret_member)
{
    struct str uid = request_typed(request, "city");
    struct q_member_by_uid member;
    *ret_member = (struct maybe_int){0};
    if (!role_is_of_city(role)) {
        return OK; /* a city that is chosen as well does no harm */
    }
    enum fault fault = uid.n > 0 ? q_member_by_uid(request->db, request->arena, uid, &member) : FAULT_NOT_FOUND;
    if (fault == FAULT_NOT_FOUND || (fault == OK && !member.takes_part)) {
        form_refuse(request, form_find(person_form, "city"), W_NOTE("is missing"),
                    W_NOTE("choose which one the person works for"));
        return FAULT_INVALID;
    }
    TRY(fault);
    *ret_member = (struct maybe_int){true, member.id};
    return OK;
}

static enum fault must_use give(struct request *request, struct response *response, const struct person *person)
{
    struct role_new role = {.person_id = person->row.id, .role = request_typed(request, "role"),
                            .given_by = {true, request->who->person_id}};
    if (!role_is_known(role.role)) {
        form_refuse(request, form_find(person_form, "role"), W_NOTE("is missing"), W_NOTE("choose one"));
        return FAULT_INVALID;
    }
    TRY(read_city(request, role.role, &role.member_id));
    enum fault fault = role_give(request->db, request->arena, &role, request->now);
    if (fault == FAULT_CONFLICT) {
        return refuse(request, response, "role", W_NOTE("is there already"), W_NOTE("choose another one"));
    }
    if (fault == FAULT_TOO_LARGE) {
        return refuse(request, response, "role", W_NOTE("is one too many"), W_NOTE("end another one first"));
    }
    TRY(fault);
    return note_person(request, "role-given", person->row.id, person->row.name,
                       role_fields(request, role.role, role.member_id));
}

static enum fault must_use end(struct request *request, struct response *response, const struct person *person)
{
    int64_t id = 0;
    const struct q_person_roles_now *found = NULL;
    bool is_number = parse_int(request_typed(request, "end"), 1, INT64_MAX, &id);
    for (size_t i = 0; is_number && i < person->roles_n; i++) {
        found = person->roles[i].id == id ? &person->roles[i] : found;
    }
    if (found == NULL) {
        return refuse(request, response, "end", W_NOTE("does not stand any more"), W_NOTE("choose another one"));
    }
    const struct role_new role = {.person_id = person->row.id, .role = found->role, .member_id = found->member_id,
                                  .given_by = {true, request->who->person_id}};
    enum fault fault = role_end(request->db, request->arena, &role, request->now);
    if (fault == FAULT_CONFLICT) {
        return refuse_last(request, response);
    }
    TRY(fault);
    if (found->member_id.known && !is_self(request, person)) {
        TRY(account_tell_ended(request->db, request->arena, person->row.id, str_c(request->arena, found->role),
                               found->member_id.v, request->now));
    }
    return note_person(request, "role-ended", person->row.id, person->row.name,
                       role_fields(request, found->role, found->member_id));
}

static enum fault must_use block(struct request *request, struct response *response, const struct person *person)
{
    enum fault fault = person_block(request->db, request->arena, person->row.id, request->now);
    if (fault == FAULT_CONFLICT) {
        return refuse_last(request, response);
    }
    TRY(fault);
    return note_person(request, "person-blocked", person->row.id, person->row.name, S(""));
}

static enum fault must_use unblock(struct request *request, const struct person *person)
{
    TRY(person_unblock(request->db, request->arena, person->row.id));
    return note_person(request, "person-unblocked", person->row.id, person->row.name, S(""));
}

static enum fault must_use sign_out(struct request *request, const struct person *person)
{
    TRY(q_session_end_all(request->db, person->row.id, 0));
    return note_person(request, "sessions-ended", person->row.id, person->row.name, S(""));
}

static enum fault must_use do_it(struct request *request, struct response *response, struct str what,
                                 const struct person *person)
{
    bool about_account = str_eq(what, S("block")) || str_eq(what, S("unblock")) || str_eq(what, S("sessions"));
    if (about_account && is_self(request, person)) {
        struct out out = response_out(request, response);
        problems_add(&request->problems, W(&out, "Your own account"), W(&out, "is not changed here"),
                     W(&out, "your own page has what you may change"));
        return FAULT_INVALID;
    }
    return str_eq(what, S("give"))      ? give(request, response, person)
           : str_eq(what, S("end"))     ? end(request, response, person)
           : str_eq(what, S("block"))   ? block(request, response, person)
           : str_eq(what, S("unblock")) ? unblock(request, person)
                                        : sign_out(request, person);
}

enum fault person_act(struct request *request, struct response *response)
{
    struct person person;
    struct str opened_by = S("");
    struct str what = request_typed(request, "do");
    if (what.n == 0) {
        form_refuse(request, form_find(person_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    TRY(load(request, &person));
    TRY(own_session(request, &opened_by));
    TRY(do_it(request, response, what, &person));
    if (is_self(request, &person)) {
        TRY(own_session_again(request, response, opened_by));
    }
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/people/{}", person.row.uid), "done",
                                 what).text;
    return OK;
}

/* ---- erasing */

static void say_what_goes(struct out *out, struct deed *m)
{
    deed_say(m, W(out, "What goes: name, mail address, password, second step, sessions, roles, invitations, mail that "
                       "waits, remarks sent with that address, and the name in the log."));
    deed_say(m, W(out, "What stays: a number that names nobody, what was decided, and that something was erased."));
    deed_say(m, W(out, "Backups that were made before hold it for 35 days at most; when one is used, the person is "
                       "erased again."));
    deed_say(m, W(out, "It cannot be undone. Who is only to stay out for a while is better blocked."));
}

enum fault person_erase_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct person person;
    TRY(load(request, &person));
    struct deed *m = deed_of(request, SAY(&out, "Erase {name}", slot("name", person.row.name)),
                             W(&out, "Everything that is kept about this person is removed, for good."));
    page_add_crumb(m->page, W(&out, "People"), URL("/people"));
    page_add_crumb(m->page, person.row.name, url_path_of(request->arena, "/people/{}", person.row.uid));
    m->action = url_path_of(request->arena, "/people/{}/erase", person.row.uid);
    say_what_goes(&out, m);
    if (is_self(request, &person)) {
        deed_link(m, URL("/me/leave"), W(&out, "Leave this network"));
    } else {
        struct deed_form *form = deed_form(m, W(&out, "Erase"), SAY(&out, "{name}, {mail}",
                                           slot("name", person.row.name), slot("mail", person.row.mail)));
        deed_button(form, "erase", W(&out, "Erase this person"));
    }
    deed_link(m, url_path_of(request->arena, "/people/{}", person.row.uid), W(&out, "Go back and leave it as it is"));
    deed_end(request, response, m, person_erase_form);
    return OK;
}

enum fault person_erase_act(struct request *request, struct response *response)
{
    struct q_person_by_uid row;
    struct erasure_report report = {0};
    const struct log_someone by = {LOG_PERSON, request->who->person_id, request->who->name};
    TRY(q_person_by_uid(request->db, request->arena, request->params[0], &row));
    if (row.id == request->who->person_id) {
        struct out out = response_out(request, response);
        problems_add(&request->problems, W(&out, "Your own account"), W(&out, "is not changed here"),
                     W(&out, "your own page has what you may change"));
        return FAULT_INVALID;
    }
    enum fault fault = erasure_person(request->db, request->arena, row.id, &by, S("on request"), request->now, &report);
    if (fault == FAULT_CONFLICT) {
        return refuse_last(request, response);
    }
    TRY(fault);
    response->status = 303;
    response->location = S("/people?done=erased");
    return OK;
}
