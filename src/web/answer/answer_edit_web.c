/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer: putting one in by hand, changing its words, saying where it is from. */
#include "base/check.h"
#include "text/words.h"
#include "web/answer/answer_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 16
#define WHEN_LETTERS 20

#define QUESTION_FIELD {.name = "question", .label = W_NOTE("Question"), .kind = FIELD_TEXT, .min = 1, \
    .max = ANSWER_QUESTION_MAX, .help = "what was asked, in the words of the form"}
#define TEXT_FIELD {.name = "text", .label = W_NOTE("What was written"), .kind = FIELD_TEXT, .min = 1, \
    .max = ANSWER_TEXT_MAX, .help = "the answer, as it was handed in"}
#define FUND_FIELD {.name = "fund", .label = W_NOTE("Fund or funding call"), .kind = FIELD_TEXT, \
    .max = ANSWER_FUND_MAX, .help = "what it was written for, nothing: not known"}
#define WHEN_FIELD {.name = "handed_in", .label = W_NOTE("Handed in on"), .kind = FIELD_TEXT, .max = WHEN_LETTERS, \
    .help = "a day (2024-03-12) or a year, nothing: not known"}
#define OUTCOME_FIELD {.name = "outcome", .label = W_NOTE("What came of it"), .kind = FIELD_CHOICE, \
    .choices = "granted not_granted waits given_up", .help = "nothing: not known"}
#define SEEN_FIELD {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS, \
    .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"}

const struct field answer_new_form[] = {QUESTION_FIELD, TEXT_FIELD, FUND_FIELD, WHEN_FIELD, OUTCOME_FIELD, {0}};

const struct field answer_change_form[] = {
    QUESTION_FIELD, TEXT_FIELD,
    {.name = "seen_by", .label = W_NOTE("Who reads it"), .kind = FIELD_CHOICE, .choices = "city members",
     .help = "people of this city only, or of all member cities; never which person wrote it"},
    SEEN_FIELD, {0}};

const struct field answer_from_form[] = {
    FUND_FIELD, WHEN_FIELD, OUTCOME_FIELD,
    {.name = "why", .label = W_NOTE("Why"), .kind = FIELD_TEXT, .max = ANSWER_WHY_MAX,
     .help = "why it was granted or not, in a sentence"},
    SEEN_FIELD, {0}};

/* ---- what the pages share */

static struct form_field field_of(struct request *request, const struct field *fields, const char *name,
                                  struct str hint, struct str stands)
{
    struct form_field field = form_field_of(request, form_find(fields, name), hint);
    field.value = request->acts ? field.value : stands;
    return field;
}

static void add_text(struct request *request, struct out *out, const struct field *fields, struct str question,
                     struct str text, struct answer_edit_page *m)
{
    m->fields[m->fields_n++] = field_of(request, fields, "question",
                                        W(out, "What the form asked: a heading or a question."), question);
    m->fields[m->fields_n] = field_of(request, fields, "text",
                                      W(out, "As it was handed in, up to 20,000 letters. Leave names of people out."),
                                      text);
    m->fields[m->fields_n++].long_text = true;
}

static void add_from(struct request *request, struct out *out, const struct field *fields,
                     const struct answer_told *told, struct answer_edit_page *m)
{
    m->fields[m->fields_n++] = field_of(request, fields, "fund",
                                        W(out, "Its name. Leave it empty when nobody knows any more."), told->fund);
    m->fields[m->fields_n++] = field_of(request, fields, "handed_in",
                                        W(out, "A day, as 2024-03-12, or the year alone."), told->handed_in_on);
}

static void add_outcome(struct request *request, const struct field *fields, const struct answer_told *told,
                        struct answer_edit_page *m)
{
    m->outcome = answer_outcomes(request, form_find(fields, "outcome"),
                                 request->acts ? request_typed(request, "outcome") : told->outcome);
}

static struct url one_url(struct request *request, const char *pattern)
{
    return url_path_of(request->arena, pattern, request->params[0], request->params[1]);
}

static void put_head(struct request *request, struct out *out, struct str title, struct str lead,
                     const struct field *form, struct answer_edit_page *m)
{
    m->page = page_of(request, title, lead, DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(out, "Earlier answers"), member_url(request, "/member-cities/{}/answers"));
    m->problems = form_problems_of(request, form);
    m->once = request_once(request);
    m->seen = m->seen_by = m->note = m->reads = S("");
}

/* ---- one more */

enum fault answer_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answer_edit_page *m = arena_new(request->arena, struct answer_edit_page);
    const struct answer_told nothing = {S(""), S(""), S(""), S(""), 0};
    struct q_member_by_uid member;
    struct q_answer_funds *funds;
    size_t n;
    q_member_by_uid_soon(request->db, request->params[0]);
    q_answer_funds_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(q_answer_funds(request->db, request->arena, request->params[0], &funds, &n));
    put_head(request, &out, W(&out, "Put in an earlier answer"),
             W(&out, "What your city wrote once, so that nobody has to write it again."), answer_new_form, m);
    add_text(request, &out, answer_new_form, S(""), S(""), m);
    add_from(request, &out, answer_new_form, &nothing, m);
    add_outcome(request, answer_new_form, &nothing, m);
    m->funds = answer_funds(request, funds, n);
    m->funds_n = n;
    m->note = W(&out, "Only people of your city read it. You can let other member cities read it afterwards.");
    m->button = W(&out, "Keep it");
    m->action = member_url(request, "/member-cities/{}/answers/new");
    m->back = member_url(request, "/member-cities/{}/answers");
    m->other = member_url(request, "/member-cities/{}/answers/former-bid");
    m->other_name = W(&out, "Paste a whole former bid instead");
    response->max_age_s = -1;
    view_answer_edit(&out, m);
    return OK;
}

enum fault answer_new_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    struct q_answer_funds *funds;
    struct str uid, when;
    size_t n;
    if (!answer_when_fits(request, form_find(answer_new_form, "handed_in"), &when)) {
        return FAULT_INVALID;
    }
    TRY(member_of(request, &member));
    TRY(q_answer_funds(request->db, request->arena, request->params[0], &funds, &n));
    struct str fund = request_typed(request, "fund");
    const struct answer_new answer = {
        .member_id = member.id, .question = request_typed(request, "question"), .body = request_typed(request, "text"),
        .fund = fund, .rule_id = S(""), .call_key = answer_fund_key(funds, n, fund), .handed_in_on = when,
        .outcome = answer_outcome_of(request_typed(request, "outcome")), .outcome_why = S(""),
        .person_id = request->who->person_id};
    TRY(answer_refuse_room(request, form_find(answer_new_form, "text"),
                           answer_add(request->db, request->arena, &answer, request->now, &uid)));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/answers/{}",
                                                             request->params[0], uid), "done", S("new")).text;
    return OK;
}

/* ---- changing one */

/* One of the city's own that stands. */
static enum fault must_use load_own(struct request *request, struct q_answer_by_uid *ret_row)
{
    TRY(q_answer_by_uid(request->db, request->arena, request->params[1], request->params[0], ret_row));
    return ret_row->ours && !ret_row->taken_at.known ? OK : FAULT_NOT_FOUND;
}

static struct str seen_of(struct arena *arena, const struct q_answer_by_uid *row)
{
    const struct str parts[] = {row->question, row->body, row->fund, row->handed_in_on, row->outcome, row->outcome_why,
                                row->seen_by};
    uint64_t sum = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        sum = sum * 31 + str_hash(parts[i]);
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static struct answer_new whole_of(const struct q_answer_by_uid *row)
{
    return (struct answer_new){
        .member_id = row->member_id, .question = row->question, .body = row->body, .fund = row->fund,
        .rule_id = row->rule_id, .call_key = row->call_key, .handed_in_on = row->handed_in_on,
        .bid_id = row->bid_id, .outcome = answer_outcome_of(row->outcome), .outcome_why = row->outcome_why,
        .shared = str_eq(row->seen_by, S("members"))};
}

static void go_to_one(struct request *request, struct response *response)
{
    response->status = 303;
    response->location = url_add(request->arena, one_url(request, "/member-cities/{}/answers/{}"), "done",
                                 S("saved")).text;
}

enum fault answer_change_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answer_edit_page *m = arena_new(request->arena, struct answer_edit_page);
    struct q_answer_by_uid row;
    TRY(load_own(request, &row));
    put_head(request, &out, W(&out, "Change an earlier answer"),
             W(&out, "Its question, its text, and who reads it."), answer_change_form, m);
    add_text(request, &out, answer_change_form, row.question, row.body, m);
    struct str typed = request_typed(request, "seen_by");
    m->seen_by = request->acts && typed.n > 0 ? typed : row.seen_by;
    m->reads = W(&out, "They read the text, the fund and what came of it, with the name of your city; never who put it "
                       "in.");
    m->seen = seen_of(request->arena, &row);
    m->button = W(&out, "Save");
    m->action = one_url(request, "/member-cities/{}/answers/{}/change");
    m->back = one_url(request, "/member-cities/{}/answers/{}");
    response->max_age_s = -1;
    view_answer_edit(&out, m);
    return OK;
}

enum fault answer_change_act(struct request *request, struct response *response)
{
    struct q_answer_by_uid row;
    TRY(load_own(request, &row));
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &row))) {
        return form_refuse_meanwhile(request, response, form_find(answer_change_form, "seen"));
    }
    struct answer_new answer = whole_of(&row);
    struct str seen_by = request_typed(request, "seen_by");
    answer.question = request_typed(request, "question");
    answer.body = request_typed(request, "text");
    answer.shared = seen_by.n > 0 ? str_eq(seen_by, S("members")) : answer.shared;
    TRY(answer_refuse_room(request, form_find(answer_change_form, "text"),
                           answer_save(request->db, request->arena, row.id, &answer, request->now)));
    go_to_one(request, response);
    return OK;
}

/* ---- where it is from */

enum fault answer_from_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answer_edit_page *m = arena_new(request->arena, struct answer_edit_page);
    struct q_answer_by_uid row;
    struct q_answer_funds *funds;
    size_t n;
    q_answer_by_uid_soon(request->db, request->params[1], request->params[0]);
    q_answer_funds_soon(request->db, request->params[0]);
    TRY(load_own(request, &row));
    TRY(q_answer_funds(request->db, request->arena, request->params[0], &funds, &n));
    const struct answer_told told = {row.fund, row.handed_in_on, row.outcome, row.outcome_why, row.made_at};
    put_head(request, &out, W(&out, "Where it is from"),
             W(&out, "Which fund it was written for, and what came of it."), answer_from_form, m);
    add_from(request, &out, answer_from_form, &told, m);
    if (row.bid_id.known) {
        m->note = W(&out, "What came of it is read from the bid in which it stood.");
    } else {
        add_outcome(request, answer_from_form, &told, m);
        m->fields[m->fields_n++] = field_of(request, answer_from_form, "why",
                                            W(&out, "Why it was granted or not, in a sentence, if you know."),
                                            row.outcome_why);
    }
    m->funds = answer_funds(request, funds, n);
    m->funds_n = n;
    m->seen = seen_of(request->arena, &row);
    m->button = W(&out, "Save");
    m->action = one_url(request, "/member-cities/{}/answers/{}/from");
    m->back = one_url(request, "/member-cities/{}/answers/{}");
    response->max_age_s = -1;
    view_answer_edit(&out, m);
    return OK;
}

enum fault answer_from_act(struct request *request, struct response *response)
{
    struct q_answer_by_uid row;
    struct q_answer_funds *funds;
    struct str when;
    size_t n;
    TRY(load_own(request, &row));
    if (!answer_when_fits(request, form_find(answer_from_form, "handed_in"), &when)) {
        return FAULT_INVALID;
    }
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &row))) {
        return form_refuse_meanwhile(request, response, form_find(answer_from_form, "seen"));
    }
    TRY(q_answer_funds(request->db, request->arena, request->params[0], &funds, &n));
    struct answer_new answer = whole_of(&row);
    answer.fund = request_typed(request, "fund");
    struct str key = answer_fund_key(funds, n, answer.fund);
    answer.call_key = key.n > 0 || !str_eq(answer.fund, row.fund) ? key : row.call_key;
    answer.handed_in_on = when;
    if (!row.bid_id.known) {
        answer.outcome = answer_outcome_of(request_typed(request, "outcome"));
        answer.outcome_why = request_typed(request, "why");
    }
    TRY(answer_refuse_room(request, form_find(answer_from_form, "fund"),
                           answer_save(request->db, request->arena, row.id, &answer, request->now)));
    go_to_one(request, response);
    return OK;
}
