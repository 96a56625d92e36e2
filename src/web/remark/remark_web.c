/* SPDX-License-Identifier: AGPL-3.0-or-later
** remark: a form without an account, and what came of it. */
#include "web/remark/remark_web.h"

#include "store/remark.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32u

/* More than an honest reader has to say in an hour, than an office or a customer's whole line, and than a few people
** can read. */
static const struct asking_limits LIMITS = {{S_INIT("remark"), 10, 3600}, {S_INIT("remark-line"), 30, 3600},
                                            {S_INIT("remark-all"), 2000, 3600}};

const struct field remark_new_fields[] = {
    {.name = "page", .label = W_NOTE("The page it is about"), .kind = FIELD_TEXT, .max = REMARK_PAGE_MAX,
     .help = "the address within this site that it is about"},
    {0},
};

const struct field remark_new_form[] = {
    {.name = "says", .label = W_NOTE("What is wrong or missing?"), .kind = FIELD_TEXT, .min = REMARK_SAYS_MIN,
     .max = REMARK_SAYS_MAX, .help = "what is wrong or missing"},
    {.name = "source", .label = W_NOTE("Where can that be read?"), .kind = FIELD_TEXT, .max = REMARK_SOURCE_MAX,
     .help = "an address or the name of a source"},
    {.name = "mail", .label = W_NOTE("Your mail address, if you want an answer"), .kind = FIELD_MAIL,
     .max = REMARK_MAIL_MAX, .help = "for an answer"},
    {.name = "page", .label = W_NOTE("The page it is about"), .kind = FIELD_TEXT, .max = REMARK_PAGE_MAX,
     .help = "the address within this site that it is about"},
    {.name = "website", .label = W_NOTE("Leave this empty"), .kind = FIELD_TEXT, .max = REMARK_PAGE_MAX,
     .help = "left empty by people"},
    {0},
};

/* Only an address within this site: others are nobody's business here. */
static struct str local_page(struct request *request, struct str typed)
{
    struct url url;
    return url_local(request->arena, typed, &url) ? typed : S("");
}

static struct str whole_address(struct request *request, struct str page)
{
    return page.n > 0 ? str_join(request->arena, request->site->base_url, page) : S("");
}

/* ---- the form */

static struct form_field field_of(struct request *request, const char *name, struct str hint)
{
    return form_field_of(request, form_find(remark_new_form, name), hint);
}

enum fault remark_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct remark_new_page *m = arena_new(request->arena, struct remark_new_page);
    struct str page = request->acts ? request_typed(request, "page") : request_text(request, "page");
    m->page = page_of(request, W(&out, "Something wrong or missing?"),
                      W(&out, "Tell those who run this site; you need no account."), DOOR_NONE);
    m->page->no_index = true;
    page = local_page(request, page);
    m->about = whole_address(request, page);
    m->about_field = field_of(request, "page", S(""));
    m->about_field.value = page;
    m->says = field_of(request, "says", S(""));
    m->says.long_text = true;
    m->source = field_of(request, "source",
                         W(&out, "You may leave this empty. An address or the name of a source helps to check it."));
    m->mail = field_of(request, "mail", W(&out, "You may leave this empty. It is never shown."));
    m->mail.type = S("email");
    m->mail.fills = S("email");
    m->trap = field_of(request, "website", S(""));
    m->problems = form_problems_of(request, remark_new_form);
    m->once = request_once(request);
    struct str language = request_text(request, "lang");
    m->action = language.n > 0 ? url_add(request->arena, URL("/remarks/new"), "lang", language) : URL("/remarks/new");
    response->max_age_s = -1;
    view_remark_new(&out, m);
    return OK;
}

/* ---- sending it */

enum fault remark_new_act(struct request *request, struct response *response)
{
    struct str uid;
    asking_judge_trap(request, remark_new_form);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(asking_take_turn(request, response, &LIMITS));
    const struct remark_new remark = {
        .page = local_page(request, request_typed(request, "page")),
        .says = request_typed(request, "says"),
        .source = request_typed(request, "source"),
        .mail = request_typed(request, "mail"),
        .language = words_tag(request->words),
    };
    TRY(remark_add(request->db, request->arena, &remark, request->now, &uid));
    response->status = 303;
    response->location = url_path_of(request->arena, "/remarks/{}", uid).text;
    return OK;
}

/* ---- one remark */

static struct str state_of(struct out *out, const struct q_remark_by_uid *row)
{
    if (str_eq(row->state, S("waiting"))) {
        return W(out, "Thank you. It waits to be read. "
                      "Keep the address of this page: an answer will stand here, if there is one.");
    }
    struct str when = say_instant(out, row->ended_at.v);
    return str_eq(row->state, S("answered")) ? SAY(out, "Answered on {when}.", slot("when", when))
                                             : SAY(out, "Read and closed on {when}. Thank you.", slot("when", when));
}

enum fault remark_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct remark_page *m = arena_new(request->arena, struct remark_page);
    struct q_remark_by_uid row;
    if (request->params[0].n != UID_LETTERS) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_remark_by_uid(request->db, request->arena, request->params[0], request->now, &row));
    m->page = page_of(request, SAY(&out, "Remark {n}", slot("n", row.id)),
                      SAY(&out, "Sent on {when}", slot("when", say_instant(&out, row.created_at))), DOOR_NONE);
    m->page->no_index = true;
    m->state = state_of(&out, &row);
    (void)url_local(request->arena, row.page, &m->about);
    m->says = row.says;
    m->source = row.source;
    m->answer = row.answer;
    m->until = SAY(&out, "This page is removed on {when}.", slot("when", say_instant(&out, row.remove_at)));
    response->max_age_s = -1;
    view_remark(&out, m);
    return OK;
}
