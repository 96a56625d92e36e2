/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: one question is changed, added or taken out, until the survey opens. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/survey_when.h"
#include "text/words.h"
#include "web/say.h"
#include "web/survey/survey_web.h"
#include "web/views.h"

#define LINES_MAX 8000
#define WHEN_MAX 400
#define SEEN_LETTERS 12
#define DEFECTS_MAX 10

const struct field survey_question_fields[] = {
    {.name = "in", .kind = FIELD_TEXT, .max = 12, .help = "the language of the words; nothing: the first one"},
    {.name = "part", .kind = FIELD_CHOICE, .choices = "more", .help = "its hint and its condition"},
    {0},
};

const struct field survey_question_form[] = {
    {.name = "title", .label = W_NOTE("Question"), .kind = FIELD_TEXT, .max = 500, .help = "what is asked"},
    {.name = "hint", .label = W_NOTE("What helps to answer it"), .kind = FIELD_TEXT, .max = 500,
     .help = "may be empty"},
    {.name = "kind", .label = W_NOTE("Kind of answer"), .kind = FIELD_CHOICE,
     .choices = "single several scale ranking number text matrix", .help = "how it is answered"},
    {.name = "options", .label = W_NOTE("What can be chosen"), .kind = FIELD_TEXT, .max = LINES_MAX,
     .help = "a line each; of a scale or a number from which to which: 1 to 5"},
    {.name = "rows", .label = W_NOTE("Lines to answer"), .kind = FIELD_TEXT, .max = LINES_MAX,
     .help = "of an answer for each line: the lines"},
    {.name = "required", .label = W_NOTE("It has to be answered"), .kind = FIELD_FLAG,
     .help = "nobody can leave it out"},
    {.name = "when", .label = W_NOTE("Asked only if"), .kind = FIELD_TEXT, .max = WHEN_MAX,
     .help = "a condition over questions before it (docs of survey_when): first[1] = \"skills\""},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page: the number of the last change"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save up down remove",
     .help = "what to do"},
    {0},
};

struct editing {
    struct survey_of of;
    struct survey *survey;
    size_t at;            /* questions_n: a new one */
    size_t language;
};

static enum fault must_use load(struct request *request, struct editing *editing)
{
    survey_of_soon(request);
    TRY(survey_of_load(request, &editing->of));
    if (editing->of.row.id == 0 || editing->of.row.opened_at.known) {
        return FAULT_NOT_FOUND;
    }
    editing->survey = &editing->of.read->survey;
    editing->at = survey_find(editing->survey, request->params[2]);
    editing->language = survey_language(editing->survey, request_text(request, "in"));
    bool is_new = str_eq(request->params[2], S("new"));
    return editing->at < editing->survey->questions_n || is_new ? OK : FAULT_NOT_FOUND;
}

static bool is_more(const struct request *request)
{
    return str_eq(request_text(request, "part"), S("more"));
}

/* ---- the page */

static struct str lines_of(struct request *request, const struct editing *editing, const struct survey_option *options,
                           size_t n)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 65536);
    for (size_t i = 0; i < n; i++) {
        buf_put_str(&buf, options[i].words[editing->language]);
        buf_put_char(&buf, '\n');
    }
    return str_copy(request->arena, str_trim(buf_str(&buf)));
}

static struct str options_text(struct request *request, const struct editing *editing,
                               const struct survey_question *question)
{
    bool bounds = question->kind == SURVEY_SCALE || question->kind == SURVEY_NUMBER;
    if (bounds && question->bounded_below && question->bounded_above) {
        struct out out = {.words = request->words, .arena = request->arena};
        return SAY(&out, "{least} to {most}", slot("least", question->min), slot("most", question->max));
    }
    return lines_of(request, editing, question->options, question->options_n);
}

static struct str when_text(struct request *request, const struct survey_question *question)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 65536);
    survey_when_put(&buf, question->when, false);
    return str_copy(request->arena, buf_str(&buf));
}

static void fill_stored(struct request *request, const struct editing *editing, struct survey_question_page *m)
{
    if (request->acts || editing->at == editing->survey->questions_n) {
        m->required.checked = request->acts && request_typed(request, "required").n > 0;
        return;
    }
    const struct survey_question *question = &editing->survey->questions[editing->at];
    m->title.value = question->title[editing->language];
    m->hint.value = question->hint[editing->language];
    m->options.value = options_text(request, editing, question);
    m->rows.value = lines_of(request, editing, question->rows, question->rows_n);
    m->when.value = when_text(request, question);
    m->required.checked = question->required;
}

static void add_kinds(struct request *request, struct out *out, const struct editing *editing,
                      struct survey_question_page *m)
{
    bool is_stored = !request->acts && editing->at < editing->survey->questions_n;
    struct str chosen = is_stored ? survey_kind_word(editing->survey->questions[editing->at].kind)
                                  : request_typed(request, "kind");
    m->kind.field = form_field_of(request, form_find(survey_question_form, "kind"), S(""));
    m->kind.options = arena_array(request->arena, struct deed_option, SURVEY_KIND__MAX);
    const struct str names[] = {
        W(out, "One answer"), W(out, "Several answers"), W(out, "A step of a scale"), W(out, "Put in order"),
        W(out, "A number"), W(out, "Own words"), W(out, "An answer for each line")};
    for (size_t i = 0; i < SURVEY_KIND__MAX; i++) {
        struct str word = survey_kind_word((enum survey_kind)i);
        m->kind.options[m->kind.n++] = (struct deed_option){word, names[i], str_eq(word, chosen)};
    }
}

static void add_languages(struct request *request, struct out *out, const struct editing *editing,
                          struct survey_question_page *m)
{
    for (size_t i = 0; i < editing->survey->languages_n && editing->survey->languages_n > 1 && !m->is_new; i++) {
        if (i != editing->language) {
            struct url url = url_path_of(request->arena, "/member-cities/{}/programmes/{}/survey/questions/{}",
                                         request->params[0], request->params[1], request->params[2]);
            m->languages[m->languages_n++] = (struct deed_link){
                url_add(request->arena, url, "in", editing->survey->languages[i]),
                SAY(out, "Its words in {language}", slot("language", say_language(out,
                                                                                  editing->survey->languages[i])))};
        }
    }
}

static struct url question_url(struct request *request)
{
    return url_path_of(request->arena, "/member-cities/{}/programmes/{}/survey/questions/{}", request->params[0],
                       request->params[1], request->params[2]);
}

enum fault survey_question_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_question_page *m = arena_new(request->arena, struct survey_question_page);
    struct editing editing;
    TRY(load(request, &editing));
    const struct field *form = survey_question_form;
    m->is_new = editing.at == editing.survey->questions_n;
    m->page = page_of(request, m->is_new ? W(&out, "Add a question") : W(&out, "Change a question"),
                      W(&out, "It can be changed until the survey is opened."), DOOR_NONE);
    m->page->no_index = true;
    survey_crumbs(request, &out, &editing.of, m->page);
    m->title = form_field_of(request, form_find(form, "title"), S(""));
    m->hint = form_field_of(request, form_find(form, "hint"), W(&out, "A line below the question; it may be empty."));
    m->options = form_field_of(request, form_find(form, "options"),
                               W(&out,
                                 "A line each. Of a scale or a number, from which to which: 1 to 5. Of own words, "
                                       "nothing."));
    m->rows = form_field_of(request, form_find(form, "rows"), W(&out, "Only for an answer for each line."));
    m->when = form_field_of(request, form_find(form, "when"),
                            W(&out, "Nothing: always. Else by the code of a question before it, such as: shared <= 2"));
    m->options.long_text = m->rows.long_text = true;
    m->required = (struct deed_check){S("required"), W(&out, "It has to be answered"), S(""), false};
    add_kinds(request, &out, &editing, m);
    fill_stored(request, &editing, m);
    add_languages(request, &out, &editing, m);
    m->is_more = is_more(request);
    m->more = m->is_new || m->is_more ? (struct url){S("")}
              : url_add(request->arena, question_url(request), "part", S("more"));
    m->problems = form_problems_of(request, form);
    m->seen = str_format(request->arena, "%lld", (long long)editing.of.row.rev);
    m->action = question_url(request);
    if (m->is_more) {
        m->action = url_add(request->arena, m->action, "part", S("more"));
    }
    if (editing.language > 0) {
        m->action = url_add(request->arena, m->action, "in", editing.survey->languages[editing.language]);
    }
    m->reach = survey_say_reach(&out);
    m->back = survey_url(request, "");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_survey_question(&out, m);
    return OK;
}

/* ---- what was typed */

static struct str *words_like(struct request *request, const struct editing *editing, const struct str *old,
                              struct str words)
{
    size_t n = editing->survey->languages_n;
    struct str *all = arena_array(request->arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        all[i] = old != NULL ? old[i] : S("");
    }
    all[editing->language] = words;
    if (all[0].n == 0) {
        all[0] = words;
    }
    return all;
}

static struct str free_code(struct request *request, const struct survey_option *options, size_t n)
{
    for (size_t i = n + 1;; i++) {
        struct str code = str_format(request->arena, "o%zu", i);
        if (survey_option_find(options, n, code) == n) {
            return code;
        }
    }
}

/* Of the options there were, the one that a line is: with the same words; else the one in its place, in another
** language. n: none. */
static size_t same_option(const struct editing *editing, const struct survey_option *old, size_t n, size_t at,
                          struct str line)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(old[i].words[editing->language], line)) {
            return i;
        }
    }
    return editing->language > 0 ? at : n;
}

static size_t read_lines(struct request *request, const struct editing *editing, const char *name,
                         const struct survey_option *old, size_t old_n, struct survey_option **ret_options)
{
    struct survey_option *options = arena_array(request->arena, struct survey_option, SURVEY_OPTIONS_MAX);
    size_t n = 0;
    for (struct str rest = request_typed(request, name); rest.s != NULL && n < SURVEY_OPTIONS_MAX;) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        if (line.n == 0) {
            continue;
        }
        size_t was = same_option(editing, old, old_n, n, line);
        bool known = was < old_n && survey_option_find(options, n, old[was].code) == n;
        options[n].code = known ? old[was].code : S("");
        options[n].words = words_like(request, editing, known ? old[was].words : NULL, line);
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        options[i].code = options[i].code.n > 0 ? options[i].code : free_code(request, options, n);
    }
    *ret_options = options;
    return n;
}

/* "1 to 5": the first and the last number of the line. */
static bool read_bounds(struct str text, struct survey_question *question)
{
    int64_t numbers[2];
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < 2;) {
        size_t k = i;
        while (k < text.n && text.s[k] >= '0' && text.s[k] <= '9') {
            k++;
        }
        n += k > i && parse_int(str_sub(text, i, k - i), 0, SURVEY_NUMBER_MAX, &numbers[n]);
        i = k > i ? k : i + 1;
    }
    question->bounded_below = question->bounded_above = n == 2;
    question->min = n == 2 ? numbers[0] : 0;
    question->max = n == 2 ? numbers[1] : 0;
    return n == 2 || str_trim(text).n == 0;
}

static void read_when(struct request *request, struct survey_question *question)
{
    if (!survey_when_parse(request->arena, request_typed(request, "when"), NULL, &question->when)) {
        form_refuse(request, form_find(survey_question_form, "when"), W_NOTE("is no condition that can be read"),
                    W_NOTE("write it as: shared <= 2"));
    }
}

/* The part that has its own page: the hint, and when it is asked. */
static struct survey_question read_more(struct request *request, const struct editing *editing)
{
    struct survey_question question = editing->survey->questions[editing->at];
    question.hint = words_like(request, editing, question.hint, str_trim(request_typed(request, "hint")));
    read_when(request, &question);
    return question;
}

static struct survey_question read_typed(struct request *request, const struct editing *editing)
{
    bool is_new = editing->at == editing->survey->questions_n;
    struct survey_question question = is_new ? (struct survey_question){0} : editing->survey->questions[editing->at];
    enum survey_kind kind = SURVEY_SINGLE;
    bool known = survey_kind_parse(request_typed(request, "kind"), &kind);
    bool other_kind = is_new || (known && kind != question.kind);
    const struct survey_option *options = question.options;
    question.title = words_like(request, editing, question.title, str_trim(request_typed(request, "title")));
    question.hint = is_new ? words_like(request, editing, NULL, S("")) : question.hint;
    question.kind = kind;
    question.cell = other_kind ? SURVEY_CELL_OPTION : question.cell;
    question.other = !other_kind && question.other;
    question.required = request_typed(request, "required").n > 0;
    if (kind == SURVEY_SCALE || kind == SURVEY_NUMBER) {
        if (!read_bounds(request_typed(request, "options"), &question)) {
            form_refuse(request, form_find(survey_question_form, "options"), W_NOTE("is not from which to which"),
                        W_NOTE("write it as: 1 to 5"));
        }
        question.options_n = 0;
    } else {
        question.bounded_below = question.bounded_above = false;
        question.min = question.max = kind == SURVEY_RANKING && !other_kind ? question.max : 0;
        question.min = 0;
        question.options_n = read_lines(request, editing, "options", options, question.options_n, &question.options);
    }
    question.rows_n = read_lines(request, editing, "rows", question.rows, question.rows_n, &question.rows);
    question.options_n = kind == SURVEY_TEXT ? 0 : question.options_n;
    question.rows_n = kind == SURVEY_MATRIX ? question.rows_n : 0;
    return question;
}

static void refuse_defect(struct request *request, const struct survey_defect *defect)
{
    static const struct { enum survey_defect_kind kind; const char *field, *what, *hint; } said[] = {
        {SURVEY_FEW_OPTIONS, "options", W_NOTE("has too few lines"), W_NOTE("write at least two lines")},
        {SURVEY_NO_ROWS, "rows", W_NOTE("has no line"), W_NOTE("write one a line")},
        {SURVEY_BOUNDS, "options", W_NOTE("is no scale that can be shown"),
         W_NOTE("write from which to which, eleven steps at most: 1 to 5")},
        {SURVEY_WHEN_UNKNOWN, "when", W_NOTE("names a question that is not there"), W_NOTE("use the code of one")},
        {SURVEY_WHEN_LATER, "when", W_NOTE("names a question that is asked later"), W_NOTE("use one before it")},
        {SURVEY_UNTITLED, "title", W_NOTE("is empty"), W_NOTE("fill it in")}};
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        if (said[i].kind == defect->kind) {
            form_refuse(request, form_find(survey_question_form, said[i].field), said[i].what, said[i].hint);
            return;
        }
    }
    form_refuse(request, form_find(survey_question_form, "title"), W_NOTE("cannot be asked like this"),
                W_NOTE("take it out and add it again"));
}

static struct str new_code(struct request *request, const struct survey *survey)
{
    for (size_t i = survey->questions_n + 1;; i++) {
        struct str code = str_format(request->arena, "q%zu", i);
        if (survey_find(survey, code) == survey->questions_n) {
            return code;
        }
    }
}

static void put_question(struct request *request, struct editing *editing)
{
    struct survey *survey = editing->survey;
    bool is_new = editing->at == survey->questions_n;
    struct survey_question question = is_more(request) && !is_new ? read_more(request, editing)
                                                                  : read_typed(request, editing);
    if (is_new) {
        struct survey_question *all = arena_array(request->arena, struct survey_question, survey->questions_n + 1);
        for (size_t i = 0; i < survey->questions_n; i++) {
            all[i] = survey->questions[i];
        }
        question.code = new_code(request, survey);
        question.section = survey->sections_n - 1;
        survey->questions = all;
        survey->questions_n++;
    }
    survey->questions[editing->at] = question;
}

static void remove_question(struct editing *editing)
{
    struct survey *survey = editing->survey;
    for (size_t i = editing->at; i + 1 < survey->questions_n; i++) {
        survey->questions[i] = survey->questions[i + 1];
    }
    survey->questions_n--;
}

/* A place earlier or later; beside one of another section first into that section. */
static void move_question(struct editing *editing, bool up)
{
    struct survey *survey = editing->survey;
    struct survey_question *here = &survey->questions[editing->at];
    bool is_end = up ? editing->at == 0 : editing->at + 1 == survey->questions_n;
    if (is_end || here[up ? -1 : 1].section != here->section) {
        bool fits = up ? here->section > 0 : here->section + 1 < survey->sections_n;
        here->section = !fits ? here->section : up ? here->section - 1 : here->section + 1;
        return;
    }
    struct survey_question other = here[up ? -1 : 1];
    here[up ? -1 : 1] = *here;
    *here = other;
}

static void refuse_all(struct request *request, const struct survey *survey, bool moves)
{
    struct survey_defect defects[DEFECTS_MAX];
    size_t n = survey_check(survey, defects, COUNT_OF(defects));
    for (size_t i = 0; i < n && i < COUNT_OF(defects); i++) {
        if (moves && defects[i].kind == SURVEY_WHEN_LATER) {
            form_refuse(request, form_find(survey_question_form, "title"),
                        W_NOTE("cannot stand there: a condition would be about a question that comes later"),
                        W_NOTE("change the condition first"));
            return;
        }
        refuse_defect(request, &defects[i]);
    }
}

enum fault survey_question_act(struct request *request, struct response *response)
{
    struct editing editing;
    TRY(load(request, &editing));
    struct str what = request_typed(request, "do");
    bool removes = str_eq(what, S("remove")), up = str_eq(what, S("up")), moves = up || str_eq(what, S("down"));
    struct str rev = str_format(request->arena, "%lld", (long long)editing.of.row.rev);
    if (!str_eq(request_typed(request, "seen"), rev)) {
        return form_refuse_meanwhile(request, response, form_find(survey_question_form, "seen"));
    }
    if (removes && editing.at < editing.survey->questions_n) {
        remove_question(&editing);
    } else {
        put_question(request, &editing);
    }
    if (moves && editing.at < editing.survey->questions_n) {
        move_question(&editing, up);
    }
    refuse_all(request, editing.survey, moves);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    struct str structure = survey_structure(request->arena, editing.survey, editing.of.document);
    if (structure.n == 0) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_survey_save(request->db, editing.of.row.id, structure, request->now));
    response->status = 303;
    response->location = url_add(request->arena, survey_url(request, ""), "done",
                                 removes ? S("removed") : moves ? S("moved") : S("saved")).text;
    return OK;
}
