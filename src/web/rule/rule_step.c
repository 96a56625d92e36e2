/* SPDX-License-Identifier: AGPL-3.0-or-later
** rule_step: what the short forms of a draft share. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/funding/fund_write.h"
#include "web/gate.h"
#include "web/rule/rule_web.h"
#include "web/views.h"

/* ---- the draft */

enum fault rule_open_load(struct request *request, struct rule_draft *ret_draft)
{
    struct problems problems;
    problems_init(&problems, request->arena);
    TRY(funding_rule_find_open(request->db, request->arena, request->params[0], &ret_draft->row));
    if (ret_draft->row == NULL) {
        return FAULT_NOT_FOUND;
    }
    return fund_read_one(&problems, request->params[0], ret_draft->row->says, true, &ret_draft->entry) == OK
               ? OK : FAULT_NOT_FOUND;
}

enum fault rule_draft_load(struct request *request, struct rule_draft *ret_draft)
{
    TRY(rule_open_load(request, ret_draft));
    const struct q_funding_rule_open *row = ret_draft->row;
    bool own = row->made_by.known && request->who != NULL && row->made_by.v == request->who->person_id;
    return own && str_eq(row->state, S("draft")) ? OK : FAULT_NOT_FOUND;
}

struct url rule_change_url(struct request *request)
{
    return url_path_of(request->arena, "/funding-rules/{}/change", request->params[0]);
}

enum fault rule_draft_save(struct request *request, struct response *response, const struct rule_draft *draft,
                           const struct field *field)
{
    const struct log_someone who = gate_who(request);
    struct str says = fund_write(request->arena, &draft->entry);
    struct out out = {.words = request->words, .arena = request->arena};
    struct problems problems;
    struct fund_entry again;
    problems_init(&problems, request->arena);
    if (says.n > 2 * FUNDING_RULE_TEXT_MAX) {
        form_refuse(request, field, W_NOTE("makes the rule too long"), W_NOTE("write less, or make two rules of it"));
    } else if (fund_read_one(&problems, S("rule"), says, true, &again) != OK) {
        for (size_t i = 0; i < problems.n; i++) {
            const struct problem *problem = &problems.items[i];
            struct str what = fund_say_text(&out, problem->what);
            rule_step_refuse(request, field, str_format(request->arena, "(%.*s) %.*s", STR_ARG(problem->where),
                                                        STR_ARG(what)), fund_say_text(&out, problem->hint));
        }
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(funding_rule_save(request->db, draft->row, says, &who, request->now));
    response->status = 303;
    response->location = url_add(request->arena, rule_change_url(request), "done", S("saved")).text;
    return OK;
}

void rule_step_refuse(struct request *request, const struct field *field, struct str what, struct str hint)
{
    struct out out = {.words = request->words, .arena = request->arena};
    problems_add(&request->problems, words_text(&out, field->label, NULL, 0), what, hint);
}

enum fault rule_refuse_now(struct request *request, struct response *response, const struct field *field,
                           const char *hint)
{
    form_refuse(request, field, W_NOTE("is not possible as it stands now"), hint);
    response->status = 409;
    return FAULT_INVALID;
}

bool rule_step_nth(struct request *request, size_t n, size_t *ret_i)
{
    int64_t number = 0;
    if (str_eq(request->params[1], S("new"))) {
        *ret_i = n;
        return true;
    }
    if (!parse_int(request->params[1], 1, (int64_t)n, &number)) {
        return false;
    }
    *ret_i = (size_t)number - 1;
    return true;
}

/* ---- its page */

struct rule_step_page *rule_step_of(struct request *request, struct out *out, struct str title, struct str lead)
{
    struct rule_step_page *m = arena_new(request->arena, struct rule_step_page);
    m->page = page_of(request, title, lead, DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(out, "Funding rules"), URL("/funding-rules"));
    m->button = W(out, "Save");
    m->back = rule_change_url(request);
    check(url_local(request->arena, request->path, &m->action)); /* as a route matched it */
    return m;
}

static struct deed_select *add(struct rule_step_page *m)
{
    check(m->n < RULE_INPUTS_MAX);
    return &m->inputs[m->n++];
}

struct form_field *rule_step_field(struct request *request, struct rule_step_page *m, const struct field *field,
                                   struct str value, struct str hint)
{
    struct form_field *made = &add(m)->field;
    *made = form_field_of(request, field, hint);
    made->value = request->acts ? made->value : value;
    return made;
}

void rule_step_select(struct request *request, struct rule_step_page *m, const struct field *field, struct str hint,
                      size_t most)
{
    struct deed_select *select = add(m);
    select->field = form_field_of(request, field, hint);
    select->options = arena_array(request->arena, struct deed_option, most);
}

void rule_step_option(struct request *request, struct rule_step_page *m, struct str value, struct str name,
                      struct str chosen)
{
    struct deed_select *select = &m->inputs[m->n - 1];
    struct str is = request->acts ? select->field.value : chosen;
    select->options[select->n++] = (struct deed_option){value, name, str_eq(value, is)};
}

void rule_step_end(struct request *request, struct response *response, struct out *out, struct rule_step_page *m,
                   const struct field *form)
{
    m->problems = form_problems_of(request, form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_rule_step(out, m);
}
