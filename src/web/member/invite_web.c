/* SPDX-License-Identifier: AGPL-3.0-or-later
** member: inviting somebody, an invitation that waits, and the city's own mail addresses. */
#include "base/check.h"
#include "domain/idna.h"
#include "domain/official.h"
#include "domain/who.h"
#include "store/invitation.h"
#include "store/person.h"
#include "store/rate.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/say.h"

#define LANGUAGE_MAX 10
#define DOMAIN_LETTERS 300

/* So that an account that was taken over cannot write to the world. */
static const struct rate_limit per_person = {S_INIT("invite"), 30, 86400};

const struct field invite_form[] = {
    {.name = "mail", .label = W_NOTE("Mail address"), .kind = FIELD_MAIL, .min = 1, .max = PERSON_MAIL_MAX,
     .help = "of whom you invite"},
    {.name = "role", .label = W_NOTE("Role"), .kind = FIELD_CHOICE, .choices = "colleague main_contact",
     .help = "what the person becomes; main contacts are made by coordinators"},
    {.name = "language", .label = W_NOTE("Language of the mail"), .kind = FIELD_CHOICE, .choices = "en de",
     .help = "of the mail that is sent"},
    {.name = "vouch", .label = W_NOTE("Your word for it"), .kind = FIELD_FLAG,
     .help = "that the person works for the city, where the address does not say so"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "invite", .help = "invite"},
    {0},
};

const struct field invited_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "again withdraw",
     .help = "send it again, or withdraw it"},
    {0},
};

const struct field addresses_form[] = {
    {.name = "domain", .label = W_NOTE("What stands behind the @"), .kind = FIELD_TEXT, .max = DOMAIN_LETTERS,
     .help = "add: a domain that is the city's own"},
    {.name = "remove", .label = W_NOTE("Address ending"), .kind = FIELD_TEXT, .max = DOMAIN_LETTERS,
     .help = "remove: which one"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "add remove",
     .help = "add or remove one"},
    {0},
};

static enum fault must_use go_back(struct request *request, struct response *response, const char *done)
{
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/people"), "done",
                                 str_of(done)).text;
    return OK;
}

/* ---- inviting */

static void add_languages(struct request *request, struct deed_form *form)
{
    struct deed_select *select = deed_select(request, form, form_find(invite_form, "language"), S(""), 2);
    deed_option(request, select, S("en"), S("English"));
    deed_option(request, select, S("de"), S("Deutsch"));
    if (!request->acts) { /* as the reader's own */
        select->options[1].chosen = str_eq(words_tag(request->words), S("de"));
    }
}

static struct str vouch_error(struct request *request, struct out *out)
{
    struct str label = words_text(out, form_find(invite_form, "vouch")->label, NULL, 0);
    for (size_t i = 0; i < request->problems.n; i++) {
        const struct problem *problem = &request->problems.items[i];
        if (str_eq(problem->where, label)) {
            return str_format(request->arena, "%.*s: %.*s", STR_ARG(problem->what), STR_ARG(problem->hint));
        }
    }
    return S("");
}

static struct str say_own(struct request *request, struct out *out, const struct q_member_domain_list *rows, size_t n)
{
    struct str text = S("");
    for (size_t i = 0; i < n; i++) {
        text = str_format(request->arena, "%.*s%s@%.*s", STR_ARG(text), i > 0 ? ", " : "",
                          STR_ARG(idna_readable(request->arena, rows[i].domain)));
    }
    return n > 0 ? SAY(out, "The city's own end in {domains}; for any other you vouch.", slot("domains", text))
                 : W(out, "None is known to be the city's own, so you vouch for it.");
}

enum fault invite_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_member_by_uid member;
    struct q_member_domain_list *domains;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_member_domain_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_member_domain_list(request->db, request->arena, request->params[0], &domains, &n));
    struct deed *m = member_deed(request, W(&out, "Invite somebody"),
                                 SAY(&out, "A mail with a link asks them to act for {city}.",
                                     slot("city", member.name)), member.name);
    m->action = member_url(request, "/member-cities/{}/invite");
    struct deed_form *form = deed_form(m, W(&out, "Whom"),
                                       W(&out, "The invitation can be taken up for 14 days. You can withdraw it, and "
                                               "send it again twice."));
    deed_field(request, form, form_find(invite_form, "mail"), say_own(request, &out, domains, n))->type = S("email");
    if (gate_allows(request, RIGHT_CITY_PEOPLE)) {
        struct deed_select *role = deed_select(request, form, form_find(invite_form, "role"), S(""), 2);
        deed_option(request, role, S("colleague"), say_person_role(&out, S("colleague"), S("")));
        deed_option(request, role, S("main_contact"), say_person_role(&out, S("main_contact"), S("")));
    }
    add_languages(request, form);
    form->check = (struct deed_check){
        .name = S("vouch"), .error = vouch_error(request, &out), .checked = request_typed(request, "vouch").n > 0,
        .label = SAY(&out, "I know that this person works for {city}", slot("city", member.name)),
    };
    deed_button(form, "invite", W(&out, "Send the invitation"));
    deed_end(request, response, m, invite_form);
    return OK;
}

static enum fault must_use take_rate(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct str who = str_format(request->arena, "%lld", (long long)request->who->person_id);
    int64_t wait_s;
    TRY(rate_take(request->db, request->arena, &per_person, who, request->now, &wait_s));
    if (wait_s == 0) {
        return OK;
    }
    problems_add(&request->problems, W(&out, "So many invitations"), W(&out, "are not sent in one day"),
                 W(&out, "go on tomorrow"));
    response->status = 429;
    response->wait_s = (int)wait_s;
    return FAULT_INVALID;
}

static enum fault must_use judge_address(struct request *request, struct invitation_new *invitation)
{
    bool owns;
    TRY(member_owns(request->db, request->arena, request->params[0], invitation->mail, &owns));
    if (!owns && request_typed(request, "vouch").n == 0) {
        form_refuse(request, form_find(invite_form, "vouch"),
                    W_NOTE("is needed: the address is not one of the city's own"),
                    W_NOTE("tick it if you know the person, or use an address of the city"));
        return FAULT_INVALID;
    }
    invitation->vouched = !owns;
    return OK;
}

static enum fault must_use refuse_address(struct request *request, struct response *response, enum fault fault)
{
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(invite_form, "mail"), W_NOTE("is invited or acts for this city already"),
                    W_NOTE("look at the list of people; an invitation that waits can be sent again there"));
    } else {
        form_refuse(request, form_find(invite_form, "mail"), W_NOTE("is one too many: 50 invitations wait"),
                    W_NOTE("withdraw some that nobody takes up"));
    }
    response->status = 409;
    return FAULT_INVALID;
}

enum fault invite_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct str uid;
    struct str role = request_typed(request, "role");
    struct str language = request_typed(request, "language");
    struct invitation_new invitation = {
        .role = role.n > 0 ? role : S("colleague"), .mail = request_typed(request, "mail"),
        .language = language.n > 0 ? language : S("en"), .invited_by = {true, request->who->person_id},
    };
    TRY(member_of(request, &member));
    if (!member.takes_part) {
        return asking_refuse(request, response, W_NOTE("is not possible: the city is no member city any more"),
                             W_NOTE("take it back first, on the page of its membership"));
    }
    invitation.member_id = member.id;
    if (!str_eq(invitation.role, S("colleague")) && !gate_allows(request, RIGHT_CITY_PEOPLE)) {
        form_refuse(request, form_find(invite_form, "role"), W_NOTE("is for coordinators to give"),
                    W_NOTE("invite a colleague, and hand over to them later"));
        return FAULT_INVALID;
    }
    TRY(judge_address(request, &invitation));
    TRY(take_rate(request, response));
    enum fault fault = invitation_add(request->db, request->arena, &invitation, request->now, &uid);
    if (fault == FAULT_CONFLICT || fault == FAULT_TOO_LARGE) {
        return refuse_address(request, response, fault);
    }
    TRY(fault);
    TRY(note_person(request, invitation.vouched ? "invited-vouched" : "invited", 0, S(""),
                    member_fields(request, invitation.role, member.id)));
    return go_back(request, response, "invited");
}

/* ---- one that waits */

/* FAULT_NOT_FOUND: it is not of the city of the address. */
static enum fault must_use find_invited(struct request *request, struct q_invitation_by_uid *ret_row)
{
    TRY(q_invitation_by_uid(request->db, request->arena, request->params[1], request->now, ret_row));
    return str_eq(ret_row->member_uid, request->params[0]) ? OK : FAULT_NOT_FOUND;
}

enum fault invited_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_invitation_by_uid row;
    TRY(find_invited(request, &row));
    struct deed *m = member_deed(request, W(&out, "An invitation"), SAY(&out, "To {mail}, to act for {city}.",
                                                                       slot("mail", row.mail), slot("city", row.city)),
                                 row.city);
    m->action = url_path_of(request->arena, "/member-cities/{}/invitations/{}", request->params[0],
                            request->params[1]);
    deed_fact(request, m, W(&out, "Role"), say_person_role(&out, row.role, row.city));
    deed_fact(request, m, W(&out, "Invited by"), row.by_name.n > 0 ? row.by_name : W(&out, "Who runs the server"));
    deed_fact(request, m, W(&out, "First sent"), say_day(&out, (struct maybe_int){true, row.made_at}));
    deed_fact(request, m, W(&out, "Sent"), SAY(&out, "{n} time|{n} times", slot("n", count(row.sent_n))));
    deed_fact(request, m, W(&out, "Ends"), say_day(&out, (struct maybe_int){true, row.ends_at}));
    if (row.vouched) {
        deed_say(m, W(&out, "The address is not one of the city's own: who sends the invitation vouches for it."));
    }
    if (!row.holds) {
        deed_say(m, W(&out, "It cannot be taken up any more: its time is over, or who sent it may not invite any "
                            "more. Sent again, it is yours and holds for 14 days."));
    }
    struct deed_form *form = deed_form(m, W(&out, "What to do"), S(""));
    if (row.sent_n < INVITATION_SENT_MAX) {
        deed_button(form, "again", W(&out, "Send it again"));
    }
    deed_button_quiet(form, "withdraw", W(&out, "Withdraw it"));
    deed_end(request, response, m, invited_form);
    return OK;
}

static enum fault must_use send_again(struct request *request, struct response *response,
                                      const struct q_invitation_by_uid *row)
{
    struct out out = response_out(request, response);
    TRY(take_rate(request, response));
    enum fault fault = invitation_send_again(request->db, request->arena, row,
                                             (struct maybe_int){true, request->who->person_id}, request->now);
    if (fault == FAULT_TOO_LARGE) {
        problems_add(&request->problems, W(&out, "This invitation"), W(&out, "was sent three times"),
                     W(&out, "ask the person in another way, or withdraw it and invite them anew"));
        response->status = 409;
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(note_person(request, "invited-again", 0, S(""), member_fields(request, row->role, row->member_id)));
    return go_back(request, response, "again");
}

enum fault invited_act(struct request *request, struct response *response)
{
    struct q_invitation_by_uid row;
    struct str what = request_typed(request, "do");
    TRY(find_invited(request, &row));
    if (what.n == 0) {
        form_refuse(request, invited_form, W_NOTE("is missing"), W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    if (str_eq(what, S("again"))) {
        return send_again(request, response, &row);
    }
    TRY(q_invitation_remove(request->db, row.id));
    TRY(note_person(request, "invitation-withdrawn", 0, S(""), member_fields(request, row.role, row.member_id)));
    return go_back(request, response, "withdrawn");
}

/* ---- the city's own addresses */

enum fault addresses_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_member_by_uid member;
    struct q_member_domain_list *rows;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_member_domain_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_member_domain_list(request->db, request->arena, request->params[0], &rows, &n));
    struct deed *m = member_deed(request, W(&out, "The city's own mail addresses"),
                                 W(&out, "Who is invited at one of them needs nobody to vouch for them."), member.name);
    m->action = member_url(request, "/member-cities/{}/addresses");
    struct deed_form *form = deed_form(m, W(&out, "Add one"), S(""));
    deed_field(request, form, form_find(addresses_form, "domain"),
               W(&out, "Such as peterborough.gov.uk: it counts for addresses below it as well."));
    deed_button(form, "add", W(&out, "Add it"));
    if (n > 0) {
        form = deed_form(m, W(&out, "Remove one"), W(&out, "Who acts for the city stays; the next invitations are "
                                                           "judged anew."));
        struct deed_select *select = deed_select(request, form, form_find(addresses_form, "remove"), S(""), n);
        for (size_t i = 0; i < n; i++) {
            deed_option(request, select, rows[i].domain, idna_readable(request->arena, rows[i].domain));
        }
        deed_button_quiet(form, "remove", W(&out, "Remove it"));
    }
    deed_end(request, response, m, addresses_form);
    return OK;
}

static enum fault must_use refuse_domain(struct request *request, const char *what, const char *hint)
{
    form_refuse(request, form_find(addresses_form, "domain"), what, hint);
    return FAULT_INVALID;
}

static enum fault must_use judge_domain(struct request *request, struct str domain)
{
    switch (official_judge(request->arena, domain)) {
    case OFFICIAL_NO_DOMAIN:
        return refuse_domain(request, W_NOTE("is no address ending"),
                             W_NOTE("write what stands behind the @, such as peterborough.gov.uk"));
    case OFFICIAL_NOT_ASCII:
        return refuse_domain(request, W_NOTE("has letters that no address can have"),
                             W_NOTE("write what stands behind the @, such as peterborough.gov.uk"));
    case OFFICIAL_MIXED:
        return refuse_domain(request, W_NOTE("mixes letters of several alphabets, so that it may be taken for another "
                                             "one"),
                             W_NOTE("type it anew with your keyboard; do not copy it"));
    case OFFICIAL_PROVIDER:
        return refuse_domain(request, W_NOTE("is one where anybody gets an address"),
                             W_NOTE("name one that only people of the city have"));
    case OFFICIAL_SHARED:
        return refuse_domain(request, W_NOTE("is shared by many"),
                             W_NOTE("write it whole, such as peterborough.gov.uk"));
    case OFFICIAL_FINE:
        break;
    }
    return OK;
}

static enum fault must_use add_domain(struct request *request, const struct q_member_by_uid *member)
{
    struct str domain = official_domain(request->arena, request_typed(request, "domain"));
    TRY(judge_domain(request, domain));
    enum fault fault = member_domain_save(request->db, request->arena, request->params[0], member->id, domain,
                                          request->now);
    if (fault == FAULT_TOO_LARGE) {
        return refuse_domain(request, W_NOTE("is one too many: ten are kept"), W_NOTE("remove another one first"));
    }
    TRY(fault);
    return note_person(request, "address-ending-added", 0, S(""),
                       str_format(request->arena, "member=%lld\ndomain=%.*s\n", (long long)member->id,
                                  STR_ARG(domain)));
}

static enum fault must_use remove_domain(struct request *request, const struct q_member_by_uid *member)
{
    struct str domain = official_domain(request->arena, request_typed(request, "remove"));
    TRY(q_member_domain_remove(request->db, member->id, domain));
    if (db_changed(request->db) == 0) {
        form_refuse(request, form_find(addresses_form, "remove"), W_NOTE("is not there any more"),
                    W_NOTE("choose another one"));
        return FAULT_INVALID;
    }
    return note_person(request, "address-ending-removed", 0, S(""),
                       str_format(request->arena, "member=%lld\ndomain=%.*s\n", (long long)member->id,
                                  STR_ARG(domain)));
}

enum fault addresses_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    TRY(member_of(request, &member));
    TRY(str_eq(request_typed(request, "do"), S("remove")) ? remove_domain(request, &member)
                                                          : add_domain(request, &member));
    return go_back(request, response, "addresses");
}
