/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: who rates: all questions with what they said, one question a page, and once the round is closed where
** they see it differently from most. Without an account: a signed link names them. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/assessment_ask.h"
#include "store/matrix.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/framework/framework_read.h"
#include "web/link/link.h"
#include "web/say.h"
#include "web/views.h"

const struct field rate_fields[] = {
    {.name = "q", .label = W_NOTE("Question"), .kind = FIELD_INT, .min = 1, .max = FRAMEWORK_CRITERIA_MAX,
     .help = "which one; nothing: all of them"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved handed",
     .help = "what was done before, to be said"},
    {0},
};

const struct field rate_form[] = {
    {.name = "answer", .label = W_NOTE("Your answer"), .kind = FIELD_CHOICE,
     .choices = "1 2 3 4 5 6 7 8 9 10 dont_know not_applicable", .help = "a level, or one of the others"},
    {.name = "because", .label = W_NOTE("What shows it"), .kind = FIELD_TEXT, .max = RATING_BECAUSE_MAX,
     .help = "a sentence; needed for the two highest levels"},
    {.name = "q", .label = W_NOTE("Question"), .kind = FIELD_INT, .min = 1, .max = FRAMEWORK_CRITERIA_MAX,
     .help = "which question it answers"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save", .help = "save it"},
    {0},
};

const struct framework_dimension *rate_dimension(const struct rating_of *of, struct str id)
{
    for (size_t i = 0; i < of->framework->dimensions_n; i++) {
        if (str_eq(of->framework->dimensions[i].id, id)) {
            return &of->framework->dimensions[i];
        }
    }
    return NULL;
}

enum fault rate_link(struct request *request, struct str *ret_uid, bool *ret_over)
{
    struct mail_link link;
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    *ret_uid = link.subject;
    *ret_over = link.expires_at <= request->now;
    return str_eq(link.kind, S("rate")) ? OK : FAULT_NOT_FOUND;
}

/* What was handed to whom, and of half of the questions what is next, decides which are theirs. */
static void choose_asked(struct request *request, struct rating_of *of)
{
    bool *half = arena_array(request->arena, bool, of->framework->criteria_n);
    if (of->rater.adapts && !of->rater.part) {
        assessment_ask(of->framework, (size_t)of->rater.id, of->answers, half);
    }
    of->asked_n = 0;
    for (size_t i = 0; i < of->n; i++) {
        struct str dimension = of->framework->dimensions[of->framework->criteria[of->questions[i]].dimension].id;
        bool away = false, theirs = false;
        for (size_t k = 0; k < of->handed_n; k++) {
            bool same = str_eq(of->handed[k].dimension, dimension);
            away = away || (same && of->handed[k].mine);
            theirs = theirs || (same && !of->handed[k].mine);
        }
        bool is_next = of->rater.adapts ? half[of->questions[i]] : true;
        of->asked[i] = of->rater.part ? theirs : !away && is_next;
        of->asked_n += of->asked[i];
    }
}

enum fault rate_load(struct request *request, struct str uid, struct rating_of *of)
{
    struct str body;
    q_assessment_rater_by_uid_soon(request->db, uid);
    q_assessment_rater_round_soon(request->db, uid);
    q_rater_handed_soon(request->db, uid);
    q_matrix_of_rater_soon(request->db, uid);
    TRY(q_assessment_rater_by_uid(request->db, request->arena, uid, &of->rater));
    TRY(q_assessment_rater_round(request->db, request->arena, uid, &of->round, &of->round_n));
    TRY(q_rater_handed(request->db, request->arena, uid, &of->handed, &of->handed_n));
    TRY(matrix_text_for(request->db, request->arena, uid, &body));
    TRY(framework_from(request->arena, words_tag(request->words), body, &of->framework));
    bool is_short = str_eq(of->rater.form, S("short"));
    of->questions = arena_array(request->arena, size_t, of->framework->criteria_n);
    of->asked = arena_array(request->arena, bool, of->framework->criteria_n);
    of->answers = arena_array(request->arena, int, of->framework->criteria_n);
    of->because = arena_array(request->arena, struct str, of->framework->criteria_n);
    for (size_t i = 0; i < of->framework->criteria_n; i++) {
        if (!is_short || of->framework->criteria[i].is_short) {
            of->questions[of->n++] = i;
        }
    }
    for (size_t i = 0; i < of->round_n; i++) {
        const struct framework_criterion *criterion = framework_find(of->framework, of->round[i].criterion);
        if (of->round[i].rater_id == of->rater.id && criterion != NULL) {
            of->answers[criterion - of->framework->criteria] = rating_answer(of->round[i].answer, of->round[i].level);
            of->because[criterion - of->framework->criteria] = of->round[i].because;
        }
    }
    choose_asked(request, of);
    return OK;
}

struct url rate_url(struct request *request, size_t q)
{
    struct url url = url_path_of(request->arena, "/rate/{}", request->params[0]);
    return q == 0 ? url : url_add(request->arena, url, "q", str_format(request->arena, "%zu", q));
}

struct page *rate_page_of(struct request *request, struct str title, struct str lead)
{
    struct page *page = page_of(request, title, lead, DOOR_NONE);
    page->no_index = true;
    page_hide_address(page);
    return page;
}

/* ---- all questions */

static struct tag say_answer(struct out *out, const struct framework *framework, int answer)
{
    return answer == ANSWER_NONE             ? (struct tag){W(out, "not answered"), TONE_PLAIN, S("")}
           : answer == ANSWER_DONT_KNOW      ? (struct tag){W(out, "I don’t know"), TONE_GOOD, S("")}
           : answer == ANSWER_NOT_APPLICABLE ? (struct tag){W(out, "does not apply"), TONE_GOOD, S("")}
                                             : (struct tag){say_level(out, framework, answer), TONE_GOOD, S("")};
}

/* What everybody in the round said, to be held against their own. */
static struct assessment_results sum_up(struct request *request, const struct rating_of *of, bool *ret_differs)
{
    struct assessment_rater *raters = arena_array(request->arena, struct assessment_rater, ASSESSMENT_RATERS_MAX);
    size_t n = 0, own = ASSESSMENT_RATERS_MAX;
    int64_t last = 0;
    for (size_t i = 0; i < of->round_n; i++) {
        const struct q_assessment_rater_round *row = &of->round[i];
        const struct framework_criterion *criterion = framework_find(of->framework, row->criterion);
        if (row->rater_id != last && n == ASSESSMENT_RATERS_MAX) {
            break;
        }
        if (row->rater_id != last) {
            last = row->rater_id;
            own = last == of->rater.id ? n : own;
            raters[n++] = (struct assessment_rater){sector_parse(row->sector),
                                                    arena_array(request->arena, int, of->framework->criteria_n)};
        }
        if (criterion != NULL) {
            raters[n - 1].answers[criterion - of->framework->criteria] = rating_answer(row->answer, row->level);
        }
    }
    struct assessment_results results =
        assessment_sum_up(request->arena, of->framework, str_eq(of->rater.form, S("short")), raters, n);
    *ret_differs = own < n && results.differs[own];
    return results;
}

static void say(struct rate_page *m, struct str sentence)
{
    check(m->says_n < COUNT_OF(m->says));
    m->says[m->says_n++] = sentence;
}

/* What all together said of a criterion. */
static const struct assessment_item *item_of(const struct assessment_results *results, size_t criterion)
{
    size_t i = 0;
    while (results->items[i].criterion != criterion) {
        i++; /* results have every question of the form */
    }
    return &results->items[i];
}

static void add_closed(struct request *request, struct out *out, const struct rating_of *of, struct rate_page *m)
{
    bool as_a_whole;
    const struct assessment_results results = sum_up(request, of, &as_a_whole);
    size_t differs = 0;
    for (size_t i = 0, line = 0; i < of->n; i++) {
        const struct assessment_item *item = item_of(&results, of->questions[i]);
        if (of->asked[i] && assessment_differs(item, of->answers[of->questions[i]])) {
            m->lines[line].says = SAY(out, "You see this differently from most: all together it is level {level}.",
                                      slot("level", say_level(out, of->framework, item->level)));
            differs++;
        }
        line += of->asked[i];
    }
    say(m, W(out, "The round is closed. Thank you."));
    say(m, differs == 0 ? W(out, "Nowhere do you stand two levels or more from what all said together.")
                        : SAY(out, "You see {n} question differently from most. Only you read which; say why, if you "
                                   "like.|You see {n} questions differently from most. Only you read which; say why, "
                                   "if you like.", slot("n", count((int64_t)differs))));
    if (as_a_whole) {
        say(m, W(out, "As a whole, too, you see this differently from most: without you the others agree more."));
    }
}

static void add_open(struct request *request, struct out *out, const struct rating_of *of, struct rate_page *m)
{
    size_t answered = 0, next = 0;
    for (size_t i = of->n; i > 0; i--) {
        bool has = of->answers[of->questions[i - 1]] != ANSWER_NONE;
        answered += has;
        next = has || !of->asked[i - 1] ? next : i;
    }
    say(m, SAY(out, "{city} asks you, each for themselves: there is no right answer, and “I don’t know” is one.",
               slot("city", of->rater.city)));
    if (of->rater.network.n > 0) { /* a laptop in a room */
        say(m, SAY(out, "What you have said at {network} by a link that was mailed to you stands, and is not known "
                        "here; "
                        "what you add here is sealed and goes home with the leadership programme.",
                   slot("network", of->rater.network)));
    }
    say(m, W(out, "Until the round is closed nobody but who has your link reads what you say. Then people of the city "
                  "read what all of you came to, and sentences without names, where at least five answered."));
    say(m, W(out, "In a small group your words may tell who you are. The operator of this server could look into its "
                  "database."));
    for (size_t i = 0; i < of->handed_n && of->rater.part; i++) {
        if (i == 0 && of->handed[i].name.n > 0) {
            say(m, SAY(out, "{name} has handed you these questions.", slot("name", of->handed[i].name)));
        }
    }
    m->next = next > 0 ? rate_url(request, next) : (struct url){S("")};
    m->next_name = answered == 0 ? W(out, "Begin") : W(out, "Go on");
    m->hand = of->rater.part || of->rater.adapts ? (struct url){S("")} : url_path_of(request->arena, "/rate/{}/hand",
        request->params[0]);
    if (next == 0) {
        m->notice = (struct notice){TONE_GOOD, W(out, "You have answered everything"),
                                    html_text(request->arena, W(out, "You can change it until the round is closed."))};
    }
}

/* Dimensions of which somebody else answers the questions. */
static void add_handed(struct request *request, struct out *out, const struct rating_of *of, struct rate_page *m)
{
    m->handed = arena_array(request->arena, struct rate_line, of->handed_n);
    for (size_t i = 0; i < of->handed_n; i++) {
        const struct framework_dimension *dimension = rate_dimension(of, of->handed[i].dimension);
        if (of->handed[i].mine && dimension != NULL) {
            m->handed[m->handed_n++] = (struct rate_line){
                .name = dimension->name,
                .state = {SAY(out, "handed to {name}", slot("name", of->handed[i].name)), TONE_RUNNING, S("")}};
        }
    }
}

static void show_all(struct request *request, struct response *response, const struct rating_of *of)
{
    struct out out = response_out(request, response);
    struct rate_page *m = arena_new(request->arena, struct rate_page);
    bool closed = of->rater.closed_at.known;
    struct slot slots[] = {slot("city", of->rater.city), slot("name", of->rater.name)};
    m->page = rate_page_of(request, words_text(&out, W_NOTE("How far is {city}?"), slots, 1),
                           closed ? W(&out, "What you said, and where you see it differently from most.")
                                  : W(&out, "A question at a time; you can stop at any one and come back."));
    m->page->kicker = words_text(&out, W_NOTE("For {name}"), &slots[1], 1);
    m->lines = arena_array(request->arena, struct rate_line, of->n);
    for (size_t i = 0; i < of->n; i++) {
        size_t criterion = of->questions[i];
        if (of->asked[i]) {
            m->lines[m->n++] = (struct rate_line){.name = say_criterion(of->framework, criterion),
                                                  .url = closed ? (struct url){S("")} : rate_url(request, i + 1),
                                                  .state = say_answer(&out, of->framework, of->answers[criterion])};
        }
    }
    add_handed(request, &out, of, m);
    if (str_eq(request_text(request, "done"), S("handed"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"), html_text(request->arena, W(&out,
            "They get these questions by mail. You can take them back until the round is closed."))};
    }
    if (closed) {
        add_closed(request, &out, of, m);
    } else {
        add_open(request, &out, of, m);
    }
    view_rate(&out, m);
}

/* ---- one question */

static void add_choice(struct request *request, struct rate_question_page *m, struct str value, struct str name,
                       struct str note, bool chosen)
{
    bool typed = request->acts && str_eq(request_typed(request, "answer"), value);
    m->choices[m->n] = (struct rate_choice){.id = str_format(request->arena, "answer-%zu", m->n + 1), .value = value,
                                            .name = name, .note = note, .chosen = request->acts ? typed : chosen};
    m->n++;
}

static void add_choices(struct request *request, struct out *out, const struct rating_of *of, size_t criterion,
                        struct rate_question_page *m)
{
    int answer = of->answers[criterion];
    for (int level = 1; level <= of->framework->levels_n; level++) {
        add_choice(request, m, str_format(request->arena, "%d", level), say_level(out, of->framework, level),
                   framework_words(of->framework, &of->framework->criteria[criterion], level), answer == level);
    }
    add_choice(request, m, S("dont_know"), W(out, "I don’t know"), S(""), answer == ANSWER_DONT_KNOW);
    add_choice(request, m, S("not_applicable"), W(out, "Does not apply to this city"), S(""),
               answer == ANSWER_NOT_APPLICABLE);
}

/* Of the first q questions of the form. */
static size_t count_asked(const struct rating_of *of, size_t q)
{
    size_t n = 0;
    for (size_t i = 0; i < q; i++) {
        n += of->asked[i];
    }
    bool is_last = of->rater.adapts && of->answers[of->questions[q - 1]] == ANSWER_NONE;
    return is_last ? of->asked_n : n; /* of half, the one that is asked now */
}

/* 0: none. */
static size_t asked_before(const struct rating_of *of, size_t q)
{
    do {
        q--;
    } while (q > 0 && !of->asked[q - 1]);
    return q;
}

static size_t asked_after(struct request *request, struct rating_of *of, size_t q)
{
    if (of->rater.adapts) { /* what comes next stands anywhere */
        choose_asked(request, of);
        for (q = of->n; q > 0 && !(of->asked[q - 1] && of->answers[of->questions[q - 1]] == ANSWER_NONE);) {
            q--;
        }
        return q;
    }
    do {
        q++;
    } while (q <= of->n && !of->asked[q - 1]);
    return q <= of->n ? q : 0;
}

static void show_question(struct request *request, struct response *response, const struct rating_of *of, size_t q)
{
    struct out out = response_out(request, response);
    struct rate_question_page *m = arena_new(request->arena, struct rate_question_page);
    size_t criterion = of->questions[q - 1];
    m->page = rate_page_of(request, say_criterion(of->framework, criterion),
                        W(&out, "Choose the highest level that is true, with all below it."));
    m->page->kicker = SAY(&out, "Question {n} of {all}", slot("n", (int)count_asked(of, q)),
                          slot("all", (int)(of->rater.adapts && !of->rater.part ? assessment_ask_max(of->framework)
                                                                                : of->asked_n)));
    m->problems = form_problems_of(request, rate_form);
    add_choices(request, &out, of, criterion, m);
    m->error = form_field_of(request, form_find(rate_form, "answer"), S("")).error;
    m->because = form_field_of(request, form_find(rate_form, "because"),
                               W(&out, "One sentence. Needed for the two highest levels only."));
    m->because.long_text = true;
    if (!request->acts) {
        m->because.value = of->because[criterion];
    }
    m->q = str_format(request->arena, "%zu", q);
    size_t before = asked_before(of, q);
    m->back = before > 0 ? rate_url(request, before) : (struct url){S("")};
    m->all = rate_url(request, 0);
    m->once = request_once(request);
    m->action = rate_url(request, q);
    view_rate_question(&out, m);
}

/* ---- the address */

enum fault rate_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct rating_of of = {0};
    struct str uid;
    bool over;
    response->max_age_s = -1;
    TRY(rate_link(request, &uid, &over));
    if (over || request->db == NULL) {
        struct rate_page *m = arena_new(request->arena, struct rate_page);
        m->page = over ? rate_page_of(request, W(&out, "This link is too old"),
                                   W(&out, "Ask who gave it to you for a newer one."))
                       : rate_page_of(request, W(&out, "Busy just now"), W(&out, "Please try again in a moment."));
        view_rate(&out, m);
        return OK;
    }
    TRY(rate_load(request, uid, &of));
    int64_t q = request_int(request, "q", 0);
    if (q < 1 || q > (int64_t)of.n || of.rater.closed_at.known || !of.asked[q - 1]) {
        show_all(request, response, &of);
    } else {
        show_question(request, response, &of, (size_t)q);
    }
    return OK;
}

/* What was chosen; false: nothing that is one. */
static bool read_answer(struct request *request, const struct framework *framework, int *ret_answer)
{
    struct str typed = request_typed(request, "answer");
    int64_t level = 0;
    if (str_eq(typed, S("dont_know")) || str_eq(typed, S("not_applicable"))) {
        *ret_answer = str_eq(typed, S("dont_know")) ? ANSWER_DONT_KNOW : ANSWER_NOT_APPLICABLE;
        return true;
    }
    bool is_level = parse_int(typed, 1, framework->levels_n, &level);
    *ret_answer = (int)level;
    return is_level;
}

enum fault rate_act(struct request *request, struct response *response)
{
    struct rating_of of = {0};
    struct str uid, because = request_typed(request, "because");
    int64_t q;
    bool over;
    int answer;
    TRY(rate_link(request, &uid, &over));
    response->status = 303;
    response->location = rate_url(request, 0).text;
    if (over) {
        return OK; /* the page says so */
    }
    TRY(rate_load(request, uid, &of));
    if (of.rater.closed_at.known || !parse_int(request_typed(request, "q"), 1, (int64_t)of.n, &q) ||
        !of.asked[q - 1]) {
        return OK; /* handed to somebody else meanwhile: the page says so */
    }
    const struct framework_criterion *criterion = &of.framework->criteria[of.questions[q - 1]];
    if (!read_answer(request, of.framework, &answer)) {
        form_refuse(request, form_find(rate_form, "answer"), W_NOTE("is missing"),
                    W_NOTE("choose a level, or one of the two below"));
        return FAULT_INVALID;
    }
    if (assessment_needs_why(of.framework, answer) && because.n == 0) {
        form_refuse(request, form_find(rate_form, "because"), W_NOTE("is empty"),
                    W_NOTE("for the two highest levels, say in a sentence what shows it"));
        return FAULT_INVALID;
    }
    TRY(rating_say(request->db, &of.rater, criterion->id, answer, because));
    TRY(q_assessment_touch(request->db, of.rater.assessment_id, request->now));
    of.answers[of.questions[q - 1]] = answer;
    response->location = rate_url(request, asked_after(request, &of, (size_t)q)).text;
    return OK;
}
