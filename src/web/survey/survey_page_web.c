/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: the page of the city that holds the leadership programme: how it stands, what it asks, opening, reminding,
** closing. */
#include "base/scan.h"
#include "domain/few.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/programme/programme_web.h"
#include "web/say.h"
#include "web/survey/survey_web.h"
#include "web/views.h"

#define NAMED_LABEL W_NOTE("Names")

const struct field survey_fields[] = {
    {.name = "done", .kind = FIELD_CHOICE,
     .choices = "made brought open asked reminded closed again saved moved section removed",
     .help = "what was just done"},
    {0},
};

const struct field survey_form[] = {
    {.name = "named", .label = NAMED_LABEL, .kind = FIELD_CHOICE, .choices = "no yes",
     .help = "opening it: whether answers stand with names; never changed"},
    {.name = "aims", .label = W_NOTE("Aims"), .kind = FIELD_FLAG,
     .help = "opening it: the six questions on the aims of the programme go in the same mail"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, 
     .choices = "make open ask remind close again section_up section_down", .help = "what to do with it"},
    {.name = "section", .label = W_NOTE("Section"), .kind = FIELD_INT, .min = 0, .max = SURVEY_SECTIONS_MAX,
     .help = "moving a section: which, from 0"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = 12,
     .help = "moving a section: sent along by the page, the number of the last change"},
    {0},
};

static bool may_edit(const struct request *request)
{
    return request->who != NULL;
}

static void say_done(struct request *request, struct out *out, struct survey_page *m)
{
    struct str done = request_text(request, "done");
    struct str title = str_eq(done, S("made")) ? W(out, "Six questions are ready: change what does not fit")
                       : str_eq(done, S("brought")) ? W(out, "It is the survey now: change what does not fit")
                       : str_eq(done, S("open")) ? W(out, "It is open; the links are on their way")
                       : str_eq(done, S("asked")) ? W(out, "The links are on their way")
                       : str_eq(done, S("reminded")) ? W(out, "Who has not answered gets a new link by mail")
                       : str_eq(done, S("closed")) ? W(out, "It is closed")
                       : str_eq(done, S("again")) ? W(out, "It is open again")
                       : str_eq(done, S("saved")) ? W(out, "The question is saved")
                       : str_eq(done, S("moved")) ? W(out, "The question stands elsewhere now")
                       : str_eq(done, S("section")) ? W(out, "The section stands elsewhere now")
                       : str_eq(done, S("removed")) ? W(out, "The question is taken out") : S("");
    if (title.n > 0 && !request->acts) {
        m->notice = (struct notice){TONE_GOOD, title, {S("")}};
    }
}

static struct survey_row row_of(struct request *request, struct out *out, const struct survey *survey,
                                const struct survey_question *question, bool links)
{
    struct str says = survey_say_kind(out, question);
    return (struct survey_row){
        links ? url_path_of(request->arena, "/member-cities/{}/programmes/{}/survey/questions/{}", request->params[0],
                            request->params[1], question->code) : (struct url){S("")},
        survey_words(survey, question->title, survey_reader(request, survey)),
        question->when == NULL ? says : SAY(out, "{kind}; asked only by what was answered before", slot("kind", says))};
}

static void add_groups(struct request *request, struct out *out, const struct survey_of *of, struct survey_page *m)
{
    const struct survey *survey = &of->read->survey;
    bool may_move = m->is_draft && m->may_edit;
    int64_t number = 1;
    m->groups = arena_array(request->arena, struct survey_group, survey->sections_n + 1);
    for (size_t at = 0; at < survey->sections_n; at++) {
        struct survey_group *group = &m->groups[m->groups_n++];
        *group = (struct survey_group){.at = str_format(request->arena, "%zu", at), .start = number,
                                       .rows = arena_array(request->arena, struct survey_row, survey->questions_n)};
        group->title = survey->sections_n == 1 ? S("")
                       : survey_words(survey, survey->sections[at].title, survey_reader(request, survey));
        group->up = may_move && at > 0;
        group->down = may_move && at + 1 < survey->sections_n;
        for (size_t i = 0; i < survey->questions_n; i++) {
            if (survey->questions[i].section == at) {
                group->rows[group->rows_n++] = row_of(request, out, survey, &survey->questions[i], may_move);
            }
        }
        number += (int64_t)group->rows_n;
    }
    m->seen = str_format(request->arena, "%lld", (long long)of->row.rev);
}

/* Who wrote something and never sent it is waited for in vain; where nobody is named, no small number is told. */
static void say_begun(struct out *out, const struct survey_of *of, int64_t n, struct survey_page *m)
{
    bool named = of->row.named.v == 1;
    enum few_says says = few_of(n, of->row.asked);
    if (of->row.asked == 0 || (named && n == 0)) {
        return;
    }
    if (named || says == FEW_NUMBER) {
        m->says[m->says_n++] = SAY(out, "{n} more has begun and has not sent it yet.|{n} more have begun and have not "
                                        "sent it yet.", slot("n", n));
    } else if (says == FEW_BELOW || says == FEW_MINORITY) {
        m->says[m->says_n++] = W(out, "Of the others not many, or nobody, have begun without sending it: how many "
                                      "would tell of single people.");
    } else if (says == FEW_ABOVE || says == FEW_MAJORITY) {
        m->says[m->says_n++] = W(out, "Of the others many have begun and have not sent it: a reminder may help.");
    }
}

static enum fault must_use add_open(struct request *request, struct out *out, const struct survey_of *of,
                                    struct survey_page *m)
{
    struct q_survey_to_ask *rows;
    struct q_survey_begun begun;
    size_t n;
    q_survey_to_ask_soon(request->db, of->row.id);
    q_survey_begun_soon(request->db, of->row.id);
    TRY(q_survey_to_ask(request->db, request->arena, of->row.id, &rows, &n));
    TRY(q_survey_begun(request->db, request->arena, of->row.id, &begun));
    say_begun(out, of, begun.n, m);
    if (n > 0) {
        m->send_label = SAY(out, "Send {n} link|Send {n} links", slot("n", (int64_t)n));
    }
    bool may_remind = !of->row.reminded_at.known || of->row.reminded_at.v + SURVEY_REMIND_S <= request->now;
    if (may_remind && of->row.answered < of->row.asked) {
        int64_t left = of->row.asked - of->row.answered;
        m->remind_label = SAY(out, "Remind {n} who has not answered|Remind {n} who have not answered", slot("n", left));
    }
    if (!request->site->sends_mail) {
        m->notice = (struct notice){TONE_CARE, W(out, "This site sends no mail yet: links wait until it does"),
                                    {S("")}};
    }
    return OK;
}

static void say_state(struct out *out, const struct survey_of *of, struct survey_page *m)
{
    if (m->is_draft) {
        m->says[m->says_n++] = W(out, "It is being made: nobody was asked yet.");
        return;
    }
    m->says[m->says_n++] = SAY(out,
                               "{n} of {all} who were asked has answered.|{n} of {all} who were asked have answered.",
                               slot("n", of->row.answered), slot("all", of->row.asked));
    m->says[m->says_n++] = survey_say_named(out, of->row.named.v == 1);
    m->traces = survey_say_traces(out, of->row.named.v == 1);
    if (m->is_closed) {
        m->says[m->says_n++] = W(out, "It is closed: nothing can be answered or corrected now.");
    }
}

enum fault survey_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_page *m = arena_new(request->arena, struct survey_page);
    struct survey_of of;
    survey_of_soon(request);
    TRY(survey_of_load(request, &of));
    m->may_edit = may_edit(request);
    m->none = of.row.id == 0;
    m->is_draft = !m->none && !of.row.opened_at.known;
    m->is_closed = of.row.closed_at.known;
    m->is_open = !m->none && !m->is_draft && !m->is_closed;
    m->page = page_of(request, W(&out, "Survey before the leadership programme"),
                      W(&out, "What those who come think and want, asked before they meet."), DOOR_NONE);
    m->page->kicker = W(&out, "Leadership programme");
    programme_crumbs(request, &out, of.programme.city, of.programme.name, m->page);
    m->page->no_index = true;
    say_done(request, &out, m);
    if (m->none) {
        m->says[m->says_n++] = W(&out, "There is none yet. You can change every question before anybody is asked.");
    } else {
        say_state(&out, &of, m);
        add_groups(request, &out, &of, m);
        TRY(m->is_open ? add_open(request, &out, &of, m) : OK);
        m->see = survey_url(request, "/see");
        m->add = m->is_draft && m->may_edit ? survey_url(request, "/questions/new") : (struct url){S("")};
        m->results = m->is_draft ? (struct url){S("")} : survey_url(request, "/results");
    }
    m->import = (m->none || m->is_draft) && m->may_edit ? survey_url(request, "/import") : (struct url){S("")};
    m->action = survey_url(request, "");
    m->problems = form_problems_of(request, survey_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_survey_page(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use refuse(struct request *request, struct response *response)
{
    form_refuse(request, form_find(survey_form, "do"), W_NOTE("does not fit any more: somebody was quicker"),
                W_NOTE("look at it as it is now"));
    response->status = 409;
    return FAULT_INVALID;
}

/* The leadership programme follows, where that is its next stage; else it stays as it is. */
static enum fault must_use say_stage(struct request *request, const struct survey_of *of, enum programme_stage stage)
{
    struct programme_at next = {.stage = stage};
    int days = of->programme.days > 0 ? (int)of->programme.days : 1;
    if (!programme_may_follow(programme_at(&of->programme), next, days)) {
        return OK;
    }
    return programme_say(request->db, &of->programme, of->programme.number, next, request->who->person_id,
                         request->now);
}

static enum fault must_use make(struct request *request, const struct survey_of *of)
{
    struct survey ready;
    struct str uid;
    survey_ready(request->arena, of->programme.languages, of->programme.name, &ready);
    return survey_begin(request->db, request->arena, of->programme.id, S(SURVEY_BEFORE),
                        survey_structure(request->arena, &ready, NULL), request->now, &uid);
}

/* The six questions on the aims, to go in the same mail; once asked, they are not asked again. */
static enum fault must_use open_aims(struct request *request, const struct survey_of *of)
{
    const struct survey_sending sending = {.db = request->db, .arena = request->arena, .now = request->now};
    const struct aims_asking asking = {of->programme.id, of->programme.name, of->programme.languages};
    struct aims_of aims = {programme_at(&of->programme), of->programme.begins_on, of->programme.ends_on};
    int64_t id;
    if (request_typed(request, "aims").n == 0 || !aims_may_ask(AIMS_BEFORE, &aims, request->today)) {
        return OK;
    }
    enum fault fault = aims_open(&sending, &asking, AIMS_BEFORE, &id);
    return fault == FAULT_CONFLICT ? OK : fault;
}

static enum fault must_use open_it(struct request *request, const struct survey_of *of)
{
    struct str named = request_typed(request, "named");
    size_t n;
    if (named.n == 0) {
        form_refuse(request, form_find(survey_form, "named"), W_NOTE("is not chosen"),
                    W_NOTE("say whether answers stand with names"));
        return FAULT_INVALID;
    }
    TRY(q_survey_open(request->db, of->row.id, str_eq(named, S("yes")), request->now));
    TRY(open_aims(request, of));
    TRY(say_stage(request, of, PROGRAMME_SURVEY_OPEN));
    return survey_send(request, of, false, &n);
}

static enum fault must_use move_section(struct request *request, const struct survey_of *of, bool up)
{
    int64_t at;
    struct str rev = str_format(request->arena, "%lld", (long long)of->row.rev);
    bool holds = !of->row.opened_at.known && str_eq(request_typed(request, "seen"), rev) &&
                 parse_int(request_typed(request, "section"), 0, SURVEY_SECTIONS_MAX, &at);
    return holds ? survey_section_move(request, of, (size_t)at, up, form_find(survey_form, "section"))
                 : FAULT_CONFLICT;
}

static enum fault must_use act_on(struct request *request, const struct survey_of *of, struct str what)
{
    bool is_open = of->row.opened_at.known && !of->row.closed_at.known;
    size_t n;
    if (str_eq(what, S("make"))) {
        return of->row.id == 0 ? make(request, of) : FAULT_CONFLICT;
    }
    if (of->row.id == 0) {
        return FAULT_CONFLICT;
    }
    if (str_eq(what, S("open"))) {
        return !of->row.opened_at.known ? open_it(request, of) : FAULT_CONFLICT;
    }
    if (str_eq(what, S("again"))) {
        return of->row.closed_at.known ? q_survey_close(request->db, of->row.id, (struct maybe_int){0}, request->now)
                                       : FAULT_CONFLICT;
    }
    bool section_up = str_eq(what, S("section_up"));
    if (section_up || str_eq(what, S("section_down"))) {
        return move_section(request, of, section_up);
    }
    if (!is_open) {
        return FAULT_CONFLICT;
    }
    if (str_eq(what, S("close"))) {
        TRY(say_stage(request, of, PROGRAMME_SURVEY_CLOSED));
        return survey_close(request->db, request->arena, of->row.id, of->row.named.v == 1, request->now);
    }
    bool remind = str_eq(what, S("remind"));
    bool too_soon = remind && of->row.reminded_at.known && of->row.reminded_at.v + SURVEY_REMIND_S > request->now;
    return too_soon ? FAULT_CONFLICT : survey_send(request, of, remind, &n);
}

enum fault survey_act(struct request *request, struct response *response)
{
    static const struct { const char *what, *done; } dones[] = {
        {"make", "made"}, {"open", "open"}, {"ask", "asked"}, {"remind", "reminded"}, {"close", "closed"},
        {"again", "again"}, {"section_up", "section"}, {"section_down", "section"}};
    struct survey_of of;
    struct str what = request_typed(request, "do");
    TRY(survey_of_load(request, &of));
    enum fault fault = act_on(request, &of, what);
    if (fault == FAULT_CONFLICT) {
        return refuse(request, response);
    }
    TRY(fault);
    response->status = 303;
    for (size_t i = 0; i < sizeof dones / sizeof dones[0]; i++) {
        if (str_eq(what, str_of(dones[i].what))) {
            response->location = url_add(request->arena, survey_url(request, ""), "done", str_of(dones[i].done)).text;
        }
    }
    return OK;
}

/* ---- as who answers sees it */

const struct field survey_see_fields[] = {
    {.name = "page", .kind = FIELD_INT, .min = 1, .max = SURVEY_QUESTIONS_MAX, .help = "which of its pages"},
    {0},
};

enum fault survey_see_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_section_page *m = arena_new(request->arena, struct survey_section_page);
    struct survey_pages *pages = arena_new(request->arena, struct survey_pages);
    const struct survey_answers none = {0};
    struct survey_of of;
    survey_of_soon(request);
    TRY(survey_of_load(request, &of));
    size_t at = (size_t)request_int(request, "page", 1) - 1;
    if (of.row.id == 0) {
        return FAULT_NOT_FOUND;
    }
    const struct survey *survey = &of.read->survey;
    size_t language = survey_reader(request, survey);
    survey_pages_of(survey, pages);
    if (at >= pages->n) {
        return FAULT_NOT_FOUND;
    }
    bool *asked = arena_array(request->arena, bool, survey->questions_n);
    for (size_t i = 0; i < survey->questions_n; i++) {
        asked[i] = true; /* also what depends on answers */
    }
    size_t from = pages->first[at];
    const struct survey_section *section = &survey->sections[survey->questions[from].section];
    struct str title = survey_words(survey, section->title, language);
    m->page = page_of(request, title.n > 0 ? title : survey_words(survey, survey->title, language),
                      SAY(&out, "Page {n} of {all}, as who answers sees it; nothing is saved here.",
                          slot("n", (int64_t)at + 1), slot("all", (int64_t)pages->n)), DOOR_NONE);
    m->page->no_index = true;
    survey_crumbs(request, &out, &of, m->page);
    m->preview = true;
    m->asks = arena_array(request->arena, struct survey_ask, pages->first[at + 1] - from);
    m->asks_n = survey_asks_of(request, &out, survey, language, from, pages->first[at + 1], asked, &none, m->asks);
    m->problems = form_problems_of(request, survey_form);
    m->back = survey_url(request, "");
    m->next = at + 1 == pages->n ? (struct url){S("")}
              : url_add(request->arena, survey_url(request, "/see"), "page",
                        str_format(request->arena, "%zu", at + 2));
    response->max_age_s = -1;
    view_survey_section(&out, m);
    return OK;
}
