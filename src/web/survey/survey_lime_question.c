/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_lime: a question from the structure file of LimeSurvey: its type, options, rows, bounds and condition. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/survey_when.h"
#include "web/survey/survey_lime_parts.h"

/* Words of ours for options that LimeSurvey does not write into the file. */
static struct str *own_words(struct lime_reading *reading, const char *english, const char *german)
{
    struct str *words = lime_no_words(reading);
    for (size_t i = 0; i < reading->to->survey.languages_n; i++) {
        bool is_german = str_starts(reading->to->survey.languages[i], S("de"));
        words[i] = i == 0 || is_german ? str_of(is_german ? german : english) : S("");
    }
    return words;
}

/* ---- options and rows */

static size_t options_of(struct lime_reading *reading, const struct lime_node *row, struct survey_option **ret_options)
{
    const struct lime_node *found[SURVEY_OPTIONS_MAX];
    const struct lime_node *answers = lime_rows(reading->document, S("answers"));
    struct lime_key key = {S("qid"), lime_text(row, S("qid")), S("language"), S("scale_id"), S("0")};
    size_t n = lime_ordered(reading, answers, &key, "sortorder", found, SURVEY_OPTIONS_MAX);
    *ret_options = arena_array(reading->arena, struct survey_option, n);
    for (size_t i = 0; i < n; i++) {
        struct str code = lime_text(found[i], S("code"));
        struct lime_key one = {key.id, key.is, key.language, S("code"), code};
        (*ret_options)[i] = (struct survey_option){code, lime_words(reading, answers, &one, S("answer"))};
    }
    return n;
}

static size_t rows_of(struct lime_reading *reading, const struct lime_node *row, struct survey_option **ret_rows)
{
    const struct lime_node *found[SURVEY_OPTIONS_MAX];
    const struct lime_node *subs = lime_rows(reading->document, S("subquestions"));
    struct lime_key key = {S("parent_qid"), lime_text(row, S("qid")), S("language"), S("scale_id"), S("0")};
    size_t n = lime_ordered(reading, subs, &key, "question_order", found, SURVEY_OPTIONS_MAX);
    *ret_rows = arena_array(reading->arena, struct survey_option, n);
    for (size_t i = 0; i < n; i++) {
        struct str code = lime_text(found[i], S("title"));
        struct lime_key one = {key.id, key.is, key.language, S("title"), code};
        (*ret_rows)[i] = (struct survey_option){code, lime_words(reading, subs, &one, S("question"))};
        struct str when = lime_text(found[i], S("relevance"));
        reading->settings += when.n > 0 && !str_eq(when, S("1"));
    }
    return n;
}

static void give_options(struct lime_reading *reading, struct survey_question *question, const char *const (*words)[3],
                         size_t n)
{
    question->options = arena_array(reading->arena, struct survey_option, n);
    question->options_n = n;
    for (size_t i = 0; i < n; i++) {
        question->options[i] = (struct survey_option){str_of(words[i][0]), own_words(reading, words[i][1],
                                                                                     words[i][2])};
    }
}

static void give_points(struct lime_reading *reading, struct survey_question *question, size_t n)
{
    static const char *const points[][3] = {{"1", "1", "1"}, {"2", "2", "2"}, {"3", "3", "3"}, {"4", "4", "4"},
        {"5", "5", "5"}, {"6", "6", "6"}, {"7", "7", "7"}, {"8", "8", "8"}, {"9", "9", "9"}, {"10", "10", "10"}};
    give_options(reading, question, points, n);
}

/* ---- settings */

struct str lime_attribute(const struct lime_node *document, struct str qid, const char *name)
{
    for (const struct lime_node *row = lime_rows(document, S("question_attributes")); row != NULL; row = row->next) {
        if (str_eq(lime_text(row, S("qid")), qid) && str_eq(lime_text(row, S("attribute")), str_of(name))) {
            return lime_text(row, S("value"));
        }
    }
    return S("");
}

static bool bound_of(struct lime_reading *reading, struct str qid, const char *const *names, int64_t *ret_bound)
{
    for (; *names != NULL; names++) {
        struct str value = lime_attribute(reading->document, qid, *names);
        if (parse_int(str_trim(value), -SURVEY_NUMBER_MAX, SURVEY_NUMBER_MAX, ret_bound)) {
            reading->settings_read++;
            return true;
        }
    }
    return false;
}

static void bounds_of(struct lime_reading *reading, struct str qid, struct survey_question *question)
{
    static const char *const least[] = {"min_num_value_n", "slider_min", NULL};
    static const char *const most[] = {"max_num_value_n", "slider_max", NULL};
    question->bounded_below = bound_of(reading, qid, least, &question->min);
    question->bounded_above = bound_of(reading, qid, most, &question->max);
}

/* ---- types */

static void read_list(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    static const char *const yes_no[][3] = {{"Y", "Yes", "Ja"}, {"N", "No", "Nein"}};
    static const char *const gender[][3] = {{"F", "Female", "Weiblich"}, {"M", "Male", "M\xC3\xA4nnlich"}};
    char type = lime_text(row, S("type")).s[0];
    question->kind = SURVEY_SINGLE;
    if (type == 'Y') {
        give_options(reading, question, yes_no, 2);
    } else if (type == 'G') {
        give_options(reading, question, gender, 2);
    } else {
        question->options_n = options_of(reading, row, &question->options);
        question->other = str_eq(lime_text(row, S("other")), S("Y"));
    }
}

static void read_several(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    question->kind = SURVEY_SEVERAL;
    question->options_n = rows_of(reading, row, &question->options);
    question->other = str_eq(lime_text(row, S("other")), S("Y"));
}

static void read_ranking(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    static const char *const most[] = {"max_answers", "max_subquestions", NULL};
    question->kind = SURVEY_RANKING;
    question->options_n = options_of(reading, row, &question->options);
    if (!bound_of(reading, lime_text(row, S("qid")), most, &question->max)) {
        question->max = 0;
    }
}

static void read_number(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    struct str qid = lime_text(row, S("qid"));
    bool is_scale = str_eq(lime_attribute(reading->document, qid, LIME_OURS), S("scale"));
    bounds_of(reading, qid, question);
    question->kind = is_scale && question->bounded_below && question->bounded_above ? SURVEY_SCALE : SURVEY_NUMBER;
    reading->settings_read += is_scale;
}

static void read_points(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    (void)reading;
    (void)row;
    *question = (struct survey_question){.kind = SURVEY_SCALE, .bounded_below = true, .bounded_above = true, .min = 1,
                                         .max = 5};
}

static void read_text(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    question->kind = SURVEY_TEXT;
    if (str_eq(lime_text(row, S("type")), S("D"))) {
        lime_keep(reading, LIME_KEPT_DATE, lime_text(row, S("title")), S(""), 0);
    }
}

static void read_matrix(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    static const char *const sure[][3] = {{"Y", "Yes", "Ja"}, {"U", "Uncertain", "Unsicher"}, {"N", "No", "Nein"}};
    static const char *const more[][3] = {{"I", "Increase", "Zunahme"}, {"S", "Same", "Gleich"},
                                          {"D", "Decrease", "Abnahme"}};
    char type = lime_text(row, S("type")).s[0];
    question->kind = SURVEY_MATRIX;
    question->rows_n = rows_of(reading, row, &question->rows);
    switch (type) {
    case 'A': give_points(reading, question, 5); break;
    case 'B': give_points(reading, question, 10); break;
    case 'C': give_options(reading, question, sure, 3); break;
    case 'E': give_options(reading, question, more, 3); break;
    case 'K':
        question->cell = SURVEY_CELL_NUMBER;
        bounds_of(reading, lime_text(row, S("qid")), question);
        break;
    case 'Q': question->cell = SURVEY_CELL_TEXT; break;
    default: question->options_n = options_of(reading, row, &question->options); break;
    }
}

static const struct {
    char letter;
    void (*read)(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question);
} TYPES[] = {
    {'!', read_list}, {'L', read_list}, {'O', read_list}, {'Y', read_list}, {'G', read_list}, {'M', read_several},
    {'P', read_several}, {'R', read_ranking}, {'N', read_number}, {'5', read_points}, {'S', read_text}, {'T',
        read_text},
    {'U', read_text}, {'D', read_text}, {'F', read_matrix}, {'H', read_matrix}, {'A', read_matrix}, {'B', read_matrix},
    {'C', read_matrix}, {'E', read_matrix}, {'K', read_matrix}, {'Q', read_matrix}};

/* ---- conditions */

static bool find_by_qid(struct lime_reading *reading, struct str qid, struct str row, struct str *ret_code,
                        struct str *ret_row)
{
    for (const struct lime_node *one = lime_rows(reading->document, S("questions")); one != NULL; one = one->next) {
        if (str_eq(lime_text(one, S("qid")), qid)) {
            *ret_code = lime_text(one, S("title"));
            *ret_row = row;
            return true;
        }
    }
    return false;
}

/* "245554X5X25perfCheck1": survey, section, question, and its row. */
static bool find_by_number(struct lime_reading *reading, struct str name, struct str *ret_code, struct str *ret_row)
{
    struct str rest;
    struct str sid = str_cut(name, 'X', &rest);
    struct str gid = rest.s != NULL ? str_cut(rest, 'X', &rest) : S("");
    int64_t number;
    size_t digits = 0;
    if (rest.s == NULL || !parse_int(sid, 0, INT64_MAX, &number) || !parse_int(gid, 0, INT64_MAX, &number)) {
        return false;
    }
    while (digits < rest.n && rest.s[digits] >= '0' && rest.s[digits] <= '9') {
        digits++;
    }
    return digits > 0 && find_by_qid(reading, str_sub(rest, 0, digits), str_from(rest, digits), ret_code, ret_row);
}

static bool is_question(struct lime_reading *reading, struct str code)
{
    for (const struct lime_node *one = lime_rows(reading->document, S("questions")); one != NULL; one = one->next) {
        if (str_eq(lime_text(one, S("title")), code)) {
            return true;
        }
    }
    return false;
}

static bool find_name(void *context, struct str name, struct str *ret_code, struct str *ret_row)
{
    struct lime_reading *reading = context;
    *ret_row = S("");
    *ret_code = name;
    if (is_question(reading, name) || find_by_number(reading, name, ret_code, ret_row)) {
        return true;
    }
    for (size_t i = name.n; i > 1; i--) {
        if (name.s[i - 1] == '_' && is_question(reading, str_sub(name, 0, i - 1))) {
            *ret_code = str_sub(name, 0, i - 1);
            *ret_row = str_from(name, i);
            return true;
        }
    }
    return false;
}

static void read_when(struct lime_reading *reading, const struct lime_node *row, struct survey_question *question)
{
    const struct survey_names names = {reading, find_name};
    if (!survey_when_parse(reading->arena, lime_text(row, S("relevance")), &names, &question->when)) {
        question->when = NULL;
        lime_keep(reading, LIME_KEPT_WHEN, question->code, lime_text(row, S("relevance")), 0);
    }
}

/* ---- the whole */

bool lime_question_read(struct lime_reading *reading, const struct lime_node *row, size_t section,
                          struct survey_question *question)
{
    struct str type = lime_text(row, S("type"));
    struct str code = lime_text(row, S("title"));
    size_t i = 0;
    while (i < COUNT_OF(TYPES) && (type.n != 1 || TYPES[i].letter != type.s[0])) {
        i++;
    }
    if (i == COUNT_OF(TYPES)) {
        lime_keep(reading, LIME_KEPT_TYPE, code, type, 0);
        return false;
    }
    TYPES[i].read(reading, row, question);
    const struct lime_node *questions = lime_rows(reading->document, S("questions"));
    struct lime_key key = {S("qid"), lime_text(row, S("qid")), S("language"), S(""), S("")};
    question->code = code;
    question->section = section;
    question->title = lime_words(reading, questions, &key, S("question"));
    question->hint = lime_words(reading, questions, &key, S("help"));
    question->required = str_eq(lime_text(row, S("mandatory")), S("Y"));
    if (question->title[0].n == 0) {
        question->title[0] = code;
    }
    read_when(reading, row, question);
    return true;
}
