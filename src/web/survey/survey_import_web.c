/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_import: the structure of a LimeSurvey survey, looked at, then kept. */
#include "web/survey/survey_import.h"

#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 40

const struct field survey_import_form[] = {
    {.name = "rows", .label = W_NOTE("The survey structure"), .kind = FIELD_TEXT, .min = 1,
     .max = SURVEY_IMPORT_LETTERS, .help = "the text of a .lss file of LimeSurvey"},
    {.name = "seen", .label = W_NOTE("The file as it was looked at"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "what was looked at, to notice what was changed since"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "look keep",
     .help = "look at what it would ask, or make it the survey"},
    {0},
};

struct importing {
    struct survey_of of;
    struct problems problems;
    struct lime_node *document;
    struct lime_survey *read;
};

/* What stood there: the file, and the survey that it would replace. */
static struct str seen_of(struct request *request, const struct survey_of *of)
{
    return str_format(request->arena, "%016llx-%lld", (unsigned long long)str_hash(request_typed(request, "rows")),
                      (long long)of->row.rev);
}

static enum fault must_use load(struct request *request, struct importing *importing)
{
    survey_of_soon(request);
    TRY(survey_of_load(request, &importing->of));
    return importing->of.row.opened_at.known ? FAULT_NOT_FOUND : OK;
}

/* Before it is read: what would not fit the memory of a request. */
static bool is_too_many(struct str text)
{
    size_t tags = 0;
    for (size_t i = 0; i < text.n; i++) {
        tags += text.s[i] == '<';
    }
    return tags > SURVEY_IMPORT_TAGS;
}

/* FAULT_INVALID: importing->problems say why. */
static enum fault must_use understand(struct request *request, struct importing *importing)
{
    struct str text = request_typed(request, "rows");
    problems_init(&importing->problems, request->arena);
    importing->read = arena_new(request->arena, struct lime_survey);
    if (is_too_many(text)) {
        problems_add(&importing->problems, S("survey.lss, line 1"),
                     str_of(W_NOTE("it has more parts than any real survey")),
                     str_of(W_NOTE("cut the survey in two in LimeSurvey")));
        return FAULT_INVALID;
    }
    enum fault fault = survey_lime_read(request->arena, S("survey.lss"), text, &importing->problems,
                                        &importing->document, importing->read);
    return fault == FAULT_TOO_LARGE ? FAULT_INVALID : fault;
}

/* ---- the page */

static struct str in_words(struct out *out, struct str english)
{
    return words_text(out, str_c(out->arena, english), NULL, 0);
}

/* Why text/xml, or the parser below it, could not read on, in words of who is no programmer. */
static struct str say_xml(struct out *out, struct str why)
{
    static const struct { const char *why, *says; } known[] = {
        {"mismatched tag", W_NOTE("an element is closed that is not open here")},
        {"no element found", W_NOTE("the file ends too early")},
        {"unclosed token", W_NOTE("the file ends too early")},
        {"not well-formed (invalid token)", W_NOTE("a sign stands here that no such file has")},
        {"syntax error", W_NOTE("this is no XML")},
        {"undefined entity", W_NOTE("it uses an abbreviation that it does not explain")},
        {"junk after document element", W_NOTE("something stands behind its end")},
        {"duplicate attribute", W_NOTE("an element says the same twice")},
        {"its elements are nested deeper than in any real file",
         W_NOTE("its elements are nested deeper than in any real file")},
        {"a text in it is longer than any real one", W_NOTE("a text in it is longer than any real one")},
        {"it is larger than any real file", W_NOTE("it is larger than any real file")}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (str_eq(why, str_of(known[i].why))) {
            return words_text(out, known[i].says, NULL, 0);
        }
    }
    return in_words(out, why);
}

/* "line 12: what": the number and the reason. */
static bool cut_line(struct str why, int64_t *ret_line, struct str *ret_why)
{
    struct str rest;
    struct str number = str_cut(why, ':', &rest);
    if (!str_starts(number, S("line ")) || rest.s == NULL ||
        !parse_int(str_from(number, 5), 1, INT32_MAX, ret_line)) {
        return false;
    }
    *ret_why = str_trim(rest);
    return true;
}

/* What is wrong is said by survey_lime in English; whole sentences of it are in the catalogue. */
static void add_wrong(struct request *request, struct out *out, const struct problems *problems,
                      struct survey_import_page *m)
{
    m->wrong = arena_array(request->arena, struct str, problems->n + 1);
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *problem = &problems->items[i];
        int64_t line;
        struct str what = problem->what, where = problem->where;
        where = str_starts(where, S("survey.lss, ")) ? str_from(where, 12) : where;
        if (cut_line(problem->what, &line, &what)) {
            where = SAY(out, "Line {n}", slot("n", line));
        }
        m->wrong[m->wrong_n++] = str_format(request->arena, "%.*s: %.*s. %.*s.", STR_ARG(where),
                                            STR_ARG(say_xml(out, what)), STR_ARG(in_words(out, problem->hint)));
    }
}

static struct str say_kept(struct out *out, const struct lime_kept *kept)
{
    struct str code = kept->code, detail = kept->detail;
    int64_t n = (int64_t)kept->count;
    switch (kept->kind) {
    case LIME_KEPT_TYPE: return SAY(out, "{code}: of a type ({type}) that is not asked here", slot("code", code),
                                    slot("type", detail));
    case LIME_KEPT_DATE: return SAY(out, "{code}: a date, asked in own words", slot("code", code));
    case LIME_KEPT_WHEN: return SAY(out, "{code}: asked always, since its condition is more than ours can say: {when}",
                                    slot("code", code), slot("when", detail));
    case LIME_KEPT_LATER: return SAY(out, "{code}: its condition is about {other}, which is asked later, so it is "
                                          "never asked", slot("code", code), slot("other", detail));
    case LIME_KEPT_SECTION: return SAY(out, "Section {code}: asked always, whatever its condition: {when}",
                                       slot("code", code), slot("when", detail));
    case LIME_KEPT_ATTRIBUTES: return SAY(out, "{n} setting of questions|{n} settings of questions", slot("n", n));
    case LIME_KEPT_MARKUP: return SAY(out, "{n} text with markup, shown plain|{n} texts with markup, shown plain",
                                      slot("n", n));
    default: return SAY(out, "A part of the file: {name}", slot("name", detail));
    }
}

static void add_preview(struct request *request, struct out *out, const struct importing *importing,
                        struct survey_import_page *m)
{
    const struct survey *survey = &importing->read->survey;
    size_t language = survey_reader(request, survey);
    m->looked = true;
    m->says = SAY(out, "“{title}”: {questions} in {sections}.",
                  slot("title", survey_words(survey, survey->title, language)),
                  slot("questions", SAY(out, "{n} question|{n} questions", slot("n", (int64_t)survey->questions_n))),
                  slot("sections", SAY(out, "{n} section|{n} sections", slot("n", (int64_t)survey->sections_n))));
    m->rows = arena_array(request->arena, struct survey_row, survey->questions_n + 1);
    for (size_t i = 0; i < survey->questions_n; i++) {
        const struct survey_question *question = &survey->questions[i];
        m->rows[m->rows_n++] = (struct survey_row){
            (struct url){S("")}, survey_words(survey, question->title, language), survey_say_kind(out, question)};
    }
    m->kept = arena_array(request->arena, struct str, importing->read->kept_n + 1);
    for (size_t i = 0; i < importing->read->kept_n; i++) {
        m->kept[m->kept_n++] = say_kept(out, &importing->read->kept[i]);
    }
    if (importing->of.read != NULL) {
        m->replaces = SAY(out, "It takes the place of the {n} question that stands there now.|It takes the place of "
                               "the {n} questions that stand there now.",
                          slot("n", (int64_t)importing->of.read->survey.questions_n));
    }
}

/* Of what was sent: what it would ask, or what is wrong with it. */
static enum fault must_use look(struct request *request, struct out *out, struct importing *importing,
                                struct survey_import_page *m)
{
    if (request_typed(request, "rows").n == 0) {
        return OK;
    }
    enum fault fault = understand(request, importing);
    if (fault != OK && fault != FAULT_INVALID) {
        return fault;
    }
    if (fault == OK) {
        add_preview(request, out, importing, m);
    } else {
        add_wrong(request, out, &importing->problems, m);
    }
    return OK;
}

enum fault survey_import_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct survey_import_page *m = arena_new(request->arena, struct survey_import_page);
    struct importing importing = {0};
    TRY(load(request, &importing));
    m->page = page_of(request, W(&out, "A survey from LimeSurvey"),
                      W(&out, "Its questions, sections, conditions and languages, from the file that LimeSurvey "
                              "exports."), DOOR_NONE);
    m->page->no_index = true;
    survey_crumbs(request, &out, &importing.of, m->page);
    TRY(request->acts ? look(request, &out, &importing, m) : OK);
    m->text = form_field_of(request, form_find(survey_import_form, "rows"),
                            W(&out, "Export it from LimeSurvey 2 or 3 as “Survey structure (.lss)”, and choose "
                                    "that file, or paste its text."));
    m->text.long_text = true;
    m->problems = form_problems_of(request, survey_import_form);
    m->seen = seen_of(request, &importing.of);
    m->action = survey_url(request, "/import");
    m->back = survey_url(request, "");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_survey_import(&out, m);
    return OK;
}

/* ---- keeping it */

static enum fault must_use keep(struct request *request, const struct importing *importing)
{
    struct str uid;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, SURVEY_STRUCTURE_MAX);
    lime_write(&buf, importing->document);
    if (buf.overflow) {
        return FAULT_TOO_LARGE;
    }
    struct str structure = str_copy(request->arena, buf_str(&buf));
    return importing->of.row.id != 0
        ? q_survey_save(request->db, importing->of.row.id, structure, request->now)
        : survey_begin(request->db, request->arena, importing->of.programme.id, S(SURVEY_BEFORE), structure,
                       request->now, &uid);
}

enum fault survey_import_act(struct request *request, struct response *response)
{
    struct importing importing = {0};
    TRY(load(request, &importing));
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request, &importing.of));
    if (!str_eq(request_typed(request, "do"), S("keep")) || !is_seen) {
        response->looks = true;
        return FAULT_INVALID;
    }
    enum fault fault = understand(request, &importing);
    if (fault == FAULT_INVALID) {
        response->looks = true; /* the page says what is wrong */
    }
    TRY(fault);
    TRY(keep(request, &importing));
    response->status = 303;
    response->location = url_add(request->arena, survey_url(request, ""), "done", S("brought")).text;
    return OK;
}
