/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: whether an answer holds, and whether a survey can be asked. */
#include "base/scan.h"
#include "domain/survey.h"

bool survey_number_parse(struct str text, int64_t *ret_micro)
{
    text = str_trim(text);
    bool minus = str_starts(text, S("-"));
    int64_t number = 0;
    int64_t unit = 0; /* 0: before the point */
    size_t digits = 0;
    for (size_t i = minus ? 1 : 0; i < text.n; i++) {
        char c = text.s[i];
        if ((c == '.' || c == ',') && unit == 0 && digits > 0) {
            unit = SURVEY_MICRO;
        } else if (c >= '0' && c <= '9' && unit == 0 && number <= SURVEY_NUMBER_MAX) {
            number = number * 10 + (c - '0');
            digits++;
        } else if (c >= '0' && c <= '9' && unit > 1) {
            unit /= 10;
            number = number * 10 + (c - '0');
            digits++;
        } else if (c != '0' || unit == 0) {
            return false;
        }
    }
    int64_t micro = number * (unit == 0 ? SURVEY_MICRO : unit);
    if (digits == 0 || text.s[text.n - 1] == '.' || text.s[text.n - 1] == ',' ||
        micro > SURVEY_NUMBER_MAX * SURVEY_MICRO) {
        return false;
    }
    *ret_micro = minus ? -micro : micro;
    return true;
}

/* ---- answers */

static struct survey_fault wrong(enum survey_wrong what, struct str row, struct str value)
{
    return (struct survey_fault){what, row, value};
}

static enum survey_wrong number_wrong(const struct survey_question *question, struct str value)
{
    int64_t micro;
    if (!survey_number_parse(value, &micro) || (question->kind == SURVEY_SCALE && micro % SURVEY_MICRO != 0)) {
        return SURVEY_NO_NUMBER;
    }
    if (question->bounded_below && micro < question->min * SURVEY_MICRO) {
        return SURVEY_TOO_LOW;
    }
    return question->bounded_above && micro > question->max * SURVEY_MICRO ? SURVEY_TOO_HIGH : SURVEY_FINE;
}

static bool is_option(const struct survey_question *question, struct str code)
{
    return survey_option_find(question->options, question->options_n, code) < question->options_n;
}

static enum survey_wrong text_wrong(struct str value)
{
    return value.n > SURVEY_TEXT_MAX && str_letters(value) > SURVEY_TEXT_MAX ? SURVEY_TOO_LONG : SURVEY_FINE;
}

/* What is said in one place of a question. */
static enum survey_wrong cell_wrong(const struct survey_question *question, struct str value)
{
    switch (question->cell) {
    case SURVEY_CELL_OPTION: return is_option(question, value) ? SURVEY_FINE : SURVEY_NO_OPTION;
    case SURVEY_CELL_NUMBER: return number_wrong(question, value);
    default: return text_wrong(value);
    }
}

static enum survey_wrong single_wrong(const struct survey_question *question, struct str row, struct str value)
{
    if (row.n > 0) {
        return question->other && str_eq(row, S(SURVEY_OTHER_ROW)) ? text_wrong(value) : SURVEY_NO_ROW;
    }
    bool is_other = question->other && str_eq(value, S(SURVEY_OTHER));
    return is_other || is_option(question, value) ? SURVEY_FINE : SURVEY_NO_OPTION;
}

static enum survey_wrong several_wrong(const struct survey_question *question, struct str row, struct str value)
{
    if (question->other && str_eq(row, S(SURVEY_OTHER_ROW))) {
        return text_wrong(value);
    }
    return is_option(question, row) && str_eq(value, S("Y")) ? SURVEY_FINE : SURVEY_NO_OPTION;
}

static int64_t places(const struct survey_question *question)
{
    bool fewer = question->max > 0 && question->max < (int64_t)question->options_n;
    return fewer ? question->max : (int64_t)question->options_n;
}

static enum survey_wrong place_wrong(const struct survey_question *question, struct str row, struct str value)
{
    int64_t place;
    if (!parse_int(row, 1, places(question), &place)) {
        return SURVEY_NO_ROW;
    }
    return is_option(question, value) ? SURVEY_FINE : SURVEY_NO_OPTION;
}

static enum survey_wrong value_wrong(const struct survey_question *question, const struct survey_value *value)
{
    bool has_row = value->row.n > 0;
    switch (question->kind) {
    case SURVEY_SINGLE: return single_wrong(question, value->row, value->value);
    case SURVEY_SEVERAL: return several_wrong(question, value->row, value->value);
    case SURVEY_RANKING: return place_wrong(question, value->row, value->value);
    case SURVEY_MATRIX:
        return survey_option_find(question->rows, question->rows_n, value->row) == question->rows_n
                   ? SURVEY_NO_ROW : cell_wrong(question, value->value);
    case SURVEY_TEXT: return has_row ? SURVEY_NO_ROW : text_wrong(value->value);
    default: return has_row ? SURVEY_NO_ROW : number_wrong(question, value->value);
    }
}

/* The places are 1, 2, ... without a gap, no option twice. */
static struct survey_fault ranking_wrong(const struct survey_question *question, const struct survey_answers *answers)
{
    int64_t highest = 0;
    int64_t n = 0;
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_value *value = &answers->items[i];
        int64_t place = 0;
        if (!str_eq(value->code, question->code) || value->value.n == 0 || !parse_int(value->row, 1, 1000, &place)) {
            continue;
        }
        highest = place > highest ? place : highest;
        n++;
        for (size_t k = 0; k < i; k++) {
            if (str_eq(answers->items[k].code, question->code) && str_eq(answers->items[k].value, value->value)) {
                return wrong(SURVEY_TWICE, value->row, value->value);
            }
        }
    }
    return wrong(highest > n ? SURVEY_GAP : SURVEY_FINE, S(""), S(""));
}

static struct survey_fault missing(const struct survey_question *question, const struct survey_answers *answers,
                                   size_t n)
{
    if (!question->required) {
        return wrong(SURVEY_FINE, S(""), S(""));
    }
    for (size_t i = 0; question->kind == SURVEY_MATRIX && i < question->rows_n; i++) {
        if (survey_value_of(answers, question->code, question->rows[i].code).n == 0) {
            return wrong(SURVEY_MISSING, question->rows[i].code, S(""));
        }
    }
    return wrong(n == 0 ? SURVEY_MISSING : SURVEY_FINE, S(""), S(""));
}

struct survey_fault survey_answer_check(const struct survey_question *question, const struct survey_answers *answers,
                                        bool required_too)
{
    size_t n = 0;
    for (size_t i = 0; i < answers->n; i++) {
        const struct survey_value *value = &answers->items[i];
        if (!str_eq(value->code, question->code) || value->value.n == 0) {
            continue;
        }
        enum survey_wrong what = value_wrong(question, value);
        if (what != SURVEY_FINE) {
            return wrong(what, value->row, value->value);
        }
        n++;
    }
    struct str own = survey_value_of(answers, question->code, S(SURVEY_OTHER_ROW));
    struct str said = survey_value_of(answers, question->code, S(""));
    if (question->kind == SURVEY_SINGLE && str_eq(said, S(SURVEY_OTHER)) && own.n == 0 && required_too) {
        return wrong(SURVEY_NO_WORDS, S(SURVEY_OTHER_ROW), S(""));
    }
    if (question->kind == SURVEY_RANKING) {
        struct survey_fault fault = ranking_wrong(question, answers);
        if (fault.wrong != SURVEY_FINE) {
            return fault;
        }
    }
    return required_too ? missing(question, answers, n) : wrong(SURVEY_FINE, S(""), S(""));
}

/* ---- surveys */

struct defects {
    struct survey_defect *items;
    size_t room;
    size_t n;
    struct str question;
};

static void note(struct defects *defects, enum survey_defect_kind kind, struct str what)
{
    if (defects->n < defects->room) {
        defects->items[defects->n] = (struct survey_defect){kind, defects->question, what};
    }
    defects->n++;
}

/* own: "other" is the row of own words. */
static void check_options(struct defects *defects, const struct survey_option *options, size_t n, bool own)
{
    for (size_t i = 0; i < n; i++) {
        if (!survey_option_code_holds(options[i].code) || (own && str_eq(options[i].code, S(SURVEY_OTHER_ROW)))) {
            note(defects, SURVEY_CODE_BAD, options[i].code);
        } else if (survey_option_find(options, i, options[i].code) < i) {
            note(defects, SURVEY_CODE_TWICE, options[i].code);
        }
        if (options[i].words[0].n == 0 && n > 1) {
            note(defects, SURVEY_UNTITLED, options[i].code);
        }
    }
}

static bool chooses(const struct survey_question *question)
{
    return question->kind == SURVEY_SINGLE || question->kind == SURVEY_SEVERAL || question->kind == SURVEY_RANKING ||
           (question->kind == SURVEY_MATRIX && question->cell == SURVEY_CELL_OPTION);
}

static void check_bounds(struct defects *defects, const struct survey_question *question)
{
    bool both = question->bounded_below && question->bounded_above;
    bool is_scale = question->kind == SURVEY_SCALE;
    bool is_bad = both && question->min >= question->max;
    if (is_bad || (is_scale && (!both || question->max - question->min >= SURVEY_SCALE_STEPS_MAX))) {
        note(defects, SURVEY_BOUNDS, S(""));
    }
}

static void check_when(struct defects *defects, const struct survey *survey, size_t at,
                       const struct survey_clause *clause)
{
    for (; clause != NULL; clause = clause->next) {
        if (clause->test <= SURVEY_NOT) {
            check_when(defects, survey, at, clause->first);
            continue;
        }
        size_t about = survey_find(survey, clause->code);
        if (about == survey->questions_n) {
            note(defects, SURVEY_WHEN_UNKNOWN, clause->code);
        } else if (about >= at) {
            note(defects, SURVEY_WHEN_LATER, clause->code);
        }
    }
}

static void check_question(struct defects *defects, const struct survey *survey, size_t at)
{
    const struct survey_question *question = &survey->questions[at];
    defects->question = question->code;
    if (!survey_code_holds(question->code)) {
        note(defects, SURVEY_CODE_BAD, question->code);
    } else if (survey_find(survey, question->code) < at) {
        note(defects, SURVEY_CODE_TWICE, question->code);
    }
    if (question->title[0].n == 0) {
        note(defects, SURVEY_UNTITLED, S(""));
    }
    if (chooses(question) && question->options_n + question->other < 2 && question->kind != SURVEY_SEVERAL) {
        note(defects, SURVEY_FEW_OPTIONS, S(""));
    } else if (chooses(question) && question->options_n == 0) {
        note(defects, SURVEY_FEW_OPTIONS, S(""));
    }
    if (question->kind == SURVEY_MATRIX && question->rows_n == 0) {
        note(defects, SURVEY_NO_ROWS, S(""));
    }
    check_options(defects, question->options, question->options_n, question->other && question->kind == SURVEY_SEVERAL);
    check_options(defects, question->rows, question->rows_n, false);
    check_bounds(defects, question);
    check_when(defects, survey, at, question->when);
}

size_t survey_check(const struct survey *survey, struct survey_defect *ret_defects, size_t room)
{
    struct defects defects = {.items = ret_defects, .room = room, .question = S("")};
    if (survey->questions_n == 0) {
        note(&defects, SURVEY_EMPTY, S(""));
    }
    for (size_t i = 0; i < survey->questions_n; i++) {
        check_question(&defects, survey, i);
    }
    return defects.n;
}
