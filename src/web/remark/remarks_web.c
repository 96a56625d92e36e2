/* SPDX-License-Identifier: AGPL-3.0-or-later
** remarks: the queue, and what is done with one. */
#include "web/gate.h"
#include "web/remark/remarks_web.h"

#include "base/check.h"
#include "base/scan.h"
#include "store/remark.h"
#include "store/setting.h"
#include "web/jobs/jobs_web.h"
#include "web/say.h"
#include "web/views.h"

#define LINE_LETTERS_MAX 160u

static const struct remark_state {
    const char *name;
    const char *says;  /* of the list */
    const char *none;
} STATES[] = {
    {"waiting", W_NOTE("Waiting"), W_NOTE("No remark waits.")},
    {"answered", W_NOTE("Answered"), W_NOTE("No remark was answered, or those that were are removed already.")},
    {"closed", W_NOTE("Closed"), W_NOTE("No remark was closed, or those that were are removed already.")},
};

const struct field remarks_fields[] = {
    {.name = "state", .label = W_NOTE("Which remarks"), .kind = FIELD_CHOICE, .choices = "waiting answered closed",
     .help = "those that wait, or what became of the others"},
    {0},
};

const struct field remark_work_form[] = {
    {.name = "answer", .label = W_NOTE("Your answer"), .kind = FIELD_TEXT, .max = REMARK_ANSWER_MAX,
     .help = "stands on the remark's own page"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "answer close",
     .help = "answer it, or close it without an answer"},
    {0},
};

const struct field remark_remove_form[] = {{0}};

/* ---- the queue */

static void add_row(struct request *request, struct out *out, struct remarks_page *m,
                    const struct q_remark_waiting *row)
{
    struct str number = str_format(request->arena, "%lld", (long long)row->id);
    struct str says = str_clip_letters(row->says, LINE_LETTERS_MAX);
    m->rows[m->rows_count++] = (struct remark_row){
        .url = url_path_of(request->arena, "/remarks/{}/answer", number),
        .says = says.n < row->says.n ? str_join(request->arena, says, S("\u2026")) : says,
        .page = row->page,
        .when = say_instant(out, row->created_at),
        .has_mail = row->has_mail,
    };
}

static enum fault must_use load_rows(struct request *request, struct out *out, struct str state,
                                     struct remarks_page *m)
{
    struct q_remark_waiting *waiting = NULL;
    struct q_remark_ended *ended = NULL;
    size_t n;
    bool waits = str_eq(state, S("waiting"));
    TRY(waits ? q_remark_waiting(request->db, request->arena, &waiting, &n)
              : q_remark_ended(request->db, request->arena, state, &ended, &n));
    m->rows = arena_array(request->arena, struct remark_row, n);
    for (size_t i = 0; i < n; i++) {
        const struct q_remark_waiting row =
            waits ? waiting[i] : (struct q_remark_waiting){ended[i].id, ended[i].page, ended[i].says,
                                                           ended[i].has_mail, ended[i].created_at};
        add_row(request, out, m, &row);
    }
    return OK;
}

static enum fault must_use load_states(struct request *request, struct out *out, struct str state,
                                       struct remarks_page *m)
{
    for (size_t i = 0; i < COUNT_OF(STATES); i++) {
        struct q_remark_count all;
        struct str name = str_of(STATES[i].name);
        TRY(q_remark_count(request->db, request->arena, name, &all));
        bool chosen = str_eq(state, name);
        m->states[i] = (struct facet){
            .url = i == 0 ? URL("/remarks") : url_add(request->arena, URL("/remarks"), "state", name),
            .name = words_text(out, STATES[i].says, NULL, 0), .n = all.n, .chosen = chosen,
        };
        if (chosen) {
            m->title = m->states[i].name;
            m->none = words_text(out, STATES[i].none, NULL, 0);
            m->more = all.n > REMARK_LIST_MAX
                          ? SAY(out, "These are {shown} of {n}: the others come when these are gone.",
                                slot("shown", REMARK_LIST_MAX), slot("n", count(all.n)))
                          : S("");
        }
    }
    return OK;
}

enum fault remarks_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct remarks_page *m = arena_new(request->arena, struct remarks_page);
    struct str state = request_text(request, "state");
    state = state.n > 0 ? state : S("waiting");
    m->page = page_of(request, W(&out, "Remarks"), W(&out, "What readers say is wrong or missing."), DOOR_NONE);
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    m->page->no_index = true;
    for (size_t i = 0; i < COUNT_OF(STATES); i++) {
        q_remark_count_soon(request->db, str_of(STATES[i].name));
    }
    TRY(load_rows(request, &out, state, m));
    TRY(load_states(request, &out, state, m));
    response->max_age_s = -1;
    view_remarks(&out, m);
    return OK;
}

/* ---- one remark */

static enum fault must_use load_remark(struct request *request, int64_t *ret_id, struct q_remark_by_id *ret_row)
{
    if (!parse_int(request->params[0], 1, INT64_MAX, ret_id)) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_remark_by_id(request->db, request->arena, *ret_id, ret_row));
    return ret_row->remove_at > request->now ? OK : FAULT_NOT_FOUND;
}

static struct tag state_of(struct out *out, const struct q_remark_by_id *row)
{
    return str_eq(row->state, S("waiting"))    ? (struct tag){W(out, "waits"), TONE_CARE}
           : str_eq(row->state, S("answered")) ? (struct tag){W(out, "answered"), TONE_GOOD}
                                               : (struct tag){W(out, "closed"), TONE_PLAIN};
}

static void add_fact(struct request *request, struct remark_work_page *m, struct str label, struct str value)
{
    if (value.n > 0) {
        check(m->facts_count < COUNT_OF(m->facts));
        m->facts[m->facts_count++] = (struct fact){.label = label, .value = html_text(request->arena, value),
                                                   .as_of = DATE_NONE};
    }
}

static void add_facts(struct request *request, struct out *out, const struct q_remark_by_id *row,
                      struct remark_work_page *m)
{
    add_fact(request, m, W(out, "It is about"), row->page);
    add_fact(request, m, W(out, "Where it can be read"), row->source);
    add_fact(request, m, W(out, "Mail address, only for an answer"), row->mail);
    add_fact(request, m, W(out, "Language of the page"), say_language(out, row->language));
    add_fact(request, m, W(out, "Sent"), say_instant(out, row->created_at));
    add_fact(request, m, W(out, "Removed on"), say_instant(out, row->remove_at));
}

static struct page *page_of_remark(struct request *request, struct out *out, int64_t id, struct str lead)
{
    struct page *page = page_of(request, SAY(out, "Remark {n}", slot("n", id)), lead, DOOR_NONE);
    page->no_index = true;
    page_add_crumb(page, W(out, "Remarks"), URL("/remarks"));
    return page;
}

static struct str where_answer_goes(struct out *out, const struct q_remark_by_id *row, bool mail_is_on)
{
    if (row->mail.n == 0) {
        return W(out, "It stands on the remark's own page, whose address only its sender knows.");
    }
    return mail_is_on ? W(out, "Its sender gets it by mail, and finds it on the remark's page. "
                               "The address is then removed here.")
                      : W(out, "It stands on the remark's own page. "
                               "Its sender left a mail address and wants an answer.");
}

static void fill_form(struct request *request, struct out *out, const struct q_remark_by_id *row, bool mail_is_on,
                      struct remark_work_page *m)
{
    m->field = form_field_of(request, form_find(remark_work_form, "answer"), where_answer_goes(out, row, mail_is_on));
    m->field.long_text = true;
    m->problems = form_problems_of(request, remark_work_form);
    m->once = request_once(request);
}

static void fill_remark(struct request *request, struct out *out, const struct q_remark_by_id *row, bool mail_is_on,
                        struct remark_work_page *m)
{
    struct str number = request->params[0];
    m->state = state_of(out, row);
    m->waits = str_eq(row->state, S("waiting"));
    m->says = row->says;
    m->answer = row->answer;
    m->action = url_path_of(request->arena, "/remarks/{}/answer", number);
    m->remove = url_path_of(request->arena, "/remarks/{}/remove", number);
    m->its_page = url_path_of(request->arena, "/remarks/{}", row->uid);
    (void)url_local(request->arena, row->page, &m->about);
    add_facts(request, out, row, m);
    fill_form(request, out, row, mail_is_on, m);
    m->typed = m->waits ? S("") : m->field.value;
}

enum fault remark_work_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct remark_work_page *m = arena_new(request->arena, struct remark_work_page);
    struct q_remark_by_id row;
    struct setting_mail mail;
    int64_t id;
    TRY(load_remark(request, &id, &row));
    TRY(setting_mail(request->db, request->arena, &mail));
    m->page = page_of_remark(request, &out, id, W(&out, "Read it, mend what is wrong, and say so."));
    fill_remark(request, &out, &row, mail.is_on, m);
    response->max_age_s = -1;
    view_remark_work(&out, m);
    return OK;
}

/* ---- answering and closing */

static void refuse_meanwhile(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "This remark"), W(&out, "was answered or closed meanwhile"),
                 W(&out, "nothing was changed by what you sent"));
    response->status = 409;
}

static void judge(struct request *request, bool answers, struct str answer)
{
    const struct field *field = form_find(remark_work_form, "answer");
    if (answers && answer.n == 0) {
        form_refuse(request, field, W_NOTE("is empty"), W_NOTE("write it, or close the remark without an answer"));
    }
    if (!answers && answer.n > 0) {
        form_refuse(request, field, W_NOTE("is filled in"),
                    W_NOTE("send it as the answer, or empty it to close the remark without one"));
    }
}

/* What was answered stands with the remark, and goes with it. */
static enum fault must_use note(struct request *request, struct str kind, int64_t id)
{
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = kind, .fields = str_format(request->arena, "remark=%lld\n", (long long)id), .who = gate_who(request),
        .now = request->now});
}

enum fault remark_work_act(struct request *request, struct response *response)
{
    struct q_remark_by_id row;
    int64_t id;
    struct str answer = request_typed(request, "answer");
    bool closes = str_eq(request_typed(request, "do"), S("close"));
    TRY(load_remark(request, &id, &row));
    judge(request, !closes, answer);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = remark_end(request->db, request->arena, id, answer, request->now);
    if (fault == FAULT_CONFLICT) {
        refuse_meanwhile(request, response);
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(note(request, answer.n > 0 ? S("remark-answered") : S("remark-closed"), id));
    response->status = 303;
    response->location = url_path_of(request->arena, "/remarks/{}/answer", request->params[0]).text;
    return OK;
}

/* ---- removing */

enum fault remark_remove_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct remark_work_page *m = arena_new(request->arena, struct remark_work_page);
    struct q_remark_by_id row;
    int64_t id;
    TRY(load_remark(request, &id, &row));
    m->page = page_of_remark(request, &out, id, W(&out, "Remove it for good, with its own page?"));
    fill_remark(request, &out, &row, false, m);
    m->problems = form_problems_of(request, remark_remove_form);
    response->max_age_s = -1;
    view_remark_remove(&out, m);
    return OK;
}

enum fault remark_remove_act(struct request *request, struct response *response)
{
    struct q_remark_by_id row;
    int64_t id;
    TRY(load_remark(request, &id, &row));
    TRY(q_remark_remove(request->db, id));
    TRY(note(request, S("remark-removed"), id));
    response->status = 303;
    response->location = S("/remarks");
    return OK;
}
