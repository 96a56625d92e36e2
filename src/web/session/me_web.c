/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: what is one's own: the page, name and language, and where one is signed in. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "text/words.h"
#include "web/jobs/jobs_web.h"
#include "web/gate.h"
#include "web/privacy/my_data_web.h"
#include "web/say.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/views.h"

const struct field my_account_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "details password sessions mail account link address", .help = "what was done before, to be said"},
    {0},
};

const struct field details_form[] = {
    {.name = "name", .label = W_NOTE("Your name"), .kind = FIELD_TEXT, .min = 1, .max = PERSON_NAME_MAX,
     .help = "as you write it"},
    {.name = "language", .label = W_NOTE("Language of mail to you"), .kind = FIELD_TEXT, .min = 1, .max = 10,
     .help = "a language of this site"},
    {.name = "rev", .label = W_NOTE("What this page shows"), .kind = FIELD_INT, .min = 1, .max = INT64_MAX,
     .help = "which state of it the form shows"},
    {0},
};

const struct field sessions_form[] = {
    {.name = "end", .label = W_NOTE("Where you are signed in"), .kind = FIELD_TEXT, .max = 32, .many = true,
     .help = "what to end"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "chosen others",
     .help = "end those chosen, or all but this one"},
    {.name = "present", .label = W_NOTE("Your present password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "to be sure that it is you"},
    {0},
};

static enum fault must_use load_me(struct request *request, struct q_person_by_id *ret_row)
{
    return q_person_by_id(request->db, request->arena, request->who->person_id, ret_row);
}

static struct page *page_of_mine(struct request *request, struct str title, struct str lead)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->no_index = true;
    page_add_crumb(page, W(&out, "Your account"), URL("/me/account"));
    return page;
}

/* ---- the page */

static enum fault must_use say_roles(struct request *request, struct out *out, struct str *ret_text)
{
    struct q_person_role_list *rows;
    struct str text = S("");
    size_t n;
    TRY(q_person_role_list(request->db, request->arena, request->who->person_id, request->now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (rows[i].stands) {
            text = str_format(request->arena, "%.*s%s%.*s", STR_ARG(text), text.n > 0 ? "; " : "",
                              STR_ARG(say_person_role(out, rows[i].role, rows[i].city)));
        }
    }
    *ret_text = text.n > 0 ? text : W(out, "None yet");
    return OK;
}

static void add_fact(struct request *request, struct my_account_page *m, struct str label, struct str value)
{
    m->facts[m->facts_count++] = (struct fact){.label = label, .value = html_text(request->arena, value)};
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("details"))    ? W(out, "Your name and language are saved.")
                      : str_eq(done, S("password")) ? W(out, "Your password is changed, and you are signed out "
                                                             "everywhere else.")
                      : str_eq(done, S("mail"))     ? W(out, "Your choice of mail is saved.")
                      : str_eq(done, S("sessions")) ? W(out, "What you chose is signed out.")
                      : str_eq(done, S("account"))  ? W(out, "You do not sign in with it any more, and you are signed "
                                                             "out everywhere else.")
                      : str_eq(done, S("link")) ? W(out, "A link is on its way to your new mail address: open it, and "
                                                         "press its button.")
                      : str_eq(done, S("address")) ? W(out, "Your mail address is changed.")
                                                    : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static enum fault must_use add_accounts(struct request *request, struct out *out, struct my_account_page *m)
{
    struct q_sign_in_accounts *rows;
    size_t n;
    TRY(q_sign_in_accounts(request->db, request->arena, request->who->person_id, &rows, &n));
    m->accounts = (struct provider_buttons){arena_array(request->arena, struct provider_button, n), n};
    for (size_t i = 0; i < n; i++) {
        struct slot name = slot("name", rows[i].title);
        m->accounts.items[i] = (struct provider_button){
            words_text(out, rows[i].linked ? W_NOTE("Stop signing in with {name}")
                                           : W_NOTE("Sign in with {name} from now on"), &name, 1),
            url_path_of(request->arena, "/me/accounts/{}", rows[i].name),
        };
    }
    return OK;
}

enum fault my_account_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct my_account_page *m = arena_new(request->arena, struct my_account_page);
    struct q_person_by_id row;
    struct str roles;
    q_person_role_list_soon(request->db, request->who->person_id, request->now);
    q_sign_in_accounts_soon(request->db, request->who->person_id);
    TRY(load_me(request, &row));
    TRY(say_roles(request, &out, &roles));
    TRY(add_accounts(request, &out, m));
    m->page = page_of(request, W(&out, "Your account"),
                      W(&out, "What this network knows of you, and how you sign in."), DOOR_NONE);
    m->page->kicker = row.name;
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->notice = notice_of(request, &out);
    add_fact(request, m, W(&out, "Name"), row.name);
    add_fact(request, m, W(&out, "Mail address"), row.mail);
    add_fact(request, m, W(&out, "Language of mail to you"), say_language(&out, row.language));
    add_fact(request, m, W(&out, "Roles"), roles);
    add_fact(request, m, W(&out, "Here since"), say_instant(&out, row.created_at));
    m->use_data = (struct use_data){.csv = URL("/me/data.csv"), .json = URL("/me/data.json")};
    m->use_data.sheets = my_sheets(&out, &m->use_data.sheets_n);
    response->max_age_s = -1;
    view_my_account(&out, m);
    return OK;
}

/* ---- name and language */

static void add_language(struct details_page *m, struct str code, struct str name, struct str chosen)
{
    m->languages[m->languages_n++] = (struct language_choice){code, name, str_eq(code, chosen)};
}

enum fault details_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct details_page *m = arena_new(request->arena, struct details_page);
    struct q_person_by_id row;
    TRY(load_me(request, &row));
    m->page = page_of_mine(request, W(&out, "Your name and language"),
                           W(&out, "How others see you here, and in which language we write to you."));
    m->name = form_field_of(request, form_find(details_form, "name"),
                            W(&out, "People of this network see it beside what you do here."));
    m->name.fills = S("name");
    m->rev = form_field_of(request, form_find(details_form, "rev"), S(""));
    struct str language = request->acts ? request_typed(request, "language") : row.language;
    if (!request->acts) {
        m->name.value = row.name;
    }
    if (!request->acts || m->rev.error.n > 0) {
        m->rev.value = str_format(request->arena, "%lld", (long long)row.rev);
    }
    m->languages = arena_array(request->arena, struct language_choice, 2);
    add_language(m, S("en"), S("English"), language);
    add_language(m, S("de"), S("Deutsch"), language);
    m->problems = form_problems_of(request, details_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_details(&out, m);
    return OK;
}

enum fault details_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    struct str language = request_typed(request, "language");
    int64_t rev = 0;
    TRY(load_me(request, &row));
    if (!str_eq(language, S("en")) && !str_eq(language, S("de"))) {
        form_refuse(request, form_find(details_form, "language"), W_NOTE("is none that this site has"),
                    W_NOTE("choose one of them"));
        return FAULT_INVALID;
    }
    enum fault fault = parse_int(request_typed(request, "rev"), 1, INT64_MAX, &rev)
                           ? person_save(request->db, request->arena, row.id, request_typed(request, "name"), language,
                                         rev)
                           : FAULT_CONFLICT;
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(details_form, "rev"), W_NOTE("was changed meanwhile, in another tab or place"),
                    W_NOTE("look at what you typed and save it again"));
        response->status = 409;
        return FAULT_INVALID;
    }
    TRY(fault);
    response->status = 303;
    response->location = S("/me/account?done=details");
    return OK;
}

/* ---- where one is signed in */

static struct str say_opened(struct out *out, const struct q_session_list *row)
{
    struct slot when = slot("when", say_instant(out, row->made_at));
    if (str_eq(row->opened_by, S("oidc"))) {
        return words_text(out, W_NOTE("Signed in on {when} with the account of an organisation"), &when, 1);
    }
    return str_eq(row->opened_by, S("link"))
               ? words_text(out, W_NOTE("Signed in on {when} with a link by mail"), &when, 1)
               : words_text(out, W_NOTE("Signed in on {when} with a password"), &when, 1);
}

static bool is_chosen(struct request *request, struct str uid)
{
    struct str given = query_get_nth(&request->typed, "end", 0);
    for (size_t i = 0; given.s != NULL; given = query_get_nth(&request->typed, "end", ++i)) {
        if (str_eq(given, uid)) {
            return true;
        }
    }
    return false;
}

static enum fault must_use load_sessions(struct request *request, struct out *out, struct sessions_page *m)
{
    struct q_session_list *rows;
    size_t n;
    TRY(q_session_list(request->db, request->arena, request->who->person_id, request->now, &rows, &n));
    m->rows = arena_array(request->arena, struct session_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool is_this = rows[i].id == request->who->session_id;
        m->has_others |= !is_this;
        m->rows[m->n++] = (struct session_row){
            .uid = rows[i].uid, .is_this = is_this, .chosen = request->acts && is_chosen(request, rows[i].uid),
            .browser = rows[i].browser.n > 0 ? rows[i].browser : W(out, "A browser that does not say its name"),
            .seen = SAY(out, "Last used on {when}", slot("when", say_instant(out, rows[i].seen_at))),
            .opened = say_opened(out, &rows[i]),
        };
    }
    return OK;
}

enum fault sessions_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct sessions_page *m = arena_new(request->arena, struct sessions_page);
    struct q_person_by_id row;
    TRY(load_me(request, &row));
    TRY(load_sessions(request, &out, m));
    m->page = page_of_mine(request, W(&out, "Where you are signed in"),
                           W(&out, "End what you do not know, and what you no longer use."));
    m->has_password = asks_present(request, &row);
    m->password = form_field_of(request, form_find(sessions_form, "present"),
                                W(&out, "So that nobody else ends them who finds this page open."));
    m->password.fills = S("current-password");
    m->password.required = true;
    m->problems = form_problems_of(request, sessions_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_sessions(&out, m);
    return OK;
}

static enum fault must_use end_chosen(struct request *request, bool *ret_any)
{
    struct str uid = query_get_nth(&request->typed, "end", 0);
    for (size_t i = 0; uid.s != NULL; uid = query_get_nth(&request->typed, "end", ++i)) {
        TRY(q_session_end(request->db, request->who->person_id, uid));
        *ret_any = true;
    }
    return OK;
}

enum fault sessions_act(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    bool others = str_eq(request_typed(request, "do"), S("others"));
    bool any = others;
    TRY(load_me(request, &row));
    TRY(prove_present(request, response, form_find(sessions_form, "present"), &row));
    if (others) {
        TRY(q_session_end_all(request->db, row.id, request->who->session_id));
    } else {
        TRY(end_chosen(request, &any));
    }
    if (!any) {
        form_refuse(request, form_find(sessions_form, "end"), W_NOTE("has nothing chosen"),
                    W_NOTE("tick what is to be ended"));
        return FAULT_INVALID;
    }
    response->status = 303;
    response->location = S("/me/account?done=sessions");
    return OK;
}
