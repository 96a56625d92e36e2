/* SPDX-License-Identifier: AGPL-3.0-or-later
** curious: the form, and the page of the link. */
#include "web/curious/curious_web.h"

#include "base/check.h"
#include "store/person.h"
#include "text/words.h"
#include "web/say.h"
#include "web/views.h"

static const struct asking_limits LIMITS = {{S_INIT("curious"), 5, 3600}, {S_INIT("curious-line"), 30, 3600},
                                            {S_INIT("curious-all"), 1000, 3600}};

const struct field curious_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "sent",
     .help = "what was done before, to be said"},
    {0},
};

const struct field curious_form[] = {
    {.name = "mail", .label = W_NOTE("My mail address"), .kind = FIELD_MAIL, .min = 1, .max = PERSON_MAIL_MAX,
     .help = "where the news goes"},
    {.name = "language", .label = W_NOTE("Language of the mails"), .kind = FIELD_CHOICE, .choices = "en de", .min = 1,
     .help = "a language of this site"},
    {.name = "website", .label = W_NOTE("Leave this empty"), .kind = FIELD_TEXT, .max = ASKING_TRAP_LETTERS,
     .help = "left empty by people"},
    {0},
};

const struct field curious_link_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "yes end",
     .help = "have the news sent, or end that"},
    {0},
};

/* ---- the form */

static void add_language(struct request *request, struct out *out, struct curious_page *m)
{
    static const char *const codes[] = {"en", "de"};
    struct str chosen = request->acts ? request_typed(request, "language") : words_tag(request->words);
    m->language.field = form_field_of(request, form_find(curious_form, "language"), S(""));
    m->language.options = arena_array(request->arena, struct deed_option, COUNT_OF(codes));
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct str code = str_of(codes[i]);
        m->language.options[m->language.n++] =
            (struct deed_option){code, say_language(out, code), str_eq(code, chosen)};
    }
}

enum fault curious_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct curious_page *m = arena_new(request->arena, struct curious_page);
    m->page = page_of(request, W(&out, "Just curious?"),
                      W(&out, "News of this network by mail, for everybody, without joining."), DOOR_NONE);
    page_add_crumb(m->page, W(&out, "Join with your city"), URL("/join"));
    m->notice = asking_notice(request, &out);
    m->is_open = asking_is_open(request);
    m->mail = form_field_of(request, form_find(curious_form, "mail"), S(""));
    m->mail.type = S("email");
    m->mail.fills = S("email");
    m->trap = form_field_of(request, form_find(curious_form, "website"), S(""));
    add_language(request, &out, m);
    m->problems = form_problems_of(request, curious_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_curious(&out, m);
    return OK;
}

enum fault curious_act(struct request *request, struct response *response)
{
    bool may;
    struct str mail = request_typed(request, "mail");
    asking_judge_trap(request, curious_form);
    asking_judge_mail(request, curious_form);
    if (request_typed(request, "language").n == 0) {
        form_refuse(request, form_find(curious_form, "language"), W_NOTE("is not chosen"),
                    W_NOTE("choose one of these"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(asking_take_turn(request, response, &LIMITS));
    TRY(asking_take_mail(request, S("curious-mail"), person_fold_mail(request->arena, mail), &may));
    if (may) { /* else the answer is the same: it tells nothing of the address */
        TRY(curious_add(request->db, request->arena, mail, request_typed(request, "language"), request->now));
    }
    response->status = 303;
    response->location = S("/just-curious?done=sent");
    return OK;
}

/* ---- the page of the link */

/* FAULT_NOT_FOUND as well when it was not said yes to in time, or has ended. */
static enum fault must_use find_row(struct request *request, struct q_curious_by_uid *ret_row)
{
    struct str uid;
    TRY(asking_link(request, CURIOUS_LINK, &uid));
    TRY(q_curious_by_uid(request->db, request->arena, uid, ret_row));
    return ret_row->remove_at <= request->now ? FAULT_NOT_FOUND : OK;
}

enum fault curious_link_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_curious_by_uid row;
    enum fault fault = find_row(request, &row);
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, curious_link_form, URL("/just-curious"), W(&out, "Ask for the news again"));
        return OK;
    }
    TRY(fault);
    bool is_on = str_eq(row.state, S("on"));
    struct deed *m = deed_of(request, W(&out, "News of this network by mail"),
                             is_on ? W(&out, "It comes, once a week at most.")
                                   : W(&out, "It comes once you press the button."));
    page_hide_address(m->page);
    m->action = url_path_of(request->arena, "/just-curious/{}", request->params[0]);
    deed_fact(request, m, W(&out, "Mail address"), row.mail);
    deed_fact(request, m, W(&out, "Language of the mails"), say_language(&out, row.language));
    if (is_on) {
        deed_fact(request, m, W(&out, "Asked for on"), say_day(&out, row.proved_at));
        deed_button_quiet(deed_form(m, W(&out, "Enough?"), W(&out, "Your address is removed at once.")), "end",
                          W(&out, "Send me no more news"));
    } else {
        deed_button(deed_form(m, W(&out, "Is that right?"),
                              W(&out, "Once a week at most, and only when there is something new; one click in each "
                                      "mail ends it.")), "yes", W(&out, "Yes, send me the news"));
        deed_say(m, W(&out, "Was it not you? Close this page, and nothing is sent."));
    }
    deed_end(request, response, m, curious_link_form);
    return OK;
}

enum fault curious_link_act(struct request *request, struct response *response)
{
    struct q_curious_by_uid row;
    bool ends = str_eq(request_typed(request, "do"), S("end"));
    if (request_typed(request, "do").n == 0) {
        form_refuse(request, form_find(curious_link_form, "do"), W_NOTE("is missing"),
                    W_NOTE("use one of the buttons"));
        return FAULT_INVALID;
    }
    enum fault fault = find_row(request, &row);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask again"));
    }
    TRY(fault);
    fault = ends ? q_curious_remove(request->db, row.id) : curious_prove(request->db, &row, request->now);
    TRY(fault == FAULT_CONFLICT ? OK : fault); /* its page says that it is on */
    response->status = 303;
    response->location = ends ? S("/just-curious")
                              : url_path_of(request->arena, "/just-curious/{}", request->params[0]).text;
    return OK;
}
