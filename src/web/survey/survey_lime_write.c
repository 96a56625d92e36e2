/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_lime: a survey as a structure file of LimeSurvey, beginning with the one it came from. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/survey_when.h"
#include "web/survey/survey_lime_parts.h"

#define WHEN_BYTES_MAX 65536u

struct writing {
    struct arena *arena;
    const struct survey *survey;
    struct survey before;      /* as the kept file reads; no questions: none was kept */
    bool same_languages;
    struct lime_node *document;
    struct str sid;
    int64_t last_id;           /* of questions, sections and rows of questions */
    struct str gids[SURVEY_SECTIONS_MAX];
};

static struct str next_id(struct writing *writing)
{
    return str_format(writing->arena, "%lld", (long long)++writing->last_id);
}

static struct str number(struct writing *writing, int64_t n)
{
    return str_format(writing->arena, "%lld", (long long)n);
}

/* Text as it stands in their files. */
static struct str marked(struct writing *writing, struct str text)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, LIME_BYTES_MAX);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        buf_put_str(&buf, c == '&' ? S("&amp;") : c == '<' ? S("&lt;") : c == '>' ? S("&gt;") : c == '\n'
                    ? S("<br />\n")
                                                                                     : (struct str){&text.s[i], 1});
    }
    return str_copy(writing->arena, buf_str(&buf));
}

/* ---- rows that go */

static void remove_rows(struct writing *writing, const char *table, const char *field, struct str is)
{
    struct lime_node *node = lime_child(writing->document, str_of(table));
    struct lime_node *rows = node != NULL ? lime_child(node, S("rows")) : NULL;
    struct lime_node *first = rows != NULL ? rows->first : NULL;
    if (rows == NULL) {
        return;
    }
    rows->first = rows->last = NULL;
    for (struct lime_node *next; first != NULL; first = next) {
        next = first->next;
        first->next = NULL;
        if (str_eq(lime_text(first, str_of(field)), is)) {
            continue;
        }
        if (rows->last == NULL) {
            rows->first = first;
        } else {
            rows->last->next = first;
        }
        rows->last = first;
    }
}

static void remove_attribute(struct writing *writing, struct str qid, const char *name)
{
    for (struct lime_node *row = lime_rows(writing->document, S("question_attributes")); row != NULL; row = row->next) {
        if (str_eq(lime_text(row, S("qid")), qid) && str_eq(lime_text(row, S("attribute")), str_of(name))) {
            lime_set(writing->arena, row, S("attribute"), S("removed here"));
        }
    }
    remove_rows(writing, "question_attributes", "attribute", S("removed here"));
}

/* ---- rows of a question */

static struct lime_node *add_row(struct writing *writing, const char *table)
{
    return lime_add(writing->arena, lime_table(writing->arena, writing->document, str_of(table)), S("row"), S(""));
}

static void add_question_row(struct writing *writing, const char *table, struct str qid, struct str parent,
                             struct str gid,
                             char type, const struct survey_question *question, size_t language)
{
    struct lime_node *row = add_row(writing, table);
    struct buf when CLEANUP(buf_done);
    buf_init(&when, WHEN_BYTES_MAX);
    survey_when_put(&when, str_eq(parent, S("0")) ? question->when : NULL, true);
    const struct { const char *name; struct str text; } cells[] = {
        {"qid", qid}, {"parent_qid", parent}, {"sid", writing->sid}, {"gid", gid}, {"type", {&type, 1}},
        {"title", question->code}, {"question", marked(writing, question->title[language])}, {"preg", S("")},
        {"help", marked(writing, question->hint[language])}, {"other", question->other ? S("Y") : S("N")},
        {"mandatory", question->required ? S("Y") : S("N")}, {"question_order", S("0")},
        {"language", writing->survey->languages[language]}, {"scale_id", S("0")}, {"same_default", S("0")},
        {"relevance", buf_str(&when)}, {"modulename", S("")}};
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        lime_add(writing->arena, row, str_of(cells[i].name), cells[i].text);
    }
}

static void add_answers(struct writing *writing, struct str qid, const struct survey_question *question)
{
    for (size_t i = 0; i < question->options_n; i++) {
        for (size_t k = 0; k < writing->survey->languages_n; k++) {
            struct lime_node *row = add_row(writing, "answers");
            const struct { const char *name; struct str text; } cells[] = {
                {"qid", qid}, {"code", question->options[i].code}, {"answer", marked(writing,
                                                                                     question->options[i].words[k])},
                {"sortorder", number(writing, (int64_t)i + 1)}, {"assessment_value", S("0")},
                {"language", writing->survey->languages[k]}, {"scale_id", S("0")}};
            for (size_t c = 0; c < COUNT_OF(cells); c++) {
                lime_add(writing->arena, row, str_of(cells[c].name), cells[c].text);
            }
        }
    }
}

static void add_subs(struct writing *writing, struct str qid, struct str gid, const struct survey_option *rows,
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str sub = next_id(writing);
        for (size_t k = 0; k < writing->survey->languages_n; k++) {
            struct str none[SURVEY_LANGUAGES_MAX];
            for (size_t l = 0; l < SURVEY_LANGUAGES_MAX; l++) {
                none[l] = S("");
            }
            struct survey_question one = {.code = rows[i].code, .title = rows[i].words, .hint = none};
            add_question_row(writing, "subquestions", sub, qid, gid, 'T', &one, k);
        }
        for (struct lime_node *row = lime_rows(writing->document, S("subquestions")); row != NULL; row = row->next) {
            if (str_eq(lime_text(row, S("qid")), sub)) {
                lime_set(writing->arena, row, S("question_order"), number(writing, (int64_t)i + 1));
            }
        }
    }
}

static void set_attribute(struct writing *writing, struct str qid, const char *name, struct str value)
{
    struct lime_node *row = add_row(writing, "question_attributes");
    lime_add(writing->arena, row, S("qid"), qid);
    lime_add(writing->arena, row, S("attribute"), str_of(name));
    lime_add(writing->arena, row, S("value"), value);
}

static void set_bounds(struct writing *writing, struct str qid, const struct survey_question *question)
{
    static const char *const ours[] = {"min_num_value_n", "max_num_value_n", "slider_min", "slider_max", "max_answers",
                                       "max_subquestions", LIME_OURS};
    for (size_t i = 0; i < COUNT_OF(ours); i++) {
        remove_attribute(writing, qid, ours[i]);
    }
    if (question->kind == SURVEY_SCALE && question->min == 1 && question->max == 5) {
        return;
    }
    if (question->bounded_below) {
        set_attribute(writing, qid, "min_num_value_n", number(writing, question->min));
    }
    if (question->bounded_above) {
        set_attribute(writing, qid, "max_num_value_n", number(writing, question->max));
    }
    if (question->kind == SURVEY_RANKING && question->max > 0) {
        set_attribute(writing, qid, "max_answers", number(writing, question->max));
    }
    if (question->kind == SURVEY_SCALE) {
        set_attribute(writing, qid, LIME_OURS, S("scale"));
    }
}

static char type_of(const struct survey_question *question, char before)
{
    bool is_points = question->kind == SURVEY_SCALE && question->min == 1 && question->max == 5;
    switch (question->kind) {
    case SURVEY_SINGLE: return before == '!' || before == 'O' ? before : 'L';
    case SURVEY_SEVERAL: return before == 'P' ? before : 'M';
    case SURVEY_SCALE: return is_points ? '5' : 'N';
    case SURVEY_RANKING: return 'R';
    case SURVEY_NUMBER: return 'N';
    case SURVEY_TEXT: return before == 'S' || before == 'U' || before == 'D' ? before : 'T';
    default: break;
    }
    return question->cell == SURVEY_CELL_NUMBER ? 'K' : question->cell == SURVEY_CELL_TEXT ? 'Q' : 'F';
}

static struct lime_node *question_row(struct writing *writing, struct str code)
{
    struct lime_node *row = lime_rows(writing->document, S("questions"));
    while (row != NULL && !(str_eq(lime_text(row, S("title")), code) && str_eq(lime_text(row, S("parent_qid")),
                                                                               S("0")))) {
        row = row->next;
    }
    return row;
}

static void remove_question(struct writing *writing, struct str qid)
{
    remove_rows(writing, "questions", "qid", qid);
    remove_rows(writing, "subquestions", "parent_qid", qid);
    remove_rows(writing, "answers", "qid", qid);
    remove_rows(writing, "conditions", "qid", qid);
}

static void write_question(struct writing *writing, const struct survey_question *question)
{
    const struct lime_node *row = question_row(writing, question->code);
    struct str qid = row != NULL ? lime_text(row, S("qid")) : next_id(writing);
    struct str type = row != NULL ? lime_text(row, S("type")) : S("");
    struct str gid = writing->gids[question->section];
    char letter = type_of(question, type.n == 1 ? type.s[0] : 0);
    if (row != NULL) {
        remove_question(writing, qid);
    }
    for (size_t i = 0; i < writing->survey->languages_n; i++) {
        add_question_row(writing, "questions", qid, S("0"), gid, letter, question, i);
    }
    if (question->kind == SURVEY_SEVERAL) {
        add_subs(writing, qid, gid, question->options, question->options_n);
    } else {
        add_subs(writing, qid, gid, question->rows, question->rows_n);
        add_answers(writing, qid, question);
    }
    set_bounds(writing, qid, question);
}

/* ---- sections */

static void read_gids(struct writing *writing)
{
    const struct lime_node *found[SURVEY_SECTIONS_MAX];
    size_t n = lime_sections(writing->document, writing->before.languages[0], found);
    for (size_t i = 0; i < n; i++) {
        writing->gids[i] = lime_text(found[i], S("gid"));
    }
}

static bool section_is_same(const struct writing *writing, size_t i)
{
    if (!writing->same_languages || i >= writing->before.sections_n) {
        return false;
    }
    bool same = true;
    for (size_t k = 0; k < writing->survey->languages_n; k++) {
        same = same && str_eq(writing->survey->sections[i].title[k], writing->before.sections[i].title[k]) &&
               str_eq(writing->survey->sections[i].intro[k], writing->before.sections[i].intro[k]);
    }
    return same;
}

static void write_section(struct writing *writing, size_t i)
{
    const struct survey_section *section = &writing->survey->sections[i];
    if (writing->gids[i].n == 0) {
        writing->gids[i] = next_id(writing);
    }
    remove_rows(writing, "groups", "gid", writing->gids[i]);
    for (size_t k = 0; k < writing->survey->languages_n; k++) {
        struct lime_node *row = add_row(writing, "groups");
        const struct { const char *name; struct str text; } cells[] = {
            {"gid", writing->gids[i]}, {"sid", writing->sid}, {"group_name", marked(writing, section->title[k])},
            {"group_order", number(writing, (int64_t)i)}, {"description", marked(writing, section->intro[k])},
            {"language", writing->survey->languages[k]}, {"randomization_group", S("")}, {"grelevance", S("")}};
        for (size_t c = 0; c < COUNT_OF(cells); c++) {
            lime_add(writing->arena, row, str_of(cells[c].name), cells[c].text);
        }
    }
}

static void write_sections(struct writing *writing)
{
    for (size_t i = 0; i < writing->survey->sections_n; i++) {
        if (!section_is_same(writing, i)) {
            write_section(writing, i);
        }
    }
    for (size_t i = writing->survey->sections_n; i < writing->before.sections_n; i++) {
        remove_rows(writing, "groups", "gid", writing->gids[i]);
    }
}

/* ---- the whole */

static void write_head(struct writing *writing)
{
    const struct survey *survey = writing->survey;
    if (lime_rows(writing->document, S("surveys")) == NULL) {
        struct lime_node *row = add_row(writing, "surveys");
        lime_add(writing->arena, row, S("sid"), writing->sid);
        lime_add(writing->arena, row, S("language"), survey->languages[0]);
    }
    for (size_t i = 0; i < survey->languages_n; i++) {
        struct lime_node *row = lime_rows(writing->document, S("surveys_languagesettings"));
        while (row != NULL && !str_eq(lime_text(row, S("surveyls_language")), survey->languages[i])) {
            row = row->next;
        }
        bool is_new = row == NULL;
        row = is_new ? add_row(writing, "surveys_languagesettings") : row;
        if (is_new) {
            lime_add(writing->arena, row, S("surveyls_survey_id"), writing->sid);
            lime_add(writing->arena, row, S("surveyls_language"), survey->languages[i]);
        }
        const struct { const char *name; const struct str *now, *before; } texts[] = {
            {"surveyls_title", survey->title, writing->before.title},
            {"surveyls_welcometext", survey->intro, writing->before.intro},
            {"surveyls_endtext", survey->thanks, writing->before.thanks}};
        for (size_t k = 0; k < COUNT_OF(texts); k++) {
            if (!writing->same_languages || !str_eq(texts[k].now[i], texts[k].before[i])) {
                lime_set(writing->arena, row, str_of(texts[k].name), marked(writing, texts[k].now[i]));
            }
        }
    }
}

static void write_languages(struct writing *writing)
{
    struct lime_node *named = lime_child(writing->document, S("languages"));
    struct lime_node *row = lime_rows(writing->document, S("surveys"));
    struct str others = S("");
    if (writing->same_languages) {
        return;
    }
    named->first = named->last = NULL;
    for (size_t i = 0; i < writing->survey->languages_n; i++) {
        struct str language = writing->survey->languages[i];
        lime_add(writing->arena, named, S("language"), language);
        others = i == 0 ? others : i == 1 ? language
                 : str_format(writing->arena, "%.*s %.*s", STR_ARG(others), STR_ARG(language));
    }
    lime_set(writing->arena, row, S("language"), writing->survey->languages[0]);
    lime_set(writing->arena, row, S("additional_languages"), others);
}

static void remove_gone(struct writing *writing)
{
    for (size_t i = 0; i < writing->before.questions_n; i++) {
        struct str code = writing->before.questions[i].code;
        const struct lime_node *row = question_row(writing, code);
        if (survey_find(writing->survey, code) == writing->survey->questions_n && row != NULL) {
            struct str qid = lime_text(row, S("qid"));
            remove_question(writing, qid);
            remove_rows(writing, "question_attributes", "qid", qid);
        }
    }
}

static bool order_is_same(const struct writing *writing)
{
    bool same = writing->survey->questions_n == writing->before.questions_n;
    for (size_t i = 0; same && i < writing->survey->questions_n; i++) {
        same = str_eq(writing->survey->questions[i].code, writing->before.questions[i].code);
    }
    return same;
}

static void write_order(struct writing *writing)
{
    for (struct lime_node *row = lime_rows(writing->document, S("questions")); row != NULL; row = row->next) {
        size_t at = survey_find(writing->survey, lime_text(row, S("title")));
        if (at < writing->survey->questions_n) {
            lime_set(writing->arena, row, S("question_order"), number(writing, (int64_t)at));
        }
    }
}

static void write_questions(struct writing *writing)
{
    bool changed = !order_is_same(writing);
    remove_gone(writing);
    for (size_t i = 0; i < writing->survey->questions_n; i++) {
        const struct survey_question *question = &writing->survey->questions[i];
        size_t at = writing->before.questions_n > 0 ? survey_find(&writing->before, question->code) : 0;
        bool same = writing->same_languages && at < writing->before.questions_n &&
                    survey_question_eq(question, &writing->before.questions[at], writing->survey->languages_n);
        if (!same) {
            write_question(writing, question);
            changed = true;
        }
    }
    if (changed) {
        write_order(writing);
    }
}

static void skeleton(struct writing *writing)
{
    static const char *const tables[] = {"answers", "groups", "questions", "subquestions", "question_attributes",
                                         "surveys", "surveys_languagesettings"};
    writing->document = arena_new(writing->arena, struct lime_node);
    writing->document->name = S("document");
    writing->document->text = S("");
    lime_add(writing->arena, writing->document, S("LimeSurveyDocType"), S("Survey"));
    lime_add(writing->arena, writing->document, S("DBVersion"), S("261"));
    lime_add(writing->arena, writing->document, S("languages"), S(""));
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        lime_table(writing->arena, writing->document, str_of(tables[i]));
    }
    writing->sid = S("100001");
}

static void note_ids(struct writing *writing, const char *table, const char *field)
{
    for (const struct lime_node *row = lime_rows(writing->document, str_of(table)); row != NULL; row = row->next) {
        int64_t id;
        if (parse_int(lime_text(row, str_of(field)), 1, 1000000000, &id) && id > writing->last_id) {
            writing->last_id = id;
        }
    }
}

static void begin(struct writing *writing, const struct lime_node *kept)
{
    struct problems problems;
    struct lime_survey *read = arena_new(writing->arena, struct lime_survey);
    problems_init(&problems, writing->arena);
    if (kept == NULL || survey_lime_of(writing->arena, S("kept"), kept, &problems, read) != OK) {
        skeleton(writing);
        return;
    }
    writing->document = lime_copy(writing->arena, kept);
    writing->before = read->survey;
    writing->sid = lime_text(lime_rows(kept, S("questions")), S("sid"));
    writing->same_languages = read->survey.languages_n == writing->survey->languages_n;
    for (size_t i = 0; writing->same_languages && i < writing->survey->languages_n; i++) {
        writing->same_languages = str_eq(read->survey.languages[i], writing->survey->languages[i]);
    }
    note_ids(writing, "questions", "qid");
    note_ids(writing, "subquestions", "qid");
    note_ids(writing, "groups", "gid");
    read_gids(writing);
}

void survey_lime_write(struct arena *arena, const struct survey *survey, const struct lime_node *kept,
                       struct lime_node **ret_document)
{
    struct writing writing = {.arena = arena, .survey = survey};
    static const char *const tables[] = {"answers", "groups", "questions", "subquestions", "question_attributes",
                                         "surveys", "surveys_languagesettings"};
    begin(&writing, kept);
    if (writing.before.questions_n > 0 && survey_eq(survey, &writing.before)) {
        *ret_document = writing.document;
        return;
    }
    write_head(&writing);
    write_languages(&writing);
    write_sections(&writing);
    write_questions(&writing);
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        lime_fields(arena, writing.document, str_of(tables[i]));
    }
    *ret_document = writing.document;
}
