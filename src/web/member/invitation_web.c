/* SPDX-License-Identifier: AGPL-3.0-or-later
** member: the page of an invitation, for who was invited: the link in the mail is signed and names the invitation.
**
** It is for the address it was sent to: who is signed in as somebody else is told so; who has an account signs in
** first; who has none makes one here, and so has shown that the address is theirs. Looking changes nothing. */
#include "domain/who.h"
#include "http/keeper.h"
#include "store/invitation.h"
#include "store/person.h"
#include "store/trust_log.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"

const struct field invitation_form[] = {
    {.name = "name", .label = W_NOTE("Your name"), .kind = FIELD_TEXT, .max = PERSON_NAME_MAX,
     .help = "new here: as you write it"},
    {.name = "password", .label = W_NOTE("Your new password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "new here: as many letters as you like, of any kind"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "take", .help = "take it up"},
    {0},
};

/* Who looks at it. */
enum reader { READER_NEW, READER_KNOWN, READER_SELF, READER_OTHER };

struct invited {
    struct q_invitation_by_uid row;
    enum reader reader;
    struct str as;            /* READER_OTHER: who is signed in */
};

/* FAULT_NOT_FOUND: no link of ours, or it cannot be taken up any more. */
static enum fault must_use find_row(struct request *request, struct q_invitation_by_uid *ret_row)
{
    struct mail_link link;
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    if (!str_eq(link.kind, S("invitation")) || link.expires_at <= request->now) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_invitation_by_uid(request->db, request->arena, link.subject, request->now, ret_row));
    return ret_row->holds ? OK : FAULT_NOT_FOUND;
}

static enum fault must_use find_reader(struct request *request, struct invited *invited)
{
    struct q_person_by_id self;
    struct q_person_by_mail known;
    const struct who *who = request_who(request);
    if (who != NULL) {
        TRY(q_person_by_id(request->db, request->arena, who->person_id, &self));
        bool is_theirs = str_eq(person_fold_mail(request->arena, self.mail), invited->row.mail_folded);
        invited->reader = is_theirs ? READER_SELF : READER_OTHER;
        invited->as = self.mail;
        return OK;
    }
    enum fault fault = q_person_by_mail(request->db, request->arena, invited->row.mail_folded, &known);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    invited->reader = fault == OK ? READER_KNOWN : READER_NEW;
    return OK;
}

static enum fault must_use find_invited(struct request *request, struct invited *invited)
{
    TRY(find_row(request, &invited->row));
    return find_reader(request, invited);
}

/* ---- the page */

static enum fault must_use show_over(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct deed *m = deed_of(request, W(&out, "This invitation is over"),
                             W(&out, "It was taken up or withdrawn, or 14 days have gone by."));
    page_hide_address(m->page);
    deed_say(m, W(&out, "Ask who invited you for another one."));
    response->status = 404;
    deed_end(request, response, m, invitation_form);
    return OK;
}

static void ask_new(struct request *request, struct out *out, const struct invited *invited, struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "Take it up"),
                                       SAY(out, "You get an account with the address {mail}.",
                                           slot("mail", invited->row.mail)));
    struct form_field *name = deed_field(request, form, form_find(invitation_form, "name"),
                                         W(out, "People of this network see it beside what you do here."));
    name->fills = S("name");
    name->required = true;
    struct form_field *password = deed_field(request, form, form_find(invitation_form, "password"),
                                             W(out, "A few words that only you would put together are best; any "
                                                    "letters and signs will do."));
    password->fills = S("new-password");
    password->required = true;
    deed_button(form, "take", W(out, "Make my account and take it up"));
}

static void add_way(struct request *request, struct out *out, const struct invited *invited, struct deed *m)
{
    struct deed_form *form;
    struct slot mail = slot("mail", invited->row.mail);
    switch (invited->reader) {
    case READER_SELF:
        form = deed_form(m, W(out, "Take it up"), words_text(out, W_NOTE("You are signed in as {mail}."), &mail, 1));
        deed_button(form, "take", W(out, "Take it up"));
        break;
    case READER_OTHER:
        deed_say(m, SAY(out, "It is for {mail}, and you are signed in as {other}. Sign out, and open the link in the "
                             "mail again.", slot("mail", invited->row.mail), slot("other", invited->as)));
        deed_link(m, URL("/sign-out"), W(out, "Sign out"));
        break;
    case READER_KNOWN:
        deed_say(m, words_text(out, W_NOTE("There is an account with the address {mail}. Sign in, and come back here."),
                               &mail, 1));
        deed_link(m, url_add(request->arena, URL("/sign-in"), "next", request->path), W(out, "Sign in"));
        break;
    case READER_NEW:
        ask_new(request, out, invited, m);
        break;
    }
}

enum fault invitation_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct invited invited = {0};
    enum fault fault = request->db != NULL ? find_invited(request, &invited) : FAULT_BUSY;
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? show_over(request, response) : fault;
    }
    const struct q_invitation_by_uid *row = &invited.row;
    struct deed *m = deed_of(request, SAY(&out, "Act for {city}", slot("city", row->city)),
                             str_eq(row->role, S("main_contact"))
                                 ? W(&out, "As its main contact you speak for the city in this network.")
                                 : W(&out, "As a colleague you work for the city in this network."));
    page_hide_address(m->page);
    m->action = url_path_of(request->arena, "/invitations/{}", request->params[0]);
    deed_fact(request, m, W(&out, "Invited by"), row->by_name.n > 0 ? row->by_name : W(&out, "Who runs the server"));
    deed_fact(request, m, W(&out, "Ends"), say_day(&out, (struct maybe_int){true, row->ends_at}));
    add_way(request, &out, &invited, m);
    deed_end(request, response, m, invitation_form);
    return OK;
}

/* ---- taking it up */

static enum fault must_use refuse(struct request *request, struct response *response, const char *what,
                                  const char *hint)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "This invitation"), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
    response->status = 409;
    return FAULT_INVALID;
}

static enum fault must_use note_taken(struct request *request, const struct invited *invited, int64_t id,
                                      struct str name)
{
    const struct log_someone person = {LOG_PERSON, id, name};
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = S("invitation-taken"), .who = person, .whom = person, .now = request->now,
        .fields = member_fields(request, invited->row.role, invited->row.member_id)});
}

static enum fault must_use take_as_self(struct request *request, struct response *response,
                                        const struct invited *invited)
{
    const struct who *who = request_who(request);
    struct str opened_by;
    TRY(own_session(request, &opened_by));
    TRY(invitation_take(request->db, request->arena, &invited->row, who->person_id, request->now));
    TRY(note_taken(request, invited, who->person_id, who->name));
    TRY(own_session_again(request, response, opened_by));
    response->status = 303;
    response->location = S("/me");
    return OK;
}

static enum fault must_use take_as_new(struct request *request, struct response *response,
                                       const struct invited *invited)
{
    struct str password = request_secret(request, "password");
    struct str hash;
    const struct person_new person = {request_typed(request, "name"), invited->row.mail, invited->row.language};
    int64_t id;
    if (person.name.n == 0) {
        form_refuse(request, form_find(invitation_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    TRY(judge_password(request, form_find(invitation_form, "password"), password, person.name, person.mail));
    TRY(keeper_hash(request, password, &hash));
    TRY(person_add(request->db, request->arena, &person, request->now, &id));
    TRY(person_set_password(request->db, id, hash, 0, request->now));
    TRY(note_own(request, "person-added", id, person.name));
    TRY(invitation_take(request->db, request->arena, &invited->row, id, request->now));
    TRY(note_taken(request, invited, id, person.name));
    return session_lead(request, response, id, S("password"), S("/me"));
}

enum fault invitation_act(struct request *request, struct response *response)
{
    struct invited invited = {0};
    enum fault fault = find_invited(request, &invited);
    if (fault == FAULT_NOT_FOUND) {
        return refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    switch (invited.reader) {
    case READER_SELF:
        return take_as_self(request, response, &invited);
    case READER_NEW:
        return take_as_new(request, response, &invited);
    case READER_KNOWN:
        return refuse(request, response, W_NOTE("is for somebody who has an account"), W_NOTE("sign in first"));
    default:
        return refuse(request, response, W_NOTE("is for another address than yours"),
                      W_NOTE("sign out, and open the link in the mail again"));
    }
}
