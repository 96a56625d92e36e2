/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: the pages of the link that a participant got: what it is, who sees what, its pages one by one, sending. */
#include "base/scan.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/say.h"
#include "web/survey/survey_web.h"
#include "web/views.h"

#define SEEN_LETTERS 16

const struct field survey_start_fields[] = {
    {.name = "done", .kind = FIELD_CHOICE, .choices = "saved sent", .help = "what was just done"},
    {0},
};
const struct field survey_start_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "send", .help = "send it"},
    {0},
};
const struct field survey_section_form[] = {
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, to see who else saved it meanwhile"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "next later",
     .help = "save and go on, or save for later; answers are fields of their own, q.code and q.code.row"},
    {0},
};

struct answering {
    struct q_survey_by_participant row;
    struct survey_link link;
    const struct survey *survey;
    size_t language;
    struct survey_pages pages;
    struct survey_answers answers;
    bool *asked;
    bool sent, is_open;
    bool is_aims; /* it is one of those on the aims of the programme */
};

/* FAULT_NOT_FOUND: no link of ours, or nobody is asked by it any more. */
static enum fault must_use load(struct request *request, struct answering *answering)
{
    struct mail_link link;
    struct problems problems;
    struct lime_node *document;
    struct q_survey_answer row = {.body = S("")};
    struct lime_survey *read = arena_new(request->arena, struct lime_survey);
    problems_init(&problems, request->arena);
    if (request->db == NULL) {
        return FAULT_BUSY;
    }
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    struct survey_subject subject;
    if (!str_eq(link.kind, S(SURVEY_LINK)) || link.expires_at <= request->now ||
        !survey_subject_parse(link.subject, &subject)) {
        return FAULT_NOT_FOUND;
    }
    struct q_survey_by_participant *of = &answering->row;
    TRY(q_survey_by_participant(request->db, request->arena, subject.participant, subject.kind, of));
    if (survey_lime_read(request->arena, of->programme, of->structure, &problems, &document, read) != OK) {
        return FAULT_DAMAGED;
    }
    answering->survey = &read->survey;
    answering->is_aims = !str_eq(subject.kind, S(SURVEY_BEFORE));
    answering->link = (struct survey_link){of->id, of->participant_id, of->sector, of->named.v == 1,
                                           subject.secret};
    enum fault fault = survey_answer_of(request->db, request->arena, &answering->link, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    answering->sent = row.sent;
    answering->is_open = of->opened_at.known && !of->closed_at.known;
    answering->answers = survey_answers_read(request->arena, row.body);
    answering->asked = arena_array(request->arena, bool, read->survey.questions_n + 1);
    survey_asked(&read->survey, &answering->answers, answering->asked);
    survey_pages_of(&read->survey, &answering->pages);
    answering->language = survey_reader(request, &read->survey);
    return OK;
}

static struct url page_url(struct request *request, size_t at)
{
    return url_path_of(request->arena, "/surveys/{}/{}", request->params[0],
                       str_format(request->arena, "%zu", at + 1));
}

static bool page_asks(const struct answering *answering, size_t at)
{
    bool asks = false;
    for (size_t i = answering->pages.first[at]; i < answering->pages.first[at + 1]; i++) {
        asks = asks || answering->asked[i];
    }
    return asks;
}

/* The next page with something to ask, or n. */
static size_t page_from(const struct answering *answering, size_t at)
{
    while (at < answering->pages.n && !page_asks(answering, at)) {
        at++;
    }
    return at;
}

static size_t section_of(const struct answering *answering, size_t at)
{
    return answering->survey->questions[answering->pages.first[at]].section;
}

/* That of its section; where that takes several pages, which of them. */
static struct str page_title(struct out *out, const struct answering *answering, size_t at)
{
    const struct survey *survey = answering->survey;
    size_t all = 0, n = 0;
    for (size_t i = 0; i < answering->pages.n; i++) {
        all += section_of(answering, i) == section_of(answering, at);
        n += i <= at && section_of(answering, i) == section_of(answering, at);
    }
    struct str title = survey_words(survey, survey->sections[section_of(answering, at)].title, answering->language);
    title = title.n > 0 ? title : survey_words(survey, survey->title, answering->language);
    return all == 1 ? title : SAY(out, "{title}, page {n} of {all}", slot("title", title), slot("n", (int64_t)n),
                                  slot("all", (int64_t)all));
}

static bool is_said(const struct answering *answering, struct str code)
{
    for (size_t i = 0; i < answering->answers.n; i++) {
        if (str_eq(answering->answers.items[i].code, code)) {
            return true;
        }
    }
    return false;
}

/* ---- the beginning, and the end */

static void say_rules(struct out *out, const struct answering *answering, struct survey_start_page *m)
{
    const struct q_survey_by_participant *row = &answering->row;
    bool named = answering->link.named;
    m->says[m->says_n++] = survey_say_named(out, named);
    if (row->chatham) {
        m->says[m->says_n++] = W(out, "What is said may be told outside, but never by whom.");
    }
    m->says[m->says_n++] = W(out, "Your link is yours: several of you can prepare one answer with it, from any device; "
                                  "it is kept page by page. Who has the link can read and change the answer.");
    m->traces = survey_say_traces(out, named);
}

static void add_pages(struct request *request, struct out *out, const struct answering *answering,
                      struct survey_start_page *m)
{
    m->rows = arena_array(request->arena, struct survey_row, answering->pages.n + 1);
    for (size_t at = 0; at < answering->pages.n; at++) {
        int64_t asked = 0;
        int64_t said = 0;
        for (size_t i = answering->pages.first[at]; i < answering->pages.first[at + 1]; i++) {
            asked += answering->asked[i];
            said += answering->asked[i] && is_said(answering, answering->survey->questions[i].code);
        }
        if (asked > 0) {
            m->rows[m->rows_n++] = (struct survey_row){
                page_url(request, at), page_title(out, answering, at),
                SAY(out, "{n} of {all} answered", slot("n", said), slot("all", asked))};
        }
    }
}

/* What has to be answered, and is not. */
static void add_missing(struct request *request, struct out *out, const struct answering *answering,
                        struct survey_start_page *m)
{
    for (size_t at = 0; at < answering->pages.n; at++) {
        for (size_t i = answering->pages.first[at]; i < answering->pages.first[at + 1]; i++) {
            const struct survey_question *question = &answering->survey->questions[i];
            struct survey_fault fault = survey_answer_check(question, &answering->answers, true);
            if (answering->asked[i] && fault.wrong != SURVEY_FINE && m->missing_n < 10) {
                struct str title = survey_words(answering->survey, question->title, answering->language);
                struct url url = page_url(request, at);
                url.text = str_format(request->arena, "%.*s#part.%.*s", STR_ARG(url.text), STR_ARG(question->code));
                m->missing[m->missing_n++] = (struct survey_row){
                    url, SAY(out, "“{question}” {mistake}", slot("question", title),
                             slot("mistake", survey_say_wrong(out, question, &fault, answering->language))), S("")};
            }
        }
    }
}

static void say_done(struct request *request, struct out *out, const struct answering *answering,
                     struct survey_start_page *m)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str thanks = survey_words(answering->survey, answering->survey->thanks, answering->language);
    if (str_eq(done, S("sent"))) {
        m->notice = (struct notice){TONE_GOOD, W(out, "Thank you: your answer counts"),
                                    html_text(request->arena, thanks)};
    } else if (str_eq(done, S("saved"))) {
        m->notice = (struct notice){TONE_GOOD, W(out, "Saved: open your link again to go on, on any device"), {S("")}};
    }
}

static enum fault must_use show_over(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct deed *m = deed_of(request, W(&out, "This link is over"),
                             W(&out, "The survey is gone, or you are not on its list any more."));
    page_hide_address(m->page);
    deed_say(m, W(&out, "Ask the city that invited you."));
    response->status = 404;
    deed_end(request, response, m, survey_start_form);
    return OK;
}

enum fault survey_start_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct answering *answering = arena_new(request->arena, struct answering);
    struct survey_start_page *m = arena_new(request->arena, struct survey_start_page);
    enum fault fault = load(request, answering);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? show_over(request, response) : fault;
    }
    const struct q_survey_by_participant *row = &answering->row;
    struct slot city = slot("city", row->city), name = slot("name", row->programme);
    m->page = answering->is_aims
                  ? page_of(request, SAY(&out, "Six questions about “{name}”", name),
                            SAY(&out, "{city} asks all who take part the same before, at the end and later, to see "
                                      "what changes.", city), DOOR_NONE)
                  : page_of(request, SAY(&out, "Before “{name}”", name),
                            SAY(&out, "{city} asks you, so that you begin with what matters to you all.", city),
                            DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    say_done(request, &out, answering, m);
    if (answering->is_open) {
        size_t first = page_from(answering, 0);
        add_pages(request, &out, answering, m);
        add_missing(request, &out, answering, m);
        bool begun = answering->answers.n > 0;
        m->begin = first < answering->pages.n ? page_url(request, first) : (struct url){S("")};
        m->begin_label = begun ? W(&out, "Look through your answers") : W(&out, "Begin");
        m->send = begun && m->missing_n == 0 && !answering->sent ? W(&out, "Send your answer") : S("");
        m->missing_n = begun ? m->missing_n : 0;
        if (answering->sent) {
            m->says[m->says_n++] = W(&out, "You have sent your answer. You can correct it until the survey is closed.");
        }
    } else {
        m->says[m->says_n++] = W(&out, "The survey is closed: nothing can be answered or corrected now.");
    }
    say_rules(&out, answering, m);
    m->problems = form_problems_of(request, survey_start_form);
    m->action = url_path_of(request->arena, "/surveys/{}", request->params[0]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_survey_start(&out, m);
    return OK;
}

static enum fault must_use refuse(struct request *request, struct response *response, const char *what,
                                  const char *hint)
{
    struct out out = response_out(request, response);
    problems_add(&request->problems, W(&out, "Your answer"), words_text(&out, what, NULL, 0),
                 words_text(&out, hint, NULL, 0));
    response->status = 409;
    return FAULT_INVALID;
}

static enum fault must_use refuse_closed(struct request *request, struct response *response)
{
    return refuse(request, response, W_NOTE("came too late: the survey is closed"),
                  W_NOTE("ask the city that invited you whether it opens it again"));
}

static enum fault must_use save(struct request *request, struct response *response, const struct answering *answering,
                                const struct survey_answers *answers, bool sent)
{
    enum fault fault = survey_answer_save(request->db, request->arena, answering->survey, &answering->link, answers,
                                          sent);
    return fault != FAULT_CONFLICT ? fault
           : refuse(request, response, W_NOTE("was sent by another link of yours before"),
                    W_NOTE("correct it with the link that you used then"));
}

enum fault survey_start_act(struct request *request, struct response *response)
{
    struct answering *answering = arena_new(request->arena, struct answering);
    TRY(load(request, answering));
    if (!answering->is_open) {
        return refuse_closed(request, response);
    }
    for (size_t i = 0; i < answering->survey->questions_n; i++) {
        struct survey_fault fault = survey_answer_check(&answering->survey->questions[i], &answering->answers, true);
        if (answering->asked[i] && fault.wrong != SURVEY_FINE) {
            return refuse(request, response, W_NOTE("is not whole yet"), W_NOTE("answer what is named below"));
        }
    }
    TRY(save(request, response, answering, &answering->answers, true));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/surveys/{}", request->params[0]), "done",
                                 S("sent")).text;
    return OK;
}

/* ---- one page of it */

struct section {
    struct answering *answering;
    size_t at, from, to;
    struct survey_answers typed;
    struct str stands;    /* a mark of what stands there */
};

static struct str mark_of(struct request *request, const struct answering *answering, size_t from, size_t to)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, SURVEY_BODY_MAX);
    for (size_t i = from; i < to; i++) {
        const struct survey_answers none = {0};
        struct survey_answers here = survey_answers_with(request->arena, &none, answering->survey->questions[i].code,
                                                         &answering->answers);
        survey_answers_put(&buf, &here);
    }
    return str_format(request->arena, "%016llx", (unsigned long long)str_hash(buf_str(&buf)));
}

static enum fault must_use load_section(struct request *request, struct section *section)
{
    int64_t number;
    section->answering = arena_new(request->arena, struct answering);
    TRY(load(request, section->answering));
    if (!parse_int(request->params[1], 1, (int64_t)section->answering->pages.n, &number)) {
        return FAULT_NOT_FOUND;
    }
    section->at = (size_t)number - 1;
    section->from = section->answering->pages.first[section->at];
    section->to = section->answering->pages.first[section->at + 1];
    section->stands = mark_of(request, section->answering, section->from, section->to);
    if (request->acts) {
        section->typed = survey_typed(request, section->answering->survey, section->from, section->to,
                                      section->answering->asked);
    }
    return page_asks(section->answering, section->at) ? OK : FAULT_NOT_FOUND;
}

/* What was saved meanwhile, where it is something else. */
static struct str said_meanwhile(struct request *request, const struct section *section,
                                 const struct survey_question *question)
{
    const struct survey_answers none = {0};
    struct survey_answers here = survey_answers_with(request->arena, &none, question->code,
                                                     &section->answering->answers);
    struct str says = S("");
    bool same = true;
    for (size_t i = 0; i < here.n; i++) {
        const struct survey_value *value = &here.items[i];
        same = same && str_eq(value->value, survey_value_of(&section->typed, question->code, value->row));
        size_t option = survey_option_find(question->options, question->options_n,
                                           question->kind == SURVEY_SEVERAL ? value->row : value->value);
        struct str words = option < question->options_n
            ? survey_words(section->answering->survey, question->options[option].words, section->answering->language)
            : value->value;
        says = says.n == 0 ? words : str_format(request->arena, "%.*s; %.*s", STR_ARG(says), STR_ARG(words));
    }
    return same ? S("") : says;
}

static void add_mistakes(struct request *request, struct out *out, const struct section *section, bool meanwhile,
                         struct survey_section_page *m)
{
    size_t at = 0;
    bool whole = str_eq(request_typed(request, "do"), S("next")) || section->answering->sent;
    m->problems = form_problems_of(request, survey_section_form);
    struct form_problem *items = arena_array(request->arena, struct form_problem, m->problems->n + m->asks_n);
    size_t n = 0;
    for (size_t i = section->from; i < section->to; i++) {
        if (!section->answering->asked[i]) {
            continue;
        }
        const struct survey_question *question = &section->answering->survey->questions[i];
        struct survey_ask *ask = &m->asks[at++];
        struct survey_fault fault = survey_answer_check(question, &section->typed, whole);
        ask->described = ask->hint.n > 0 ? str_join(request->arena, ask->id, S("-hint")) : S("");
        ask->note = meanwhile ? said_meanwhile(request, section, question) : S("");
        if (request->acts && fault.wrong != SURVEY_FINE) {
            ask->error = survey_say_wrong(out, question, &fault, section->answering->language);
            ask->described = str_format(request->arena, "%.*s-error", STR_ARG(ask->id));
            items[n++] = (struct form_problem){ask->id, SAY(out, "“{question}” {mistake}", slot("question", ask->title),
                                                            slot("mistake", ask->error))};
        }
    }
    if (n > 0) {
        *m->problems = (struct form_problems){items, n};
    }
}

enum fault survey_section_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_section_page *m = arena_new(request->arena, struct survey_section_page);
    struct section section = {0};
    enum fault fault = load_section(request, &section);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? show_over(request, response) : fault;
    }
    const struct answering *answering = section.answering;
    const struct survey_answers *shown = request->acts ? &section.typed : &answering->answers;
    const struct survey *survey = answering->survey;
    bool meanwhile = request->acts && !str_eq(request_typed(request, "seen"), section.stands);
    m->page = page_of(request, page_title(&out, answering, section.at),
                      SAY(&out, "Page {n} of {all}.", slot("n", (int64_t)section.at + 1),
                          slot("all", (int64_t)answering->pages.n)), DOOR_NONE);
    m->page->kicker = answering->row.programme;
    m->page->no_index = true;
    page_hide_address(m->page);
    m->says = survey_words(survey, survey->sections[survey->questions[section.from].section].intro,
                           answering->language);
    m->asks = arena_array(request->arena, struct survey_ask, section.to - section.from);
    m->asks_n = survey_asks_of(request, &out, survey, answering->language, section.from, section.to, answering->asked,
                               shown, m->asks);
    add_mistakes(request, &out, &section, meanwhile, m);
    m->go_on = page_from(answering, section.at + 1) < answering->pages.n ? W(&out, "Save, and go on")
                                                                        : W(&out, "Save, and look at the end");
    m->reach = survey_say_reach(&out);
    m->seen = section.stands;
    m->action = page_url(request, section.at);
    m->back = url_path_of(request->arena, "/surveys/{}", request->params[0]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_survey_section(&out, m);
    return OK;
}

/* Somebody else with the same link saved this page since it was shown, and said something else. */
static bool was_saved_meanwhile(struct request *request, const struct section *section)
{
    bool differs = false;
    if (str_eq(request_typed(request, "seen"), section->stands)) {
        return false;
    }
    for (size_t i = section->from; i < section->to; i++) {
        differs = differs || said_meanwhile(request, section, &section->answering->survey->questions[i]).n > 0;
    }
    return differs;
}

static struct survey_answers with_typed(struct request *request, const struct section *section)
{
    struct survey_answers all = section->answering->answers;
    for (size_t i = section->from; i < section->to; i++) {
        if (section->answering->asked[i]) {
            all = survey_answers_with(request->arena, &all, section->answering->survey->questions[i].code,
                                      &section->typed);
        }
    }
    return all;
}

enum fault survey_section_act(struct request *request, struct response *response)
{
    struct section section = {0};
    TRY(load_section(request, &section));
    struct answering *answering = section.answering;
    bool goes_on = str_eq(request_typed(request, "do"), S("next"));
    if (!answering->is_open) {
        return refuse_closed(request, response);
    }
    if (was_saved_meanwhile(request, &section)) {
        return refuse(request, response, W_NOTE("was saved meanwhile by somebody who has the same link"),
                      W_NOTE("what was saved stands beside it; look at both, and save again"));
    }
    for (size_t i = section.from; i < section.to; i++) {
        struct survey_fault fault = survey_answer_check(&answering->survey->questions[i], &section.typed,
                                                        goes_on || answering->sent);
        if (answering->asked[i] && fault.wrong != SURVEY_FINE) {
            enum fault mend = refuse(request, response, W_NOTE("has something to mend"), W_NOTE("see below"));
            response->status = 400;
            return mend;
        }
    }
    struct survey_answers all = with_typed(request, &section);
    TRY(save(request, response, answering, &all, false));
    survey_asked(answering->survey, &all, answering->asked);
    size_t next = page_from(answering, section.at + 1);
    struct url start = url_path_of(request->arena, "/surveys/{}", request->params[0]);
    response->status = 303;
    response->location = goes_on && next < answering->pages.n ? page_url(request, next).text
                         : goes_on ? start.text : url_add(request->arena, start, "done", S("saved")).text;
    return OK;
}
