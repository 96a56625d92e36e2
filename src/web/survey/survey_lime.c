/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_lime: a survey from the structure file of LimeSurvey. */
#include "web/survey/survey_lime.h"

#include "base/check.h"
#include "base/scan.h"
#include "domain/survey_when.h"
#include "text/plain.h"
#include "text/words.h"
#include "web/survey/survey_lime_parts.h"

void lime_keep(struct lime_reading *reading, enum lime_kept_kind kind, struct str code, struct str detail, size_t count)
{
    struct lime_survey *to = reading->to;
    if (to->kept_n < LIME_KEPT_MAX) {
        to->kept[to->kept_n++] = (struct lime_kept){kind, code, detail, count};
    }
}

static void refuse(struct lime_reading *reading, struct str where, const char *what, const char *hint)
{
    problems_add(reading->problems, str_format(reading->arena, "%.*s, %.*s", STR_ARG(reading->name), STR_ARG(where)),
                 str_of(what), str_of(hint));
    reading->refused = true;
}

/* ---- words */

static struct str plain(struct lime_reading *reading, struct str text)
{
    struct str shown = plain_text(reading->arena, text);
    reading->markup += !str_eq(shown, str_trim(text));
    return shown;
}

struct str *lime_no_words(struct lime_reading *reading)
{
    struct str *words = arena_array(reading->arena, struct str, reading->to->survey.languages_n);
    for (size_t i = 0; i < reading->to->survey.languages_n; i++) {
        words[i] = S("");
    }
    return words;
}

/* The words of all rows that say the same thing in their languages: those with this id (and code). */
struct str *lime_words(struct lime_reading *reading, const struct lime_node *rows, const struct lime_key *key,
                            struct str field)
{
    struct str *words = lime_no_words(reading);
    for (const struct lime_node *row = rows; row != NULL; row = row->next) {
        bool is_it = str_eq(lime_text(row, key->id), key->is) &&
                     (key->code.n == 0 || str_eq(lime_text(row, key->code), key->code_is));
        struct str language = lime_text(row, key->language);
        for (size_t i = 0; is_it && i < reading->to->survey.languages_n; i++) {
            if (str_eq(language, reading->to->survey.languages[i])) {
                words[i] = plain(reading, lime_text(row, field));
            }
        }
    }
    return words;
}

/* ---- order */

static int64_t number_in(const struct lime_node *row, const char *field)
{
    int64_t number = 0;
    return parse_int(str_trim(lime_text(row, str_of(field))), -1000000, 1000000000, &number) ? number : 0;
}

static size_t order_in(const struct lime_node **rows, size_t n, const struct lime_node *row, const char *order)
{
    size_t at = n;
    while (at > 0 && number_in(rows[at - 1], order) > number_in(row, order)) {
        rows[at] = rows[at - 1];
        at--;
    }
    rows[at] = row;
    return n + 1;
}

/* Rows of the first language that fit, in the order of a field, stable. */
size_t lime_ordered(struct lime_reading *reading, const struct lime_node *rows, const struct lime_key *key,
                      const char *order, const struct lime_node **ret_rows, size_t room)
{
    size_t n = 0;
    for (const struct lime_node *row = rows; row != NULL; row = row->next) {
        bool fits = str_eq(lime_text(row, key->id), key->is) &&
                    str_eq(lime_text(row, key->language), reading->to->survey.languages[0]) &&
                    (key->code.n == 0 || str_eq(lime_text(row, key->code), key->code_is));
        if (fits && n == room) {
            refuse(reading, key->is, W_NOTE("has more than we can ask"),
                   W_NOTE("cut it in two in LimeSurvey and export it again"));
            return n;
        }
        n = fits ? order_in(ret_rows, n, row, order) : n;
    }
    return n;
}

size_t lime_sections(const struct lime_node *document, struct str language, const struct lime_node **ret_rows)
{
    size_t n = 0;
    for (const struct lime_node *row = lime_rows(document, S("groups")); row != NULL; row = row->next) {
        if (str_eq(lime_text(row, S("language")), language) && n < SURVEY_SECTIONS_MAX) {
            n = order_in(ret_rows, n, row, "group_order");
        }
    }
    return n;
}

void survey_lime_swap(struct arena *arena, struct lime_node *document, struct str language, size_t section)
{
    const struct lime_node *found[SURVEY_SECTIONS_MAX];
    size_t n = lime_sections(document, language, found);
    for (size_t i = 0; i < n; i++) { /* numbered anew: two may have had the same number */
        size_t to = i == section ? i + 1 : i == section + 1 ? i - 1 : i;
        struct str gid = lime_text(found[i], S("gid"));
        for (struct lime_node *row = lime_rows(document, S("groups")); row != NULL; row = row->next) {
            if (str_eq(lime_text(row, S("gid")), gid)) {
                lime_set(arena, row, S("group_order"), str_format(arena, "%zu", to));
            }
        }
    }
}

/* ---- sections */

static void read_section(struct lime_reading *reading, const struct lime_node *group)
{
    const struct lime_node *found[SURVEY_QUESTIONS_MAX];
    struct survey *survey = &reading->to->survey;
    struct survey_section *section = &survey->sections[survey->sections_n];
    struct str gid = lime_text(group, S("gid"));
    struct lime_key key = {S("gid"), gid, S("language"), S(""), S("")};
    const struct lime_node *groups = lime_rows(reading->document, S("groups"));
    section->title = lime_words(reading, groups, &key, S("group_name"));
    section->intro = lime_words(reading, groups, &key, S("description"));
    struct str when = lime_text(group, S("grelevance"));
    if (when.n > 0 && !str_eq(when, S("1"))) {
        lime_keep(reading, LIME_KEPT_SECTION, section->title[0], when, 0);
    }
    size_t n = lime_ordered(reading, lime_rows(reading->document, S("questions")), &key, "question_order", found,
                       SURVEY_QUESTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (survey->questions_n == SURVEY_QUESTIONS_MAX) {
            refuse(reading, S("questions"), W_NOTE("has more questions than we can ask"),
                   W_NOTE("cut the survey in two"));
            return;
        }
        bool is_sub = !str_eq(lime_text(found[i], S("parent_qid")), S("0"));
        struct survey_question *question = &survey->questions[survey->questions_n];
        *question = (struct survey_question){0};
        survey->questions_n += !is_sub && lime_question_read(reading, found[i], survey->sections_n, question);
    }
    survey->sections_n++;
}

static void read_sections(struct lime_reading *reading)
{
    const struct lime_node *found[SURVEY_SECTIONS_MAX];
    struct survey *survey = &reading->to->survey;
    size_t n = lime_sections(reading->document, survey->languages[0], found);
    if (n == SURVEY_SECTIONS_MAX) {
        refuse(reading, S("groups"), W_NOTE("are more than we can ask"), W_NOTE("cut the survey in two in LimeSurvey"));
        return;
    }
    survey->sections = arena_array(reading->arena, struct survey_section, n);
    survey->questions = arena_array(reading->arena, struct survey_question, SURVEY_QUESTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        read_section(reading, found[i]);
    }
}

/* ---- the whole */

static void add_language(struct lime_reading *reading, struct str language)
{
    struct survey *survey = &reading->to->survey;
    bool is_known = false;
    for (size_t i = 0; i < survey->languages_n; i++) {
        is_known = is_known || str_eq(survey->languages[i], language);
    }
    if (language.n > 0 && !is_known && survey->languages_n < SURVEY_LANGUAGES_MAX) {
        survey->languages[survey->languages_n++] = language;
    }
}

static void read_languages(struct lime_reading *reading)
{
    const struct lime_node *row = lime_rows(reading->document, S("surveys"));
    const struct lime_node *named = lime_child(reading->document, S("languages"));
    reading->to->survey.languages = arena_array(reading->arena, struct str, SURVEY_LANGUAGES_MAX);
    if (row != NULL) {
        struct str rest = lime_text(row, S("additional_languages"));
        add_language(reading, lime_text(row, S("language")));
        while (rest.s != NULL && rest.n > 0) {
            add_language(reading, str_cut(rest, ' ', &rest));
        }
    }
    for (const struct lime_node *one = named != NULL ? named->first : NULL; one != NULL; one = one->next) {
        add_language(reading, one->text);
    }
}

static void read_head(struct lime_reading *reading)
{
    struct survey *survey = &reading->to->survey;
    const struct lime_node *rows = lime_rows(reading->document, S("surveys_languagesettings"));
    struct str sid = rows != NULL ? lime_text(rows, S("surveyls_survey_id")) : S("");
    struct lime_key key = {S("surveyls_survey_id"), sid, S("surveyls_language"), S(""), S("")};
    survey->title = lime_words(reading, rows, &key, S("surveyls_title"));
    survey->intro = lime_words(reading, rows, &key, S("surveyls_welcometext"));
    survey->thanks = lime_words(reading, rows, &key, S("surveyls_endtext"));
}

static void keep_rest(struct lime_reading *reading)
{
    static const char *const known[] = {"LimeSurveyDocType", "DBVersion", "languages", "answers", "conditions",
                                        "groups",
        "questions", "subquestions", "question_attributes", "surveys", "surveys_languagesettings", "defaultvalues"};
    size_t attributes = reading->settings;
    for (const struct lime_node *row = lime_rows(reading->document,
                                                 S("question_attributes")); row != NULL; row = row->next) {
        attributes++;
    }
    attributes -= reading->settings_read < attributes ? reading->settings_read : attributes;
    if (attributes > 0) {
        lime_keep(reading, LIME_KEPT_ATTRIBUTES, S(""), S(""), attributes);
    }
    if (reading->markup > 0) {
        lime_keep(reading, LIME_KEPT_MARKUP, S(""), S(""), reading->markup);
    }
    for (const struct lime_node *table = reading->document->first; table != NULL; table = table->next) {
        size_t i = 0;
        while (i < COUNT_OF(known) && !str_eq(table->name, str_of(known[i]))) {
            i++;
        }
        if (i == COUNT_OF(known)) {
            lime_keep(reading, LIME_KEPT_TABLE, S(""), table->name, 0);
        }
    }
}

static void refuse_defects(struct lime_reading *reading)
{
    static const struct {
        enum survey_defect_kind kind;
        const char *what, *hint;
    } said[] = {
        {SURVEY_CODE_BAD, W_NOTE("has a code that is not only letters, digits and _"),
         W_NOTE("change the code in LimeSurvey")},
        {SURVEY_CODE_TWICE, W_NOTE("has a code that stands there twice"),
         W_NOTE("give each its own code in LimeSurvey")},
        {SURVEY_EMPTY, W_NOTE("asks nothing that we can ask"),
         W_NOTE("export a survey with questions of the usual kinds")}};
    struct survey_defect defects[PROBLEMS_SHOWN];
    size_t n = survey_check(&reading->to->survey, defects, PROBLEMS_SHOWN);
    for (size_t i = 0; i < n && i < PROBLEMS_SHOWN; i++) {
        const struct survey_defect *defect = &defects[i];
        if (defect->kind == SURVEY_WHEN_LATER) {
            lime_keep(reading, LIME_KEPT_LATER, defect->question, defect->what, 0);
        }
        for (size_t k = 0; k < COUNT_OF(said); k++) {
            if (said[k].kind == defect->kind) {
                refuse(reading, defect->question.n == 0 ? S("questions")
                       : str_format(reading->arena, "question %.*s (%.*s)", STR_ARG(defect->question),
                                    STR_ARG(defect->what)), said[k].what, said[k].hint);
            }
        }
    }
}

static bool is_readable(struct lime_reading *reading)
{
    int64_t version = 0;
    if (!parse_int(str_trim(lime_text(reading->document, S("DBVersion"))), 1, 100000, &version)) {
        refuse(reading, S("DBVersion"), W_NOTE("is no number"),
               W_NOTE("export the survey structure (.lss) from LimeSurvey again"));
    } else if (version >= 400) {
        refuse(reading, S("DBVersion"),
               W_NOTE("comes from a LimeSurvey after version 3, which keeps its texts elsewhere"),
               W_NOTE("export it from LimeSurvey 2 or 3, or enter the questions here"));
    } else if (lime_rows(reading->document, S("groups")) == NULL || lime_rows(reading->document,
                                                                              S("questions")) == NULL) {
        refuse(reading, S("questions"), W_NOTE("are missing"),
               W_NOTE("export the whole survey structure (.lss), with its questions"));
    }
    return !reading->refused;
}

enum fault survey_lime_of(struct arena *arena, struct str name, const struct lime_node *document,
                          struct problems *problems, struct lime_survey *ret_survey)
{
    struct lime_reading reading = {.arena = arena, .name = name, .document = document, .problems = problems,
                                   .to = arena_new(arena, struct lime_survey)};
    if (!is_readable(&reading)) {
        return FAULT_INVALID;
    }
    read_languages(&reading);
    if (reading.to->survey.languages_n == 0) {
        refuse(&reading, S("surveys"), W_NOTE("names no language"),
               W_NOTE("export the survey structure (.lss) from LimeSurvey again"));
        return FAULT_INVALID;
    }
    read_head(&reading);
    read_sections(&reading);
    keep_rest(&reading);
    refuse_defects(&reading);
    if (reading.refused) {
        return FAULT_INVALID;
    }
    *ret_survey = *reading.to;
    return OK;
}

enum fault survey_lime_read(struct arena *arena, struct str name, struct str bytes, struct problems *problems,
                            struct lime_node **ret_document, struct lime_survey *ret_survey)
{
    struct str why;
    struct lime_node *document;
    enum fault fault = lime_read(arena, bytes, &document, &why);
    if (fault != OK) {
        problems_add(problems, name, why,
                     str_of(W_NOTE("export the survey structure (.lss) from LimeSurvey again, give it as it came")));
        return fault;
    }
    TRY(survey_lime_of(arena, name, document, problems, ret_survey));
    *ret_document = document;
    return OK;
}

struct str survey_lime_say(struct arena *arena, const struct lime_kept *kept)
{
    static const char *const said[] = {
        [LIME_KEPT_TYPE] = "is of a type (%.*s) that is not asked here; kept beside",
        [LIME_KEPT_DATE] = "is a date, asked as a text%.*s",
        [LIME_KEPT_WHEN] = "is asked always: its condition is more than ours can say, and kept beside: %.*s",
        [LIME_KEPT_LATER] = "has a condition about a question behind it (%.*s), which counts as not answered",
        [LIME_KEPT_SECTION] = "is asked always: the condition of the section is kept beside: %.*s",
        [LIME_KEPT_ATTRIBUTES] = "settings of questions have no counterpart; kept beside%.*s",
        [LIME_KEPT_MARKUP] = "texts have markup, shown plain here and kept beside%.*s",
        [LIME_KEPT_TABLE] = "is a part of the file without a counterpart; kept beside%.*s"};
    struct str rest = kept->kind == LIME_KEPT_TABLE ? S("") : kept->detail;
    struct str what = kept->kind == LIME_KEPT_TABLE ? kept->detail
                      : kept->count > 0 ? str_format(arena, "%zu", kept->count) : kept->code;
    const char *cut = said[kept->kind];
    struct str after;
    struct str before = str_cut(str_of(cut), '%', &after);
    return str_format(arena, "%.*s %.*s%.*s%.*s", STR_ARG(what), STR_ARG(before), STR_ARG(rest),
                      STR_ARG(str_from(after, 3)));
}
