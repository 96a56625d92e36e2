/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: the account of an organisation, added to the ways in which somebody signs in, and given up. */
#include "domain/who.h"
#include "store/sign_in.h"
#include "text/words.h"
#include "web/session/session_parts.h"
#include "web/session/session_web.h"
#include "web/views.h"

const struct field account_form[] = {
    {.name = "present", .label = W_NOTE("Your present password"), .kind = FIELD_SECRET, .max = PASSWORD_LETTERS_MAX,
     .help = "to be sure that it is you"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "begin stop",
     .help = "sign in with it from now on, or not any more"},
    {0},
};

struct accounts {
    struct q_sign_in_accounts *rows;
    size_t n;
    size_t linked;
    const struct q_sign_in_accounts *about; /* the one that the address names */
};

/* FAULT_NOT_FOUND: there is no such provider. */
static enum fault must_use load(struct request *request, struct accounts *ret_accounts)
{
    *ret_accounts = (struct accounts){0};
    TRY(q_sign_in_accounts(request->db, request->arena, request->who->person_id, &ret_accounts->rows,
                           &ret_accounts->n));
    for (size_t i = 0; i < ret_accounts->n; i++) {
        ret_accounts->linked += ret_accounts->rows[i].linked;
        if (str_eq(ret_accounts->rows[i].name, request->params[0])) {
            ret_accounts->about = &ret_accounts->rows[i];
        }
    }
    return ret_accounts->about != NULL ? OK : FAULT_NOT_FOUND;
}

static void say(struct out *out, struct request *request, struct account_page *m, struct str name)
{
    struct str lead = m->is_linked ? W(out, "You sign in here with the account that you have there.")
                                   : W(out, "You can sign in here with the account that you have there.");
    m->page = page_of(request, SAY(out, "Your account at {name}", slot("name", name)), lead, DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(out, "Your account"), URL("/me/account"));
    m->says = SAY(out, "You sign in there now and come back here; {name} tells us your name and your mail address, and "
                       "nothing else.", slot("name", name));
    m->button = m->is_linked ? SAY(out, "Stop signing in with {name}", slot("name", name))
                             : SAY(out, "Sign in with {name} from now on", slot("name", name));
}

enum fault account_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct account_page *m = arena_new(request->arena, struct account_page);
    struct accounts accounts;
    struct q_person_by_id row;
    q_sign_in_accounts_soon(request->db, request->who->person_id);
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    TRY(load(request, &accounts));
    m->is_linked = accounts.about->linked;
    m->is_last = m->is_linked && accounts.linked == 1 && row.password.n == 0;
    say(&out, request, m, accounts.about->title);
    m->asks_present = asks_present(request, &row);
    m->present = form_field_of(request, form_find(account_form, "present"), S(""));
    m->present.fills = S("current-password");
    m->present.required = true;
    m->problems = form_problems_of(request, account_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/me/accounts/{}", accounts.about->name);
    response->max_age_s = -1;
    view_account(&out, m);
    return OK;
}

static enum fault must_use stop(struct request *request, struct response *response, const struct q_person_by_id *row)
{
    enum fault fault = sign_in_unlink(request->db, request->arena, row, request->params[0], request->who->session_id,
                                      request->now);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(account_form, "do"), W_NOTE("would leave you no way in"),
                    W_NOTE("set a password first"));
        return FAULT_INVALID;
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) { /* not found: it was done before, in another tab */
        return fault;
    }
    response->status = 303;
    response->location = S("/me/account?done=account");
    return OK;
}

enum fault account_act(struct request *request, struct response *response)
{
    struct accounts accounts;
    struct q_person_by_id row;
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    TRY(load(request, &accounts));
    TRY(prove_present(request, response, form_find(account_form, "present"), &row));
    return str_eq(request_typed(request, "do"), S("stop")) ? stop(request, response, &row)
                                                           : provider_begin(request, response, S("/me/account"), true);
}
