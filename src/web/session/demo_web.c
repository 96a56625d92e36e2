/* SPDX-License-Identifier: AGPL-3.0-or-later
** demo_web: signing in as one of the people of a demonstration. */
#include "web/session/demo_web.h"

#include "store/demo.h"
#include "text/words.h"
#include "web/say.h"
#include "web/session/session_parts.h"

static bool is_offered(const struct request *request)
{
    return request->site->is_demo && request->site->is_trial && !request->closed;
}

static struct str say_what(struct out *out, const struct q_demo_people *row)
{
    struct slot city[] = {slot("city", row->city)};
    return str_eq(row->role, S("main_contact"))    ? words_text(out, W_NOTE("Main contact of {city}"), city, 1)
           : str_eq(row->role, S("colleague"))     ? words_text(out, W_NOTE("Colleague of {city}"), city, 1)
           : str_eq(row->role, S("coordinator"))   ? W(out, "Coordinator")
           : str_eq(row->role, S("administrator")) ? W(out, "Administrator")
                                                   : W(out, "No role any more");
}

enum fault demo_accounts_of(struct request *request, struct out *out, struct str next,
                            struct demo_accounts *ret_accounts)
{
    struct q_demo_people *rows;
    size_t n;
    *ret_accounts = (struct demo_accounts){0};
    if (!is_offered(request)) {
        return OK;
    }
    TRY(demo_list_people(request->db, request->arena, request->now, &rows, &n));
    ret_accounts->items = arena_array(request->arena, struct demo_account, n + 1);
    for (size_t i = 0; i < n; i++) {
        ret_accounts->items[i] = (struct demo_account){rows[i].name, rows[i].mail, say_what(out, &rows[i])};
    }
    ret_accounts->n = n;
    ret_accounts->next = next;
    ret_accounts->once = request_once(request);
    return OK;
}

/* The site is as it was when this worker last looked; the database says it in the transaction of the form. */
enum fault demo_sign_in(struct request *request, struct response *response, const struct q_person_by_mail *person,
                        struct str next)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct q_demo_people *rows;
    size_t n = 0;
    TRY(is_offered(request) ? demo_list_people(request->db, request->arena, request->now, &rows, &n) : OK);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].person_id == person->id) {
            TRY(session_begin(request, response, person->id, S("demo"), true));
            response->status = 303;
            response->location = next.n > 0 ? next : S("/me");
            return OK;
        }
    }
    problems_add(&request->problems, W(&out, "This button"), W(&out, "is there in a demonstration only"),
                 W(&out, "sign in with mail address and password"));
    return FAULT_INVALID;
}
